//! What a published page says otherwise than the draft it was made from.
//!
//! Knows no screen: places and texts come out, in the order of the form.

use super::{CellRead, Headed, Published, Remark, Subject};
use crate::core::compute::compute;
use crate::core::crosswalk::{Crosswalk, Other};
use crate::core::export::{Copy, written};
use crate::core::format::Format;
use crate::core::report::{HeaderField, Place, Report, paragraphs};
use std::collections::BTreeSet;

/// What comparing a published page with a draft gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Where they differ.
    pub found: Vec<Otherwise>,
    /// What cannot be compared, because the page is on another form than the draft.
    pub other: Vec<Other>,
}

/// A place at which the published page differs from the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Otherwise {
    /// Where.
    pub spot: Spot,
    /// What the draft says.
    pub draft: String,
    /// What the page says; `None` where it was not found in it.
    pub published: Option<String>,
}

/// Where a page and a draft can differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A figure, also one that is computed, or a text.
    Place(Place),
    /// A heading.
    Heading(Headed),
    /// A line of the page, counted from 0, that is nothing of a report.
    Line(usize),
}

/// Every cell, heading and paragraph that differs, as far as both forms ask for the same. Headings
/// differ where their letters do.
#[must_use]
pub fn compare(format: &Format, draft: &Report, published: &Published) -> Comparison {
    let figures = compute(format, draft);
    let mut found = Vec::new();
    let mut look = |spot: Spot, draft: String, published: Option<String>| {
        if published.as_ref() != Some(&draft) && !(draft.is_empty() && published.is_none()) {
            found.push(Otherwise { spot, draft, published });
        }
    };
    let text_of = |subject: &Subject| {
        let item = published.items.iter().find(|item| item.subject == *subject);
        item.and_then(|item| item.text.clone())
    };
    look(Spot::Place(Place::Year), draft.header.year.to_string(), text_of(&Subject::Year));
    let organ = HeaderField::Organ;
    let own = draft.header.organ.trim().to_owned();
    look(Spot::Place(Place::Header(organ)), own, text_of(&Subject::Field(organ)));
    for (of, own) in Headed::of_report(format, draft) {
        let there = published.headings.iter().find(|(there, _)| *there == of);
        let there = there.map(|(_, text)| text.clone());
        if there.as_deref().map(letters) != Some(letters(&own)) {
            look(Spot::Heading(of), own, there);
        }
    }
    let lines_of_page: BTreeSet<String> = published.lines.iter().map(|line| spaced(line)).collect();
    let mut own_paragraphs = BTreeSet::new();
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
            let place = Place::Narrative(id.clone());
            // A paragraph that is a line of the page is there, whatever it was read as.
            match theirs.get(at) {
                None if lines_of_page.contains(&one) => {}
                other => look(Spot::Place(place), one.clone(), other.cloned()),
            }
            own_paragraphs.insert(one);
        }
    }
    // What the page says between first heading and end, and no report has; before and behind are a site's own
    // words.
    let body = published.items.iter().filter(|item| match &item.subject {
        Subject::Row(..) => true,
        Subject::Narrative(id) => *id != format.preface.id,
        Subject::Year | Subject::Field(_) => false,
    });
    let lines = body.map(|item| &item.lines).filter(|lines| !lines.is_empty());
    let first = lines.clone().map(|lines| lines.start).min().unwrap_or(0);
    let last = lines.map(|lines| lines.end).max().unwrap_or(0);
    let not_taken = published.remarks.iter().filter_map(|one| match one {
        Remark::NotTaken(lines) => Some(lines),
        _ => None,
    });
    for line in not_taken.flatten().filter(|line| (first..last).contains(line)) {
        let Some(text) = published.lines.get(*line) else { continue };
        if !own_paragraphs.contains(&spaced(text)) {
            look(Spot::Line(*line), String::new(), Some(text.clone()));
        }
    }
    let form = published.form();
    let crosswalk = form.as_ref().and_then(|form| Crosswalk::between(form, format));
    let (Some(form), Some(crosswalk)) = (form, crosswalk) else {
        return Comparison { found, other: Vec::new() };
    };
    let cells = || published.items.iter().flat_map(|item| &item.cells);
    for cell in format.indices() {
        let Some(there) = crosswalk.counterpart(format, &form, cell) else { continue };
        let own = written(draft, &figures, Copy::Final, cell);
        let held = cells().find(|one| one.cell == there);
        look(Spot::Place(Place::Cell(cell)), own, held.and_then(shown));
    }
    Comparison { found, other: crosswalk.other }
}

/// What stands in a cell of the page.
fn shown(cell: &CellRead) -> Option<String> {
    cell.read.clone().or_else(|| cell.raw.clone())
}

/// A heading without regard to spaces and signs.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A paragraph without regard to spaces and to what nobody sees.
fn spaced(text: &str) -> String {
    let seen = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}');
    let text: String = text.chars().filter(seen).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
