//! Values that the columns of a segment refer to by index: days, languages, sources, and shared texts.

use std::collections::HashMap;
use std::io;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Damaged;
use super::checked_file::{CheckedWriter, WrittenFile};
use super::columns::{NONE, packed_day, unpacked_day};
use super::strings::{Strings, StringsBuilder};
use crate::index::{Source, SourceTexts};

/// Codes of languages, the main one first.
type Languages = Box<[Box<str>]>;

/// Tables of a segment.
#[derive(Debug)]
pub struct Tables {
    /// The first and the last possible day of dates.
    pub days: Vec<(Date, Date)>,
    pub languages: Vec<Languages>,
    pub sources: Vec<Source>,
    /// Words whose pairs have postings of their own, sorted.
    pub common_words: Vec<Box<str>>,
    /// Texts that records share.
    pub strings: Strings,
    source_texts: OnceLock<Vec<SourceTexts>>,
}

/// The tables as they are written. The order of the fields is the format.
#[derive(Serialize, Deserialize)]
struct TablesRecord {
    days: Vec<(i32, i32)>,
    languages: Vec<Languages>,
    sources: Vec<Source>,
    common_words: Vec<Box<str>>,
    strings: Vec<u8>,
}

impl Tables {
    /// Decodes the tables.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let written: TablesRecord = super::record::read(bytes, "the tables of a segment")?;
        let days = written.days.into_iter().map(|(first, last)| Ok((unpacked_day(first)?, unpacked_day(last)?)));
        Ok(Self {
            days: days.collect::<Result<_, Damaged>>()?,
            languages: written.languages,
            sources: written.sources,
            common_words: written.common_words,
            strings: Strings::decode(&written.strings)?,
            source_texts: OnceLock::new(),
        })
    }

    /// Returns the texts of the sources, in the same order. They are made when a filter first asks for them.
    pub fn source_texts(&self) -> &[SourceTexts] {
        self.source_texts.get_or_init(|| self.sources.iter().map(SourceTexts::of).collect())
    }
}

/// Gives values their indices while a segment is written.
#[derive(Debug, Default)]
pub struct TablesWriter {
    days: ValueTable<(Date, Date)>,
    languages: ValueTable<Languages>,
    sources: ValueTable<Source>,
    /// Texts that records share.
    pub strings: StringsBuilder,
    /// Words whose pairs have postings of their own, sorted.
    pub common_words: Vec<Box<str>>,
}

/// Distinct values, in the order of first appearance.
#[derive(Debug)]
struct ValueTable<T> {
    values: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for ValueTable<T> {
    fn default() -> Self {
        Self { values: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> ValueTable<T> {
    fn number_of<Q>(&mut self, value: &Q) -> u32
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + std::hash::Hash + ToOwned<Owned: Into<T>> + ?Sized,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = self.values.len() as u32;
        let value: T = value.to_owned().into();
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }
}

impl TablesWriter {
    /// Returns the index of the days of a date; [`NONE`] without a date.
    pub fn days(&mut self, days: Option<(Date, Date)>) -> u32 {
        days.map_or(NONE, |days| self.days.number_of(&days))
    }

    /// Returns the index of a list of languages.
    pub fn languages(&mut self, languages: &Languages) -> u32 {
        self.languages.number_of(languages)
    }

    /// Returns the index of a source; [`NONE`] without a source.
    pub fn source(&mut self, source: Option<&Source>) -> u32 {
        source.map_or(NONE, |source| self.sources.number_of(source))
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(self, mut out: CheckedWriter) -> io::Result<WrittenFile> {
        let mut strings = Vec::new();
        self.strings.strings().encode(&mut strings);
        let days = self.days.values.into_iter().map(|(first, last)| (packed_day(first), packed_day(last)));
        let written = TablesRecord {
            days: days.collect(),
            languages: self.languages.values,
            sources: self.sources.values,
            common_words: self.common_words,
            strings,
        };
        let mut bytes = Vec::new();
        super::record::write(&written, &mut bytes);
        out.write(&bytes)?;
        out.finish()
    }
}
