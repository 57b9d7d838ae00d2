//! How far a report has come, part by part.
//!
//! Counts; the words for it are in `text`.

use super::check::{Finding, Standing};
use super::format::Format;
use super::report::Report;

/// How far a part, or a whole report, has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Cells with something in them.
    pub filled_cells: usize,
    /// Cells that want something in them.
    pub cells: usize,
    /// Texts written, of those that the form wants.
    pub written: usize,
    /// Texts that the form wants.
    pub narratives: usize,
    /// Findings to put right.
    pub errors: usize,
    /// Findings to look at.
    pub warnings: usize,
    /// Something optional is there.
    pub touched: bool,
}

impl Progress {
    /// Nothing is there yet.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.filled_cells == 0 && self.written == 0 && !self.touched
    }

    /// Everything wanted is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.filled_cells == self.cells && self.written == self.narratives
    }

    /// Cells that are open.
    #[must_use]
    pub fn blank_cells(&self) -> usize {
        self.cells - self.filled_cells
    }

    /// Filled cells in whole hundredths, rounded down, so that 100 means all.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.filled_cells * 100).checked_div(self.cells).unwrap_or(100)
    }
}

/// One [`Progress`] per part, in the order of the form.
#[must_use]
pub fn by_part(format: &Format, report: &Report, findings: &[Finding]) -> Vec<Progress> {
    let mut parts = vec![Progress::default(); format.parts.len()];
    for cell in format.inputs() {
        let part = &mut parts[format.part_of(cell)];
        part.cells += 1;
        part.filled_cells += usize::from(!report.entry(cell).is_blank());
    }
    for (part, spec) in format.narratives() {
        let written = !report.narrative(&spec.id).trim().is_empty();
        parts[part].touched |= written;
        if !spec.optional {
            parts[part].narratives += 1;
            parts[part].written += usize::from(written);
        }
    }
    for finding in findings {
        let Some(part) = finding.part(format) else { continue };
        if matches!(finding, Finding::Disagreement(found) if found.follows) {
            continue;
        }
        match finding.standing() {
            Standing::Error => parts[part].errors += 1,
            Standing::Warning => parts[part].warnings += 1,
            Standing::Open | Standing::Explained => {}
        }
    }
    parts
}

/// The whole report.
#[must_use]
pub fn overall(parts: &[Progress]) -> Progress {
    parts.iter().fold(Progress::default(), |sum, part| Progress {
        filled_cells: sum.filled_cells + part.filled_cells,
        cells: sum.cells + part.cells,
        written: sum.written + part.written,
        narratives: sum.narratives + part.narratives,
        errors: sum.errors + part.errors,
        warnings: sum.warnings + part.warnings,
        touched: sum.touched || part.touched,
    })
}
