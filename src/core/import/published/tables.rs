//! The figures of a form's tables, by the labels before them.
//!
//! A figure is taken where it can only be one cell's: by its row's label, and among the figures of
//! the row by their number or by the headings above. Whatever else there is stays open and is said.

use super::anchors::{Anchors, Found, Gap, Letter, Letters, Means, is_numeral};
use super::plain::narrow;
use super::source::{Line, Source};
use super::value::{self, is_sign};
use super::{CellRead, Doubt, Item, Subject};
use crate::core::format::{CellIndex, Format, LayoutKind};
use std::collections::BTreeMap;

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
            if !super::plain::is_word(letter.c) {
                at += 1;
                continue;
            }
            let whole = cell_end(all, at);
            let end = (at + 1..whole).find(|next| {
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
        let texts = || open.tokens.iter().map(|token| token.text.clone()).collect::<Vec<_>>();
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

    /// The figures of a table in one wide row, which follow all its headings.
    fn close_wide(&mut self) {
        let Some(table) = self.table else { return };
        if self.format.tables[table].layout != LayoutKind::OneWideRow {
            return;
        }
        self.give_block(table);
        if self.orphans.is_empty() {
            return;
        }
        let tokens = std::mem::take(&mut self.orphans);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let manner =
            if self.source.lines[first.line].in_table { Manner::Table } else { Manner::Below };
        let Some(order) = self.order_of_blocks(table) else {
            let texts = tokens.iter().map(|token| token.text.clone()).collect();
            self.strange.push((first.line, self.format.tables[table].name.clone(), texts));
            return;
        };
        let cells: Vec<CellIndex> =
            order.iter().flat_map(|row| self.cells_of_row(table, *row)).collect();
        let line = &self.source.lines[first.line];
        let open = Open {
            row: OpenRow::Row(table, 0),
            line: first.line,
            cell: usize::MAX,
            first: first.line,
            read_as: None,
            tokens: tokens.clone(),
        };
        let one_line = first.line == last.line;
        let placed = one_line.then(|| self.under_headings_of_wide(table, line, &cells)).flatten();
        let item = match placed {
            Some(cells) => Item { cells, ..self.empty_item(table, 0, &open) },
            None => self.item(table, 0, &cells, &open),
        };
        let width = self.format.tables[table].columns.len();
        for (row, cells) in order.iter().zip(item.cells.chunks(width)) {
            let own =
                Item { subject: Subject::Row(table, *row), cells: cells.to_vec(), ..item.clone() };
            self.keep(table, *row, own, manner);
        }
        self.met[table].head_is_over = true;
    }

    /// The blocks of a wide table in the order of their headings, where those and the columns' are as
    /// the form has them or not there at all; `None` where something else is there.
    fn order_of_blocks(&self, table: usize) -> Option<Vec<usize>> {
        let form: Vec<usize> = (0..self.format.tables[table].rows.len()).collect();
        let width = self.format.tables[table].columns.len();
        let in_order = |all: &[(usize, usize, usize)]| {
            let mut all = all.to_vec();
            if all.iter().all(|(_, line, _)| self.source.lines[*line].in_table) {
                all.sort_by_key(|(.., column)| *column);
            }
            all.into_iter().map(|(at, ..)| at).collect::<Vec<_>>()
        };
        let met = &self.met[table];
        let columns = in_order(&met.columns);
        let whole = columns.chunks(width).all(|block| block.iter().copied().eq(0..width));
        if !whole {
            return columns.is_empty().then_some(form);
        }
        let in_table = met.blocks.iter().all(|(_, line, _)| self.source.lines[*line].in_table);
        if met.group_first && !in_table {
            return None;
        }
        let blocks = in_order(&met.blocks);
        let each_once = blocks.len() == form.len() && form.iter().all(|row| blocks.contains(row));
        match (blocks.is_empty(), each_once) {
            (true, _) => Some(form),
            (_, true) => Some(blocks),
            _ => None,
        }
    }

    /// The figures of one block of a wide table whose blocks stand one after another, each with its
    /// own headings.
    fn give_block(&mut self, table: usize) {
        let columns = self.format.tables[table].columns.len();
        let wide = self.format.tables[table].layout == LayoutKind::OneWideRow;
        let Some(row) = self.block.filter(|_| wide && self.orphans.len() == columns) else {
            return;
        };
        let met: Vec<usize> = self.met[table].columns.iter().map(|(at, ..)| *at).collect();
        if met.len() != columns || !met.iter().copied().eq(0..columns) {
            return;
        }
        let tokens = std::mem::take(&mut self.orphans);
        let (first, last) = (tokens[0].line, tokens[columns - 1].line);
        let cells = self.cells_of_row(table, row);
        let read = |(cell, token): (&CellIndex, &Token)| {
            value::read(self.format, *cell, Some(token.text.as_str()), false)
        };
        let item = Item {
            subject: Subject::Row(table, row),
            lines: first..last + 1,
            cells: cells.iter().zip(&tokens).map(read).collect(),
            text: None,
            doubt: None,
        };
        let in_table = self.source.lines[first].in_table;
        self.keep(table, row, item, if in_table { Manner::Table } else { Manner::Below });
        self.met[table].head_is_over = true;
        self.block = None;
    }

    /// Cells of a line by the headings above them, where all headings of a wide table are there.
    fn under_headings_of_wide(
        &self,
        table: usize,
        line: &Line,
        cells: &[CellIndex],
    ) -> Option<Vec<CellRead>> {
        if !self.met[table].columns.iter().all(|(_, line, _)| self.source.lines[*line].in_table) {
            return None;
        }
        let mut heads: Vec<usize> =
            self.met[table].columns.iter().map(|(_, _, column)| *column).collect();
        heads.sort_unstable();
        heads.dedup();
        let by_number = line.cells.len() == cells.len() && !line.in_sheet;
        if !line.in_table || heads.len() != cells.len() || by_number {
            return None;
        }
        let read = |(head, cell): (&usize, &CellIndex)| {
            let found = line.cells.iter().find(|one| one.column == *head)?;
            Some(value::read(self.format, *cell, Some(found.text.as_str()), false))
        };
        heads.iter().zip(cells).map(read).collect()
    }

    fn cells_of_row(&self, table: usize, row: usize) -> Vec<CellIndex> {
        let columns = self.format.tables[table].columns.len();
        (0..columns).filter_map(|column| self.format.cell_at(table, row, column)).collect()
    }

    /// The columns that figures are of, in the order of their headings: as far as these are known, the
    /// form's. Where totals have no heading there are none. `None` where headings of two levels come in
    /// another order than the form prints them.
    fn order(&self, table: usize) -> Option<Vec<usize>> {
        let columns = &self.format.tables[table].columns;
        let form: Vec<usize> = (0..columns.len()).collect();
        let mut met = self.met[table].columns.clone();
        let derived = |at: usize| {
            let cell = self.format.cell_at(table, 0, at);
            cell.is_some_and(|cell| self.format.cell(cell).derived)
        };
        let holds =
            |met: &[(usize, usize, usize)], at: usize| met.iter().any(|(one, ..)| *one == at);
        let inputs: Vec<usize> = form.iter().copied().filter(|at| !derived(*at)).collect();
        let all_of = |wanted: &[usize]| {
            met.len() == wanted.len() && wanted.iter().all(|at| holds(&met, *at))
        };
        if !all_of(&form) && !all_of(&inputs) {
            return Some(form);
        }
        let in_table = met.iter().all(|(_, line, _)| self.source.lines[*line].in_table);
        if in_table {
            met.sort_by_key(|(.., column)| *column);
            let apart = met.windows(2).all(|pair| pair[0].2 != pair[1].2);
            return if apart { Some(met.iter().map(|(at, ..)| *at).collect()) } else { Some(form) };
        }
        let seen: Vec<usize> = met.iter().map(|(at, ..)| *at).collect();
        let one_line = met.windows(2).all(|pair| pair[0].1 == pair[1].1);
        let one_level = self.format.tables[table].column_groups.is_empty();
        let within = |at: &&usize| columns[**at].within.is_some();
        let printed: Vec<usize> = seen
            .iter()
            .filter(|at| !within(at))
            .chain(seen.iter().filter(within))
            .copied()
            .collect();
        let mut in_form = seen.clone();
        in_form.sort_unstable();
        let form_printed: Vec<usize> = in_form
            .iter()
            .filter(|at| !within(at))
            .chain(in_form.iter().filter(within))
            .copied()
            .collect();
        if one_level || seen == in_form {
            Some(seen)
        } else if seen == form_printed && printed == seen {
            Some(in_form)
        } else if one_line {
            Some(seen)
        } else {
            None
        }
    }

    fn empty_item(&self, table: usize, row: usize, open: &Open) -> Item {
        let last = open.tokens.last().map_or(open.line, |token| token.line);
        let lines = open.first..last + 1;
        let doubt = open.read_as.clone().map(Doubt::LabelReadAs);
        Item { subject: Subject::Row(table, row), lines, cells: Vec::new(), text: None, doubt }
    }

    fn item(&self, table: usize, row: usize, cells: &[CellIndex], open: &Open) -> Item {
        let mut item = self.empty_item(table, row, open);
        let met = &self.met[table];
        let of =
            |cell: CellIndex, text: Option<&str>| value::read(self.format, cell, text, met.in_yuan);
        if met.is_of_other_form(self.format.tables[table].columns.len(), open.tokens.len()) {
            let texts: Vec<&str> = open.tokens.iter().map(|token| token.text.as_str()).collect();
            item.cells = cells.iter().map(|cell| CellRead::open(*cell, None)).collect();
            item.doubt = Some(Doubt::OtherForm(texts.join(" ")));
            return item;
        }
        let Some(order) = self.order(table) else {
            let found: Vec<String> = open.tokens.iter().map(|token| token.text.clone()).collect();
            item.cells = cells.iter().map(|cell| CellRead::open(*cell, None)).collect();
            item.doubt = Some(Doubt::Number { found, wanted: cells.len() });
            return item;
        };
        let width = self.format.tables[table].columns.len();
        let in_order: Vec<CellIndex> = cells
            .chunks(width)
            .flat_map(|row| order.iter().filter_map(|column| row.get(*column).copied()))
            .collect();
        let mut read: Vec<CellRead> = Vec::new();
        match self.texts(table, open, &in_order) {
            Texts::Each(texts) => {
                let pairs = in_order.iter().zip(&texts);
                read.extend(pairs.map(|(cell, text)| of(*cell, Some(text.as_str()))));
            }
            Texts::Under(texts) => {
                read.extend(in_order.iter().map(|cell| {
                    of(
                        *cell,
                        texts.iter().find(|(at, _)| at == cell).map(|(_, text)| text.as_str()),
                    )
                }));
            }
            Texts::None => {
                read.extend(in_order.iter().map(|cell| CellRead::open(*cell, Some(Doubt::Blank))));
            }
            Texts::Together(text) => {
                let digits: Vec<String> = text.chars().map(String::from).collect();
                let splits = digits.len() == in_order.len();
                for (at, cell) in in_order.iter().enumerate() {
                    let mut one = CellRead::open(*cell, None);
                    one.proposed = splits.then(|| digits[at].clone());
                    read.push(one);
                }
                item.doubt = Some(Doubt::RunTogether(text));
            }
            Texts::Other(texts) => {
                let wanted = in_order.len();
                read.extend(in_order.iter().map(|cell| CellRead::open(*cell, None)));
                item.doubt = Some(Doubt::Number { found: texts, wanted });
            }
        }
        // Back to the order of the form.
        let found = |cell: &CellIndex| read.iter().find(|one| one.cell == *cell).cloned();
        item.cells = cells
            .iter()
            .map(|cell| found(cell).unwrap_or_else(|| CellRead::open(*cell, None)))
            .collect();
        item
    }

    /// The texts of a row's cells: of its own cells where there are as many as columns, else of as
    /// many figures, else of the cells under the columns' headings.
    fn texts(&self, table: usize, open: &Open, cells: &[CellIndex]) -> Texts {
        let wanted = cells.len();
        let tokens = &open.tokens;
        let line = &self.source.lines[tokens.first().map_or(open.line, |token| token.line)];
        let first = if open.cell == usize::MAX { 0 } else { open.cell + 1 };
        let at = tokens.first().map_or(open.line, |token| token.line);
        let one_line = tokens.iter().all(|token| token.line == at)
            && (open.cell == usize::MAX || at == open.line)
            && line.cells.len() > 1;
        let under = || self.under_headings(table, line, first, cells).map(Texts::Under);
        if one_line && line.in_sheet {
            if let Some(texts) = under() {
                return texts;
            }
        } else if one_line {
            let mut own: Vec<&str> = line
                .cells
                .get(first..)
                .unwrap_or_default()
                .iter()
                .map(|cell| cell.text.trim())
                .collect();
            // Behind the last bar of a line of text there is no cell.
            if !line.in_table && own.len() == wanted + 1 && own.last() == Some(&"") {
                own.pop();
            }
            let any = own.iter().any(|text| !text.is_empty());
            if own.len() == wanted && (any || line.in_table) {
                return Texts::Each(own.into_iter().map(str::to_owned).collect());
            }
        }
        if tokens.is_empty() {
            return Texts::None;
        }
        // Where cells are told apart, as many figures as columns are not enough: one may stand in a
        // column of its own beside a blank one. Nor are they where a line is followed by single ones,
        // which may be numbers of pages.
        let behind = line.cells.get(first..).unwrap_or_default();
        let blank = |cell: &super::source::LineCell| cell.text.trim().is_empty();
        let from = behind.iter().position(|cell| !blank(cell)).unwrap_or(0);
        let to = behind.iter().rposition(|cell| !blank(cell)).map_or(0, |last| last + 1);
        let inner = to.saturating_sub(from);
        let together = !one_line || inner == wanted;
        let in_first = tokens.iter().filter(|token| token.line == at).count();
        let even = in_first == tokens.len() || in_first == 1;
        if tokens.len() == wanted && together && even {
            return Texts::Each(tokens.iter().map(|token| token.text.clone()).collect());
        }
        if one_line && let Some(texts) = under() {
            return texts;
        }
        // What follows line by line behind a whole row is none of it; numbers of columns come before it.
        let apart = tokens[in_first..].windows(2).all(|pair| pair[0].line != pair[1].line);
        if in_first == wanted && !one_line && tokens.len() > wanted && wanted > 1 && apart {
            let own = tokens.iter().take(wanted);
            return Texts::Each(own.map(|token| token.text.clone()).collect());
        }
        let numbers = tokens.iter().take(wanted).enumerate();
        let mut numbers = numbers.map(|(at, token)| token.text == (at + 1).to_string());
        if tokens.len() == 2 * wanted && wanted > 3 && numbers.all(|is| is) {
            let own = tokens.iter().skip(wanted);
            return Texts::Each(own.map(|token| token.text.clone()).collect());
        }
        // Merged cells of a sheet leave blank ones behind.
        let one_level = self.format.tables[table].column_groups.is_empty();
        if tokens.len() == wanted && line.in_sheet && (one_level || !self.has_all_headings(table)) {
            return Texts::Each(tokens.iter().map(|token| token.text.clone()).collect());
        }
        if let [token] = tokens.as_slice()
            && wanted > 1
            && token.text.len() >= wanted
            && token.text.chars().all(|c| c.is_ascii_digit())
        {
            return Texts::Together(token.text.clone());
        }
        Texts::Other(tokens.iter().map(|token| token.text.clone()).collect())
    }

    /// Whether every column has its heading, or every one that is typed into.
    fn has_all_headings(&self, table: usize) -> bool {
        let met = &self.met[table].columns;
        (0..self.format.tables[table].columns.len()).all(|column| {
            let cell = self.format.cell_at(table, 0, column);
            let derived = cell.is_some_and(|cell| self.format.cell(cell).derived);
            derived || met.iter().any(|(at, ..)| *at == column)
        })
    }

    /// The texts of a line that stand under a heading each; `None` where one that is not blank stands
    /// under none, or where not every column has its heading. In a text, only where bars part all these
    /// lines into as many cells.
    fn under_headings(
        &self,
        table: usize,
        line: &Line,
        first: usize,
        cells: &[CellIndex],
    ) -> Option<Vec<(CellIndex, String)>> {
        let met = &self.met[table].columns;
        let width = |line: &usize| self.source.lines[*line].cells.len();
        let same = |at: &usize| {
            let head = &self.source.lines[*at];
            head.in_table == line.in_table && (line.in_table || width(at) == line.cells.len())
        };
        if !self.has_all_headings(table) || !met.iter().all(|(_, at, _)| same(at)) {
            return None;
        }
        // A label that is not as wide as it should be moves all that is behind it.
        let begins = line.cells.get(first).map(|cell| cell.column);
        if line.in_table && !line.in_sheet && begins != met.iter().map(|(.., at)| *at).min() {
            return None;
        }
        let mut found = Vec::new();
        for held in line.cells.get(first..)? {
            let text = held.text.trim();
            let mut heads = met.iter().filter(|(_, _, at)| *at == held.column);
            match (heads.next(), heads.next()) {
                (Some((column, ..)), None) => {
                    let cell =
                        cells.iter().find(|cell| self.format.cell(**cell).column == *column)?;
                    found.push((*cell, text.to_owned()));
                }
                _ if text.is_empty() => {}
                _ => return None,
            }
        }
        Some(found)
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
        if none(&was) || (from_table == (false, true) && !none(&now)) {
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

/// Whether a line of text is a sentence that speaks of figures.
fn is_prose(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let counted = letters.windows(3).any(|three| {
        three[0].is_ascii_digit()
            && value::is_counter(three[1])
            && matches!(three[2], ',' | ';' | '、')
    });
    text.contains('。') || counted
}

/// Whether a row's label goes on with other words, so that it is the label of something else.
fn goes_on(anchors: &Anchors, letters: &Letters, found: &Found) -> bool {
    if !matches!(found.means, Means::Row(..) | Means::Rows(..)) {
        return false;
    }
    let next = letters.0.get(found.end).filter(|letter| letter.gap == Gap::None);
    next.is_some_and(|letter| {
        super::plain::is_word(letter.c)
            && !letter.c.is_ascii_digit()
            && !is_value(&letter.c.to_string())
            && behind_number(&letters.0, found.end).is_none()
            && anchors.at(letters, found.end).is_empty()
    })
}

/// The letter behind a comment in brackets that follows in the same cell.
fn behind_comment(all: &[Letter], at: usize) -> usize {
    let opens = all.get(at).is_some_and(|letter| letter.c == '(' && letter.gap <= Gap::Space);
    if !opens || behind_number(all, at).is_some() {
        return at;
    }
    let inside =
        all[at + 1..].iter().take_while(|letter| letter.gap <= Gap::Space && letter.c != ')');
    let end = at + 1 + inside.count();
    if all.get(end).is_some_and(|letter| letter.c == ')') { end + 1 } else { at }
}

/// The texts of a row's cells.
enum Texts {
    /// One for each.
    Each(Vec<String>),
    /// Those that stand under a heading.
    Under(Vec<(CellIndex, String)>),
    /// None at all.
    None,
    /// Digits without anything between them.
    Together(String),
    /// Another number of figures than of columns.
    Other(Vec<String>),
}

/// The letter behind a number that is set off from what it numbers: `1.`, `（三）`, in one cell with it.
fn behind_number(all: &[Letter], at: usize) -> Option<usize> {
    let mut next = at;
    let in_cell =
        |next: usize| all.get(next).filter(|letter| next == at || letter.gap <= Gap::Space);
    if in_cell(next)?.c == '(' {
        next += 1;
    }
    let digits = next;
    while next <= digits + 2 && in_cell(next).is_some_and(|letter| is_numeral(letter.c)) {
        next += 1;
    }
    if next == digits || next > digits + 2 {
        return None;
    }
    let sign = in_cell(next)?;
    if !matches!(sign.c, '.' | '、' | ')' | ',' | ':') {
        return None;
    }
    next += 1;
    in_cell(next).map(|_| next)
}

/// The end of what stands together without a gap, or before the next label.
fn token_end(anchors: &Anchors, letters: &Letters, at: usize) -> usize {
    let all = &letters.0;
    let mut end = at + 1;
    while let Some(letter) = all.get(end) {
        let digit_before = all[end - 1].c.is_ascii_digit();
        let word = !letter.c.is_ascii_digit() || digit_before;
        let label = digit_before && word && !anchors.at(letters, end).is_empty();
        if letter.gap != Gap::None || label {
            break;
        }
        end += 1;
    }
    end
}

fn cell_end(all: &[Letter], at: usize) -> usize {
    let more = all[at + 1..].iter().take_while(|letter| letter.gap <= Gap::Space).count();
    at + 1 + more
}

/// Whether a text can be the content of a cell of figures.
fn is_value(text: &str) -> bool {
    let text = narrow(text);
    is_sign(&text) || value::is_figure(&text)
}
