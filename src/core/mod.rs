//! The report as plain values: format, report, figures, findings, drafts, exports.
//!
//! Knows nothing of the screen, the browser, the clock or where drafts are kept. The same input
//! gives the same output, on every machine: there are no floats and nothing hashes.

#![deny(clippy::float_arithmetic, clippy::unwrap_used, clippy::expect_used)]

pub mod check;
pub mod compute;
pub mod content_policy;
pub mod crosswalk;
pub mod draft;
pub mod explain;
pub mod export;
mod fields;
pub mod format;
pub mod grid;
pub mod history;
pub mod import;
pub mod last_year;
mod likeness;
pub mod progress;
pub mod report;
pub mod suspects;
pub mod text;
