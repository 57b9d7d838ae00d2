//! A figure: a whole number or an amount of money, exact.
//!
//! Knows nothing of how it was typed; that is [`Entry`](super::Entry).

use crate::core::format::ValueKind;
use std::fmt;

/// A figure of the report. Only a change can be negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// How many.
    Count(u64),
    /// Money in fen: 1 fen is 0.000001 万元, so that six decimals of 万元 are exact.
    Amount(u64),
    /// How many more or, below 0, fewer.
    Change(i64),
}

/// Fen in one 万元.
const FEN_PER_UNIT: u64 = 1_000_000;

impl Figure {
    /// Nothing, of this kind.
    #[must_use]
    pub fn zero(kind: ValueKind) -> Self {
        Self::of(kind, 0)
    }

    /// So many units of this kind: pieces, or fen.
    #[must_use]
    pub fn of(kind: ValueKind, units: u64) -> Self {
        match kind {
            ValueKind::Count => Self::Count(units),
            ValueKind::Amount => Self::Amount(units),
            ValueKind::Change => Self::Change(i64::try_from(units).unwrap_or(i64::MAX)),
        }
    }

    /// Pieces, or fen; of a change how many, whichever way.
    #[must_use]
    pub fn units(self) -> u64 {
        match self {
            Self::Count(units) | Self::Amount(units) => units,
            Self::Change(units) => units.unsigned_abs(),
        }
    }

    /// What kind of figure it is.
    #[must_use]
    pub fn kind(self) -> ValueKind {
        match self {
            Self::Count(_) => ValueKind::Count,
            Self::Amount(_) => ValueKind::Amount,
            Self::Change(_) => ValueKind::Change,
        }
    }

    /// Whole pieces, or whole 万元, as figures of this kind; used for fixed limits.
    #[must_use]
    pub fn whole(kind: ValueKind, number: u64) -> Self {
        match kind {
            ValueKind::Count => Self::Count(number),
            ValueKind::Amount => Self::Amount(number.saturating_mul(FEN_PER_UNIT)),
            ValueKind::Change => Self::of(kind, number),
        }
    }

    /// The sum. An entry is limited to twelve digits, so that the sum of all cells of a report
    /// stays far below the edge; adding whole counties would still stop at the edge, not wrap.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Change(one), Self::Change(other)) => Self::Change(one.saturating_add(other)),
            _ => Self::of(self.kind(), self.units().saturating_add(other.units())),
        }
    }

    /// How far apart the two are.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        match (self, other) {
            (Self::Change(one), Self::Change(other)) => Self::of(self.kind(), one.abs_diff(other)),
            _ => Self::of(self.kind(), self.units().abs_diff(other.units())),
        }
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.units() == 0
    }
}

/// Plain digits: `12`, `59237.2449`, `-3`. No separators, no trailing zeros after the point.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => write!(f, "{count}"),
            Self::Change(change) => write!(f, "{change}"),
            Self::Amount(fen) => {
                let decimals = format!("{:06}", fen % FEN_PER_UNIT);
                let decimals = decimals.trim_end_matches('0');
                let point = if decimals.is_empty() { "" } else { "." };
                write!(f, "{}{point}{decimals}", fen / FEN_PER_UNIT)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_exactly_and_without_trailing_zeros() {
        for (fen, text) in [
            (59_237_244_900, "59237.2449"),
            (1, "0.000001"),
            (0, "0"),
            (12_000_000, "12"),
            (47_100_000, "47.1"),
        ] {
            assert_eq!(Figure::Amount(fen).to_string(), text);
        }
    }

    #[test]
    fn a_sum_stops_at_the_edge_and_never_wraps() {
        let edge = Figure::Count(u64::MAX);
        assert_eq!(edge.plus(Figure::Count(1)), edge);
    }
}
