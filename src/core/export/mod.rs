//! Prints a report: as published JSON, as a page, as what editors and spreadsheets take.
//!
//! Every writer is a pure function of report and format: the same report gives the same bytes, and
//! no clock is asked. What the user typed is text everywhere and never markup.

pub mod block;
pub mod body;
pub mod html;
pub mod json;
pub mod outline;
pub mod tidy;
pub mod workbook;

use super::compute::Figures;
use super::format::{CellIndex, Format};
use super::report::Report;
use super::text::{Language, Message, say};

/// Which copy of a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// For publication.
    Final,
    /// With errors or blanks left: marked 草稿 in its text and in its file name.
    Draft,
}

/// What leaves the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// The page to be published, with its data.
    Page,
    /// The same on paper.
    Paper,
    /// A Word file.
    Word,
    /// An Excel file.
    Excel,
    /// The report for the editor of a site.
    Body,
    /// The published JSON.
    Json,
    /// A line for each cell, comma-separated.
    Csv,
    /// A line for each cell, in JSON.
    Ndjson,
}

impl Output {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Page,
        Self::Paper,
        Self::Word,
        Self::Excel,
        Self::Body,
        Self::Json,
        Self::Csv,
        Self::Ndjson,
    ];

    /// Its name in addresses and tests.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Page => "html",
            Self::Paper => "print",
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::Body => "body",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
        }
    }

    /// The output of this name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// Its media type (IANA); a file of it ends with its id.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Page | Self::Paper | Self::Body => "text/html",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// A figure as it is printed: plain digits; what cannot be read as it was typed; 未填 for a blank in a
/// draft copy.
#[must_use]
pub fn written(report: &Report, figures: &Figures, copy: Copy, cell: CellIndex) -> String {
    let entry = report.entry(cell);
    match figures[cell] {
        Some(figure) => figure.to_string(),
        None if !entry.is_blank() => entry.typed().to_owned(),
        None if copy == Copy::Draft => say(Language::ZhCn, &Message::Blank),
        None => String::new(),
    }
}

/// Longest file name without its ending, in bytes of UTF-8. File systems stop at 255.
const LIMIT_NAME: usize = 240;

/// `<organ><year>年政府信息公开工作年度报告.<ending>`, with （草稿） where it is a draft.
///
/// Characters that file systems refuse are left out, and a name that is too long is cut in the
/// organ's name.
#[must_use]
pub fn file_name(format: &Format, report: &Report, copy: Copy, ending: &str) -> String {
    let mark = match copy {
        Copy::Final => "",
        Copy::Draft => "（草稿）",
    };
    let tail = format!("{}年{}{mark}", report.header.year, format.title);
    let mut organ: String = report.header.organ.trim().chars().filter(|c| fits(*c)).collect();
    while organ.len() + tail.len() > LIMIT_NAME {
        organ.pop();
    }
    format!("{}{tail}.{ending}", organ.trim_start_matches('.'))
}

fn fits(c: char) -> bool {
    let turns_text =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !c.is_control() && !turns_text && !r#"\/:*?"<>|"#.contains(c)
}
