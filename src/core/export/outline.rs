//! A report as a sequence of titles, headings, paragraphs and tables, for every writer that prints it.
//!
//! Says what stands where and in which order; knows neither markup nor styles.

use super::{Copy, written};
use crate::core::compute::Figures;
use crate::core::format::{CellIndex, Format, HeadCell, HeadKind, Layout, LayoutKind, Part};
use crate::core::report::{Report, paragraphs};
use crate::core::text::{Language, Message, say};

/// What stands in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The mark on a draft copy.
    DraftMark(String),
    /// The title, in the two lines it is set in: organ and year; what it is.
    Title(String, String),
    /// Heading of a part.
    Heading(String),
    /// Heading inside a part.
    SubHeading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(Table),
}

/// A table as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is of: the heading of its part, without the numeral.
    pub caption: String,
    /// How it is laid out.
    pub kind: LayoutKind,
    /// Columns taken by row labels.
    pub label_columns: usize,
    /// Columns in all.
    pub columns: usize,
    /// Rows that stand above the figures, from the top.
    pub head: usize,
    /// Its rows.
    pub rows: Vec<Vec<TableCell>>,
}

/// A cell of a printed table, which may cover several places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCell {
    /// Column it begins in, counted from 0.
    pub column: usize,
    /// Rows it covers, at least 1.
    pub rows: usize,
    /// Columns it covers, at least 1.
    pub columns: usize,
    /// What it is.
    pub kind: CellKind,
    /// What stands in it.
    pub text: String,
}

impl TableCell {
    /// Its text, where the label of a group in a narrow column has its number on a line of its own:
    /// （三） and what it says.
    #[must_use]
    pub fn in_lines(&self) -> String {
        if self.kind == CellKind::GroupLabel && self.column > 0 {
            self.text.replacen('）', "）\n", 1)
        } else {
            self.text.replace(['\r', '\n'], " ")
        }
    }
}

/// What a cell of a printed table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// A heading.
    Head(HeadKind),
    /// The label of several rows.
    GroupLabel,
    /// The label of one row.
    RowLabel,
    /// A figure.
    Figure(CellIndex),
}

/// The report, from the mark of a draft to the last paragraph.
#[must_use]
pub fn outline(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if copy == Copy::Draft {
        pieces.push(Piece::DraftMark(say(Language::ZhCn, &Message::DraftMark)));
    }
    let organ = format!("{}{}年", report.header.organ.trim(), report.header.year);
    pieces.push(Piece::Title(organ, format.title.clone()));
    let text =
        |text: &str| paragraphs(text).map(|one| Piece::Paragraph(one.into())).collect::<Vec<_>>();
    pieces.extend(text(&report.preface(format)));
    for part in &format.parts {
        pieces.push(Piece::Heading(part.label.clone()));
        pieces.extend(tables(format, report, figures, copy, part).into_iter().map(Piece::Table));
        for spec in &part.narratives {
            pieces.extend(spec.label.clone().map(Piece::SubHeading));
            pieces.extend(text(report.narrative(&spec.id)));
        }
    }
    pieces
}

/// The tables of a part: blocks stand under one another in one table, others by themselves.
#[must_use]
pub fn tables(
    format: &Format,
    report: &Report,
    figures: &Figures,
    copy: Copy,
    part: &Part,
) -> Vec<Table> {
    let caption = part.numeral_and_heading().1;
    let mut tables: Vec<Table> = Vec::new();
    for id in &part.tables {
        let Some((at, table)) = format.table(id) else { continue };
        let layout = format.layout(at);
        let head = layout.head.len();
        let rows = place(&layout, |cell| written(report, figures, copy, cell));
        match tables.last_mut() {
            Some(last) if table.layout == LayoutKind::Block && last.kind == table.layout => {
                last.rows.extend(rows);
            }
            _ => tables.push(Table {
                caption: caption.into(),
                kind: table.layout,
                label_columns: layout.label_columns,
                columns: layout.columns,
                head,
                rows,
            }),
        }
    }
    tables
}

/// Every heading, label and figure of a layout in its place.
fn place(layout: &Layout, figure: impl Fn(CellIndex) -> String) -> Vec<Vec<TableCell>> {
    let height = layout.head.len() + layout.body.len();
    let mut taken = vec![vec![false; layout.columns]; height];
    let mut rows = Vec::new();
    let mut put = |at: usize, rows: usize, columns: usize| {
        let column = taken[at].iter().position(|taken| !taken).unwrap_or(0);
        for row in taken.iter_mut().skip(at).take(rows) {
            for place in row.iter_mut().skip(column).take(columns) {
                *place = true;
            }
        }
        column
    };
    for (at, row) in layout.head.iter().enumerate() {
        let cell = |cell: &HeadCell| TableCell {
            column: put(at, cell.rowspan, cell.colspan),
            rows: cell.rowspan,
            columns: cell.colspan,
            kind: CellKind::Head(cell.kind),
            text: cell.label.clone(),
        };
        rows.push(row.iter().map(cell).collect());
    }
    for (below, row) in layout.body.iter().enumerate() {
        let at = layout.head.len() + below;
        let mut cells = Vec::new();
        for label in &row.labels {
            let kind =
                if label.group.is_some() { CellKind::GroupLabel } else { CellKind::RowLabel };
            let column = put(at, label.rowspan, label.colspan);
            cells.push(TableCell {
                column,
                rows: label.rowspan,
                columns: label.colspan,
                kind,
                text: label.label.clone(),
            });
        }
        for cell in &row.cells {
            cells.push(TableCell {
                column: put(at, 1, cell.colspan),
                rows: 1,
                columns: cell.colspan,
                kind: CellKind::Figure(cell.cell),
                text: figure(cell.cell),
            });
        }
        rows.push(cells);
    }
    rows
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests {
    use super::*;
    use crate::core::compute::compute;

    #[test]
    fn every_place_of_every_table_is_covered_once_and_every_figure_stands_in_one() {
        let format = Format::for_year(2025).unwrap();
        let report = Report::new(&format, "甲县", 2025);
        let figures = compute(&format, &report);
        let mut found = Vec::new();
        for part in &format.parts {
            for table in tables(&format, &report, &figures, Copy::Draft, part) {
                let mut covered = vec![vec![0; table.columns]; table.rows.len()];
                for (at, row) in table.rows.iter().enumerate() {
                    for cell in row {
                        for row in &mut covered[at..at + cell.rows] {
                            for place in &mut row[cell.column..cell.column + cell.columns] {
                                *place += 1;
                            }
                        }
                        if let CellKind::Figure(cell) = cell.kind {
                            found.push(cell);
                        }
                    }
                }
                assert!(covered.iter().flatten().all(|times| *times == 1), "{}", table.caption);
            }
        }
        assert_eq!(found, format.indices().collect::<Vec<_>>());
    }
}
