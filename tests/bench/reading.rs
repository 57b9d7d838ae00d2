//! How exactly and how fast published reports are read back: `cargo bench --bench reading`.
//!
//! Over all cases of `tests/fixtures/import`: cells right, left open and wrong, and the time that a
//! report takes. With files as arguments: what is read of each, and what is said about it.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "it prints, and stops where it cannot"
)]

use disclosure_report::core::import::published::{Published, Subject};
use disclosure_report::core::text::{Language, Message, say};
use disclosure_report::office::read::read;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How often each case is read to measure the time.
const ROUNDS: u32 = 20;

fn main() {
    let files: Vec<PathBuf> =
        std::env::args().skip(1).filter(|one| !one.starts_with("--")).map(PathBuf::from).collect();
    if files.is_empty() {
        judge_cases();
    } else {
        files.iter().for_each(|file| show(file));
    }
}

fn judge_cases() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    let mut sum = [0; 3];
    let (mut reports, mut longest, mut all) = (0_u32, 0.0_f64, 0.0_f64);
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(cases).unwrap().map(|one| one.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&folder).unwrap().map(|one| one.unwrap().path()).collect();
        files.retain(|file| file.file_stem().is_some_and(|stem| stem == "source"));
        files.sort();
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let Ok(published) = read(&bytes) else { continue };
            let judged = judge(&published, &expected);
            let start = Instant::now();
            for _ in 0..ROUNDS {
                _ = std::hint::black_box(read(std::hint::black_box(&bytes)));
            }
            let time = start.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS);
            let name = file.strip_prefix(folder.parent().unwrap()).unwrap().display().to_string();
            let [right, open, wrong] = judged;
            println!(
                "{name:<52} right {right:>3}  open {open:>3}  wrong {wrong:>3}  {time:>7.2} ms"
            );
            for (all, one) in sum.iter_mut().zip(judged) {
                *all += one;
            }
            reports += 1;
            longest = longest.max(time);
            all += time;
        }
    }
    let [right, open, wrong] = sum;
    println!(
        "{reports} sources: {right} cells right, {open} left open, {wrong} wrong; {:.2} ms a report, {longest:.2} ms at most",
        all / f64::from(reports)
    );
}

fn judge(published: &Published, expected: &Value) -> [usize; 3] {
    let format = published.form().unwrap();
    let cells = published.items.iter().flat_map(|item| &item.cells);
    let read: Vec<(String, &str)> = cells
        .filter_map(|one| Some((format.cell(one.cell).id.to_string(), one.read.as_deref()?)))
        .collect();
    let expected = expected["cells"].as_object().unwrap();
    let is_right =
        |(id, figure): &&(String, &str)| expected.get(id).and_then(Value::as_str) == Some(*figure);
    let right = read.iter().filter(is_right).count();
    let open = expected.keys().filter(|id| !read.iter().any(|(one, _)| one == *id)).count();
    [right, open, read.len() - right]
}

fn show(file: &Path) {
    println!("=== {}", file.display());
    let published = match read(&std::fs::read(file).unwrap()) {
        Ok(published) => published,
        Err(why) => return println!("{why:?}"),
    };
    let format = published.form().unwrap();
    println!("form {}", format.id);
    for item in &published.items {
        let name = match &item.subject {
            Subject::Row(table, row) => {
                let table = &format.tables[*table];
                format!("{} {}", table.name, table.rows[*row].short())
            }
            other => format!("{other:?}"),
        };
        let cell = |one: &disclosure_report::core::import::published::CellRead| {
            let read = one.read.as_deref().unwrap_or("?");
            let offered = one.proposed.as_ref().map_or(String::new(), |it| format!("({it})"));
            format!("{read}{offered}")
        };
        let cells: Vec<String> = item.cells.iter().map(cell).collect();
        let text = item.text.as_deref().unwrap_or_default().replace('\n', " / ");
        println!(
            "{:?} {:?} {name}: {}{text} {}",
            item.certainty(&format),
            item.lines,
            cells.join(" "),
            item.doubt.as_ref().map_or(String::new(), |it| format!("{it:?}"))
        );
    }
    for remark in &published.remarks {
        println!("- {}", say(Language::ZhCn, &Message::RemarkIs(remark.clone())));
    }
    println!("source:");
    for (at, line) in published.lines.iter().enumerate() {
        println!("  {at:>3} {line}");
    }
}
