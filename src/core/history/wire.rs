//! The stored JSON of a history: `{"kind", "schema", "done", "undone"}`, steps of edits of
//! `[place, byte, removed, inserted]`.
//!
//! A history is a comfort and not the work itself: one that cannot be read, or that does not fit
//! the draft beside it, is left out without a word, and the draft is as it is.

use super::{Edit, History, Step};
use crate::core::format::Format;
use crate::core::report::{HeaderField, Place, Report};
use serde_json::{Map, Value};

const KIND: &str = "disclosure-report-history";
const SCHEMA: u64 = 1;

/// The most bytes that are stored: the drafts beside it want the room. Older steps are left out.
pub const LIMIT_BYTES: usize = 400_000;

/// The stored text of a history.
#[must_use]
pub fn to_text(format: &Format, history: &History) -> String {
    let mut room = LIMIT_BYTES;
    let mut newest = |steps: &[Step]| {
        let size = |edit: &Edit| edit.removed.len() + edit.inserted.len() + 60;
        let fits = steps.iter().rev().take_while(|step| {
            let wanted = step.0.iter().map(size).sum();
            let fits = wanted <= room;
            room = room.saturating_sub(wanted);
            fits
        });
        let mut kept: Vec<Value> = fits.map(|step| write_step(format, step)).collect();
        kept.reverse();
        Value::Array(kept)
    };
    let mut fields = Map::new();
    for (name, value) in [
        ("kind", KIND.into()),
        ("schema", SCHEMA.into()),
        ("done", newest(&history.done)),
        ("undone", newest(&history.undone)),
    ] {
        fields.insert(name.into(), value);
    }
    Value::Object(fields).to_string()
}

/// Reads a stored history and keeps it only where it fits the report.
#[must_use]
pub fn open(text: &str, format: &Format, report: &Report) -> Option<History> {
    let value: Value = serde_json::from_str(text).ok()?;
    let is = |name, wanted: Value| value.get(name) == Some(&wanted);
    if !is("kind", KIND.into()) || !is("schema", SCHEMA.into()) {
        return None;
    }
    let steps = |name| {
        let steps = value.get(name)?.as_array()?.iter();
        steps.map(|step| read_step(format, step)).collect::<Option<Vec<_>>>()
    };
    let history = History { done: steps("done")?, undone: steps("undone")?, open: false };
    history.fits(report).then_some(history)
}

fn write_step(format: &Format, Step(edits): &Step) -> Value {
    let edit = |edit: &Edit| {
        let (place, at) = (name_of(format, &edit.place), edit.at as u64);
        let (removed, inserted) = (edit.removed.as_str(), edit.inserted.as_str());
        Value::Array(vec![place.into(), at.into(), removed.into(), inserted.into()])
    };
    Value::Array(edits.iter().map(edit).collect())
}

fn read_step(format: &Format, step: &Value) -> Option<Step> {
    let edit = |edit: &Value| {
        let [place, at, removed, inserted] = edit.as_array()?.as_slice() else { return None };
        Some(Edit {
            place: place_of(format, place.as_str()?)?,
            at: usize::try_from(at.as_u64()?).ok()?,
            removed: removed.as_str()?.into(),
            inserted: inserted.as_str()?.into(),
        })
    };
    let edits: Vec<Edit> = step.as_array()?.iter().map(edit).collect::<Option<_>>()?;
    (!edits.is_empty()).then_some(Step(edits))
}

fn name_of(format: &Format, place: &Place) -> String {
    match place {
        Place::Cell(cell) => format!("cell/{}", format.cell(*cell).id),
        Place::Narrative(id) => format!("narrative/{id}"),
        Place::Header(field) => format!("header/{}", field.key()),
        Place::Year => "year/".into(),
        Place::LastYear => "last_year/".into(),
        Place::Explanation(key) => format!("explanation/{key}"),
    }
}

fn place_of(format: &Format, name: &str) -> Option<Place> {
    match name.split_once('/')? {
        ("cell", id) => {
            let cell = format.index_of(id).filter(|cell| !format.cell(*cell).derived);
            cell.map(Place::Cell)
        }
        ("narrative", id) => Some(Place::Narrative(id.into())),
        ("header", key) => {
            HeaderField::ALL.into_iter().find(|field| field.key() == key).map(Place::Header)
        }
        ("year", "") => Some(Place::Year),
        ("last_year", "") => Some(Place::LastYear),
        ("explanation", key) => Some(Place::Explanation(key.into())),
        _ => None,
    }
}
