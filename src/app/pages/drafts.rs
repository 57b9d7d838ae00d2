//! The list of drafts: create, open, copy as a new year, delete with undo, and every stored text
//! that cannot be opened, with the way to save it. What is done to all of them at once, backing up,
//! taking back and clearing, is done here too and shown by [`storage`](super::storage).

use super::published::{Batch, Reader};
use super::storage::BackUpAll;
use crate::app::components::app_bar::AppBar;
use crate::app::components::cover::Field;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::notice::CloseNotice;
use crate::app::components::save_status::{SaveText, time_of_day};
use crate::app::components::state_mark::{Look, StateMark};
use crate::app::host::Wishes;
use crate::app::services::{self, NotRead, Services};
use crate::app::{General, Navigator, Page, Route, live, live_view, speech};
use crate::core::check::check;
use crate::core::compute::compute;
use crate::core::draft::backup::{self, Backup, Choice, Standing, is_due, to_file};
use crate::core::draft::snapshots::Moment;
use crate::core::draft::wire::to_text;
use crate::core::draft::{Draft, DraftId, Listed, Opened, SaveError};
use crate::core::export::{Copy, file_name};
use crate::core::format::Format;
use crate::core::import::{ImportError, Imported, LIMIT_BYTES, Note, import};
use crate::core::last_year::{Begin, LastYear, begin};
use crate::core::progress::{Progress, by_part, overall};
use crate::core::report::{Header, HeaderField, Place, Report};
use crate::core::text::{Language, Message, cell_name, place_name, say};
use leptos::html::{Div, Main};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{File, HtmlInputElement};
use std::cmp::Reverse;

/// What the page says about something that was done.
#[derive(Clone)]
enum Notice {
    /// Something was done.
    Said(Vec<Message>),
    /// Something could not be done.
    Refused(Message),
    /// A draft was deleted; its text, to bring it back.
    Deleted(DraftId, String, Message),
    /// A draft could not be stored; its text, to save it as a file.
    NotStored(Message, String, String),
}

/// What the list is made of. Outlives the page, so that neither a change of language nor a look at a
/// draft takes a begun form or the way to undo a deletion away.
#[derive(Clone, Copy)]
pub(crate) struct List {
    services: Services,
    navigator: Navigator,
    /// Counts up when the stored drafts changed.
    version: RwSignal<usize>,
    notices: RwSignal<Vec<(usize, Notice)>>,
    /// The form for a new report is open.
    creating: RwSignal<bool>,
    header: RwSignal<Header>,
    year: RwSignal<String>,
    /// What a new report begins with, where a host wishes so.
    wished: StoredValue<Header>,
    /// The form was opened by a host's wish: it takes no focus from the page around.
    begun_by_host: StoredValue<bool>,
    /// The page; the focus stays in it when a button goes.
    pub(super) root: NodeRef<Main>,
    /// The backup that was opened and waits for what to take of it.
    pub(super) restoring: RwSignal<Option<Backup>>,
    /// Counts up when another window stored something.
    elsewhere: Trigger,
    /// Reads what is none of our own files.
    pub(super) reader: Reader,
}

impl List {
    pub(crate) fn new(
        services: Services,
        navigator: Navigator,
        elsewhere: Trigger,
        reader: Reader,
    ) -> Self {
        Self {
            services,
            navigator,
            reader,
            version: RwSignal::new(0),
            notices: RwSignal::new(Vec::new()),
            creating: RwSignal::new(false),
            header: RwSignal::new(Header::default()),
            year: RwSignal::new(services::last_year().to_string()),
            wished: StoredValue::new(Header::default()),
            begun_by_host: StoredValue::new(false),
            root: NodeRef::new(),
            restoring: RwSignal::new(None),
            elsewhere,
        }
    }

    fn say(self, notice: Notice) {
        self.notices.update(|all| {
            // Of what was merely said, the last is enough; what can be undone stays.
            all.retain(|(_, one)| matches!(one, Notice::Deleted(..) | Notice::NotStored(..)));
            let key = all.last().map_or(0, |(key, _)| key + 1);
            all.push((key, notice));
        });
    }

    fn close(self, key: usize) {
        self.notices.update(|all| all.retain(|(one, _)| *one != key));
        self.focus("h1");
    }

    fn begin(self) {
        self.begun_by_host.set_value(false);
        self.show_form();
    }

    fn show_form(self) {
        let header = self.wished.get_value();
        self.year.set(match header.year {
            0 => services::last_year().to_string(),
            year => year.to_string(),
        });
        self.header.set(header);
        self.creating.set(true);
    }

    /// Shows the draft of the report that a host wishes, or the form to begin it. From now on that is
    /// what a new report begins with.
    pub(crate) fn show_wished(self, wishes: &Wishes) {
        let Wishes { organ, organ_code, year, format, .. } = wishes;
        let (organ, organ_code) = (organ.trim().to_owned(), organ_code.trim().to_owned());
        let trouble = if !format.is_empty() && Format::by_id(format).is_none() {
            Some(Message::WishedFormat(format.clone()))
        } else if !year.is_empty() && Header::read_year(year).is_none() {
            Some(Message::YearUnreadable(year.clone()))
        } else {
            None
        };
        if let Some(message) = trouble {
            self.say(Notice::Refused(message));
        }
        let year = Header::read_year(year).unwrap_or_default();
        let header = Header { organ, organ_code, year, ..Header::default() };
        let before = self.wished.get_value();
        self.wished.set_value(header.clone());
        if header.is_same_report(&before) {
            // A form that is begun is left alone.
            self.header.update(|form| form.organ_code.clone_from(&header.organ_code));
            return;
        }
        match self.of_report(&header) {
            Some(id) => self.open(&id),
            None if header == Header::default() => {}
            None => {
                self.navigator.go(Route::list());
                self.begun_by_host.set_value(true);
                self.show_form();
            }
        }
    }

    /// The draft of the report that a header names; of several, the one that was saved last.
    fn of_report(self, header: &Header) -> Option<DraftId> {
        let all = self.stored().unwrap_or_default();
        let same = all.into_iter().filter(|one| one.is_of(header));
        same.max_by_key(|one| one.draft().map(|draft| draft.saved.clone())).map(|one| one.id)
    }

    /// Opens a published report or a draft as a draft of its own, or the one that is there already
    /// where both hold the same; with what is to be said about it.
    ///
    /// # Errors
    /// Why it was not opened. Nothing was changed.
    pub(crate) fn load(self, text: &str, language: Language) -> Result<Vec<Message>, Message> {
        if text.len() > LIMIT_BYTES {
            return Err(Message::LoadFailed(ImportError::TooLarge));
        }
        let Imported { report, notes } = import(text).map_err(Message::LoadFailed)?;
        if self.navigator.unsaved.would_be_lost() {
            return Err(Message::LoadWouldLose);
        }
        let said = import_messages(language, &report, &notes);
        let there = self.stored().into_iter().flatten();
        let same = there.into_iter().find(|one| one.draft().is_some_and(|it| it.report == report));
        let id = same.map(|one| one.id).or_else(|| self.add(report));
        self.open(&id.ok_or(Message::NotSaved(SaveError::Full))?);
        Ok(said)
    }

    /// Puts the focus on something of the page, once it is there.
    pub(super) fn focus(self, selector: &'static str) {
        services::later(0, move || {
            if let Some(root) = self.root.try_get_untracked().flatten() {
                services::focus_within(&root, selector);
            }
        });
    }

    fn changed(self) {
        self.version.update(|version| *version += 1);
    }

    /// What is stored; `None` where the browser does not let it be read.
    pub(super) fn stored(self) -> Option<Vec<Listed>> {
        self.services.with_drafts(|drafts| drafts.list()).ok()
    }

    /// What is stored, whoever changes it.
    pub(super) fn follow(self) -> Memo<Option<Vec<Listed>>> {
        Memo::new(move |_| {
            self.version.track();
            self.elsewhere.track();
            self.stored()
        })
    }

    pub(super) fn keeps_drafts(self) -> bool {
        self.services.keeps_drafts()
    }

    /// How many drafts were changed and not saved to a file for a week.
    fn not_backed_up(self, stored: &[Listed]) -> usize {
        let now = services::milliseconds();
        let is_due = |one: &&Listed| {
            let saved = one.draft().and_then(|draft| services::milliseconds_of(&draft.saved));
            let backed_up = self.services.with_drafts(|drafts| drafts.backed_up(&one.id));
            saved.is_some_and(|saved| is_due(saved, backed_up, now))
        };
        stored.iter().filter(is_due).count()
    }

    /// Saves all drafts to one file.
    pub(super) fn back_up(self, language: Language) {
        let all = self.stored().unwrap_or_default();
        let now = services::now();
        let name = say(language, &Message::BackupFile(now.get(..10).unwrap_or_default().into()));
        if self.services.save_json(&name, to_file(&all, &now)) {
            all.iter().for_each(|one| self.services.note_backup(&one.id));
            self.changed();
            self.say(Notice::Said(vec![Message::BackedUp(all.len(), name)]));
            // The reminder goes, and its button with it.
            services::later(50, move || {
                if services::focus_is_lost() {
                    self.focus("h1");
                }
            });
        } else {
            self.say(Notice::Refused(Message::ExportFailed));
        }
    }

    /// Does with each draft of a backup what was chosen. One that takes the place of another does so
    /// when that one is on the disk as an earlier version, and not before.
    pub(super) fn take_back(self, chosen: Vec<(Listed, Standing, Choice)>) {
        spawn_local(async move {
            let (mut taken, mut replaced) = (0, 0);
            for (one, standing, choice) in chosen {
                let other = match (&standing, choice) {
                    (Standing::Differs(other, _), Choice::Take) => Some(other.clone()),
                    _ => None,
                };
                if let Some(other) = &other {
                    let (id, text) = (other.id.clone(), other.text.clone());
                    let before = Moment::BeforeReplacing;
                    // Where the store lost what was saved, that lies in the journal alone.
                    let saved = self.services.written_ahead_of(&id, &text).await;
                    let mut kept = true;
                    for text in saved.into_iter().chain([text.clone()]) {
                        kept &= self.services.keep_snapshot(id.clone(), before, text).await;
                    }
                    if self.version.is_disposed() {
                        return;
                    }
                    if !kept {
                        let message = Message::NotReplaced(name_of(&one));
                        self.say(Notice::NotStored(message, format!("{}.json", other.id), text));
                        continue;
                    }
                }
                let fresh = services::fresh_id();
                let done = self
                    .services
                    .with_drafts(|drafts| drafts.take_back(&one, &standing, choice, fresh));
                match done {
                    Ok(Some((id, text))) => {
                        taken += 1;
                        replaced += usize::from(other.is_some());
                        self.services.write_ahead(&id, &text).let_go();
                        self.services.note_backup(&id);
                    }
                    Ok(None) => {}
                    Err(error) => {
                        let message = Message::NotTakenBack(name_of(&one), error);
                        self.say(Notice::NotStored(message, format!("{}.json", one.id), one.text));
                    }
                }
            }
            self.services.ask_to_persist();
            self.changed();
            self.say(Notice::Said(vec![Message::TakenBack(taken, replaced)]));
            self.end_restoring();
        });
    }

    pub(super) fn end_restoring(self) {
        self.restoring.set(None);
        self.focus("h1");
    }

    /// Removes everything from this computer and says whether that is done.
    pub(super) fn clear(self) {
        spawn_local(async move {
            let cleared = self.services.clear().await;
            if self.version.is_disposed() {
                return;
            }
            self.notices.set(Vec::new());
            self.restoring.set(None);
            self.say(if cleared {
                Notice::Said(vec![Message::ClearedAll])
            } else {
                Notice::Refused(Message::NotClearedAll)
            });
            self.changed();
            self.focus("h1");
        });
    }

    /// Stores a new report and returns its id; says why where that fails.
    pub(super) fn add(self, report: Report) -> Option<DraftId> {
        let format = Format::by_id(&report.format)?;
        let mut draft = Draft::new(services::fresh_id(), report);
        draft.saved = services::now();
        draft.edited_by = self.services.with_drafts(|drafts| drafts.editor());
        match self.services.with_drafts(|drafts| drafts.save(&format, &draft, None)) {
            Ok(text) => {
                self.services.write_ahead(&draft.id, &text).let_go();
                self.services.ask_to_persist();
                self.services.note_backup(&draft.id);
                self.changed();
                Some(draft.id)
            }
            Err(error) => {
                let name = file_name(&format, &draft.report, Copy::Draft, "json");
                let text = to_text(&format, &draft);
                self.say(Notice::NotStored(Message::NotSaved(error), name, text));
                None
            }
        }
    }

    /// Opens every file that is dropped anywhere on the page as a new draft, and shows the list.
    pub(crate) fn take_dropped_files(self, language: RwSignal<Language>) {
        self.services.hear(services::DRAGGING, move |event| {
            let reads = self.navigator.route.with_untracked(|route| {
                route.draft.is_none() && route.general == General::Published
            });
            let files = services::dropped(&event);
            let batch = self.reader.batch();
            for file in files {
                if reads {
                    self.reader.read_file(file, &batch);
                } else if !self.navigator.unsaved.would_be_lost() {
                    self.navigator.go(Route::list());
                    self.take_file(file, batch.clone(), language.get_untracked());
                }
            }
        });
    }

    /// Opens a file as a new draft, or says why not.
    fn take_file(self, file: File, batch: Batch, language: Language) {
        spawn_local(async move {
            let whole = file.clone();
            let file = services::read_file(file, backup::LIMIT_BYTES).await;
            if self.version.is_disposed() {
                return;
            }
            let backup = file.text.as_ref().ok().and_then(|text| backup::read(text));
            if let Some(Ok(backup)) = backup {
                self.restoring.set(Some(backup));
                self.navigator.go(Route::general(General::Storage));
                return;
            }
            if let Some(Err(why)) = backup {
                self.say(Notice::Refused(Message::ImportFailed(file.name, why.into())));
                return;
            }
            let notice = match file.text {
                Ok(text) => match import(&text) {
                    // None of our own files: it may be a report that was published anywhere.
                    Err(why) if may_be_published(&text, &why) && file.bytes.is_some() => {
                        self.navigator.go(Route::general(General::Published));
                        self.reader.read_file(whole, &batch);
                        None
                    }
                    Ok(read) => {
                        let said = import_messages(language, &read.report, &read.notes);
                        self.add(read.report).map(|_| Notice::Said(said))
                    }
                    Err(error) => Some(Notice::Refused(Message::ImportFailed(file.name, error))),
                },
                Err(NotRead::TooLarge) => {
                    let error = ImportError::TooLarge;
                    Some(Notice::Refused(Message::ImportFailed(file.name, error)))
                }
                Err(NotRead::Failed) => Some(Notice::Refused(Message::FileUnreadable(file.name))),
            };
            if let Some(notice) = notice {
                self.say(notice);
            }
        });
    }

    pub(super) fn open(self, id: &DraftId) {
        self.navigator.go(Route::to(id, Page::Cover));
    }

    fn delete(self, id: &DraftId, organ: String, year: u16) {
        match self.services.with_drafts(|drafts| drafts.remove(id)) {
            Ok(Some(text)) => {
                self.services.forget_ahead(id);
                let message = Message::Deleted(organ, year);
                self.say(Notice::Deleted(id.clone(), text, message));
                self.focus(".notices li:last-child button");
            }
            // Another window was faster.
            Ok(None) => {}
            Err(_) => self.say(Notice::Refused(Message::StorageForbidden)),
        }
        self.changed();
    }
}

/// The page with the list.
///
/// - Every action of the list says which report it acts on.
/// - A file can be dropped anywhere on the page, also while a draft is open.
/// - Of several deletions each can be undone, also after a change of language.
/// - A changed draft without a backup for a week is said, and the backup is one press away.
#[component]
pub(crate) fn DraftsPage(switch: Callback<()>) -> impl IntoView {
    let speech = speech();
    let list = expect_context::<List>();
    list.reader.forget_draft();
    let product = speech.say(&Message::Product);
    let title = format!("{} - {product}", speech.say(&Message::MyReports));
    list.services.set_title(&title, speech.0.tag());
    let creating = list.creating;
    let stored = list.follow();
    let not_backed_up = Memo::new(move |_| {
        // A backup changes no draft.
        list.version.track();
        stored.with(|all| all.as_ref().map_or(0, |all| list.not_backed_up(all)))
    });
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1" node_ref=list.root>
            <div class="page-head">
                <div>
                    <h1 tabindex="-1">{speech.say(&Message::MyReports)}</h1>
                    <p>{speech.say(&Message::Deadline(services::last_year()))}</p>
                </div>
                <div class="page-head__actions">
                    <a class="button" href=format!("#{}", Route::general(General::Storage))>
                        {speech.say(&Message::Storage)}
                    </a>
                    <a class="button" href=format!("#{}", Route::general(General::Published))>
                        {speech.say(&Message::PublishedPage)}
                    </a>
                    <OpenFile list word=Message::OpenFile/>
                    <button
                        type="button"
                        class="button button--primary new-report"
                        aria-expanded=move || creating.get().to_string()
                        on:click=move |_| list.begin()
                    >
                        <Icon sign=Sign::Plus/>
                        {speech.say(&Message::NewReport)}
                    </button>
                </div>
            </div>
            {move || (!list.services.keeps_drafts() || stored.with(Option::is_none)).then(|| view! {
                <div class="notice notice--warning" role="status">
                    <Icon sign=Sign::Warning/>
                    <span>{speech.say(&Message::StorageForbidden)}</span>
                </div>
            })}
            <Notices list/>
            {move || {
                let message = Message::NotBackedUp(not_backed_up.get());
                (list.keeps_drafts() && not_backed_up.get() > 0).then(|| view! {
                    <div class="notice notice--warning">
                        <Icon sign=Sign::Warning/>
                        <span>{speech.say(&message)}</span>
                        <span class="end"><BackUpAll list stored/></span>
                    </div>
                })
            }}
            {live_view(move || creating.get().then(|| view! { <NewReport list/> }).into_any())}
            {live_view(move || match stored.with(|stored| stored.as_ref().map(Vec::len)) {
                None => ().into_any(),
                Some(0) => (!creating.get()).then(|| view! { <NothingYet list/> }).into_any(),
                Some(_) => view! { <DraftTable list stored/> }.into_any(),
            })}
            <p class="page-foot">
                <a href=format!("#{}", Route::general(General::About))>{speech.say(&Message::About)}</a>
            </p>
        </main>
    }
}

/// What was done, or could not be done. Stays in sight, wherever the list is scrolled to.
#[component]
pub(super) fn Notices(list: List) -> impl IntoView {
    let undo = move |key: usize, id: DraftId, text: String| {
        let restored = list.services.with_drafts(|drafts| drafts.restore(&id, &text));
        list.notices.update(|all| all.retain(|(one, _)| *one != key));
        match restored {
            Ok(()) => {
                list.services.write_ahead(&id, &text).let_go();
                list.changed();
                list.focus("h1");
            }
            Err(_) => list.say(Notice::NotStored(Message::UndoFailed, format!("{id}.json"), text)),
        }
    };
    let line = move |(key, notice): (usize, Notice)| {
        let mut class = "notice";
        let (messages, action) = match notice {
            Notice::Said(messages) => (messages, None),
            Notice::Refused(message) => {
                class = "notice notice--error";
                (vec![message], None)
            }
            Notice::Deleted(id, text, message) => {
                let run = Callback::new(move |()| undo(key, id.clone(), text.clone()));
                (vec![message], Some((Message::UndoDelete, run)))
            }
            Notice::NotStored(message, name, text) => {
                class = "notice notice--error";
                let run = Callback::new(move |()| {
                    _ = list.services.save_json(&name, text.clone());
                });
                (vec![message], Some((Message::SaveAsFile, run)))
            }
        };
        let speech = speech();
        view! {
            <li class=class>
                <div>
                    {messages.iter().map(|one| view! { <p>{speech.say(one)}</p> }).collect_view()}
                </div>
                <span class="end">
                    {action.map(|(word, run)| view! {
                        <button type="button" class="button button--small" on:click=move |_| run.run(())>
                            {speech.say(&word)}
                        </button>
                    })}
                    <CloseNotice close=Callback::new(move |()| list.close(key))/>
                </span>
            </li>
        }
    };
    let lines =
        live_view(move || list.notices.get().into_iter().map(line).collect::<Vec<_>>().into_any());
    view! { <div class="notices" role="status"><ul>{lines}</ul></div> }
}

/// The page while there is nothing.
#[component]
fn NothingYet(list: List) -> impl IntoView {
    let speech = speech();
    view! {
        <div class="panel empty">
            <h2>{speech.say(&Message::NoReports)}</h2>
            <p>{speech.say(&Message::NoReportsText)}</p>
            <div class="choices">
                <button type="button" class="choice" on:click=move |_| list.begin()>
                    <b><Icon sign=Sign::Plus/>{speech.say(&Message::NewReport)}</b>
                    <span>{speech.say(&Message::NewReportText)}</span>
                </button>
                <a class="choice" href=format!("#{}", Route::general(General::Published))>
                    <b><Icon sign=Sign::Folder/>{speech.say(&Message::PublishedPage)}</b>
                    <span>{speech.say(&Message::PublishedChoice)}</span>
                </a>
                <label class="choice button--file">
                    <b><Icon sign=Sign::Folder/>{speech.say(&Message::OpenFile)}</b>
                    <span>{speech.say(&Message::OpenFileText)}</span>
                    <FileInput list/>
                </label>
            </div>
        </div>
    }
}

/// The button that opens a file: a report, a draft or a backup.
#[component]
pub(super) fn OpenFile(list: List, word: Message) -> impl IntoView {
    view! {
        <label class="button button--file">
            <Icon sign=Sign::Folder/>
            {speech().say(&word)}
            <FileInput list/>
        </label>
    }
}

/// Kinds of files that can be chosen: also those that cannot be read, which say what to do instead.
pub(super) const ACCEPTED: &str = ".json,.html,.htm,.mht,.mhtml,.txt,.md,.docx,.xlsx,.xls,.et,\
    .pdf,.doc,.wps,.rtf,.png,.jpg,application/json,text/html,text/plain";

/// Chooses files and adds them to the list.
#[component]
fn FileInput(list: List) -> impl IntoView {
    let speech = speech();
    let chosen = move |event: leptos::ev::Event| {
        let batch = list.reader.batch();
        for file in services::chosen(&event_target(&event)) {
            list.take_file(file, batch.clone(), speech.0);
        }
    };
    view! {
        <input
            type="file"
            class="hidden-visually"
            accept=ACCEPTED
            multiple
            on:change=chosen
        />
    }
}

/// Whether a file that is none of ours may be a report that was published anywhere. What begins as our
/// own files do and is damaged says so.
fn may_be_published(text: &str, why: &ImportError) -> bool {
    match why {
        ImportError::Office | ImportError::NoData => true,
        ImportError::NotJson { .. } => !text.trim_start().starts_with(['{', '[']),
        ImportError::TooLarge
        | ImportError::NotAReport
        | ImportError::Pdf
        | ImportError::TooNew { .. }
        | ImportError::UnknownFormat(_)
        | ImportError::BadField(_) => false,
    }
}

fn import_messages(language: Language, report: &Report, notes: &[Note]) -> Vec<Message> {
    let Some(format) = Format::by_id(&report.format) else { return Vec::new() };
    let named = notes.iter().map(|note| {
        let place = match note {
            Note::OtherTotal { cell, .. } | Note::ShownOtherwise { cell, .. } => {
                cell_name(language, &format, *cell)
            }
            Note::TextShownOtherwise(id) => {
                place_name(language, &format, &Place::Narrative(id.clone()))
            }
            Note::UnknownCell(_)
            | Note::OddCell(_)
            | Note::OtherData
            | Note::TitleShownOtherwise { .. }
            | Note::NotShown(_) => String::new(),
        };
        Message::ImportNote(note.clone(), place)
    });
    std::iter::once(Message::Imported(report.title(&format))).chain(named).collect()
}

/// The form that begins a report.
///
/// - A new report has the focus in its first field, and Enter begins it.
/// - A report needs an organ and a year that has a form.
#[component]
fn NewReport(list: List) -> impl IntoView {
    let speech = speech();
    let List { header, year, creating, .. } = list;
    let cancel = move || {
        creating.set(false);
        list.focus(".new-report");
    };
    let trouble = RwSignal::new(None::<Message>);
    let same = RwSignal::new(None::<DraftId>);
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get().filter(|_| !list.begun_by_host.get_value()) {
            services::focus_within(&root, "input");
        }
    });
    let create = move |even_if_there: bool| {
        same.set(None);
        let header = header.get_untracked();
        let typed = year.get_untracked();
        if header.organ.trim().is_empty() {
            trouble.set(Some(Message::FieldEmpty(HeaderField::Organ)));
            list.focus("[data-field=organ] input");
            return;
        }
        let Some(year) = Header::read_year(&typed) else {
            trouble.set(Some(Message::YearUnreadable(typed)));
            list.focus("[data-field=year] input");
            return;
        };
        let Some(format) = Format::for_year(year) else {
            trouble.set(Some(Message::NoFormat(year)));
            list.focus("[data-field=year] input");
            return;
        };
        let mut header = Header { year, ..header };
        // The code that a host gave is of the organ that it named.
        if list.wished.with_value(|wished| wished.organ != header.organ.trim()) {
            header.organ_code.clear();
        }
        let there = list.stored().into_iter().flatten().find(|one| one.is_of(&header));
        if let Some(there) = there.filter(|_| !even_if_there) {
            trouble.set(Some(Message::AlreadyThere(header.organ.trim().into(), year)));
            same.set(Some(there.id));
            return;
        }
        let mut report = Report::new(&format, "", year);
        report.header = header;
        if let Some(id) = list.add(report) {
            creating.set(false);
            list.open(&id);
        }
    };
    let fields = HeaderField::ALL.map(|field| {
        let text = Signal::derive(move || header.with(|header| header.get(field).to_owned()));
        let set = Callback::new(move |text| header.update(|header| header.set(field, text)));
        view! { <Field field text set required=field == HeaderField::Organ/> }
    });
    let mut fields = fields.into_iter();
    let organ = fields.next();
    view! {
        <div class="panel" node_ref=root>
            <div class="panel__head"><h2>{speech.say(&Message::NewReport)}</h2></div>
            <form
                class="panel__body"
                novalidate
                on:keydown=move |event| {
                    // Not left to the browser: a sandboxed frame may forbid forms.
                    let in_box = || {
                        let target = event.target().map(JsCast::dyn_into::<HtmlInputElement>);
                        matches!(target, Some(Ok(_)))
                    };
                    match event.key().as_str() {
                        "Escape" => cancel(),
                        "Enter" if !event.is_composing() && in_box() => {
                            event.prevent_default();
                            create(false);
                        }
                        _ => {}
                    }
                }
            >
                <div class="fields">
                    {organ}
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
                                prop:value=live(move || year.get())
                                on:input=move |event| year.set(event_target_value(&event))
                            />
                        </label>
                    </div>
                    {fields.collect_view()}
                </div>
                <div role="alert">
                    {move || trouble.get().map(|message| view! {
                        <p class="notice notice--error">
                            <Icon sign=Sign::Error/>
                            <span>{speech.say(&message)}</span>
                            {same.get().map(|id| view! {
                                <span class="end">
                                    <button
                                        type="button"
                                        class="button button--small"
                                        on:click=move |_| list.open(&id)
                                    >
                                        {speech.say(&Message::OpenThatOne)}
                                    </button>
                                    <button
                                        type="button"
                                        class="button button--small"
                                        on:click=move |_| create(true)
                                    >
                                        {speech.say(&Message::CreateAnyway)}
                                    </button>
                                </span>
                            })}
                        </p>
                    })}
                </div>
                <div class="form-actions">
                    <button
                        type="button"
                        class="button button--primary"
                        on:click=move |_| create(false)
                    >
                        {speech.say(&Message::Create)}
                    </button>
                    <button type="button" class="button" on:click=move |_| cancel()>
                        {speech.say(&Message::Cancel)}
                    </button>
                </div>
            </form>
        </div>
    }
}

/// What a draft is called in a sentence: its organ, else its id.
fn name_of(one: &Listed) -> String {
    one.draft().map_or_else(|| one.id.to_string(), |draft| draft.report.header.organ.clone())
}

/// The drafts, newest year first.
#[component]
fn DraftTable(list: List, stored: Memo<Option<Vec<Listed>>>) -> impl IntoView {
    let speech = speech();
    let columns = [
        Message::Organ,
        Message::Year,
        Message::State,
        Message::TablesFilled,
        Message::Pending,
        Message::LastSaved,
        Message::Actions,
    ];
    let rows = move || {
        let mut all: Vec<Listed> = Vec::new();
        for one in stored.get().into_iter().flatten() {
            // A handful: putting each in its place is less code than sorting.
            let at = all.partition_point(|before| comes_before(before, &one));
            all.insert(at, one);
        }
        let count = |one: &Listed| {
            let Some(draft) = one.draft() else { return 1 };
            let header = &draft.report.header;
            stored.with(|all| {
                let others = all.iter().flatten();
                others.filter(|other| other.is_of(header)).count()
            })
        };
        all.iter().map(|one| row(list, one, count(one))).collect::<Vec<_>>().into_any()
    };
    view! {
        <div class="panel">
            <table class="list-table">
                <caption class="hidden-visually">{speech.say(&Message::MyReports)}</caption>
                <thead>
                    <tr>
                        {columns
                            .map(|name| view! { <th scope="col">{speech.say(&name)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{live_view(rows)}</tbody>
            </table>
        </div>
    }
}

/// Newest year first, then by organ; what cannot be opened comes last.
fn comes_before(one: &Listed, other: &Listed) -> bool {
    match (one.draft(), other.draft()) {
        (Some(one), Some(other)) => {
            let (a, b) = (&one.report.header, &other.report.header);
            (Reverse(a.year), &a.organ) <= (Reverse(b.year), &b.organ)
        }
        (one, _) => one.is_some(),
    }
}

fn row(list: List, one: &Listed, same: usize) -> AnyView {
    match &one.opened {
        Opened::Draft(draft) | Opened::Migrated { draft, .. } => draft_row(list, draft, one, same),
        Opened::TooNew { found, known } => closed_row(one, Message::DraftTooNew(*found, *known)),
        Opened::Unreadable(why) => closed_row(one, Message::DraftUnreadable(why.clone())),
    }
}

fn draft_row(list: List, draft: &Draft, one: &Listed, same: usize) -> AnyView {
    let speech = speech();
    let Some(format) = Format::by_id(&draft.report.format) else { return ().into_any() };
    let report = &draft.report;
    let (organ, year) = (report.header.organ.trim().to_owned(), report.header.year);
    let figures = compute(&format, report);
    let last_year = LastYear::of(&format, report.last_year());
    let findings = check(&format, report, &figures, last_year.as_ref());
    let whole = overall(&by_part(&format, report, &findings));
    let ready = crate::core::check::is_ready(&findings);
    let (look, word) = match () {
        () if ready => (Look::Settled, Message::Publishable),
        () if whole.is_complete() => (Look::Open, Message::ToReview),
        () if whole.is_untouched() => (Look::Plain, Message::NotBegun),
        () => (Look::Open, Message::InProgress),
    };
    let on = move |action: &Message, organ: &str| {
        speech.say(&Message::ActionOn(speech.say(action), organ.to_owned(), year))
    };
    let id = draft.id.clone();
    let saved = if draft.saved.is_empty() {
        speech.say(&Message::NotYet)
    } else {
        format!("{} {}", draft.saved.get(..10).unwrap_or_default(), time_of_day(&draft.saved))
    };
    let copy = {
        let report = report.clone();
        move |_| {
            let year = report.header.year.saturating_add(1);
            let Some(format) = Format::for_year(year) else { return };
            let mut next = report.next_year(&format);
            let wishes = Begin { carried: true, ..Begin::default() };
            for (place, text) in begin(&format, &next, &report, wishes) {
                next.set_text_at(&place, &text);
            }
            if let Some(id) = list.add(next) {
                list.open(&id);
            }
        }
    };
    let save = {
        let name = file_name(&format, report, Copy::Draft, "json");
        let (id, text) = (one.id.clone(), one.text.clone());
        move |_| {
            if list.services.save_json(&name, text.clone()) {
                list.services.note_backup(&id);
                list.changed();
            }
        }
    };
    let delete = {
        let (id, organ) = (id.clone(), organ.clone());
        move |_| list.delete(&id, organ.clone(), year)
    };
    let link = format!("#{}", Route::to(&id, Page::Cover));
    let next = Message::CopyAs(year.saturating_add(1));
    view! {
        <tr data-draft=id.to_string()>
            <td class="unit-name">
                <a href=link.clone() title=organ.clone()>
                    {if organ.is_empty() { speech.say(&Message::NoOrgan) } else { organ.clone() }}
                </a>
                {(same > 1).then(|| view! {
                    <div class="small faint">{speech.say(&Message::SameReport(same))}</div>
                })}
            </td>
            <td class="nowrap">{speech.say(&Message::YearIs(year))}</td>
            <td><StateMark look word=speech.say(&word)/></td>
            <td class="nowrap">
                <span class="meter" aria-hidden="true">
                    <i style:width=format!("{}%", whole.percent())></i>
                </span>
                " "
                <span class="small soft">{speech.say(&Message::Percent(whole.percent()))}</span>
            </td>
            <td>{pending(&whole)}</td>
            <td class="nowrap numeral">
                {saved}
                {(!draft.edited_by.is_empty()).then(|| view! {
                    <div class="small faint">{draft.edited_by.clone()}</div>
                })}
            </td>
            <td>
                <div class="row-actions">
                    <a class="button button--small button--primary" href=link aria-label=on(&Message::Continue, &organ)>
                        {speech.say(&Message::Continue)}
                    </a>
                    <button type="button" class="button button--small" aria-label=on(&next, &organ) on:click=copy>
                        {speech.say(&next)}
                    </button>
                    <button type="button" class="button button--small" aria-label=on(&Message::SaveAsFile, &organ) on:click=save>
                        {speech.say(&Message::SaveAsFile)}
                    </button>
                    <button type="button" class="button button--small" aria-label=on(&Message::Delete, &organ) on:click=delete>
                        {speech.say(&Message::Delete)}
                    </button>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

fn pending(whole: &Progress) -> impl IntoView + use<> {
    let speech = speech();
    let errors = (whole.errors > 0).then_some((Look::Error, Message::Errors(whole.errors)));
    let warnings =
        (whole.warnings > 0).then_some((Look::Warning, Message::Warnings(whole.warnings)));
    let marks: Vec<_> = errors.into_iter().chain(warnings).collect();
    if marks.is_empty() {
        return view! { <span class="faint">{speech.say(&Message::Nothing)}</span> }.into_any();
    }
    marks
        .into_iter()
        .map(|(look, word)| view! { <StateMark look word=speech.say(&word)/> " " })
        .collect_view()
        .into_any()
}

/// A stored text that cannot be opened: why, and the way to save it. It is left as it is.
fn closed_row(one: &Listed, message: Message) -> AnyView {
    let speech = speech();
    let (id, text) = (one.id.clone(), one.text.clone());
    view! {
        <tr data-draft=one.id.to_string()>
            <td class="unit-name">{one.id.to_string()}</td>
            <td></td>
            <td><StateMark look=Look::Error word=speech.say(&Message::CannotOpen)/></td>
            <td colspan="3" class="small soft">{speech.say(&message)}</td>
            <td>
                <div class="row-actions"><SaveText id text/></div>
            </td>
        </tr>
    }
    .into_any()
}
