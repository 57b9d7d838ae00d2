//! Backups and what is taken back from them: nothing is replaced that was not chosen.

use crate::drafts::{Failing, draft};
use crate::form;
use disclosure_report::core::draft::backup::{
    BadBackup, Choice, Standing, read, standing, to_file,
};
use disclosure_report::core::draft::store::key;
use disclosure_report::core::draft::wire::to_text;
use disclosure_report::core::draft::{Draft, DraftId, Drafts, Listed, MemoryStore, TextStore};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn listed(draft: &Draft) -> Listed {
    Listed::of(draft.id.clone(), to_text(&form(), draft))
}

/// A draft of an id with this text, by an organ.
fn written(id: &str, organ: &str, text: &str) -> Draft {
    let mut one = draft(id);
    one.report.header.organ = organ.into();
    one.report.set_narrative("problems", text);
    one
}

fn store_of(drafts: &[Listed]) -> MemoryStore {
    let store = MemoryStore::default();
    for one in drafts {
        store.write(&key(&one.id), &one.text).unwrap();
    }
    store
}

#[test]
fn a_backup_reads_back_word_for_word_also_what_cannot_be_opened() {
    let drafts = [
        listed(&written("a1", "甲县", "一是\n\"二是\"")),
        Listed::of(DraftId::new("b2"), "{ damaged".into()),
        Listed::of(DraftId::new("c3"), r#"{"kind":"disclosure-report-draft","schema":99}"#.into()),
    ];
    let file = to_file(&drafts, "2026-01-05T09:30:00+08:00");
    let backup = read(&format!("\u{feff}{file}")).unwrap().unwrap();
    assert_eq!(backup.saved, "2026-01-05T09:30:00+08:00");
    assert_eq!(backup.drafts, drafts);
    let store = MemoryStore::default();
    for one in &backup.drafts {
        let back =
            Drafts::new(&store).take_back(one, &Standing::New, Choice::Take, DraftId::new("fresh"));
        assert_eq!(back, Ok(Some((one.id.clone(), one.text.clone()))));
    }
    assert_eq!(Drafts::new(&store).list().unwrap(), drafts);
}

#[test]
fn what_is_no_backup_is_said() {
    assert_eq!(read("{"), None);
    assert_eq!(read(&listed(&draft("a1")).text), None);
    let kind = r#"{"kind":"disclosure-report-backup""#;
    assert_eq!(read(&format!(r#"{kind},"schema":7}}"#)), Some(Err(BadBackup::TooNew(7, 1))));
    for (rest, field) in [("}", "schema"), (r#","schema":1}"#, "drafts")] {
        assert_eq!(read(&format!("{kind}{rest}")), Some(Err(BadBackup::Shape(field.into()))));
    }
}

#[test]
fn what_is_damaged_in_a_backup_leaves_the_rest_as_it_is() {
    let good = listed(&draft("a1"));
    let file = to_file(&[good.clone(), good.clone()], "");
    let entries = r#""drafts":[{"id":"b"},5,{"id":"-","text":""},"#;
    let backup = read(&file.replace(r#""drafts":["#, entries)).unwrap().unwrap();
    assert_eq!((backup.drafts, backup.skipped), (vec![good], 4), "an id counts once");
}

#[test]
fn a_draft_of_a_backup_is_new_the_same_or_differs() {
    let here = [listed(&written("a1", "甲县", "一是")), listed(&written("b2", "乙县", "一是"))];
    let of = |draft: &Draft| standing(&here, &listed(draft));
    assert_eq!(of(&written("c3", "丙县", "一是")), Standing::New);
    let mut later = written("a1", "甲县", "一是");
    later.revision += 5;
    assert_eq!(of(&later), Standing::Same, "only what was typed counts");
    assert_eq!(of(&written("c3", " 甲县 ", "一是")), differs(&here[0], 1));
    let Standing::Differs(other, found) = of(&written("a1", "丁县", "二是")) else {
        panic!("it differs")
    };
    assert_eq!((other.id.as_str(), found.len()), ("a1", 2));
    assert_eq!((found[1].one.as_str(), found[1].other.as_str()), ("二是", "一是"));
    let damaged = Listed::of(DraftId::new("a1"), "{".into());
    assert!(matches!(standing(&here, &damaged), Standing::Differs(..)));
    assert_eq!(standing(std::slice::from_ref(&damaged), &damaged), Standing::Same);
}

fn differs(other: &Listed, places: usize) -> Standing {
    // The organ differs by its spaces.
    let here = std::slice::from_ref(other);
    let one = listed(&written("c3", " 甲县 ", "一是"));
    let Standing::Differs(found, differences) = standing(here, &one) else { panic!("it differs") };
    assert_eq!((&*found, differences.len()), (other, places));
    Standing::Differs(found, differences)
}

#[test]
fn only_what_was_chosen_is_replaced_and_as_a_later_save() {
    let mut mine = written("a1", "甲县", "这里的");
    mine.revision = 9;
    let theirs = written("z9", "甲县", "备份的");
    let here = [listed(&mine), listed(&written("b2", "乙县", "不相干"))];
    let how = standing(&here, &listed(&theirs));
    let problems = |store: &MemoryStore, id: &str| {
        let found = Drafts::new(store).find(&DraftId::new(id)).unwrap();
        found.and_then(|one| one.draft().map(|draft| draft.report.narrative("problems").to_owned()))
    };

    let store = store_of(&here);
    let fresh = || DraftId::new("fresh");
    let take = |choice| Drafts::new(&store).take_back(&listed(&theirs), &how, choice, fresh());
    assert_eq!(take(Choice::Leave), Ok(None));
    assert_eq!(Drafts::new(&store).list().unwrap(), here);

    let (id, _) = take(Choice::Both).unwrap().unwrap();
    assert_eq!(id, fresh());
    assert_eq!(problems(&store, "a1").as_deref(), Some("这里的"));
    assert_eq!(problems(&store, "fresh").as_deref(), Some("备份的"));

    let (id, text) = take(Choice::Take).unwrap().unwrap();
    assert_eq!(id.as_str(), "a1", "it keeps its place");
    assert_eq!(Listed::of(id, text).draft().unwrap().revision, 10, "a journal lets it stand");
    assert_eq!(problems(&store, "a1").as_deref(), Some("备份的"));
    assert_eq!(problems(&store, "b2").as_deref(), Some("不相干"));
}

#[test]
fn what_changed_since_it_was_compared_is_not_replaced() {
    let here = [listed(&written("a1", "甲县", "比过的"))];
    let theirs = listed(&written("a1", "甲县", "备份的"));
    let how = standing(&here, &theirs);
    let store = store_of(&[listed(&written("a1", "甲县", "后来的"))]);
    let before = Drafts::new(&store).list().unwrap();
    let taken = Drafts::new(&store).take_back(&theirs, &how, Choice::Take, DraftId::new("f"));
    assert!(taken.is_err());
    assert_eq!(Drafts::new(&store).list().unwrap(), before);
}

#[test]
fn a_text_that_cannot_be_opened_replaces_only_what_it_was_compared_with() {
    let here = [listed(&written("a1", "甲县", "比过的"))];
    let theirs = Listed::of(DraftId::new("a1"), "{ damaged".into());
    let how = standing(&here, &theirs);
    let take = |store: &MemoryStore, choice| {
        Drafts::new(store).take_back(&theirs, &how, choice, DraftId::new("f"))
    };
    let changed = store_of(&[listed(&written("a1", "甲县", "后来的"))]);
    assert!(take(&changed, Choice::Take).is_err());
    let store = store_of(&here);
    take(&store, Choice::Both).unwrap();
    assert_eq!(store.read(&key(&DraftId::new("f"))).unwrap().as_deref(), Some("{ damaged"));
    take(&store, Choice::Take).unwrap();
    assert_eq!(store.read(&key(&DraftId::new("a1"))).unwrap().as_deref(), Some("{ damaged"));
}

#[test]
fn clearing_removes_all_that_is_ours_and_nothing_else() {
    let store = store_of(&[listed(&draft("a1"))]);
    store.write("somebody/else", "1").unwrap();
    let drafts = Drafts::new(&store);
    drafts.save_history(&DraftId::new("a1"), "steps");
    drafts.note_backup(&DraftId::new("a1"), 5);
    drafts.set_editor("张三");
    assert!(drafts.note_asked("once"));
    assert!(!drafts.note_asked("once"));
    assert_eq!(drafts.backed_up(&DraftId::new("a1")), Some(5));
    assert_eq!(drafts.editor(), "张三");
    assert_eq!(drafts.clear(), Ok(0));
    assert_eq!(store.keys().unwrap(), ["somebody/else"]);
    assert_eq!((drafts.backed_up(&DraftId::new("a1")), drafts.editor()), (None, String::new()));
}

#[test]
fn who_saved_it_last_is_in_the_draft_and_not_in_what_is_published() {
    let mut one = draft("a1");
    one.edited_by = "张三".into();
    let text = to_text(&form(), &one);
    assert!(text.contains(r#""edited_by":"张三""#));
    assert_eq!(Listed::of(one.id.clone(), text).draft(), Some(&one));
    let figures = disclosure_report::core::compute::compute(&form(), &one.report);
    let published = disclosure_report::core::export::json::to_json(&form(), &one.report, &figures);
    assert!(!published.contains("张三"));
}

/// What may happen to the drafts of a computer.
#[derive(Clone, Debug)]
enum Happening {
    /// The draft of this number is saved.
    Save(u64),
    /// It is deleted.
    Delete(u64),
    /// All go into a file.
    BackUp,
    /// One of the file is taken back.
    TakeBack(usize, Choice),
    /// The store fails from now on, or works again.
    Full(bool),
    Torn(bool),
    Forbidden(bool),
}

fn happening() -> impl Strategy<Value = Happening> {
    let choice = prop_oneof![Just(Choice::Take), Just(Choice::Leave), Just(Choice::Both)];
    prop_oneof![
        6 => (0u64..3).prop_map(Happening::Save),
        1 => (0u64..3).prop_map(Happening::Delete),
        2 => Just(Happening::BackUp),
        5 => (0usize..4, choice).prop_map(|(which, choice)| Happening::TakeBack(which, choice)),
        1 => any::<bool>().prop_map(Happening::Full),
        1 => any::<bool>().prop_map(Happening::Torn),
        1 => any::<bool>().prop_map(Happening::Forbidden),
    ]
}

/// A computer with some drafts, and what its person was told of them.
#[derive(Default)]
struct Computer {
    store: Failing,
    journal: BTreeMap<DraftId, String>,
    /// The text of each draft that was said to be saved or restored last.
    reported: BTreeMap<DraftId, String>,
    /// Texts that are there as earlier versions.
    versions: Vec<String>,
    file: String,
    count: u64,
}

impl Computer {
    fn report(&mut self, id: DraftId, text: String) {
        self.journal.insert(id.clone(), text.clone());
        self.reported.insert(id, text);
    }

    fn happen(&mut self, happening: Happening) {
        self.count += 1;
        match happening {
            Happening::Save(number) => {
                let text = format!("第{}次", self.count);
                let mut next = written(&format!("d{number}"), &format!("{number}县"), &text);
                next.revision = self.count;
                let drafts = Drafts::new(&self.store);
                let known = drafts.find(&next.id).ok().flatten().map(|one| one.text);
                if let Ok(text) = drafts.save(&form(), &next, known.as_deref()) {
                    self.report(next.id, text);
                }
            }
            Happening::Delete(number) => {
                let id = DraftId::new(&format!("d{number}"));
                if Drafts::new(&self.store).remove(&id).is_ok() {
                    self.journal.remove(&id);
                    self.reported.remove(&id);
                }
            }
            Happening::BackUp => {
                self.file = to_file(&Drafts::new(&self.store).list().unwrap_or_default(), "");
            }
            Happening::TakeBack(which, choice) => {
                let drafts = Drafts::new(&self.store);
                let here = drafts.list().unwrap_or_default();
                let backup = read(&self.file).and_then(Result::ok).unwrap_or_default();
                let Some(one) = backup.drafts.get(which) else { return };
                let how = standing(&here, one);
                if let (Standing::Differs(other, _), Choice::Take) = (&how, choice) {
                    // The text in the store, and what was saved where the store lost that.
                    self.versions.extend(self.journal.get(&other.id).cloned());
                    self.versions.push(other.text.clone());
                }
                let fresh = DraftId::new(&format!("f{}", self.count));
                if let Ok(Some((id, text))) = drafts.take_back(one, &how, choice, fresh) {
                    self.report(id, text);
                }
            }
            Happening::Full(on) => self.store.full.set(on),
            Happening::Torn(on) => self.store.forgetful.set(on),
            Happening::Forbidden(on) => self.store.forbidden.set(on),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn whatever_fails_what_was_reported_is_there_and_what_was_replaced_is_a_version(
        happenings in proptest::collection::vec(happening(), 1..40),
    ) {
        let mut computer = Computer::default();
        for happening in happenings {
            let before = computer.reported.clone();
            computer.happen(happening.clone());
            // A report that is replaced without a save of its own is kept as it was.
            if let Happening::TakeBack(..) = happening {
                for (id, text) in before {
                    let still = computer.reported.get(&id) == Some(&text);
                    prop_assert!(still || computer.versions.contains(&text), "{id}");
                }
            }
        }
        let Computer { store, journal, reported, .. } = computer;
        store.full.set(false);
        store.forgetful.set(false);
        store.forbidden.set(false);
        Drafts::new(&store).settle(&journal);
        for (id, text) in reported {
            let found = Drafts::new(&store).find(&id).unwrap();
            prop_assert_eq!(found.map(|one| one.text), Some(text));
        }
    }
}
