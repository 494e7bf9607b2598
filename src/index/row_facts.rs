//! The facts of a row that filters test without its text. Stored as one column each.

use std::path::Path;

use jiff::civil::Date;

use super::overlay::Marks;
use crate::article::facts::Facts;
use crate::article::{Article, Body, Boilerplate, How, LanguageShare};

/// Facts of an article that filters test without its text.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'row> {
    /// Path of the file, relative to the folder of the corpus.
    pub path: &'row Path,
    /// The first and the last possible day; the same if the day is known.
    pub date: Option<(Date, Date)>,
    pub date_how: How,
    pub flags: Flags,
    /// The number of words of the running text.
    pub n_words: u32,
    /// Languages with more than three percent of the text each, the main one first.
    pub languages: &'row [LanguageShare],
    /// The first and the last day of each date that the text mentions, sorted, each once.
    pub mentions: &'row [(Date, Date)],
    pub marks: Marks,
}

/// A fact that an article has or does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// A date, however it is known.
    Date,
    /// A title of its own. A first sentence that is used as the title does not count.
    Title,
    /// At least one author.
    Author,
    /// A source.
    Source,
    /// An address of the article, or one that it links to.
    Link,
    /// A quotation.
    Quote,
    /// A caption of a photo or video.
    Caption,
    /// A post of a social network.
    Post,
    /// A problem because of which a part of the article may be missing.
    Problem,
}

/// A set of [`Flag`]s of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flag {
    /// All flags, in the order of their bits.
    pub const ALL: [Self; 9] = [
        Self::Date,
        Self::Title,
        Self::Author,
        Self::Source,
        Self::Link,
        Self::Quote,
        Self::Caption,
        Self::Post,
        Self::Problem,
    ];

    fn bit(self) -> u16 {
        1 << self as u16
    }
}

impl Flags {
    /// Returns the flags of `article`, which has the text `body` and the facts `facts`.
    pub fn of(article: &Article, body: &Body, facts: &Facts) -> Self {
        let mut flags = Self::default();
        let mut put = |flag: Flag, is_there: bool| flags.0 |= if is_there { flag.bit() } else { 0 };
        put(Flag::Date, article.date.value().is_some());
        put(Flag::Title, article.title.value().is_some() && article.title.how() != How::Inferred);
        put(Flag::Author, article.authors.value().is_some_and(|authors| !authors.is_empty()));
        put(Flag::Source, article.source.value().is_some());
        put(Flag::Link, article.link.is_some() || !facts.links.is_empty());
        put(Flag::Quote, facts.quotes.iter().any(|quote| quote.depth == 0));
        put(Flag::Caption, body.blocks.iter().any(|block| block.boilerplate == Some(Boilerplate::Caption)));
        put(Flag::Post, !facts.posts.is_empty());
        put(Flag::Problem, article.has_problem);
        flags
    }

    pub fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Returns the same flags, with or without `flag`.
    pub fn with(self, flag: Flag, is_there: bool) -> Self {
        Self(if is_there { self.0 | flag.bit() } else { self.0 & !flag.bit() })
    }

    /// Returns the flags as a number for [`Self::from_bits`]: one bit each, in the order of [`Flag::ALL`].
    pub fn bits(self) -> u16 {
        self.0
    }

    /// Returns the flags of a number that [`Self::bits`] returned.
    pub fn from_bits(bits: u16) -> Self {
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_thing_has_a_bit() {
        for (at, flag) in Flag::ALL.into_iter().enumerate() {
            let flags = Flags::from_bits(1 << at);
            assert_eq!(Flag::ALL.into_iter().filter(|other| flags.has(*other)).collect::<Vec<_>>(), [flag]);
        }
        assert_eq!(Flags::from_bits(0b101).bits(), 0b101);
        assert_eq!(Flags::from_bits(0b101).with(Flag::Date, false).with(Flag::Title, true).bits(), 0b110);
    }
}
