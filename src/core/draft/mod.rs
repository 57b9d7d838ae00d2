//! Drafts: reports that are being worked on, and how they are kept.
//!
//! [`wire`] is the stored JSON, [`migrate`] brings older ones forward, [`store`] holds the rules
//! of saving over any [`TextStore`], [`journal`] those of the second copy that a killed browser
//! leaves, [`snapshots`] those of earlier texts, [`turn`] those of several windows, [`backup`] those
//! of all drafts in one file. Knows no browser: where the text lies is somebody else's.

pub mod backup;
pub mod journal;
pub mod migrate;
mod overlaid;
mod shared;
pub mod snapshots;
pub mod store;
pub mod turn;
pub mod wire;

pub use overlaid::Overlaid;
pub use shared::Shared;
pub use store::{Drafts, Listed, MemoryStore, SaveError, StoreError, TextStore};
pub use wire::{Opened, WhyUnreadable, open};

use super::report::Report;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

/// The newest schema of stored drafts; [`migrate::MIGRATIONS`] leads up to it.
pub const SCHEMA: u64 = 2;

/// Names a draft for its life. Lower-case letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DraftId(String);

impl DraftId {
    /// An id from text that may hold anything: other characters are left out.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let allowed = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit();
        Self(text.chars().filter(allowed).take(32).collect())
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A report with what is needed to keep it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// When it was last saved, RFC 3339 with offset; empty before the first time.
    pub saved: String,
    /// How many times it was saved: of two texts of a draft the one with more is the newer.
    pub revision: u64,
    /// Who saved it last, as the person called themselves; empty where nobody said. Not published.
    pub edited_by: String,
    /// What was typed.
    pub report: Report,
    /// What the stored text held beside that: written back as it was, never looked at.
    pub kept: Kept,
}

/// The draft of a year to which what was published of an organ most likely belongs: that organ's own, or one
/// in whose name this one is a part, as 景罕镇 is in 景罕镇人民政府.
#[must_use]
pub fn of_organ<'a>(
    drafts: impl Iterator<Item = &'a Draft> + Clone,
    year: u16,
    organ: &str,
) -> Option<&'a Draft> {
    let organ = organ.trim();
    let mut same = drafts.filter(|one| one.report.header.year == year && !organ.is_empty());
    let own = same.clone().find(|one| one.report.header.organ.trim() == organ);
    own.or_else(|| same.find(|one| one.report.header.organ.contains(organ)))
}

/// Parts of a stored draft that this version does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Entries of cells that the format does not have.
    pub cells: BTreeMap<String, String>,
    /// Fields of the header.
    pub header: Map<String, Value>,
    /// Fields of the draft.
    pub draft: Map<String, Value>,
}

impl Draft {
    /// A draft that was never saved.
    #[must_use]
    pub fn new(id: DraftId, report: Report) -> Self {
        let (saved, edited_by) = (String::new(), String::new());
        Self { id, saved, revision: 0, edited_by, report, kept: Kept::default() }
    }
}
