//! The journal: a second store that holds the newest text of each draft, and which text stands.
//!
//! A store that answers at once (local storage) may reach the disk seconds after it says that a text
//! is there; the journal says when it is there. A browser that is killed in between leaves two texts
//! of a draft, and [`Drafts::settle`] lets the newer one stand. Knows no browser, and writes nothing
//! to the journal itself: it says what to write.

use super::wire::{Opened, open};
use super::{DraftId, Drafts, SaveError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What became of the texts of stores that differed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Texts to write to the journal, which lacks them or holds older ones.
    pub to_journal: Vec<(DraftId, String)>,
    /// Texts that stand nowhere any more: the older ones of a draft.
    pub set_aside: Vec<(DraftId, String)>,
    /// Texts of the journal that stand and that the store had no room for.
    pub waiting: Vec<(DraftId, String)>,
}

/// How new a text is: the number of its save, then the time. A text that cannot be opened is older
/// than any that can.
type Age = Option<(u64, String)>;

fn age(text: &str) -> Age {
    match open(text) {
        Opened::Draft(draft) | Opened::Migrated { draft, .. } => {
            Some((draft.revision, draft.saved))
        }
        Opened::TooNew { .. } => {
            // Only these two are asked of a schema that is not known, and may be missing in it.
            let value: Value = serde_json::from_str(text).ok()?;
            let saved = value.get("saved").and_then(Value::as_str).unwrap_or_default();
            Some((value.get("revision").and_then(Value::as_u64).unwrap_or(0), saved.to_owned()))
        }
        Opened::Unreadable(_) => None,
    }
}

/// Whether what the journal holds of a draft is to stand in place of what is stored.
fn journal_stands(stored: Option<&str>, journal: &str) -> bool {
    stored.is_none_or(|stored| age(journal) > age(stored))
}

impl Drafts<'_> {
    /// Lets the newer text of each draft stand, where the store and the journal hold different ones.
    /// A text that was in one of them only stands: a deletion that was cut short is undone, and
    /// nothing that was typed is lost.
    pub fn settle(&self, journal: &BTreeMap<DraftId, String>) -> Settled {
        let mut settled = Settled::default();
        let stored: BTreeMap<DraftId, String> =
            self.list().unwrap_or_default().into_iter().map(|one| (one.id, one.text)).collect();
        let ids: BTreeSet<&DraftId> = stored.keys().chain(journal.keys()).collect();
        for id in ids {
            let (here, there) = (stored.get(id), journal.get(id));
            match there {
                Some(there) if here == Some(there) => {}
                Some(there) if journal_stands(here.map(String::as_str), there) => {
                    match self.put(id, there, here.map(String::as_str)) {
                        Ok(()) => {}
                        Err(_) => settled.waiting.push((id.clone(), there.clone())),
                    }
                    settled.set_aside.extend(here.map(|here| (id.clone(), here.clone())));
                }
                _ => {
                    settled.to_journal.extend(here.map(|here| (id.clone(), here.clone())));
                    settled.set_aside.extend(there.map(|there| (id.clone(), there.clone())));
                }
            }
        }
        settled
    }
}

/// Whether a save that failed in the store is still to be written to the journal: where no other
/// window is in between.
#[must_use]
pub fn belongs_in_journal(saved: &Result<String, SaveError>) -> bool {
    match saved {
        Ok(_) | Err(SaveError::Full | SaveError::Forbidden | SaveError::NotKept) => true,
        Err(SaveError::ChangedElsewhere | SaveError::RemovedElsewhere) => false,
    }
}
