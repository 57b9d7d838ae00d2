//! What a published page says otherwise than the draft it was made from.
//!
//! Knows no screen: places and texts come out, in the order of the form.

use super::{CellRead, Published, Subject};
use crate::core::compute::compute;
use crate::core::export::{Copy, written};
use crate::core::format::Format;
use crate::core::report::{HeaderField, Place, Report, paragraphs};

/// A place at which the published page differs from the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// Where; of a computed cell too.
    pub place: Place,
    /// What the draft says.
    pub draft: String,
    /// What the page says; `None` where it was not found in it.
    pub published: Option<String>,
}

/// Every cell, heading and paragraph that differs. The page is read on the draft's form.
#[must_use]
pub fn compare(format: &Format, draft: &Report, published: &Published) -> Vec<Otherwise> {
    let figures = compute(format, draft);
    let mut found = Vec::new();
    let mut look = |place: Place, draft: String, published: Option<String>| {
        if published.as_ref() != Some(&draft) && !(draft.is_empty() && published.is_none()) {
            found.push(Otherwise { place, draft, published });
        }
    };
    let text_of = |subject: &Subject| {
        let item = published.items.iter().find(|item| item.subject == *subject);
        item.and_then(|item| item.text.clone())
    };
    look(Place::Year, draft.header.year.to_string(), text_of(&Subject::Year));
    let organ = text_of(&Subject::Field(HeaderField::Organ));
    look(Place::Header(HeaderField::Organ), draft.header.organ.trim().to_owned(), organ);
    let preface = (format.preface.id.clone(), draft.preface(format));
    let texts =
        format.narratives().map(|(_, spec)| (spec.id.clone(), draft.narrative(&spec.id).into()));
    for (id, text) in std::iter::once(preface).chain(texts) {
        let own: Vec<String> = paragraphs(&text).map(spaced).collect();
        let theirs = text_of(&Subject::Narrative(id.clone()));
        let theirs: Vec<String> =
            theirs.iter().flat_map(|text| paragraphs(text)).map(spaced).collect();
        // What is the same before and behind is not compared with what was put in between.
        let same = |(one, other): &(&String, &String)| one == other;
        let start = own.iter().zip(&theirs).take_while(same).count();
        let behind = own[start..].iter().rev().zip(theirs[start..].iter().rev());
        let end = behind.take_while(same).count();
        let (own, theirs) = (&own[start..own.len() - end], &theirs[start..theirs.len() - end]);
        for at in 0..own.len().max(theirs.len()) {
            let one = own.get(at).cloned().unwrap_or_default();
            look(Place::Narrative(id.clone()), one, theirs.get(at).cloned());
        }
    }
    let same_form = published.format == format.id;
    let cells = || published.items.iter().flat_map(|item| &item.cells);
    for cell in format.indices() {
        let own = written(draft, &figures, Copy::Final, cell);
        let held = cells().find(|one| same_form && one.cell == cell);
        look(Place::Cell(cell), own, held.and_then(shown));
    }
    found
}

/// What stands in a cell of the page.
fn shown(cell: &CellRead) -> Option<String> {
    cell.read.clone().or_else(|| cell.raw.clone())
}

/// A paragraph without regard to spaces.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
