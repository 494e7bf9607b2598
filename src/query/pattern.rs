//! A word or phrase to search for, as a byte string to find in normalised text.

use std::fmt;

use crate::index::stored::is_character;
use crate::text::normalise;

/// A part of an article that a search can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// The title.
    Title,
    /// The outlet, by its name or host.
    Source,
    /// The authors.
    Authors,
    /// The text.
    Body,
    /// The parts of the text between quotation marks.
    Quotes,
    /// The captions of photos and videos.
    Captions,
    /// The names of people, organisations and places in the text, in all their forms.
    Names,
    /// The address of the article and the addresses of its links.
    Links,
    /// The page text.
    Page,
}

impl TextField {
    /// Returns the text field whose shown text contains this one.
    pub fn shown_in(self) -> Self {
        match self {
            Self::Quotes | Self::Captions | Self::Names | Self::Links => Self::Body,
            other => other,
        }
    }

    /// True if a search for words without a field finds everything that a search in this text field finds.
    ///
    /// Words without a field are not searched in addresses, which the text need not show, in the host and shown name of
    /// a source, or in page text.
    pub fn is_within_searched(self) -> bool {
        !matches!(self, Self::Links | Self::Source | Self::Page)
    }
}

/// The greatest number of letters and digits of a short word. As a prefix it is printed with a `*`; if another word
/// follows, it is a whole word.
const SHORT_LETTERS: usize = 3;

/// A normalised word or phrase, in the form in which [`normalise`] writes texts.
///
/// ` wor` is a prefix, ` words ` a whole word, and ` war of words ` a phrase.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    needle: String,
}

impl Pattern {
    /// Creates a pattern of words that follow each other, the last one a prefix. `None` if `text` has no word.
    pub fn start(text: &str) -> Option<Self> {
        let mut needle = normalise::normalise(text);
        needle.pop();
        (!needle.is_empty()).then_some(Self { needle })
    }

    /// Creates a pattern of whole words that follow each other. `None` if `text` has no word.
    pub fn whole(text: &str) -> Option<Self> {
        let needle = normalise::normalise(text);
        (!needle.is_empty()).then_some(Self { needle })
    }

    /// Creates the pattern of a quoted text: whole words, except a last word with `*`, which is a prefix.
    pub fn phrase(text: &str) -> Option<Self> {
        match text.trim_end().strip_suffix('*') {
            Some(start) if !start.ends_with(char::is_whitespace) => Self::start(start),
            _ => Self::whole(text),
        }
    }

    /// Returns the byte string to find.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    /// True if the last word is written as a prefix.
    pub fn is_start(&self) -> bool {
        !self.needle.ends_with(' ')
    }

    /// True if the last word is a prefix that can match longer words.
    ///
    /// In scripts without spaces each character is a word, which is not a prefix of another word.
    pub fn is_open(&self) -> bool {
        self.is_start() && self.words().last().is_some_and(|last| !is_character(last))
    }

    /// True if the pattern is a prefix with at most three letters and digits in total.
    pub fn is_short_start(&self) -> bool {
        let n_letters = || self.needle.chars().filter(|letter| *letter != ' ').count();
        self.is_open() && n_letters() <= SHORT_LETTERS
    }

    /// Returns the same words, with the last one as a whole word.
    pub fn to_whole(&self) -> Self {
        let mut needle = self.needle.clone();
        if self.is_start() {
            needle.push(' ');
        }
        Self { needle }
    }

    /// Returns the normalised words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.needle.split(' ').filter(|word| !word.is_empty())
    }

    /// True if every text that contains this pattern also contains `other`.
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
                // Without the `*`, another word after it would make it a whole word.
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
