//! The pieces that pages are made of. Each states in its docs, line by line, what must hold for the
//! people who use it; an end-to-end test of the same name checks it, and `tidy.rs` that there is one.

pub(super) mod announcer;
pub(super) mod app_bar;
pub(super) mod cover;
pub(super) mod file_notice;
pub(super) mod history_buttons;
pub(super) mod icon;
pub(super) mod last_year;
pub(super) mod narrative_editor;
pub(super) mod notice;
pub(super) mod outputs;
pub(super) mod page_head;
pub(super) mod part_nav;
pub(super) mod report_table;
pub(super) mod save_status;
pub(super) mod state_mark;
pub(super) mod turn_notice;

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::InputEvent;

/// Whether an input method is still composing: the text is then not yet what the person means.
pub(super) fn is_composing(event: &leptos::ev::Event) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}
