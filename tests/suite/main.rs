//! Tests of all that needs no browser: `cargo test --no-default-features --features office`.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod backup;
mod drafts;
mod export;
mod formats;
mod golden;
mod import;
mod journal;
#[cfg(feature = "office")]
mod office;
mod paste;
mod pieces;
mod properties;
mod published;
#[cfg(feature = "office")]
mod read;
mod relations;
mod suspects;
mod tidy;
mod turn;

use disclosure_report::core::compute::{Figures, compute};
use disclosure_report::core::format::{CellIndex, Format};
use disclosure_report::core::report::Report;

/// The form of 2021.
fn form() -> Format {
    Format::by_id("cn-2021").unwrap()
}

/// The cell of an id that is there.
fn cell(format: &Format, id: &str) -> CellIndex {
    format.index_of(id).unwrap_or_else(|| panic!("no cell {id}"))
}

/// A report with these entries typed.
fn report(format: &Format, entries: &[(&str, &str)]) -> Report {
    let mut report = Report::new(format, "甲县乙镇人民政府", 2025);
    for (id, typed) in entries {
        report.set_entry(cell(format, id), *typed);
    }
    report
}

/// A report with every entry `0` and every text written: nothing to find in it.
fn complete(format: &Format) -> Report {
    let mut report = report(format, &[]);
    for cell in format.inputs() {
        report.set_entry(cell, "0");
    }
    for (_, spec) in format.narratives() {
        report.set_narrative(&spec.id, "一是甲。\n二是乙。");
    }
    report
}

/// The figure of a cell as it is written; empty where there is none.
fn figure(format: &Format, figures: &Figures, id: &str) -> String {
    figures[cell(format, id)].map_or(String::new(), |figure| figure.to_string())
}

/// The figures of a report.
fn figures(format: &Format, report: &Report) -> Figures {
    compute(format, report)
}
