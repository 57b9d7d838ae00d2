//! What leaves the tool: each output by a button, with a look at it first.
//!
//! With errors or blanks left it leaves as a draft, by name and by mark.

use super::icon::{Icon, Sign};
use crate::app::host::Hosted;
use crate::app::services::{self, Content, Job, NoFile, Services};
use crate::app::state::OpenDraft;
use crate::app::{Page, Route, live, live_view, speech};
use crate::core::check::is_ready;
use crate::core::compute::Figures;
use crate::core::export::html::{STYLE, to_bare_html, to_html};
use crate::core::export::json::to_json;
use crate::core::export::{Copy, Output, body, file_name};
use crate::core::format::Format;
use crate::core::report::Report;
use crate::core::text::Message;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Hands out the outputs of a draft, and knows what became of the last.
#[derive(Clone, Copy)]
pub(crate) struct Outgoing {
    draft: OpenDraft,
    services: Services,
    hosted: Hosted,
    /// Nothing is wrong and nothing is open.
    ready: Memo<bool>,
    outcome: RwSignal<Option<Message>>,
    /// What a file that takes a while is waiting for.
    waiting: RwSignal<Option<Message>>,
}

impl Outgoing {
    pub(crate) fn new(draft: OpenDraft) -> Self {
        on_cleanup(services::office::call_off);
        Self {
            draft,
            services: expect_context(),
            hosted: expect_context(),
            ready: Memo::new(move |_| draft.state.findings.with(|found| is_ready(found))),
            outcome: RwSignal::new(None),
            waiting: RwSignal::new(None),
        }
    }

    fn copy(self) -> Copy {
        if self.ready.get_untracked() { Copy::Final } else { Copy::Draft }
    }

    /// Writes something of the report as it is now.
    pub(crate) fn written<T>(self, write: impl FnOnce(&Format, &Report, &Figures, Copy) -> T) -> T {
        let state = self.draft.state;
        state.format.with_value(|format| {
            state.report.with_untracked(|report| {
                state.figures.with_untracked(|figures| write(format, report, figures, self.copy()))
            })
        })
    }

    /// The published JSON.
    pub(crate) fn json(self) -> String {
        self.written(|format, report, figures, _| to_json(format, report, figures))
    }

    /// Hands an output out; has to be called in the moment in which a person asks for it.
    pub(crate) fn hand_out(self, output: Output) {
        self.outcome.set(None);
        match output {
            Output::Page => self.save(output, &Content::Text(self.written(to_html))),
            Output::Json => self.save(output, &Content::Text(self.json())),
            Output::Paper => {
                services::print(&self.written(to_bare_html), STYLE, move || {
                    _ = self.outcome.try_set(Some(Message::PrintFailed));
                });
            }
            Output::Body => {
                self.put_on_clipboard(&self.written(body::to_text), &self.written(body::to_html));
            }
            Output::Word | Output::Excel | Output::Csv | Output::Ndjson => self.write(output),
        }
    }

    /// Puts a text and a piece of HTML on the clipboard.
    pub(crate) fn put_on_clipboard(self, text: &str, html: &str) {
        let copied = services::clipboard::copy_now(text, html);
        self.outcome.set(Some(if copied { Message::BodyCopied } else { Message::BodyNotCopied }));
    }

    fn save(self, output: Output, content: &Content) {
        let name =
            self.written(|format, report, _, copy| file_name(format, report, copy, output.id()));
        let handed = if self.hosted.takes(self.draft, &name, output.media_type(), content) {
            Message::TakenByHost(name)
        } else if self.services.save_file(&name, output.media_type(), content) {
            Message::Exported(name)
        } else {
            Message::ExportFailed
        };
        self.outcome.set(Some(handed));
    }

    /// Has a file written beside the program, and hands it out when it is there.
    fn write(self, output: Output) {
        self.wait_for(output, move |report, draft, loaded| async move {
            let job = Job { output: output.id(), report: &report, draft };
            let written = services::office::write(job, loaded).await?;
            Ok(move || self.save(output, &Content::Bytes(written)))
        });
    }

    /// Has what is shown of a file written beside the program.
    pub(crate) fn preview(self, output: Output, into: RwSignal<Option<String>>) {
        self.wait_for(output, move |report, draft, loaded| async move {
            let job = Job { output: output.id(), report: &report, draft };
            let written = services::office::preview(job, loaded).await?;
            Ok(move || _ = into.try_set(Some(written)))
        });
    }

    /// Says what is waited for, until it is there, and then does what comes next.
    fn wait_for<N: FnOnce(), F: Future<Output = Result<N, NoFile>>>(
        self,
        output: Output,
        write: impl FnOnce(String, bool, Box<dyn Fn()>) -> F + 'static,
    ) {
        let (report, draft) = (self.json(), self.copy() == Copy::Draft);
        self.waiting.set(Some(Message::WritersLoading));
        let loaded = move || _ = self.waiting.try_set(Some(Message::FileBeingWritten(output)));
        spawn_local(async move {
            let written = write(report, draft, Box::new(loaded)).await;
            // The page may be gone.
            if self.waiting.try_set(None).is_some() {
                return;
            }
            match written {
                Ok(next) => next(),
                Err(NoFile::CalledOff) => self.outcome.set(Some(Message::FileCalledOff)),
                Err(NoFile::Failed(why)) => self.outcome.set(Some(Message::FileNotWritten(why))),
            }
        });
    }
}

/// The button that hands an output out.
#[component]
pub(crate) fn OutputButton(outgoing: Outgoing, output: Output) -> impl IntoView {
    let speech = speech();
    let sign = match output {
        Output::Paper => Sign::Printer,
        Output::Body => Sign::Copy,
        _ => Sign::Download,
    };
    let class = if output == Output::Page { "button button--primary" } else { "button" };
    view! {
        <button
            type="button"
            class=class
            data-export=output.id()
            on:click=move |_| outgoing.hand_out(output)
        >
            <Icon sign/>
            {live(move || speech.say(&Message::HandOut(output, outgoing.ready.get())))}
        </button>
    }
}

/// What became of an output, or what it is waiting for, with the way to call it off.
///
/// - A file that takes a while says what it is waiting for and can be called off.
#[component]
pub(crate) fn Outcome(outgoing: Outgoing) -> impl IntoView {
    let speech = speech();
    let waiting = move || match outgoing.waiting.get() {
        None => ().into_any(),
        Some(message) => {
            let words = speech.say(&message);
            view! {
                <div class="waiting">
                    <progress aria-label=words.clone()></progress>
                    <span>{words}</span>
                    <button
                        type="button"
                        class="button button--small"
                        data-call-off
                        on:click=move |_| services::office::call_off()
                    >
                        {speech.say(&Message::Cancel)}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    let class = move || {
        let failed = outgoing.outcome.with(|outcome| {
            matches!(
                outcome,
                Some(
                    Message::ExportFailed
                        | Message::PrintFailed
                        | Message::BodyNotCopied
                        | Message::FileNotWritten(_)
                )
            )
        });
        if failed { "outcome outcome--error" } else { "outcome" }.to_owned()
    };
    view! {
        <div class=live(class) role="status">
            {live_view(waiting)}
            <p>{live(move || outgoing.outcome.get().map_or(String::new(), |message| speech.say(&message)))}</p>
        </div>
    }
}

/// All outputs, each with what it is for and the way to its preview.
#[component]
pub(crate) fn Outputs(draft: OpenDraft) -> impl IntoView {
    let speech = speech();
    let outgoing = Outgoing::new(draft);
    let (all, computed) =
        draft.state.format.with_value(|format| (format.cells.len(), format.derivations.len()));
    let line = |output: Output| {
        let to = format!("#{}", Route::to(&draft.id(), Page::Preview(output)));
        view! {
            <div class="output">
                <OutputButton outgoing output/>
                <a class="output__preview" href=to aria-label=speech.say(&Message::PreviewOf(output))>
                    {speech.say(&Message::Preview)}
                </a>
                <p class="small soft">{speech.say(&Message::OutputText(output, all, computed))}</p>
            </div>
        }
    };
    view! {
        <section class="panel exports">
            <div class="panel__head"><h2>{speech.say(&Message::Export)}</h2></div>
            <div class="panel__body">
                {Output::ALL.map(line).collect_view()}
                // Under them: nothing moves away from under the mouse.
                <Outcome outgoing/>
            </div>
        </section>
    }
}
