//! Files for other programs that take whole libraries to write: Word and Excel.
//!
//! Not linked into the program that starts with the page: the binary of `src/worker.rs` holds them, and
//! it is loaded when the first such file is wanted. Every writer is a pure function of report and format:
//! no clock is asked, the same report gives the same bytes. Knows no browser.

mod docx;
mod xlsx;

pub use docx::to_docx;
pub use xlsx::to_xlsx;

use crate::core::compute::compute;
use crate::core::export::{Copy, Output};
use crate::core::format::Format;
use crate::core::import::import;
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

/// Writes an output of a report that is given as published JSON.
///
/// # Errors
/// [`NotWritten`] where the JSON is no report, or the output is none of this module's.
pub fn write(output: Output, published: &str, copy: Copy) -> Result<Vec<u8>, NotWritten> {
    let report = import(published).map_err(|error| NotWritten(format!("{error:?}")))?.report;
    let format = Format::by_id(&report.format).ok_or_else(|| NotWritten(report.format.clone()))?;
    let figures = compute(&format, &report);
    match output {
        Output::Word => to_docx(&format, &report, &figures, copy),
        Output::Excel => to_xlsx(&format, &report, &figures, copy),
        other => Err(NotWritten(other.id().into())),
    }
}
