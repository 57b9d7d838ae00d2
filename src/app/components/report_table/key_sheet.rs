//! The list of keys.

use crate::app::speech;
use crate::core::text::{KeyUse, Message};
use leptos::html::Dialog;
use leptos::prelude::*;

/// Every key and what it does. Keys that do the same stand together.
const KEYS: [(&[&str], KeyUse); 16] = [
    (&["↑", "↓", "←", "→"], KeyUse::Move),
    (&["Enter", "Shift+Enter"], KeyUse::Down),
    (&["Tab", "Shift+Tab"], KeyUse::Along),
    (&["Home", "End"], KeyUse::RowEnds),
    (&["Ctrl+Home", "Ctrl+End"], KeyUse::TableEnds),
    (&["0–9"], KeyUse::Replace),
    (&["F2"], KeyUse::Edit),
    (&["Esc"], KeyUse::Restore),
    (&["Delete"], KeyUse::Clear),
    (&["Shift+↑↓←→"], KeyUse::Select),
    (&["Ctrl+A"], KeyUse::SelectAll),
    (&["Ctrl+C", "Ctrl+X"], KeyUse::Copy),
    (&["Ctrl+V"], KeyUse::Paste),
    (&["Ctrl+Z"], KeyUse::Undo),
    (&["Ctrl+Y"], KeyUse::Redo),
    (&["?"], KeyUse::Help),
];

/// The list of keys, over the page until it is closed.
///
/// - ? lists the keys and Escape goes back to the cell.
#[component]
pub(super) fn KeySheet(sheet: NodeRef<Dialog>) -> impl IntoView {
    let speech = speech();
    let close = move |_| {
        if let Some(sheet) = sheet.get_untracked() {
            sheet.close();
        }
    };
    let line = |(keys, does): (&[&'static str], KeyUse)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view();
        view! { <tr><th scope="row">{keys}</th><td>{speech.say(&Message::KeyDoes(does))}</td></tr> }
    };
    view! {
        <dialog class="key-sheet" node_ref=sheet aria-labelledby="key-sheet-heading">
            <h2 id="key-sheet-heading">{speech.say(&Message::Keys)}</h2>
            <table><tbody>{KEYS.map(line).collect_view()}</tbody></table>
            <button type="button" class="button button--primary" on:click=close>
                {speech.say(&Message::Close)}
            </button>
        </dialog>
    }
}
