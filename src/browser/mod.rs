//! The browser: storage, files, printing, the clock, the page's address.
//!
//! The only code that names web-sys, js-sys and wasm-bindgen. Knows no rule of the form and has no
//! wording: what may fail says so by value, and the app words it.

#![allow(clippy::disallowed_methods, reason = "this is the place the lint points to")]

pub mod clipboard;
pub mod clock;
pub mod crash;
pub mod element;
pub mod files;
pub mod frame;
pub mod journal;
pub mod local_drafts;
pub mod office;
pub mod offline;
pub mod page;
pub mod persistence;
pub mod preview;
pub mod print;
pub mod program;
pub mod windows;
