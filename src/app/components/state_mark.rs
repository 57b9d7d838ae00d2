//! A state as sign and word, never as colour alone.

use super::icon::{Icon, Sign};
use crate::core::progress::Progress;
use leptos::prelude::*;

/// How a state looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Done.
    Settled,
    /// Must change.
    Error,
    /// Somebody should look.
    Warning,
    /// Going on.
    Open,
    /// Not begun.
    Plain,
}

impl Look {
    /// Of a part or a report that has come so far.
    pub(crate) fn of(progress: &Progress) -> Self {
        if progress.is_untouched() {
            Self::Plain
        } else if progress.errors > 0 {
            Self::Error
        } else if progress.warnings > 0 {
            Self::Warning
        } else if !progress.is_complete() {
            Self::Open
        } else {
            Self::Settled
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Settled => "state state--settled",
            Self::Error => "state state--error",
            Self::Warning => "state state--warning",
            Self::Open => "state state--open",
            Self::Plain => "state",
        }
    }

    fn sign(self) -> Sign {
        match self {
            Self::Settled => Sign::Settled,
            Self::Error => Sign::Error,
            Self::Warning => Sign::Warning,
            Self::Open => Sign::Half,
            Self::Plain => Sign::Empty,
        }
    }
}

/// A state: sign and word.
#[component]
pub(crate) fn StateMark(look: Look, word: String) -> impl IntoView {
    view! {
        <span class=look.class()>
            <Icon sign=look.sign()/>
            {word}
        </span>
    }
}
