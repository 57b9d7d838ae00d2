//! Title, contact and the text before part one.

use super::narrative_editor::NarrativeEditor;
use crate::app::speech;
use crate::app::state::OpenDraft;
use crate::core::report::HeaderField;
use crate::core::text::Message;
use leptos::prelude::*;

/// The fields of the header and the preface that follows from them.
///
/// - Every field is named by its label and described by its hint.
#[component]
pub(crate) fn Cover(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let title = move || {
        let title = state.format.with_value(|f| state.report.with(|report| report.title(f)));
        speech.say(&Message::TitleIs(title))
    };
    let fields = HeaderField::ALL.map(|field| {
        let text = Memo::new(move |_| state.report.with(|r| r.header.get(field).to_owned()));
        let set = move |text: String| draft.edit(|report| report.header.set(field, text));
        view! {
            <Field
                field
                text
                set=Callback::new(set)
                required=field == HeaderField::Organ
            />
        }
    });
    let id = state.format.with_value(|format| format.preface.id.clone());
    let own = {
        let id = id.clone();
        Memo::new(move |_| state.report.with(|report| !report.narrative(&id).is_empty()))
    };
    let composed = Signal::derive(move || {
        state.format.with_value(|f| state.report.with(|r| r.header.compose(&f.preface)))
    });
    let about = Signal::derive(move || {
        speech.say(&if own.get() { Message::PrefaceOwn } else { Message::PrefaceComposed })
    });
    let restore = {
        let id = id.clone();
        move || {
            let id = id.clone();
            own.get().then(|| {
                view! {
                    <div class="narrative__more">
                        <button
                            type="button"
                            class="button button--small"
                            on:click=move |_| draft.edit(|report| report.set_narrative(&id, ""))
                        >
                            {speech.say(&Message::PrefaceRestore)}
                        </button>
                    </div>
                }
            })
        }
    };
    view! {
        <section class="narrative">
            <div class="narrative__head">
                <h2>{speech.say(&Message::HeaderHeading)}</h2>
            </div>
            <p class="cover__title">{title}</p>
            <div class="fields">{fields.collect_view()}</div>
        </section>
        <NarrativeEditor
            draft
            id
            heading=speech.say(&Message::Preface)
            prompt=about
            composed
            below=move || view! { {restore.clone()} }
        />
    }
}

/// One field of a header.
#[component]
pub(crate) fn Field(
    field: HeaderField,
    #[prop(into)] text: Signal<String>,
    set: Callback<String>,
    required: bool,
) -> impl IntoView {
    let speech = speech();
    let mark = if required { Message::Required } else { Message::Optional };
    let hint = format!("hint-{}", field.key());
    view! {
        <div class="field-row" data-field=field.key()>
            <label>
                <span class="field-row__label">
                    {speech.say(&Message::Field(field))}
                    <small>{speech.say(&mark)}</small>
                </span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    aria-describedby=hint.clone()
                    required=required
                    prop:value=move || text.get()
                    on:input=move |event| set.run(event_target_value(&event))
                />
            </label>
            <small class="field-row__hint" id=hint>{speech.say(&Message::FieldHint(field))}</small>
        </div>
    }
}
