//! What lies on the clipboard when a person copies or pastes. Never read without such an act.

use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ClipboardEvent;

/// Puts a text on the clipboard. `false` where the browser does not let it: on plain http, or in a frame
/// that may not.
pub async fn copy(text: &str) -> bool {
    match try_copy(text) {
        Ok(copying) => JsFuture::from(copying).await.is_ok(),
        Err(_) => false,
    }
}

/// By name: pages on plain http have no such clipboard at all.
fn try_copy(text: &str) -> Result<Promise, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    write.call1(&clipboard, &text.into())?.dyn_into()
}

/// Puts a text and a piece of HTML on the clipboard, in the moment in which a person asks for it. `false`
/// where the browser does not let it.
#[must_use]
pub fn copy_now(text: &str, html: &str) -> bool {
    // The way that browsers of all ages have, on plain http too: a copy of nothing, whose content is put
    // in place of it.
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let (text, html) = (text.to_owned(), html.to_owned());
    let heard = Rc::new(Cell::new(false));
    let hears = heard.clone();
    let put = Closure::<dyn Fn(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        hears.set(true);
        write(&event, &text, &html);
        event.stop_immediate_propagation();
    });
    let listener = put.as_ref().unchecked_ref();
    if document.add_event_listener_with_callback_and_bool("copy", listener, true).is_err() {
        return false;
    }
    let copied = Reflect::get(&document, &"execCommand".into())
        .and_then(|command| command.dyn_into::<Function>())
        .and_then(|command| command.call1(&document, &"copy".into()));
    _ = document.remove_event_listener_with_callback_and_bool("copy", listener, true);
    heard.get() && copied.is_ok_and(|copied| copied.is_truthy())
}

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
