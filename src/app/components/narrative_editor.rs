//! A text to be written: heading, what to write, 字数, and the box that grows with it.

use super::is_composing;
use crate::app::state::OpenDraft;
use crate::app::{live, live_view, speech};
use crate::core::report::{Place, characters};
use crate::core::text::Message;
use leptos::prelude::*;

/// The box for a narrative.
///
/// - A text is named by its heading and described by what to write.
/// - Leaving the page with the cursor in a text or the year breaks nothing.
/// - A text grows, so that nothing of it is hidden behind a scrollbar.
/// - Last year's text stands below, and a text that is still the same is marked as last year's.
#[component]
pub(crate) fn NarrativeEditor(
    draft: OpenDraft,
    /// Public id of the narrative.
    id: String,
    /// What it is called.
    heading: String,
    /// What to write there; a line of its own.
    #[prop(optional, into)]
    prompt: Option<Signal<String>>,
    /// Sentences to take over.
    #[prop(optional)]
    suggestions: Vec<String>,
    /// The text shown while nothing of its own is written; edits begin from it.
    #[prop(optional, into)]
    composed: Option<Signal<String>>,
    /// What stands under the box.
    #[prop(optional, into)]
    below: ViewFn,
) -> impl IntoView {
    let speech = speech();
    let report = draft.state.report;
    let shown = {
        let id = id.clone();
        Memo::new(move |_| {
            let own = report.with(|report| report.narrative(&id).to_owned());
            match composed {
                Some(composed) if own.is_empty() => composed.get(),
                _ => own,
            }
        })
    };
    let set = {
        let id = id.clone();
        move |text: String| {
            let same = composed.is_some_and(|composed| composed.get_untracked() == text);
            let text = if same { String::new() } else { text };
            draft.type_into(&Place::Narrative(id.clone()), &text);
        }
    };
    let on_input = {
        let set = set.clone();
        move |event: leptos::ev::Event| {
            if !is_composing(&event) {
                set(event_target_value(&event));
            }
        }
    };
    let on_composed = {
        let set = set.clone();
        move |event: leptos::ev::CompositionEvent| set(event_target_value(&event))
    };
    let describes = format!("about-{id}");
    let before = {
        let id = id.clone();
        Memo::new(move |_| {
            draft.state.last_year.with(|last| {
                let text = last.as_ref().map(|last| last.report.narrative(&id).to_owned());
                text.filter(|text| !text.trim().is_empty())
            })
        })
    };
    let is_last_years = Memo::new(move |_| {
        before.with(|before| {
            before.as_ref().is_some_and(|before| shown.with(|text| text.trim() == before.trim()))
        })
    });
    let buttons = suggestions.into_iter().map(|sentence| {
        let (set, text) = (set.clone(), sentence.clone());
        let put = move |_| {
            let before = shown.get_untracked();
            let gap = if before.trim().is_empty() { "" } else { "\n" };
            draft.end_burst();
            set(format!("{}{gap}{text}", before.trim_end()));
        };
        view! {
            <button type="button" class="button button--small button--suggestion" on:click=put>
                {speech.say(&Message::UseSentence(sentence))}
            </button>
        }
    });
    let buttons = buttons.collect::<Vec<_>>();
    view! {
        <section class="narrative" data-narrative=id>
            <div class="narrative__head">
                <h2>{heading.clone()}</h2>
                <span class="count-text">
                    {live(move || speech.say(&Message::Characters(shown.with(|text| characters(text)))))}
                </span>
            </div>
            <p class="narrative__prompt" id=describes.clone()>
                {prompt}
                {live_view(move || if is_last_years.get() {
                    view! {
                        " "
                        <span class="tag tag--last-year">{speech.say(&Message::IsLastYearsText)}</span>
                    }
                    .into_any()
                } else {
                    ().into_any()
                })}
            </p>
            // The copy behind the box gives it its height.
            <div class="narrative__text" data-copy=live(move || format!("{} ", shown.get()))>
                <textarea
                    rows="1"
                    spellcheck="false"
                    aria-label=heading
                    aria-describedby=describes
                    prop:value=live(move || shown.get())
                    on:input=on_input
                    on:compositionend=on_composed
                    on:blur=move |event| {
                        draft.end_burst();
                        // An emptied box of composed text shows again what will be printed. A box
                        // that is being removed loses the focus too, and has nothing to show.
                        if let Some(text) = shown.try_get_untracked() {
                            event_target::<leptos::web_sys::HtmlTextAreaElement>(&event)
                                .set_value(&text);
                        }
                    }
                ></textarea>
            </div>
            {live_view(move || match before.get() {
                Some(text) => view! {
                    <details class="narrative__before">
                        <summary>{speech.say(&Message::LastYearsText)}</summary>
                        <p>{text}</p>
                    </details>
                }
                .into_any(),
                None => ().into_any(),
            })}
            {(!buttons.is_empty()).then_some(view! { <div class="narrative__more">{buttons}</div> })}
            {below.run()}
        </section>
    }
}
