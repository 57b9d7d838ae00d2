//! What the program is, that nothing leaves the computer, and what it is made of.

use crate::app::components::app_bar::AppBar;
use crate::app::components::page_head::PageHead;
use crate::app::services::{self, Services};
use crate::app::{live_view, speech};
use crate::core::content_policy::keeps_all_in;
use crate::core::text::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sha2::{Digest, Sha256};

/// The page about the program.
///
/// - The page about the program says its version and a hash of the WebAssembly that anyone can recompute.
/// - The page about the program proves by the content policy that nothing leaves the computer.
/// - The page about the program shows the licences of all that is inside.
#[component]
pub(crate) fn AboutPage(switch: Callback<()>) -> impl IntoView {
    let speech = speech();
    let services = expect_context::<Services>();
    let heading = speech.say(&Message::About);
    services.set_title(&format!("{heading} - {}", speech.say(&Message::Product)), speech.0.tag());
    // The page may be gone when an answer comes.
    let hash = RwSignal::new(None::<String>);
    spawn_local(async move {
        if let Some(bytes) = services::wasm().await {
            _ = hash.try_set(Some(format!("{:x}", Sha256::digest(&bytes))));
        }
    });
    let policy = RwSignal::new(None::<Option<String>>);
    if services.has_page() {
        spawn_local(async move { _ = policy.try_set(Some(services::policy().await)) });
    }
    let licences = RwSignal::new(None::<Option<String>>);
    let show = move |_| {
        spawn_local(async move { _ = licences.try_set(Some(services::licences().await)) });
    };
    let file = services::wasm_name();
    let proof = live_view(move || match policy.get() {
        None => ().into_any(),
        Some(None) => view! { <p>{speech.say(&Message::NoPolicy)}</p> }.into_any(),
        Some(Some(policy)) => {
            let keeps = keeps_all_in(&policy);
            let message = if keeps { Message::PolicyKeeps } else { Message::PolicyLets };
            view! {
                <p data-policy=if keeps { "keeps" } else { "lets" }>{speech.say(&message)}</p>
                <pre class="code">{policy}</pre>
            }
            .into_any()
        }
    });
    view! {
        <AppBar switch>""</AppBar>
        <main class="page" id="main" tabindex="-1">
            <PageHead heading=heading/>
            <section class="panel">
                <div class="panel__head"><h2>{speech.say(&Message::Version)}</h2></div>
                <div class="panel__body prose">
                    <p>{speech.say(&Message::VersionIs(env!("CARGO_PKG_VERSION").into()))}</p>
                    {live_view(move || hash.get().map(|hash| view! {
                        <p>{speech.say(&Message::WasmHash(file.clone()))}</p>
                        <pre class="code" data-hash="">{hash}</pre>
                    }).into_any())}
                </div>
            </section>
            <section class="panel">
                <div class="panel__head"><h2>{speech.say(&Message::NothingLeaves)}</h2></div>
                <div class="panel__body prose">
                    <p>{speech.say(&if services.has_page() { Message::NothingLeavesText } else { Message::HostSees })}</p>
                    {proof}
                </div>
            </section>
            <section class="panel">
                <div class="panel__head"><h2>{speech.say(&Message::Licences)}</h2></div>
                <div class="panel__body prose">
                    <p>{speech.say(&Message::LicencesText)}</p>
                    {live_view(move || match licences.get() {
                        None => view! {
                            <button type="button" class="button button--small" on:click=show>
                                {speech.say(&Message::ShowLicences)}
                            </button>
                        }.into_any(),
                        Some(None) => view! { <p role="alert">{speech.say(&Message::LicencesFailed)}</p> }.into_any(),
                        Some(Some(text)) => view! {
                            <pre class="code code--long" tabindex="0" role="region" aria-label=speech.say(&Message::Licences)>
                                {text}
                            </pre>
                        }.into_any(),
                    })}
                </div>
            </section>
        </main>
    }
}
