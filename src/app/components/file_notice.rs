//! What became of a file that was handed out, where that is not for sure, and the last way to have it.

use super::icon::{Icon, Sign};
use super::notice::CloseNotice;
use crate::app::services::{self, Handed, Services};
use crate::app::{live_view, speech};
use crate::core::text::Message;
use leptos::html::{Div, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The notice under everything.
///
/// - Where a frame forbids downloads, or may, what is in a file can be copied.
#[component]
pub(crate) fn FileNotice() -> impl IntoView {
    let handed = expect_context::<Services>().handed;
    let notice = move || {
        let Some(Handed { message, text }) = handed.get() else { return ().into_any() };
        let shown = NodeRef::<Div>::new();
        shown.on_load(|shown| services::bring_into_view(&shown));
        view! {
            <div class="notice file-notice" role="alert" node_ref=shown>
                <Icon sign=Sign::Download/>
                <span>{speech().say(&message)}</span>
                <span class="end">
                    {text.map(|text| view! { <CopyText text/> })}
                    <CloseNotice close=Callback::new(move |()| handed.set(None))/>
                </span>
            </div>
        }
        .into_any()
    };
    view! { <div>{live_view(notice)}</div> }
}

/// Copies a text, or shows it where the browser does not let it be copied.
#[component]
fn CopyText(text: String) -> impl IntoView {
    let speech = speech();
    let outcome = RwSignal::new(None::<bool>);
    let shown = NodeRef::<Textarea>::new();
    shown.on_load(|shown| {
        _ = shown.focus();
        shown.select();
    });
    let copy = {
        let text = text.clone();
        move |_| {
            let text = text.clone();
            spawn_local(async move {
                let copied = services::copy(&text).await;
                _ = outcome.try_set(Some(copied));
            });
        }
    };
    view! {
        <button type="button" class="button button--small" on:click=copy>
            {move || {
                let copied = outcome.get() == Some(true);
                speech.say(&if copied { Message::ContentCopied } else { Message::CopyContent })
            }}
        </button>
        {move || (outcome.get() == Some(false)).then(|| view! {
            <label>
                {speech.say(&Message::CopyByHand)}
                <textarea node_ref=shown class="field" readonly rows="3" prop:value=text.clone()></textarea>
            </label>
        })}
    }
}
