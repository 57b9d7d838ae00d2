//! Files that come back: our own, damaged, newer, foreign.

use crate::{cell, complete, figures, form, report};
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{Draft, DraftId};
use disclosure_report::core::export::json::to_json;
use disclosure_report::core::import::{ImportError, LIMIT_BYTES, Note, import_json};
use disclosure_report::core::report::{Figure, Report};

fn published(report: &Report) -> String {
    let format = form();
    to_json(&format, report, &figures(&format, report))
}

#[test]
fn a_published_file_reads_back_as_the_same_report() {
    let format = form();
    let mut one = complete(&format);
    one.set_entry(cell(&format, "requests.received.enterprise"), " １,２３４件 ");
    one.set_entry(cell(&format, "requests.received.natural_person"), "1O");
    one.set_entry(cell(&format, "requests.granted.natural_person"), "");
    one.set_entry(cell(&format, "fees.administrative_fees.amount"), "412.6350");
    one.set_narrative("overview", "\u{202e}<b>段一</b>\n\n段二🙂\u{0}");
    let read = import_json(&published(&one)).unwrap();
    assert_eq!(read.report, one);
    assert_eq!(read.notes, []);
    one.set_narrative("preface", "自己写的说明。");
    assert_eq!(import_json(&published(&one)).unwrap().report, one);
}

#[test]
fn a_draft_file_reads_back_too() {
    let one = report(&form(), &[("requests.received.enterprise", "5")]);
    let text = to_text(&form(), &Draft::new(DraftId::new("a"), one.clone()));
    assert_eq!(import_json(&format!("\u{feff}{text}")).unwrap().report, one);
}

#[test]
fn a_total_that_disagrees_is_said_and_not_believed() {
    let one = report(&form(), &[("requests.received.enterprise", "5")]);
    let text =
        published(&one).replace("\"requests.received.total\": 5", "\"requests.received.total\": 6");
    let read = import_json(&text).unwrap();
    assert_eq!(read.report, one);
    let cell = cell(&form(), "requests.received.total");
    let (reported, computed) = ("6".into(), Figure::Count(5));
    assert_eq!(read.notes, [Note::OtherTotal { cell, reported, computed }]);
}

#[test]
fn what_does_not_fit_is_noted() {
    let one = report(&form(), &[]);
    let text = published(&one)
        .replace("\"requests.received.enterprise\": null", "\"requests.received.enterprise\": [1]")
        .replace("\"requests.granted.enterprise\": null", "\"requests.grantd.enterprise\": 4");
    let read = import_json(&text).unwrap();
    assert_eq!(
        read.notes,
        [
            Note::UnknownCell("requests.grantd.enterprise".into()),
            Note::OddCell("requests.received.enterprise".into()),
        ]
    );
}

#[test]
fn what_is_no_report_says_why() {
    let text = published(&report(&form(), &[]));
    for (file, error) in [
        ("[1, 2]", ImportError::NotAReport),
        ("{\"kind\": \"recipe\"}", ImportError::NotAReport),
        ("<html>", ImportError::NotJson { line: 1, column: 1 }),
        ("", ImportError::NotJson { line: 1, column: 0 }),
        (
            &text.replace("\"version\": 1", "\"version\": 2"),
            ImportError::TooNew { found: 2, known: 1 },
        ),
        (
            &text.replace("\"version\": 1", "\"version\": -1"),
            ImportError::BadField("version".into()),
        ),
        (&text.replace("cn-2021", "cn-2077"), ImportError::UnknownFormat("cn-2077".into())),
        (&text.replace("\"year\": 2025", "\"year\": 70000"), ImportError::BadField("year".into())),
        (&text.replace("\"header\": {", "\"head\": {"), ImportError::BadField("header".into())),
    ] {
        assert_eq!(import_json(file), Err(error));
    }
    assert_eq!(import_json(&" ".repeat(LIMIT_BYTES + 1)), Err(ImportError::TooLarge));
    let nested = "[".repeat(100_000);
    assert!(matches!(import_json(&nested), Err(ImportError::NotJson { .. })));
}
