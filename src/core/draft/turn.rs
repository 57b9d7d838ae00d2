//! Whose turn it is to change a draft: one window at a time, and the others only show it.
//!
//! Windows speak to each other in [`Word`]s over a channel per draft; where the browser has locks, a
//! lock says whether somebody has the turn, and gives it on when a window is gone. Of two windows
//! that both think it is theirs, which a frozen one may, the one that took it later has it. Knows no
//! clock, no channel and no lock: whoever does hands in what happened and does what is answered.

use std::fmt;

/// When a window asked for the turn or took it, and which window; of two stamps the later counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// Milliseconds of the clock that all windows of a computer share.
    pub at: u64,
    /// The name of the window; no spaces.
    pub window: String,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.at, self.window)
    }
}

/// What a window says to the others that show the same draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Has somebody the turn?
    Ask(Stamp),
    /// I have: since when, and which [`Word::Ask`] this answers.
    Held(Stamp, Stamp),
    /// Let me have it.
    Give(Stamp),
    /// The window of this name may have it; the newest text of the draft.
    Given(String, String),
    /// I took it.
    Taken(Stamp),
    /// I am gone; whoever had it, I have not.
    Free,
}

impl Word {
    /// The word as text: its name, then what it holds, parted by spaces; a draft's text comes last.
    #[must_use]
    pub fn to_text(&self) -> String {
        let of = |name: &str, stamp: &Stamp| format!("{name} {stamp}");
        match self {
            Self::Ask(stamp) => of("ask", stamp),
            Self::Held(since, asked) => format!("held {since} {asked}"),
            Self::Give(stamp) => of("give", stamp),
            Self::Given(window, text) => format!("given {window} {text}"),
            Self::Taken(stamp) => of("taken", stamp),
            Self::Free => "free".into(),
        }
    }

    /// Reads a word; `None` for what is none, as a newer version may say it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        let mut parts = rest.split(' ');
        let mut stamp = || {
            let at = parts.next()?.parse().ok()?;
            Some(Stamp { at, window: parts.next()?.into() })
        };
        match name {
            "ask" => stamp().map(Self::Ask),
            "held" => Some(Self::Held(stamp()?, stamp()?)),
            "give" => stamp().map(Self::Give),
            "given" => {
                rest.split_once(' ').map(|(window, text)| Self::Given(window.into(), text.into()))
            }
            "taken" => stamp().map(Self::Taken),
            "free" => Some(Self::Free),
            _ => None,
        }
    }
}

/// What is to be done after something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Say it to the other windows.
    Say(Word),
    /// Store what was typed, and say [`Word::Given`] to the window of this name.
    HandOver(String),
}

/// Whose turn it is, as one window knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nobody has answered yet.
    Asking {
        /// When it asked.
        asked: Stamp,
        /// The window may be typed into meanwhile, because it was just opened: what it stores is
        /// compared anyway.
        may_edit: bool,
    },
    /// This window's, since then.
    Mine(Stamp),
    /// Another window's; since when, where it said so.
    Theirs(Option<u64>),
    /// This window has asked the other one for it.
    Taking(Stamp),
}

impl Turn {
    /// A window opens the draft.
    #[must_use]
    pub fn ask(now: Stamp) -> (Self, Act) {
        (Self::Asking { asked: now.clone(), may_edit: true }, Act::Say(Word::Ask(now)))
    }

    /// Whether the draft may be changed here.
    #[must_use]
    pub fn may_edit(&self) -> bool {
        matches!(self, Self::Asking { may_edit: true, .. } | Self::Mine(_))
    }

    /// Another window said something.
    pub fn hear(&mut self, word: &Word, now: Stamp) -> Option<Act> {
        match (&*self, word) {
            (Self::Mine(mine), Word::Ask(theirs)) => {
                Some(Act::Say(Word::Held(mine.clone(), theirs.clone())))
            }
            // An answer to what was asked before, or by others, says nothing of now.
            (Self::Asking { asked, .. }, Word::Held(_, to)) if to != asked => None,
            (Self::Asking { .. }, Word::Held(theirs, _) | Word::Taken(theirs))
            | (Self::Theirs(_), Word::Held(theirs, _) | Word::Taken(theirs))
            | (Self::Taking(_), Word::Taken(theirs)) => {
                *self = Self::Theirs(Some(theirs.at));
                None
            }
            (Self::Mine(_), Word::Give(by)) => {
                *self = Self::Theirs(Some(by.at));
                Some(Act::HandOver(by.window.clone()))
            }
            (Self::Mine(mine), Word::Taken(theirs)) => {
                if theirs < mine {
                    return Some(Act::Say(Word::Taken(mine.clone())));
                }
                *self = Self::Theirs(Some(theirs.at));
                None
            }
            // Whoever was given it asked for it, also where a third window took it in between.
            (_, Word::Given(to, _)) if *to == now.window => self.have(now),
            (Self::Theirs(_), Word::Free) => {
                *self = Self::Asking { asked: now.clone(), may_edit: false };
                Some(Act::Say(Word::Ask(now)))
            }
            _ => None,
        }
    }

    /// Nobody answered in time, or the lock came: the turn is this window's.
    pub fn have(&mut self, now: Stamp) -> Option<Act> {
        if matches!(self, Self::Mine(_)) {
            return None;
        }
        *self = Self::Mine(now.clone());
        Some(Act::Say(Word::Taken(now)))
    }

    /// Another window has the lock.
    pub fn lose(&mut self) {
        if self.may_edit() {
            *self = Self::Theirs(None);
        }
    }

    /// A person wants to go on here.
    pub fn take(&mut self, now: Stamp) -> Option<Act> {
        if !matches!(self, Self::Theirs(_)) {
            return None;
        }
        *self = Self::Taking(now.clone());
        Some(Act::Say(Word::Give(now)))
    }
}
