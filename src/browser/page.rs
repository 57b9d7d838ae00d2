//! The page itself: its address, title, focus, and when it is about to go.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, FocusOptions, HtmlElement, ResizeObserver,
    ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// What follows `#` in the address.
#[must_use]
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to another fragment; a step in the browser's history.
pub fn go(fragment: &str) {
    if let Some(window) = window() {
        _ = window.location().set_hash(fragment);
    }
}

/// Goes to another fragment without a step in the browser's history.
pub fn replace(fragment: &str) {
    if let Some(window) = window() {
        _ = window.location().replace(&format!("#{fragment}"));
    }
}

/// A parameter of the page's address: of `?lang=en`, `lang` is `en`.
#[must_use]
pub fn parameter(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    let pairs = search.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).next()
}

/// Sets title and language of the page.
pub fn set_title(title: &str, language: &str) {
    if let Some(document) = document() {
        document.set_title(title);
        if let Some(root) = document.document_element() {
            _ = root.set_attribute("lang", language);
        }
    }
}

/// What happens to a page that may be gone soon: hidden, left, or losing focus.
pub const LEAVING: &[&str] = &["pagehide", "blur", "freeze", "visibilitychange"];

/// Has the browser ask before the page is left; an answer to `beforeunload`.
pub fn ask_before_leaving(event: &Event) {
    event.prevent_default();
    // Older Chromium asks only if this is set too.
    _ = js_sys::Reflect::set(event, &"returnValue".into(), &JsValue::from_str(" "));
}

/// Calls back when the page is shown again after it was hidden. For the life of the page.
pub fn on_shown(call: impl Fn() + 'static) {
    let Some(document) = document() else { return };
    let own = document.clone();
    listen(&document, "visibilitychange", move |_| {
        if !own.hidden() {
            call();
        }
    });
}

/// Removes an element of the page that is no longer needed.
pub fn remove(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.remove();
    }
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        _ = window.location().reload();
    }
}

/// Puts the focus on the first element within `root` that a selector finds. `false` if none does.
pub fn focus_within(root: &HtmlElement, selector: &str) -> bool {
    find_within(root, selector).is_some_and(|element| element.focus().is_ok())
}

/// The main region that an element lies in.
#[must_use]
pub fn page_around(element: &HtmlElement) -> Option<HtmlElement> {
    element.closest("main").ok()??.dyn_into().ok()
}

fn find_within(root: &HtmlElement, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

/// Lets the boxes within an element be typed into, or only read.
pub fn set_read_only(root: &Element, read_only: bool) {
    let Ok(boxes) = root.query_selector_all("input, textarea") else { return };
    for at in 0..boxes.length() {
        if let Some(element) = boxes.item(at).and_then(|one| one.dyn_into::<Element>().ok()) {
            _ = element.toggle_attribute_with_force("readonly", read_only);
        }
    }
}

/// Puts the focus on the first element that a selector finds, and shows `root` from its top.
pub fn show_from_the_top(root: &HtmlElement, selector: &str) {
    if let Some(element) = find_within(root, selector) {
        // WebKit brings what has the focus into sight some frames later, which would hide the bar.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = element.focus_with_options(&options);
    }
    root.scroll_into_view();
    super::frame::tell_top();
}

/// Scrolls as little as it takes until an element is seen.
pub fn bring_into_view(element: &HtmlElement) {
    let least = ScrollIntoViewOptions::new();
    least.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&least);
}

/// The fragment that a click on a link leads to, where it is one that begins with `/`.
#[must_use]
pub fn fragment_of_link(click: &Event) -> Option<String> {
    let target = click.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href^='#/']").ok()??.get_attribute("href")?;
    link.strip_prefix('#').map(str::to_owned)
}

/// Width and height of the window, in CSS pixels.
#[must_use]
pub fn size() -> (u32, u32) {
    let pixels = |found: Result<JsValue, JsValue>| {
        found.ok().and_then(|found| found.as_f64()).unwrap_or_default() as u32
    };
    window().map_or((0, 0), |window| (pixels(window.inner_width()), pixels(window.inner_height())))
}

/// Looks at the width of an element until it is dropped.
#[derive(Debug)]
pub struct Watching {
    observer: ResizeObserver,
    _call: Closure<dyn Fn()>,
}

impl Watching {
    /// Calls back whenever the size of the element changed, and once at first.
    pub fn size_of(element: &Element, call: impl Fn() + 'static) -> Option<Self> {
        let call = Closure::<dyn Fn()>::new(call);
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _call: call })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Whether nothing has the focus: what had it went, or was disabled.
#[must_use]
pub fn focus_is_lost() -> bool {
    let Some(document) = document() else { return true };
    let body = document.body().map(Element::from);
    document.active_element().is_none_or(|active| Some(active) == body)
}

/// Takes the focus from whatever has it, inside an element of a host's page too.
pub fn blur() {
    let mut active = document().and_then(|document| document.active_element());
    while let Some(inner) = active.as_ref().and_then(|one| one.shadow_root()?.active_element()) {
        active = Some(inner);
    }
    if let Some(element) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        _ = element.blur();
    }
}

/// Runs something that waits for the browser.
pub fn run(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Calls back after so many milliseconds and returns how to call it off.
pub fn later(milliseconds: i32, call: impl FnOnce() + 'static) -> Option<i32> {
    let call = Closure::once_into_js(call);
    window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), milliseconds)
        .ok()
}

/// Waits so many milliseconds.
pub async fn pause(milliseconds: i32) {
    let passed = js_sys::Promise::new(&mut |done, _| {
        later(milliseconds, move || _ = done.call0(&JsValue::NULL));
    });
    _ = wasm_bindgen_futures::JsFuture::from(passed).await;
}

/// Calls off what [`later`] returned.
pub fn call_off(timer: i32) {
    if let Some(window) = window() {
        window.clear_timeout_with_handle(timer);
    }
}

/// Listeners that last until they are called off.
#[derive(Debug)]
pub struct Listening {
    target: EventTarget,
    call: Closure<dyn Fn(Event)>,
    events: &'static [&'static str],
}

/// Calls back with every one of these events that happens on an element or within it; on the whole
/// page where no element is given.
pub fn listen_to(
    element: Option<&HtmlElement>,
    events: &'static [&'static str],
    call: Box<dyn Fn(Event)>,
) -> Option<Listening> {
    let target: EventTarget = match element {
        Some(element) => element.clone().into(),
        None => window()?.into(),
    };
    let call = Closure::wrap(call);
    for event in events {
        _ = target.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    }
    Some(Listening { target, call, events })
}

impl Listening {
    /// Calls them off.
    pub fn stop(self) {
        for event in self.events {
            let call = self.call.as_ref().unchecked_ref();
            _ = self.target.remove_event_listener_with_callback(event, call);
        }
    }
}

pub(super) fn listen(target: &EventTarget, event: &str, call: impl Fn(Event) + 'static) {
    let call = Closure::<dyn Fn(Event)>::new(call);
    _ = target.add_event_listener_with_callback(event, call.as_ref().unchecked_ref());
    call.forget();
}
