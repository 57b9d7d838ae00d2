//! A sheet: rows of texts as they lie on a clipboard or in a file, with merged cells taken apart.
//!
//! Knows no form: what a row or a column means is for [`paste`](super::paste) to find out.

use super::html;

/// The most cells that are looked at; a sheet with more is not one of a report.
pub const LIMIT_CELLS: usize = 20_000;

/// The most rows or columns that one merged cell is taken to cover.
const LIMIT_SPAN: usize = 1_000;

/// A cell of a table as a page holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// Rows it covers, at least 1.
    pub rows: usize,
    /// Columns it covers, at least 1.
    pub columns: usize,
}

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// Its text, without spaces around it.
    pub text: String,
    /// It lies under a merged cell that begins elsewhere, whose text it shows.
    pub covered: bool,
}

/// Rows of cells, all of one length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The rows, from the top.
    pub rows: Vec<Vec<SheetCell>>,
}

/// There are more cells than [`LIMIT_CELLS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Sheet {
    /// A sheet from what lies on a clipboard: the tables of its HTML, and where it has none, its text.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn from_clipboard(html: &str, text: &str) -> Result<Self, TooLarge> {
        let rows = html::rows(html)?;
        if rows.iter().all(Vec::is_empty) { Self::from_text(text) } else { Self::from_table(rows) }
    }

    /// A sheet from text with tabs between cells, as spreadsheets put it on the clipboard: a cell
    /// with a tab, a line break or a quote in it stands in quotes.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn from_text(text: &str) -> Result<Self, TooLarge> {
        if text.len() > LIMIT_CELLS * 100 {
            return Err(TooLarge);
        }
        let cell = |text: &str| Merged { text: text.into(), rows: 1, columns: 1 };
        // The reader leaves out empty lines; in a single column they are blank cells.
        if !text.contains(['\t', '"']) {
            return Self::from_table(text.lines().map(|line| vec![cell(line)]).collect());
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b'\t')
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        // The text is valid already and rows may differ in length, so that no row is refused.
        let rows = reader.records().flatten();
        Self::from_table(rows.map(|row| row.iter().map(cell).collect()).collect())
    }

    /// A sheet from the rows of a table whose cells may be merged.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub fn from_table(table: Vec<Vec<Merged>>) -> Result<Self, TooLarge> {
        let height = table.len();
        let mut rows: Vec<Vec<Option<SheetCell>>> = vec![Vec::new(); height];
        let mut room = LIMIT_CELLS;
        for (at, cells) in table.into_iter().enumerate() {
            let mut column = 0;
            for merged in cells {
                while rows[at].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                let down = merged.rows.clamp(1, LIMIT_SPAN).min(height - at);
                let across = merged.columns.clamp(1, LIMIT_SPAN);
                room = room.checked_sub(down * across).ok_or(TooLarge)?;
                for (below, row) in rows[at..at + down].iter_mut().enumerate() {
                    if row.len() < column + across {
                        row.resize(column + across, None);
                    }
                    for (beside, place) in row[column..column + across].iter_mut().enumerate() {
                        let covered = below + beside > 0;
                        let text = merged.text.trim().to_owned();
                        *place = Some(SheetCell { text, covered });
                    }
                }
                column += across;
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width * height > LIMIT_CELLS {
            return Err(TooLarge);
        }
        let whole = |mut row: Vec<Option<SheetCell>>| {
            row.resize(width, None);
            row.into_iter().map(Option::unwrap_or_default).collect()
        };
        Ok(Self { rows: rows.into_iter().map(whole).collect() })
    }

    /// Columns of every row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The text of a sheet of one cell.
    #[must_use]
    pub fn single(&self) -> Option<&str> {
        match self.rows.as_slice() {
            [row] => match row.as_slice() {
                [cell] => Some(&cell.text),
                _ => None,
            },
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
        sheet.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    fn merged(text: &str, rows: usize, columns: usize) -> Merged {
        Merged { text: text.into(), rows, columns }
    }

    #[test]
    fn lines_are_rows_and_tabs_part_cells() {
        let sheet = Sheet::from_text("1\t2\r\n3\t\r\n\"四\n五\"\t\"六\"\"七\"\r\n").unwrap();
        assert_eq!(texts(&sheet), [["1", "2"], ["3", ""], ["四\n五", "六\"七"]]);
    }

    #[test]
    fn blank_cells_of_a_single_column_are_kept() {
        let sheet = Sheet::from_text("1\r\n\r\n3\r\n").unwrap();
        assert_eq!(texts(&sheet), [["1"], [""], ["3"]]);
        assert_eq!(Sheet::from_text("7\r\n").unwrap().single(), Some("7"));
    }

    #[test]
    fn the_table_of_a_clipboard_comes_before_its_text() {
        let table = "<table><tr><td>1</td></tr></table>";
        assert_eq!(Sheet::from_clipboard(table, "2\t3").unwrap().single(), Some("1"));
        assert_eq!(texts(&Sheet::from_clipboard("<p>x</p>", "2\t3").unwrap()), [["2", "3"]]);
        assert_eq!(texts(&Sheet::from_clipboard("", "2\t3").unwrap()), [["2", "3"]]);
    }

    #[test]
    fn merged_cells_cover_what_they_span() {
        let table = vec![
            vec![merged("甲", 2, 1), merged("乙", 1, 2)],
            vec![merged("1", 1, 1), merged("2", 1, 1)],
        ];
        let sheet = Sheet::from_table(table).unwrap();
        assert_eq!(texts(&sheet), [["甲", "乙", "乙"], ["甲", "1", "2"]]);
        let covered: Vec<bool> = sheet.rows.iter().flatten().map(|cell| cell.covered).collect();
        assert_eq!(covered, [false, false, true, true, false, false]);
    }

    #[test]
    fn absurd_spans_and_sizes_are_bounded() {
        let wide = Sheet::from_table(vec![vec![merged("甲", usize::MAX, usize::MAX)]]).unwrap();
        assert_eq!((wide.rows.len(), wide.width()), (1, LIMIT_SPAN));
        let many = vec![vec![merged("1", 1, 1000); 10]; 10];
        assert_eq!(Sheet::from_table(many), Err(TooLarge));
        let mut ragged = vec![vec![merged("1", 1, 1)]; 1000];
        ragged[0] = vec![merged("1", 1, 1000)];
        assert_eq!(Sheet::from_table(ragged), Err(TooLarge));
        assert_eq!(Sheet::from_text(&"1\n".repeat(LIMIT_CELLS + 1)), Err(TooLarge));
        assert_eq!(Sheet::from_text(&"x".repeat(LIMIT_CELLS * 101)), Err(TooLarge));
        assert_eq!(Sheet::from_text("").unwrap().rows.len(), 0);
    }
}
