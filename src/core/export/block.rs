//! Selected cells as other programs take them from the clipboard.
//!
//! Figures as plain digits, so that a spreadsheet reads them as numbers; what cannot be read as it
//! was typed. Knows nothing of the clipboard itself.

use super::html::escape;
use crate::core::compute::Figures;
use crate::core::format::CellIndex;
use crate::core::report::Report;

/// Tabs between cells, a line each row; with a line break at the end, as spreadsheets do.
#[must_use]
pub fn to_text<'a>(
    report: &Report,
    figures: &Figures,
    rows: impl Iterator<Item = &'a [CellIndex]>,
) -> String {
    let line = |row: &[CellIndex]| {
        let cells: Vec<String> = row.iter().map(|cell| text(report, figures, *cell)).collect();
        cells.join("\t") + "\r\n"
    };
    rows.map(line).collect()
}

/// A plain table without styles.
#[must_use]
pub fn to_table<'a>(
    report: &Report,
    figures: &Figures,
    rows: impl Iterator<Item = &'a [CellIndex]>,
) -> String {
    let row = |row: &[CellIndex]| {
        let cell = |cell: &CellIndex| format!("<td>{}</td>", escape(&text(report, figures, *cell)));
        format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>())
    };
    format!("<table>{}</table>", rows.map(row).collect::<String>())
}

fn text(report: &Report, figures: &Figures, cell: CellIndex) -> String {
    match figures[cell] {
        Some(figure) => figure.to_string(),
        // A tab or a line break in a cell would part it in two.
        None => report.entry(cell).typed().replace(char::is_control, " "),
    }
}
