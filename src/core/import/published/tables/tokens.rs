//! Where the pieces of a source end that are no labels, and which of them may be figures.

use super::super::anchors::{Anchors, Found, Gap, Letter, Letters, Means, is_numeral};
use super::super::plain::{is_word, narrow};
use super::super::value::{self, is_sign};

/// How far is looked for the end of a figure, a comment or the next label, in letters: a source may be
/// one cell of a million.
pub(super) const LONGEST_LOOK: usize = 120;

/// How far is looked for the end of a cell.
const LONGEST_CELL: usize = 2_000;

/// Whether a line of text is a sentence that speaks of figures.
pub(super) fn is_prose(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let counted = letters.windows(3).any(|three| {
        three[0].is_ascii_digit()
            && value::is_counter(three[1])
            && matches!(three[2], ',' | ';' | '、')
    });
    text.contains('。') || counted
}

/// Whether a row's label goes on with other words, so that it is the label of something else.
pub(super) fn goes_on(anchors: &Anchors, letters: &Letters, found: &Found) -> bool {
    if !matches!(found.means, Means::Row(..) | Means::Rows(..)) {
        return false;
    }
    let next = letters.0.get(found.end).filter(|letter| letter.gap == Gap::None);
    next.is_some_and(|letter| {
        is_word(letter.c)
            && !letter.c.is_ascii_digit()
            && !is_value(&letter.c.to_string())
            && behind_number(&letters.0, found.end).is_none()
            && anchors.at(letters, found.end).is_empty()
    })
}

/// The letter behind a comment in brackets that follows in the same cell.
pub(super) fn behind_comment(all: &[Letter], at: usize) -> usize {
    let opens = all.get(at).is_some_and(|letter| letter.c == '(' && letter.gap <= Gap::Space);
    if !opens || behind_number(all, at).is_some() {
        return at;
    }
    let inside = all[at + 1..]
        .iter()
        .take(LONGEST_LOOK)
        .take_while(|letter| letter.gap <= Gap::Space && letter.c != ')');
    let end = at + 1 + inside.count();
    if all.get(end).is_some_and(|letter| letter.c == ')') { end + 1 } else { at }
}

/// The letter behind a number that is set off from what it numbers: `1.`, `（三）`, in one cell with it. Its
/// digits stand together and are of one kind: in `0 二、` and `0二、` the 0 is none of them.
pub(super) fn behind_number(all: &[Letter], at: usize) -> Option<usize> {
    let mut next = at;
    let in_cell =
        |next: usize| all.get(next).filter(|letter| next == at || letter.gap <= Gap::Space);
    if in_cell(next)?.c == '(' {
        next += 1;
    }
    let digits = next;
    let is_digit = |next: usize, letter: &Letter| {
        let alike = letter.c.is_ascii_digit() == all[digits].c.is_ascii_digit();
        is_numeral(letter.c) && (next == digits || (alike && letter.gap == Gap::None))
    };
    while next <= digits + 2 && in_cell(next).is_some_and(|letter| is_digit(next, letter)) {
        next += 1;
    }
    if next == digits || next > digits + 2 {
        return None;
    }
    let sign = in_cell(next)?;
    if !matches!(sign.c, '.' | '、' | ')' | ',' | ':') {
        return None;
    }
    next += 1;
    in_cell(next).map(|_| next)
}

/// The end of what stands together without a gap, or before the next label.
pub(super) fn token_end(anchors: &Anchors, letters: &Letters, at: usize) -> usize {
    let all = &letters.0;
    let mut end = at + 1;
    while let Some(letter) = all.get(end).filter(|_| end < at + LONGEST_LOOK) {
        let digit_before = all[end - 1].c.is_ascii_digit();
        let word = !letter.c.is_ascii_digit() || digit_before;
        let label = digit_before && word && !anchors.at(letters, end).is_empty();
        if letter.gap != Gap::None || label {
            break;
        }
        end += 1;
    }
    end
}

pub(super) fn cell_end(all: &[Letter], at: usize) -> usize {
    let more =
        all[at + 1..].iter().take(LONGEST_CELL).take_while(|letter| letter.gap <= Gap::Space);
    let more = more.count();
    at + 1 + more
}

/// Whether a text can be the content of a cell of figures.
pub(super) fn is_value(text: &str) -> bool {
    let text = narrow(text);
    is_sign(&text) || value::is_figure(&text)
}
