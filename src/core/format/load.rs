//! Reads a format file and resolves every name in it.
//!
//! What comes out holds: ids are unique, relations name things that exist, each derived cell is
//! derived once, and no total depends on itself.

use super::{
    Cell, CellId, CellIndex, Column, Compare, Comparison, Each, English, Format, Group, LayoutKind,
    Line, NarrativeSpec, Part, Preface, Relation, Role, Row, Severity, Table, ValueKind, Years,
};
use crate::core::fields::{BadField, Fields};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What is wrong with a format file. `format` is the file's id, the rest the id at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Not JSON of the expected shape; the reason names the line.
    Shape(String),
    /// An id is not in snake_case (narrative ids may have one dot).
    BadId(String),
    /// An id occurs twice where it must be unique.
    Twice(String),
    /// A relation, part or group names something that is not there.
    Unknown {
        /// Who names it.
        by: String,
        /// The name that does not resolve.
        name: String,
    },
    /// A relation derives something other than one cell per line, or derives from last year.
    BadDerivation(String),
    /// A check without a severity, or a derivation with one.
    BadSeverity(String),
    /// A limit that cannot be read as a figure.
    BadLimit(String),
    /// These cells depend on one another in a circle.
    Cycle(Vec<String>),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(reason) => write!(f, "expected a format file, but {reason}"),
            Self::BadId(id) => write!(f, "expected an id in snake_case, found `{id}`"),
            Self::Twice(id) => write!(f, "`{id}` occurs twice"),
            Self::Unknown { by, name } => write!(f, "unknown name `{name}` in `{by}`"),
            Self::BadDerivation(id) => {
                write!(f, "relation `{id}` must derive one cell of this report per line")
            }
            Self::BadSeverity(id) => {
                write!(f, "relation `{id}`: a check has a severity, a derivation has none")
            }
            Self::BadLimit(id) => write!(f, "relation `{id}` has a limit that is not a figure"),
            Self::Cycle(ids) => write!(f, "cells depend on one another: {}", ids.join(", ")),
        }
    }
}

struct File {
    format: String,
    title: String,
    basis: String,
    years: Years,
    preface: Preface,
    parts: Vec<Part>,
    tables: Vec<Table>,
    relations: Vec<Relation>,
    comparison: Comparison,
}

fn read_file(text: &str) -> Result<File, FormatError> {
    let value =
        serde_json::from_str(text).map_err(|error| FormatError::Shape(error.to_string()))?;
    let mut of = Fields::of(value, "format file")?;
    let mut years = of.object("years")?;
    let mut preface = of.object("preface")?;
    let mut comparison = of.optional_object("comparison")?;
    let file = File {
        format: of.text("format")?,
        title: of.text("title")?,
        basis: of.text("basis")?,
        years: Years { from: years.small_number("from")?, to: years.optional_small_number("to")? },
        preface: Preface {
            id: preface.text("id")?,
            sentences: preface.texts("sentences")?,
            details: preface.texts("details")?,
        },
        parts: of.list("parts", part)?,
        tables: of.list("tables", table)?,
        relations: of.list("relations", relation)?,
        comparison: Comparison {
            same_text_percent: comparison
                .optional_small_number("same_text_percent")?
                .unwrap_or(100),
            unusual_times: comparison.optional_small_number("unusual_times")?.unwrap_or(u16::MAX),
            unusual_from: comparison.optional_small_number("unusual_from")?.unwrap_or(u16::MAX),
            same_figures_from: comparison
                .optional_small_number("same_figures_from")?
                .unwrap_or(u16::MAX),
            basis: comparison.optional_text("basis")?.unwrap_or_default(),
        },
    };
    [years, preface, comparison, of].iter().try_for_each(Fields::end)?;
    Ok(file)
}

/// Reads the text of an overlay with English wording.
pub(super) fn english(text: &str) -> Result<English, FormatError> {
    let value =
        serde_json::from_str(text).map_err(|error| FormatError::Shape(error.to_string()))?;
    let mut of = Fields::of(value, "wording file")?;
    let english = English {
        parts: of.texts_by_name("parts")?,
        narratives: of.texts_by_name("narratives")?,
        tables: of.texts_by_name("tables")?,
        names: of.texts_by_name("names")?,
        relations: of.texts_by_name("relations")?,
    };
    of.end()?;
    Ok(english)
}

fn part(of: &mut Fields) -> Result<Part, BadField> {
    Ok(Part {
        id: of.text("id")?,
        label: of.text("label")?,
        also: of.texts("also")?,
        tables: of.texts("tables")?,
        narratives: of.list("narratives", |of| {
            Ok(NarrativeSpec {
                id: of.text("id")?,
                label: of.optional_text("label")?,
                also: of.texts("also")?,
                prompt: of.text("prompt")?,
                optional: of.flag("optional")?,
                takes_explanations: of.flag("takes_explanations")?,
                suggestions: of.texts("suggestions")?,
            })
        })?,
    })
}

fn table(of: &mut Fields) -> Result<Table, BadField> {
    const LAYOUTS: &[(&str, LayoutKind)] = &[
        ("block", LayoutKind::Block),
        ("grouped", LayoutKind::Grouped),
        ("one_wide_row", LayoutKind::OneWideRow),
    ];
    const VALUES: &[(&str, ValueKind)] = &[
        ("count", ValueKind::Count),
        ("amount", ValueKind::Amount),
        ("change", ValueKind::Change),
    ];
    Ok(Table {
        id: of.text("id")?,
        name: of.text("name")?,
        layout: of.word("layout", LAYOUTS)?.ok_or_else(|| BadField("layout".into()))?,
        label: of.optional_text("label")?.unwrap_or_default(),
        head: of.optional_text("head")?.unwrap_or_default(),
        column_groups: of.list("column_groups", group)?,
        columns: of.list("columns", |of| {
            Ok(Column {
                id: of.text("id")?,
                label: of.text("label")?,
                within: of.optional_text("in")?,
                value: of.word("value", VALUES)?.unwrap_or_default(),
            })
        })?,
        row_groups: of.list("row_groups", group)?,
        rows: of.list("rows", |of| {
            Ok(Row {
                id: of.text("id")?,
                label: of.text("label")?,
                also: of.texts("also")?,
                within: of.optional_text("in")?,
                print_in: of.optional_text("print_in")?,
                short: of.optional_text("short")?,
                mark: of.optional_text("mark")?,
                note: of.optional_text("note")?,
            })
        })?,
    })
}

fn group(of: &mut Fields) -> Result<Group, BadField> {
    Ok(Group { id: of.text("id")?, label: of.text("label")?, within: of.optional_text("in")? })
}

fn relation(of: &mut Fields) -> Result<Relation, BadField> {
    const LINES: &[(&str, Each)] = &[("row", Each::Row), ("column", Each::Column)];
    const ROLES: &[(&str, Role)] = &[("derive", Role::Derive), ("check", Role::Check)];
    const SEVERITIES: &[(&str, Severity)] =
        &[("error", Severity::Error), ("warning", Severity::Warning)];
    const COMPARISONS: &[(&str, Compare)] = &[
        ("equal", Compare::Equal),
        ("at_least", Compare::AtLeast),
        ("at_most", Compare::AtMost),
        ("above", Compare::Above),
    ];
    Ok(Relation {
        id: of.text("id")?,
        table: of.text("table")?,
        each: of.word("each", LINES)?.ok_or_else(|| BadField("each".into()))?,
        only: of.texts("only")?,
        role: of.word("role", ROLES)?.ok_or_else(|| BadField("role".into()))?,
        severity: of.word("severity", SEVERITIES)?,
        compare: of.word("compare", COMPARISONS)?.unwrap_or_default(),
        left: of.texts("left")?,
        right: of.texts("right")?,
        limit: of.optional_text("limit")?,
        left_words: of.optional_text("left_words")?,
        right_words: of.optional_text("right_words")?,
        basis: of.text("basis")?,
        eased_by_total: of.flag("eased_by_total")?,
        may_be_explained: of.flag("may_be_explained")?,
        without_last_year: of.flag("without_last_year")?,
        if_zero: of.texts("if_zero")?,
        unless_organ_ends_with: of.texts("unless_organ_ends_with")?,
        if_organ_contains: of.texts("if_organ_contains")?,
    })
}

impl From<BadField> for FormatError {
    fn from(BadField(name): BadField) -> Self {
        Self::Shape(format!("`{name}` is missing, unknown or of another shape"))
    }
}

/// Reads the text of a format file.
///
/// # Errors
/// [`FormatError`] with the id at fault.
pub fn load(text: &str) -> Result<Format, FormatError> {
    let file = read_file(text)?;
    check_ids(&file)?;
    let cells = cells_of(&file.tables);
    let mut by_id = BTreeMap::new();
    by_id.extend(
        cells.iter().enumerate().map(|(position, cell)| (cell.id.to_string(), CellIndex(position))),
    );
    let mut format = Format {
        id: file.format,
        title: file.title,
        basis: file.basis,
        years: file.years,
        preface: file.preface,
        parts: file.parts,
        tables: file.tables,
        relations: file.relations,
        comparison: file.comparison,
        cells,
        derivations: Vec::new(),
        checks: Vec::new(),
        by_id,
        english: English::default(),
    };
    let (derivations, checks) = expand(&format)?;
    for line in &derivations {
        format.cells[line.left[0].0].derived = true;
    }
    format.derivations = in_dependency_order(&format, derivations)?;
    format.checks = checks
        .into_iter()
        .map(|line| Line {
            inputs: inputs_behind(&format, &line),
            derived: line.left.iter().chain(&line.right).all(|cell| format.cell(*cell).derived),
            ..line
        })
        .collect();
    Ok(format)
}

fn inputs_behind(format: &Format, line: &Line) -> Vec<CellIndex> {
    let mut open: Vec<CellIndex> = line.left.iter().chain(&line.right).copied().collect();
    let mut inputs = BTreeSet::new();
    while let Some(cell) = open.pop() {
        match format.derivations.iter().find(|derivation| derivation.left[0] == cell) {
            Some(derivation) => open.extend(&derivation.right),
            None => _ = inputs.insert(cell),
        }
    }
    inputs.into_iter().collect()
}

fn cells_of(tables: &[Table]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (table_at, table) in tables.iter().enumerate() {
        for (row_at, row) in table.rows.iter().enumerate() {
            for (column_at, column) in table.columns.iter().enumerate() {
                cells.push(Cell {
                    id: CellId {
                        table: table.id.clone(),
                        row: row.id.clone(),
                        column: column.id.clone(),
                    },
                    table: table_at,
                    row: row_at,
                    column: column_at,
                    value: column.value,
                    derived: false,
                });
            }
        }
    }
    cells
}

fn check_ids(file: &File) -> Result<(), FormatError> {
    unique(file.parts.iter().map(|part| part.id.as_str()))?;
    unique(file.tables.iter().map(|table| table.id.as_str()))?;
    unique(file.relations.iter().map(|relation| relation.id.as_str()))?;
    unique(
        std::iter::once(file.preface.id.as_str())
            .chain(file.parts.iter().flat_map(|part| &part.narratives).map(|n| n.id.as_str())),
    )?;
    for part in &file.parts {
        for name in &part.tables {
            if !file.tables.iter().any(|table| table.id == *name) {
                return Err(unknown(&part.id, name));
            }
        }
    }
    for table in &file.tables {
        unique(names_of(table))?;
        let rows = table.rows.iter().flat_map(|row| [&row.within, &row.print_in]);
        let columns = table.columns.iter().map(|column| &column.within);
        within_exists(table, &table.row_groups, rows)?;
        within_exists(table, &table.column_groups, columns)?;
    }
    Ok(())
}

fn names_of(table: &Table) -> impl Iterator<Item = &str> {
    let groups = table.row_groups.iter().chain(&table.column_groups).map(|group| &group.id);
    let rows = table.rows.iter().map(|row| &row.id);
    let columns = table.columns.iter().map(|column| &column.id);
    groups.chain(rows).chain(columns).map(String::as_str)
}

fn within_exists<'a>(
    table: &Table,
    groups: &'a [Group],
    members: impl Iterator<Item = &'a Option<String>>,
) -> Result<(), FormatError> {
    let declared = |groups: &[Group], name: &str| groups.iter().any(|group| group.id == name);
    for name in members.flatten() {
        if !declared(groups, name) {
            return Err(unknown(&table.id, name));
        }
    }
    for (at, group) in groups.iter().enumerate() {
        // An outer group is declared before the inner one, so that no group can contain itself.
        if let Some(name) = group.within.as_ref().filter(|name| !declared(&groups[..at], name)) {
            return Err(unknown(&group.id, name));
        }
    }
    Ok(())
}

fn unique<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), FormatError> {
    let mut seen = BTreeSet::new();
    for id in ids {
        let snake = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        if !id.split('.').all(snake) || id.matches('.').count() > 1 {
            return Err(FormatError::BadId(id.into()));
        }
        if !seen.insert(id) {
            return Err(FormatError::Twice(id.into()));
        }
    }
    Ok(())
}

fn unknown(by: &str, name: &str) -> FormatError {
    FormatError::Unknown { by: by.into(), name: name.into() }
}

/// Says every relation of its rows or columns. Where two relations would derive the same cell, the
/// first does and the second stays as a check: that is cross-footing.
fn expand(format: &Format) -> Result<(Vec<Line>, Vec<Line>), FormatError> {
    let (mut derivations, mut checks) = (Vec::new(), Vec::new());
    let mut derived = BTreeSet::new();
    for (relation_at, relation) in format.relations.iter().enumerate() {
        check_relation(relation)?;
        let Some((table_at, table)) = format.table(&relation.table) else {
            return Err(unknown(&relation.id, &relation.table));
        };
        let lines: Vec<&str> = match relation.each {
            Each::Row => table.rows.iter().map(|row| row.id.as_str()).collect(),
            Each::Column => table.columns.iter().map(|column| column.id.as_str()).collect(),
        };
        if let Some(name) = relation.only.iter().find(|name| !lines.contains(&name.as_str())) {
            return Err(unknown(&relation.id, name));
        }
        for (at, id) in lines.iter().enumerate() {
            if !relation.only.is_empty() && !relation.only.iter().any(|name| name == id) {
                continue;
            }
            let sum = |names: &[String], last_year: bool| -> Result<Vec<CellIndex>, FormatError> {
                let mut cells = Vec::new();
                for name in names {
                    let (prior, name) = match name.strip_prefix("last_year:") {
                        Some(name) => (true, name),
                        None => (false, name.as_str()),
                    };
                    let members = members(table, relation, name)?;
                    if prior == last_year {
                        cells.extend(members.into_iter().filter_map(
                            |member| match relation.each {
                                Each::Row => format.cell_at(table_at, at, member),
                                Each::Column => format.cell_at(table_at, member, at),
                            },
                        ));
                    }
                }
                Ok(cells)
            };
            let zero = |name: &String| {
                let (prior, id) = match name.strip_prefix("last_year:") {
                    Some(id) => (true, id),
                    None => (false, name.as_str()),
                };
                let cell = format.index_of(id).ok_or_else(|| unknown(&relation.id, name))?;
                Ok((prior, cell))
            };
            let line = Line {
                relation: relation_at,
                at,
                if_zero: relation.if_zero.iter().map(zero).collect::<Result<_, FormatError>>()?,
                left: sum(&relation.left, false)?,
                right: sum(&relation.right, false)?,
                last_year: sum(&relation.right, true)?,
                inputs: Vec::new(),
                derived: false,
            };
            match (relation.role, line.left.as_slice()) {
                (Role::Derive, [_]) if !line.last_year.is_empty() => {
                    return Err(FormatError::BadDerivation(relation.id.clone()));
                }
                (Role::Derive, [cell]) if derived.insert(*cell) => derivations.push(line),
                (Role::Derive, [_]) | (Role::Check, _) => checks.push(line),
                (Role::Derive, _) => {
                    return Err(FormatError::BadDerivation(relation.id.clone()));
                }
            }
        }
    }
    Ok((derivations, checks))
}

fn check_relation(relation: &Relation) -> Result<(), FormatError> {
    if (relation.role == Role::Check) != relation.severity.is_some() {
        return Err(FormatError::BadSeverity(relation.id.clone()));
    }
    match &relation.limit {
        Some(limit) if limit.is_empty() || !limit.chars().all(|c| c.is_ascii_digit()) => {
            Err(FormatError::BadLimit(relation.id.clone()))
        }
        _ => Ok(()),
    }
}

/// Positions of the columns (each row) or rows (each column) that a name stands for.
fn members(table: &Table, relation: &Relation, name: &str) -> Result<Vec<usize>, FormatError> {
    let found: Vec<usize> = match relation.each {
        Each::Row => {
            let columns = table.columns.iter().map(|c| (c.id.as_str(), c.within.as_deref()));
            select(columns, &table.column_groups, name)
        }
        Each::Column => {
            let rows = table.rows.iter().map(|r| (r.id.as_str(), r.within.as_deref()));
            select(rows, &table.row_groups, name)
        }
    };
    if found.is_empty() { Err(unknown(&relation.id, name)) } else { Ok(found) }
}

fn select<'a>(
    lines: impl Iterator<Item = (&'a str, Option<&'a str>)>,
    groups: &[Group],
    name: &str,
) -> Vec<usize> {
    let belongs = |group: Option<&str>| {
        let mut at = group;
        while let Some(id) = at {
            if id == name {
                return true;
            }
            at = groups.iter().find(|g| g.id == id).and_then(|g| g.within.as_deref());
        }
        false
    };
    lines
        .enumerate()
        .filter(|(_, (id, group))| *id == name || belongs(*group))
        .map(|(position, _)| position)
        .collect()
}

fn in_dependency_order(format: &Format, lines: Vec<Line>) -> Result<Vec<Line>, FormatError> {
    let mut waiting = lines;
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let open: Vec<CellIndex> = waiting.iter().map(|line| line.left[0]).collect();
        let is_ready = |line: &Line| line.right.iter().all(|cell| !open.contains(cell));
        let (ready, rest): (Vec<Line>, Vec<Line>) = waiting.into_iter().partition(is_ready);
        if ready.is_empty() {
            let ids = open.iter().map(|cell| format.cell(*cell).id.to_string()).collect();
            return Err(FormatError::Cycle(ids));
        }
        ordered.extend(ready);
        waiting = rest;
    }
    Ok(ordered)
}
