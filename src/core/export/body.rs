//! The report as it is pasted into a site's editor, and as plain text.
//!
//! Editors take out classes, scripts, style sheets and what they do not know. So everything is said by
//! plain tags and by attributes that HTML has had since it has tables, and styles stand in the tags, where
//! losing them costs looks only.

use super::Copy;
use super::html::{escape, span};
use super::outline::{CellKind, Piece, Table, TableCell, outline};
use crate::core::compute::Figures;
use crate::core::format::Format;
use crate::core::report::Report;
use std::fmt::Write;

const TITLE: &str = "text-align:center;font-size:22pt;line-height:1.6;margin:0 0 1em";
const TEXT: &str = "text-indent:2em;font-size:16pt;line-height:1.8;margin:0";
const MARK: &str = "text-align:right;margin:0 0 1em";
const TABLE: &str = "width:100%;border-collapse:collapse;font-size:10.5pt;line-height:1.5";
const CELL: &str = "border:1px solid #000;padding:3px;text-align:center";
const LEFT: &str = "border:1px solid #000;padding:3px;text-align:left";

/// The report as a piece of HTML without a page around it.
#[must_use]
pub fn to_html(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> String {
    let mut out = String::with_capacity(40_000);
    for piece in outline(format, report, figures, copy) {
        // Writing to a String cannot fail.
        _ = match piece {
            Piece::DraftMark(mark) => writeln!(out, "<p style=\"{MARK}\">{}</p>", escape(&mark)),
            Piece::Title(organ, what) => {
                writeln!(out, "<p style=\"{TITLE}\">{}<br>{}</p>", escape(&organ), escape(&what))
            }
            Piece::Heading(text) | Piece::SubHeading(text) => {
                writeln!(out, "<p style=\"{TEXT}\"><strong>{}</strong></p>", escape(&text))
            }
            Piece::Paragraph(text) => writeln!(out, "<p style=\"{TEXT}\">{}</p>", escape(&text)),
            Piece::Table(one) => {
                out.push_str(&table(&one));
                Ok(())
            }
        };
    }
    out
}

/// A table of it.
#[must_use]
pub fn table(table: &Table) -> String {
    let mut out = format!(
        "<table border=\"1\" cellspacing=\"0\" cellpadding=\"3\" width=\"100%\" style=\"{TABLE}\">\n<tbody>\n"
    );
    for row in &table.rows {
        let cells: String = row.iter().map(cell).collect();
        _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out.push_str("</tbody>\n</table>\n");
    out
}

fn cell(cell: &TableCell) -> String {
    let (name, align, style) = match cell.kind {
        CellKind::RowLabel => ("th", "left", LEFT),
        CellKind::Head(_) | CellKind::GroupLabel => ("th", "center", CELL),
        CellKind::Figure(_) => ("td", "center", CELL),
    };
    let (rows, columns) = (span("rowspan", cell.rows), span("colspan", cell.columns));
    let weight = if name == "th" { ";font-weight:normal" } else { "" };
    let text = escape(&cell.text);
    format!("<{name}{rows}{columns} align=\"{align}\" style=\"{style}{weight}\">{text}</{name}>")
}

/// The report as plain text: paragraphs on lines of their own, the cells of tables with tabs between them.
#[must_use]
pub fn to_text(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> String {
    let mut out = String::with_capacity(20_000);
    for piece in outline(format, report, figures, copy) {
        match piece {
            Piece::Title(organ, what) => out.push_str(&format!("{organ}{what}\r\n")),
            Piece::DraftMark(text)
            | Piece::Heading(text)
            | Piece::SubHeading(text)
            | Piece::Paragraph(text) => out.push_str(&(text + "\r\n")),
            Piece::Table(table) => out.push_str(&to_tsv(&table)),
        }
    }
    out
}

/// A table with tabs between its cells and a line each row, as spreadsheets take it. A merged cell stands
/// in its first place, the others are blank, so that every figure is in its column.
#[must_use]
pub fn to_tsv(table: &Table) -> String {
    let mut out = String::new();
    for row in &table.rows {
        let mut places = vec![String::new(); table.columns];
        for cell in row {
            // A tab or a line break in a cell would part it in two.
            places[cell.column] = cell.text.replace(char::is_control, " ");
        }
        out.push_str(&places.join("\t"));
        out.push_str("\r\n");
    }
    out
}
