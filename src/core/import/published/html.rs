//! The pieces of a page, as people wrote and sites served it: paragraphs and tables.
//!
//! Tables that only lay out a page are taken apart. Scripts, styles and what is hidden in the head
//! are passed over. Nothing is run, shown or fetched. Knows no form.

use super::source::{Block, LIMIT_CHARACTERS, TooLarge};
use crate::core::import::sheet::{LIMIT_CELLS, Merged};
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The longest page that is looked at, in bytes. Pages of portals have up to half of it.
const LIMIT_BYTES: usize = 8 * 1024 * 1024;

/// How deep tables may stand in tables; what stands deeper is text.
const DEEPEST: usize = 40;

/// Elements whose text is not the page's.
const HIDDEN: [&[u8]; 11] = [
    b"script",
    b"style",
    b"head",
    b"noscript",
    b"template",
    b"select",
    b"textarea",
    b"svg",
    b"del",
    b"s",
    b"strike",
];

/// Elements that always have an end, so that one that is not shown ends.
const CLOSED: [&[u8]; 6] = [b"span", b"div", b"font", b"a", b"b", b"table"];

/// Whether an element is not shown.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = tag.attributes.get(b"style".as_slice());
    let style = style.map(|value| String::from_utf8_lossy(value).replace(' ', "").to_lowercase());
    style.is_some_and(|style| style.contains("display:none"))
        || tag.attributes.contains_key(b"hidden".as_slice())
}

/// Elements that begin and end a paragraph.
const PARAGRAPHS: [&[u8]; 20] = [
    b"p",
    b"div",
    b"li",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"ul",
    b"ol",
    b"section",
    b"article",
    b"header",
    b"footer",
    b"dd",
    b"dt",
    b"blockquote",
    b"center",
    b"form",
];

/// The pieces of a page in their order.
///
/// # Errors
/// [`TooLarge`].
pub fn blocks(html: &str) -> Result<Vec<Block>, TooLarge> {
    if html.len() > LIMIT_BYTES {
        return Err(TooLarge);
    }
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.begin(&tag)?,
            Token::EndTag(tag) => page.end(&tag.name),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text))?,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while !page.open.is_empty() {
        page.end(b"table");
    }
    let mut blocks = Vec::new();
    flatten(page.top, &mut blocks);
    Ok(blocks)
}

#[derive(Default)]
struct Page {
    top: Vec<Piece>,
    /// Tables that are open, the innermost last.
    open: Vec<Table>,
    /// Tables that stand too deep.
    deeper: usize,
    /// The element whose text is passed over, and how often it is open.
    hidden: Option<(Vec<u8>, usize)>,
    cells: usize,
    rows: usize,
    characters: usize,
}

enum Piece {
    Text(String),
    Table(Table),
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    /// Text goes into the last cell, else it stands before the table.
    in_cell: bool,
}

struct Cell {
    pieces: Vec<Piece>,
    rows: usize,
    columns: usize,
}

impl Page {
    fn begin(&mut self, tag: &StartTag<()>) -> Result<(), TooLarge> {
        let name: &[u8] = &tag.name;
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth += 1;
            }
            // The head of a page may be left open, and so may what is struck out.
            let body = name == b"body" || name == b"table" || PARAGRAPHS.contains(&name);
            let over = match hidden.as_slice() {
                b"head" => body,
                b"del" | b"s" | b"strike" => body || matches!(name, b"td" | b"th" | b"tr"),
                _ => false,
            };
            if !over {
                return Ok(());
            }
            self.hidden = None;
        }
        if HIDDEN.contains(&name) || (CLOSED.contains(&name) && is_hidden(tag)) {
            if !tag.self_closing {
                self.hidden = Some((name.to_vec(), 1));
            }
            return Ok(());
        }
        match name {
            b"table" if self.open.len() >= DEEPEST => self.deeper += 1,
            b"table" => self.open.push(Table::default()),
            _ if self.deeper > 0 => {}
            b"tr" => {
                self.rows += 1;
                if self.rows > LIMIT_CELLS {
                    return Err(TooLarge);
                }
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
                let span = |name: &[u8]| {
                    let value = tag.attributes.get(name)?;
                    std::str::from_utf8(value).ok()?.trim().parse().ok()
                };
                let (rows, columns) =
                    (span(b"rowspan").unwrap_or(1), span(b"colspan").unwrap_or(1));
                if let Some(table) = self.open.last_mut() {
                    table.in_cell = true;
                    let cell = Cell { pieces: Vec::new(), rows, columns };
                    match table.rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => table.rows.push(vec![cell]),
                    }
                }
            }
            b"br" | b"hr" => self.text_of("\n"),
            // What is raised behind a figure is none of its digits.
            b"sup" => self.text_of("※"),
            _ if PARAGRAPHS.contains(&name) => self.text_of("\n"),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((hidden, depth)) = &mut self.hidden {
            if hidden == name {
                *depth -= 1;
                if *depth == 0 {
                    self.hidden = None;
                }
            }
            return;
        }
        match name {
            b"table" if self.deeper > 0 => self.deeper -= 1,
            b"table" => {
                if let Some(table) = self.open.pop() {
                    self.pieces().push(Piece::Table(table));
                }
            }
            b"td" | b"th" | b"tr" => {
                if let Some(table) = self.open.last_mut().filter(|_| self.deeper == 0) {
                    table.in_cell = false;
                }
            }
            _ if PARAGRAPHS.contains(&name) => self.text_of("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), TooLarge> {
        if self.hidden.is_some() {
            return Ok(());
        }
        self.characters += text.len();
        if self.characters > 3 * LIMIT_CHARACTERS {
            return Err(TooLarge);
        }
        // Line ends of the markup are none of the text.
        self.text_of(&text.replace(['\n', '\r', '\t'], " "));
        Ok(())
    }

    fn text_of(&mut self, text: &str) {
        let pieces = self.pieces();
        match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Where what comes next belongs: the last cell that is open, else before the table.
    fn pieces(&mut self) -> &mut Vec<Piece> {
        let cell = self.open.iter_mut().rev().find(|table| table.in_cell);
        let cell = cell.and_then(|table| table.rows.last_mut()?.last_mut());
        match cell {
            Some(cell) => &mut cell.pieces,
            None => &mut self.top,
        }
    }
}

/// Pieces of text and tables that hold figures; tables that hold tables or paragraphs are taken apart.
fn flatten(pieces: Vec<Piece>, into: &mut Vec<Block>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_text(&text, into),
            Piece::Table(table) if table.is_layout() => {
                for cell in table.rows.into_iter().flatten() {
                    flatten(cell.pieces, into);
                }
            }
            Piece::Table(table) => {
                let rows = table.rows.into_iter();
                let row = |row: Vec<Cell>| row.into_iter().map(Cell::merged).collect();
                into.push(Block::Table(rows.map(row).collect()));
            }
        }
    }
}

fn push_text(text: &str, into: &mut Vec<Block>) {
    if text.trim().is_empty() {
        return;
    }
    match into.last_mut() {
        Some(Block::Text(before)) => {
            before.push('\n');
            before.push_str(text);
        }
        _ => into.push(Block::Text(text.to_owned())),
    }
}

impl Table {
    /// Whether it only lays out: it holds tables, or all its rows have one cell and that is long.
    fn is_layout(&self) -> bool {
        let cells = || self.rows.iter().flatten();
        let single = self.rows.iter().all(|row| row.len() <= 1);
        let lines =
            |cell: &Cell| cell.text().lines().filter(|line| !line.trim().is_empty()).count();
        cells().any(|cell| cell.pieces.iter().any(|piece| matches!(piece, Piece::Table(_))))
            || (single && cells().any(|cell| lines(cell) > 1))
            || cells().any(|cell| cell.text().chars().count() > LONGEST_CELL)
    }
}

/// The longest text of a cell of figures or labels, in characters.
const LONGEST_CELL: usize = 500;

impl Cell {
    fn text(&self) -> String {
        let texts = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Table(_) => None,
        });
        texts.collect()
    }

    fn merged(self) -> Merged {
        let text = self.text();
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        Merged { text: lines.join("\n"), rows: self.rows.max(1), columns: self.columns.max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> Block {
        let cell = |text: &&str| Merged { text: (*text).into(), rows: 1, columns: 1 };
        Block::Table(rows.iter().map(|row| row.iter().map(cell).collect()).collect())
    }

    fn lines(html: &str) -> Vec<Vec<String>> {
        let source = super::super::Source::from_blocks(blocks(html).unwrap()).unwrap();
        let texts = |line: &super::super::Line| {
            line.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>()
        };
        source.lines.iter().map(texts).collect()
    }

    #[test]
    fn paragraphs_and_tables_come_in_order() {
        let html = "<!doctype html><head><title>x</title><script>1<2</script></head><body><p>一<b>二</b>\n三<p>四<table><tr><td rowspan=2>甲<td>&nbsp;1<tr><td>2</table>五";
        assert_eq!(
            lines(html),
            [vec!["一二 三"], vec!["四"], vec!["甲", "1"], vec!["2"], vec!["五"]]
        );
    }

    #[test]
    fn tables_that_lay_out_are_taken_apart() {
        let html = "<table><tr><td>头<table><tr><td>1</td><td>2</td></tr></table>尾</td><td>旁</td></tr></table>";
        assert_eq!(lines(html), [vec!["头"], vec!["1", "2"], vec!["尾"], vec!["旁"]]);
        let html = "<table><tr><td><p>一</p><p>二</p></td></tr></table>";
        assert_eq!(lines(html), [["一"], ["二"]]);
    }

    #[test]
    fn what_is_not_shown_is_passed_over() {
        let html = "<style>td{}</style><select><option>选</select><!-- <td>9 --><template><p>x</template><p onclick='x'>7<img src=http://a/b>";
        assert_eq!(blocks(html).unwrap(), [Block::Text("\n7".into())]);
        assert_eq!(blocks("<table><tr><td>1<td>2</table>").unwrap(), [table(&[&["1", "2"]])]);
    }

    #[test]
    fn absurd_pages_are_bounded() {
        assert_eq!(blocks(&"<td>".repeat(LIMIT_CELLS + 1)), Err(TooLarge));
        assert_eq!(blocks(&" ".repeat(LIMIT_BYTES + 1)), Err(TooLarge));
        let nested = "<table><tr><td>".repeat(10_000) + "1";
        assert_eq!(lines(&nested), [["1"]]);
        assert_eq!(lines("<table><tr><td colspan=1000000000 rowspan=-1>1<td>2"), [["1", "2"]]);
        assert_eq!(lines("&#x110000;&bogus;<b <p"), [["\u{fffd}&bogus;"]]);
    }
}
