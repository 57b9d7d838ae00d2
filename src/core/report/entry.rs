//! What was typed into a cell, and what it reads as.
//!
//! Typed text is kept as it is, whatever it is. Reading never fails and never guesses: it says
//! blank, a figure, or why it is unreadable. Whether a blank may stand is for `check` to say.

use super::Figure;
use crate::core::format::ValueKind;

/// The text of a cell, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry(String);

/// What an entry reads as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing was typed. Blank is not zero.
    Blank,
    /// A figure of the kind the cell wants.
    Figure(Figure),
    /// Something else.
    Unreadable(Unreadable),
}

/// Why an entry cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not digits: letters, misplaced separators, a foreign unit.
    NotANumber,
    /// Below zero.
    Negative,
    /// A decimal point where whole numbers are counted.
    Decimal,
    /// More than six decimals of 万元 (less than one fen).
    TooFine,
    /// More digits than any such figure has; see [`LIMIT_COUNT`] and [`LIMIT_AMOUNT`].
    TooLarge,
}

/// Most digits of a count. Twelve keep every total of 200 cells below 2^53, the largest whole
/// number that all readers of JSON read exactly.
pub const LIMIT_COUNT: usize = 12;

/// Most digits before the point of an amount in 万元. Nine are beyond the fees of a whole country
/// and keep the amount in fen below 2^53.
pub const LIMIT_AMOUNT: usize = 9;

/// Decimals of 万元 down to one fen.
const DECIMALS: usize = 6;

impl Entry {
    /// Keeps what was typed.
    pub fn new(typed: impl Into<String>) -> Self {
        Self(typed.into())
    }

    /// Exactly what was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.0
    }

    /// Nothing typed, or only spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.chars().all(char::is_whitespace)
    }

    /// Reads the entry as a figure of this kind.
    ///
    /// Accepted: full-width digits, spaces around, thousands separators in groups of three, 件
    /// after a count, 万元 after an amount, a sign or 增 or 减 before a change.
    #[must_use]
    pub fn read(&self, kind: ValueKind) -> Reading {
        if self.is_blank() {
            return Reading::Blank;
        }
        if let Some(units) = plain_count(&self.0, kind) {
            return Reading::Figure(Figure::Count(units));
        }
        match parse(&self.0, kind) {
            Ok(figure) => Reading::Figure(figure),
            Err(reason) => Reading::Unreadable(reason),
        }
    }
}

/// What nearly every cell holds, without the detour: all of them are read at every key.
fn plain_count(typed: &str, kind: ValueKind) -> Option<u64> {
    let plain = kind == ValueKind::Count
        && typed.len() <= LIMIT_COUNT
        && typed.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| typed.bytes().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0')))
}

fn parse(typed: &str, kind: ValueKind) -> Result<Figure, Unreadable> {
    let narrow: String = typed.trim().chars().map(half_width).collect();
    if kind == ValueKind::Change {
        return parse_change(&narrow);
    }
    let text = strip_unit(&narrow, kind).trim_end();
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        let number = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
        return Err(if number { Unreadable::Negative } else { Unreadable::NotANumber });
    }
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    let whole = without_separators(whole).ok_or(Unreadable::NotANumber)?;
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || decimals.is_some_and(|d| d.is_empty() || !digits(d)) {
        return Err(Unreadable::NotANumber);
    }
    let (limit, wanted) = match kind {
        ValueKind::Count | ValueKind::Change => (LIMIT_COUNT, 0),
        ValueKind::Amount => (LIMIT_AMOUNT, DECIMALS),
    };
    let decimals = match (kind, decimals) {
        (ValueKind::Count | ValueKind::Change, Some(_)) => return Err(Unreadable::Decimal),
        (_, decimals) => decimals.unwrap_or("").trim_end_matches('0'),
    };
    let whole = whole.trim_start_matches('0');
    if whole.len() > limit {
        return Err(Unreadable::TooLarge);
    }
    if decimals.len() > wanted {
        return Err(Unreadable::TooFine);
    }
    let units =
        format!("0{whole}{decimals:0<wanted$}").parse().map_err(|_| Unreadable::TooLarge)?;
    Ok(Figure::of(kind, units))
}

/// A change: a count behind a sign or behind the words for more and fewer.
fn parse_change(text: &str) -> Result<Figure, Unreadable> {
    let less = ["减少", "减", "減少", "減", "-", "\u{2212}", "\u{2013}"];
    let more = ["增加", "增", "+"];
    let behind = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_prefix(sign));
    let (rest, fewer) = match (behind(&less), behind(&more)) {
        (Some(rest), _) => (rest, true),
        (_, Some(rest)) => (rest, false),
        _ => (text, false),
    };
    let units = match parse(rest, ValueKind::Count)? {
        Figure::Count(units) => i64::try_from(units).map_err(|_| Unreadable::TooLarge)?,
        Figure::Amount(_) | Figure::Change(_) => return Err(Unreadable::NotANumber),
    };
    Ok(Figure::Change(if fewer { -units } else { units }))
}

/// Full-width digits and signs as input methods produce them, to half-width.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '－' | '＋' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '。' => '.',
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

fn strip_unit(text: &str, kind: ValueKind) -> &str {
    let unit = match kind {
        ValueKind::Count | ValueKind::Change => "件",
        ValueKind::Amount => "万元",
    };
    text.strip_suffix(unit).unwrap_or(text)
}

/// Removes thousands separators. Groups must be of three: `1,23` may be a slip for `12,3` as well
/// as for `1,230`, and is not guessed at. Spaces are no separators: two figures pasted into one cell
/// come with a space between them.
fn without_separators(whole: &str) -> Option<String> {
    let Some((first, rest)) = whole.split_once(',') else { return Some(whole.into()) };
    let fits = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.split(',').all(|group| group.len() == 3);
    fits.then(|| whole.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(typed: &str) -> Reading {
        Entry::new(typed).read(ValueKind::Count)
    }

    fn amount(typed: &str) -> Reading {
        Entry::new(typed).read(ValueKind::Amount)
    }

    fn figure(units: u64) -> Reading {
        Reading::Figure(Figure::Count(units))
    }

    #[test]
    fn what_offices_type_as_a_count_is_read() {
        for (typed, units) in [
            ("0", 0),
            ("00", 0),
            ("12", 12),
            (" 12 ", 12),
            ("１２", 12),
            ("　１２　件", 12),
            ("12件", 12),
            ("13,612", 13_612),
            ("13，612", 13_612),
            ("1,234,567", 1_234_567),
            ("000000000000000000012", 12),
            ("999999999999", 999_999_999_999),
        ] {
            assert_eq!(count(typed), figure(units), "{typed}");
        }
    }

    #[test]
    fn blank_is_not_zero() {
        for typed in ["", " ", "　", "\t\n", "\u{a0}"] {
            assert_eq!(count(typed), Reading::Blank, "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_count_says_why() {
        use Unreadable::{Decimal, Negative, NotANumber, TooLarge};
        for (typed, reason) in [
            ("1O", NotANumber),
            ("-", NotANumber),
            ("/", NotANumber),
            ("—", NotANumber),
            ("无", NotANumber),
            ("1,23", NotANumber),
            ("1,,234", NotANumber),
            ("3 120", NotANumber),
            ("0,123", NotANumber),
            (",123", NotANumber),
            ("1e3", NotANumber),
            ("+3", NotANumber),
            ("3万元", NotANumber),
            ("件", NotANumber),
            ("١٢", NotANumber),
            ("十二", NotANumber),
            (".", NotANumber),
            ("12.", NotANumber),
            ("-3", Negative),
            ("－３", Negative),
            ("− 3", Negative),
            ("3.5", Decimal),
            ("3.0", Decimal),
            ("1000000000000", TooLarge),
            ("1234567890123456789012345678901234567890", TooLarge),
            ("18446744073709551616", TooLarge),
        ] {
            assert_eq!(count(typed), Reading::Unreadable(reason), "{typed}");
        }
    }

    #[test]
    fn a_change_has_a_sign_or_a_word_for_it() {
        for (typed, change) in
            [("3", 3), ("+1036", 1036), ("-3", -3), ("减3", -3), ("增 1,036", 1036), ("0", 0)]
        {
            let read = Entry::new(typed).read(ValueKind::Change);
            assert_eq!(read, Reading::Figure(Figure::Change(change)), "{typed}");
        }
        for typed in ["--3", "减", "减-3", "约3"] {
            let read = Entry::new(typed).read(ValueKind::Change);
            assert!(matches!(read, Reading::Unreadable(_)), "{typed}");
        }
    }

    #[test]
    fn an_amount_is_exact_to_six_decimals() {
        for (typed, fen) in [
            ("59237.2449", 59_237_244_900),
            ("18.8710", 18_871_000),
            ("0.000001", 1),
            ("47.10万元", 47_100_000),
            ("１２．５", 12_500_000),
            ("12。5", 12_500_000),
            ("1,234.5", 1_234_500_000),
            ("0.1000000000", 100_000),
            ("999999999.999999", 999_999_999_999_999),
            ("12", 12_000_000),
        ] {
            assert_eq!(amount(typed), Reading::Figure(Figure::Amount(fen)), "{typed}");
        }
        for (typed, reason) in [
            ("0.0000001", Unreadable::TooFine),
            ("1000000000", Unreadable::TooLarge),
            ("-0.5", Unreadable::Negative),
            ("12.5元", Unreadable::NotANumber),
            ("1.2.3", Unreadable::NotANumber),
            (".5", Unreadable::NotANumber),
        ] {
            assert_eq!(amount(typed), Reading::Unreadable(reason), "{typed}");
        }
    }
}
