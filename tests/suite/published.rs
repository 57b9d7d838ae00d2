//! Published reports, read back.

use crate::golden::fixture;
use disclosure_report::core::import::published::{Published, Source, blocks_of_html, read};

fn cases() -> Vec<(String, Source)> {
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
    all
}

#[test]
fn dump() {
    for (name, source) in cases() {
        let published: Published = read(&source);
        println!("=== {name} {}", published.format);
        let format = published.form().unwrap();
        for item in &published.items {
            let cells: Vec<String> = item
                .cells
                .iter()
                .map(|c| {
                    format!(
                        "{}{}{}",
                        c.read.clone().unwrap_or("?".into()),
                        c.proposed.clone().map_or(String::new(), |p| format!("({p})")),
                        c.doubt.clone().map_or(String::new(), |d| format!("!{d:?}"))
                    )
                })
                .collect();
            let label = match &item.subject {
                disclosure_report::core::import::published::Subject::Row(t, r) => {
                    format!("{}.{}", format.tables[*t].id, format.tables[*t].rows[*r].id)
                }
                other => format!("{other:?}"),
            };
            println!(
                "{:?} {label} {:?} {} {:?} {}",
                item.certainty(&format),
                item.lines,
                cells.join(" "),
                item.doubt,
                item.text
                    .clone()
                    .unwrap_or_default()
                    .chars()
                    .take(70)
                    .collect::<String>()
                    .replace('\n', "/")
            );
        }
        println!("{:?}", published.remarks);
    }
}
