//! Everything of a report that a person can type into, under one name.

use super::{Header, HeaderField, Report};
use crate::core::format::{CellIndex, Format};

/// Something that a person can type into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A cell that is not computed.
    Cell(CellIndex),
    /// A narrative, by id.
    Narrative(String),
    /// A field of the header.
    Header(HeaderField),
    /// The year reported on.
    Year,
    /// Last year's report.
    LastYear,
    /// What is said to a finding, by its key.
    Explanation(String),
}

impl Place {
    /// Its public id: of a cell, a narrative or a field of the header.
    #[must_use]
    pub fn id(&self, format: &Format) -> String {
        match self {
            Self::Cell(cell) => format.cell(*cell).id.to_string(),
            Self::Narrative(id) => id.clone(),
            Self::Header(field) => field.key().to_owned(),
            Self::Year => "year".to_owned(),
            Self::LastYear => "last_year".to_owned(),
            Self::Explanation(key) => key.clone(),
        }
    }
}

impl Report {
    /// The text at a place, as typed.
    #[must_use]
    pub fn text_at(&self, place: &Place) -> String {
        match place {
            Place::Cell(cell) => self.entry(*cell).typed().into(),
            Place::Narrative(id) => self.narrative(id).into(),
            Place::Header(field) => self.header.get(*field).into(),
            Place::Year => self.header.year.to_string(),
            Place::LastYear => self.last_year().into(),
            Place::Explanation(key) => self.explanation(key).into(),
        }
    }

    /// Replaces the text at a place. A year that is none is not taken over.
    pub fn set_text_at(&mut self, place: &Place, text: &str) {
        match place {
            Place::Cell(cell) => self.set_entry(*cell, text),
            Place::Narrative(id) => self.set_narrative(id, text),
            Place::Header(field) => self.header.set(*field, text.into()),
            Place::LastYear => self.set_last_year(text),
            Place::Explanation(key) => self.set_explanation(key, text),
            Place::Year => {
                self.header.year = Header::read_year(text).unwrap_or(self.header.year);
            }
        }
    }
}
