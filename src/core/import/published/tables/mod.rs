//! The figures of a form's tables, by the labels before them.
//!
//! A figure is taken where it can only be one cell's: by its row's label, and among the figures of
//! the row by their number or by the headings above. Whatever else there is stays open and is said.

mod rows;
mod tokens;
mod wide;

use super::anchors::{Anchors, Found, Gap, Letter, Letters, Means};
use super::plain::is_word;
use super::source::Source;
use super::value;
use super::{CellRead, Doubt, Item, Subject};
use crate::core::format::{CellIndex, Format, LayoutKind};
use std::collections::BTreeMap;
use tokens::{
    LONGEST_LOOK, behind_comment, behind_number, cell_end, goes_on, is_prose, is_value, token_end,
};

/// What was read of the tables of one form.
pub(super) struct Tables {
    /// One for each row of the form, in its order.
    pub(super) rows: Vec<Item>,
    /// Lines of which nothing was taken, with their text.
    pub(super) left: Vec<(usize, String)>,
    /// Rows of figures under a label that the form does not have: line, label, figures.
    pub(super) strange: Vec<(usize, String, Vec<String>)>,
    /// How many words were met that only this form has, and that only another has.
    pub(super) own: usize,
    /// See `own`.
    pub(super) other: usize,
    /// Positions of the tables that are filled in as another form wants it.
    pub(super) of_other_form: Vec<usize>,
}

/// Reads lines of a source, part by part, as the tables of a form.
pub(super) fn read(
    format: &Format,
    anchors: &Anchors,
    source: &Source,
    parts: &[Vec<usize>],
) -> Tables {
    let mut reader = Reader {
        format,
        source,
        table: None,
        met: format.tables.iter().map(|_| Met::default()).collect(),
        open: None,
        orphans: Vec::new(),
        block: None,
        read: BTreeMap::new(),
        shifted: Vec::new(),
        left: Vec::new(),
        strange: Vec::new(),
        own: 0,
        other: 0,
    };
    // What belongs to one part ends with it.
    for lines in parts {
        reader.run(anchors, &Letters::of(source, lines));
        reader.end_part();
    }
    reader.end()
}

/// A piece of text that may be a figure.
#[derive(Clone, Debug)]
struct Token {
    text: String,
    line: usize,
}

/// What the pieces say, in their order.
fn texts_of(tokens: &[Token]) -> Vec<String> {
    tokens.iter().map(|token| token.text.clone()).collect()
}

/// A row whose figures are being gathered.
struct Open {
    row: OpenRow,
    /// Where its label ends.
    line: usize,
    cell: usize,
    /// The line its label begins in.
    first: usize,
    /// The label as it stands, where it is not the form's.
    read_as: Option<String>,
    tokens: Vec<Token>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenRow {
    Row(usize, usize),
    Group(usize, usize),
    Strange,
    OtherForm(Option<usize>),
}

/// What was met of a table.
#[derive(Clone, Default)]
struct Met {
    /// Columns in the order of their headings, the last ones where they are repeated: position, line,
    /// column of the source.
    columns: Vec<(usize, usize, usize)>,
    /// Blocks of a wide table in the order of their headings, in the same way.
    blocks: Vec<(usize, usize, usize)>,
    /// Figures stood behind the headings.
    head_is_over: bool,
    /// A heading says that amounts are in yuan.
    in_yuan: bool,
    /// A heading over several blocks of a wide table stands before the first of all.
    group_first: bool,
    own: usize,
    other: usize,
    /// A row was begun.
    rows: bool,
}

/// How the figures of a row stand to its label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// In a row of a table.
    Table,
    /// In the line of text in which its label ends.
    Beside,
    /// In lines of text below it.
    Below,
}

struct Reader<'a> {
    format: &'a Format,
    source: &'a Source,
    table: Option<usize>,
    met: Vec<Met>,
    open: Option<Open>,
    /// Figures before which no row's label stands.
    orphans: Vec<Token>,
    /// The last heading of a block of a wide table.
    block: Option<usize>,
    read: BTreeMap<(usize, usize), (Item, Manner)>,
    /// Tables before whose first row a row of figures stands without a label.
    shifted: Vec<usize>,
    left: Vec<(usize, String)>,
    strange: Vec<(usize, String, Vec<String>)>,
    own: usize,
    other: usize,
}

impl Reader<'_> {
    fn run(&mut self, anchors: &Anchors, letters: &Letters) {
        let all = &letters.0;
        let mut at = 0;
        // The last label, and whether nothing stood behind it yet.
        let mut before: Option<Means> = None;
        while let Some(letter) = all.get(at).copied() {
            if let Some(end) = self.prose_end(letters, at) {
                self.unknown(letter, letters.text(at, end));
                before = None;
                at = end;
                continue;
            }
            let found = self.choose(anchors.at(letters, at), before);
            let found = found.filter(|found| !goes_on(anchors, letters, found));
            if let Some(found) = found {
                let last = all[found.end - 1];
                self.label(found, letter, last, None);
                before = Some(found.means);
                at = behind_comment(all, found.end);
                continue;
            }
            // A number before a label is none of the figures.
            if let Some(next) = behind_number(all, at)
                && self.choose(anchors.at(letters, next), before).is_some()
            {
                at = next;
                continue;
            }
            let end = token_end(anchors, letters, at);
            let text = letters.text(at, end);
            if is_value(&text) {
                self.value(Token { text, line: letter.line });
                before = None;
                at = end;
                continue;
            }
            // A unit behind its figure.
            if value::is_unit(&text) {
                at = end;
                continue;
            }
            // Brackets and other signs before words.
            if !is_word(letter.c) {
                at += 1;
                continue;
            }
            let whole = cell_end(all, at);
            let end = (at + 1..whole.min(at + LONGEST_LOOK)).find(|next| {
                all[*next].gap == Gap::Space && !anchors.at(letters, *next).is_empty()
            });
            let end = end.unwrap_or(whole);
            let text = letters.text(at, end);
            let like = self.table.and_then(|table| anchors.like(&text, table));
            if let Some(means) = like {
                let found = Found { means, length: end - at, numbered: false, own: false, end };
                self.label(found, letter, all[end - 1], Some(text));
                before = Some(means);
            } else {
                self.unknown(letter, text);
                before = None;
            }
            at = end;
        }
    }

    /// The end of a line of text that is a sentence and no row, where it begins here.
    fn prose_end(&self, letters: &Letters, at: usize) -> Option<usize> {
        let letter = letters.0[at];
        let line = &self.source.lines[letter.line];
        let begins = at == 0 || letters.0[at - 1].line != letter.line;
        if !begins || line.cells.len() > 1 {
            return None;
        }
        let behind = letters.0[at..].iter().take_while(|one| one.line == letter.line).count();
        is_prose(&letters.text(at, at + behind)).then_some(at + behind)
    }

    /// What is still open at the end of a part ends there.
    fn end_part(&mut self) {
        self.close();
        self.close_wide();
        self.orphans.clear();
        self.table = None;
        self.block = None;
    }

    /// Which of the labels that fit is meant.
    fn choose(&self, found: Vec<Found>, before: Option<Means>) -> Option<Found> {
        let rank = |one: &Found| {
            let (table, is_row) = match one.means {
                Means::Table(table) | Means::Columns(table) => (Some(table), false),
                Means::Column(table, _) | Means::OtherColumn(table) => (Some(table), false),
                Means::Row(table, _) | Means::Rows(table, _) => (Some(table), true),
                Means::OtherRow(table) => (table, true),
                Means::Head => (None, false),
            };
            let here = table.is_some() && table == self.table;
            // Headings come one after another, and before the first row.
            let in_head = matches!(before, Some(Means::Column(..) | Means::Columns(_)))
                || !table.is_some_and(|table| self.met[table].rows);
            let fits = one.numbered || is_row != in_head;
            (here, fits)
        };
        let mut best = None;
        for one in found {
            let ranked = rank(&one);
            if best.is_none_or(|(most, _)| ranked > most) {
                best = Some((ranked, one));
            }
        }
        best.map(|(_, one)| one)
    }

    fn label(&mut self, found: Found, first: Letter, last: Letter, read_as: Option<String>) {
        let begin = |row| Open {
            row,
            line: last.line,
            cell: last.cell,
            first: first.line,
            read_as,
            tokens: Vec::new(),
        };
        match found.means {
            Means::Head => self.close(),
            Means::Table(table) => {
                self.close();
                self.table = Some(table);
                self.orphans.clear();
            }
            Means::Columns(table) => {
                self.close();
                self.enter(table);
            }
            Means::Column(table, column) => {
                self.close();
                self.enter(table);
                self.give_block(table);
                self.orphans.clear();
                let place = &self.source.lines[first.line].cells[first.cell];
                let met = &mut self.met[table];
                met.begin_head();
                met.columns.push((column, first.line, place.column));
                if found.own {
                    met.own += 1;
                    self.own += 1;
                }
            }
            Means::OtherColumn(table) => {
                self.close();
                self.enter(table);
                self.orphans.clear();
                self.met[table].other += 1;
                self.other += 1;
            }
            Means::Row(table, row) => {
                self.close();
                self.enter(table);
                if self.format.tables[table].layout == LayoutKind::OneWideRow {
                    self.give_block(table);
                    let place = &self.source.lines[first.line].cells[first.cell];
                    let met = &mut self.met[table];
                    met.begin_head();
                    met.blocks.push((row, first.line, place.column));
                    self.block = Some(row);
                } else {
                    self.give_orphans(table, row);
                    self.met[table].head_is_over = true;
                }
                self.met[table].rows = true;
                if found.own {
                    self.own += 1;
                }
                self.open = Some(begin(OpenRow::Row(table, row)));
            }
            Means::Rows(table, group) => {
                self.close();
                self.enter(table);
                self.orphans.clear();
                let met = &mut self.met[table];
                met.group_first |= met.blocks.is_empty();
                self.open = Some(begin(OpenRow::Group(table, group)));
            }
            Means::OtherRow(table) => {
                self.close();
                self.orphans.clear();
                if let Some(table) = table {
                    self.enter(table);
                }
                self.other += 1;
                self.open = Some(begin(OpenRow::OtherForm(table)));
            }
        }
    }

    fn enter(&mut self, table: usize) {
        if self.table != Some(table) {
            self.close_wide();
            self.table = Some(table);
        }
    }

    fn value(&mut self, token: Token) {
        // In a table, what stands in another row belongs to a row of its own.
        let in_table = |line: usize| self.source.lines[line].in_table;
        let apart = self.open.as_ref().is_some_and(|open| {
            let last = open.tokens.last().map_or(open.line, |token| token.line);
            !open.tokens.is_empty() && last != token.line && in_table(token.line) && in_table(last)
        });
        if apart {
            self.close();
        }
        match &mut self.open {
            Some(open) => open.tokens.push(token),
            None => self.orphans.push(token),
        }
    }

    fn unknown(&mut self, letter: Letter, text: String) {
        self.close();
        self.close_wide();
        if let Some(table) = self.table.filter(|table| !self.met[*table].rows) {
            self.met[table].in_yuan |= text.contains('元') && !text.contains('万');
        }
        self.open = Some(Open {
            row: OpenRow::Strange,
            line: letter.line,
            cell: letter.cell,
            first: letter.line,
            read_as: Some(text),
            tokens: Vec::new(),
        });
    }

    /// The figures of the open row are all there.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let texts = || texts_of(&open.tokens);
        match open.row {
            OpenRow::Row(table, row) => {
                // In one wide row the labels are headings, and figures come after all of them.
                let wide = self.format.tables[table].layout == LayoutKind::OneWideRow;
                if wide && open.tokens.is_empty() {
                    return;
                }
                let cells = self.cells_of_row(table, row);
                let item = self.item(table, row, &cells, &open);
                let manner = match open.tokens.first() {
                    _ if self.source.lines[open.line].in_table => Manner::Table,
                    Some(token) if token.line != open.line => Manner::Below,
                    _ => Manner::Beside,
                };
                self.keep(table, row, item, manner);
            }
            OpenRow::Group(table, _) if !open.tokens.is_empty() => {
                // What another form asks for in one row.
                let columns = self.format.tables[table].columns.len();
                if open.tokens.len() == columns {
                    self.other += 1;
                }
                let label = self.source.lines[open.line].cells[open.cell].text.trim().to_owned();
                self.strange.push((open.line, label, texts()));
            }
            OpenRow::Strange => {
                let label = open.read_as.clone().unwrap_or_default();
                if open.tokens.is_empty() {
                    self.left.push((open.line, label));
                } else {
                    self.strange.push((open.line, label, texts()));
                }
            }
            OpenRow::OtherForm(_) if !open.tokens.is_empty() => {
                let label = self.source.lines[open.line].cells[open.cell].text.trim().to_owned();
                self.strange.push((open.line, label, texts()));
            }
            OpenRow::Group(..) | OpenRow::OtherForm(_) => {}
        }
    }

    fn cells_of_row(&self, table: usize, row: usize) -> Vec<CellIndex> {
        let columns = self.format.tables[table].columns.len();
        (0..columns).filter_map(|column| self.format.cell_at(table, row, column)).collect()
    }

    /// Figures that stand where only one row's can be are offered for that row.
    fn give_orphans(&mut self, table: usize, row: usize) {
        let tokens = std::mem::take(&mut self.orphans);
        let columns = self.format.tables[table].columns.len();
        let Some(missed) = row.checked_sub(1) else {
            // Where figures stand before their labels, each would be given to the label before it.
            if tokens.len() == columns && !self.shifted.contains(&table) {
                self.shifted.push(table);
            }
            return;
        };
        if tokens.len() != columns || self.read.contains_key(&(table, missed)) {
            return;
        }
        if self.met[table].is_of_other_form(columns, tokens.len()) {
            return;
        }
        let cells = self.cells_of_row(table, missed);
        let read = |(cell, token): (&CellIndex, &Token)| {
            let read = value::read(self.format, *cell, Some(token.text.as_str()), false);
            let mut one = CellRead::open(*cell, None);
            one.raw = read.raw;
            one.proposed = read.read;
            one
        };
        let item = Item {
            subject: Subject::Row(table, missed),
            lines: tokens[0].line..tokens[tokens.len() - 1].line + 1,
            cells: cells.iter().zip(&tokens).map(read).collect(),
            text: None,
            doubt: Some(Doubt::NoLabel),
        };
        self.keep(table, missed, item, Manner::Below);
    }

    /// Keeps a row. A row of a table comes before what a text says; the same row twice with other
    /// figures is not certain.
    fn keep(&mut self, table: usize, row: usize, item: Item, manner: Manner) {
        let Some((before, its)) = self.read.get_mut(&(table, row)) else {
            self.read.insert((table, row), (item, manner));
            return;
        };
        let texts = |item: &Item| -> Vec<Option<String>> {
            item.cells.iter().map(|cell| cell.read.clone()).collect()
        };
        let (was, now) = (texts(before), texts(&item));
        let none = |texts: &[Option<String>]| texts.iter().all(Option::is_none);
        let from_table = (*its == Manner::Table, manner == Manner::Table);
        if matches!(before.doubt, Some(Doubt::Twice(..))) {
            // A third time decides nothing.
        } else if none(&was) || (from_table == (false, true) && !none(&now)) {
            (*before, *its) = (item, manner);
        } else if !none(&now) && was != now && from_table != (true, false) {
            let shown = |texts: &[Option<String>]| {
                texts.iter().map(|one| one.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(" ")
            };
            before.doubt = Some(Doubt::Twice(shown(&was), shown(&now)));
            for cell in &mut before.cells {
                cell.read = None;
            }
        }
    }

    /// Leaves open what was given to labels although it may stand before them: all rows of a table
    /// whose first figures have no label and whose last label has no figures, and of a text in which
    /// figures stand beside their labels, those that stand below, which may be numbers of pages.
    fn doubt_places(&mut self) {
        for table in std::mem::take(&mut self.shifted) {
            let last = self.format.tables[table].rows.len() - 1;
            let blank = |(item, _): &(Item, Manner)| item.cells.iter().all(|one| one.raw.is_none());
            if self.read.get(&(table, last)).is_some_and(blank) {
                for ((at, _), (item, _)) in &mut self.read {
                    if *at == table {
                        leave_open(item);
                        // What is offered would be another row's.
                        item.cells.iter_mut().for_each(|cell| cell.proposed = None);
                    }
                }
            }
        }
        let count = |manner| self.read.values().filter(|(_, one)| *one == manner).count();
        let (beside, below) = (count(Manner::Beside), count(Manner::Below));
        let wide = |at: usize| self.format.tables[at].layout == LayoutKind::OneWideRow;
        if beside > ROWS_OF_A_MANNER && beside > 3 * below {
            for ((at, _), (item, manner)) in &mut self.read {
                if *manner == Manner::Below && !wide(*at) {
                    leave_open(item);
                }
            }
        }
    }

    fn end(mut self) -> Tables {
        self.end_part();
        self.doubt_places();
        let mut rows = Vec::new();
        for (table_at, table) in self.format.tables.iter().enumerate() {
            for row in 0..table.rows.len() {
                let found = self.read.remove(&(table_at, row)).map(|(item, _)| item);
                rows.push(found.unwrap_or_else(|| {
                    let cells = self.cells_of_row(table_at, row);
                    Item {
                        subject: Subject::Row(table_at, row),
                        lines: 0..0,
                        cells: cells.iter().map(|cell| CellRead::open(*cell, None)).collect(),
                        text: None,
                        doubt: Some(Doubt::NotFound),
                    }
                }));
            }
        }
        let columns = |at: usize| self.format.tables[at].columns.len();
        let other =
            |(at, met): (usize, &Met)| met.is_of_other_form(columns(at), columns(at)).then_some(at);
        Tables {
            rows,
            left: self.left,
            strange: self.strange,
            own: self.own,
            other: self.other,
            of_other_form: self.met.iter().enumerate().filter_map(other).collect(),
        }
    }
}

/// Rows that show how a text puts figures to labels.
const ROWS_OF_A_MANNER: usize = 3;

/// Takes back what was read of a row, and offers it.
fn leave_open(item: &mut Item) {
    for cell in &mut item.cells {
        cell.proposed = cell.read.take().or(cell.proposed.take());
    }
    item.doubt = item.doubt.take().or(Some(Doubt::NoLabel));
}

impl Met {
    /// Headings begin anew behind figures.
    fn begin_head(&mut self) {
        if std::mem::take(&mut self.head_is_over) {
            self.columns.clear();
            self.blocks.clear();
        }
    }

    /// Whether a table is filled in as another form wants it. One heading that lost a word is not
    /// enough where there are as many figures as columns, which is one.
    fn is_of_other_form(&self, columns: usize, figures: usize) -> bool {
        let word_lost = columns == 1 && self.other == 1 && figures == 1;
        self.other > self.own && !word_lost
    }
}
