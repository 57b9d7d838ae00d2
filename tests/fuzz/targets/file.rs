//! Bytes of any file: workbooks, documents, saved pages, texts of every encoding.

#![no_main]

use disclosure_report::core::import::published::wire::{answer, of_answer};
use disclosure_report::office::read::read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let read = read(bytes);
    assert_eq!(of_answer(&answer(&read)), read);
});
