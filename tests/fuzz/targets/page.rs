//! Pages: what was read is of the source, and is put into the report as it was read.

#![no_main]

use disclosure_report::core::import::published::{Source, blocks_of_html, read};

libfuzzer_sys::fuzz_target!(|html: &str| {
    let Ok(blocks) = blocks_of_html(html) else { return };
    let Ok(source) = Source::from_blocks(blocks) else { return };
    let published = read(&source);
    let format = published.form().unwrap();
    for item in &published.items {
        assert!(item.lines.end <= published.lines.len());
    }
    _ = published.certain(&format);
});
