//! Whether the browser promises to keep what is stored, until a person clears it.

use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Asks for the promise. The browser decides, or asks the person.
pub async fn ask() {
    if let Some(asked) = storage().and_then(|storage| storage.persist().ok()) {
        // The answer is looked up where it is shown.
        _ = JsFuture::from(asked).await;
    }
}

/// Whether it was promised; `None` where the browser does not say, as on plain http.
pub async fn is_promised() -> Option<bool> {
    JsFuture::from(storage()?.persisted().ok()?).await.ok()?.as_bool()
}

fn storage() -> Option<StorageManager> {
    let storage = web_sys::window()?.navigator().storage();
    // Where there is none, the browser has `undefined` in its place.
    (!storage.is_undefined()).then_some(storage)
}
