//! The tables of a piece of HTML, as rows of cells.
//!
//! For what pages and spreadsheets put on the clipboard, which is written by programs: cells that
//! are not closed are, and everything else that is no table is passed over. Nothing is run, shown or
//! fetched. Knows no form.

use super::sheet::{LIMIT_CELLS, Merged, TooLarge};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The longest HTML that is looked at, in bytes.
const LIMIT_BYTES: usize = 4_000_000;

type Rows = Vec<Vec<Merged>>;

/// The rows of all tables, one after another. A table that holds another only lays it out and does
/// not count.
///
/// # Errors
/// [`TooLarge`].
pub fn rows(html: &str) -> Result<Rows, TooLarge> {
    if html.len() > LIMIT_BYTES {
        return Err(TooLarge);
    }
    let mut reader = Reader::from_str(html);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut tables = Tables::default();
    // What cannot be read any further ends what is read.
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => tables.begin(&tag)?,
            Event::End(tag) => tables.end(tag.name().as_ref()),
            Event::Text(text) => tables.text(&String::from_utf8_lossy(&text)),
            Event::CData(text) => tables.text(&String::from_utf8_lossy(&text)),
            Event::GeneralRef(name) => tables.text(&character(&name)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    tables.end(b"table");
    Ok(tables.done)
}

#[derive(Default)]
struct Tables {
    done: Rows,
    /// Those that are open, the innermost last.
    open: Vec<Open>,
    cells: usize,
}

#[derive(Default)]
struct Open {
    rows: Rows,
    /// Text goes into the last cell.
    in_cell: bool,
    /// It holds another table.
    is_layout: bool,
}

impl Tables {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), TooLarge> {
        let name = tag.name().as_ref().to_ascii_lowercase();
        match name.as_slice() {
            b"table" => {
                if let Some(outer) = self.open.last_mut() {
                    outer.is_layout = true;
                }
                self.open.push(Open::default());
            }
            b"tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.in_cell = false;
                    table.rows.push(Vec::new());
                }
            }
            b"td" | b"th" => {
                self.cells += 1;
                if self.cells > LIMIT_CELLS {
                    return Err(TooLarge);
                }
                if let Some(table) = self.open.last_mut() {
                    table.in_cell = true;
                    let cell = Merged {
                        text: String::new(),
                        rows: span(tag, "rowspan"),
                        columns: span(tag, "colspan"),
                    };
                    match table.rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => table.rows.push(vec![cell]),
                    }
                }
            }
            b"br" | b"p" | b"div" => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) {
        if name.eq_ignore_ascii_case(b"td") || name.eq_ignore_ascii_case(b"th") {
            if let Some(table) = self.open.last_mut() {
                table.in_cell = false;
            }
        } else if name.eq_ignore_ascii_case(b"table")
            && let Some(table) = self.open.pop().filter(|table| !table.is_layout)
        {
            self.done.extend(table.rows);
        }
    }

    fn text(&mut self, text: &str) {
        let cell = self.open.last_mut().filter(|table| table.in_cell);
        let cell = cell.and_then(|table| table.rows.last_mut()?.last_mut());
        if let Some(cell) = cell {
            for c in text.chars() {
                let space = c.is_whitespace();
                if !(space && cell.text.ends_with([' ', '\n'])) {
                    cell.text.push(if space { ' ' } else { c });
                }
            }
        }
    }
}

fn span(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|text| text.trim().parse().ok()).unwrap_or(1)
}

/// The value of an attribute, as it stands there.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let mut found = attributes
        .with_checks(false)
        .flatten()
        .filter(|one| one.key.as_ref().eq_ignore_ascii_case(name.as_bytes()));
    found.next().and_then(|one| Some(std::str::from_utf8(&one.value).ok()?.to_owned()))
}

/// The character that a reference stands for; a space for one that is not known.
pub(super) fn character(name: &BytesRef<'_>) -> String {
    match name.resolve_char_ref() {
        Ok(Some(c)) => c.into(),
        _ => {
            std::str::from_utf8(name).ok().and_then(resolve_predefined_entity).unwrap_or(" ").into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<Vec<String>> {
        let row = |row: Vec<Merged>| row.into_iter().map(|cell| cell.text.trim().into()).collect();
        rows(html).unwrap().into_iter().map(row).collect()
    }

    #[test]
    fn rows_cells_and_spans_are_read() {
        let html = "<TABLE border=0><tbody><tr><th rowspan=2 colspan='3'>甲<br>乙</th><td>1,234</TD></tr><tr><td>&nbsp;2&#x4ef6;&amp;</td></tr></table>";
        assert_eq!(texts(html), [vec!["甲 乙", "1,234"], vec!["2件&"]]);
        let first = &rows(html).unwrap()[0][0];
        assert_eq!((first.rows, first.columns), (2, 3));
    }

    #[test]
    fn cells_and_rows_that_are_not_closed_are_told_apart() {
        assert_eq!(texts("<table><tr><td>1<td>2<tr><td>3"), [vec!["1", "2"], vec!["3"]]);
    }

    #[test]
    fn of_nested_tables_only_the_innermost_count() {
        let html = "<table><tr><td>x<table><tr><td>1</td></tr></table></td><td>y</td></tr></table><table><tr><td>2</td></tr></table>";
        assert_eq!(texts(html), [["1"], ["2"]]);
    }

    #[test]
    fn what_is_no_table_is_passed_over() {
        let html = "<!DOCTYPE html><!--<table><tr><td>9</td></tr></table>--><style>td{}</style><p>7</p><table><col><!--StartFragment--><tr><td><span style='x'>5</span></td></tr></table>8";
        assert_eq!(texts(html), [["5"]]);
        assert_eq!(texts("<p>1 < 2 & 3</p>"), Vec::<Vec<String>>::new());
        assert_eq!(texts(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn absurd_input_is_bounded() {
        assert_eq!(rows(&"<td>".repeat(LIMIT_CELLS + 1)), Err(TooLarge));
        assert_eq!(rows(&" ".repeat(LIMIT_BYTES + 1)), Err(TooLarge));
        let nested = "<table><tr><td>".repeat(5_000) + "1";
        assert_eq!(texts(&nested), [["1"]]);
        let wide = rows("<table><tr><td colspan=99999999999999999999 rowspan=-1>1").unwrap();
        assert_eq!((wide[0][0].rows, wide[0][0].columns), (1, 1));
    }

    proptest::proptest! {
        #[test]
        fn reading_any_text_never_panics(parts in proptest::collection::vec(
            "(<table>|</table>|<tr>|<td|<td rowspan=3 colspan=\"2|>|</td>|&|&#1;|<!--|-->|<!\\[CDATA\\[|\"|'|甲|.{0,4})", 0..40)) {
            _ = rows(&parts.concat());
        }
    }
}
