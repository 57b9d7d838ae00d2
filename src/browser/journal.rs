//! Texts in IndexedDB, which says when they are on the disk.
//!
//! A write is asked for at once and not when somebody waits for it, so that it goes on when the page
//! is closed. Where the browser has no IndexedDB for this page, or does not answer, there is no
//! journal. Knows no drafts.

use idb::event::DatabaseEvent;
use idb::{
    Database, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, Transaction,
    TransactionMode,
};
use js_sys::{Array, Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{IdbTransaction, IdbTransactionMode};

const NAME: &str = "disclosure-report";
const STORE: &str = "texts";

/// How long the database may take to open or to go, in milliseconds. It has been seen to never answer.
const PATIENCE: i32 = 3_000;

/// Texts by key, in IndexedDB.
#[derive(Clone, Debug)]
pub struct Journal(Rc<RefCell<Option<Connection>>>);

#[derive(Debug)]
struct Connection {
    database: Database,
    /// The same as the browser has it.
    raw: JsValue,
}

/// The text did not reach the disk, or could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// No room.
    Full,
    /// The database does not answer, or does not want to.
    Failed,
}

impl From<Error> for NotKept {
    fn from(_: Error) -> Self {
        Self::Failed
    }
}

impl Journal {
    /// The journal of the page's origin; `None` where there is none.
    pub async fn open() -> Option<Self> {
        let journal = Self(Rc::default());
        let opening = journal.clone();
        let opened = in_time(async move { opening.connect().await }).await;
        opened.then_some(journal)
    }

    /// Every text whose key begins so, in the order of their keys.
    ///
    /// # Errors
    /// [`NotKept`] where the database does not answer.
    pub async fn all(&self, prefix: &str) -> Result<Vec<(String, String)>, NotKept> {
        let store = self.reading().await?;
        let range = || beginning_with(prefix).map(|range| Some(range.into()));
        let (keys, texts) = (store.get_all_keys(range()?, None)?, store.get_all(range()?, None)?);
        let (keys, texts) = (keys.await?, texts.await?);
        let pairs = keys.iter().zip(&texts);
        Ok(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    }

    /// Every key that begins so, in order.
    ///
    /// # Errors
    /// [`NotKept`] where the database does not answer.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, NotKept> {
        let store = self.reading().await?;
        let keys = store.get_all_keys(Some(beginning_with(prefix)?.into()), None)?.await?;
        Ok(keys.iter().filter_map(JsValue::as_string).collect())
    }

    async fn reading(&self) -> Result<ObjectStore, NotKept> {
        let begun = match self.begin(TransactionMode::ReadOnly) {
            Ok(begun) => begun,
            // The connection may be gone: another window asked for that, or the browser.
            Err(_) => {
                self.connect().await?;
                self.begin(TransactionMode::ReadOnly)?
            }
        };
        Ok(begun.0.object_store(STORE)?)
    }

    /// Writes a text; the future ends when it is on the disk.
    pub fn write(
        &self,
        key: &str,
        text: &str,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let (key, text) = (JsValue::from_str(key), JsValue::from_str(text));
        self.change(move |store| store.put(&text, Some(&key)).map(drop))
    }

    /// Removes a text; the future ends when that is on the disk.
    pub fn remove(&self, key: &str) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let key = JsValue::from_str(key);
        self.change(move |store| store.delete(key.clone()).map(drop))
    }

    /// Writes a text in place of all whose key begins so; the future ends when that is on the disk.
    pub fn write_in_place_of(
        &self,
        prefix: &str,
        key: &str,
        text: &str,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let prefix = prefix.to_owned();
        let (key, text) = (JsValue::from_str(key), JsValue::from_str(text));
        self.change(move |store| {
            store.delete(beginning_with(&prefix)?)?;
            store.put(&text, Some(&key)).map(drop)
        })
    }

    /// Removes the whole database. `false` where it does not answer in time, as when another window
    /// has it and does not let go.
    pub async fn destroy(&self) -> bool {
        self.disconnect();
        in_time(async {
            Factory::new()?.delete(NAME)?.await?;
            Ok(())
        })
        .await
    }

    fn change<C>(&self, change: C) -> impl Future<Output = Result<(), NotKept>> + use<C>
    where
        C: Fn(&ObjectStore) -> Result<(), Error>,
    {
        let ask = move |journal: &Self| {
            let (transaction, raw) = journal.begin(TransactionMode::ReadWrite)?;
            change(&transaction.object_store(STORE)?)?;
            let ended = Promise::new(&mut |kept, not_kept| {
                raw.set_oncomplete(Some(&kept));
                raw.set_onabort(Some(&not_kept));
            });
            // Without this a page that is closed now would take the write with it.
            transaction.commit()?;
            Ok::<_, NotKept>((ended, raw))
        };
        let asked = ask(self);
        let journal = self.clone();
        async move {
            let (ended, raw) = match asked {
                Ok(asked) => asked,
                // The connection may be gone: another window asked for that, or the browser.
                Err(_) => {
                    journal.connect().await?;
                    ask(&journal)?
                }
            };
            if JsFuture::from(ended).await.is_ok() {
                return Ok(());
            }
            let full = raw.error().is_some_and(|error| error.name() == "QuotaExceededError");
            Err(if full { NotKept::Full } else { NotKept::Failed })
        }
    }

    async fn connect(&self) -> Result<(), NotKept> {
        let mut request = Factory::new()?.open(NAME, Some(1))?;
        request.on_upgrade_needed(|event| {
            // A store that could not be made shows when it is used.
            if let Ok(database) = event.database() {
                _ = database.create_object_store(STORE, ObjectStoreParams::new());
            }
        });
        let raw = JsValue::from(request.await?);
        let mut database = Database::try_from(raw.clone())?;
        let (lost, asked) = (self.clone(), self.clone());
        database.on_close(move |_| lost.disconnect());
        database.on_version_change(move |_| asked.disconnect());
        self.disconnect();
        *self.0.borrow_mut() = Some(Connection { database, raw });
        Ok(())
    }

    /// The connection is gone, or in the way of another window. The next write makes a new one.
    fn disconnect(&self) {
        let before = self.0.borrow_mut().take();
        if let Some(Connection { mut database, .. }) = before {
            database.close();
            // One of these calls may be running.
            database.forget_callbacks();
        }
    }

    /// A transaction, and the same as the browser has it.
    fn begin(&self, mode: TransactionMode) -> Result<(Transaction, IdbTransaction), NotKept> {
        let connection = self.0.borrow();
        let raw = &connection.as_ref().ok_or(NotKept::Failed)?.raw;
        let begun = begin_strict(raw, mode).map_err(|_| NotKept::Failed)?;
        Ok((begun.clone().into(), begun))
    }
}

/// Waits for the database no longer than [`PATIENCE`]. Whether it did what was asked.
async fn in_time(asked: impl Future<Output = Result<(), NotKept>> + 'static) -> bool {
    let done =
        future_to_promise(
            async move { asked.await.map(|()| JsValue::TRUE).map_err(|_| JsValue::NULL) },
        );
    let patience = Promise::new(&mut |give_up, _| {
        super::page::later(PATIENCE, move || _ = give_up.call0(&JsValue::NULL));
    });
    let first = JsFuture::from(Promise::race(&Array::of2(&done, &patience))).await;
    first.is_ok_and(|done| done.is_truthy())
}

fn beginning_with(prefix: &str) -> Result<KeyRange, Error> {
    KeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into(), None, None)
}

/// Begins a transaction that ends only when it is on the disk, and not when it is on its way there:
/// an option that the crate does not have.
fn begin_strict(database: &JsValue, mode: TransactionMode) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let arguments = (JsValue::from_str(STORE), JsValue::from(IdbTransactionMode::from(mode)));
    let begun = begin.call3(database, &arguments.0, &arguments.1, &options)?;
    begun.dyn_into()
}
