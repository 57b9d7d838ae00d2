//! Word and Excel files: the same bytes every time, and all figures in them. What programs make of them is
//! tested with the programs, in `tests/e2e/specs/office.test.mjs`.

use crate::{complete, figures, form};
use disclosure_report::core::export::json::to_json;
use disclosure_report::core::export::{Copy, Output};
use disclosure_report::office::write;

fn written(output: Output) -> Vec<u8> {
    let format = form();
    let mut report = complete(&format);
    for (at, cell) in format.inputs().enumerate() {
        report.set_entry(cell, (1000 + at).to_string());
    }
    write(output, &to_json(&format, &report, &figures(&format, &report)), Copy::Final).unwrap()
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for output in [Output::Word, Output::Excel] {
        let first = written(output);
        assert_eq!(first, written(output), "{output:?}");
        assert!(first.starts_with(b"PK\x03\x04"));
        // Of no other date than the first that a zip file can hold: 0:00 of 1980-01-01.
        assert_eq!(first[10..14], [0, 0, 0x21, 0], "{output:?}");
        let name = format!("written.{}", output.id());
        std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), &first)
            .unwrap();
    }
}

#[test]
fn what_is_no_report_is_refused() {
    assert!(write(Output::Word, "{}", Copy::Final).is_err());
    let format = form();
    let report = complete(&format);
    let json = to_json(&format, &report, &figures(&format, &report));
    assert!(write(Output::Json, &json, Copy::Final).is_err());
}
