//! Brings stored drafts of older schemas forward, one step at a time.
//!
//! A step works on untyped JSON, so that it keeps working when types change. A step that was
//! shipped is never edited, and `tests/fixtures/drafts` keeps one stored draft per schema.

use serde_json::Value;

/// Takes a draft of one schema to the next.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// The schema it starts from; it ends at the next.
    pub from: u64,
    /// What it does, for the changelog.
    pub name: &'static str,
    /// The step. Sees the whole stored object; the schema number is set afterwards.
    pub step: fn(&mut Value),
}

/// Every step ever shipped, in order.
pub const MIGRATIONS: &[Migration] =
    &[Migration { from: 1, name: "saves are counted", step: |draft| draft["revision"] = 0.into() }];

/// Runs the steps from a schema to the newest.
pub fn migrate(draft: &mut Value, from: u64, steps: &[Migration]) {
    for migration in steps.iter().filter(|migration| migration.from >= from) {
        (migration.step)(draft);
        if let Some(fields) = draft.as_object_mut() {
            fields.insert("schema".into(), (migration.from + 1).into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::draft::SCHEMA;
    use serde_json::json;

    #[test]
    fn the_steps_lead_without_a_gap_to_the_newest_schema() {
        let from: Vec<u64> = MIGRATIONS.iter().map(|migration| migration.from).collect();
        assert_eq!(from, (1..SCHEMA).collect::<Vec<_>>());
    }

    #[test]
    fn a_draft_passes_every_step_from_its_own_schema_on() {
        let steps = [
            Migration { from: 1, name: "one", step: |draft| draft["one"] = json!(true) },
            Migration { from: 2, name: "two", step: |draft| draft["two"] = json!(true) },
        ];
        let mut old = json!({ "schema": 1 });
        migrate(&mut old, 1, &steps);
        assert_eq!(old, json!({ "schema": 3, "one": true, "two": true }));
        let mut newer = json!({ "schema": 2 });
        migrate(&mut newer, 2, &steps);
        assert_eq!(newer, json!({ "schema": 3, "two": true }));
        let again = newer.clone();
        migrate(&mut newer, 3, &steps);
        assert_eq!(newer, again, "migrating twice changes nothing");
    }
}
