//! Finds the rows of articles by path, `PATH#n` or id.
//!
//! A lookup reads the paths of all files, and the columns of only those segments that have one of the files. This takes
//! milliseconds in a large folder, so it is done by worker threads, never by the screen thread.

use std::path::Path;

use super::row_id::RowId;
use super::snapshot::Snapshot;
use super::stored::columns::{Column, NONE};
use super::stored::{Damaged, IdentityKey, Segment};
use crate::article::{ArticleKey, FileKey};
use crate::text::safe::safe_line;

impl Snapshot {
    /// Returns the row of an article by its key.
    pub fn row_of(&self, key: ArticleKey) -> Option<RowId> {
        self.row_since(key, 0)
    }

    /// Returns the row of an article by its key, among the rows from `first_row` on.
    pub fn row_since(&self, key: ArticleKey, first_row: RowId) -> Option<RowId> {
        let of_file = |path: &Path| {
            let file = FileKey::new(path);
            Some(move |item| file.item(item) == key)
        };
        self.first_row_at(first_row, None, of_file)
    }

    /// Returns the row in which a deleted article was read again.
    ///
    /// In the same file, this is the article with the same identity, which has another position if articles were
    /// written before it. If there is none, it is the article at the same position. In another file, it is the article
    /// with the same bytes.
    pub fn row_read_anew(&self, gone: RowId) -> Option<RowId> {
        let article = self.get(gone)?;
        // An article that is read again has a higher row number than all articles that were read before.
        let in_same_place = self.row_since(article.key(), gone + 1);
        let mut in_another_file = None;
        for key in IdentityKey::all_of(self.identity(gone)) {
            let rows: Vec<RowId> = self.rows_of(key).into_iter().filter(|row| *row > gone).collect();
            if let Some(row) = in_same_place.filter(|row| rows.contains(row)) {
                return Some(row);
            }
            let is_in_same_file =
                |row: &RowId| self.get(*row).is_some_and(|other| other.address.path == article.address.path);
            if let Some(row) = rows.iter().copied().find(is_in_same_file) {
                return Some(row);
            }
            if matches!(key, IdentityKey::Raw(_)) {
                in_another_file = rows.first().copied();
            }
        }
        in_same_place.or(in_another_file)
    }

    /// Returns the row of an article by its path as it is shown on the screen, by `PATH#n` or by id.
    pub fn row_named(&self, name: &str) -> Option<RowId> {
        let by_path = self.row_by_path(name, is_shown_as);
        by_path.or_else(|| self.row_of(ArticleKey::parse(name)?))
    }

    /// Returns the row of an article by its path in the folder, or by `PATH#n`.
    pub fn row_at_path(&self, reference: &str) -> Option<RowId> {
        self.row_by_path(reference, is_path)
    }

    /// Returns the row of an article by `PATH#n`. Otherwise returns the first row of the file with the path
    /// `reference`.
    fn row_by_path(&self, reference: &str, is_path: impl Fn(&Path, &str) -> bool) -> Option<RowId> {
        let of_item = split_item(reference).and_then(|(path, item)| {
            let of_file = |own: &Path| is_path(own, path).then_some(|own_item| own_item == Some(item));
            self.first_row_at(0, Some(item), of_file)
        });
        let of_file =
            |own: &Path| is_path(own, reference).then_some(|item: Option<u32>| item.is_none_or(|item| item == 1));
        of_item.or_else(|| self.first_row_at(0, None, of_file))
    }

    /// Returns the rows that are not deleted and that `of_file` accepts, in the order of arrival.
    ///
    /// `of_file` is called for each file. It returns a function that is called with the item of each article of the
    /// file, or `None` to skip the file.
    pub fn rows_at<IsIt>(&self, of_file: impl Fn(&Path) -> Option<IsIt>) -> Vec<RowId>
    where
        IsIt: Fn(Option<u32>) -> bool,
    {
        let mut rows = Vec::new();
        self.for_each_row_at(0, None, of_file, &mut |row| {
            rows.push(row);
            true
        });
        rows
    }

    /// Returns the first accepted row from `first_row` on. Rows of other items than `only_item` are skipped if it is
    /// given.
    fn first_row_at<IsIt>(
        &self,
        first_row: RowId,
        only_item: Option<u32>,
        of_file: impl Fn(&Path) -> Option<IsIt>,
    ) -> Option<RowId>
    where
        IsIt: Fn(Option<u32>) -> bool,
    {
        let mut first = None;
        self.for_each_row_at(first_row, only_item, of_file, &mut |row| {
            first = Some(row);
            false
        });
        first
    }

    /// Calls `take` with each accepted row from `first_row` on, until it returns `false`.
    fn for_each_row_at<IsIt>(
        &self,
        first_row: RowId,
        only_item: Option<u32>,
        of_file: impl Fn(&Path) -> Option<IsIt>,
        take: &mut dyn FnMut(RowId) -> bool,
    ) where
        IsIt: Fn(Option<u32>) -> bool,
    {
        let mut goes_on = true;
        for (first_row_of, segment) in
            self.segments().filter(|(first_row_of, segment)| first_row_of + segment.len() as RowId > first_row)
        {
            let mut take = |at: usize| {
                let row = first_row_of + at as RowId;
                goes_on = row < first_row || self.is_deleted(row) || take(row);
                goes_on
            };
            if let Err(damaged) = for_each_in(segment, only_item, &of_file, &mut take) {
                self.tell(&damaged);
            }
            if !goes_on {
                return;
            }
        }
    }
}

/// Calls `take` with the position of each accepted row of a segment, until it returns `false`.
fn for_each_in<IsIt>(
    segment: &Segment,
    only_item: Option<u32>,
    of_file: &impl Fn(&Path) -> Option<IsIt>,
    take: &mut dyn FnMut(usize) -> bool,
) -> Result<(), Damaged>
where
    IsIt: Fn(Option<u32>) -> bool,
{
    const ROWS_AT_ONCE: usize = 16 * 1024;
    let mut asked: Vec<Option<IsIt>> = Vec::new();
    segment.chunks().for_each_path(&mut |path| asked.push(of_file(path)))?;
    if asked.iter().all(Option::is_none) {
        return Ok(());
    }
    for start in (0..segment.len()).step_by(ROWS_AT_ONCE) {
        let end = (start + ROWS_AT_ONCE).min(segment.len());
        let items = segment.columns().range(Column::Item, start, end)?;
        if only_item.is_some_and(|item| !items.contains(&item)) {
            continue;
        }
        let chunks = segment.columns().range(Column::Chunk, start, end)?;
        if chunks.iter().any(|chunk| *chunk as usize >= asked.len() && *chunk != NONE) {
            return Err(Damaged::content("a row of a chunk that is not there"));
        }
        let asked_of = |chunk: u32| asked.get(chunk as usize).and_then(Option::as_ref);
        if chunks.iter().all(|chunk| asked_of(*chunk).is_none()) {
            continue;
        }
        for (at, (chunk, item)) in (start..).zip(chunks.iter().zip(items)) {
            if asked_of(*chunk).is_some_and(|is_it| is_it((item > 0).then_some(item))) && !take(at) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Returns the path and the number of `PATH#n`.
fn split_item(reference: &str) -> Option<(&str, u32)> {
    let (path, item) = reference.rsplit_once('#')?;
    Some((path, item.parse().ok()?))
}

/// True if the bytes of a path are those of `text`. Comparing the components of paths would take ten times as long.
fn is_path(path: &Path, text: &str) -> bool {
    path.as_os_str().as_encoded_bytes() == text.as_bytes()
}

/// True if a path is shown as `name` on the screen.
fn is_shown_as(path: &Path, name: &str) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    // Nearly every path is shown as it is.
    if bytes.iter().all(u8::is_ascii_graphic) {
        bytes == name.as_bytes()
    } else {
        safe_line(&path.to_string_lossy()) == name
    }
}
