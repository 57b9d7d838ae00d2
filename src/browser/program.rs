//! The program's own files, for whoever wants to know what runs here. All of them lie beside the page or
//! beside the element's script; nothing else is asked for.

use js_sys::{ArrayBuffer, Function, Reflect, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Addresses of the program's files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The WebAssembly.
    pub wasm: String,
    /// The licences of what is inside.
    pub licences: String,
    /// The script of the writers of Word and Excel files.
    pub office: String,
    /// Their WebAssembly.
    pub office_wasm: String,
    /// Loads a script as a module, as the program itself was.
    pub load: Option<Function>,
}

thread_local! {
    static FILES: RefCell<Files> = RefCell::default();
}

/// From here on these are the program's files.
pub fn is_made_of(files: Files) {
    FILES.set(files);
}

/// The files that the program's own page names; `None` where the page is a host's.
#[must_use]
pub fn of_page() -> Option<Files> {
    let document = web_sys::window()?.document()?;
    let script = document.query_selector("script[data-glue]").ok()??;
    let of = |name| script.get_attribute(name).unwrap_or_default();
    Some(Files {
        wasm: of("data-wasm"),
        licences: of("data-licences"),
        office: of("data-office"),
        office_wasm: of("data-office-wasm"),
        load: Reflect::get(&script, &"load".into()).ok().and_then(|load| load.dyn_into().ok()),
    })
}

/// The program's files.
#[must_use]
pub fn files() -> Files {
    FILES.with_borrow(Clone::clone)
}

/// The name of the WebAssembly file, without a folder; empty where it has none.
#[must_use]
pub fn wasm_name() -> String {
    let address = FILES.with_borrow(|files| files.wasm.clone());
    let named = !address.starts_with("data:");
    address.rsplit('/').next().filter(|_| named).unwrap_or_default().to_owned()
}

/// The WebAssembly that runs, byte for byte as it was loaded.
pub async fn wasm() -> Option<Vec<u8>> {
    let answer = ask(&FILES.with_borrow(|files| files.wasm.clone())).await?;
    let bytes: ArrayBuffer =
        JsFuture::from(answer.array_buffer().ok()?).await.ok()?.dyn_into().ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// The licences of what is inside.
pub async fn licences() -> Option<String> {
    let answer = ask(&FILES.with_borrow(|files| files.licences.clone())).await?;
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// The content policy of this page: of its own, where it is written into it, else what the server sent.
pub async fn policy() -> Option<String> {
    let window = web_sys::window()?;
    let written = window.document()?.query_selector("meta[http-equiv='Content-Security-Policy']");
    if let Ok(Some(written)) = written {
        return written.get_attribute("content");
    }
    let answer = ask(&window.location().href().ok()?).await?;
    let sent = answer.headers().get("content-security-policy").ok().flatten();
    sent.filter(|policy| !policy.trim().is_empty())
}

async fn ask(address: &str) -> Option<Response> {
    let answer: JsValue = JsFuture::from(web_sys::window()?.fetch_with_str(address)).await.ok()?;
    answer.dyn_into::<Response>().ok().filter(Response::ok)
}
