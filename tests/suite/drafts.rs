//! Stored drafts: what opens, what does not, and that nothing stored is lost.

use crate::golden::fixture;
use crate::{cell, form, report};
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{
    Draft, DraftId, Drafts, MemoryStore, Opened, SCHEMA, SaveError, StoreError, TextStore,
    WhyUnreadable, open,
};
use disclosure_report::core::history::{History, wire};
use disclosure_report::core::report::Place;
use std::cell::Cell;

fn draft(id: &str) -> Draft {
    let format = form();
    let mut draft =
        Draft::new(DraftId::new(id), report(&format, &[("requests.received.natural_person", "3")]));
    draft.report.set_narrative("overview.platforms", "网站一个。");
    draft.saved = "2026-01-05T09:30:00+08:00".into();
    draft
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
    let text = std::fs::read_to_string(fixture("drafts/v1.json")).unwrap();
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
    let newer = text.replace("\"schema\":1", "\"schema\":7");
    assert_eq!(open(&newer), Opened::TooNew { found: 7, known: SCHEMA });
    for (stored, why) in [
        ("", WhyUnreadable::NotJson { line: 1, column: 0 }),
        (&text[..text.len() / 2], WhyUnreadable::NotJson { line: 1, column: text.len() / 2 }),
        ("[]", WhyUnreadable::OtherKind),
        (r#"{"kind":"disclosure-report"}"#, WhyUnreadable::OtherKind),
        (&text.replace("cn-2021", "cn-2077"), WhyUnreadable::UnknownFormat("cn-2077".into())),
        (&text.replace("\"schema\":1", "\"schema\":\"1\""), WhyUnreadable::Shape("schema".into())),
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
    let newer = to_text(&format, &draft("n")).replace("\"schema\":1", "\"schema\":9");
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
struct Failing {
    memory: MemoryStore,
    full: Cell<bool>,
    forbidden: Cell<bool>,
    forgetful: Cell<bool>,
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
            self.memory.write(key, &text[..text.len() / 2])
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
