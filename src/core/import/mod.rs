//! Makes reports out of files.
//!
//! A file that can be read in part gives the report and notes; nothing is dropped without a note.
//! Knows nothing of drafts in a store and of wording.

pub mod html;
mod json;
mod page;
pub mod paste;
pub mod published;
pub mod sheet;

pub use json::{ImportError, Imported, LIMIT_BYTES, Note};

/// Reads the text of a file: published JSON, the page that carries it, or a draft.
///
/// # Errors
/// [`ImportError`] where nothing in it is a report.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    if text.len() > LIMIT_BYTES {
        return Err(ImportError::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with("%PDF-") {
        return Err(ImportError::Pdf);
    }
    // What zip files begin with.
    if text.starts_with("PK\u{3}\u{4}") {
        return Err(ImportError::Office);
    }
    if text.trim_start().starts_with('<') {
        return page::import_page(text);
    }
    json::import_value(json::parse(text)?, text)
}
