//! Components and the browser's own storage, in a real browser: `cargo test --target
//! wasm32-unknown-unknown --test web`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::disallowed_methods, reason = "a test stands outside the app")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod components;
mod local_drafts;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
