//! Carries a report from the form it was made on to another: what both ask for alike, and in words
//! what they do not.
//!
//! Knows no drafts and no findings. It is no migration: the report stays on its own form.

use super::fields::{BadField, Fields};
use super::format::{CellIndex, Format, FormatError};
use super::report::Report;

const BUILT_IN: [&str; 1] = [include_str!("format/cn-2019--cn-2021.json")];

/// Which tables of two forms ask for the same.
#[derive(Clone, Debug, Default)]
pub struct Crosswalk {
    /// Id of the older form.
    from: String,
    /// Id of the newer one.
    to: String,
    /// Tables whose cells of the same id are the same in both.
    same: Vec<String>,
    /// What is not the same.
    pub(in crate::core) other: Vec<Other>,
}

/// A table, or a row of one, that another form does not have in this way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Id of a table, or of a row: `table.row`.
    pub name: String,
    /// Why its figures say nothing on the other form.
    pub why: String,
    /// The same in English.
    pub english: String,
}

/// A report on another form, and what was left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// What is the same on both.
    pub report: Report,
    /// What is not.
    pub other: Vec<Other>,
}

impl Crosswalk {
    /// What leads from a form to another. Between the same forms all is the same.
    #[must_use]
    pub fn between(from: &Format, to: &Format) -> Option<Self> {
        if from.id == to.id {
            let same = from.tables.iter().map(|table| table.id.clone()).collect();
            return Some(Self { same, ..Self::default() });
        }
        let built_in = BUILT_IN.iter().filter_map(|text| read(text).ok());
        built_in.into_iter().find(|one| {
            (one.from == from.id && one.to == to.id) || (one.from == to.id && one.to == from.id)
        })
    }

    /// The cell of the form `to` that asks for the same as one of the form `from`.
    #[must_use]
    pub fn counterpart(&self, from: &Format, to: &Format, cell: CellIndex) -> Option<CellIndex> {
        let id = &from.cell(cell).id;
        if self.same.contains(&id.table) { to.index_of(&id.to_string()) } else { None }
    }
}

/// Reads the text of a crosswalk.
///
/// # Errors
/// [`FormatError::Shape`].
fn read(text: &str) -> Result<Crosswalk, FormatError> {
    let value =
        serde_json::from_str(text).map_err(|error| FormatError::Shape(error.to_string()))?;
    let mut of = Fields::of(value, "crosswalk")?;
    let other = |of: &mut Fields| -> Result<Other, BadField> {
        Ok(Other { name: of.text("name")?, why: of.text("why")?, english: of.text("english")? })
    };
    let crosswalk = Crosswalk {
        from: of.text("from")?,
        to: of.text("to")?,
        same: of.texts("same")?,
        other: of.list("other", other)?,
    };
    of.end()?;
    Ok(crosswalk)
}

/// The report on another form. Header and texts are kept; of cells those that both forms have alike.
#[must_use]
pub fn carry(from: &Format, to: &Format, report: &Report) -> Carried {
    let crosswalk = Crosswalk::between(from, to).unwrap_or_default();
    let mut carried = Report::new(to, "", 0);
    carried.header = report.header.clone();
    for (id, text) in report.narratives() {
        carried.set_narrative(id, text.as_str());
    }
    for cell in from.inputs() {
        let there = crosswalk.counterpart(from, to, cell);
        if let Some(there) = there.filter(|cell| !to.cell(*cell).derived) {
            carried.set_entry(there, report.entry(cell).typed());
        }
    }
    Carried { report: carried, other: crosswalk.other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_crosswalk_names_tables_and_rows_that_are_there() {
        for text in BUILT_IN {
            let crosswalk = read(text).unwrap();
            let (from, to) =
                (Format::by_id(&crosswalk.from).unwrap(), Format::by_id(&crosswalk.to).unwrap());
            for id in &crosswalk.same {
                let (one, other) = (from.table(id).unwrap().1, to.table(id).unwrap().1);
                let columns = |table: &crate::core::format::Table| {
                    table
                        .columns
                        .iter()
                        .map(|one| (one.id.clone(), one.label.clone()))
                        .collect::<Vec<_>>()
                };
                assert_eq!(columns(one), columns(other));
                for row in &one.rows {
                    let named =
                        crosswalk.other.iter().any(|it| it.name == format!("{id}.{}", row.id));
                    let there = other.rows.iter().find(|one| one.id == row.id);
                    assert!(named || there.is_some_and(|one| one.label == row.label), "{}", row.id);
                }
            }
            // Every table is said to be the same or not to be.
            for table in from.tables.iter().chain(&to.tables) {
                let named = crosswalk.other.iter().any(|it| it.name == table.id);
                assert!(named || crosswalk.same.contains(&table.id), "{}", table.id);
            }
        }
    }

    #[test]
    fn what_both_forms_ask_for_is_carried_and_nothing_else() {
        let (old, new) = (Format::by_id("cn-2019").unwrap(), Format::by_id("cn-2021").unwrap());
        let mut report = Report::new(&old, "甲县乙镇人民政府", 2020);
        for cell in old.inputs() {
            report.set_entry(cell, "7");
        }
        report.set_narrative("problems", "一是甲。");
        let carried = carry(&old, &new, &report);
        assert_eq!(carried.report.header, report.header);
        assert_eq!(carried.report.narrative("problems"), "一是甲。");
        let typed = |table: &str| {
            let cells = new.inputs().filter(|cell| new.cell(*cell).id.table == table);
            cells.filter(|cell| !carried.report.entry(*cell).is_blank()).count()
        };
        assert_eq!(["documents", "licensing", "enforcement", "fees"].map(typed), [0; 4]);
        // All inputs of table three but the three rows that were one.
        assert_eq!(["requests", "challenges"].map(typed), [144 - 3 * 6, 12]);
        assert_eq!(carried.other.len(), 6);
        assert_eq!(carry(&new, &new, &carried.report).report, carried.report);
    }
}
