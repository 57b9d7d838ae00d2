//! That another window has the draft, and the way to have it here.

use super::icon::{Icon, Sign};
use super::save_status::date_and_time;
use crate::app::state::{OpenDraft, Timer};
use crate::app::turns::Turns;
use crate::app::{services, speech};
use crate::core::text::Message;
use leptos::html::Div;
use leptos::prelude::*;

/// How long it is said that the draft can be changed here, in milliseconds.
const THANKS: i32 = 3_000;

/// The notice while the draft can only be looked at.
///
/// - A second window of a draft can only look, says who has it, and can take over.
/// - The window that gives way loses no key and can only look from then on.
/// - When the window that has the draft is closed, the other may go on by itself.
#[component]
pub(crate) fn TurnNotice(
    draft: OpenDraft,
    /// What holds the page: the focus goes to its text when the button goes.
    root: NodeRef<Div>,
) -> impl IntoView {
    let speech = speech();
    let turns = expect_context::<Turns>();
    let elsewhere = Memo::new(move |_| turns.elsewhere());
    let taken = StoredValue::new(false);
    // The bar stays where it was for a moment, so that a second click hits nothing that moved there.
    let thanks = RwSignal::new(false);
    let end_of_thanks = Timer::new();
    let take = move |_| {
        taken.set_value(true);
        turns.take();
    };
    Effect::new(move |before: Option<()>| {
        draft.refused.track();
        if before.is_some() {
            draft.announce(speech.say(&Message::OnlyLook));
        }
    });
    Effect::new(move |before: Option<bool>| {
        let read_only = draft.read_only.get();
        if read_only && before != Some(true) {
            draft.announce(speech.say(&Message::OnlyLook));
        } else if before == Some(true) && !read_only {
            draft.announce(speech.say(&Message::YourTurn));
            thanks.set(taken.get_value());
            end_of_thanks.set(THANKS, move || thanks.set(false));
            if let Some(root) = root.get_untracked().filter(|_| taken.get_value()) {
                services::focus_within(&root, "main");
            }
        }
        taken.set_value(false);
        read_only
    });
    view! {
        <div>
            {move || elsewhere.get().map(|since| {
                let since = since.map(services::at);
                let since = since.as_deref().map(date_and_time);
                view! {
                    <div class="notice notice--warning notice--bar">
                        <Icon sign=Sign::Warning/>
                        <span>{speech.say(&Message::TurnElsewhere(since))}</span>
                        <span class="end">
                            <button
                                type="button"
                                class="button button--small"
                                on:click=take
                            >
                                {speech.say(&Message::TakeTurn)}
                            </button>
                        </span>
                    </div>
                }
            })}
            {move || (thanks.get() && elsewhere.get().is_none()).then(|| view! {
                <div class="notice notice--settled notice--bar">
                    <Icon sign=Sign::Settled/>
                    <span>{speech.say(&Message::YourTurn)}</span>
                </div>
            })}
        </div>
    }
}
