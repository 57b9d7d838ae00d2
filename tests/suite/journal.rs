//! The store and the journal together: whatever fails, and whenever the browser is killed, what was
//! reported as saved is there again.

use crate::drafts::{Failing, draft};
use crate::form;
use disclosure_report::core::draft::journal::{Settled, belongs_in_journal};
use disclosure_report::core::draft::store::key;
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{
    Draft, DraftId, Drafts, MemoryStore, Opened, Overlaid, StoreError, TextStore, open,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

fn texts(pairs: &[(&str, &str)]) -> BTreeMap<DraftId, String> {
    pairs.iter().map(|(id, text)| (DraftId::new(id), (*text).to_owned())).collect()
}

/// The stored text of a draft after so many saves.
fn saved(revision: u64) -> String {
    let mut one = draft("a");
    one.revision = revision;
    one.report.set_narrative("problems", format!("第{revision}次"));
    to_text(&form(), &one)
}

fn settle(stored: Option<&str>, journal: &[(&str, &str)]) -> (Settled, Option<String>) {
    let store = MemoryStore::default();
    let id = DraftId::new("a");
    if let Some(stored) = stored {
        store.write(&key(&id), stored).unwrap();
    }
    let settled = Drafts::new(&store).settle(&texts(journal));
    (settled, store.read(&key(&id)).unwrap())
}

#[test]
fn of_two_texts_of_a_draft_the_one_of_the_later_save_stands() {
    let (older, newer) = (saved(9), saved(10));
    let (settled, stands) = settle(Some(&older), &[("a", &newer)]);
    assert_eq!(stands.as_ref(), Some(&newer));
    assert_eq!(settled.set_aside, [(DraftId::new("a"), older.clone())]);
    let (settled, stands) = settle(Some(&newer), &[("a", &older)]);
    assert_eq!(stands.as_ref(), Some(&newer));
    assert_eq!(settled.to_journal, [(DraftId::new("a"), newer.clone())]);
    let (settled, stands) = settle(Some(&newer), &[("a", &newer)]);
    assert_eq!((settled, stands), (Settled::default(), Some(newer)));
}

#[test]
fn a_text_that_is_in_one_place_only_stands() {
    let text = saved(3);
    assert_eq!(settle(None, &[("a", &text)]).1.as_ref(), Some(&text));
    let (settled, stands) = settle(Some(&text), &[]);
    assert_eq!(stands.as_ref(), Some(&text));
    assert_eq!(settled.to_journal, [(DraftId::new("a"), text)]);
}

#[test]
fn a_text_that_cannot_be_opened_gives_way_to_one_that_can() {
    let text = saved(3);
    let torn = &text[..text.len() / 2];
    assert_eq!(settle(Some(torn), &[("a", &text)]).1.as_ref(), Some(&text));
    assert_eq!(settle(Some(&text), &[("a", torn)]).1.as_ref(), Some(&text));
    let (settled, stands) = settle(Some("{"), &[("a", torn)]);
    assert_eq!(stands.as_deref(), Some("{"), "of two damaged texts the stored one is left");
    assert_eq!(settled.set_aside, [(DraftId::new("a"), torn.to_owned())]);
}

#[test]
fn a_text_of_a_newer_version_is_not_overwritten_by_an_older_save() {
    let newer = saved(8).replace("\"schema\":2", "\"schema\":9");
    assert_eq!(settle(Some(&saved(7)), &[("a", &newer)]).1.as_ref(), Some(&newer));
    assert_eq!(settle(Some(&newer), &[("a", &saved(7))]).1.as_ref(), Some(&newer));
}

#[test]
fn a_newer_text_that_does_not_fit_waits_and_is_what_is_opened() {
    let store = Rc::new(Failing::default());
    let shown = Overlaid::new(Shared(store.clone()));
    let id = DraftId::new("a");
    store.write(&key(&id), &saved(1)).unwrap();
    store.full.set(true);
    let newer = saved(2);
    let settled = Drafts::new(&shown).settle(&texts(&[("a", &newer)]));
    assert_eq!(settled.waiting, [(id.clone(), newer.clone())]);
    shown.lay(&key(&id), &newer);
    let found = Drafts::new(&shown).find(&id).unwrap().unwrap();
    assert_eq!(found.text, newer);
    store.full.set(false);
    let mut next = draft("a");
    next.revision = 3;
    Drafts::new(&shown).save(&form(), &next, Some(&newer)).unwrap();
    assert_eq!(store.read(&key(&id)).unwrap(), Some(to_text(&form(), &next)));
}

/// A store that the test holds too.
struct Shared(Rc<Failing>);

impl TextStore for Shared {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.0.keys()
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.0.read(key)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.0.write(key, text)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.0.remove(key)
    }
}

/// What may happen to a draft that is open.
#[derive(Clone, Debug)]
enum Happening {
    /// Something is typed, and saved.
    Save,
    /// The store is full from now on, or has room again.
    Full(bool),
    /// The store may not be used from now on, or may again.
    Forbidden(bool),
    /// The store keeps half of what it is given from now on, or all again.
    Torn(bool),
    /// The journal fails from now on, or works again.
    JournalFails(bool),
    /// Another window saves the draft.
    Elsewhere,
    /// The browser is killed: the store falls back by so many writes, perhaps with half a text.
    Killed(usize, bool),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        8 => Just(Happening::Save),
        1 => any::<bool>().prop_map(Happening::Full),
        1 => any::<bool>().prop_map(Happening::Forbidden),
        1 => any::<bool>().prop_map(Happening::Torn),
        1 => any::<bool>().prop_map(Happening::JournalFails),
        1 => Just(Happening::Elsewhere),
        3 => (0usize..6, any::<bool>()).prop_map(|(writes, torn)| Happening::Killed(writes, torn)),
    ]
}

/// One browser with one draft.
struct Browser {
    store: Rc<Failing>,
    shown: Overlaid<Shared>,
    journal: BTreeMap<DraftId, String>,
    journal_fails: bool,
    /// Every text the store held, in order.
    held: Vec<Option<String>>,
    known: Option<String>,
    revision: u64,
    /// The save that was last reported as on the disk.
    reported: u64,
}

impl Browser {
    fn new() -> Self {
        let store = Rc::new(Failing::default());
        let shown = Overlaid::new(Shared(store.clone()));
        Self {
            store,
            shown,
            journal: BTreeMap::new(),
            journal_fails: false,
            held: vec![None],
            known: None,
            revision: 0,
            reported: 0,
        }
    }

    fn next(&mut self) -> Draft {
        self.revision += 1;
        let mut next = draft("a");
        next.revision = self.revision;
        next.report.set_narrative("problems", format!("第{}次", self.revision));
        next
    }

    fn save(&mut self) {
        let next = self.next();
        let saved = Drafts::new(&self.shown).save(&form(), &next, self.known.as_deref());
        self.write_ahead(&next, &saved);
        if let Ok(text) = saved {
            self.known = Some(text);
        }
        self.hold();
    }

    fn write_ahead(
        &mut self,
        next: &Draft,
        saved: &Result<String, disclosure_report::core::draft::SaveError>,
    ) {
        if belongs_in_journal(saved) && !self.journal_fails {
            self.journal.insert(next.id.clone(), to_text(&form(), next));
            if saved.is_ok() {
                self.reported = next.revision;
            }
        }
    }

    /// Another window saves what it knows, and this one follows it.
    fn elsewhere(&mut self) {
        let Ok(Some(there)) = Drafts::new(&self.shown).find(&DraftId::new("a")) else { return };
        self.known = Some(there.text);
        self.save();
    }

    fn hold(&mut self) {
        self.held.push(self.store.memory.read(&key(&DraftId::new("a"))).unwrap());
    }

    /// What the next start finds, with the store as it was so many writes ago.
    fn restart(&mut self, writes: usize, torn: bool) {
        let key = key(&DraftId::new("a"));
        let back = self.held.len().saturating_sub(writes + 1);
        let mut text = self.held[back].clone();
        if torn && let Some(text) = &mut text {
            let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            text.truncate(half);
        }
        match text {
            Some(text) => self.store.memory.write(&key, &text).unwrap(),
            None => self.store.memory.remove(&key).unwrap(),
        }
        self.store.forbidden.set(false);
        self.shown = Overlaid::new(Shared(self.store.clone()));
        let settled = Drafts::new(&self.shown).settle(&self.journal);
        for (id, text) in &settled.waiting {
            self.shown.lay(&disclosure_report::core::draft::store::key(id), text);
        }
        if !self.journal_fails {
            self.journal.extend(settled.to_journal);
        }
        let found = Drafts::new(&self.shown).find(&DraftId::new("a")).unwrap();
        self.known = found.map(|one| one.text);
        if let Some(Opened::Draft(draft)) = self.known.as_deref().map(open) {
            self.revision = draft.revision;
        }
        self.hold();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn what_was_reported_as_saved_can_be_read_after_any_kill(
        happenings in proptest::collection::vec(happening(), 1..40),
    ) {
        let mut browser = Browser::new();
        for happening in happenings.into_iter().chain([Happening::Killed(5, true)]) {
            match happening {
                Happening::Save => browser.save(),
                Happening::Full(on) => browser.store.full.set(on),
                Happening::Forbidden(on) => browser.store.forbidden.set(on),
                Happening::Torn(on) => browser.store.forgetful.set(on),
                Happening::JournalFails(on) => browser.journal_fails = on,
                Happening::Elsewhere => browser.elsewhere(),
                Happening::Killed(writes, torn) => {
                    browser.restart(writes, torn);
                    if browser.reported > 0 {
                        let found = browser.known.as_deref().map(open);
                        let Some(Opened::Draft(draft)) = found else {
                            return Err(TestCaseError::fail(format!("found {found:?}")));
                        };
                        prop_assert!(draft.revision >= browser.reported);
                        let words = format!("第{}次", draft.revision);
                        prop_assert_eq!(draft.report.narrative("problems"), words);
                    }
                }
            }
        }
    }
}
