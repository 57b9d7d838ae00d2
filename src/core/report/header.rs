//! Who reports on which year, and how to reach them.
//!
//! Everything is kept as typed. Knows no format beyond the placeholders of a preface.

use super::{Entry, Reading};
use crate::core::format::{Preface, ValueKind};

/// What a report says of the organ that makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Full name of the organ, as on its seal.
    pub organ: String,
    /// Its code (统一社会信用代码, or whatever a site counts its organs by); nobody is asked for it.
    pub organ_code: String,
    /// The year reported on; the period is the calendar year.
    pub year: u16,
    /// The office that answers questions about the report.
    pub contact: String,
    /// Its postal address.
    pub address: String,
    /// Its postcode.
    pub postcode: String,
    /// Its telephone.
    pub phone: String,
    /// Where the electronic copy is published, usually a web address; shown, never fetched.
    pub published_at: String,
}

/// The texts of a header. The year is not among them: it is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderField {
    /// Full name of the organ.
    Organ,
    /// Office that answers questions.
    Contact,
    /// Postal address.
    Address,
    /// Postcode.
    Postcode,
    /// Telephone.
    Phone,
    /// Where the electronic copy is published.
    PublishedAt,
}

impl HeaderField {
    /// All of them, in the order they are asked for.
    pub const ALL: [Self; 6] =
        [Self::Organ, Self::Contact, Self::Address, Self::Postcode, Self::Phone, Self::PublishedAt];

    /// Its name in drafts, in published JSON and in a preface's braces.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Contact => "contact",
            Self::Address => "address",
            Self::Postcode => "postcode",
            Self::Phone => "phone",
            Self::PublishedAt => "published_at",
        }
    }
}

impl Header {
    /// Reads a year as people type it: full-width digits and 年 after it are accepted. `None` for
    /// what is no year of this republic.
    #[must_use]
    pub fn read_year(typed: &str) -> Option<u16> {
        let digits = typed.trim().trim_end_matches(['年', '度']);
        match Entry::new(digits).read(ValueKind::Count) {
            Reading::Figure(figure) => {
                u16::try_from(figure.units()).ok().filter(|year| (1949..=2999).contains(year))
            }
            Reading::Blank | Reading::Unreadable(_) => None,
        }
    }

    /// Whether both are of the same report: the same organ and year.
    #[must_use]
    pub fn is_same_report(&self, other: &Self) -> bool {
        self.year == other.year && self.organ.trim() == other.organ.trim()
    }

    /// The text of a field.
    #[must_use]
    pub fn get(&self, field: HeaderField) -> &str {
        match field {
            HeaderField::Organ => &self.organ,
            HeaderField::Contact => &self.contact,
            HeaderField::Address => &self.address,
            HeaderField::Postcode => &self.postcode,
            HeaderField::Phone => &self.phone,
            HeaderField::PublishedAt => &self.published_at,
        }
    }

    /// Replaces the text of a field.
    pub fn set(&mut self, field: HeaderField, text: String) {
        *match field {
            HeaderField::Organ => &mut self.organ,
            HeaderField::Contact => &mut self.contact,
            HeaderField::Address => &mut self.address,
            HeaderField::Postcode => &mut self.postcode,
            HeaderField::Phone => &mut self.phone,
            HeaderField::PublishedAt => &mut self.published_at,
        } = text;
    }

    /// The preface that follows from the header. Sentences that name an empty field are left out.
    #[must_use]
    pub fn compose(&self, preface: &Preface) -> String {
        let details: Vec<String> =
            preface.details.iter().filter_map(|detail| self.fill(detail, "")).collect();
        let details = if details.is_empty() {
            String::new()
        } else {
            format!("（{}）", details.join("，"))
        };
        preface.sentences.iter().filter_map(|sentence| self.fill(sentence, &details)).collect()
    }

    /// Puts the fields into a sentence; `None` where one it names is empty.
    fn fill(&self, sentence: &str, details: &str) -> Option<String> {
        let mut filled = String::new();
        let mut rest = sentence;
        while let Some((before, name, after)) = next_placeholder(rest) {
            filled.push_str(before);
            match name {
                "year" => filled.push_str(&self.year.to_string()),
                "details" => filled.push_str(details),
                _ => {
                    let field = HeaderField::ALL.into_iter().find(|field| field.key() == name)?;
                    let text = self.get(field).trim();
                    if text.is_empty() {
                        return None;
                    }
                    filled.push_str(text);
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        Some(filled)
    }
}

fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preface() -> Preface {
        Preface {
            id: "preface".into(),
            sentences: vec![
                "现公布{organ}{year}年报告。".into(),
                "可在{published_at}下载。".into(),
                "请与{contact}联系{details}。".into(),
            ],
            details: vec!["地址：{address}".into(), "电话：{phone}".into()],
        }
    }

    #[test]
    fn a_sentence_is_left_out_while_its_field_is_empty() {
        let header =
            Header { organ: " 甲县乙镇人民政府 ".into(), year: 2025, ..Header::default() };
        assert_eq!(header.compose(&preface()), "现公布甲县乙镇人民政府2025年报告。");
    }

    #[test]
    fn known_details_are_joined_in_brackets() {
        let mut header = Header { year: 2025, contact: "办公室".into(), ..Header::default() };
        assert_eq!(header.compose(&preface()), "请与办公室联系。");
        header.address = "一号".into();
        header.phone = "0800".into();
        assert_eq!(header.compose(&preface()), "请与办公室联系（地址：一号，电话：0800）。");
    }

    #[test]
    fn a_year_is_read_as_people_type_it() {
        for typed in ["2025", " 2025 ", "２０２５年", "2025年度", "2,025"] {
            assert_eq!(Header::read_year(typed), Some(2025), "{typed}");
        }
        for typed in ["", "25", "二〇二五", "20255", "年"] {
            assert_eq!(Header::read_year(typed), None, "{typed}");
        }
    }

    #[test]
    fn braces_in_a_name_are_text() {
        let header = Header { organ: "{year}".into(), year: 2025, ..Header::default() };
        assert_eq!(header.compose(&preface()), "现公布{year}2025年报告。");
    }
}
