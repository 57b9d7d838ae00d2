//! The page of a host around the program's own page, where that is in a frame: what both say to each
//! other by `postMessage`. Knows no reports.
//!
//! The program says `ready` to whoever is around, with nothing in it. A host that answers `hello` is told
//! how high the page is and, where it takes files, given those that a person takes out; only the window
//! around is heard, and it alone is told, under the origin it spoke from.

use super::files::Content;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MessageEvent, Window};

/// What all messages begin with.
const PREFIX: &str = "disclosure-report/";

struct Host {
    origin: String,
    takes_files: bool,
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// The window around, where there is one.
fn around() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok().flatten()?;
    (!Object::is(&parent, &window)).then_some(parent)
}

/// Says to the window around that the program is there.
pub fn announce() {
    if let Some(around) = around() {
        _ = around.post_message(&message("ready", &[]), "*");
    }
}

/// Hears what is said. `true` where the window around introduced itself.
#[must_use]
pub fn hear(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<MessageEvent>() else { return false };
    let from = event.source().map(JsValue::from);
    let of_host =
        around().is_some_and(|around| from.is_some_and(|from| Object::is(&around, &from)));
    let data = event.data();
    let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
    let hello = data.is_object() && field("type").as_string() == Some(format!("{PREFIX}hello"));
    // A page without an origin cannot be told from any other.
    let origin = event.origin();
    if !of_host || !hello || origin == "null" {
        return false;
    }
    let takes_files = field("takesFiles").is_truthy();
    HOST.with_borrow_mut(|host| *host = Some(Host { origin, takes_files }));
    true
}

/// Whether a host makes the frame as high as it is told.
#[must_use]
pub fn grows() -> bool {
    HOST.with_borrow(Option::is_some)
}

/// Tells the host how high an element is, in CSS pixels.
pub fn tell_height(element: &Element) {
    tell("height", &[("height", element.get_bounding_client_rect().height().ceil().into())]);
}

/// Tells the host that the page is to be seen from its top.
pub fn tell_top() {
    tell("top", &[]);
}

/// Gives a file to the host; its origin where it takes files.
#[must_use]
pub fn give(name: &str, media_type: &str, content: &Content) -> Option<String> {
    let origin = HOST.with_borrow(|host| {
        host.as_ref().filter(|host| host.takes_files).map(|host| host.origin.clone())
    })?;
    let fields = [("name", name.into()), ("mediaType", media_type.into()), content.field()];
    tell("file", &fields).then_some(origin)
}

/// Whether a page in a frame may hand files to the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Downloads {
    /// It may, or it is in no frame.
    Allowed,
    /// Nothing tells.
    Unknown,
    /// The frame forbids it.
    Forbidden,
}

/// Whether this page may hand files to the browser.
#[must_use]
pub fn downloads() -> Downloads {
    if around().is_none() {
        return Downloads::Allowed;
    }
    // A frame of another origin is not seen.
    let frame = web_sys::window().and_then(|window| window.frame_element().ok().flatten());
    match frame.map(|frame| frame.get_attribute("sandbox")) {
        None => Downloads::Unknown,
        Some(Some(flags)) if !flags.split_whitespace().any(|one| one == "allow-downloads") => {
            Downloads::Forbidden
        }
        Some(_) => Downloads::Allowed,
    }
}

fn tell(what: &str, fields: &[(&str, JsValue)]) -> bool {
    let origin = HOST.with_borrow(|host| host.as_ref().map(|host| host.origin.clone()));
    let (Some(origin), Some(around)) = (origin, around()) else { return false };
    around.post_message(&message(what, fields), &origin).is_ok()
}

fn message(what: &str, fields: &[(&str, JsValue)]) -> JsValue {
    let message = Object::new();
    _ = Reflect::set(&message, &"type".into(), &format!("{PREFIX}{what}").into());
    for (name, value) in fields {
        _ = Reflect::set(&message, &(*name).into(), value);
    }
    message.into()
}
