//! The files of a segment, each a [`CheckedFile`](super::checked_file::CheckedFile) in its folder.

/// A file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SegmentFile {
    /// The words of all fields, in order, one a line.
    Words,
    /// For each word the lengths of its lists and the number of its rows.
    Lists,
    /// The rows of the words.
    Rows,
    /// The places of the words in their rows.
    Positions,
    /// The rows of short starts of words.
    Prefixes,
    /// What is kept in memory while words are looked up: where blocks of words start, and the prefix sets.
    Index,
    /// What lists, filters and the timeline need of every row, column by column.
    Columns,
    /// The values that columns name by number.
    Tables,
    /// The articles without their texts.
    Records,
    /// The texts that had to be derived.
    Bodies,
    /// Where quotations and captions stand, and which dates are mentioned.
    Facts,
    /// What tells which paragraphs several articles have.
    ParagraphFingerprints,
    /// The chunks of files that the rows were read from.
    FileChunks,
    /// The terms that tell what each article is about.
    Signatures,
    /// The heaviest of these terms, a few bits of each.
    Heaviest,
    /// The identity of each article.
    Identities,
}

impl SegmentFile {
    /// Every file.
    pub const ALL: [Self; 16] = [
        Self::Words,
        Self::Lists,
        Self::Rows,
        Self::Positions,
        Self::Prefixes,
        Self::Index,
        Self::Columns,
        Self::Tables,
        Self::Records,
        Self::Bodies,
        Self::Facts,
        Self::ParagraphFingerprints,
        Self::FileChunks,
        Self::Signatures,
        Self::Heaviest,
        Self::Identities,
    ];

    /// Its name in the folder of the segment.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Lists => "lists",
            Self::Rows => "rows",
            Self::Positions => "positions",
            Self::Prefixes => "prefixes",
            Self::Index => "index",
            Self::Columns => "columns",
            Self::Tables => "tables",
            Self::Records => "records",
            Self::Bodies => "bodies",
            Self::Facts => "facts",
            Self::ParagraphFingerprints => "fingerprints",
            Self::FileChunks => "chunks",
            Self::Signatures => "signatures",
            Self::Heaviest => "heaviest",
            Self::Identities => "identities",
        }
    }
}
