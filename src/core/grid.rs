//! Moving about and selecting in the tables of a part, as in a spreadsheet.
//!
//! Rows and columns here are those that are seen, counted from 0 over all tables of the part; rows
//! may differ in length. Knows no keys and no screen.

use super::format::{CellIndex, Format, Layout};
use std::ops::RangeInclusive;

/// The rows of figures of a part as they are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid(Vec<Vec<CellIndex>>);

/// Where to move from a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the column before.
    Left,
    /// To the column after.
    Right,
    /// To the first cell of the row.
    RowStart,
    /// To the last cell of the row.
    RowEnd,
    /// To the first cell of all.
    Start,
    /// To the last cell of all.
    End,
    /// Down to the next cell that can be typed into; from the last row to the top of the next column.
    NextDown,
    /// The way back.
    NextUp,
}

/// A rectangle of cells, from the corner it was begun at to the corner it was drawn to; each a row
/// and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: (usize, usize),
    /// Where it was drawn to.
    pub head: (usize, usize),
}

impl Selection {
    /// One cell.
    #[must_use]
    pub fn at(cell: (usize, usize)) -> Self {
        Self { anchor: cell, head: cell }
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> RangeInclusive<usize> {
        self.anchor.0.min(self.head.0)..=self.anchor.0.max(self.head.0)
    }

    /// Its columns. A shorter row has fewer of them.
    #[must_use]
    pub fn columns(&self) -> RangeInclusive<usize> {
        self.anchor.1.min(self.head.1)..=self.anchor.1.max(self.head.1)
    }

    /// Whether the cell at this row and column is in it.
    #[must_use]
    pub fn holds(&self, (row, column): (usize, usize)) -> bool {
        self.rows().contains(&row) && self.columns().contains(&column)
    }
}

impl Grid {
    /// The rows of these layouts under one another.
    #[must_use]
    pub fn of<'a>(layouts: impl Iterator<Item = &'a Layout>) -> Self {
        let rows = layouts.flat_map(|layout| &layout.body);
        Self(rows.map(|row| row.cells.iter().map(|cell| cell.cell).collect()).collect())
    }

    /// The rows, from the top.
    #[must_use]
    pub fn rows(&self) -> &[Vec<CellIndex>] {
        &self.0
    }

    /// Row and column of a cell; `None` for a cell of another part.
    #[must_use]
    pub fn position(&self, cell: CellIndex) -> Option<(usize, usize)> {
        let in_row = |cells: &Vec<CellIndex>| cells.iter().position(|one| *one == cell);
        self.0.iter().enumerate().find_map(|(row, cells)| Some((row, in_row(cells)?)))
    }

    /// Where a step leads; in a shorter row to the last cell. `None` at the edge.
    #[must_use]
    pub fn step(&self, format: &Format, from: CellIndex, step: Step) -> Option<CellIndex> {
        let (row, column) = self.position(from)?;
        match step {
            Step::Left => self.0[row].get(column.checked_sub(1)?).copied(),
            Step::Right => self.0[row].get(column + 1).copied(),
            Step::Up => self.in_row(row.checked_sub(1)?, column),
            Step::Down => self.in_row(row + 1, column),
            Step::RowStart => self.0[row].first().copied(),
            Step::RowEnd => self.0[row].last().copied(),
            Step::Start => self.0.first()?.first().copied(),
            Step::End => self.0.last()?.last().copied(),
            Step::NextDown => self.by_columns(format, from).skip_while(|cell| *cell != from).nth(1),
            Step::NextUp => self.by_columns(format, from).take_while(|cell| *cell != from).last(),
        }
        .filter(|cell| *cell != from)
    }

    /// The cells that can be typed into, column by column, with `from` in its place whatever it is.
    fn by_columns<'a>(
        &'a self,
        format: &'a Format,
        from: CellIndex,
    ) -> impl Iterator<Item = CellIndex> + 'a {
        (0..self.width())
            .flat_map(|column| self.0.iter().filter_map(move |row| row.get(column).copied()))
            .filter(move |cell| *cell == from || !format.cell(*cell).derived)
    }

    /// The length of the longest row.
    fn width(&self) -> usize {
        self.0.iter().map(Vec::len).max().unwrap_or(0)
    }

    fn in_row(&self, row: usize, column: usize) -> Option<CellIndex> {
        let cells = self.0.get(row)?;
        cells.get(column).or(cells.last()).copied()
    }

    /// The selection drawn one step further; it stops at the edge.
    #[must_use]
    pub fn extend(&self, selection: Selection, step: Step) -> Selection {
        let (row, column) = selection.head;
        let (last_row, last_column) =
            (self.0.len().saturating_sub(1), self.width().saturating_sub(1));
        let head = match step {
            Step::Up | Step::NextUp => (row.saturating_sub(1), column),
            Step::Down | Step::NextDown => (last_row.min(row + 1), column),
            Step::Left => (row, column.saturating_sub(1)),
            Step::Right => (row, last_column.min(column + 1)),
            Step::RowStart => (row, 0),
            Step::RowEnd => (row, last_column),
            Step::Start => (0, 0),
            Step::End => (last_row, last_column),
        };
        Selection { head, ..selection }
    }

    /// All of it.
    #[must_use]
    pub fn whole(&self) -> Selection {
        self.extend(Selection::at((0, 0)), Step::End)
    }

    /// The selected cells, row by row.
    pub fn selected(&self, selection: Selection) -> impl Iterator<Item = &[CellIndex]> {
        self.0.get(selection.rows()).unwrap_or_default().iter().map(move |row| {
            let (start, end) = (*selection.columns().start(), *selection.columns().end());
            row.get(start..row.len().min(end + 1)).unwrap_or_default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(id: &str) -> (Format, Grid) {
        let format = Format::for_year(2025).unwrap();
        let part = format.parts.iter().find(|part| part.id == id).unwrap();
        let tables = part.tables.iter().map(|id| format.table(id).unwrap().0);
        let layouts: Vec<_> = tables.map(|table| format.layout(table)).collect();
        let grid = Grid::of(layouts.iter());
        (format, grid)
    }

    fn walk(part_id: &str, from: (usize, usize), steps: &[Step]) -> Vec<Option<(usize, usize)>> {
        let (format, grid) = part(part_id);
        let mut at = grid.rows()[from.0][from.1];
        let step = |step: &Step| {
            let next = grid.step(&format, at, *step);
            at = next.unwrap_or(at);
            next.and_then(|cell| grid.position(cell))
        };
        steps.iter().map(step).collect()
    }

    #[test]
    fn arrows_stop_at_the_edges_and_reach_computed_cells() {
        use Step::{Down, Left, Right, Up};
        assert_eq!(walk("requests", (0, 0), &[Up, Left]), [None, None]);
        assert_eq!(walk("requests", (0, 5), &[Right, Right]), [Some((0, 6)), None]);
        assert_eq!(
            walk("requests", (22, 0), &[Down, Down, Down]),
            [Some((23, 0)), Some((24, 0)), None]
        );
    }

    #[test]
    fn a_shorter_row_is_entered_at_its_end() {
        use Step::{Down, Up};
        let seen = walk("proactive_disclosure", (1, 2), &[Down, Up]);
        assert_eq!(seen, [Some((2, 0)), Some((1, 0))]);
    }

    #[test]
    fn home_and_end_lead_to_the_ends_of_row_and_table() {
        use Step::{End, RowEnd, RowStart, Start};
        let seen = walk("requests", (4, 3), &[RowStart, RowEnd, Start, End, End]);
        assert_eq!(seen, [Some((4, 0)), Some((4, 6)), Some((0, 0)), Some((24, 6)), None]);
    }

    #[test]
    fn enter_passes_every_input_once_column_by_column() {
        for (id, first, inputs) in [
            ("requests", (0, 0), 144),
            ("proactive_disclosure", (0, 0), 10),
            ("challenges", (0, 0), 12),
        ] {
            let (format, grid) = part(id);
            let down = walk(id, first, &[Step::NextDown; 150]);
            let passed: Vec<_> = down.iter().flatten().collect();
            assert_eq!(passed.len(), inputs - 1, "{id}");
            assert!(
                passed.iter().all(|(row, column)| !format.cell(grid.rows()[*row][*column]).derived)
            );
            let last = **passed.last().unwrap();
            assert_eq!(
                walk(id, last, &[Step::NextUp; 150]).iter().flatten().count(),
                inputs - 1,
                "{id}"
            );
        }
        assert_eq!(walk("requests", (24, 0), &[Step::NextDown]), [Some((0, 1))]);
        assert_eq!(walk("requests", (23, 1), &[Step::NextDown]), [Some((24, 1))]);
    }

    #[test]
    fn a_selection_grows_and_shrinks_around_its_anchor_and_stops_at_the_edge() {
        let (_, grid) = part("requests");
        let one = Selection::at((1, 1));
        let drawn = [Step::Right, Step::Down, Step::Down]
            .iter()
            .fold(one, |all, step| grid.extend(all, *step));
        assert_eq!((drawn.rows(), drawn.columns()), (1..=3, 1..=2));
        let back = [Step::Up; 5].iter().fold(drawn, |all, step| grid.extend(all, *step));
        assert_eq!((back.rows(), back.columns()), (0..=1, 1..=2));
        assert_eq!(grid.selected(grid.whole()).flatten().count(), 175);
        assert!(back.holds((0, 2)) && !back.holds((2, 1)));
    }

    #[test]
    fn a_selection_over_shorter_rows_holds_what_is_there() {
        let (_, grid) = part("proactive_disclosure");
        assert_eq!(grid.selected(grid.whole()).flatten().count(), 10);
        let right = Selection { anchor: (0, 1), head: (5, 2) };
        let lengths: Vec<usize> = grid.selected(right).map(<[_]>::len).collect();
        assert_eq!(lengths, [2, 2, 0, 0, 0, 0]);
    }
}
