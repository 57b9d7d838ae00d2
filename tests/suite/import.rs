//! Files that come back: our own, damaged, newer, foreign.

use crate::{cell, complete, figures, form, report};
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{Draft, DraftId};
use disclosure_report::core::export::Copy;
use disclosure_report::core::export::html::{to_bare_html, to_html};
use disclosure_report::core::export::json::to_json;
use disclosure_report::core::import::{ImportError, LIMIT_BYTES, Note, import};
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
    let read = import(&published(&one)).unwrap();
    assert_eq!(read.report, one);
    assert_eq!(read.notes, []);
    one.set_narrative("preface", "自己写的说明。");
    assert_eq!(import(&published(&one)).unwrap().report, one);
}

#[test]
fn a_draft_file_reads_back_too() {
    let one = report(&form(), &[("requests.received.enterprise", "5")]);
    let text = to_text(&form(), &Draft::new(DraftId::new("a"), one.clone()));
    assert_eq!(import(&format!("\u{feff}{text}")).unwrap().report, one);
}

#[test]
fn a_total_that_disagrees_is_said_and_not_believed() {
    let one = report(&form(), &[("requests.received.enterprise", "5")]);
    let text =
        published(&one).replace("\"requests.received.total\": 5", "\"requests.received.total\": 6");
    let read = import(&text).unwrap();
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
    let read = import(&text).unwrap();
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
        ("甲", ImportError::NotJson { line: 1, column: 1 }),
        ("%PDF-1.7\n", ImportError::Pdf),
        ("PK\u{3}\u{4}\u{14}", ImportError::Office),
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
        assert_eq!(import(file), Err(error));
    }
    assert_eq!(import(&" ".repeat(LIMIT_BYTES + 1)), Err(ImportError::TooLarge));
    let nested = "[".repeat(100_000);
    assert!(matches!(import(&nested), Err(ImportError::NotJson { .. })));
}

/// The page of a report, as a file.
fn page(report: &Report, copy: Copy) -> String {
    let format = form();
    to_html(&format, report, &figures(&format, report), copy)
}

#[test]
fn a_page_reads_back_as_the_same_report_and_shows_what_its_data_says() {
    let format = form();
    let mut one = complete(&format);
    one.header.published_at = "https://example.gov.cn/a?b=1&c=<2>".into();
    one.set_entry(cell(&format, "requests.received.enterprise"), " １,２３４件 ");
    one.set_entry(cell(&format, "requests.received.natural_person"), "1O");
    one.set_entry(cell(&format, "requests.granted.natural_person"), "");
    let text = "</script><script>alert(1)</script>\u{202e}<!-- &amp; ]]>\n\n\u{3000}\u{3000}段二🙂\t三\u{0}";
    one.set_narrative("overview.disclosure", text);
    for copy in [Copy::Final, Copy::Draft] {
        let read = import(&page(&one, copy)).unwrap();
        assert_eq!(read.report, one);
        assert_eq!(read.notes, []);
    }
}

#[test]
fn what_was_changed_in_a_page_by_hand_is_said_and_the_data_stands() {
    let format = form();
    let mut one = complete(&format);
    one.set_entry(cell(&format, "requests.received.enterprise"), "5");
    let before = page(&one, Copy::Final);
    let after = before
        .replace(
            "data-cell=\"requests.received.total\">5<",
            "data-cell=\"requests.received.total\"><b>6</b> 件<",
        )
        .replace(
            "data-cell=\"requests.received.enterprise\">5<",
            "data-cell=\"requests.received.enterprise\"><",
        )
        .replace("data-cell=\"requests.granted.total\"", "")
        .replace("<span>甲县乙镇人民政府2025年</span>", "<span>甲县丙镇人民政府2025年</span>")
        .replacen("二是乙。</p>", "二是丙。</p>", 1);
    let read = import(&after).unwrap();
    assert_eq!(read.report, one);
    let note = |id, shown: &str, data: &str| Note::ShownOtherwise {
        cell: cell(&format, id),
        shown: shown.into(),
        data: data.into(),
    };
    let first = format.narratives().next().unwrap().1.id.clone();
    assert_eq!(
        read.notes,
        [
            Note::TitleShownOtherwise {
                shown: "甲县丙镇人民政府2025年政府信息公开工作年度报告".into(),
                data: one.title(&format),
            },
            note("requests.received.enterprise", "", "5"),
            note("requests.received.total", "6 件", "5"),
            Note::TextShownOtherwise(first),
            Note::NotShown(1),
        ]
    );
}

#[test]
fn what_a_site_and_a_person_put_into_a_page_hides_neither_its_data_nor_its_figures() {
    let one = complete(&form());
    let before = page(&one, Copy::Final);
    let script = "<SCRIPT>if(a<b&&c){s='<td data-cell=\"x\">'+\"don't\"}</SCRIPT>";
    let after = before
        .replace("</head>", &format!("{script}<style>a>b{{content:'<p>'}}</style></head>"))
        .replace("</h2>", "A & B &amp C</h2>")
        .replace("</td></tr>", "</tr>")
        .replacen("<script", &format!("{script}<p>1 < 2 & 3</p><script"), 1);
    let read = import(&after).unwrap();
    assert_eq!((read.report, read.notes), (one, vec![]));
}

#[test]
fn data_that_was_changed_in_a_page_is_said() {
    let format = form();
    let mut one = complete(&format);
    let before = page(&one, Copy::Final);
    let id = "requests.received.enterprise";
    let after = before.replace(&format!("\"{id}\": 0"), &format!("\"{id}\": 7"));
    let read = import(&after).unwrap();
    one.set_entry(cell(&format, id), "7");
    assert_eq!(read.report, one);
    assert_eq!(read.notes[0], Note::OtherData);
    assert!(read.notes.contains(&Note::ShownOtherwise {
        cell: cell(&format, id),
        shown: "0".into(),
        data: "7".into()
    }));
}

#[test]
fn the_fingerprint_is_of_the_data_and_not_of_how_it_is_laid_out() {
    let page = page(&complete(&form()), Copy::Final);
    let (before, rest) = page.split_once("data-sha256=\"").unwrap();
    assert!(before.ends_with("<script type=\"application/json\" data-format=\"cn-2021\" "));
    let (_, rest) = rest.split_once(">\n").unwrap();
    let (json, after) = rest.split_once("</script>").unwrap();
    assert_eq!(after, "\n</body>\n</html>\n");
    let compact = serde_json::from_str::<serde_json::Value>(json).unwrap().to_string();
    assert_eq!(import(&page.replace(json, &compact)).unwrap().notes, []);
}

#[test]
fn a_page_without_data_is_refused_with_words() {
    let format = form();
    let one = complete(&format);
    let bare = to_bare_html(&format, &one, &figures(&format, &one), Copy::Final);
    let empty = "<script type=\"application/json\" data-sha256=\"0\"> </script>";
    for page in [&bare, "<p>甲</p>", "<", "<!DOCTYPE html>", empty, "<script>1</script>"] {
        assert_eq!(import(page), Err(ImportError::NoData), "{page:.40}");
    }
    let broken = "<script type=\"application/json\" data-sha256=\"0\">{</script>";
    assert!(matches!(import(broken), Err(ImportError::NotJson { .. })));
    let other = "<script type=\"application/json\" data-sha256=\"0\">{\"kind\":1}</script>";
    assert_eq!(import(other), Err(ImportError::NotAReport));
}
