//! Prints a page of its own from a hidden frame, so that the host's page is never printed.

use js_sys::{Array, Function, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlIFrameElement, Window};

/// How long the browser may take to begin printing, in milliseconds.
const BEGINS: i32 = 1_000;

/// Opens the print window for a page given as HTML without its styles, and the styles. Calls back where
/// the browser makes no frame for it or does not begin, as in a frame of a host that forbids it.
pub fn print(page: &str, style: &'static str, failed: impl Fn() + 'static) {
    let failed: Rc<dyn Fn()> = Rc::new(failed);
    if try_print(page, style, failed.clone()).is_err() {
        failed();
    }
}

/// Removes what the last print left.
pub fn clear() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(last) = document.and_then(|document| document.get_element_by_id(FRAME)) {
        last.remove();
    }
}

fn try_print(page: &str, style: &'static str, failed: Rc<dyn Fn()>) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    clear();
    let frame: HtmlIFrameElement = document.create_element("iframe")?.unchecked_into();
    frame.set_id(FRAME);
    frame.set_attribute("aria-hidden", "true")?;
    frame.set_attribute("tabindex", "-1")?;
    // Nothing in the page can run, whatever a report holds; printing is asked for from outside.
    frame.set_attribute("sandbox", "allow-same-origin allow-modals")?;
    frame.style().set_property("position", "fixed")?;
    frame.style().set_property("visibility", "hidden")?;
    frame.style().set_property("width", "210mm")?;
    frame.style().set_property("height", "0")?;
    frame.style().set_property("border", "0")?;
    frame.set_srcdoc(page);
    let loaded = {
        let frame = frame.clone();
        Closure::once_into_js(move || {
            // The frame stays until the next print: some browsers print after this call returns.
            let begun = Rc::new(Cell::new(false));
            if let Some(window) = frame.content_window() {
                _ = put_in_shape_and_print(&frame, &window, style, begun.clone());
            }
            super::page::later(BEGINS, move || {
                if !begun.get() {
                    failed();
                }
            });
        })
    };
    frame.set_onload(Some(loaded.unchecked_ref()));
    body.append_child(&frame)?;
    Ok(())
}

/// Gives the page in a frame its styles.
pub fn dress(frame: &HtmlIFrameElement, style: &str) {
    let put = frame.content_window().map(|window| put_style(&window, style));
    if !matches!(put, Some(Ok(()))) {
        // Before Chromium 73 and Firefox 101 a style element has to do.
        _ = frame.content_document().and_then(|document| add_style(&document, style));
    }
}

fn put_in_shape_and_print(
    frame: &HtmlIFrameElement,
    window: &Window,
    style: &str,
    begun: Rc<Cell<bool>>,
) -> Result<(), JsValue> {
    dress(frame, style);
    let begins = Closure::once_into_js(move || begun.set(true));
    // A frame without an origin is not let near its own frame.
    let listen = Reflect::get(window, &"addEventListener".into())?.dyn_into::<Function>()?;
    listen.call2(window, &"beforeprint".into(), &begins)?;
    window.print()
}

/// Gives the frame its styles as a sheet made by script: a strict content policy, which the frame
/// takes over from the page, refuses style elements but not these.
fn put_style(window: &Window, style: &str) -> Result<(), JsValue> {
    let constructor = Reflect::get(window, &"CSSStyleSheet".into())?.dyn_into::<Function>()?;
    let sheet = Reflect::construct(&constructor, &Array::new())?;
    let replace = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into::<Function>()?;
    replace.call1(&sheet, &style.into())?;
    let document = window.document().ok_or(JsValue::NULL)?;
    Reflect::set(&document, &"adoptedStyleSheets".into(), &Array::of1(&sheet))?;
    Ok(())
}

fn add_style(document: &Document, style: &str) -> Option<()> {
    let element = document.create_element("style").ok()?;
    element.set_text_content(Some(style));
    document.head()?.append_child(&element).ok()?;
    Some(())
}

const FRAME: &str = "disclosure-report-print";
