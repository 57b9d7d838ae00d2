//! How to reach an organ, by the words that reports say it with.

use super::Doubt;
use super::plain::simplified;
use crate::core::report::HeaderField;

/// What a paragraph says of how to reach the organ.
pub(super) fn contact_of(text: &str) -> Vec<(HeaderField, String, Option<Doubt>)> {
    let flat = simplified(text);
    // Where what stands behind one of some words begins.
    let behind = |words: &[&str]| {
        let at = words.iter().find_map(|word| Some(flat.find(word)? + word.len()))?;
        let rest = &flat[at..];
        let value = rest.trim_start_matches(['：', ':', ' ', '为', '是', '\u{3000}']);
        Some(at + rest.len() - value.len())
    };
    let mut found = Vec::new();
    let mut put = |field, text: &str, doubt| {
        let text = text.trim();
        if !text.is_empty() && text.chars().count() <= LONGEST_FIELD {
            found.push((field, text.to_owned(), doubt));
        }
    };
    if let Some(at) = behind(&["请与", "请联系", "可与"]) {
        let rest = &flat[at..];
        let words = ["联系", "（", "(", "，", ",", "；", ";", "。", "地址", "电话"];
        let end = words.iter().filter_map(|word| rest.find(word)).min().unwrap_or(0);
        put(HeaderField::Contact, &text[at..at + end], None);
    }
    let address = flat.match_indices("地址").find_map(|(place, word)| {
        let rest = &flat[place + word.len()..];
        let value = rest.trim_start_matches(['：', ':', ' ', '为', '是', '\u{3000}']);
        // Of a page or a letter box it is no place.
        let of_page = ["网站", "网页", "网", "邮箱", "邮件", "电子"];
        let elsewhere = of_page.iter().any(|word| flat[..place].ends_with(word));
        let link = value.starts_with("http") || value.starts_with("www");
        (!elsewhere && !link).then(|| flat.len() - value.len())
    });
    if let Some(at) = address {
        let end = flat[at..].find(SIGNS).unwrap_or(flat.len() - at);
        put(HeaderField::Address, &text[at..at + end], None);
    }
    if let Some(at) = behind(&["邮政编码", "邮编"]) {
        let rest = &text[at..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        put(HeaderField::Postcode, &rest[..end], None);
    }
    if let Some(at) = behind(&["联系电话", "电话"]) {
        let rest = &text[at..];
        let of_phone = |c: char| c.is_ascii_digit() || "-—－–― ()（）转".contains(c);
        let end = rest.find(|c: char| !of_phone(c)).unwrap_or(rest.len());
        let raw = rest[..end].trim().trim_end_matches(['）', ')', '（', '(']);
        let dashed = raw.replace(['—', '－', '–', '―'], "-");
        let doubt = (dashed != raw).then_some(Doubt::ReadAs);
        if dashed.chars().filter(char::is_ascii_digit).count() >= SHORTEST_PHONE {
            put(HeaderField::Phone, &dashed, doubt);
        }
    }
    let copies = ["电子版可在", "电子版可从", "可在", "可从", "可以在", "可以从"];
    if let Some(at) = behind(&copies) {
        let sentence = &flat[at..at + flat[at..].find('。').unwrap_or(flat.len() - at)];
        let verbs = ["下载", "查阅", "浏览", "获取", "查询", "查看"];
        if let Some(end) = verbs.iter().filter_map(|verb| sentence.find(verb)).min() {
            let place = text[at..at + end].trim_end_matches(['上', '查', '、', '中', '进', '行']);
            put(HeaderField::PublishedAt, place, None);
        }
    }
    found
}

/// Whether a line is nothing but such a field: 地址：……，邮编：……
pub(super) fn is_field(line: &str) -> bool {
    let flat = simplified(line);
    let labels =
        ["地址", "联系地址", "办公地址", "通信地址", "电话", "联系电话", "邮编", "邮政编码"];
    labels.iter().any(|label| {
        let rest = flat.trim_start().strip_prefix(label);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
    })
}

/// What ends a field.
const SIGNS: [char; 10] = ['，', ',', '；', ';', '。', '）', ')', '、', '\n', '\t'];

/// The longest field of a header, in characters.
const LONGEST_FIELD: usize = 120;

/// Digits of a telephone number.
const SHORTEST_PHONE: usize = 7;
