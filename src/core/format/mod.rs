//! What a report consists of, as data: one JSON file per form.
//!
//! Holds parts, tables, labels word for word, and the relations between cells. Knows nothing of
//! any filled report. A file is read once by [`load`]; after that every name in it resolves.

mod cell;
mod layout;
mod load;
mod relation;

pub use cell::{CellId, CellIndex, NotACellId};
pub use layout::{BodyCell, BodyRow, HeadCell, HeadKind, LabelCell, Layout};
pub use load::{FormatError, load};
pub use relation::{Compare, Comparison, Each, Line, Relation, Role, Severity};

use std::collections::BTreeMap;

/// The file of the form of 2021, also published for readers of the JSON.
pub const CN_2021: &str = include_str!("cn-2021.json");
const CN_2021_EN: &str = include_str!("cn-2021.en.json");
/// The file of the form of 2019, on trial then and used for two years.
pub const CN_2019: &str = include_str!("cn-2019.json");
const CN_2019_EN: &str = include_str!("cn-2019.en.json");

/// The files of the forms that are built in, each with its English; the newest first.
const BUILT_IN: [(&str, &str, &str); 2] =
    [("cn-2021", CN_2021, CN_2021_EN), ("cn-2019", CN_2019, CN_2019_EN)];

/// A form: what can be filled in, what is computed from it, what must agree.
#[derive(Clone, Debug)]
pub struct Format {
    /// Id written into drafts and published JSON, such as `cn-2021`.
    pub id: String,
    /// What follows the year in a report's title.
    pub title: String,
    /// The document that prescribes the form.
    pub basis: String,
    /// Years the form is for.
    pub years: Years,
    /// How the sentences before part one are composed.
    pub preface: Preface,
    /// The parts in their order.
    pub parts: Vec<Part>,
    /// All tables; parts name them.
    pub tables: Vec<Table>,
    /// What is computed and what is checked.
    pub relations: Vec<Relation>,
    /// What is compared with last year's report beside sums.
    pub comparison: Comparison,
    /// Every cell, table by table and row by row.
    pub cells: Vec<Cell>,
    /// What is computed, in an order in which every addend is known.
    pub derivations: Vec<Line>,
    /// What is compared.
    pub checks: Vec<Line>,
    by_id: BTreeMap<String, CellIndex>,
    english: English,
}

/// First and last year of a form.
#[derive(Clone, Copy, Debug)]
pub struct Years {
    /// First year reported on it.
    pub from: u16,
    /// Last year, where a later form has replaced it.
    pub to: Option<u16>,
}

/// The sentences before part one. A sentence is left out while a field it names is empty.
#[derive(Clone, Debug)]
pub struct Preface {
    /// Id of the narrative that replaces the composed text.
    pub id: String,
    /// Sentences with header fields in braces; `{details}` stands for the list below.
    pub sentences: Vec<String>,
    /// Contact details, those that are known joined in brackets.
    pub details: Vec<String>,
}

/// One of the parts of the report: tables or narratives.
#[derive(Clone, Debug)]
pub struct Part {
    /// Unique among parts.
    pub id: String,
    /// Official heading with its numeral: 一、总体情况.
    pub label: String,
    /// Other wordings of the heading, without its numeral; for reading, never printed.
    pub also: Vec<String>,
    /// Ids of the tables that make up the part.
    pub tables: Vec<String>,
    /// Texts that make up the part.
    pub narratives: Vec<NarrativeSpec>,
}

impl Part {
    /// The numeral (一) and the heading without it (总体情况).
    #[must_use]
    pub fn numeral_and_heading(&self) -> (&str, &str) {
        self.label.split_once('、').unwrap_or(("", &self.label))
    }
}

/// A text to be written.
#[derive(Clone, Debug)]
pub struct NarrativeSpec {
    /// Public id, unique among narratives: `overview.platforms`.
    pub id: String,
    /// Printed sub-heading, if the form names one.
    pub label: Option<String>,
    /// What to write there; never printed.
    pub prompt: String,
    /// Words by which its sub-heading is known in published reports; never printed.
    pub also: Vec<String>,
    /// May be left empty.
    pub optional: bool,
    /// What is said to findings that stand is offered for it.
    pub takes_explanations: bool,
    /// Sentences that can be taken over; `{year}` is the report's year.
    pub suggestions: Vec<String>,
}

/// A table. Logical rows and columns; how they are printed is [`Layout`].
#[derive(Clone, Debug)]
pub struct Table {
    /// Unique among tables; first name of its cells.
    pub id: String,
    /// What offices call it: 表三.
    pub name: String,
    /// How it is printed.
    pub layout: LayoutKind,
    /// The official text in its corner or above its head.
    pub label: String,
    /// The official heading over its columns, or over its row labels.
    pub head: String,
    /// Groups of columns that share a heading.
    pub column_groups: Vec<Group>,
    /// Columns in their order.
    pub columns: Vec<Column>,
    /// Groups of rows that share a label.
    pub row_groups: Vec<Group>,
    /// Rows in their order.
    pub rows: Vec<Row>,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayoutKind {
    /// A bar with the label, a head row, a row of figures per row; several stand under one another.
    Block,
    /// Merged row labels left, merged headings above, the label in the corner.
    Grouped,
    /// One row of figures; the rows' labels are headings above the columns'.
    OneWideRow,
}

/// Rows or columns under a common label.
#[derive(Clone, Debug)]
pub struct Group {
    /// Unique among the names of its table.
    pub id: String,
    /// Official label.
    pub label: String,
    /// The group it lies in.
    pub within: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Unique among the names of its table.
    pub id: String,
    /// Official label.
    pub label: String,
    /// The group it belongs to.
    pub within: Option<String>,
    /// What its figures are.
    pub value: ValueKind,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Unique among the names of its table.
    pub id: String,
    /// Official label.
    pub label: String,
    /// Other wordings met in published reports; for reading, never printed.
    pub also: Vec<String>,
    /// The group it belongs to: its figures count in sums over the group.
    pub within: Option<String>,
    /// A group it is printed in without counting there (a total under its addends).
    pub print_in: Option<String>,
    /// Our short name for it in messages; the label where absent.
    pub short: Option<String>,
    /// Its number in the form, for the caption of a relation: 三（七）.
    pub mark: Option<String>,
    /// What to count in it, with the article.
    pub note: Option<String>,
}

impl Row {
    /// The name used in messages.
    #[must_use]
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.label)
    }
}

/// What the figures of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ValueKind {
    /// Whole numbers, 0 or more.
    #[default]
    Count,
    /// Money in 万元, 0 or more, with up to six decimals.
    Amount,
    /// Whole numbers, also below 0: how many more or fewer than before.
    Change,
}

/// A cell and where it stands.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its public name.
    pub id: CellId,
    /// Position of its table in [`Format::tables`].
    pub table: usize,
    /// Position of its row in the table.
    pub row: usize,
    /// Position of its column in the table.
    pub column: usize,
    /// What its figure is.
    pub value: ValueKind,
    /// Computed, so that nothing can be typed into it.
    pub derived: bool,
}

/// English wording by name; unofficial.
#[derive(Clone, Debug, Default)]
struct English {
    parts: BTreeMap<String, String>,
    narratives: BTreeMap<String, String>,
    tables: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    relations: BTreeMap<String, String>,
}

impl Format {
    /// The form that reports of this year are made on, if it is built in.
    ///
    /// # Panics
    /// Never in a build that passed its tests: `tests/suite/formats.rs` loads every built-in file.
    #[must_use]
    pub fn for_year(year: u16) -> Option<Self> {
        Self::built_in().find(|format| {
            format.years.from <= year && format.years.to.is_none_or(|last| year <= last)
        })
    }

    /// The built-in form of this id.
    ///
    /// # Panics
    /// Never in a build that passed its tests; see [`Format::for_year`].
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        BUILT_IN.iter().find(|(own, ..)| *own == id).map(Self::of)
    }

    /// The forms that are built in, the newest first.
    pub fn built_in() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(Self::of)
    }

    #[allow(clippy::expect_used, reason = "a broken built-in file is our own mistake")]
    fn of((_, form, english): &(&str, &str, &str)) -> Self {
        let mut format = load(form).expect("it loads (tests/suite/formats.rs)");
        format.english = load::english(english).expect("it loads (tests/suite/formats.rs)");
        format
    }

    /// Where the cell of this id stands.
    #[must_use]
    pub fn index_of(&self, id: &str) -> Option<CellIndex> {
        self.by_id.get(id).copied()
    }

    /// The cell at this position.
    #[must_use]
    pub fn cell(&self, index: CellIndex) -> &Cell {
        &self.cells[index.0]
    }

    /// The table a cell stands in.
    #[must_use]
    pub fn table_of(&self, index: CellIndex) -> &Table {
        &self.tables[self.cell(index).table]
    }

    /// The row a cell stands in.
    #[must_use]
    pub fn row_of(&self, index: CellIndex) -> &Row {
        &self.table_of(index).rows[self.cell(index).row]
    }

    /// The column a cell stands in.
    #[must_use]
    pub fn column_of(&self, index: CellIndex) -> &Column {
        &self.table_of(index).columns[self.cell(index).column]
    }

    /// Position of the part a cell is printed in.
    #[must_use]
    pub fn part_of(&self, index: CellIndex) -> usize {
        let table = &self.cell(index).id.table;
        self.parts.iter().position(|part| part.tables.contains(table)).unwrap_or(0)
    }

    /// The table of this id, with its position.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<(usize, &Table)> {
        self.tables.iter().enumerate().find(|(_, table)| table.id == id)
    }

    /// The cell at a row and a column of a table, all counted from 0.
    #[must_use]
    pub fn cell_at(&self, table: usize, row: usize, column: usize) -> Option<CellIndex> {
        let tables = self.tables.get(..=table)?;
        let (own, before) = tables.split_last()?;
        (row < own.rows.len() && column < own.columns.len()).then(|| {
            let first: usize = before.iter().map(|t| t.rows.len() * t.columns.len()).sum();
            CellIndex(first + row * own.columns.len() + column)
        })
    }

    /// Every position, in the order of the form.
    pub fn indices(&self) -> impl Iterator<Item = CellIndex> + use<> {
        (0..self.cells.len()).map(CellIndex)
    }

    /// Positions of the cells a person fills in.
    pub fn inputs(&self) -> impl Iterator<Item = CellIndex> {
        self.indices().filter(|index| !self.cell(*index).derived)
    }

    /// Every text to be written, with the position of its part.
    pub fn narratives(&self) -> impl Iterator<Item = (usize, &NarrativeSpec)> {
        self.parts
            .iter()
            .enumerate()
            .flat_map(|(part, spec)| spec.narratives.iter().map(move |text| (part, text)))
    }

    /// How a table is printed.
    #[must_use]
    pub fn layout(&self, table: usize) -> Layout {
        layout::of(self, table)
    }

    /// Unofficial English for a part, narrative, table, relation (by id) or for a row, column or
    /// group (`table.name`). `None` where there is none: the Chinese stands.
    #[must_use]
    pub fn english(&self, name: EnglishName<'_>) -> Option<&str> {
        let (map, key) = match name {
            EnglishName::Part(id) => (&self.english.parts, id),
            EnglishName::Narrative(id) => (&self.english.narratives, id),
            EnglishName::Table(id) => (&self.english.tables, id),
            EnglishName::Name(id) => (&self.english.names, id),
            EnglishName::Relation(id) => (&self.english.relations, id),
        };
        map.get(key).map(String::as_str)
    }
}

/// What an English wording is asked for.
#[derive(Clone, Copy, Debug)]
pub enum EnglishName<'a> {
    /// A part, by id.
    Part(&'a str),
    /// A narrative, by id.
    Narrative(&'a str),
    /// A table, by id.
    Table(&'a str),
    /// A row, column or group, by `table.name`.
    Name(&'a str),
    /// A relation, by id.
    Relation(&'a str),
}
