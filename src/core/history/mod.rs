//! What was changed in a draft, so that it can be taken back and done again.
//!
//! A step is what a person did at once: one cell, one burst of typing, one paste. Knows no clock
//! and no focus: whoever does says when a burst ends. [`wire`] keeps it over a reload.

pub mod wire;

use super::report::{Place, Report};

/// A text and where it goes.
pub type Change = (Place, String);

/// The most steps that are kept; older ones are forgotten.
pub const LIMIT_STEPS: usize = 1_000;

/// The steps of a draft, those done and those taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// The last step goes on as long as the same text is typed into.
    open: bool,
}

/// What is taken back at once.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step(Vec<Edit>);

/// At a byte of a text, this was replaced by that.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    place: Place,
    at: usize,
    removed: String,
    inserted: String,
}

impl Edit {
    /// The shortest edit from one text to another; `None` where they are the same.
    fn between(place: &Place, before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let same = |(a, b): &(char, char)| a == b;
        let length = |chars: &[(char, char)]| chars.iter().map(|(a, _)| a.len_utf8()).sum();
        let start: Vec<_> = before.chars().zip(after.chars()).take_while(same).collect();
        let at: usize = length(&start);
        let (before, after) = (&before[at..], &after[at..]);
        let end: Vec<_> = before.chars().rev().zip(after.chars().rev()).take_while(same).collect();
        let rest: usize = length(&end);
        Some(Self {
            place: place.clone(),
            at,
            removed: before[..before.len() - rest].into(),
            inserted: after[..after.len() - rest].into(),
        })
    }

    /// The text before the edit, from the text after it; `None` where the edit does not fit.
    fn before(&self, text: &str) -> Option<String> {
        splice(text, self.at, &self.inserted, &self.removed)
    }

    /// The text after the edit, from the text before it.
    fn after(&self, text: &str) -> Option<String> {
        splice(text, self.at, &self.removed, &self.inserted)
    }
}

fn splice(text: &str, at: usize, old: &str, new: &str) -> Option<String> {
    let (start, rest) = text.split_at_checked(at)?;
    Some([start, new, rest.strip_prefix(old)?].concat())
}

impl History {
    /// Types a text into a place. Goes on with the last step where that was typing into the same
    /// place and has not ended.
    pub fn type_into(&mut self, report: &mut Report, place: &Place, text: &str) {
        let before = report.text_at(place);
        report.set_text_at(place, text);
        let after = report.text_at(place);
        if before == after {
            return;
        }
        self.undone.clear();
        let mut first = before;
        if self.open
            && let Some(Step(edits)) = self.done.last()
            && let [edit] = edits.as_slice()
            && edit.place == *place
            && let Some(text) = edit.before(&first)
        {
            first = text;
            self.done.pop();
        }
        self.push(Edit::between(place, &first, &after).into_iter().collect());
        self.open = true;
    }

    /// Ends a burst of typing: what is typed next is a step of its own.
    pub fn end_burst(&mut self) {
        self.open = false;
    }

    /// Makes all these changes as one step.
    pub fn change(&mut self, report: &mut Report, changes: &[Change]) {
        let mut edits = Vec::new();
        for (place, text) in changes {
            let before = report.text_at(place);
            report.set_text_at(place, text);
            edits.extend(Edit::between(place, &before, &report.text_at(place)));
        }
        if !edits.is_empty() {
            self.undone.clear();
        }
        self.push(edits);
        self.open = false;
    }

    fn push(&mut self, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.done.push(Step(edits));
            let over = self.done.len().saturating_sub(LIMIT_STEPS);
            self.done.drain(..over);
        }
    }

    /// Takes the last step back and says where it was; `None` where there is none. A history that
    /// does not fit the report changes nothing and is forgotten.
    pub fn undo(&mut self, report: &mut Report) -> Option<Place> {
        let step = self.done.pop()?;
        self.replay(report, step.0.iter().rev(), Edit::before)?;
        let place = step.0.first().map(|edit| edit.place.clone());
        self.undone.push(step);
        place
    }

    /// Does the step again that was taken back last.
    pub fn redo(&mut self, report: &mut Report) -> Option<Place> {
        let step = self.undone.pop()?;
        self.replay(report, step.0.iter(), Edit::after)?;
        let place = step.0.first().map(|edit| edit.place.clone());
        self.done.push(step);
        place
    }

    fn replay<'a>(
        &mut self,
        report: &mut Report,
        edits: impl Iterator<Item = &'a Edit>,
        text: fn(&Edit, &str) -> Option<String>,
    ) -> Option<()> {
        self.open = false;
        let mut next = report.clone();
        for edit in edits {
            let Some(text) = text(edit, &next.text_at(&edit.place)) else {
                *self = Self::default();
                return None;
            };
            next.set_text_at(&edit.place, &text);
        }
        *report = next;
        Some(())
    }

    /// How many steps can be taken back, and how many done again.
    #[must_use]
    pub fn steps(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Whether every step, back and forth, fits this report.
    #[must_use]
    pub fn fits(&self, report: &Report) -> bool {
        let all = |step: fn(&mut Self, &mut Report) -> Option<Place>| {
            let (mut history, mut report) = (self.clone(), report.clone());
            let before = history.done.len() + history.undone.len();
            while step(&mut history, &mut report).is_some() {}
            history.done.len() + history.undone.len() == before
        };
        all(Self::undo) && all(Self::redo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::format::Format;
    use crate::core::report::HeaderField;

    fn begin() -> (History, Report, Place, Place) {
        let format = Format::for_year(2025).unwrap();
        let mut cells = format.inputs().map(Place::Cell);
        let report = Report::new(&format, "甲县", 2025);
        (History::default(), report, cells.next().unwrap(), cells.next().unwrap())
    }

    #[test]
    fn typing_into_one_place_is_one_step() {
        let (mut history, mut report, cell, other) = begin();
        for text in ["1", "12", "123"] {
            history.type_into(&mut report, &cell, text);
        }
        history.type_into(&mut report, &other, "5");
        assert_eq!(history.steps(), (2, 0));
        assert_eq!(history.undo(&mut report), Some(other.clone()));
        assert_eq!(history.undo(&mut report), Some(cell.clone()));
        assert_eq!(report.text_at(&cell), "");
        assert_eq!(history.undo(&mut report), None);
        assert_eq!(history.redo(&mut report), Some(cell.clone()));
        assert_eq!(report.text_at(&cell), "123");
    }

    #[test]
    fn a_burst_ends_when_it_is_said_to() {
        let (mut history, mut report, ..) = begin();
        let text = Place::Narrative("problems".into());
        history.type_into(&mut report, &text, "一是");
        history.end_burst();
        history.type_into(&mut report, &text, "一是公开");
        assert_eq!(history.steps(), (2, 0));
        history.undo(&mut report);
        assert_eq!(report.text_at(&text), "一是");
    }

    #[test]
    fn typing_back_what_was_there_leaves_no_step() {
        let (mut history, mut report, cell, _) = begin();
        history.change(&mut report, &[(cell.clone(), "12".into())]);
        history.type_into(&mut report, &cell, "7");
        history.type_into(&mut report, &cell, "12");
        assert_eq!(history.steps(), (1, 0));
    }

    #[test]
    fn many_changes_are_taken_back_at_once() {
        let (mut history, mut report, cell, other) = begin();
        let before = report.clone();
        let organ = Place::Header(HeaderField::Organ);
        let changes = [
            (cell, "1".into()),
            (other, "2".into()),
            (organ, "乙县".into()),
            (Place::Year, "2024".into()),
        ];
        history.change(&mut report, &changes);
        let after = report.clone();
        assert_eq!(history.steps(), (1, 0));
        history.undo(&mut report);
        assert_eq!(report, before);
        history.redo(&mut report);
        assert_eq!(report, after);
    }

    #[test]
    fn a_change_that_changes_nothing_is_no_step_and_keeps_what_can_be_done_again() {
        let (mut history, mut report, cell, _) = begin();
        history.type_into(&mut report, &cell, "1");
        history.undo(&mut report);
        history.change(&mut report, &[(cell.clone(), String::new())]);
        history.type_into(&mut report, &cell, "");
        assert_eq!(history.steps(), (0, 1));
    }

    #[test]
    fn what_is_typed_after_undoing_cannot_be_overridden_by_redoing() {
        let (mut history, mut report, cell, other) = begin();
        history.type_into(&mut report, &cell, "1");
        history.undo(&mut report);
        history.type_into(&mut report, &other, "2");
        assert_eq!(history.redo(&mut report), None);
        assert_eq!(history.steps(), (1, 0));
    }

    #[test]
    fn after_undoing_the_same_place_begins_a_new_step() {
        let (mut history, mut report, cell, _) = begin();
        history.type_into(&mut report, &cell, "1");
        history.end_burst();
        history.type_into(&mut report, &cell, "12");
        history.undo(&mut report);
        history.type_into(&mut report, &cell, "13");
        history.undo(&mut report);
        assert_eq!(report.text_at(&cell), "1");
    }

    #[test]
    fn a_history_that_does_not_fit_changes_nothing() {
        let (mut history, mut report, cell, _) = begin();
        history.type_into(&mut report, &cell, "12");
        assert!(history.fits(&report));
        report.set_text_at(&cell, "7");
        assert!(!history.fits(&report));
        assert_eq!(history.undo(&mut report), None);
        assert_eq!(report.text_at(&cell), "7");
        assert_eq!(history.steps(), (0, 0));
    }

    #[test]
    fn only_the_newest_steps_are_kept() {
        let (mut history, mut report, cell, _) = begin();
        for at in 0..LIMIT_STEPS + 5 {
            history.change(&mut report, &[(cell.clone(), at.to_string())]);
        }
        assert_eq!(history.steps(), (LIMIT_STEPS, 0));
    }
}
