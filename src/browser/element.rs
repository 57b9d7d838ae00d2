//! The element of a host's page that holds the program: its attributes, and the events it sends. Knows
//! nothing of what they mean.

use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// An attribute; empty where there is none.
#[must_use]
pub fn attribute(host: &HtmlElement, name: &str) -> String {
    host.get_attribute(name).unwrap_or_default()
}

/// Sends an event from the element to the page around it. `fields` go into its detail as they are,
/// `json` as the values that it writes. `true` where somebody said that the default is not wanted.
pub fn send(
    host: &HtmlElement,
    event: &str,
    fields: &[(&str, JsValue)],
    json: &[(&str, &str)],
) -> bool {
    try_send(host, event, fields, json).unwrap_or(false)
}

fn try_send(
    host: &HtmlElement,
    event: &str,
    fields: &[(&str, JsValue)],
    json: &[(&str, &str)],
) -> Result<bool, JsValue> {
    let detail = Object::new();
    for (name, value) in fields {
        Reflect::set(&detail, &(*name).into(), value)?;
    }
    for (name, text) in json {
        Reflect::set(&detail, &(*name).into(), &JSON::parse(text)?)?;
    }
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_cancelable(true);
    options.set_detail(&detail);
    let event = CustomEvent::new_with_event_init_dict(event, &options)?;
    Ok(!host.dispatch_event(event.unchecked_ref())?)
}
