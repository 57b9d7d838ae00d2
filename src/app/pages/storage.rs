//! Where the drafts are kept, and what protects them: the browser's promise, backups, and clearing
//! a computer that others use too.

use super::drafts::{List, Notices};
use super::versions::DifferenceTable;
use crate::app::components::app_bar::AppBar;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::page_head::PageHead;
use crate::app::components::save_status::date_and_time;
use crate::app::{live_view, services, speech};
use crate::core::draft::Listed;
use crate::core::draft::backup::{Backup, Choice, Standing, standing};
use crate::core::format::Format;
use crate::core::text::Message;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page about what is stored.
///
/// - The page about storage says what is kept where and whether the browser promises to keep it.
/// - All drafts go into one file, and come back from it on a computer that has none.
/// - All data of this computer is removed after a backup was offered, and the page says so.
#[component]
pub(crate) fn StoragePage(switch: Callback<()>) -> impl IntoView {
    let speech = speech();
    let list = expect_context::<List>();
    let product = speech.say(&Message::Product);
    expect_context::<services::Services>()
        .set_title(&format!("{} - {product}", speech.say(&Message::Storage)), speech.0.tag());
    let stored = list.follow();
    let promised = RwSignal::new(None::<Message>);
    spawn_local(look_for_promise(promised));
    let ask = move |_| {
        spawn_local(async move {
            services::ask_for_promise().await;
            look_for_promise(promised).await;
        });
    };
    let kept = live_view(move || {
        stored.with(|all| match all.as_ref().filter(|_| list.keeps_drafts()) {
            Some(all) => {
                let bytes: usize = all.iter().map(|one| one.text.len()).sum();
                let message = Message::StoredHere(all.len(), bytes.div_ceil(1024));
                view! { <p>{speech.say(&message)}</p> }.into_any()
            }
            None => view! { <p>{speech.say(&Message::StorageForbidden)}</p> }.into_any(),
        })
    });
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1" node_ref=list.root>
            <PageHead heading=speech.say(&Message::Storage)/>
            <Notices list/>
            {live_view(move || list.restoring.get().map(|backup| view! {
                <Restore list backup/>
            }).into_any())}
            <section class="panel">
                <div class="panel__head"><h2>{speech.say(&Message::WhereKept)}</h2></div>
                <div class="panel__body prose">
                    {kept}
                    <p>{move || promised.get().map(|message| speech.say(&message))}</p>
                    {move || (promised.get() == Some(Message::NotPromised)).then(|| view! {
                        <p>
                            <button type="button" class="button button--small" on:click=ask>
                                {speech.say(&Message::AskForPromise)}
                            </button>
                        </p>
                    })}
                    <p>{speech.say(&Message::NothingSent)}</p>
                </div>
            </section>
            <section class="panel">
                <div class="panel__head"><h2>{speech.say(&Message::Backup)}</h2></div>
                <div class="panel__body prose">
                    <p>{speech.say(&Message::BackupText)}</p>
                    <div class="form-actions">
                        <BackUpAll list stored/>
                        <super::drafts::OpenFile list word=Message::RestoreBackup/>
                    </div>
                </div>
            </section>
            <Clear list stored/>
        </main>
    }
}

/// Looks up whether the browser promises to keep what is stored.
async fn look_for_promise(into: RwSignal<Option<Message>>) {
    let message = match services::is_promised().await {
        Some(true) => Message::Promised,
        Some(false) => Message::NotPromised,
        None => Message::PromiseUnknown,
    };
    // The page may be gone by now.
    _ = into.try_set(Some(message));
}

/// The button that saves all drafts to one file.
#[component]
pub(crate) fn BackUpAll(list: List, stored: Memo<Option<Vec<Listed>>>) -> impl IntoView {
    let speech = speech();
    view! {
        <button
            type="button"
            class="button"
            disabled=move || stored.with(|all| all.as_ref().is_none_or(Vec::is_empty))
            on:click=move |_| list.back_up(speech.0)
        >
            <Icon sign=Sign::Download/>
            {speech.say(&Message::BackUpAll)}
        </button>
    }
}

/// What is in a backup, how it stands to what is here, and what to take.
///
/// - Of a report that is on both sides a person chooses, with dates and differences, and nothing is replaced without.
#[component]
fn Restore(list: List, backup: Backup) -> impl IntoView {
    let speech = speech();
    let here = list.stored().unwrap_or_default();
    let rows: Vec<(Listed, Standing, RwSignal<Choice>)> = backup
        .drafts
        .iter()
        .map(|one| {
            let standing = standing(&here, one);
            let first = if standing == Standing::New { Choice::Take } else { Choice::Leave };
            (one.clone(), standing, RwSignal::new(first))
        })
        .collect();
    let root = NodeRef::<Div>::new();
    root.on_load(|root| _ = services::focus_within(&root, "h2"));
    let taken = {
        let choices: Vec<RwSignal<Choice>> = rows
            .iter()
            .filter(|(_, standing, _)| *standing != Standing::Same)
            .map(|(.., choice)| *choice)
            .collect();
        Memo::new(move |_| choices.iter().filter(|one| one.get() != Choice::Leave).count())
    };
    let lines = rows.iter().map(|(one, standing, choice)| {
        view! { <RestoreRow one=one.clone() standing=standing.clone() choice=*choice/> }
    });
    let lines = lines.collect_view();
    let rows = StoredValue::new(rows);
    let restore = move |_| {
        let chosen = rows.with_value(|rows| {
            rows.iter()
                .map(|(one, standing, choice)| {
                    (one.clone(), standing.clone(), choice.get_untracked())
                })
                .collect()
        });
        list.take_back(chosen);
    };
    let heading = Message::BackupFrom(date_and_time(&backup.saved), backup.drafts.len());
    view! {
        <div class="panel" node_ref=root>
            <div class="panel__head"><h2 tabindex="-1">{speech.say(&heading)}</h2></div>
            {(backup.skipped > 0).then(|| view! {
                <p class="panel__none">{speech.say(&Message::SkippedInBackup(backup.skipped))}</p>
            })}
            <ul class="versions">{lines}</ul>
            <div class="panel__body form-actions">
                <button
                    type="button"
                    class="button button--primary"
                    disabled=move || taken.get() == 0
                    on:click=restore
                >
                    {move || speech.say(&Message::TakeBack(taken.get()))}
                </button>
                <button type="button" class="button" on:click=move |_| list.end_restoring()>
                    {speech.say(&Message::Cancel)}
                </button>
            </div>
        </div>
    }
}

#[component]
fn RestoreRow(one: Listed, standing: Standing, choice: RwSignal<Choice>) -> impl IntoView {
    let speech = speech();
    let name = match one.draft() {
        Some(draft) => draft.report.header.organ.trim().to_owned(),
        None => one.id.to_string(),
    };
    let year = one.draft().map(|draft| speech.say(&Message::YearIs(draft.report.header.year)));
    let saved = |one: &Listed| match one.draft() {
        Some(draft) => match draft.edited_by.as_str() {
            "" => date_and_time(&draft.saved),
            name => format!("{} {name}", date_and_time(&draft.saved)),
        },
        None => speech.say(&Message::CannotOpen),
    };
    let in_backup = saved(&one);
    let (here, options) = match &standing {
        Standing::New => (
            Message::NotHere,
            vec![(Choice::Take, Message::TakeNew), (Choice::Leave, Message::LeaveNew)],
        ),
        Standing::Same => (Message::SameHere, Vec::new()),
        Standing::Differs(other, found) => {
            let places = if found.is_empty() {
                String::new()
            } else {
                speech.say(&Message::DiffersAt(found.len()))
            };
            (
                Message::HereIs(format!("{} {places}", saved(other))),
                vec![
                    (Choice::Leave, Message::KeepHere),
                    (Choice::Take, Message::TakeBackups),
                    (Choice::Both, Message::KeepBoth),
                ],
            )
        }
    };
    let format = one.draft().and_then(|draft| Format::by_id(&draft.report.format));
    let label = format!(
        "{} {name} {}",
        speech.say(&Message::WhatToTake),
        year.as_deref().unwrap_or_default()
    );
    let about = format!("{} {name}", speech.say(&Message::ShowDifferences));
    let details = match (standing, format) {
        (Standing::Differs(_, found), Some(format)) if !found.is_empty() => Some(view! {
            <details>
                <summary aria-label=about>{speech.say(&Message::ShowDifferences)}</summary>
                <DifferenceTable
                    format=StoredValue::new(format)
                    found=Signal::stored(found)
                    words=(Message::InBackup, Message::Here)
                />
            </details>
        }),
        _ => None,
    };
    let choices = StoredValue::new(options.iter().map(|(choice, _)| *choice).collect::<Vec<_>>());
    let shown_as = move || {
        let at = choices.with_value(|all| all.iter().position(|one| *one == choice.get()));
        at.unwrap_or(0).to_string()
    };
    let pick = move |event| {
        let at = event_target_value(&event).parse().ok();
        let picked = at.and_then(|at: usize| choices.with_value(|all| all.get(at).copied()));
        if let Some(picked) = picked {
            choice.set(picked);
        }
    };
    let shown = options.iter().enumerate().map(|(at, (_, word))| {
        view! { <option value=at.to_string()>{speech.say(word)}</option> }
    });
    let picker = (!options.is_empty()).then(|| {
        view! { <select class="field" aria-label=label prop:value=shown_as on:change=pick>{shown.collect_view()}</select> }
    });
    view! {
        <li class="version">
            <div class="version__head">
                <b>{name}</b>
                <span>{year}</span>
                <span class="soft">{speech.say(&Message::InBackupIs(in_backup))}</span>
                <span class="soft">{speech.say(&here)}</span>
                <span class="end">{picker}</span>
            </div>
            {details}
        </li>
    }
}

/// Removes everything from this computer, after asking.
#[component]
fn Clear(list: List, stored: Memo<Option<Vec<Listed>>>) -> impl IntoView {
    let speech = speech();
    let asked = RwSignal::new(false);
    let ask = move |_| {
        asked.set(true);
        list.focus(".clear-question button");
    };
    let cancel = move |_| {
        asked.set(false);
        list.focus(".clear-all");
    };
    let clear = move |_| {
        asked.set(false);
        list.clear();
    };
    view! {
        <section class="panel">
            <div class="panel__head"><h2>{speech.say(&Message::SharedComputer)}</h2></div>
            <div class="panel__body prose">
                <p>{speech.say(&Message::SharedComputerText)}</p>
                {move || if asked.get() {
                    let count = stored.with_untracked(|all| all.as_ref().map_or(0, Vec::len));
                    view! {
                        <div class="clear-question" role="group" aria-labelledby="clear-question">
                            <p id="clear-question"><b>{speech.say(&Message::AskClearAll(count))}</b></p>
                            <div class="form-actions">
                                <BackUpAll list stored/>
                                <button type="button" class="button" on:click=cancel>
                                    {speech.say(&Message::Cancel)}
                                </button>
                                <button
                                    type="button"
                                    class="button button--danger"
                                    aria-describedby="clear-question"
                                    on:click=clear
                                >
                                    {speech.say(&Message::DoClearAll)}
                                </button>
                            </div>
                        </div>
                    }.into_any()
                } else {
                    view! {
                        <button type="button" class="button clear-all" on:click=ask>
                            {speech.say(&Message::ClearAll)}
                        </button>
                    }.into_any()
                }}
            </div>
        </section>
    }
}
