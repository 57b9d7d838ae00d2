//! The document of a Word file, as a page: its paragraphs and tables, in the words of HTML.
//!
//! Only what is read and how tables are merged; fonts and pictures are passed over, and so is what was
//! deleted and what a text box repeats for older programs.

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use std::fmt::Write;

/// The document part of a Word file as HTML.
///
/// # Errors
/// Why the part is no XML.
pub(super) fn to_html(xml: &str) -> Result<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut html = String::new();
    // Depth of what is passed over, and whether text is a run's.
    let (mut hidden, mut in_text) = (0_usize, false);
    // Of the cell that is being begun: how many columns it spans.
    let mut span = 1;
    let mut cell_open = false;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let name = local(tag.name().as_ref()).to_vec();
                if hidden > 0 || HIDDEN.contains(&name.as_slice()) {
                    hidden += usize::from(!empty);
                    continue;
                }
                match name.as_slice() {
                    b"tbl" => {
                        begin_cell(&mut html, &mut cell_open, span);
                        html.push_str("<table>");
                    }
                    b"tr" => html.push_str("<tr>"),
                    b"tc" => (cell_open, span) = (true, 1),
                    b"gridSpan" => {
                        span = value(&tag).and_then(|text| text.parse().ok()).unwrap_or(1);
                    }
                    b"p" => {
                        begin_cell(&mut html, &mut cell_open, span);
                        html.push_str("<p>");
                    }
                    b"t" => in_text = !empty,
                    b"tab" => html.push('\u{2003}'),
                    b"br" | b"cr" => html.push_str("<br>"),
                    b"noBreakHyphen" => html.push('-'),
                    _ => {}
                }
            }
            Event::End(tag) => {
                if hidden > 0 {
                    hidden -= 1;
                    continue;
                }
                match local(tag.name().as_ref()) {
                    b"tbl" => html.push_str("</table>"),
                    b"tr" => html.push_str("</tr>"),
                    b"tc" => {
                        begin_cell(&mut html, &mut cell_open, span);
                        html.push_str("</td>");
                    }
                    b"p" => html.push_str("</p>"),
                    b"t" => in_text = false,
                    _ => {}
                }
            }
            Event::Text(text) if in_text && hidden == 0 => {
                html.push_str(&escape(String::from_utf8_lossy(&text)));
            }
            Event::CData(text) if in_text && hidden == 0 => {
                html.push_str(&escape(String::from_utf8_lossy(&text)));
            }
            Event::GeneralRef(name) if in_text && hidden == 0 => {
                // Only characters: entities that a document declares are not looked up.
                let character = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => {
                        let name = String::from_utf8_lossy(&name).into_owned();
                        resolve_predefined_entity(&name).unwrap_or(" ").to_owned()
                    }
                };
                html.push_str(&escape(character));
            }
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    Ok(html)
}

/// What is not shown: deleted text, field codes, the second copy of a shape.
const HIDDEN: [&[u8]; 7] =
    [b"del", b"moveFrom", b"instrText", b"delText", b"Fallback", b"sectPr", b"rPrChange"];

fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut all = attributes.with_checks(false).flatten();
    let found = all.find(|one| local(one.key.as_ref()) == b"val")?;
    std::str::from_utf8(&found.value).ok().map(str::to_owned)
}

/// A cell that goes on from the row above is a blank cell: its text is in the row it begins in.
fn begin_cell(html: &mut String, open: &mut bool, span: usize) {
    if std::mem::take(open) {
        _ = write!(html, "<td colspan=\"{span}\">");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_tables_and_merged_cells_are_taken_over() {
        let xml = r#"<w:document><w:body><w:p><w:r><w:t>一、&lt;总体&gt;</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">情况 </w:t><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>"#;
        assert_eq!(
            to_html(xml).unwrap(),
            "<p>一、&lt;总体&gt;情况 \u{2003}</p><table><tr><td colspan=\"3\"><p>甲</p></td><td colspan=\"1\"><p></td></tr></table>"
        );
    }

    #[test]
    fn entities_of_the_document_are_not_looked_up() {
        let xml =
            "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><w:p><w:t>&a;甲</w:t></w:p>";
        assert_eq!(to_html(xml).unwrap(), "<p> 甲</p>");
        assert!(to_html("<w:p").is_err());
    }
}
