//! Turns a report and its figures into findings: what does not agree, what is open, what cannot
//! be read.
//!
//! The rules are the format's relations. Produces values; `text` words them, `app` shows them.

use super::compute::Figures;
use super::format::{CellIndex, Compare, Each, Format, Line, Severity, ValueKind};
use super::last_year::LastYear;
use super::report::{Figure, HeaderField, Place, Reading, Report, Unreadable};
use std::collections::BTreeMap;

/// Something to put right, to fill in or to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A relation does not hold.
    Disagreement(Disagreement),
    /// An entry that cannot be read.
    Unreadable {
        /// Where.
        cell: CellIndex,
        /// Why.
        reason: Unreadable,
    },
    /// A cell with nothing typed into it. The form wants an explicit 0.
    Blank {
        /// Where.
        cell: CellIndex,
    },
    /// A text that the form wants and that is not written.
    Unwritten {
        /// Id of the narrative.
        narrative: String,
    },
    /// A field of the header that the title or the preface needs.
    Missing {
        /// Which.
        field: HeaderField,
    },
    /// A figure that is much more or much less than last year's.
    Unusual {
        /// Where.
        cell: CellIndex,
        /// The figure.
        now: Figure,
        /// Last year's.
        last: Figure,
        /// Somebody said why.
        explained: bool,
    },
    /// A text that is last year's, or nearly.
    SameText {
        /// Id of the narrative.
        narrative: String,
        /// How alike both are.
        percent: usize,
        /// Somebody said why.
        explained: bool,
    },
    /// Every figure is last year's.
    SameFigures {
        /// How many of them are not 0.
        count: usize,
        /// Somebody said why.
        explained: bool,
    },
    /// The report that stands for last year's is another organ's, or of another year.
    NotTheYearBefore {
        /// Its title.
        title: String,
        /// Somebody said why.
        explained: bool,
    },
}

/// A relation that does not hold in one row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Position of the line in [`Format::checks`].
    pub line: usize,
    /// Sum of the left side.
    pub left: Figure,
    /// Sum of the right side.
    pub right: Figure,
    /// As bad as the relation says.
    pub severity: Severity,
    /// It stands in computed cells only and another line of the relation does not hold either: put
    /// right there, it holds here.
    pub follows: bool,
    /// Somebody said why it stands.
    pub explained: bool,
}

impl Disagreement {
    /// By how much the sides differ.
    #[must_use]
    pub fn difference(&self) -> Figure {
        self.left.difference(self.right)
    }

    /// The line of the format that does not hold.
    #[must_use]
    pub fn line<'a>(&self, format: &'a Format) -> &'a Line {
        &format.checks[self.line]
    }
}

/// What a finding stands in the way of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Must be put right before the report is published.
    Error,
    /// Must be filled in before the report is published.
    Open,
    /// May stand, but somebody should look.
    Warning,
    /// Stands, and somebody said why.
    Explained,
}

impl Finding {
    /// What it stands in the way of.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match self {
            Self::Disagreement(Disagreement { explained: true, .. })
            | Self::Unusual { explained: true, .. }
            | Self::SameText { explained: true, .. }
            | Self::SameFigures { explained: true, .. }
            | Self::NotTheYearBefore { explained: true, .. } => Standing::Explained,
            Self::Unusual { .. }
            | Self::SameText { .. }
            | Self::SameFigures { .. }
            | Self::NotTheYearBefore { .. } => Standing::Warning,
            Self::Disagreement(found) if found.severity == Severity::Warning => Standing::Warning,
            Self::Disagreement(_) | Self::Unreadable { .. } => Standing::Error,
            Self::Blank { .. } | Self::Unwritten { .. } | Self::Missing { .. } => Standing::Open,
        }
    }

    /// What an explanation of it is kept by: what it is of, and behind a colon by how much it differs, since
    /// what explains a difference explains no other. `None` of a finding that no explanation lets stand.
    #[must_use]
    pub fn key(&self, format: &Format) -> Option<String> {
        match self {
            Self::Disagreement(found) => key_of(format, found),
            Self::Unusual { cell, now, last, .. } => {
                Some(format!("unusual.{}:{now}-{last}", format.cell(*cell).id))
            }
            Self::SameText { narrative, percent, .. } => {
                Some(format!("same_text.{narrative}:{percent}"))
            }
            Self::SameFigures { count, .. } => Some(format!("same_figures:{count}")),
            // Which report it is, as a number: what explains one explains no other.
            Self::NotTheYearBefore { title, .. } => {
                let mix = |sum: u32, c| sum.wrapping_mul(31).wrapping_add(u32::from(c));
                Some(format!("not_the_year_before:{}", title.chars().fold(0, mix)))
            }
            Self::Unreadable { .. }
            | Self::Blank { .. }
            | Self::Unwritten { .. }
            | Self::Missing { .. } => None,
        }
    }

    /// Whether why it stands belongs into the report: where the form's figures do not agree, and not where
    /// somebody only had to look.
    #[must_use]
    pub fn is_for_the_report(&self, format: &Format) -> bool {
        matches!(self, Self::Disagreement(found)
            if format.relations[found.line(format).relation].may_be_explained)
    }

    /// Where to settle it. Of a disagreement: an input of the line that cannot be read, else a blank
    /// one, since these are the likeliest causes, else the first.
    #[must_use]
    pub fn place(&self, format: &Format, report: &Report) -> Place {
        match self {
            Self::Unreadable { cell, .. } | Self::Blank { cell } | Self::Unusual { cell, .. } => {
                Place::Cell(*cell)
            }
            Self::Unwritten { narrative } | Self::SameText { narrative, .. } => {
                Place::Narrative(narrative.clone())
            }
            Self::SameFigures { .. } | Self::NotTheYearBefore { .. } => Place::LastYear,
            Self::Missing { field } => Place::Header(*field),
            Self::Disagreement(found) => {
                let inputs = &found.line(format).inputs;
                let reads =
                    |cell: &&CellIndex| report.entry(**cell).read(format.cell(**cell).value);
                let unreadable =
                    inputs.iter().find(|cell| matches!(reads(cell), Reading::Unreadable(_)));
                let blank = || inputs.iter().find(|cell| reads(cell) == Reading::Blank);
                let first = found.line(format).left[0];
                let cell = unreadable.or_else(blank).or(inputs.first());
                Place::Cell(cell.copied().unwrap_or(first))
            }
        }
    }

    /// Position of the part it lies in; `None` for the header.
    #[must_use]
    pub fn part(&self, format: &Format) -> Option<usize> {
        match self {
            Self::Disagreement(found) => Some(format.part_of(found.line(format).left[0])),
            Self::Unreadable { cell, .. } | Self::Blank { cell } | Self::Unusual { cell, .. } => {
                Some(format.part_of(*cell))
            }
            Self::Unwritten { narrative } | Self::SameText { narrative, .. } => {
                format.narratives().find(|(_, spec)| spec.id == *narrative).map(|(part, _)| part)
            }
            Self::Missing { .. } | Self::SameFigures { .. } | Self::NotTheYearBefore { .. } => None,
        }
    }

    /// The finding as it is with something said to it, or nothing.
    #[must_use]
    pub fn explained(mut self, said: bool) -> Self {
        match &mut self {
            Self::Disagreement(Disagreement { explained, .. })
            | Self::Unusual { explained, .. }
            | Self::SameText { explained, .. }
            | Self::SameFigures { explained, .. }
            | Self::NotTheYearBefore { explained, .. } => *explained = said,
            Self::Unreadable { .. }
            | Self::Blank { .. }
            | Self::Unwritten { .. }
            | Self::Missing { .. } => {}
        }
        self
    }
}

/// What an explanation of a line that does not hold is kept by. An error must be put right, unless
/// its relation says that it may be explained.
fn key_of(format: &Format, found: &Disagreement) -> Option<String> {
    let line = found.line(format);
    let relation = &format.relations[line.relation];
    let (_, table) = format.table(&relation.table)?;
    let name = match relation.each {
        Each::Row => &table.rows.get(line.at)?.id,
        Each::Column => &table.columns.get(line.at)?.id,
    };
    let may = found.severity == Severity::Warning || relation.may_be_explained;
    let sign = if found.left.units() < found.right.units() { "-" } else { "" };
    may.then(|| format!("{}.{name}:{sign}{}", relation.id, found.difference()))
}

/// The explanations to publish: those of findings that stand, and without last year's report also those of
/// what is then not asked.
#[must_use]
pub fn explanations_to_publish<'a>(
    format: &Format,
    report: &'a Report,
    figures: &Figures,
) -> BTreeMap<&'a str, &'a str> {
    // Asked at every change where a host listens; most reports explain nothing.
    if report.explanations().is_empty() {
        return BTreeMap::new();
    }
    let last_year = LastYear::of(format, report.last_year());
    let findings = check(format, report, figures, last_year.as_ref());
    let keys: Vec<String> = findings.iter().filter_map(|one| one.key(format)).collect();
    let is_asked_without = |key: &str| {
        let id = key.split(['.', ':']).next().unwrap_or_default();
        let relation = format.relations.iter().position(|one| one.id == id);
        relation.is_some_and(|relation| is_asked(format, relation, None))
    };
    let stands =
        |key: &String| keys.contains(key) || (last_year.is_none() && !is_asked_without(key));
    let all = report.explanations().iter().filter(|(key, _)| stands(key));
    all.map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

/// All findings: relations as the format lists them, header, cells in the order of the form, texts.
///
/// `last_year` is the prior report, if it is known; what needs it is not asked without it.
#[must_use]
pub fn check(
    format: &Format,
    report: &Report,
    figures: &Figures,
    last_year: Option<&LastYear>,
) -> Vec<Finding> {
    let mut findings = disagreements(format, report, figures, last_year);
    findings.extend(
        [HeaderField::Organ]
            .into_iter()
            .filter(|field| report.header.get(*field).trim().is_empty())
            .map(|field| Finding::Missing { field }),
    );
    for cell in format.inputs() {
        match report.entry(cell).read(format.cell(cell).value) {
            Reading::Unreadable(reason) => findings.push(Finding::Unreadable { cell, reason }),
            Reading::Blank => findings.push(Finding::Blank { cell }),
            Reading::Figure(_) => {}
        }
    }
    findings.extend(
        format
            .narratives()
            .filter(|(_, spec)| !spec.optional && report.narrative(&spec.id).trim().is_empty())
            .map(|(_, spec)| Finding::Unwritten { narrative: spec.id.clone() }),
    );
    if let Some(last_year) = last_year {
        findings.extend(likenesses(format, report, figures, last_year));
    }
    findings
}

/// Whether somebody said something to a finding of this key.
fn is_said(report: &Report, key: Option<String>) -> bool {
    key.is_some_and(|key| !report.explanation(&key).trim().is_empty())
}

/// What is too much like last year's report, and what is too much unlike it.
fn likenesses(
    format: &Format,
    report: &Report,
    figures: &Figures,
    last_year: &LastYear,
) -> Vec<Finding> {
    let rule = &format.comparison;
    let mut found = Vec::new();
    // Figures of both years other than 0, and whether one differs.
    let (mut count, mut differs) = (0, false);
    for cell in format.inputs() {
        let (now, last) = (figures[cell], last_year.figure(format, cell));
        let (Some(now), Some(last)) = (now, last) else {
            differs |= now.is_some() != last.is_some();
            continue;
        };
        differs |= now != last;
        count += usize::from(!now.is_zero());
        if now.kind() == ValueKind::Change {
            continue;
        }
        let (less, more) = (now.units().min(last.units()), now.units().max(last.units()));
        let from = Figure::whole(now.kind(), rule.unusual_from.into()).units();
        let times = less.saturating_mul(rule.unusual_times.into());
        // What follows from last year's report is not unusual, however large it is.
        let follows = || last_year.expected(format, figures, cell) == Some(now);
        if more - less >= from && more >= times && !follows() {
            found.push(Finding::Unusual { cell, now, last, explained: false });
        }
    }
    if !differs && count >= usize::from(rule.same_figures_from) {
        found.push(Finding::SameFigures { count, explained: false });
    }
    for (_, spec) in format.narratives() {
        let text = report.narrative(&spec.id);
        // A sentence that the form offers is the same every year.
        let year = report.header.year.to_string();
        let plain = |text: &str| text.trim().trim_end_matches('。').to_owned();
        let is_text = |one: &String| plain(&one.replace("{year}", &year)) == plain(text);
        let offered = spec.suggestions.iter().any(is_text);
        let percent = last_year.likeness(&spec.id, text);
        if percent >= usize::from(rule.same_text_percent) && !offered {
            let narrative = spec.id.clone();
            found.push(Finding::SameText { narrative, percent, explained: false });
        }
    }
    if !last_year.is_of_the_year_before(report) {
        found.push(Finding::NotTheYearBefore { title: last_year.title(), explained: false });
    }
    let explained = |one: Finding| {
        let said = is_said(report, one.key(format));
        one.explained(said)
    };
    found.into_iter().map(explained).collect()
}

/// Whether anything could be asked of a relation: not where it needs last year's report and that is not
/// known, or says nothing of what is asked.
#[must_use]
pub fn is_asked(format: &Format, relation: usize, last_year: Option<&LastYear>) -> bool {
    let known = |line: &Line| {
        let sum = || last_year.is_some_and(|last| last.sum(format, &line.last_year).is_some());
        let prior =
            line.last_year.is_empty() || format.relations[relation].without_last_year || sum();
        let zero = |(prior, cell): &(bool, CellIndex)| {
            !prior || last_year.is_some_and(|last| last.figure(format, *cell).is_some())
        };
        prior && line.if_zero.iter().all(zero)
    };
    let lines = format.derivations.iter().chain(&format.checks);
    lines.filter(|line| line.relation == relation).any(known)
}

/// Whether the report may be published: nothing to put right and nothing open. Warnings and what is
/// explained may stand.
#[must_use]
pub fn is_ready(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.standing() >= Standing::Warning)
}

/// The finding to show at a cell: that it cannot be read, else a warning of a line it stands in.
#[must_use]
pub fn at_cell<'a>(
    format: &Format,
    findings: &'a [Finding],
    cell: CellIndex,
) -> Option<&'a Finding> {
    let unreadable =
        |one: &&Finding| matches!(one, Finding::Unreadable { cell: at, .. } if *at == cell);
    let warning = |one: &&Finding| warned(format, one).any(|at| *at == cell);
    findings.iter().find(unreadable).or_else(|| findings.iter().find(warning))
}

/// The cells that warnings speak of.
#[must_use]
pub fn warned_cells(format: &Format, findings: &[Finding]) -> Vec<CellIndex> {
    findings.iter().flat_map(|one| warned(format, one)).copied().collect()
}

/// The cells of both sides of a warning, or the one it is of; none of anything else.
fn warned<'a>(format: &'a Format, finding: &'a Finding) -> impl Iterator<Item = &'a CellIndex> {
    let line = match finding {
        Finding::Disagreement(found) if finding.standing() == Standing::Warning => {
            Some(found.line(format))
        }
        _ => None,
    };
    let unusual = match finding {
        Finding::Unusual { cell, explained: false, .. } => Some(cell),
        _ => None,
    };
    line.into_iter().flat_map(|line| line.left.iter().chain(&line.right)).chain(unusual)
}

/// Position of the relation that a table shows under its columns: the one whose lines are columns
/// and that must hold before the report is published by its own figures.
#[must_use]
pub fn strip_relation(format: &Format, table: usize) -> Option<usize> {
    format.relations.iter().position(|relation| {
        relation.table == format.tables[table].id
            && relation.severity == Some(Severity::Error)
            && relation.each == Each::Column
            && relation.compare == Compare::Equal
            && !relation.right.iter().any(|name| name.starts_with("last_year:"))
    })
}

/// Whether a column balances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Balance {
    /// Nothing is typed in it.
    Blank,
    /// Something in it cannot be read, so that its sums say nothing.
    Unreadable,
    /// Both sides are this.
    Holds(Figure),
    /// Left and right differ.
    Off(Figure, Figure),
    /// They differ because of another column, that of this cell.
    Follows(Figure, Figure, CellIndex),
}

impl Balance {
    /// The larger of its sums, which decides how much room they need.
    #[must_use]
    pub fn largest(&self) -> u64 {
        match self {
            Self::Blank | Self::Unreadable => 0,
            Self::Holds(sum) => sum.units(),
            Self::Off(left, right) | Self::Follows(left, right, _) => {
                left.units().max(right.units())
            }
        }
    }
}

/// The balance of every column of a table, by its [`strip_relation`]; empty where it has none.
#[must_use]
pub fn balances(format: &Format, report: &Report, figures: &Figures, table: usize) -> Vec<Balance> {
    let Some(relation) = strip_relation(format, table) else { return Vec::new() };
    let lines = || format.checks.iter().filter(|line| line.relation == relation);
    let sums = |line: &Line| {
        let left = figures.sum(format, &line.left)?;
        let right = figures.sum(format, &line.right)?;
        (!untouched(report, line)).then_some((left, right))
    };
    let cause = lines()
        .find(|line| !line.derived && sums(line).is_some_and(|(left, right)| left != right))
        .map(|line| line.left[0]);
    lines()
        .map(|line| match (sums(line), cause) {
            (None, _) => Balance::Blank,
            (Some((left, right)), _) if left == right && !is_readable(format, report, line) => {
                Balance::Unreadable
            }
            (Some((left, right)), _) if left == right => Balance::Holds(left),
            (Some((left, right)), Some(cause)) if line.derived => {
                Balance::Follows(left, right, cause)
            }
            (Some((left, right)), _) => Balance::Off(left, right),
        })
        .collect()
}

fn disagreements(
    format: &Format,
    report: &Report,
    figures: &Figures,
    last_year: Option<&LastYear>,
) -> Vec<Finding> {
    let mut found: Vec<Disagreement> = Vec::new();
    for (at, line) in format.checks.iter().enumerate() {
        let relation = &format.relations[line.relation];
        let Some(left) = figures.sum(format, &line.left) else { continue };
        if !relation.concerns(&report.header.organ) || untouched(report, line) {
            continue;
        }
        let mut right = Figure::zero(left.kind());
        right = figures.sum(format, &line.right).map_or(right, |sum| right.plus(sum));
        if let Some(limit) = relation.limit.as_ref().and_then(|limit| limit.parse().ok()) {
            right = right.plus(Figure::whole(left.kind(), limit));
        }
        if !line.last_year.is_empty() {
            match last_year.and_then(|last| last.sum(format, &line.last_year)) {
                Some(sum) => right = right.plus(sum),
                None if relation.without_last_year => {}
                None => continue,
            }
        }
        if !line.if_zero.iter().all(|(prior, cell)| {
            let figure = match last_year {
                Some(last) if *prior => last.figure(format, *cell),
                None if *prior => None,
                _ => figures[*cell],
            };
            figure.is_some_and(Figure::is_zero)
        }) {
            continue;
        }
        let severity = relation.severity.unwrap_or(Severity::Error);
        if !holds(relation.compare, left, right) {
            let (follows, explained) = (false, false);
            found.push(Disagreement { line: at, left, right, severity, follows, explained });
        }
    }
    let in_total = |relation: usize, found: &[Disagreement]| {
        found.iter().any(|one| {
            let line = &format.checks[one.line];
            line.relation == relation && line.derived
        })
    };
    for at in 0..found.len() {
        let line = &format.checks[found[at].line];
        let eased = format.relations[line.relation].eased_by_total;
        if eased && !in_total(line.relation, &found) {
            found[at].severity = Severity::Warning;
        }
        found[at].explained = is_said(report, key_of(format, &found[at]));
    }
    let relation_of = |one: &Disagreement| format.checks[one.line].relation;
    let with_cause: Vec<usize> =
        found.iter().filter(|one| !format.checks[one.line].derived).map(relation_of).collect();
    for one in &mut found {
        one.follows = format.checks[one.line].derived && with_cause.contains(&relation_of(one));
    }
    // What only follows is explained where all that it follows from is.
    for at in 0..found.len() {
        if found[at].follows {
            let relation = relation_of(&found[at]);
            let mut causes =
                found.iter().filter(|one| !one.follows && relation_of(one) == relation);
            found[at].explained = causes.all(|one| one.explained);
        }
    }
    found.into_iter().map(Finding::Disagreement).collect()
}

fn is_readable(format: &Format, report: &Report, line: &Line) -> bool {
    line.inputs.iter().all(|cell| {
        let reading = report.entry(*cell).read(format.cell(*cell).value);
        !matches!(reading, Reading::Unreadable(_))
    })
}

/// Nothing typed into any input behind the line: nothing to compare yet, the blanks say it all.
#[must_use]
pub fn untouched(report: &Report, line: &Line) -> bool {
    line.inputs.iter().all(|cell| report.entry(*cell).is_blank())
}

fn holds(compare: Compare, left: Figure, right: Figure) -> bool {
    match compare {
        Compare::Equal => left == right,
        Compare::AtLeast => left >= right,
        Compare::AtMost => left <= right,
        Compare::Above => left > right,
    }
}
