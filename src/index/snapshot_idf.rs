//! Computes the idf of terms in a snapshot, from the signatures of a sample of its articles.

use super::row_id::RowId;
use super::signature::{Idf, IdfBuilder, decode_into};
use super::snapshot::Snapshot;
use super::stored::Damaged;

/// The approximate maximum number of articles that are counted.
const COUNTED: usize = 16 * 1024;
/// The number of adjacent rows that are counted together, because their signatures are read at once.
const BLOCK: usize = 16;

impl Snapshot {
    /// Returns the idf of terms, which is computed on the first call; `None` if `stop` returned true.
    pub fn idf(&self, stop: &dyn Fn() -> bool) -> Option<&Idf> {
        if self.idf.get().is_none() {
            let idf = idf_of(self, stop)?;
            let _ = self.idf.set(idf);
        }
        self.idf.get()
    }
}

/// Computes the idf of terms in a snapshot; `None` if `stop` returned true. It reads thousands of signatures, so a
/// snapshot keeps it.
pub fn idf_of(snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<Idf> {
    let n_rows = snapshot.n_rows();
    let mut builder = IdfBuilder::new(n_rows.min(COUNTED));
    let mut entries = Vec::new();
    // Every block of a small collection is counted, and every n-th of a large one.
    let stride = n_rows.div_ceil(COUNTED).max(1) * BLOCK;
    for (first_row, part) in snapshot.segments() {
        let first_row = first_row as usize;
        let mut block = first_row / stride * stride;
        while block < first_row + part.len() {
            let rows = block.max(first_row)..(block + BLOCK).min(first_row + part.len());
            block += stride;
            if rows.is_empty() {
                continue;
            }
            let counted =
                part.for_each_signature(rows.start - first_row..rows.end - first_row, &mut |at, language, bytes| {
                    if !snapshot.is_deleted((first_row + at) as RowId) {
                        decode_into(bytes, &mut entries)?;
                        builder.add(entries.iter().copied(), language);
                    }
                    Ok::<(), Damaged>(())
                });
            if let Err(damaged) = counted {
                snapshot.tell(&damaged);
            }
            if stop() {
                return None;
            }
        }
    }
    Some(builder.finish())
}
