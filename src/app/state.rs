//! The report that is open, as signals, and when it is stored.
//!
//! One signal holds what was typed; figures, findings and progress follow from it through `core`.

use super::services::{self, Services, WriteAhead};
use crate::core::check::{Finding, check};
use crate::core::compute::{Figures, compute};
use crate::core::draft::journal::belongs_in_journal;
use crate::core::draft::snapshots::{HOUR, Moment};
use crate::core::draft::wire::{open, to_text};
use crate::core::draft::{Draft, DraftId, Kept, Listed, Opened, SaveError};
use crate::core::format::Format;
use crate::core::history::{Change, History, wire};
use crate::core::last_year::LastYear;
use crate::core::progress::{Progress, by_part};
use crate::core::report::{Place, Report};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long after the last key a draft is stored, in milliseconds.
pub(super) const PAUSE: i32 = 200;

/// How long it waits for a pause in the typing, in milliseconds.
const PATIENCE: i32 = 500;

/// How long after a failure it is tried again, in milliseconds.
const RETRY: i32 = 2_000;

/// How long a pause in writing ends a step of the history, in milliseconds.
const BURST: i32 = 1_000;

/// A report and everything that follows from it.
#[derive(Clone, Copy)]
pub(super) struct ReportState {
    pub(super) format: StoredValue<Format>,
    pub(super) report: RwSignal<Report>,
    /// Last year's report, where the draft has it.
    pub(super) last_year: Memo<Option<LastYear>>,
    pub(super) figures: Memo<Figures>,
    pub(super) findings: Memo<Vec<Finding>>,
    pub(super) progress: Memo<Vec<Progress>>,
}

impl ReportState {
    fn new(format: Format, report: Report) -> Self {
        let format = StoredValue::new(format);
        let report = RwSignal::new(report);
        let figures =
            Memo::new(move |_| format.with_value(|f| report.with(|report| compute(f, report))));
        let text = Memo::new(move |_| report.with(Report::shared_last_year));
        let last_year =
            Memo::new(move |_| format.with_value(|f| text.with(|text| LastYear::of(f, text))));
        let findings = Memo::new(move |_| {
            format.with_value(|format| {
                report.with(|report| {
                    figures.with(|figures| {
                        last_year.with(|last| check(format, report, figures, last.as_ref()))
                    })
                })
            })
        });
        let progress = Memo::new(move |_| {
            format.with_value(|format| {
                report.with(|report| findings.with(|found| by_part(format, report, found)))
            })
        });
        Self { format, report, last_year, figures, findings, progress }
    }
}

/// Whether what is on screen is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SaveStatus {
    /// On the disk, at this time (RFC 3339); empty for a draft that was never changed.
    Saved(String),
    /// Stored and read back, at this time, where nothing tells when it is on the disk.
    Stored(String),
    /// Changed since, or on its way to the disk.
    Saving,
    /// It could not be stored.
    NotSaved(SaveError),
}

/// The draft that is open.
#[derive(Clone, Copy)]
pub(super) struct OpenDraft {
    pub(super) state: ReportState,
    pub(super) status: RwSignal<SaveStatus>,
    /// How many steps can be taken back, and how many done again.
    pub(super) steps: RwSignal<(usize, usize)>,
    /// What was said last to those who listen.
    pub(super) said: RwSignal<String>,
    /// Last year's figures are shown in the cells.
    pub(super) ghosts: RwSignal<bool>,
    /// Whether another window has the draft, so that it can only be looked at here.
    pub(super) read_only: Memo<bool>,
    /// Another window put something else in the place of what was here.
    pub(super) replaced: RwSignal<bool>,
    /// Notified when something would have changed what can only be looked at.
    pub(super) refused: Trigger,
    history: StoredValue<History>,
    burst: Timer,
    services: Services,
    id: StoredValue<DraftId>,
    kept: StoredValue<Kept>,
    /// Who saved it last before it was opened here.
    pub(super) edited_by: StoredValue<String>,
    /// The stored text as this window knows it.
    known: StoredValue<Option<String>>,
    /// There is something that is not stored yet.
    changed: StoredValue<bool>,
    /// How many times the draft was saved.
    revision: StoredValue<u64>,
    /// When the last snapshot was made, in milliseconds.
    last_snapshot: StoredValue<u64>,
    /// What is on screen went to another window and was not stored.
    given_unstored: StoredValue<bool>,
    /// Stores after a pause.
    timer: Timer,
    /// Stores while no pause comes.
    limit: Timer,
}

/// One call that is still to come, at most.
#[derive(Clone, Copy)]
pub(super) struct Timer(StoredValue<Option<i32>>);

impl Timer {
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Calls after so many milliseconds, instead of whatever was to come.
    pub(super) fn set(self, milliseconds: i32, call: impl FnOnce() + 'static) {
        self.cancel();
        self.0.set_value(services::later(milliseconds, move || {
            if !self.0.is_disposed() {
                self.0.set_value(None);
                call();
            }
        }));
    }

    pub(super) fn is_set(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    pub(super) fn cancel(self) {
        if let Some(timer) = self.0.try_update_value(Option::take).flatten() {
            services::call_off(timer);
        }
    }
}

impl OpenDraft {
    pub(super) fn new(
        services: Services,
        read_only: Memo<bool>,
        format: Format,
        draft: Draft,
        stored: String,
    ) -> Self {
        let status = if services.keeps_drafts() {
            SaveStatus::Saved(draft.saved)
        } else {
            SaveStatus::NotSaved(SaveError::Forbidden)
        };
        let open = Self {
            state: ReportState::new(format, draft.report),
            status: RwSignal::new(status),
            steps: RwSignal::new((0, 0)),
            said: RwSignal::new(String::new()),
            ghosts: RwSignal::new(true),
            read_only,
            refused: Trigger::new(),
            replaced: RwSignal::new(false),
            history: StoredValue::new(History::default()),
            burst: Timer::new(),
            services,
            id: StoredValue::new(draft.id),
            kept: StoredValue::new(draft.kept),
            edited_by: StoredValue::new(draft.edited_by),
            known: StoredValue::new(Some(stored)),
            changed: StoredValue::new(false),
            revision: StoredValue::new(draft.revision),
            last_snapshot: StoredValue::new(0),
            given_unstored: StoredValue::new(false),
            timer: Timer::new(),
            limit: Timer::new(),
        };
        open.take_stored_history();
        open.keep_snapshot(Moment::Opened);
        open
    }

    pub(super) fn id(self) -> DraftId {
        self.id.get_value()
    }

    /// Whether the draft can only be looked at; says so to the person who wanted to change it.
    pub(super) fn refuses(self) -> bool {
        let refuses = self.read_only.get_untracked();
        if refuses {
            self.refused.notify();
        }
        refuses
    }

    /// Changes the report and sees to it that it is stored soon.
    fn edit(self, change: impl FnOnce(&mut History, &mut Report)) {
        // An input that is being removed may still report what an input method composed in it.
        if self.status.is_disposed() || self.refuses() {
            return;
        }
        self.state.report.update(|report| {
            self.history.update_value(|history| change(history, report));
        });
        self.count_steps();
        self.changed.set_value(true);
        // A failure is said until a save succeeds, and not anew at every key.
        if matches!(self.status.get_untracked(), SaveStatus::Saved(_) | SaveStatus::Stored(_)) {
            self.status.set(SaveStatus::Saving);
        }
        self.timer.set(PAUSE, move || self.save());
        if !self.limit.is_set() {
            self.limit.set(PATIENCE, move || self.save());
        }
    }

    /// Keeps what is typed into a place.
    pub(super) fn type_into(self, place: &Place, text: &str) {
        self.edit(|history, report| history.type_into(report, place, text));
        // A cell is one step however long it takes.
        if matches!(place, Place::Cell(_)) {
            self.burst.cancel();
        } else {
            self.burst.set(BURST, move || self.end_burst());
        }
    }

    /// Keeps the draft as it is now, for whoever wants to go back to it.
    pub(super) fn keep_snapshot(self, moment: Moment) {
        go_on(self.snapshot(moment));
    }

    /// Keeps the draft as it is now; ends with whether that is on the disk.
    pub(super) fn snapshot(self, moment: Moment) -> impl Future<Output = bool> {
        self.last_snapshot.set_value(services::milliseconds());
        self.services.keep_snapshot(self.id(), moment, self.text_of(&self.draft()))
    }

    /// What is typed next is a step of its own.
    pub(super) fn end_burst(self) {
        _ = self.history.try_update_value(History::end_burst);
    }

    /// Who fills in the report, as the person calls themselves.
    pub(super) fn editor(self) -> String {
        self.services.with_drafts(|drafts| drafts.editor())
    }

    /// A person says who they are; it stands in the draft from now on.
    pub(super) fn sign(self, name: &str) {
        self.services.with_drafts(|drafts| drafts.set_editor(name));
        self.edit(|_, _| {});
    }

    /// Makes all these changes as one step.
    pub(super) fn change(self, changes: &[Change]) {
        self.edit(|history, report| history.change(report, changes));
    }

    /// Takes the last step back and says where it was.
    pub(super) fn undo(self) -> Option<Place> {
        let mut place = None;
        self.edit(|history, report| place = history.undo(report));
        place
    }

    /// Does the step again that was taken back last.
    pub(super) fn redo(self) -> Option<Place> {
        let mut place = None;
        self.edit(|history, report| place = history.redo(report));
        place
    }

    fn count_steps(self) {
        let steps = self.history.with_value(History::steps);
        if self.steps.get_untracked() != steps {
            self.steps.set(steps);
        }
    }

    /// Says something politely to those who listen. The same twice is said twice.
    pub(super) fn announce(self, mut words: String) {
        if self.said.get_untracked() == words {
            words.push('\u{a0}');
        }
        self.said.set(words);
    }

    /// Stores the draft if it was changed.
    pub(super) fn save(self) {
        self.timer.cancel();
        self.limit.cancel();
        if !self.changed.get_value() {
            return;
        }
        let draft = self.draft();
        self.revision.set_value(draft.revision);
        let stored = self.known.with_value(|known| {
            self.state.format.with_value(|format| {
                self.services.with_drafts(|drafts| {
                    let text = drafts.save(format, &draft, known.as_deref())?;
                    let history = self.history.with_value(|steps| wire::to_text(format, steps));
                    drafts.save_history(&draft.id, &history);
                    Ok(text)
                })
            })
        });
        let journal = belongs_in_journal(&stored).then(|| match &stored {
            Ok(text) => self.services.write_ahead(&draft.id, text),
            // A store that refused returns no text.
            Err(_) => self.services.write_ahead(&draft.id, &self.text_of(&draft)),
        });
        self.status.set(match stored {
            Ok(text) => {
                self.known.set_value(Some(text));
                self.changed.set_value(false);
                if services::milliseconds() >= self.last_snapshot.get_value() + HOUR {
                    self.keep_snapshot(Moment::Hourly);
                }
                if self.services.keeps_drafts() {
                    SaveStatus::Saving
                } else {
                    SaveStatus::NotSaved(SaveError::Forbidden)
                }
            }
            Err(error) => {
                if error == SaveError::NotKept {
                    self.own_what_was_torn();
                }
                if matches!(error, SaveError::Full | SaveError::NotKept) {
                    self.timer.set(RETRY, move || self.save());
                }
                SaveStatus::NotSaved(error)
            }
        });
        match journal {
            Some(WriteAhead::Writing(writing)) => spawn_local(async move {
                let on_disk = writing.await;
                self.follow_journal(&draft, on_disk);
            }),
            Some(WriteAhead::Needless) => self.follow_journal(&draft, true),
            Some(WriteAhead::Missing) | None => self.follow_journal(&draft, false),
        }
    }

    /// A text of this window that was kept in part and could not be put back either is no other
    /// window's: the next save may replace it.
    fn own_what_was_torn(self) {
        let found = self.services.with_drafts(|drafts| drafts.find(&self.id()));
        if let Ok(Some(Listed { text, opened: Opened::Unreadable(_), .. })) = found {
            self.known.set_value(Some(text));
        }
    }

    /// The write of a draft to the journal has ended: says whether it is on the disk, unless there
    /// is something newer.
    fn follow_journal(self, written: &Draft, on_disk: bool) {
        let newest = self.revision.try_get_value() == Some(written.revision);
        let waited_for = newest
            && self.status.try_get_untracked() == Some(SaveStatus::Saving)
            && !self.changed.get_value();
        if waited_for {
            let status = if on_disk { SaveStatus::Saved } else { SaveStatus::Stored };
            self.status.set(status(written.saved.clone()));
        }
    }

    /// The draft as it is on screen.
    pub(super) fn draft(self) -> Draft {
        Draft {
            id: self.id(),
            saved: services::now(),
            revision: self.revision.get_value() + 1,
            edited_by: self.editor(),
            report: self.state.report.get_untracked(),
            kept: self.kept.get_value(),
        }
    }

    fn text_of(self, draft: &Draft) -> String {
        self.state.format.with_value(|format| to_text(format, draft))
    }

    /// Stores what is on screen as another draft, which takes this one's place on screen. `None`
    /// where that fails too.
    pub(super) fn keep_as_copy(self) -> Option<DraftId> {
        let before = (self.id(), self.known.get_value());
        let id = services::fresh_id();
        self.id.set_value(id.clone());
        self.known.set_value(None);
        self.changed.set_value(true);
        self.save();
        if !self.changed.get_value() {
            return Some(id);
        }
        self.id.set_value(before.0);
        self.known.set_value(before.1);
        None
    }

    /// Puts on screen what is stored, in place of what was typed here, which stays as a snapshot.
    pub(super) fn take_theirs(self) {
        self.keep_snapshot(Moment::BeforeReplacing);
        self.take_stored();
    }

    /// Puts on screen what is stored, whatever was on screen.
    fn take_stored(self) {
        let found = self.services.with_drafts(|drafts| drafts.find(&self.id()));
        let Ok(Some(Listed { opened, text, .. })) = found else { return };
        self.timer.cancel();
        match opened {
            Opened::Draft(draft) | Opened::Migrated { draft, .. } => {
                self.known.set_value(Some(text));
                self.changed.set_value(false);
                let saved = draft.saved.clone();
                self.show(*draft);
                self.status.set(SaveStatus::Saved(saved));
            }
            // Nothing to show; what is on screen can still be kept as a copy.
            Opened::TooNew { .. } | Opened::Unreadable(_) => {
                self.status.set(SaveStatus::NotSaved(SaveError::ChangedElsewhere));
            }
        }
    }

    fn show(self, draft: Draft) {
        self.revision.set_value(draft.revision);
        self.kept.set_value(draft.kept);
        self.state.report.set(draft.report);
        self.take_stored_history();
    }

    /// Another window stored something: where nothing is unsaved here, its text is shown.
    pub(super) fn follow_stored(self) {
        self.follow(false);
    }

    fn follow(self, catches_up: bool) {
        if !self.changed.get_value() {
            match self.services.with_drafts(|drafts| drafts.find(&self.id())) {
                Ok(None) => self.status.set(SaveStatus::NotSaved(SaveError::RemovedElsewhere)),
                Ok(Some(one))
                    if self.known.with_value(|known| known.as_ref() != Some(&one.text)) =>
                {
                    // Whoever looks on expects it; whoever has the turn is told.
                    let told = !self.read_only.get_untracked() && !catches_up;
                    if told {
                        self.keep_snapshot(Moment::BeforeReplacing);
                    }
                    self.take_stored();
                    self.replaced.set(told);
                }
                Ok(Some(_)) | Err(_) => {}
            }
        }
    }

    /// Another window takes the draft over: stores it, and returns its newest text, stored or not.
    fn hand_over(self) -> String {
        self.save();
        let text = match self.known.get_value() {
            Some(stored) if !self.changed.get_value() => stored,
            _ => self.text_of(&self.draft()),
        };
        // From here on it is the other window that sees to it.
        self.timer.cancel();
        self.given_unstored.set_value(self.changed.get_value());
        self.changed.set_value(false);
        if let SaveStatus::NotSaved(_) = self.status.get_untracked() {
            self.status.set(SaveStatus::Saved(String::new()));
        }
        text
    }

    /// Takes over a draft from another window, whose newest text this is. `false` where this window
    /// does not see it in the store yet; `anyway` shows it all the same and stores it.
    fn receive(self, text: &str, anyway: bool) -> bool {
        let found = self.services.with_drafts(|drafts| drafts.find(&self.id())).ok().flatten();
        if found.as_ref().is_some_and(|one| one.text == text) {
            if self.changed.get_value() {
                self.keep_snapshot(Moment::BeforeReplacing);
            }
            self.take_stored();
            return true;
        }
        if anyway
            && let Opened::Draft(draft) = open(text)
            && draft.id == self.id()
        {
            if let Some(stored) = &found {
                let before = Moment::BeforeReplacing;
                go_on(self.services.keep_snapshot(self.id(), before, stored.text.clone()));
            }
            self.known.set_value(found.map(|one| one.text));
            self.show(*draft);
            self.changed.set_value(true);
            self.save();
        }
        anyway
    }

    /// This window has the draft again, or for the first time: shows what is stored, unless what it
    /// gave away was neither taken nor stored.
    fn regain(self) {
        let given = self.given_unstored.get_value();
        self.given_unstored.set_value(false);
        let found = self.services.with_drafts(|drafts| drafts.find(&self.id())).ok().flatten();
        if given && found.map(|one| one.text) == self.known.get_value() {
            self.changed.set_value(true);
            self.save();
        } else {
            self.follow(true);
        }
    }

    /// Whether leaving the page would lose something.
    fn is_at_risk(self) -> bool {
        // What is stored and on its way to the disk gets there when the page is left in order.
        if self.services.keeps_drafts() {
            self.changed.get_value()
                || matches!(self.status.get_untracked(), SaveStatus::NotSaved(_))
        } else {
            self.state.report.with_untracked(|report| !report.is_untouched())
        }
    }

    /// Takes over the history that is stored beside the draft, where it fits.
    fn take_stored_history(self) {
        let text = self.services.with_drafts(|drafts| drafts.history(&self.id()));
        let history = self.state.format.with_value(|format| {
            self.state.report.with_untracked(|report| wire::open(&text?, format, report))
        });
        self.history.set_value(history.unwrap_or_default());
        self.count_steps();
    }
}

/// Keeps a snapshot without waiting for it.
fn go_on(keeping: impl Future<Output = bool> + 'static) {
    spawn_local(async move { _ = keeping.await });
}

/// The draft that must be stored when the page may be gone soon.
#[derive(Clone, Copy)]
pub(super) struct Unsaved(StoredValue<Option<OpenDraft>>);

impl Unsaved {
    /// Stores the draft that is open whenever the page is hidden, loses the focus or is left, and
    /// asks before it is left with something that could not be stored.
    pub(super) fn watch(services: Services) -> Self {
        let open: StoredValue<Option<OpenDraft>> = StoredValue::new(None);
        services::while_here(services::LEAVING, move |_| Self(open).save());
        services::while_here(&["beforeunload"], move |event| {
            let open_at_risk = open.try_get_value().flatten().is_some_and(|draft| {
                draft.save();
                draft.is_at_risk()
            });
            let in_memory = !services.keeps_drafts()
                && services.with_drafts(|drafts| drafts.list().is_ok_and(|all| !all.is_empty()));
            if open_at_risk || in_memory {
                services::ask_before_leaving(&event);
            }
        });
        Self(open)
    }

    /// Whether leaving the open draft for another page of the program would lose something: it
    /// should be stored and cannot be. A store in memory keeps it as long as the page.
    pub(super) fn would_be_lost(self) -> bool {
        self.0.get_value().is_some_and(|draft| {
            draft.save();
            draft.services.keeps_drafts() && draft.is_at_risk()
        })
    }

    /// The draft that is open.
    pub(super) fn open(self) -> Option<OpenDraft> {
        self.0.get_value()
    }

    /// Stores the open draft, because another window takes it over, and returns its newest text.
    pub(super) fn hand_over(self) -> String {
        self.0.get_value().map_or(String::new(), OpenDraft::hand_over)
    }

    /// Takes over the open draft from another window; see [`OpenDraft::receive`].
    pub(super) fn receive(self, text: &str, anyway: bool) -> bool {
        self.0.get_value().is_none_or(|draft| draft.receive(text, anyway))
    }

    /// Stores the open draft if it was changed.
    pub(super) fn save(self) {
        if let Some(draft) = self.0.get_value() {
            draft.save();
        }
    }

    /// This window has the turn to change the open draft; see [`OpenDraft::regain`].
    pub(super) fn regain(self) {
        if let Some(draft) = self.0.get_value() {
            draft.regain();
        }
    }

    /// This draft is open, until its owner is gone.
    pub(super) fn hold(self, draft: OpenDraft) {
        self.0.set_value(Some(draft));
        on_cleanup(move || {
            draft.save();
            self.0.set_value(None);
        });
    }
}
