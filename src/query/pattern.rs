//! A word or phrase to look for, as the bytes to find in folded text.

use std::fmt;

use crate::index::Folded;
use crate::text::fold;

/// A part of an article that a search can be limited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The title.
    Title,
    /// The outlet.
    Source,
    /// The authors.
    Authors,
    /// The text itself.
    Body,
}

impl Part {
    /// The folded text of this part.
    pub fn of(self, folded: Folded<'_>) -> &str {
        match self {
            Self::Title => folded.title(),
            Self::Source => folded.source(),
            Self::Authors => folded.authors(),
            Self::Body => folded.body(),
        }
    }
}

/// A word or phrase, folded: ` wor` is the start of a word, ` words ` a whole one, ` war of words ` a
/// phrase, as [`fold`] writes texts.
///
/// Parts of a folded article end in a space and a line end, so that a whole word at a part's end is
/// found and no phrase reaches from one part into the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    needle: String,
}

impl Pattern {
    /// Words that follow each other, the last one the start of a word. `None` where `text` has no word.
    pub fn start(text: &str) -> Option<Self> {
        let mut needle = fold::fold(text);
        needle.pop();
        (!needle.is_empty()).then_some(Self { needle })
    }

    /// Whole words that follow each other. `None` where `text` has no word.
    pub fn whole(text: &str) -> Option<Self> {
        let needle = fold::fold(text);
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

    /// Whether the last word is the start of a word.
    pub fn is_start(&self) -> bool {
        !self.needle.ends_with(' ')
    }

    /// The folded words.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.needle.split(' ').filter(|word| !word.is_empty())
    }

    /// Whether every text that this is found in also has `other` in it.
    pub fn is_narrower_than(&self, other: &Self) -> bool {
        self.needle.contains(&other.needle)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.needle.trim_matches(' ');
        let is_one = !words.contains(' ');
        match (is_one, self.is_start()) {
            (true, true) if !is_operator(words) => write!(formatter, "{words}"),
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
