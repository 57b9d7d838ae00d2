//! The app over a store in memory, as a host page would mount it.

use disclosure_report::app::{App, Depot, Page, Route, Services};
use disclosure_report::core::draft::{Draft, DraftId, Drafts, MemoryStore};
use disclosure_report::core::format::Format;
use disclosure_report::core::report::Report;
use disclosure_report::core::text::Language;
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{self, HtmlElement, HtmlInputElement};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn host() -> HtmlElement {
    let host = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    host.unchecked_into()
}

async fn tick() {
    leptos::task::tick().await;
}

fn find<T: JsCast>(host: &HtmlElement, selector: &str) -> T {
    let found = host.query_selector(selector).unwrap();
    found.unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
}

fn text(host: &HtmlElement, selector: &str) -> String {
    find::<HtmlElement>(host, selector).text_content().unwrap_or_default().trim().to_owned()
}

fn type_into(host: &HtmlElement, selector: &str, typed: &str) {
    let input: HtmlInputElement = find(host, selector);
    input.set_value(typed);
    // As a browser sends it: the table hears its cells from above.
    let bubbling = web_sys::EventInit::new();
    bubbling.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("input", &bubbling).unwrap();
    input.dispatch_event(&event).unwrap();
}

/// A store with one draft, and the app opened on a page of it.
fn open(page: &str) -> (HtmlElement, Rc<MemoryStore>, impl Drop) {
    let format = Format::for_year(2025).unwrap();
    let store = Rc::new(MemoryStore::default());
    let report = Report::new(&format, "甲县乙镇人民政府", 2025);
    let draft = Draft::new(DraftId::new("k3f9"), report);
    Drafts::new(store.as_ref()).save(&format, &draft, None).unwrap();
    let route = Route::to(&draft.id, Page::Part(page.into()));
    window().location().set_hash(&route.to_string()).unwrap();
    let (host, kept) = (host(), store.clone());
    let mounted = mount_to(host.clone(), move || {
        let services = Services::new(&Depot::of_store(store.clone()));
        view! { <App services language=Language::ZhCn/> }
    });
    (host, kept, mounted)
}

#[wasm_bindgen_test]
async fn totals_balance_and_progress_follow_what_is_typed() {
    let (host, _, _mounted) = open("requests");
    tick().await;
    type_into(&host, "[data-cell='requests.received.natural_person'] input", "１２件");
    tick().await;
    assert_eq!(text(&host, "[data-cell='requests.received.total']"), "12");
    assert_eq!(text(&host, "[data-balance='natural_person']"), "12 ≠ 0差 12");
    assert!(text(&host, ".part-nav__sum").starts_with("表格已填 1 格，共 166 格"));
    type_into(&host, "[data-cell='requests.granted.natural_person'] input", "12");
    tick().await;
    assert_eq!(text(&host, "[data-balance='natural_person']"), "12 = 12平");
}

#[wasm_bindgen_test]
async fn a_computed_cell_has_no_input() {
    let (host, _, _mounted) = open("challenges");
    tick().await;
    let inputs = host.query_selector_all(".report-table input").unwrap();
    assert_eq!(inputs.length(), 12);
    assert!(host.query_selector("[data-cell$='.total'] input").unwrap().is_none());
}

#[wasm_bindgen_test]
async fn what_was_typed_is_in_the_store_after_the_pause() {
    let (host, store, _mounted) = open("requests");
    tick().await;
    type_into(&host, "[data-cell='requests.received.enterprise'] input", "7");
    pause(400).await;
    let listed = Drafts::new(store.as_ref()).list().unwrap();
    assert!(listed[0].text.contains(r#""requests.received.enterprise":"7""#));
    assert!(text(&host, ".save-status").starts_with("已保存"));
}

#[wasm_bindgen_test]
async fn leaving_the_draft_stores_it_at_once() {
    let (host, store, mounted) = open("requests");
    tick().await;
    type_into(&host, "[data-cell='requests.received.enterprise'] input", "8");
    drop(mounted);
    let listed = Drafts::new(store.as_ref()).list().unwrap();
    assert!(listed[0].text.contains(r#""requests.received.enterprise":"8""#));
}

#[wasm_bindgen_test]
fn an_address_and_its_route_are_inverse() {
    for fragment in [
        "/",
        "/k3f9/cover",
        "/k3f9/requests",
        "/k3f9/review",
        "/k3f9/versions",
        "/k3f9/requests/a.b.c",
        "/k3f9/review/opening_balance.enterprise:-2",
        "/-/storage",
        "/-/about",
    ] {
        assert_eq!(Route::parse(fragment).to_string(), fragment);
    }
    for nonsense in ["", "//", "/<script>alert(1)</script>", "/K3/"] {
        let route = Route::parse(nonsense);
        assert_eq!(Route::parse(&route.to_string()), route, "{nonsense}");
    }
    assert_eq!(Route::parse("/k3/requests/a\"]<b>.c").focus.as_deref(), Some("ab.c"));
}

async fn pause(milliseconds: i32) {
    let wait = js_sys::Promise::new(&mut |done, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds)
            .unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(wait).await.unwrap();
}
