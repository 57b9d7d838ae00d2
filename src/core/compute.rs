//! Computes every figure of a report.
//!
//! Knows nothing of wording or layout. Cannot fail: an entry that is blank or unreadable counts as
//! nothing and is reported by `check`.

use super::format::{CellIndex, Format, Line};
use super::report::{Figure, Reading, Report};
use std::ops::Index;

/// The figures of a report by cell: of what was typed where it can be read, and of what is
/// computed always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures(Vec<Option<Figure>>);

impl Index<CellIndex> for Figures {
    type Output = Option<Figure>;

    fn index(&self, cell: CellIndex) -> &Option<Figure> {
        &self.0[cell.0]
    }
}

impl Figures {
    /// The sum over cells of one kind; blanks count as nothing.
    #[must_use]
    pub fn sum(&self, format: &Format, cells: &[CellIndex]) -> Option<Figure> {
        let kind = format.cell(*cells.first()?).value;
        let figures = cells.iter().filter_map(|cell| self[*cell]);
        Some(figures.fold(Figure::zero(kind), Figure::plus))
    }
}

/// Computes all of it, every time: 200 cells need no bookkeeping of what changed, and so no total
/// can be stale.
///
/// The report must be one on this format.
#[must_use]
pub fn compute(format: &Format, report: &Report) -> Figures {
    let mut figures = Figures(
        format
            .indices()
            .map(|cell| match report.entry(cell).read(format.cell(cell).value) {
                Reading::Figure(figure) if !format.cell(cell).derived => Some(figure),
                _ => None,
            })
            .collect(),
    );
    for Line { left, right, .. } in &format.derivations {
        figures.0[left[0].0] = figures.sum(format, right);
    }
    figures
}
