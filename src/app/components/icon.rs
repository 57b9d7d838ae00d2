//! Drawn signs. They never stand alone: a word is always beside them, or names their button.

use leptos::prelude::*;

/// Which sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Settled.
    Settled,
    /// Something must change.
    Error,
    /// Something to look at.
    Warning,
    /// Not begun.
    Empty,
    /// Half done.
    Half,
    /// Stored.
    Check,
    /// New.
    Plus,
    /// A file to open.
    Folder,
    /// A file to save.
    Download,
    /// Print.
    Printer,
    /// This computer.
    Computer,
    /// A step back.
    Undo,
    /// A step on again.
    Redo,
    /// Earlier versions.
    Clock,
    /// Put on the clipboard.
    Copy,
}

impl Sign {
    /// The lines of the sign in a square of 16.
    fn path(self) -> &'static str {
        const CIRCLE: &str = "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0";
        match self {
            Self::Settled => "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0M5.2 8.2l2 2 3.6-4",
            Self::Error => "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0M8 4.6v4.2M8 11.1v.3",
            Self::Warning => "M8 2.2L14.4 13.5H1.6zM8 6.4v3.3M8 11.6v.2",
            Self::Empty => CIRCLE,
            Self::Half => {
                "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0M8 2v12M10 3v10M12 4.5v7"
            }
            Self::Check => "M3 8.5l3.2 3.2L13 5",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Folder => "M1.8 4h4.4l1.4 1.6h6.6v7.6H1.8z",
            Self::Download => "M8 2v8M4.8 7L8 10.2 11.2 7M2.6 13.6h10.8",
            Self::Printer => "M4.4 6V2h7.2v4M4.4 11.4H2.2V6h11.6v5.4h-2.2M4.4 9.4h7.2V14H4.4z",
            Self::Undo => "M5.6 2.6L2.4 5.8l3.2 3.2M2.4 5.8h7.2a3.9 3.9 0 0 1 0 7.8H6",
            Self::Redo => "M10.4 2.6l3.2 3.2-3.2 3.2M13.6 5.8H6.4a3.9 3.9 0 0 0 0 7.8H10",
            Self::Clock => "M1.8 8a6.2 6.2 0 1 0 12.4 0a6.2 6.2 0 1 0-12.4 0M8 4.4V8l2.6 1.8",
            Self::Copy => "M5.6 5.2h8.2v8.6H5.6zM3.4 10.8H2.2V2.2h8.2v1.2",
            Self::Computer => "M2 3h12v8H2zM5.6 13.8h4.8M8 11v2.8",
        }
    }
}

/// A sign; hidden from readers.
#[component]
pub(crate) fn Icon(sign: Sign) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=sign.path()></path>
        </svg>
    }
}
