//! Published reports, read back: `tests/fixtures/import`, a folder for each.
//!
//! `source.txt` or `source.html` is the report as it was found, `expected.json` what a careful person
//! reads in it (form, header, texts and every figure that the source says for certain, also where the
//! program leaves it open), `notes.txt` what the program says about it.

use crate::golden::{assert_golden, fixture};
use disclosure_report::core::import::published::{
    Certainty, Published, Source, Subject, blocks_of_html, read, wire,
};
use disclosure_report::core::text::{Language, Message, column_name, place_name, row_name, say};
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
                let puts = item.puts(&format, false);
                place_name(Language::ZhCn, &format, &puts[0].0)
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

/// Form, header, texts and figures of a reading, those that are offered too.
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
    println!("right {right}, open {open}, wrong {wrong}");
    assert_eq!(wrong, 0);
    assert!(right >= 463, "{right} right, {open} open");
}
