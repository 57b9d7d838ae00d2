//! One cell of a table: an input, or a computed figure. What keys and mouse do is in
//! [`keys`](super::keys).

use super::state::{Marks, TableState};
use crate::app::{live, live_view};
use crate::core::format::CellIndex;
use crate::core::report::{Figure, Reading};
use crate::core::text::{Language, Message, column_name, row_name};
use leptos::prelude::*;

/// A cell that is typed into.
///
/// - Every input is named by its row label and its column label.
/// - A blank cell is described as blank, a computed one as computed.
/// - An unreadable entry says why at its cell, and its column is not said to balance.
/// - The mouse wheel changes no figure.
/// - Last year's figure stands in each cell in which it was not 0, and can be switched off.
#[component]
pub(super) fn InputCell(cell: CellIndex, colspan: usize, table: TableState) -> impl IntoView {
    let speech = crate::app::speech();
    let id = table.draft.state.format.with_value(|format| format.cell(cell).id.to_string());
    let name = label(table, cell);
    let (typed, reading) = table.entry(cell);
    let is_unreadable = move || matches!(reading.get(), Reading::Unreadable(_));
    let class = move || {
        let read = reading.get();
        let is_zero = matches!(read, Reading::Figure(figure) if figure.is_zero());
        let length = typed.with(|typed| typed.chars().count());
        let beside = table.ghost(cell).map_or(0, |figure| figure.to_string().len());
        table.cell_class(
            cell,
            length,
            &[
                ("cell--crowded", beside > 0 && length + beside > LONGEST_PAIR),
                ("cell--blank", read == Reading::Blank),
                ("cell--zero", is_zero),
                ("cell--error", matches!(read, Reading::Unreadable(_))),
            ],
        )
    };
    view! {
        <td
            class=live(class)
            data-cell=id
            colspan=(colspan > 1).then_some(colspan)
        >
            {live_view(move || match table.ghost(cell) {
                Some(figure) => view! {
                    <i class="ghost" aria-hidden="true">{figure.to_string()}</i>
                }
                .into_any(),
                None => ().into_any(),
            })}
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=name
                aria-description=move || match reading.get() {
                    Reading::Blank => match table.ghost(cell) {
                        Some(last) => {
                            let last = speech.say(&Message::LastYearIs(last));
                            Some(format!("{} {last}", speech.say(&Message::Blank)))
                        }
                        None => Some(speech.say(&Message::Blank)),
                    },
                    Reading::Unreadable(reason) => Some(speech.say(&Message::NoFigure(reason))),
                    Reading::Figure(_) => None,
                }
                aria-invalid=move || is_unreadable().then_some("true")
                prop:value=live(move || typed.get())
            />
        </td>
    }
}

/// A cell that is computed.
///
/// - Arrows move cell by cell, also onto computed cells, and stop at the edges.
/// - A computed cell says what it is the sum of.
#[component]
pub(super) fn ComputedCell(cell: CellIndex, colspan: usize, table: TableState) -> impl IntoView {
    let speech = crate::app::speech();
    let id = table.draft.state.format.with_value(|format| format.cell(cell).id.to_string());
    let name = format!("{} {}", label(table, cell), speech.say(&Message::ComputedCell));
    let figure = table.figure(cell);
    let class = move || {
        let shown = figure.get();
        let is_zero = shown.is_none_or(Figure::is_zero);
        let length = shown.map_or(0, |figure| figure.to_string().len());
        table.cell_class(cell, length, &[("cell--derived", true), ("cell--zero", is_zero)])
    };
    view! {
        <td
            class=live(class)
            data-cell=id
            colspan=(colspan > 1).then_some(colspan)
        >
            // An output announces every change by itself; the balance does that once, in words.
            <output tabindex="-1" aria-live="off" aria-label=name>
                {live(move || figure.get().map_or(String::new(), |figure| figure.to_string()))}
            </output>
        </td>
    }
}

fn label(table: TableState, cell: CellIndex) -> String {
    let speech = crate::app::speech();
    table.draft.state.format.with_value(|format| match speech.0 {
        Language::ZhCn => {
            format!("{} {}", format.row_of(cell).label, format.column_of(cell).label)
        }
        language @ Language::En => {
            format!("{} {}", row_name(language, format, cell), column_name(language, format, cell))
        }
    })
}

impl TableState {
    /// The classes of a cell: by its place, by how many characters it holds, its marks, and those
    /// that hold.
    fn cell_class(self, cell: CellIndex, length: usize, holds: &[(&str, bool)]) -> String {
        let size = match length {
            0..=5 => "",
            6..=7 => " cell--6-digits",
            8..=9 => " cell--8-digits",
            _ => " cell--10-digits",
        };
        let mut class = format!("cell{size}");
        let Marks { active, selected, addend, suspect, aim, warned } = self.marks(cell).get();
        let marks = [
            ("in-row", self.in_row(cell)),
            ("in-column", self.in_column(cell)),
            ("cell--active", active),
            ("cell--selected", selected),
            ("cell--addend", addend),
            ("cell--suspect", suspect),
            ("cell--aim", aim),
            ("cell--warning", warned),
        ];
        for (name, _) in holds.iter().chain(&marks).filter(|(_, holds)| *holds) {
            class.push(' ');
            class.push_str(name);
        }
        class
    }
}

/// How many digits of this year's and last year's figure a cell has room for.
const LONGEST_PAIR: usize = 8;
