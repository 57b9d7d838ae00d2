//! The screens: the list of drafts, the pages of a draft, the review, earlier versions, storage.

pub(super) mod draft;
pub(super) mod drafts;
pub(super) mod review;
pub(super) mod storage;
pub(super) mod versions;

use super::route::{Page, Route};
use crate::core::draft::DraftId;
use crate::core::format::Format;
use crate::core::report::Place;

/// Where a place is typed into.
fn route_to(draft: &DraftId, format: &Format, place: &Place) -> Route {
    let (page, focus) = match place {
        Place::Cell(cell) => {
            let part = &format.parts[format.part_of(*cell)];
            (Page::Part(part.id.clone()), format.cell(*cell).id.to_string())
        }
        Place::Narrative(id) => {
            let part = format.narratives().find(|(_, spec)| spec.id == *id).map(|(part, _)| part);
            let page = part.map_or(Page::Cover, |at| Page::Part(format.parts[at].id.clone()));
            (page, id.clone())
        }
        Place::Header(field) => (Page::Cover, field.key().to_owned()),
        Place::Year => (Page::Cover, "year".to_owned()),
    };
    Route { focus: Some(focus), ..Route::to(draft, page) }
}
