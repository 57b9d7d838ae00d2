//! Tests of the data: what every format file must hold to.

use crate::form;
use crate::golden::{assert_golden, fixture};
use disclosure_report::core::format::{
    CN_2021, CellIndex, EnglishName, Format, FormatError, HeadKind, Layout, Role, load,
};
use std::collections::BTreeSet;

/// All forms that are built in.
fn forms() -> Vec<Format> {
    Format::built_in().collect()
}

#[test]
fn the_form_of_2019_has_other_cells_in_table_two_and_one_row_less_in_table_three() {
    let format = Format::by_id("cn-2019").unwrap();
    assert_eq!(format.cells.len(), 198);
    assert_eq!(format.inputs().count(), 166);
    let own = |table: &str| format.cells.iter().filter(|cell| cell.id.table == table).count();
    assert_eq!(
        ["documents", "licensing", "enforcement", "fees", "procurement"].map(own),
        [6, 6, 6, 2, 2]
    );
    assert_eq!(["requests", "challenges"].map(own), [161, 15]);
}

#[test]
fn the_form_of_2021_has_200_cells_of_which_34_are_computed() {
    let format = form();
    assert_eq!(format.cells.len(), 200);
    assert_eq!(format.inputs().count(), 166);
    assert_eq!(format.derivations.len(), 34);
}

#[test]
fn a_year_finds_its_form() {
    assert_eq!(Format::for_year(2021).unwrap().id, "cn-2021");
    assert_eq!(Format::for_year(2030).unwrap().id, "cn-2021");
    assert_eq!(Format::for_year(2020).unwrap().id, "cn-2019");
    assert!(Format::for_year(2018).is_none());
    assert!(Format::by_id("cn-1999").is_none());
}

/// The ids are public and for ever: a difference here breaks drafts and published files.
#[test]
fn cell_ids_are_those_that_were_published() {
    for format in forms() {
        let ids: Vec<String> = format
            .cells
            .iter()
            .map(|cell| format!("{}{}\n", cell.id, if cell.derived { " =" } else { "" }))
            .collect();
        assert_golden(&format!("formats/{}.cells.txt", format.id), &ids.concat());
    }
}

#[test]
fn relations_expand_to_the_lines_that_were_read_and_found_right() {
    for format in forms() {
        let name = |cell: &_| format.cell(*cell).id.to_string();
        let line = |line: &disclosure_report::core::format::Line| {
            let side = |cells: &[_]| cells.iter().map(name).collect::<Vec<_>>().join(" + ");
            let prior = if line.last_year.is_empty() {
                String::new()
            } else {
                format!(" last year {}", side(&line.last_year))
            };
            let relation = &format.relations[line.relation].id;
            format!("{relation}: {} | {}{prior}\n", side(&line.left), side(&line.right))
        };
        let derivations: String = format.derivations.iter().map(line).collect();
        let checks: String = format.checks.iter().map(line).collect();
        assert_golden(
            &format!("formats/{}.relations.txt", format.id),
            &format!("{derivations}\n{checks}"),
        );
    }
}

/// Cells that no relation speaks of.
const FREE_2021: &str = "licensing.licences.decisions";
const FREE_2019: &str = "documents.normative_documents.newly_made \
    documents.normative_documents.newly_disclosed documents.normative_documents.disclosed \
    licensing.licences.items_last_year licensing.licences.change licensing.licences.decisions \
    licensing.other_services.items_last_year licensing.other_services.change \
    licensing.other_services.decisions enforcement.penalties.items_last_year \
    enforcement.penalties.change enforcement.penalties.decisions \
    enforcement.coercion.items_last_year enforcement.coercion.change \
    enforcement.coercion.decisions fees.administrative_fees.items_last_year \
    fees.administrative_fees.change procurement.government_procurement.projects \
    procurement.government_procurement.spending";

#[test]
fn every_input_cell_is_in_a_relation_or_listed_as_standing_free() {
    for (format, expected) in forms().into_iter().zip([FREE_2021, FREE_2019]) {
        let mut used = BTreeSet::new();
        for line in format.derivations.iter().chain(&format.checks) {
            used.extend(line.left.iter().chain(&line.right).copied());
        }
        let free: Vec<String> = format
            .inputs()
            .filter(|cell| !used.contains(cell))
            .map(|cell| format.cell(cell).id.to_string())
            .collect();
        assert_eq!(free.join(" "), expected);
    }
}

/// The official texts, as the annexes of 国办公开办函〔2021〕30号 and 〔2019〕60号 have them.
#[test]
fn every_label_is_an_official_one() {
    for format in forms() {
        let official = fixture(&format!("formats/{}.labels.txt", format.id));
        let official = std::fs::read_to_string(official).unwrap();
        let official: BTreeSet<&str> = official.lines().collect();
        let mut labels: Vec<&str> = format.parts.iter().map(|part| part.label.as_str()).collect();
        for table in &format.tables {
            labels.extend([table.label.as_str(), table.head.as_str()]);
            labels.extend(table.rows.iter().map(|row| row.label.as_str()));
            labels.extend(table.columns.iter().map(|column| column.label.as_str()));
            let groups = table.row_groups.iter().chain(&table.column_groups);
            labels.extend(groups.map(|group| group.label.as_str()));
        }
        let used: BTreeSet<&str> = labels.into_iter().filter(|label| !label.is_empty()).collect();
        assert_eq!(used, official);
    }
}

#[test]
fn every_id_has_an_english_wording() {
    for format in forms() {
        for part in &format.parts {
            assert!(format.english(EnglishName::Part(&part.id)).is_some(), "{}", part.id);
        }
        for (_, spec) in format.narratives() {
            assert!(format.english(EnglishName::Narrative(&spec.id)).is_some(), "{}", spec.id);
        }
        for relation in &format.relations {
            assert!(
                format.english(EnglishName::Relation(&relation.id)).is_some(),
                "{}",
                relation.id
            );
        }
        for table in &format.tables {
            assert!(format.english(EnglishName::Table(&table.id)).is_some(), "{}", table.id);
            let groups = table.row_groups.iter().chain(&table.column_groups).map(|group| &group.id);
            let rows = table.rows.iter().map(|row| &row.id);
            for name in rows.chain(table.columns.iter().map(|column| &column.id)).chain(groups) {
                let name = format!("{}.{name}", table.id);
                assert!(format.english(EnglishName::Name(&name)).is_some(), "{name}");
            }
        }
    }
}

#[test]
fn the_layouts_are_those_of_the_official_form() {
    for format in forms() {
        let mut drawn = String::new();
        for (at, table) in format.tables.iter().enumerate() {
            let layout = format.layout(at);
            drawn.push_str(&format!("{} {} columns\n", table.id, layout.columns));
            for row in &layout.head {
                for cell in row {
                    let kind = match cell.kind {
                        HeadKind::Bar => "bar",
                        HeadKind::Corner => "corner",
                        HeadKind::Group => "group",
                        HeadKind::Column(_) => "column",
                    };
                    drawn.push_str(&format!(
                        "  [{kind} {}×{} {}]",
                        cell.rowspan, cell.colspan, cell.label
                    ));
                }
                drawn.push('\n');
            }
            for row in &layout.body {
                for label in &row.labels {
                    drawn.push_str(&format!(
                        "  [{}×{} {}]",
                        label.rowspan, label.colspan, label.label
                    ));
                }
                let span: usize = row.cells.iter().map(|cell| cell.colspan).sum();
                drawn.push_str(&format!(
                    " {} figures over {span}{}\n",
                    row.cells.len(),
                    if row.ends_group { " |" } else { "" }
                ));
            }
        }
        assert_golden(&format!("formats/{}.layout.txt", format.id), &drawn);
    }
}

/// Every grid position of every table is covered exactly once.
#[test]
fn spans_fill_every_table_without_gaps_and_overlaps() {
    for format in forms() {
        for at in 0..format.tables.len() {
            assert_filled(&format.layout(at));
        }
    }
}

/// Tables that are cut hold every row once, in order, on sheets that are whole tables by themselves.
#[test]
fn spans_fill_every_sheet_of_a_table_and_no_row_is_lost() {
    let tall = load(include_str!("../fixtures/export/tall/format.json")).unwrap();
    let cells = |layout: &Layout| -> Vec<(CellIndex, usize)> {
        let cells = layout.body.iter().flat_map(|row| &row.cells);
        cells.map(|cell| (cell.cell, cell.colspan)).collect()
    };
    for format in [form(), tall] {
        for whole in (0..format.tables.len()).map(|at| format.layout(at)) {
            for rows in 1..=whole.body.len() + 1 {
                let sheets = whole.sheets(rows);
                for sheet in &sheets {
                    assert!((1..=rows).contains(&sheet.body.len()));
                    assert_eq!(format!("{:?}", sheet.head), format!("{:?}", whole.head));
                    assert_filled(sheet);
                }
                assert_eq!(sheets.iter().flat_map(cells).collect::<Vec<_>>(), cells(&whole));
                assert_eq!(sheets.len() == 1, rows >= whole.body.len());
                // None is less than half full but the last.
                assert!(sheets.len() <= whole.body.len() / rows.div_ceil(2) + 1);
            }
        }
    }
}

fn assert_filled(layout: &Layout) {
    let head: Vec<Vec<(usize, usize)>> = layout
        .head
        .iter()
        .map(|row| row.iter().map(|cell| (cell.rowspan, cell.colspan)).collect())
        .collect();
    let body: Vec<Vec<(usize, usize)>> = layout
        .body
        .iter()
        .map(|row| {
            let labels = row.labels.iter().map(|label| (label.rowspan, label.colspan));
            labels.chain(row.cells.iter().map(|cell| (1, cell.colspan))).collect()
        })
        .collect();
    for rows in [head, body] {
        let mut open = vec![0; layout.columns];
        for row in rows {
            let mut cells = row.into_iter();
            let mut column = 0;
            while column < layout.columns {
                if open[column] > 0 {
                    column += 1;
                    continue;
                }
                let (down, across) = cells.next().unwrap();
                open[column..column + across].fill(down);
                column += across;
            }
            assert!(cells.next().is_none(), "{layout:?}");
            for rows_left in &mut open {
                *rows_left -= 1;
            }
        }
        assert!(open.iter().all(|rows_left| *rows_left == 0));
    }
}

/// One edit of the real file, and the complaint it must lead to.
fn complaint(from: &str, to: &str) -> FormatError {
    assert!(CN_2021.contains(from), "{from}");
    load(&CN_2021.replacen(from, to, 1)).unwrap_err()
}

#[test]
fn a_broken_file_is_refused_with_the_id_at_fault() {
    for (from, to, message) in [
        ("\"id\": \"rules\"", "\"id\": \"made\"", "`made` occurs twice"),
        ("\"id\": \"rules\"", "\"id\": \"Rules\"", "expected an id in snake_case, found `Rules`"),
        (
            "\"left\": [\"received\", \"carried_in\"]",
            "\"left\": [\"recieved\"]",
            "unknown name `recieved` in `requests_balance`",
        ),
        ("\"in\": \"denied\"", "\"in\": \"denid\"", "unknown name `denid` in `requests`"),
        (
            "\"tables\": [\"requests\"]",
            "\"tables\": [\"request\"]",
            "unknown name `request` in `requests`",
        ),
        (
            "\"left\": [\"outcomes_total\"]",
            "\"left\": [\"outcomes_total\", \"granted\"]",
            "relation `outcomes_total` must derive one cell of this report per line",
        ),
        (
            "\"limit\": \"1000000\"",
            "\"limit\": \"1e6\"",
            "relation `fee_in_ten_thousand_yuan` has a limit that is not a figure",
        ),
        (
            "\"role\": \"check\", \"severity\": \"error\"",
            "\"role\": \"check\"",
            "relation `requests_balance`: a check has a severity, a derivation has none",
        ),
    ] {
        assert_eq!(complaint(from, to).to_string(), message);
    }
    assert!(matches!(complaint("\"format\"", "\"fromat\""), FormatError::Shape(_)));
    let circle = complaint("\"right\": [\"outcome\"]", "\"right\": [\"outcomes_total\"]");
    assert!(matches!(circle, FormatError::Cycle(_)), "{circle}");
}

#[test]
fn a_relation_that_is_a_check_has_a_severity_and_a_basis() {
    for relation in &form().relations {
        assert_eq!(relation.role == Role::Check, relation.severity.is_some(), "{}", relation.id);
        assert!(!relation.basis.is_empty(), "{}", relation.id);
    }
}
