//! The parts of articles whose words a segment knows, each with a dictionary of its own.

use super::postings::Detail;

/// A part of articles whose words can be looked up. No word stands in two of the first four, so a word without
/// a field is looked for in each of them, and in no other part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IndexedField {
    /// The title.
    Title,
    /// The outlet.
    Source,
    /// The authors.
    Authors,
    /// The text itself.
    Body,
    /// The names of people, organisations and places in the text.
    Names,
    /// The addresses of the article and of its links.
    Links,
    /// Words with signs inside, such as `sts-103`, of all parts that are searched.
    Compounds,
    /// Pairs of words of the text that follow each other, where both are very common or are characters of a
    /// script without spaces: their positions are so many that a phrase of them would take long to find.
    Pairs,
    /// The page text: menus, comments, teasers.
    Page,
}

impl IndexedField {
    /// Every field, in the order of the files.
    pub const ALL: [Self; 9] = [
        Self::Title,
        Self::Source,
        Self::Authors,
        Self::Body,
        Self::Names,
        Self::Links,
        Self::Compounds,
        Self::Pairs,
        Self::Page,
    ];

    /// Those that a word without a field is looked for in.
    pub const SEARCHED: [Self; 4] = [Self::Title, Self::Source, Self::Authors, Self::Body];

    /// What is kept of a word in each row.
    pub fn detail(self) -> Detail {
        match self {
            Self::Compounds | Self::Pairs => Detail::RowsOnly,
            _ => Detail::Positions,
        }
    }

    /// True if the rows of short starts of words are kept ready: where people type words.
    pub fn has_prefix_sets(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Names)
    }
}
