//! Where two reports differ. Knows nothing of which is older.

use super::{HeaderField, Place, Report};
use crate::core::format::Format;
use std::collections::BTreeSet;

/// A place at which two reports hold different texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// The text in the first, as typed.
    pub one: String,
    /// The text in the other.
    pub other: String,
}

/// How many characters around a difference show where in the text it is.
const AROUND: usize = 6;

/// The most characters of a difference that are shown.
const SHOWN: usize = 60;

/// Two texts cut to what differs, with a little around it: `…` stands for the rest.
#[must_use]
pub fn cut(one: &str, other: &str) -> (String, String) {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let start = one.iter().zip(&other).take_while(same).count().saturating_sub(AROUND);
    let rest = one[start..].iter().rev().zip(other[start..].iter().rev());
    let end = rest.take_while(same).count().saturating_sub(AROUND);
    let cut = |text: &[char]| {
        let middle = &text[start..text.len() - end];
        let ends = if middle.len() > SHOWN || end > 0 { "…" } else { "" };
        let begins = if start > 0 { "…" } else { "" };
        let shown: String = middle.iter().take(SHOWN).collect();
        format!("{begins}{shown}{ends}")
    };
    (cut(&one), cut(&other))
}

/// Every place at which two reports on a format differ, in the order of the form.
#[must_use]
pub fn differences(format: &Format, one: &Report, other: &Report) -> Vec<Difference> {
    let header = HeaderField::ALL.into_iter().map(Place::Header);
    let known = std::iter::once(&format.preface.id)
        .chain(format.narratives().map(|(_, spec)| &spec.id))
        .collect::<Vec<_>>();
    let also: BTreeSet<&String> =
        one.narratives().keys().chain(other.narratives().keys()).collect();
    let unknown = also.into_iter().filter(|id| !known.contains(id));
    let narratives = known.iter().copied().chain(unknown).cloned().map(Place::Narrative);
    let cells = format.inputs().map(Place::Cell);
    let keys: BTreeSet<&String> =
        one.explanations().keys().chain(other.explanations().keys()).collect();
    let explanations = keys.into_iter().cloned().map(Place::Explanation);
    let places = std::iter::once(Place::Year)
        .chain(header)
        .chain(narratives)
        .chain(cells)
        .chain(explanations)
        .chain([Place::LastYear]);
    let all = places.map(|place| {
        let (one, other) = (one.text_at(&place), other.text_at(&place));
        Difference { place, one, other }
    });
    all.filter(|difference| difference.one != difference.other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_that_differs_is_found_and_brings_one_to_the_other() {
        let format = Format::for_year(2025).unwrap();
        let mut one = Report::new(&format, "甲县", 2025);
        let mut other = Report::new(&format, "乙县", 2024);
        let cell = format.inputs().last().unwrap();
        one.set_entry(cell, "5");
        other.set_narrative("problems", "一是甲。");
        other.set_narrative("of_a_newer_form", "也算");
        let found = differences(&format, &one, &other);
        assert_eq!(found.len(), 5);
        for Difference { place, other, .. } in &found {
            one.set_text_at(place, other);
        }
        assert_eq!(one, other);
        assert_eq!(differences(&format, &one, &other), []);
    }

    #[test]
    fn of_long_texts_what_differs_is_shown() {
        let cut = |one: &str, other: &str| cut(one, other);
        assert_eq!(cut("12", "21"), ("12".into(), "21".into()));
        let (before, after) = ("甲".repeat(40), "乙".repeat(40));
        let (one, other) = (format!("{before}一{after}"), format!("{before}二三{after}"));
        assert_eq!(
            cut(&one, &other),
            ("…甲甲甲甲甲甲一乙乙乙乙乙乙…".into(), "…甲甲甲甲甲甲二三乙乙乙乙乙乙…".into())
        );
        assert_eq!(cut(&before, &format!("{before}。")).1, "…甲甲甲甲甲甲。");
        assert_eq!(cut("", &"长".repeat(100)).1, format!("{}…", "长".repeat(60)));
        assert_eq!(cut("长长", "长"), ("长长".into(), "长".into()));
    }
}
