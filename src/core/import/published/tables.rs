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

/// Reads some lines of a source as the tables of a form.
pub(super) fn read(format: &Format, anchors: &Anchors, source: &Source, lines: &[usize]) -> Tables {
    let letters = Letters::of(source, lines);
    let mut reader = Reader {
        format,
        source,
        table: None,
        met: format.tables.iter().map(|_| Met::default()).collect(),
        open: None,
        orphans: Vec::new(),
        read: BTreeMap::new(),
        left: Vec::new(),
        strange: Vec::new(),
        own: 0,
        other: 0,
    };
    reader.run(anchors, &letters);
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
    /// Columns in the order of their headings: position, line, column of the source.
    columns: Vec<(usize, usize, usize)>,
    own: usize,
    other: usize,
    /// A row was begun.
    rows: bool,
}

struct Reader<'a> {
    format: &'a Format,
    source: &'a Source,
    table: Option<usize>,
    met: Vec<Met>,
    open: Option<Open>,
    /// Figures before which no row's label stands.
    orphans: Vec<Token>,
    read: BTreeMap<(usize, usize), Item>,
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
            if let Some(found) = self.choose(anchors.at(letters, at), before) {
                let last = all[found.end - 1];
                self.label(found, letter, last, None);
                before = Some(found.means);
                at = found.end;
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
            // Brackets and other signs before words.
            if !super::plain::is_word(letter.c) {
                at += 1;
                continue;
            }
            let end = cell_end(all, at);
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
                self.orphans.clear();
                let place = &self.source.lines[first.line].cells[first.cell];
                let met = &mut self.met[table];
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
                self.give_orphans(table, row);
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
        match &mut self.open {
            Some(open) => open.tokens.push(token),
            None => self.orphans.push(token),
        }
    }

    fn unknown(&mut self, letter: Letter, text: String) {
        self.close();
        self.close_wide();
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
                self.keep(table, row, item);
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
        if self.format.tables[table].layout != LayoutKind::OneWideRow || self.orphans.is_empty() {
            return;
        }
        let tokens = std::mem::take(&mut self.orphans);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let rows = self.format.tables[table].rows.len();
        let cells: Vec<CellIndex> =
            (0..rows).flat_map(|row| self.cells_of_row(table, row)).collect();
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
        for (row, cells) in item.cells.chunks(width).enumerate() {
            let own =
                Item { subject: Subject::Row(table, row), cells: cells.to_vec(), ..item.clone() };
            self.keep(table, row, own);
        }
    }

    /// Cells of a line by the headings above them, where all headings of a wide table are there.
    fn under_headings_of_wide(
        &self,
        table: usize,
        line: &Line,
        cells: &[CellIndex],
    ) -> Option<Vec<CellRead>> {
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
            Some(value::read(self.format, *cell, Some(found.text.as_str())))
        };
        heads.iter().zip(cells).map(read).collect()
    }

    fn cells_of_row(&self, table: usize, row: usize) -> Vec<CellIndex> {
        let columns = self.format.tables[table].columns.len();
        (0..columns).filter_map(|column| self.format.cell_at(table, row, column)).collect()
    }

    /// The columns in the order of their headings, where all of them are there once. In a text,
    /// headings of two levels come in another order than the columns they stand over.
    fn order(&self, table: usize) -> Vec<usize> {
        let form: Vec<usize> = (0..self.format.tables[table].columns.len()).collect();
        let mut met = self.met[table].columns.clone();
        let whole =
            met.len() == form.len() && form.iter().all(|one| met.iter().any(|(at, ..)| at == one));
        if !whole {
            return form;
        }
        if met.iter().all(|(_, line, _)| self.source.lines[*line].in_table) {
            met.sort_by_key(|(.., column)| *column);
            let apart = met.windows(2).all(|pair| pair[0].2 != pair[1].2);
            return if apart { met.iter().map(|(at, ..)| *at).collect() } else { form };
        }
        let one_level = self.format.tables[table].column_groups.is_empty();
        if one_level { met.iter().map(|(at, ..)| *at).collect() } else { form }
    }

    fn empty_item(&self, table: usize, row: usize, open: &Open) -> Item {
        let last = open.tokens.last().map_or(open.line, |token| token.line);
        let lines = open.first..last + 1;
        let doubt = open.read_as.clone().map(Doubt::LabelReadAs);
        Item { subject: Subject::Row(table, row), lines, cells: Vec::new(), text: None, doubt }
    }

    fn item(&self, table: usize, row: usize, cells: &[CellIndex], open: &Open) -> Item {
        let mut item = self.empty_item(table, row, open);
        let of = |cell: CellIndex, text: Option<&str>| value::read(self.format, cell, text);
        let met = &self.met[table];
        if met.other > met.own {
            let texts: Vec<&str> = open.tokens.iter().map(|token| token.text.as_str()).collect();
            item.cells = cells.iter().map(|cell| CellRead::open(*cell, None)).collect();
            item.doubt = Some(Doubt::OtherForm(texts.join(" ")));
            return item;
        }
        let order = self.order(table);
        let in_order: Vec<CellIndex> = cells
            .chunks(order.len())
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
        item.cells = cells
            .iter()
            .filter_map(|cell| read.iter().find(|one| one.cell == *cell).cloned())
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
        if tokens.len() == wanted {
            return Texts::Each(tokens.iter().map(|token| token.text.clone()).collect());
        }
        if one_line && let Some(texts) = under() {
            return texts;
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
        let wide = self.format.tables[table].columns.len();
        let whole = (0..wide).all(|column| met.iter().any(|(at, ..)| *at == column));
        let aligned = line.in_table || met.iter().all(|(_, at, _)| width(at) == line.cells.len());
        if !whole || !aligned {
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
        let Some(missed) = row.checked_sub(1) else { return };
        let columns = self.format.tables[table].columns.len();
        if tokens.len() != columns || self.read.contains_key(&(table, missed)) {
            return;
        }
        let met = &self.met[table];
        if met.other > met.own {
            return;
        }
        let cells = self.cells_of_row(table, missed);
        let read = |(cell, token): (&CellIndex, &Token)| {
            let read = value::read(self.format, *cell, Some(token.text.as_str()));
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
        self.keep(table, missed, item);
    }

    /// Keeps a row. The same row twice with other figures is not certain.
    fn keep(&mut self, table: usize, row: usize, item: Item) {
        let Some(before) = self.read.get_mut(&(table, row)) else {
            self.read.insert((table, row), item);
            return;
        };
        let texts = |item: &Item| -> Vec<Option<String>> {
            item.cells.iter().map(|cell| cell.read.clone()).collect()
        };
        let (was, now) = (texts(before), texts(&item));
        let none = |texts: &[Option<String>]| texts.iter().all(Option::is_none);
        if none(&was) {
            *before = item;
        } else if !none(&now) && was != now {
            let shown = |texts: &[Option<String>]| {
                texts.iter().map(|one| one.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(" ")
            };
            before.doubt = Some(Doubt::Twice(shown(&was), shown(&now)));
            for cell in &mut before.cells {
                cell.read = None;
            }
        }
    }

    fn end(mut self) -> Tables {
        self.close();
        self.close_wide();
        let mut rows = Vec::new();
        for (table_at, table) in self.format.tables.iter().enumerate() {
            for row in 0..table.rows.len() {
                let found = self.read.remove(&(table_at, row));
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
        let other = |(at, met): (usize, &Met)| (met.other > met.own).then_some(at);
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
    while in_cell(next).is_some_and(|letter| is_numeral(letter.c)) {
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
