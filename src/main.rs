//! The page's entry: what happens when it fails, where drafts are kept, and what is shown.

mod element;

use disclosure_report::app::{App, Depot, Services};
use disclosure_report::browser::{crash, page, program};
use disclosure_report::core::draft::store::is_draft_key;
use disclosure_report::core::text::{Language, Message, say};

fn main() {
    let language = Language::from_tag(&page::parameter("lang").unwrap_or_default());
    let word = |message| say(language, &message);
    let words = crash::Words {
        heading: word(Message::Crashed),
        text: word(Message::CrashedText),
        save: word(Message::SaveAsFile),
        reload: word(Message::Reload),
    };
    crash::show_on_panic(words, is_draft_key);
    // In a page of a host it is an element that mounts.
    let Some(files) = program::of_page() else { return };
    program::is_made_of(files);
    page::run(async move {
        let depot = Depot::of_browser().await;
        page::remove("loading");
        leptos::mount::mount_to_body(
            move || leptos::prelude::view! { <App services=Services::new(&depot) language offline=true/> },
        );
    });
}
