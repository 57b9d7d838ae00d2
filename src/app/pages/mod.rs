//! The screens: the list of drafts, the pages of a draft, the review.

pub(super) mod draft;
pub(super) mod drafts;
pub(super) mod review;
