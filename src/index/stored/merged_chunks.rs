//! File chunks of a merged segment, without those that are no longer needed.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::columns::{Column, NONE};
use super::file_chunks::ChunkRecord;
use super::merged_rows::MergedRows;
use super::write::ChunkNumbers;
use super::{Damaged, Segment};

/// Chunks of a merged segment, and the mapping from the chunks of the segments that it was merged from.
#[derive(Debug)]
pub struct MergedChunks {
    chunks: Vec<ChunkRecord>,
    /// For each chunk of each segment, its file and its index in `chunks`; [`NONE`] if it was dropped.
    of_segments: Vec<Vec<(Arc<Path>, u32)>>,
}

/// A chunk, with counts of its rows.
struct Counted {
    chunk: ChunkRecord,
    n_rows: u32,
    n_left: u32,
    /// The number of its first article in the file.
    first_item: u32,
    is_kept: bool,
}

impl Counted {
    /// True if the chunk began in this segment, was read to its end, and all its rows are deleted.
    ///
    /// This happens when its file was deleted or read again. The next start then treats the file as unread, with or
    /// without the chunk. A chunk that began in an earlier segment may have rows there that are not deleted.
    fn has_lost_all_rows(&self) -> bool {
        let first_of_chunk = self.chunk.lines.map_or(1, |part| part.first_item);
        self.chunk.is_read && self.n_rows > 0 && self.n_left == 0 && self.first_item <= first_of_chunk
    }
}

impl MergedChunks {
    /// Merges the chunks of adjacent segments. `is_first` is true if no earlier segment has chunks of their files.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of(segments: &[Arc<Segment>], rows: &MergedRows, is_first: bool) -> Result<Self, Damaged> {
        let mut counted = Vec::with_capacity(segments.len());
        for (segment, numbers) in segments.iter().zip(rows.of_segments()) {
            let counted_of_segment = |chunk| Counted { chunk, n_rows: 0, n_left: 0, first_item: 0, is_kept: true };
            let mut chunks: Vec<Counted> = segment.chunks().all()?.into_iter().map(counted_of_segment).collect();
            let (mut at, mut is_known) = (0, true);
            let items = segment.columns().all(Column::Item)?;
            segment.columns().for_each_part(Column::Chunk, &mut |chunk_of| {
                for number in chunk_of {
                    match chunks.get_mut(*number as usize) {
                        Some(chunk) => {
                            if chunk.n_rows == 0 {
                                chunk.first_item = items[at as usize];
                            }
                            chunk.n_rows += 1;
                            chunk.n_left += u32::from(numbers.of(at).is_some());
                        }
                        None => is_known &= *number == NONE,
                    }
                    at += 1;
                }
            })?;
            if !is_known {
                return Err(Damaged::content("a row of a chunk that is not there"));
            }
            counted.push(chunks);
        }
        drop_forgotten(&mut counted, is_first);
        let mut numbers = ChunkNumbers::default();
        let mut number_of = |counted: Counted| {
            let is_kept = counted.is_kept && !counted.has_lost_all_rows();
            let number = if is_kept { numbers.number_of(&counted.chunk) } else { NONE };
            (counted.chunk.path, number)
        };
        let of_segments = counted.into_iter().map(|chunks| chunks.into_iter().map(&mut number_of).collect()).collect();
        Ok(Self { chunks: numbers.chunks, of_segments })
    }

    /// Returns the chunks that are kept.
    pub fn chunks(&self) -> &[ChunkRecord] {
        &self.chunks
    }

    /// Returns, for each chunk of each segment, its file and its index among the chunks that are kept.
    pub fn of_segments(&self) -> impl Iterator<Item = &[(Arc<Path>, u32)]> {
        self.of_segments.iter().map(Vec::as_slice)
    }
}

/// Drops chunks that a later chunk of their file invalidates, if all their rows are deleted. Drops the later chunk too,
/// if it has nothing left to invalidate.
fn drop_forgotten(counted: &mut [Vec<Counted>], is_first: bool) {
    let forgotten: Vec<Arc<Path>> =
        counted.iter().flatten().filter(|counted| counted.chunk.invalidates_earlier()).map(path_of).collect();
    // The chunks of each of these files so far, by the index of the segment and the index in the segment.
    let mut so_far: HashMap<Arc<Path>, Vec<(usize, usize)>> =
        forgotten.into_iter().map(|path| (path, Vec::new())).collect();
    if so_far.is_empty() {
        return;
    }
    for segment in 0..counted.len() {
        for at in 0..counted[segment].len() {
            let invalidates_earlier = counted[segment][at].chunk.invalidates_earlier();
            let Some(of_file) = so_far.get_mut(&counted[segment][at].chunk.path) else { continue };
            if invalidates_earlier {
                of_file.retain(|(segment, at)| {
                    let earlier = &mut counted[*segment][*at];
                    earlier.is_kept = earlier.n_left > 0;
                    earlier.is_kept
                });
                if is_first && of_file.is_empty() {
                    counted[segment][at].is_kept = false;
                    continue;
                }
            }
            of_file.push((segment, at));
        }
    }
}

fn path_of(counted: &Counted) -> Arc<Path> {
    Arc::clone(&counted.chunk.path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::facts::Facts;
    use crate::article::{Address, Article, Body, Format};
    use crate::corpus::FileState;
    use crate::index::stored::{RowNumbers, segment_of_chunks};
    use crate::index::{Bitmap, SegmentBuilder};

    /// Returns a segment of files that were read to their end, each with its number of articles.
    fn segment(files: &[(&str, usize)]) -> Arc<Segment> {
        let mut builder = SegmentBuilder::default();
        for (path, n_articles) in files {
            let path: Arc<Path> = Path::new(path).into();
            builder.begin_chunk(&path, None, FileState::default());
            for at in 0..*n_articles {
                let address = Address {
                    path: Arc::clone(&path),
                    item: Some(at as u32 + 1),
                    range: None,
                    format: Format::JsonLines,
                };
                builder.push(Article::unknown_at(address), Body::default(), &Facts::default(), false);
            }
            builder.end_chunk(&[], None);
        }
        Arc::new(builder.finish())
    }

    fn invalidation(path: &str) -> Arc<Segment> {
        Arc::new(segment_of_chunks(&[ChunkRecord::invalidation(&Path::new(path).into())]))
    }

    /// Returns the files of the chunks that are kept, with `-` before a chunk that invalidates others.
    fn left(segments: &[Arc<Segment>], deleted: &[u32], is_first: bool) -> Vec<String> {
        let deleted: Bitmap = deleted.iter().copied().collect();
        let rows = MergedRows::of(segments, &deleted, RowNumbers::Kept).unwrap();
        let chunks = MergedChunks::of(segments, &rows, is_first).unwrap();
        let shown = |chunk: &ChunkRecord| {
            format!("{}{}", if chunk.invalidates_earlier() { "-" } else { "" }, chunk.path.display())
        };
        chunks.chunks().iter().map(shown).collect()
    }

    #[test]
    fn a_chunk_goes_with_its_last_row() {
        let segments = [segment(&[("a", 2), ("b", 1), ("empty", 0)]), segment(&[("c", 1)])];
        assert_eq!(left(&segments, &[], true), ["a", "b", "empty", "c"]);
        assert_eq!(left(&segments, &[0, 2], true), ["a", "empty", "c"]);
        assert_eq!(left(&segments, &[0, 1, 2, 3], true), ["empty"]);
    }

    #[test]
    fn a_chunk_that_an_earlier_segment_began_stays_without_its_rows() {
        let path: Arc<Path> = Path::new("a").into();
        let state = FileState::default();
        let mut builder = SegmentBuilder::default();
        let begun = |builder: &mut SegmentBuilder, items: std::ops::Range<u32>| {
            for item in items {
                let address =
                    Address { path: Arc::clone(&path), item: Some(item), range: None, format: Format::JsonLines };
                builder.push(Article::unknown_at(address), Body::default(), &Facts::default(), false);
            }
        };
        builder.begin_chunk(&path, None, state);
        begun(&mut builder, 1..7);
        let open = builder.open_chunk().cloned().unwrap();
        let first = Arc::new(std::mem::take(&mut builder).finish());
        builder.continue_chunk(open);
        begun(&mut builder, 7..8);
        builder.end_chunk(&[], None);
        let segments = [first, Arc::new(builder.finish())];
        let deleted: Bitmap = std::iter::once(6).collect();
        let rows = MergedRows::of(&segments, &deleted, RowNumbers::Kept).unwrap();
        let chunks = MergedChunks::of(&segments, &rows, true).unwrap();
        let is_read: Vec<bool> = chunks.chunks().iter().map(|chunk| chunk.is_read).collect();
        assert_eq!(is_read, [true]);
    }

    #[test]
    fn what_is_forgotten_goes_with_what_it_is_about() {
        // The file “empty” was read without articles, then again with one.
        let segments = [
            segment(&[("a", 1), ("empty", 0)]),
            invalidation("empty"),
            segment(&[("empty", 1)]),
            invalidation("later"),
        ];
        assert_eq!(left(&segments, &[], true), ["a", "empty"]);
        // An earlier segment may have chunks of it.
        assert_eq!(left(&segments, &[], false), ["a", "-empty", "empty", "-later"]);
        // The row was not deleted yet when the segments were merged.
        let segments = [segment(&[("a", 1)]), invalidation("a"), segment(&[("a", 1)])];
        assert_eq!(left(&segments, &[], true), ["a", "-a", "a"]);
        assert_eq!(left(&segments, &[0], true), ["a"]);
        assert_eq!(left(&segments, &[0, 1], true), Vec::<String>::new());
    }
}
