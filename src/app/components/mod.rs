//! The pieces that pages are made of. Each says in its docs what must hold for the people who use
//! it without a mouse or without seeing; a test of that name checks it.

pub(super) mod announcer;
pub(super) mod app_bar;
pub(super) mod cover;
pub(super) mod history_buttons;
pub(super) mod icon;
pub(super) mod narrative_editor;
pub(super) mod part_nav;
pub(super) mod report_table;
pub(super) mod save_status;
pub(super) mod state_mark;

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::InputEvent;

/// Whether an input method is still composing: the text is then not yet what the person means.
fn is_composing(event: &leptos::ev::Event) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}
