//! Published reports, read back: `tests/fixtures/import`, a folder for each.
//!
//! `source.txt` or `source.html` is the report as it was found, `expected.json` what a careful person
//! reads in it (form, header, texts and every figure that the source says for certain, also where the
//! program leaves it open), `notes.txt` what the program says about it.

use crate::golden::{assert_golden, fixture};
use disclosure_report::core::compute::{Figures, compute};
use disclosure_report::core::format::{Format, ValueKind};
use disclosure_report::core::import::published::{
    Block, Certainty, Published, Source, Subject, blocks_of_html, read, wire,
};
use disclosure_report::core::import::sheet::Merged;
use disclosure_report::core::report::Report;
use disclosure_report::core::text::{Language, Message, column_name, place_name, row_name, say};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Every case by name.
pub(crate) fn cases() -> Vec<(String, Source)> {
    let mut all = Vec::new();
    for folder in std::fs::read_dir(fixture("import")).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let text = |file: &str| std::fs::read_to_string(folder.join(file)).ok();
        let source = match text("source.html") {
            Some(html) => Source::from_blocks(blocks_of_html(&html).unwrap()).unwrap(),
            None => Source::from_text(&text("source.txt").unwrap()).unwrap(),
        };
        all.push((name, source));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(all.len() >= 17, "cases are found by listing the folder");
    all
}

/// What the program says about a reading, in words.
fn notes(published: &Published) -> String {
    let format = published.form().unwrap();
    let words = |message: &Message| say(Language::ZhCn, message);
    let mut notes = String::new();
    for item in &published.items {
        let certainty = item.certainty(&format);
        let name = match &item.subject {
            Subject::Row(table, row) => {
                let first = format.cell_at(*table, *row, 0).unwrap();
                format!(
                    "{} {}",
                    format.tables[*table].name,
                    row_name(Language::ZhCn, &format, first)
                )
            }
            _ => {
                let pieces = item.pieces(&format);
                place_name(Language::ZhCn, &format, &pieces[0].place)
            }
        };
        let mut said: Vec<String> =
            item.doubt.iter().map(|doubt| words(&Message::ItemDoubt(doubt.clone()))).collect();
        for one in &item.cells {
            let missing = one.read.is_none() && format.cell(one.cell).derived;
            if one.doubt.is_some() && !missing {
                let column = column_name(Language::ZhCn, &format, one.cell);
                let offered =
                    one.proposed.as_ref().map_or(String::new(), |it| format!("（{it}？）"));
                said.push(words(&Message::CellDoubt(column, one.clone())) + &offered);
            }
        }
        if !said.is_empty() {
            let word = match certainty {
                Certainty::Sure => "确定",
                Certainty::Ask => "请确认",
                Certainty::Open => "没认出",
            };
            let lines = match item.lines.len() {
                0 => String::new(),
                _ => words(&Message::SourceLines(item.lines.start + 1, item.lines.end)),
            };
            notes.push_str(&format!("{word}　{name}　{lines}　{}\n", said.join("；")));
        }
    }
    for remark in &published.remarks {
        notes.push_str(&format!("{}\n", words(&Message::RemarkIs(remark.clone()))));
    }
    notes
}

/// Form, header, texts and figures of a reading, those that are certain.
fn shown(published: &Published) -> Value {
    let format = published.form().unwrap();
    let (mut header, mut texts, mut cells) = (Map::new(), Map::new(), Map::new());
    for item in &published.items {
        let text = item.text.clone().unwrap_or_default();
        match &item.subject {
            Subject::Year => _ = header.insert("year".into(), text.into()),
            Subject::Field(field) => _ = header.insert(field.key().into(), text.into()),
            Subject::Narrative(id) => _ = texts.insert(id.clone(), text.into()),
            Subject::Row(..) => {
                for one in &item.cells {
                    if let Some(figure) = one.read.as_ref() {
                        let id = format.cell(one.cell).id.to_string();
                        cells.insert(id, figure.as_str().into());
                    }
                }
            }
        }
    }
    json!({"format": published.format, "header": header, "texts": texts, "cells": cells})
}

/// Cells of a case that are right, open and wrong, by what a careful person reads.
pub(crate) fn judged(name: &str, published: &Published) -> [usize; 3] {
    let path = fixture("import").join(name).join("expected.json");
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let read = shown(published);
    let (read, expected) =
        (read["cells"].as_object().unwrap(), expected["cells"].as_object().unwrap());
    let right = read.iter().filter(|(id, figure)| expected.get(*id) == Some(figure)).count();
    let open = expected.keys().filter(|id| !read.contains_key(*id)).count();
    [right, open, read.len() - right]
}

#[test]
fn reports_that_were_published_read_as_a_careful_person_reads_them() {
    for (name, source) in cases() {
        let published = read(&source);
        let path = fixture("import").join(&name).join("expected.json");
        if std::env::var_os("WRITE_EXPECTED").is_some() && !path.exists() {
            let text = serde_json::to_string_pretty(&shown(&published)).unwrap();
            std::fs::write(&path, text + "\n").unwrap();
        }
        let expected: Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let shown = shown(&published);
        for part in ["format", "header", "texts"] {
            assert_eq!(shown[part], expected[part], "{name}: {part}");
        }
        for (id, figure) in shown["cells"].as_object().unwrap() {
            assert_eq!(Some(figure), expected["cells"].get(id), "{name}: {id}");
        }
        assert_golden(&format!("import/{name}/notes.txt"), &notes(&published));
        assert_eq!(wire::of_text(&wire::to_text(&published)), Some(published), "{name}");
    }
}

/// The more is read of what is there the better; less than this would be a loss.
#[test]
fn of_all_cases_no_figure_is_wrong_and_few_are_open() {
    let mut sum = [0; 3];
    for (name, source) in cases() {
        let judged = judged(&name, &read(&source));
        for (all, one) in sum.iter_mut().zip(judged) {
            *all += one;
        }
    }
    let [right, open, wrong] = sum;
    assert_eq!(wrong, 0);
    assert!(right >= 463, "{right} right, {open} open");
}

/// How a made-up report is put down.
#[derive(Clone, Copy, Debug)]
enum Manner {
    /// A page with merged cells.
    Page,
    /// A row a line, tabs between cells.
    Tabs,
    /// A row a line, bars behind cells.
    Bars,
    /// Markdown, in which merged cells leave blank ones behind.
    Markdown,
    /// A row a line, spaces between cells.
    Spaces,
    /// A cell a line.
    Lines,
    /// Rows of a sheet.
    Sheet,
}

/// What sites and people do to a report.
#[derive(Clone, Copy, Debug)]
struct Noise {
    /// Of so many cells one is left blank; 0 for none.
    blank: usize,
    /// So many lines from one number of a page to the next; 0 for none.
    page: usize,
    full_width: bool,
    separators: bool,
    without_numbers: bool,
    broken_labels: bool,
    traditional: bool,
    heads_twice: bool,
    without_headings: bool,
}

/// Rows of cells of a table of the form: what is heading, what is label, what is figure.
type Put = Vec<Vec<Merged>>;

fn merged(text: &str, rows: usize, columns: usize) -> Merged {
    Merged { text: text.into(), rows, columns }
}

/// The tables of a part as they are printed.
fn printed(format: &Format, table: usize, figures: &Figures, report: &Report, noise: Noise) -> Put {
    let layout = format.layout(table);
    let head = layout.head.iter().map(|row| {
        row.iter().map(|cell| merged(&cell.label, cell.rowspan, cell.colspan)).collect::<Vec<_>>()
    });
    let head: Put = head.collect();
    let mut rows = head.clone();
    for (at, row) in layout.body.iter().enumerate() {
        if noise.heads_twice && at == 12 {
            // A page break, behind which merged labels begin anew.
            rows.extend(head.clone());
        }
        let mut cells: Vec<Merged> = Vec::new();
        for label in &row.labels {
            let own = label.label.as_str();
            let plain =
                own.trim_start_matches(|c: char| "（）0123456789.一二三四五六七八、".contains(c));
            let own = if noise.without_numbers && label.group.is_none() { plain } else { own };
            let own = match (noise.broken_labels, own.char_indices().nth(3)) {
                (true, Some((middle, _))) => format!("{} {}", &own[..middle], &own[middle..]),
                _ => own.to_owned(),
            };
            let rowspan = if noise.heads_twice { 1 } else { label.rowspan };
            cells.push(merged(&own, rowspan, label.colspan));
        }
        if noise.heads_twice {
            // Without merging downwards every row has all its label columns.
            let wide: usize = cells.iter().map(|cell| cell.columns).sum();
            for _ in wide..layout.label_columns {
                cells.insert(0, merged("", 1, 1));
            }
        }
        for cell in &row.cells {
            let index = cell.cell.position();
            let derived = format.cell(cell.cell).derived;
            let figure = figures[cell.cell].map_or(String::new(), |figure| figure.to_string());
            let blank = noise.blank > 0 && index.is_multiple_of(noise.blank) && !derived;
            let text = if blank || (report.entry(cell.cell).is_blank() && !derived) {
                String::new()
            } else {
                dressed(&figure, noise)
            };
            cells.push(merged(&text, 1, cell.colspan));
        }
        rows.push(cells);
    }
    rows
}

/// A figure as somebody typed it.
fn dressed(figure: &str, noise: Noise) -> String {
    let mut text = figure.to_owned();
    if noise.separators && figure.len() == 4 && !figure.contains('.') {
        text.insert(1, ',');
    }
    if noise.full_width {
        text = text.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
    }
    text
}

/// A whole report in a manner.
fn put_down(format: &Format, report: &Report, manner: Manner, noise: Noise) -> Source {
    let figures = compute(format, report);
    let mut blocks = vec![Block::Text(format!(
        "{}\n根据条例编制本报告，所列数据的统计期限为2025年1月1日至2025年12月31日。",
        report.title(format)
    ))];
    let mut page = 0;
    for part in &format.parts {
        if !noise.without_headings || part.tables.is_empty() {
            blocks.push(Block::Text(part.label.clone()));
        }
        for spec in &part.narratives {
            let label = spec.label.clone().unwrap_or_default();
            blocks.push(Block::Text(format!("{label}\n本年行政许可12件，其他5件，规章0件。")));
        }
        for id in &part.tables {
            let rows = printed(format, format.table(id).unwrap().0, &figures, report, noise);
            let flat = |row: &Vec<Merged>, between: &str| {
                row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(between)
            };
            let spread = |row: &Vec<Merged>| -> Vec<String> {
                let cell = |cell: &Merged| {
                    let rest = std::iter::repeat_n(String::new(), cell.columns - 1);
                    std::iter::once(cell.text.clone()).chain(rest).collect::<Vec<_>>()
                };
                row.iter().flat_map(cell).collect()
            };
            match manner {
                Manner::Page => blocks.push(Block::Table(rows)),
                Manner::Sheet => {
                    // Where labels are merged downwards, rows begin with blank cells.
                    let width = rows[0].iter().map(|cell| cell.columns).sum::<usize>();
                    let rows = rows.iter().map(|row| {
                        let mut cells = spread(row);
                        while cells.len() < width {
                            cells.insert(0, String::new());
                        }
                        cells
                    });
                    blocks.push(Block::Sheet(rows.collect()));
                }
                Manner::Tabs | Manner::Bars | Manner::Markdown | Manner::Spaces | Manner::Lines => {
                    let mut lines = Vec::new();
                    for row in &rows {
                        lines.push(match manner {
                            Manner::Tabs => flat(row, "\t"),
                            Manner::Bars => flat(row, " | ") + " |",
                            Manner::Markdown => format!("| {} |", spread(row).join(" | ")),
                            Manner::Lines => flat(row, "\n\n"),
                            _ => flat(row, " "),
                        });
                        page += 1;
                        if noise.page > 0 && page % noise.page == 0 {
                            lines.push(format!("- {} -", page / noise.page));
                        }
                    }
                    blocks.push(Block::Text(lines.join("\n")));
                }
            }
        }
    }
    if noise.traditional {
        let change = |text: &str| {
            let pairs = [
                ('数', '數'),
                ('总', '總'),
                ('计', '計'),
                ('处', '處'),
                ('结', '結'),
                ('开', '開'),
            ];
            let one = |c: char| pairs.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to);
            text.chars().map(one).collect::<String>()
        };
        for block in &mut blocks {
            match block {
                Block::Text(text) => *text = change(text),
                Block::Table(rows) => {
                    rows.iter_mut().flatten().for_each(|cell| cell.text = change(&cell.text));
                }
                Block::Sheet(rows) => {
                    rows.iter_mut().flatten().for_each(|text| *text = change(text));
                }
            }
        }
    }
    Source::from_blocks(blocks).unwrap()
}

fn manners() -> impl Strategy<Value = Manner> {
    use Manner::{Bars, Lines, Markdown, Page, Sheet, Spaces, Tabs};
    prop::sample::select(vec![Page, Tabs, Bars, Markdown, Spaces, Lines, Sheet])
}

prop_compose! {
    fn noises()(
        blank in prop_oneof![Just(0_usize), 2..40_usize],
        page in prop_oneof![Just(0_usize), 5..30_usize],
        flags in prop::array::uniform7(prop::bool::weighted(0.25)),
    ) -> Noise {
        let [full_width, separators, without_numbers, broken_labels, traditional, heads_twice, without_headings] = flags;
        Noise { blank, page, full_width, separators, without_numbers, broken_labels, traditional, heads_twice, without_headings }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// However a report is put down, a figure that is read stands in its own cell.
    #[test]
    fn no_figure_is_read_into_another_cell(
        form in prop::sample::select(vec!["cn-2021", "cn-2019"]),
        seed in any::<u64>(),
        manner in manners(),
        noise in noises(),
    ) {
        let format = Format::by_id(form).unwrap();
        let year = if form == "cn-2021" { 2025 } else { 2020 };
        let mut report = Report::new(&format, "甲县乙镇人民政府", year);
        let mut state = seed | 1;
        for cell in format.inputs() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let figure = match (state >> 33) % 7 {
                0 => 0,
                1..=4 => (state >> 40) % 90 + 1,
                _ => (state >> 40) % 9_000 + 1,
            };
            // Amounts whose unit the old form does not say are offered and not read.
            let amount = format.cell(cell).value == ValueKind::Amount && form == "cn-2019";
            report.set_entry(cell, if amount { "0".to_owned() } else { figure.to_string() });
        }
        let figures = compute(&format, &report);
        let source = put_down(&format, &report, manner, noise);
        let published = read(&source);
        prop_assert_eq!(&published.format, &format.id);
        let mut read_of = 0;
        for one in published.items.iter().flat_map(|item| &item.cells) {
            if let Some(read) = &one.read {
                let own = figures[one.cell].map_or(String::new(), |figure| figure.to_string());
                prop_assert_eq!(read, &own, "{:?} {:?}: {}", manner, noise, format.cell(one.cell).id);
                read_of += 1;
            }
        }
        // Without blanks everything is read; broken labels and lost headings cost little.
        if noise.blank == 0 && !noise.without_numbers {
            prop_assert!(read_of * 10 >= format.cells.len() * 9, "{read_of} {manner:?} {noise:?}");
        }
    }
}
