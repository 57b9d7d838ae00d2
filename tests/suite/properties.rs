//! Laws that hold for any report, also absurd ones.

use crate::{figures, form};
use disclosure_report::core::check::{Finding, check};
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{Draft, DraftId, Opened, open};
use disclosure_report::core::explain::explain;
use disclosure_report::core::export::Copy;
use disclosure_report::core::export::html::to_html;
use disclosure_report::core::export::json::to_json;
use disclosure_report::core::format::{Format, Role, ValueKind};
use disclosure_report::core::history::{History, wire};
use disclosure_report::core::import::import;
use disclosure_report::core::progress::{by_part, overall};
use disclosure_report::core::report::{Entry, Figure, HeaderField, Place, Reading, Report};
use disclosure_report::core::text::{Language, finding};
use proptest::prelude::*;

/// What may stand in a cell: mostly figures, sometimes anything.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..100_000).prop_map(|n| n.to_string()),
        1 => any::<u64>().prop_map(|n| n.to_string()),
        1 => "[0-9０-９,，.。 件万元-]{0,14}",
        1 => any::<String>(),
        2 => Just(String::new()),
    ]
}

fn any_report() -> impl Strategy<Value = Report> {
    let entries = proptest::collection::vec(typed(), 200);
    // `any` has no control characters; what is pasted may.
    let texts = proptest::collection::vec("(\\PC|[\u{0}-\u{1f}\u{7f}\u{85}]){0,40}", 8);
    (entries, texts, any::<String>(), any::<u16>()).prop_map(|(entries, texts, organ, year)| {
        let format = form();
        let mut report = Report::new(&format, &organ, year);
        for (cell, typed) in format.inputs().zip(entries) {
            report.set_entry(cell, typed);
        }
        for ((_, spec), text) in format.narratives().zip(texts) {
            report.set_narrative(&spec.id, text);
        }
        report
    })
}

/// Sums by the form's own words, without the relations: columns 1 to 6, rows 3 to 23.
fn sums_by_hand(format: &Format, report: &Report) -> Vec<(String, u64)> {
    let at = |table: &str, row: usize, column: usize| {
        let (table, _) = format.table(table).unwrap();
        format.cell_at(table, row, column).unwrap()
    };
    let read = |cell| match report.entry(cell).read(ValueKind::Count) {
        Reading::Figure(figure) => figure.units(),
        Reading::Blank | Reading::Unreadable(_) => 0,
    };
    let id = |cell| format.cell(cell).id.to_string();
    let mut sums = Vec::new();
    let column = |column: usize| (2..23).map(|row| read(at("requests", row, column))).sum::<u64>();
    for row in (0..25).filter(|row| *row != 23) {
        let total = (0..6).map(|column| read(at("requests", row, column))).sum();
        sums.push((id(at("requests", row, 6)), total));
    }
    for at_column in 0..6 {
        sums.push((id(at("requests", 23, at_column)), column(at_column)));
    }
    sums.push((id(at("requests", 23, 6)), (0..6).map(column).sum()));
    for row in 0..3 {
        let total = (0..4).map(|column| read(at("challenges", row, column))).sum();
        sums.push((id(at("challenges", row, 4)), total));
    }
    sums
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn reading_an_entry_never_panics(typed in any::<String>()) {
        for kind in [ValueKind::Count, ValueKind::Amount] {
            _ = Entry::new(typed.clone()).read(kind);
        }
    }

    #[test]
    fn a_written_figure_reads_as_itself(units in 0u64..1_000_000_000_000) {
        for kind in [ValueKind::Count, ValueKind::Amount] {
            let figure = Figure::of(kind, units);
            prop_assert_eq!(Entry::new(figure.to_string()).read(kind), Reading::Figure(figure));
        }
    }

    #[test]
    fn computed_figures_are_the_sums_that_the_form_describes(report in any_report()) {
        let format = form();
        let figures = figures(&format, &report);
        let sums = sums_by_hand(&format, &report);
        prop_assert_eq!(sums.len(), 34);
        for (id, sum) in sums {
            let cell = format.index_of(&id).unwrap();
            prop_assert_eq!(figures[cell], Some(Figure::Count(sum)), "{}", id);
        }
    }

    #[test]
    fn no_derived_relation_is_ever_found_wrong(report in any_report()) {
        let format = form();
        for found in check(&format, &report, &figures(&format, &report), None) {
            if let Finding::Disagreement(found) = found {
                let relation = &format.relations[found.line(&format).relation];
                prop_assert_eq!(relation.role, Role::Check);
            }
        }
    }

    #[test]
    fn a_balance_is_found_wrong_exactly_where_the_sums_differ(report in any_report()) {
        let format = form();
        let figures = figures(&format, &report);
        let findings = check(&format, &report, &figures, None);
        let cell = |row: &str, column: &str| {
            let id = format!("requests.{row}.{column}");
            figures[format.index_of(&id).unwrap()].map_or(0, Figure::units)
        };
        for (at, column) in format.table("requests").unwrap().1.columns.iter().enumerate() {
            let left = cell("received", &column.id) + cell("carried_in", &column.id);
            let right = cell("outcomes_total", &column.id) + cell("carried_over", &column.id);
            let found = findings.iter().find_map(|finding| match finding {
                Finding::Disagreement(found) => {
                    let line = found.line(&format);
                    let balance = format.relations[line.relation].id == "requests_balance";
                    (balance && line.at == at).then_some((found.left.units(), found.right.units()))
                }
                _ => None,
            });
            prop_assert_eq!(found, (left != right).then_some((left, right)));
        }
    }

    #[test]
    fn every_finding_has_a_sentence_a_place_and_a_part(report in any_report()) {
        let format = form();
        let figures = figures(&format, &report);
        let findings = check(&format, &report, &figures, None);
        for one in &findings {
            for language in [Language::ZhCn, Language::En] {
                prop_assert!(!finding(language, &format, &report, one).is_empty());
            }
            _ = one.place(&format, &report);
            _ = one.part(&format);
        }
        let whole = overall(&by_part(&format, &report, &findings));
        prop_assert_eq!(whole.cells, 166);
        let blanks = findings.iter().filter(|one| matches!(one, Finding::Blank { .. })).count();
        prop_assert_eq!(whole.blank_cells(), blanks);
    }

    #[test]
    fn addends_add_up_to_the_total_they_explain(report in any_report()) {
        let format = form();
        let figures = figures(&format, &report);
        for cell in format.indices() {
            let Some(explanation) = explain(&format, &figures, cell) else { continue };
            let sum: u64 = explanation.addends.iter().filter_map(|(_, f)| f.map(Figure::units)).sum();
            prop_assert_eq!(explanation.total.map(Figure::units), Some(sum));
        }
    }

    #[test]
    fn published_json_reads_back_as_the_same_report(report in any_report()) {
        let format = form();
        let json = to_json(&format, &report, &figures(&format, &report));
        prop_assert_eq!(&json, &to_json(&format, &report, &figures(&format, &report)));
        let read = import(&json).unwrap();
        prop_assert_eq!(read.report, report);
        prop_assert_eq!(read.notes, vec![]);
    }

    #[test]
    fn a_page_reads_back_as_the_same_report(report in any_report()) {
        let format = form();
        for copy in [Copy::Final, Copy::Draft] {
            let read = import(&to_html(&format, &report, &figures(&format, &report), copy)).unwrap();
            prop_assert_eq!(&read.report, &report);
            prop_assert_eq!(read.notes, vec![]);
        }
    }

    #[test]
    fn a_stored_draft_opens_as_the_same_draft(report in any_report()) {
        let draft = Draft::new(DraftId::new("k3f9"), report);
        let text = to_text(&form(), &draft);
        prop_assert_eq!(open(&text), Opened::Draft(Box::new(draft)));
    }

    #[test]
    fn a_page_holds_every_figure_and_no_markup_of_the_user(report in any_report()) {
        let format = form();
        let page = to_html(&format, &report, &figures(&format, &report), Copy::Draft);
        prop_assert_eq!(page.matches("data-cell=").count(), 200);
        let empty = Report::new(&format, "", 2025);
        let plain = to_html(&format, &empty, &figures(&format, &empty), Copy::Draft);
        let tags = |page: &str| page.matches('<').count() - page.matches("<p data-narrative=").count() * 2;
        prop_assert_eq!(tags(&page), tags(&plain));
    }

    #[test]
    fn undoing_all_and_doing_it_again_ends_where_it_was(
        steps in proptest::collection::vec((0usize..9, any::<String>(), any::<bool>()), 0..40),
    ) {
        let format = form();
        let empty = Report::new(&format, "", 2025);
        let (mut report, mut history) = (empty.clone(), History::default());
        for (place, text, at_once) in steps {
            let place = match place {
                0 => Place::Narrative("problems".into()),
                1 => Place::Header(HeaderField::Organ),
                2 => Place::Year,
                cell => Place::Cell(format.inputs().nth(cell).unwrap()),
            };
            if at_once {
                history.change(&mut report, &[(place, text)]);
            } else {
                history.type_into(&mut report, &place, &text);
            }
        }
        let last = report.clone();
        prop_assert!(history.fits(&last));
        let stored = wire::to_text(&format, &history);
        prop_assert_eq!(wire::open(&stored, &format, &last).map(|one| one.steps()), Some(history.steps()));
        while history.undo(&mut report).is_some() {}
        prop_assert_eq!(&report, &empty);
        while history.redo(&mut report).is_some() {}
        prop_assert_eq!(&report, &last);
    }

    #[test]
    fn opening_any_text_never_panics(text in any::<String>()) {
        _ = open(&text);
        _ = import(&text);
    }
}
