//! What leaves the tool: each output by a button, with a look at it first.
//!
//! With errors or blanks left it leaves as a draft, by name and by mark.

use super::icon::{Icon, Sign};
use crate::app::host::Hosted;
use crate::app::services::{self, Content, Job, NoFile, Services, Ticket};
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
use leptos::html::Div;
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
    waiting: RwSignal<Option<(Output, Message)>>,
    /// That file.
    ticket: StoredValue<Ticket, LocalStorage>,
}

/// A report at the moment in which a person asked for an output of it.
struct Asked {
    output: Output,
    /// Name of the file.
    name: String,
    /// The report, as published JSON.
    report: String,
    copy: Copy,
}

impl Outgoing {
    pub(crate) fn new(draft: OpenDraft) -> Self {
        let ticket = StoredValue::new_local(Ticket::default());
        on_cleanup(move || _ = ticket.try_with_value(Ticket::call_off));
        Self {
            draft,
            services: expect_context(),
            hosted: expect_context(),
            ready: Memo::new(move |_| draft.state.findings.with(|found| is_ready(found))),
            outcome: RwSignal::new(None),
            waiting: RwSignal::new(None),
            ticket,
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

    fn asked(self, output: Output) -> Asked {
        let copy = self.copy();
        let name =
            self.written(|format, report, _, _| file_name(format, report, copy, output.id()));
        Asked { output, name, report: self.json(), copy }
    }

    /// Hands an output out; has to be called in the moment in which a person asks for it.
    pub(crate) fn hand_out(self, output: Output) {
        self.outcome.set(None);
        match output {
            Output::Page => {
                self.save(self.asked(output), &Content::Text(self.written(to_html)));
            }
            Output::Json => {
                let asked = self.asked(output);
                let text = Content::Text(asked.report.clone());
                self.save(asked, &text);
            }
            Output::Paper => {
                services::print(&self.written(to_bare_html), STYLE, move || {
                    _ = self.outcome.try_set(Some(Message::PrintFailed));
                });
            }
            Output::Body => {
                self.put_on_clipboard(&self.written(body::to_text), &self.written(body::to_html));
            }
            Output::Word | Output::Excel | Output::Csv | Output::Ndjson => {
                self.write(output, false, move |asked, written| self.save(asked, &written));
            }
        }
    }

    /// Has what is shown of a file written beside the program.
    pub(crate) fn preview(self, output: Output, into: RwSignal<Option<String>>) {
        self.write(output, true, move |_, written| {
            if let Content::Text(text) = written {
                _ = into.try_set(Some(text));
            }
        });
    }

    /// Puts a text and a piece of HTML on the clipboard.
    pub(crate) fn put_on_clipboard(self, text: &str, html: &str) {
        let copied = services::clipboard::copy_now(text, html);
        self.outcome.set(Some(if copied { Message::BodyCopied } else { Message::BodyNotCopied }));
    }

    fn save(self, asked: Asked, content: &Content) {
        let Asked { output, name, report, .. } = asked;
        let handed = if self.hosted.takes(&name, output.media_type(), content, report) {
            Message::TakenByHost(name)
        } else if self.services.save_file(&name, output.media_type(), content) {
            Message::Exported(name)
        } else {
            Message::ExportFailed
        };
        self.outcome.set(Some(handed));
    }

    /// Has a file, or what is shown of it, written beside the program, and says what it is waiting for.
    /// What was being written before is called off.
    fn write(self, output: Output, shown: bool, then: impl FnOnce(Asked, Content) + 'static) {
        let (asked, ticket) = (self.asked(output), Ticket::default());
        self.call_off();
        self.ticket.set_value(ticket.clone());
        self.waiting.set(Some((output, Message::WritersLoading)));
        spawn_local(async move {
            let writing = Some((output, Message::FileBeingWritten(output)));
            let loaded = move || _ = self.waiting.try_set(writing.clone());
            let draft = asked.copy == Copy::Draft;
            let job = Job { output: output.id(), report: &asked.report, draft };
            // Of lines, what is shown is the file itself.
            let is_text = shown || matches!(output, Output::Csv | Output::Ndjson);
            let written = if is_text {
                services::office::preview(job, &ticket, loaded).await.map(Content::Text)
            } else {
                services::office::write(job, &ticket, loaded).await.map(Content::Bytes)
            };
            // The page may be gone, or another file wanted.
            if !self.ticket.try_with_value(|last| last.is(&ticket)).unwrap_or(false) {
                return;
            }
            self.waiting.set(None);
            match written {
                Ok(written) => then(asked, written),
                Err(NoFile::CalledOff) => self.outcome.set(Some(Message::FileCalledOff)),
                Err(NoFile::Failed(why)) => self.outcome.set(Some(Message::FileNotWritten(why))),
            }
        });
    }

    fn call_off(self) {
        self.ticket.with_value(Ticket::call_off);
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
    let Outgoing { outcome, waiting, .. } = outgoing;
    let waits =
        Memo::new(move |_| waiting.with(|waiting| waiting.as_ref().map(|(output, _)| *output)));
    let words = move || {
        let waiting = waiting.get().map(|(_, message)| message);
        waiting.or(outcome.get()).map_or(String::new(), |message| speech.say(&message))
    };
    let class = move || {
        let failed = waits.get().is_none()
            && outcome.with(|outcome| {
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
    let root = NodeRef::<Div>::new();
    let way_out = move || {
        let Some(output) = waits.get() else { return ().into_any() };
        let call_off = move |_| {
            outgoing.call_off();
            // The button is gone; the one that began it is near.
            if let Some(page) = root.get_untracked().and_then(|root| services::page_around(&root)) {
                services::focus_within(&page, &format!("[data-export=\"{}\"]", output.id()));
            }
        };
        view! {
            <div class="waiting">
                <progress aria-label=speech.say(&Message::OutputName(output))></progress>
                <button type="button" class="button button--small" data-call-off on:click=call_off>
                    {speech.say(&Message::Cancel)}
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <div class=live(class) node_ref=root>
            {live_view(way_out)}
            <p role="status">{live(words)}</p>
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
