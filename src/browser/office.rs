//! The writers of Word and Excel files, which are loaded when they are first used: in a thread of their own
//! where the page may start one, else in the page. Knows no report: it hands on texts and bytes.

use super::program;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFile {
    /// It was called off.
    CalledOff,
    /// The writers could not be loaded, or failed; in the words of the browser.
    Failed(String),
}

thread_local! {
    /// The thread, once it was started. One is enough: a person asks for one file at a time.
    static WORKER: RefCell<Option<Worker>> = const { RefCell::new(None) };
    /// What ends the file that is being written without it.
    static CALL_OFF: RefCell<Option<Function>> = const { RefCell::new(None) };
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

/// Writes a file. `loaded` is called when the writers are there. What was being written is called off.
///
/// # Errors
/// [`NoFile`].
pub async fn write(job: Job<'_>, loaded: impl Fn() + 'static) -> Result<Vec<u8>, NoFile> {
    run(job, false, loaded).await.map(|bytes| Uint8Array::new(&bytes).to_vec())
}

/// Writes what is shown of a file.
///
/// # Errors
/// [`NoFile`].
pub async fn preview(job: Job<'_>, loaded: impl Fn() + 'static) -> Result<String, NoFile> {
    run(job, true, loaded).await.map(|text| text.as_string().unwrap_or_default())
}

async fn run(asked: Job<'_>, shown: bool, loaded: impl Fn() + 'static) -> Result<JsValue, NoFile> {
    call_off();
    let files = program::files();
    let job = Object::new();
    for (name, value) in [
        ("wasm", whole(&files.office_wasm).into()),
        ("output", asked.output.into()),
        ("report", asked.report.into()),
        ("draft", asked.draft.into()),
        ("shown", shown.into()),
    ] {
        _ = Reflect::set(&job, &name.into(), &value);
    }
    let loaded: Rc<dyn Fn()> = Rc::new(loaded);
    let written = Promise::new(&mut |done, fail| {
        CALL_OFF.set(Some(fail.clone()));
        let in_page = {
            let (job, loaded, fail) = (job.clone(), loaded.clone(), fail.clone());
            let (files, done) = (files.clone(), done.clone());
            move || {
                if let Err(error) = write_in_page(&files, &job, loaded, &done, &fail) {
                    _ = fail.call1(&JsValue::NULL, &error);
                }
            }
        };
        if ask(&files.office, &job, loaded.clone(), &done, &fail, in_page.clone()).is_err() {
            in_page();
        }
    });
    let written = JsFuture::from(written).await;
    CALL_OFF.set(None);
    match written {
        Ok(written) => Ok(written),
        Err(nothing) if nothing.is_null() => Err(NoFile::CalledOff),
        Err(error) => {
            // Whatever it was, the next file begins anew.
            end_worker();
            let words = Object::from(error.clone()).to_string();
            Err(NoFile::Failed(error.as_string().unwrap_or_else(|| words.into())))
        }
    }
}

/// Ends what is being written, if anything is.
pub fn call_off() {
    if let Some(fail) = CALL_OFF.take() {
        end_worker();
        _ = fail.call1(&JsValue::NULL, &JsValue::NULL);
    }
}

fn end_worker() {
    if let Some(worker) = WORKER.take() {
        worker.terminate();
    }
}

/// An address as the thread can use it, which stands elsewhere than the page.
fn whole(address: &str) -> String {
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok()?);
    let whole = base.and_then(|base| web_sys::Url::new_with_base(address, &base).ok());
    whole.map_or_else(|| address.to_owned(), |url| url.href())
}

/// Has the thread write; `otherwise` is called where it cannot be started.
fn ask(
    script: &str,
    job: &Object,
    loaded: Rc<dyn Fn()>,
    done: &Function,
    fail: &Function,
    otherwise: impl FnOnce() + 'static,
) -> Result<(), JsValue> {
    let worker = match WORKER.with_borrow(Clone::clone) {
        Some(worker) => worker,
        None => {
            let options = WorkerOptions::new();
            options.set_type(WorkerType::Module);
            Worker::new_with_options(script, &options)?
        }
    };
    WORKER.set(Some(worker.clone()));
    let (done, fail) = (done.clone(), fail.clone());
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let field = |name: &str| Reflect::get(&data, &name.into()).unwrap_or_default();
        if field("writing").is_truthy() {
            loaded();
        } else if !field("file").is_undefined() {
            _ = done.call1(&JsValue::NULL, &field("file"));
        } else {
            _ = fail.call1(&JsValue::NULL, &field("error"));
        }
    });
    worker.set_onmessage(Some(heard.into_js_value().unchecked_ref()));
    let failed = Closure::once_into_js(move || {
        end_worker();
        otherwise();
    });
    worker.set_onerror(Some(failed.unchecked_ref()));
    worker.post_message(job)
}

/// Loads the writers into the page and has them write.
fn write_in_page(
    files: &program::Files,
    job: &Object,
    loaded: Rc<dyn Fn()>,
    done: &Function,
    fail: &Function,
) -> Result<(), JsValue> {
    let load = files.load.as_ref().ok_or(JsValue::UNDEFINED)?;
    let module: Promise = load.call1(&JsValue::NULL, &files.office.as_str().into())?.dyn_into()?;
    let (job, done, fail) = (job.clone(), done.clone(), fail.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let tell = Closure::once_into_js(move || loaded());
        let written = async {
            let module = JsFuture::from(module).await?;
            let run: Function = Reflect::get(&module, &"run".into())?.dyn_into()?;
            let writing: Promise = run.call2(&JsValue::NULL, &job, &tell)?.dyn_into()?;
            JsFuture::from(writing).await
        };
        _ = match written.await {
            Ok(bytes) => done.call1(&JsValue::NULL, &bytes),
            Err(error) => fail.call1(&JsValue::NULL, &error),
        };
    });
    Ok(())
}
