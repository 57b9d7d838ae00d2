//! What the form says about its figures: which are computed, which must agree.
//!
//! A [`Relation`] is one line of the format file; a [`Line`] is what it says of one row or one
//! column. Knows no figures: `compute` and `check` read the lines.

use super::CellIndex;

/// The sum of `left` stands in a relation to the sum of `right`, once for each row or column of a
/// table. Names are rows, columns or groups of that table; a group stands for its members.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Unique in the format, in snake_case.
    pub id: String,
    /// Id of the table it speaks of.
    pub table: String,
    /// Whether it is said of each row or of each column.
    pub each: Each,
    /// The rows or columns it is said of; all where empty.
    pub only: Vec<String>,
    /// Whether the left side is computed from the right, or both are compared.
    pub role: Role,
    /// How bad a difference is. Given for checks, absent for what is derived.
    pub severity: Option<Severity>,
    /// How the sides must compare.
    pub compare: Compare,
    /// Names whose sum is the left side.
    pub left: Vec<String>,
    /// Names whose sum is the right side. `last_year:` before a name reads the prior report.
    pub right: Vec<String>,
    /// A fixed right side, written as a figure of the table's kind.
    pub limit: Option<String>,
    /// The form's or the office's words for the left side; else the names' own.
    pub left_words: Option<String>,
    /// The same for the right side.
    pub right_words: Option<String>,
    /// Where the rule is from, or why it is asked; shown with the finding.
    pub basis: String,
    /// Where its line of totals holds, a line that does not is no more than a warning.
    pub eased_by_total: bool,
    /// It may stand with an explanation, however severe it is.
    pub may_be_explained: bool,
    /// Asked also where last year's report is not known, whose figures count as nothing then.
    pub without_last_year: bool,
    /// Asked only where all these cells are 0. `last_year:` before an id reads the prior report.
    pub if_zero: Vec<String>,
    /// Not asked of organs whose full name ends so.
    pub unless_organ_ends_with: Vec<String>,
    /// Asked only of organs whose full name contains one of these; of all where empty.
    pub if_organ_contains: Vec<String>,
}

impl Relation {
    /// Whether the relation is asked of the organ of this name.
    #[must_use]
    pub fn concerns(&self, organ: &str) -> bool {
        let organ = organ.trim();
        !self.unless_organ_ends_with.iter().any(|end| organ.ends_with(end.as_str()))
            && (self.if_organ_contains.is_empty()
                || self.if_organ_contains.iter().any(|part| organ.contains(part.as_str())))
    }
}

/// Said of each row or of each column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    /// Sums run along a row; names are columns.
    Row,
    /// Sums run down a column; names are rows.
    Column,
}

/// What a relation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The left side is one cell per line: computed, shown read-only, never stored.
    Derive,
    /// Both sides are there; a difference is a finding.
    Check,
}

/// How bad it is that a check does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Must be put right before the report is published.
    Error,
    /// May stand, but somebody should look.
    Warning,
}

/// How the left side must compare with the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// Left = right. With nothing on the right: left is 0.
    #[default]
    Equal,
    /// Left ≥ right.
    AtLeast,
    /// Left ≤ right.
    AtMost,
    /// Left > right.
    Above,
}

/// What is asked of a report beside last year's that is no sum.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Two texts are the same that are so much alike, in percent.
    pub same_text_percent: u16,
    /// A figure is unusual that is so many times last year's, or last year's so many times it.
    pub unusual_times: u16,
    /// And differs from it by so much or more.
    pub unusual_from: u16,
    /// Figures other than 0 that must be there before it is said that all of them are last year's.
    pub same_figures_from: u16,
    /// Where these are from, or why they are asked.
    pub basis: String,
}

/// What a relation says of one row or one column.
#[derive(Clone, Debug)]
pub struct Line {
    /// Position of the relation in [`Format::relations`](super::Format::relations).
    pub relation: usize,
    /// Position of the row (`Each::Row`) or column (`Each::Column`) in its table.
    pub at: usize,
    /// Cells whose sum is the left side. Of a derived line: the one cell that is computed.
    pub left: Vec<CellIndex>,
    /// Cells of this report whose sum is the right side.
    pub right: Vec<CellIndex>,
    /// Cells of last year's report that are added to the right side.
    pub last_year: Vec<CellIndex>,
    /// Cells that must be 0 for it to be asked; `true` with those of last year's report.
    pub if_zero: Vec<(bool, CellIndex)>,
    /// The typed cells its figures come from, through computed ones, in the order of the form.
    pub inputs: Vec<CellIndex>,
    /// All its cells are computed, so that whatever is wrong here is wrong in an input elsewhere.
    pub derived: bool,
}
