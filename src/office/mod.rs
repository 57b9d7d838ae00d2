//! Files of other programs: Word and Excel, which take whole libraries to write and to read, lines for
//! statistics, and reports as they were published anywhere.
//!
//! Not linked into the program that starts with the page: the binary of `src/worker.rs` holds them, and
//! it is loaded when the first such file is wanted or given. Every writer is a pure function of report and format:
//! no clock is asked, the same report gives the same bytes. Knows no browser.

mod docx;
pub mod read;
mod xlsx;

pub use docx::to_docx;
pub use xlsx::to_xlsx;

use crate::core::compute::{Figures, compute};
use crate::core::export::tidy::{to_csv, to_ndjson};
use crate::core::export::{Copy, Output, workbook};
use crate::core::format::Format;
use crate::core::import::import;
use crate::core::report::Report;
use std::fmt;

/// Why a file could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotWritten(
    /// In the words of what failed, for those who look after the program.
    pub String,
);

impl fmt::Display for NotWritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotWritten {}

/// Writes an output that is bytes, of a report that is given as published JSON.
///
/// # Errors
/// [`NotWritten`] where the JSON is no report, or the output is none of this module's.
pub fn write(output: Output, published: &str, copy: Copy) -> Result<Vec<u8>, NotWritten> {
    with(published, |format, report, figures| match output {
        Output::Word => to_docx(format, report, figures, copy),
        Output::Excel => to_xlsx(format, report, figures, copy),
        other => Err(NotWritten(other.id().into())),
    })
}

/// Writes an output that is text, and what is shown of sheets: a page.
///
/// # Errors
/// As [`write()`].
pub fn preview(output: Output, published: &str, copy: Copy) -> Result<String, NotWritten> {
    with(published, |format, report, figures| match output {
        Output::Excel => Ok(workbook::to_html(&workbook::workbook(format, report, figures, copy))),
        Output::Csv => Ok(to_csv(format, report, figures)),
        Output::Ndjson => Ok(to_ndjson(format, report, figures)),
        other => Err(NotWritten(other.id().into())),
    })
}

fn with<T>(
    published: &str,
    write: impl FnOnce(&Format, &Report, &Figures) -> Result<T, NotWritten>,
) -> Result<T, NotWritten> {
    let report = import(published).map_err(|error| NotWritten(format!("{error:?}")))?.report;
    let format = Format::by_id(&report.format).ok_or_else(|| NotWritten(report.format.clone()))?;
    write(&format, &report, &compute(&format, &report))
}
