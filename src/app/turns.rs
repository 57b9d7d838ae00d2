//! Which window may change the open draft: brings together what
//! [`turn`](crate::core::draft::turn) decides, the other windows, and the draft on screen.

use super::services::{self, Channel, Lock, LockEvent, Services};
use super::state::{Timer, Unsaved};
use crate::core::draft::DraftId;
use crate::core::draft::store::key;
use crate::core::draft::turn::{Act, Stamp, Turn, Word};
use leptos::prelude::*;

/// How long the other windows have to say that one of them has the draft, where there are no locks.
const ASKED: i32 = 300;

/// How long the window that has the draft may take to give it; a frozen one never answers.
const GIVES: i32 = 1_000;

/// How long to wait before looking again whether what another window stored has arrived, and how
/// often to look.
const ARRIVES: (i32, u32) = (20, 25);

/// Whose turn it is to change the draft that is open.
#[derive(Clone, Copy)]
pub(super) struct Turns {
    /// `None` while no draft is open, and where no other window can open the same.
    turn: RwSignal<Option<Turn>>,
    windows: StoredValue<Option<Windows>, LocalStorage>,
    patience: Timer,
    unsaved: Unsaved,
    /// The name of this window.
    window: StoredValue<String>,
}

struct Windows {
    channel: Option<Channel>,
    lock: Option<Lock>,
}

impl Turns {
    /// Follows the draft that is open, while the page is there.
    pub(super) fn follow(
        services: Services,
        open: Memo<Option<DraftId>>,
        unsaved: Unsaved,
    ) -> Self {
        let turns = Self {
            turn: RwSignal::new(None),
            windows: StoredValue::new_local(None),
            patience: Timer::new(),
            unsaved,
            window: StoredValue::new(services::fresh_id().to_string()),
        };
        if !services.keeps_drafts() {
            return turns;
        }
        Effect::new(move |_| {
            turns.leave();
            if let Some(id) = open.get() {
                turns.join(&id);
            }
        });
        on_cleanup(move || turns.leave());
        services::while_here(&["pagehide", "pageshow"], move |event| {
            if event.type_() == "pagehide" {
                turns.leave();
            } else if let Some(id) = open.get_untracked()
                && turns.windows.with_value(Option::is_none)
            {
                // The page was kept by the browser and is shown again.
                turns.join(&id);
            }
        });
        turns
    }

    /// Whether it is known that this window may change the draft.
    pub(super) fn is_ours(self) -> bool {
        self.turn.with(|turn| matches!(turn, Some(Turn::Mine(_))))
    }

    /// Since when another window has the draft, in milliseconds, where that is known; `None` where
    /// this one may change it.
    pub(super) fn elsewhere(self) -> Option<Option<u64>> {
        self.turn.with(|turn| match turn {
            Some(Turn::Theirs(since)) => Some(*since),
            Some(turn) if !turn.may_edit() => Some(None),
            Some(_) | None => None,
        })
    }

    /// A person wants to go on in this window.
    pub(super) fn take(self) {
        self.step(Turn::take);
    }

    fn now(self) -> Stamp {
        Stamp { at: services::milliseconds(), window: self.window.get_value() }
    }

    fn join(self, id: &DraftId) {
        let name = key(id);
        let (turn, act) = Turn::ask(self.now());
        let channel = Channel::open(&name, move |text| self.hear(&text));
        let lock = Lock::open(&name, move |event| self.follow_lock(event));
        if channel.is_none() && lock.is_none() {
            return;
        }
        self.windows.set_value(Some(Windows { channel, lock }));
        self.turn.set(Some(turn));
        self.answer(Some(act));
        self.keep_up();
    }

    fn leave(self) {
        self.patience.cancel();
        // A lock tells by itself.
        if !self.has_lock() {
            self.say(&Word::Free);
        }
        let left = self.windows.try_update_value(Option::take);
        drop(left);
        if self.turn.with_untracked(Option::is_some) {
            self.turn.set(None);
        }
    }

    fn has_lock(self) -> bool {
        self.windows.with_value(|all| all.as_ref().is_some_and(|all| all.lock.is_some()))
    }

    fn say(self, word: &Word) {
        self.windows.with_value(|all| {
            if let Some(channel) = all.as_ref().and_then(|all| all.channel.as_ref()) {
                channel.say(&word.to_text());
            }
        });
    }

    fn step(self, change: impl FnOnce(&mut Turn, Stamp) -> Option<Act>) {
        let Some(mut turn) = self.turn.try_get_untracked().flatten() else { return };
        let had = matches!(turn, Turn::Mine(_));
        let act = change(&mut turn, self.now());
        let has = matches!(turn, Turn::Mine(_));
        self.answer(act);
        if self.turn.with_untracked(|before| before.as_ref() != Some(&turn)) {
            self.turn.set(Some(turn));
        }
        if has && !had {
            self.unsaved.regain();
        } else if had && !has {
            // Another window took it without asking. What it stored meanwhile is not overwritten.
            self.unsaved.save();
        }
        self.keep_up();
    }

    fn answer(self, act: Option<Act>) {
        match act {
            Some(Act::Say(word)) => self.say(&word),
            Some(Act::HandOver(window)) => {
                self.say(&Word::Given(window, self.unsaved.hand_over()));
            }
            None => {}
        }
    }

    /// Has the lock follow the turn, and waits for answers no longer than they are worth.
    fn keep_up(self) {
        let have = move || self.step(Turn::have);
        let turn = self.turn.get_untracked();
        match &turn {
            Some(Turn::Asking { .. }) if !self.has_lock() => {
                if !self.patience.is_set() {
                    self.patience.set(ASKED, have);
                }
            }
            Some(Turn::Taking(_)) => {
                if !self.patience.is_set() {
                    self.patience.set(GIVES, have);
                }
            }
            Some(Turn::Asking { .. } | Turn::Mine(_) | Turn::Theirs(_)) | None => {
                self.patience.cancel();
            }
        }
        self.windows.with_value(|all| {
            let Some(lock) = all.as_ref().and_then(|all| all.lock.as_ref()) else { return };
            match turn {
                Some(Turn::Mine(_)) => lock.steal(),
                Some(Turn::Theirs(_)) => lock.wait(),
                Some(Turn::Asking { .. } | Turn::Taking(_)) | None => {}
            }
        });
    }

    fn follow_lock(self, event: LockEvent) {
        match event {
            LockEvent::Had => self.step(Turn::have),
            // The browser has locks, but not for this page: the channel has to do.
            LockEvent::Refused => {
                let lock = self.windows.try_update_value(|all| all.as_mut()?.lock.take());
                drop(lock);
                self.keep_up();
            }
            LockEvent::Elsewhere | LockEvent::Lost => self.step(|turn, _| {
                turn.lose();
                None
            }),
        }
    }

    fn hear(self, text: &str) {
        let Some(word) = Word::read(text) else { return };
        match word {
            Word::Given(to, draft) if to == self.window.get_value() => self.receive(draft, 0),
            word => self.step(|turn, now| turn.hear(&word, now)),
        }
    }

    /// Another window gives the draft and its newest text, which this one may see in the store only
    /// a moment later, or never where there is no room for it.
    fn receive(self, draft: String, tries: u32) {
        if self.turn.try_get_untracked().flatten().is_none() {
            return;
        }
        let (pause, most) = ARRIVES;
        if self.unsaved.receive(&draft, tries >= most) {
            let word = Word::Given(self.window.get_value(), draft);
            self.step(|turn, now| turn.hear(&word, now));
        } else {
            // Called off when the draft is left.
            self.patience.set(pause, move || self.receive(draft, tries + 1));
        }
    }
}
