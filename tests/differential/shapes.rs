//! The shapes of an index: the same articles in one segment or many, in memory or on disk, joined, with deleted rows,
//! opened again, compacted, renumbered.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use newsreader::article::Accounting;
use newsreader::index::stored::commit::{self, Committer, Contents};
use newsreader::index::stored::{Merge, RowNumbers, Segment, SegmentOutput};
use newsreader::index::{Bitmap, DamageListener, RowId, Snapshot, SnapshotBuilder};

use crate::corpus::Invented;

/// The size of a batch that arrives while the folder is watched.
const SMALL: usize = 6;
/// The size of a batch that is read during a load. It splits files of several articles.
const BATCH: usize = 37;
/// One in so many articles is deleted in a shape with deleted rows.
const DELETED_EVERY: usize = 7;

/// The articles in an index of one shape.
pub struct Shape {
    pub name: &'static str,
    pub snapshot: Snapshot,
    /// The deleted articles.
    pub deleted: Bitmap,
    /// The number of the article of each row.
    article_of: Vec<u32>,
    /// One in so many filters is asked of this shape, because many small segments are slow in a debug build.
    pub asked_every: usize,
}

impl Shape {
    /// Returns the number of the article of a row.
    pub fn article_of(&self, row: RowId) -> u32 {
        self.article_of[row as usize]
    }
}

/// The folder of an index, and the number of segments written to it.
struct Index<'folder> {
    folder: &'folder Path,
    n_written: u64,
}

impl Index<'_> {
    /// Replaces adjacent segments by one segment on disk.
    fn write(&mut self, builder: &mut SnapshotBuilder, parts: Range<usize>) {
        let segment = self.merged(&builder.segments()[parts.clone()], &Bitmap::default(), RowNumbers::Kept);
        builder.replace(parts, segment);
    }

    /// Compacts each segment.
    fn compact(&mut self, builder: &mut SnapshotBuilder) {
        let mut first_row = 0;
        for at in 0..builder.segments().len() {
            let n_rows = builder.segments()[at].len();
            let deleted = builder.deleted().part(first_row, n_rows);
            let segment = self.merged(&builder.segments()[at..=at], &deleted, RowNumbers::Kept);
            assert_eq!(segment.entry().rows.n_purged as usize, deleted.count());
            builder.replace(at..at + 1, segment);
            first_row += n_rows as RowId;
        }
    }

    /// Merges segments into one segment on disk.
    fn merged(&mut self, segments: &[Arc<Segment>], deleted: &Bitmap, numbers: RowNumbers) -> Arc<Segment> {
        self.n_written += 1;
        let output = SegmentOutput::on_disk(self.folder, self.n_written).unwrap();
        Arc::new(Merge { segments, deleted, is_first: true, numbers }.run(&output, &|| false).unwrap())
    }
}

/// Returns a builder with all articles in memory.
fn builder(invented: &Invented, n_a_segment: usize) -> SnapshotBuilder {
    let mut builder = SnapshotBuilder::default();
    for segment in invented.segments(n_a_segment) {
        builder.push(segment);
    }
    builder
}

/// Writes all segments as several segments of unequal length.
fn write_many(index: &mut Index<'_>, builder: &mut SnapshotBuilder) {
    let (mut at, mut length) = (0, 1);
    while at < builder.segments().len() {
        index.write(builder, at..(at + length).min(builder.segments().len()));
        (at, length) = (at + 1, length * 2);
    }
}

/// Returns the generated articles in every shape of an index, with the files in `folder`.
pub fn shapes(invented: &Invented, folder: &Path) -> Vec<Shape> {
    let mut index = Index { folder, n_written: 0 };
    let mut shapes = Vec::new();
    let mut add = |name, snapshot: Snapshot, asked_every| {
        let (deleted, article_of) = (snapshot.deleted().clone(), (0..snapshot.n_rows() as u32).collect());
        shapes.push(Shape { name, snapshot, deleted, article_of, asked_every });
    };

    add("small segments in memory", builder(invented, SMALL).snapshot(), 20);

    let mut mixed = builder(invented, SMALL);
    let n_parts = mixed.segments().len();
    index.write(&mut mixed, 0..n_parts / 2);
    index.write(&mut mixed, 1..n_parts / 4);
    add("segments on disk, then small ones in memory", mixed.snapshot(), 20);

    let mut one = builder(invented, BATCH);
    let n_parts = one.segments().len();
    index.write(&mut one, 0..n_parts);
    add("one segment", one.snapshot(), 2);

    let mut many = builder(invented, BATCH);
    write_many(&mut index, &mut many);
    add("many segments", many.snapshot(), 1);

    let mut joined = many;
    index.write(&mut joined, 0..2);
    let n_parts = joined.segments().len();
    index.write(&mut joined, 2..n_parts);
    index.write(&mut joined, 0..2);
    add("joined segments", joined.snapshot(), 2);

    let mut deleted = builder(invented, BATCH);
    let n_parts = deleted.segments().len();
    index.write(&mut deleted, 0..n_parts / 2);
    deleted.delete((0..invented.articles.len() as RowId).step_by(DELETED_EVERY)).unwrap();
    add("some articles gone", deleted.snapshot(), 3);

    index.write(&mut deleted, 1..n_parts - n_parts / 2 + 1);
    let mut committer = Committer::new(folder).unwrap();
    let mut reopened = |contents: &Contents| {
        committer.commit(contents).unwrap();
        SnapshotBuilder::from_contents(&commit::open(folder).unwrap(), DamageListener::default())
    };
    let contents = |builder: &mut SnapshotBuilder| builder.contents(true, Accounting::default(), None).unwrap();
    add("opened again", reopened(&contents(&mut deleted)).snapshot(), 3);

    index.compact(&mut deleted);
    add("compacted", deleted.snapshot(), 3);
    let n_parts = deleted.segments().len();
    index.write(&mut deleted, 0..n_parts / 2);
    let mut reopened_compacted = reopened(&contents(&mut deleted));
    add("compacted, joined and opened again", reopened_compacted.snapshot(), 3);

    // Before the renumbering as many rows again are deleted, and a few more during it.
    let n_articles = invented.articles.len() as RowId;
    deleted.delete((1..n_articles).step_by(DELETED_EVERY)).unwrap();
    let gone = deleted.deleted().clone();
    let n_parts = deleted.segments().len();
    let n_first: usize = deleted.segments()[..n_parts / 2].iter().map(|part| part.len()).sum();
    let (first, second) = deleted.segments().split_at(n_parts / 2);
    let first = index.merged(first, &gone.part(0, n_first), RowNumbers::New);
    let second = index.merged(second, &gone.part(n_first as RowId, gone.n_rows() - n_first), RowNumbers::New);
    deleted.delete((2..n_articles).step_by(DELETED_EVERY)).unwrap();
    let renumbered = contents(&mut deleted).renumbered(vec![first, second], &gone).unwrap();
    shapes.push(Shape {
        name: "numbered anew",
        snapshot: reopened(&renumbered).snapshot(),
        deleted: deleted.deleted().clone(),
        article_of: (0..n_articles).filter(|row| !gone.contains(*row)).collect(),
        asked_every: 3,
    });
    shapes
}
