//! Tables in one wide row: headings over headings, and one line of figures below all of them.

use super::super::source::Line;
use super::super::value;
use super::super::{CellRead, Item, Subject};
use super::{Manner, Open, OpenRow, Reader, Token, texts_of};
use crate::core::format::{CellIndex, LayoutKind};

impl Reader<'_> {
    /// The figures of a table in one wide row, which follow all its headings.
    pub(super) fn close_wide(&mut self) {
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
            let texts = texts_of(&tokens);
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
    pub(super) fn give_block(&mut self, table: usize) {
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
}
