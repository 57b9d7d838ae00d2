//! The report as sheets of a spreadsheet: what stands where, which figures are formulas over others.
//!
//! The first sheet has the tables as the form draws them, with a row under a table for each balance that
//! the form demands; the second has a line for each cell. Knows no file format and no colours.

use super::html::escape;
use super::outline::{CellKind, Table, tables};
use super::{Copy, written};
use crate::core::compute::Figures;
use crate::core::format::{
    CellIndex, Compare, Each, Format, LayoutKind, Line, Role, Severity, ValueKind,
};
use crate::core::report::{Figure, Report};
use crate::core::text::{Language, Message, caption, column_name, row_name, say, table_name};
use std::collections::BTreeMap;

/// A sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Widths of its columns, in digits.
    pub widths: Vec<u16>,
    /// Rows that stay in sight when the others are scrolled.
    pub head: usize,
    /// What stands in it, row by row. A place that no cell covers is empty.
    pub cells: Vec<SheetCell>,
}

/// A cell of a sheet, which may cover several places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// Row it begins in, counted from 0.
    pub row: usize,
    /// Column it begins in, counted from 0.
    pub column: usize,
    /// Rows it covers, at least 1.
    pub rows: usize,
    /// Columns it covers, at least 1.
    pub columns: usize,
    /// What it is, for its looks.
    pub role: SheetRole,
    /// What is in it.
    pub content: Content,
}

/// What a cell of a sheet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetRole {
    /// The title.
    Title,
    /// The mark of a draft copy.
    DraftMark,
    /// Heading of a part.
    Heading,
    /// A heading of a table.
    Head,
    /// The label of several rows.
    GroupLabel,
    /// The label of a row.
    Label,
    /// A figure of this kind, typed.
    Input(ValueKind),
    /// A figure of this kind, computed.
    Total(ValueKind),
    /// What is left of a balance of this kind: 0 where it holds.
    Balance(ValueKind),
}

/// What is in a cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Blank,
    /// A text.
    Text(String),
    /// A figure.
    Figure(Figure),
    /// A formula, with `=` before it, and what is to be seen of its result.
    Formula(String, String),
}

impl Content {
    /// What is to be seen of it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Formula(_, text) => text.clone(),
            Self::Figure(figure) => figure.to_string(),
        }
    }
}

/// Styles of [`to_html`].
pub const STYLE: &str = "\
    body { margin: 12px; font: 13px/1.4 SimSun, '宋体', 'Noto Serif CJK SC', serif; }\
    table { border-collapse: collapse; margin-bottom: 24px; }\
    td { border: 1px solid #9aa5b0; padding: 2px 6px; min-width: 3em; }\
    .figure, .sum, .balance, .head, .group { text-align: center; }\
    .title, .heading, .mark { border: 0; font-weight: bold; }\
    .title { font-size: 18px; text-align: center; }\
    .mark { text-align: right; }\
    .head, .sum { background: #f0f2f4; }\
    .sum, .balance { font-weight: bold; }\
    .off { background: #ffc7ce; color: #9c0006; }\
    .even { background: #c6efce; color: #006100; }";

/// The sheets as a page, to be looked at: formulas by their results, and themselves where one points.
#[must_use]
pub fn to_html(sheets: &[Sheet]) -> String {
    let mut page = String::from("<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\">");
    for sheet in sheets {
        page.push_str(&format!("<h2>{}</h2><table>", escape(&sheet.name)));
        let mut row = None;
        for cell in &sheet.cells {
            if row != Some(cell.row) {
                page.push_str("<tr>");
                row = Some(cell.row);
            }
            let class = match cell.role {
                SheetRole::Title => "title",
                SheetRole::DraftMark => "mark",
                SheetRole::Heading => "heading",
                SheetRole::Head => "head",
                SheetRole::GroupLabel => "group",
                SheetRole::Label => "label",
                SheetRole::Input(_) => "figure",
                SheetRole::Total(_) => "sum",
                SheetRole::Balance(_) => match &cell.content {
                    Content::Formula(_, rest) if rest == "0" => "balance even",
                    _ => "balance off",
                },
            };
            let title = match &cell.content {
                Content::Formula(formula, _) => format!(" title=\"{}\"", escape(formula)),
                Content::Blank | Content::Text(_) | Content::Figure(_) => String::new(),
            };
            let (rows, columns, text) = (cell.rows, cell.columns, escape(&cell.content.shown()));
            page.push_str(&format!(
                "<td class=\"{class}\" rowspan=\"{rows}\" colspan=\"{columns}\"{title}>{text}</td>"
            ));
        }
        page.push_str("</table>");
    }
    page
}

/// Digits that a column of figures has room for.
const FIGURE_WIDTH: u16 = 9;

/// Columns that the last label of a row takes, so that all columns of the sheet are of one width.
const LABEL_COLUMNS: usize = 3;

/// Columns that the label of a block takes, and each of its figures.
const BLOCK: (usize, usize) = (6, 3);

/// The column of the value on the second sheet, after the labels.
const VALUE_COLUMN: usize = 4;

/// The sheets of a report.
#[must_use]
pub fn workbook(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> [Sheet; 2] {
    let mut first =
        Drawn { format, report, figures, cells: Vec::new(), at: BTreeMap::new(), row: 0 };
    let drawn: Vec<(String, Vec<Table>)> = format
        .parts
        .iter()
        .map(|part| (part.label.clone(), tables(format, report, figures, copy, part)))
        .filter(|(_, tables)| !tables.is_empty())
        .collect();
    let width = drawn.iter().flat_map(|(_, all)| all).map(|one| starts(one).1).max().unwrap_or(1);
    first.line(width, SheetRole::Title, report.title(format));
    if copy == Copy::Draft {
        first.line(width, SheetRole::DraftMark, say(Language::ZhCn, &Message::DraftMark));
    }
    for (label, all) in &drawn {
        first.line(width, SheetRole::Heading, label.clone());
        for table in all {
            first.table(table);
        }
        first.row += 1;
    }
    first.put_in_formulas();
    let name = say(Language::ZhCn, &Message::SheetOfTables);
    let second = first.lines_of_cells(&name);
    let longest =
        format.indices().filter_map(|cell| figures[cell]).map(|one| one.to_string().len());
    let longest = u16::try_from(longest.max().unwrap_or(0)).unwrap_or(FIGURE_WIDTH);
    let widths = vec![FIGURE_WIDTH.max(longest + 1); width];
    [Sheet { name, widths, head: 0, cells: first.cells }, second]
}

/// The sheet's column in which each column of a table begins, and where the last ends.
fn starts(table: &Table) -> (Vec<usize>, usize) {
    let mut next = 0;
    let starts = (0..table.columns).map(|column| {
        let is_last_label = column + 1 == table.label_columns;
        let takes = match table.kind {
            LayoutKind::Block if is_last_label => BLOCK.0,
            LayoutKind::Block => BLOCK.1,
            LayoutKind::Grouped if is_last_label => LABEL_COLUMNS,
            LayoutKind::Grouped | LayoutKind::OneWideRow => 1,
        };
        next += takes;
        next - takes
    });
    (starts.collect(), next)
}

/// A sheet that is being drawn from the top.
struct Drawn<'a> {
    format: &'a Format,
    report: &'a Report,
    figures: &'a Figures,
    cells: Vec<SheetCell>,
    /// Row and column of every figure.
    at: BTreeMap<CellIndex, (usize, usize)>,
    row: usize,
}

impl Drawn<'_> {
    /// A text over the whole width, in a row of its own.
    fn line(&mut self, columns: usize, role: SheetRole, text: String) {
        let content = Content::Text(text);
        self.cells.push(SheetCell { row: self.row, column: 0, rows: 1, columns, role, content });
        self.row += 1;
    }

    fn table(&mut self, table: &Table) {
        let (starts, end) = starts(table);
        let start = |column: usize| starts.get(column).copied().unwrap_or(end);
        let mut drawn = BTreeMap::new();
        for (below, row) in table.rows.iter().enumerate() {
            for cell in row {
                let (row, column) = (self.row + below, start(cell.column));
                let columns = start(cell.column + cell.columns) - column;
                let (role, content) = match cell.kind {
                    CellKind::Figure(index) => {
                        self.at.insert(index, (row, column));
                        drawn.insert(index, (column, columns));
                        self.figure(index)
                    }
                    CellKind::Head(_) => (SheetRole::Head, Content::Text(cell.text.clone())),
                    CellKind::GroupLabel => (SheetRole::GroupLabel, Content::Text(cell.in_lines())),
                    CellKind::RowLabel => (SheetRole::Label, Content::Text(cell.text.clone())),
                };
                self.cells.push(SheetCell { row, column, rows: cell.rows, columns, role, content });
            }
        }
        self.row += table.rows.len();
        self.balances(start(table.label_columns), &drawn);
    }

    /// A typed figure; what is computed waits until all places are known.
    fn figure(&self, index: CellIndex) -> (SheetRole, Content) {
        let cell = self.format.cell(index);
        if cell.derived {
            return (SheetRole::Total(cell.value), Content::Blank);
        }
        let content = match self.figures[index] {
            Some(figure) => Content::Figure(figure),
            None => match written(self.report, self.figures, Copy::Final, index) {
                text if text.is_empty() => Content::Blank,
                text => Content::Text(text),
            },
        };
        (SheetRole::Input(cell.value), content)
    }

    /// Under a table, a row for each balance of its columns: what is left of it. `drawn` has the column of
    /// each figure of the table, and how many it covers.
    fn balances(&mut self, labels: usize, drawn: &BTreeMap<CellIndex, (usize, usize)>) {
        let format = self.format;
        for (at, relation) in format.relations.iter().enumerate() {
            let demanded = relation.role == Role::Check
                && relation.each == Each::Column
                && relation.compare == Compare::Equal
                && relation.severity == Some(Severity::Error)
                && !relation.right.is_empty();
            let in_table = |line: &&Line| {
                let mut cells = line.left.iter().chain(&line.right);
                line.last_year.is_empty() && cells.all(|cell| drawn.contains_key(cell))
            };
            let lines = format.checks.iter().filter(|line| line.relation == at).filter(in_table);
            let lines: Vec<&Line> = lines.collect();
            if !demanded || lines.is_empty() || labels == 0 {
                continue;
            }
            let words = Message::BalanceRow(caption(Language::ZhCn, format, relation));
            let content = Content::Text(say(Language::ZhCn, &words));
            let (row, role) = (self.row, SheetRole::Label);
            self.cells.push(SheetCell { row, column: 0, rows: 1, columns: labels, role, content });
            for line in lines {
                let Some((column, columns)) = drawn.get(&line.left[0]).copied() else { continue };
                let kind = format.cell(line.left[0]).value;
                let formula =
                    exact(&format!("{}-{}", self.sum(&line.left), self.sum(&line.right)), kind);
                let content = Content::Formula(formula, self.rest(line, kind));
                let role = SheetRole::Balance(kind);
                self.cells.push(SheetCell { row, column, rows: 1, columns, role, content });
            }
            self.row += 1;
        }
    }

    /// What is left of a balance, with a sign.
    fn rest(&self, line: &Line, kind: ValueKind) -> String {
        let sum = |cells: &[CellIndex]| {
            self.figures.sum(self.format, cells).unwrap_or(Figure::zero(kind))
        };
        let (left, right) = (sum(&line.left), sum(&line.right));
        let sign = if left < right { "-" } else { "" };
        format!("{sign}{}", left.difference(right))
    }

    fn put_in_formulas(&mut self) {
        let mut formulas = BTreeMap::new();
        for Line { left, right, .. } in &self.format.derivations {
            let kind = self.format.cell(left[0]).value;
            let result = self.figures[left[0]].map_or(String::new(), |figure| figure.to_string());
            let formula = exact(&self.sum(right), kind);
            if let Some(place) = self.at.get(&left[0]) {
                formulas.insert(*place, Content::Formula(formula, result));
            }
        }
        for cell in &mut self.cells {
            if let Some(formula) = formulas.remove(&(cell.row, cell.column)) {
                cell.content = formula;
            }
        }
    }

    /// The sum of cells, with those that lie in a line named by its ends.
    fn sum(&self, cells: &[CellIndex]) -> String {
        let places: Vec<_> = cells.iter().filter_map(|cell| self.at.get(cell).copied()).collect();
        let mut runs: Vec<((usize, usize), (usize, usize))> = Vec::new();
        for (row, column) in places {
            match runs.last_mut() {
                Some((first, last))
                    if (first.0 == row && *last == (row, column.wrapping_sub(1)))
                        || (first.1 == column && *last == (row.wrapping_sub(1), column)) =>
                {
                    *last = (row, column);
                }
                _ => runs.push(((row, column), (row, column))),
            }
        }
        let run = |(first, last): &((usize, usize), (usize, usize))| {
            if first == last {
                address(*first)
            } else {
                format!("{}:{}", address(*first), address(*last))
            }
        };
        format!("SUM({})", runs.iter().map(run).collect::<Vec<_>>().join(","))
    }

    /// The second sheet: a line for each cell, whose value is the one on the first.
    fn lines_of_cells(&self, first: &str) -> Sheet {
        let words = |message| say(Language::ZhCn, &message);
        let head = [
            Message::CellId,
            Message::TableColumn,
            Message::RowColumn,
            Message::ColumnColumn,
            Message::ValueColumn,
        ];
        let one = |row, column, role, content| SheetCell {
            row,
            column,
            rows: 1,
            columns: 1,
            role,
            content,
        };
        let mut cells: Vec<SheetCell> = head
            .into_iter()
            .enumerate()
            .map(|(column, word)| one(0, column, SheetRole::Head, Content::Text(words(word))))
            .collect();
        for (at, index) in self.format.indices().enumerate() {
            let cell = self.format.cell(index);
            let texts = [
                cell.id.to_string(),
                table_name(Language::ZhCn, self.format, cell.table),
                row_name(Language::ZhCn, self.format, index),
                column_name(Language::ZhCn, self.format, index),
            ];
            for (column, text) in texts.into_iter().enumerate() {
                cells.push(one(at + 1, column, SheetRole::Label, Content::Text(text)));
            }
            let Some(place) = self.at.get(&index) else { continue };
            let source = format!("'{first}'!{}", address(*place));
            // A blank is not zero.
            let formula = format!("=IF(ISBLANK({source}),\"\",{source})");
            let result = written(self.report, self.figures, Copy::Final, index);
            let role = if cell.derived {
                SheetRole::Total(cell.value)
            } else {
                SheetRole::Input(cell.value)
            };
            cells.push(one(at + 1, VALUE_COLUMN, role, Content::Formula(formula, result)));
        }
        let name = words(Message::SheetOfCells);
        Sheet { name, widths: vec![60, 8, 40, 24, 16], head: 1, cells }
    }
}

/// A formula whose result is rounded where binary fractions leave a trace behind.
fn exact(formula: &str, kind: ValueKind) -> String {
    match kind {
        ValueKind::Count | ValueKind::Change => format!("={formula}"),
        ValueKind::Amount => format!("=ROUND({formula},6)"),
    }
}

/// A place as spreadsheets write it: `A1`.
fn address((row, column): (usize, usize)) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_spreadsheets_do() {
        for (place, text) in [
            ((0, 0), "A1"),
            ((9, 25), "Z10"),
            ((0, 26), "AA1"),
            ((0, 51), "AZ1"),
            ((0, 702), "AAA1"),
        ] {
            assert_eq!(address(place), text);
        }
    }
}
