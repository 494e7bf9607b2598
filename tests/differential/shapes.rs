//! The shapes that an index can have: the same articles in one segment or many, in memory or on disk, joined, some
//! of them gone, opened again.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use newsreader::article::Accounting;
use newsreader::index::stored::commit::{self, Committer};
use newsreader::index::stored::{SegmentOutput, merge_segments};
use newsreader::index::{DamageListener, RowId, Snapshot, SnapshotBuilder};

use crate::corpus::Invented;

/// A batch that arrives while the folder is watched: a few articles.
const SMALL: usize = 6;
/// A batch that is read while a folder is loaded. Files of several articles are cut by it.
const BATCH: usize = 37;
/// Of the articles of a shape with deletes one in so many is gone.
const DELETED_EVERY: usize = 7;

/// The articles in an index of one shape.
pub struct Shape {
    pub name: &'static str,
    pub snapshot: Snapshot,
    /// One filter in so many is asked of it: many small segments take long in a debug build.
    pub asked_every: usize,
}

/// The folder of an index, and the number of the segments in it.
struct Index<'folder> {
    folder: &'folder Path,
    n_written: u64,
}

impl Index<'_> {
    /// Makes one segment on disk of adjacent ones, whose place it takes.
    fn write(&mut self, builder: &mut SnapshotBuilder, parts: Range<usize>) {
        self.n_written += 1;
        let output = SegmentOutput::on_disk(self.folder, self.n_written).unwrap();
        let segment = merge_segments(&builder.parts()[parts.clone()], &output, &|| false).unwrap();
        builder.replace(parts, Arc::new(segment));
    }
}

/// All articles in memory.
fn builder(invented: &Invented, n_a_segment: usize) -> SnapshotBuilder {
    let mut builder = SnapshotBuilder::default();
    for segment in invented.segments(n_a_segment) {
        builder.push(segment);
    }
    builder
}

/// Writes all segments as several of unequal length.
fn write_many(index: &mut Index<'_>, builder: &mut SnapshotBuilder) {
    let (mut at, mut length) = (0, 1);
    while at < builder.parts().len() {
        index.write(builder, at..(at + length).min(builder.parts().len()));
        (at, length) = (at + 1, length * 2);
    }
}

/// Every shape of an index of the invented articles, with its files in `folder`.
pub fn shapes(invented: &Invented, folder: &Path) -> Vec<Shape> {
    let mut index = Index { folder, n_written: 0 };
    let mut shapes = Vec::new();
    let mut add = |name, snapshot, asked_every| shapes.push(Shape { name, snapshot, asked_every });

    add("small segments in memory", builder(invented, SMALL).snapshot(), 20);

    let mut mixed = builder(invented, SMALL);
    let n_parts = mixed.parts().len();
    index.write(&mut mixed, 0..n_parts / 2);
    index.write(&mut mixed, 1..n_parts / 4);
    add("segments on disk, then small ones in memory", mixed.snapshot(), 20);

    let mut one = builder(invented, BATCH);
    let n_parts = one.parts().len();
    index.write(&mut one, 0..n_parts);
    add("one segment", one.snapshot(), 2);

    let mut many = builder(invented, BATCH);
    write_many(&mut index, &mut many);
    add("many segments", many.snapshot(), 1);

    let mut joined = many;
    index.write(&mut joined, 0..2);
    let n_parts = joined.parts().len();
    index.write(&mut joined, 2..n_parts);
    index.write(&mut joined, 0..2);
    add("joined segments", joined.snapshot(), 2);

    let mut deleted = builder(invented, BATCH);
    let n_parts = deleted.parts().len();
    index.write(&mut deleted, 0..n_parts / 2);
    deleted.delete((0..invented.articles.len() as RowId).step_by(DELETED_EVERY)).unwrap();
    add("some articles gone", deleted.snapshot(), 3);

    index.write(&mut deleted, 1..n_parts - n_parts / 2 + 1);
    let mut committer = Committer::new(folder).unwrap();
    committer.commit(&deleted.contents(true, Accounting::default(), None).unwrap()).unwrap();
    let contents = commit::open(folder).unwrap();
    let mut reopened = SnapshotBuilder::from_contents(&contents, DamageListener::default());
    add("opened again", reopened.snapshot(), 3);
    shapes
}
