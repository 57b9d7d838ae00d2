//! The report as a Word file: page, fonts and lines by GB/T 9704-2012, styles by name, tables with merged
//! cells.
//!
//! Only fonts are named; none is inside. The parts are those of ECMA-376 (Office Open XML, transitional),
//! their elements in the order that its schema demands: `tests/e2e/specs/office.test.mjs` asks the
//! validator of the Open XML SDK.

use super::NotWritten;
use crate::core::compute::Figures;
use crate::core::export::Copy;
use crate::core::export::outline::{CellKind, Piece, Table, TableCell, outline};
use crate::core::format::{Format, LayoutKind};
use crate::core::report::Report;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::io::{self, Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// XML that is being written.
type Xml = Writer<Vec<u8>>;

type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Width of the type area (156 mm), in twentieths of a point.
const WIDTH: usize = 8844;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const PROPERTIES: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
const WORD_KINDS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

impl From<io::Error> for NotWritten {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<zip::result::ZipError> for NotWritten {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

/// Writes the file.
///
/// # Errors
/// [`NotWritten`] where the library that packs it says so; writing to memory gives it no reason.
pub fn to_docx(
    format: &Format,
    report: &Report,
    figures: &Figures,
    copy: Copy,
) -> Result<Vec<u8>, NotWritten> {
    let pieces = outline(format, report, figures, copy);
    let title = report.title(format);
    let parts = [
        ("[Content_Types].xml", part(content_types)?),
        ("_rels/.rels", part(package_links)?),
        ("docProps/core.xml", part(|xml| properties(xml, &title))?),
        ("word/document.xml", part(|xml| document(xml, &pieces))?),
        ("word/_rels/document.xml.rels", part(document_links)?),
        ("word/styles.xml", part(styles)?),
        ("word/settings.xml", part(settings)?),
        ("word/footer1.xml", part(|xml| footer(xml, "PageNumberOdd"))?),
        ("word/footer2.xml", part(|xml| footer(xml, "PageNumberEven"))?),
    ];
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // Without a clock, every part is of the first date that a zip file can hold.
        packed.start_file(name, SimpleFileOptions::default())?;
        packed.write_all(&bytes)?;
    }
    Ok(packed.finish()?.into_inner())
}

fn part(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    write(&mut xml)?;
    Ok(xml.into_inner())
}

/// An element with something in it.
fn within(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes<'_>,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inner).map(|_| ())
}

/// An element with nothing in it.
fn empty(xml: &mut Xml, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_empty().map(|_| ())
}

/// An element with the attribute that most have.
fn value(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    empty(xml, name, &[("w:val", value)])
}

fn content_types(xml: &mut Xml) -> io::Result<()> {
    within(xml, "Types", &[("xmlns", KINDS)], |xml| {
        let links = "application/vnd.openxmlformats-package.relationships+xml";
        empty(xml, "Default", &[("Extension", "rels"), ("ContentType", links)])?;
        empty(xml, "Default", &[("Extension", "xml"), ("ContentType", "application/xml")])?;
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        empty(xml, "Override", &[("PartName", "/docProps/core.xml"), ("ContentType", core)])?;
        for (name, kind) in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("footer1", "footer"),
            ("footer2", "footer"),
        ] {
            let (name, kind) = (format!("/word/{name}.xml"), format!("{WORD_KINDS}.{kind}+xml"));
            empty(xml, "Override", &[("PartName", &name), ("ContentType", &kind)])?;
        }
        Ok(())
    })
}

fn links(xml: &mut Xml, all: &[(&str, &str)]) -> io::Result<()> {
    within(xml, "Relationships", &[("xmlns", PACKAGE_LINKS)], |xml| {
        for (at, (kind, target)) in all.iter().enumerate() {
            let id = format!("rId{}", at + 1);
            empty(xml, "Relationship", &[("Id", &id), ("Type", kind), ("Target", target)])?;
        }
        Ok(())
    })
}

fn package_links(xml: &mut Xml) -> io::Result<()> {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let main = format!("{LINKS}/officeDocument");
    links(xml, &[(&main, "word/document.xml"), (core, "docProps/core.xml")])
}

/// Ids are by the order here: the footers are `rId3` and `rId4`.
fn document_links(xml: &mut Xml) -> io::Result<()> {
    let of = |kind| format!("{LINKS}/{kind}");
    let (styles, settings, footer) = (of("styles"), of("settings"), of("footer"));
    links(
        xml,
        &[
            (&styles, "styles.xml"),
            (&settings, "settings.xml"),
            (&footer, "footer1.xml"),
            (&footer, "footer2.xml"),
        ],
    )
}

fn properties(xml: &mut Xml, title: &str) -> io::Result<()> {
    let names = [("xmlns:cp", PROPERTIES), ("xmlns:dc", DUBLIN_CORE)];
    within(xml, "cp:coreProperties", &names, |xml| {
        within(xml, "dc:title", &[], |xml| {
            xml.write_event(Event::Text(BytesText::new(&legal(title))))
        })
    })
}

fn settings(xml: &mut Xml) -> io::Result<()> {
    within(xml, "w:settings", &[("xmlns:w", WORD)], |xml| {
        empty(xml, "w:evenAndOddHeaders", &[])?;
        value(xml, "w:characterSpacingControl", "compressPunctuation")?;
        // Without it Word opens the file as one of an older Word.
        within(xml, "w:compat", &[], |xml| {
            let uri = "http://schemas.microsoft.com/office/word";
            let mode = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
            empty(xml, "w:compatSetting", &mode)
        })
    })
}

/// What a paragraph style says. Sizes are in half points, other lengths in twentieths of a point.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: &'static str,
    /// Distance of lines, exact; `None` as high as the text.
    line: Option<&'static str>,
    after: &'static str,
    align: &'static str,
    /// Two characters before the first line.
    indent: bool,
    /// On the sheet of what follows.
    keep: bool,
    /// Level in the outline.
    level: Option<&'static str>,
}

/// Text: 3号 仿宋, 22 lines of 225 mm.
const BODY: Style = Style {
    id: "Normal",
    name: "Normal",
    font: "仿宋_GB2312",
    size: "32",
    line: Some("579"),
    after: "0",
    align: "both",
    indent: true,
    keep: false,
    level: None,
};

/// Title: 2号 小标宋. Levels: 黑体, 楷体. Page number: 4号 宋体.
const STYLES: [Style; 8] = [
    BODY,
    Style {
        id: "Title",
        name: "Title",
        font: "方正小标宋简体",
        size: "44",
        line: Some("720"),
        after: "0",
        align: "center",
        indent: false,
        keep: true,
        ..BODY
    },
    Style {
        id: "Heading1", name: "heading 1", font: "黑体", keep: true, level: Some("0"), ..BODY
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        font: "楷体_GB2312",
        keep: true,
        level: Some("1"),
        ..BODY
    },
    Style {
        id: "DraftMark", name: "草稿标记", size: "24", align: "right", indent: false, ..BODY
    },
    Style {
        id: "TableText",
        name: "表格文字",
        font: "宋体",
        size: "18",
        line: None,
        align: "center",
        indent: false,
        ..BODY
    },
    Style {
        id: "PageNumberOdd",
        name: "单页页码",
        font: "宋体",
        size: "28",
        line: None,
        align: "right",
        indent: false,
        ..BODY
    },
    Style {
        id: "PageNumberEven",
        name: "双页页码",
        font: "宋体",
        size: "28",
        line: None,
        align: "left",
        indent: false,
        ..BODY
    },
];

/// Styles that Word knows by their names.
const BUILT_IN: [&str; 4] = ["Normal", "Title", "Heading1", "Heading2"];

fn styles(xml: &mut Xml) -> io::Result<()> {
    within(xml, "w:styles", &[("xmlns:w", WORD)], |xml| {
        within(xml, "w:docDefaults", &[], |xml| {
            within(xml, "w:rPrDefault", &[], |xml| {
                within(xml, "w:rPr", &[], |xml| {
                    empty(xml, "w:lang", &[("w:val", "zh-CN"), ("w:eastAsia", "zh-CN")])
                })
            })?;
            empty(xml, "w:pPrDefault", &[])
        })?;
        for style in &STYLES {
            paragraph_style(xml, style)?;
        }
        table_style(xml)
    })
}

fn paragraph_style(xml: &mut Xml, style: &Style) -> io::Result<()> {
    let is_base = style.id == BODY.id;
    let mut attributes = vec![("w:type", "paragraph")];
    if is_base {
        attributes.push(("w:default", "1"));
    }
    if !BUILT_IN.contains(&style.id) {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", style.id));
    within(xml, "w:style", &attributes, |xml| {
        value(xml, "w:name", style.name)?;
        if !is_base {
            value(xml, "w:basedOn", BODY.id)?;
        }
        empty(xml, "w:qFormat", &[])?;
        within(xml, "w:pPr", &[], |xml| {
            if style.keep {
                empty(xml, "w:keepNext", &[])?;
            }
            let number = style.id.starts_with("PageNumber");
            if style.line.is_none() {
                value(xml, "w:snapToGrid", "0")?;
            }
            let lines = match style.line {
                Some(line) => {
                    vec![("w:after", style.after), ("w:line", line), ("w:lineRule", "exact")]
                }
                None => vec![("w:after", style.after), ("w:line", "240"), ("w:lineRule", "auto")],
            };
            empty(xml, "w:spacing", &lines)?;
            // 单页右空一字、双页左空一字.
            let side = if style.align == "right" {
                ("w:rightChars", "100")
            } else {
                ("w:leftChars", "100")
            };
            let first = if style.indent { ("200", "640") } else { ("0", "0") };
            let mut indents = vec![("w:firstLineChars", first.0), ("w:firstLine", first.1)];
            if number {
                indents.insert(0, side);
            }
            empty(xml, "w:ind", &indents)?;
            value(xml, "w:jc", style.align)?;
            style.level.map_or(Ok(()), |level| value(xml, "w:outlineLvl", level))
        })?;
        within(xml, "w:rPr", &[], |xml| {
            let font = style.font;
            let fonts =
                [("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)];
            empty(xml, "w:rFonts", &fonts)?;
            // Characters of 16 pt stand a quarter of a point closer, so that 28 of them fit: a grid of
            // characters says the same, but LibreOffice tears lines apart by it.
            value(xml, "w:spacing", if style.size == BODY.size { "-5" } else { "0" })?;
            value(xml, "w:sz", style.size)?;
            value(xml, "w:szCs", style.size)
        })
    })
}

fn table_style(xml: &mut Xml) -> io::Result<()> {
    within(xml, "w:style", &[("w:type", "table"), ("w:styleId", "TableGrid")], |xml| {
        value(xml, "w:name", "Table Grid")?;
        within(xml, "w:tblPr", &[], |xml| {
            within(xml, "w:tblBorders", &[], |xml| {
                for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                    let line = [
                        ("w:val", "single"),
                        ("w:sz", "6"),
                        ("w:space", "0"),
                        ("w:color", "000000"),
                    ];
                    empty(xml, &format!("w:{side}"), &line)?;
                }
                Ok(())
            })?;
            within(xml, "w:tblCellMar", &[], |xml| {
                for side in ["left", "right"] {
                    empty(xml, &format!("w:{side}"), &[("w:w", "28"), ("w:type", "dxa")])?;
                }
                Ok(())
            })
        })
    })
}

/// `— 1 —`.
fn footer(xml: &mut Xml, style: &str) -> io::Result<()> {
    within(xml, "w:ftr", &[("xmlns:w", WORD)], |xml| {
        within(xml, "w:p", &[], |xml| {
            within(xml, "w:pPr", &[], |xml| value(xml, "w:pStyle", style))?;
            run(xml, "— ", None)?;
            within(xml, "w:fldSimple", &[("w:instr", " PAGE ")], |xml| run(xml, "1", None))?;
            run(xml, " —", None)
        })
    })
}

fn document(xml: &mut Xml, pieces: &[Piece]) -> io::Result<()> {
    within(xml, "w:document", &[("xmlns:w", WORD), ("xmlns:r", LINKS)], |xml| {
        within(xml, "w:body", &[], |xml| {
            for piece in pieces {
                match piece {
                    Piece::DraftMark(text) => paragraph(xml, "DraftMark", text)?,
                    Piece::Title(organ, what) => {
                        paragraph(xml, "Title", organ)?;
                        paragraph(xml, "Title", what)?;
                        paragraph(xml, BODY.id, "")?;
                    }
                    Piece::Heading(text) => paragraph(xml, "Heading1", text)?,
                    Piece::SubHeading(text) => paragraph(xml, "Heading2", text)?,
                    Piece::Paragraph(text) => paragraph(xml, BODY.id, text)?,
                    Piece::Table(one) => table(xml, one)?,
                }
            }
            section(xml)
        })
    })
}

/// A4; margins 37, 26, 35 and 28 mm; 22 lines of 28 characters; the page number 7 mm under the text.
fn section(xml: &mut Xml) -> io::Result<()> {
    within(xml, "w:sectPr", &[], |xml| {
        empty(xml, "w:footerReference", &[("w:type", "default"), ("r:id", "rId3")])?;
        empty(xml, "w:footerReference", &[("w:type", "even"), ("r:id", "rId4")])?;
        empty(xml, "w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
        empty(
            xml,
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1588"),
                ("w:header", "851"),
                ("w:footer", "1418"),
                ("w:gutter", "0"),
            ],
        )?;
        empty(xml, "w:docGrid", &[("w:type", "lines"), ("w:linePitch", "579")])
    })
}

fn paragraph(xml: &mut Xml, style: &str, text: &str) -> io::Result<()> {
    within(xml, "w:p", &[], |xml| {
        within(xml, "w:pPr", &[], |xml| value(xml, "w:pStyle", style))?;
        if text.is_empty() { Ok(()) } else { run(xml, text, None) }
    })
}

fn run(xml: &mut Xml, text: &str, size: Option<&str>) -> io::Result<()> {
    within(xml, "w:r", &[], |xml| {
        if let Some(size) = size {
            within(xml, "w:rPr", &[], |xml| {
                value(xml, "w:sz", size)?;
                value(xml, "w:szCs", size)
            })?;
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                empty(xml, "w:br", &[])?;
            }
            within(xml, "w:t", &[("xml:space", "preserve")], |xml| {
                xml.write_event(Event::Text(BytesText::new(&legal(line))))
            })?;
        }
        Ok(())
    })
}

/// A text without the characters that XML cannot hold; a tab is a space.
fn legal(text: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(['\t', '\r'], " ").chars().filter(allowed).collect()
}

/// How a table is set: widths of its columns in twentieths of a point, sizes of type in half points.
struct Setting {
    widths: Vec<usize>,
    labels: &'static str,
    figures: &'static str,
    row: &'static str,
}

/// Long figures get wider columns and smaller type, as on the printed page.
fn setting(table: &Table) -> Setting {
    let figures =
        table.rows.iter().flatten().filter(|cell| matches!(cell.kind, CellKind::Figure(_)));
    let longest = figures.map(|cell| cell.text.chars().count()).max().unwrap_or(0);
    let per_mille = |share: usize| WIDTH * share / 1000;
    let (first, second, each, labels, figures, row) = match (table.kind, longest) {
        (LayoutKind::Block, _) => (340, 0, 220, "21", "21", "380"),
        (LayoutKind::Grouped, 0..=5) => (55, 115, 70, "18", "18", "340"),
        (LayoutKind::Grouped, 6..=8) => (55, 115, 80, "16", "16", "320"),
        (LayoutKind::Grouped, _) => (55, 80, 104, "13", "12", "320"),
        (LayoutKind::OneWideRow, 0..=5) => (0, 0, 1000 / table.columns.max(1), "18", "18", "340"),
        (LayoutKind::OneWideRow, 6..=8) => (0, 0, 1000 / table.columns.max(1), "18", "13", "340"),
        (LayoutKind::OneWideRow, _) => (0, 0, 1000 / table.columns.max(1), "18", "7", "340"),
    };
    let labels_before = [first, second];
    let figure_columns = table.columns - table.label_columns;
    let mut widths: Vec<usize> = Vec::new();
    for column in 0..table.label_columns {
        let is_last = column + 1 == table.label_columns;
        let taken: usize = widths.iter().sum();
        widths.push(if is_last {
            WIDTH.saturating_sub(taken + figure_columns * per_mille(each))
        } else {
            per_mille(labels_before.get(column).copied().unwrap_or(second))
        });
    }
    widths.extend(std::iter::repeat_n(per_mille(each), figure_columns));
    Setting { widths, labels, figures, row }
}

fn table(xml: &mut Xml, table: &Table) -> io::Result<()> {
    let set = setting(table);
    within(xml, "w:tbl", &[], |xml| {
        within(xml, "w:tblPr", &[], |xml| {
            value(xml, "w:tblStyle", "TableGrid")?;
            empty(xml, "w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")])?;
            value(xml, "w:jc", "center")?;
            empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
            value(xml, "w:tblCaption", &table.caption)
        })?;
        within(xml, "w:tblGrid", &[], |xml| {
            set.widths
                .iter()
                .try_for_each(|width| empty(xml, "w:gridCol", &[("w:w", &width.to_string())]))
        })?;
        (0..table.rows.len()).try_for_each(|at| row(xml, table, &set, at))
    })
}

fn row(xml: &mut Xml, table: &Table, set: &Setting, at: usize) -> io::Result<()> {
    within(xml, "w:tr", &[], |xml| {
        within(xml, "w:trPr", &[], |xml| {
            empty(xml, "w:cantSplit", &[])?;
            empty(xml, "w:trHeight", &[("w:val", set.row), ("w:hRule", "atLeast")])?;
            // Blocks have heads of their own further down.
            if at < table.head && table.kind != LayoutKind::Block {
                empty(xml, "w:tblHeader", &[])?;
            }
            Ok(())
        })?;
        let mut column = 0;
        while column < table.columns {
            // What begins in this row, or what covers it from above.
            let from_above = (0..=at).rev().find_map(|above| {
                let cells = table.rows[above].iter();
                let mut covering =
                    cells.filter(|cell| cell.column == column && above + cell.rows > at);
                covering.next().map(|cell| (cell, above))
            });
            let Some((one, begins)) = from_above else { break };
            cell(xml, set, one, begins == at, at + 1 == table.rows.len())?;
            column += one.columns;
        }
        Ok(())
    })
}

fn cell(xml: &mut Xml, set: &Setting, one: &TableCell, begins: bool, last: bool) -> io::Result<()> {
    let width: usize = set.widths[one.column..one.column + one.columns].iter().sum();
    within(xml, "w:tc", &[], |xml| {
        within(xml, "w:tcPr", &[], |xml| {
            empty(xml, "w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
            if one.columns > 1 {
                value(xml, "w:gridSpan", &one.columns.to_string())?;
            }
            if one.rows > 1 {
                value(xml, "w:vMerge", if begins { "restart" } else { "continue" })?;
            }
            value(xml, "w:vAlign", "center")
        })?;
        within(xml, "w:p", &[], |xml| {
            within(xml, "w:pPr", &[], |xml| {
                value(xml, "w:pStyle", "TableText")?;
                // All rows but the last stay with the next, so that a table stays on one sheet.
                if !last {
                    empty(xml, "w:keepNext", &[])?;
                }
                if one.kind == CellKind::RowLabel { value(xml, "w:jc", "left") } else { Ok(()) }
            })?;
            let size =
                if matches!(one.kind, CellKind::Figure(_)) { set.figures } else { set.labels };
            if begins && !one.text.is_empty() {
                run(xml, &one.in_lines(), Some(size))
            } else {
                Ok(())
            }
        })
    })
}
