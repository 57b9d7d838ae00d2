//! What leaves: the same bytes every time, everything in it, nothing executed.

use crate::golden::assert_golden;
use crate::{complete, figures, form, report};
use disclosure_report::core::export::html::{escape, to_html};
use disclosure_report::core::export::json::to_json;
use disclosure_report::core::export::{Copy, file_name};
use disclosure_report::core::format::load;
use disclosure_report::core::report::{HeaderField, Report};

fn full() -> Report {
    let format = form();
    let mut report = complete(&format);
    for (field, text) in [
        (HeaderField::Contact, "甲县乙镇党政办公室"),
        (HeaderField::Address, "甲县乙镇一号"),
        (HeaderField::Postcode, "100000"),
        (HeaderField::Phone, "0800-1234567"),
        (HeaderField::PublishedAt, "甲县人民政府网站"),
    ] {
        report.header.set(field, text.into());
    }
    for (position, cell) in format.inputs().enumerate() {
        report.set_entry(cell, (position * 37 % 1000).to_string());
    }
    report.set_entry(crate::cell(&format, "fees.administrative_fees.amount"), "59237.2449");
    report
}

#[test]
fn the_page_is_the_one_that_was_looked_at() {
    let format = form();
    let report = full();
    let page = to_html(&format, &report, &figures(&format, &report), Copy::Final);
    assert_golden("export/full/expected.html", &page);
}

/// A made-up form whose table has 60 rows in groups: more than a sheet holds.
#[test]
fn a_tall_table_is_written_as_several_whole_ones() {
    let format = load(include_str!("../fixtures/export/tall/format.json")).unwrap();
    let mut report = Report::new(&format, "甲县乙镇人民政府", 2025);
    for (position, cell) in format.inputs().enumerate() {
        report.set_entry(cell, (10_000 + position * 37).to_string());
    }
    report.set_narrative("other", "一是甲。\n二是乙。");
    let page = to_html(&format, &report, &figures(&format, &report), Copy::Final);
    assert_golden("export/tall/expected.html", &page);
}

#[test]
fn the_json_is_the_one_that_was_looked_at() {
    let format = form();
    let report = full();
    let json = to_json(&format, &report, &figures(&format, &report));
    assert_golden("export/full/report.json", &json);
}

#[test]
fn every_figure_stands_in_the_page_under_its_id() {
    let format = form();
    let report = full();
    let figures = figures(&format, &report);
    let page = to_html(&format, &report, &figures, Copy::Final);
    for cell in format.indices() {
        let figure = figures[cell].unwrap();
        let td = format!("data-cell=\"{}\">{figure}</td>", format.cell(cell).id);
        assert_eq!(page.matches(&td).count(), 1, "{td}");
    }
}

#[test]
fn the_page_has_no_script_and_no_reference_to_anything_outside() {
    let format = form();
    let report = full();
    let page = to_html(&format, &report, &figures(&format, &report), Copy::Final);
    // The page numbers of Firefox are a picture in the styles; its address says only what it is.
    let apart = page.replacen("url(\"data:image/svg+xml,<svg ", "", 1);
    let apart = apart.replacen("xmlns='http://www.w3.org/2000/svg'", "", 1);
    for word in ["http", "src=\"", "href", "url(", "@import", "<iframe"] {
        assert!(!apart.contains(word), "{word}");
    }
    // Data, which is not run.
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("<script type=\"application/json\" ").count(), 1);
    let handlers = page.split(" on").skip(1).filter_map(|rest| rest.split_once('='));
    for (name, _) in handlers {
        assert!(!name.chars().all(|c| c.is_ascii_alphabetic()), "on{name}=");
    }
}

#[test]
fn a_draft_copy_is_marked_and_says_which_cells_are_blank() {
    let format = form();
    let report = report(&format, &[("requests.received.enterprise", "1O")]);
    let page = to_html(&format, &report, &figures(&format, &report), Copy::Draft);
    assert!(page.contains("<p class=\"draft-mark\">草稿，未定稿</p>"));
    assert!(page.contains("data-cell=\"requests.received.natural_person\">未填</td>"));
    assert!(page.contains("data-cell=\"requests.received.enterprise\">1O</td>"));
    let last =
        to_html(&format, &complete(&format), &figures(&format, &complete(&format)), Copy::Final);
    assert!(!last.contains("草稿") && !last.contains("未填"));
}

#[test]
fn what_the_user_typed_is_text_and_never_markup() {
    let format = form();
    let evil = "<script>alert(1)</script>\"><img src=x onerror=alert(1)>&amp;\u{0}\u{7}'";
    let mut report = complete(&format);
    for field in HeaderField::ALL {
        report.header.set(field, evil.into());
    }
    for (_, spec) in format.narratives() {
        report.set_narrative(&spec.id, evil);
    }
    for cell in format.inputs() {
        report.set_entry(cell, evil);
    }
    let page = to_html(&format, &report, &figures(&format, &report), Copy::Draft);
    assert_eq!(page.matches("<script").count(), 1, "the data");
    assert_eq!(page.matches("</script").count(), 1, "of the data");
    assert!(!page.contains("<img") && !page.contains('\u{7}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img"));
}

#[test]
fn escaping_leaves_other_writing_alone() {
    assert_eq!(escape("甲<b>&\"'\t\u{200f}🙂"), "甲&lt;b&gt;&amp;&quot;&#39; \u{200f}🙂");
}

#[test]
fn a_file_is_named_by_organ_year_and_title() {
    let format = form();
    let mut report = report(&format, &[]);
    assert_eq!(
        file_name(&format, &report, Copy::Final, "json"),
        "甲县乙镇人民政府2025年政府信息公开工作年度报告.json"
    );
    assert_eq!(
        file_name(&format, &report, Copy::Draft, "html"),
        "甲县乙镇人民政府2025年政府信息公开工作年度报告（草稿）.html"
    );
    report.header.organ = " ..\\甲/乙:*?\"<>|\u{202e}\n丙 ".into();
    assert_eq!(
        file_name(&format, &report, Copy::Final, "json"),
        "甲乙丙2025年政府信息公开工作年度报告.json"
    );
    report.header.organ = "名".repeat(10_000);
    let name = file_name(&format, &report, Copy::Draft, "json");
    assert!(name.len() <= 245 && name.ends_with("年度报告（草稿）.json"), "{name}");
}
