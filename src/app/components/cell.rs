//! One cell of a table: an input, or a computed figure.

use super::is_composing;
use super::report_table::TableState;
use crate::app::{live, services};
use crate::core::format::{CellIndex, Step};
use crate::core::report::{Figure, Reading};
use crate::core::text::{Language, Message, column_name, row_name};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

/// A cell that is typed into.
///
/// - Its name is its row label and its column label.
/// - A blank one is described as blank, an unreadable one is marked invalid.
/// - The mouse wheel and the arrow keys never change its figure.
#[component]
pub(super) fn InputCell(cell: CellIndex, colspan: usize, table: TableState) -> impl IntoView {
    let TableState { draft, active, .. } = table;
    let state = draft.state;
    let speech = crate::app::speech();
    let id = state.format.with_value(|format| format.cell(cell).id.to_string());
    let name = label(table, cell);
    let (typed, reading) = table.entry(cell);
    let warned = table.warned(cell);
    let is_unreadable = move || matches!(reading.get(), Reading::Unreadable(_));
    let class = move || {
        let read = reading.get();
        let is_zero = matches!(read, Reading::Figure(figure) if figure.is_zero());
        table.cell_class(
            cell,
            typed.with(|typed| typed.chars().count()),
            &[
                ("cell--blank", read == Reading::Blank),
                ("cell--zero", is_zero),
                ("cell--error", is_unreadable()),
                ("cell--warning", warned.get()),
                ("cell--active", active.get() == Some(cell)),
            ],
        )
    };
    let before = StoredValue::new(String::new());
    let on_focus = move |event: leptos::ev::FocusEvent| {
        event_target::<HtmlInputElement>(&event).select();
        before.set_value(typed.get_untracked());
        active.set(Some(cell));
    };
    let on_input = move |event: leptos::ev::Event| {
        if !is_composing(&event) {
            draft.set_entry(cell, event_target_value(&event));
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let input = event_target::<HtmlInputElement>(&event);
        if event.key() == "Escape" {
            draft.set_entry(cell, before.get_value());
            event.prevent_default();
        } else if let Some(next) = target_of(table, cell, &event, Some(&input)) {
            event.prevent_default();
            table.focus(next);
        }
    };
    view! {
        <td
            class=live(class)
            data-cell=id
            colspan=(colspan > 1).then_some(colspan)
        >
            <input
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-label=name
                aria-description=move || match reading.get() {
                    Reading::Blank => Some(speech.say(&Message::Blank)),
                    Reading::Unreadable(reason) => Some(speech.say(&Message::NoFigure(reason))),
                    Reading::Figure(_) => None,
                }
                aria-invalid=move || is_unreadable().then_some("true")
                prop:value=live(move || typed.get())
                on:focus=on_focus
                on:input=on_input
                on:compositionend=move |event| draft.set_entry(cell, event_target_value(&event))
                on:keydown=on_key
            />
        </td>
    }
}

/// A cell that is computed.
///
/// - It cannot be typed into and is no tab stop; arrow keys reach it.
/// - It is described as computed, and its sum is said in the context bar.
#[component]
pub(super) fn ComputedCell(cell: CellIndex, colspan: usize, table: TableState) -> impl IntoView {
    let TableState { draft, active, .. } = table;
    let state = draft.state;
    let speech = crate::app::speech();
    let id = state.format.with_value(|format| format.cell(cell).id.to_string());
    let name = format!("{} {}", label(table, cell), speech.say(&Message::ComputedCell));
    let figure = table.figure(cell);
    let class = move || {
        let shown = figure.get();
        let is_zero = shown.is_none_or(Figure::is_zero);
        let length = shown.map_or(0, |figure| figure.to_string().len());
        table.cell_class(cell, length, &[("cell--derived", true), ("cell--zero", is_zero)])
    };
    let on_key = move |event: KeyboardEvent| {
        if let Some(next) = target_of(table, cell, &event, None) {
            event.prevent_default();
            table.focus(next);
        }
    };
    view! {
        <td
            class=live(class)
            data-cell=id
            colspan=(colspan > 1).then_some(colspan)
        >
            // An output announces every change by itself; the balance does that once, in words.
            <output
                tabindex="-1"
                aria-live="off"
                aria-label=name
                on:focus=move |_| active.set(Some(cell))
                on:keydown=on_key
            >
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

/// Where a key leads from a cell, if anywhere. Left and right move only from the ends of the text
/// that is being edited.
fn target_of(
    table: TableState,
    cell: CellIndex,
    event: &KeyboardEvent,
    input: Option<&HtmlInputElement>,
) -> Option<CellIndex> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    let (start, end, length) = input.map_or((0, 0, 0), |input| {
        let at = |found: Result<Option<u32>, _>| found.ok().flatten().unwrap_or(0);
        (
            at(input.selection_start()),
            at(input.selection_end()),
            input.value().chars().count() as u32,
        )
    });
    let whole = start == 0 && end == length;
    let (step, over_computed) = match event.key().as_str() {
        "Enter" if event.shift_key() => (Step::Up, true),
        "Enter" => (Step::Down, true),
        _ if event.shift_key() => return None,
        "ArrowUp" => (Step::Up, false),
        "ArrowDown" => (Step::Down, false),
        "ArrowLeft" if whole || end == 0 => (Step::Left, false),
        "ArrowRight" if whole || start == length => (Step::Right, false),
        _ => return None,
    };
    table.draft.state.format.with_value(|format| {
        table.grid.with_value(|grid| {
            if over_computed {
                grid.step_to_input(format, cell, step)
            } else {
                grid.step(cell, step)
            }
        })
    })
}

impl TableState {
    /// The classes of a cell: by its place, by how many characters it holds, and those that hold.
    fn cell_class(self, cell: CellIndex, length: usize, holds: &[(&str, bool)]) -> String {
        let size = match length {
            0..=5 => "",
            6..=7 => " cell--6-digits",
            8..=9 => " cell--8-digits",
            _ => " cell--10-digits",
        };
        let mut class = format!("cell{size}");
        let place = [("in-row", self.in_row(cell)), ("in-column", self.in_column(cell))];
        for (name, _) in holds.iter().chain(&place).filter(|(_, holds)| *holds) {
            class.push(' ');
            class.push_str(name);
        }
        class
    }

    /// Puts the focus on a cell.
    pub(super) fn focus(self, cell: CellIndex) {
        let selector = self
            .draft
            .state
            .format
            .with_value(|format| format!("[data-cell=\"{}\"] > *", format.cell(cell).id));
        if let Some(root) = self.root.get_untracked() {
            services::focus_within(&root, &selector);
        }
    }
}
