//! The report as one printable page: official wording only, no script, nothing loaded from
//! elsewhere.
//!
//! Every figure stands in a `td` with its cell id in `data-cell`, every paragraph in a `p` with its
//! narrative in `data-narrative`. Its styles are `style/print.css`, inside the page. At its end the
//! page carries the published JSON that it shows: a block of data, which no browser runs.

use super::json::{fingerprint, to_json};
use super::{Copy, written};
use crate::core::compute::Figures;
use crate::core::format::{
    CellIndex, Format, HeadCell, HeadKind, LabelCell, Layout, LayoutKind, Part,
};
use crate::core::report::{Report, paragraphs};
use crate::core::text::{Language, Message, say};
use std::fmt::{self, Write};

/// The styles of the page.
pub const STYLE: &str = include_str!("../../../style/print.css");

/// Media type of the data in the page.
pub const DATA_TYPE: &str = "application/json";

/// Attribute of the data in the page that holds its [`fingerprint`].
pub const DATA_MARK: &str = "data-sha256";

/// Rows of a grouped table that fit on a sheet. Of the 225 mm of GB/T 9704-2012 a heading and its space
/// take 15 and the head of the table 27; the rest holds 28 rows of one line (18.4 pt), or these with six
/// of them on two lines and one on three, as the longest form has them.
const ROWS_OF_A_SHEET: usize = 25;

/// Writes the page. A draft copy is marked, and its blanks say 未填.
#[must_use]
pub fn to_html(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> String {
    let data = data(format, &to_json(format, report, figures));
    write(format, report, figures, copy, &format!("<style>\n{STYLE}</style>\n"), &data)
}

/// The same page without its styles and its data, for printing where a content policy forbids styles
/// inside a page: they are [`STYLE`].
#[must_use]
pub fn to_bare_html(format: &Format, report: &Report, figures: &Figures, copy: Copy) -> String {
    write(format, report, figures, copy, "", "")
}

/// Published JSON as a block of data. What HTML could take for markup is written as JSON escapes, so
/// that no reader of either has to know the other.
fn data(format: &Format, json: &str) -> String {
    let mark = serde_json::from_str(json).map(|value| fingerprint(&value)).unwrap_or_default();
    let json = json.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e");
    let id = &format.id;
    format!(
        "<script type=\"{DATA_TYPE}\" data-format=\"{id}\" {DATA_MARK}=\"{mark}\">\n{json}</script>\n"
    )
}

fn write(
    format: &Format,
    report: &Report,
    figures: &Figures,
    copy: Copy,
    style: &str,
    data: &str,
) -> String {
    let mut page = String::with_capacity(60_000);
    let printed = Printed { format, report, figures, copy, style, data };
    // Writing to a String cannot fail.
    _ = printed.page(&mut page);
    page
}

struct Printed<'a> {
    format: &'a Format,
    report: &'a Report,
    figures: &'a Figures,
    copy: Copy,
    style: &'a str,
    data: &'a str,
}

impl Printed<'_> {
    fn page(&self, out: &mut String) -> fmt::Result {
        let Self { format, report, copy, style, data, .. } = self;
        let title = escape(&report.title(format));
        let (generator, version) =
            (say(Language::ZhCn, &Message::Product), env!("CARGO_PKG_VERSION"));
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<title>{title}</title>")?;
        writeln!(
            out,
            "<meta name=\"generator\" content=\"{generator} {version}，{}（{}）\">",
            format.id, format.basis
        )?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "{style}</head>\n<body>\n<main>")?;
        if *copy == Copy::Draft {
            let mark = say(Language::ZhCn, &Message::DraftMark);
            writeln!(out, "<p class=\"draft-mark\">{mark}</p>")?;
        }
        let organ = escape(report.header.organ.trim());
        let year = report.header.year;
        writeln!(out, "<h1><span>{organ}{year}年</span><span>{}</span></h1>", format.title)?;
        text(out, &format.preface.id, &report.preface(format))?;
        for part in &format.parts {
            self.part(out, part)?;
        }
        writeln!(out, "</main>\n{data}</body>\n</html>")
    }

    fn part(&self, out: &mut String, part: &Part) -> fmt::Result {
        let heading = format!("<h2>{}</h2>", escape(&part.label));
        if part.tables.is_empty() {
            writeln!(out, "{heading}")?;
        } else {
            writeln!(out, "<section class=\"tables\">\n{heading}")?;
            self.tables(out, part)?;
            writeln!(out, "</section>")?;
        }
        for spec in &part.narratives {
            if let Some(label) = &spec.label {
                writeln!(out, "<h3>{}</h3>", escape(label))?;
            }
            text(out, &spec.id, self.report.narrative(&spec.id))?;
        }
        Ok(())
    }

    /// The tables of a part: blocks stand under one another in one table, others by themselves.
    fn tables(&self, out: &mut String, part: &Part) -> fmt::Result {
        let caption = escape(part.numeral_and_heading().1);
        let mut open = false;
        for id in &part.tables {
            let Some((at, table)) = self.format.table(id) else { continue };
            let layout = self.format.layout(at);
            let block = table.layout == LayoutKind::Block;
            let sheets = match table.layout {
                LayoutKind::Grouped => layout.sheets(ROWS_OF_A_SHEET),
                LayoutKind::Block | LayoutKind::OneWideRow => vec![layout],
            };
            for (sheet_at, sheet) in sheets.iter().enumerate() {
                if sheet_at > 0 {
                    // A section is what a browser keeps on one sheet.
                    writeln!(out, "</section>\n<section class=\"tables continued\">")?;
                }
                if !open {
                    let class = format!("{}{}", class_of(table.layout), self.length_class(at));
                    let goes_on = if sheet_at > 0 { continued() } else { String::new() };
                    writeln!(
                        out,
                        "<table class=\"{class}\">\n<caption>{caption}{goes_on}</caption>"
                    )?;
                    columns(out, sheet)?;
                    open = true;
                }
                self.table(out, sheet, block)?;
                if !block {
                    writeln!(out, "</table>")?;
                    open = false;
                }
            }
        }
        if open {
            writeln!(out, "</table>")?;
        }
        Ok(())
    }

    fn table(&self, out: &mut String, layout: &Layout, block: bool) -> fmt::Result {
        out.push_str(if block { "<tbody>\n" } else { "<thead>\n" });
        for row in &layout.head {
            out.push_str("<tr>");
            for cell in row {
                head(out, cell, block)?;
            }
            out.push_str("</tr>\n");
        }
        if !block {
            out.push_str("</thead>\n<tbody>\n");
        }
        for row in &layout.body {
            out.push_str("<tr>");
            for label in &row.labels {
                row_label(out, label)?;
            }
            for cell in &row.cells {
                let id = &self.format.cell(cell.cell).id;
                let span = span("colspan", cell.colspan);
                write!(out, "<td{span} data-cell=\"{id}\">{}</td>", self.figure(cell.cell))?;
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n");
        Ok(())
    }

    /// Long figures get wider columns and smaller type: a figure is never broken over lines.
    fn length_class(&self, table: usize) -> &'static str {
        let cells = self.format.indices().filter(|cell| self.format.cell(*cell).table == table);
        match cells.map(|cell| self.figure(cell).chars().count()).max().unwrap_or(0) {
            0..=5 => "",
            6..=8 => " long",
            _ => " longest",
        }
    }

    fn figure(&self, cell: CellIndex) -> String {
        escape(&written(self.report, self.figures, self.copy, cell))
    }
}

fn class_of(layout: LayoutKind) -> &'static str {
    match layout {
        LayoutKind::Block => "block",
        LayoutKind::Grouped => "grouped",
        LayoutKind::OneWideRow => "one-wide-row",
    }
}

/// Columns with a class each, so that styles can give them widths.
fn columns(out: &mut String, layout: &Layout) -> fmt::Result {
    out.push_str("<colgroup>");
    for label in 1..=layout.label_columns {
        write!(out, "<col class=\"label-{label}\">")?;
    }
    writeln!(
        out,
        "<col class=\"figure\" span=\"{}\"></colgroup>",
        layout.columns - layout.label_columns
    )
}

fn head(out: &mut String, cell: &HeadCell, block: bool) -> fmt::Result {
    let (scope, class) = match cell.kind {
        HeadKind::Bar => (" scope=\"colgroup\"", " class=\"bar\""),
        HeadKind::Corner => ("", ""),
        HeadKind::Group => (" scope=\"colgroup\"", ""),
        HeadKind::Column(_) => (" scope=\"col\"", ""),
    };
    let (rows, columns) = (span("rowspan", cell.rowspan), span("colspan", cell.colspan));
    let narrow = matches!(cell.kind, HeadKind::Column(_)) && !block;
    let label = if narrow { in_pairs(&cell.label) } else { escape(&cell.label) };
    write!(out, "<th{scope}{class}{rows}{columns}>{label}</th>")
}

fn row_label(out: &mut String, label: &LabelCell) -> fmt::Result {
    let (rows, columns) = (span("rowspan", label.rowspan), span("colspan", label.colspan));
    let text = escape(&label.label);
    let goes_on = if label.continued { continued() } else { String::new() };
    match &label.group {
        Some(_) if label.column == 0 && has_room_upright(label, &goes_on) => {
            let text = format!("<span>{text}{goes_on}</span>");
            write!(out, "<th scope=\"rowgroup\" class=\"upright\"{rows}>{text}</th>")
        }
        // （三） and the words after it on lines of their own.
        Some(_) => {
            let text = text.replacen('）', "）<span class=\"whole\">", 1);
            let end = if text.contains("<span") { "</span>" } else { "" };
            write!(out, "<th scope=\"rowgroup\"{rows}{columns}>{text}{end}{goes_on}</th>")
        }
        None => write!(out, "<th scope=\"row\" class=\"row\"{rows}{columns}>{text}</th>"),
    }
}

/// Whether the rows of a group are as high as its label set upright: eight characters take five rows.
/// Else it would push them apart, and the table off its sheet.
fn has_room_upright(label: &LabelCell, goes_on: &str) -> bool {
    (label.label.chars().count() + goes_on.chars().count()) * 5 <= label.rowspan * 8
}

fn continued() -> String {
    say(Language::ZhCn, &Message::Continued)
}

/// Headings of narrow columns break after every second character, as offices set them: 结果｜维持.
fn in_pairs(label: &str) -> String {
    let characters = label.chars().count();
    let text = escape(label);
    if characters >= 4 && characters.is_multiple_of(2) && characters <= 6 {
        format!("<span class=\"pairs\">{text}</span>")
    } else {
        text
    }
}

/// An attribute that says how much a cell covers, if that is more than one.
pub(super) fn span(name: &str, over: usize) -> String {
    if over > 1 { format!(" {name}=\"{over}\"") } else { String::new() }
}

fn text(out: &mut String, id: &str, narrative: &str) -> fmt::Result {
    for paragraph in paragraphs(narrative) {
        writeln!(out, "<p data-narrative=\"{id}\">{}</p>", escape(paragraph))?;
    }
    Ok(())
}

/// Text as HTML text or attribute. Control characters, which HTML cannot hold, are left out; those that
/// part words are spaces.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() && c.is_whitespace() => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
