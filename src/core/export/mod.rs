//! Prints a report: as published JSON and as a page.
//!
//! Every writer is a pure function of report and format: the same report gives the same bytes, and
//! no clock is asked. What the user typed is text everywhere and never markup.

pub mod block;
pub mod html;
pub mod json;

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
