//! Short texts that the articles of a segment share, each stored once: sources, authors, languages, and the reasons of
//! values.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::Damaged;
use crate::text::fast_hash;

/// The maximum length in bytes of a shared text. Longer texts occur in one article only.
const TEXT_BYTES_MAX: usize = 120;

/// The maximum number of texts of a table, and their maximum size in bytes. The table stays in memory while the index
/// is used. A million articles have far fewer sources and reasons; of the authors, the most frequent ones fit.
const N_TEXTS_MAX: usize = 1 << 16;
const TABLE_BYTES_MAX: usize = 1 << 20;

/// The number of remembered texts that occurred once; a power of two. A forgotten text is written out once more.
const N_REMEMBERED: usize = 1 << 15;

/// Texts by their numbers, which start at 0 and have no gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    /// All texts, concatenated.
    text: String,
    /// End of each text in `text`, in bytes.
    ends: Vec<u32>,
}

/// A text in a record: a number in the [`Strings`] of its segment, or the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Shared<'text> {
    /// The number of a shared text.
    Number(u32),
    /// A text that only this article has.
    Written(&'text str),
}

impl Strings {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the text with this number.
    pub fn get(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start as usize..end as usize)
    }

    /// Appends the encoded table, which [`Self::decode`] reads.
    pub fn encode(&self, out: &mut Vec<u8>) {
        super::record::write(&Table { text: &self.text, lengths: self.lengths().collect() }, out);
    }

    /// Decodes a table that [`Self::encode`] wrote. `bytes` must hold the table and nothing else.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let table: Table<'_> = super::record::read(bytes, "the table of shared texts")?;
        let mut ends = Vec::with_capacity(table.lengths.len());
        let mut end = 0_u32;
        for length in table.lengths {
            end = end.checked_add(length).filter(|end| table.text.is_char_boundary(*end as usize)).ok_or_else(cut)?;
            ends.push(end);
        }
        if end as usize != table.text.len() {
            return Err(cut());
        }
        Ok(Self { text: table.text.to_owned(), ends })
    }

    fn lengths(&self) -> impl Iterator<Item = u32> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start)
    }

    /// Returns the text that a record refers to.
    pub(super) fn text_of<'text>(&'text self, shared: Shared<'text>) -> Result<&'text str, Damaged> {
        match shared {
            Shared::Written(text) => Ok(text),
            Shared::Number(number) => {
                self.get(number).ok_or_else(|| Damaged::content("an article has a text of a number that is not there"))
            }
        }
    }
}

fn cut() -> Damaged {
    Damaged::content("the table of shared texts is not cut where its texts end")
}

/// [`Strings`] as they are written.
#[derive(Serialize, Deserialize)]
struct Table<'text> {
    text: &'text str,
    lengths: Vec<u32>,
}

/// Finds the texts that articles share while their records are written.
///
/// A text gets a number on its second occurrence, so that texts of only one article take no space in the table.
#[derive(Debug, Default)]
pub struct StringsBuilder {
    strings: Strings,
    numbers: HashMap<Box<str>, u32, FixedState>,
    /// Texts that occurred once: for each place, a part of the hash of the last text with that place.
    came_once: Vec<u32>,
}

impl StringsBuilder {
    /// Returns the texts so far, which are needed to read the records.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// Returns the form that `text` takes in a record.
    pub(super) fn share<'text>(&mut self, text: &'text str) -> Shared<'text> {
        if text.len() > TEXT_BYTES_MAX || text.is_empty() {
            return Shared::Written(text);
        }
        if let Some(number) = self.numbers.get(text) {
            return Shared::Number(*number);
        }
        let is_full = self.strings.len() >= N_TEXTS_MAX || self.strings.text.len() + text.len() > TABLE_BYTES_MAX;
        if is_full || !self.came_before(text) {
            return Shared::Written(text);
        }
        let number = self.strings.len() as u32;
        self.strings.text.push_str(text);
        self.strings.ends.push(self.strings.text.len() as u32);
        self.numbers.insert(text.into(), number);
        Shared::Number(number)
    }

    /// True if `text` occurred before. Remembers it for the next call. The result is wrong in one of thousands of
    /// millions of cases; then a text gets its number early.
    fn came_before(&mut self, text: &str) -> bool {
        if self.came_once.is_empty() {
            self.came_once = vec![0; N_REMEMBERED];
        }
        let hash = fast_hash::of(text.as_bytes());
        let place = &mut self.came_once[hash as usize % N_REMEMBERED];
        let rest = (hash >> 32) as u32;
        std::mem::replace(place, rest) == rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_a_number_from_its_second_time_on() {
        let mut builder = StringsBuilder::default();
        let given = |builder: &mut StringsBuilder, text| match builder.share(text) {
            Shared::Number(number) => Some(number),
            Shared::Written(_) => None,
        };
        for (text, number) in [
            ("Harbour Wire", None),
            ("El Faro", None),
            ("Harbour Wire", Some(0)),
            ("", None),
            ("", None),
            ("El Faro", Some(1)),
            ("Harbour Wire", Some(0)),
        ] {
            assert_eq!(given(&mut builder, text), number, "{text}");
        }
        let long = "n".repeat(TEXT_BYTES_MAX + 1);
        assert_eq!((given(&mut builder, &long), given(&mut builder, &long)), (None, None));
        assert_eq!(builder.strings().get(1), Some("El Faro"));
        assert_eq!(builder.strings().get(2), None);
    }

    #[test]
    fn a_full_table_takes_no_more() {
        let mut builder = StringsBuilder::default();
        let texts: Vec<String> = (0..N_TEXTS_MAX + 100).map(|number| format!("{number:016}")).collect();
        for text in &texts {
            builder.share(text);
            builder.share(text);
        }
        let strings = builder.strings();
        assert_eq!((strings.len(), strings.text.len()), (N_TEXTS_MAX, TABLE_BYTES_MAX));
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut builder = StringsBuilder::default();
        for text in ["Harbour Wire", "Харбор", "front matter `date`", "Harbour Wire", "Харбор", "front matter `date`"]
        {
            builder.share(text);
        }
        let mut bytes = Vec::new();
        builder.strings().encode(&mut bytes);
        assert_eq!(&Strings::decode(&bytes).unwrap(), builder.strings());
        for length in 0..bytes.len() {
            assert!(Strings::decode(&bytes[..length]).is_err(), "cut at {length}");
        }
        bytes.push(0);
        assert!(Strings::decode(&bytes).is_err());
        // A length that ends within a letter.
        let (mut wrong, table) = (Vec::new(), Table { text: "Харбор", lengths: vec![1, 11] });
        crate::index::stored::record::write(&table, &mut wrong);
        assert!(Strings::decode(&wrong).is_err());
    }
}
