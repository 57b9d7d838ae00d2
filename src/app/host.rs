//! A page of somebody else's that holds the program as an element: what it wishes to be shown, what it
//! is told, and what it may ask. Knows neither elements nor attributes.

use super::pages::drafts::List;
use super::services::Content;
use super::state::{OpenDraft, PAUSE, Timer, Unsaved};
use crate::core::export::json::{findings_to_json, to_json};
use crate::core::text::{Language, say};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// What a host wishes to be shown. Whatever is empty is left to the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Full name of the organ.
    pub organ: String,
    /// Its code (统一社会信用代码, or whatever the host counts its organs by).
    pub organ_code: String,
    /// The year, as it is written there.
    pub year: String,
    /// Id of the form.
    pub format: String,
    /// The language.
    pub language: Language,
}

/// What a host is told. `report` is the published JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The report that is open was changed.
    Change {
        /// As it is now.
        report: String,
    },
    /// A person takes a file out.
    Export {
        /// Name of the file.
        name: String,
        /// Its media type.
        media_type: &'static str,
        /// What is in it.
        content: Content,
        /// The report it was made of.
        report: String,
    },
}

/// What takes a [`Told`]; `true` where the host did itself what would come next.
type Tell = Rc<dyn Fn(Told) -> bool>;

/// A host.
#[derive(Clone)]
pub struct Host {
    /// What it wishes at first.
    pub wishes: Wishes,
    /// Tells it something.
    pub tell: Tell,
    /// Where it finds what it may ask, as soon as the program is there.
    pub door: Rc<Cell<Option<Door>>>,
}

/// What a host may ask of the program, while it is there.
#[derive(Clone, Copy)]
pub struct Door {
    pub(super) list: List,
    pub(super) unsaved: Unsaved,
    pub(super) language: RwSignal<Language>,
    /// What the host wished last: only what it changes is followed.
    pub(super) last: StoredValue<Wishes>,
}

impl Door {
    /// Shows what the host wishes now, unless something that could not be stored would be lost.
    pub fn wish(self, wishes: &Wishes) {
        if self.unsaved.would_be_lost() {
            return;
        }
        let last = self.last.get_value();
        self.last.set_value(wishes.clone());
        if last.language != wishes.language {
            self.language.set(wishes.language);
        }
        if (Wishes { language: last.language, ..wishes.clone() }) != last {
            self.list.show_wished(wishes);
        }
    }

    /// The published JSON of the report that is open, with errors and blanks as they are.
    #[must_use]
    pub fn report(self) -> Option<String> {
        self.unsaved.open().map(published)
    }

    /// What there is to put right, to fill in and to look at in the report that is open, as JSON: see
    /// [`findings_to_json`].
    #[must_use]
    pub fn check(self) -> Option<String> {
        let language = self.language.get_untracked();
        let state = self.unsaved.open()?.state;
        let written = state.format.with_value(|format| {
            state.report.with_untracked(|report| {
                state.findings.with_untracked(|all| findings_to_json(language, format, report, all))
            })
        });
        Some(written)
    }

    /// Opens a published report or a draft as a draft of its own; the one that is there already where
    /// both hold the same. Ends with what is to be said about it.
    ///
    /// # Errors
    /// Why it was not opened, in words. Nothing was changed.
    pub fn load(self, text: &str) -> Result<Vec<String>, String> {
        let language = self.language.get_untracked();
        let words = |message| say(language, &message);
        let loaded = self.list.load(text, language);
        loaded.map(|notes| notes.into_iter().map(words).collect()).map_err(words)
    }
}

/// The host of the program, if it has one, for use in views.
#[derive(Clone, Copy)]
pub(super) struct Hosted(StoredValue<Option<Host>, LocalStorage>);

impl Hosted {
    pub(super) fn by(host: Option<Host>) -> Self {
        Self(StoredValue::new_local(host))
    }

    /// Opens the door and shows what the host wishes at first.
    pub(super) fn welcome(self, door: Door) {
        let wishes = self.0.with_value(|host| {
            let host = host.as_ref()?;
            host.door.set(Some(door));
            Some(host.wishes.clone())
        });
        if let Some(wishes) = wishes {
            door.list.show_wished(&wishes);
            door.last.set_value(wishes);
        }
        on_cleanup(move || {
            _ = self.0.try_with_value(|host| host.as_ref().map(|host| host.door.take()));
        });
    }

    /// Tells the host a little after each change of a draft.
    pub(super) fn follow(self, draft: OpenDraft) {
        if self.0.with_value(Option::is_none) {
            return;
        }
        let timer = Timer::new();
        let tell = move || _ = self.tell(Told::Change { report: published(draft) });
        on_cleanup(move || {
            if timer.is_set() {
                timer.cancel();
                tell();
            }
        });
        Effect::new(move |before: Option<()>| {
            draft.state.report.track();
            if before.is_some() {
                timer.set(PAUSE, tell);
            }
        });
    }

    /// Tells the host that a file of a report (published JSON) is taken out. `true` where the host takes it.
    pub(super) fn takes(
        self,
        name: &str,
        media_type: &'static str,
        content: &Content,
        report: String,
    ) -> bool {
        let (name, content) = (name.to_owned(), content.clone());
        self.tell(Told::Export { name, media_type, content, report })
    }

    fn tell(self, told: Told) -> bool {
        let tell = self.0.with_value(|host| host.as_ref().map(|host| host.tell.clone()));
        tell.is_some_and(|tell| tell(told))
    }
}

fn published(draft: OpenDraft) -> String {
    let state = draft.state;
    state.format.with_value(|format| {
        state.report.with_untracked(|report| {
            state.figures.with_untracked(|figures| to_json(format, report, figures))
        })
    })
}
