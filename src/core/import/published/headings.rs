//! Which lines of a published report are of which part, and which are headings within one.
//!
//! Knows no tables: it says which lines belong to them. Nor does it know what the texts say.

use super::anchors::{Anchors, Letters, Means, is_numeral};
use super::plain::{folded, plain};
use super::source::{Line, Source};
use crate::core::format::{Format, Part};
use crate::core::likeness::likeness;
use std::ops::Range;

/// Which lines are of which part.
pub(super) struct Sections {
    /// Part, line of its heading, lines behind it; in the order of the source.
    found: Vec<(usize, usize, Range<usize>)>,
    /// Parts whose heading is there.
    pub(super) headed: Vec<usize>,
    /// Where another report begins.
    pub(super) another: Option<usize>,
}

impl Sections {
    pub(super) fn of(forms: &[(Format, Anchors)], source: &Source) -> Self {
        let parts = forms.first().map(|(form, _)| form.parts.as_slice()).unwrap_or_default();
        // Where parts are numbered as the form numbers them, other numbers are of what is below them.
        let line = |at: &usize| source.lines[*at].single();
        let as_in_form = |part: &&Part| {
            let mut texts = (0..source.lines.len()).filter_map(|at| line(&at));
            texts.any(|text| is_heading(part, text) == Some(Numbered::AsInForm))
        };
        let strict = parts.iter().filter(as_in_form).count() > 1;
        // Part, line and how many lines its heading has.
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        let mut another = None;
        let mut at = 0;
        while at < source.lines.len() {
            let Some((part, lines)) = heading_at(parts, source, at, strict) else {
                at += 1;
                continue;
            };
            // Headings come in the order of the form; a list of contents comes before them all, and
            // what begins anew behind a body is another report.
            if part == 0 && !found.is_empty() {
                let is_list = found.windows(2).all(|pair| pair[1].1 <= pair[0].1 + pair[0].2);
                let first = found.first().map_or(0, |(_, line, _)| *line);
                let last = found.last().map_or(0, |(_, line, lines)| line + lines);
                // One that names what stands below its parts too has no sentence in it, and no table.
                let has_body = source.lines[first..last].iter().any(|line| {
                    line.in_table || line.cells.iter().any(|cell| cell.text.contains('。'))
                });
                let is_full = found.len() >= PARTS_OF_LIST && !has_body;
                if (is_list && at <= last + LINES_AFTER_LIST) || is_full {
                    found.clear();
                } else {
                    another = Some(at);
                    break;
                }
            }
            if found.last().is_none_or(|(before, ..)| *before < part) {
                found.push((part, at, lines));
            }
            at += lines;
        }
        let count = another.unwrap_or(source.lines.len());
        if let Some((1, second, _)) = found.first().copied()
            && let Some(line) = first_of_other_words(source, second)
        {
            found.insert(0, (0, line, 1));
        }
        let before = found.first().map_or(count, |(_, line, _)| *line);
        // A first part without a heading begins where its first text has one.
        if let Some(part) = parts.first()
            && found.first().is_none_or(|(first, ..)| *first > 0)
        {
            let begins = (0..before).find(|at| {
                let text = source.lines[*at].single().unwrap_or_default();
                is_sub_numbered(text) && sub_heading(part, text, false).is_some()
            });
            if let Some(line) = begins {
                found.insert(0, (0, line, 0));
            }
        }
        // Where no part with tables has a heading, the first of them begins with the first label.
        let tables = |part: usize| !parts[part].tables.is_empty();
        if !found.iter().any(|(part, ..)| tables(*part))
            && let Some(part) = (0..parts.len()).find(|part| tables(*part))
        {
            let labelled = |at: &usize| forms.iter().any(|(_, one)| is_label(one, source, *at));
            if let Some(line) = (0..count).find(labelled) {
                let place = found.partition_point(|(_, at, _)| *at < line);
                let follows = found.get(place).is_none_or(|(next, ..)| *next > part);
                if follows {
                    found.insert(place, (part, line, 0));
                }
            }
        }
        let end = |nth: usize| found.get(nth + 1).map_or(count, |(_, line, _)| *line);
        let ranges = found.iter().enumerate().map(|(nth, (part, line, lines))| {
            (*part, *line, (line + lines).min(end(nth))..end(nth))
        });
        let headings = found.iter().filter(|(_, _, lines)| *lines > 0).map(|(part, ..)| *part);
        Self { headed: headings.collect(), found: ranges.collect(), another }
    }

    /// The lines behind a part's heading.
    pub(super) fn part(&self, part: usize) -> Option<&(usize, usize, Range<usize>)> {
        self.found.iter().find(|(one, ..)| *one == part)
    }

    /// The line of the first heading.
    pub(super) fn first(&self) -> Option<usize> {
        self.found.first().map(|(_, line, _)| *line)
    }

    /// The lines that tables are in, part by part.
    pub(super) fn tables(&self, forms: &[(Format, Anchors)]) -> Vec<Vec<usize>> {
        let Some((form, _)) = forms.first() else { return Vec::new() };
        let of_tables = |part: usize| !form.parts[part].tables.is_empty();
        let sections = self.found.iter().filter(|(part, ..)| of_tables(*part));
        sections.map(|(.., lines)| lines.clone().collect()).collect()
    }
}

/// The source with every heading on a line of its own, where one stands at the end of a paragraph.
pub(super) fn parted(forms: &[(Format, Anchors)], source: &Source) -> Option<Source> {
    let parts = forms.first().map(|(form, _)| form.parts.as_slice()).unwrap_or_default();
    let place = |line: &Line| {
        let [cell] = line.cells.as_slice() else { return None };
        let text = cell.text.trim_end();
        let heading = parts.iter().find(|part| text.ends_with(&part.label))?;
        let before = &text[..text.len() - heading.label.len()];
        before.trim_end().ends_with(['。', '；', '）', ')', '！']).then_some(before.len())
    };
    if source.lines.iter().all(|line| place(line).is_none()) {
        return None;
    }
    let mut lines = Vec::new();
    for line in &source.lines {
        let mut rest = line.clone();
        if let Some(at) = place(line) {
            let heading = rest.cells[0].text.split_off(at);
            lines.push(rest.clone());
            rest.cells[0].text = heading;
        }
        lines.push(rest);
    }
    Some(Source { lines })
}

/// How many parts a list of contents names at least, where it names what stands below them.
const PARTS_OF_LIST: usize = 4;

/// How many lines may stand between a list of contents and the first part.
const LINES_AFTER_LIST: usize = 6;

/// The line of the first part's heading where its words are not the form's: before that of the second part
/// the first line that is numbered 一, unless something else is numbered 二 between both.
fn first_of_other_words(source: &Source, second: usize) -> Option<usize> {
    let number = |at: usize| {
        let line = source.lines[at].single()?;
        let short =
            line.chars().count() <= LONGEST_HEADING && !line.contains(['。', '；', '，', ',']);
        numbered(line).filter(|_| short).map(|(number, _)| number)
    };
    let first = (0..second).find(|at| number(*at).as_deref() == Some("一"))?;
    let other = (first..second).any(|at| number(at).as_deref() == Some("二"));
    (!other).then_some(first)
}

/// The part whose heading begins at a line, and how many lines it is broken into. Where it is `strict`, one
/// that is numbered in another way than the form's is none.
fn heading_at(parts: &[Part], source: &Source, at: usize, strict: bool) -> Option<(usize, usize)> {
    let text = source.lines[at].single()?;
    let part_of = |text: &str| {
        let is_of = |part: &Part| {
            is_heading(part, text).is_some_and(|how| !strict || how != Numbered::Otherwise)
        };
        parts.iter().position(is_of)
    };
    if let Some(part) = part_of(text) {
        return Some((part, 1));
    }
    let next = source.lines.get(at + 1)?.single()?;
    let whole = |part: &Part| {
        let (_, heading) = part.numeral_and_heading();
        let joined = plain(&format!("{text}{next}"));
        joined.ends_with(&plain(heading))
            && joined.chars().count() <= plain(&part.label).chars().count()
    };
    let part = parts.iter().position(whole).filter(|_| is_numbered(text))?;
    Some((part, 2))
}

/// Whether a line begins with a label that only tables have.
fn is_label(anchors: &Anchors, source: &Source, line: usize) -> bool {
    let letters = Letters::of(source, &[line]);
    let found = anchors.at(&letters, 0);
    found.iter().any(|one| {
        let strong = matches!(one.means, Means::Table(_) | Means::Head | Means::Row(..));
        strong && one.length >= SHORTEST_LABEL && one.end == letters.0.len()
    })
}

/// Letters of a label that says by itself that a table begins.
const SHORTEST_LABEL: usize = 4;

/// How a heading is numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    /// 一、
    AsInForm,
    /// 1. or （一）, which may be of something below a part.
    Otherwise,
    /// Not at all.
    Not,
}

/// Whether and how a line is the heading of a part: behind its numeral something like it, or without a
/// numeral the very words. What stands behind it in brackets is a note.
fn is_heading(part: &Part, line: &str) -> Option<Numbered> {
    let line = line.trim().trim_end_matches(['：', ':', '。']);
    let noted = line.strip_suffix([')', '）']);
    let note = noted.and_then(|rest| rest.rfind(['(', '（'])).filter(|at| *at > 0);
    let line = note.map_or(line, |at| line[..at].trim_end());
    if line.chars().count() > LONGEST_HEADING || line.contains(['。', '；', '，']) {
        return None;
    }
    let (numeral, heading) = part.numeral_and_heading();
    let labels = || std::iter::once(heading).chain(part.also.iter().map(String::as_str)).map(plain);
    let text = plain(line);
    let numeral = plain(numeral);
    let arabic = ARABIC.find(&numeral).map(|at| (at / numeral.len() + 1).to_string());
    let is_numeral_of = |text: &str| text == numeral || Some(text) == arabic.as_deref();
    match numbered(line) {
        Some((number, rest)) if is_numeral_of(&number) => {
            let rest = plain(&rest);
            // The words that all headings share tell nothing.
            let own = |text: &str| {
                SHARED.iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
            };
            let strict = number != numeral;
            let is_label = |label: String| {
                rest == label || (!strict && likeness(&own(&label), &own(&rest)) >= ALIKE)
            };
            let how = if strict { Numbered::Otherwise } else { Numbered::AsInForm };
            labels().any(is_label).then_some(how)
        }
        Some(_) => None,
        None => {
            let with_number = labels().any(|label| format!("{numeral}{label}") == text);
            let bare = labels().any(|label| label == text);
            with_number.then_some(Numbered::Otherwise).or(bare.then_some(Numbered::Not))
        }
    }
}

/// The longest heading, in letters.
const LONGEST_HEADING: usize = 40;

/// How alike a heading and that of the form must be behind the same numeral, in percent.
const ALIKE: usize = 50;

/// The numerals of parts, for those that are numbered otherwise.
const ARABIC: &str = "一二三四五六七八九";

/// What nearly every heading has in it.
const SHARED: [&str; 3] = ["政府信息公开工作", "政府信息公开", "政府信息"];

/// The number that a line begins with as parts are numbered, and the rest: `一、`, `1.`, `第一部分`; not
/// （一） and not 一是.
fn numbered(line: &str) -> Option<(String, String)> {
    let letters: String = line.chars().flat_map(folded).collect();
    let letters = letters.trim_start();
    let (opened, word) = match letters.strip_prefix('第') {
        Some(rest) => (rest, true),
        None => (letters, false),
    };
    let end = opened.find(|c: char| !is_numeral(c)).filter(|end| *end > 0)?;
    let (number, rest) = opened.split_at(end);
    let rest = if word {
        rest.strip_prefix("部分")?
    } else {
        let behind = rest.trim_start();
        let sign = behind.strip_prefix(['、', '.', ',', ':']);
        sign.or((behind.len() < rest.len()).then_some(behind))?
    };
    Some((number.to_owned(), rest.to_owned()))
}

fn is_numbered(line: &str) -> bool {
    numbered(line).is_some()
}

/// The narrative that a line is the heading of, and what stands behind the heading. `bracketed` where only
/// numbers in brackets are of headings.
pub(super) fn sub_heading<'a>(
    part: &Part,
    line: &'a str,
    bracketed: bool,
) -> Option<(usize, &'a str)> {
    let line = line.trim();
    let numbered = is_sub_numbered(line);
    if bracketed && numbered && !line.starts_with(['（', '(']) {
        return None;
    }
    let ends = ['。', '：', ':', '\n'];
    let sign = line.find(ends).unwrap_or(line.len());
    // A heading may end with a space before its text.
    let space = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let space = space
        .into_iter()
        .find(|at| HEADING_ENDS.iter().any(|word| line[..*at].ends_with(word)) && numbered);
    let end = space.map_or(sign, |space| space.min(sign));
    let heading = &line[..end];
    let rest = line[end..].trim_start_matches(HEADING_SIGNS);
    if heading.chars().count() > LONGEST_SUB_HEADING || heading.contains(['，', ',', '；']) {
        return None;
    }
    let text = plain(heading);
    let named = part.narratives.iter().enumerate().filter(|(_, spec)| spec.label.is_some());
    // The words that come last name the thing: 主动公开平台建设 is of platforms.
    let words = named.flat_map(|(at, spec)| spec.also.iter().map(move |word| (at, plain(word))));
    let ends = words.filter_map(|(at, word)| Some((text.rfind(&word)? + word.len(), at)));
    let (_, at) = ends.max()?;
    let sentence = line.ends_with('。');
    let alone = rest.is_empty() && !sentence && text.chars().count() <= LONGEST_BARE_HEADING;
    (numbered || alone).then_some((at, rest))
}

/// What stands between a heading and a text behind it.
pub(super) const HEADING_SIGNS: [char; 6] = ['。', '：', ':', '\n', ' ', '\u{3000}'];

/// Words that headings end with.
const HEADING_ENDS: [&str; 5] = ["情况", "方面", "工作", "建设", "保障"];

/// The longest sub-heading, in characters.
pub(super) const LONGEST_SUB_HEADING: usize = 30;

/// The longest one without a number, in letters.
const LONGEST_BARE_HEADING: usize = 12;

/// The number that a heading below a part has: 3 of （三）; `None` of one that is numbered in another way.
pub(super) fn bracketed_number(line: &str) -> Option<usize> {
    let letters: String = line.trim().chars().flat_map(folded).take(4).collect();
    let (number, _) = letters.strip_prefix('(')?.split_once(')')?;
    let numeral = "一二三四五六七八九十".chars().position(|one| number.trim() == one.to_string());
    numeral.map(|at| at + 1)
}

/// Whether a line begins as numbered things do: （一）, (1), 1., 2、, 一、.
pub(super) fn is_sub_numbered(line: &str) -> bool {
    let letters: String = line.chars().flat_map(folded).take(6).collect();
    let letters = letters.trim_start();
    let opened = letters.strip_prefix('(').unwrap_or(letters);
    let rest = opened.trim_start_matches(is_numeral);
    rest.len() < opened.len() && rest.starts_with([')', '.', '、', ','])
}

/// Whether a line is the form's own sentence that tells how to fill it in.
pub(super) fn is_instruction(text: &str) -> bool {
    plain(text).contains("以表格形式报告") || plain(text) == "表格如下"
}

/// Whether a line is of the head of a table: it begins as one does, or is a heading that was cut short.
pub(super) fn is_of_head(format: &Format, text: &str) -> bool {
    let text = plain(text);
    let is_cut =
        |label: &str| text.chars().count() >= SHORTEST_OF_HEAD && plain(label).starts_with(&text);
    format.tables.iter().any(|table| {
        let labels = table.columns.iter().map(|column| column.label.as_str());
        let groups = table.column_groups.iter().map(|group| group.label.as_str());
        let head = plain(&table.head);
        (!head.is_empty() && text.starts_with(&head)) || labels.chain(groups).any(is_cut)
    })
}

/// Letters of a heading that was cut short.
const SHORTEST_OF_HEAD: usize = 3;

/// Whether a line is the heading of a part of tables, with its numeral or without.
pub(super) fn is_caption(format: &Format, text: &str) -> bool {
    format.parts.iter().any(|part| is_heading(part, text).is_some())
}
