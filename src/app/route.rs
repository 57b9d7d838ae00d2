//! Places in the program, as fragments of the page's address: `/<draft>/<page>/<focus>`,
//! `/<draft>/preview/<output>`, and `/-/storage` and its like, which no draft can be called.
//!
//! Only says where to go; whether a draft or a part of that name exists is for the page.

use crate::core::draft::DraftId;
use crate::core::export::Output;
use std::fmt;

/// A place in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The draft; `None` on a page of none.
    pub draft: Option<DraftId>,
    /// The page of no draft.
    pub general: General,
    /// The page of the draft.
    pub page: Page,
    /// What takes the focus there: a cell, a narrative or a header field, by its public id.
    pub focus: Option<String>,
}

/// A page of no draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum General {
    /// The list of drafts.
    #[default]
    List,
    /// Published reports are read back in.
    Published,
    /// Where all drafts are kept.
    Storage,
    /// What the program is.
    About,
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
    /// What leaves the tool, before it does.
    Preview(Output),
}

const COVER: &str = "cover";
const REVIEW: &str = "review";
const VERSIONS: &str = "versions";
const PREVIEW: &str = "preview";

impl General {
    const ALL: [Self; 4] = [Self::List, Self::Published, Self::Storage, Self::About];

    fn fragment(self) -> &'static str {
        match self {
            Self::List => "/",
            Self::Published => "/-/published",
            Self::Storage => "/-/storage",
            Self::About => "/-/about",
        }
    }
}

impl Route {
    /// The list of drafts.
    #[must_use]
    pub fn list() -> Self {
        Self::general(General::List)
    }

    /// A page of no draft.
    #[must_use]
    pub fn general(general: General) -> Self {
        Self { draft: None, general, page: Page::Cover, focus: None }
    }

    /// A page of a draft.
    #[must_use]
    pub fn to(draft: &DraftId, page: Page) -> Self {
        Self { draft: Some(draft.clone()), general: General::List, page, focus: None }
    }

    /// Reads a fragment. What is no place of ours leads to the list.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        if let Some(general) = General::ALL.into_iter().find(|one| one.fragment() == fragment) {
            return Self::general(general);
        }
        let mut names = fragment.trim_start_matches('/').split('/');
        let draft = DraftId::new(names.next().unwrap_or_default());
        if draft.as_str().is_empty() {
            return Self::list();
        }
        let page = match names.next().map(plain) {
            Some(name) if name == PREVIEW => {
                let output = names.next().and_then(Output::of_id);
                output.map_or(Page::Review, Page::Preview)
            }
            Some(name) if name == REVIEW => Page::Review,
            Some(name) if name == VERSIONS => Page::Versions,
            Some(name) if !name.is_empty() && name != COVER => Page::Part(name),
            _ => Page::Cover,
        };
        let focus = names.next().map(plain).filter(|name| !name.is_empty());
        Self { draft: Some(draft), general: General::List, page, focus }
    }
}

/// Ids are lower-case letters, `_` and `.`, behind which the key of an explanation has `:` and a figure. Anything
/// else in an address is left out, so that it can be used in a selector.
fn plain(name: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.:-".contains(*c);
    name.chars().filter(is_plain).collect()
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(draft) = &self.draft else {
            return f.write_str(self.general.fragment());
        };
        let page = match &self.page {
            Page::Cover => COVER,
            Page::Part(id) => id,
            Page::Review => REVIEW,
            Page::Versions => VERSIONS,
            Page::Preview(output) => return write!(f, "/{draft}/{PREVIEW}/{}", output.id()),
        };
        write!(f, "/{draft}/{page}")?;
        self.focus.as_ref().map_or(Ok(()), |focus| write!(f, "/{focus}"))
    }
}
