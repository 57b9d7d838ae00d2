//! The writers and readers that are loaded when they are first used: in a thread of their own where the page may
//! start one, else in the page. Knows no report: it hands on texts and bytes.

use super::program::{self, Files};
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// It was called off.
    CalledOff,
    /// The writers could not be loaded, or failed; in the words of the browser.
    Failed(String),
}

/// What is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job<'a> {
    /// Id of the output.
    pub output: &'a str,
    /// The report, as published JSON.
    pub report: &'a str,
    /// Marked as a draft.
    pub draft: bool,
}

/// What is to be read.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file.
    Bytes(Uint8Array),
    /// What lies on a clipboard: its HTML and its text.
    Clipboard(String, String),
}

/// One file that is being written or read, to call it off. Each has its own thread.
#[derive(Clone, Default)]
pub struct Ticket(Rc<State>);

#[derive(Default)]
struct State {
    called_off: Cell<bool>,
    worker: RefCell<Option<Worker>>,
    /// Ends the wait for it.
    fail: RefCell<Option<Function>>,
}

impl Ticket {
    /// Whether both are of the same file.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Ends the file, if it is still being written.
    pub fn call_off(&self) {
        self.0.called_off.set(true);
        self.end_worker();
        if let Some(fail) = self.0.fail.take() {
            _ = fail.call1(&JsValue::NULL, &JsValue::NULL);
        }
    }

    fn end_worker(&self) {
        if let Some(worker) = self.0.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }

    /// Keeps the thread for the next file: what it loaded is there.
    fn let_worker_rest(&self) {
        if let Some(worker) = self.0.worker.take() {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            if let Some(other) = RESTING.replace(Some(worker)) {
                other.terminate();
            }
        }
    }
}

thread_local! {
    /// A thread that has nothing to do.
    static RESTING: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Writes a file. `loaded` is called when the writers are there.
///
/// # Errors
/// [`NoFile`].
pub async fn write(
    job: Job<'_>,
    ticket: &Ticket,
    loaded: impl Fn() + 'static,
) -> Result<Vec<u8>, NoFile> {
    run(write_job(job, false), ticket, loaded).await.map(|bytes| Uint8Array::new(&bytes).to_vec())
}

/// Reads a source; ends with what became of it, as `published::wire` writes it.
///
/// # Errors
/// [`NoFile`].
pub async fn read(
    source: &Source,
    ticket: &Ticket,
    loaded: impl Fn() + 'static,
) -> Result<String, NoFile> {
    let job = match source {
        Source::Bytes(bytes) => job_of(&[("bytes", bytes.into())]),
        Source::Clipboard(html, text) => {
            job_of(&[("html", html.as_str().into()), ("text", text.as_str().into())])
        }
    };
    run(job, ticket, loaded).await.map(|text| text.as_string().unwrap_or_default())
}

/// Writes what is shown of a file.
///
/// # Errors
/// [`NoFile`].
pub async fn preview(
    job: Job<'_>,
    ticket: &Ticket,
    loaded: impl Fn() + 'static,
) -> Result<String, NoFile> {
    run(write_job(job, true), ticket, loaded).await.map(|text| text.as_string().unwrap_or_default())
}

fn job_of(fields: &[(&str, JsValue)]) -> Object {
    let job = Object::new();
    for (name, value) in fields {
        _ = Reflect::set(&job, &(*name).into(), value);
    }
    job
}

fn write_job(asked: Job<'_>, shown: bool) -> Object {
    job_of(&[
        ("output", asked.output.into()),
        ("report", asked.report.into()),
        ("draft", asked.draft.into()),
        ("shown", shown.into()),
    ])
}

async fn run(job: Object, ticket: &Ticket, loaded: impl Fn() + 'static) -> Result<JsValue, NoFile> {
    let files = program::files();
    _ = Reflect::set(&job, &"wasm".into(), &whole(&files.office_wasm).into());
    let work = Work { files, job, ticket: ticket.clone(), loaded: Rc::new(loaded) };
    let written = Promise::new(&mut |done, fail| {
        ticket.0.fail.replace(Some(fail.clone()));
        let answers = Answers { done, fail };
        if work.ask(&answers).is_err() {
            work.write_in_page(&answers);
        }
    });
    let written = JsFuture::from(written).await;
    ticket.0.fail.take();
    match written {
        Ok(written) => {
            ticket.let_worker_rest();
            Ok(written)
        }
        Err(_) if ticket.0.called_off.get() => Err(NoFile::CalledOff),
        Err(error) => {
            // Whatever it was, the next file begins anew.
            ticket.end_worker();
            let words = error.as_string().or_else(|| {
                let error = error.dyn_ref::<js_sys::Error>()?;
                Some(String::from(error.message()))
            });
            Err(NoFile::Failed(words.unwrap_or_default()))
        }
    }
}

/// What ends a wait.
#[derive(Clone)]
struct Answers {
    done: Function,
    fail: Function,
}

impl Answers {
    fn done(&self, written: &JsValue) {
        _ = self.done.call1(&JsValue::NULL, written);
    }

    fn fail(&self, error: &JsValue) {
        _ = self.fail.call1(&JsValue::NULL, error);
    }
}

#[derive(Clone)]
struct Work {
    files: Files,
    job: Object,
    ticket: Ticket,
    loaded: Rc<dyn Fn()>,
}

impl Work {
    /// Says that the writers are there. `false` where nobody waits for them any more.
    fn tell(&self) -> bool {
        let wanted = !self.ticket.0.called_off.get();
        if wanted {
            (self.loaded)();
        }
        wanted
    }

    /// Has a thread write. Where it does not come to life, the page does it.
    fn ask(&self, answers: &Answers) -> Result<(), JsValue> {
        let worker = match RESTING.take() {
            Some(worker) => worker,
            None => {
                let options = WorkerOptions::new();
                options.set_type(WorkerType::Module);
                Worker::new_with_options(&self.files.office, &options)?
            }
        };
        let (work, to) = (self.clone(), answers.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
            if field("writing").is_truthy() {
                work.tell();
            } else if field("file").is_undefined() {
                to.fail(&field("error"));
            } else {
                to.done(&field("file"));
            }
        });
        worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
        let (work, to) = (self.clone(), answers.clone());
        let failed = Closure::<dyn FnMut()>::new(move || {
            work.ticket.end_worker();
            work.write_in_page(&to);
        });
        worker.set_onerror(Some(failed.into_js_value().unchecked_ref()));
        self.ticket.0.worker.replace(Some(worker.clone()));
        worker.post_message(&self.job)
    }

    /// Loads the writers into the page and has them write.
    fn write_in_page(&self, answers: &Answers) {
        let (work, answers) = (self.clone(), answers.clone());
        spawn_local(async move {
            match work.written_in_page().await {
                Ok(written) => answers.done(&written),
                Err(error) => answers.fail(&error),
            }
        });
    }

    async fn written_in_page(self) -> Result<JsValue, JsValue> {
        let Files { load, office, .. } = &self.files;
        let load = load.as_ref().ok_or_else(|| JsValue::from(office.as_str()))?;
        let module: Promise = load.call1(&JsValue::NULL, &office.as_str().into())?.dyn_into()?;
        let module = JsFuture::from(module).await?;
        let run: Function = Reflect::get(&module, &"run".into())?.dyn_into()?;
        let work = self.clone();
        let tell = Closure::<dyn FnMut() -> bool>::new(move || work.tell());
        let writing: Promise = run.call2(&JsValue::NULL, &self.job, tell.as_ref())?.dyn_into()?;
        JsFuture::from(writing).await
    }
}

/// An address as the thread can use it, which stands elsewhere than the page.
fn whole(address: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok()?);
    let whole = base.and_then(|base| web_sys::Url::new_with_base(address, &base).ok());
    whole.map_or_else(|| address.to_owned(), |url| url.href())
}
