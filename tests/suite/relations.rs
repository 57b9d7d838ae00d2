//! Runs `tests/fixtures/relations`: typed entries and what must follow from them, in words that an
//! official can read.
//!
//! A file begins with `format <id>`, then `organ <name>`, `fill <text>` (every other entry), entries
//! (`<cell id> <typed>`), and expectations: `expect <cell id> <figure>`, `expect finding <relation>
//! <row or column> <left> ≠ <right>` (with ` follows`, ` warning` or ` explained`), `expect unreadable <cell id>`, `expect blanks
//! <n>`, `expect no error`, `expect no finding <relation>`. Before an entry, `text <narrative> <text>` or `fill`,
//! `last_year` speaks of the report of the year before, `last_year form <id>` of its form, `last_year year <year>` of its year; `explain <key>
//! <text>` says why a finding stands; `expect no last year's <finding>`.

use crate::golden::fixture;
use crate::{cell, figure};
use disclosure_report::core::check::{Finding, Standing, check, is_ready};
use disclosure_report::core::compute::compute;
use disclosure_report::core::format::{Each, Format};
use disclosure_report::core::last_year::{LastYear, to_text};
use disclosure_report::core::report::Report;

#[test]
fn relations_do_what_their_cases_say() {
    let mut cases = 0;
    for file in std::fs::read_dir(fixture("relations")).unwrap() {
        let path = file.unwrap().path();
        run(&path.display().to_string(), &std::fs::read_to_string(&path).unwrap());
        cases += 1;
    }
    assert!(cases >= 8, "cases are found by listing the folder");
}

#[test]
fn nothing_is_explained_by_a_text_without_a_key() {
    let format = Format::for_year(2025).unwrap();
    let mut report = Report::new(&format, "甲县乙镇人民政府", 2025);
    report.set_entry(cell(&format, "requests.received.natural_person"), "4");
    report.set_explanation("", "没有原因");
    let findings = check(&format, &report, &compute(&format, &report), None);
    assert!(findings.iter().any(|one| one.standing() == Standing::Error));
    assert!(findings.iter().all(|one| one.standing() != Standing::Explained));
}

fn run(name: &str, case: &str) {
    let lines = || case.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
    let id = lines().next().and_then(|line| line.strip_prefix("format ")).unwrap();
    let format = Format::by_id(id).unwrap();
    let mut report = Report::new(&format, "甲县乙镇人民政府", 2025);
    let mut prior: Option<(Format, Report)> = None;
    for line in lines().skip(1).filter(|line| !line.starts_with("expect ")) {
        if let Some(line) = line.strip_prefix("last_year ") {
            let form = line.strip_prefix("form ").unwrap_or(id);
            let (format, report) = prior.get_or_insert_with(|| {
                let format = Format::by_id(form).unwrap();
                let report = Report::new(&format, "甲县乙镇人民政府", 2024);
                (format, report)
            });
            if let Some(year) = line.strip_prefix("year ") {
                prior.as_mut().unwrap().1.header.year = year.parse().unwrap();
            } else if !line.starts_with("form ") {
                enter(name, format, report, line);
            }
        } else {
            enter(name, &format, &mut report, line);
        }
    }
    let prior = prior.and_then(|(_, report)| LastYear::of(&format, &to_text(&report)));
    assert!(lines().any(|line| line.starts_with("expect ")), "{name} expects nothing");
    let figures = compute(&format, &report);
    let findings = check(&format, &report, &figures, prior.as_ref());
    let described: Vec<String> =
        findings.iter().map(|finding| describe(&format, finding)).collect();
    for line in lines().filter_map(|line| line.strip_prefix("expect ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["finding", ..] | ["unreadable", ..] => {
                assert!(described.contains(&line.to_owned()), "{name}: {line} in {described:#?}");
            }
            ["unusual" | "same_text" | "same_figures" | "not_the_year_before", ..] => {
                assert!(described.contains(&line.to_owned()), "{name}: {line} in {described:#?}");
            }
            ["no", kind @ ("unusual" | "same_text" | "same_figures" | "not_the_year_before")] => {
                assert!(
                    !described.iter().any(|one| one.starts_with(kind)),
                    "{name}: {described:#?}"
                );
            }
            ["no", "finding", relation] => {
                assert!(format.relations.iter().any(|one| one.id == *relation), "{name}: {line}");
                let start = format!("finding {relation} ");
                assert!(!described.iter().any(|one| one.starts_with(&start)), "{name}: {line}");
            }
            ["ready"] => assert!(is_ready(&findings), "{name}: {described:#?}"),
            ["no", "error"] => {
                let errors = findings.iter().filter(|one| one.standing() == Standing::Error);
                assert_eq!(errors.count(), 0, "{name}: {described:#?}");
            }
            ["blanks", n] => {
                let blanks = findings.iter().filter(|one| matches!(one, Finding::Blank { .. }));
                assert_eq!(blanks.count().to_string(), *n, "{name}");
            }
            [id, expected] => assert_eq!(figure(&format, &figures, id), *expected, "{name}: {id}"),
            _ => panic!("{name}: cannot read `{line}`"),
        }
    }
}

/// Enters what a line says into a report.
fn enter(name: &str, format: &Format, report: &mut Report, line: &str) {
    match line.split_once(char::is_whitespace).map(|(a, b)| (a, b.trim())) {
        Some(("organ", organ)) => report.header.organ = organ.into(),
        Some(("fill", text)) => format.inputs().for_each(|cell| report.set_entry(cell, text)),
        Some(("text", line)) => {
            let (id, text) = line.split_once(' ').unwrap();
            assert!(format.narratives().any(|(_, spec)| spec.id == id), "{name}: {id}");
            report.set_narrative(id, text);
        }
        Some(("explain", line)) => {
            let (key, text) = line.split_once(' ').unwrap();
            report.set_explanation(key, text);
        }
        Some((id, typed)) => report.set_entry(cell(format, id), typed),
        None => panic!("{name}: {line}"),
    }
}

fn describe(format: &Format, finding: &Finding) -> String {
    match finding {
        Finding::Disagreement(found) => {
            let line = found.line(format);
            let relation = &format.relations[line.relation];
            let first = &format.cell(line.left[0]).id;
            let at = match relation.each {
                Each::Row => &first.row,
                Each::Column => &first.column,
            };
            let follows = if found.follows { " follows" } else { "" };
            // Of what is asked across years, how severe it is depends on the figures.
            let eased = relation.may_be_explained && finding.standing() == Standing::Warning;
            let eased = if eased { " warning" } else { "" };
            let explained = if found.explained { " explained" } else { eased };
            format!(
                "finding {} {at} {} ≠ {}{follows}{explained}",
                relation.id, found.left, found.right
            )
        }
        Finding::Unreadable { cell, .. } => format!("unreadable {}", format.cell(*cell).id),
        Finding::Blank { cell } => format!("blank {}", format.cell(*cell).id),
        Finding::Unwritten { narrative } => format!("unwritten {narrative}"),
        Finding::Missing { field } => format!("missing {}", field.key()),
        Finding::Unusual { cell, now, last, .. } => {
            format!("unusual {} {now} after {last}", format.cell(*cell).id)
        }
        Finding::SameText { narrative, percent, .. } => format!("same_text {narrative} {percent}"),
        Finding::SameFigures { count, .. } => format!("same_figures {count}"),
        Finding::NotTheYearBefore { title, .. } => format!("not_the_year_before {title}"),
    }
}
