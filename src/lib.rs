//! 公开年报: the statutory annual report on government information disclosure
//! (政府信息公开工作年度报告), filled in, added up, checked and published in the browser.
//!
//! A **format** is a data file: parts, tables, rows, columns, relations, with ids that never
//! change. A **report** is what a person typed into one format. [`core::compute`] turns a report
//! into **figures**; [`core::check`] turns figures into **findings**; [`core::export`] prints them;
//! [`core::draft`] keeps them. [`core::grid`] moves in the tables, [`core::history`] takes changes
//! back, [`core::suspects`] guesses at the cell behind a difference, [`core::import`] reads what is
//! opened or pasted, [`core::last_year`] holds the report of the year before beside it, over a
//! [`core::crosswalk`] where that is on another form. All of that is plain functions over values. `app` shows it,
//! `browser` keeps it. That is the whole program.
//!
//! # Map
//!
//! - [`core`]: values in, values out. No clock, random, storage, floats, Leptos or browser.
//! - [`office`]: writers and readers of files that take libraries. Plain functions over [`core`], loaded
//!   when they are first used.
//! - `app`: Leptos views. Holds signals, decides nothing. Names `browser` in one file,
//!   `app/services.rs`.
//! - `browser`: the only code that names web-sys, js-sys and wasm-bindgen. Knows no rule of the
//!   form and no wording.
//!
//! There are two binaries. The program has two entries: `main.rs` for a page of its own, `element.rs` for
//! `<disclosure-report>` in a page of somebody else's. `worker.rs` is that of [`office`].
//!
//! # Who may name whom
//!
//! The entries → `app`, `browser` → `core`; `app` → `core`; `app/services.rs` → `browser`;
//! `worker.rs` → `office` → `core`. `core` names nothing of ours. Inside it: `format` ← `report` ← `compute` ← `last_year` ← `check` ← `suspects`,
//! `import`, `export`, `draft`; `format` ← `grid` ← `import`; `report` ← `history`; `text` may be
//! named by `export` and by `app`. `cargo test --no-default-features` builds `core` alone, and
//! `tests/suite/tidy.rs` reads the `use` lines.
//!
//! # What holds, always
//!
//! - Cell ids (`table.row.column`), narrative ids, draft keys and the published JSON are added to,
//!   never renamed, reused or removed.
//! - No cell id occurs in Rust code outside tests: a rule about a cell is a line of the format.
//! - Blank is not zero, and what was typed is kept as typed.
//! - Stored text is replaced only by a draft that was opened from it; nothing stored is ever
//!   replaced by a default.
//! - A draft is said to be saved when it is on the disk: the journal says so, local storage cannot.
//! - No request leaves the page's own origin.

#[cfg(feature = "web")]
pub mod app;
#[cfg(feature = "web")]
pub mod browser;
pub mod core;
#[cfg(feature = "office")]
pub mod office;
