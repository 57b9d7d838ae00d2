//! Why a computed figure is what it is: its relation and its addends.
//!
//! Knows no wording; the relation's basis is the form's own.

use super::compute::Figures;
use super::format::{CellIndex, Format, Relation};
use super::report::Figure;

/// A total taken apart.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// The rule that derives it.
    pub relation: &'a Relation,
    /// What is added, in the order of the form. `None` is a blank, which counts as nothing.
    pub addends: Vec<(CellIndex, Option<Figure>)>,
    /// The sum.
    pub total: Option<Figure>,
}

/// Explains a computed cell; `None` for a cell that is typed.
#[must_use]
pub fn explain<'a>(
    format: &'a Format,
    figures: &Figures,
    cell: CellIndex,
) -> Option<Explanation<'a>> {
    let line = format.derivations.iter().find(|line| line.left[0] == cell)?;
    Some(Explanation {
        relation: &format.relations[line.relation],
        addends: line.right.iter().map(|addend| (*addend, figures[*addend])).collect(),
        total: figures[cell],
    })
}
