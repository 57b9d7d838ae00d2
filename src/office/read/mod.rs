//! Reads files that other programs made, and what lies on a clipboard, as published reports.
//!
//! Says what kind of file it is by what is in it, never by its name. Every reader is bounded in what
//! it unpacks and looks at; nothing in a file is run or fetched. What the lines of a file mean is for
//! [`published`](crate::core::import::published) to say.

mod document;
mod workbook;

use crate::core::import::published::{
    Block, NotRead, Published, Source, blocks_of_html, read as read_source,
};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of a file that are looked at.
pub const LIMIT_FILE: usize = 64 * 1024 * 1024;

/// The most bytes that a packed file may unpack to.
const LIMIT_UNPACKED: u64 = 64 * 1024 * 1024;

/// Reads a file as a published report.
///
/// # Errors
/// [`NotRead`].
pub fn read(bytes: &[u8]) -> Result<Published, NotRead> {
    Ok(read_source(&source(bytes)?))
}

/// Reads what lies on a clipboard as a published report: its HTML, and where that is no more than text,
/// its text.
///
/// # Errors
/// [`NotRead`].
pub fn read_clipboard(html: &str, text: &str) -> Result<Published, NotRead> {
    if !html.trim().is_empty() {
        let source = blocks_of_html(html).and_then(Source::from_blocks);
        let read = source.map(|source| read_source(&source));
        let is_void = read.as_ref().map_or(true, Published::is_void);
        if !is_void || text.trim().is_empty() {
            return Ok(read?);
        }
    }
    Ok(read_source(&Source::from_text(text)?))
}

/// The lines of a file.
///
/// # Errors
/// [`NotRead`].
pub fn source(bytes: &[u8]) -> Result<Source, NotRead> {
    Ok(Source::from_blocks(blocks(bytes)?)?)
}

fn blocks(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    if bytes.len() > LIMIT_FILE {
        return Err(NotRead::TooLarge);
    }
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"%PDF-") {
        return Err(NotRead::Pdf);
    }
    if begins(b"{\\rtf") {
        return Err(NotRead::Rtf);
    }
    let pictures: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*"];
    if pictures.iter().any(|magic| begins(magic)) {
        return Err(NotRead::Image);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return packed(bytes);
    }
    if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    if begins(b"Rar!") || begins(b"7z\xbc\xaf") || begins(b"\x1f\x8b") {
        return Err(NotRead::Archive);
    }
    if is_mail(bytes) {
        return mail(bytes);
    }
    let text = decoded(bytes);
    if is_html(&text) {
        return Ok(blocks_of_html(&text)?);
    }
    Ok(vec![Block::Text(text)])
}

/// A zip: a document or a workbook, whose parts are unpacked up to a limit.
fn packed(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut names: Vec<String> = Vec::new();
    let mut left = LIMIT_UNPACKED;
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else { continue };
        names.extend(file.name().map(std::borrow::Cow::into_owned));
        // What a file says of its size may be wrong: it is counted.
        let mut bounded = file.take(left + 1);
        let size = std::io::copy(&mut bounded, &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(size).ok_or(NotRead::TooLarge)?;
    }
    let holds = |name: &str| names.iter().any(|one| one == name);
    if holds("word/document.xml") {
        let mut xml = String::new();
        let part = archive.by_name("word/document.xml").map_err(broken)?;
        part.take(LIMIT_UNPACKED).read_to_string(&mut xml).map_err(broken)?;
        return Ok(blocks_of_html(&document::to_html(&xml).map_err(NotRead::Broken)?)?);
    }
    if holds("xl/workbook.xml") {
        return workbook::of_xlsx(bytes);
    }
    Err(NotRead::Archive)
}

/// A compound file: a workbook of Excel or WPS before there was .xlsx, or something else.
fn compound(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|part| part == wide)
    };
    if holds("EncryptedPackage") {
        return Err(NotRead::Encrypted);
    }
    if holds("WordDocument") {
        return Err(NotRead::OldWord);
    }
    workbook::of_xls(bytes)
}

fn broken(error: impl std::fmt::Display) -> NotRead {
    NotRead::Broken(error.to_string())
}

/// Whether a file is a page that a browser saved with all that is in it: a letter with parts.
fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LENGTH_OF_HEAD)]);
    let head = head.to_ascii_lowercase();
    let starts = ["mime-version:", "from:", "content-type:", "subject:", "date:"];
    starts.iter().any(|start| head.trim_start().starts_with(start))
        && head.contains("content-type:")
}

/// Bytes that are looked at for what a text says of itself.
const LENGTH_OF_HEAD: usize = 4096;

fn mail(bytes: &[u8]) -> Result<Vec<Block>, NotRead> {
    let message = mail_parser::MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| NotRead::Broken(String::new()))?;
    // Its parts are decoded by what they say of themselves; pictures and styles are other parts.
    let html = message.body_html(0).or_else(|| message.body_text(0));
    let html = html.ok_or_else(|| NotRead::Broken(String::new()))?;
    Ok(blocks_of_html(&html)?)
}

fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(LENGTH_OF_HEAD).collect();
    let head = head.trim_start().to_ascii_lowercase();
    let tags = ["<html", "<body", "<table", "<div", "<p>", "<p ", "<span", "<br", "</"];
    head.starts_with("<!doctype") || tags.iter().any(|tag| head.contains(tag))
}

/// The text of bytes: by their mark, else UTF-8, else as the page says, else GB18030, in which many
/// programs of offices still save.
fn decoded(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        // A text of two bytes a character is valid UTF-8 where all of it is ASCII.
        if !text.contains('\0') {
            return text.to_owned();
        }
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        let wide = if odd >= even { UTF_16LE } else { UTF_16BE };
        return wide.decode_without_bom_handling(bytes).0.into_owned();
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LENGTH_OF_HEAD)]);
    let stated = head.split_once("charset=").and_then(|(_, rest)| {
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c));
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    });
    // What is no UTF-8 is not read as such, whatever it says.
    let stated = stated.filter(|encoding| *encoding != UTF_8);
    let encoding = if stated == Some(BIG5) { BIG5 } else { GB18030 };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}
