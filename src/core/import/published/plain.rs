//! Characters as labels are compared by: the same however a site, a converter or an input method
//! wrote them.
//!
//! Only for comparing: texts that are taken over keep their own characters, but for
//! [`readable`], which puts right what only looks like a character.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Characters of traditional script that occur in the form's labels and headings and in what is
/// looked for in its texts, each before its simplified one.
const TRADITIONAL: &str = "總总體体開开動动況况處处請请復复複复議议訴诉訟讼題题進进報报項项條条內内製制發发\
廢废現现數数規规範范單单萬万費费額额強强罰罚許许業业機机構构組组織织會会務务結结轉转屬属國国祕秘穩稳護护權权\
類类過过執执詢询關关沒没補补確确認认獲获繳缴納纳當当無无續续繼继訪访舉举審审維维糾纠經经後后據据採采購购電电\
話话郵邮編编聯联繫系係系鎮镇鄉乡區区縣县見见門门於于應应與与個个為为產产長长監监導导質质減减對对專专術术證证\
樣样該该說说訊讯這这間间還还標标臺台廣广衛卫貫贯徹彻從从統统計计時时環环資资責责狀状圖图專专聲声傳传給给夠够優优辦办檔档";

/// Radicals that converters of PDF files put in place of characters, each before its character.
/// The block of Kangxi radicals is known to Unicode; of the other block it knows but two.
const RADICALS: &str = "⺠民⺟母⺩王⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟";

/// Both lists, in order. Put in order once: every character of a source is looked up.
static PARTNERS: OnceLock<BTreeMap<char, char>> = OnceLock::new();

fn partner(c: char) -> Option<char> {
    let pairs =
        |pairs: &'static str| pairs.chars().step_by(2).zip(pairs.chars().skip(1).step_by(2));
    let all = || pairs(TRADITIONAL).chain(pairs(RADICALS)).collect();
    PARTNERS.get_or_init(all).get(&c).copied()
}

/// What a character is compared as: half-width, one script, small letters.
pub(super) fn folded(c: char) -> impl Iterator<Item = char> {
    let one = if c.is_ascii() { c } else { partner(c).unwrap_or(c) };
    let known = is_plain(one);
    let (plain, other) = if known { (Some(one), None) } else { (None, Some(one)) };
    let other = other.into_iter().nfkc().map(|c| partner(c).unwrap_or(c));
    plain.into_iter().chain(other).map(|c| c.to_ascii_lowercase())
}

/// Whether a character is what it is compared as: ASCII and the characters of everyday.
fn is_plain(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// A text as labels are compared by: letters, digits and characters only.
pub(super) fn plain(text: &str) -> String {
    text.chars().flat_map(folded).filter(|c| is_word(*c)).collect()
}

/// A text as figures are read: half-width, without spaces around it. A mark of a footnote behind a
/// digit is none of it.
pub(super) fn narrow(text: &str) -> String {
    let mut narrow = String::new();
    for c in text.chars() {
        if is_mark(c) && narrow.ends_with(|before: char| before.is_ascii_digit()) {
            narrow.push(MARK);
        } else {
            narrow.extend(folded(c));
        }
    }
    narrow.trim().to_owned()
}

/// What stands for a footnote mark: no figure.
pub(super) const MARK: char = '※';

/// Whether a character is a number that marks a footnote: raised or in a circle.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{2079}' | '\u{2460}'..='\u{24ff}')
}

/// Whether a character counts when labels are compared.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// A text to take over: radicals that stand for characters are those characters, and spaces that
/// only look like text are spaces.
pub(super) fn readable(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}'))
        .flat_map(|c| {
            match c {
                '\u{2e80}'..='\u{2fdf}' => folded(c).next().unwrap_or(c),
                '\u{a0}' => ' ',
                c => c,
            }
            .to_string()
            .chars()
            .collect::<Vec<_>>()
        })
        .collect()
}

/// A text in which words are looked for: every character that the form's words know in simplified script is
/// that, so that what is found stands at the same place in the text.
pub(super) fn simplified(text: &str) -> String {
    let one = |c: char| partner(c).filter(|other| other.len_utf8() == c.len_utf8()).unwrap_or(c);
    text.chars().map(one).collect()
}

/// Whether a text is in traditional script, as far as the form's words tell.
pub(super) fn is_traditional(text: &str) -> bool {
    text.chars().filter(|c| !c.is_ascii() && is_plain(*c) && partner(*c).is_some()).count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_same_however_they_are_written() {
        for text in [
            "（一）予以公开",
            "(一)予以公开",
            "（一） 予以 公开",
            "(一)予以公開",
            "㈠予以公开",
            "（⼀）予以公开",
        ] {
            assert_eq!(plain(text).trim_start_matches("一"), "予以公开", "{text}");
        }
        assert_eq!(plain("⻅⾏政复议"), "见行政复议");
        assert_eq!(plain("本年增／减"), "本年增减");
    }

    #[test]
    fn texts_keep_their_own_signs() {
        assert_eq!(readable("（⾏政）１，\u{a0}\u{200b}條"), "（行政）１， 條");
    }

    #[test]
    fn what_is_looked_for_stands_where_it_stands_in_the_text() {
        for text in ["電話：0800", "⻅⾏政複議", "𠀀電1"] {
            assert_eq!(simplified(text).len(), text.len(), "{text}");
        }
        assert_eq!(simplified("聯繫電話"), "联系电话");
    }
}
