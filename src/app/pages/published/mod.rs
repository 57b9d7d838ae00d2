//! Published reports are read back in: what was read beside its source, what of it is taken, and what
//! is done with it.

mod reader;
mod reading;
mod use_panel;

pub(crate) use reader::{Batch, Reader};

use super::drafts::{ACCEPTED, List};
use crate::app::components::app_bar::AppBar;
use crate::app::components::icon::{Icon, Sign};
use crate::app::components::page_head::PageHead;
use crate::app::services::{self, Services, Source, clipboard};
use crate::app::{live_view, speech};
use crate::core::text::Message;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{ClipboardEvent, File, HtmlInputElement};
use reader::Stage;
use reading::{Reading, counted, excerpt};

/// The page on which published reports are read back in.
///
/// - What was pasted or dropped is read, and shown beside its source before anything is written.
/// - Of several files one is read after the other.
/// - What is given last is shown, however long what came before takes.
/// - What is read from the list is for no draft that was looked at before.
/// - What is not shown is neither taken nor left.
/// - A source that cannot be read says what it is and what to do.
/// - What is not certain is left open, and is offered where it may be something.
/// - What was read can be taken whole, row by row, cell by cell or not at all, and taken back in one step.
#[component]
pub(crate) fn PublishedPage(switch: Callback<()>) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    let list = expect_context::<List>();
    let reader = expect_context::<Reader>();
    let title =
        format!("{} - {}", speech.say(&Message::PublishedPage), speech.say(&Message::Product));
    services.set_title(&title, speech.0.tag());
    let root = list.root;
    let from_clipboard = speech.say(&Message::FromClipboard);
    // Anywhere on the page, but for what is typed into its boxes.
    services.hear(&["paste"], move |event| {
        let target = event.target().and_then(|one| one.dyn_into::<HtmlInputElement>().ok());
        let typed = target.is_some_and(|one| one.type_() == "text");
        let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|_| !typed) else {
            return;
        };
        event.prevent_default();
        reader.files.set(Vec::new());
        let (html, text) = clipboard::read(event);
        let ticket = reader.begin_reading(&from_clipboard);
        reader.read(from_clipboard.clone(), Source::Clipboard(html, text), ticket);
    });
    let chosen = move |event: leptos::ev::Event| {
        let batch = reader.batch();
        for file in services::chosen(&event_target(&event)) {
            reader.read_file(file, &batch);
        }
    };
    let status = live_view(move || match reader.stage.get() {
        Stage::Empty => ().into_any(),
        Stage::Read(name, read) => {
            let words = read.with_value(|(published, format)| counted(published, format));
            let lines = read.with_value(|(published, _)| published.lines.len());
            let from =
                if lines == 0 { Message::ReadOwn(name) } else { Message::ReadFrom(name, lines) };
            let words: Vec<String> = std::iter::once(from)
                .chain(words.into_iter().filter(|(.., count)| *count > 0).map(|(_, word, _)| word))
                .map(|message| speech.say(&message))
                .collect();
            view! { <p class="hidden-visually">{words.join("，")}</p> }.into_any()
        }
        Stage::Reading(name) => view! {
            <p class="notice"><span>{speech.say(&Message::ReadingNow)}" "{name}</span></p>
        }
        .into_any(),
        Stage::NotRead(message) => view! {
            <p class="notice notice--error">
                <Icon sign=Sign::Error/>
                <span>{speech.say(&message)}</span>
            </p>
        }
        .into_any(),
    });
    let waiting = live_view(move || {
        let names = reader.files.with(|files| files.iter().map(File::name).collect::<Vec<_>>());
        if names.is_empty() {
            return ().into_any();
        }
        let count = names.len();
        view! {
            <p class="notice">
                <span>{speech.say(&Message::FilesWaiting(count, excerpt(&names.join("、"))))}</span>
                <button
                    type="button"
                    class="button button--small"
                    on:click=move |_| {
                        reader.read_next();
                        list.focus("h1");
                    }
                >
                    {speech.say(&Message::ReadNextFile)}
                </button>
            </p>
        }
        .into_any()
    });
    let result = live_view(move || match reader.stage.get() {
        Stage::Read(name, read) => view! { <Reading reader name read/> }.into_any(),
        _ => ().into_any(),
    });
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1" node_ref=root>
            <PageHead heading=speech.say(&Message::PublishedPage) text=speech.say(&Message::PublishedText)/>
            <div class="file-drop">
                <textarea
                    class="file-drop__paste"
                    rows="2"
                    aria-label=speech.say(&Message::PasteHere)
                    placeholder=speech.say(&Message::PasteHere)
                    prop:value=""
                ></textarea>
                <div>
                    <label class="button button--file">
                        <Icon sign=Sign::Folder/>
                        {speech.say(&Message::ChooseFile)}
                        <input
                            type="file"
                            class="hidden-visually"
                            accept=ACCEPTED
                            multiple
                            on:change=chosen
                        />
                    </label>
                    <p class="small soft">{speech.say(&Message::KindsOfFiles)}</p>
                </div>
            </div>
            <div role="status">{status}</div>
            {waiting}
            {result}
        </main>
    }
}
