//! What the current cell is, under the table.

use super::state::TableState;
use crate::app::components::icon::{Icon, Sign};
use crate::app::{live, speech};
use crate::core::check::{Standing, at_cell};
use crate::core::compute::Figures;
use crate::core::explain::explain;
use crate::core::format::{CellIndex, Each, Format};
use crate::core::text::{Language, Message, column_name, finding, row_name, rule};
use leptos::prelude::*;

/// What the current cell is, and what to count in it; of a computed one, its sum.
///
/// - A computed cell outlines its addends, by focus and by mouse, and says them with the rule.
#[component]
pub(super) fn ContextBar(
    state: TableState,
    /// Shows the list of keys.
    help: impl Fn() + 'static,
) -> impl IntoView {
    let speech = speech();
    let report = state.draft.state;
    let name = move || {
        state.shown().map_or(String::new(), |cell| {
            report.format.with_value(|format| {
                let row = row_name(speech.0, format, cell);
                let column = column_name(speech.0, format, cell);
                speech.say(&Message::CellName(row, column))
            })
        })
    };
    let wrong = Memo::new(move |_| {
        let cell = state.shown()?;
        report.format.with_value(|format| {
            let found =
                report.findings.with(|findings| at_cell(format, findings, cell).cloned())?;
            let words = report.report.with(|typed| finding(speech.0, format, typed, &found));
            Some((found.standing(), words))
        })
    });
    let meaning = move || match (state.shown(), wrong.get()) {
        (None, _) => speech.say(&Message::PickCell),
        (Some(_), Some((_, words))) => words,
        (Some(cell), None) => report.format.with_value(|format| {
            let sum = report.figures.with(|figures| sum_of(speech.0, format, figures, cell));
            match sum {
                Some(message) => speech.say(&message),
                None => format.row_of(cell).note.clone().unwrap_or_default(),
            }
        }),
    };
    // Last year's figure, and what follows from it for this one.
    let last = move || {
        let Some(cell) = state.shown() else { return String::new() };
        report.format.with_value(|format| {
            report.last_year.with(|last| {
                let Some(last) = last else { return String::new() };
                let before = last.figure(format, cell).map(Message::LastYearIs);
                let expected = report.figures.with(|all| last.expected(format, all, cell));
                let words: Vec<String> = before
                    .into_iter()
                    .chain(expected.map(Message::ExpectedIs))
                    .map(|message| speech.say(&message))
                    .collect();
                words.join("，")
            })
        })
    };
    let class = move || match wrong.get() {
        Some((Standing::Warning, _)) => "meaning meaning--warning".to_owned(),
        Some(_) => "meaning meaning--error".to_owned(),
        None => "meaning".to_owned(),
    };
    let sign = move || {
        wrong.get().map(|(standing, _)| {
            let sign = if standing == Standing::Warning { Sign::Warning } else { Sign::Error };
            view! { <Icon sign/>" " }
        })
    };
    let keys =
        [("Enter", Message::KeyDown), ("Tab", Message::KeyAlong), ("Esc", Message::KeyRestore)];
    view! {
        <div class="context-bar">
            <b class="nowrap">{live(name)}</b>
            <span class=live(class) id="cell-meaning">{sign} {live(meaning)}</span>
            <span class="last-year numeral">{live(last)}</span>
            <span class="keys">
                {keys
                    .map(|(key, does)| view! { <span><kbd>{key}</kbd>" "{speech.say(&does)}</span> })
                    .collect_view()}
            </span>
            <button type="button" class="button button--small button--quiet" on:click=move |_| help()>
                <kbd>"?"</kbd> {speech.say(&Message::Keys)}
            </button>
        </div>
    }
}

fn sum_of(
    language: Language,
    format: &Format,
    figures: &Figures,
    cell: CellIndex,
) -> Option<Message> {
    let explanation = explain(format, figures, cell)?;
    let across = explanation.relation.each == Each::Row;
    let name = |cell| match across {
        true => column_name(language, format, cell),
        false => row_name(language, format, cell),
    };
    let addends = explanation.addends.iter();
    let addends = addends.filter_map(|(cell, figure)| Some((name(*cell), (*figure)?)));
    let addends = addends.filter(|(_, figure)| !figure.is_zero()).collect();
    let rule = rule(language, format, explanation.relation);
    Some(Message::Sum(explanation.total, addends, rule))
}
