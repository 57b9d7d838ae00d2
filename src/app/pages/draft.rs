//! The pages of one draft: cover, parts, review, previews.

use super::preview::PreviewPage;
use super::published::Reader;
use super::review::ReviewPage;
use super::route_to;
use super::versions::VersionsPage;
use crate::app::components::announcer::Announcer;
use crate::app::components::app_bar::AppBar;
use crate::app::components::cover::Cover;
use crate::app::components::history_buttons::HistoryButtons;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::narrative_editor::NarrativeEditor;
use crate::app::components::notice::CloseNotice;
use crate::app::components::part_nav::PartNav;
use crate::app::components::report_table::ReportTable;
use crate::app::components::save_status::{Replaced, SaveState, SaveText, SaveTrouble};
use crate::app::components::turn_notice::TurnNotice;
use crate::app::host::Hosted;
use crate::app::services::{self, Services};
use crate::app::state::OpenDraft;
use crate::app::turns::Turns;
use crate::app::{Navigator, Page, Route, StoredElsewhere, live, live_view, speech};
use crate::core::draft::snapshots::Moment;
use crate::core::draft::{Draft, DraftId, Listed, Opened};
use crate::core::format::{Format, Part};
use crate::core::report::{Place, characters};
use crate::core::text::{Message, narrative_name};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// Opens a draft and shows the page of it that the address names.
#[component]
pub(crate) fn DraftPages(id: DraftId, switch: Callback<()>) -> impl IntoView {
    let services = expect_context::<Services>();
    match services.with_drafts(|drafts| drafts.find(&id)) {
        Ok(Some(Listed { opened, text, .. })) => match opened {
            Opened::Draft(draft) => open(services, *draft, text, false, switch),
            Opened::Migrated { draft, .. } => open(services, *draft, text, true, switch),
            Opened::TooNew { found, known } => {
                let message = Message::DraftTooNew(found, known);
                view! { <Closed message stored=(id, text) switch/> }.into_any()
            }
            Opened::Unreadable(why) => {
                let message = Message::DraftUnreadable(why);
                view! { <Closed message stored=(id, text) switch/> }.into_any()
            }
        },
        Ok(None) => view! { <Closed message=Message::DraftMissing switch/> }.into_any(),
        Err(_) => view! { <Closed message=Message::StorageForbidden switch/> }.into_any(),
    }
}

fn open(
    services: Services,
    draft: Draft,
    text: String,
    was_older: bool,
    switch: Callback<()>,
) -> AnyView {
    let Some(format) = Format::by_id(&draft.report.format) else {
        return view! { <Closed message=Message::DraftMissing switch/> }.into_any();
    };
    let older = was_older.then(|| (draft.id.clone(), text.clone()));
    let turns = expect_context::<Turns>();
    let read_only = Memo::new(move |_| turns.elsewhere().is_some());
    let draft = OpenDraft::new(services, read_only, format, draft, text);
    view! { <OpenPages draft older switch/> }.into_any()
}

/// A draft that cannot be shown: why, its text as a file, and the way back to the list.
///
/// - A draft that cannot be opened says why and offers its text as a file.
#[component]
fn Closed(
    message: Message,
    /// The text that is stored, if there is any.
    #[prop(optional)]
    stored: Option<(DraftId, String)>,
    switch: Callback<()>,
) -> impl IntoView {
    let speech = speech();
    expect_context::<Services>().set_title(&speech.say(&Message::Product), speech.0.tag());
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1">
            <h1 class="hidden-visually">{speech.say(&Message::CannotOpen)}</h1>
            <div class="notice notice--warning" role="status">
                <Icon sign=Sign::Warning/>
                <span>{speech.say(&message)}</span>
                <span class="end">
                    {stored.map(|(id, text)| view! { <SaveText id text/> })}
                    <a class="button button--small" href=format!("#{}", Route::list())>
                        {speech.say(&Message::MyReports)}
                    </a>
                </span>
            </div>
        </main>
    }
}

/// The frame around the pages of a draft.
///
/// - Every page has one first heading and a title that begins with its own name.
/// - A link of the review puts the cursor into its cell, text or field.
/// - A draft of an older version says so and offers the text it came from as a file.
#[component]
fn OpenPages(
    draft: OpenDraft,
    /// The text of an older version that it was brought forward from.
    older: Option<(DraftId, String)>,
    switch: Callback<()>,
) -> impl IntoView {
    let speech = speech();
    let navigator = expect_context::<Navigator>();
    navigator.unsaved.hold(draft);
    expect_context::<Hosted>().follow(draft);
    let services = expect_context::<Services>();
    let elsewhere = expect_context::<StoredElsewhere>();
    Effect::new(move |_| {
        elsewhere.0.track();
        untrack(|| draft.follow_stored());
    });
    // What was read of a published report is taken over as one step, when it is this window's turn.
    let taken = RwSignal::new(None::<Message>);
    let (reader, turns) = (expect_context::<Reader>(), expect_context::<Turns>());
    Effect::new(move |_| {
        let ours = !services.keeps_drafts() || turns.is_ours();
        if let Some((changes, message)) = ours.then(|| reader.waiting_for(&draft.id())).flatten() {
            untrack(|| {
                draft.keep_snapshot(Moment::BeforePasting);
                draft.change(&changes);
                draft.announce(speech.say(&message));
            });
            taken.set(Some(message));
        }
    });
    let state = draft.state;
    let page = Memo::new(move |_| navigator.route.with(|route| route.page.clone()));
    let title = Signal::derive(move || {
        state.format.with_value(|f| state.report.with(|report| report.title(f)))
    });
    let part_of = move |id: &str| {
        state.format.with_value(|format| format.parts.iter().find(|part| part.id == id).cloned())
    };
    Effect::new(move |_| {
        let name = match page.get() {
            Page::Cover => speech.say(&Message::Cover),
            Page::Review => speech.say(&Message::ReviewAndPublish),
            Page::Versions => speech.say(&Message::Versions),
            Page::Preview(output) => speech.say(&Message::PreviewOf(output)),
            Page::Part(id) => part_of(&id).map_or(speech.say(&Message::Cover), |part| part.label),
        };
        let title = format!("{name} - {}", speech.say(&Message::Product));
        services.set_title(&title, speech.0.tag());
    });
    let root = NodeRef::<Div>::new();
    Effect::new(move |before: Option<()>| {
        let focus = navigator.route.with(|route| route.focus.clone());
        // The page that is loaded first leaves the focus where the browser puts it.
        if focus.is_none() && before.is_none() {
            return;
        }
        if let Some(root) = root.get() {
            // After the page of the new address is there.
            services::later(0, move || {
                let names = ["cell", "narrative", "field", "explains"].map(|kind| {
                    let name = focus.clone().unwrap_or_default();
                    let place = format!("[data-{kind}=\"{name}\"]");
                    format!("{place} input, {place} textarea, input{place}, {place} > * > button")
                });
                let found = names.iter().any(|name| services::focus_within(&root, name));
                if !found {
                    services::show_from_the_top(&root, "main");
                }
            });
        }
    });
    // One listener for all boxes of all pages, and all at once when the turn changes.
    let read_only = draft.read_only;
    Effect::new(move |_| {
        let read_only = read_only.get();
        if let Some(root) = root.get() {
            services::set_read_only(&root, read_only);
        }
    });
    services.hear(&["focusin"], move |event| {
        let target = event.target().and_then(|one| one.dyn_into::<Element>().ok());
        if let Some(around) = target.and_then(|one| one.parent_element()) {
            services::set_read_only(&around, read_only.get_untracked());
        }
    });
    // Pages beside the parts, which have the whole width.
    let wide = Memo::new(move |_| match page.get() {
        wide @ (Page::Review | Page::Versions | Page::Preview(_)) => Some(wide),
        Page::Cover | Page::Part(_) => None,
    });
    let bar_link = live_view(move || {
        let (to, message) = match page.get() {
            Page::Review | Page::Versions => (Page::Cover, Message::BackToFilling),
            Page::Preview(_) => (Page::Review, Message::BackToReview),
            Page::Cover | Page::Part(_) => (Page::Review, Message::Review),
        };
        let class = if message == Message::Review { "button button--primary" } else { "button" };
        let link = format!("#{}", Route::to(&draft.id(), to));
        view! { <a class=class href=link>{speech.say(&message)}</a> }.into_any()
    });
    let last_year_is_there = Memo::new(move |_| state.last_year.with(Option::is_some));
    let show = Callback::new(move |place: Place| {
        // The cell may have the focus already, and is to be ready again.
        services::blur();
        navigator.reveal(state.format.with_value(|format| route_to(&draft.id(), format, &place)));
    });
    view! {
        <div
            node_ref=root
            class=live(move || {
                let frame = if wide.with(Option::is_some) { "" } else { "is-frame" };
                let read_only = if read_only.get() { " is-read-only" } else { "" };
                format!("{frame}{read_only}")
            })
        >
            <div class="top">
                <AppBar report=title switch>
                    <SaveState draft/>
                    <HistoryButtons draft show/>
                    {bar_link}
                </AppBar>
                <SaveTrouble draft/>
                <TurnNotice draft root/>
                <Replaced draft/>
                {older.map(|(id, text)| view! { <BroughtForward id text/> })}
                {live_view(move || match taken.get() {
                    // What was taken back is not said to be there.
                    Some(message) if last_year_is_there.get() => {
                        view! { <TakenOver message/> }.into_any()
                    }
                    _ => ().into_any(),
                })}
                <Announcer said=draft.said/>
            </div>
            {live_view(move || match wide.get() {
                Some(Page::Versions) => view! { <VersionsPage draft/> }.into_any(),
                Some(Page::Preview(output)) => view! { <PreviewPage draft output/> }.into_any(),
                Some(_) => view! { <ReviewPage draft show/> }.into_any(),
                None => view! {
                    <div class="editor">
                        <PartNav draft page/>
                        <main class="sheet" id="main" tabindex="-1">
                            {live_view(move || match page.get() {
                                Page::Part(id) => match part_of(&id) {
                                    Some(part) => view! { <PartPage draft part/> }.into_any(),
                                    None => view! { <CoverPage draft/> }.into_any(),
                                },
                                Page::Cover
                                | Page::Review
                                | Page::Versions
                                | Page::Preview(_) => {
                                    view! { <CoverPage draft/> }.into_any()
                                }
                            })}
                        </main>
                    </div>
                }.into_any(),
            })}
        </div>
    }
}

/// Says that a draft was stored by an older version, until that was read.
#[component]
fn BroughtForward(id: DraftId, text: String) -> impl IntoView {
    let speech = speech();
    let read = RwSignal::new(false);
    view! {
        <div class="notice notice--bar" role="status" hidden=move || read.get()>
            <span>{speech.say(&Message::DraftBroughtForward)}</span>
            <span class="end">
                <SaveText id text/>
                <CloseNotice close=Callback::new(move |()| read.set(true))/>
            </span>
        </div>
    }
}

/// Says what was taken over, until that was read.
#[component]
fn TakenOver(message: Message) -> impl IntoView {
    let speech = speech();
    let read = RwSignal::new(false);
    // Whoever came here by a key of another page goes on from here.
    let notice = NodeRef::<Div>::new();
    notice.on_load(|notice| {
        services::later(0, move || {
            if services::focus_is_lost() {
                _ = notice.focus();
            }
        });
    });
    // It was said to those who listen already.
    view! {
        <div
            class="notice notice--bar"
            role="region"
            aria-label=speech.say(&Message::LastYearReport)
            tabindex="-1"
            node_ref=notice
            hidden=move || read.get()
        >
            <span>{speech.say(&message)}</span>
            <span class="end"><CloseNotice close=Callback::new(move |()| read.set(true))/></span>
        </div>
    }
}

#[component]
fn CoverPage(draft: OpenDraft) -> impl IntoView {
    view! {
        <div class="sheet__head"><h1>{speech().say(&Message::Cover)}</h1></div>
        <div class="writing"><div class="writing__column"><Cover draft/></div></div>
    }
}

/// A part of the report: its tables or its texts.
#[component]
fn PartPage(draft: OpenDraft, part: Part) -> impl IntoView {
    let speech = speech();
    let state = draft.state;
    let heading = part.label.clone();
    if !part.tables.is_empty() {
        return view! {
            <ReportTable draft part/>
        }
        .into_any();
    }
    let ids: Vec<String> = part.narratives.iter().map(|spec| spec.id.clone()).collect();
    let in_all = move || {
        let count =
            state.report.with(|report| ids.iter().map(|id| characters(report.narrative(id))).sum());
        speech.say(&Message::CharactersInAll(count))
    };
    let alone = part.narratives.len() == 1;
    let year = state.report.with_untracked(|report| report.header.year.to_string());
    let editors = part.narratives.iter().map(|spec| {
        let heading = match &spec.label {
            Some(_) => state.format.with_value(|format| narrative_name(speech.0, format, &spec.id)),
            None if alone => part.numeral_and_heading().1.to_owned(),
            None => speech.say(&Message::Lead),
        };
        let suggestions =
            spec.suggestions.iter().map(|text| text.replace("{year}", &year)).collect();
        let prompt = Signal::stored(spec.prompt.clone());
        view! { <NarrativeEditor draft id=spec.id.clone() heading prompt suggestions/> }
    });
    view! {
        <div class="sheet__head">
            <h1>{heading}</h1>
            <span class="small soft">{live(in_all)}</span>
        </div>
        <div class="writing"><div class="writing__column">{editors.collect_view()}</div></div>
    }
    .into_any()
}
