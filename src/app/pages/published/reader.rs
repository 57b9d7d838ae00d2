//! What is being read, what was read, and what of it is taken, whatever page is shown.

use crate::app::services::{self, Source, Ticket};
use crate::app::{Navigator, Route};
use crate::core::draft::DraftId;
use crate::core::draft::backup::LIMIT_BYTES;
use crate::core::format::Format;
use crate::core::history::Change;
use crate::core::import::import;
use crate::core::import::published::{Choice, NotRead, Published, of_report, wire};
use crate::core::last_year::Begin;
use crate::core::report::{Header, Report};
use crate::core::text::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;
use std::cell::Cell;
use std::rc::Rc;

/// What is being read, what was read, and what of it is taken. Outlives the page.
#[derive(Clone, Copy)]
pub(crate) struct Reader {
    navigator: Navigator,
    pub(super) stage: RwSignal<Stage>,
    pub(super) choice: RwSignal<Choice>,
    pub(super) only_open: RwSignal<bool>,
    pub(super) what_for: RwSignal<WhatFor>,
    pub(super) wishes: RwSignal<Begin>,
    /// The year, as it was read or typed.
    pub(super) year: RwSignal<String>,
    /// The draft to use it with; `None` for a new one.
    pub(super) with: RwSignal<Option<DraftId>>,
    /// The draft from which it was begun.
    pub(super) from: StoredValue<Option<DraftId>>,
    ticket: StoredValue<Ticket, LocalStorage>,
    /// Files that came with the one that is shown and are still to be read.
    pub(super) files: RwSignal<Vec<File>, LocalStorage>,
    /// How many batches were given, and which one is read.
    batches: StoredValue<u32>,
    batch: StoredValue<u32>,
    /// What a draft takes over when it is opened, and what is said then.
    pub(super) waiting: StoredValue<Option<(DraftId, Vec<Change>, Message)>>,
}

/// Files that come together: one is read, and the others wait. Of batches a later one has a larger number.
#[derive(Clone)]
pub(crate) struct Batch(Rc<Cell<bool>>, u32);

#[derive(Clone)]
pub(super) enum Stage {
    Empty,
    Reading(String),
    NotRead(Message),
    Read(String, StoredValue<(Published, Format)>),
}

/// What is done with what was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WhatFor {
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
            batches: StoredValue::new(0),
            batch: StoredValue::new(0),
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
    pub(super) fn begin_reading(self, name: &str) -> Ticket {
        // Whatever was given before and is still to be looked at is older.
        self.batch.set_value(self.batches.get_value());
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
    pub(super) fn read(self, name: String, source: Source, ticket: Ticket) {
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
    pub(in crate::app::pages) fn forget_draft(self) {
        self.from.set_value(None);
    }

    /// Reads the first file of a batch, in place of what was being read; the others wait.
    pub(in crate::app::pages) fn read_file(self, file: File, batch: &Batch) {
        // One that took long to look at comes behind what was given since.
        let is_older = batch.1 < self.batch.get_value();
        if is_older || batch.0.replace(true) {
            self.files.update(|files| files.push(file));
        } else {
            self.batch.set_value(batch.1);
            self.files.set(Vec::new());
            self.read_now(file);
        }
    }

    /// The files that are given now.
    pub(in crate::app::pages) fn batch(self) -> Batch {
        self.batches.update_value(|count| *count += 1);
        Batch(Rc::default(), self.batches.get_value())
    }

    /// Reads the file that has waited longest.
    pub(super) fn read_next(self) {
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
    pub(in crate::app::pages) fn waiting_for(self, id: &DraftId) -> Option<(Vec<Change>, Message)> {
        self.waiting.try_update_value(|waiting| match waiting.take() {
            Some((for_id, changes, message)) if for_id == *id => Some((changes, message)),
            other => {
                *waiting = other;
                None
            }
        })?
    }

    /// The report of what is taken, of the year that is said.
    pub(super) fn report(self, format: &Format) -> Report {
        let mut report = self.choice.with_untracked(|choice| choice.report(format));
        report.header.year = self.year_read().unwrap_or_default();
        report
    }

    pub(super) fn year_read(self) -> Option<u16> {
        Header::read_year(&self.year.get())
    }
}
