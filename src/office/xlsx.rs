//! The report as an Excel file: the sheets of [`workbook`] with their looks.

use super::NotWritten;
use crate::core::compute::Figures;
use crate::core::export::Copy;
use crate::core::export::workbook::{Content, Sheet, SheetCell, SheetRole, workbook};
use crate::core::format::{Format as Form, ValueKind};
use crate::core::report::{Figure, Report};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

/// A4, in Excel's list of papers.
const A4: u8 = 9;

/// Height of a line of text, in points.
const LINE: f64 = 14.0;

/// The highest row, in points, and the longest text of a cell, in characters, less room for a mark; both
/// are Excel's limits.
const HIGHEST: f64 = 409.0;
const LONGEST: usize = 16_000;

/// Fen in one 万元.
const FEN_PER_UNIT: f64 = 1_000_000.0;

impl From<XlsxError> for NotWritten {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Writes the file.
///
/// # Errors
/// [`NotWritten`] where the library says so; a report gives it no reason.
pub fn to_xlsx(
    format: &Form,
    report: &Report,
    figures: &Figures,
    copy: Copy,
) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    // A date has to be there. This is the first that a zip file can hold.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = report.title(format);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for sheet in workbook(format, report, figures, copy) {
        draw(book.add_worksheet(), &sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn draw(page: &mut Worksheet, sheet: &Sheet) -> Result<(), NotWritten> {
    page.set_name(&sheet.name)?;
    page.set_paper_size(A4);
    page.set_print_fit_to_pages(1, 0);
    for (at, width) in sheet.widths.iter().enumerate() {
        page.set_column_width(column(at)?, *width)?;
    }
    if sheet.head > 0 {
        page.set_freeze_panes(row(sheet.head)?, 0)?;
        page.set_repeat_rows(0, row(sheet.head - 1)?)?;
    }
    for cell in &sheet.cells {
        put(page, cell)?;
    }
    let mut rows = std::collections::BTreeMap::new();
    for cell in sheet.cells.iter().filter(|cell| cell.rows == 1) {
        let lines = rows.entry(cell.row).or_insert(1);
        *lines = lines_of(cell, &sheet.widths).max(*lines);
    }
    for (at, lines) in rows {
        page.set_row_height(row(at)?, (f64::from(lines) * LINE + 4.0).min(HIGHEST))?;
    }
    Ok(())
}

/// Lines that a text takes in its cell: programs do not find that out for merged cells.
fn lines_of(cell: &SheetCell, widths: &[u16]) -> u32 {
    let Content::Text(text) = &cell.content else { return 1 };
    if matches!(cell.role, SheetRole::Title | SheetRole::DraftMark | SheetRole::Heading) {
        return if cell.role == SheetRole::Title { 2 } else { 1 };
    }
    let room: u32 =
        widths.iter().skip(cell.column).take(cell.columns).copied().map(u32::from).sum();
    let takes: u32 = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    takes.div_ceil(room.saturating_sub(1).max(1)).max(1)
}

fn put(page: &mut Worksheet, cell: &SheetCell) -> Result<(), NotWritten> {
    let looks = looks(cell.role);
    let (top, left) = (row(cell.row)?, column(cell.column)?);
    if cell.rows > 1 || cell.columns > 1 {
        let (bottom, right) =
            (row(cell.row + cell.rows - 1)?, column(cell.column + cell.columns - 1)?);
        page.merge_range(top, left, bottom, right, "", &looks)?;
    }
    match &cell.content {
        Content::Blank => page.write_blank(top, left, &looks)?,
        Content::Text(text) => page.write_string_with_format(top, left, fitting(text), &looks)?,
        Content::Figure(figure) => {
            page.write_number_with_format(top, left, number(*figure), &looks)?
        }
        Content::Formula(formula, result) => {
            let formula = Formula::new(formula).set_result(result);
            page.write_formula_with_format(top, left, formula, &looks)?
        }
    };
    if let SheetRole::Balance(_) = cell.role {
        for (rule, ink, ground) in [
            (ConditionalFormatCellRule::NotEqualTo(0), 0x009C_0006, 0x00FF_C7CE),
            (ConditionalFormatCellRule::EqualTo(0), 0x0000_6100, 0x00C6_EFCE),
        ] {
            let marked = Format::new().set_font_color(ink).set_background_color(ground);
            let rule = ConditionalFormatCell::new().set_rule(rule).set_format(marked);
            page.add_conditional_format(top, left, top, left, &rule)?;
        }
    }
    Ok(())
}

fn looks(role: SheetRole) -> Format {
    let plain = Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let framed = plain.clone().set_border(FormatBorder::Thin);
    let figure = |kind| {
        let digits = match kind {
            ValueKind::Count | ValueKind::Change => "0",
            ValueKind::Amount => "General",
        };
        framed.clone().set_align(FormatAlign::Center).set_num_format(digits)
    };
    match role {
        SheetRole::Title => plain.set_font_size(16).set_bold().set_align(FormatAlign::Center),
        SheetRole::DraftMark => plain.set_align(FormatAlign::Right),
        SheetRole::Heading => plain.set_font_size(12).set_bold(),
        SheetRole::Head => framed.set_align(FormatAlign::Center).set_background_color(0x00F0_F0F0),
        SheetRole::GroupLabel => framed.set_align(FormatAlign::Center),
        SheetRole::Label => framed,
        SheetRole::Input(kind) => figure(kind),
        SheetRole::Total(kind) => figure(kind).set_bold().set_background_color(0x00F7_F7F7),
        SheetRole::Balance(kind) => figure(kind).set_bold(),
    }
}

/// A figure as Excel calculates: exact up to 15 digits.
fn number(figure: Figure) -> f64 {
    match figure {
        Figure::Count(count) => count as f64,
        Figure::Change(change) => change as f64,
        Figure::Amount(fen) => fen as f64 / FEN_PER_UNIT,
    }
}

/// A text that a cell holds: the end of a longer one is left out, and said to be.
fn fitting(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn row(at: usize) -> Result<u32, NotWritten> {
    u32::try_from(at).map_err(|error| NotWritten(error.to_string()))
}

fn column(at: usize) -> Result<u16, NotWritten> {
    u16::try_from(at).map_err(|error| NotWritten(error.to_string()))
}
