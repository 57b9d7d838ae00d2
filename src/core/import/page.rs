//! Reads our own page back: the data it carries, and where what it shows says something else.
//!
//! A page may have been changed by hand after it was exported. The data stands; what is shown otherwise
//! is noted. Scripts and styles that a site put in are passed over unread. Knows nothing of pages that are
//! not ours: they carry no data.

use super::html::{attribute, character};
use super::json::{ImportError, Imported, Note, import_value, parse};
use crate::core::compute::compute;
use crate::core::export::html::{DATA_MARK, DATA_TYPE};
use crate::core::export::json::fingerprint;
use crate::core::export::{Copy, written};
use crate::core::format::Format;
use crate::core::report::paragraphs;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Reads the text of a page.
///
/// # Errors
/// [`ImportError`] where it carries no data, or data that is no report.
pub(super) fn import_page(html: &str) -> Result<Imported, ImportError> {
    let mut page = Page::of(html);
    let data =
        page.data.take().filter(|data| !data.text.trim().is_empty()).ok_or(ImportError::NoData)?;
    let value = parse(&data.text)?;
    let mark = fingerprint(&value);
    let mut read = import_value(value, &data.text)?;
    if data.mark != mark {
        read.notes.insert(0, Note::OtherData);
    }
    if let Some(format) = Format::by_id(&read.report.format) {
        let notes = shown_otherwise(&format, &read, &page);
        read.notes.extend(notes);
    }
    Ok(read)
}

/// Where a page shows something else than its data says.
fn shown_otherwise(format: &Format, read: &Imported, page: &Page) -> Vec<Note> {
    let Page { title, figures: shown, texts, .. } = page;
    let report = &read.report;
    let figures = compute(format, report);
    let (mut notes, mut missing) = (Vec::new(), 0);
    // It is set in two lines, which are one text.
    let whole = |title: &str| plain(title).replace(' ', "");
    let data = report.title(format);
    if let Some(shown) = title.as_deref().filter(|shown| whole(shown) != whole(&data)) {
        notes.push(Note::TitleShownOtherwise { shown: plain(shown), data });
    }
    for cell in format.indices() {
        let Some(shown) = shown.get(&format.cell(cell).id.to_string()) else {
            missing += 1;
            continue;
        };
        let of = |copy| plain(&written(report, &figures, copy, cell));
        let (shown, data) = (plain(shown), of(Copy::Final));
        // A page that was exported as a draft says 未填 where nothing is.
        if shown != data && shown != of(Copy::Draft) {
            notes.push(Note::ShownOtherwise { cell, shown, data });
        }
    }
    let preface = (&format.preface.id, report.preface(format));
    let others = format.narratives().map(|(_, spec)| (&spec.id, report.narrative(&spec.id).into()));
    for (id, text) in std::iter::once(preface).chain(others) {
        let own: Vec<String> = paragraphs(&text).map(plain).collect();
        let shown = texts.get(id).map(Vec::as_slice).unwrap_or_default();
        if own != shown.iter().map(|text| plain(text)).collect::<Vec<_>>() {
            notes.push(Note::TextShownOtherwise(id.clone()));
        }
    }
    if missing > 0 {
        notes.push(Note::NotShown(missing));
    }
    notes
}

/// A text as a page shows it: spaces and line ends are one space, and control characters are none.
fn plain(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control() && !c.is_whitespace(), "");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is ours in a page.
#[derive(Default)]
struct Page {
    data: Option<Data>,
    title: Option<String>,
    figures: BTreeMap<String, String>,
    texts: BTreeMap<String, Vec<String>>,
}

struct Data {
    text: String,
    /// The fingerprint that the page states.
    mark: String,
}

/// Where the text that comes next belongs.
enum Within {
    Title,
    Figure(String),
    Text(String),
}

/// Tags that end what stands open before them, whether or not that is closed.
const ENDING: [&[u8]; 10] =
    [b"td", b"th", b"tr", b"tbody", b"table", b"p", b"h1", b"h2", b"h3", b"section"];

impl Page {
    fn of(html: &str) -> Self {
        let mut page = Self::default();
        let markup = page.take_raw(html);
        let mut reader = Reader::from_str(&markup);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut within: Option<Within> = None;
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.name().as_ref().to_ascii_lowercase();
                    if ENDING.contains(&name.as_slice()) {
                        within = page.begin(&tag);
                    } else if name == b"br" {
                        page.text(within.as_ref(), " ");
                    }
                }
                Event::End(tag) => {
                    let name = tag.name().as_ref().to_ascii_lowercase();
                    if ENDING.contains(&name.as_slice()) {
                        within = None;
                    }
                }
                Event::Text(text) => page.text(within.as_ref(), &String::from_utf8_lossy(&text)),
                Event::GeneralRef(name) => page.text(within.as_ref(), &character(&name)),
                Event::CData(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
        page
    }

    /// The markup without scripts and styles, whose text follows no rule of markup; the data is taken out
    /// of its script.
    fn take_raw(&mut self, html: &str) -> String {
        let lower = html.to_ascii_lowercase();
        let (mut markup, mut at) = (String::with_capacity(html.len()), 0);
        loop {
            let next = ["script", "style"].into_iter().filter_map(|name| {
                let begins = at + lower[at..].find(&format!("<{name}"))?;
                Some((begins, name))
            });
            let Some((begins, name)) = next.min() else { break };
            markup.push_str(&html[at..begins]);
            let Some(text) = lower[begins..].find('>').map(|end| begins + end + 1) else {
                return markup;
            };
            let close = format!("</{name}");
            let ends = lower[text..].find(&close).map_or(html.len(), |end| text + end);
            if name == "script" && self.data.is_none() {
                self.data = data(&html[begins..text], &html[text..ends]);
            }
            at = lower[ends..].find('>').map_or(html.len(), |end| ends + end + 1);
        }
        markup.push_str(&html[at..]);
        markup
    }

    /// The place that begins with a tag, if it is one of ours, and the first of its name.
    fn begin(&mut self, tag: &BytesStart<'_>) -> Option<Within> {
        if tag.name().as_ref().eq_ignore_ascii_case(b"h1") && self.title.is_none() {
            self.title = Some(String::new());
            return Some(Within::Title);
        }
        if let Some(id) = attribute(tag, "data-cell") {
            if self.figures.contains_key(&id) {
                return None;
            }
            self.figures.insert(id.clone(), String::new());
            return Some(Within::Figure(id));
        }
        let id = attribute(tag, "data-narrative")?;
        self.texts.entry(id.clone()).or_default().push(String::new());
        Some(Within::Text(id))
    }

    fn text(&mut self, within: Option<&Within>, text: &str) {
        let place = match within {
            None => return,
            Some(Within::Title) => self.title.as_mut(),
            Some(Within::Figure(id)) => self.figures.get_mut(id),
            Some(Within::Text(id)) => self.texts.get_mut(id).and_then(|all| all.last_mut()),
        };
        if let Some(place) = place {
            place.push_str(text);
        }
    }
}

/// The data in a script, if that holds data of ours.
fn data(tag: &str, text: &str) -> Option<Data> {
    let mut reader = Reader::from_str(tag);
    let Ok(Event::Start(tag)) = reader.read_event() else { return None };
    let ours = attribute(&tag, "type").is_some_and(|kind| kind == DATA_TYPE);
    let mark = attribute(&tag, DATA_MARK)?;
    ours.then(|| Data { text: text.to_owned(), mark })
}
