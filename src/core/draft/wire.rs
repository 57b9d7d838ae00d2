//! The stored JSON of a draft.
//!
//! Its types are its own: renaming a field of [`Report`] changes no stored text. Only typed text is
//! stored, never a computed figure. Opening has four outcomes and none of them loses the text.

use super::migrate::{MIGRATIONS, migrate};
use super::{Draft, DraftId, Kept, SCHEMA};
use crate::core::format::Format;
use crate::core::report::{Header, HeaderField, Report};
use serde::{Deserialize, Serialize};
use serde_json::Value;
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
    /// A field is missing or of another shape; the developer's words for it.
    Shape(String),
    /// A form that is not built in.
    UnknownFormat(String),
}

#[derive(Serialize, Deserialize)]
struct Wire {
    kind: String,
    schema: u64,
    format: String,
    id: String,
    saved: String,
    app: String,
    header: WireHeader,
    #[serde(default)]
    narratives: BTreeMap<String, String>,
    #[serde(default)]
    cells: BTreeMap<String, String>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct WireHeader {
    organ: String,
    year: u16,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    address: String,
    #[serde(default)]
    postcode: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    published_at: String,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

/// The text to store for a draft. Blank entries and computed cells are absent.
#[must_use]
pub fn to_text(format: &Format, draft: &Draft) -> String {
    let Draft { id, saved, report, kept } = draft;
    let typed = format.inputs().filter(|cell| !report.entry(*cell).typed().is_empty());
    let mut cells = kept.cells.clone();
    cells.extend(
        typed.map(|cell| (format.cell(cell).id.to_string(), report.entry(cell).typed().into())),
    );
    let header = &report.header;
    let wire = Wire {
        kind: KIND.into(),
        schema: SCHEMA,
        format: report.format.clone(),
        id: id.to_string(),
        saved: saved.clone(),
        app: env!("CARGO_PKG_VERSION").into(),
        header: WireHeader {
            organ: header.organ.clone(),
            year: header.year,
            contact: header.contact.clone(),
            address: header.address.clone(),
            postcode: header.postcode.clone(),
            phone: header.phone.clone(),
            published_at: header.published_at.clone(),
            rest: kept.header.clone(),
        },
        narratives: report.narratives().clone(),
        cells,
        rest: kept.draft.clone(),
    };
    // Maps with string keys and plain values always serialize.
    serde_json::to_string(&wire).unwrap_or_default()
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
        return Opened::Unreadable(WhyUnreadable::Shape("expected a schema number".into()));
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
    let wire: Wire =
        serde_json::from_value(value).map_err(|error| WhyUnreadable::Shape(error.to_string()))?;
    let format = Format::by_id(&wire.format).ok_or(WhyUnreadable::UnknownFormat(wire.format))?;
    let mut report = Report::new(&format, &wire.header.organ, wire.header.year);
    let texts = [
        (HeaderField::Contact, wire.header.contact),
        (HeaderField::Address, wire.header.address),
        (HeaderField::Postcode, wire.header.postcode),
        (HeaderField::Phone, wire.header.phone),
        (HeaderField::PublishedAt, wire.header.published_at),
    ];
    let header: &mut Header = &mut report.header;
    for (field, text) in texts {
        header.set(field, text);
    }
    for (id, text) in wire.narratives {
        report.set_narrative(&id, text);
    }
    let mut kept = Kept { header: wire.header.rest, draft: wire.rest, ..Kept::default() };
    for (id, typed) in wire.cells {
        match format.index_of(&id).filter(|cell| !format.cell(*cell).derived) {
            Some(cell) => report.set_entry(cell, typed),
            None => _ = kept.cells.insert(id, typed),
        }
    }
    Ok(Draft { id: DraftId::new(&wire.id), saved: wire.saved, report, kept })
}
