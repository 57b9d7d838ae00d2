//! Makes reports out of files.
//!
//! A file that can be read in part gives the report and notes; nothing is dropped without a note.
//! Knows nothing of drafts in a store and of wording.

pub mod html;
mod json;
pub mod paste;
pub mod sheet;

pub use json::{ImportError, Imported, LIMIT_BYTES, Note, import_json};
