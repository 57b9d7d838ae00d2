//! Reads our own files: published JSON and drafts saved as files.

use crate::core::draft::backup::BadBackup;
use crate::core::draft::{self, Opened, WhyUnreadable};
use crate::core::export::json as published;
use crate::core::fields::{BadField, Fields};
use crate::core::format::{CellIndex, Format};
use crate::core::report::{Figure, Report};
use serde_json::{Map, Value};

/// A report that was read, and what is to be said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The report.
    pub report: Report,
    /// What was not taken over as it stood.
    pub notes: Vec<Note>,
}

/// Something in a file that did not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// A cell that the format does not have.
    UnknownCell(String),
    /// A cell whose content is neither a figure nor text; left blank.
    OddCell(String),
    /// A computed cell whose figure in the file differs from the sum of its addends.
    OtherTotal {
        /// The computed cell.
        cell: CellIndex,
        /// The figure in the file.
        reported: String,
        /// The figure that follows from the addends.
        computed: Figure,
    },
    /// A page's data is not what its fingerprint was made of.
    OtherData,
    /// A cell of which a page shows something else than its data says.
    ShownOtherwise {
        /// Which.
        cell: CellIndex,
        /// What is to be read in the page.
        shown: String,
        /// What the data says.
        data: String,
    },
    /// A page's title is another than its data says.
    TitleShownOtherwise {
        /// What is to be read in the page.
        shown: String,
        /// What the data says.
        data: String,
    },
    /// A narrative of which a page shows something else than its data says; its id.
    TextShownOtherwise(String),
    /// So many cells of its data are not to be found in a page.
    NotShown(usize),
}

/// Nothing could be made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Larger than any report; see [`LIMIT_BYTES`].
    TooLarge,
    /// Not JSON; where it stops being so, counted from 1.
    NotJson {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// JSON, but neither a report nor a draft.
    NotAReport,
    /// A page that carries no data of a report.
    NoData,
    /// A PDF, which holds pictures of letters and no tables.
    Pdf,
    /// A file of Word, Excel or WPS.
    Office,
    /// Made by a newer version.
    TooNew {
        /// The version or schema in the file.
        found: u64,
        /// The newest that this version knows.
        known: u64,
    },
    /// A form that is not built in.
    UnknownFormat(String),
    /// A field is missing or of another shape; its name.
    BadField(String),
}

/// Largest file that is read, in bytes. A full report has about 20 KB.
pub const LIMIT_BYTES: usize = 8 * 1024 * 1024;

/// The JSON of a text.
pub(super) fn parse(text: &str) -> Result<Value, ImportError> {
    serde_json::from_str(text)
        .map_err(|error| ImportError::NotJson { line: error.line(), column: error.column() })
}

/// Reads published JSON or a draft, of which the text is given too.
pub(super) fn import_value(value: Value, text: &str) -> Result<Imported, ImportError> {
    match value.get("kind").and_then(Value::as_str) {
        Some(published::KIND) => read_published(value),
        Some(draft::wire::KIND) => read_draft(text),
        _ => Err(ImportError::NotAReport),
    }
}

fn read_draft(text: &str) -> Result<Imported, ImportError> {
    match draft::open(text) {
        Opened::Draft(draft) | Opened::Migrated { draft, .. } => {
            let notes = draft.kept.cells.keys().cloned().map(Note::UnknownCell).collect();
            Ok(Imported { report: draft.report, notes })
        }
        Opened::TooNew { found, known } => Err(ImportError::TooNew { found, known }),
        Opened::Unreadable(WhyUnreadable::UnknownFormat(id)) => Err(ImportError::UnknownFormat(id)),
        Opened::Unreadable(WhyUnreadable::Shape(field)) => Err(ImportError::BadField(field)),
        Opened::Unreadable(WhyUnreadable::NotJson { line, column }) => {
            Err(ImportError::NotJson { line, column })
        }
        Opened::Unreadable(WhyUnreadable::OtherKind) => Err(ImportError::NotAReport),
    }
}

fn read_published(value: Value) -> Result<Imported, ImportError> {
    let version = value["version"].as_u64().ok_or_else(|| BadField("version".into()))?;
    if version > published::VERSION {
        return Err(ImportError::TooNew { found: version, known: published::VERSION });
    }
    let mut of = Fields::of(value, "report")?;
    let id = of.text("format")?;
    let format = Format::by_id(&id).ok_or(ImportError::UnknownFormat(id))?;
    let (mut report, _) = draft::wire::read_texts(&mut of, &format)?;
    // The preface is published as printed; where it says what the header says, it is not the
    // organ's own text.
    if report.narrative(&format.preface.id) == report.header.compose(&format.preface) {
        report.set_narrative(&format.preface.id, "");
    }
    let cells = of.optional_object("cells")?.rest();
    let typed = of.optional_object("typed")?.rest();
    for (key, text) in of.texts_by_name("explanations")? {
        report.set_explanation(&key, text);
    }
    let mut notes = Vec::new();
    for (id, figure) in cells.iter().chain(&typed) {
        match format.index_of(id) {
            None => notes.push(Note::UnknownCell(id.clone())),
            Some(cell) if format.cell(cell).derived => {}
            Some(cell) => match written(figure) {
                Some(text) => report.set_entry(cell, text),
                None => notes.push(Note::OddCell(id.clone())),
            },
        }
    }
    notes.extend(other_totals(&format, &report, &cells));
    Ok(Imported { report, notes })
}

fn other_totals(format: &Format, report: &Report, cells: &Map<String, Value>) -> Vec<Note> {
    let figures = crate::core::compute::compute(format, report);
    let mut notes = Vec::new();
    for cell in format.indices().filter(|cell| format.cell(*cell).derived) {
        let reported = cells.get(&format.cell(cell).id.to_string()).and_then(written);
        let kind = format.cell(cell).value;
        let computed = figures[cell].unwrap_or(Figure::zero(kind));
        if let Some(reported) = reported.filter(|text| *text != computed.to_string()) {
            notes.push(Note::OtherTotal { cell, reported, computed });
        }
    }
    notes
}

/// The text of a figure in a file: digits of a number, text as it is, nothing for null.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

impl From<BadBackup> for ImportError {
    fn from(why: BadBackup) -> Self {
        match why {
            BadBackup::TooNew(found, known) => Self::TooNew { found, known },
            BadBackup::Shape(name) => Self::BadField(name),
        }
    }
}

impl From<BadField> for ImportError {
    fn from(BadField(name): BadField) -> Self {
        Self::BadField(name)
    }
}
