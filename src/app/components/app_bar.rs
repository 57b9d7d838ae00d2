//! The bar on top of every page.

use super::icon::{Icon, Sign};
use crate::app::services::{News, Services};
use crate::app::{Navigator, NewerBuild, Route, speech};
use crate::core::text::Message;
use leptos::prelude::*;

/// The bar: name of the product, what the page says of itself, what it offers.
///
/// - The first link leads to the content.
/// - A newer version waits until it is wanted, and what is open is stored before it comes.
#[component]
pub(crate) fn AppBar(
    /// The name of the report that is open, with the way back to the list.
    #[prop(optional, into)]
    report: Option<Signal<String>>,
    /// Switches the language.
    switch: Callback<()>,
    /// What stands at the end.
    children: Children,
) -> impl IntoView {
    let speech = speech();
    let list = format!("#{}", Route::list());
    let newer = expect_context::<NewerBuild>();
    let unsaved = expect_context::<Navigator>().unsaved;
    let services = expect_context::<Services>();
    let skip = move |event: leptos::ev::MouseEvent| {
        // The fragment is the place in the program, so the link moves the focus by itself.
        event.prevent_default();
        let bar = event_target::<leptos::web_sys::Element>(&event);
        let root = bar.closest(".disclosure-report").ok().flatten();
        let main = root.and_then(|root| root.query_selector("main").ok().flatten());
        if let Some(main) = main {
            use leptos::wasm_bindgen::JsCast;
            _ = main.unchecked_into::<leptos::web_sys::HtmlElement>().focus();
        }
    };
    view! {
        <a class="skip-link" href="#main" on:click=skip>{speech.say(&Message::SkipToContent)}</a>
        <header class="app-bar">
            <a class="wordmark" href=list.clone()>
                <svg viewBox="0 0 26 26" aria-hidden="true">
                    <path class="wordmark__sheet" d="M3 1.5h14.5L23 7v17.5H3z"></path>
                    <path class="wordmark__fold" d="M17.5 1.5V7H23z"></path>
                    <path class="wordmark__lines" d="M6.5 11h13M6.5 15.5h13M6.5 20h13M11 11v9M15.3 11v9"></path>
                </svg>
                {speech.say(&Message::Product)}
            </a>
            {report.map(|report| view! {
                <div class="report-name">
                    <b>{report}</b>
                    <a href=list>{speech.say(&Message::MyReports)}</a>
                </div>
            })}
            <div class="app-bar__end">
                {report.is_none().then(|| view! {
                    <span class="local-note">
                        <Icon sign=Sign::Computer/>
                        {speech.say(&if services.has_page() { Message::LocalNote } else { Message::LocalNoteInside })}
                    </span>
                })}
                {move || newer.news.get().map(|news| {
                    let message = match news {
                        News::Waits => Message::NewerWaits,
                        News::TookOver => Message::NewerTookOver,
                    };
                    view! {
                        <span role="status">
                            <button
                                type="button"
                                class="button button--small button--news"
                                on:click=move |_| newer.take(unsaved)
                            >
                                {speech.say(&message)}
                            </button>
                        </span>
                    }
                })}
                {children()}
                <button
                    type="button"
                    class="button button--quiet button--small"
                    lang=if speech.0.tag() == "en" { "zh-CN" } else { "en" }
                    on:click=move |_| switch.run(())
                >
                    {speech.say(&Message::OtherLanguage)}
                </button>
            </div>
        </header>
    }
}
