//! Segments: the files of an index, and the code that writes and reads them.
//!
//! A [`Segment`] holds adjacent rows in files of its own, on disk or in memory, and never changes. [`segment_of`]
//! builds one from a batch of articles, in memory. [`merge_segments`] builds one from several, in memory or on disk. A
//! [`commit`] records which segments on disk form the index. Rows keep their numbers when segments are merged, so a
//! merge is invisible to the rest of the program.

pub mod checked_file;
pub mod columns;
pub mod commit;
mod damaged;
pub mod dictionary;
mod dictionary_merge;
mod dictionary_writer;
pub mod file_chunks;
mod identities;
pub mod in_order;
mod indexed_field;
mod inversion;
mod merge;
mod merged_chunks;
mod merged_rows;
mod numbers;
pub mod postings;
mod prefix_sets;
pub mod record;
pub mod row_facts;
mod rows_writer;
pub mod segment;
mod segment_entry;
mod segment_files;
mod segment_output;
mod strings;
mod tables;
mod word_stream;
mod write;

/// The number of the format of all files of an index. A program reads only the format with its own number, and rebuilds
/// an index of another format. Any change to the contents of a file requires a higher number.
pub const FORMAT: u32 = 11;

pub use damaged::Damaged;
pub use identities::IdentityKey;
pub use indexed_field::IndexedField;
pub use inversion::is_character;
pub use merge::{Merge, merge_segments};
pub use merged_rows::RowNumbers;
pub use rows_writer::DATE_PROVENANCES;
pub use segment::Segment;
pub use segment_entry::SegmentRows;
pub use segment_files::SegmentFile;
pub use segment_output::SegmentOutput;
pub use strings::{Strings, StringsBuilder};
pub use write::{segment_of, segment_of_chunks};

#[cfg(test)]
mod tests;
