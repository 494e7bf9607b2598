//! All articles read so far, as one immutable value.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use super::bitmap::Bitmap;
use super::days::DayCounts;
use super::part::{ArticleRef, Part};
use super::repetition::Repeated;
use super::stored::Damaged;
use super::text_source::TextSource;
use crate::article::{Address, Article, Body, Format};

/// The number of an article within its snapshots, in the order of arrival.
///
/// It stays the same from one snapshot to the next, also where segments are joined and articles go; reading the
/// folder anew starts new numbers, so what must outlive that is kept as an [`ArticleKey`].
pub type RowId = u32;

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
    pub(super) parts: Arc<[Part]>,
    /// The number of the first row of each part, and behind them the number of all rows.
    pub(super) first_rows: Arc<[RowId]>,
    pub(super) by_date: Arc<[RowId]>,
    /// The rows whose articles are gone.
    pub(super) deleted: Arc<Bitmap>,
    pub(super) days: Arc<DayCounts>,
    pub(super) repeated: Arc<Repeated>,
    /// Which row numbering this is: snapshots of one have the same articles under the same numbers.
    pub(super) numbering: u64,
    pub(super) cache: Arc<ArticleCache>,
    pub(super) listener: DamageListener,
    /// Where texts that are not kept are read from.
    pub(super) texts: Option<Arc<TextSource>>,
}

impl Snapshot {
    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.by_date.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_date.is_empty()
    }

    /// How many rows there are, with those whose articles are gone: every row is below this number.
    pub fn n_rows(&self) -> usize {
        self.first_rows.last().map_or(0, |n_rows| *n_rows as usize)
    }

    /// The article of a row. Should the index be damaged there, an article of which nothing is known.
    ///
    /// # Panics
    /// When `row` is not of this snapshot or an earlier one of the same numbering.
    pub fn article(&self, row: RowId) -> ArticleRef<'_> {
        match self.place(row) {
            (Part::Memory(segment), at) => ArticleRef::Lent(&segment.articles()[at]),
            (Part::Stored(segment), at) => {
                if let Some(article) = self.cache.get(row) {
                    return ArticleRef::Read(article);
                }
                let article = segment.article(at).unwrap_or_else(|damaged| {
                    self.tell(&damaged);
                    unreadable_article()
                });
                ArticleRef::Read(self.cache.put(row, article))
            }
        }
    }

    /// The body of a row, where the index keeps it.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn kept_body(&self, row: RowId) -> Option<Body> {
        match self.place(row) {
            (Part::Memory(segment), at) => segment.kept_body(at).cloned(),
            (Part::Stored(segment), at) => segment.kept_body(at).unwrap_or_else(|damaged| {
                self.tell(&damaged);
                None
            }),
        }
    }

    /// The body of a row, read from its file where the index does not keep it. `None` where it cannot be read, and
    /// where nobody has said which folder the articles are from.
    ///
    /// This may take as long as a disk takes: for a thread that nobody waits for.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn body(&self, row: RowId) -> Option<Body> {
        self.kept_body(row).or_else(|| self.texts.as_ref()?.body(&self.article(row).address))
    }

    /// Marks the paragraphs of a row's text that several articles of its source print. Which those are is
    /// certain in the last snapshot of a reading; until then it is what is known so far.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn mark_repeated(&self, row: RowId, body: &mut Body) {
        self.repeated.mark(&self.article(row), body);
    }

    /// Whether any paragraph is printed by several articles.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// Whether `other` finds the same paragraphs repeated.
    pub fn repeats_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.repeated, &other.repeated)
    }

    /// Every row that has an article, newest first; undated articles come last, in the order of their paths.
    pub fn by_date(&self) -> &Arc<[RowId]> {
        &self.by_date
    }

    /// The rows whose articles are gone.
    pub fn deleted(&self) -> &Bitmap {
        &self.deleted
    }

    /// Whether the article of a row is gone.
    pub fn is_deleted(&self, row: RowId) -> bool {
        self.deleted.contains(row)
    }

    /// The parts, in order of arrival, each with the number of its first row.
    pub fn parts(&self) -> impl ExactSizeIterator<Item = (RowId, &Part)> {
        self.parts.iter().enumerate().map(|(part_idx, part)| (self.first_rows[part_idx], part))
    }

    /// How many articles fall on each day.
    pub fn days(&self) -> &Arc<DayCounts> {
        &self.days
    }

    /// Which numbering of rows this is: the rows of two snapshots of one numbering are the same articles.
    pub fn numbering(&self) -> u64 {
        self.numbering
    }

    /// Whether it has an article at `row` of that numbering.
    pub fn has_row(&self, row: RowId, numbering: u64) -> bool {
        self.numbering == numbering && (row as usize) < self.n_rows() && !self.is_deleted(row)
    }

    /// Whether `newer` has the articles of this one under the same numbers, and perhaps more.
    pub fn grew_to(&self, newer: &Self) -> bool {
        self.numbering == newer.numbering && self.n_rows() <= newer.n_rows()
    }

    /// The part that a row is in, and its place there. `None` where there is no such row.
    pub fn part_of(&self, row: RowId) -> Option<(&Part, usize)> {
        ((row as usize) < self.n_rows()).then(|| self.place(row))
    }

    /// The first and the last day of a row's date; `None` where it has none.
    ///
    /// # Errors
    /// When its segment is damaged.
    ///
    /// # Panics
    /// As [`Self::article`].
    pub fn days_of(&self, row: RowId) -> Result<Option<(Date, Date)>, Damaged> {
        let (part, at) = self.place(row);
        part.days_of(at)
    }

    /// Tells whoever listens that a segment is damaged.
    pub fn tell(&self, damaged: &Damaged) {
        self.listener.tell(damaged);
    }

    /// Whether damage has been told of: what was read of the index since may be wrong.
    pub fn is_damaged(&self) -> bool {
        self.listener.was_told.load(Ordering::Relaxed)
    }

    fn place(&self, row: RowId) -> (&Part, usize) {
        let part_idx = self.first_rows.partition_point(|first| *first <= row) - 1;
        (&self.parts[part_idx], (row - self.first_rows[part_idx]) as usize)
    }
}

/// Stands in for an article of a damaged index until that has been built anew.
fn unreadable_article() -> Article {
    let path: Arc<Path> = PathBuf::from("�").into();
    Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText })
}

/// The articles that were read from disk lately.
#[derive(Debug, Default)]
pub(super) struct ArticleCache(Mutex<HashMap<RowId, Arc<Article>>>);

/// So many articles are kept: some screens of them.
const CACHED_ARTICLES: usize = 512;

impl ArticleCache {
    fn get(&self, row: RowId) -> Option<Arc<Article>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&row).cloned()
    }

    fn put(&self, row: RowId, article: Article) -> Arc<Article> {
        let article = Arc::new(article);
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.len() >= CACHED_ARTICLES {
            cached.clear();
        }
        cached.insert(row, Arc::clone(&article));
        article
    }
}

/// The order of paths: by folder and file name, then by the item within the file.
pub fn compare_paths(a: &Article, b: &Article) -> std::cmp::Ordering {
    a.address.path.as_os_str().cmp(b.address.path.as_os_str()).then(a.address.item.cmp(&b.address.item))
}
