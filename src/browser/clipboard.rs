//! What lies on the clipboard when a person copies or pastes. Never read without such an act.

use web_sys::ClipboardEvent;

/// Puts a text and a piece of HTML on the clipboard instead of what the browser would put there.
pub fn write(event: &ClipboardEvent, text: &str, html: &str) {
    if let Some(data) = event.clipboard_data() {
        _ = data.set_data("text/plain", text);
        _ = data.set_data("text/html", html);
        event.prevent_default();
    }
}

/// The HTML and the plain text on the clipboard; empty where there is none.
#[must_use]
pub fn read(event: &ClipboardEvent) -> (String, String) {
    let data = event.clipboard_data();
    let flavour =
        |kind| data.as_ref().and_then(|data| data.get_data(kind).ok()).unwrap_or_default();
    (flavour("text/html"), flavour("text/plain"))
}
