//! Drafts in the browser's local storage.

use disclosure_report::browser::clock::{fresh_id, now};
use disclosure_report::browser::local_drafts::LocalDrafts;
use disclosure_report::core::draft::{Draft, Drafts, Opened, StoreError, TextStore};
use disclosure_report::core::format::Format;
use disclosure_report::core::report::Report;
use wasm_bindgen_test::wasm_bindgen_test;

fn draft() -> (Format, Draft) {
    let format = Format::for_year(2025).unwrap();
    let report = Report::new(&format, "甲县乙镇人民政府", 2025);
    let mut draft = Draft::new(fresh_id(), report);
    draft.saved = now();
    (format, draft)
}

#[wasm_bindgen_test]
fn a_draft_is_kept_listed_and_removed() {
    let store = LocalDrafts::open().unwrap();
    let drafts = Drafts::new(&store);
    let (format, draft) = draft();
    let text = drafts.save(&format, &draft, None).unwrap();
    let listed = drafts.list().unwrap();
    let one = listed.iter().find(|one| one.id == draft.id).unwrap();
    assert_eq!(one.text, text);
    assert_eq!(one.opened, Opened::Draft(Box::new(draft.clone())));
    drafts.remove(&draft.id).unwrap();
    assert!(drafts.find(&draft.id).unwrap().is_none());
}

#[wasm_bindgen_test]
fn a_full_storage_refuses_and_keeps_what_is_there() {
    let store = LocalDrafts::open().unwrap();
    let drafts = Drafts::new(&store);
    let (format, mut draft) = draft();
    let known = drafts.save(&format, &draft, None).unwrap();
    let mut size = 4 * 1024 * 1024;
    let mut fillers = 0;
    while size > 0 {
        match store.write(&format!("filler-{fillers}"), &"x".repeat(size)) {
            Ok(()) => fillers += 1,
            Err(error) => {
                assert_eq!(error, StoreError::Full);
                size /= 2;
            }
        }
    }
    draft.report.set_narrative("problems", "比原来长的一段文字，存不下。".repeat(100));
    assert!(drafts.save(&format, &draft, Some(&known)).is_err());
    assert_eq!(drafts.find(&draft.id).unwrap().unwrap().text, known);
    assert!(LocalDrafts::open().is_ok(), "a full storage can still be read");
    for filler in 0..fillers {
        store.remove(&format!("filler-{filler}")).unwrap();
    }
    drafts.save(&format, &draft, Some(&known)).unwrap();
    drafts.remove(&draft.id).unwrap();
}

#[wasm_bindgen_test]
fn keys_of_others_are_never_listed() {
    let store = LocalDrafts::open().unwrap();
    store.write("disclosure-report/draft/NOT OURS", "x").unwrap();
    store.write("somebody-else", "x").unwrap();
    assert!(Drafts::new(&store).list().unwrap().iter().all(|one| one.text != "x"));
    store.remove("disclosure-report/draft/NOT OURS").unwrap();
    store.remove("somebody-else").unwrap();
}

#[wasm_bindgen_test]
fn the_time_is_written_with_its_offset_and_ids_differ() {
    let now = now();
    assert_eq!(now.len(), "2026-01-05T09:30:00+08:00".len(), "{now}");
    assert!(now[19..].starts_with(['+', '-']), "{now}");
    let ids: std::collections::BTreeSet<_> = (0..100).map(|_| fresh_id()).collect();
    assert_eq!(ids.len(), 100);
}
