//! The title of a published report: whose it is and of which year, and where that is said if no title
//! says it.

use super::Doubt;
use super::headings::Sections;
use super::plain::{folded, plain, readable, simplified};
use super::source::{Line, Source};
use crate::core::report::Header;
use std::ops::Range;

/// What the title says.
#[derive(Default)]
pub(super) struct Title {
    /// All of it.
    pub(super) text: String,
    pub(super) organ: String,
    pub(super) year: Option<u16>,
    /// Its first line.
    pub(super) line: Option<usize>,
    /// How many lines it is broken into.
    pub(super) lines: usize,
    /// Why the year is not certain.
    pub(super) doubt: Option<Doubt>,
    /// Where the year is from.
    pub(super) year_line: usize,
}

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
            if let Some((title_text, organ, year)) = title_of(&text) {
                let is_line = text.chars().count() <= LONGEST_TITLE && !text.ends_with('。');
                // Of sentences only the first, of lines the last that names an organ; one of the year
                // that is counted before others, which are links to other years.
                let agrees = |year: Option<u16>| period.is_some() && year == period;
                let better = match (agrees(title.year), agrees(Some(year))) {
                    (true, false) => false,
                    (false, true) => true,
                    _ => is_line && !organ.is_empty(),
                };
                if title.line.is_none() || better {
                    let doubt = period.filter(|one| *one != year).map(Doubt::OtherPeriod);
                    let (year, line) = (Some(year), Some(at));
                    let text = title_text;
                    title = Title { text, organ, year, line, lines, doubt, year_line: at };
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
    // A page may have it in a table of what it is.
    if title.line.is_none() {
        let cells = |at: usize| source.lines[at].cells.iter().map(move |cell| (at, &cell.text));
        let short = |text: &str| text.chars().count() <= LONGEST_TITLE;
        let whole = (0..before).flat_map(cells).filter(|(_, text)| short(text));
        let found = whole.filter_map(|(at, text)| Some((at, title_of(text)?))).next();
        if let Some((at, (text, organ, year))) = found {
            let (year, line) = (Some(year), Some(at));
            title = Title { text, organ, year, line, lines: 1, doubt: None, year_line: at };
        }
    }
    if title.year.is_none() {
        let lines = || source.lines.iter().enumerate();
        let find =
            |year: fn(&Line) -> Option<u16>| lines().find_map(|(at, line)| Some((at, year(line)?)));
        let whole = find(whole_year_of_period);
        let guessed =
            || find(year_of_period).or_else(|| find(year_of_work)).or_else(|| find(year_at_start));
        if let Some((at, year)) = whole.or_else(guessed) {
            title.year = Some(year);
            title.year_line = at;
            title.doubt = whole.is_none().then_some(Doubt::Guessed);
        }
    }
    title
}

/// Words of every title.
const TITLE: [&str; 3] = ["政府信息公开工作", "政府信息公开", "信息公开"];

const TITLE_ENDS: [&str; 3] = ["年度报告", "年报", "工作报告"];

/// The most lines that a title is broken into.
const LINES_OF_TITLE: usize = 3;

/// The longest line that is a title and nothing else, in characters.
pub(super) const LONGEST_TITLE: usize = 60;

/// The title that a line begins with, its organ and its year.
fn title_of(text: &str) -> Option<(String, String, u16)> {
    let text: String = readable(text).chars().filter(|c| !c.is_whitespace()).collect();
    // What sites put before: 【文字】.
    let marked = text.strip_prefix(['【', '[']).and_then(|rest| rest.split_once(['】', ']']));
    let all: Vec<char> = marked.map_or(text.as_str(), |(_, rest)| rest).chars().collect();
    let text: String = all.iter().collect();
    let narrow: Vec<char> = all.iter().map(|c| folded(*c).next().unwrap_or(*c)).collect();
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
    let announces = ["公布", "发布", "编制", "现将"].iter().any(|word| organ.contains(word));
    if announces || organ.contains(['，', ',', '、', '《']) || text.starts_with("根据") {
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
    let mut organ = organ.trim_end_matches(['(', '（']).trim().to_owned();
    // 甲县人民政府信息公开工作: the word is written once and meant twice.
    if organ.ends_with("人民") {
        organ.push_str("政府");
    }
    Some((last(&whole), organ, year))
}

/// The organ whose report a sentence announces, or that it says has made it: 现将……2022年度政府信息公开
/// 工作……报告如下, 公布2022年……政府信息公开工作年度报告, 由……编制.
pub(super) fn organ_of(text: &str) -> Option<String> {
    let flat = simplified(text);
    let behind = |words: &[&str]| {
        let at = words.iter().find_map(|word| Some(flat.find(word)? + word.len()))?;
        let length = flat[at..].chars().take(LONGEST_NAME).map(char::len_utf8).sum::<usize>();
        Some((&flat[at..at + length], &text[at..at + length]))
    };
    let is_name = |name: &&str| {
        let of_its_own = ["我", "本", "各"];
        let signs = ['，', ',', '、', '。', '《', '；', '“'];
        !name.is_empty()
            && !of_its_own.iter().any(|word| name.starts_with(word))
            && !name.contains(signs)
    };
    let announced = behind(&["现将", "现公布", "编制了", "公布"]).and_then(|(flat, text)| {
        let letters: Vec<char> = flat.chars().collect();
        let (year, _, end) = year_in(&letters)?;
        let at = |count: usize| letters[..count].iter().map(|c| c.len_utf8()).sum::<usize>();
        let words = flat[at(end)..].find("政府信息公开").map(|place| at(end) + place)?;
        // Its name stands before the year or behind it.
        let (before, behind) = (text[..at(year)].trim(), text[at(end)..words].trim());
        let name = if before.is_empty() { behind } else { before };
        let alone = before.is_empty() || behind.is_empty();
        Some(name).filter(|name| alone && is_name(name))
    });
    let made = || {
        let (flat, text) = behind(&["由"])?;
        Some(text[..flat.find("编制")?].trim()).filter(is_name)
    };
    announced.or_else(made).map(str::to_owned)
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

/// What a line says of from when to when it is counted.
fn period_of(line: &Line) -> Option<String> {
    let text = plain(&line.shown());
    let words = ["统计期限", "统计时间", "统计时限", "统计时段", "统计期间"];
    let from = words.iter().find_map(|word| text.find(word))?;
    Some(text[from..].chars().take(40).collect())
}

/// The year of a line that says from when to when it is counted.
fn year_of_period(line: &Line) -> Option<u16> {
    let letters: Vec<char> = period_of(line)?.chars().collect();
    year_in(&letters).map(|(_, year, _)| year)
}

/// The year of such a line, where it is counted from its first day to its last.
fn whole_year_of_period(line: &Line) -> Option<u16> {
    let (first, last) = ("年1月1日", "12月31日");
    let period = period_of(line)?;
    let (before, behind) = period.split_once(first)?;
    let before: Vec<char> = before.chars().chain(['年']).collect();
    let until = &behind[..behind.find(last)?];
    let year = year_in(&before)?.1;
    // The last day is of the same year, which need not be said again.
    let same = until.chars().filter(char::is_ascii_digit).collect::<String>();
    (same.is_empty() || same == year.to_string()).then_some(year)
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
pub(super) const SHORTEST_PARAGRAPH: usize = 20;

/// How far from the words that announce a report its organ and year stand, in characters.
const LONGEST_NAME: usize = 40;
