//! The sheets of a workbook, as tables.
//!
//! Figures as the file holds them, formulas by the result that was stored with them; nothing is
//! calculated. Hidden sheets are sheets.

use crate::core::import::published::{Block, NotRead};
use crate::core::import::sheet::LIMIT_CELLS;
use calamine::{Data, DataRef, Reader, Xls, XlsError, Xlsx, XlsxError, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

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
    let extent = extent_of_xls(bytes).map_err(|error| NotRead::Broken(error.to_string()))?;
    if extent > LIMIT_EXTENT {
        return Err(NotRead::TooLarge);
    }
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

/// How many cells the rectangles have in which the sheets of an .xls hold anything, or say that they do,
/// which is what reading it takes: two cells at the ends of a sheet take all between them.
///
/// Records are those of [MS-XLS] 2.3: type and length of two bytes each, then for a cell its row and column.
///
/// # Errors
/// It is no compound file, has no workbook in it, or a sheet is not where it should be.
fn extent_of_xls(bytes: &[u8]) -> std::io::Result<u64> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))?;
    let mut stream = Vec::new();
    let name = if file.is_stream("Workbook") { "Workbook" } else { "Book" };
    file.open_stream(name)?.take(bytes.len() as u64).read_to_end(&mut stream)?;
    let places = records(&stream, 0).filter(|(kind, _)| *kind == BOUND_SHEET);
    let places = places.filter_map(|(_, data)| data.first_chunk().copied());
    let places: Vec<usize> = places
        .map(|place| usize::try_from(u32::from_le_bytes(place)).unwrap_or(usize::MAX))
        .collect();
    if places.iter().any(|place| *place >= stream.len()) {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    if places.len() > MOST_SHEETS {
        return Ok(u64::MAX);
    }
    let extent = |place: usize| {
        let stated = records(&stream, place).filter(|(kind, _)| *kind == DIMENSIONS);
        let stated = stated.map(|(_, data)| stated_extent(data)).max().unwrap_or(0);
        let cell = |(kind, data): (u16, &[u8])| {
            // The text of a formula belongs to the formula before it, or to the first cell of all.
            if kind == STRING {
                return Some((0, 0, 0));
            }
            let [row, row_high, column, column_high] = *data.first_chunk()?;
            let at = |low, high| u64::from(u16::from_le_bytes([low, high]));
            let last = if kind == MUL_RK { *data.last_chunk()? } else { [column, column_high] };
            let place = (at(row, row_high), at(column, column_high), at(last[0], last[1]));
            CELLS.contains(&kind).then_some(place)
        };
        let mut all: Option<[u64; 4]> = None;
        for (row, first, last) in records(&stream, place).filter_map(cell) {
            let [top, left, bottom, right] = all.unwrap_or([row, first, row, last]);
            all = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
        }
        let own = |[top, left, bottom, right]: [u64; 4]| {
            (bottom - top + 1) * right.saturating_sub(left).saturating_add(1)
        };
        all.map_or(0, own).max(stated)
    };
    Ok(places.into_iter().map(extent).fold(0, u64::saturating_add))
}

/// The cells of the rectangle that a record of dimensions states, in wide or in narrow numbers: first row,
/// row behind the last, first column, column behind the last.
fn stated_extent(data: &[u8]) -> u64 {
    let number = |from: usize, length: usize| {
        let bytes = data.get(from..from + length).unwrap_or_default();
        bytes.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let wide = if data.len() > 10 { 4 } else { 2 };
    let [first, behind] = [0, wide].map(|at| number(at, wide));
    // A first row behind the last is no rectangle, and nobody knows what is made of it.
    let rows = if first >= behind && behind > 0 { u64::MAX } else { behind.saturating_sub(first) };
    rows.saturating_mul(number(2 * wide + 2, 2))
}

/// The records of a part of a workbook, from where it begins to its end.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = from;
    std::iter::from_fn(move || {
        let [kind, kind_high, length, length_high] = *stream.get(at..)?.first_chunk()?;
        let kind = u16::from_le_bytes([kind, kind_high]);
        let end = at + 4 + usize::from(u16::from_le_bytes([length, length_high]));
        let data = stream.get(at + 4..end).filter(|_| kind != END)?;
        at = end;
        Some((kind, data))
    })
}

/// EOF.
const END: u16 = 0x000A;

/// BoundSheet8, which begins with where its sheet does.
const BOUND_SHEET: u16 = 0x0085;

/// Dimensions.
const DIMENSIONS: u16 = 0x0200;

/// String, the text that a formula gives.
const STRING: u16 = 0x0207;

/// The most sheets of a workbook that are measured.
const MOST_SHEETS: usize = 255;

/// MulRk, which ends with its last column.
const MUL_RK: u16 = 0x00BD;

/// All records of cells that hold something: Formula, MulRk, RString, LabelSst, Number, Label, BoolErr, RK.
const CELLS: [u16; 8] = [0x0006, MUL_RK, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// The most cells of all rectangles of a workbook.
const LIMIT_EXTENT: u64 = 2_000_000;

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
