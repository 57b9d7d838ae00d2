//! What is said to those who listen.

use crate::app::live;
use leptos::prelude::*;

/// The one polite live region of a draft's pages: balance changes, selections, pastes, undone steps.
///
/// - The live region is there before anything is said, and never takes the focus.
#[component]
pub(crate) fn Announcer(said: RwSignal<String>) -> impl IntoView {
    view! { <p class="hidden-visually" role="status" data-said>{live(move || said.get())}</p> }
}
