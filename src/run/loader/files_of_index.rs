//! The files that the rows of an index were read from: a merge of the sorted lists of its segments.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use smallvec::SmallVec;

use super::manifest::{FileEntry, Manifest, Ranges};
use super::rows_of_pieces::RowsOfPieces;
use crate::article::Problem;
use crate::corpus::{FilePlace, path_of_bytes};
use crate::index::stored::commit::Contents;
use crate::index::stored::pieces::{PieceReader, PieceRecord};
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, RowId};

/// The files that the rows of an index were read from, as far as the rows tell.
pub(super) struct FilesOfIndex {
    pub manifest: Manifest,
    pub problems: HashMap<Arc<Path>, Vec<Problem>>,
    /// The rows of pieces that had not been read to their end; they do not count.
    pub unfinished: Vec<RowId>,
}

impl FilesOfIndex {
    /// Goes through all pieces of all segments, file by file.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of(contents: &Contents) -> Result<Self, Damaged> {
        let n_pieces: usize = contents.segments.iter().map(|segment| segment.pieces().n_pieces()).sum();
        let manifest = Manifest::with_capacity(n_pieces);
        let mut files = Self { manifest, problems: HashMap::new(), unfinished: Vec::new() };
        let mut cursors = cursors(contents)?;
        // The file whose pieces are gone through, and those of them that count so far.
        let (mut path, mut of_file) = (Vec::new(), SmallVec::new());
        // Nearly every file has one piece and no problem, so that its path is never asked for.
        let unnamed: Arc<Path> = Path::new("").into();
        while let Some(cursor) = cursors.first_mut() {
            if cursor.path != path {
                files.add_file(&path, &mut of_file, &contents.deleted)?;
                path.clone_from(&cursor.path);
            }
            let piece = cursor.pieces.piece(&unnamed)?;
            let rows = cursor.rows.of_piece(cursor.pieces.number()).collect();
            files.unfinished.extend(add_to_file(&mut of_file, piece, rows).filter(is_alive(&contents.deleted)));
            if cursor.advance()? {
                bring_first_into_order(&mut cursors);
            } else {
                cursors.remove(0);
            }
        }
        files.add_file(&path, &mut of_file, &contents.deleted)?;
        Ok(files)
    }

    /// Adds a file of which these pieces are known.
    fn add_file(&mut self, path: &[u8], of_file: &mut SmallVec<[Known; 1]>, deleted: &Bitmap) -> Result<(), Damaged> {
        let mut entry: Option<FileEntry> = None;
        for Known { piece, rows } in of_file.iter() {
            let mut alive = rows.iter().cloned().flatten().filter(is_alive(deleted)).peekable();
            // A file whose articles have all gone was deleted, or was about to be read anew.
            if !piece.is_read || (piece.has_articles && alive.peek().is_none()) {
                self.unfinished.extend(alive);
                continue;
            }
            let entry = entry.get_or_insert_default();
            entry.add_piece(piece);
            rows.iter().for_each(|rows| entry.add_rows(rows.clone()));
            if !piece.problems.is_empty() {
                let path = path_of_bytes(path).ok_or_else(|| Damaged::content("a path that is none"))?;
                let problems = piece.problems.iter().cloned().map(|problem| Problem { path: path.into(), ..problem });
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

/// Returns a test for rows whose articles are not gone.
fn is_alive(deleted: &Bitmap) -> impl Fn(&RowId) -> bool {
    |row| !deleted.contains(*row)
}

/// A piece, by what is known of it last, and its rows.
struct Known {
    piece: PieceRecord,
    rows: Ranges<RowId>,
}

/// Adds a piece to those of its file. Returns the rows of pieces that it says do not count any more.
fn add_to_file(
    of_file: &mut SmallVec<[Known; 1]>,
    piece: PieceRecord,
    rows: Ranges<RowId>,
) -> impl Iterator<Item = RowId> + use<> {
    let mut forgotten: Vec<Known> = Vec::new();
    if piece.is_forgotten() {
        forgotten.extend(of_file.drain(..));
    } else {
        // What was wrong with the last line may be right by now: it was read again.
        if let Some(part) = piece.part {
            for known in of_file.iter_mut().filter(|known| known.piece.holds(part.range.start)) {
                known.piece.problems.retain(|problem| problem.is_before_line(part.first_line));
            }
        }
        // A piece that was begun in one segment and ended in a later one is known by the later entry.
        match of_file.iter_mut().find(|known| known.piece.is_continued_by(&piece)) {
            Some(known) => {
                let has_articles = known.piece.has_articles || piece.has_articles;
                known.piece = PieceRecord { has_articles, ..piece };
                known.rows.extend(rows);
            }
            None => of_file.push(Known { piece, rows }),
        }
    }
    forgotten.into_iter().flat_map(|known| known.rows).flatten()
}

/// A place in the list of a segment.
struct Cursor<'segment> {
    segment_idx: usize,
    pieces: PieceReader<'segment>,
    rows: RowsOfPieces,
    /// The path of the piece that it stands at.
    path: Vec<u8>,
}

impl<'segment> Cursor<'segment> {
    /// Stands before the first piece.
    fn new(segment_idx: usize, segment: &'segment Segment, first_row: RowId) -> Result<Self, Damaged> {
        let rows = RowsOfPieces::of(segment, first_row)?;
        Ok(Self { segment_idx, pieces: segment.pieces().reader(), rows, path: Vec::new() })
    }

    /// Goes to the next piece. Returns `false` where there is none.
    fn advance(&mut self) -> Result<bool, Damaged> {
        if !self.pieces.advance()? {
            return Ok(false);
        }
        let path = self.pieces.path()?;
        if FilePlace::of_bytes(path) < FilePlace::of_bytes(&self.path) {
            return Err(Damaged::content("the files of a segment are not in order"));
        }
        self.path.clear();
        self.path.extend_from_slice(path);
        Ok(true)
    }

    /// What decides which cursor is next: of those that stand at the same file that of the earliest segment.
    fn key(&self) -> (FilePlace<'_>, usize) {
        (FilePlace::of_bytes(&self.path), self.segment_idx)
    }
}

/// A cursor for each segment that has pieces, in order: the next piece is that of the first.
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

/// Moves the first of the cursors, which are in order but for it, to its place. Indexes have few segments, and most
/// files are of one of them.
fn bring_first_into_order(cursors: &mut [Cursor<'_>]) {
    let mut at = 0;
    while cursors.get(at + 1).is_some_and(|next| next.key() < cursors[at].key()) {
        cursors.swap(at, at + 1);
        at += 1;
    }
}
