//! What lies on the clipboard when a person copies or pastes. Never read without such an act.

use crate::core::import::sheet::{LIMIT_CELLS, Merged};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DomParser, Element, NodeList, SupportedType};

/// Puts a text and a piece of HTML on the clipboard instead of what the browser would put there.
pub fn write(event: &ClipboardEvent, text: &str, html: &str) {
    if let Some(data) = event.clipboard_data() {
        _ = data.set_data("text/plain", text);
        _ = data.set_data("text/html", html);
        event.prevent_default();
    }
}

/// The text on the clipboard; empty where there is none.
#[must_use]
pub fn text(event: &ClipboardEvent) -> String {
    event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}

/// The rows of the tables on the clipboard; none where it holds no HTML with a table. The HTML is
/// parsed apart from the page: nothing in it is run, shown or fetched.
#[must_use]
pub fn table(event: &ClipboardEvent) -> Option<Vec<Vec<Merged>>> {
    let html =
        event.clipboard_data()?.get_data("text/html").ok().filter(|html| !html.is_empty())?;
    let document = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    let tables = elements(&document.query_selector_all("table").ok()?);
    // A table that holds another only lays it out.
    let innermost = tables.filter(|table| matches!(table.query_selector("table"), Ok(None)));
    let mut rows = Vec::new();
    let mut cells = 0;
    for table in innermost {
        for row in elements(&table.query_selector_all("tr").ok()?) {
            let own: Vec<Merged> =
                elements(&row.query_selector_all("td, th").ok()?).map(cell).collect();
            cells += own.len();
            rows.push(own);
            // One row too many is refused as too large by whoever takes the rows.
            if cells > LIMIT_CELLS {
                return Some(rows);
            }
        }
    }
    (!rows.is_empty()).then_some(rows)
}

fn cell(cell: Element) -> Merged {
    let span = |name| cell.get_attribute(name).and_then(|span| span.trim().parse().ok());
    let text = cell.text_content().unwrap_or_default();
    Merged {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        rows: span("rowspan").unwrap_or(1),
        columns: span("colspan").unwrap_or(1),
    }
}

fn elements(found: &NodeList) -> impl Iterator<Item = Element> + use<> {
    let all: Vec<_> = (0..found.length()).filter_map(|at| found.item(at)).collect();
    all.into_iter().filter_map(|node| node.dyn_into().ok())
}
