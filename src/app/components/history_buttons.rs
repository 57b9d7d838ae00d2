//! Taking steps back and doing them again.

use super::icon::{Icon, Sign};
use crate::app::state::OpenDraft;
use crate::app::{Page, Route, live, services, speech};
use crate::core::report::Place;
use crate::core::text::{Message, place_name};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::InputEvent;

/// Undo, redo and the way to earlier versions: buttons, Ctrl+Z and Ctrl+Y or Ctrl+Shift+Z anywhere
/// on the page, and the browser's own menu in a text.
///
/// - Each edited cell is one step, and the cursor goes where the step was.
/// - Steps survive a reload of the page, forth and back.
/// - The button of a step that is not there is disabled.
#[component]
pub(crate) fn HistoryButtons(
    draft: OpenDraft,
    /// Shows a place.
    show: Callback<Place>,
) -> impl IntoView {
    let speech = speech();
    let step = move |back: bool| {
        let place = if back { draft.undo() } else { draft.redo() };
        let Some(place) = place else { return };
        let name = draft.state.format.with_value(|format| place_name(speech.0, format, &place));
        let said = if back { Message::Undone(name) } else { Message::Redone(name) };
        draft.announce(speech.say(&said));
        show.run(place);
    };
    expect_context::<services::Services>().hear(&["keydown", "beforeinput"], move |event| {
        let asked = match event.type_().as_str() {
            "keydown" => of_key(event.unchecked_ref()),
            _ => of_menu(event.unchecked_ref()),
        };
        if let Some(back) = asked {
            // The browser knows nothing of what was typed elsewhere, and would undo another text.
            event.prevent_default();
            step(back);
        }
    });
    let steps = draft.steps;
    let versions = speech.say(&Message::Versions);
    let button = move |message: Message, keys: &'static str, sign: Sign, back: bool| {
        let none = move || {
            let (done, undone) = steps.get();
            draft.read_only.get() || (if back { done } else { undone }) == 0
        };
        let name = speech.say(&message);
        view! {
            <button
                type="button"
                class="button button--icon"
                aria-label=name.clone()
                aria-keyshortcuts=keys
                title=format!("{name} ({})", keys.replace("Control", "Ctrl"))
                disabled=none
                on:click=move |_| step(back)
            >
                <Icon sign/>
            </button>
        }
    };
    view! {
        <span class="history-buttons">
            {button(Message::Undo, "Control+Z", Sign::Undo, true)}
            {button(Message::Redo, "Control+Y", Sign::Redo, false)}
            <a
                class="button button--icon"
                href=live(move || format!("#{}", Route::to(&draft.id(), Page::Versions)))
                aria-label=versions.clone()
                title=versions
            >
                <Icon sign=Sign::Clock/>
            </a>
        </span>
    }
}

/// Whether a key asks for a step back, or on again.
fn of_key(event: &KeyboardEvent) -> Option<bool> {
    if event.is_composing() || event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    // Capitals too: the key for them may be locked.
    match event.key().as_str() {
        "z" | "Z" => Some(!event.shift_key()),
        "y" | "Y" => Some(false),
        _ => None,
    }
}

/// Whether the menu of a text asks for it.
fn of_menu(event: &InputEvent) -> Option<bool> {
    match event.input_type().as_str() {
        "historyUndo" => Some(true),
        "historyRedo" => Some(false),
        _ => None,
    }
}
