//! How a cell is named: by id in files and on screen, by index in memory.
//!
//! Does not know which cells a format has; that is [`Format`](super::Format).

use std::fmt;
use std::str::FromStr;

/// The public name of a cell, written `table.row.column`
/// (`requests.granted_in_part.natural_person`).
///
/// Used in the published JSON, in `data-cell` on screen and in the exported page, in addresses,
/// fixtures and bug reports. Never renamed and never reused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId {
    /// Id of the table, in snake_case.
    pub table: String,
    /// Id of the row, unique in its table.
    pub row: String,
    /// Id of the column, unique in its table.
    pub column: String,
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.table, self.row, self.column)
    }
}

/// The text is not three non-empty names joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotACellId(pub String);

impl fmt::Display for NotACellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected `table.row.column`, found `{}`", self.0)
    }
}

impl FromStr for CellId {
    type Err = NotACellId;

    fn from_str(text: &str) -> Result<Self, NotACellId> {
        let mut names = text.split('.').filter(|name| !name.is_empty());
        match (names.next(), names.next(), names.next(), text.matches('.').count()) {
            (Some(table), Some(row), Some(column), 2) => {
                Ok(Self { table: table.into(), row: row.into(), column: column.into() })
            }
            _ => Err(NotACellId(text.into())),
        }
    }
}

/// Position of a cell in its format's list of cells. For memory only: it is never stored, because
/// a later format may put another cell there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellIndex(pub(crate) usize);

impl CellIndex {
    /// The position, counted from 0.
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_and_writing_an_id_are_inverse() {
        for text in ["requests.received.total", "fees.administrative_fees.amount"] {
            assert_eq!(text.parse::<CellId>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_three_names_is_refused() {
        for text in ["", "a", "a.b", "a.b.c.d", "..", "a..c", "a.b."] {
            assert_eq!(text.parse::<CellId>(), Err(NotACellId(text.into())), "{text}");
        }
    }
}
