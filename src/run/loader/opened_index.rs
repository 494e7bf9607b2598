//! The index of the folder as it is found at the start: what it holds, and whether this program may write to it.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use foldhash::fast::RandomState as FoldHasher;
use smallvec::SmallVec;

use super::manifest::{Manifest, Ranges};
use crate::article::Problem;
use crate::corpus;
use crate::index::cache::{self, CacheFolder, Lock, Use, Writer};
use crate::index::stored::columns::{Column, NONE};
use crate::index::stored::commit::{self, Committer, Contents, NoIndex};
use crate::index::stored::pieces::PieceRecord;
use crate::index::stored::{Damaged, StoredSegment};
use crate::index::{Bitmap, RowId};
use crate::text::sentences::upper_first;

/// The index of the folder as it is found.
#[derive(Debug, Default)]
pub(super) struct OpenedIndex {
    /// Its contents, if there is an index.
    pub contents: Option<Contents>,
    /// The right to write to it.
    pub lock: Option<Writer>,
    /// True if another program has that right.
    pub is_followed: bool,
    /// Sentences about it for the user.
    pub notices: Vec<String>,
    /// Keeps it from being removed while it is used.
    in_use: Option<Use>,
}

impl OpenedIndex {
    /// Opens the index in `folder`. Never fails: without an index the folder is read.
    pub fn open(folder: &CacheFolder) -> Self {
        Self::open_with(folder, folder.lock())
    }

    /// Opens the index in `folder`, of which it is known who may write to it.
    pub fn open_with(folder: &CacheFolder, lock: Lock) -> Self {
        let mut opened = Self::default();
        match lock {
            Lock::Writer(lock) => opened.lock = Some(lock),
            Lock::LockedByAnother => opened.is_followed = true,
            Lock::NoWriting(why) => opened.notices.push(format!("{}.", upper_first(&why))),
            Lock::Refused(why) => {
                // What another user may have written is not read.
                opened.notices.push(format!("{}.", upper_first(&why)));
                return opened;
            }
        }
        opened.in_use = folder.begin_use();
        // Where this program has not the right to write, another one may have it.
        let is_own = opened.lock.is_some();
        let contents = if is_own { commit::open(folder.path()) } else { commit::open_followed(folder.path()) };
        match contents {
            Ok(contents) => opened.contents = Some(contents),
            Err(NoIndex::Missing) => {}
            Err(none) => {
                // Where only descriptors are missing the index stays as it is, for another time.
                if let NoIndex::Damaged(Damaged::Unreadable(error)) = &none
                    && corpus::is_lack_of_descriptors(error)
                {
                    opened.lock = None;
                }
                let why = match none {
                    NoIndex::Damaged(damaged) => upper_first(&damaged.to_string()),
                    NoIndex::Missing | NoIndex::OtherFormat { .. } => {
                        "The index was written by another version of newsreader".to_owned()
                    }
                };
                let outcome =
                    if opened.lock.is_some() { "it is being rebuilt" } else { "the articles are read without it" };
                opened.notices.push(format!("{why}; {outcome}."));
                // There is nothing to follow.
                opened.is_followed = false;
            }
        }
        opened
    }

    /// Makes everything ready for writing, where this program has the right to.
    pub fn committer(&mut self, folder: &CacheFolder) -> Option<Committer> {
        let lock = self.lock.as_ref()?;
        let ready = Committer::new(folder.path()).and_then(|committer| {
            lock.write_format()?;
            // It only decides which index goes first when there are too many.
            let _ = folder.mark_used(SystemTime::now());
            Ok(committer)
        });
        match ready {
            Ok(committer) => Some(committer),
            Err(error) => {
                self.notices.push(format!("No index can be kept: {}.", cache::why(&error)));
                self.lock = None;
                None
            }
        }
    }
}

/// The files that the rows of an index were read from, as far as the rows tell.
pub(super) struct FilesOfIndex {
    pub manifest: Manifest,
    pub problems: HashMap<Arc<Path>, Vec<Problem>>,
    /// The rows of pieces that had not been read to their end; they do not count.
    pub unfinished: Vec<RowId>,
}

impl FilesOfIndex {
    /// Goes through all pieces of all segments.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn of(contents: &Contents) -> Result<Self, Damaged> {
        let n_pieces: usize = contents.segments.iter().map(|segment| segment.pieces().n_pieces()).sum();
        let manifest = Manifest::with_capacity(n_pieces);
        let mut files = Self { manifest, problems: HashMap::new(), unfinished: Vec::new() };
        let several = Several::of(contents)?;
        // The pieces of each file that has several, in the order in which they came.
        let mut known: HashMap<Arc<Path>, SmallVec<[Known; 1]>> = HashMap::new();
        let mut first_row: RowId = 0;
        for segment in &contents.segments {
            let mut runs = runs_of(segment, first_row)?.into_iter().peekable();
            let mut number = 0;
            segment.pieces().for_each(&mut |piece| {
                let mut rows = Ranges::new();
                while let Some((_, run)) = runs.next_if(|(of_piece, _)| *of_piece == number) {
                    rows.push(run);
                }
                number += 1;
                if several.has(&piece.path) {
                    let of_file = known.entry(Arc::clone(&piece.path)).or_default();
                    files.unfinished.extend(add_to_file(of_file, piece, rows).filter(is_alive(&contents.deleted)));
                } else if !piece.is_forgotten() {
                    files.add(Known { piece, rows }, &contents.deleted);
                }
            })?;
            if runs.next().is_some() {
                return Err(Damaged::content("a row of a piece that is not there"));
            }
            first_row += segment.len() as RowId;
        }
        for known in known.into_values().flatten() {
            files.add(known, &contents.deleted);
        }
        Ok(files)
    }

    fn add(&mut self, known: Known, deleted: &Bitmap) {
        let Known { piece, rows } = known;
        let has_rows = rows.iter().cloned().flatten().any(|row| is_alive(deleted)(&row));
        // A file whose articles have all gone was deleted, or was about to be read anew.
        if !piece.is_read || (piece.has_articles && !has_rows) {
            self.unfinished.extend(rows.into_iter().flatten().filter(is_alive(deleted)));
            return;
        }
        if !piece.problems.is_empty() {
            self.problems.entry(Arc::clone(&piece.path)).or_default().extend_from_slice(&piece.problems);
        }
        self.manifest.add(&piece, 0..0);
        for rows in rows {
            self.manifest.add_rows(&piece.path, rows);
        }
    }
}

/// Returns a test for rows whose articles are not gone.
fn is_alive(deleted: &Bitmap) -> impl Fn(&RowId) -> bool {
    |row| !deleted.contains(*row)
}

/// The ranges of rows of each piece of a segment, as the number of the piece and the rows, in the order of the numbers.
/// Purged rows are in none.
fn runs_of(segment: &StoredSegment, first_row: RowId) -> Result<Vec<(u32, Range<RowId>)>, Damaged> {
    let mut runs: Vec<(u32, Range<RowId>)> = Vec::new();
    let mut row = first_row;
    segment.columns().for_each_part(Column::Piece, &mut |pieces| {
        for piece in pieces {
            match runs.last_mut() {
                Some((of_piece, last)) if of_piece == piece => last.end += 1,
                _ => runs.push((*piece, row..row + 1)),
            }
            row += 1;
        }
    })?;
    runs.retain(|(piece, _)| *piece != NONE);
    runs.sort_by_key(|(piece, _)| *piece);
    Ok(runs)
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

/// The files that have several pieces, by the hashes of their paths: in most folders very few.
struct Several {
    hashes: HashSet<u64, FoldHasher>,
    state: FoldHasher,
}

impl Several {
    fn of(contents: &Contents) -> Result<Self, Damaged> {
        let state = FoldHasher::default();
        let mut all = Vec::new();
        for segment in &contents.segments {
            segment.pieces().for_each_path(&mut |path| all.push(state.hash_one(path)))?;
        }
        all.sort_unstable();
        let hashes = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        Ok(Self { hashes, state })
    }

    /// True if a file has several pieces. A hash that two files share makes it true of both, which costs only time.
    fn has(&self, path: &Path) -> bool {
        self.hashes.contains(&self.state.hash_one(path))
    }
}

/// A piece, by what is known of it last, and its rows.
struct Known {
    piece: PieceRecord,
    rows: Ranges<RowId>,
}
