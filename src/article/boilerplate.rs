//! Boilerplate: blocks of a page that are not part of the running text.

use serde::{Deserialize, Serialize};

use crate::text::numbers::count_of;

/// The kind of a block that is not part of the running text. Such a block is folded, never dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Boilerplate {
    /// The text below a photo or a video.
    Caption,
    /// A line of the page around the article: a button, a menu, a newsletter's box, a notice of rights.
    Line,
    /// A paragraph that is repeated in the article, or in several articles of its source.
    Repeated,
    /// A line of the page outside the article: a menu, a comment, a teaser of another article. It is stored apart, as
    /// [`Body::page`](super::Body::page).
    Page,
}

impl Boilerplate {
    /// Returns the name for a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Caption => "caption",
            Self::Line => "boilerplate line",
            Self::Repeated => "repeated paragraph",
            Self::Page => "line of page text",
        }
    }
}

/// The number of boilerplate blocks of a text, by kind. Page text is not counted, because it is outside the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoilerplateCounts {
    captions: usize,
    boilerplate_lines: usize,
    repeated: usize,
}

impl BoilerplateCounts {
    pub fn add(&mut self, boilerplate: Boilerplate) {
        match boilerplate {
            Boilerplate::Caption => self.captions += 1,
            Boilerplate::Line => self.boilerplate_lines += 1,
            Boilerplate::Repeated => self.repeated += 1,
            Boilerplate::Page => {}
        }
    }

    /// Returns the number of blocks of all kinds.
    pub fn total(self) -> usize {
        self.captions + self.boilerplate_lines + self.repeated
    }

    /// Returns the number of kinds that the text has.
    pub fn n_kinds(self) -> usize {
        self.by_kind().count()
    }

    /// Returns the kinds in words: `2 captions, 6 boilerplate lines`.
    pub fn in_words(self) -> String {
        self.by_kind()
            .map(|(n_blocks, boilerplate)| count_of(n_blocks, boilerplate.name()))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Returns the kinds that the text has, each with its number of blocks.
    fn by_kind(self) -> impl Iterator<Item = (usize, Boilerplate)> {
        let kinds = [
            (self.captions, Boilerplate::Caption),
            (self.boilerplate_lines, Boilerplate::Line),
            (self.repeated, Boilerplate::Repeated),
        ];
        kinds.into_iter().filter(|(n_blocks, _)| *n_blocks > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_in_words() {
        let mut counts = BoilerplateCounts::default();
        assert_eq!(counts.in_words(), "");
        counts.add(Boilerplate::Line);
        assert_eq!(counts.in_words(), "1 boilerplate line");
        for boilerplate in [Boilerplate::Caption, Boilerplate::Repeated, Boilerplate::Caption] {
            counts.add(boilerplate);
        }
        assert_eq!(
            (counts.total(), counts.in_words().as_str()),
            (4, "2 captions, 1 boilerplate line, 1 repeated paragraph")
        );
    }
}
