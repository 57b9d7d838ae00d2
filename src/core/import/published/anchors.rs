//! The words of a form by which its tables are found in a source, and where they occur.
//!
//! Labels are found wherever they begin and end: over the ends of cells and lines, with or without
//! their number, in any width and script. Knows no figures.

use super::plain::{MARK, folded, is_mark, is_word, plain};
use super::source::Source;
use crate::core::format::{Format, LayoutKind};
use crate::core::likeness::likeness;

/// What a label stands for; tables, columns and rows by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// The bar above a block, or the text in the corner of a table.
    Table(usize),
    /// A heading over labels, which says nothing more.
    Head,
    /// A column.
    Column(usize, usize),
    /// A heading over several columns.
    Columns(usize),
    /// A row.
    Row(usize, usize),
    /// A label over several rows: of the table, the group at this place.
    Rows(usize, usize),
    /// A column that only another form has, in a table that this one has too.
    OtherColumn(usize),
    /// A row that only another form has; `None` of a table that this one does not have.
    OtherRow(Option<usize>),
}

struct Anchor {
    letters: Vec<char>,
    /// How many of them are the number before the label.
    number: usize,
    means: Means,
    /// No other form has such a label.
    own: bool,
}

/// All labels of a form.
pub(super) struct Anchors(Vec<Anchor>);

/// A label that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) means: Means,
    /// How many letters it has.
    pub(super) length: usize,
    /// It stood there with its number.
    pub(super) numbered: bool,
    /// No other form has such a label.
    pub(super) own: bool,
    /// Position of the letter behind it.
    pub(super) end: usize,
}

impl Anchors {
    pub(super) fn of(format: &Format) -> Self {
        let mut all = Self(Vec::new());
        all.add_form(format, Some);
        let mut theirs = Vec::new();
        for other in Format::built_in().filter(|other| other.id != format.id) {
            // The table of the same id, which holds what the other form asks for in its place.
            let here = |table: usize| {
                other.tables.get(table).and_then(|one| format.table(&one.id)).map(|(at, _)| at)
            };
            let mut foreign = Self(Vec::new());
            foreign.add_form(&other, |means| match means {
                Means::Column(table, _) => here(table).map(Means::OtherColumn),
                Means::Row(table, _) => Some(Means::OtherRow(here(table))),
                _ => None,
            });
            theirs.append(&mut foreign.0);
        }
        // What two forms both say tells nothing of either.
        for one in &mut all.0 {
            one.own = theirs.iter().all(|other| other.letters != one.letters);
        }
        theirs.retain(|other| all.0.iter().all(|one| one.letters != other.letters));
        all.0.append(&mut theirs);
        all
    }

    fn add_form(&mut self, format: &Format, kept: impl Fn(Means) -> Option<Means>) {
        for (table_at, table) in format.tables.iter().enumerate() {
            let corner = match table.layout {
                LayoutKind::Block | LayoutKind::Grouped => Means::Table(table_at),
                LayoutKind::OneWideRow => Means::Head,
            };
            let mut add = |label: &str, means: Means| {
                if let Some(means) = kept(means) {
                    self.add(label, means);
                }
            };
            add(&table.label, corner);
            add(&table.head, Means::Head);
            for group in &table.column_groups {
                add(&group.label, Means::Columns(table_at));
            }
            for (at, column) in table.columns.iter().enumerate() {
                add(&column.label, Means::Column(table_at, at));
            }
            for (at, group) in table.row_groups.iter().enumerate() {
                add(&group.label, Means::Rows(table_at, at));
            }
            for (at, row) in table.rows.iter().enumerate() {
                std::iter::once(&row.label)
                    .chain(&row.also)
                    .for_each(|label| add(label, Means::Row(table_at, at)));
            }
        }
    }

    /// A label as it stands, and without the number before it.
    fn add(&mut self, label: &str, means: Means) {
        let letters: Vec<char> = plain(label).chars().collect();
        if letters.is_empty() {
            return;
        }
        let number = number_of(label);
        if number > 0 && number < letters.len() {
            let letters = letters[number..].to_vec();
            self.0.push(Anchor { letters, number: 0, means, own: false });
        }
        self.0.push(Anchor { letters, number, means, own: false });
    }

    /// The labels that begin at a letter, the longest first.
    pub(super) fn at(&self, letters: &Letters, at: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let first = letters.0.get(at).map(|letter| letter.c);
        for anchor in self.0.iter().filter(|one| one.letters.first().copied() == first) {
            if let Some(end) = letters.matches(at, &anchor.letters, anchor.number) {
                let (length, numbered) = (anchor.letters.len(), anchor.number > 0);
                let Anchor { means, own, .. } = *anchor;
                found.push(Found { means, length, numbered, own, end });
            }
        }
        // A handful: the longest comes first, and of equals the first of the form.
        let longest = found.iter().map(|one| one.length).max().unwrap_or(0);
        found.retain(|one| one.length == longest);
        found
    }

    /// The row or group of rows of a table whose label is most like a text, if it is like no other.
    pub(super) fn like(&self, text: &str, table: usize) -> Option<Means> {
        let text = plain(text);
        if text.chars().count() < SHORTEST_LIKE {
            return None;
        }
        let mut best: Option<(usize, Means)> = None;
        let mut second = 0;
        for anchor in &self.0 {
            if !matches!(anchor.means, Means::Row(of, _) | Means::Rows(of, _) if of == table) {
                continue;
            }
            let label: String = anchor.letters.iter().collect();
            let cut = text.chars().count() >= LONG_CUT && label.starts_with(&text);
            let alike = if cut { 100 } else { likeness(&label, &text) };
            match best {
                Some((most, means)) if alike > most => {
                    if means != anchor.means {
                        second = second.max(most);
                    }
                    best = Some((alike, anchor.means));
                }
                Some((_, means)) if means != anchor.means => second = second.max(alike),
                Some(_) => {}
                None => best = Some((alike, anchor.means)),
            }
        }
        let (most, means) = best?;
        (most >= ALIKE && most >= second + CLEARLY).then_some(means)
    }
}

/// Letters that a text must have to be compared with labels.
const SHORTEST_LIKE: usize = 4;

/// Letters that a label cut short must have.
const LONG_CUT: usize = 6;

/// How alike a text and a label must be, in percent.
const ALIKE: usize = 70;

/// By how much more than any other.
const CLEARLY: usize = 15;

/// How many letters of a label are its number: 1 of `（三）不予公开`, 0 of `自然人`.
fn number_of(label: &str) -> usize {
    let narrow: String = label.chars().flat_map(folded).collect();
    let opened = narrow.strip_prefix('(').unwrap_or(&narrow);
    let digits = opened.chars().take_while(|c| is_numeral(*c)).count();
    let behind = opened.chars().nth(digits);
    let ends = matches!(behind, Some(')' | '.' | '、' | ','));
    if ends { digits } else { 0 }
}

/// Whether a character numbers things.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// What lies before a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Spaces or the end of a line inside a cell.
    Space,
    /// The end of a cell.
    Cell,
    /// The end of a line.
    Line,
}

/// A character of a source as labels are compared by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) gap: Gap,
    /// Its line, counted in the source.
    pub(super) line: usize,
    /// Its cell, counted in its line.
    pub(super) cell: usize,
}

/// All that is to be read of some lines of a source, in one row.
pub(super) struct Letters(pub(super) Vec<Letter>);

impl Letters {
    pub(super) fn of(source: &Source, lines: &[usize]) -> Self {
        let mut all = Vec::new();
        for line in lines {
            let mut gap = Gap::Line;
            for (cell, held) in source.lines[*line].cells.iter().enumerate() {
                gap = gap.max(Gap::Cell);
                for c in held.text.chars() {
                    if c.is_whitespace() {
                        gap = gap.max(Gap::Space);
                        continue;
                    }
                    let digit = all.last().is_some_and(|letter: &Letter| letter.c.is_ascii_digit());
                    if is_mark(c) && digit && gap == Gap::None {
                        all.push(Letter { c: MARK, gap, line: *line, cell });
                        continue;
                    }
                    for c in folded(c).filter(|c| !c.is_whitespace()) {
                        all.push(Letter { c, gap, line: *line, cell });
                        gap = Gap::None;
                    }
                }
            }
        }
        Self(all)
    }

    /// The end of a label that begins at a letter, if it does. Signs and gaps inside it do not
    /// count, but its number and its words stand in one cell.
    fn matches(&self, at: usize, label: &[char], number: usize) -> Option<usize> {
        let mut next = at;
        for (nth, wanted) in label.iter().enumerate() {
            let letter = loop {
                let letter = self.0.get(next)?;
                if is_word(letter.c) {
                    break letter;
                }
                if nth == 0 {
                    return None;
                }
                next += 1;
            };
            if letter.c != *wanted || (number > 0 && nth == number && letter.gap > Gap::Space) {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    /// The text from a letter to another, without gaps.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.0[from..to].iter().map(|letter| letter.c).collect()
    }
}
