//! The rules of keeping drafts, over anything that keeps text by key.
//!
//! A draft counts as stored only after it was read back; when it is on the disk is for the journal to
//! say. A text is overwritten only by the window that knows it; nothing is ever replaced by a default.
//! Keys that are not ours are never touched.

use super::wire::{Opened, open, to_text};
use super::{Draft, DraftId};
use crate::core::format::Format;
use crate::core::report::Header;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Keeps text by key. What may go wrong is all there is to know of it.
pub trait TextStore {
    /// Every key, ours and others'.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    fn keys(&self) -> Result<Vec<String>, StoreError>;

    /// The text under a key.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    fn read(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// Replaces the text under a key, whole or not at all.
    ///
    /// # Errors
    /// [`StoreError`]; the former text then still stands.
    fn write(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// Removes a key. Removing what is not there is no error.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// Why text could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// No room.
    Full,
    /// Not allowed here: a policy, a private window, a foreign frame.
    Forbidden,
}

/// Why a draft was not saved. The draft in memory is as it was, and so is the stored text, but for
/// [`SaveError::NotKept`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// No room.
    Full,
    /// Not allowed here.
    Forbidden,
    /// Another window saved it since this one read it.
    ChangedElsewhere,
    /// Another window removed it since this one read it.
    RemovedElsewhere,
    /// It was written, but reading it back gave something else.
    NotKept,
}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Forbidden => Self::Forbidden,
        }
    }
}

/// What all our keys begin with.
const ALL: &str = "disclosure-report/";
const EDITOR: &str = "disclosure-report/editor";
const PREFIX: &str = "disclosure-report/draft/";
const HISTORY_PREFIX: &str = "disclosure-report/history/";

/// A stored text and what it opens as.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The draft's id, from its key.
    pub id: DraftId,
    /// The text as it is stored.
    pub text: String,
    /// What it opens as.
    pub opened: Opened,
}

impl Listed {
    /// A text under an id.
    #[must_use]
    pub fn of(id: DraftId, text: String) -> Self {
        let mut opened = open(&text);
        if let Opened::Draft(draft) | Opened::Migrated { draft, .. } = &mut opened {
            // The key is what it is saved under again, whatever a copied text says.
            draft.id = id.clone();
        }
        Self { id, text, opened }
    }

    /// The draft, where the text opens as one.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        match &self.opened {
            Opened::Draft(draft) | Opened::Migrated { draft, .. } => Some(draft),
            Opened::TooNew { .. } | Opened::Unreadable(_) => None,
        }
    }

    /// Whether it opens as a draft of the report that a header names.
    #[must_use]
    pub fn is_of(&self, header: &Header) -> bool {
        self.draft().is_some_and(|draft| draft.report.header.is_same_report(header))
    }
}

/// Drafts in a store.
#[derive(Clone, Copy)]
pub struct Drafts<'a> {
    store: &'a dyn TextStore,
}

impl<'a> Drafts<'a> {
    /// The drafts in this store.
    #[must_use]
    pub fn new(store: &'a dyn TextStore) -> Self {
        Self { store }
    }

    /// All of them, those that cannot be opened too, in the order of their keys. The keys
    /// themselves are the list: there is no index that could disagree with them.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    pub fn list(&self) -> Result<Vec<Listed>, StoreError> {
        let mut listed = Vec::new();
        for id in self.ids()? {
            listed.extend(self.find(&id)?);
        }
        Ok(listed)
    }

    /// The ids of all of them, in order, without opening a text.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    pub fn ids(&self) -> Result<BTreeSet<DraftId>, StoreError> {
        let mut ids = BTreeSet::new();
        ids.extend(self.store.keys()?.iter().filter_map(|key| id_of(key)));
        Ok(ids)
    }

    /// The draft of this id.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    pub fn find(&self, id: &DraftId) -> Result<Option<Listed>, StoreError> {
        Ok(self.store.read(&key(id))?.map(|text| Listed::of(id.clone(), text)))
    }

    /// Stores a draft and returns the text that was stored. `known` is the text this window last
    /// read or stored under the id; `None` for a new draft.
    ///
    /// # Errors
    /// [`SaveError`]; what was stored before still stands.
    pub fn save(
        &self,
        format: &Format,
        draft: &Draft,
        known: Option<&str>,
    ) -> Result<String, SaveError> {
        let key = key(&draft.id);
        let stored = self.store.read(&key)?;
        match (&stored, known) {
            (None, Some(_)) => return Err(SaveError::RemovedElsewhere),
            (stored, known) if stored.as_deref() != known => {
                return Err(SaveError::ChangedElsewhere);
            }
            _ => {}
        }
        let text = to_text(format, draft);
        self.put(&draft.id, &text, stored.as_deref())?;
        Ok(text)
    }

    /// Stores a text and reads it back. Where something else is read, what was there before is put
    /// back.
    pub(super) fn put(
        &self,
        id: &DraftId,
        text: &str,
        before: Option<&str>,
    ) -> Result<(), SaveError> {
        let key = key(id);
        self.write_making_room(&key, text)?;
        if self.store.read(&key)?.as_deref() == Some(text) {
            return Ok(());
        }
        // It may fail again; the journal still holds the draft then.
        _ = match before {
            Some(before) => self.store.write(&key, before),
            None => self.store.remove(&key),
        };
        Err(SaveError::NotKept)
    }

    /// Writes a text. Where there is no room the histories give way one by one, the draft's own last.
    fn write_making_room(&self, key: &str, text: &str) -> Result<(), StoreError> {
        let mut written = self.store.write(key, text);
        if written != Err(StoreError::Full) {
            return written;
        }
        let own = key.replace(PREFIX, HISTORY_PREFIX);
        let mut histories = self.store.keys()?;
        histories.retain(|key| key.starts_with(HISTORY_PREFIX) && *key != own);
        histories.push(own);
        for history in histories {
            if written != Err(StoreError::Full) {
                break;
            }
            self.store.remove(&history)?;
            written = self.store.write(key, text);
        }
        written
    }

    /// Removes a draft and returns its text, with which [`Drafts::restore`] brings it back.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    pub fn remove(&self, id: &DraftId) -> Result<Option<String>, StoreError> {
        let text = self.store.read(&key(id))?;
        self.store.remove(&key(id))?;
        self.store.remove(&history_key(id))?;
        self.store.remove(&backup_key(id))?;
        Ok(text)
    }

    /// Brings back a removed draft, unless there is one of the id again.
    ///
    /// # Errors
    /// [`SaveError`] as for saving.
    pub fn restore(&self, id: &DraftId, text: &str) -> Result<(), SaveError> {
        if self.store.read(&key(id))?.is_some() {
            return Err(SaveError::ChangedElsewhere);
        }
        self.put(id, text, None)
    }
}

impl Drafts<'_> {
    /// The stored history of a draft; see [`history`](crate::core::history).
    #[must_use]
    pub fn history(&self, id: &DraftId) -> Option<String> {
        self.store.read(&history_key(id)).ok().flatten()
    }

    /// Keeps the history of a draft if there is room. One that cannot be kept is removed, so that
    /// none is ever older than its draft.
    pub fn save_history(&self, id: &DraftId, text: &str) {
        let key = history_key(id);
        if self.store.write(&key, text).is_err() {
            _ = self.store.remove(&key);
        }
    }
}

/// What else is kept beside the drafts, small and about this computer: none of it is a draft's.
impl Drafts<'_> {
    /// When a draft was last saved to a file, in milliseconds since 1970; for a draft that never was,
    /// when it was made.
    #[must_use]
    pub fn backed_up(&self, id: &DraftId) -> Option<u64> {
        self.store.read(&backup_key(id)).ok().flatten()?.parse().ok()
    }

    /// Notes that a draft was saved to a file, or made. What cannot be noted is reminded of too early.
    pub fn note_backup(&self, id: &DraftId, at: u64) {
        _ = self.store.write(&backup_key(id), &at.to_string());
    }

    /// Who fills in reports on this computer, as the person calls themselves; empty where nobody said.
    #[must_use]
    pub fn editor(&self) -> String {
        self.store.read(EDITOR).ok().flatten().unwrap_or_default()
    }

    /// Keeps that name.
    pub fn set_editor(&self, name: &str) {
        _ = self.store.write(EDITOR, name);
    }

    /// Notes that something was asked for that is asked for once. `false` where it was before, or
    /// where that cannot be noted.
    #[must_use]
    pub fn note_asked(&self, what: &str) -> bool {
        let key = format!("{ALL}asked/{what}");
        let before = self.store.read(&key).is_ok_and(|asked| asked.is_some());
        !before && self.store.write(&key, "").is_ok()
    }

    /// Removes everything that is ours and returns how many keys are left of it.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where nothing can be kept.
    pub fn clear(&self) -> Result<usize, StoreError> {
        let ours = || {
            let keys = self.store.keys()?;
            Ok(keys.into_iter().filter(|key| key.starts_with(ALL)).collect::<Vec<_>>())
        };
        for key in ours()? {
            self.store.remove(&key)?;
        }
        ours().map(|left| left.len())
    }
}

/// Whether a key of the store belongs to a draft.
#[must_use]
pub fn is_draft_key(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// The draft whose key this is. A key of another shape is not one we wrote.
#[must_use]
pub fn id_of(key: &str) -> Option<DraftId> {
    let name = key.strip_prefix(PREFIX)?;
    Some(DraftId::new(name)).filter(|id| id.as_str() == name)
}

/// The key of a draft, in the store and in the journal.
#[must_use]
pub fn key(id: &DraftId) -> String {
    format!("{PREFIX}{id}")
}

fn backup_key(id: &DraftId) -> String {
    format!("{ALL}backup/{id}")
}

fn history_key(id: &DraftId) -> String {
    format!("{HISTORY_PREFIX}{id}")
}

/// A store in memory: for tests, and for pages that may not keep anything.
#[derive(Debug, Default)]
pub struct MemoryStore(RefCell<BTreeMap<String, String>>);

impl TextStore for MemoryStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().keys().cloned().collect())
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.0.borrow().get(key).cloned())
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().insert(key.into(), text.into());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.borrow_mut().remove(key);
        Ok(())
    }
}
