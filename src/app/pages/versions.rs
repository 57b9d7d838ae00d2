//! Earlier versions of a draft: when and why each was kept, what differs from now, and the way back.

use crate::app::components::icon::{Icon, Sign};
use crate::app::components::save_status::{SaveText, date_and_time};
use crate::app::services::{self, Services};
use crate::app::state::OpenDraft;
use crate::app::{live, live_view, speech};
use crate::core::draft::snapshots::{Moment, Snapshot};
use crate::core::draft::{DraftId, Opened, open};
use crate::core::format::Format;
use crate::core::history::Change;
use crate::core::last_year::LastYear;
use crate::core::report::{Difference, Place, Report, cut, differences};
use crate::core::text::{Message, place_name};
use leptos::html::Main;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A snapshot and what was typed in it; its text where that cannot be opened.
type Version = (Snapshot, Result<Report, String>);

/// The snapshots of a draft, the newest first.
///
/// - An earlier version says when and why it was kept and what differs, and comes back in one step that can be undone.
#[component]
pub(crate) fn VersionsPage(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    // `None` until they are read; in it, `None` where they cannot be.
    let versions = RwSignal::new(None::<Option<Vec<Version>>>);
    let said = RwSignal::new(None::<Message>);
    let root = NodeRef::<Main>::new();
    let id = draft.id();
    spawn_local(read(services, id.clone(), versions));
    let restore = Callback::new(move |(at, changes): (String, Vec<Change>)| {
        if draft.refuses() {
            return;
        }
        let kept = draft.snapshot(Moment::BeforeRestoring);
        draft.change(&changes);
        said.set(Some(Message::VersionRestored(at)));
        let id = id.clone();
        spawn_local(async move {
            kept.await;
            // The state before is among them now.
            read(services, id, versions).await;
            if let Some(root) = root.try_get_untracked().flatten()
                && services::focus_is_lost()
            {
                services::focus_within(&root, "h1");
            }
        });
    });
    let list = move || match versions.get() {
        None => ().into_any(),
        Some(None) => {
            let message = if services.keeps_snapshots() {
                Message::VersionsUnreadable
            } else {
                Message::NoVersionsHere
            };
            view! { <p class="panel__none">{speech.say(&message)}</p> }.into_any()
        }
        Some(Some(all)) if all.is_empty() => {
            view! { <p class="panel__none">{speech.say(&Message::NoVersions)}</p> }.into_any()
        }
        Some(Some(all)) => {
            let rows = all.into_iter().map(|one| view! { <VersionRow draft one restore/> });
            view! { <ul class="versions">{rows.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <main class="page" id="main" tabindex="-1" node_ref=root>
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{speech.say(&Message::Versions)}</h1>
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

/// Reads the snapshots of a draft. The page may be gone when they are there.
async fn read(services: Services, id: DraftId, into: RwSignal<Option<Option<Vec<Version>>>>) {
    let typed = |(snapshot, text): (Snapshot, String)| match open(&text) {
        Opened::Draft(draft) | Opened::Migrated { draft, .. } => (snapshot, Ok(draft.report)),
        Opened::TooNew { .. } | Opened::Unreadable(_) => (snapshot, Err(text)),
    };
    let found = services.snapshots(id).await;
    let found = found.map(|all| all.into_iter().map(typed).collect());
    _ = into.try_set(Some(found));
}

#[component]
fn VersionRow(
    draft: OpenDraft,
    one: Version,
    /// Brings it back: when it is from, and what changes.
    restore: Callback<(String, Vec<Change>)>,
) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let (Snapshot { at, moment, .. }, report) = one;
    let at = date_and_time(&services::at(at));
    let report = match report {
        Ok(report) => report,
        Err(text) => {
            let id = draft.id();
            return view! {
                <li class="version">
                    <div class="version__head">
                        <b class="numeral">{at}</b>
                        <span>{speech.say(&Message::VersionMoment(moment))}</span>
                        <span class="soft">{speech.say(&Message::CannotOpen)}</span>
                        <span class="end"><SaveText id text/></span>
                    </div>
                </li>
            }
            .into_any();
        }
    };
    let report = StoredValue::new(report);
    let found = Memo::new(move |_| {
        state.format.with_value(|format| {
            state.report.with(|now| report.with_value(|then| differences(format, then, now)))
        })
    });
    let count = Memo::new(move |_| found.with(Vec::len));
    let opened = RwSignal::new(false);
    let bring_back = {
        let at = at.clone();
        move |_| {
            let changes = found.with_untracked(|all| {
                all.iter().map(|one| (one.place.clone(), one.one.clone())).collect::<Vec<_>>()
            });
            restore.run((at.clone(), changes));
        }
    };
    let name = format!("{} {at}", speech.say(&Message::RestoreVersion));
    let about = format!("{} {at}", speech.say(&Message::ShowDifferences));
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
                        on:click=bring_back
                    >
                        {speech.say(&Message::RestoreVersion)}
                    </button>
                </span>
            </div>
            <details
                hidden=move || count.get() == 0
                prop:open=move || opened.get()
                on:toggle=move |event| {
                    let details = event_target::<leptos::web_sys::Element>(&event);
                    opened.set(details.has_attribute("open"));
                }
            >
                <summary aria-label=about>{speech.say(&Message::ShowDifferences)}</summary>
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
    let rows = Signal::derive(move || {
        let row = |difference: &Difference| {
            let name = format.with_value(|format| place_name(speech.0, format, &difference.place));
            let (one, other) = match difference.place {
                // Of a whole report which one it is.
                Place::LastYear => {
                    let title = |text: &str| {
                        let read = format.with_value(|format| LastYear::of(format, text));
                        read.map_or(String::new(), |last| last.title())
                    };
                    (title(&difference.one), title(&difference.other))
                }
                _ => cut(&difference.one, &difference.other),
            };
            (name, one, other)
        };
        found.with(|all| all.iter().map(row).collect())
    });
    view! { <TwoSides rows words/> }
}

/// What differs, line by line: its name and both sides of it.
#[component]
pub(crate) fn TwoSides(
    rows: Signal<Vec<(String, String, String)>>,
    /// What the two sides are called.
    words: (Message, Message),
) -> impl IntoView {
    let speech = speech();
    let shown = move |text: String| {
        if text.is_empty() { speech.say(&Message::Blank) } else { text }
    };
    let lines = move || {
        let row = |(name, one, other): (String, String, String)| {
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{shown(one)}</td>
                    <td>{shown(other)}</td>
                </tr>
            }
        };
        rows.get().into_iter().map(row).collect_view().into_any()
    };
    view! {
        <table class="differences" aria-label=speech.say(&Message::ShowDifferences)>
            <thead>
                <tr>
                    <th scope="col">{speech.say(&Message::PlaceOfDifference)}</th>
                    <th scope="col">{speech.say(&words.0)}</th>
                    <th scope="col">{speech.say(&words.1)}</th>
                </tr>
            </thead>
            <tbody>{live_view(lines)}</tbody>
        </table>
    }
}
