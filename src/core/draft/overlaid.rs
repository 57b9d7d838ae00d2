//! A store with texts laid over it that it has no room for yet.
//!
//! After a browser was killed, the journal may hold a newer text than a store that is full. That
//! text must be what is opened and saved onward, although it cannot be stored. Knows no drafts.

use super::store::{StoreError, TextStore};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A store, and what lies over it until it fits.
#[derive(Debug)]
pub struct Overlaid<S> {
    under: S,
    over: RefCell<BTreeMap<String, Laid>>,
}

#[derive(Debug)]
struct Laid {
    text: String,
    /// What was under it: if that changes, another window wrote it and it counts.
    under: Option<String>,
}

impl<S: TextStore> Overlaid<S> {
    /// A store with nothing over it.
    pub fn new(under: S) -> Self {
        Self { under, over: RefCell::default() }
    }

    /// Lays a text over a key until something is written or removed there.
    pub fn lay(&self, key: &str, text: &str) {
        let under = self.under.read(key).ok().flatten();
        self.over.borrow_mut().insert(key.into(), Laid { text: text.into(), under });
    }
}

impl<S: TextStore> TextStore for Overlaid<S> {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let mut keys = self.under.keys()?;
        let over = self.over.borrow();
        let more: Vec<String> = over.keys().filter(|key| !keys.contains(key)).cloned().collect();
        keys.extend(more);
        Ok(keys)
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        let under = self.under.read(key)?;
        Ok(match self.over.borrow().get(key) {
            Some(laid) if laid.under == under => Some(laid.text.clone()),
            _ => under,
        })
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.under.write(key, text)?;
        self.over.borrow_mut().remove(key);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.under.remove(key)?;
        self.over.borrow_mut().remove(key);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::draft::MemoryStore;

    #[test]
    fn what_lies_over_a_key_is_read_until_it_is_written() {
        let store = Overlaid::new(MemoryStore::default());
        store.write("a", "old").unwrap();
        store.lay("a", "new");
        store.lay("b", "only here");
        assert_eq!(store.read("a").unwrap().unwrap(), "new");
        assert_eq!(store.keys().unwrap(), ["a", "b"]);
        store.write("a", "newer").unwrap();
        assert_eq!(store.read("a").unwrap().unwrap(), "newer");
        store.remove("b").unwrap();
        assert_eq!(store.read("b").unwrap(), None);
    }

    #[test]
    fn what_another_window_writes_counts() {
        let store = Overlaid::new(MemoryStore::default());
        store.under.write("a", "old").unwrap();
        store.lay("a", "new");
        store.under.write("a", "theirs").unwrap();
        assert_eq!(store.read("a").unwrap().unwrap(), "theirs");
    }
}
