//! What the app asks of its surroundings; the only file of it that names the browser.

pub(super) use crate::browser::clipboard;
pub(super) use crate::browser::clock::{fresh_id, last_year, now};
pub(super) use crate::browser::files::{NotRead, chosen, save as save_file};
pub(super) use crate::browser::page::{
    Listening, ask_before_leaving, blur, call_off, focus_within, fragment, go, later, listen_to,
    on_fragment, on_leaving, on_storage, replace, set_title,
};
pub(super) use crate::browser::print::print;

use crate::browser::local_drafts::LocalDrafts;
use crate::core::draft::{Drafts, MemoryStore, TextStore};
use leptos::prelude::*;
use std::rc::Rc;

/// Calls back with every one of these events on the page, until the owner of the call is gone.
pub(super) fn while_here(
    events: &'static [&'static str],
    call: impl Fn(leptos::web_sys::Event) + 'static,
) {
    stop_with_owner(StoredValue::new_local(listen_to(None, events, Box::new(call))));
}

/// Calls listeners off when their owner is gone.
pub(super) fn stop_with_owner(listening: StoredValue<Option<Listening>, LocalStorage>) {
    on_cleanup(move || {
        if let Some(listening) = listening.try_update_value(Option::take).flatten() {
            listening.stop();
        }
    });
}

/// Where drafts are kept.
#[derive(Clone, Copy)]
pub struct Services {
    store: StoredValue<Rc<dyn TextStore>, LocalStorage>,
    kept: bool,
}

impl Services {
    /// The browser's local storage; memory where the browser does not allow it.
    #[must_use]
    pub fn of_browser() -> Self {
        match LocalDrafts::open() {
            Ok(store) => Self { store: StoredValue::new_local(Rc::new(store)), kept: true },
            Err(_) => Self::in_memory(),
        }
    }

    /// Memory: drafts last as long as the page.
    #[must_use]
    pub fn in_memory() -> Self {
        let store: Rc<dyn TextStore> = Rc::new(MemoryStore::default());
        Self { store: StoredValue::new_local(store), kept: false }
    }

    /// Any store, taken to last.
    #[must_use]
    pub fn with_store(store: Rc<dyn TextStore>) -> Self {
        Self { store: StoredValue::new_local(store), kept: true }
    }

    /// Whether drafts outlive the page.
    #[must_use]
    pub fn keeps_drafts(self) -> bool {
        self.kept
    }

    /// Does something with the drafts.
    pub fn with_drafts<T>(self, call: impl FnOnce(Drafts<'_>) -> T) -> T {
        self.store.with_value(|store| call(Drafts::new(store.as_ref())))
    }
}
