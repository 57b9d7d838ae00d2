//! The sheets of a workbook, as tables.
//!
//! Figures as the file holds them, formulas by the result that was stored with them; nothing is
//! calculated. Hidden sheets are sheets.

use crate::core::import::published::{Block, NotRead};
use crate::core::import::sheet::LIMIT_CELLS;
use calamine::{Data, DataRef, Reader, Xls, XlsError, Xlsx, XlsxError, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The most sheets that are looked at.
const LIMIT_SHEETS: usize = 20;

/// The longest text of a cell that stands in a table, in characters.
const LONGEST_CELL: usize = 100;

/// The rows of all sheets of an .xlsx, one sheet after another, read cell by cell: two cells at the
/// ends of a sheet are no more than two.
///
/// # Errors
/// [`NotRead`].
pub(super) fn of_xlsx(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    let mut book: Xlsx<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
            XlsxError::Password => NotRead::Encrypted,
            other => NotRead::Broken(other.to_string()),
        })?;
    let mut blocks = Vec::new();
    for name in book.sheet_names().into_iter().take(LIMIT_SHEETS) {
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        let mut cells = Cells::default();
        while let Some(cell) =
            reader.next_cell().map_err(|error| NotRead::Broken(error.to_string()))?
        {
            let text = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::SharedString(text) => (*text).to_owned(),
                other => Data::from(other.clone()).to_string(),
            };
            cells.put(cell.get_position(), text)?;
        }
        cells.into_blocks(&mut blocks);
    }
    Ok(blocks)
}

/// The same of an .xls, or of an .et in the same format.
///
/// # Errors
/// [`NotRead`].
pub(super) fn of_xls(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    let mut book: Xls<_> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => NotRead::Encrypted,
            other => NotRead::Broken(other.to_string()),
        })?;
    let mut blocks = Vec::new();
    for name in book.sheet_names().into_iter().take(LIMIT_SHEETS) {
        let range =
            book.worksheet_range(&name).map_err(|error| NotRead::Broken(error.to_string()))?;
        let start = range.start().unwrap_or((0, 0));
        let mut cells = Cells::default();
        for (row, column, value) in range.used_cells() {
            let row = start.0.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
            let column = start.1.saturating_add(u32::try_from(column).unwrap_or(u32::MAX));
            cells.put((row, column), value.to_string())?;
        }
        cells.into_blocks(&mut blocks);
    }
    Ok(blocks)
}

/// The cells of a sheet that hold anything, by row and column.
#[derive(Default)]
struct Cells(BTreeMap<u32, BTreeMap<u32, String>>, usize);

impl Cells {
    fn put(&mut self, (row, column): (u32, u32), text: String) -> Result<(), NotRead> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.1 += 1;
        if self.1 > LIMIT_CELLS {
            return Err(NotRead::TooLarge);
        }
        self.0.entry(row).or_default().insert(column, text);
        Ok(())
    }

    fn into_blocks(self, blocks: &mut Vec<Block>) {
        // Between its cells a row has blank ones, up to the last column of the sheet that is used.
        let width = self.0.values().filter_map(|row| row.keys().next_back()).max().copied();
        let width = width.unwrap_or(0).min(LIMIT_COLUMNS);
        for row in self.0.into_values() {
            let alone = row.len() == 1;
            let long =
                row.values().any(|text| text.contains('\n') || text.chars().count() > LONGEST_CELL);
            if alone && long {
                blocks.push(Block::Text(row.into_values().collect()));
                continue;
            }
            let text = |column| row.get(&column).cloned().unwrap_or_default();
            let cells: Vec<String> = (0..=width).map(text).collect();
            match blocks.last_mut() {
                Some(Block::Sheet(rows)) => rows.push(cells),
                _ => blocks.push(Block::Sheet(vec![cells])),
            }
        }
    }
}

/// The most columns of a sheet that are looked at.
const LIMIT_COLUMNS: u32 = 64;
