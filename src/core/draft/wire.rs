//! The stored JSON of a draft.
//!
//! Its names stand here and nowhere else: renaming a field of [`Report`] changes no stored text. Only typed text is
//! stored, never a computed figure. Opening has four outcomes and none of them loses the text.

use super::migrate::{MIGRATIONS, migrate};
use super::{Draft, DraftId, Kept, SCHEMA};
use crate::core::fields::{BadField, Fields};
use crate::core::format::Format;
use crate::core::report::{HeaderField, Report};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Marks the JSON of a draft.
pub const KIND: &str = "disclosure-report-draft";

/// What became of a stored text.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A draft of the newest schema.
    Draft(Box<Draft>),
    /// A draft of an older schema, brought forward in memory. The text it came from stays stored as
    /// it is until the next save.
    Migrated {
        /// As it is now.
        draft: Box<Draft>,
        /// The schema it was stored in.
        from: u64,
    },
    /// Stored by a newer version: not touched, offered as a file.
    TooNew {
        /// Its schema.
        found: u64,
        /// The newest that this version knows.
        known: u64,
    },
    /// Not a draft, or damaged: not touched, offered as a file.
    Unreadable(WhyUnreadable),
}

/// Why a stored text is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyUnreadable {
    /// Not JSON; where it stops being so, counted from 1.
    NotJson {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// JSON of another kind.
    OtherKind,
    /// A field is missing or of another shape; its name.
    Shape(String),
    /// A form that is not built in.
    UnknownFormat(String),
}

/// The text to store for a draft. Blank entries and computed cells are absent.
#[must_use]
pub fn to_text(format: &Format, draft: &Draft) -> String {
    let Draft { id, saved, revision, edited_by, report, kept } = draft;
    let typed = format.inputs().filter(|cell| !report.entry(*cell).typed().is_empty());
    let mut cells = kept.cells.clone();
    cells.extend(
        typed.map(|cell| (format.cell(cell).id.to_string(), report.entry(cell).typed().into())),
    );
    let mut header = kept.header.clone();
    header.insert("year".into(), report.header.year.into());
    for field in HeaderField::ALL {
        header.insert(field.key().into(), report.header.get(field).into());
    }
    if !report.header.organ_code.is_empty() {
        header.insert("organ_code".into(), report.header.organ_code.as_str().into());
    }
    let mut fields = kept.draft.clone();
    for (name, value) in [
        ("kind", KIND.into()),
        ("schema", SCHEMA.into()),
        ("format", report.format.as_str().into()),
        ("id", id.as_str().into()),
        ("saved", saved.as_str().into()),
        ("revision", (*revision).into()),
        ("app", env!("CARGO_PKG_VERSION").into()),
        ("header", header.into()),
        ("narratives", by_name(report.narratives())),
        ("cells", by_name(&cells)),
    ] {
        fields.insert(name.into(), value);
    }
    if !report.last_year().is_empty() {
        // As text: what this version cannot read of it is kept as it is.
        fields.insert("last_year".into(), report.last_year().into());
    }
    if !report.explanations().is_empty() {
        fields.insert("explanations".into(), by_name(report.explanations()));
    }
    if !edited_by.is_empty() {
        fields.insert("edited_by".into(), edited_by.as_str().into());
    }
    Value::Object(fields).to_string()
}

fn by_name(texts: &BTreeMap<String, String>) -> Value {
    let mut fields = Map::new();
    fields.extend(texts.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))));
    Value::Object(fields)
}

/// Opens a stored text. Never panics, whatever the text is.
#[must_use]
pub fn open(text: &str) -> Opened {
    let mut value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let (line, column) = (error.line(), error.column());
            return Opened::Unreadable(WhyUnreadable::NotJson { line, column });
        }
    };
    if value.get("kind").and_then(Value::as_str) != Some(KIND) {
        return Opened::Unreadable(WhyUnreadable::OtherKind);
    }
    let Some(schema) = value.get("schema").and_then(Value::as_u64).filter(|schema| *schema > 0)
    else {
        return Opened::Unreadable(WhyUnreadable::Shape("schema".into()));
    };
    if schema > SCHEMA {
        return Opened::TooNew { found: schema, known: SCHEMA };
    }
    migrate(&mut value, schema, MIGRATIONS);
    match read(value) {
        Ok(draft) if schema == SCHEMA => Opened::Draft(Box::new(draft)),
        Ok(draft) => Opened::Migrated { draft: Box::new(draft), from: schema },
        Err(reason) => Opened::Unreadable(reason),
    }
}

fn read(value: Value) -> Result<Draft, WhyUnreadable> {
    let mut of = Fields::of(value, "draft")?;
    let format = of.text("format")?;
    let format = Format::by_id(&format).ok_or(WhyUnreadable::UnknownFormat(format))?;
    let (mut report, header) = read_texts(&mut of, &format)?;
    let mut kept = Kept { header, ..Kept::default() };
    for (id, typed) in of.texts_by_name("cells")? {
        match format.index_of(&id).filter(|cell| !format.cell(*cell).derived) {
            Some(cell) => report.set_entry(cell, typed),
            None => _ = kept.cells.insert(id, typed),
        }
    }
    let id = DraftId::new(&of.text("id")?);
    let saved = of.text("saved")?;
    let revision = of.number("revision")?;
    let edited_by = of.optional_text("edited_by")?.unwrap_or_default();
    report.set_last_year(of.optional_text("last_year")?.unwrap_or_default());
    for (key, text) in of.texts_by_name("explanations")? {
        report.set_explanation(&key, text);
    }
    kept.draft = of.rest();
    // These say how it was stored, and are written anew.
    for name in ["kind", "schema", "app"] {
        kept.draft.remove(name);
    }
    Ok(Draft { id, saved, revision, edited_by, report, kept })
}

/// Reads header and narratives, which drafts and published files write alike; with what else the
/// header holds.
pub(in crate::core) fn read_texts(
    of: &mut Fields,
    format: &Format,
) -> Result<(Report, Map<String, Value>), BadField> {
    let mut header = of.object("header")?;
    let mut report = Report::new(format, "", header.small_number("year")?);
    for field in HeaderField::ALL {
        let text = header.optional_text(field.key())?.unwrap_or_default();
        report.header.set(field, text);
    }
    report.header.organ_code = header.optional_text("organ_code")?.unwrap_or_default();
    for (id, text) in of.texts_by_name("narratives")? {
        report.set_narrative(&id, text);
    }
    Ok((report, header.rest()))
}

impl From<BadField> for WhyUnreadable {
    fn from(BadField(name): BadField) -> Self {
        Self::Shape(name)
    }
}
