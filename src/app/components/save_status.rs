//! Whether the draft is stored, in words, and the way out where it is not.

use super::icon::{Icon, Sign};
use super::notice::CloseNotice;
use crate::app::services::Services;
use crate::app::state::{OpenDraft, SaveStatus};
use crate::app::{Navigator, Page, Route, live, speech};
use crate::core::draft::wire::to_text;
use crate::core::draft::{DraftId, SaveError};
use crate::core::export::{Copy, file_name};
use crate::core::text::Message;
use leptos::prelude::*;

/// The status in the bar, and under it a notice while the draft is not stored.
///
/// - What is typed is stored while typing, and said to be saved only then.
/// - Without IndexedDB the words say that the disk is still to follow.
/// - Where storing is forbidden the page says so, works, and offers the draft as a file.
#[component]
pub(crate) fn SaveState(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let shown = move || match draft.status.get() {
        SaveStatus::Saved(_) | SaveStatus::Stored(_) | SaveStatus::Saving
            if draft.read_only.get() =>
        {
            ("save-status save-status--saving", None, speech.say(&Message::OnlyShown))
        }
        SaveStatus::Saved(at) if at.is_empty() => ("save-status", None, String::new()),
        SaveStatus::Saved(at) => {
            let message = Message::Saved(time_of_day(&at).into());
            ("save-status", Some(Sign::Check), speech.say(&message))
        }
        SaveStatus::Stored(at) => {
            let message = Message::Stored(time_of_day(&at).into());
            ("save-status save-status--saving", None, speech.say(&message))
        }
        SaveStatus::Saving => {
            ("save-status save-status--saving", None, speech.say(&Message::Saving))
        }
        // Why, and what to do, is said in full right below.
        SaveStatus::NotSaved(_) => {
            let message = Message::NotSavedShort;
            ("save-status save-status--failed", Some(Sign::Error), speech.say(&message))
        }
    };
    view! {
        <span class=live(move || shown().0.to_owned())>
            {move || shown().1.map(|sign| view! { <Icon sign/> })}
            <span>{live(move || shown().2)}</span>
        </span>
    }
}

/// What to do while the draft cannot be stored; nothing otherwise.
#[component]
pub(crate) fn SaveTrouble(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    let navigator = expect_context::<Navigator>();
    let trouble = Memo::new(move |_| match draft.status.get() {
        SaveStatus::NotSaved(error) => Some(error),
        SaveStatus::Saved(_) | SaveStatus::Stored(_) | SaveStatus::Saving => None,
    });
    let keep_mine = move |_| {
        if let Some(id) = draft.keep_as_copy() {
            let page = navigator.route.with_untracked(|route| route.page.clone());
            navigator.go(Route::to(&id, page));
        }
    };
    let take_theirs = move |_| draft.take_theirs();
    let elsewhere =
        |error| matches!(error, SaveError::ChangedElsewhere | SaveError::RemovedElsewhere);
    view! {
        <div role="alert">
            {move || trouble.get().map(|error| {
                let message = match error {
                    SaveError::Forbidden if !services.keeps_drafts() => Message::StorageForbidden,
                    _ => Message::NotSaved(error),
                };
                view! {
                    <div class="notice notice--error notice--bar">
                        <Icon sign=Sign::Error/>
                        <span>{speech.say(&message)}</span>
                        <span class="end">
                            {elsewhere(error).then(|| view! {
                                <button type="button" class="button button--small" on:click=keep_mine>
                                    {speech.say(&Message::KeepMine)}
                                </button>
                            })}
                            {(error == SaveError::ChangedElsewhere).then(|| view! {
                                <button type="button" class="button button--small" on:click=take_theirs>
                                    {speech.say(&Message::TakeTheirs)}
                                </button>
                            })}
                            {(error == SaveError::Full).then(|| view! {
                                <a
                                    class="button button--small"
                                    href=format!("#{}", Route::list())
                                    target="_blank"
                                    rel="noopener"
                                >
                                    {speech.say(&Message::MyReports)}
                                </a>
                            })}
                            <SaveAsFile draft/>
                        </span>
                    </div>
                }
            })}
        </div>
    }
}

/// Says that another window put something else in the place of what was here, until that was read.
#[component]
pub(crate) fn Replaced(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    view! {
        <div role="alert">
            {move || draft.replaced.get().then(|| view! {
                <div class="notice notice--warning notice--bar">
                    <Icon sign=Sign::Warning/>
                    <span>{speech.say(&Message::ReplacedElsewhere)}</span>
                    <span class="end">
                        <a
                            class="button button--small"
                            href=format!("#{}", Route::to(&draft.id(), Page::Versions))
                        >
                            {speech.say(&Message::Versions)}
                        </a>
                        <CloseNotice close=Callback::new(move |()| draft.replaced.set(false))/>
                    </span>
                </div>
            })}
        </div>
    }
}

/// A button that hands the draft over as a file.
#[component]
pub(crate) fn SaveAsFile(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    let save = move |_| {
        draft.state.format.with_value(|format| {
            let draft = draft.draft();
            let name = file_name(format, &draft.report, Copy::Draft, "json");
            if services.save_json(&name, to_text(format, &draft)) {
                services.note_backup(&draft.id);
            }
        });
    };
    view! {
        <button type="button" class="button button--small" on:click=save>
            <Icon sign=Sign::Download/>
            {speech.say(&Message::SaveAsFile)}
        </button>
    }
}

/// A button that hands a stored text over as a file, as it is.
#[component]
pub(crate) fn SaveText(
    /// The draft it is stored for.
    id: DraftId,
    text: String,
) -> impl IntoView {
    let name = format!("{id}.json");
    let services = expect_context::<Services>();
    let save = move |_| _ = services.save_json(&name, text.clone());
    view! {
        <button type="button" class="button button--small" on:click=save>
            <Icon sign=Sign::Download/>
            {speech().say(&Message::SaveAsFile)}
        </button>
    }
}

/// `14:03:22` of `2026-01-05T14:03:22+08:00`.
pub(crate) fn time_of_day(saved: &str) -> &str {
    saved.get(11..19).unwrap_or(saved)
}

/// `2026-01-05 14:03:22` of `2026-01-05T14:03:22+08:00`.
pub(crate) fn date_and_time(saved: &str) -> String {
    saved.get(..19).unwrap_or(saved).replace('T', " ")
}
