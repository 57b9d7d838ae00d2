//! Files of other programs, read as published reports.

use crate::complete;
use crate::golden::fixture;
use crate::published::judged;
use disclosure_report::core::compute::compute;
use disclosure_report::core::export::{Copy, body, html};
use disclosure_report::core::format::{Format, ValueKind};
use disclosure_report::core::import::published::{
    Comparison, NotRead, Otherwise, Published, Spot, compare, of_report, wire,
};
use disclosure_report::core::report::{HeaderField, Place, Report};
use disclosure_report::office::read::{read, read_clipboard};
use disclosure_report::office::{to_docx, to_xlsx};
use encoding_rs::{BIG5, GB18030};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A report in which every figure is another. Amounts of the old form, which states no unit, are 0.
fn report(format: &Format) -> Report {
    let mut report = complete(format);
    report.header.year = format.years.from;
    for (at, cell) in format.inputs().enumerate() {
        let without_unit =
            format.cell(cell).value == ValueKind::Amount && format.years.to.is_some();
        let figure = if without_unit { 0 } else { at + 1 };
        report.set_entry(cell, figure.to_string());
    }
    report.header.contact = "甲县乙镇党政办公室".into();
    report.header.address = "甲县乙镇一号".into();
    report.header.phone = "0800-1234567".into();
    report
}

fn assert_figures(name: &str, published: &Published, report: &Report) {
    let format = Format::by_id(&report.format).unwrap();
    assert_eq!(published.format, format.id, "{name}");
    let read = published.certain(&format);
    for cell in format.inputs() {
        let id = &format.cell(cell).id;
        assert_eq!(read.entry(cell).typed(), report.entry(cell).typed(), "{name}: {id}");
    }
    assert_eq!(read.header.organ, report.header.organ, "{name}");
    assert_eq!(read.header.year, report.header.year, "{name}");
}

fn assert_all(name: &str, published: &Published, report: &Report) {
    assert_figures(name, published, report);
    let format = Format::by_id(&report.format).unwrap();
    let read = published.certain(&format);
    for field in [HeaderField::Contact, HeaderField::Address, HeaderField::Phone] {
        assert_eq!(read.header.get(field), report.header.get(field), "{name}");
    }
    for (_, spec) in format.narratives() {
        assert_eq!(read.narrative(&spec.id), report.narrative(&spec.id), "{name}: {}", spec.id);
    }
    assert!(published.remarks.is_empty(), "{name}: {:?}", published.remarks);
}

#[test]
fn what_is_written_here_reads_back_from_every_output() {
    for format in Format::built_in() {
        let report = report(&format);
        let figures = compute(&format, &report);
        let docx = to_docx(&format, &report, &figures, Copy::Final).unwrap();
        assert_all("docx", &read(&docx).unwrap(), &report);
        let xlsx = to_xlsx(&format, &report, &figures, Copy::Final).unwrap();
        assert_figures("xlsx", &read(&xlsx).unwrap(), &report);
        // As any page, without looking at the data it carries.
        let page = html::to_html(&format, &report, &figures, Copy::Final);
        assert_all("page", &read(page.as_bytes()).unwrap(), &report);
        let body = body::to_html(&format, &report, &figures, Copy::Final);
        assert_all("body", &read_clipboard(&body, "").unwrap(), &report);
        let text = body::to_text(&format, &report, &figures, Copy::Final);
        assert_all("text", &read_clipboard("", &text).unwrap(), &report);
        assert_all(
            "text beside a picture",
            &read_clipboard("<img src='x'>", &text).unwrap(),
            &report,
        );
    }
}

/// A report in other files than the one it was found in, made by the programs that offices use.
#[test]
fn the_same_report_reads_the_same_from_every_kind_of_file() {
    let folder = fixture("import/shanghai-gov-office-2019");
    for ending in ["docx", "xlsx", "xls", "mht"] {
        let bytes = std::fs::read(folder.join(format!("source.{ending}"))).unwrap();
        let published = read(&bytes).unwrap();
        let judged = judged("shanghai-gov-office-2019", &published);
        assert_eq!(judged[1..], [0, 0], "{ending}: {judged:?}");
    }
    let old = std::fs::read(folder.join("source.doc")).unwrap();
    assert_eq!(read(&old), Err(NotRead::OldWord));
}

#[test]
fn texts_of_every_encoding_are_the_same_text() {
    let text = std::fs::read_to_string(fixture("import/jinghan-2021/source.txt")).unwrap();
    let expected = read(text.as_bytes()).unwrap();
    assert!(!expected.is_void());
    let wide = |mark: &[u8], unit: fn(u16) -> [u8; 2]| {
        let letters: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
        [mark, &letters].concat()
    };
    for (name, bytes) in [
        ("UTF-8 with a mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("GB18030", GB18030.encode(&text).0.into_owned()),
        ("UTF-16LE", wide(b"\xff\xfe", u16::to_le_bytes)),
        ("UTF-16BE", wide(b"\xfe\xff", u16::to_be_bytes)),
        ("UTF-16LE without a mark", wide(b"", u16::to_le_bytes)),
    ] {
        assert_eq!(read(&bytes).as_ref(), Ok(&expected), "{name}");
    }
    let page = "<meta charset=\"big5\"><p>甲縣2021年政府信息公開工作年度報告</p><p>一、總體情況</p><p>本年無變化。</p>";
    let (bytes, ..) = BIG5.encode(page);
    assert_eq!(read(&bytes), read(page.replace("big5", "utf-8").as_bytes()));
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = CompressionMethod::Deflated;
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook as before there was .xlsx, of one sheet with these records.
fn xls_of(records: &[(u16, &[u8])]) -> Vec<u8> {
    let put = |stream: &mut Vec<u8>, kind: u16, data: &[u8]| {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    };
    let begin = [0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut stream = Vec::new();
    put(&mut stream, 0x0809, &begin);
    // Where the sheet begins: behind this record and the end of what comes before the sheets.
    let place = u32::try_from(stream.len() + 4 + 9 + 4).unwrap();
    put(&mut stream, 0x0085, &[&place.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
    put(&mut stream, 0x000A, &[]);
    put(&mut stream, 0x0809, &[&[0x00, 0x06, 0x10, 0x00], &begin[4..]].concat());
    records.iter().for_each(|(kind, data)| put(&mut stream, *kind, data));
    put(&mut stream, 0x000A, &[]);
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("Workbook").unwrap().write_all(&stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn a_sheet_with_cells_at_its_ends_is_not_unrolled() {
    let cell = |row: u16, column: u16| {
        let [row, column] = [row, column].map(u16::to_le_bytes);
        [&row[..], &column, &[0, 0], &1_f64.to_le_bytes()].concat()
    };
    let number = 0x0203;
    let near = read(&xls_of(&[(number, &cell(0, 0)), (number, &cell(30, 9))]));
    assert!(near.is_ok(), "{near:?}");
    let far = read(&xls_of(&[(number, &cell(0, 0)), (number, &cell(65_535, 255))]));
    assert_eq!(far, Err(NotRead::TooLarge));
    // What it says of its size counts too, also where it makes no sense.
    for rows in [[0_u32, 65_536], [9, 2], [3, 3]] {
        let [first, behind] = rows.map(u32::to_le_bytes);
        let stated = [&first[..], &behind, &[0, 0], &[0, 1], &[0, 0]].concat();
        assert_eq!(read(&xls_of(&[(0x0200, &stated)])), Err(NotRead::TooLarge));
        let both = [(0x0200, stated.as_slice()), (number, &cell(1, 1))];
        assert_eq!(read(&xls_of(&both)), Err(NotRead::TooLarge));
    }
    // The text of a formula without a formula stands in the first cell of all.
    let lone = xls_of(&[(0x0207, &[1, 0, 0, b'a']), (number, &cell(65_535, 255))]);
    assert_eq!(read(&lone), Err(NotRead::TooLarge));
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    assert_eq!(read(b"%PDF-1.7"), Err(NotRead::Pdf));
    assert_eq!(read(b"{\\rtf1"), Err(NotRead::Rtf));
    assert_eq!(read(b"\x89PNG\r\n"), Err(NotRead::Image));
    assert_eq!(read(b"\xff\xd8\xff\xe0"), Err(NotRead::Image));
    assert_eq!(read(b"Rar!\x1a"), Err(NotRead::Archive));
    assert_eq!(read(&zip_of(&[("a.txt", b"1")])), Err(NotRead::Archive));
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &locked].concat();
    assert_eq!(read(&locked), Err(NotRead::Encrypted));
    for broken in [
        b"PK\x03\x04".to_vec(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
        zip_of(&[("word/document.xml", b"<w:p")]),
        zip_of(&[("xl/workbook.xml", b"<x")]),
    ] {
        assert!(matches!(read(&broken), Err(NotRead::Broken(_))), "{:?}", read(&broken));
    }
    for nothing in ["", "\0", "去年的总结", "{\"a\": 1}", "<html><body><table></table>"] {
        assert!(read(nothing.as_bytes()).unwrap().is_void(), "{nothing}");
    }
}

#[test]
fn absurd_files_are_bounded() {
    let bomb = vec![b' '; 80 * 1024 * 1024];
    assert_eq!(read(&zip_of(&[("word/document.xml", &bomb)])), Err(NotRead::TooLarge));
    assert_eq!(
        read(&zip_of(&[("x", &bomb), ("xl/workbook.xml", b"<x/>")])),
        Err(NotRead::TooLarge)
    );
    assert_eq!(read(&bomb), Err(NotRead::TooLarge));
    assert_eq!(read("<td>".repeat(12_000_000).as_bytes()), Err(NotRead::TooLarge));
    assert_eq!(read("甲\n".repeat(30_000).as_bytes()), Err(NotRead::TooLarge));
    // A row of a million signs, labels, brackets; rows that are empty, under cells as wide as can be.
    for many in ["★", "自然人(", "甲 规章 ", "1 ", "规章"] {
        let text = format!("二、主动公开政府信息情况\n{}", many.repeat(120_000 / many.len()));
        _ = read(text.as_bytes());
    }
    let wide = "<td colspan=1000>1".repeat(20);
    let empty = format!("<table><tr>{wide}{}", "<tr>".repeat(2_000_000));
    assert_eq!(read(empty.as_bytes()), Err(NotRead::TooLarge));
    let empty = format!("<table><tr>{wide}{}", "<tr>".repeat(15_000));
    assert!(read(empty.as_bytes()).unwrap().is_void());
    let nested = "<table><tr><td colspan=1000000000 rowspan=1000000000>".repeat(10_000) + "1";
    assert!(read(nested.as_bytes()).unwrap().is_void());
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"甲甲\"><!ENTITY b \"&a;&a;\">]><w:p><w:t>&b;</w:t></w:p>";
    assert!(read(&zip_of(&[("word/document.xml", entities.as_bytes())])).unwrap().is_void());
    let page = "<script>alert(1)</script><img src=http://a.example/b onerror=alert(1)><iframe src=http://c.example></iframe><p>一、总体情况</p><p onclick=alert(1)>甲</p>";
    let published = read(page.as_bytes()).unwrap();
    assert!(!format!("{published:?}").contains("alert"));
}

#[test]
fn a_report_of_our_own_is_read_as_it_is() {
    for format in Format::built_in() {
        let report = report(&format);
        let published = of_report(&format, &report);
        assert_all("own", &published, &report);
        let again = wire::of_answer(&wire::answer(&Ok(published.clone())));
        assert_eq!(again.as_ref(), Ok(&published));
        assert_eq!(compare(&format, &report, &published), Comparison::default());
    }
}

#[test]
fn a_published_page_that_was_changed_is_told_from_the_draft() {
    let format = Format::for_year(2025).unwrap();
    let mut draft = report(&format);
    let figures = compute(&format, &draft);
    let page = html::to_html(&format, &draft, &figures, Copy::Final);
    let read_again = |page: &str| read(page.as_bytes()).unwrap();
    assert_eq!(compare(&format, &draft, &read_again(&page)), Comparison::default());
    // What sites put under the title, and paragraphs of the draft's own preface, are no differences.
    let mut own = draft.clone();
    own.set_narrative(
        "preface",
        "现公布本机关年度报告如下，请予监督。\n地址：甲县一号，邮编：123456\n特此报告。",
    );
    let page_of_own = html::to_html(&format, &own, &figures, Copy::Final);
    let dressed =
        page_of_own.replacen("</h1>", "</h1><p>来源:原创 发布时间:2023-01-31 浏览次数:9</p>", 1);
    assert_ne!(page_of_own, dressed);
    assert_eq!(compare(&format, &own, &read_again(&dressed)), Comparison::default());
    // A row of table three lost, a paragraph more, another organ.
    let cell = format.index_of("requests.carried_over.natural_person").unwrap();
    let row = page.find("四、结转下年度继续办理").unwrap();
    let row = row + page[row..].find("<td").unwrap()..row + page[row..].find("</tr>").unwrap();
    let changed = page.replacen(&page[row], "<td></td>", 1).replace("甲县乙镇", "甲县丙镇");
    let changed = changed.replace(">五、存在的主要问题及改进情况<", ">五、存在的问题及改进措施<");
    draft.set_narrative("problems", "一是甲。\n一是丁。\n二是乙。");
    // A line that is nothing of a report stands between two parts.
    let changed = changed.replacen("<h2>四、", "<p>附注：本表由办公室填报。</p><h2>四、", 1);
    let found = compare(&format, &draft, &read_again(&changed)).found;
    let line = found.iter().find(|one| matches!(one.spot, Spot::Line(_))).unwrap();
    assert_eq!(line.published.as_deref(), Some("附注：本表由办公室填报。"));
    let at =
        |place: &Place| found.iter().filter(|one| one.spot == Spot::Place(place.clone())).count();
    assert_eq!(at(&Place::Header(HeaderField::Organ)), 1);
    assert_eq!(at(&Place::Narrative("problems".into())), 1);
    assert_eq!(at(&Place::Cell(cell)), 1);
    assert!(found.iter().any(|one| one.draft == "一是丁。" && one.published.is_none()));
    let headings = found.iter().filter(|one| matches!(one.spot, Spot::Heading(_)));
    let headings: Vec<_> =
        headings.map(|one| (one.draft.as_str(), one.published.as_deref())).collect();
    assert_eq!(
        headings,
        [
            (
                draft.title(&format).as_str(),
                Some(draft.title(&format).replace("乙", "丙").as_str())
            ),
            ("五、存在的主要问题及改进情况", Some("五、存在的问题及改进措施")),
        ]
    );
}

#[test]
fn a_page_on_another_form_is_compared_where_both_forms_ask_for_the_same() {
    let (old, new) = (Format::by_id("cn-2019").unwrap(), Format::by_id("cn-2021").unwrap());
    let draft = report(&new);
    let page = |typed: &str| {
        let mut page = Report::new(&old, &draft.header.organ, draft.header.year);
        page.set_entry(old.index_of("requests.received.natural_person").unwrap(), typed);
        of_report(&old, &page)
    };
    let cells = |typed: &str| {
        let compared = compare(&new, &draft, &page(typed));
        assert_eq!(compared.other.len(), 6);
        let cell = |one: Otherwise| match one.spot {
            Spot::Place(Place::Cell(cell)) => Some((cell, one.draft, one.published)),
            _ => None,
        };
        compared.found.into_iter().filter_map(cell).collect::<Vec<_>>()
    };
    let cell = new.index_of("requests.received.natural_person").unwrap();
    let own = draft.entry(cell).typed().to_owned();
    let (same, other) = (cells(&own), cells("999999"));
    assert!(!same.iter().any(|(one, ..)| *one == cell));
    assert!(other.contains(&(cell, own, Some("999999".into()))));
    let compared = |id: &str| other.iter().any(|(one, ..)| new.cell(*one).id.table == id);
    assert_eq!(
        ["requests", "challenges", "documents", "fees"].map(compared),
        [true, true, false, false]
    );
}
