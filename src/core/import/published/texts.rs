//! Title, header, preface and texts of a published report, by headings and by what offices write.
//!
//! Knows no tables: it says which lines belong to them.

use super::anchors::{Anchors, Letters, Means, is_numeral};
use super::plain::{is_traditional, likeness, plain, readable};
use super::source::{Line, Source};
use super::{Doubt, Headed, Item, Remark, Subject};
use crate::core::format::{Format, Part};
use crate::core::report::{Header, HeaderField};
use std::ops::Range;

/// The longest heading, in letters.
const LONGEST_HEADING: usize = 40;

/// How alike a heading and that of the form must be behind the same numeral, in percent.
const ALIKE: usize = 50;

/// Which lines are of which part.
pub(super) struct Sections {
    /// Part, line of its heading, lines behind it; in the order of the source.
    found: Vec<(usize, usize, Range<usize>)>,
    /// Parts whose heading is there.
    headed: Vec<usize>,
    /// Where another report begins.
    pub(super) another: Option<usize>,
}

impl Sections {
    pub(super) fn of(forms: &[(Format, Anchors)], source: &Source) -> Self {
        let parts = forms.first().map(|(form, _)| form.parts.as_slice()).unwrap_or_default();
        // Part, line and how many lines its heading has.
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        let mut another = None;
        let mut at = 0;
        while at < source.lines.len() {
            let Some((part, lines)) = heading_at(parts, source, at) else {
                at += 1;
                continue;
            };
            // Headings come in the order of the form; a list of contents comes before them all, and
            // what begins anew behind a body is another report.
            if part == 0 && !found.is_empty() {
                let is_list = found.windows(2).all(|pair| pair[1].1 <= pair[0].1 + pair[0].2);
                let last = found.last().map_or(0, |(_, line, lines)| line + lines);
                if is_list && at <= last + LINES_AFTER_LIST {
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
    fn part(&self, part: usize) -> Option<&(usize, usize, Range<usize>)> {
        self.found.iter().find(|(one, ..)| *one == part)
    }

    /// The line of the first heading.
    fn first(&self) -> Option<usize> {
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

/// How many lines may stand between a list of contents and the first part.
const LINES_AFTER_LIST: usize = 6;

/// The part whose heading begins at a line, and how many lines it is broken into.
fn heading_at(parts: &[Part], source: &Source, at: usize) -> Option<(usize, usize)> {
    let text = source.lines[at].single()?;
    let part_of = |text: &str| parts.iter().position(|part| is_heading(part, text));
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

/// Whether a line is the heading of a part: behind its numeral something like it, or without a
/// numeral the very words.
fn is_heading(part: &Part, line: &str) -> bool {
    let line = line.trim().trim_end_matches(['：', ':', '。']);
    if line.chars().count() > LONGEST_HEADING || line.contains(['。', '；', '，']) {
        return false;
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
            labels().any(|label| {
                rest == label || (!strict && likeness(&own(&label), &own(&rest)) >= ALIKE)
            })
        }
        Some(_) => false,
        None => labels().any(|label| label == text || format!("{numeral}{label}") == text),
    }
}

/// The numerals of parts, for those that are numbered otherwise.
const ARABIC: &str = "一二三四五六七八九";

/// What nearly every heading has in it.
const SHARED: [&str; 3] = ["政府信息公开工作", "政府信息公开", "政府信息"];

/// The number that a line begins with as parts are numbered, and the rest: `一、`, `1.`, `第一部分`; not
/// （一） and not 一是.
fn numbered(line: &str) -> Option<(String, String)> {
    let letters: String = line.chars().flat_map(super::plain::folded).collect();
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

/// What the title says.
#[derive(Default)]
pub(super) struct Title {
    /// All of it.
    text: String,
    pub(super) organ: String,
    pub(super) year: Option<u16>,
    /// Its first line.
    pub(super) line: Option<usize>,
    /// How many lines it is broken into.
    lines: usize,
    /// The year is not from a title.
    guessed: bool,
    /// Where the year is from.
    year_line: usize,
}

/// Words of every title.
const TITLE: [&str; 3] = ["政府信息公开工作", "政府信息公开", "信息公开"];
const TITLE_ENDS: [&str; 2] = ["年度报告", "年报"];

/// The title: before the first heading, the last line that is one and names an organ.
pub(super) fn title(source: &Source, sections: &Sections) -> Title {
    let before = sections.first().unwrap_or(source.lines.len());
    let period = source.lines.iter().take(before + 5).find_map(year_of_period);
    let mut title = Title::default();
    for at in 0..before {
        let Some(first) = source.lines[at].single() else { continue };
        // A long title is broken into lines.
        let mut text = first.to_owned();
        for lines in 1..=LINES_OF_TITLE {
            if let Some((text, organ, year)) = title_of(&text) {
                let is_line = text.chars().count() <= LONGEST_TITLE;
                // Of sentences only the first, of lines the last that names an organ; one of the year
                // that is counted before others, which are links to other years.
                let agrees = |year: Option<u16>| period.is_some() && year == period;
                let better = match (agrees(title.year), agrees(Some(year))) {
                    (true, false) => false,
                    (false, true) => true,
                    _ => is_line && !organ.is_empty(),
                };
                if title.line.is_none() || better {
                    let guessed = period.is_some() && !agrees(Some(year));
                    let (year, line) = (Some(year), Some(at));
                    title = Title { text, organ, year, line, lines, guessed, year_line: at };
                }
                break;
            }
            let next = source.lines.get(at + lines).and_then(Line::single);
            match next {
                Some(next) if text.chars().count() + next.chars().count() <= LONGEST_TITLE => {
                    text.push_str(next);
                }
                _ => break,
            }
        }
    }
    if title.year.is_none() {
        let lines = || source.lines.iter().enumerate();
        let find =
            |year: fn(&Line) -> Option<u16>| lines().find_map(|(at, line)| Some((at, year(line)?)));
        let found =
            find(year_of_period).or_else(|| find(year_of_work)).or_else(|| find(year_at_start));
        if let Some((at, year)) = found {
            title.year = Some(year);
            title.year_line = at;
            title.guessed = true;
        }
    }
    title
}

/// The most lines that a title is broken into.
const LINES_OF_TITLE: usize = 3;

/// The longest line that is a title and nothing else, in characters.
const LONGEST_TITLE: usize = 60;

/// The title that a line begins with, its organ and its year.
fn title_of(text: &str) -> Option<(String, String, u16)> {
    let all: Vec<char> = readable(text).chars().filter(|c| !c.is_whitespace()).collect();
    let text: String = all.iter().collect();
    let narrow: Vec<char> =
        all.iter().map(|c| super::plain::folded(*c).next().unwrap_or(*c)).collect();
    let flat: String = narrow.iter().collect();
    let ends = TITLE_ENDS.iter().filter_map(|end| flat.rfind(end)).max();
    let first = TITLE_ENDS.iter().filter_map(|end| flat.find(end)).min()?;
    let fits = |end: &usize| flat[..*end].chars().count() <= LONGEST_TITLE;
    let ends = ends.filter(fits).unwrap_or(first);
    let end = flat[..ends].chars().count();
    if end > LONGEST_TITLE || flat[..ends].contains(['。', '；', ';']) {
        return None;
    }
    let word = TITLE.iter().find_map(|word| flat[..ends].rfind(word))?;
    let word = flat[..word].chars().count();
    let of = |range: Range<usize>| -> String { all[range].iter().collect() };
    let (organ, year) = match year_in(&narrow[..word]) {
        Some((year_at, year, year_end)) => {
            (if year_at > 0 { of(0..year_at) } else { of(year_end..word) }, year)
        }
        // The year behind the words.
        None => (of(0..word), year_in(&narrow[word..])?.1),
    };
    // A sentence that speaks of the report is no title.
    if organ.contains(['，', ',', '、', '《']) || text.starts_with("根据") {
        return None;
    }
    // What sites put before: a kind, where on the site it is.
    let last = |text: &str| {
        text.rsplit([':', '：', '】', ']']).next().unwrap_or_default().trim().to_owned()
    };
    let ending = TITLE_ENDS.iter().find(|word| flat[ends..].starts_with(**word));
    let whole = of(0..end + ending.map_or(0, |word| word.chars().count()));
    let organ = last(&organ);
    let organ = organ.trim_start_matches("关于").trim_end_matches("关于");
    Some((last(&whole), organ.trim_end_matches(['(', '（']).trim().to_owned(), year))
}

/// The first year in some characters, with where it begins and where the words for it end.
fn year_in(text: &[char]) -> Option<(usize, u16, usize)> {
    let digit = |c: &char| match c {
        '0'..='9' => c.to_digit(10),
        '〇' | '○' | '零' => Some(0),
        _ => "一二三四五六七八九".chars().position(|one| one == *c).map(|at| at as u32 + 1),
    };
    for at in 0..=text.len().saturating_sub(5) {
        let Some(five) = text.get(at..at + 5) else { break };
        let digits: Vec<u32> = five[..4].iter().filter_map(digit).collect();
        let before = at.checked_sub(1).and_then(|at| text.get(at)).and_then(digit);
        if digits.len() < 4 || five[4] != '年' || before.is_some() {
            continue;
        }
        let year = digits.iter().fold(0, |sum, one| sum * 10 + one).to_string();
        if let Some(year) = Header::read_year(&year) {
            let end = at + 5 + usize::from(text.get(at + 5) == Some(&'度'));
            return Some((at, year, end));
        }
    }
    None
}

/// The year of a line that says from when to when it is counted.
fn year_of_period(line: &Line) -> Option<u16> {
    let text = plain(&line.shown());
    let from = text.find("统计期限").or_else(|| text.find("统计时间"))?;
    let letters: Vec<char> = text[from..].chars().take(40).collect();
    year_in(&letters).map(|(_, year, _)| year)
}

/// The year whose work a sentence speaks of: 我镇2023年政府信息公开工作.
fn year_of_work(line: &Line) -> Option<u16> {
    let text = plain(line.single()?);
    let letters: Vec<char> = text.chars().collect();
    let words: Vec<char> = "政府信息公开".chars().collect();
    let at = (0..letters.len()).find(|at| {
        let before = letters[..*at].ends_with(&['年']) || letters[..*at].ends_with(&['年', '度']);
        before && letters[*at..].starts_with(&words)
    })?;
    year_in(&letters[at.saturating_sub(YEAR_AND_WORD)..at]).map(|(_, year, _)| year)
}

/// Letters of 2023年度.
const YEAR_AND_WORD: usize = 6;

/// The year that a paragraph begins with: 2022年，全镇……
fn year_at_start(line: &Line) -> Option<u16> {
    let text = plain(line.single()?);
    let letters: Vec<char> = text.chars().collect();
    let year = year_in(&letters).filter(|(at, ..)| *at == 0)?.1;
    (letters.len() >= SHORTEST_PARAGRAPH).then_some(year)
}

/// Letters of a paragraph.
const SHORTEST_PARAGRAPH: usize = 20;

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
        let doubt = title.guessed.then_some(Doubt::Guessed);
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
            texts.headings.push((Headed::Part(part.id.clone()), heading.trim().into()));
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
        let mut paragraphs: Vec<(usize, String)> = Vec::new();
        for at in 0..end {
            let line = &source.lines[at];
            let text = line.single().map(readable).unwrap_or_default();
            let of_title = title.line.is_some_and(|line| (line..line + title.lines).contains(&at));
            let whole_title = of_title && text.chars().count() <= LONGEST_TITLE;
            let before_title = title.line.is_some_and(|title| at < title);
            let is_prose = (text.contains('。') || text.contains("如下"))
                && plain(&text).chars().count() >= SHORTEST_PARAGRAPH;
            if is_prose && !before_title && !whole_title {
                paragraphs.push((at, text.trim().to_owned()));
            } else if !whole_title {
                self.not_taken.push(at);
            }
        }
        let mut contact = Contact::new();
        if title.organ.is_empty()
            && let Some((at, organ)) =
                paragraphs.iter().find_map(|(at, text)| Some((*at, organ_of(text)?)))
        {
            contact.push((HeaderField::Organ, at, organ, Some(Doubt::Guessed)));
        }
        for (at, text) in &paragraphs {
            for (field, text, doubt) in contact_of(text) {
                if contact.iter().all(|(known, ..)| *known != field) {
                    contact.push((field, *at, text, doubt));
                }
            }
        }
        let lines = match (paragraphs.first(), paragraphs.last()) {
            (Some((first, _)), Some((last, _))) => *first..last + 1,
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
        let shown = |at: usize| readable(&source.lines[at].shown());
        // Where headings are numbered with brackets, other numbers are of points below them.
        let bracketed = lines.clone().any(|at| {
            let text = shown(at);
            text.trim_start().starts_with(['（', '(']) && sub_heading(part, &text, false).is_some()
        });
        let wrapped = is_wrapped(source, lines.clone());
        let mut current = 0;
        let mut ended = false;
        // Narrative, heading, and the whole line.
        let mut headings: Vec<(usize, String, String)> = Vec::new();
        for at in lines {
            let text = shown(at);
            ended = ended || (last && is_furniture(&text));
            if ended || is_signature(&text) {
                self.not_taken.push(at);
                continue;
            }
            match sub_heading(part, &text, bracketed) {
                Some((narrative, rest)) => {
                    current = narrative;
                    let heading = text.trim().strip_suffix(rest).unwrap_or_default();
                    let heading = heading.trim_end_matches(HEADING_SIGNS);
                    headings.push((narrative, heading.to_owned(), text.clone()));
                    put(narrative, at, rest);
                }
                None => put(current, at, &text),
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

/// The organ whose report a sentence announces: 现将……2022年度政府信息公开工作……报告如下.
fn organ_of(text: &str) -> Option<String> {
    let words = ["现将", "现公布", "编制了", "公布"];
    let behind = words.iter().find_map(|word| Some(&text[text.find(word)? + word.len()..]))?;
    let letters: Vec<char> = behind.chars().take(LONGEST_HEADING).collect();
    let (year, _, end) = year_in(&letters)?;
    let organ: String = letters[..year].iter().collect();
    let rest: String = letters[end..].iter().collect();
    let of_its_own = ["我", "本"].iter().any(|word| organ.starts_with(word));
    let organ = organ.trim();
    let is_name =
        !organ.is_empty() && !of_its_own && !organ.contains(['，', ',', '、', '。', '《']);
    (is_name && plain(&rest).starts_with("政府信息公开")).then(|| organ.to_owned())
}

/// The narrative that a line is the heading of, and what stands behind the heading. `bracketed` where only
/// numbers in brackets are of headings.
fn sub_heading<'a>(part: &Part, line: &'a str, bracketed: bool) -> Option<(usize, &'a str)> {
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
const HEADING_SIGNS: [char; 6] = ['。', '：', ':', '\n', ' ', '\u{3000}'];

/// Words that headings end with.
const HEADING_ENDS: [&str; 5] = ["情况", "方面", "工作", "建设", "保障"];

/// The longest sub-heading, in characters.
const LONGEST_SUB_HEADING: usize = 30;

/// The longest one without a number, in letters.
const LONGEST_BARE_HEADING: usize = 12;

/// Whether a line begins as numbered things do: （一）, (1), 1., 2、, 一、.
fn is_sub_numbered(line: &str) -> bool {
    let letters: String = line.chars().flat_map(super::plain::folded).take(6).collect();
    let letters = letters.trim_start();
    let opened = letters.strip_prefix('(').unwrap_or(letters);
    let rest = opened.trim_start_matches(is_numeral);
    rest.len() < opened.len() && rest.starts_with([')', '.', '、', ','])
}

/// Whether a line is the form's own sentence that tells how to fill it in.
pub(super) fn is_instruction(text: &str) -> bool {
    plain(text).contains("以表格形式报告") || plain(text) == "表格如下"
}

/// Whether a line is the heading of a part of tables, with its numeral or without.
pub(super) fn is_caption(format: &Format, text: &str) -> bool {
    format.parts.iter().any(|part| is_heading(part, text))
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

/// What a paragraph says of how to reach the organ.
fn contact_of(text: &str) -> Vec<(HeaderField, String, Option<Doubt>)> {
    let ends = ['，', ',', '；', ';', '。', '）', ')', '、', '\n'];
    let behind = |words: &[&str]| {
        words.iter().find_map(|word| {
            let rest = &text[text.find(word)? + word.len()..];
            Some(rest.trim_start_matches(['：', ':', ' ', '为', '是', '\u{3000}']))
        })
    };
    let mut found = Vec::new();
    let mut put = |field, text: &str, doubt| {
        let text = text.trim();
        if !text.is_empty() && text.chars().count() <= LONGEST_FIELD {
            found.push((field, text.to_owned(), doubt));
        }
    };
    let contact = behind(&["请与", "请联系", "可与"]);
    if let Some(rest) = contact {
        let words = ["联系", "（", "(", "，", "。"];
        let end = words.iter().filter_map(|word| rest.find(word)).min().unwrap_or(0);
        put(HeaderField::Contact, &rest[..end], None);
    }
    if let Some(rest) = behind(&["地址"]) {
        put(HeaderField::Address, &rest[..rest.find(ends).unwrap_or(rest.len())], None);
    }
    if let Some(rest) = behind(&["邮政编码", "邮编"]) {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        put(HeaderField::Postcode, &rest[..end], None);
    }
    if let Some(rest) = behind(&["联系电话", "电话"]) {
        let of_phone = |c: char| c.is_ascii_digit() || "-—－–― ()（）转".contains(c);
        let end = rest.find(|c: char| !of_phone(c)).unwrap_or(rest.len());
        let raw = rest[..end].trim().trim_end_matches(['）', ')', '（', '(']);
        let dashed = raw.replace(['—', '－', '–', '―'], "-");
        let doubt = (dashed != raw).then_some(Doubt::ReadAs);
        if dashed.chars().filter(char::is_ascii_digit).count() >= SHORTEST_PHONE {
            put(HeaderField::Phone, &dashed, doubt);
        }
    }
    let copies = ["电子版可在", "电子版可从", "可在", "可从"];
    if let Some(rest) = behind(&copies) {
        let sentence = &rest[..rest.find('。').unwrap_or(rest.len())];
        if let Some(end) = sentence.find("下载").or_else(|| sentence.find("查阅")) {
            put(
                HeaderField::PublishedAt,
                sentence[..end].trim_end_matches(['上', '查', '、']),
                None,
            );
        }
    }
    found
}

/// The longest field of a header, in characters.
const LONGEST_FIELD: usize = 120;

/// Digits of a telephone number.
const SHORTEST_PHONE: usize = 7;
