//! Published reports are read back in: what was read beside its source, what of it is taken, and what
//! is done with it.

use super::drafts::{ACCEPTED, List};
use super::versions::TwoSides;
use crate::app::components::app_bar::AppBar;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::page_head::PageHead;
use crate::app::components::state_mark::{Look, StateMark};
use crate::app::services::{self, Services, Source, Ticket, clipboard};
use crate::app::{Navigator, Route, live, live_view, speech};
use crate::core::draft::backup::LIMIT_BYTES;
use crate::core::draft::{Draft, DraftId, Listed};
use crate::core::format::Format;
use crate::core::history::Change;
use crate::core::import::import;
use crate::core::import::published::{
    CellRead, Certainty, Choice, Comparison, Doubt, Item, NotRead, Otherwise, Published, Remark,
    Spot, Subject, Taken, compare, of_report, wire,
};
use crate::core::last_year::{Begin, begin, may_be_same};
use crate::core::report::{Header, Place, Report, cut};
use crate::core::text::{
    Message, column_name, not_comparable, place_name, row_name, spot_name, table_name,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{ClipboardEvent, File, HtmlInputElement};
use std::cell::Cell;
use std::rc::Rc;

/// What is being read, what was read, and what of it is taken. Outlives the page.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    navigator: Navigator,
    stage: RwSignal<Stage>,
    choice: RwSignal<Choice>,
    only_open: RwSignal<bool>,
    what_for: RwSignal<WhatFor>,
    wishes: RwSignal<Begin>,
    /// The year, as it was read or typed.
    year: RwSignal<String>,
    /// The draft to use it with; `None` for a new one.
    with: RwSignal<Option<DraftId>>,
    /// The draft from which it was begun.
    from: StoredValue<Option<DraftId>>,
    ticket: StoredValue<Ticket, LocalStorage>,
    /// Files that came with the one that is shown and are still to be read.
    files: RwSignal<Vec<File>, LocalStorage>,
    /// What a draft takes over when it is opened, and what is said then.
    waiting: StoredValue<Option<(DraftId, Vec<Change>, Message)>>,
}

/// Files that come together: one is read, and the others wait.
#[derive(Clone, Default)]
pub(crate) struct Batch(Rc<Cell<bool>>);

#[derive(Clone)]
enum Stage {
    Empty,
    Reading(String),
    NotRead(Message),
    Read(String, StoredValue<(Published, Format)>),
}

/// What is done with what was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhatFor {
    LastYear,
    Report,
    Compare,
}

impl Reader {
    pub(crate) fn new(navigator: Navigator) -> Self {
        Self {
            navigator,
            stage: RwSignal::new(Stage::Empty),
            choice: RwSignal::default(),
            only_open: RwSignal::new(false),
            what_for: RwSignal::new(WhatFor::LastYear),
            wishes: RwSignal::new(Begin { carried: true, contact: true, texts: false }),
            year: RwSignal::new(String::new()),
            with: RwSignal::new(None),
            from: StoredValue::new(None),
            ticket: StoredValue::new_local(Ticket::default()),
            files: RwSignal::new_local(Vec::new()),
            waiting: StoredValue::new(None),
        }
    }

    /// Begins anew for a draft.
    pub(crate) fn begin_for(self, draft: DraftId) {
        self.ticket.with_value(Ticket::call_off);
        self.ticket.set_value(Ticket::default());
        self.from.set_value(Some(draft));
        self.files.set(Vec::new());
        self.stage.set(Stage::Empty);
        self.navigator.go(Route::general(crate::app::General::Published));
    }

    /// What is read from now on is in place of what was being read.
    fn begin_reading(self, name: &str) -> Ticket {
        self.ticket.with_value(Ticket::call_off);
        let ticket = Ticket::default();
        self.ticket.set_value(ticket.clone());
        self.stage.set(Stage::Reading(name.to_owned()));
        ticket
    }

    /// Whether nothing else was given since.
    fn is_newest(self, ticket: &Ticket) -> bool {
        self.ticket.try_with_value(|own| own.is(ticket)).unwrap_or(false)
    }

    /// Reads a source.
    fn read(self, name: String, source: Source, ticket: Ticket) {
        spawn_local(async move {
            let read = services::office::read(&source, &ticket, || {}).await;
            if !self.is_newest(&ticket) {
                return;
            }
            let read = match read {
                Ok(text) => wire::of_answer(&text),
                Err(services::NoFile::CalledOff) => return,
                Err(services::NoFile::Failed(_)) => Err(NotRead::Failed),
            };
            self.take(name, read);
        });
    }

    /// The draft from which it was begun is no longer what a person looks at.
    pub(super) fn forget_draft(self) {
        self.from.set_value(None);
    }

    /// Reads the first file of a batch, in place of what was being read; the others wait.
    pub(super) fn read_file(self, file: File, batch: &Batch) {
        if batch.0.replace(true) {
            self.files.update(|files| files.push(file));
        } else {
            self.files.set(Vec::new());
            self.read_now(file);
        }
    }

    /// Reads the file that has waited longest.
    fn read_next(self) {
        let next = self.files.try_update(|files| (!files.is_empty()).then(|| files.remove(0)));
        if let Some(file) = next.flatten() {
            self.read_now(file);
        }
    }

    /// Reads a file: one of our own as it is, any other as what was published.
    fn read_now(self, file: File) {
        let ticket = self.begin_reading(&file.name());
        spawn_local(async move {
            let file = services::read_file(file, LIMIT_BYTES).await;
            // A large file takes its time, in which another may have come.
            if !self.is_newest(&ticket) {
                return;
            }
            // A page is read as it is shown: what it carries may be something else.
            let data = file.text.as_ref().ok().filter(|text| text.trim_start().starts_with('{'));
            let own = data.and_then(|text| import(text).ok());
            let own = own.and_then(|own| {
                let format = Format::by_id(&own.report.format)?;
                Some(of_report(&format, &own.report))
            });
            match (own, file.bytes) {
                (Some(own), _) => self.take(file.name, Ok(own)),
                (None, Some(bytes)) => self.read(file.name, Source::Bytes(bytes), ticket),
                (None, None) => {
                    let why = match file.text {
                        Err(services::NotRead::TooLarge) => NotRead::TooLarge,
                        _ => NotRead::Failed,
                    };
                    self.take(file.name, Err(why));
                }
            }
        });
    }

    fn take(self, name: String, read: Result<Published, NotRead>) {
        let stage = match read {
            Err(why) => Stage::NotRead(Message::SourceNotRead(name, why)),
            Ok(published) if published.is_void() => Stage::NotRead(Message::NothingRead(name)),
            Ok(published) => match published.form() {
                None => Stage::NotRead(Message::NothingRead(name)),
                Some(format) => {
                    self.choice.set(Choice::certain(&format, &published));
                    self.what_for.set(WhatFor::LastYear);
                    self.only_open.set(false);
                    let year = published.certain(&format).header.year;
                    self.year.set(if year == 0 { String::new() } else { year.to_string() });
                    Stage::Read(name, StoredValue::new((published, format)))
                }
            },
        };
        self.stage.set(stage);
    }

    /// What a draft that was just opened takes over, and what is to be said about it.
    pub(super) fn waiting_for(self, id: &DraftId) -> Option<(Vec<Change>, Message)> {
        self.waiting.try_update_value(|waiting| match waiting.take() {
            Some((for_id, changes, message)) if for_id == *id => Some((changes, message)),
            other => {
                *waiting = other;
                None
            }
        })?
    }

    /// The report of what is taken, of the year that is said.
    fn report(self, format: &Format) -> Report {
        let mut report = self.choice.with_untracked(|choice| choice.report(format));
        report.header.year = self.year_read().unwrap_or_default();
        report
    }

    fn year_read(self) -> Option<u16> {
        Header::read_year(&self.year.get())
    }
}

/// The page on which published reports are read back in.
///
/// - What was pasted or dropped is read, and shown beside its source before anything is written.
/// - Of several files one is read after the other.
/// - What is given last is shown, however long what came before takes.
/// - What is read from the list is for no draft that was looked at before.
/// - What is not shown is neither taken nor left.
/// - A source that cannot be read says what it is and what to do.
/// - What is not certain is left open, and is offered where it may be something.
/// - What was read can be taken whole, row by row, cell by cell or not at all, and taken back in one step.
#[component]
pub(crate) fn PublishedPage(switch: Callback<()>) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    let list = expect_context::<List>();
    let reader = expect_context::<Reader>();
    let title =
        format!("{} - {}", speech.say(&Message::PublishedPage), speech.say(&Message::Product));
    services.set_title(&title, speech.0.tag());
    let root = list.root;
    let from_clipboard = speech.say(&Message::FromClipboard);
    // Anywhere on the page, but for what is typed into its boxes.
    services.hear(&["paste"], move |event| {
        let target = event.target().and_then(|one| one.dyn_into::<HtmlInputElement>().ok());
        let typed = target.is_some_and(|one| one.type_() == "text");
        let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|_| !typed) else {
            return;
        };
        event.prevent_default();
        reader.files.set(Vec::new());
        let (html, text) = clipboard::read(event);
        let ticket = reader.begin_reading(&from_clipboard);
        reader.read(from_clipboard.clone(), Source::Clipboard(html, text), ticket);
    });
    let chosen = move |event: leptos::ev::Event| {
        let batch = Batch::default();
        for file in services::chosen(&event_target(&event)) {
            reader.read_file(file, &batch);
        }
    };
    let status = live_view(move || match reader.stage.get() {
        Stage::Empty => ().into_any(),
        Stage::Read(name, read) => {
            let words = read.with_value(|(published, format)| counted(published, format));
            let lines = read.with_value(|(published, _)| published.lines.len());
            let from =
                if lines == 0 { Message::ReadOwn(name) } else { Message::ReadFrom(name, lines) };
            let words: Vec<String> = std::iter::once(from)
                .chain(words.into_iter().filter(|(.., count)| *count > 0).map(|(_, word, _)| word))
                .map(|message| speech.say(&message))
                .collect();
            view! { <p class="hidden-visually">{words.join("，")}</p> }.into_any()
        }
        Stage::Reading(name) => view! {
            <p class="notice"><span>{speech.say(&Message::ReadingNow)}" "{name}</span></p>
        }
        .into_any(),
        Stage::NotRead(message) => view! {
            <p class="notice notice--error">
                <Icon sign=Sign::Error/>
                <span>{speech.say(&message)}</span>
            </p>
        }
        .into_any(),
    });
    let waiting = live_view(move || {
        let names = reader.files.with(|files| files.iter().map(File::name).collect::<Vec<_>>());
        if names.is_empty() {
            return ().into_any();
        }
        let count = names.len();
        view! {
            <p class="notice">
                <span>{speech.say(&Message::FilesWaiting(count, excerpt(&names.join("、"))))}</span>
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| {
                        reader.read_next();
                        list.focus("h1");
                    }
                >
                    {speech.say(&Message::ReadNextFile)}
                </button>
            </p>
        }
        .into_any()
    });
    let result = live_view(move || match reader.stage.get() {
        Stage::Read(name, read) => view! { <Reading reader name read/> }.into_any(),
        _ => ().into_any(),
    });
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1" node_ref=root>
            <PageHead heading=speech.say(&Message::PublishedPage) text=speech.say(&Message::PublishedText)/>
            <div class="file-drop">
                <textarea
                    class="file-drop__paste"
                    rows="2"
                    aria-label=speech.say(&Message::PasteHere)
                    placeholder=speech.say(&Message::PasteHere)
                    prop:value=""
                ></textarea>
                <div>
                    <label class="button button--file">
                        <Icon sign=Sign::Folder/>
                        {speech.say(&Message::ChooseFile)}
                        <input
                            type="file"
                            class="hidden-visually"
                            accept=ACCEPTED
                            multiple
                            on:change=chosen
                        />
                    </label>
                    <p class="small soft">{speech.say(&Message::KindsOfFiles)}</p>
                </div>
            </div>
            <div role="status">{status}</div>
            {waiting}
            {result}
        </main>
    }
}

/// What was read, row by row and text by text, and what is done with it.
#[component]
fn Reading(reader: Reader, name: String, read: StoredValue<(Published, Format)>) -> impl IntoView {
    let speech = speech();
    let (marks, form, remarks, lines) = read.with_value(|(published, format)| {
        let remarks: Vec<String> = published
            .remarks
            .iter()
            .map(|one| {
                let words = speech.say(&Message::RemarkIs(one.clone()));
                let Remark::NotTaken(lines) = one else { return words };
                let quoted = lines.iter().filter_map(|line| published.lines.get(*line));
                let quoted = quoted.take(MOST_QUOTED).map(|line| format!("“{}”", excerpt(line)));
                format!("{words} {}", quoted.collect::<Vec<_>>().join(" "))
            })
            .collect();
        (counted(published, format), format.basis.clone(), remarks, published.lines.clone())
    });
    let marks = marks.into_iter().filter(|(_, _, count)| *count > 0);
    let marks = marks.map(|(look, word, _)| view! { <StateMark look word=speech.say(&word)/> " " });
    let total = lines.len();
    let from = if total == 0 { Message::ReadOwn(name) } else { Message::ReadFrom(name, total) };
    let offered = |item: &Item| item.cells.iter().any(|one| one.proposed.is_some());
    let offers = read.with_value(|(published, _)| published.items.iter().any(offered));
    // Of what is not shown nothing is taken or left unseen.
    let take_all = move |offered: bool, taken: bool| {
        let only = reader.only_open.get_untracked();
        reader.choice.update(|choice| {
            read.with_value(|(published, format)| {
                for (at, item) in published.items.iter().enumerate() {
                    if !only || item.certainty(format) != Certainty::Sure {
                        choice.take_item(at, offered, taken);
                    }
                }
            });
        });
    };
    let take_none = move || {
        take_all(false, false);
        take_all(true, false);
    };
    let rows = move || {
        let only = reader.only_open.get();
        read.with_value(|(published, format)| {
            let mut views = Vec::new();
            let mut heading = String::new();
            for (at, item) in published.items.iter().enumerate() {
                if only && item.certainty(format) == Certainty::Sure {
                    continue;
                }
                let own = match &item.subject {
                    Subject::Row(table, _) => format
                        .parts
                        .iter()
                        .find(|part| part.tables.contains(&format.tables[*table].id))
                        .map_or(String::new(), |part| part.label.clone()),
                    _ => speech.say(&Message::HeaderAndTexts),
                };
                if own != heading {
                    heading.clone_from(&own);
                    views.push(
                        view! {
                            <tr class="group-row"><th colspan="4" scope="colgroup">{own}</th></tr>
                        }
                        .into_any(),
                    );
                }
                views.push(item_row(reader, published, format, at, item));
            }
            views.into_any()
        })
    };
    view! {
        <section class="panel">
            <div class="panel__head">
                <h2>{speech.say(&from)}</h2>
                <span>{marks.collect_view()}</span>
                <span class="end">{speech.say(&Message::FormFound(form))}</span>
            </div>
            {(!remarks.is_empty()).then(|| {
                let lines = remarks.into_iter().map(|one| view! {
                    <li class="finding finding--warning">
                        <Icon sign=Sign::Warning/>
                        <p class="finding__text">{one}</p>
                    </li>
                });
                view! { <ul>{lines.collect_view()}</ul> }
            })}
            <div class="panel__bar">
                <label class="checkbox">
                    <input
                        type="checkbox"
                        prop:checked=move || reader.only_open.get()
                        on:change=move |event| reader.only_open.set(event_target_checked(&event))
                    />
                    {speech.say(&Message::OnlyToSettle)}
                </label>
                <span class="end">
                    <button type="button" class="button button--small" on:click=move |_| take_all(false, true)>
                        {speech.say(&Message::TakeAll)}
                    </button>
                    " "
                    {offers.then(|| view! {
                        <button type="button" class="button button--small" on:click=move |_| take_all(true, true)>
                            {speech.say(&Message::TakeAllOffered)}
                        </button>
                        " "
                    })}
                    <button type="button" class="button button--small" on:click=move |_| take_none()>
                        {speech.say(&Message::TakeNone)}
                    </button>
                </span>
            </div>
            <table class="compare">
                <thead>
                    <tr>
                        <th scope="col">{speech.say(&Message::ItemColumn)}</th>
                        <th scope="col">{speech.say(&Message::SourceColumn)}</th>
                        <th scope="col">{speech.say(&Message::ReadColumn)}</th>
                        <th scope="col">{speech.say(&Message::TakeColumn)}</th>
                    </tr>
                </thead>
                <tbody>{live_view(rows)}</tbody>
            </table>
            <details class="panel__more" hidden=total == 0>
                <summary>{speech.say(&Message::WholeSource)}</summary>
                <ol class="source-lines">
                    {lines
                        .into_iter()
                        .take(LONGEST_SOURCE)
                        .map(|line| view! { <li>{line}</li> })
                        .collect_view()}
                </ol>
            </details>
        </section>
        <UsePanel reader read/>
    }
}

/// How many items are certain, are to be asked about, and are open.
fn counted(published: &Published, format: &Format) -> [(Look, Message, usize); 3] {
    let of = |wanted| published.items.iter().filter(|one| one.certainty(format) == wanted).count();
    let [sure, ask, open] = [Certainty::Sure, Certainty::Ask, Certainty::Open].map(of);
    [
        (Look::Settled, Message::SureCount(sure), sure),
        (Look::Warning, Message::AskCount(ask), ask),
        (Look::Error, Message::OpenCount(open), open),
    ]
}

/// The most lines that are quoted of those that were not taken.
const MOST_QUOTED: usize = 3;

/// The most lines of a source that are shown.
const LONGEST_SOURCE: usize = 2_000;

/// The most characters of a text or of its source that a row shows.
const LONGEST_EXCERPT: usize = 160;

fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_EXCERPT).collect();
    if text.chars().count() > LONGEST_EXCERPT {
        shown.push('…');
    }
    shown
}

/// As much of a source as a row shows, from a little before the text that was read in it.
fn around(source: &str, text: &str) -> String {
    let first: String = text.chars().take(BEFORE).collect();
    let at = source.find(&first).filter(|_| !first.is_empty()).unwrap_or(0);
    let before = source[..at].chars().count().saturating_sub(BEFORE);
    let shown: String = source.chars().skip(before).collect();
    format!("{}{}", if before > 0 { "…" } else { "" }, excerpt(&shown))
}

/// How many characters before what was read are shown.
const BEFORE: usize = 12;

fn item_row(
    reader: Reader,
    published: &Published,
    format: &Format,
    at: usize,
    item: &Item,
) -> AnyView {
    let speech = speech();
    let certainty = item.certainty(format);
    let name = match &item.subject {
        Subject::Row(table, row) => match format.cell_at(*table, *row, 0) {
            Some(cell) => format!(
                "{} {}",
                table_name(speech.0, format, *table),
                row_name(speech.0, format, cell)
            ),
            None => String::new(),
        },
        _ => {
            let piece = item.pieces(format).into_iter().next();
            piece.map_or(String::new(), |piece| place_name(speech.0, format, &piece.place))
        }
    };
    let source: Vec<&str> = item
        .lines
        .clone()
        .filter_map(|line| published.lines.get(line))
        .map(String::as_str)
        .collect();
    let where_from = (!item.lines.is_empty())
        .then(|| speech.say(&Message::SourceLines(item.lines.start + 1, item.lines.end)));
    let source = around(&source.join("  "), item.text.as_deref().unwrap_or_default());
    let figures = (!item.cells.is_empty()).then(|| {
        let cells = item.cells.iter().map(|one| figure(format, one));
        view! { <span class="figures-line">{cells.collect_view()}</span> }
    });
    let mut doubts: Vec<String> =
        item.doubt.iter().map(|one| speech.say(&Message::ItemDoubt(one.clone()))).collect();
    for one in said(format, item) {
        let column = column_name(speech.0, format, one.cell);
        doubts.push(speech.say(&Message::CellDoubt(column, one.clone())));
    }
    let doubts = (!doubts.is_empty()).then(|| view! { <p class="small">{doubts.join("；")}</p> });
    let (look, word) = match certainty {
        Certainty::Sure => (Look::Settled, Message::Sure),
        Certainty::Ask => (Look::Warning, Message::AskWord),
        Certainty::Open => (Look::Error, Message::NotReadWord),
    };
    let offered: Vec<String> = item.cells.iter().filter_map(|one| one.proposed.clone()).collect();
    let zeros = offered.iter().all(|one| one == "0");
    let words_of_offer = speech.say(&if zeros {
        Message::TakeZeros
    } else {
        Message::TakeOffered(offered.join("、"))
    });
    // Of the year what stands below is used.
    let certain = (item.subject != Subject::Year).then(|| {
        let label = speech.say(&Message::TakeItem(name.clone()));
        take_box(reader, at, false, speech.say(&Message::TakeColumn), label)
    });
    let label = format!("{words_of_offer}：{name}");
    let offer = take_box(reader, at, true, words_of_offer, label);
    let opened = RwSignal::new(false);
    let each = (!item.pieces(format).is_empty() && !item.cells.is_empty()).then(|| {
        view! {
            <button
                type="button"
                class="button button--small"
                aria-expanded=live(move || opened.get().to_string())
                aria-label=speech.say(&Message::CellsOf(name.clone()))
                on:click=move |_| opened.update(|opened| *opened = !*opened)
            >
                {speech.say(&Message::CellByCell)}
            </button>
        }
    });
    let cells = each.is_some().then(|| {
        let cells = StoredValue::new(cells_to_take(reader, format, &name, item));
        live_view(move || {
            if opened.get() {
                cells.with_value(|cells| {
                    view! { <CellsToTake cells=cells.clone() reader/> }.into_any()
                })
            } else {
                ().into_any()
            }
        })
    });
    let text = item.text.as_deref().map(excerpt);
    view! {
        <tr class=(certainty != Certainty::Sure).then_some("is-open")>
            <th scope="row">{name}</th>
            <td>
                {where_from.map(|from| view! { <small class="faint">{from}</small> })}
                {(!source.trim().is_empty()).then(|| view! { <div class="source">{source}</div> })}
            </td>
            <td>{figures} {text} {doubts}</td>
            <td>
                <StateMark look word=speech.say(&word)/>
                {certain} {offer} {each}
            </td>
        </tr>
        {cells}
    }
    .into_any()
}

/// The box that takes what is certain of an item, or what is offered of it. Where a part of that is
/// taken it says so.
fn take_box(
    reader: Reader,
    item: usize,
    offered: bool,
    words: String,
    label: String,
) -> Option<impl IntoView> {
    let taken = Memo::new(move |_| reader.choice.with(|choice| choice.of_item(item, offered)));
    taken.get_untracked()?;
    Some(view! {
        <label class="checkbox">
            <input
                type="checkbox"
                aria-label=label
                prop:checked=move || taken.get() == Some(Taken::All)
                prop:indeterminate=move || taken.get() == Some(Taken::Some)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    reader.choice.update(|choice| choice.take_item(item, offered, on));
                }
            />
            {words}
        </label>
    })
}

/// A cell of a row: its column, how it stands in the source, what it is read as, and what can be taken.
#[derive(Clone)]
struct CellToTake {
    column: String,
    source: String,
    read: String,
    /// Where it goes, and the label of its box; `None` of a total and of what is open.
    goes: Option<(Place, String)>,
}

fn cells_to_take(reader: Reader, format: &Format, row: &str, item: &Item) -> Vec<CellToTake> {
    let speech = speech();
    let cell = |one: &CellRead| {
        let column = column_name(speech.0, format, one.cell);
        let place = Place::Cell(one.cell);
        let known = reader.choice.with_untracked(|choice| choice.is_taken(&place)).is_some();
        let (_, read) = shown(one);
        let label = speech.say(&Message::TakeItem(format!("{row} {column} {read}")));
        CellToTake {
            column,
            source: one.raw.clone().unwrap_or_default(),
            read,
            goes: known.then_some((place, label)),
        }
    };
    item.cells.iter().map(cell).collect()
}

/// The cells of a row side by side, each with its own box.
#[component]
fn CellsToTake(reader: Reader, cells: Vec<CellToTake>) -> impl IntoView {
    let speech = speech();
    let heads: Vec<_> =
        cells.iter().map(|one| view! { <th scope="col">{one.column.clone()}</th> }).collect();
    let sources: Vec<_> = cells.iter().map(|one| view! { <td>{one.source.clone()}</td> }).collect();
    let reads: Vec<_> = cells.iter().map(|one| view! { <td>{one.read.clone()}</td> }).collect();
    let box_of = |one: CellToTake| {
        let take = one.goes.map(|(place, label)| {
            let there = place.clone();
            view! {
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || {
                        reader.choice.with(|choice| choice.is_taken(&there)) == Some(true)
                    }
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        reader.choice.update(|choice| choice.take(&place, on));
                    }
                />
            }
        });
        view! { <td>{take}</td> }
    };
    let boxes: Vec<_> = cells.into_iter().map(box_of).collect();
    view! {
        <tr class="cells-row">
            <td colspan="4">
                <table class="cells">
                    <thead>
                        <tr><th scope="col">{speech.say(&Message::ItemColumn)}</th>{heads}</tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row">{speech.say(&Message::SourceColumn)}</th>
                            {sources}
                        </tr>
                        <tr><th scope="row">{speech.say(&Message::ReadColumn)}</th>{reads}</tr>
                        <tr><th scope="row">{speech.say(&Message::TakeColumn)}</th>{boxes}</tr>
                    </tbody>
                </table>
            </td>
        </tr>
    }
}

/// The cells of a row about which something is to be said: of many that are alike the first.
fn said<'a>(format: &Format, item: &'a Item) -> Vec<&'a CellRead> {
    let mut said: Vec<&CellRead> = Vec::new();
    for one in &item.cells {
        let total = one.read.is_none() && format.cell(one.cell).derived;
        let blank = matches!(one.doubt, Some(Doubt::Blank));
        let again = blank && said.iter().any(|before| before.doubt == one.doubt);
        if one.doubt.is_some() && !total && !again {
            said.push(one);
        }
    }
    said
}

/// A cell as it was read: the figure, what is offered, or that it is open.
fn figure(format: &Format, one: &CellRead) -> impl IntoView + use<> {
    let speech = speech();
    let (class, text) = shown(one);
    let column = column_name(speech.0, format, one.cell);
    view! {
        <i class=class title=column.clone()>
            <span class="hidden-visually">{format!("{column} ")}</span>
            {text}
        </i>
    }
}

/// The class and the text of a cell as it was read.
fn shown(one: &CellRead) -> (&'static str, String) {
    match (&one.read, &one.proposed) {
        (Some(figure), _) => ("", figure.clone()),
        (None, Some(figure)) => ("is-offered", format!("{figure}?")),
        (None, None) => ("is-blank", "–".to_owned()),
    }
}

/// What is done with what was read.
#[component]
fn UsePanel(reader: Reader, read: StoredValue<(Published, Format)>) -> impl IntoView {
    let speech = speech();
    let list = expect_context::<List>();
    let stored = list.follow();
    let year = Memo::new(move |_| reader.year_read());
    // The draft it was begun from says what it is for; after that a person does.
    let choose = move || {
        let Some(year) = year.get_untracked() else { return };
        let organ = read.with_value(|(published, format)| {
            published.certain(format).header.organ.trim().to_owned()
        });
        let from = reader.from.get_value();
        let drafts = list.stored().unwrap_or_default();
        let wanted = wanted_year(reader.what_for.get_untracked(), year);
        let drafts = drafts.iter().filter_map(Listed::draft);
        let mut same = drafts.filter(|one| one.report.header.year == wanted);
        let own = |one: &&Draft| one.report.header.organ.trim().to_owned();
        let begun = same.clone().find(|one| Some(&one.id) == from.as_ref());
        let equal = || same.clone().find(|one| !organ.is_empty() && own(one) == organ);
        let chosen = begun.or_else(equal);
        // A short name is part of the full one: 景罕镇.
        let part = |one: &&Draft| !organ.is_empty() && own(one).contains(&organ);
        let chosen = chosen.or_else(|| same.clone().find(part));
        // A published title may have another name than the draft: with some draft it is compared.
        let any = || same.next().filter(|_| reader.what_for.get_untracked() == WhatFor::Compare);
        let chosen = chosen.or_else(any);
        reader.with.set(chosen.map(|one| one.id.clone()));
    };
    let begun_year = reader.from.get_value().and_then(|id| {
        let drafts = list.stored().unwrap_or_default();
        drafts
            .iter()
            .filter_map(Listed::draft)
            .find(|one| one.id == id)
            .map(|one| one.report.header.year)
    });
    if begun_year.is_some() && begun_year == year.get_untracked() {
        reader.what_for.set(WhatFor::Compare);
    }
    choose();
    let choice = move |what: WhatFor, message: fn(u16) -> Message| {
        let words = move || {
            let year = year.get().unwrap_or_default();
            speech.say(&message(wanted_year(what, year)))
        };
        view! {
            <label class="checkbox">
                <input
                    type="radio"
                    name="use-of-reading"
                    prop:checked=move || reader.what_for.get() == what
                    on:change=move |_| {
                        reader.what_for.set(what);
                        choose();
                    }
                />
                {live(words)}
            </label>
        }
    };
    let apply = move |_| {
        let Some(year) = year.get_untracked() else { return };
        let changes = read.with_value(|(_, format)| {
            let report = untrack(|| reader.report(format));
            match reader.what_for.get_untracked() {
                WhatFor::Report => {
                    if let Some(id) = list.add(report) {
                        reader.stage.set(Stage::Empty);
                        list.open(&id);
                    }
                    None
                }
                WhatFor::LastYear => Some((report.title(format), report)),
                WhatFor::Compare => None,
            }
        });
        let Some((title, prior)) = changes else { return };
        let wishes = reader.wishes.get_untracked();
        let target = reader.with.get_untracked().and_then(|id| {
            let all = list.stored().unwrap_or_default();
            all.iter().filter_map(Listed::draft).find(|one| one.id == id).cloned()
        });
        let (id, report) = match target {
            Some(draft) => (Some(draft.id), draft.report),
            None => {
                let Some(format) = Format::for_year(year + 1) else { return };
                (None, Report::new(&format, "", year + 1))
            }
        };
        let Some(format) = Format::by_id(&report.format) else { return };
        let changes = begin(&format, &report, &prior, wishes);
        let message = Message::LastYearTaken(title, changes.len().saturating_sub(1));
        let id = id.or_else(|| {
            // A new report begins with whose it is.
            let mut report = report;
            report.header.organ.clone_from(&prior.header.organ);
            list.add(report)
        });
        if let Some(id) = id {
            reader.waiting.set_value(Some((id.clone(), changes, message)));
            reader.stage.set(Stage::Empty);
            list.open(&id);
        }
    };
    let wish = move |message: Message, get: fn(&Begin) -> bool, set: fn(&mut Begin, bool)| {
        view! {
            <label class="checkbox">
                <input
                    type="checkbox"
                    prop:checked=move || reader.wishes.with(get)
                    on:change=move |event| {
                        let on = event_target_checked(&event);
                        reader.wishes.update(|wishes| set(wishes, on));
                    }
                />
                {speech.say(&message)}
            </label>
        }
    };
    let drafts = move || {
        let Some(year) = year.get() else { return ().into_any() };
        let what = reader.what_for.get();
        let wanted = wanted_year(what, year);
        let all = stored.get().unwrap_or_default();
        let options = all.iter().filter_map(Listed::draft);
        let options = options.filter(|one| one.report.header.year == wanted);
        let options: Vec<(String, String)> = options
            .map(|one| {
                let format = Format::by_id(&one.report.format);
                let title = format.map_or(String::new(), |format| one.report.title(&format));
                (one.id.to_string(), title)
            })
            .collect();
        if what == WhatFor::Report {
            return ().into_any();
        }
        if what == WhatFor::Compare && options.is_empty() {
            return view! { <p>{speech.say(&Message::NoDraftToCompare(wanted))}</p> }.into_any();
        }
        let chosen =
            move || reader.with.with(|id| id.as_ref().map_or(String::new(), DraftId::to_string));
        let new = (what == WhatFor::LastYear).then(|| {
            view! { <option value="">{speech.say(&Message::NewDraft(wanted))}</option> }
        });
        view! {
            <label class="field-row__label">
                {speech.say(&Message::WhichDraft)}
                " "
                <select
                    class="field"
                    prop:value=chosen
                    on:change=move |event| {
                        let id = DraftId::new(&event_target_value(&event));
                        reader.with.set((!id.as_str().is_empty()).then_some(id));
                    }
                >
                    {new}
                    {options
                        .into_iter()
                        .map(|(id, title)| {
                            let here = chosen() == id;
                            view! { <option value=id selected=here>{title}</option> }
                        })
                        .collect_view()}
                </select>
            </label>
        }
        .into_any()
    };
    // What a person may not have seen before it is done.
    let doubts = move || {
        let read_organ = read.with_value(|(published, format)| {
            published.certain(format).header.organ.trim().to_owned()
        });
        let drafts = stored.get().unwrap_or_default();
        let mut drafts = drafts.iter().filter_map(Listed::draft);
        let message = if reader.what_for.get() == WhatFor::Report {
            let year = year.get();
            let there = drafts.find(|one| {
                let Header { organ, year: own, .. } = &one.report.header;
                Some(*own) == year && organ.trim() == read_organ && !read_organ.is_empty()
            });
            there.map(|one| Message::AlreadyThere(read_organ, one.report.header.year))
        } else {
            let id = reader.with.get();
            let chosen = drafts.find(|one| Some(&one.id) == id.as_ref());
            let own = chosen.map(|one| one.report.header.organ.trim().to_owned());
            own.filter(|own| !may_be_same(own, &read_organ))
                .map(|own| Message::OtherOrgan(read_organ, own))
        };
        message
            .map(|message| {
                view! {
                    <p class="notice notice--warning">
                        <Icon sign=Sign::Warning/>
                        <span>{speech.say(&message)}</span>
                    </p>
                }
            })
            .into_any()
    };
    let more = move || match reader.what_for.get() {
        WhatFor::LastYear => view! {
            {wish(Message::TakeCarried, |one| one.carried, |one, on| one.carried = on)}
            {wish(Message::TakeContact, |one| one.contact, |one, on| one.contact = on)}
            {wish(Message::TakeTexts, |one| one.texts, |one, on| one.texts = on)}
        }
        .into_any(),
        WhatFor::Report => ().into_any(),
        WhatFor::Compare => view! { <Comparison reader read stored/> }.into_any(),
    };
    view! {
        <section class="panel">
            <div class="panel__head"><h2>{speech.say(&Message::UseHeading)}</h2></div>
            <div class="panel__body use-of-reading">
                <label class="field-row__label">
                    {speech.say(&Message::YearRead)}
                    " "
                    <input
                        class="field field--year"
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-invalid=move || year.get().is_none().then_some("true")
                        prop:value=live(move || reader.year.get())
                        on:input=move |event| {
                            reader.year.set(event_target_value(&event));
                            choose();
                        }
                    />
                </label>
                <p role="alert" class="field-row__hint--error">
                    {live(move || match year.get() {
                        None => speech.say(&Message::NoYearRead),
                        Some(_) => String::new(),
                    })}
                </p>
                <div
                    class="use-of-reading"
                    hidden=move || year.get().is_none()
                    role="radiogroup"
                    aria-label=speech.say(&Message::UseHeading)>
                    {choice(WhatFor::LastYear, Message::UseAsLastYear)}
                    {choice(WhatFor::Report, Message::UseAsReport)}
                    {choice(WhatFor::Compare, Message::UseToCompare)}
                </div>
                {live_view(drafts)}
                {live_view(doubts)}
                {live_view(more)}
            </div>
            <div class="foot-bar">
                <span class="end">
                    <span class="small soft" hidden=move || reader.what_for.get() == WhatFor::Compare>
                        {live(move || speech.say(&Message::WillTake(reader.choice.with(Choice::count))))}
                    </span>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            reader.stage.set(Stage::Empty);
                            list.focus("h1");
                        }
                    >
                        {speech.say(&Message::Cancel)}
                    </button>
                    <button
                        type="button"
                        class="button button--primary"
                        hidden=move || reader.what_for.get() == WhatFor::Compare
                        disabled=move || year.get().is_none()
                        on:click=apply
                    >
                        {speech.say(&Message::ApplyReading)}
                    </button>
                </span>
            </div>
        </section>
    }
}

/// The year of the drafts that a report of a year is used with.
fn wanted_year(what: WhatFor, year: u16) -> u16 {
    match what {
        WhatFor::LastYear => year.saturating_add(1),
        WhatFor::Report | WhatFor::Compare => year,
    }
}

/// Where the published page differs from the draft.
///
/// - A published page is compared with the draft cell by cell, heading by heading and paragraph by paragraph.
/// - A page on another form is compared where both forms ask for the same, and what is not is said.
#[component]
fn Comparison(
    reader: Reader,
    read: StoredValue<(Published, Format)>,
    stored: Memo<Option<Vec<Listed>>>,
) -> impl IntoView {
    let speech = speech();
    let not_there = speech.say(&Message::NotThere);
    let not_in_draft = speech.say(&Message::NotInDraft);
    let compared = Memo::new(move |_| {
        let id = reader.with.get()?;
        let drafts = stored.get().unwrap_or_default();
        let draft = drafts.iter().filter_map(Listed::draft).find(|one| one.id == id)?;
        let format = Format::by_id(&draft.report.format)?;
        let found = read.with_value(|(published, _)| compare(&format, &draft.report, published));
        let Comparison { found, other } = found;
        let row = |one: Otherwise| {
            let published = one.published.unwrap_or_else(|| not_there.clone());
            let (own, published) = match one.spot {
                Spot::Place(Place::Narrative(_)) | Spot::Line(_) if one.draft.is_empty() => {
                    (not_in_draft.clone(), excerpt(&published))
                }
                Spot::Place(_) => cut(&one.draft, &published),
                Spot::Heading(_) | Spot::Line(_) => (one.draft, published),
            };
            (spot_name(speech.0, &format, &one.spot), own, published)
        };
        let rows: Vec<_> = found.into_iter().map(row).collect();
        let other: Vec<String> =
            other.iter().map(|one| not_comparable(speech.0, &format, one)).collect();
        Some((draft.report.title(&format), rows, other))
    });
    let shown = move || match compared.get() {
        None => ().into_any(),
        Some((title, rows, other)) => {
            let (look, sign, message) = if rows.is_empty() {
                ("notice notice--settled", Sign::Settled, Message::SameAsDraft(title))
            } else {
                let message = Message::OtherThanDraft(title, rows.len());
                ("notice notice--warning", Sign::Warning, message)
            };
            let words = (Message::InDraft, Message::InPublished);
            let table =
                (!rows.is_empty()).then(|| view! { <TwoSides rows=Signal::stored(rows) words/> });
            let other = other.into_iter().map(|words| view! { <li>{words}</li> });
            view! {
                <div class=look role="status">
                    <Icon sign/>
                    <span>{speech.say(&message)}</span>
                </div>
                {table}
                <ul class="small soft">{other.collect_view()}</ul>
            }
            .into_any()
        }
    };
    live_view(shown)
}
