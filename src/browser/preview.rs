//! A page shown inside the program, in a frame in which nothing runs.

use super::print::dress;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, HtmlIFrameElement};

/// Attribute that stands for `style` in a page that is shown: a strict content policy, which the frame
/// takes over, refuses styles in tags but not the same put there by script.
pub const STYLE: &str = "data-style";

/// Shows a page given as HTML without styles in a frame, with its styles, as high as what is in it.
pub fn show(frame: &HtmlIFrameElement, page: &str, style: &'static str) {
    let shown = frame.clone();
    // Some browsers load an empty page first.
    let loaded = Closure::<dyn FnMut()>::new(move || {
        dress(&shown, style);
        let Some(document) = shown.content_document() else { return };
        if let Ok(styled) = document.query_selector_all(&format!("[{STYLE}]")) {
            for at in 0..styled.length() {
                // Elements of another page are none of this page's kind.
                let Some(one) = styled.get(at).map(JsCast::unchecked_into::<Element>) else {
                    continue;
                };
                let style = one.get_attribute(STYLE).unwrap_or_default();
                one.unchecked_ref::<HtmlElement>().style().set_css_text(&style);
            }
        }
        let height = document.document_element().map_or(0, |page| page.scroll_height());
        _ = shown.style().set_property("height", &format!("{height}px"));
    });
    frame.set_onload(Some(loaded.into_js_value().unchecked_ref()));
    frame.set_srcdoc(page);
}
