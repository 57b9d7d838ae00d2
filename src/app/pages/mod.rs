//! The screens: the list of drafts, the pages of a draft, the review, previews, earlier versions,
//! published reports that are read back, storage, and what the program is.

pub(super) mod about;
pub(super) mod draft;
pub(super) mod drafts;
pub(super) mod preview;
pub(super) mod published;
pub(super) mod review;
pub(super) mod storage;
pub(super) mod versions;

use super::route::{Page, Route};
use crate::core::draft::DraftId;
use crate::core::format::Format;
use crate::core::report::Place;

/// Where a place is typed into.
fn route_to(draft: &DraftId, format: &Format, place: &Place) -> Route {
    let page = match place {
        Place::Cell(cell) => Page::Part(format.parts[format.part_of(*cell)].id.clone()),
        Place::Narrative(id) => {
            let part = format.narratives().find(|(_, spec)| spec.id == *id).map(|(part, _)| part);
            part.map_or(Page::Cover, |at| Page::Part(format.parts[at].id.clone()))
        }
        Place::Header(_) | Place::Year | Place::LastYear => Page::Cover,
        Place::Explanation(_) => Page::Review,
    };
    Route { focus: Some(place.id(format)), ..Route::to(draft, page) }
}
