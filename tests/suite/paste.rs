//! Blocks as they come from spreadsheets and pages, and where they must go.

use crate::{cell, complete, figures, form, report};
use disclosure_report::core::format::{CellIndex, Format, Layout};
use disclosure_report::core::grid::{Grid, Selection};
use disclosure_report::core::import::paste::{Plan, Why, plan};
use disclosure_report::core::import::sheet::{Merged, Sheet};
use disclosure_report::core::report::{Place, Report};

struct Part {
    format: Format,
    grid: Grid,
    layouts: Vec<Layout>,
}

fn part(id: &str) -> Part {
    let format = form();
    let part = format.parts.iter().find(|part| part.id == id).unwrap();
    let tables = part.tables.iter().map(|id| format.table(id).unwrap().0);
    let layouts: Vec<_> = tables.map(|table| format.layout(table)).collect();
    let grid = Grid::of(layouts.iter());
    Part { format, grid, layouts }
}

impl Part {
    fn plan(&self, report: &Report, at: &str, sheet: &Sheet) -> Plan {
        let corner = self.grid.position(cell(&self.format, at)).unwrap();
        plan(&self.format, report, &self.grid, Selection::at(corner), sheet)
    }

    fn paste(&self, at: &str, text: &str) -> Plan {
        self.plan(&report(&self.format, &[]), at, &Sheet::from_text(text).unwrap())
    }

    /// The part as a page holds it: merged headings, merged labels, figures.
    fn page(&self, figure: &dyn Fn(CellIndex) -> String) -> Vec<Vec<Merged>> {
        let merged = |text: &str, rows, columns| Merged { text: text.into(), rows, columns };
        let mut rows = Vec::new();
        for layout in &self.layouts {
            for head in &layout.head {
                rows.push(
                    head.iter().map(|one| merged(&one.label, one.rowspan, one.colspan)).collect(),
                );
            }
            for row in &layout.body {
                let labels =
                    row.labels.iter().map(|one| merged(&one.label, one.rowspan, one.colspan));
                let cells = row.cells.iter().map(|one| merged(&figure(one.cell), 1, one.colspan));
                rows.push(labels.chain(cells).collect());
            }
        }
        rows
    }

    /// The same as a spreadsheet writes it: merged cells leave blanks.
    fn tabs(&self, figure: &dyn Fn(CellIndex) -> String) -> String {
        let sheet = Sheet::from_table(self.page(figure)).unwrap();
        let text = |cell: &disclosure_report::core::import::sheet::SheetCell| {
            if cell.covered { String::new() } else { cell.text.clone() }
        };
        let line = |row: &Vec<_>| row.iter().map(text).collect::<Vec<_>>().join("\t") + "\r\n";
        sheet.rows.iter().map(line).collect()
    }

    fn put(&self, plan: &Plan) -> Vec<(String, String)> {
        let id = |cell: CellIndex| self.format.cell(cell).id.to_string();
        plan.puts.iter().map(|put| (id(put.cell), put.text.clone())).collect()
    }
}

fn assert_puts(part: &Part, plan: &Plan, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect();
    assert_eq!(part.put(plan), expected);
}

const PARTS: [&str; 3] = ["proactive_disclosure", "requests", "challenges"];

/// A report in which every cell holds another figure.
fn numbered(format: &Format) -> Report {
    let mut report = complete(format);
    for (at, cell) in format.inputs().enumerate() {
        report.set_entry(cell, (at + 1).to_string());
    }
    report
}

#[test]
fn a_whole_part_goes_by_its_labels_wherever_the_cursor_is() {
    for id in PARTS {
        let part = part(id);
        let filled = numbered(&part.format);
        let all = figures(&part.format, &filled);
        let figure = |cell: CellIndex| all[cell].unwrap().to_string();
        let empty = report(&part.format, &[]);
        let inputs = part.grid.rows().iter().flatten().copied();
        let last = inputs.filter(|cell| !part.format.cell(*cell).derived).max().unwrap();
        let at = part.format.cell(last).id.to_string();
        for sheet in [
            Sheet::from_table(part.page(&figure)).unwrap(),
            Sheet::from_text(&part.tabs(&figure)).unwrap(),
        ] {
            let plan = part.plan(&empty, &at, &sheet);
            assert_eq!(
                (plan.skipped.as_slice(), plan.totals.as_slice()),
                ([].as_slice(), [].as_slice()),
                "{id}"
            );
            assert!(!plan.needs_asking(), "{id}");
            for put in &plan.puts {
                assert_eq!(put.text, figure(put.cell), "{id}");
            }
            let inputs =
                part.grid.rows().iter().flatten().filter(|cell| !part.format.cell(**cell).derived);
            assert_eq!(plan.puts.len(), inputs.count(), "{id}");
        }
    }
}

#[test]
fn a_block_of_figures_lies_from_the_cursor_on() {
    let part = part("requests");
    let plan = part.paste("requests.carried_in.enterprise", "1\t2\r\n3\t4\r\n");
    assert_puts(
        &part,
        &plan,
        &[
            ("requests.carried_in.enterprise", "1"),
            ("requests.carried_in.research_institution", "2"),
            ("requests.granted.enterprise", "3"),
            ("requests.granted.research_institution", "4"),
        ],
    );
    assert!(!plan.needs_asking());
}

#[test]
fn figures_are_taken_as_they_are_written_and_signs_are_left_open() {
    let part = part("requests");
    let plan = part.paste("requests.received.natural_person", "13,612\t１２\t3件\t\t—\t无");
    let texts: Vec<&str> = plan.puts.iter().map(|put| put.text.as_str()).collect();
    assert_eq!(texts, ["13,612", "１２", "3件", "", "", ""]);
    assert_eq!(plan.puts.iter().filter(|put| put.sign).count(), 2);
    assert!(plan.needs_asking());
    let zero = plan.changes(true);
    let last = cell(&part.format, "requests.received.other_organization");
    assert_eq!(zero.last(), Some(&(Place::Cell(last), "0".to_owned())));
    assert_eq!(plan.changes(false).last().unwrap().1, "");
    for sign in ["-", "/", "—", "——", "无", "－"] {
        let plan = part.paste("requests.received.natural_person", &format!("1\t{sign}"));
        assert!(plan.puts[1].sign && plan.skipped.is_empty(), "{sign}");
    }
}

#[test]
fn a_blank_of_the_source_is_no_zero() {
    let part = part("requests");
    let plan = part.paste("requests.received.natural_person", "1\r\n\r\n3\r\n");
    let texts: Vec<&str> = plan.puts.iter().map(|put| put.text.as_str()).collect();
    assert_eq!(texts, ["1", "", "3"]);
}

#[test]
fn a_single_figure_fills_what_is_selected() {
    let part = part("requests");
    let sheet = Sheet::from_text("0\r\n").unwrap();
    let all = plan(&part.format, &report(&part.format, &[]), &part.grid, part.grid.whole(), &sheet);
    assert_eq!(all.puts.len(), 144);
    assert!(all.puts.iter().all(|put| put.text == "0"));
}

#[test]
fn rows_go_by_labels_in_any_order_and_short_of_headings() {
    let part = part("requests");
    let text = "（一）予以公开\t4\t0\t0\t0\t0\t0\t4\r\n一、本年新收政府信息公开申请数量\t5\t0\t0\t0\t0\t0\t5\r\n";
    let plan = part.paste("requests.carried_over.enterprise", text);
    assert_eq!(plan.puts.len(), 12);
    assert_eq!(part.put(&plan)[0], ("requests.received.natural_person".into(), "5".into()));
    assert_eq!(part.put(&plan)[6], ("requests.granted.natural_person".into(), "4".into()));
    assert!(!plan.needs_asking());
}

#[test]
fn labels_are_known_by_their_words_alone() {
    let part = part("requests");
    for label in ["(一)予以公开", "予以公开", "（一） 予以 公开", "1.予以公开"]
    {
        let plan = part
            .paste("requests.received.natural_person", &format!("{label}\t1\t2\t3\t4\t5\t6\r\n"));
        assert_eq!(
            part.put(&plan)[0],
            ("requests.granted.natural_person".into(), "1".into()),
            "{label}"
        );
        assert_eq!(plan.puts.len(), 6, "{label}");
    }
    for (label, row) in [
        ("部分公开", "granted_in_part"),
        ("申请人无正当理由逾期不补正", "otherwise_not_supplemented"),
        ("3.其他", "otherwise_other"),
    ] {
        let plan = part
            .paste("requests.received.natural_person", &format!("{label}\t1\t2\t3\t4\t5\t6\r\n"));
        assert_eq!(part.put(&plan)[0].0, format!("requests.{row}.natural_person"), "{label}");
    }
}

#[test]
fn columns_go_by_their_headings() {
    let part = part("requests");
    let text = "\t总计\t自然人\t其他\r\n予以公开\t7\t4\t3\r\n";
    let plan = part.paste("requests.received.natural_person", text);
    assert_puts(
        &part,
        &plan,
        &[("requests.granted.natural_person", "4"), ("requests.granted.other_organization", "3")],
    );
    assert!(plan.totals.is_empty());
    let figures_only =
        part.paste("requests.granted.natural_person", "总计\t其他\t自然人\r\n7\t3\t4\r\n");
    assert_puts(
        &part,
        &figures_only,
        &[("requests.granted.natural_person", "4"), ("requests.granted.other_organization", "3")],
    );
}

#[test]
fn a_pasted_total_that_differs_is_reported_and_not_kept() {
    let part = part("requests");
    let plan = part.paste("requests.received.natural_person", "1\t2\t3\t4\t5\t6\t22\r\n");
    assert_eq!(plan.puts.len(), 6);
    let [total] = plan.totals.as_slice() else { panic!("{:?}", plan.totals) };
    assert_eq!(part.format.cell(total.cell).id.to_string(), "requests.received.total");
    assert_eq!((total.pasted.units(), total.computed.units()), (22, 21));
    assert!(plan.needs_asking());
}

#[test]
fn a_sheet_without_the_row_of_totals_passes_it_by() {
    let part = part("requests");
    let lines: String = (1..=24).map(|at| format!("{at}\r\n")).collect();
    let plan = part.paste("requests.received.natural_person", &lines);
    let put = part.put(&plan);
    assert_eq!(put.last().unwrap(), &("requests.carried_over.natural_person".into(), "24".into()));
    assert_eq!((put.len(), plan.needs_asking()), (24, false));
}

#[test]
fn the_wide_row_takes_figures_with_and_without_totals() {
    let part = part("challenges");
    let with: String = ["1\t2\t3\t4\t10"; 3].join("\t");
    let without: String = ["1\t2\t3\t4"; 3].join("\t");
    for text in [with, without] {
        let plan = part.paste("challenges.reconsideration.upheld", &text);
        let texts: Vec<&str> = plan.puts.iter().map(|put| put.text.as_str()).collect();
        assert_eq!(texts, ["1", "2", "3", "4", "1", "2", "3", "4", "1", "2", "3", "4"]);
        assert!(!plan.needs_asking(), "{text}");
    }
}

#[test]
fn what_goes_nowhere_is_named_with_its_place_and_why() {
    let part = part("requests");
    let plan = part.paste("requests.carried_over.other_organization", "1\t2\t3\r\n4\r\nabc\r\n");
    let skipped: Vec<_> =
        plan.skipped.iter().map(|one| (one.row, one.column, one.text.as_str(), one.why)).collect();
    assert_eq!(
        skipped,
        [(1, 3, "3", Why::Outside), (2, 1, "4", Why::Outside), (3, 1, "abc", Why::Outside)]
    );
    let words = part.paste("requests.received.natural_person", "1\tabc\t1.5\r\n");
    let why: Vec<_> = words.skipped.iter().map(|one| (one.text.as_str(), one.why)).collect();
    assert_eq!(why, [("abc", Why::NoFigure), ("1.5", Why::NoFigure)]);
    let text = "予以公开\t1\t0\t0\t0\t0\t0\r\n不知哪行\t5\t0\t0\t0\t0\t0\r\n予以公开\t2\t0\t0\t0\t0\t0\r\n";
    let rows = part.paste("requests.received.natural_person", text);
    assert_eq!(rows.skipped[0].why, Why::UnknownRow);
    assert_eq!((rows.skipped[0].row, rows.skipped[0].text.as_str()), (2, "不知哪行"));
    assert!(rows.skipped[1..].iter().all(|one| one.why == Why::SecondTime && one.row == 3));
    assert_eq!(part.put(&rows)[0].1, "1");
}

#[test]
fn what_would_be_overwritten_is_told_from_what_stays_the_same() {
    let part = part("requests");
    let before = report(
        &part.format,
        &[("requests.received.natural_person", "1"), ("requests.received.enterprise", "2")],
    );
    let same =
        part.plan(&before, "requests.received.natural_person", &Sheet::from_text("1\t2").unwrap());
    assert!(!same.needs_asking());
    let other =
        part.plan(&before, "requests.received.natural_person", &Sheet::from_text("1\t3").unwrap());
    let over: Vec<_> =
        other.puts.iter().filter(|put| put.overwrites()).map(|put| put.before.as_str()).collect();
    assert_eq!(over, ["2"]);
}

#[test]
fn figures_under_foreign_labels_lie_from_the_cursor_on_and_the_labels_are_named() {
    let part = part("requests");
    let plan =
        part.paste("requests.received.natural_person", "x\tJan\tFeb\r\nfoo\t1\t2\r\nbar\t3\t4\r\n");
    let texts: Vec<&str> = plan.puts.iter().map(|put| put.text.as_str()).collect();
    assert_eq!(texts, ["1", "2", "3", "4"]);
    let skipped: Vec<_> =
        plan.skipped.iter().map(|one| (one.row, one.text.as_str(), one.why)).collect();
    assert_eq!(skipped, [(2, "foo", Why::UnknownRow), (3, "bar", Why::UnknownRow)]);
}

proptest::proptest! {
    #[test]
    fn planning_a_paste_of_anything_never_panics(rows in proptest::collection::vec(proptest::collection::vec(
        (proptest::prop_oneof!["[0-9]{0,3}", "(自然人|总计|予以公开|其他|无|3.其他|规章)", ".*"], 0usize..4, 0usize..4), 0..9), 0..9),
        at in 0usize..3, corner in (0usize..30, 0usize..20)) {
        let part = part(PARTS[at]);
        let table = rows.into_iter().map(|row| {
            row.into_iter().map(|(text, rows, columns)| Merged { text, rows, columns }).collect()
        });
        let sheet = Sheet::from_table(table.collect()).unwrap();
        let found = plan(&part.format, &numbered(&part.format), &part.grid, Selection::at(corner), &sheet);
        for put in &found.puts {
            proptest::prop_assert!(!part.format.cell(put.cell).derived);
        }
    }
}
