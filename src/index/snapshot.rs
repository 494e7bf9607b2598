//! All articles read so far, as one immutable value.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::bitmap::Bitmap;
use super::days::DayCounts;
use super::overlay::Overlay;
use super::repetition::Repeated;
use super::row_id::{Numbering, RowId};
use super::rows_by_date::RowsByDate;
use super::signature::{Idf, Signature};
use super::source_names::SourceNames;
use super::stored::{Damaged, IdentityKey, Segment};
use super::text_source::TextSource;
use crate::article::{Address, Article, Body, Format, Identity, Problem, Severity};

/// Callback for damage that is found in a segment on disk.
#[derive(Clone)]
pub struct DamageListener {
    was_reported: Arc<AtomicBool>,
    tell: Arc<dyn Fn(&Damaged) + Send + Sync>,
}

impl DamageListener {
    /// Creates a listener that calls `tell`, on the thread that finds the damage.
    pub fn new(tell: impl Fn(&Damaged) + Send + Sync + 'static) -> Self {
        Self { was_reported: Arc::default(), tell: Arc::new(tell) }
    }

    /// Reports damage.
    pub fn tell(&self, damaged: &Damaged) {
        self.was_reported.store(true, Ordering::Relaxed);
        (self.tell)(damaged);
    }
}

impl Default for DamageListener {
    fn default() -> Self {
        Self::new(|_| {})
    }
}

impl fmt::Debug for DamageListener {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DamageListener")
    }
}

/// All articles read so far. Cheap to clone and never changed.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    pub(super) segments: Arc<[Arc<Segment>]>,
    /// The first row of each segment, followed by the number of all rows.
    pub(super) first_rows: Arc<[RowId]>,
    pub(super) by_date: RowsByDate,
    /// Tombstones.
    pub(super) deleted: Arc<Bitmap>,
    pub(super) days: Arc<DayCounts>,
    pub(super) repeated: Arc<Repeated>,
    pub(super) source_names: Arc<SourceNames>,
    pub(super) numbering: Numbering,
    pub(super) mean_words: Arc<OnceLock<f32>>,
    pub(super) idf: Arc<OnceLock<Idf>>,
    pub(super) listener: DamageListener,
    pub(super) overlay: Arc<Overlay>,
    /// Source of the texts that the index does not keep.
    pub(super) texts: Option<Arc<TextSource>>,
}

impl Snapshot {
    /// Returns the number of articles, without deleted ones.
    pub fn len(&self) -> usize {
        self.by_date.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_date.is_empty()
    }

    /// Returns the number of rows, including deleted ones. Every row is below this number.
    pub fn n_rows(&self) -> usize {
        self.first_rows.last().map_or(0, |n_rows| *n_rows as usize)
    }

    pub fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// Returns the article of a row, read from its segment and its overlay; `None` if this snapshot has no such row.
    ///
    /// If the index is damaged there, or if the article was purged, returns an article of which nothing is known.
    pub fn get(&self, row: RowId) -> Option<Arc<Article>> {
        let (segment, at) = self.segment_of(row)?;
        // A screen that shows an earlier snapshot may still ask for a deleted row.
        if self.is_deleted(row) && segment.is_purged(at).unwrap_or(false) {
            return Some(Arc::new(unreadable_article()));
        }
        let article = segment.article(at).unwrap_or_else(|damaged| {
            self.tell(&damaged);
            unreadable_article()
        });
        Some(Arc::new(self.overlay.over(row, article)))
    }

    /// Returns the article of a row of this snapshot, or of an earlier one of the same numbering, as [`Self::get`]
    /// does.
    ///
    /// If there is no such row, debug builds panic. Other builds return an article of which nothing is known.
    pub fn article(&self, row: RowId) -> Arc<Article> {
        let article = self.get(row);
        debug_assert!(article.is_some(), "row {row} of a snapshot of {} rows", self.n_rows());
        article.unwrap_or_else(|| Arc::new(unreadable_article()))
    }

    /// Returns the article of a row if its segment is in memory, so that no file is read.
    pub fn article_in_memory(&self, row: RowId) -> Option<Arc<Article>> {
        if self.is_in_memory(row) { self.get(row) } else { None }
    }

    /// True if the segment of a row is in memory, so that its article can be read without a file.
    pub fn is_in_memory(&self, row: RowId) -> bool {
        self.segment_of(row).is_some_and(|(segment, _)| segment.is_in_memory())
    }

    /// Returns the body of a row, if the index keeps it.
    pub fn kept_body(&self, row: RowId) -> Option<Body> {
        let (segment, at) = self.segment_of(row)?;
        segment.kept_body(at).unwrap_or_else(|damaged| {
            self.tell(&damaged);
            None
        })
    }

    /// Returns the body of a row with all its marks, read from its file if the index does not keep it.
    ///
    /// This may wait for the disk, so it is for background threads.
    ///
    /// # Errors
    /// When there is no such row, and when its file cannot be read any more.
    pub fn body(&self, row: RowId) -> Result<Body, Problem> {
        let problem = |path: &Path, what: &'static str| Problem::new(path, Severity::NotShown, what);
        let Some(article) = self.get(row) else {
            return Err(problem(Path::new(""), "it is not among the articles that have been read"));
        };
        let mut body = match (self.kept_body(row), &self.texts) {
            (Some(body), _) => body,
            (None, Some(texts)) => texts.body(&article.address)?,
            (None, None) => return Err(problem(&article.address.path, "the folder of its text is not known")),
        };
        self.repeated.mark(&article, &mut body);
        Ok(body)
    }

    /// Marks the paragraphs of a row's text that several articles of its source have. The result is final in the last
    /// snapshot of a load. Before that, it is based on the articles read so far.
    pub fn mark_repeated(&self, row: RowId, body: &mut Body) {
        if let Some(article) = self.get(row) {
            self.repeated.mark(&article, body);
        }
    }

    /// True if any paragraph is known to be repeated.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// True if both snapshots have the same repeated paragraphs.
    pub fn repeats_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.repeated, &other.repeated)
    }

    /// Returns every row that is not deleted, newest first. Undated articles come last, in the order of their paths.
    ///
    /// Rows after the first page may have to be read from disk, so this is for background threads.
    pub fn by_date(&self) -> &Arc<[RowId]> {
        self.by_date.whole(|damaged| self.tell(damaged))
    }

    /// Returns the same rows as far as they are known, without waiting for the disk.
    pub fn rows_by_date(&self) -> &RowsByDate {
        &self.by_date
    }

    /// Returns the tombstones.
    pub fn deleted(&self) -> &Bitmap {
        &self.deleted
    }

    pub fn is_deleted(&self, row: RowId) -> bool {
        self.deleted.contains(row)
    }

    /// Returns the segments in the order of arrival, each with its first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (RowId, &Arc<Segment>)> {
        self.segments.iter().enumerate().map(|(segment_idx, segment)| (self.first_rows[segment_idx], segment))
    }

    /// Returns the number of articles of each day.
    pub fn days(&self) -> &Arc<DayCounts> {
        &self.days
    }

    /// Returns the names that hosts are shown under.
    pub fn source_names(&self) -> &Arc<SourceNames> {
        &self.source_names
    }

    /// Returns the name to show for the source of an article of this snapshot. `None` if no source is known.
    ///
    /// It reads no file, so the screen thread may call it for each line of a list.
    pub fn source_name<'a>(&'a self, article: &'a Article) -> Option<Cow<'a, str>> {
        self.source_names.shown(article)
    }

    /// Returns the mean number of words of a text, once a search has computed it in a pass over all rows.
    pub fn mean_words(&self) -> &OnceLock<f32> {
        &self.mean_words
    }

    /// True if this snapshot has an article at `row` of `numbering` that is not deleted.
    pub fn has_row(&self, row: RowId, numbering: Numbering) -> bool {
        self.numbering == numbering && (row as usize) < self.n_rows() && !self.is_deleted(row)
    }

    /// True if `newer` has the articles of this snapshot under the same numbers, and perhaps more.
    pub fn grew_to(&self, newer: &Self) -> bool {
        self.numbering == newer.numbering && self.n_rows() <= newer.n_rows()
    }

    /// Returns the segment of a row and the position of the row in it; `None` if there is no such row.
    pub fn segment_of(&self, row: RowId) -> Option<(&Arc<Segment>, usize)> {
        if row as usize >= self.n_rows() {
            return None;
        }
        let segment_idx = self.first_rows.partition_point(|first| *first <= row).checked_sub(1)?;
        Some((self.segments.get(segment_idx)?, (row - self.first_rows[segment_idx]) as usize))
    }

    /// Returns the signature of a row. It has no terms if there is no such row or if its segment is damaged.
    pub fn signature(&self, row: RowId) -> Signature {
        self.segment_of(row).map_or_else(Signature::default, |(segment, at)| self.or_report(segment.signature(at)))
    }

    /// Returns the identity of the article of a row. It is empty if there is no such row or if its segment is damaged.
    pub fn identity(&self, row: RowId) -> Identity {
        self.segment_of(row).map_or_else(Identity::default, |(segment, at)| self.or_report(segment.identity(at)))
    }

    /// Returns the rows whose articles have `key`, in order, without deleted ones.
    ///
    /// This reads up to 16 bytes of every row, so it is for background threads.
    pub fn rows_of(&self, key: IdentityKey) -> Vec<RowId> {
        let mut rows = Vec::new();
        for (first_row, segment) in self.segments() {
            self.or_report(segment.find(key, &mut |at| rows.push(first_row + at as RowId)));
        }
        rows.retain(|row| !self.is_deleted(*row));
        rows
    }

    /// Returns a value that was read from the index. If it is damaged, reports the damage and returns a default.
    fn or_report<T: Default>(&self, read: Result<T, Damaged>) -> T {
        read.unwrap_or_else(|damaged| {
            self.tell(&damaged);
            T::default()
        })
    }

    /// Returns the first and the last day of a row's date; `None` if it has no date.
    ///
    /// # Errors
    /// When its segment is damaged.
    pub fn days_of(&self, row: RowId) -> Result<Option<(Date, Date)>, Damaged> {
        if let Some((_, date)) = self.overlay.of_rows(row..row + 1).dates().next() {
            return Ok(date.value().map(|date| (date.first_day, date.last_day)));
        }
        self.segment_of(row).map_or(Ok(None), |(segment, at)| segment.days_of(at))
    }

    /// Reports to the listener that a segment is damaged.
    pub fn tell(&self, damaged: &Damaged) {
        self.listener.tell(damaged);
    }

    /// True if damage has been reported. Values read from the index since then may be wrong.
    pub fn is_damaged(&self) -> bool {
        self.listener.was_reported.load(Ordering::Relaxed)
    }
}

/// Returns an article that replaces one of a damaged index until the index is rebuilt.
pub fn unreadable_article() -> Article {
    let path: Arc<Path> = PathBuf::from("�").into();
    Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText })
}

/// Compares two articles by the path of their file, then by their number in the file.
pub fn compare_paths(a: &Article, b: &Article) -> std::cmp::Ordering {
    a.address.path.as_os_str().cmp(b.address.path.as_os_str()).then(a.address.item.cmp(&b.address.item))
}
