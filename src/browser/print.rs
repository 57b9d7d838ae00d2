//! Prints a page of its own from a hidden frame, so that the host's page is never printed.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlIFrameElement, Window};

/// Opens the print window for a page given as HTML without its styles, and the styles. `false` where
/// the browser makes no frame.
#[must_use]
pub fn print(page: &str, style: &'static str) -> bool {
    try_print(page, style).is_ok()
}

/// Removes what the last print left.
pub fn clear() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(last) = document.and_then(|document| document.get_element_by_id(FRAME)) {
        last.remove();
    }
}

fn try_print(page: &str, style: &'static str) -> Result<(), JsValue> {
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
            if let Some(window) = frame.content_window() {
                if put_style(&window, style).is_err() {
                    // Before Chromium 73 and Firefox 101 a style element has to do.
                    _ = frame.content_document().and_then(|document| add_style(&document, style));
                }
                // The frame stays until the next print: some browsers print after this call returns.
                _ = window.print();
            }
        })
    };
    frame.set_onload(Some(loaded.unchecked_ref()));
    body.append_child(&frame)?;
    Ok(())
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
