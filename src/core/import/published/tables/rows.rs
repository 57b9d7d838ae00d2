//! The figures of one row, each as its cell's: by their number or by the headings above.

use super::super::source::{Line, LineCell};
use super::super::value;
use super::super::{CellRead, Doubt, Item, Subject};
use super::{Open, Reader, texts_of};
use crate::core::format::CellIndex;

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

impl Reader<'_> {
    /// The columns that figures are of, in the order of their headings: as far as these are known, the
    /// form's. Where totals have no heading there are none. `None` where headings of two levels come in
    /// another order than the form prints them.
    fn order(&self, table: usize) -> Option<Vec<usize>> {
        let columns = &self.format.tables[table].columns;
        let form: Vec<usize> = (0..columns.len()).collect();
        let mut met = self.met[table].columns.clone();
        let holds =
            |met: &[(usize, usize, usize)], at: usize| met.iter().any(|(one, ..)| *one == at);
        let inputs: Vec<usize> =
            form.iter().copied().filter(|at| !self.is_derived(table, *at)).collect();
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
        } else if seen == form_printed {
            Some(in_form)
        } else if one_line {
            Some(seen)
        } else {
            None
        }
    }

    pub(super) fn empty_item(&self, table: usize, row: usize, open: &Open) -> Item {
        let last = open.tokens.last().map_or(open.line, |token| token.line);
        let lines = open.first..last + 1;
        let doubt = open.read_as.clone().map(Doubt::LabelReadAs);
        Item { subject: Subject::Row(table, row), lines, cells: Vec::new(), text: None, doubt }
    }

    pub(super) fn item(&self, table: usize, row: usize, cells: &[CellIndex], open: &Open) -> Item {
        let mut item = self.empty_item(table, row, open);
        let met = &self.met[table];
        let of =
            |cell: CellIndex, text: Option<&str>| value::read(self.format, cell, text, met.in_yuan);
        if met.is_of_other_form(self.format.tables[table].columns.len(), open.tokens.len()) {
            item.cells = cells.iter().map(|cell| CellRead::open(*cell, None)).collect();
            item.doubt = Some(Doubt::OtherForm(texts_of(&open.tokens).join(" ")));
            return item;
        }
        let Some(order) = self.order(table) else {
            let found = texts_of(&open.tokens);
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
        let blank = |cell: &LineCell| cell.text.trim().is_empty();
        let from = behind.iter().position(|cell| !blank(cell)).unwrap_or(0);
        let to = behind.iter().rposition(|cell| !blank(cell)).map_or(0, |last| last + 1);
        let inner = to.saturating_sub(from);
        let together = !one_line || inner == wanted;
        let in_first = tokens.iter().filter(|token| token.line == at).count();
        let even = in_first == tokens.len() || in_first == 1;
        if tokens.len() == wanted && together && even {
            return Texts::Each(texts_of(tokens));
        }
        if one_line && let Some(texts) = under() {
            return texts;
        }
        // What follows line by line behind a whole row is none of it; numbers of columns come before it.
        let apart = tokens[in_first..].windows(2).all(|pair| pair[0].line != pair[1].line);
        if in_first == wanted && !one_line && tokens.len() > wanted && wanted > 1 && apart {
            return Texts::Each(texts_of(&tokens[..wanted]));
        }
        let numbers = tokens.iter().take(wanted).enumerate();
        let mut numbers = numbers.map(|(at, token)| token.text == (at + 1).to_string());
        if tokens.len() == 2 * wanted && wanted > 3 && numbers.all(|is| is) {
            return Texts::Each(texts_of(&tokens[wanted..]));
        }
        // Merged cells of a sheet leave blank ones behind.
        let one_level = self.format.tables[table].column_groups.is_empty();
        if tokens.len() == wanted && line.in_sheet && (one_level || !self.has_all_headings(table)) {
            return Texts::Each(texts_of(tokens));
        }
        if let [token] = tokens.as_slice()
            && wanted > 1
            && token.text.len() >= wanted
            && token.text.chars().all(|c| c.is_ascii_digit())
        {
            return Texts::Together(token.text.clone());
        }
        Texts::Other(texts_of(tokens))
    }

    /// Whether a column is computed.
    fn is_derived(&self, table: usize, column: usize) -> bool {
        let cell = self.format.cell_at(table, 0, column);
        cell.is_some_and(|cell| self.format.cell(cell).derived)
    }

    /// Whether every column has its heading, or every one that is typed into.
    fn has_all_headings(&self, table: usize) -> bool {
        let met = &self.met[table].columns;
        (0..self.format.tables[table].columns.len()).all(|column| {
            self.is_derived(table, column) || met.iter().any(|(at, ..)| *at == column)
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
        // Headings of two levels that lost what merged cells covered stand one over another.
        let mut columns: Vec<usize> = met.iter().map(|(.., column)| *column).collect();
        columns.sort_unstable();
        if columns.windows(2).any(|pair| pair[0] == pair[1]) {
            return None;
        }
        // A label that is not as wide as it should be moves all that is behind it.
        let begins = line.cells.get(first).map(|cell| cell.column);
        let least = columns.first().copied();
        let moved = if line.in_table { begins != least } else { begins > least };
        if !line.in_sheet && moved {
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
}
