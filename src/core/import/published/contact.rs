//! How to reach an organ, by the words that reports say it with.

use super::Doubt;
use crate::core::report::HeaderField;

/// What a paragraph says of how to reach the organ.
pub(super) fn contact_of(text: &str) -> Vec<(HeaderField, String, Option<Doubt>)> {
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
