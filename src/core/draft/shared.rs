//! One store for several programs in one page: each hears when another one changed something, which
//! browsers tell other pages only. Knows no drafts.

use super::store::{StoreError, TextStore};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// A store as one of several programs has it.
pub struct Shared {
    under: Rc<dyn TextStore>,
    programs: Rc<RefCell<Programs>>,
    own: u32,
}

#[derive(Default)]
struct Programs {
    next: u32,
    calls: BTreeMap<u32, Rc<dyn Fn()>>,
}

impl Shared {
    /// A store that one program has so far.
    pub fn new(under: Rc<dyn TextStore>) -> Self {
        Self { under, programs: Rc::default(), own: 0 }
    }

    /// The same store for another program.
    #[must_use]
    pub fn another(&self) -> Self {
        let mut programs = self.programs.borrow_mut();
        programs.next += 1;
        let own = programs.next;
        Self { under: self.under.clone(), programs: self.programs.clone(), own }
    }

    /// Calls back whenever another program changed something, while this one is there.
    pub fn on_change(&self, call: impl Fn() + 'static) {
        self.programs.borrow_mut().calls.insert(self.own, Rc::new(call));
    }

    fn tell(&self) {
        let programs = self.programs.borrow();
        let others = programs.calls.iter().filter(|(one, _)| **one != self.own);
        let calls: Vec<Rc<dyn Fn()>> = others.map(|(_, call)| call.clone()).collect();
        // Whoever is called may come or go.
        drop(programs);
        calls.iter().for_each(|call| call());
    }
}

impl TextStore for Shared {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.under.keys()
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.under.read(key)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.under.write(key, text)?;
        self.tell();
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.under.remove(key)?;
        self.tell();
        Ok(())
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.programs.borrow_mut().calls.remove(&self.own);
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("own", &self.own).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::draft::MemoryStore;
    use std::cell::Cell;

    fn heard(by: &Shared) -> Rc<Cell<u32>> {
        let count = Rc::new(Cell::new(0));
        let counted = count.clone();
        by.on_change(move || counted.set(counted.get() + 1));
        count
    }

    #[test]
    fn each_hears_the_others_and_not_itself() {
        let first = Shared::new(Rc::new(MemoryStore::default()));
        let (second, third) = (first.another(), first.another());
        let counts = [heard(&first), heard(&second), heard(&third)];
        second.write("key", "text").unwrap();
        assert_eq!(first.read("key").unwrap().as_deref(), Some("text"));
        assert_eq!(counts.each_ref().map(|one| one.get()), [1, 0, 1]);
        drop(third);
        first.remove("key").unwrap();
        assert_eq!(counts.each_ref().map(|one| one.get()), [1, 1, 1]);
    }
}
