//! What notices have in common.

use crate::app::speech;
use crate::core::text::Message;
use leptos::prelude::*;

/// The button that closes a notice once it was read.
#[component]
pub(crate) fn CloseNotice(close: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--small button--quiet"
            on:click=move |_| close.run(())
        >
            {speech().say(&Message::Close)}
        </button>
    }
}
