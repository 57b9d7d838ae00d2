//! A look at what leaves the tool, before it does.

use crate::app::components::outputs::{Outcome, Outgoing, OutputButton};
use crate::app::services;
use crate::app::state::OpenDraft;
use crate::app::{Page, Route, live_view, speech};
use crate::core::export::html::{STYLE, to_bare_html};
use crate::core::export::outline::{Table, tables};
use crate::core::export::{Output, body, workbook};
use crate::core::text::Message;
use leptos::html::Iframe;
use leptos::prelude::*;

/// The preview of an output.
///
/// - Every output can be looked at before it leaves, with its figures.
#[component]
pub(crate) fn PreviewPage(draft: OpenDraft, output: Output) -> impl IntoView {
    let speech = speech();
    let outgoing = Outgoing::new(draft);
    let links = Output::ALL.map(|one| {
        let to = format!("#{}", Route::to(&draft.id(), Page::Preview(one)));
        let current = (one == output).then_some("page");
        view! { <a href=to aria-current=current>{speech.say(&Message::OutputName(one))}</a> }
    });
    // What is shown is what would leave now.
    let looking = Outgoing::new(draft);
    let shown = live_view(move || {
        draft.state.report.track();
        untrack(|| shown(looking, output))
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="page-head">
                <div>
                    <h1>{speech.say(&Message::PreviewOf(output))}</h1>
                    <p>{speech.say(&Message::PreviewText(output))}</p>
                </div>
                <div class="page-head__actions"><OutputButton outgoing output/></div>
            </div>
            <Outcome outgoing/>
            <nav class="preview__others" aria-label=speech.say(&Message::Preview)>
                {links.collect_view()}
            </nav>
            <Outcome outgoing=looking/>
            <div>{shown}</div>
        </main>
    }
}

fn shown(looking: Outgoing, output: Output) -> AnyView {
    match output {
        Output::Page | Output::Paper | Output::Word => {
            let page = looking.written(to_bare_html);
            view! { <Framed page style=STYLE output/> }.into_any()
        }
        Output::Excel | Output::Csv | Output::Ndjson => {
            let written = RwSignal::new(None::<String>);
            looking.preview(output, written);
            let shown = live_view(move || match written.get() {
                None => ().into_any(),
                Some(page) if output == Output::Excel => {
                    view! { <Framed page style=workbook::STYLE output/> }.into_any()
                }
                Some(text) => view! { <Lines text output/> }.into_any(),
            });
            view! { <div>{shown}</div> }.into_any()
        }
        Output::Body => {
            // A quote in what a person typed is escaped, so that only tags have this.
            let styled = format!(" {}=\"", services::preview::STYLE);
            let page = looking.written(body::to_html).replace(" style=\"", &styled);
            view! {
                <TablesToCopy outgoing=looking/>
                <Framed page style="body { margin: 16px; }" output/>
            }
            .into_any()
        }
        Output::Json => view! { <Lines text=looking.json() output/> }.into_any(),
    }
}

/// A text as it is in a file.
#[component]
fn Lines(text: String, output: Output) -> impl IntoView {
    let label = speech().say(&Message::PreviewOf(output));
    view! {
        <pre class="field preview__text" tabindex="0" role="region" aria-label=label>{text}</pre>
    }
}

/// A page in a frame in which nothing runs.
#[component]
fn Framed(page: String, style: &'static str, output: Output) -> impl IntoView {
    let frame = NodeRef::<Iframe>::new();
    frame.on_load(move |frame| services::preview::show(&frame, &page, style));
    view! {
        <iframe
            node_ref=frame
            class="preview"
            sandbox="allow-same-origin"
            title=speech().say(&Message::PreviewOf(output))
        ></iframe>
    }
}

/// Each table by itself, for a spreadsheet or an editor that takes no HTML.
#[component]
fn TablesToCopy(outgoing: Outgoing) -> impl IntoView {
    let speech = speech();
    let found: Vec<Table> = outgoing.written(|format, report, figures, copy| {
        format.parts.iter().flat_map(|part| tables(format, report, figures, copy, part)).collect()
    });
    let buttons = found.into_iter().enumerate().map(|(at, table)| {
        let name = speech.say(&Message::CopyTable(table.caption.clone()));
        let copy = move |_| outgoing.put_on_clipboard(&body::to_tsv(&table), &body::table(&table));
        view! {
            <button type="button" class="button button--small" data-copy-table=at on:click=copy>{name}</button>
        }
    });
    view! { <p class="preview__tables">{buttons.collect_view()}</p> }
}
