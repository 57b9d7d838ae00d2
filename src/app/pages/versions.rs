//! Earlier versions of a draft: when and why each was kept, what differs from now, and the way back.

use crate::app::components::icon::{Icon, Sign};
use crate::app::components::save_status::minute;
use crate::app::services::{self, Services};
use crate::app::state::OpenDraft;
use crate::app::{live, live_view, speech};
use crate::core::draft::snapshots::{Moment, Snapshot};
use crate::core::draft::{Opened, open};
use crate::core::format::Format;
use crate::core::report::{Difference, Report, differences};
use crate::core::text::{Message, place_name};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A snapshot and what was typed in it; nothing where it cannot be opened.
type Version = (Snapshot, Option<Report>);

/// The snapshots of a draft, the newest first.
///
/// - An earlier version says when and why it was kept and what differs, and comes back in one step that can be undone.
#[component]
pub(crate) fn VersionsPage(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    // `None` until they are read; in it, `None` where none can be kept.
    let versions = RwSignal::new(None::<Option<Vec<Version>>>);
    let read = move || {
        spawn_local(async move {
            let found = services.snapshots(draft.id()).await;
            let typed = |(snapshot, text): (Snapshot, String)| match open(&text) {
                Opened::Draft(draft) | Opened::Migrated { draft, .. } => {
                    (snapshot, Some(draft.report))
                }
                Opened::TooNew { .. } | Opened::Unreadable(_) => (snapshot, None),
            };
            let found = found.map(|all| all.into_iter().map(typed).collect());
            // The page may be gone by now.
            _ = versions.try_set(Some(found));
        });
    };
    read();
    let said = RwSignal::new(None::<Message>);
    let restored = Callback::new(move |at: String| {
        said.set(Some(Message::VersionRestored(at)));
        // The state before is among them a moment later.
        services::later(300, read);
    });
    let list = move || match versions.get() {
        None => ().into_any(),
        Some(None) => {
            view! { <p class="panel__none">{speech.say(&Message::NoVersionsHere)}</p> }.into_any()
        }
        Some(Some(all)) if all.is_empty() => {
            view! { <p class="panel__none">{speech.say(&Message::NoVersions)}</p> }.into_any()
        }
        Some(Some(all)) => {
            let rows = all.into_iter().map(|one| view! { <VersionRow draft one restored/> });
            view! { <ul class="versions">{rows.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1>{speech.say(&Message::Versions)}</h1>
                    <p>{speech.say(&Message::VersionsText)}</p>
                </div>
            </div>
            <div role="status">
                {move || said.get().map(|message| view! {
                    <div class="notice notice--settled">
                        <Icon sign=Sign::Settled/>
                        <span>{speech.say(&message)}</span>
                    </div>
                })}
            </div>
            <div class="panel">{live_view(list)}</div>
        </main>
    }
}

#[component]
fn VersionRow(draft: OpenDraft, one: Version, restored: Callback<String>) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let (Snapshot { at, moment, .. }, report) = one;
    let at = minute(&services::at(at));
    let Some(report) = report else {
        return view! {
            <li class="version">
                <div class="version__head">
                    <b class="numeral">{at}</b>
                    <span>{speech.say(&Message::CannotOpen)}</span>
                </div>
            </li>
        }
        .into_any();
    };
    let report = StoredValue::new(report);
    let found = Memo::new(move |_| {
        state.format.with_value(|format| {
            state.report.with(|now| report.with_value(|then| differences(format, then, now)))
        })
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let opened = RwSignal::new(false);
    let restore = {
        let at = at.clone();
        move |_| {
            if draft.refuses() {
                return;
            }
            draft.keep_snapshot(Moment::BeforeRestoring);
            let changes = found.with_untracked(|all| {
                all.iter().map(|one| (one.place.clone(), one.one.clone())).collect::<Vec<_>>()
            });
            draft.change(&changes);
            restored.run(at.clone());
        }
    };
    let name = format!("{} {at}", speech.say(&Message::RestoreVersion));
    view! {
        <li class="version">
            <div class="version__head">
                <b class="numeral">{at}</b>
                <span>{speech.say(&Message::VersionMoment(moment))}</span>
                <span class="soft">{live(move || speech.say(&Message::VersionDiffers(count.get())))}</span>
                <span class="end">
                    <button
                        type="button"
                        class="button button--small"
                        aria-label=name
                        disabled=move || count.get() == 0 || draft.read_only.get()
                        on:click=restore
                    >
                        {speech.say(&Message::RestoreVersion)}
                    </button>
                </span>
            </div>
            <details
                hidden=move || count.get() == 0
                on:toggle=move |_| opened.update(|opened| *opened = !*opened)
            >
                <summary>{speech.say(&Message::ShowDifferences)}</summary>
                {live_view(move || if opened.get() {
                    let words = (Message::Then, Message::Now);
                    view! { <DifferenceTable format=state.format found words/> }.into_any()
                } else {
                    ().into_any()
                })}
            </details>
        </li>
    }
    .into_any()
}

/// Where two reports differ, place by place.
#[component]
pub(crate) fn DifferenceTable(
    format: StoredValue<Format>,
    #[prop(into)] found: Signal<Vec<Difference>>,
    /// What the two sides are called.
    words: (Message, Message),
) -> impl IntoView {
    let speech = speech();
    let rows = move || {
        let row = |difference: &Difference| {
            let name = format.with_value(|format| place_name(speech.0, format, &difference.place));
            let (one, other) = difference.cut();
            let shown = |text: String| {
                if text.is_empty() { speech.say(&Message::Blank) } else { text }
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{shown(one)}</td>
                    <td>{shown(other)}</td>
                </tr>
            }
        };
        found.with(|all| all.iter().map(row).collect_view()).into_any()
    };
    view! {
        <table class="differences">
            <thead>
                <tr>
                    <th scope="col">{speech.say(&Message::PlaceOfDifference)}</th>
                    <th scope="col">{speech.say(&words.0)}</th>
                    <th scope="col">{speech.say(&words.1)}</th>
                </tr>
            </thead>
            <tbody>{live_view(rows)}</tbody>
        </table>
    }
}
