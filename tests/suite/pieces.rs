//! Pieces of reports as sites and converters leave them, and what is read in them.
//!
//! Each is a few lines: what a whole report looks like stands in `tests/fixtures/import`.

use disclosure_report::core::format::Format;
use disclosure_report::core::import::published::{
    Certainty, Item, Published, Remark, Source, Subject, read,
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
