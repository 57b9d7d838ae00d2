//! Places in the program, as fragments of the page's address: `/<draft>/<page>/<focus>`, and
//! `/-/storage`, which no draft can be called.
//!
//! Only says where to go; whether a draft or a part of that name exists is for the page.

use crate::core::draft::DraftId;
use std::fmt;

/// A place in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The draft, or the list of drafts.
    pub draft: Option<DraftId>,
    /// The page of the draft.
    pub page: Page,
    /// What takes the focus there: a cell, a narrative or a header field, by its public id.
    pub focus: Option<String>,
}

/// A page of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Title, contact and preface.
    Cover,
    /// A part of the report, by id.
    Part(String),
    /// Findings and exports.
    Review,
    /// Earlier versions.
    Versions,
    /// Where all drafts are kept; of no draft.
    Storage,
}

const COVER: &str = "cover";
const REVIEW: &str = "review";
const VERSIONS: &str = "versions";
const STORAGE: &str = "/-/storage";

impl Route {
    /// The list of drafts.
    #[must_use]
    pub fn list() -> Self {
        Self { draft: None, page: Page::Cover, focus: None }
    }

    /// Where all drafts are kept.
    #[must_use]
    pub fn storage() -> Self {
        Self { page: Page::Storage, ..Self::list() }
    }

    /// A page of a draft.
    #[must_use]
    pub fn to(draft: &DraftId, page: Page) -> Self {
        Self { draft: Some(draft.clone()), page, focus: None }
    }

    /// Reads a fragment. What is no place of ours leads to the list.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        if fragment == STORAGE {
            return Self::storage();
        }
        let mut names = fragment.trim_start_matches('/').split('/');
        let draft = DraftId::new(names.next().unwrap_or_default());
        if draft.as_str().is_empty() {
            return Self::list();
        }
        let page = match names.next().map(plain) {
            Some(name) if name == REVIEW => Page::Review,
            Some(name) if name == VERSIONS => Page::Versions,
            Some(name) if !name.is_empty() && name != COVER => Page::Part(name),
            _ => Page::Cover,
        };
        let focus = names.next().map(plain).filter(|name| !name.is_empty());
        Self { draft: Some(draft), page, focus }
    }
}

/// Ids are lower-case letters, `_` and `.`. Anything else in an address is left out, so that it can
/// be used in a selector.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.')).collect()
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(draft) = &self.draft else {
            return f.write_str(if self.page == Page::Storage { STORAGE } else { "/" });
        };
        let page = match &self.page {
            Page::Cover | Page::Storage => COVER,
            Page::Part(id) => id,
            Page::Review => REVIEW,
            Page::Versions => VERSIONS,
        };
        write!(f, "/{draft}/{page}")?;
        self.focus.as_ref().map_or(Ok(()), |focus| write!(f, "/{focus}"))
    }
}
