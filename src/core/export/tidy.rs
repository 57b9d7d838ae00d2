//! The figures of a report as lines for statistics: one for each cell, each with all that tells it apart.
//!
//! `organ, year, format, cell, value`: lines of many reports can lie in one heap and be added up. A blank
//! and what cannot be read have no value.

use crate::core::compute::Figures;
use crate::core::format::Format;
use crate::core::report::Report;
use serde_json::Value;
use std::fmt::Write;

/// Names of the columns.
pub const COLUMNS: [&str; 5] = ["organ", "year", "format", "cell", "value"];

/// Comma-separated, with a line of names, as RFC 4180 has it. It begins with a byte order mark, without
/// which Excel takes it for GBK.
#[must_use]
pub fn to_csv(format: &Format, report: &Report, figures: &Figures) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::from("\u{feff}".as_bytes()));
    // Writing to memory cannot fail, and all rows have as many fields.
    _ = writer.write_record(COLUMNS);
    let (organ, year) = (no_formula(report.header.organ.trim()), report.header.year.to_string());
    for cell in format.indices() {
        let id = format.cell(cell).id.to_string();
        let value = figures[cell].map_or(String::new(), |figure| figure.to_string());
        _ = writer.write_record([organ.as_str(), &year, &format.id, &id, &value]);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A JSON object each line. Amounts are numbers with all their decimals.
#[must_use]
pub fn to_ndjson(format: &Format, report: &Report, figures: &Figures) -> String {
    let organ = Value::from(report.header.organ.trim());
    let (year, id) = (report.header.year, Value::from(format.id.as_str()));
    let mut out = String::with_capacity(30_000);
    for cell in format.indices() {
        let value = figures[cell].map_or("null".into(), |figure| figure.to_string());
        let cell = &format.cell(cell).id;
        // The digits of a figure are a number of JSON as they stand; a float would not hold all of them.
        _ = writeln!(
            out,
            "{{\"organ\":{organ},\"year\":{year},\"format\":{id},\"cell\":\"{cell}\",\"value\":{value}}}"
        );
    }
    out
}

/// A name that a spreadsheet would run as a formula is marked as text, as spreadsheets do it.
fn no_formula(text: &str) -> String {
    // One line each, whatever a name holds.
    let text = text.replace(char::is_control, " ");
    let mark = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("{mark}{text}")
}
