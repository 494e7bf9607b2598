//! What stands on the page and is no part of the running text.

use serde::{Deserialize, Serialize};

use crate::text::numbers::count_of;

/// What a block is that stands on the page and is no part of the running text. It is folded, never dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Aside {
    /// What is printed below a photo or a video.
    Caption,
    /// A line of the page around the article: a button, a menu, a newsletter's box, a notice of rights.
    Furniture,
    /// A paragraph that the article, or several articles of its source, print again and again.
    Repeated,
}

impl Aside {
    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Caption => "caption",
            Self::Furniture => "boilerplate line",
            Self::Repeated => "repeated paragraph",
        }
    }
}

/// How many blocks of a text are asides, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsideCounts {
    captions: usize,
    page_lines: usize,
    repeated: usize,
}

impl AsideCounts {
    /// Counts one more.
    pub fn add(&mut self, aside: Aside) {
        match aside {
            Aside::Caption => self.captions += 1,
            Aside::Furniture => self.page_lines += 1,
            Aside::Repeated => self.repeated += 1,
        }
    }

    /// How many there are.
    pub fn total(self) -> usize {
        self.captions + self.page_lines + self.repeated
    }

    /// The number of kinds.
    pub fn n_kinds(self) -> usize {
        self.by_kind().count()
    }

    /// The kinds in words: `2 captions, 6 boilerplate lines`.
    pub fn in_words(self) -> String {
        self.by_kind().map(|(n_asides, aside)| count_of(n_asides, aside.name())).collect::<Vec<_>>().join(", ")
    }

    /// The kinds that there are, each with its number.
    fn by_kind(self) -> impl Iterator<Item = (usize, Aside)> {
        let kinds =
            [(self.captions, Aside::Caption), (self.page_lines, Aside::Furniture), (self.repeated, Aside::Repeated)];
        kinds.into_iter().filter(|(n_asides, _)| *n_asides > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_in_words() {
        let mut counts = AsideCounts::default();
        assert_eq!(counts.in_words(), "");
        counts.add(Aside::Furniture);
        assert_eq!(counts.in_words(), "1 boilerplate line");
        for aside in [Aside::Caption, Aside::Repeated, Aside::Caption] {
            counts.add(aside);
        }
        assert_eq!(
            (counts.total(), counts.in_words().as_str()),
            (4, "2 captions, 1 boilerplate line, 1 repeated paragraph")
        );
    }
}
