//! A reading as JSON, on its way from where sources are read to where a person looks at it.
//!
//! Not a file format: both ends are of one version.

use super::{CellRead, Doubt, Headed, Item, NotRead, Published, Remark, Subject};
use crate::core::format::Format;
use crate::core::report::HeaderField;
use serde_json::{Value, json};

/// The JSON of a reading.
#[must_use]
pub fn to_text(published: &Published) -> String {
    let items: Vec<Value> = published.items.iter().map(item).collect();
    let remarks: Vec<Value> = published.remarks.iter().map(remark).collect();
    let headings: Vec<Value> = published.headings.iter().map(heading).collect();
    let (format, lines) = (&published.format, &published.lines);
    json!({
        "format": format, "lines": lines, "items": items, "headings": headings, "remarks": remarks
    })
    .to_string()
}

/// The JSON of what became of a source.
#[must_use]
pub fn answer(read: &Result<Published, NotRead>) -> String {
    match read {
        Ok(published) => to_text(published),
        Err(why) => {
            let why = match why {
                NotRead::TooLarge => json!(["too_large"]),
                NotRead::Pdf => json!(["pdf"]),
                NotRead::OldWord => json!(["old_word"]),
                NotRead::Rtf => json!(["rtf"]),
                NotRead::Image => json!(["image"]),
                NotRead::Archive => json!(["archive"]),
                NotRead::Encrypted => json!(["encrypted"]),
                NotRead::Broken(words) => json!(["broken", words]),
                NotRead::Failed => json!(["failed"]),
            };
            json!({"not_read": why}).to_string()
        }
    }
}

/// What became of a source, by the JSON that [`answer`] wrote.
///
/// # Errors
/// [`NotRead`], as it was written; `Failed` of any other text.
pub fn of_answer(text: &str) -> Result<Published, NotRead> {
    if let Some(published) = of_text(text) {
        return Ok(published);
    }
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let why = &value["not_read"];
    Err(match why[0].as_str().unwrap_or_default() {
        "too_large" => NotRead::TooLarge,
        "pdf" => NotRead::Pdf,
        "old_word" => NotRead::OldWord,
        "rtf" => NotRead::Rtf,
        "image" => NotRead::Image,
        "archive" => NotRead::Archive,
        "encrypted" => NotRead::Encrypted,
        "broken" => NotRead::Broken(string(&why[1]).unwrap_or_default()),
        _ => NotRead::Failed,
    })
}

fn item(item: &Item) -> Value {
    let subject = match &item.subject {
        Subject::Year => json!(["year"]),
        Subject::Field(field) => json!(["field", field.key()]),
        Subject::Narrative(id) => json!(["narrative", id]),
        Subject::Row(table, row) => json!(["row", table, row]),
    };
    let cell = |one: &CellRead| {
        let doubt = one.doubt.as_ref().map(doubt);
        json!([one.cell.position(), one.raw, one.read, one.proposed, doubt])
    };
    let cells: Vec<Value> = item.cells.iter().map(cell).collect();
    let (from, to) = (item.lines.start, item.lines.end);
    json!([subject, from, to, cells, item.text, item.doubt.as_ref().map(doubt)])
}

fn heading((of, text): &(Headed, String)) -> Value {
    match of {
        Headed::Title => json!(["title", "", text]),
        Headed::Part(id) => json!(["part", id, text]),
        Headed::Narrative(id) => json!(["narrative", id, text]),
    }
}

fn doubt(doubt: &Doubt) -> Value {
    match doubt {
        Doubt::ReadAs => json!(["read_as"]),
        Doubt::Blank => json!(["blank"]),
        Doubt::Sign => json!(["sign"]),
        Doubt::Unreadable => json!(["unreadable"]),
        Doubt::NoUnit => json!(["no_unit"]),
        Doubt::Number { found, wanted } => json!(["number", found, wanted]),
        Doubt::RunTogether(text) => json!(["run_together", text]),
        Doubt::NoLabel => json!(["no_label"]),
        Doubt::LabelReadAs(text) => json!(["label_read_as", text]),
        Doubt::NotFound => json!(["not_found"]),
        Doubt::OtherForm(text) => json!(["other_form", text]),
        Doubt::OtherTotal(text) => json!(["other_total", text]),
        Doubt::Twice(one, other) => json!(["twice", one, other]),
        Doubt::Guessed => json!(["guessed"]),
        Doubt::OtherPeriod(year) => json!(["other_period", year]),
    }
}

fn remark(remark: &Remark) -> Value {
    match remark {
        Remark::WrongForm { found, expected, year } => json!(["wrong_form", found, expected, year]),
        Remark::MixedForms(labels) => json!(["mixed_forms", labels]),
        Remark::Traditional => json!(["traditional"]),
        Remark::Instruction(line) => json!(["instruction", line]),
        Remark::StrangeRow { line, label, figures } => json!(["strange_row", line, label, figures]),
        Remark::NotTaken(lines) => json!(["not_taken", lines]),
        Remark::NoHeading(label) => json!(["no_heading", label]),
        Remark::OtherHeading(form, own) => json!(["other_heading", form, own]),
        Remark::Another(line) => json!(["another", line]),
    }
}

/// The reading of a JSON text that [`to_text`] wrote; `None` of any other.
#[must_use]
pub fn of_text(text: &str) -> Option<Published> {
    let value: Value = serde_json::from_str(text).ok()?;
    let format = string(&value["format"])?;
    let form = Format::by_id(&format)?;
    let items = value["items"].as_array()?;
    let items = items.iter().map(|one| item_of(&form, one)).collect::<Option<_>>()?;
    let remarks = value["remarks"].as_array()?;
    let remarks = remarks.iter().map(remark_of).collect::<Option<_>>()?;
    let headings = value["headings"].as_array()?;
    let headings = headings.iter().map(heading_of).collect::<Option<_>>()?;
    Some(Published { format, items, headings, remarks, lines: strings(&value["lines"])? })
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(string).collect()
}

fn number(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|number| usize::try_from(number).ok())
}

/// What may be missing.
fn maybe<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    if value.is_null() { Some(None) } else { read(value).map(Some) }
}

fn item_of(format: &Format, value: &Value) -> Option<Item> {
    let subject = &value[0];
    let subject = match subject[0].as_str()? {
        "year" => Subject::Year,
        "field" => {
            let key = subject[1].as_str()?;
            Subject::Field(HeaderField::ALL.into_iter().find(|field| field.key() == key)?)
        }
        "narrative" => Subject::Narrative(string(&subject[1])?),
        _ => Subject::Row(number(&subject[1])?, number(&subject[2])?),
    };
    let cell = |value: &Value| {
        Some(CellRead {
            cell: format.indices().nth(number(&value[0])?)?,
            raw: maybe(&value[1], string)?,
            read: maybe(&value[2], string)?,
            proposed: maybe(&value[3], string)?,
            doubt: maybe(&value[4], doubt_of)?,
        })
    };
    Some(Item {
        subject,
        lines: number(&value[1])?..number(&value[2])?,
        cells: value[3].as_array()?.iter().map(cell).collect::<Option<_>>()?,
        text: maybe(&value[4], string)?,
        doubt: maybe(&value[5], doubt_of)?,
    })
}

fn heading_of(value: &Value) -> Option<(Headed, String)> {
    let id = string(&value[1])?;
    let of = match value[0].as_str()? {
        "title" => Headed::Title,
        "part" => Headed::Part(id),
        _ => Headed::Narrative(id),
    };
    Some((of, string(&value[2])?))
}

fn doubt_of(value: &Value) -> Option<Doubt> {
    let text = |at: usize| string(&value[at]);
    Some(match value[0].as_str()? {
        "read_as" => Doubt::ReadAs,
        "blank" => Doubt::Blank,
        "sign" => Doubt::Sign,
        "unreadable" => Doubt::Unreadable,
        "no_unit" => Doubt::NoUnit,
        "number" => Doubt::Number { found: strings(&value[1])?, wanted: number(&value[2])? },
        "run_together" => Doubt::RunTogether(text(1)?),
        "no_label" => Doubt::NoLabel,
        "label_read_as" => Doubt::LabelReadAs(text(1)?),
        "not_found" => Doubt::NotFound,
        "other_form" => Doubt::OtherForm(text(1)?),
        "other_total" => Doubt::OtherTotal(text(1)?),
        "twice" => Doubt::Twice(text(1)?, text(2)?),
        "other_period" => Doubt::OtherPeriod(u16::try_from(number(&value[1])?).ok()?),
        _ => Doubt::Guessed,
    })
}

fn remark_of(value: &Value) -> Option<Remark> {
    let text = |at: usize| string(&value[at]);
    Some(match value[0].as_str()? {
        "wrong_form" => {
            let year = u16::try_from(number(&value[3])?).ok()?;
            Remark::WrongForm { found: text(1)?, expected: text(2)?, year }
        }
        "mixed_forms" => Remark::MixedForms(strings(&value[1])?),
        "traditional" => Remark::Traditional,
        "other_heading" => Remark::OtherHeading(text(1)?, text(2)?),
        "another" => Remark::Another(number(&value[1])?),
        "instruction" => Remark::Instruction(number(&value[1])?),
        "strange_row" => {
            Remark::StrangeRow { line: number(&value[1])?, label: text(2)?, figures: text(3)? }
        }
        "not_taken" => {
            Remark::NotTaken(value[1].as_array()?.iter().map(number).collect::<Option<_>>()?)
        }
        _ => Remark::NoHeading(text(1)?),
    })
}
