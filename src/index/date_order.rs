//! The order of all rows by date: newest first, undated last, equal dates by path and item.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::row_id::RowId;
use super::segment_rows::RowNumber;
use super::stored::columns::{NONE, packed_day};
use super::stored::{Damaged, Segment};
use crate::article::ArticleDate;

/// Sort key of a row.
#[derive(Clone, Copy, Debug)]
struct Key {
    /// The first possible day, packed. `None` sorts below all days, so undated rows come last.
    day: Option<i32>,
    second: u32,
    /// Index of its file in `OrderKeys::paths`.
    path: u32,
    item: u32,
}

/// Sort keys of all rows. They take 20 bytes a row and the paths, so they are kept only while rows are added.
#[derive(Debug, Default)]
pub(super) struct OrderKeys {
    keys: Vec<Key>,
    paths: Vec<Arc<Path>>,
    numbers: HashMap<Arc<Path>, u32>,
}

impl OrderKeys {
    /// Returns the number of rows whose sort keys are known.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Adds the rows of a segment, without the first `n_known`, which have been added before.
    ///
    /// # Errors
    /// When the segment is damaged. None of its rows is added then.
    pub fn push(&mut self, part: &Segment, n_known: usize) -> Result<(), Damaged> {
        let (by_row, days) = part.days()?;
        let seconds = part.numbers(RowNumber::Second)?;
        let n_before = self.keys.len();
        let mut rows = by_row.into_iter().zip(seconds).enumerate();
        let (mut last_path, mut last_number) = (None, 0);
        let read = part.for_each_place(|path, item| {
            // Articles of one file are adjacent.
            if last_path.as_ref() != Some(path) {
                let next = self.paths.len() as u32;
                last_number = *self.numbers.entry(Arc::clone(path)).or_insert(next);
                if last_number == next {
                    self.paths.push(Arc::clone(path));
                }
                last_path = Some(Arc::clone(path));
            }
            let (at, (place, second)) = rows.next().unwrap_or((usize::MAX, (NONE, 0)));
            if at < n_known {
                return;
            }
            let day = days.get(place as usize).map(|(first, _)| packed_day(*first));
            self.keys.push(Key { day, second, path: last_number, item: item.unwrap_or(0) });
        });
        if read.is_err() {
            self.keys.truncate(n_before);
        }
        read
    }

    /// Replaces the date that a row has in its segment.
    pub fn put_date(&mut self, row: RowId, date: Option<&ArticleDate>) {
        if let Some(key) = self.keys.get_mut(row as usize) {
            key.day = date.map(|date| packed_day(date.first_day));
            key.second = date.map_or(0, |date| date.sort_key().1);
        }
    }

    /// Merges `new_rows` into `rows`, which are sorted. Returns all of them, sorted.
    pub fn insert(&self, rows: &[RowId], mut new_rows: Vec<RowId>) -> Vec<RowId> {
        new_rows.sort_by(|a, b| self.compare(*a, *b));
        let mut all = Vec::with_capacity(rows.len() + new_rows.len());
        let mut rest = rows;
        for new in new_rows {
            let n_before = rest.partition_point(|row| self.compare(*row, new).is_lt());
            let (before, after) = rest.split_at(n_before);
            all.extend_from_slice(before);
            all.push(new);
            rest = after;
        }
        all.extend_from_slice(rest);
        all
    }

    fn compare(&self, a: RowId, b: RowId) -> std::cmp::Ordering {
        let (a, b) = (&self.keys[a as usize], &self.keys[b as usize]);
        let by_date = Reverse((a.day, a.second)).cmp(&Reverse((b.day, b.second)));
        by_date.then_with(|| {
            let path = |key: &Key| self.paths[key.path as usize].as_os_str();
            if a.path == b.path { a.item.cmp(&b.item) } else { path(a).cmp(path(b)).then(a.item.cmp(&b.item)) }
        })
    }
}
