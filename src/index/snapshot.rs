//! All articles read so far, as one immutable value.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::bitmap::Bitmap;
use super::days::DayCounts;
use super::overlay::Overlay;
use super::repetition::Repeated;
use super::rows_by_date::RowsByDate;
use super::signature::{Idf, Signature};
use super::source_names::SourceNames;
use super::stored::{Damaged, IdentityKey, Segment};
use super::text_source::TextSource;
use crate::article::{Address, Article, Body, Format, Identity};

/// The number of an article within its snapshots, in the order of arrival.
///
/// It stays the same from one snapshot to the next, also where segments are joined and articles go; reading the
/// folder anew starts new numbers, so what must outlive that is kept as an
/// [`ArticleKey`](crate::article::ArticleKey).
pub type RowId = u32;

/// Which row numbering a row is of: snapshots of one have the same articles under the same numbers.
///
/// Whatever keeps rows keeps this beside them, so that no row is looked up in a snapshot that it was not made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering(u64);

impl Numbering {
    /// A numbering that no snapshot has yet.
    pub(super) fn new() -> Self {
        // That of a snapshot of nothing is 0.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// What is told when a segment on disk turns out to be damaged.
#[derive(Clone)]
pub struct DamageListener {
    was_told: Arc<AtomicBool>,
    tell: Arc<dyn Fn(&Damaged) + Send + Sync>,
}

impl DamageListener {
    /// A listener that calls `tell`, from whatever thread comes upon the damage.
    pub fn new(tell: impl Fn(&Damaged) + Send + Sync + 'static) -> Self {
        Self { was_told: Arc::default(), tell: Arc::new(tell) }
    }

    /// Tells of damage.
    pub fn tell(&self, damaged: &Damaged) {
        self.was_told.store(true, Ordering::Relaxed);
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
    /// The number of the first row of each segment, and behind them the number of all rows.
    pub(super) first_rows: Arc<[RowId]>,
    pub(super) by_date: RowsByDate,
    /// The rows whose articles are gone.
    pub(super) deleted: Arc<Bitmap>,
    pub(super) days: Arc<DayCounts>,
    pub(super) repeated: Arc<Repeated>,
    pub(super) source_names: Arc<SourceNames>,
    pub(super) numbering: Numbering,
    pub(super) mean_words: Arc<OnceLock<f32>>,
    pub(super) idf: Arc<OnceLock<Idf>>,
    pub(super) listener: DamageListener,
    /// Values of rows that stand over those of their segments.
    pub(super) overlay: Arc<Overlay>,
    /// Where texts that are not kept are read from.
    pub(super) texts: Option<Arc<TextSource>>,
}

impl Snapshot {
    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.by_date.len()
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.by_date.is_empty()
    }

    /// How many rows there are, with those whose articles are gone: every row is below this number.
    pub fn n_rows(&self) -> usize {
        self.first_rows.last().map_or(0, |n_rows| *n_rows as usize)
    }

    /// The numbering of its rows.
    pub fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// Returns the article of a row, read from its segment and its overlay; `None` where this snapshot has no such row.
    /// Should the index be damaged there, or the article be gone from it, an article of which nothing is known.
    pub fn get(&self, row: RowId) -> Option<Arc<Article>> {
        let (segment, at) = self.segment_of(row)?;
        // What is shown of an earlier snapshot may be asked for once more.
        if self.is_deleted(row) && segment.is_purged(at).unwrap_or(false) {
            return Some(Arc::new(unreadable_article()));
        }
        let article = segment.article(at).unwrap_or_else(|damaged| {
            self.tell(&damaged);
            unreadable_article()
        });
        Some(Arc::new(self.overlay.over(row, article)))
    }

    /// Returns the article of a row that was made for this snapshot or an earlier one of the same numbering, as
    /// [`Self::get`] does. Where there is no such row, which debug builds do not let pass, it is an article of which
    /// nothing is known.
    pub fn article(&self, row: RowId) -> Arc<Article> {
        let article = self.get(row);
        debug_assert!(article.is_some(), "row {row} of a snapshot of {} rows", self.n_rows());
        article.unwrap_or_else(|| Arc::new(unreadable_article()))
    }

    /// The article of a row whose segment is in memory: all that is told without a look at a file.
    pub fn article_in_memory(&self, row: RowId) -> Option<Arc<Article>> {
        if self.is_in_memory(row) { self.get(row) } else { None }
    }

    /// True if the segment of a row is in memory, so that its article is there without a look at a file.
    pub fn is_in_memory(&self, row: RowId) -> bool {
        self.segment_of(row).is_some_and(|(segment, _)| segment.is_in_memory())
    }

    /// The body of a row, where the index keeps it.
    pub fn kept_body(&self, row: RowId) -> Option<Body> {
        let (segment, at) = self.segment_of(row)?;
        segment.kept_body(at).unwrap_or_else(|damaged| {
            self.tell(&damaged);
            None
        })
    }

    /// The body of a row, read from its file where the index does not keep it. `None` where it cannot be read, and
    /// where nobody has said which folder the articles are from.
    ///
    /// This may take as long as a disk takes: for a thread that nobody waits for.
    pub fn body(&self, row: RowId) -> Option<Body> {
        self.kept_body(row).or_else(|| self.texts.as_ref()?.body(&self.get(row)?.address))
    }

    /// Marks the paragraphs of a row's text that several articles of its source have. Which those are is
    /// certain in the last snapshot of a reading; until then it is what is known so far.
    pub fn mark_repeated(&self, row: RowId, body: &mut Body) {
        if let Some(article) = self.get(row) {
            self.repeated.mark(&article, body);
        }
    }

    /// True if any paragraph is printed by several articles.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// True if `other` finds the same paragraphs repeated.
    pub fn repeats_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.repeated, &other.repeated)
    }

    /// Every row that has an article, newest first; undated articles come last, in the order of their paths.
    ///
    /// Those behind the first page may have to be read of a disk: for a thread that nobody waits for.
    pub fn by_date(&self) -> &Arc<[RowId]> {
        self.by_date.whole(|damaged| self.tell(damaged))
    }

    /// The same rows as far as they are known, which waits for no disk.
    pub fn rows_by_date(&self) -> &RowsByDate {
        &self.by_date
    }

    /// The rows whose articles are gone.
    pub fn deleted(&self) -> &Bitmap {
        &self.deleted
    }

    /// True if the article of a row is gone.
    pub fn is_deleted(&self, row: RowId) -> bool {
        self.deleted.contains(row)
    }

    /// The segments, in order of arrival, each with the number of its first row.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = (RowId, &Arc<Segment>)> {
        self.segments.iter().enumerate().map(|(segment_idx, segment)| (self.first_rows[segment_idx], segment))
    }

    /// How many articles fall on each day.
    pub fn days(&self) -> &Arc<DayCounts> {
        &self.days
    }

    /// The names that hosts are shown under.
    pub fn source_names(&self) -> &Arc<SourceNames> {
        &self.source_names
    }

    /// Returns the name to show for the source of an article of this snapshot. `None` where no source is known.
    ///
    /// It reads no file: for each line of a list on the thread of the screen.
    pub fn source_name<'a>(&'a self, article: &'a Article) -> Option<Cow<'a, str>> {
        self.source_names.shown(article)
    }

    /// The mean number of words of a text, once a search has worked it out: it takes a pass over all rows.
    pub fn mean_words(&self) -> &OnceLock<f32> {
        &self.mean_words
    }

    /// Returns the idf of terms, which is worked out when it is first asked for; `None` when `stop` has said so.
    pub fn idf(&self, stop: &dyn Fn() -> bool) -> Option<&Idf> {
        if self.idf.get().is_none() {
            let idf = Idf::of(self, stop)?;
            let _ = self.idf.set(idf);
        }
        self.idf.get()
    }

    /// True if it has an article at `row` of that numbering.
    pub fn has_row(&self, row: RowId, numbering: Numbering) -> bool {
        self.numbering == numbering && (row as usize) < self.n_rows() && !self.is_deleted(row)
    }

    /// True if `newer` has the articles of this one under the same numbers, and perhaps more.
    pub fn grew_to(&self, newer: &Self) -> bool {
        self.numbering == newer.numbering && self.n_rows() <= newer.n_rows()
    }

    /// The segment that a row is in, and its place there. `None` where there is no such row.
    pub fn segment_of(&self, row: RowId) -> Option<(&Arc<Segment>, usize)> {
        if row as usize >= self.n_rows() {
            return None;
        }
        let segment_idx = self.first_rows.partition_point(|first| *first <= row).checked_sub(1)?;
        Some((self.segments.get(segment_idx)?, (row - self.first_rows[segment_idx]) as usize))
    }

    /// Returns the signature of a row; one without terms where there is no such row or it is damaged.
    pub fn signature(&self, row: RowId) -> Signature {
        self.segment_of(row).map_or_else(Signature::default, |(segment, at)| self.or_tell(segment.signature(at)))
    }

    /// Returns by which the article of a row is known again; nothing where there is no such row or it is damaged.
    pub fn identity(&self, row: RowId) -> Identity {
        self.segment_of(row).map_or_else(Identity::default, |(segment, at)| self.or_tell(segment.identity(at)))
    }

    /// Returns the rows whose articles are known by `key`, in order, without those that are gone.
    ///
    /// It looks at a column of every row, which is for a thread that nobody waits for: 16 bytes a row.
    pub fn rows_of(&self, key: IdentityKey) -> Vec<RowId> {
        let mut rows = Vec::new();
        for (first_row, segment) in self.segments() {
            self.or_tell(segment.find(key, &mut |at| rows.push(first_row + at as RowId)));
        }
        rows.retain(|row| !self.is_deleted(*row));
        rows
    }

    /// A value that was read of the index; where it is damaged, that is told.
    fn or_tell<T: Default>(&self, read: Result<T, Damaged>) -> T {
        read.unwrap_or_else(|damaged| {
            self.tell(&damaged);
            T::default()
        })
    }

    /// The first and the last day of a row's date; `None` where it has none.
    ///
    /// # Errors
    /// When its segment is damaged.
    pub fn days_of(&self, row: RowId) -> Result<Option<(Date, Date)>, Damaged> {
        if let Some((_, date)) = self.overlay.of_rows(row..row + 1).dates().next() {
            return Ok(date.value().map(|date| (date.first_day, date.last_day)));
        }
        self.segment_of(row).map_or(Ok(None), |(segment, at)| segment.days_of(at))
    }

    /// Tells whoever listens that a segment is damaged.
    pub fn tell(&self, damaged: &Damaged) {
        self.listener.tell(damaged);
    }

    /// True if damage has been told of: what was read of the index since may be wrong.
    pub fn is_damaged(&self) -> bool {
        self.listener.was_told.load(Ordering::Relaxed)
    }
}

/// Stands in for an article of a damaged index until that has been built anew.
pub fn unreadable_article() -> Article {
    let path: Arc<Path> = PathBuf::from("�").into();
    Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText })
}

/// The order of paths: by folder and file name, then by the item within the file.
pub fn compare_paths(a: &Article, b: &Article) -> std::cmp::Ordering {
    a.address.path.as_os_str().cmp(b.address.path.as_os_str()).then(a.address.item.cmp(&b.address.item))
}
