//! Backups: all drafts in one file, and taking them back where the same report may be there already.
//!
//! `{"kind", "schema", "saved", "app", "drafts": [{"id", "text"}]}`; the texts are those that are
//! stored, word for word, so that a draft of any version and a damaged one come back as they were.
//! What to take is a person's choice; nothing is replaced without one. Knows no files and no clock.

use super::store::SaveError;
use super::{Draft, DraftId, Drafts, Listed};
use crate::core::fields::Fields;
use crate::core::format::Format;
use crate::core::report::{Difference, differences};
use serde_json::{Map, Value};

const KIND: &str = "disclosure-report-backup";
const SCHEMA: u64 = 1;

/// The most bytes of a backup that is read: more than local storage can hold.
pub const LIMIT_BYTES: usize = 32 * 1024 * 1024;

/// How long a changed draft may be without a backup, in milliseconds.
pub const WEEK: u64 = 7 * 24 * 3_600_000;

/// Whether a draft should be backed up again: it was changed since, a week or more ago. All times in
/// milliseconds since 1970; `backed_up` is `None` where it never was.
#[must_use]
pub fn is_due(saved: u64, backed_up: Option<u64>, now: u64) -> bool {
    let since = backed_up.unwrap_or(saved);
    backed_up.is_none_or(|at| saved > at) && now.saturating_sub(since) >= WEEK
}

/// The file of a backup. `saved` is the time, RFC 3339.
#[must_use]
pub fn to_file(drafts: &[Listed], saved: &str) -> String {
    let entry = |one: &Listed| {
        let mut fields = Map::new();
        fields.insert("id".into(), one.id.as_str().into());
        fields.insert("text".into(), one.text.as_str().into());
        Value::Object(fields)
    };
    let mut fields = Map::new();
    for (name, value) in [
        ("kind", KIND.into()),
        ("schema", SCHEMA.into()),
        ("saved", saved.into()),
        ("app", env!("CARGO_PKG_VERSION").into()),
        ("drafts", Value::Array(drafts.iter().map(entry).collect())),
    ] {
        fields.insert(name.into(), value);
    }
    Value::Object(fields).to_string()
}

/// A backup that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backup {
    /// When it was made, RFC 3339.
    pub saved: String,
    /// What is in it.
    pub drafts: Vec<Listed>,
    /// How many entries are none: damaged, or of an id that is there already.
    pub skipped: usize,
}

/// Why a backup cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadBackup {
    /// Made by a newer version: its schema, and the newest known.
    TooNew(u64, u64),
    /// A field is missing or of another shape; its name.
    Shape(String),
}

/// Reads a file; `None` for one that is no backup at all.
#[must_use]
pub fn read(text: &str) -> Option<Result<Backup, BadBackup>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).ok()?;
    if value.get("kind").and_then(Value::as_str) != Some(KIND) {
        return None;
    }
    Some(read_fields(value))
}

fn read_fields(value: Value) -> Result<Backup, BadBackup> {
    let bad = |name: &str| BadBackup::Shape(name.into());
    let schema = value.get("schema").and_then(Value::as_u64).ok_or_else(|| bad("schema"))?;
    if schema > SCHEMA {
        return Err(BadBackup::TooNew(schema, SCHEMA));
    }
    let saved = value.get("saved").and_then(Value::as_str).unwrap_or_default().to_owned();
    let entries = value.get("drafts").and_then(Value::as_array).ok_or_else(|| bad("drafts"))?;
    let mut backup = Backup { saved, ..Backup::default() };
    for entry in entries {
        match read_entry(entry.clone()) {
            Some(one) if backup.drafts.iter().all(|other| other.id != one.id) => {
                backup.drafts.push(one);
            }
            _ => backup.skipped += 1,
        }
    }
    Ok(backup)
}

fn read_entry(entry: Value) -> Option<Listed> {
    let mut of = Fields::of(entry, "drafts").ok()?;
    let (id, text) = (of.text("id").ok()?, of.text("text").ok()?);
    Some(DraftId::new(&id)).filter(|id| !id.as_str().is_empty()).map(|id| Listed::of(id, text))
}

/// How a draft of a backup stands to what is here.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// There is no such report here.
    New,
    /// The same was typed in both.
    Same,
    /// The same report is here with other texts: it, and the places that differ, the backup's first.
    Differs(Box<Listed>, Vec<Difference>),
}

/// What becomes of a draft of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is taken, in place of the one that is here if there is one.
    Take,
    /// What is here stays.
    Leave,
    /// Both stay.
    Both,
}

/// How a draft of a backup stands to those that are here: the one of its id, else one of the same
/// organ and year.
#[must_use]
pub fn standing(here: &[Listed], one: &Listed) -> Standing {
    let of_id = here.iter().find(|other| other.id == one.id);
    let Some(draft) = one.draft() else {
        return match of_id {
            Some(other) if other.text == one.text => Standing::Same,
            Some(other) => Standing::Differs(Box::new(other.clone()), Vec::new()),
            None => Standing::New,
        };
    };
    let same = |other: &&Listed| other.is_of(&draft.report.header);
    let Some(other) = of_id.or_else(|| here.iter().find(same)) else { return Standing::New };
    let found = match (other.draft(), Format::by_id(&draft.report.format)) {
        (Some(there), Some(format)) if there.report.format == draft.report.format => {
            differences(&format, &draft.report, &there.report)
        }
        _ => return Standing::Differs(Box::new(other.clone()), Vec::new()),
    };
    if found.is_empty() {
        Standing::Same
    } else {
        Standing::Differs(Box::new(other.clone()), found)
    }
}

impl Drafts<'_> {
    /// Does with a draft of a backup what was chosen, and returns what was stored, if anything. A draft
    /// that takes the place of another is a later save of that one; `fresh` is the id of one that stays
    /// beside it.
    ///
    /// # Errors
    /// [`SaveError`]; what is here stays as it is.
    pub fn take_back(
        &self,
        one: &Listed,
        standing: &Standing,
        choice: Choice,
        fresh: DraftId,
    ) -> Result<Option<(DraftId, String)>, SaveError> {
        let other = match (standing, choice) {
            (Standing::Same, _) | (_, Choice::Leave) => return Ok(None),
            (Standing::New, _) => {
                self.restore(&one.id, &one.text)?;
                return Ok(Some((one.id.clone(), one.text.clone())));
            }
            (Standing::Differs(other, _), _) => other,
        };
        let format = one.draft().and_then(|draft| Format::by_id(&draft.report.format));
        let (Some(draft), Some(format)) = (one.draft(), format) else {
            // A text that cannot be opened goes where it was, or beside it, as it is.
            let (id, before) = match choice {
                Choice::Both => (fresh, None),
                Choice::Take | Choice::Leave => (other.id.clone(), Some(other.text.as_str())),
            };
            let stored = self.find(&id)?.map(|stored| stored.text);
            if stored.as_deref() != before {
                return Err(SaveError::ChangedElsewhere);
            }
            self.put(&id, &one.text, before)?;
            return Ok(Some((id, one.text.clone())));
        };
        let mut draft: Draft = draft.clone();
        let known = if choice == Choice::Both {
            draft.id = fresh;
            None
        } else {
            draft.id = other.id.clone();
            let newest = other.draft().map_or(0, |other| other.revision).max(draft.revision);
            draft.revision = newest + 1;
            Some(other.text.as_str())
        };
        let text = self.save(&format, &draft, known)?;
        Ok(Some((draft.id, text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_a_week_after_the_last_one_of_a_changed_draft() {
        assert!(is_due(20, Some(10), 10 + WEEK));
        assert!(!is_due(20, Some(10), 9 + WEEK), "not yet a week");
        assert!(!is_due(10, Some(20), 20 + WEEK), "not changed since");
        assert!(is_due(10, None, 10 + WEEK), "never");
        assert!(!is_due(10, None, 10));
        assert!(!is_due(10, Some(30), 20), "a clock that was put back");
    }
}
