//! Where the cells of a pasted sheet go: by the labels that came with them, else from a cell on.
//!
//! Plans and changes nothing: whoever asks shows the plan where something would be skipped or
//! overwritten, and then makes its changes as one step. Figures are taken as they were written;
//! totals are compared with the computed ones and never kept.

use super::sheet::{Sheet, SheetCell};
use crate::core::compute::compute;
use crate::core::format::{CellIndex, Format, ValueKind};
use crate::core::grid::{Grid, Selection};
use crate::core::history::Change;
use crate::core::report::{Entry, Figure, Place, Reading, Report};

/// What a paste would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What goes where, in the order of the form.
    pub puts: Vec<Put>,
    /// What goes nowhere.
    pub skipped: Vec<Skipped>,
    /// Pasted totals that are not what is computed from what would be there then.
    pub totals: Vec<OtherTotal>,
}

/// A pasted text and its cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// Where it goes.
    pub cell: CellIndex,
    /// What was there until now.
    pub before: String,
    /// What was pasted; empty for a blank and for a sign.
    pub text: String,
    /// It was one of the signs that stand for nothing: `-`, `/`, `—`, 无.
    pub sign: bool,
}

/// A pasted cell that goes nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its row in the sheet, counted from 1.
    pub row: usize,
    /// Its column in the sheet, counted from 1.
    pub column: usize,
    /// What it holds.
    pub text: String,
    /// Why it goes nowhere.
    pub why: Why,
}

/// Why a pasted cell goes nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no row of this label; the text is the label.
    UnknownRow,
    /// Its row was there before.
    SecondTime,
    /// It lies beyond the edge of the table.
    Outside,
    /// It is no figure.
    NoFigure,
}

/// A pasted total that differs from the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherTotal {
    /// The computed cell.
    pub cell: CellIndex,
    /// What was pasted for it.
    pub pasted: Figure,
    /// What it would be.
    pub computed: Figure,
}

impl Plan {
    /// Whether there was nothing in it that could be meant for a table.
    #[must_use]
    pub fn is_void(&self) -> bool {
        let meant = |one: &Skipped| matches!(one.why, Why::Outside | Why::SecondTime);
        self.puts.iter().all(|put| put.text.is_empty() && !put.sign && put.before.is_empty())
            && !self.skipped.iter().any(meant)
    }

    /// Whether a person should see it before anything changes.
    #[must_use]
    pub fn needs_asking(&self) -> bool {
        !self.skipped.is_empty()
            || !self.totals.is_empty()
            || self.puts.iter().any(|put| put.sign || put.overwrites())
    }

    /// The changes it makes; signs as blank or as 0.
    #[must_use]
    pub fn changes(&self, signs_as_zero: bool) -> Vec<Change> {
        let text =
            |put: &Put| if put.sign && signs_as_zero { "0".into() } else { put.text.clone() };
        self.puts.iter().map(|put| (Place::Cell(put.cell), text(put))).collect()
    }
}

impl Put {
    /// Whether something else is there now.
    #[must_use]
    pub fn overwrites(&self) -> bool {
        !Entry::new(self.before.as_str()).is_blank() && self.before.trim() != self.text
    }
}

/// Plans a paste at a selection of a part.
#[must_use]
pub fn plan(
    format: &Format,
    report: &Report,
    grid: &Grid,
    selection: Selection,
    sheet: &Sheet,
) -> Plan {
    if let Some(text) = sheet.single() {
        let cells = grid.selected(selection).flatten();
        let cells = cells.filter(|cell| !format.cell(**cell).derived);
        let aims = cells.map(|cell| Aim { row: 0, column: 0, text, to: Ok(*cell) }).collect();
        return settle(format, report, aims);
    }
    let labelled = Labels::read(format, grid, sheet);
    let corner = (*selection.rows().start(), *selection.columns().start());
    if labelled.rows.iter().any(|row| matches!(row, Row::Of { .. })) {
        return settle(format, report, labelled.aims(format, grid, corner, sheet));
    }
    let body = Body::of(sheet, &labelled);
    let corner = (corner.0, body.first_column(format, grid, corner));
    let as_it_lies = settle(format, report, body.aims(format, grid, corner, false));
    // A sheet that lies over computed cells with other figures, but has as many rows and columns as
    // there are inputs, was copied without totals.
    if !as_it_lies.totals.is_empty() || !as_it_lies.skipped.is_empty() {
        let inputs = settle(format, report, body.aims(format, grid, corner, true));
        if inputs.skipped.len() == body.foreign.len() && body.fills(format, grid, corner) {
            return inputs;
        }
    }
    as_it_lies
}

/// A pasted cell, and where it is to go.
#[derive(Clone, Copy)]
struct Aim<'a> {
    row: usize,
    column: usize,
    text: &'a str,
    to: Result<CellIndex, Why>,
}

/// Sorts what can be put from what cannot, and compares the totals.
fn settle(format: &Format, report: &Report, aims: Vec<Aim<'_>>) -> Plan {
    let mut plan = Plan::default();
    let mut totals = Vec::new();
    for Aim { row, column, text, to } in aims {
        let skip = |why| Skipped { row: row + 1, column: column + 1, text: text.into(), why };
        let cell = match to {
            Ok(cell) => cell,
            Err(why) => {
                // A blank that goes nowhere is not missed.
                plan.skipped.extend((!text.is_empty()).then(|| skip(why)));
                continue;
            }
        };
        let read = Entry::new(text).read(format.cell(cell).value);
        if format.cell(cell).derived {
            if let Reading::Figure(figure) = read {
                totals.push((cell, figure));
            }
            continue;
        }
        let sign = is_sign(text);
        match read {
            Reading::Unreadable(_) if !sign => plan.skipped.push(skip(Why::NoFigure)),
            _ => {
                let before = report.entry(cell).typed().into();
                let text = if sign { String::new() } else { text.into() };
                let at = plan.puts.partition_point(|put| put.cell < cell);
                plan.puts.insert(at, Put { cell, before, text, sign });
            }
        }
    }
    let mut then = report.clone();
    for put in &plan.puts {
        then.set_entry(put.cell, put.text.as_str());
    }
    let figures = compute(format, &then);
    for (cell, pasted) in totals {
        let computed = figures[cell].unwrap_or(Figure::zero(format.cell(cell).value));
        if computed != pasted {
            plan.totals.push(OtherTotal { cell, pasted, computed });
        }
    }
    plan
}

/// The signs that offices write where there is nothing.
fn is_sign(text: &str) -> bool {
    matches!(text, "-" | "－" | "–" | "—" | "——" | "−" | "/" | "／" | "\\" | "无" | "無")
}

/// What a cell holds, before it is known where it goes.
fn is_figure(text: &str) -> bool {
    let read = |kind| matches!(Entry::new(text).read(kind), Reading::Figure(_));
    read(ValueKind::Count) || read(ValueKind::Amount) || read(ValueKind::Change)
}

/// What a row of the sheet is.
enum Row {
    /// Headings, or nothing of ours.
    Other,
    /// A row of figures under no label we know; the label.
    Unknown(String),
    /// A row of the grid, and the column of the sheet that its label stands in.
    Of { row: usize, label: usize },
}

/// What the labels of a sheet say.
struct Labels {
    /// Of each row of the sheet.
    rows: Vec<Row>,
    /// Of each row of the sheet: the headings above it, by column, as plain text.
    heads: Vec<Vec<Option<String>>>,
}

impl Labels {
    fn read(format: &Format, grid: &Grid, sheet: &Sheet) -> Self {
        let columns: Vec<String> = grid
            .rows()
            .iter()
            .flatten()
            .map(|cell| plain(&format.column_of(*cell).label))
            .collect();
        let mut heads = vec![None; sheet.width()];
        let mut labels = Self { rows: Vec::new(), heads: Vec::new() };
        for cells in &sheet.rows {
            let named: Vec<Option<String>> = cells
                .iter()
                .map(|cell| Some(plain(&cell.text)).filter(|text| columns.contains(text)))
                .collect();
            let figures = cells.iter().any(|cell| is_figure(&cell.text) || is_sign(&cell.text));
            let known = row_label(format, grid, cells);
            let several = named.iter().flatten().count() > 1;
            let heading =
                !figures && (several || (known.is_none() && named.iter().any(Option::is_some)));
            if heading {
                for (head, name) in heads.iter_mut().zip(named) {
                    *head = name.or(head.take());
                }
            }
            labels.rows.push(match known {
                Some((row, label)) if !heading => Row::Of { row, label },
                None if figures => {
                    let texts = cells.iter().map(|cell| cell.text.as_str());
                    let label = texts
                        .rev()
                        .find(|text| !text.is_empty() && !is_figure(text) && !is_sign(text));
                    label.map_or(Row::Other, |label| Row::Unknown(label.into()))
                }
                _ => Row::Other,
            });
            labels.heads.push(heads.clone());
        }
        labels
    }

    fn aims<'a>(
        &self,
        format: &Format,
        grid: &Grid,
        corner: (usize, usize),
        sheet: &'a Sheet,
    ) -> Vec<Aim<'a>> {
        let start = self.first_figures(grid, sheet);
        let mut aims = Vec::new();
        let mut seen = Vec::new();
        for (at, cells) in sheet.rows.iter().enumerate() {
            match &self.rows[at] {
                Row::Other => {}
                Row::Unknown(label) => {
                    let column = cells.iter().position(|cell| cell.text == *label).unwrap_or(0);
                    let text = cells[column].text.as_str();
                    aims.push(Aim { row: at, column, text, to: Err(Why::UnknownRow) });
                }
                Row::Of { row, .. } => {
                    let second = seen.contains(row);
                    seen.push(*row);
                    let targets =
                        self.targets(format, &grid.rows()[*row], corner.1, at, cells, start);
                    for (column, target) in targets {
                        let to =
                            if second { Err(Why::SecondTime) } else { target.ok_or(Why::Outside) };
                        aims.push(Aim { row: at, column, text: &cells[column].text, to });
                    }
                }
            }
        }
        aims
    }

    /// The first column of the sheet that holds figures: behind the labels, and behind what merged
    /// labels cover.
    fn first_figures(&self, grid: &Grid, sheet: &Sheet) -> usize {
        let rows = || {
            self.rows.iter().zip(&sheet.rows).filter_map(|(row, cells)| match row {
                Row::Of { row, label } => Some((*row, *label, cells)),
                Row::Other | Row::Unknown(_) => None,
            })
        };
        let mut start = rows().map(|(_, label, _)| label + 1).max().unwrap_or(0);
        let width = rows().map(|(row, ..)| grid.rows()[row].len()).max().unwrap_or(0);
        let empty = |column: usize| {
            rows().all(|(_, _, cells)| cells[column].covered || cells[column].text.is_empty())
        };
        while start + width < sheet.width() && empty(start) {
            start += 1;
        }
        start
    }

    /// Where each figure of a labelled row goes: by the headings above it, else by how many there
    /// are, else from the column of the corner on.
    fn targets(
        &self,
        format: &Format,
        row: &[CellIndex],
        corner: usize,
        at: usize,
        cells: &[SheetCell],
        start: usize,
    ) -> Vec<(usize, Option<CellIndex>)> {
        let own = |column: &usize| !cells[*column].covered;
        let mut columns: Vec<usize> = (start..cells.len()).filter(own).collect();
        let named = |column: usize| self.headed(format, row, at, column);
        if columns.iter().any(|column| named(*column).is_some()) {
            return columns.into_iter().map(|column| (column, named(column))).collect();
        }
        while columns.len() > row.len()
            && columns.last().is_some_and(|last| cells[*last].text.is_empty())
        {
            columns.pop();
        }
        let inputs: Vec<CellIndex> =
            row.iter().filter(|cell| !format.cell(**cell).derived).copied().collect();
        let targets = if columns.len() == row.len() {
            row
        } else if columns.len() == inputs.len() {
            &inputs
        } else {
            row.get(corner..).unwrap_or_default()
        };
        let target = |(at, column)| (column, targets.get(at).copied());
        columns.into_iter().enumerate().map(target).collect()
    }
}

impl Labels {
    /// The cell of a row of the grid that the heading over a cell of the sheet names.
    fn headed(
        &self,
        format: &Format,
        row: &[CellIndex],
        at: usize,
        column: usize,
    ) -> Option<CellIndex> {
        let head = self.heads[at][column].as_deref()?;
        let named = |cell: &&CellIndex| plain(&format.column_of(**cell).label) == head;
        let mut found = row.iter().filter(named);
        // In a wide row each heading is there more than once and says nothing.
        found.next().filter(|_| found.next().is_none()).copied()
    }
}

/// The row of the grid that a row of the sheet is labelled as, and where that label stands.
fn row_label(format: &Format, grid: &Grid, cells: &[SheetCell]) -> Option<(usize, usize)> {
    let before_figures = cells.iter().take_while(|cell| !is_figure(&cell.text)).count();
    let labels = cells[..before_figures].iter().enumerate().rev();
    labels
        .filter(|(_, cell)| !cell.covered && !cell.text.is_empty())
        .find_map(|(at, cell)| Some((row_of(format, grid, &cell.text)?, at)))
}

/// The row of this label. A label cut short is known where it can be only one.
fn row_of(format: &Format, grid: &Grid, label: &str) -> Option<usize> {
    let label = plain(label);
    // A row that holds cells of several rows of its table is a wide one: its label is a heading.
    let first = |cells: &Vec<CellIndex>| {
        let (first, last) = (*cells.first()?, *cells.last()?);
        (format.cell(first).row == format.cell(last).row).then(|| format.row_of(first))
    };
    let rows =
        || grid.rows().iter().map(first).enumerate().filter_map(|(at, row)| Some((at, row?)));
    let whole = rows().find(|(_, row)| {
        plain(&row.label) == label || row.also.iter().any(|also| plain(also) == label)
    });
    let mut cut = rows().filter(|(_, row)| {
        label.chars().count() >= SHORTEST_LABEL && plain(&row.label).starts_with(&label)
    });
    let only = cut.next().filter(|_| cut.next().is_none());
    whole.or(only).map(|(at, _)| at)
}

/// Characters that a label cut short must have to be known.
const SHORTEST_LABEL: usize = 4;

/// A label without its number, its spaces and its signs, in half-width.
fn plain(label: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let text: String = label.chars().map(narrow).filter(|c| !c.is_whitespace()).collect();
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let opened = text.trim_start_matches('(');
    let rest = opened.trim_start_matches(numeral);
    let numbered = rest.len() < opened.len() && rest.starts_with([')', '.', '、', ',']);
    let name = if numbered { rest } else { &text };
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The figures of a sheet without known row labels: what is left behind headings and foreign labels.
struct Body<'a> {
    labels: &'a Labels,
    top: usize,
    left: usize,
    /// Labels of rows of which none is known.
    foreign: Vec<Aim<'a>>,
    rows: Vec<&'a [SheetCell]>,
}

impl<'a> Body<'a> {
    fn of(sheet: &'a Sheet, labels: &'a Labels) -> Self {
        let is_text = |cell: &SheetCell| {
            !cell.text.is_empty() && !is_figure(&cell.text) && !is_sign(&cell.text)
        };
        let no_figures = |row: &[SheetCell]| {
            row.iter().any(is_text) && !row.iter().any(|cell| is_figure(&cell.text))
        };
        let headings = sheet.rows.iter().take_while(|row| no_figures(row)).count();
        // A sheet of nothing but texts is put as it is, so that each is named as no figure.
        let top = if headings == sheet.rows.len() { 0 } else { headings };
        let rows = &sheet.rows[top..];
        let label = |column: usize| {
            rows.iter().any(|row| is_text(&row[column]))
                && !rows.iter().any(|row| is_figure(&row[column].text))
        };
        let labels_left = (0..sheet.width()).take_while(|column| label(*column)).count();
        let left = if labels_left == sheet.width() { 0 } else { labels_left };
        let mut foreign = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in row[..left].iter().enumerate().filter(|(_, cell)| !cell.covered) {
                let to = Err(Why::UnknownRow);
                foreign.push(Aim { row: top + at, column, text: &cell.text, to });
            }
        }
        Self { labels, top, left, foreign, rows: rows.iter().map(|row| &row[left..]).collect() }
    }

    /// The rows of the grid, from the corner on, that the rows of the body go to.
    fn grid_rows<'g>(
        format: &'g Format,
        grid: &'g Grid,
        from: usize,
        inputs_only: bool,
    ) -> impl Iterator<Item = &'g Vec<CellIndex>> {
        let is_input = |cell: &CellIndex| !format.cell(*cell).derived;
        let rows = grid.rows().get(from..).unwrap_or_default().iter();
        rows.filter(move |row| !inputs_only || row.iter().any(is_input))
    }

    fn aims(
        &self,
        format: &Format,
        grid: &Grid,
        (row, column): (usize, usize),
        inputs_only: bool,
    ) -> Vec<Aim<'a>> {
        let mut rows = Self::grid_rows(format, grid, row, inputs_only);
        let mut aims = self.foreign.clone();
        for (at, cells) in self.rows.iter().enumerate() {
            let whole = rows.next().map(Vec::as_slice).unwrap_or_default();
            let own = whole.get(column..).unwrap_or_default().iter();
            let mut own = own.filter(|cell| !inputs_only || !format.cell(**cell).derived);
            for (beside, cell) in cells.iter().enumerate() {
                let (row, column) = (self.top + at, self.left + beside);
                let next = own.next();
                let to = self.labels.headed(format, whole, row, column).or(next.copied());
                if !cell.covered {
                    aims.push(Aim { row, column, text: &cell.text, to: to.ok_or(Why::Outside) });
                }
            }
        }
        aims
    }

    /// From which column on it goes: from the corner's, but from the first where headings came with
    /// it and it is as wide as the row.
    fn first_column(&self, format: &Format, grid: &Grid, (row, column): (usize, usize)) -> usize {
        let own = grid.rows().get(row).map(Vec::as_slice).unwrap_or_default();
        let inputs = own.iter().filter(|cell| !format.cell(**cell).derived).count();
        let wide = self.rows.first().map_or(0, |row| row.len());
        if self.top > 0 && (wide == own.len() || wide == inputs) { 0 } else { column }
    }

    /// Whether the body has exactly as many rows or columns as there are inputs up to the edge, and
    /// computed cells lie among them.
    fn fills(&self, format: &Format, grid: &Grid, (row, column): (usize, usize)) -> bool {
        let all = Self::grid_rows(format, grid, row, false).count();
        let inputs = Self::grid_rows(format, grid, row, true).count();
        let is_input = |cell: &&CellIndex| !format.cell(**cell).derived;
        let own = grid.rows().get(row).and_then(|row| row.get(column..)).unwrap_or_default();
        let wide = self.rows.first().map_or(0, |row| row.len());
        let columns = own.iter().filter(is_input).count();
        (inputs < all && self.rows.len() == inputs && wide <= own.len())
            || (columns < own.len() && wide == columns && self.rows.len() <= all)
    }
}
