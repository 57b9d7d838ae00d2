//! Slips made in reports that balance: is the cell where it happened among the first suspects?

use crate::{cell, figures, form, report};
use disclosure_report::core::check::{Disagreement, Finding, check};
use disclosure_report::core::format::Format;
use disclosure_report::core::last_year::{LastYear, to_text};
use disclosure_report::core::report::Report;
use disclosure_report::core::suspects::{Reason, Suspect, suspects};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::io::Write;

const COLUMNS: usize = 6;
const ROWS: usize = 25;
const OUTCOMES: std::ops::Range<usize> = 2..23;
const CARRIED_IN: usize = 1;
const CARRIED_OVER: usize = 24;

/// Table three as rows of columns; what is computed is left out.
type Table = [[u64; COLUMNS]; ROWS];

fn at(format: &Format, row: usize, column: usize) -> disclosure_report::core::format::CellIndex {
    format.cell_at(format.table("requests").unwrap().0, row, column).unwrap()
}

fn typed_rows() -> impl Iterator<Item = usize> {
    (0..ROWS).filter(|row| *row != 23)
}

fn filled(format: &Format, table: &Table) -> Report {
    let mut report = Report::new(format, "甲县乙镇人民政府", 2025);
    for cell in format.inputs() {
        report.set_entry(cell, "0");
    }
    for row in typed_rows() {
        for (column, figure) in table[row].iter().enumerate() {
            report.set_entry(at(format, row, column), figure.to_string());
        }
    }
    report
}

/// Reports as offices have them: few requests or thousands, most outcomes 0, every column balanced.
fn balanced() -> impl Strategy<Value = Table> {
    let figure = prop_oneof![
        10 => Just(0u64),
        4 => 1u64..10,
        3 => 10u64..100,
        2 => 100u64..1_000,
        1 => 1_000u64..20_000,
    ];
    let busy = proptest::collection::vec(figure, ROWS * COLUMNS);
    (busy, 0u32..4).prop_map(|(figures, size)| {
        let mut table = [[0; COLUMNS]; ROWS];
        let limit = 10u64.pow(size + 1);
        for row in typed_rows() {
            for (column, figure) in table[row].iter_mut().enumerate() {
                *figure = figures[row * COLUMNS + column] % limit;
            }
        }
        (0..COLUMNS).for_each(|column| balance(&mut table, column));
        table
    })
}

fn balance(table: &mut Table, column: usize) {
    let outcomes: u64 = OUTCOMES.map(|row| table[row][column]).sum();
    let needed = outcomes + table[CARRIED_OVER][column];
    // What came in cannot be more than what was dealt with or is left.
    table[CARRIED_IN][column] = table[CARRIED_IN][column].min(needed);
    table[0][column] = needed - table[CARRIED_IN][column];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    CountedTwice,
    WrongSide,
    SwappedDigits,
    OtherColumn,
    CarriedInMissing,
}

/// Makes a slip; the cell where it is, or `None` where this report has no place for it.
fn slip(table: &mut Table, slip: Slip, row: usize, column: usize) -> Option<(usize, usize)> {
    let figure = table[row][column];
    match slip {
        // A figure of the column is typed once more, on the same side, where nothing belongs.
        Slip::CountedTwice => {
            let place = OUTCOMES.chain([CARRIED_OVER]).find(|to| table[*to][column] == 0)?;
            (figure > 0 && row >= 2).then_some(())?;
            table[place][column] = figure;
            Some((place, column))
        }
        Slip::WrongSide => {
            let to = if row < 2 { CARRIED_OVER } else { CARRIED_IN };
            (figure > 0 && table[to][column] == 0).then_some(())?;
            table[row][column] = 0;
            table[to][column] = figure;
            Some((to, column))
        }
        Slip::SwappedDigits => {
            let mut digits = figure.to_string().into_bytes();
            let swap = (1..digits.len()).find(|at| digits[at - 1] != digits[*at])?;
            digits.swap(swap - 1, swap);
            table[row][column] = String::from_utf8(digits).unwrap().parse().unwrap();
            Some((row, column))
        }
        Slip::OtherColumn => {
            let to = (column + 1) % COLUMNS;
            (figure > 0 && table[row][to] == 0).then_some(())?;
            table[row][column] = 0;
            table[row][to] = figure;
            Some((row, to))
        }
        Slip::CarriedInMissing => {
            (table[CARRIED_IN][column] > 0).then_some(())?;
            table[CARRIED_IN][column] = 0;
            Some((CARRIED_IN, column))
        }
    }
}

/// What the page shows: the first column that is off, or, for a slip over two columns, either.
fn shown(format: &Format, report: &Report) -> Vec<(Disagreement, Vec<Suspect>)> {
    let figures = figures(format, report);
    let findings = check(format, report, &figures, None);
    let off = findings.iter().filter_map(|one| match one {
        Finding::Disagreement(found) if !found.follows => Some(found.clone()),
        _ => None,
    });
    off.filter(|found| format.relations[found.line(format).relation].id == "requests_balance")
        .map(|found| {
            let list = suspects(format, report, &figures, &findings, &found, None);
            (found, list)
        })
        .collect()
}

/// Whether the difference leaves a trace that fits at most three cells. More cells that fit equally
/// well cannot be told apart by anybody.
fn can_be_told(slip: Slip, table: &Table, off: u64, (row, column): (usize, usize)) -> bool {
    let side: Vec<usize> =
        if row < 2 { vec![0, 1] } else { OUTCOMES.chain([CARRIED_OVER]).collect() };
    let same = |figure: u64| side.iter().filter(|row| table[**row][column] == figure).count() <= 3;
    match slip {
        Slip::CountedTwice => same(off),
        Slip::WrongSide => same(off / 2),
        Slip::OtherColumn => same(off),
        Slip::SwappedDigits | Slip::CarriedInMissing => true,
    }
}

#[test]
fn the_cell_of_a_slip_is_among_the_first_three_suspects() {
    let format = form();
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, b"suspects of the balance, table 3"),
    );
    let tables = balanced();
    let mut lines = Vec::new();
    let (mut found_in_all, mut told_in_all) = (0, 0);
    for kind in [
        Slip::CountedTwice,
        Slip::WrongSide,
        Slip::SwappedDigits,
        Slip::OtherColumn,
        Slip::CarriedInMissing,
    ] {
        let (mut all, mut found_of_all, mut told, mut found) = (0, 0, 0, 0);
        while all < 400 {
            let mut table = tables.new_tree(&mut runner).unwrap().current();
            let (row, column) = (0..ROWS, 0..COLUMNS).new_tree(&mut runner).unwrap().current();
            let Some(place) = slip(&mut table, kind, row, column) else { continue };
            let report = filled(&format, &table);
            let shown = shown(&format, &report);
            let Some((disagreement, list)) = shown.first() else { continue };
            let wrong = at(&format, place.0, place.1);
            let hit = list.iter().take(3).any(|suspect| suspect.cell == wrong);
            let clear = can_be_told(kind, &table, disagreement.difference().units(), place);
            all += 1;
            found_of_all += usize::from(hit);
            told += usize::from(clear);
            found += usize::from(hit && clear);
        }
        let percent =
            |part: usize, whole: usize| format!("{:.1} %", 100.0 * part as f64 / whole as f64);
        lines.push(format!(
            "  {:<18} {} of {told} that can be told; {} of all {all}",
            format!("{kind:?}"),
            percent(found, told),
            percent(found_of_all, all),
        ));
        assert!(found * 100 >= told * 95, "{lines:#?}");
        found_in_all += found;
        told_in_all += told;
    }
    // Straight to the terminal: this figure is to be seen in every run.
    let rate = 100.0 * found_in_all as f64 / told_in_all as f64;
    writeln!(
        std::io::stderr(),
        "the true cell is among the first three suspects: {rate:.1} %\n{}",
        lines.join("\n")
    )
    .unwrap();
}

/// The suspects of the only column that is off.
fn suspects_of(entries: &[(&str, &str)], fill: &str) -> Vec<(String, Reason)> {
    let format = form();
    let mut filled = report(&format, &[]);
    for cell in format.inputs() {
        filled.set_entry(cell, fill);
    }
    for (id, typed) in entries {
        filled.set_entry(cell(&format, id), *typed);
    }
    let list = shown(&format, &filled).remove(0).1;
    list.iter().map(|one| (format.cell(one.cell).id.to_string(), one.reason)).collect()
}

#[test]
fn while_a_column_is_being_filled_in_its_blanks_are_the_suspects() {
    let list = suspects_of(&[("requests.received.enterprise", "5")], "");
    assert_eq!(list.len(), 23);
    assert!(list.iter().all(|(_, reason)| *reason == Reason::Blank));
    assert_eq!(list[0].0, "requests.carried_in.enterprise");
}

#[test]
fn what_cannot_be_read_is_the_only_suspect() {
    let entries = [("requests.received.enterprise", "5"), ("requests.granted.enterprise", "S")];
    let list = suspects_of(&entries, "0");
    assert_eq!(list, [("requests.granted.enterprise".to_owned(), Reason::Unreadable)]);
}

#[test]
fn last_years_figure_is_named_where_it_explains_the_difference() {
    let format = form();
    let last_year = to_text(&report(&format, &[("requests.carried_over.enterprise", "4")]));
    let prior = LastYear::of(&format, &last_year).unwrap();
    let mut this = report(&format, &[]);
    for cell in format.inputs() {
        this.set_entry(cell, "0");
    }
    this.set_entry(cell(&format, "requests.granted.enterprise"), "4");
    let now = figures(&format, &this);
    let findings = check(&format, &this, &now, Some(&prior));
    let found = shown(&format, &this).remove(0).0;
    let list = suspects(&format, &this, &now, &findings, &found, Some(&prior));
    let carried_in = cell(&format, "requests.carried_in.enterprise");
    let known = Reason::CarriedIn(now[cell(&format, "requests.granted.enterprise")]);
    assert!(list.contains(&Suspect { cell: carried_in, reason: known }), "{list:?}");
}
