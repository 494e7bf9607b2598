//! Merges adjacent segments into one, without the content of deleted rows.

use std::sync::Arc;

use super::Damaged;
use super::columns::Column;
use super::dictionary_merge::merge_dictionaries;
use super::dictionary_writer::DictionaryWriter;
use super::indexed_field::IndexedField;
use super::merged_chunks::MergedChunks;
use super::merged_rows::{MergedRows, RowNumbers};
use super::record::decode_article;
use super::rows_writer::{RowParts, RowsWriter};
use super::segment::Segment;
use super::segment_entry::SegmentRows;
use super::segment_files::WrittenFiles;
use super::segment_output::SegmentOutput;
use crate::index::repetition::ParagraphFingerprints;
use crate::index::signature::NO_TERMS;
use crate::index::{Bitmap, Flags};

/// Adjacent segments that are merged.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'run> {
    /// The segments, in the order of their rows.
    pub segments: &'run [Arc<Segment>],
    /// Tombstones, counted from the first row of these segments. The bitmap may be shorter than the number of rows.
    pub deleted: &'run Bitmap,
    /// True if the segments are the first of their index, so that no earlier segment has chunks of their files.
    pub is_first: bool,
    /// Treatment of the numbers of deleted rows.
    pub numbers: RowNumbers,
}

/// Builds one segment from adjacent ones, in memory or on disk, with all of their rows.
///
/// # Errors
/// As [`Merge::run`].
pub fn merge_segments(
    segments: &[Arc<Segment>],
    output: &SegmentOutput,
    stop: &dyn Fn() -> bool,
) -> Result<Segment, Damaged> {
    let deleted = &Bitmap::default();
    Merge { segments, deleted, is_first: false, numbers: RowNumbers::Kept }.run(output, stop)
}

impl Merge<'_> {
    /// Builds the merged segment.
    ///
    /// # Errors
    /// When a segment is damaged, writing fails, or `stop` returns true. Files that were written to disk until then
    /// stay.
    pub fn run(&self, output: &SegmentOutput, stop: &dyn Fn() -> bool) -> Result<Segment, Damaged> {
        let rows = MergedRows::of(self.segments, self.deleted, self.numbers)?;
        let common = common_words(self.segments)?;
        let mut writer = DictionaryWriter::create(output, rows.n_rows() as usize)?;
        let mut dictionaries = Vec::with_capacity(self.segments.len());
        for (segment, numbers) in self.segments.iter().zip(rows.of_segments()) {
            if !segment.is_empty() {
                dictionaries.push((numbers, segment.dictionary()?));
            }
        }
        let words: Vec<&str> = common.iter().map(|word| &**word).collect();
        merge_dictionaries(&dictionaries, &words, &mut writer, stop)?;
        let mut files = writer.finish()?;
        files.extend(self.merge_rows(&rows, common, output, stop)?);
        let written =
            SegmentRows { n_rows: rows.n_rows(), n_purged: rows.n_purged(), n_text_bytes: rows.n_text_bytes() };
        output.open(written, files)
    }

    fn merge_rows(
        &self,
        rows: &MergedRows,
        common_words: Vec<Box<str>>,
        output: &SegmentOutput,
        stop: &dyn Fn() -> bool,
    ) -> Result<WrittenFiles, Damaged> {
        let mut writer = RowsWriter::create(output)?;
        let chunks = MergedChunks::of(self.segments, rows, self.is_first)?;
        let (mut body, mut heaviest) = (Vec::new(), Vec::new());
        for (segment, (numbers, chunks)) in self.segments.iter().zip(rows.of_segments().zip(chunks.of_segments())) {
            let chunk_of = segment.columns().all(Column::Chunk)?;
            let flags = segment.columns().all(Column::Flags)?;
            let strings = &segment.tables()?.strings;
            let fingerprints = segment.fingerprints()?;
            let mut fingerprints = ParagraphFingerprints::split(&fingerprints);
            let (mut records, mut facts) = (segment.records_in_order(), segment.facts_in_order()?);
            let mut signatures = segment.signatures_in_order()?;
            let mut identities = segment.identities()?.in_order();
            for (at, chunk) in chunk_of.into_iter().enumerate() {
                if stop() {
                    return Err(Damaged::content("the merge was stopped"));
                }
                let (record, facts, signature) = (records.next_row()?, facts.next_row()?, signatures.next_row()?);
                let fingerprints = fingerprints.next().ok_or_else(|| Damaged::content("too few fingerprints"))??;
                let identity = identities.next_row()?;
                if numbers.of(at as u32).is_none() {
                    if self.numbers == RowNumbers::Kept {
                        writer.push_purged()?;
                    }
                    continue;
                }
                let chunk = chunks.get(chunk as usize);
                let (path, chunk) = chunk.ok_or_else(|| Damaged::content("a row of a chunk that is not there"))?;
                let article = decode_article(record, strings, Arc::clone(path))?;
                if segment.has_bodies()? {
                    segment.read_body(at, &mut body)?;
                }
                segment.read_heaviest(at..at + 1, &mut heaviest)?;
                let parts = RowParts {
                    flags: Flags::from_bits(flags[at] as u16),
                    chunk: *chunk,
                    body: &body,
                    facts,
                    fingerprints,
                    signature,
                    heaviest: heaviest.first_chunk().unwrap_or(&NO_TERMS),
                    identity,
                };
                writer.push(&article, parts)?;
            }
            body.clear();
        }
        Ok(writer.finish(chunks.chunks(), common_words)?)
    }
}

/// Returns the common words of the largest segment whose pairs are known in every segment, sorted. In each other
/// segment, such a word is common too, or is in no text.
fn common_words(segments: &[Arc<Segment>]) -> Result<Vec<Box<str>>, Damaged> {
    let Some(largest) = segments.iter().max_by_key(|segment| segment.len()) else { return Ok(Vec::new()) };
    let mut common = largest.tables()?.common_words.clone();
    for segment in segments.iter().filter(|segment| !segment.is_empty() && !Arc::ptr_eq(segment, largest)) {
        let (own, dictionary) = (&segment.tables()?.common_words, segment.dictionary()?);
        common.retain(|word| {
            own.binary_search(word).is_ok()
                || dictionary.word(IndexedField::Body, word).is_ok_and(|known| known.is_none())
        });
    }
    Ok(common)
}
