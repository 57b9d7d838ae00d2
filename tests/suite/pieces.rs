//! Pieces of reports as sites and converters leave them, and what is read in them.
//!
//! Each is a few lines: what a whole report looks like stands in `tests/fixtures/import`.

use disclosure_report::core::format::Format;
use disclosure_report::core::import::published::{
    Certainty, Doubt, Item, Published, Remark, Source, Subject, read,
};
use disclosure_report::core::report::HeaderField;

const TITLE: &str = "甲县乙镇人民政府2024年政府信息公开工作年度报告";

fn piece(text: &str) -> Published {
    read(&Source::from_text(text).unwrap())
}

/// The figures of a row, by its id; what is open is `?`.
fn row(published: &Published, id: &str) -> String {
    let format = published.form().unwrap();
    let of_row = |item: &&Item| match item.subject {
        Subject::Row(table, row) => {
            let table = &format.tables[table];
            format!("{}.{}", table.id, table.rows[row].id) == id
        }
        _ => false,
    };
    let item = published.items.iter().find(of_row).unwrap();
    let figures = item.cells.iter().map(|one| one.read.clone().unwrap_or_else(|| "?".into()));
    figures.collect::<Vec<_>>().join(" ")
}

fn text(published: &Published, subject: &Subject) -> Option<String> {
    let item = published.items.iter().find(|item| item.subject == *subject)?;
    item.text.clone()
}

fn narrative(published: &Published, id: &str) -> Option<String> {
    text(published, &Subject::Narrative(id.into()))
}

fn field(published: &Published, field: HeaderField) -> Option<String> {
    text(published, &Subject::Field(field))
}

fn is_sure(published: &Published, subject: &Subject) -> bool {
    let format = Format::by_id(&published.format).unwrap();
    let item = published.items.iter().find(|item| item.subject == *subject);
    item.is_some_and(|item| item.certainty(&format) == Certainty::Sure)
}

#[test]
fn one_figure_in_a_cell_merged_over_all_columns_is_none_of_them() {
    let head = "三、收到和处理政府信息公开申请情况\n申请人情况 |||||||||\n自然人 | 法人或其他组织 | 总计 | |||||||\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||";
    for figures in ["3 | ||||||||", "3 || 3 ||||||", " | | 3 | ||||||"] {
        let published =
            piece(&format!("{TITLE}\n{head}\n一、本年新收政府信息公开申请数量 | {figures}"));
        assert_eq!(row(&published, "requests.received"), "? ? ? ? ? ? ?", "{figures}");
    }
}

#[test]
fn the_last_figure_of_a_row_is_no_part_of_the_number_of_the_next() {
    for (one, other) in [("0 二、", "0 四、"), ("0二、", "0四、"), ("0 2.", "0 4.")] {
        let text = format!(
            "{TITLE}\n三、收到和处理政府信息公开申请情况\n申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他 一、本年新收政府信息公开申请数量 1 0 0 0 0 0 {one}上年结转政府信息公开申请数量 0 2 0 0 0 0 {other}结转下年度继续办理 0 0 3 0 0 0 3"
        );
        let published = piece(&text);
        assert_eq!(row(&published, "requests.received"), "1 0 0 0 0 0 0", "{one}");
        assert_eq!(row(&published, "requests.carried_in"), "0 2 0 0 0 0 0", "{other}");
        assert_eq!(row(&published, "requests.carried_over"), "0 0 3 0 0 0 3");
    }
}

#[test]
fn titles_say_whose_report_it_is_and_of_which_year_however_they_are_put() {
    for (line, organ, year) in [
        ("2025年度甲县乙镇人民政府信息公开工作年度报告", "甲县乙镇人民政府", "2025"),
        ("【文字】2024年甲市林业局政府信息公开工作年度报告", "甲市林业局", "2024"),
        ("甲市公安局2024年度政府信息公开工作报告", "甲市公安局", "2024"),
        ("索引号 | 01 | 名称 | 甲市水利局2023年政府信息公开工作年度报告", "甲市水利局", "2023"),
    ] {
        let published = piece(&format!("{line}\n一、总体情况\n今年做了很多工作。"));
        assert_eq!(field(&published, HeaderField::Organ).as_deref(), Some(organ), "{line}");
        assert_eq!(text(&published, &Subject::Year).as_deref(), Some(year), "{line}");
        assert!(is_sure(&published, &Subject::Year), "{line}");
    }
}

#[test]
fn without_a_title_the_year_is_that_which_is_counted_and_the_organ_that_which_announces() {
    let counted = "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。";
    for (sentence, organ) in [
        (
            "根据条例规定，由甲市乙区司法局编制，全文包括总体情况等六个部分。",
            Some("甲市乙区司法局"),
        ),
        (
            "向社会公布2022年甲县医疗保障局政府信息公开工作年度报告，请予监督。",
            Some("甲县医疗保障局"),
        ),
        ("现公布甲县乙镇2022年政府信息公开工作年度报告，请予监督批评。", Some("甲县乙镇")),
        ("现将我局2022年政府信息公开工作情况报告如下，请予监督批评。", None),
    ] {
        let published = piece(&format!("{sentence}{counted}\n一、总体情况\n今年做了很多工作。"));
        assert_eq!(field(&published, HeaderField::Organ).as_deref(), organ, "{sentence}");
        assert_eq!(text(&published, &Subject::Year).as_deref(), Some("2022"));
        assert!(is_sure(&published, &Subject::Year), "{sentence}");
        assert!(!is_sure(&published, &Subject::Field(HeaderField::Organ)));
    }
    // A title of another year than is counted says which.
    let published = piece(&format!("{TITLE}\n{counted}\n一、总体情况\n今年做了很多工作。"));
    let year = published.items.iter().find(|item| item.subject == Subject::Year).unwrap();
    assert_eq!(
        (year.text.as_deref(), &year.doubt),
        (Some("2024"), &Some(Doubt::OtherPeriod(2022)))
    );
    // What is not counted over a whole year is a guess.
    let part = "本报告所列数据的统计期限自2022年5月1日起至2022年12月31日止。";
    let published = piece(&format!("{part}\n一、总体情况\n今年做了很多工作。"));
    assert!(!is_sure(&published, &Subject::Year));
}

#[test]
fn a_heading_at_the_end_of_a_paragraph_is_a_heading() {
    let published = piece(&format!(
        "{TITLE}\n根据条例的规定编制本报告，电话：0800-1234567）。一、总体情况\n今年做了很多工作。"
    ));
    assert_eq!(narrative(&published, "overview").as_deref(), Some("今年做了很多工作。"));
    assert_eq!(field(&published, HeaderField::Phone).as_deref(), Some("0800-1234567"));
    assert_eq!(published.lines.len(), 4);
}

#[test]
fn what_is_left_of_the_head_of_a_table_is_not_said_to_be_unused() {
    let published = piece(&format!(
        "{TITLE}\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件\n规章\n0\n0\n0\n行政规范性文件\n1\n2\n3\n来历不明的一行文字"
    ));
    assert_eq!(row(&published, "documents.normative_documents"), "1 2 3");
    let unused = |one: &Remark| match one {
        Remark::NotTaken(lines) => Some(lines.clone()),
        _ => None,
    };
    assert_eq!(published.remarks.iter().find_map(unused), Some(vec![15]));
}

#[test]
fn what_is_numbered_below_a_part_opens_none() {
    for [second, third, fifth] in
        [["（二）", "（三）", "（五）"], ["2.", "3.", "5."], ["2、", "3、", "5、"]]
    {
        let published = piece(&format!(
            "{TITLE}\n一、总体情况\n（一）总体概述\n今年做了很多工作。\n{second}政府信息主动公开情况\n公开信息12条。\n{third}政府信息依申请公开情况\n收到申请3件。\n{fifth}存在的主要问题及改进情况\n公开不够及时。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 0 | 0 | 0\n行政规范性文件 | 1 | 2 | 3\n五、存在的主要问题及改进情况\n队伍不够稳定。"
        ));
        assert_eq!(row(&published, "documents.normative_documents"), "1 2 3", "{second}");
        assert_eq!(narrative(&published, "problems").as_deref(), Some("队伍不够稳定。"));
        let overview: Vec<String> =
            ["overview", "overview.proactive_disclosure", "overview.requests"]
                .iter()
                .filter_map(|id| narrative(&published, id))
                .collect();
        for words in ["今年做了很多工作。", "公开信息12条。", "收到申请3件。", "公开不够及时。"]
        {
            assert!(overview.iter().any(|text| text.contains(words)), "{words} in {overview:?}");
        }
    }
}

#[test]
fn the_first_part_begins_where_it_is_numbered_whatever_it_is_called() {
    for heading in ["一、总体要求", "一、工作基本情况", "一、总体情况（宋体加粗小四号字）"]
    {
        let published = piece(&format!(
            "{TITLE}\n根据条例的规定编制本报告，由总体情况等部分组成。\n{heading}\n今年做了很多工作，公开信息12条。\n二、主动公开政府信息情况\n第二十条第（一）项"
        ));
        assert_eq!(
            narrative(&published, "overview").as_deref(),
            Some("今年做了很多工作，公开信息12条。"),
            "{heading}"
        );
        assert_eq!(
            narrative(&published, "preface").as_deref(),
            Some("根据条例的规定编制本报告，由总体情况等部分组成。")
        );
    }
}

#[test]
fn a_heading_that_the_form_does_not_have_ends_what_stands_before_it() {
    let published = piece(&format!(
        "{TITLE}\n一、总体情况\n今年做了很多工作。\n（一）主动公开\n公开信息12条。\n（二）依申请公开\n收到申请3件。\n（1）其中网上\n2件。\n（三）回应社会关切情况\n答复来信5件。\n（四）政府信息公开平台内容保障\n网站改版。"
    ));
    assert_eq!(
        narrative(&published, "overview.requests").as_deref(),
        Some("收到申请3件。\n（1）其中网上\n2件。")
    );
    assert_eq!(
        narrative(&published, "overview").as_deref(),
        Some("今年做了很多工作。\n（三）回应社会关切情况\n答复来信5件。")
    );
    assert_eq!(narrative(&published, "overview.platforms").as_deref(), Some("网站改版。"));
}

#[test]
fn how_to_reach_an_organ_is_found_in_sentences_lines_and_wrapped_texts() {
    let all = |published: &Published| {
        let field = |one| field(published, one).unwrap_or_default();
        [HeaderField::Contact, HeaderField::Address, HeaderField::Postcode, HeaderField::Phone]
            .map(field)
    };
    let first = "根据条例的规定编制本报告，全文包括总体情况、主动公开政府信息情况。";
    let body = "一、总体情况\n今年做了很多工作。";
    for preface in [
        "如有疑问，请与甲县司法局办公室联系（地址：甲县一号，邮编：123456，电话：0800-1234567）。",
        "如有疑问，请联系:甲县司法局办公室,地址:甲县一号,邮编:123456,电话:0800-1234567。",
        "如有疑問，請與甲縣司法局辦公室聯繫（地址：甲縣一號，郵編：123456，電話：0800-1234567）。",
    ] {
        let published = piece(&format!("{TITLE}\n{first}{preface}\n{body}"));
        let expected = ["甲县司法局办公室", "甲县一号", "123456", "0800-1234567"];
        let read = all(&published)
            .map(|text| text.replace('縣', "县").replace('號', "号").replace('辦', "办"));
        assert_eq!(read, expected, "{preface}");
        // The same where it stands in the first part.
        let published =
            piece(&format!("{TITLE}\n一、总体情况\n{first}{preface}\n今年做了很多工作。"));
        assert_eq!(all(&published)[3], "0800-1234567", "{preface}");
    }
    let lines = "联系方式：\n地址：甲县一号，邮编：123456\n电话：0800-1234567";
    let published = piece(&format!("{TITLE}\n{first}\n{lines}\n{body}"));
    assert_eq!(all(&published), ["", "甲县一号", "123456", "0800-1234567"]);
    // A text that a converter wrapped, also within a word.
    let wrapped = "本报告根据政府信息公开条例的有关规定编制，全文\n包括总体情况、主动公开政府信息情况、收到和处理\n情况、存在的主要问题及改进情况、其他需要报告的\n事项。如有疑问，请与甲县司法局办公室联系（电\n话：0800-1234567）。";
    let published = piece(&format!("{TITLE}\n{wrapped}\n{body}"));
    assert_eq!(all(&published)[3], "0800-1234567");
    assert_eq!(narrative(&published, "preface"), Some(wrapped.replace('\n', "")));
}

#[test]
fn where_a_copy_is_found_ends_before_what_is_done_there() {
    for (words, place) in [
        (
            "电子版可在甲县政府网站（http://a.example）查阅或下载。",
            "甲县政府网站（http://a.example）",
        ),
        ("本报告电子版可以从甲县政府网站下载。", "甲县政府网站"),
        ("电子版可从“甲县”门户网站上浏览。", "“甲县”门户网站"),
    ] {
        let published =
            piece(&format!("{TITLE}\n根据条例的规定编制本报告。{words}\n一、总体情况\n做了工作。"));
        assert_eq!(field(&published, HeaderField::PublishedAt).as_deref(), Some(place));
    }
}

#[test]
fn a_sentence_below_the_title_is_no_title() {
    for sentence in [
        "现发布望川县商务局2024年政府信息公开工作年度报告。",
        "望川县商务局编制了2024年政府信息公开工作年度报告。",
        "以下是望川县商务局2024年政府信息公开工作年度报告。",
    ] {
        let published = piece(&format!("{TITLE}\n{sentence}\n一、总体情况\n今年做了很多工作。"));
        assert_eq!(
            field(&published, HeaderField::Organ).as_deref(),
            Some("甲县乙镇人民政府"),
            "{sentence}"
        );
    }
}

#[test]
fn a_list_of_contents_with_what_stands_below_the_parts_is_no_report() {
    let list = "一、总体情况\n（一）主动公开\n（二）依申请公开\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n六、其他需要报告的事项";
    let published = piece(&format!(
        "{list}\n{TITLE}\n根据条例的规定编制本报告，由总体情况等部分组成。\n一、总体情况\n今年做了很多工作。\n五、存在的主要问题及改进情况\n公开不够及时。"
    ));
    assert_eq!(narrative(&published, "overview").as_deref(), Some("今年做了很多工作。"));
    assert_eq!(narrative(&published, "problems").as_deref(), Some("公开不够及时。"));
}

#[test]
fn the_address_of_a_page_is_none_of_the_organ() {
    let published = piece(&format!(
        "{TITLE}\n电子版可在县政府网站（网站地址：http://a.example）下载。如有疑问，请与办公室联系（地址：甲县一号）。\n一、总体情况\n做了工作。"
    ));
    assert_eq!(field(&published, HeaderField::Address).as_deref(), Some("甲县一号"));
}
