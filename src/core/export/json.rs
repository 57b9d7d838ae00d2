//! The published JSON. Its shape is public: `disclosure-report.schema.json` beside this file.
//!
//! Holds everything that was typed, but for reasons of what stands no more, so that reading the file back
//! gives the same report, and every
//! computed figure, so that it can be read with the format file alone.

use crate::core::check::{Finding, Standing, explanations_to_publish};
use crate::core::compute::Figures;
use crate::core::format::{CellIndex, Format};
use crate::core::report::{Figure, HeaderField, Report};
use crate::core::text::{Language, finding};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Marks the published JSON of a report.
pub const KIND: &str = "disclosure-report";

/// Version of its shape. Fields are added without a new one; nothing is renamed or removed.
pub const VERSION: u64 = 1;

/// Writes the published JSON: two spaces of indent, fields and cells in the order of the form, a
/// line feed at the end.
#[must_use]
pub fn to_json(format: &Format, report: &Report, figures: &Figures) -> String {
    let published = Published { format, report, figures };
    // Maps with string keys and plain values always serialize.
    let mut text = serde_json::to_string_pretty(&published).unwrap_or_default();
    text.push('\n');
    text
}

/// The SHA-256 of published JSON in its canonical form (names in order, nothing between tokens: RFC 8785,
/// whose order is that of `serde_json` for all names that the form has), in 64 hexadecimal digits. However the JSON is laid out, the fingerprint is the same.
/// `jq -cSj . report.json | sha256sum` says the same.
#[must_use]
pub fn fingerprint(published: &Value) -> String {
    // Objects of `serde_json` are in the order of their names, and its text is as the RFC asks: of
    // numbers, published JSON has whole ones only.
    format!("{:x}", Sha256::digest(published.to_string()))
}

/// Writes findings for a host: an array of objects with `standing` (`error`, `open`, `warning` or `explained`),
/// `place` (id of a cell, a narrative or a field of the header) and `words`. Findings that only follow
/// from others are left out.
#[must_use]
pub fn findings_to_json(
    language: Language,
    format: &Format,
    report: &Report,
    findings: &[Finding],
) -> String {
    let own = findings.iter().filter(|one| match one {
        Finding::Disagreement(found) => !found.follows,
        Finding::Unreadable { .. }
        | Finding::Blank { .. }
        | Finding::Unwritten { .. }
        | Finding::Missing { .. }
        | Finding::Unusual { .. }
        | Finding::SameText { .. }
        | Finding::SameFigures { .. }
        | Finding::NotTheYearBefore { .. } => true,
    });
    let written = own.map(|one| {
        let standing = match one.standing() {
            Standing::Error => "error",
            Standing::Open => "open",
            Standing::Warning => "warning",
            Standing::Explained => "explained",
        };
        json!({
            "standing": standing,
            "place": one.place(format, report).id(format),
            "words": finding(language, format, report, one),
        })
    });
    Value::Array(written.collect()).to_string()
}

struct Published<'a> {
    format: &'a Format,
    report: &'a Report,
    figures: &'a Figures,
}

impl Serialize for Published<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { format, report, figures } = *self;
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("kind", KIND)?;
        fields.serialize_entry("version", &VERSION)?;
        fields.serialize_entry("format", &report.format)?;
        fields.serialize_entry("title", &report.title(format))?;
        fields.serialize_entry("header", &InOrder(|| header(report)))?;
        fields.serialize_entry("narratives", &InOrder(|| narratives(format, report)))?;
        fields.serialize_entry("cells", &InOrder(|| cells(format, figures)))?;
        fields.serialize_entry("typed", &InOrder(|| typed(format, report, figures)))?;
        let explanations = explanations_to_publish(format, report, figures);
        if !explanations.is_empty() {
            fields.serialize_entry("explanations", &explanations)?;
        }
        fields.end()
    }
}

/// A JSON object with its fields in the order given.
struct InOrder<F>(F);

impl<F: Fn() -> Vec<(String, Value)>> Serialize for InOrder<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}

fn header(report: &Report) -> Vec<(String, Value)> {
    let texts = HeaderField::ALL
        .into_iter()
        .map(|field| (field.key().to_owned(), report.header.get(field).into()));
    let code = Some(report.header.organ_code.as_str()).filter(|code| !code.is_empty());
    let code = code.map(|code| ("organ_code".to_owned(), code.into()));
    std::iter::once(("year".to_owned(), report.header.year.into()))
        .chain(texts)
        .chain(code)
        .collect()
}

/// The preface as printed, then the texts in the order of the form, then those it does not know.
fn narratives(format: &Format, report: &Report) -> Vec<(String, Value)> {
    let known: Vec<&str> = format.narratives().map(|(_, spec)| spec.id.as_str()).collect();
    let preface = &format.preface.id;
    let mut texts = vec![(preface.clone(), report.preface(format).into())];
    texts.extend(known.iter().map(|id| ((*id).to_owned(), report.narrative(id).into())));
    texts.extend(
        report
            .narratives()
            .iter()
            .filter(|(id, _)| *id != preface && !known.contains(&id.as_str()))
            .map(|(id, text)| (id.clone(), text.clone().into())),
    );
    texts
}

fn cells(format: &Format, figures: &Figures) -> Vec<(String, Value)> {
    format.indices().map(|cell| (format.cell(cell).id.to_string(), figure(figures, cell))).collect()
}

/// What was typed, where it is not what the figure is written as.
fn typed(format: &Format, report: &Report, figures: &Figures) -> Vec<(String, Value)> {
    format
        .inputs()
        .filter(|cell| {
            let plain = figures[*cell].map_or(String::new(), |figure| figure.to_string());
            report.entry(*cell).typed() != plain
        })
        .map(|cell| (format.cell(cell).id.to_string(), report.entry(cell).typed().into()))
        .collect()
}

/// A count as a number, an amount as text, because six decimals of 万元 do not survive as a binary
/// fraction; null where nothing can be read.
fn figure(figures: &Figures, cell: CellIndex) -> Value {
    figures[cell].map_or(Value::Null, |figure| match figure {
        Figure::Count(count) => count.into(),
        Figure::Change(change) => change.into(),
        Figure::Amount(_) => figure.to_string().into(),
    })
}
