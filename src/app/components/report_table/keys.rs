//! Keys, mouse and clipboard in the tables of a part, as in a spreadsheet.
//!
//! A cell that has the focus is either ready, so that keys move and typing replaces, or its text is
//! being edited, so that keys move in the text and leave it at its ends. Where a key leads and what
//! is selected is for [`grid`](crate::core::grid) to say.

use super::state::TableState;
use crate::app::components::is_composing;
use crate::app::services;
use crate::core::format::CellIndex;
use crate::core::grid::{Selection, Step};
use crate::core::report::Place;
use leptos::ev::{ClipboardEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlInputElement};

/// The left button, in the bits of `MouseEvent.buttons`.
const LEFT: u16 = 1;

/// The key code of every key that an input method takes for itself.
const COMPOSING: u32 = 229;

/// What happens in a table and is dealt with here.
pub(super) const EVENTS: &[&str] = &[
    "focusin",
    "input",
    "compositionend",
    "keydown",
    "mousedown",
    "dblclick",
    "mouseover",
    "mouseleave",
];

impl TableState {
    fn cell_of(self, event: &Event) -> Option<CellIndex> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let id = target.closest("[data-cell]").ok()??.get_attribute("data-cell")?;
        self.draft.state.format.with_value(|format| format.index_of(&id))
    }

    fn input_of(event: &Event) -> Option<HtmlInputElement> {
        event.target()?.dyn_into().ok()
    }

    /// Does what an event within the table asks for.
    pub(super) fn on_event(self, event: &Event, help: impl FnOnce()) {
        match event.type_().as_str() {
            "focusin" => self.on_focus(event),
            "input" => self.on_input(event),
            "compositionend" => self.take(event),
            "keydown" => self.on_key(event.unchecked_ref(), help),
            "mousedown" => self.on_press(event.unchecked_ref()),
            "dblclick" => _ = self.edit(Self::input_of(event).as_ref()),
            "mouseover" => self.on_over(event.unchecked_ref()),
            "mouseleave" => self.hovered.set(None),
            _ => {}
        }
    }

    /// A cell took the focus: it is ready.
    fn on_focus(self, event: &Event) {
        let Some(cell) = self.cell_of(event) else { return };
        self.draft.end_burst();
        self.editing.set_value(false);
        let typed = |cell| self.entry(cell).0.get_untracked();
        self.before.set_value(typed(cell));
        match Self::input_of(event) {
            Some(input) => input.select(),
            // What it is the sum of is read out with it.
            None => {
                if let Some(cell) = event.target().and_then(|one| one.dyn_into::<Element>().ok()) {
                    _ = cell.set_attribute("aria-describedby", "cell-meaning");
                }
            }
        }
        if self.active.get_untracked() != Some(cell) {
            self.active.set(Some(cell));
            self.select(None);
        }
    }

    /// A text was typed, pasted or composed.
    fn on_input(self, event: &Event) {
        self.editing.set_value(true);
        if !is_composing(event) {
            self.take(event);
        }
    }

    /// Takes over what an input now holds.
    fn take(self, event: &Event) {
        if let (Some(cell), Some(input)) = (self.cell_of(event), Self::input_of(event)) {
            self.draft.type_into(&Place::Cell(cell), &input.value());
        }
    }

    fn on_key(self, event: &KeyboardEvent, help: impl FnOnce()) {
        if event.is_composing() || event.key_code() == COMPOSING || event.alt_key() {
            return;
        }
        let Some(cell) = self.cell_of(event) else { return };
        let input = Self::input_of(event);
        let editing = self.editing.get_value();
        let key = event.key();
        let handled = match (key.as_str(), event.ctrl_key() || event.meta_key()) {
            ("?" | "？", false) => {
                help();
                true
            }
            ("F2", false) => self.edit(input.as_ref()),
            ("Escape", false) => self.restore(cell, input.as_ref()),
            ("Delete" | "Backspace", false) if !editing => {
                self.clear();
                true
            }
            ("a" | "A", true) if !editing => {
                self.select(Some(self.grid.with_value(crate::core::grid::Grid::whole)));
                true
            }
            (key, ctrl) => match step(key, ctrl, event.shift_key()) {
                Some(step) if event.shift_key() && draws(step) => !editing && self.draw(step),
                Some(step) if editing && stays_in_text(step, input.as_ref()) => false,
                Some(step) => self.go(cell, step),
                None => false,
            },
        };
        if handled {
            event.prevent_default();
        }
    }

    /// Moves from a cell. At the edge the key does nothing, and not what the browser would do.
    fn go(self, cell: CellIndex, step: Step) -> bool {
        self.select(None);
        let next = self
            .draft
            .state
            .format
            .with_value(|format| self.grid.with_value(|grid| grid.step(format, cell, step)));
        if let Some(next) = next {
            self.focus(next);
        }
        true
    }

    /// Draws the selection one step on.
    fn draw(self, step: Step) -> bool {
        if let Some(chosen) = self.chosen() {
            self.select(Some(self.grid.with_value(|grid| grid.extend(chosen, step))));
        }
        true
    }

    /// Begins to edit the text, at its end.
    fn edit(self, input: Option<&HtmlInputElement>) -> bool {
        if let Some(input) = input {
            self.editing.set_value(true);
            self.select(None);
            let end = input.value().encode_utf16().count() as u32;
            _ = input.set_selection_range(end, end);
        }
        true
    }

    /// Brings back what was there before the edit; of a ready cell, ends the selection.
    fn restore(self, cell: CellIndex, input: Option<&HtmlInputElement>) -> bool {
        self.select(None);
        if let Some(input) = input.filter(|_| self.editing.get_value()) {
            self.draft.type_into(&Place::Cell(cell), &self.before.get_value());
            self.editing.set_value(false);
            input.set_value(&self.before.get_value());
            input.select();
        }
        true
    }

    /// The mouse goes down: on another cell it takes the focus there, ready; with Shift it selects up
    /// to there; in the text that is being edited it does what it always does.
    fn on_press(self, event: &MouseEvent) {
        if event.button() != 0 {
            return;
        }
        let Some(cell) = self.cell_of(event) else { return };
        let here = self.active.get_untracked() == Some(cell);
        if event.shift_key() && !here {
            event.prevent_default();
            self.draw_to(cell);
        } else if !(here && self.editing.get_value()) {
            event.prevent_default();
            self.select(None);
            self.focus(cell);
            self.drawing.set_value(true);
        }
    }

    /// The mouse is over a cell: with the button down it draws the selection up to there.
    fn on_over(self, event: &MouseEvent) {
        let cell = self.cell_of(event);
        let computed = cell.filter(|cell| self.is_derived(*cell));
        if self.hovered.get_untracked() != computed {
            self.hovered.set(computed);
        }
        if event.buttons() & LEFT == 0 {
            self.drawing.set_value(false);
        } else if let Some(cell) = cell.filter(|_| self.drawing.get_value()) {
            self.draw_to(cell);
        }
    }

    fn draw_to(self, cell: CellIndex) {
        let Some(chosen) = self.chosen() else { return };
        if let Some(head) = self.grid.with_value(|grid| grid.position(cell)) {
            self.select(Some(Selection { head, ..chosen }));
        }
    }

    /// Copies, cuts and pastes while a cell of the table has the focus. In a text that is being
    /// edited the browser does it, except for what is more than one cell.
    pub(super) fn follow_clipboard(self) {
        let ours = move || {
            let root = self.root.get_untracked();
            root.is_some_and(|root| matches!(root.query_selector(":focus"), Ok(Some(_))))
        };
        expect_context::<services::Services>().hear(&["copy", "cut", "paste"], move |event| {
            let event: ClipboardEvent = event.unchecked_into();
            match event.type_().as_str() {
                _ if !ours() => {}
                "paste" => self.paste(&event),
                _ if self.editing.get_value() => {}
                cut_or_copy => {
                    self.copy(&event);
                    if cut_or_copy == "cut" {
                        self.clear();
                    }
                }
            }
        });
    }
}

/// Where a key leads.
fn step(key: &str, ctrl: bool, shift: bool) -> Option<Step> {
    Some(match (key, ctrl) {
        ("ArrowUp", false) => Step::Up,
        ("ArrowDown", false) => Step::Down,
        ("ArrowLeft", false) => Step::Left,
        ("ArrowRight", false) => Step::Right,
        ("Home", false) => Step::RowStart,
        ("End", false) => Step::RowEnd,
        ("Home", true) => Step::Start,
        ("End", true) => Step::End,
        ("Enter", false) if shift => Step::NextUp,
        ("Enter", false) => Step::NextDown,
        _ => return None,
    })
}

/// Whether Shift with this step selects.
fn draws(step: Step) -> bool {
    !matches!(step, Step::NextDown | Step::NextUp)
}

/// Whether a step moves within the text that is being edited: sideways until its end.
fn stays_in_text(step: Step, input: Option<&HtmlInputElement>) -> bool {
    let Some(input) = input else { return false };
    let at = |found: Result<Option<u32>, _>| found.ok().flatten().unwrap_or(0);
    let (start, end) = (at(input.selection_start()), at(input.selection_end()));
    let length = input.value().encode_utf16().count() as u32;
    match step {
        Step::Left => end > 0,
        Step::Right => start < length,
        Step::RowStart | Step::RowEnd => true,
        Step::Up | Step::Down | Step::Start | Step::End | Step::NextDown | Step::NextUp => false,
    }
}
