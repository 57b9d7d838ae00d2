//! Drafts in the browser's local storage.
//!
//! Access may throw (a policy, a foreign frame, a private window): that is
//! [`StoreError::Forbidden`], not a panic.

use crate::core::draft::{StoreError, TextStore};
use gloo_storage::{LocalStorage, Storage};

/// Local storage of the page's origin.
#[derive(Debug)]
pub struct LocalDrafts(());

impl LocalDrafts {
    /// The storage, if this page may use it: it is tried by writing and removing a key.
    ///
    /// # Errors
    /// [`StoreError::Forbidden`] where it may not. A full storage is no error here: what is in it
    /// can still be read.
    pub fn open() -> Result<Self, StoreError> {
        // gloo panics where the browser throws, so the browser is asked first.
        match web_sys::window().map(|window| window.local_storage()) {
            Some(Ok(Some(storage))) => {
                let probe = "disclosure-report/probe";
                let written = storage.set_item(probe, "");
                let kept = storage.get_item(probe).is_ok();
                _ = storage.remove_item(probe);
                match written {
                    Ok(()) if kept => Ok(Self(())),
                    Err(_) if storage.length().is_ok_and(|keys| keys > 0) => Ok(Self(())),
                    _ => Err(StoreError::Forbidden),
                }
            }
            _ => Err(StoreError::Forbidden),
        }
    }
}

impl TextStore for LocalDrafts {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = raw()?;
        let length = storage.length().map_err(|_| StoreError::Forbidden)?;
        Ok((0..length).filter_map(|at| storage.key(at).ok().flatten()).collect())
    }

    fn read(&self, key: &str) -> Result<Option<String>, StoreError> {
        raw()?.get_item(key).map_err(|_| StoreError::Forbidden)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), StoreError> {
        // The one error of `setItem` on a storage that can be read is that there is no room.
        raw()?.set_item(key, text).map_err(|_| StoreError::Full)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        raw()?.remove_item(key).map_err(|_| StoreError::Forbidden)
    }
}

/// The storage as text. Drafts are kept word for word, damaged ones too, so gloo's own JSON layer
/// is passed by; and a policy may have changed since the page was opened, so the browser is asked
/// before gloo.
fn raw() -> Result<web_sys::Storage, StoreError> {
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Ok(LocalStorage::raw()),
        _ => Err(StoreError::Forbidden),
    }
}
