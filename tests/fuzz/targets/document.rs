//! The document part of a Word file.

#![no_main]

use disclosure_report::office::read::read;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

libfuzzer_sys::fuzz_target!(|xml: &[u8]| {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("word/document.xml", options).unwrap();
    archive.write_all(xml).unwrap();
    _ = read(&archive.finish().unwrap().into_inner());
});
