//! Files that a person chooses and files that are handed to them. Nothing is uploaded.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, DragEvent, Event, File, FileList, HtmlAnchorElement, HtmlInputElement,
    TextDecoder, TextDecoderOptions, Url,
};

/// What is in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text, in UTF-8.
    Text(String),
    /// Bytes of a format that is no text.
    Bytes(Vec<u8>),
}

impl Content {
    /// As a host is given it: `text`, or `bytes` (a `Uint8Array`).
    #[must_use]
    pub fn field(&self) -> (&'static str, JsValue) {
        match self {
            Self::Text(text) => ("text", text.as_str().into()),
            Self::Bytes(bytes) => ("bytes", Uint8Array::from(bytes.as_slice()).into()),
        }
    }
}

/// Hands a file to the browser as a download. `false` where the browser does not take it.
#[must_use]
pub fn save(name: &str, media_type: &str, content: &Content) -> bool {
    try_save(name, media_type, content).is_ok()
}

fn try_save(name: &str, media_type: &str, content: &Content) -> Result<(), JsValue> {
    let (_, part) = content.field();
    let parts = js_sys::Array::of1(&part);
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    // A sequence of any parts: texts and bytes alike.
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The address is not revoked: browsers fetch it after this call, and the page is short-lived.
    Ok(())
}

/// A file that was chosen or dropped, read whole.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its name, without a folder.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, NotRead>,
    /// Its bytes, where it could be read.
    pub bytes: Option<Uint8Array>,
}

/// Why a chosen file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// Larger than the limit; it was not read.
    TooLarge,
    /// The browser cannot read it: moved, locked, not text.
    Failed,
}

/// The files chosen in a file input, which is emptied, so that the same file can be chosen again.
#[must_use]
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = all_of(input.files());
    input.set_value("");
    files
}

fn all_of(files: Option<FileList>) -> Vec<File> {
    let files = files.as_ref();
    (0..files.map_or(0, FileList::length)).filter_map(|at| files?.get(at)).collect()
}

/// What tells of files that are dragged here.
pub const DRAGGING: &[&str] = &["dragover", "drop"];

/// The files that such an event drops, which the browser would show in place of the page. What is
/// dragged that is no file is left to the browser.
#[must_use]
pub fn dropped(event: &Event) -> Vec<File> {
    let carried = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
    let Some(carried) = carried.filter(|one| one.types().includes(&"Files".into(), 0)) else {
        return Vec::new();
    };
    event.prevent_default();
    if event.type_() != "drop" {
        return Vec::new();
    }
    all_of(carried.files())
}

/// Reads a file whole, unless it has more than so many bytes.
pub async fn read(file: File, limit: usize) -> Chosen {
    let name = file.name();
    if file.size() > limit as f64 {
        return Chosen { name, text: Err(NotRead::TooLarge), bytes: None };
    }
    let bytes = JsFuture::from(file.array_buffer()).await.ok();
    let bytes = bytes.map(|bytes| Uint8Array::new(&bytes));
    let text = bytes.as_ref().and_then(|bytes| decode(bytes).ok());
    Chosen { name, text: text.ok_or(NotRead::Failed), bytes }
}

/// The text of bytes: by their mark UTF-16, else UTF-8, and what is none GB18030, in which many programs
/// of offices still save.
fn decode(bytes: &Uint8Array) -> Result<String, JsValue> {
    let label = match (bytes.get_index(0), bytes.get_index(1)) {
        (0xff, 0xfe) => "utf-16le",
        (0xfe, 0xff) => "utf-16be",
        _ => {
            let strict = TextDecoderOptions::new();
            strict.set_fatal(true);
            let utf8 = TextDecoder::new_with_label_and_options("utf-8", &strict)?;
            if let Ok(text) = utf8.decode_with_buffer_source(bytes) {
                return Ok(text);
            }
            "gb18030"
        }
    };
    TextDecoder::new_with_label(label)?.decode_with_buffer_source(bytes)
}
