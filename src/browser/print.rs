//! Prints a page of its own from a hidden frame, so that the host's page is never printed.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlIFrameElement;

/// Opens the print window for a page given as HTML. `false` where the browser makes no frame.
#[must_use]
pub fn print(page: &str) -> bool {
    try_print(page).is_ok()
}

fn try_print(page: &str) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    if let Some(last) = document.get_element_by_id(FRAME) {
        last.remove();
    }
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
                // The frame stays until the next print: some browsers print after this call returns.
                _ = window.print();
            }
        })
    };
    frame.set_onload(Some(loaded.unchecked_ref()));
    body.append_child(&frame)?;
    Ok(())
}

const FRAME: &str = "disclosure-report-print";
