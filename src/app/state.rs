//! The report that is open, as signals, and when it is stored.
//!
//! One signal holds what was typed; figures, findings and progress follow from it through `core`.

use super::services::{self, Services};
use crate::core::check::{Finding, check};
use crate::core::compute::{Figures, compute};
use crate::core::draft::{Draft, DraftId, Kept, Listed, Opened, SaveError};
use crate::core::format::{CellIndex, Format};
use crate::core::progress::{Progress, by_part};
use crate::core::report::Report;
use leptos::prelude::*;

/// How long after the last key a draft is stored, in milliseconds.
const PAUSE: i32 = 200;

/// A report and everything that follows from it.
#[derive(Clone, Copy)]
pub(super) struct ReportState {
    pub(super) format: StoredValue<Format>,
    pub(super) report: RwSignal<Report>,
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
        let findings = Memo::new(move |_| {
            format.with_value(|format| {
                report.with(|report| figures.with(|figures| check(format, report, figures, None)))
            })
        });
        let progress = Memo::new(move |_| {
            format.with_value(|format| {
                report.with(|report| findings.with(|found| by_part(format, report, found)))
            })
        });
        Self { format, report, figures, findings, progress }
    }
}

/// Whether what is on screen is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SaveStatus {
    /// Stored and read back, at this time (RFC 3339); empty for a draft that was never changed.
    Saved(String),
    /// Changed since.
    Saving,
    /// It could not be stored.
    NotSaved(SaveError),
}

/// The draft that is open.
#[derive(Clone, Copy)]
pub(super) struct OpenDraft {
    pub(super) state: ReportState,
    pub(super) status: RwSignal<SaveStatus>,
    services: Services,
    id: StoredValue<DraftId>,
    kept: StoredValue<Kept>,
    /// The stored text as this window knows it.
    known: StoredValue<Option<String>>,
    timer: StoredValue<Option<i32>>,
}

impl OpenDraft {
    pub(super) fn new(services: Services, format: Format, draft: Draft, stored: String) -> Self {
        let status = if services.keeps_drafts() {
            SaveStatus::Saved(draft.saved)
        } else {
            SaveStatus::NotSaved(SaveError::Forbidden)
        };
        Self {
            state: ReportState::new(format, draft.report),
            status: RwSignal::new(status),
            services,
            id: StoredValue::new(draft.id),
            kept: StoredValue::new(draft.kept),
            known: StoredValue::new(Some(stored)),
            timer: StoredValue::new(None),
        }
    }

    pub(super) fn id(self) -> DraftId {
        self.id.get_value()
    }

    /// Changes the report and sees to it that it is stored soon.
    pub(super) fn edit(self, change: impl FnOnce(&mut Report)) {
        // An input that is being removed may still report what an input method composed in it.
        if self.status.is_disposed() {
            return;
        }
        self.state.report.update(change);
        // A failure is said until a save succeeds, and not anew at every key.
        if matches!(self.status.get_untracked(), SaveStatus::Saved(_)) {
            self.status.set(SaveStatus::Saving);
        }
        self.cancel_timer();
        self.timer.set_value(services::later(PAUSE, move || {
            if !self.timer.is_disposed() {
                self.timer.set_value(None);
                self.save();
            }
        }));
    }

    /// Keeps what was typed into a cell.
    pub(super) fn set_entry(self, cell: CellIndex, typed: String) {
        self.edit(|report| report.set_entry(cell, typed));
    }

    /// Stores the draft if it was changed.
    pub(super) fn save(self) {
        self.cancel_timer();
        if matches!(self.status.get_untracked(), SaveStatus::Saved(_)) {
            return;
        }
        let draft = self.draft();
        let saved = draft.saved.clone();
        let stored = self.known.with_value(|known| {
            self.state.format.with_value(|format| {
                self.services.with_drafts(|drafts| drafts.save(format, &draft, known.as_deref()))
            })
        });
        self.status.set(match stored {
            Ok(text) => {
                self.known.set_value(Some(text));
                if self.services.keeps_drafts() {
                    SaveStatus::Saved(saved)
                } else {
                    SaveStatus::NotSaved(SaveError::Forbidden)
                }
            }
            Err(error) => SaveStatus::NotSaved(error),
        });
    }

    /// The draft as it is on screen.
    pub(super) fn draft(self) -> Draft {
        Draft {
            id: self.id(),
            saved: services::now(),
            report: self.state.report.get_untracked(),
            kept: self.kept.get_value(),
        }
    }

    /// Stores what is on screen as another draft, which takes this one's place on screen. `None`
    /// where that fails too.
    pub(super) fn keep_as_copy(self) -> Option<DraftId> {
        let before = (self.id(), self.known.get_value());
        let id = services::fresh_id();
        self.id.set_value(id.clone());
        self.known.set_value(None);
        self.save();
        if matches!(self.status.get_untracked(), SaveStatus::Saved(_)) {
            return Some(id);
        }
        self.id.set_value(before.0);
        self.known.set_value(before.1);
        None
    }

    /// Puts on screen what is stored, whatever was on screen.
    pub(super) fn take_stored(self) {
        let found = self.services.with_drafts(|drafts| drafts.find(&self.id()));
        let Ok(Some(Listed { opened, text, .. })) = found else { return };
        self.cancel_timer();
        match opened {
            Opened::Draft(draft) | Opened::Migrated { draft, .. } => {
                self.known.set_value(Some(text));
                self.kept.set_value(draft.kept);
                self.state.report.set(draft.report);
                self.status.set(SaveStatus::Saved(draft.saved));
            }
            // Nothing to show; what is on screen can still be kept as a copy.
            Opened::TooNew { .. } | Opened::Unreadable(_) => {
                self.status.set(SaveStatus::NotSaved(SaveError::ChangedElsewhere));
            }
        }
    }

    /// Another window stored something: where nothing is unsaved here, its text is shown.
    pub(super) fn follow_stored(self) {
        if matches!(self.status.get_untracked(), SaveStatus::Saved(_)) {
            match self.services.with_drafts(|drafts| drafts.find(&self.id())) {
                Ok(None) => self.status.set(SaveStatus::NotSaved(SaveError::RemovedElsewhere)),
                Ok(Some(one))
                    if self.known.with_value(|known| known.as_ref() != Some(&one.text)) =>
                {
                    self.take_stored();
                }
                Ok(Some(_)) | Err(_) => {}
            }
        }
    }

    /// Whether leaving the page would lose something.
    fn is_at_risk(self) -> bool {
        match self.status.get_untracked() {
            SaveStatus::Saved(_) => false,
            SaveStatus::Saving => true,
            SaveStatus::NotSaved(_) => {
                // A store that keeps drafts refuses only what was changed.
                self.services.keeps_drafts()
                    || self.state.report.with_untracked(|report| !report.is_untouched())
            }
        }
    }

    fn cancel_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            services::call_off(timer);
        }
    }
}

/// The draft that must be stored when the page may be gone soon.
#[derive(Clone, Copy)]
pub(super) struct Unsaved(StoredValue<Option<OpenDraft>>);

impl Unsaved {
    /// Stores the draft that is open whenever the page is hidden, loses the focus or is left, and
    /// asks before it is left with something that could not be stored.
    pub(super) fn watch(services: Services) -> Self {
        let open: StoredValue<Option<OpenDraft>> = StoredValue::new(None);
        services::on_leaving(move || {
            if let Some(draft) = open.try_get_value().flatten() {
                draft.save();
            }
        });
        services::ask_before_leaving(move || {
            let open_at_risk = open.try_get_value().flatten().is_some_and(|draft| {
                draft.save();
                draft.is_at_risk()
            });
            let in_memory = !services.keeps_drafts()
                && services.with_drafts(|drafts| drafts.list().is_ok_and(|all| !all.is_empty()));
            open_at_risk || in_memory
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

    /// This draft is open, until its owner is gone.
    pub(super) fn hold(self, draft: OpenDraft) {
        self.0.set_value(Some(draft));
        on_cleanup(move || {
            draft.save();
            self.0.set_value(None);
        });
    }
}
