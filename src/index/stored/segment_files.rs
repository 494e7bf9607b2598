//! The files of a segment, each a [`CheckedFile`](super::checked_file::CheckedFile) in its folder.

use super::checked_file::WrittenFile;

/// A file of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SegmentFile {
    /// Words of all fields, sorted, one a line.
    Words,
    /// For each word the lengths of its postings and the number of its rows.
    Lists,
    /// Rows of the words.
    Rows,
    /// Positions of the words in their rows.
    Positions,
    /// Rows of short prefixes.
    Prefixes,
    /// The part of the dictionaries that stays in memory: the starts of blocks of words, and the prefix sets.
    Index,
    /// Values that lists, filters and the timeline need of every row, column by column.
    Columns,
    /// Values that columns refer to by index.
    Tables,
    /// Articles without their texts.
    Records,
    /// Texts that were costly to derive.
    Bodies,
    /// Positions of quotations and captions, and the dates that are mentioned.
    Facts,
    /// Hashes of paragraphs, from which repeated paragraphs are found.
    ParagraphFingerprints,
    /// File chunks that the rows were read from.
    FileChunks,
    /// Significant terms of each article.
    Signatures,
    /// The heaviest of these terms, 16 bits of each.
    Heaviest,
    /// Identity of each article.
    Identities,
}

impl SegmentFile {
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

    /// Returns its name in the folder of the segment.
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

/// Files of a segment that have been written.
pub type WrittenFiles = Vec<(SegmentFile, WrittenFile)>;
