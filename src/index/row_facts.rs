//! What of an article answers a filter without a look at its text: one short row, in memory or of a column each.

use std::path::Path;

use jiff::civil::Date;

use super::overlay::Marks;
use crate::article::facts::Facts;
use crate::article::{Article, Body, Boilerplate, How, LanguageShare};

/// What of an article answers a filter without a look at its text.
#[derive(Clone, Copy, Debug)]
pub struct RowFacts<'row> {
    /// The file, relative to the folder of the corpus.
    pub path: &'row Path,
    /// The first and the last day that it can be of; the same where the day is known.
    pub date: Option<(Date, Date)>,
    /// How its date is known.
    pub date_how: How,
    /// What is known of it, or stands in it, at all.
    pub flags: Flags,
    /// How many words its running text has.
    pub n_words: u32,
    /// Every language with more than three percent of its text, the main one first.
    pub languages: &'row [LanguageShare],
    /// The first and the last day of each date that the text mentions, in order, each once.
    pub mentions: &'row [(Date, Date)],
    /// The marks that the user put on it.
    pub marks: Marks,
}

/// Something that is known of an article, or stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// A date, however it is known.
    Date,
    /// A title of its own: the first sentence may stand in for one, and is none.
    Title,
    /// Who wrote it.
    Author,
    /// The outlet.
    Source,
    /// An address: its own, or one that it links to.
    Link,
    /// Something between quotation marks.
    Quote,
    /// A photo's or a video's caption.
    Caption,
    /// A post of a social network.
    Post,
    /// Something of it may be missing.
    Problem,
}

/// Which [`Flag`]s are known of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flag {
    /// Every flag, in the order of their bits.
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
    /// What is known of `article`, whose text is `body` and says `facts`.
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

    /// True if `flag` is one of them.
    pub fn has(self, flag: Flag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// The same flags, with or without `flag`.
    pub fn with(self, flag: Flag, is_there: bool) -> Self {
        Self(if is_there { self.0 | flag.bit() } else { self.0 & !flag.bit() })
    }

    /// The flags as a number that [`Self::from_bits`] reads: a bit each, in the order of [`Flag::ALL`].
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The flags of a number that [`Self::bits`] gave.
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
