//! Texts: what was read is of the source.

#![no_main]

use disclosure_report::core::import::published::{Source, compare, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(source) = Source::from_text(text) else { return };
    let published = read(&source);
    let format = published.form().unwrap();
    assert!(published.items.iter().all(|item| item.lines.end <= published.lines.len()));
    _ = compare(&format, &published.certain(&format), &published);
});
