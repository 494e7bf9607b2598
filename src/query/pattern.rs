//! A word or phrase to look for, as the bytes to find in normalised text.

use std::fmt;

use crate::index::stored::is_character;
use crate::text::normalise;

/// A part of an article that a search can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// The title.
    Title,
    /// The outlet, by its name or its host.
    Source,
    /// The authors.
    Authors,
    /// The text itself.
    Body,
    /// What the text has between quotation marks.
    Quotes,
    /// What stands below photos and videos.
    Captions,
    /// The names of people, organisations and places in the text, in every form.
    Names,
    /// The addresses of the article and of its links.
    Links,
    /// The page text.
    Page,
}

impl TextField {
    /// The part of an article as it is shown in which this one stands.
    pub fn shown_in(self) -> Self {
        match self {
            Self::Quotes | Self::Captions | Self::Names | Self::Links => Self::Body,
            other => other,
        }
    }

    /// True if words without a field find all that words of this part find. They are not looked for in addresses,
    /// which the text need not show, nor in the host of a source and the name that it is shown under, nor in the page
    /// text.
    pub fn is_within_searched(self) -> bool {
        !matches!(self, Self::Links | Self::Source | Self::Page)
    }
}

/// A word of at most so many letters and digits is short: as a start it is printed with a `*`, and as a word that
/// another follows it is a whole one.
const SHORT_LETTERS: usize = 3;

/// A word or phrase, normalised: ` wor` is the start of a word, ` words ` a whole one, ` war of words ` a
/// phrase, as [`normalise`] writes texts.
///
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    needle: String,
}

impl Pattern {
    /// Words that follow each other, the last one the start of a word. `None` where `text` has no word.
    pub fn start(text: &str) -> Option<Self> {
        let mut needle = normalise::normalise(text);
        needle.pop();
        (!needle.is_empty()).then_some(Self { needle })
    }

    /// Whole words that follow each other. `None` where `text` has no word.
    pub fn whole(text: &str) -> Option<Self> {
        let needle = normalise::normalise(text);
        (!needle.is_empty()).then_some(Self { needle })
    }

    /// What stands between quotation marks: whole words, but for a last one with `*`.
    pub fn phrase(text: &str) -> Option<Self> {
        match text.trim_end().strip_suffix('*') {
            Some(start) if !start.ends_with(char::is_whitespace) => Self::start(start),
            _ => Self::whole(text),
        }
    }

    /// The bytes to find.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// True if the last word is the start of a word.
    pub fn is_start(&self) -> bool {
        !self.needle.ends_with(' ')
    }

    /// True if the last word may go on: in scripts without spaces each character is a word, of which no other is
    /// the start.
    pub fn is_open(&self) -> bool {
        self.is_start() && self.words().last().is_some_and(|last| !is_character(last))
    }

    /// True if it is the start of a word and has at most three letters and digits in all.
    pub fn is_short_start(&self) -> bool {
        let n_letters = || self.needle.chars().filter(|letter| *letter != ' ').count();
        self.is_open() && n_letters() <= SHORT_LETTERS
    }

    /// The same words, the last one whole as well.
    pub fn to_whole(&self) -> Self {
        let mut needle = self.needle.clone();
        if self.is_start() {
            needle.push(' ');
        }
        Self { needle }
    }

    /// The normalised words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.needle.split(' ').filter(|word| !word.is_empty())
    }

    /// True if every text that this is found in also has `other` in it.
    pub fn is_narrower_than(&self, other: &Self) -> bool {
        self.needle.contains(&other.needle)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.needle.trim_matches(' ');
        let is_one = !words.contains(' ');
        match (is_one, self.is_start()) {
            (true, true) if !is_operator(words) => {
                // Without it another word behind it would make it whole.
                let sign = if self.is_short_start() { "*" } else { "" };
                write!(formatter, "{words}{sign}")
            }
            (true, false) => write!(formatter, "={words}"),
            (_, true) => write!(formatter, "\"{words}*\""),
            (false, false) => write!(formatter, "\"{words}\""),
        }
    }
}

fn is_operator(word: &str) -> bool {
    matches!(word, "or" | "and" | "not")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: Option<Pattern>, needle: &str, printed: &str) {
        let pattern = pattern.expect("it has a word");
        assert_eq!((pattern.needle(), pattern.to_string().as_str()), (needle, printed));
    }

    #[test]
    fn needles() {
        check(Pattern::start("Harb"), " harb", "harb");
        check(Pattern::start("Sea"), " sea", "sea*");
        check(Pattern::start("sea").as_ref().map(Pattern::to_whole), " sea ", "=sea");
        check(Pattern::start("港"), " 港", "港");
        check(Pattern::start("Kelly’s"), " kelly s", "\"kelly s*\"");
        check(Pattern::whole("war"), " war ", "=war");
        check(Pattern::phrase("War of words"), " war of words ", "\"war of words\"");
        check(Pattern::phrase("War of wor*"), " war of wor", "\"war of wor*\"");
        check(Pattern::phrase("war *"), " war ", "=war");
        check(Pattern::phrase("or*"), " or", "\"or*\"");
        assert_eq!(Pattern::start("…"), None);
        assert_eq!(Pattern::phrase("*"), None);
    }
}
