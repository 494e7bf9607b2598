//! The fields of articles whose words a segment indexes, each with a dictionary of its own.

use super::postings::Detail;

/// A field of articles whose words can be looked up. The first four have no text in common. A word without a field is
/// looked for in each of these, and in no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IndexedField {
    Title,
    Source,
    Authors,
    /// The text of all blocks, boilerplate included.
    Body,
    /// Names of people, organisations and places in the text.
    Names,
    /// Addresses of the article and of its links.
    Links,
    /// Words with a sign inside, such as `sts-103`, of title, source, authors and body.
    Compounds,
    /// Pairs of adjacent words of the text. Either both words are very common, or both are characters of a script
    /// without spaces. Such words have so many positions that finding a phrase of them would take long.
    Pairs,
    /// The page text: menus, comments, teasers.
    Page,
}

impl IndexedField {
    /// All fields, in the order in which they are written.
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

    /// The fields that a word without a field is looked for in.
    pub const SEARCHED: [Self; 4] = [Self::Title, Self::Source, Self::Authors, Self::Body];

    /// Returns the detail with which the postings of this field are stored.
    pub fn detail(self) -> Detail {
        match self {
            Self::Compounds | Self::Pairs => Detail::RowsOnly,
            _ => Detail::Positions,
        }
    }

    /// True if the rows of short prefixes are stored, because users type words of this field.
    pub fn has_prefix_sets(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Names)
    }
}
