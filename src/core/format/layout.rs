//! How a table is printed: merged headings and labels as the official form draws them.
//!
//! One answer serves the screen and the exported page. Knows no figures and no styles.

use super::{CellIndex, Format, Group, LayoutKind, Table};

/// A table as rows of headings and rows of figures.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Columns taken by row labels.
    pub label_columns: usize,
    /// Columns in all.
    pub columns: usize,
    /// Heading rows, from the top.
    pub head: Vec<Vec<HeadCell>>,
    /// Rows of figures.
    pub body: Vec<BodyRow>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct HeadCell {
    /// Official text.
    pub label: String,
    /// What it heads.
    pub kind: HeadKind,
    /// Rows it spans, at least 1.
    pub rowspan: usize,
    /// Columns it spans, at least 1.
    pub colspan: usize,
}

/// What a heading heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadKind {
    /// The whole table: a bar above a block.
    Bar,
    /// The corner above the row labels.
    Corner,
    /// Several columns.
    Group,
    /// One column; its position in the table.
    Column(usize),
}

/// A row of figures with the labels that stand before it.
#[derive(Clone, Debug)]
pub struct BodyRow {
    /// Labels that begin in this row, from left to right.
    pub labels: Vec<LabelCell>,
    /// Its cells.
    pub cells: Vec<BodyCell>,
    /// The last row of an outermost group, or outside any.
    pub ends_group: bool,
}

/// A label before one row or several.
#[derive(Clone, Debug)]
pub struct LabelCell {
    /// Official text.
    pub label: String,
    /// Column it begins in, counted from 0.
    pub column: usize,
    /// Rows it spans.
    pub rowspan: usize,
    /// Columns it spans.
    pub colspan: usize,
    /// The group it names; `None` for the row's own label.
    pub group: Option<String>,
    /// Its group began on a sheet before this one.
    pub continued: bool,
}

/// Where a figure stands.
#[derive(Clone, Copy, Debug)]
pub struct BodyCell {
    /// Which figure.
    pub cell: CellIndex,
    /// Columns it spans.
    pub colspan: usize,
}

impl Layout {
    /// Cuts a table into sheets of at most so many rows, each a whole table: under the head again, and
    /// with the labels of the groups that go on. A cell that spans rows must never cross from one sheet
    /// to the next, because browsers draw it over the head or leave it away there.
    #[must_use]
    pub fn sheets(&self, rows: usize) -> Vec<Self> {
        let mut sheets = Vec::new();
        let mut from = 0;
        loop {
            let to = self.end_of_sheet(from, rows.max(1));
            sheets.push(self.between(from, to));
            if to >= self.body.len() {
                return sheets;
            }
            from = to;
        }
    }

    /// The row before which a sheet ends that begins with row `from`: where it cuts the fewest groups,
    /// after half a sheet or more. No last row is left alone.
    fn end_of_sheet(&self, from: usize, rows: usize) -> usize {
        let (full, end) = (from + rows, self.body.len());
        if end <= full {
            return end;
        }
        let ends = (from + rows.div_ceil(2)..=full).rev().filter(|to| end - to > 1);
        // Of equals the first is taken, which is the fullest.
        ends.min_by_key(|to| self.groups_over(*to).count()).unwrap_or(full)
    }

    /// The groups that hold both the row before this one and this one, outermost first, each with the
    /// row it begins in.
    fn groups_over(&self, row: usize) -> impl Iterator<Item = (usize, &LabelCell)> {
        let begun = self.body.iter().enumerate().take(row);
        let labels = begun.flat_map(|(at, body)| body.labels.iter().map(move |label| (at, label)));
        labels.filter(move |(at, label)| label.group.is_some() && at + label.rowspan > row)
    }

    fn between(&self, from: usize, to: usize) -> Self {
        let mut body = self.body[from..to].to_vec();
        if let Some(first) = body.first_mut() {
            let going_on = self.groups_over(from).map(|(at, label)| LabelCell {
                rowspan: at + label.rowspan - from,
                continued: true,
                ..label.clone()
            });
            first.labels.splice(0..0, going_on);
        }
        for (at, row) in body.iter_mut().enumerate() {
            for label in &mut row.labels {
                label.rowspan = label.rowspan.min(to - from - at);
            }
        }
        Self { head: self.head.clone(), body, ..*self }
    }
}

/// Columns of figures in a block, so that blocks with one column align with those of three.
const BLOCK_COLUMNS: usize = 3;

pub(super) fn of(format: &Format, table_at: usize) -> Layout {
    let table = &format.tables[table_at];
    match table.layout {
        LayoutKind::Block => block(format, table_at, table),
        LayoutKind::Grouped => grouped(format, table_at, table),
        LayoutKind::OneWideRow => one_wide_row(format, table_at, table),
    }
}

fn head(label: &str, kind: HeadKind, rowspan: usize, colspan: usize) -> HeadCell {
    HeadCell { label: label.into(), kind, rowspan, colspan }
}

fn block(format: &Format, table_at: usize, table: &Table) -> Layout {
    // What does not divide evenly goes to the last column.
    let count = table.columns.len().max(1);
    let span = |at: usize| {
        let even = BLOCK_COLUMNS / count;
        if at + 1 == count { BLOCK_COLUMNS - even * at } else { even }
    };
    let mut columns = vec![head(&table.head, HeadKind::Corner, 1, 1)];
    for (at, column) in table.columns.iter().enumerate() {
        columns.push(head(&column.label, HeadKind::Column(at), 1, span(at)));
    }
    let body = table.rows.iter().enumerate().map(|(row_at, row)| BodyRow {
        labels: vec![LabelCell {
            label: row.label.clone(),
            column: 0,
            rowspan: 1,
            colspan: 1,
            group: None,
            continued: false,
        }],
        cells: cells_of_row(format, table_at, table, row_at, span),
        ends_group: row_at + 1 == table.rows.len(),
    });
    Layout {
        label_columns: 1,
        columns: 1 + BLOCK_COLUMNS,
        head: vec![vec![head(&table.label, HeadKind::Bar, 1, 1 + BLOCK_COLUMNS)], columns],
        body: body.collect(),
    }
}

fn grouped(format: &Format, table_at: usize, table: &Table) -> Layout {
    let chains: Vec<Vec<&Group>> = table
        .rows
        .iter()
        .map(|row| chain(&table.row_groups, row.print_in.as_deref().or(row.within.as_deref())))
        .collect();
    let label_columns = 1 + chains.iter().map(Vec::len).max().unwrap_or(0);
    let body = table.rows.iter().enumerate().map(|(row_at, row)| {
        let own = &chains[row_at];
        let mut labels = Vec::new();
        for (depth, group) in own.iter().enumerate() {
            let holds = |at: usize| chains[at].get(depth).is_some_and(|g| g.id == group.id);
            if row_at == 0 || !holds(row_at - 1) {
                labels.push(LabelCell {
                    label: group.label.clone(),
                    column: depth,
                    rowspan: (row_at..table.rows.len()).take_while(|at| holds(*at)).count(),
                    colspan: 1,
                    group: Some(group.id.clone()),
                    continued: false,
                });
            }
        }
        labels.push(LabelCell {
            label: row.label.clone(),
            column: own.len(),
            rowspan: 1,
            colspan: label_columns - own.len(),
            group: None,
            continued: false,
        });
        let outermost = |at: usize| chains.get(at).and_then(|c| c.first()).map(|g| &g.id);
        BodyRow {
            labels,
            cells: cells_of_row(format, table_at, table, row_at, |_| 1),
            ends_group: outermost(row_at).is_none() || outermost(row_at) != outermost(row_at + 1),
        }
    });
    let body = body.collect();
    let members: Vec<(&str, usize, Option<&str>)> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| (column.label.as_str(), at, column.within.as_deref()))
        .collect();
    let mut rows = heading_rows(&table.column_groups, &members);
    let above = head(&table.head, HeadKind::Group, 1, table.columns.len());
    let corner = head(&table.label, HeadKind::Corner, rows.len() + 1, label_columns);
    rows.insert(0, vec![corner, above]);
    Layout { label_columns, columns: label_columns + table.columns.len(), head: rows, body }
}

/// One row of headings where there are no groups, else two: groups above their members, and
/// columns outside any group spanning both.
fn heading_rows(groups: &[Group], columns: &[(&str, usize, Option<&str>)]) -> Vec<Vec<HeadCell>> {
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    let depth = if columns.iter().any(|(_, _, group)| group.is_some()) { 2 } else { 1 };
    let mut last: Option<&str> = None;
    for (label, at, within) in columns {
        match within.and_then(|id| groups.iter().find(|group| group.id == id)) {
            Some(group) => {
                if last != Some(group.id.as_str()) {
                    let span = columns.iter().filter(|(_, _, g)| *g == Some(&group.id)).count();
                    upper.push(head(&group.label, HeadKind::Group, 1, span));
                }
                lower.push(head(label, HeadKind::Column(*at), 1, 1));
            }
            None => upper.push(head(label, HeadKind::Column(*at), depth, 1)),
        }
        last = *within;
    }
    if lower.is_empty() { vec![upper] } else { vec![upper, lower] }
}

fn one_wide_row(format: &Format, table_at: usize, table: &Table) -> Layout {
    let width = table.columns.len();
    let (mut top, mut middle, mut bottom) = (Vec::new(), Vec::new(), Vec::new());
    let mut last: Option<&str> = None;
    let any_group = table.rows.iter().any(|row| row.within.is_some());
    for row in &table.rows {
        let group = row
            .within
            .as_deref()
            .and_then(|id| table.row_groups.iter().find(|group| group.id == id));
        let headings = |rowspan| {
            let columns = table.columns.iter().enumerate();
            columns.map(move |(at, c)| head(&c.label, HeadKind::Column(at), rowspan, 1))
        };
        match group {
            Some(group) => {
                if last != Some(group.id.as_str()) {
                    let rows = table.rows.iter().filter(|r| r.within.as_deref() == Some(&group.id));
                    top.push(head(&group.label, HeadKind::Group, 1, rows.count() * width));
                }
                middle.push(head(&row.label, HeadKind::Group, 1, width));
                bottom.extend(headings(1));
            }
            None => {
                top.push(head(&row.label, HeadKind::Group, 1, width));
                middle.extend(headings(if any_group { 2 } else { 1 }));
            }
        }
        last = row.within.as_deref();
    }
    let cells = (0..table.rows.len())
        .flat_map(|row_at| cells_of_row(format, table_at, table, row_at, |_| 1))
        .collect();
    Layout {
        label_columns: 0,
        columns: width * table.rows.len(),
        head: [top, middle, bottom].into_iter().filter(|row| !row.is_empty()).collect(),
        body: vec![BodyRow { labels: Vec::new(), cells, ends_group: true }],
    }
}

fn cells_of_row(
    format: &Format,
    table_at: usize,
    table: &Table,
    row_at: usize,
    span: impl Fn(usize) -> usize,
) -> Vec<BodyCell> {
    let cell =
        |at| Some(BodyCell { cell: format.cell_at(table_at, row_at, at)?, colspan: span(at) });
    (0..table.columns.len()).filter_map(cell).collect()
}

/// The groups a row lies in, outermost first.
fn chain<'a>(groups: &'a [Group], innermost: Option<&str>) -> Vec<&'a Group> {
    let mut found = Vec::new();
    let mut at = innermost;
    while let Some(group) = at.and_then(|id| groups.iter().find(|group| group.id == id)) {
        found.insert(0, group);
        at = group.within.as_deref();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::format::load;

    /// A row by itself; A with three rows in x and three in y; B with three rows.
    const FORM: &str = r#"{
        "format": "made-up", "title": "", "basis": "", "years": {"from": 2021},
        "preface": {"id": "preface", "sentences": [], "details": []},
        "parts": [{"id": "part", "label": "", "tables": ["table"]}],
        "relations": [],
        "tables": [{
            "id": "table", "name": "", "layout": "grouped", "columns": [{"id": "column", "label": ""}],
            "row_groups": [
                {"id": "a", "label": "A"}, {"id": "x", "label": "x", "in": "a"},
                {"id": "y", "label": "y", "in": "a"}, {"id": "b", "label": "B"}
            ],
            "rows": [
                {"id": "zero", "label": "0"},
                {"id": "one", "label": "1", "in": "x"}, {"id": "two", "label": "2", "in": "x"},
                {"id": "three", "label": "3", "in": "x"}, {"id": "four", "label": "4", "in": "y"},
                {"id": "five", "label": "5", "in": "y"}, {"id": "six", "label": "6", "in": "y"},
                {"id": "seven", "label": "7", "in": "b"}, {"id": "eight", "label": "8", "in": "b"},
                {"id": "nine", "label": "9", "in": "b"}
            ]
        }]
    }"#;

    /// The rows of every sheet with the labels that stand in them: `A×3` over three rows, `~A×2` over
    /// two where it goes on.
    fn sheets(rows: usize) -> Vec<String> {
        let label = |label: &LabelCell| match &label.group {
            Some(_) if label.continued => format!("~{}×{}", label.label, label.rowspan),
            Some(_) => format!("{}×{}", label.label, label.rowspan),
            None => label.label.clone(),
        };
        let row = |row: &BodyRow| row.labels.iter().map(label).collect::<Vec<_>>().join(" ");
        let sheet = |sheet: &Layout| sheet.body.iter().map(row).collect::<Vec<_>>().join(" | ");
        load(FORM).unwrap().layout(0).sheets(rows).iter().map(sheet).collect()
    }

    #[test]
    fn a_table_that_fits_stays_one() {
        assert_eq!(sheets(10), ["0 | A×6 x×3 1 | 2 | 3 | y×3 4 | 5 | 6 | B×3 7 | 8 | 9"]);
    }

    #[test]
    fn it_is_cut_where_an_outer_group_ends_else_where_an_inner_one_does() {
        let by_outer = ["0 | A×6 x×3 1 | 2 | 3 | y×3 4 | 5 | 6", "B×3 7 | 8 | 9"];
        assert_eq!(sheets(9), by_outer);
        assert_eq!(sheets(7), by_outer);
        assert_eq!(sheets(6), ["0 | A×3 x×3 1 | 2 | 3", "~A×3 y×3 4 | 5 | 6 | B×3 7 | 8 | 9"]);
    }

    #[test]
    fn groups_that_go_on_say_so_on_every_sheet() {
        let cut = [
            "0",
            "A×2 x×2 1 | 2",
            "~A×1 ~x×1 3",
            "~A×2 y×2 4 | 5",
            "~A×1 ~y×1 6",
            "B×1 7",
            "~B×2 8 | 9",
        ];
        assert_eq!(sheets(2), cut);
        assert_eq!(sheets(1).len(), 10);
        assert_eq!(sheets(0), sheets(1));
    }
}
