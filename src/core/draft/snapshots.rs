//! Snapshots: earlier texts of a draft, for whoever wants to go back further than undo reaches.
//!
//! Each is the draft's text as it was, under a key that says of which draft, when and why. They lie in
//! the journal, so that they take no room from the drafts. Says which are kept; knows no clock and
//! keeps nothing itself.

use super::DraftId;
use super::wire::{Opened, open};
use crate::core::report::Report;

/// The most snapshots of a draft; the oldest give way.
pub const MOST: usize = 20;

/// How long after the last snapshot a draft that is being filled in gets the next, in milliseconds.
pub const HOUR: u64 = 3_600_000;

/// Why a snapshot was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The draft was opened.
    Opened,
    /// It was filled in for an hour.
    Hourly,
    /// Before blank cells were filled with 0.
    BeforeZeros,
    /// Before cells were emptied.
    BeforeClearing,
    /// Before a block was pasted.
    BeforePasting,
    /// Before another snapshot was restored.
    BeforeRestoring,
    /// Before another window's text or a backup took its place.
    BeforeReplacing,
    /// After the browser was killed two texts were there, and this was the older.
    SetAside,
}

impl Moment {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Opened,
        Self::Hourly,
        Self::BeforeZeros,
        Self::BeforeClearing,
        Self::BeforePasting,
        Self::BeforeRestoring,
        Self::BeforeReplacing,
        Self::SetAside,
    ];

    /// Whether it says more of a text than another moment: that it was about to be changed says more
    /// than that it was there.
    #[must_use]
    pub fn tells_more_than(self, other: Self) -> bool {
        let was_there = |moment| matches!(moment, Self::Opened | Self::Hourly);
        was_there(other) && !was_there(self)
    }

    /// Its name in keys.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Hourly => "hourly",
            Self::BeforeZeros => "before_zeros",
            Self::BeforeClearing => "before_clearing",
            Self::BeforePasting => "before_pasting",
            Self::BeforeRestoring => "before_restoring",
            Self::BeforeReplacing => "before_replacing",
            Self::SetAside => "set_aside",
        }
    }
}

/// Which snapshot: its text lies under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Of this draft.
    pub draft: DraftId,
    /// When it was made, in milliseconds since 1970 (UTC).
    pub at: u64,
    /// Why.
    pub moment: Moment,
}

/// What the keys of all snapshots begin with.
pub const PREFIX: &str = "disclosure-report/snapshot/";

/// What the keys of a draft's snapshots begin with.
#[must_use]
pub fn prefix_of(draft: &DraftId) -> String {
    format!("{PREFIX}{draft}/")
}

impl Snapshot {
    /// The key of its text. Those of a draft are in the order of time.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}{:015}/{}", prefix_of(&self.draft), self.at, self.moment.key())
    }

    /// The snapshot of a key; `None` for what is none.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        let mut names = key.strip_prefix(PREFIX)?.split('/');
        let (draft, at, moment) = (names.next()?, names.next()?.parse().ok()?, names.next()?);
        let moment = Moment::ALL.into_iter().find(|one| one.key() == moment)?;
        Some(Self { draft: DraftId::new(draft), at, moment })
    }
}

fn typed(text: &str) -> Option<Report> {
    match open(text) {
        Opened::Draft(draft) | Opened::Migrated { draft, .. } => Some(draft.report),
        Opened::TooNew { .. } | Opened::Unreadable(_) => None,
    }
}

/// Whether a text is worth a snapshot beside the newest one: something was typed, and other than there.
#[must_use]
pub fn is_worth_keeping(newest: Option<&str>, text: &str) -> bool {
    match (typed(text), newest) {
        (Some(report), _) if report.is_untouched() => false,
        (report, Some(newest)) => match (report, typed(newest)) {
            (Some(one), Some(other)) => one != other,
            _ => newest != text,
        },
        (_, None) => true,
    }
}

/// Which of a draft's snapshots, the oldest first, give way: all over [`MOST`], and of those set aside
/// all but the last.
#[must_use]
pub fn surplus(all: &[Snapshot]) -> Vec<Snapshot> {
    let is_aside = |one: &&Snapshot| one.moment == Moment::SetAside;
    let last_aside = all.iter().rfind(is_aside);
    let outdated = |one: &&Snapshot| is_aside(one) && Some(*one) != last_aside;
    let (mut gone, kept): (Vec<&Snapshot>, Vec<&Snapshot>) = all.iter().partition(outdated);
    gone.extend(kept.iter().take(kept.len().saturating_sub(MOST)));
    gone.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::draft::Draft;
    use crate::core::draft::wire::to_text;
    use crate::core::format::Format;

    fn snapshot(at: u64, moment: Moment) -> Snapshot {
        Snapshot { draft: DraftId::new("a1"), at, moment }
    }

    #[test]
    fn a_key_reads_back_and_keys_are_in_the_order_of_time() {
        for moment in Moment::ALL {
            let one = snapshot(1_767_571_200_000, moment);
            assert_eq!(Snapshot::of_key(&one.key()), Some(one));
        }
        assert!(snapshot(9, Moment::Opened).key() < snapshot(10, Moment::Hourly).key());
        for key in ["", "disclosure-report/draft/a1", "disclosure-report/snapshot/a1/x/opened"] {
            assert_eq!(Snapshot::of_key(key), None, "{key}");
        }
    }

    #[test]
    fn the_last_twenty_are_kept() {
        let all: Vec<Snapshot> = (0..23).map(|at| snapshot(at, Moment::Hourly)).collect();
        assert_eq!(surplus(&all), all[..3]);
        assert_eq!(surplus(&all[..MOST]), []);
    }

    #[test]
    fn of_what_was_set_aside_the_last_is_enough() {
        let all = [
            snapshot(1, Moment::SetAside),
            snapshot(2, Moment::Opened),
            snapshot(3, Moment::SetAside),
        ];
        assert_eq!(surplus(&all), all[..1]);
    }

    #[test]
    fn only_what_was_typed_counts() {
        let format = Format::for_year(2025).unwrap();
        let mut draft = Draft::new(DraftId::new("a1"), Report::new(&format, "甲县", 2025));
        assert!(!is_worth_keeping(None, &to_text(&format, &draft)), "nothing was typed");
        draft.report.set_narrative("problems", "一是");
        let first = to_text(&format, &draft);
        assert!(is_worth_keeping(None, &first));
        draft.revision += 1;
        draft.saved = "2026-01-05T10:00:00+08:00".into();
        assert!(!is_worth_keeping(Some(&first), &to_text(&format, &draft)));
        draft.report.set_narrative("problems", "一是公开");
        assert!(is_worth_keeping(Some(&first), &to_text(&format, &draft)));
        assert!(is_worth_keeping(Some(&first), "{"), "what cannot be opened may be all there is");
        assert!(!is_worth_keeping(Some("{"), "{"));
    }
}
