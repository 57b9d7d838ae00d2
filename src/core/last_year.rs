//! Last year's report beside this year's: its figures on this year's form, and its texts.
//!
//! Kept in a draft as text. Knows neither how it was read nor what does not agree: that is for
//! `import` and `check`.

use super::compute::{Figures, compute};
use super::crosswalk::{Other, carry};
use super::fields::{BadField, Fields};
use super::format::{CellIndex, Compare, Format, Line, Role};
use super::history::Change;
use super::likeness::Pairs;
use super::report::{Figure, HeaderField, Place, Report};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A report of the year before.
#[derive(Clone, Debug)]
pub struct LastYear {
    /// The text it is from.
    text: Arc<str>,
    /// The report, on its own form.
    pub own: Report,
    /// The report on this year's form: what both forms ask for alike.
    pub report: Report,
    figures: Figures,
    /// What the forms do not ask for alike.
    pub other: Vec<Other>,
    pairs: BTreeMap<String, Pairs>,
}

/// Equal where the texts are.
impl PartialEq for LastYear {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// The text to keep for a report: organ and year, figures as typed, texts; without what it says of the year
/// before it.
#[must_use]
pub fn to_text(report: &Report) -> String {
    let Some(format) = Format::by_id(&report.format) else { return String::new() };
    let mut cells = Map::new();
    let typed = format.inputs().filter(|cell| !report.entry(*cell).typed().is_empty());
    cells.extend(
        typed.map(|cell| {
            (format.cell(cell).id.to_string(), Value::from(report.entry(cell).typed()))
        }),
    );
    let mut narratives = Map::new();
    narratives.extend(
        report.narratives().iter().map(|(id, text)| (id.clone(), Value::from(text.as_str()))),
    );
    let mut fields = Map::new();
    for (name, value) in [
        ("format", report.format.as_str().into()),
        ("organ", report.header.organ.as_str().into()),
        ("year", report.header.year.into()),
        ("narratives", narratives.into()),
        ("cells", cells.into()),
    ] {
        fields.insert(name.into(), value);
    }
    Value::Object(fields).to_string()
}

fn report_of(text: &str) -> Result<(Format, Report), BadField> {
    let bad = |name: &str| BadField(name.into());
    let value = serde_json::from_str(text).map_err(|_| bad("last_year"))?;
    let mut of = Fields::of(value, "last_year")?;
    let format = Format::by_id(&of.text("format")?).ok_or_else(|| bad("format"))?;
    let mut report = Report::new(&format, &of.text("organ")?, of.small_number("year")?);
    for (id, text) in of.texts_by_name("narratives")? {
        report.set_narrative(&id, text);
    }
    for (id, typed) in of.texts_by_name("cells")? {
        if let Some(cell) = format.index_of(&id).filter(|cell| !format.cell(*cell).derived) {
            report.set_entry(cell, typed);
        }
    }
    Ok((format, report))
}

impl LastYear {
    /// Reads a text that [`to_text`] wrote, for a report on this form. `None` where there is none or
    /// it cannot be read.
    #[must_use]
    pub fn of(format: &Format, text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        let (from, own) = report_of(text).ok()?;
        let carried = carry(&from, format, &own);
        let figures = compute(format, &carried.report);
        let texts = carried.report.narratives().iter();
        let pairs = texts.map(|(id, text)| (id.clone(), Pairs::of(text))).collect();
        let (text, report, other) = (text.into(), carried.report, carried.other);
        Some(Self { text, own, report, figures, other, pairs })
    }

    /// Organ, year and title, as it was published.
    #[must_use]
    pub fn title(&self) -> String {
        Format::by_id(&self.own.format).map_or(String::new(), |format| self.own.title(&format))
    }

    /// Whether it is of the year before a report's and of the same organ, as far as that is known.
    #[must_use]
    pub fn is_of_the_year_before(&self, report: &Report) -> bool {
        self.own.header.year.saturating_add(1) == report.header.year
            && may_be_same(&self.own.header.organ, &report.header.organ)
    }

    /// The figure of a cell; `None` where it is not known, for a total where one of its addends is not.
    #[must_use]
    pub fn figure(&self, format: &Format, cell: CellIndex) -> Option<Figure> {
        let addends = format.derivations.iter().find(|line| line.left[0] == cell);
        if let Some(line) = addends {
            line.right.iter().try_for_each(|one| self.figure(format, *one).map(|_| ()))?;
        }
        self.figures[cell]
    }

    /// The sum over cells of one kind; `None` where one is not known.
    #[must_use]
    pub fn sum(&self, format: &Format, cells: &[CellIndex]) -> Option<Figure> {
        let mut figures = cells.iter().map(|cell| self.figure(format, *cell));
        let first = figures.next()??;
        figures.try_fold(first, |sum, figure| Some(sum.plus(figure?)))
    }

    /// How alike its text is to another, in percent of common pairs of neighbouring characters.
    #[must_use]
    pub fn likeness(&self, narrative: &str, text: &str) -> usize {
        let Some(before) = self.pairs.get(narrative) else { return 0 };
        let all = before.count() + text.chars().count().saturating_sub(1);
        let shorter = before.count().min(all - before.count());
        // Of so different a length they cannot be alike.
        if shorter * 4 < all { 0 } else { before.likeness(&Pairs::of(text)) }
    }

    /// What follows from it for this year's report without anything else: what was carried over.
    #[must_use]
    pub fn takeover(&self, format: &Format) -> Vec<Change> {
        let lines = format.checks.iter().filter(|line| line.right.is_empty());
        lines
            .filter_map(|line| {
                let [cell] = line.left.as_slice() else { return None };
                let equal = format.relations[line.relation].compare == Compare::Equal;
                if !equal || line.last_year.is_empty() || format.cell(*cell).derived {
                    return None;
                }
                Some((Place::Cell(*cell), self.sum(format, &line.last_year)?.to_string()))
            })
            .collect()
    }

    /// What a cell should be by last year's report and the other cells of its line; with `None` for
    /// a cell of which no line says so.
    #[must_use]
    pub fn expected(&self, format: &Format, figures: &Figures, cell: CellIndex) -> Option<Figure> {
        let line = format.checks.iter().find(|line| Self::leads_to(format, line, cell))?;
        let last = self.sum(format, &line.last_year)?;
        let right = figures.sum(format, &line.right).map_or(last, |sum| last.plus(sum));
        let others: Vec<CellIndex> = line.left.iter().copied().filter(|one| *one != cell).collect();
        let others = figures.sum(format, &others).map_or(0, Figure::units);
        Some(Figure::of(right.kind(), right.units().checked_sub(others)?))
    }

    /// Whether a line is an equation over last year that has a cell as its first term.
    fn leads_to(format: &Format, line: &Line, cell: CellIndex) -> bool {
        let relation = &format.relations[line.relation];
        relation.role == Role::Check
            && relation.compare == Compare::Equal
            && !line.last_year.is_empty()
            && line.left.first() == Some(&cell)
    }
}

/// Whether two names may be of the same organ: a short name is part of the full one, as in 景罕镇 and
/// 景罕镇人民政府, and where there is none nothing is known.
#[must_use]
pub fn may_be_same(organ: &str, other: &str) -> bool {
    let name = |text: &str| text.trim().trim_end_matches("人民政府").to_owned();
    let (organ, other) = (name(organ), name(other));
    organ.contains(&other) || other.contains(&organ)
}

/// What of last year's report a report begins with, beside having it at its side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Begin {
    /// What was carried over.
    pub carried: bool,
    /// Organ and how to reach it.
    pub contact: bool,
    /// Its texts, to be written anew.
    pub texts: bool,
}

/// The changes that put last year's report beside a report, and begin with it what is wanted. Nothing
/// that is filled in is changed.
#[must_use]
pub fn begin(format: &Format, report: &Report, prior: &Report, begin: Begin) -> Vec<Change> {
    let text = to_text(prior);
    let Some(last_year) = LastYear::of(format, &text) else { return Vec::new() };
    let mut changes = Vec::new();
    let mut offer = |place: Place, text: String| {
        if report.text_at(&place).trim().is_empty() && !text.trim().is_empty() {
            changes.push((place, text));
        }
    };
    if begin.carried {
        last_year.takeover(format).into_iter().for_each(|(place, text)| offer(place, text));
    }
    if begin.contact {
        for field in HeaderField::ALL {
            offer(Place::Header(field), prior.header.get(field).to_owned());
        }
    }
    if begin.texts {
        for (_, spec) in format.narratives() {
            offer(
                Place::Narrative(spec.id.clone()),
                last_year.report.narrative(&spec.id).to_owned(),
            );
        }
    }
    changes.push((Place::LastYear, text));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> (Format, Report, Report) {
        let format = Format::by_id("cn-2021").unwrap();
        let mut prior = Report::new(&format, "甲县乙镇人民政府", 2024);
        for cell in format.inputs() {
            prior.set_entry(cell, "3");
        }
        prior.header.phone = "0800".into();
        prior.set_narrative("problems", "一是甲。");
        let report = Report::new(&format, "甲县乙镇人民政府", 2025);
        (format, report, prior)
    }

    #[test]
    fn a_report_keeps_what_it_says_of_the_year_before() {
        let (format, mut report, prior) = both();
        report.set_last_year(to_text(&prior));
        let last_year = LastYear::of(&format, report.last_year()).unwrap();
        assert_eq!(to_text(&last_year.own), report.last_year());
        assert_eq!(last_year.report.narrative("problems"), "一是甲。");
        assert_eq!(LastYear::of(&format, ""), None);
        assert_eq!(LastYear::of(&format, "{"), None);
        assert_eq!(LastYear::of(&format, "{\"format\": \"cn-1999\"}"), None);
    }

    #[test]
    fn nothing_that_is_filled_in_is_changed() {
        let (format, mut report, prior) = both();
        let wishes = Begin { carried: true, contact: true, texts: true };
        let all = begin(&format, &report, &prior, wishes);
        // Six columns carried over, the telephone, one text, the report itself.
        assert_eq!(all.len(), 9);
        for (place, _) in &all[..8] {
            report.set_text_at(place, "9");
        }
        let again = begin(&format, &report, &prior, wishes);
        assert_eq!(again, [(Place::LastYear, to_text(&prior))]);
        assert_eq!(begin(&format, &report, &prior, Begin::default()).len(), 1);
    }

    #[test]
    fn what_follows_from_last_year_is_expected() {
        let (format, mut report, prior) = both();
        let last_year = LastYear::of(&format, &to_text(&prior)).unwrap();
        let documents = format.table("documents").unwrap().0;
        let [made, repealed, in_force] =
            [0, 1, 2].map(|column| format.cell_at(documents, 1, column).unwrap());
        let expected = |report: &Report| {
            let figures = compute(&format, report);
            last_year.expected(&format, &figures, in_force).map(|figure| figure.to_string())
        };
        assert_eq!(expected(&report).as_deref(), Some("3"));
        report.set_entry(made, "5");
        report.set_entry(repealed, "2");
        assert_eq!(expected(&report).as_deref(), Some("6"));
        report.set_entry(repealed, "20");
        assert_eq!(expected(&report), None);
    }
}
