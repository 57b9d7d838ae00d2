//! A panic becomes a screen that can be read and still offers the drafts as files.
//!
//! After a panic nothing of the program can be trusted, so this builds plain elements and reads
//! local storage as text.

use super::files;
use std::cell::RefCell;
use std::panic;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, HtmlElement};

/// The words of the screen: the app has them, this module does not.
#[derive(Clone, Debug)]
pub struct Words {
    /// Heading.
    pub heading: String,
    /// What happened and what to do.
    pub text: String,
    /// Button: save this draft as a file.
    pub save: String,
    /// Button: load the page again.
    pub reload: String,
}

thread_local! {
    /// The elements of a host's page that hold the program.
    static PLACES: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// The screen is shown in this element, and no longer in place of the whole page.
pub fn may_show_in(place: &HtmlElement) {
    PLACES.with_borrow_mut(|places| places.push(place.clone()));
}

/// The element is no longer the program's. Returns how many there still are.
pub fn may_not_show_in(place: &HtmlElement) -> usize {
    PLACES.with_borrow_mut(|places| {
        places.retain(|one| one != place);
        places.len()
    })
}

/// Shows the screen when the program panics, and logs the reason.
pub fn show_on_panic(words: Words, is_draft: fn(&str) -> bool) {
    panic::set_hook(Box::new(move |reason| {
        console_error_panic_hook::hook(reason);
        let places = PLACES.try_with(|places| places.try_borrow().map(|all| all.clone()));
        let mut places = places.ok().and_then(Result::ok).unwrap_or_default();
        let document = web_sys::window().and_then(|window| window.document());
        // Of a host's page nothing is replaced.
        if places.is_empty() && super::program::of_page().is_some() {
            places.extend(document.and_then(|document| document.body()));
        }
        for place in places {
            _ = show(&place, &words, is_draft);
        }
    }));
}

fn show(place: &HtmlElement, words: &Words, is_draft: fn(&str) -> bool) -> Option<()> {
    let window = web_sys::window()?;
    let document = window.document()?;
    place.set_text_content(None);
    place.set_class_name("disclosure-report");
    let page = element(&document, "main", None)?;
    page.set_class_name("page crash");
    page.set_attribute("role", "alert").ok()?;
    page.append_child(element(&document, "h1", Some(&words.heading))?.as_ref()).ok()?;
    page.append_child(element(&document, "p", Some(&words.text))?.as_ref()).ok()?;
    let reload = button(&document, &words.reload, super::page::reload)?;
    page.append_child(reload.as_ref()).ok()?;
    if let Ok(Some(storage)) = window.local_storage() {
        for at in 0..storage.length().unwrap_or(0) {
            let Some(key) = storage.key(at).ok().flatten().filter(|key| is_draft(key)) else {
                continue;
            };
            let Some(text) = storage.get_item(&key).ok().flatten() else { continue };
            let text = files::Content::Text(text);
            let name = format!("{}.json", key.replace('/', "-"));
            let label = format!("{} {}", words.save, key.rsplit('/').next().unwrap_or(&key));
            let save = button(&document, &label, move || {
                _ = files::save(&name, "application/json", &text);
            })?;
            page.append_child(save.as_ref()).ok()?;
        }
    }
    place.append_child(page.as_ref()).ok()?;
    Some(())
}

fn element(document: &Document, name: &str, text: Option<&str>) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(text);
    Some(element)
}

fn button(document: &Document, label: &str, call: impl Fn() + 'static) -> Option<Element> {
    let button = element(document, "button", Some(label))?;
    button.set_class_name("button");
    button.set_attribute("type", "button").ok()?;
    let call = Closure::<dyn Fn()>::new(call);
    button.add_event_listener_with_callback("click", call.as_ref().unchecked_ref()).ok()?;
    call.forget();
    Some(button)
}
