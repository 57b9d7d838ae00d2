//! One filled report: exactly what a person typed, by the cells and texts of a format.
//!
//! Holds no totals and no findings: those are computed. Knows nothing of drafts and files.

mod difference;
mod entry;
mod figure;
mod header;
mod narrative;
mod place;

pub use difference::{Difference, cut, differences};
pub use entry::{Entry, LIMIT_AMOUNT, LIMIT_COUNT, Reading, Unreadable};
pub use figure::Figure;
pub use header::{Header, HeaderField};
pub use narrative::{characters, paragraphs};
pub use place::Place;

use super::format::{CellIndex, Format};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A report on one format.
///
/// Two reports are equal when a person typed the same into both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Id of the format it is filled in on.
    pub format: String,
    /// Organ, year and how to reach it.
    pub header: Header,
    entries: Vec<Entry>,
    narratives: BTreeMap<String, String>,
    /// Last year's report as text (`last_year`); empty where there is none. Shared: it is long, and asked
    /// for at every key.
    last_year: Arc<str>,
    explanations: BTreeMap<String, String>,
}

impl Report {
    /// An empty report: every entry blank.
    #[must_use]
    pub fn new(format: &Format, organ: &str, year: u16) -> Self {
        Self {
            format: format.id.clone(),
            header: Header { organ: organ.into(), year, ..Header::default() },
            entries: vec![Entry::default(); format.cells.len()],
            narratives: BTreeMap::new(),
            last_year: "".into(),
            explanations: BTreeMap::new(),
        }
    }

    /// Last year's report, as text that [`LastYear`](crate::core::last_year::LastYear) reads; empty
    /// where there is none.
    #[must_use]
    pub fn last_year(&self) -> &str {
        &self.last_year
    }

    /// The same, to hold on to.
    #[must_use]
    pub fn shared_last_year(&self) -> Arc<str> {
        Arc::clone(&self.last_year)
    }

    /// Keeps last year's report; an empty text is none.
    pub fn set_last_year(&mut self, text: impl Into<Arc<str>>) {
        self.last_year = text.into();
    }

    /// What a person says to a finding that stands, by the finding's key; empty where nothing.
    #[must_use]
    pub fn explanation(&self, key: &str) -> &str {
        self.explanations.get(key).map_or("", String::as_str)
    }

    /// What was said to the same finding when it was about another difference.
    #[must_use]
    pub fn explanation_before(&self, key: &str) -> Option<&str> {
        let of = |key: &str| key.split(':').next().map(str::to_owned);
        let mut others = self.explanations.iter().filter(|(one, _)| *one != key);
        others.find(|(one, _)| of(one) == of(key)).map(|(_, text)| text.as_str())
    }

    /// Keeps an explanation. An empty one is the same as none.
    pub fn set_explanation(&mut self, key: &str, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.explanations.remove(key);
        } else {
            self.explanations.insert(key.into(), text);
        }
    }

    /// Every explanation that is not empty, by the key of its finding.
    #[must_use]
    pub fn explanations(&self) -> &BTreeMap<String, String> {
        &self.explanations
    }

    /// What was typed into a cell. Computed cells hold a blank entry.
    #[must_use]
    pub fn entry(&self, cell: CellIndex) -> &Entry {
        &self.entries[cell.0]
    }

    /// Keeps what was typed into a cell.
    pub fn set_entry(&mut self, cell: CellIndex, typed: impl Into<String>) {
        self.entries[cell.0] = Entry::new(typed);
    }

    /// The text of a narrative; empty where nothing was written.
    #[must_use]
    pub fn narrative(&self, id: &str) -> &str {
        self.narratives.get(id).map_or("", String::as_str)
    }

    /// Keeps a text. An empty one is the same as none.
    pub fn set_narrative(&mut self, id: &str, text: impl Into<String>) {
        let text = text.into();
        if text.is_empty() {
            self.narratives.remove(id);
        } else {
            self.narratives.insert(id.into(), text);
        }
    }

    /// Every text that is not empty, by id. May hold ids this format does not know: they are kept.
    #[must_use]
    pub fn narratives(&self) -> &BTreeMap<String, String> {
        &self.narratives
    }

    /// The text before part one: what the organ wrote, else what its header says.
    #[must_use]
    pub fn preface(&self, format: &Format) -> String {
        let own = self.narrative(&format.preface.id);
        if own.is_empty() { self.header.compose(&format.preface) } else { own.into() }
    }

    /// Organ, year and the form's title: `<organ><year>年政府信息公开工作年度报告`.
    #[must_use]
    pub fn title(&self, format: &Format) -> String {
        let Header { organ, year, .. } = &self.header;
        format!("{}{year}年{}", organ.trim(), format.title)
    }

    /// A report of the next year by the same organ: header kept, entries and narratives empty.
    /// A preface of its own is not kept, because it names the year.
    #[must_use]
    pub fn next_year(&self, format: &Format) -> Self {
        let mut next = Self::new(format, "", 0);
        next.header = self.header.clone();
        next.header.year = self.header.year.saturating_add(1);
        next
    }

    /// Whether anything at all was typed into cells or texts.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.narratives.is_empty() && self.entries.iter().all(Entry::is_blank)
    }
}
