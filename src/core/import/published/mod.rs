//! Reads reports as they were published, on any site and in any program, back into figures and texts.
//!
//! What is not certain is left open and said, with what it may be; nothing is filled in because it
//! is likely. Every item says which lines of the source it is from. Knows no file formats: a source
//! is lines of cells, however it came ([`Source`]). Nor does it decide what is taken over: that does
//! who looks at the result.

mod anchors;
mod choice;
mod compare;
mod contact;
mod headings;
mod html;
mod plain;
mod source;
mod tables;
mod texts;
mod title;
mod value;
pub mod wire;

pub use choice::{Choice, Piece, Taken};
pub use compare::{Comparison, Otherwise, Spot, compare};
pub use html::blocks as blocks_of_html;
pub use source::{Block, LIMIT_CHARACTERS, LIMIT_LINES, Line, LineCell, Source, TooLarge};

use crate::core::compute::compute;
use crate::core::format::{CellIndex, Format};
use crate::core::report::{Figure, HeaderField, Report};
use anchors::Anchors;
use std::ops::Range;

/// What was read of a source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// Id of the form it is on, by its words.
    pub format: String,
    /// Header, texts and rows, in the order of the form.
    pub items: Vec<Item>,
    /// Title and headings, as they stand there.
    pub headings: Vec<(Headed, String)>,
    /// What is to be said about all of it.
    pub remarks: Vec<Remark>,
    /// The source, line by line, with bars between cells.
    pub lines: Vec<String>,
}

/// A piece of a report, and where in the source it is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Which.
    pub subject: Subject,
    /// Its lines in the source, counted from 0; empty where there are none.
    pub lines: Range<usize>,
    /// The cells of a row.
    pub cells: Vec<CellRead>,
    /// What was read of a text.
    pub text: Option<String>,
    /// What is not certain about all of it.
    pub doubt: Option<Doubt>,
}

/// What an item is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The year reported on.
    Year,
    /// A field of the header.
    Field(HeaderField),
    /// A narrative, by id.
    Narrative(String),
    /// A row of a table, both by position.
    Row(usize, usize),
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRead {
    /// Which.
    pub cell: CellIndex,
    /// Its text in the source; `None` where it is not known which text is its.
    pub raw: Option<String>,
    /// The figure that it is for certain. Of a computed cell: what the source says it is.
    pub read: Option<String>,
    /// The figure that it may be.
    pub proposed: Option<String>,
    /// What is to be said about it.
    pub doubt: Option<Doubt>,
}

/// Why something is not as it stands in the source, or not certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Read for certain, but written otherwise: `00`, `１２件`, `251000元`.
    ReadAs,
    /// Nothing stands there. Blank is not 0.
    Blank,
    /// A sign that may stand for 0 or for something not filled in: `/`, `-`, `—`, 无.
    Sign,
    /// No figure of the kind that the cell wants.
    Unreadable,
    /// An amount of which nothing says whether it is yuan or 万元; offered as yuan.
    NoUnit,
    /// Of a row: other figures than it has columns.
    Number {
        /// What stands there.
        found: Vec<String>,
        /// How many there should be.
        wanted: usize,
    },
    /// Of a row: digits without anything between them.
    RunTogether(String),
    /// Of a row: its figures stand where its label is missing.
    NoLabel,
    /// Of a row: its label is this in the source.
    LabelReadAs(String),
    /// It is not in the source.
    NotFound,
    /// Of a row: its table is filled in as another form wants it, with these figures.
    OtherForm(String),
    /// Of a total: this is computed from what was read.
    OtherTotal(String),
    /// Of a row: it is there twice, with these figures and with those.
    Twice(String, String),
    /// Not stated where it should be, but taken from elsewhere in the text.
    Guessed,
    /// Of the year: the title says this one, and another is counted.
    OtherPeriod(u16),
}

/// What a heading is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Headed {
    /// The report.
    Title,
    /// A part, by id.
    Part(String),
    /// A narrative that has a heading of its own, by id.
    Narrative(String),
}

impl Headed {
    /// Every heading of a report: the title, those of all parts and those of the narratives that say
    /// something.
    pub(in crate::core) fn of_report(format: &Format, report: &Report) -> Vec<(Self, String)> {
        let mut headings = vec![(Self::Title, report.title(format))];
        for part in &format.parts {
            headings.push((Self::Part(part.id.clone()), part.label.clone()));
            for spec in &part.narratives {
                let label = spec.label.iter().filter(|_| !report.narrative(&spec.id).is_empty());
                headings.extend(label.map(|it| (Self::Narrative(spec.id.clone()), it.clone())));
            }
        }
        headings
    }
}

/// Something about all of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It is on a form that is not the one of its year: basis of both, and the year.
    WrongForm {
        /// The form it is on.
        found: String,
        /// The form it should be on.
        expected: String,
        /// Its year.
        year: u16,
    },
    /// Tables of another form stand among those of its own: their labels.
    MixedForms(Vec<String>),
    /// It is in traditional script; texts are left so.
    Traditional,
    /// A sentence of the form that tells how to fill it in was left in: its line.
    Instruction(usize),
    /// Figures under a label that the form does not have.
    StrangeRow {
        /// Its line.
        line: usize,
        /// The label.
        label: String,
        /// The figures.
        figures: String,
    },
    /// Lines of which nothing was taken over.
    NotTaken(Vec<usize>),
    /// A heading of the form is missing: the part's.
    NoHeading(String),
    /// A heading is another than that of the form: the form's, and what it is.
    OtherHeading(String, String),
    /// The report begins anew at this line: only what stands before was read.
    Another(usize),
}

/// The most rows that are named because the form does not have them.
const MOST_STRANGE: usize = 50;

/// Why nothing could be read of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// There is more in it than in any report; it was not read to the end.
    TooLarge,
    /// A PDF, which holds pictures of letters and no tables.
    Pdf,
    /// A file of Word or WPS before there was .docx.
    OldWord,
    /// Rich text.
    Rtf,
    /// A picture.
    Image,
    /// A packed file in which there is no document.
    Archive,
    /// It has a password.
    Encrypted,
    /// It is not what it says it is; in the words of the reader.
    Broken(String),
    /// It could not be got at.
    Failed,
}

impl From<TooLarge> for NotRead {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// How certain an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Nothing to ask.
    Sure,
    /// Something is offered, or differs from what follows from it.
    Ask,
    /// Something is open.
    Open,
}

impl CellRead {
    /// A cell of which nothing is known.
    pub(in crate::core) fn open(cell: CellIndex, doubt: Option<Doubt>) -> Self {
        Self { cell, raw: None, read: None, proposed: None, doubt }
    }
}

impl Item {
    /// How certain it is. A total that is missing is none to ask for.
    #[must_use]
    pub fn certainty(&self, format: &Format) -> Certainty {
        let of_cell = |cell: &CellRead| match (&cell.read, &cell.proposed, &cell.doubt) {
            (None, ..) if format.cell(cell.cell).derived => Certainty::Sure,
            (Some(_), _, None | Some(Doubt::ReadAs)) => Certainty::Sure,
            (Some(_), ..) | (None, Some(_), _) => Certainty::Ask,
            (None, None, _) => Certainty::Open,
        };
        let cells = self.cells.iter().map(of_cell).max().unwrap_or(Certainty::Sure);
        let own = match self.doubt {
            None | Some(Doubt::ReadAs) => Certainty::Sure,
            Some(Doubt::NotFound) => Certainty::Open,
            Some(_) => Certainty::Ask,
        };
        cells.max(own)
    }
}

impl Published {
    /// The form it is on.
    #[must_use]
    pub fn form(&self) -> Option<Format> {
        Format::by_id(&self.format)
    }

    /// The report of all that is certain.
    #[must_use]
    pub fn certain(&self, format: &Format) -> Report {
        Choice::certain(format, self).report(format)
    }

    /// Whether anything of a report is in it: a figure, or a text of the form's.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.items.iter().all(|item| match item.subject {
            Subject::Year | Subject::Field(_) => true,
            Subject::Narrative(_) => item.text.is_none(),
            Subject::Row(..) => {
                item.lines.is_empty() && item.cells.iter().all(|cell| cell.read.is_none())
            }
        })
    }
}

/// A report of our own as if it had been read: all of it is certain, and no source is shown.
#[must_use]
pub fn of_report(format: &Format, report: &Report) -> Published {
    let text_of = |subject, text: &str| Item {
        subject,
        lines: 0..0,
        cells: Vec::new(),
        text: Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
        doubt: None,
    };
    let year = report.header.year.to_string();
    let mut items = vec![text_of(Subject::Year, &year)];
    for field in HeaderField::ALL {
        items.push(text_of(Subject::Field(field), report.header.get(field)));
    }
    items.push(text_of(Subject::Narrative(format.preface.id.clone()), &report.preface(format)));
    for (_, spec) in format.narratives() {
        let text = report.narrative(&spec.id);
        items.push(text_of(Subject::Narrative(spec.id.clone()), text));
    }
    items.retain(|item| item.text.is_some());
    let figures = compute(format, report);
    for (table_at, table) in format.tables.iter().enumerate() {
        for row in 0..table.rows.len() {
            let cells = (0..table.columns.len()).filter_map(|at| format.cell_at(table_at, row, at));
            let cell = |cell: CellIndex| {
                let read = figures[cell].map(|figure| figure.to_string());
                let doubt = read.is_none().then_some(Doubt::Blank);
                CellRead { raw: read.clone(), read, ..CellRead::open(cell, doubt) }
            };
            items.push(Item {
                subject: Subject::Row(table_at, row),
                lines: 0..0,
                cells: cells.map(cell).collect(),
                text: None,
                doubt: None,
            });
        }
    }
    let (remarks, lines) = (Vec::new(), Vec::new());
    let headings = Headed::of_report(format, report);
    Published { format: format.id.clone(), items, headings, remarks, lines }
}

/// Reads a source as a report.
#[must_use]
pub fn read(source: &Source) -> Published {
    let forms: Vec<(Format, Anchors)> = Format::built_in()
        .map(|form| {
            let anchors = Anchors::of(&form);
            (form, anchors)
        })
        .collect();
    let parted = headings::parted(&forms, source);
    let source = parted.as_ref().unwrap_or(source);
    let sections = headings::Sections::of(&forms, source);
    let title = title::title(source, &sections);
    let zone = sections.tables(&forms);
    let mut best: Option<(Format, tables::Tables)> = None;
    let expected = title.year.and_then(Format::for_year);
    for (form, anchors) in forms {
        let tables = tables::read(&form, &anchors, source, &zone);
        let score = |tables: &tables::Tables| {
            i64::try_from(tables.own).unwrap_or(0) - i64::try_from(tables.other).unwrap_or(0)
        };
        let wins =
            best.as_ref().is_none_or(|(_, before)| match score(&tables).cmp(&score(before)) {
                std::cmp::Ordering::Greater => true,
                std::cmp::Ordering::Equal => expected.as_ref().is_some_and(|it| it.id == form.id),
                std::cmp::Ordering::Less => false,
            });
        if wins {
            best = Some((form, tables));
        }
    }
    let Some((format, tables)) = best else {
        return Published::default();
    };
    let mut remarks = Vec::new();
    if let (Some(year), Some(expected)) = (title.year, &expected)
        && expected.id != format.id
        && tables.own > 0
    {
        let (found, expected) = (format.basis.clone(), expected.basis.clone());
        remarks.push(Remark::WrongForm { found, expected, year });
    }
    if !tables.of_other_form.is_empty() {
        let labels = tables.of_other_form.iter().map(|at| format.tables[*at].label.clone());
        remarks.push(Remark::MixedForms(labels.collect()));
    }
    let mut texts = texts::read(&format, source, &sections, &title);
    remarks.append(&mut texts.remarks);
    let mut not_taken = texts.not_taken;
    for (line, text) in tables.left {
        if headings::is_instruction(&text) {
            remarks.push(Remark::Instruction(line));
        } else if headings::is_caption(&format, &text) || headings::is_of_head(&format, &text) {
            // The heading of the part once more, over its table, or a piece of the table's own head.
        } else {
            not_taken.push(line);
        }
    }
    for (line, label, figures) in tables.strange.into_iter().take(MOST_STRANGE) {
        remarks.push(Remark::StrangeRow { line, label, figures: figures.join(" ") });
    }
    not_taken.sort_unstable();
    not_taken.dedup();
    if !not_taken.is_empty() {
        remarks.push(Remark::NotTaken(not_taken));
    }
    let mut items = texts.items;
    items.extend(tables.rows);
    let lines = source.lines.iter().map(Line::shown).collect();
    let (format_id, headings) = (format.id.clone(), texts.headings);
    let mut published = Published { format: format_id, items, headings, remarks, lines };
    published.compare_totals(&format);
    published
}

impl Published {
    /// Compares what the source says of totals with what follows from its figures. For blanks nothing
    /// is offered where a total does not hold without them.
    fn compare_totals(&mut self, format: &Format) {
        let find = |items: &[Item], cell: CellIndex| {
            items.iter().enumerate().find_map(|(at, item)| {
                let within = item.cells.iter().position(|one| one.cell == cell)?;
                Some((at, within))
            })
        };
        let figures = compute(format, &self.certain(format));
        for line in &format.derivations {
            let Some(total) = find(&self.items, line.left[0]) else { continue };
            let Some(reported) = self.items[total.0].cells[total.1].read.clone() else { continue };
            let places: Vec<(usize, usize)> =
                line.right.iter().filter_map(|cell| find(&self.items, *cell)).collect();
            let known = |items: &[Item], (at, within): (usize, usize)| {
                let one = &items[at].cells[within];
                // A total among the addends is known where its own addends are.
                one.read.is_some()
            };
            let open: Vec<(usize, usize)> =
                places.iter().copied().filter(|place| !known(&self.items, *place)).collect();
            // What was read, as far as it goes; totals among it as computed.
            let sum = figures.sum(format, &line.right);
            let computed = sum.map_or_else(String::new, |sum: Figure| sum.to_string());
            if open.is_empty() {
                if computed != reported {
                    let total = &mut self.items[total.0].cells[total.1];
                    total.doubt = Some(Doubt::OtherTotal(computed));
                }
                continue;
            }
            // Where the total does not hold without them, blanks are no 0.
            if computed != reported {
                for (at, within) in open {
                    let one = &mut self.items[at].cells[within];
                    if matches!(one.doubt, Some(Doubt::Blank | Doubt::Sign)) {
                        one.proposed = None;
                    }
                }
            }
        }
    }
}
