//! Files of our own: published JSON, pages that carry it, drafts, backups, last year's report.

#![no_main]

use disclosure_report::core::draft::{backup, open};
use disclosure_report::core::format::Format;
use disclosure_report::core::import::import;
use disclosure_report::core::last_year::LastYear;

libfuzzer_sys::fuzz_target!(|text: &str| {
    _ = import(text);
    _ = backup::read(text);
    _ = open(text);
    _ = LastYear::of(&Format::for_year(2025).unwrap(), text);
});
