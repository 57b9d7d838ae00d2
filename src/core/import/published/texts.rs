//! Header, preface and narratives of a published report.
//!
//! Knows no tables.

use super::contact::{contact_of, is_field};
use super::headings::{
    HEADING_SIGNS, LONGEST_SUB_HEADING, Sections, bracketed_number, is_sub_numbered, sub_heading,
};
use super::plain::{is_traditional, plain, readable, simplified};
use super::source::Source;
use super::title::{LONGEST_TITLE, SHORTEST_PARAGRAPH, Title, organ_of};
use super::{Doubt, Headed, Item, Remark, Subject};
use crate::core::format::{Format, Part};
use crate::core::report::HeaderField;
use std::ops::Range;

/// What was read of the texts.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) items: Vec<Item>,
    pub(super) headings: Vec<(Headed, String)>,
    pub(super) remarks: Vec<Remark>,
    pub(super) not_taken: Vec<usize>,
}

pub(super) fn read(format: &Format, source: &Source, sections: &Sections, title: &Title) -> Texts {
    let mut texts = Texts::default();
    if !title.text.is_empty() {
        texts.headings.push((Headed::Title, title.text.clone()));
    }
    let lines_of = |line: Option<usize>| line.map_or(0..0, |line| line..line + title.lines);
    let item = |subject, lines, text: Option<String>, doubt| Item {
        subject,
        lines,
        cells: Vec::new(),
        text,
        doubt,
    };
    if let Some(year) = title.year {
        let line = title.line.unwrap_or(title.year_line);
        let doubt = title.doubt.clone();
        let text = Some(year.to_string());
        texts.items.push(item(Subject::Year, line..line + 1, text, doubt));
    }
    if !title.organ.is_empty() {
        let field = Subject::Field(HeaderField::Organ);
        texts.items.push(item(field, lines_of(title.line), Some(title.organ.clone()), None));
    }
    let (preface, contact) = texts.preface(source, sections, title);
    for (field, line, text, doubt) in contact {
        texts.items.push(item(Subject::Field(field), line..line + 1, Some(text), doubt));
    }
    if let Some((lines, text)) = preface {
        let subject = Subject::Narrative(format.preface.id.clone());
        texts.items.push(item(subject, lines, Some(text), None));
    }
    for (at, part) in format.parts.iter().enumerate() {
        let section = sections.part(at);
        if sections.first().is_some() && !sections.headed.contains(&at) {
            texts.remarks.push(Remark::NoHeading(part.label.clone()));
        }
        let Some((_, line, lines)) = section else { continue };
        let heading: String =
            (*line..lines.start).map(|at| source.lines[at].shown()).collect::<Vec<_>>().concat();
        let headed = sections.headed.contains(&at);
        if headed {
            texts.headings.push((Headed::Part(part.id.clone()), readable(heading.trim())));
        }
        if headed && plain(&heading) != plain(&part.label) {
            texts.remarks.push(Remark::OtherHeading(part.label.clone(), heading.trim().into()));
        }
        if part.tables.is_empty() {
            let last = at + 1 == format.parts.len();
            texts.narratives(part, source, lines.clone(), last);
        }
    }
    texts.remarks.extend(sections.another.map(Remark::Another));
    let all: String =
        source.lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.as_str()).collect();
    if is_traditional(&all) {
        texts.remarks.push(Remark::Traditional);
    }
    texts
}

type Contact = Vec<(HeaderField, usize, String, Option<Doubt>)>;

impl Texts {
    /// The paragraphs between title and first heading, and what they say of how to reach the organ.
    fn preface(
        &mut self,
        source: &Source,
        sections: &Sections,
        title: &Title,
    ) -> (Option<(Range<usize>, String)>, Contact) {
        let end = sections.first().unwrap_or(0);
        let wrapped = is_wrapped(source, title.line.unwrap_or(0)..end);
        let mut paragraphs: Vec<(Range<usize>, String)> = Vec::new();
        for at in 0..end {
            let line = &source.lines[at];
            let text = line.single().map(readable).unwrap_or_default();
            let text = text.trim();
            let of_title = title.line.is_some_and(|line| (line..line + title.lines).contains(&at));
            if of_title && text.chars().count() <= LONGEST_TITLE {
                continue;
            }
            if title.line.is_some_and(|title| at < title) {
                self.not_taken.push(at);
                continue;
            }
            match paragraphs.last_mut() {
                Some((lines, before))
                    if wrapped
                        && lines.end == at
                        && before.chars().count() >= SHORTEST_WRAPPED
                        && !ends_paragraph(before)
                        && !is_sub_numbered(text) =>
                {
                    lines.end = at + 1;
                    before.push_str(text);
                }
                _ => paragraphs.push((at..at + 1, text.to_owned())),
            }
        }
        let mut contact = Contact::new();
        paragraphs.retain(|(lines, text)| {
            let is_prose = (text.contains('。') || text.contains("如下"))
                && plain(text).chars().count() >= SHORTEST_PARAGRAPH;
            if is_field(text) {
                add_contact(&mut contact, lines.start, text);
            } else if !is_prose {
                self.not_taken.extend(lines.clone());
            }
            is_prose && !is_field(text)
        });
        // Some begin the first part with what belongs before it.
        let of_first = sections.part(0).map_or(0..0, |(.., lines)| lines.clone());
        let of_first = of_first.take(LINES_OF_PREFACE).filter_map(|at| {
            let text = source.lines[at].single().map(readable)?;
            Some((at..at + 1, text))
        });
        let also: Vec<(Range<usize>, String)> = of_first.collect();
        let all = || paragraphs.iter().chain(&also);
        if title.organ.is_empty()
            && let Some((at, organ)) =
                all().find_map(|(lines, text)| Some((lines.start, organ_of(text)?)))
        {
            contact.push((HeaderField::Organ, at, organ, Some(Doubt::Guessed)));
        }
        for (lines, text) in &paragraphs {
            add_contact(&mut contact, lines.start, text);
        }
        for (lines, text) in &also {
            // A sentence of how to reach somebody says so.
            let flat = simplified(text);
            if ["联系", "疑问"].iter().any(|word| flat.contains(word)) {
                add_contact(&mut contact, lines.start, text);
            }
        }
        let lines = match (paragraphs.first(), paragraphs.last()) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => return (None, contact),
        };
        let texts: Vec<String> = paragraphs.into_iter().map(|(_, text)| text).collect();
        (Some((lines, joined(&texts, false))), contact)
    }

    /// The texts of a part, parted by their headings.
    fn narratives(&mut self, part: &Part, source: &Source, lines: Range<usize>, last: bool) {
        let mut found: Vec<(usize, Range<usize>, Vec<String>)> = Vec::new();
        let mut put = |narrative: usize, line: usize, text: &str| {
            let text = text.trim();
            match found.iter_mut().find(|(one, ..)| *one == narrative) {
                Some((_, lines, texts)) => {
                    lines.end = line + 1;
                    texts.extend((!text.is_empty()).then(|| text.to_owned()));
                }
                None => {
                    let texts = if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
                    found.push((narrative, line..line + 1, texts));
                }
            }
        };
        let shown = |at: usize| {
            let line = &source.lines[at];
            line.single().map_or_else(|| readable(&line.shown()), readable)
        };
        // Where headings are numbered with brackets, other numbers are of points below them.
        let bracketed = lines.clone().any(|at| {
            let text = shown(at);
            text.trim_start().starts_with(['（', '(']) && sub_heading(part, &text, false).is_some()
        });
        let wrapped = is_wrapped(source, lines.clone());
        let mut current = 0;
        let mut ended = false;
        // The number of the last heading in brackets.
        let mut last_number = None;
        // Narrative, heading, and the whole line.
        let mut headings: Vec<(usize, String, String)> = Vec::new();
        for at in lines {
            let text = shown(at);
            ended = ended || (last && is_furniture(&text));
            if ended || is_signature(&text) {
                self.not_taken.push(at);
                continue;
            }
            let number = bracketed_number(&text);
            match sub_heading(part, &text, bracketed) {
                Some((narrative, rest)) => {
                    current = narrative;
                    last_number = number;
                    let heading = text.trim().strip_suffix(rest).unwrap_or_default();
                    let heading = heading.trim_end_matches(HEADING_SIGNS);
                    headings.push((narrative, heading.to_owned(), text.clone()));
                    put(narrative, at, rest);
                }
                None => {
                    // One that the form does not have ends what stands before it.
                    let next = last_number.is_some() && number == last_number.map(|last| last + 1);
                    if next && is_like_heading(&text) {
                        current = 0;
                        last_number = number;
                    }
                    put(current, at, &text);
                }
            }
        }
        for (narrative, lines, mut texts) in found {
            let own = || headings.iter().filter(|(one, ..)| *one == narrative);
            let spec = &part.narratives[narrative];
            if texts.is_empty() {
                // A heading with nothing behind it was no heading.
                texts.extend(own().map(|(.., text)| text.trim().to_owned()));
            } else if let Some((_, heading, _)) = own().next() {
                self.headings.push((Headed::Narrative(spec.id.clone()), heading.clone()));
            }
            if texts.is_empty() {
                continue;
            }
            let subject = Subject::Narrative(spec.id.clone());
            let text = Some(joined(&texts, wrapped));
            self.items.push(Item { subject, lines, cells: Vec::new(), text, doubt: None });
        }
    }
}

/// Adds what a text says of how to reach the organ, where that is not known yet.
fn add_contact(contact: &mut Contact, line: usize, text: &str) {
    for (field, text, doubt) in contact_of(text) {
        if contact.iter().all(|(known, ..)| *known != field) {
            contact.push((field, line, text, doubt));
        }
    }
}

/// How many lines of the first part may say what belongs before it.
const LINES_OF_PREFACE: usize = 3;

/// Paragraphs of lines; those of a text that is wrapped, as converters of PDF files leave it, are put
/// together again.
fn joined(lines: &[String], wrapped: bool) -> String {
    let mut text = String::new();
    for line in lines {
        let goes_on =
            wrapped && !text.is_empty() && !ends_paragraph(&text) && !is_sub_numbered(line);
        if !text.is_empty() && !goes_on {
            text.push('\n');
        }
        text.push_str(line);
    }
    text
}

/// Whether a numbered line begins with a heading: a few words and the end of the line or of a sentence.
fn is_like_heading(line: &str) -> bool {
    let end = line.find(HEADING_SIGNS).unwrap_or(line.len());
    let heading = &line[..end];
    heading.chars().count() <= LONGEST_SUB_HEADING && !heading.contains(['，', ',', '；'])
}

/// Whether most lines of a text end in the middle of a sentence.
fn is_wrapped(source: &Source, lines: Range<usize>) -> bool {
    let long = lines.filter_map(|at| source.lines[at].single());
    let long: Vec<&str> = long.filter(|text| text.chars().count() >= SHORTEST_WRAPPED).collect();
    let open = long.iter().filter(|text| !ends_paragraph(text)).count();
    open >= 3 && open * 2 > long.len()
}

/// Characters of a line that is full.
const SHORTEST_WRAPPED: usize = 18;

fn ends_paragraph(text: &str) -> bool {
    text.trim_end().ends_with(['。', '！', '？', '；', '：', '”', '）', '.', ':', ';', ')', ']'])
}

/// Whether a line is a date and nothing else, as under a letter.
fn is_signature(text: &str) -> bool {
    let text = plain(text);
    let rest = text.trim_start_matches(is_digit_of_date);
    let date = rest.strip_prefix('年').map(|rest| rest.trim_start_matches(is_digit_of_date));
    let date = date.and_then(|rest| rest.strip_prefix('月'));
    date.is_some_and(|rest| rest.trim_start_matches(is_digit_of_date) == "日")
}

fn is_digit_of_date(c: char) -> bool {
    c.is_ascii_digit() || "〇○零一二三四五六七八九十".contains(c)
}

/// What stands at the foot of pages.
const FURNITURE: [&str; 22] = [
    "版权所有",
    "icp备",
    "公网安备",
    "主办单位",
    "承办单位",
    "网站标识码",
    "网站地图",
    "关闭窗口",
    "打印本页",
    "扫一扫",
    "上一篇",
    "下一篇",
    "相关链接",
    "分享到",
    "责任编辑",
    "浏览次数",
    "相关文档",
    "相关新闻",
    "打印关闭",
    "附件下载",
    "字号大中小",
    "返回顶部",
];

fn is_furniture(text: &str) -> bool {
    let text = plain(text);
    FURNITURE.iter().any(|word| text.contains(word))
}
