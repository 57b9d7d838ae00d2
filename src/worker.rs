//! The entry of the writers and readers that are loaded when they are first used: what `browser/office.js`
//! calls, in a thread of its own where it can.

#![allow(unreachable_pub, reason = "what `#[wasm_bindgen]` asks for")]

use disclosure_report::core::export::{Copy, Output};
use disclosure_report::core::import::published::wire::answer;
use disclosure_report::office;
use wasm_bindgen::JsError;
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Writes the output of this id of a report that is given as published JSON.
///
/// # Errors
/// Why it could not be written.
#[wasm_bindgen]
pub fn write(output: &str, published: &str, draft: bool) -> Result<Vec<u8>, JsError> {
    let (output, copy) = asked(output, draft)?;
    Ok(office::write(output, published, copy)?)
}

/// Writes what is shown of it.
///
/// # Errors
/// Why it could not be written.
#[wasm_bindgen]
pub fn preview(output: &str, published: &str, draft: bool) -> Result<String, JsError> {
    let (output, copy) = asked(output, draft)?;
    Ok(office::preview(output, published, copy)?)
}

/// Reads the bytes of a file as a published report; what became of it as `published::wire` writes it.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> String {
    answer(&office::read::read(bytes))
}

/// Reads what lies on a clipboard as a published report, in the same way.
#[wasm_bindgen]
pub fn read_clipboard(html: &str, text: &str) -> String {
    answer(&office::read::read_clipboard(html, text))
}

fn asked(output: &str, draft: bool) -> Result<(Output, Copy), JsError> {
    let known = Output::of_id(output).ok_or_else(|| JsError::new(output))?;
    Ok((known, if draft { Copy::Draft } else { Copy::Final }))
}
