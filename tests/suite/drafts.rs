//! Stored drafts: what opens, what does not, and that nothing stored is lost.

use crate::golden::fixture;
use crate::{cell, form, report};
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{
    Draft, DraftId, Drafts, MemoryStore, Opened, SCHEMA, SaveError, StoreError, TextStore,
    WhyUnreadable, of_organ, open,
};
use disclosure_report::core::format::Format;
use disclosure_report::core::history::{History, wire};
use disclosure_report::core::report::{Place, Report};
use std::cell::Cell;

pub(crate) fn draft(id: &str) -> Draft {
    let format = form();
    let mut draft =
        Draft::new(DraftId::new(id), report(&format, &[("requests.received.natural_person", "3")]));
    draft.report.set_narrative("overview.platforms", "网站一个。");
    draft.saved = "2026-01-05T09:30:00+08:00".into();
    draft
}

#[test]
fn what_was_published_is_used_with_the_draft_of_its_organ_and_year() {
    let format = Format::for_year(2025).unwrap();
    let draft = |id: &str, organ: &str, year: u16| {
        Draft::new(DraftId::new(id), Report::new(&format, organ, year))
    };
    let drafts = [
        draft("a", "甲县景罕镇人民政府", 2025),
        draft("b", "景罕镇人民政府", 2025),
        draft("c", "乙县", 2024),
    ];
    let found =
        |year, organ| of_organ(drafts.iter(), year, organ).map(|one| one.id.as_str().to_owned());
    assert_eq!(found(2025, "景罕镇人民政府 ").as_deref(), Some("b"), "the very name comes first");
    assert_eq!(found(2025, "景罕镇").as_deref(), Some("a"), "a short name is part of the full one");
    for (year, organ) in [(2024, "景罕镇"), (2025, "乙县"), (2025, ""), (2024, " ")] {
        assert_eq!(found(year, organ), None, "{year} {organ}");
    }
}

#[test]
fn every_schema_ever_shipped_opens() {
    for schema in 1..=SCHEMA {
        let text = std::fs::read_to_string(fixture(&format!("drafts/v{schema}.json"))).unwrap();
        let draft = match open(&text) {
            Opened::Draft(draft) if schema == SCHEMA => *draft,
            Opened::Migrated { draft, from } if from == schema => *draft,
            other => panic!("v{schema}: {other:?}"),
        };
        let format = form();
        assert_eq!(draft.report.header.organ, "甲县乙镇人民政府");
        assert_eq!(
            draft.report.entry(cell(&format, "requests.received.enterprise")).typed(),
            "１2件"
        );
        assert_eq!(draft.report.narrative("problems"), "一是甲。\n二是乙。");
        assert_eq!(draft.kept.cells["requests.from_the_future.total"], "5");
        assert!(draft.kept.draft.contains_key("colour"));
        assert!(draft.kept.header.contains_key("seal"));
    }
}

#[test]
fn what_this_version_does_not_know_is_written_back() {
    let text = std::fs::read_to_string(fixture("drafts/v2.json")).unwrap();
    let Opened::Draft(draft) = open(&text) else { panic!("opens") };
    let again = to_text(&form(), &draft);
    assert_eq!(open(&again), Opened::Draft(draft));
    assert!(
        again.contains("from_the_future") && again.contains("colour") && again.contains("seal")
    );
}

#[test]
fn a_stored_draft_holds_what_was_typed_and_nothing_computed() {
    let text = to_text(&form(), &draft("a"));
    assert!(text.contains(r#""requests.received.natural_person":"3""#));
    assert!(!text.contains(".total"));
}

#[test]
fn opening_has_four_outcomes() {
    let text = to_text(&form(), &draft("a"));
    assert!(matches!(open(&text), Opened::Draft(_)));
    let newer = text.replace("\"schema\":2", "\"schema\":7");
    assert_eq!(open(&newer), Opened::TooNew { found: 7, known: SCHEMA });
    for (stored, why) in [
        ("", WhyUnreadable::NotJson { line: 1, column: 0 }),
        (&text[..text.len() / 2], WhyUnreadable::NotJson { line: 1, column: text.len() / 2 }),
        ("[]", WhyUnreadable::OtherKind),
        (r#"{"kind":"disclosure-report"}"#, WhyUnreadable::OtherKind),
        (&text.replace("cn-2021", "cn-2077"), WhyUnreadable::UnknownFormat("cn-2077".into())),
        (&text.replace("\"schema\":2", "\"schema\":\"1\""), WhyUnreadable::Shape("schema".into())),
    ] {
        match open(stored) {
            Opened::Unreadable(found) => match (&found, &why) {
                // The column is the parser's; what matters is that it is said.
                (WhyUnreadable::NotJson { line: 1, .. }, WhyUnreadable::NotJson { .. }) => {}
                _ => assert_eq!(found, why),
            },
            other => panic!("{stored}: {other:?}"),
        }
    }
    let wrong = text.replace("\"3\"", "3");
    assert!(matches!(open(&wrong), Opened::Unreadable(WhyUnreadable::Shape(_))));
}

#[test]
fn a_saved_draft_is_listed_and_opens_the_same() {
    let (format, store) = (form(), MemoryStore::default());
    let drafts = Drafts::new(&store);
    let first = draft("b");
    drafts.save(&format, &first, None).unwrap();
    drafts.save(&format, &draft("a"), None).unwrap();
    store.write("somebody-else/draft/x", "not ours").unwrap();
    let listed = drafts.list().unwrap();
    assert_eq!(listed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(listed[1].opened, Opened::Draft(Box::new(first)));
}

#[test]
fn a_draft_that_another_window_changed_is_not_overwritten() {
    let (format, store) = (form(), MemoryStore::default());
    let drafts = Drafts::new(&store);
    let mut here = draft("a");
    let known = drafts.save(&format, &here, None).unwrap();
    let mut there = draft("a");
    there.report.set_narrative("problems", "那边写的。");
    let theirs = drafts.save(&format, &there, Some(&known)).unwrap();
    here.report.set_narrative("problems", "这边写的。");
    assert_eq!(drafts.save(&format, &here, Some(&known)), Err(SaveError::ChangedElsewhere));
    assert_eq!(drafts.find(&here.id).unwrap().unwrap().text, theirs);
    drafts.remove(&here.id).unwrap();
    assert_eq!(drafts.save(&format, &here, Some(&known)), Err(SaveError::RemovedElsewhere));
}

#[test]
fn a_deleted_draft_can_be_brought_back_as_it_was() {
    let (format, store) = (form(), MemoryStore::default());
    let drafts = Drafts::new(&store);
    let one = draft("a");
    let text = drafts.save(&format, &one, None).unwrap();
    assert_eq!(drafts.remove(&one.id).unwrap(), Some(text.clone()));
    assert!(drafts.list().unwrap().is_empty());
    drafts.restore(&one.id, &text).unwrap();
    assert_eq!(drafts.find(&one.id).unwrap().unwrap().text, text);
    assert_eq!(drafts.restore(&one.id, "another"), Err(SaveError::ChangedElsewhere));
}

#[test]
fn damaged_and_newer_texts_are_listed_and_left_alone() {
    let (format, store) = (form(), MemoryStore::default());
    let drafts = Drafts::new(&store);
    let newer = to_text(&format, &draft("n")).replace("\"schema\":2", "\"schema\":9");
    store.write("disclosure-report/draft/n", &newer).unwrap();
    store.write("disclosure-report/draft/d", "{\"kind\":").unwrap();
    let listed = drafts.list().unwrap();
    assert!(matches!(listed[0].opened, Opened::Unreadable(_)));
    assert!(matches!(listed[1].opened, Opened::TooNew { .. }));
    assert_eq!(drafts.save(&format, &draft("n"), None), Err(SaveError::ChangedElsewhere));
    assert_eq!(store.read("disclosure-report/draft/n").unwrap().unwrap(), newer);
    assert_eq!(store.read("disclosure-report/draft/d").unwrap().unwrap(), "{\"kind\":");
}

/// A store that refuses, or keeps something else.
#[derive(Default)]
pub(crate) struct Failing {
    pub(crate) memory: MemoryStore,
    pub(crate) full: Cell<bool>,
    pub(crate) forbidden: Cell<bool>,
    pub(crate) forgetful: Cell<bool>,
    full_until_removed: Cell<bool>,
}

impl TextStore for Failing {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        if self.forbidden.get() { Err(StoreError::Forbidden) } else { self.memory.keys() }
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        if self.forbidden.get() { Err(StoreError::Forbidden) } else { self.memory.read(key) }
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        if self.full.get() || self.full_until_removed.get() {
            Err(StoreError::Full)
        } else if self.forgetful.get() {
            let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
            self.memory.write(key, &text[..half])
        } else {
            self.memory.write(key, text)
        }
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.full_until_removed.set(false);
        self.memory.remove(key)
    }
}

#[test]
fn saved_is_never_said_before_it_was_read_back() {
    let (format, store) = (form(), Failing::default());
    let drafts = Drafts::new(&store);
    store.forgetful.set(true);
    assert_eq!(drafts.save(&format, &draft("a"), None), Err(SaveError::NotKept));
}

#[test]
fn a_full_or_forbidden_store_leaves_the_stored_text_as_it_was() {
    let (format, store) = (form(), Failing::default());
    let drafts = Drafts::new(&store);
    let known = drafts.save(&format, &draft("a"), None).unwrap();
    store.full.set(true);
    let mut changed = draft("a");
    changed.report.set_narrative("problems", "更长的一段文字。");
    assert_eq!(drafts.save(&format, &changed, Some(&known)), Err(SaveError::Full));
    assert_eq!(drafts.find(&changed.id).unwrap().unwrap().text, known);
    store.full.set(false);
    drafts.save(&format, &changed, Some(&known)).unwrap();
    store.forbidden.set(true);
    assert_eq!(drafts.save(&format, &changed, Some(&known)), Err(SaveError::Forbidden));
    assert_eq!(drafts.list(), Err(StoreError::Forbidden));
}

/// A history of one step, in which 12 was typed into the first cell.
fn one_step(draft: &mut Draft) -> History {
    let mut history = History::default();
    let first = form().inputs().next().unwrap();
    history.type_into(&mut draft.report, &Place::Cell(first), "12");
    history.end_burst();
    history
}

#[test]
fn a_history_is_kept_beside_its_draft_and_goes_with_it() {
    let (format, store) = (form(), MemoryStore::default());
    let drafts = Drafts::new(&store);
    let mut one = draft("a");
    let history = one_step(&mut one);
    let known = drafts.save(&format, &one, None).unwrap();
    drafts.save_history(&one.id, &wire::to_text(&format, &history));
    let text = drafts.history(&one.id).unwrap();
    assert_eq!(wire::open(&text, &format, &one.report), Some(history));
    assert_eq!(drafts.list().unwrap().len(), 1, "a history is no draft");
    drafts.remove(&one.id).unwrap();
    assert_eq!(drafts.history(&one.id), None);
    drafts.restore(&one.id, &known).unwrap();
    assert_eq!(drafts.history(&one.id), None);
}

#[test]
fn a_stored_history_that_does_not_fit_is_left_out() {
    let format = form();
    let mut one = draft("a");
    let text = wire::to_text(&format, &one_step(&mut one));
    assert!(wire::open(&text, &format, &one.report).is_some());
    let first = format.inputs().next().unwrap();
    let mut other = one.report.clone();
    other.set_entry(first, "7");
    assert_eq!(wire::open(&text, &format, &other), None);
    for damaged in [
        "",
        "[]",
        &text[..text.len() - 1],
        &text.replace("\"schema\":1", "\"schema\":2"),
        &text.replace("cell/", "bell/"),
        &text.replace(",0,", ",-1,"),
        &text.replace("[[[", "[[]],[[["),
    ] {
        assert_eq!(wire::open(damaged, &format, &one.report), None, "{damaged}");
    }
}

#[test]
fn of_a_long_history_the_newest_steps_are_stored() {
    let format = form();
    let mut one = draft("a");
    let mut history = History::default();
    let text = Place::Narrative("problems".into());
    for at in 0..100 {
        let long = format!("{at}").repeat(wire::LIMIT_BYTES / 40);
        history.change(&mut one.report, &[(text.clone(), long)]);
    }
    let stored = wire::to_text(&format, &history);
    assert!(stored.len() < wire::LIMIT_BYTES * 2);
    let (kept, _) = wire::open(&stored, &format, &one.report).unwrap().steps();
    assert!((3..100).contains(&kept), "{kept}");
}

#[test]
fn histories_make_room_for_a_draft() {
    let (format, store) = (form(), Failing::default());
    let drafts = Drafts::new(&store);
    let known = drafts.save(&format, &draft("a"), None).unwrap();
    drafts.save_history(&DraftId::new("b"), "a history");
    store.full_until_removed.set(true);
    let mut changed = draft("a");
    changed.report.set_narrative("problems", "更长的一段文字。");
    drafts.save(&format, &changed, Some(&known)).unwrap();
    assert_eq!(drafts.history(&DraftId::new("b")), None);
    store.full.set(true);
    drafts.save_history(&changed.id, "too much");
    assert_eq!(drafts.history(&changed.id), None);
}

#[test]
fn what_is_not_kept_whole_leaves_the_draft_as_it_was() {
    /// Keeps half of the next text, and whole texts after that.
    #[derive(Default)]
    struct TornOnce(MemoryStore, Cell<bool>);
    impl TextStore for TornOnce {
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            self.0.keys()
        }
        fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.0.read(key)
        }
        fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
            self.0.write(key, if self.1.take() { "{" } else { text })
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.remove(key)
        }
    }
    let (format, store) = (form(), TornOnce::default());
    let drafts = Drafts::new(&store);
    let known = drafts.save(&format, &draft("a"), None).unwrap();
    for (id, known) in [("a", Some(known.as_str())), ("b", None)] {
        store.1.set(true);
        assert_eq!(drafts.save(&format, &draft(id), known), Err(SaveError::NotKept));
        let found = drafts.find(&DraftId::new(id)).unwrap();
        assert_eq!(found.map(|one| one.text).as_deref(), known);
    }
}

#[test]
fn of_the_histories_only_as_many_give_way_as_must_and_the_own_one_last() {
    /// Room for so many bytes of text in all.
    struct Small(MemoryStore, usize);
    impl TextStore for Small {
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            self.0.keys()
        }
        fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.0.read(key)
        }
        fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
            let others = self.0.keys()?.into_iter().filter(|other| other != key);
            let taken: usize =
                others.map(|other| self.0.read(&other).unwrap().unwrap().len()).sum();
            if taken + text.len() > self.1 {
                Err(StoreError::Full)
            } else {
                self.0.write(key, text)
            }
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.remove(key)
        }
    }
    let format = form();
    let size = to_text(&format, &draft("a")).len();
    let store = Small(MemoryStore::default(), size + 3_000);
    let drafts = Drafts::new(&store);
    let known = drafts.save(&format, &draft("a"), None).unwrap();
    for id in ["a", "b", "c"] {
        drafts.save_history(&DraftId::new(id), &"x".repeat(1_000));
    }
    let mut longer = draft("a");
    longer.report.set_narrative("problems", "y".repeat(900));
    drafts.save(&format, &longer, Some(&known)).unwrap();
    let kept = |id| drafts.history(&DraftId::new(id)).is_some();
    assert_eq!([kept("a"), kept("b"), kept("c")], [true, false, true]);
}
