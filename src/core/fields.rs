//! Reads JSON objects field by field.
//!
//! For the few files that are ours: formats, drafts, published reports. Knows nothing of what the
//! fields mean. The page is 6 KB smaller to download (brotli) than with derived readers, and each
//! failure names its field.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The fields of an object. Reading takes a field out, so that what is left in the end was not known.
#[derive(Clone, Debug)]
pub(super) struct Fields(Map<String, Value>);

/// A field is missing or of another shape; its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BadField(pub(super) String);

type Read<T> = Result<T, BadField>;

fn bad<T>(name: &str) -> Read<T> {
    Err(BadField(name.into()))
}

impl Fields {
    /// The fields of a value called `name`.
    pub(super) fn of(value: Value, name: &str) -> Read<Self> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => bad(name),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, name: &str) -> Read<String> {
        self.optional_text(name)?.map_or_else(|| bad(name), Ok)
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&mut self, name: &str) -> Read<Option<String>> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => bad(name),
        }
    }

    /// A list of texts; empty where absent.
    pub(super) fn texts(&mut self, name: &str) -> Read<Vec<String>> {
        self.values(name)?
            .into_iter()
            .map(|value| value.as_str().map_or_else(|| bad(name), |text| Ok(text.to_owned())))
            .collect()
    }

    /// A list of objects; empty where absent.
    pub(super) fn list<T>(&mut self, name: &str, read: fn(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        self.values(name)?
            .into_iter()
            .map(|value| {
                let mut fields = Self::of(value, name)?;
                let one = read(&mut fields)?;
                fields.end()?;
                Ok(one)
            })
            .collect()
    }

    /// An object that must be there.
    pub(super) fn object(&mut self, name: &str) -> Read<Self> {
        self.0.remove(name).map_or_else(|| bad(name), |value| Self::of(value, name))
    }

    /// An object; empty where absent.
    pub(super) fn optional_object(&mut self, name: &str) -> Read<Self> {
        if self.0.contains_key(name) { self.object(name) } else { Ok(Self(Map::new())) }
    }

    /// Texts by name; empty where absent.
    pub(super) fn texts_by_name(&mut self, name: &str) -> Read<BTreeMap<String, String>> {
        let mut texts = BTreeMap::new();
        for (key, value) in self.optional_object(name)?.0 {
            match value {
                Value::String(text) => _ = texts.insert(key, text),
                _ => return bad(&key),
            }
        }
        Ok(texts)
    }

    /// A whole number that must be there, 0 or more.
    pub(super) fn number(&mut self, name: &str) -> Read<u64> {
        let number = self.0.remove(name).and_then(|value| value.as_u64());
        number.map_or_else(|| bad(name), Ok)
    }

    /// A whole number that must be there, 0 to 65,535.
    pub(super) fn small_number(&mut self, name: &str) -> Read<u16> {
        self.optional_small_number(name)?.map_or_else(|| bad(name), Ok)
    }

    /// A whole number that may be absent, 0 to 65,535.
    pub(super) fn optional_small_number(&mut self, name: &str) -> Read<Option<u16>> {
        let Some(value) = self.0.remove(name) else { return Ok(None) };
        let number = value.as_u64().and_then(|number| u16::try_from(number).ok());
        number.map_or_else(|| bad(name), |number| Ok(Some(number)))
    }

    /// Whether something is so; not where absent.
    pub(super) fn flag(&mut self, name: &str) -> Read<bool> {
        match self.0.remove(name) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(_) => bad(name),
        }
    }

    /// One of these words; `None` where absent.
    pub(super) fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Read<Option<T>> {
        let Some(word) = self.optional_text(name)? else { return Ok(None) };
        let known = words.iter().find(|(known, _)| *known == word);
        known.map_or_else(|| bad(name), |(_, meaning)| Ok(Some(*meaning)))
    }

    /// Whatever is left, by name.
    pub(super) fn rest(self) -> Map<String, Value> {
        self.0
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Read<()> {
        self.0.keys().next().map_or(Ok(()), |name| bad(name))
    }

    fn values(&mut self, name: &str) -> Read<Vec<Value>> {
        match self.0.remove(name) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => Ok(values),
            Some(_) => bad(name),
        }
    }
}
