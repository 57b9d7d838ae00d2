//! Title, contact and the text before part one.

use super::last_year::LastYearReport;
use super::narrative_editor::NarrativeEditor;
use crate::app::state::OpenDraft;
use crate::app::{live, services, speech};
use crate::core::format::Format;
use crate::core::report::{Header, HeaderField, Place};
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
        let set = move |text: String| draft.type_into(&Place::Header(field), &text);
        view! {
            <Field
                field
                text
                set=Callback::new(set)
                required=field == HeaderField::Organ
            />
        }
    });
    let mut fields = fields.into_iter();
    let organ = fields.next();
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
                            on:click=move |event| {
                            focus_box(&event);
                            draft.change(&[(Place::Narrative(id.clone()), String::new())]);
                        }
                        >
                            {speech.say(&Message::PrefaceRestore)}
                        </button>
                    </div>
                }
            })
        }
    };
    view! {
        <section class="narrative narrative--fields">
            <div class="narrative__head">
                <h2>{speech.say(&Message::HeaderHeading)}</h2>
            </div>
            <p class="cover__title">{live(title)}</p>
            <div class="fields">
                {organ} <YearField draft/> {fields.collect_view()} <EditorField draft/>
            </div>
        </section>
        <LastYearReport draft/>
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

/// The year, which can be put right as long as its form stays the same.
#[component]
fn YearField(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let year = Memo::new(move |_| state.report.with(|report| report.header.year.to_string()));
    let trouble = RwSignal::new(None::<Message>);
    let set = move |typed: String| {
        let same_form = |year: &u16| {
            let form = Format::for_year(*year).map(|format| format.id);
            form == Some(state.report.with_untracked(|report| report.format.clone()))
        };
        let read = Header::read_year(&typed);
        trouble.set(match read {
            None => Some(Message::YearUnreadable(typed.clone())),
            Some(year) if !same_form(&year) => Some(Message::NoFormat(year)),
            Some(_) => None,
        });
        if read.as_ref().is_some_and(same_form) {
            draft.type_into(&Place::Year, &typed);
        }
    };
    // What was typed and is no year goes when the field is left; the year stays as it was.
    let restore = move |event: leptos::ev::FocusEvent| {
        // A field that is being removed is left too.
        if let Some(year) = year.try_get_untracked() {
            event_target::<leptos::web_sys::HtmlInputElement>(&event).set_value(&year);
            trouble.set(None);
        }
    };
    view! {
        <div class="field-row" data-field="year">
            <label>
                <span class="field-row__label">
                    {speech.say(&Message::FieldYear)}
                    <small>{speech.say(&Message::Required)}</small>
                </span>
                <input
                    class="field"
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    required
                    aria-invalid=move || trouble.with(Option::is_some).then_some("true")
                    prop:value=live(move || year.get())
                    on:input=move |event| set(event_target_value(&event))
                    on:blur=restore
                />
            </label>
            <small class="field-row__hint field-row__hint--error" role="alert">
                {live(move || trouble.get().map_or(String::new(), |message| speech.say(&message)))}
            </small>
        </div>
    }
}

/// Who fills the report in: kept on this computer and in the draft, not published.
#[component]
fn EditorField(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let before = draft.edited_by.get_value();
    let last = (!before.is_empty()).then(|| speech.say(&Message::LastEditedBy(before)));
    view! {
        <div class="field-row" data-field="editor">
            <label>
                <span class="field-row__label">
                    {speech.say(&Message::Editor)}
                    <small>{speech.say(&Message::NotPublished)}</small>
                </span>
                <input
                    class="field"
                    type="text"
                    autocomplete="off"
                    aria-describedby="hint-editor"
                    value=draft.editor()
                    on:input=move |event| draft.sign(&event_target_value(&event))
                />
            </label>
            <small class="field-row__hint" id="hint-editor">{speech.say(&Message::EditorHint)}</small>
            {last.map(|last| view! { <small class="field-row__hint">{last}</small> })}
        </div>
    }
}

/// The button goes; the focus stays with the text it acted on.
fn focus_box(event: &leptos::ev::MouseEvent) {
    let button = event_target::<leptos::web_sys::Element>(event);
    if let Ok(Some(section)) = button.closest("section") {
        use leptos::wasm_bindgen::JsCast;
        services::focus_within(section.unchecked_ref(), "textarea");
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
                    prop:value=live(move || text.get())
                    on:input=move |event| set.run(event_target_value(&event))
                />
            </label>
            <small class="field-row__hint" id=hint>{speech.say(&Message::FieldHint(field))}</small>
        </div>
    }
}
