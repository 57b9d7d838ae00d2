//! What the app asks of its surroundings; the only file of it that names the browser.

pub(super) use crate::browser::clipboard::{self, copy};
pub(super) use crate::browser::clock::{
    at, fresh_id, last_year, milliseconds, milliseconds_of, now,
};
pub use crate::browser::files::Content;
pub(super) use crate::browser::files::{DRAGGING, NotRead, chosen, dropped, read as read_file};
pub(super) use crate::browser::office::{self, Job, NoFile, Source, Ticket};
pub(super) use crate::browser::offline::{News, Offline};
pub(super) use crate::browser::page::{
    LEAVING, Listening, Watching, ask_before_leaving, blur, bring_into_view, call_off,
    focus_is_lost, focus_within, fragment, fragment_of_link, go, later, listen_to, page_around,
    replace, set_read_only, show_from_the_top, size,
};
pub(super) use crate::browser::persistence::{ask as ask_for_promise, is_promised};
pub(super) use crate::browser::preview;
pub(super) use crate::browser::print::print;
pub(super) use crate::browser::program::{licences, policy, wasm, wasm_name};
pub(super) use crate::browser::windows::{Channel, Lock, LockEvent};

use super::room::{Room, Window};
use crate::browser::files;
use crate::browser::frame::{self, Downloads};
use crate::browser::journal::{Journal, NotKept};
use crate::browser::local_drafts::LocalDrafts;
use crate::browser::page::{self, pause, run};
use crate::browser::persistence;
use crate::core::draft::snapshots::{self, Moment, Snapshot, is_worth_keeping, surplus};
use crate::core::draft::store::{id_of, key};
use crate::core::draft::{DraftId, Drafts, MemoryStore, Overlaid, Shared, TextStore};
use crate::core::export::Output;
use crate::core::text::Message;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use std::collections::BTreeSet;
use std::pin::Pin;
use std::rc::Rc;

/// Calls back with every one of these events of the window, until the owner of the call is gone.
pub(super) fn while_here(
    events: &'static [&'static str],
    call: impl Fn(leptos::web_sys::Event) + 'static,
) {
    stop_with_owner(StoredValue::new_local(listen_to(None, events, Box::new(call))));
}

/// Calls listeners off when their owner is gone.
pub(super) fn stop_with_owner(listening: StoredValue<Option<Listening>, LocalStorage>) {
    on_cleanup(move || {
        if let Some(listening) = listening.try_update_value(Option::take).flatten() {
            listening.stop();
        }
    });
}

/// Where drafts are kept, for as long as the page lasts and for every program in it.
#[derive(Clone)]
pub struct Depot {
    store: Rc<Shared>,
    journal: Option<Journal>,
    lasts: Lasts,
}

/// A file that was handed out, and not for sure taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Handed {
    /// What became of it.
    pub(super) message: Message,
    /// What is in it, where a person may want to copy that.
    pub(super) text: Option<String>,
}

/// What a program asks of its surroundings, until its owner is gone.
#[derive(Clone, Copy)]
pub struct Services {
    store: StoredValue<Shared, LocalStorage>,
    journal: StoredValue<Option<Journal>, LocalStorage>,
    /// How many texts were given to the journal.
    written_ahead: StoredValue<u64>,
    lasts: Lasts,
    /// What is to be said about the file that was handed out last.
    pub(super) handed: RwSignal<Option<Handed>>,
    /// What holds the program inside a page of a host. `None` on a page of its own.
    inside: StoredValue<Option<HtmlElement>, LocalStorage>,
}

/// How long another window may take to write what it was writing, in milliseconds.
const LAST_WRITES: i32 = 300;

/// How long the store keeps a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lasts {
    /// As long as the page.
    AsThePage,
    /// For good, seconds after it was stored: the journal bridges them.
    Soon,
    /// For good, at once.
    AtOnce,
}

/// What becomes of a text that is to be written ahead.
pub(super) enum WriteAhead {
    /// It is being written; ends with whether it is on the disk.
    Writing(Pin<Box<dyn Future<Output = bool>>>),
    /// The store keeps it at once.
    Needless,
    /// There is no journal.
    Missing,
}

impl WriteAhead {
    /// Lets the write go on without waiting for it: where it fails, the next start settles it.
    pub(super) fn let_go(self) {
        if let Self::Writing(writing) = self {
            run(drop_outcome(writing));
        }
    }
}

impl Depot {
    /// The browser's local storage with a journal in IndexedDB, after the newer text of each draft
    /// was let stand; memory where the browser allows no storage.
    pub async fn of_browser() -> Self {
        let Ok(store) = LocalDrafts::open() else {
            return Self::new(Rc::new(MemoryStore::default()), None, Lasts::AsThePage);
        };
        let store = Rc::new(Overlaid::new(store));
        let journal = Journal::open().await;
        if let Some(journal) = &journal
            && let Ok(texts) = journal.all(&key(&DraftId::new(""))).await
        {
            let of_draft = |(key, text): (String, String)| Some((id_of(&key)?, text));
            let texts = texts.into_iter().filter_map(of_draft).collect();
            let drafts = Drafts::new(store.as_ref());
            let settled = drafts.settle(&texts);
            for (id, text) in &settled.waiting {
                store.lay(&key(id), text);
            }
            for (id, text) in &settled.to_journal {
                run(drop_outcome(journal.write(&key(id), text)));
            }
            for (id, text) in settled.set_aside {
                run(drop_outcome(keep_snapshot(journal.clone(), id, Moment::SetAside, text)));
            }
            if let Ok(stored) = drafts.ids() {
                run(forget_orphans(journal.clone(), stored));
            }
        }
        Self::new(store, journal, Lasts::Soon)
    }

    /// Any store, taken to last.
    #[must_use]
    pub fn of_store(store: Rc<dyn TextStore>) -> Self {
        Self::new(store, None, Lasts::AtOnce)
    }

    fn new(store: Rc<dyn TextStore>, journal: Option<Journal>, lasts: Lasts) -> Self {
        Self { store: Rc::new(Shared::new(store)), journal, lasts }
    }
}

impl Services {
    /// Those of a page of the program's own.
    #[must_use]
    pub fn new(depot: &Depot) -> Self {
        Self {
            store: StoredValue::new_local(depot.store.another()),
            journal: StoredValue::new_local(depot.journal.clone()),
            written_ahead: StoredValue::new(0),
            lasts: depot.lasts,
            handed: RwSignal::new(None),
            inside: StoredValue::new_local(None),
        }
    }

    /// The same inside an element of a host's page, whose address, title and keys are not ours.
    #[must_use]
    pub fn inside(self, element: HtmlElement) -> Self {
        self.inside.set_value(Some(element));
        self
    }

    /// Whether the page is the program's own, and not a host's.
    pub(super) fn has_page(self) -> bool {
        self.inside.with_value(Option::is_none)
    }

    /// Calls back with every one of these events in the program, until the owner of the call is gone;
    /// on a page of its own that is anywhere on it.
    pub(super) fn hear(
        self,
        events: &'static [&'static str],
        call: impl Fn(leptos::web_sys::Event) + 'static,
    ) {
        let listening = self.inside.with_value(|on| listen_to(on.as_ref(), events, Box::new(call)));
        stop_with_owner(StoredValue::new_local(listening));
    }

    /// Hands a file to the browser, or to a host that takes it. `false` where neither takes it; what
    /// else is to be said about it is in `handed` then.
    pub(super) fn save_file(self, name: &str, media_type: &str, content: &Content) -> bool {
        let name_of = name.to_owned();
        if let Some(origin) = frame::give(name, media_type, content) {
            let message = Message::GivenToHost(name_of, origin);
            self.handed.set(Some(Handed { message, text: None }));
            return true;
        }
        let downloads = frame::downloads();
        let handed = downloads != Downloads::Forbidden && files::save(name, media_type, content);
        let message = match downloads {
            Downloads::Allowed => None,
            Downloads::Unknown => Some(Message::MaybeNotDownloaded(name_of)),
            Downloads::Forbidden => Some(Message::DownloadsForbidden(name_of)),
        };
        let text = match content {
            Content::Text(text) => Some(text.clone()),
            Content::Bytes(_) => None,
        };
        self.handed.set(message.map(|message| Handed { message, text }));
        handed
    }

    /// The same with a file of JSON.
    pub(super) fn save_json(self, name: &str, text: String) -> bool {
        self.save_file(name, Output::Json.media_type(), &Content::Text(text))
    }

    /// Tells the host of the frame, if there is one, how high an element is, whenever that changes.
    pub(super) fn tell_height_of(self, element: &HtmlElement, room: Signal<Room>) {
        if !self.has_page() {
            return;
        }
        let shown = element.clone();
        let tell = move || {
            if frame::grows() {
                frame::tell_height(&shown);
            }
        };
        let watching = StoredValue::new_local(Watching::size_of(element, tell.clone()));
        on_cleanup(move || _ = watching.try_update_value(Option::take));
        Effect::new(move |_| {
            room.track();
            tell();
        });
    }

    /// Sets title and language of the page, where it is the program's own.
    pub(super) fn set_title(self, title: &str, language: &str) {
        if self.has_page() {
            page::set_title(title, language);
        }
    }

    /// How much room there is, and whenever that changes, until the owner of the call is gone.
    pub(super) fn room(self) -> Signal<Room> {
        let measured = move || {
            let (width, height) = size();
            let inside = self.inside.get_value();
            let window = match inside {
                Some(_) => Window::OfHost,
                None if frame::grows() => Window::Growing,
                None => Window::Own,
            };
            let width = inside.map_or(width, |one| one.client_width().unsigned_abs());
            Room { width, height, window }
        };
        let room = ArcRwSignal::new(measured());
        let look = {
            let room = room.clone();
            move || {
                let now = measured();
                if room.get_untracked() != now {
                    room.set(now);
                }
            }
        };
        let watching = self.inside.with_value(|one| Watching::size_of(one.as_ref()?, look.clone()));
        let watching = StoredValue::new_local(watching);
        on_cleanup(move || _ = watching.try_update_value(Option::take));
        let heard = {
            let room = room.clone();
            // A host that asks again is answered again.
            move || room.set(measured())
        };
        while_here(&["resize"], move |_| look());
        if self.has_page() {
            while_here(&["message"], move |event| {
                if frame::hear(&event) {
                    heard();
                }
            });
            frame::announce();
        }
        room.into()
    }

    /// Whether drafts outlive the page.
    #[must_use]
    pub fn keeps_drafts(self) -> bool {
        self.lasts != Lasts::AsThePage
    }

    /// Writes the text of a draft to the journal.
    pub(super) fn write_ahead(self, id: &DraftId, text: &str) -> WriteAhead {
        let Some(journal) = self.journal.get_value() else {
            let at_once = self.lasts == Lasts::AtOnce;
            return if at_once { WriteAhead::Needless } else { WriteAhead::Missing };
        };
        let (key, text) = (key(id), text.to_owned());
        let number = self.written_ahead.get_value() + 1;
        self.written_ahead.set_value(number);
        // Asked for now: it goes on when the page is closed.
        let writing = journal.write(&key, &text);
        WriteAhead::Writing(Box::pin(async move {
            match writing.await {
                // Snapshots give way before drafts do; unless a newer text is on its way already, which
                // this one must not overtake.
                Err(NotKept::Full) if self.written_ahead.try_get_value() == Some(number) => {
                    journal.write_in_place_of(snapshots::PREFIX, &key, &text).await.is_ok()
                }
                written => written.is_ok(),
            }
        }))
    }

    /// The text of a draft in the journal, where it is another than this.
    pub(super) async fn written_ahead_of(self, id: &DraftId, text: &str) -> Option<String> {
        let key = key(id);
        let texts = self.journal.try_get_value()??.all(&key).await.ok()?;
        let found = texts.into_iter().find(|(one, _)| *one == key);
        found.map(|(_, found)| found).filter(|found| found != text)
    }

    /// Removes a draft from the journal, after it was removed from the store.
    pub(super) fn forget_ahead(self, id: &DraftId) {
        self.journal.with_value(|journal| {
            if let Some(journal) = journal {
                run(drop_outcome(journal.remove(&key(id))));
            }
        });
    }

    /// Keeps a text of a draft as a snapshot, if it is worth it. Ends with whether it is on the disk,
    /// or another with the same in it.
    pub(super) fn keep_snapshot(
        self,
        id: DraftId,
        moment: Moment,
        text: String,
    ) -> impl Future<Output = bool> + use<> {
        // Taken now: the program may be gone when this is waited for.
        let journal = self.journal.try_get_value().flatten();
        async move {
            match journal {
                Some(journal) => keep_snapshot(journal, id, moment, text).await,
                None => false,
            }
        }
    }

    /// Whether snapshots can be kept here at all.
    pub(super) fn keeps_snapshots(self) -> bool {
        self.journal.with_value(Option::is_some)
    }

    /// The snapshots of a draft and their texts, the newest first; `None` where they cannot be read.
    pub(super) async fn snapshots(self, id: DraftId) -> Option<Vec<(Snapshot, String)>> {
        let texts = self.journal.try_get_value()??.all(&snapshots::prefix_of(&id)).await.ok()?;
        let named = |(key, text): (String, String)| Some((Snapshot::of_key(&key)?, text));
        Some(texts.into_iter().rev().filter_map(named).collect())
    }

    /// Notes that a draft was saved to a file, or made, now.
    pub(super) fn note_backup(self, id: &DraftId) {
        self.with_drafts(|drafts| drafts.note_backup(id, milliseconds()));
    }

    /// Asks the browser once to keep what is stored.
    pub(super) fn ask_to_persist(self) {
        if self.keeps_drafts() && self.with_drafts(|drafts| drafts.note_asked("persist")) {
            run(persistence::ask());
        }
    }

    /// Removes everything that is ours, in every place. `false` where something is left.
    pub(super) async fn clear(self) -> bool {
        // The drafts first: another window that has one open finds it gone and writes nothing more.
        if self.with_drafts(|drafts| drafts.clear()) != Ok(0) {
            return false;
        }
        let journal = self.journal.get_value();
        let gone = match &journal {
            Some(journal) => journal.destroy().await,
            None => true,
        };
        // What another window was writing in that moment is there again, and made the database anew.
        pause(LAST_WRITES).await;
        let emptied = self.with_drafts(|drafts| drafts.clear()) == Ok(0);
        let again = match journal {
            Some(journal) => journal.destroy().await,
            None => true,
        };
        gone && emptied && again
    }

    /// Does something with the drafts.
    pub fn with_drafts<T>(self, call: impl FnOnce(Drafts<'_>) -> T) -> T {
        self.store.with_value(|store| call(Drafts::new(store)))
    }

    /// Calls back when another window or another program in this page stored something, until the
    /// owner of the call is gone.
    pub(super) fn on_stored_elsewhere(self, call: impl Fn() + Clone + 'static) {
        let own = call.clone();
        while_here(&["storage"], move |_| own());
        self.store.with_value(|store| store.on_change(call));
    }
}

/// A write that nobody waits for: where it fails, the next start settles it.
async fn drop_outcome<T>(writing: impl Future<Output = T>) {
    _ = writing.await;
}

async fn keep_snapshot(journal: Journal, draft: DraftId, moment: Moment, text: String) -> bool {
    let Ok(mut texts) = journal.all(&snapshots::prefix_of(&draft)).await else { return false };
    if !is_worth_keeping(texts.last().map(|(_, text)| text.as_str()), &text) {
        let newest = texts.last().and_then(|(key, _)| Snapshot::of_key(key));
        let Some(less) = newest.filter(|newest| moment.tells_more_than(newest.moment)) else {
            return true;
        };
        // The same text once, for the reason that tells more.
        drop_outcome(journal.remove(&less.key())).await;
        texts.pop();
    }
    let snapshot = Snapshot { draft, at: milliseconds(), moment };
    if journal.write(&snapshot.key(), &text).await.is_err() {
        return false;
    }
    let mut all: Vec<Snapshot> =
        texts.iter().filter_map(|(key, _)| Snapshot::of_key(key)).collect();
    all.push(snapshot);
    for gone in surplus(&all) {
        drop_outcome(journal.remove(&gone.key())).await;
    }
    true
}

/// Removes the snapshots of drafts that were deleted. Not at once, so that the deletion can be undone.
async fn forget_orphans(journal: Journal, drafts: BTreeSet<DraftId>) {
    for key in journal.keys(snapshots::PREFIX).await.unwrap_or_default() {
        if Snapshot::of_key(&key).is_some_and(|one| !drafts.contains(&one.draft)) {
            drop_outcome(journal.remove(&key)).await;
        }
    }
}
