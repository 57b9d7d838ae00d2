//! What a file or a clipboard holds, whatever it was made with: lines of cells.
//!
//! A row of a table is a line of its cells; a line of text is a line of the cells that tabs or bars
//! part. Knows no form.

use crate::core::import::sheet::{LIMIT_CELLS, Merged};

/// The most lines that are looked at.
pub const LIMIT_LINES: usize = 20_000;

/// The most characters that are looked at. A long report of a province has about 30,000.
pub const LIMIT_CHARACTERS: usize = 1_000_000;

/// The most columns that one merged cell is taken to cover.
const LIMIT_SPAN: usize = 1_000;

/// The most columns of a table that are told apart.
const LIMIT_COLUMNS: usize = 300;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Text; its line ends are those of paragraphs.
    Text(String),
    /// A table, row by row, as it is merged.
    Table(Vec<Vec<Merged>>),
    /// Rows of a sheet, in which a merged cell is its first cell and blank ones.
    Sheet(Vec<Vec<String>>),
}

/// A document as lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its lines that hold anything, from the top.
    pub lines: Vec<Line>,
}

/// A row of a table or a line of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its own cells; what a merged cell of another row covers is none of them.
    pub cells: Vec<LineCell>,
    /// It is a row of a table, so that a blank cell in it is a cell.
    pub in_table: bool,
    /// It is a row of a sheet: a blank cell in it may be part of the one before.
    pub in_sheet: bool,
}

/// A cell of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineCell {
    /// Its text.
    pub text: String,
    /// The column of the table that it begins in, counted from 0.
    pub column: usize,
}

/// There is more of it than a report has: more than [`LIMIT_LINES`] or [`LIMIT_CHARACTERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Line {
    /// What stands in it, with bars between cells.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut texts: Vec<&str> = self.cells.iter().map(|cell| cell.text.trim()).collect();
        // A row of a sheet is as wide as the sheet, however little it holds.
        while self.in_sheet && texts.last().is_some_and(|text| text.is_empty()) {
            texts.pop();
        }
        texts.join(" | ")
    }

    /// Its only text; `None` where several cells hold text.
    pub(super) fn single(&self) -> Option<&str> {
        let mut texts =
            self.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        let first = texts.next()?;
        texts.next().is_none().then_some(first)
    }
}

impl Source {
    /// The lines of a document's pieces.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn from_blocks(blocks: Vec<Block>) -> Result<Self, TooLarge> {
        let mut source = Self::default();
        let (mut characters, mut cells) = (0, 0);
        for block in blocks {
            match block {
                Block::Text(text) => {
                    characters += text.len();
                    text.lines().for_each(|line| source.push_text(line));
                }
                Block::Sheet(rows) => {
                    for row in rows {
                        characters += row.iter().map(String::len).sum::<usize>();
                        cells += row.iter().filter(|text| !text.is_empty()).count();
                        let cell = |(column, text)| LineCell { text, column };
                        let row = row.into_iter().enumerate().map(cell).collect();
                        source.lines.push(Line { cells: row, in_table: true, in_sheet: true });
                    }
                }
                Block::Table(rows) => {
                    characters += rows.iter().flatten().map(|cell| cell.text.len()).sum::<usize>();
                    cells += rows.iter().map(Vec::len).sum::<usize>();
                    source.push_table(rows);
                }
            }
            // In bytes: three of them are a character.
            let too_large = characters > 3 * LIMIT_CHARACTERS || cells > LIMIT_CELLS;
            if too_large || source.lines.len() > LIMIT_LINES {
                return Err(TooLarge);
            }
        }
        Ok(source)
    }

    /// The lines of a text.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn from_text(text: &str) -> Result<Self, TooLarge> {
        Self::from_blocks(vec![Block::Text(text.into())])
    }

    fn push_text(&mut self, line: &str) {
        // The line under the head of a table in Markdown.
        let is_rule = line.contains("---") && line.chars().all(|c| "|-: \t".contains(c));
        if line.trim().is_empty() || is_rule || is_page_number(line) {
            return;
        }
        // Headings in Markdown.
        let line = if line.starts_with('#') { line.trim_start_matches('#').trim() } else { line };
        let line = match line.strip_prefix("**") {
            Some(bold) => bold.strip_suffix("**").unwrap_or(bold),
            None => line,
        };
        let cell = |(column, text): (usize, &str)| LineCell { text: text.trim().into(), column };
        let cells: Vec<LineCell> =
            line.split(['\t', '|', '｜', '│']).enumerate().map(cell).collect();
        self.lines.push(Line { cells, ..Line::default() });
    }

    fn push_table(&mut self, rows: Vec<Vec<Merged>>) {
        // Of each column, how many more rows are covered from above.
        let mut covered: Vec<usize> = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            let mut column = 0;
            let mut next = vec![0; covered.len()];
            for merged in row {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let across = merged.columns.clamp(1, LIMIT_SPAN);
                let end = (column + across).min(LIMIT_COLUMNS);
                if next.len() < end {
                    next.resize(end, 0);
                }
                if let Some(places) = next.get_mut(column..end) {
                    places.fill(merged.rows.clamp(1, LIMIT_SPAN) - 1);
                }
                cells.push(LineCell { text: merged.text, column });
                column = end;
            }
            for (at, rows) in covered.iter().enumerate() {
                next[at] = next[at].max(rows.saturating_sub(1));
            }
            // What nothing is covered of costs nothing.
            let wide = next.iter().rposition(|rows| *rows > 0).map_or(0, |last| last + 1);
            next.truncate(wide);
            covered = next;
            if cells.iter().any(|cell| !cell.text.trim().is_empty()) {
                self.lines.push(Line { cells, in_table: true, in_sheet: false });
            }
        }
    }
}

/// Whether a line is the number of a page: between dashes, or 第 5 页. Digits alone may be a figure.
fn is_page_number(line: &str) -> bool {
    let line: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let dashed = line.trim_start_matches(['-', '－', '–', '—', '·']);
    let digits = dashed.trim_end_matches(['-', '－', '–', '—', '·']);
    let foot = line.strip_prefix("Page").or_else(|| line.strip_prefix("page"));
    let inside = line.strip_prefix('第').and_then(|rest| rest.split_once('页'));
    let number =
        |text: &str| (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    (dashed.len() < line.len() && digits.len() < dashed.len() && number(digits))
        || foot.is_some_and(number)
        || inside.is_some_and(|(page, rest)| number(page) && rest.chars().count() <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &Line) -> Vec<(usize, &str)> {
        line.cells.iter().map(|cell| (cell.column, cell.text.as_str())).collect()
    }

    #[test]
    fn lines_of_text_are_parted_by_tabs_and_bars() {
        let source = Source::from_text("甲 | 1 |\n\n|---|:--|\n\t乙\n丙").unwrap();
        let lines: Vec<_> = source.lines.iter().map(columns).collect();
        assert_eq!(
            lines,
            [vec![(0, "甲"), (1, "1"), (2, "")], vec![(0, ""), (1, "乙")], vec![(0, "丙")]]
        );
        assert_eq!(source.lines[0].single(), None);
        assert_eq!(source.lines[1].single(), Some("乙"));
    }

    #[test]
    fn numbers_of_pages_are_no_figures() {
        for line in ["- 5 -", "— 12 —", "－3－", "第 5 页 共 9 页", "第5页", "Page 3"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["5", "-5", "第5页写着一件事情的经过", "- 2024 -", "—"] {
            assert!(!is_page_number(line), "{line}");
        }
        let source = Source::from_text("## 一、总体情况\n**二、情况**\n- 1 -").unwrap();
        let lines: Vec<_> = source.lines.iter().map(Line::shown).collect();
        assert_eq!(lines, ["一、总体情况", "二、情况"]);
    }

    #[test]
    fn cells_of_a_table_know_their_column() {
        let cell = |text: &str, rows, columns| Merged { text: text.into(), rows, columns };
        let rows = vec![
            vec![cell("甲", 3, 1), cell("乙", 1, 2)],
            vec![cell("1", 2, 1), cell("2", 1, 1)],
            vec![cell("3", 1, 1)],
            vec![cell("4", 1, usize::MAX)],
        ];
        let source = Source::from_blocks(vec![Block::Table(rows)]).unwrap();
        let lines: Vec<_> = source.lines.iter().map(columns).collect();
        assert_eq!(
            lines,
            [vec![(0, "甲"), (1, "乙")], vec![(1, "1"), (2, "2")], vec![(2, "3")], vec![(0, "4")]]
        );
    }

    #[test]
    fn absurd_sizes_are_refused() {
        assert_eq!(Source::from_text(&"甲\n".repeat(LIMIT_LINES + 1)), Err(TooLarge));
        assert_eq!(Source::from_text(&"甲".repeat(LIMIT_CHARACTERS + 1)), Err(TooLarge));
        let row = vec![Merged { text: "1".into(), rows: 1, columns: 1 }; LIMIT_CELLS + 1];
        assert_eq!(Source::from_blocks(vec![Block::Table(vec![row])]), Err(TooLarge));
    }
}
