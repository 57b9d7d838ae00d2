//! Last year's report beside the draft: which one it is, what cannot be compared, and the way to have
//! another or none.

use crate::app::pages::published::Reader;
use crate::app::state::OpenDraft;
use crate::app::{live_view, services, speech};
use crate::core::history::Change;
use crate::core::report::Place;
use crate::core::text::{Message, not_comparable};
use leptos::html::Section;
use leptos::prelude::*;

/// Whether last year's report is there.
///
/// - The cover says which report of last year stands beside the draft, and what cannot be compared with it.
#[component]
pub(crate) fn LastYearReport(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let reader = expect_context::<Reader>();
    let state = draft.state;
    let section = NodeRef::<Section>::new();
    let about = live_view(move || {
        let shown = state.last_year.with(|last| {
            last.as_ref().map(|last| {
                let other: Vec<String> = state.format.with_value(|format| {
                    last.other.iter().map(|one| not_comparable(speech.0, format, one)).collect()
                });
                (last.title(), other)
            })
        });
        match shown {
            None => view! { <p class="soft">{speech.say(&Message::NoLastYear)}</p> }.into_any(),
            Some((title, other)) => {
                let remove = move |_| {
                    let change: Change = (Place::LastYear, String::new());
                    draft.change(&[change]);
                    draft.announce(speech.say(&Message::LastYearRemoved));
                    // The button is gone; the other one is what a person may want next.
                    if let Some(section) = section.get_untracked() {
                        services::later(0, move || {
                            services::focus_within(&section, "button");
                        });
                    }
                };
                let lines = other.into_iter().map(|words| view! { <li>{words}</li> });
                view! {
                    <p><b>{title}</b></p>
                    <ul class="small soft">{lines.collect_view()}</ul>
                    <button type="button" class="button button--small" on:click=remove>
                        {speech.say(&Message::RemoveLastYear)}
                    </button>
                    " "
                }
                .into_any()
            }
        }
    });
    view! {
        <section class="narrative narrative--fields" data-field="last_year" node_ref=section>
            <div class="narrative__head"><h2>{speech.say(&Message::LastYearReport)}</h2></div>
            <div class="last-year__body">
                {about}
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| reader.begin_for(draft.id())
                >
                    {speech.say(&Message::PublishedPage)}
                </button>
            </div>
        </section>
    }
}
