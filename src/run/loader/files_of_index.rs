//! The files of an index with their rows, from a merge of the sorted chunk lists of its segments.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use smallvec::SmallVec;

use super::manifest::{FileEntry, Manifest, Ranges};
use super::rows_of_chunks::RowsOfChunks;
use crate::article::Problem;
use crate::corpus::{FilePlace, path_of_bytes};
use crate::index::stored::commit::Contents;
use crate::index::stored::file_chunks::{ChunkReader, ChunkRecord};
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, RowId};

/// The files of an index, as its segments record them.
pub(super) struct FilesOfIndex {
    pub manifest: Manifest,
    pub problems: HashMap<Arc<Path>, Vec<Problem>>,
    /// The rows to delete: those of chunks that were not read to their end, and of chunks that a later record
    /// invalidates.
    pub rows_to_delete: Vec<RowId>,
}

impl FilesOfIndex {
    /// Collects the chunks of all segments, file by file.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of(contents: &Contents) -> Result<Self, Damaged> {
        let n_chunks: usize = contents.segments.iter().map(|segment| segment.chunks().n_chunks()).sum();
        let manifest = Manifest::with_capacity(n_chunks);
        let mut files = Self { manifest, problems: HashMap::new(), rows_to_delete: Vec::new() };
        let mut cursors = cursors(contents)?;
        // The current file, and its valid chunks so far.
        let (mut path, mut of_file) = (Vec::new(), SmallVec::new());
        // Nearly every file has one chunk and no problem, so its path is not needed as an `Arc`.
        let unnamed: Arc<Path> = Path::new("").into();
        while let Some(cursor) = cursors.first_mut() {
            if cursor.path != path {
                files.add_file(&path, &mut of_file, &contents.deleted)?;
                path.clone_from(&cursor.path);
            }
            let chunk = cursor.chunks.chunk(&unnamed)?;
            let rows = cursor.rows.of_chunk(cursor.chunks.number()).collect();
            files.rows_to_delete.extend(add_to_file(&mut of_file, chunk, rows).filter(is_alive(&contents.deleted)));
            if cursor.advance()? {
                bring_first_into_order(&mut cursors);
            } else {
                cursors.remove(0);
            }
        }
        files.add_file(&path, &mut of_file, &contents.deleted)?;
        Ok(files)
    }

    /// Adds a file with these chunks, which are removed from `of_file`. Does nothing if no chunk is valid.
    fn add_file(&mut self, path: &[u8], of_file: &mut SmallVec<[Known; 1]>, deleted: &Bitmap) -> Result<(), Damaged> {
        let mut entry: Option<FileEntry> = None;
        for Known { chunk, rows } in of_file.iter() {
            let mut alive = rows.iter().cloned().flatten().filter(is_alive(deleted)).peekable();
            // A file without any article left was deleted, or was about to be read again.
            if !chunk.is_read || (chunk.has_articles && alive.peek().is_none()) {
                self.rows_to_delete.extend(alive);
                continue;
            }
            let entry = entry.get_or_insert_default();
            entry.add_chunk(chunk);
            rows.iter().for_each(|rows| entry.add_rows(rows.clone()));
            if !chunk.problems.is_empty() {
                let path = path_of_bytes(path).ok_or_else(|| Damaged::content("a path that is none"))?;
                let problems = chunk.problems.iter().cloned().map(|problem| Problem { path: path.into(), ..problem });
                self.problems.entry(path.into()).or_default().extend(problems);
            }
        }
        of_file.clear();
        if let Some(entry) = entry {
            self.manifest.push(FilePlace::of_bytes(path), entry);
        }
        Ok(())
    }
}

/// Returns a test for rows that are not deleted.
fn is_alive(deleted: &Bitmap) -> impl Fn(&RowId) -> bool {
    |row| !deleted.contains(*row)
}

/// A chunk with its rows and its last record.
struct Known {
    chunk: ChunkRecord,
    rows: Ranges<RowId>,
}

/// Adds a chunk to the chunks of its file. Returns the rows of the chunks that it invalidates.
fn add_to_file(
    of_file: &mut SmallVec<[Known; 1]>,
    chunk: ChunkRecord,
    rows: Ranges<RowId>,
) -> impl Iterator<Item = RowId> + use<> {
    let mut forgotten: Vec<Known> = Vec::new();
    if chunk.invalidates_earlier() {
        forgotten.extend(of_file.drain(..));
    } else {
        // Problems of the lines that were read again are outdated.
        if let Some(lines) = chunk.lines {
            for known in of_file.iter_mut().filter(|known| known.chunk.holds(lines.range.start)) {
                known.chunk.problems.retain(|problem| problem.is_before_line(lines.first_line));
            }
        }
        // If a chunk was begun in one segment and ended in a later one, the later record replaces the earlier one.
        match of_file.iter_mut().find(|known| known.chunk.is_continued_by(&chunk)) {
            Some(known) => {
                let has_articles = known.chunk.has_articles || chunk.has_articles;
                known.chunk = ChunkRecord { has_articles, ..chunk };
                known.rows.extend(rows);
            }
            None => of_file.push(Known { chunk, rows }),
        }
    }
    forgotten.into_iter().flat_map(|known| known.rows).flatten()
}

/// A position in the chunk list of a segment.
struct Cursor<'segment> {
    segment_idx: usize,
    chunks: ChunkReader<'segment>,
    rows: RowsOfChunks,
    /// The path of the current chunk.
    path: Vec<u8>,
}

impl<'segment> Cursor<'segment> {
    /// Returns a cursor before the first chunk.
    fn new(segment_idx: usize, segment: &'segment Segment, first_row: RowId) -> Result<Self, Damaged> {
        let rows = RowsOfChunks::of(segment, first_row)?;
        Ok(Self { segment_idx, chunks: segment.chunks().reader(), rows, path: Vec::new() })
    }

    /// Moves to the next chunk. Returns `false` if there is none.
    fn advance(&mut self) -> Result<bool, Damaged> {
        if !self.chunks.advance()? {
            return Ok(false);
        }
        let path = self.chunks.path()?;
        if FilePlace::of_bytes(path) < FilePlace::of_bytes(&self.path) {
            return Err(Damaged::content("the files of a segment are not in order"));
        }
        self.path.clear();
        self.path.extend_from_slice(path);
        Ok(true)
    }

    /// Returns the sort key: by file, then by segment.
    fn key(&self) -> (FilePlace<'_>, usize) {
        (FilePlace::of_bytes(&self.path), self.segment_idx)
    }
}

/// Returns a cursor for each segment that has chunks, sorted by key. The first cursor has the next chunk.
fn cursors(contents: &Contents) -> Result<Vec<Cursor<'_>>, Damaged> {
    let mut cursors = Vec::new();
    let mut first_row: RowId = 0;
    for (segment_idx, segment) in contents.segments.iter().enumerate() {
        let mut cursor = Cursor::new(segment_idx, segment, first_row)?;
        if cursor.advance()? {
            cursors.push(cursor);
        }
        first_row += segment.len() as RowId;
    }
    cursors.sort_by(|one, other| one.key().cmp(&other.key()));
    Ok(cursors)
}

/// Restores the order of cursors that are sorted except for the first.
///
/// A linear search is enough, because an index has few segments, and most files are in one segment.
fn bring_first_into_order(cursors: &mut [Cursor<'_>]) {
    let mut at = 0;
    while cursors.get(at + 1).is_some_and(|next| next.key() < cursors[at].key()) {
        cursors.swap(at, at + 1);
        at += 1;
    }
}
