//! The head of a page that is no draft's: what it is, and the way to the list.

use crate::app::{Route, speech};
use crate::core::text::Message;
use leptos::prelude::*;

/// Heading, a line of text where there is one, and the link to all reports.
#[component]
pub(crate) fn PageHead(
    heading: String,
    /// What the page is for.
    #[prop(optional, into)]
    text: Option<String>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <h1 tabindex="-1">{heading}</h1>
                {text.map(|text| view! { <p>{text}</p> })}
            </div>
            <div class="page-head__actions">
                <a class="button" href=format!("#{}", Route::list())>
                    {speech().say(&Message::MyReports)}
                </a>
            </div>
        </div>
    }
}
