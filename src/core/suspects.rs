//! Where a sum that does not agree most likely went wrong.
//!
//! Looks for the traces that single slips leave in the difference. Guesses, and says why; changes
//! nothing. Knows no wording.

use super::check::{Disagreement, Finding};
use super::compute::Figures;
use super::format::{CellIndex, Compare, Format, Line};
use super::last_year::LastYear;
use super::report::{Figure, Reading, Report};

/// A cell that may be the cause of a disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The cell to look at.
    pub cell: CellIndex,
    /// What speaks against it.
    pub reason: Reason,
}

/// The trace that a slip has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Another column is off by the same amount the other way, and this cell holds that amount: it
    /// may belong into this other cell of its row.
    OtherColumn(CellIndex),
    /// What was carried over from last year is blank or 0. With last year's figure where it is known
    /// and explains the difference.
    CarriedIn(Option<Figure>),
    /// What is typed cannot be read and counts as nothing.
    Unreadable,
    /// Nothing is typed there.
    Blank,
    /// It is half of the difference: it may have been typed on the wrong side.
    WrongSide,
    /// It is the difference: it may be counted twice.
    Equal,
    /// With two digits swapped it would be this, and the sums would agree.
    Swapped(Figure),
    /// With a zero more or less it would be this, and the sums would agree.
    Shifted(Figure),
}

/// With more blank cells than this a line is not finished, and its difference says nothing else.
pub const STILL_OPEN: usize = 3;

/// The cells that may explain a disagreement, likeliest first; none where no slip of the kinds
/// above would. Of a line that is not finished or not readable: the cells that are open. `findings` are those of the whole report, `last_year` the prior one.
#[must_use]
pub fn suspects(
    format: &Format,
    report: &Report,
    figures: &Figures,
    findings: &[Finding],
    found: &Disagreement,
    last_year: Option<&LastYear>,
) -> Vec<Suspect> {
    let line = found.line(format);
    let relation = &format.relations[line.relation];
    if relation.compare != Compare::Equal || line.right.is_empty() || line.derived {
        return Vec::new();
    }
    let reading = |cell: &CellIndex| report.entry(*cell).read(format.cell(*cell).value);
    let named = |reason, fits: &dyn Fn(&CellIndex) -> bool| {
        let cells = line.inputs.iter().filter(|cell| fits(cell));
        cells.map(|cell| Suspect { cell: *cell, reason }).collect::<Vec<_>>()
    };
    let unreadable =
        named(Reason::Unreadable, &|cell| matches!(reading(cell), Reading::Unreadable(_)));
    if !unreadable.is_empty() {
        return unreadable;
    }
    let open = named(Reason::Blank, &|cell| reading(cell) == Reading::Blank);
    if open.len() > STILL_OPEN {
        return open;
    }
    let of = |cell| figures[cell].map_or(0, Figure::units);
    let off = found.difference().units();
    let (over, short) = sides(format, found);
    let blank = |cell| report.entry(cell).is_blank();
    let mut kinds: Vec<Vec<Suspect>> = Vec::new();
    let mut kind = |found: Vec<Suspect>| kinds.push(found);

    let carried = |cell: &CellIndex| {
        let prior = carried_from(format, *cell)?;
        let last = last_year.and_then(|all| all.sum(format, &prior.last_year));
        let known = last.filter(|last| last.units() == off);
        (of(*cell) == 0 && (known.is_some() || last.is_none()))
            .then_some(Suspect { cell: *cell, reason: Reason::CarriedIn(known) })
    };
    let (known, guessed): (Vec<Suspect>, Vec<Suspect>) = short
        .iter()
        .filter_map(carried)
        .partition(|one| one.reason != Reason::CarriedIn(None) || blank(one.cell));
    kind(known);
    let at = |cells: &[CellIndex], reason: Reason, fits: &dyn Fn(CellIndex) -> bool| {
        let cells = cells.iter().filter(|cell| fits(**cell));
        cells.map(|cell| Suspect { cell: *cell, reason }).collect::<Vec<_>>()
    };
    kind(at(&short, Reason::Blank, &|cell| blank(cell) && carried_from(format, cell).is_none()));
    kind(at(&over, Reason::WrongSide, &|cell| of(cell).checked_mul(2) == Some(off)));
    kind(at(&over, Reason::Equal, &|cell| of(cell) == off));
    type Slip = (fn(u64, u64) -> bool, fn(Figure) -> Reason);
    let slips: [Slip; 2] = [(swapped, Reason::Swapped), (shifted, Reason::Shifted)];
    for (fits, reason) in slips {
        let mut found = Vec::new();
        for (cells, right) in
            [(&over, u64::checked_sub as fn(u64, u64) -> Option<u64>), (&short, u64::checked_add)]
        {
            for cell in cells {
                let Some(figure) = figures[*cell] else { continue };
                let Some(right) = right(figure.units(), off) else { continue };
                if fits(figure.units(), right) {
                    let reason = reason(Figure::of(figure.kind(), right));
                    found.push(Suspect { cell: *cell, reason });
                }
            }
        }
        kind(found);
    }
    // A 0 that was typed on purpose is the weakest of all traces.
    kinds.push(guessed);
    // Two columns off by the same amount are more than chance, however many cells fit.
    let strong = other_columns(format, figures, findings, found);
    rank(strong, &kinds)
}

/// Behind the strong ones: a trace that fits few cells says more than one that fits many; of traces that say as much, the
/// likelier slip comes first. A cell is named once.
fn rank(mut ranked: Vec<Suspect>, kinds: &[Vec<Suspect>]) -> Vec<Suspect> {
    let most = kinds.iter().map(Vec::len).max().unwrap_or(0);
    let by_size = (1..=most).flat_map(|size| kinds.iter().filter(move |kind| kind.len() == size));
    for one in by_size.flatten() {
        if ranked.iter().all(|known| known.cell != one.cell) {
            ranked.push(*one);
        }
    }
    ranked
}

/// The typed cells of the side that is larger, and of the other.
fn sides(format: &Format, found: &Disagreement) -> (Vec<CellIndex>, Vec<CellIndex>) {
    let line = found.line(format);
    let (left, right) = (typed(format, &line.left), typed(format, &line.right));
    if found.left > found.right { (left, right) } else { (right, left) }
}

/// The cells that are typed, of these and of those that they are computed from.
fn typed(format: &Format, cells: &[CellIndex]) -> Vec<CellIndex> {
    let mut inputs = Vec::new();
    for cell in cells {
        match format.derivations.iter().find(|line| line.left[0] == *cell) {
            Some(line) => inputs.extend(typed(format, &line.right)),
            None => inputs.push(*cell),
        }
    }
    inputs
}

/// The line that says what a cell takes over from last year's report, if it takes over anything.
fn carried_from(format: &Format, cell: CellIndex) -> Option<&Line> {
    format.checks.iter().find(|line| line.left == [cell] && !line.last_year.is_empty())
}

fn other_columns(
    format: &Format,
    figures: &Figures,
    findings: &[Finding],
    found: &Disagreement,
) -> Vec<Suspect> {
    let line = found.line(format);
    let mut suspects = Vec::new();
    for other in findings {
        let Finding::Disagreement(other) = other else { continue };
        let its = other.line(format);
        let opposite = (other.left > other.right) != (found.left > found.right);
        let same = its.relation == line.relation && other.difference() == found.difference();
        if its.derived || !same || !opposite {
            continue;
        }
        for (one, its) in [(found, its), (other, line)] {
            for cell in sides(format, one).0 {
                let held = format.cell(cell);
                let belongs = format.cell_at(held.table, held.row, its.at);
                let blank = |cell: &CellIndex| figures[*cell].is_none_or(Figure::is_zero);
                let belongs = belongs.filter(blank);
                if let Some(belongs) = belongs.filter(|_| figures[cell] == Some(one.difference())) {
                    suspects.push(Suspect { cell, reason: Reason::OtherColumn(belongs) });
                }
            }
        }
    }
    suspects
}

/// Whether one figure is the other with two neighbouring digits swapped.
fn swapped(typed: u64, right: u64) -> bool {
    let (typed, right) = (typed.to_string(), right.to_string());
    // 50 for 05: a leading zero is not written.
    let width = typed.len().max(right.len());
    let (a, b) = (format!("{typed:0>width$}"), format!("{right:0>width$}"));
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let differ: Vec<usize> = (0..width).filter(|at| a[*at] != b[*at]).collect();
    match differ.as_slice() {
        [one, two] => *two == one + 1 && a[*one] == b[*two] && a[*two] == b[*one],
        _ => false,
    }
}

/// Whether one figure is the other with a zero more or less at its end.
fn shifted(typed: u64, right: u64) -> bool {
    typed != right && (typed.checked_mul(10) == Some(right) || right.checked_mul(10) == Some(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_neighbouring_digits_are_swapped() {
        for (typed, right) in [(45, 54), (1234, 1324), (50, 5), (5, 50), (100, 10)] {
            assert!(swapped(typed, right), "{typed} {right}");
        }
        for (typed, right) in [(45, 45), (123, 321), (12, 13), (1234, 2143), (7, 700)] {
            assert!(!swapped(typed, right), "{typed} {right}");
        }
    }

    #[test]
    fn a_zero_more_or_less() {
        assert!(shifted(50, 5) && shifted(5, 50));
        assert!(!shifted(0, 0) && !shifted(55, 5) && !shifted(u64::MAX, 1));
    }
}
