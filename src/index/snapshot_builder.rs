//! Builds one snapshot after another, while articles are added, written to disk and deleted.

use std::ops::Range;
use std::sync::Arc;

use super::bitmap::Bitmap;
use super::date_order::OrderKeys;
use super::days::DayCounter;
use super::repetition::Repeated;
use super::row_id::{Numbering, RowId};
use super::rows_by_date::RowsByDate;
use super::segment_rows::RowNumber;
use super::snapshot::{DamageListener, Snapshot};
use super::source_names::{NameCounter, SourceNames};
use super::stored::commit::{Contents, new_lineage};
use super::stored::{Damaged, Segment};
use super::text_source::TextSource;
use crate::article::Accounting;

/// Repeated paragraphs are counted again when more than one row in this many is new.
const COUNTED_SHARE: RowId = 20;
/// Below this number of rows they are always counted again.
const COUNTED_ALWAYS: RowId = 20_000;

/// Builds one snapshot after another.
#[derive(Debug)]
pub struct SnapshotBuilder {
    segments: Vec<Arc<Segment>>,
    n_rows: RowId,
    /// Order of the rows of the last snapshot.
    by_date: RowsByDate,
    /// The number of rows that this order covers, including deleted ones.
    n_ordered: RowId,
    keys: OrderKeys,
    deleted: Arc<Bitmap>,
    /// True if rows were deleted since the last snapshot.
    has_deleted: bool,
    days: DayCounter,
    repeated: Arc<Repeated>,
    /// The number of rows when the repeated paragraphs were last counted.
    n_rows_counted: RowId,
    name_counter: NameCounter,
    /// Names of the last snapshot.
    source_names: Arc<SourceNames>,
    numbering: Numbering,
    /// Identifier of the row numbering in commits, which is valid in all processes.
    lineage: u64,
    listener: DamageListener,
    texts: Option<Arc<TextSource>>,
}

impl Default for SnapshotBuilder {
    fn default() -> Self {
        Self {
            segments: Vec::new(),
            n_rows: 0,
            by_date: RowsByDate::default(),
            n_ordered: 0,
            keys: OrderKeys::default(),
            deleted: Arc::default(),
            has_deleted: false,
            days: DayCounter::default(),
            repeated: Arc::default(),
            n_rows_counted: 0,
            name_counter: NameCounter::default(),
            source_names: Arc::default(),
            numbering: Numbering::new(),
            lineage: new_lineage(),
            listener: DamageListener::default(),
            texts: None,
        }
    }
}

impl SnapshotBuilder {
    /// Starts with the contents of an index on disk. Damage found in it is reported to `listener`.
    pub fn from_contents(contents: &Contents, listener: DamageListener) -> Self {
        let segments: Vec<Arc<Segment>> = contents.segments.clone();
        let n_rows = segments.iter().map(|segment| segment.len() as RowId).sum();
        Self {
            n_rows,
            segments,
            by_date: contents.by_date.clone(),
            n_ordered: n_rows,
            deleted: Arc::clone(&contents.deleted),
            days: DayCounter::from(&*contents.days),
            repeated: Arc::clone(&contents.repeated),
            n_rows_counted: contents.n_rows_counted,
            name_counter: NameCounter::clone(&contents.source_names),
            source_names: Arc::new(contents.source_names.names()),
            lineage: contents.lineage,
            listener,
            ..Self::default()
        }
    }

    /// Replaces the contents by a later commit of the index that the builder started with. Rows keep their numbers, so
    /// the results of searches stay valid. An empty builder accepts any commit.
    ///
    /// Returns `false` and changes nothing if the commit is of another index or has fewer rows.
    pub fn follow(&mut self, contents: &Contents) -> bool {
        let n_rows: usize = contents.segments.iter().map(|segment| segment.len()).sum();
        if !self.is_empty() && (contents.lineage != self.lineage || n_rows < self.n_rows()) {
            return false;
        }
        let known = std::mem::take(&mut self.segments);
        // In-memory parts of a segment are kept.
        let kept = |segment: &Arc<Segment>| {
            let is_it = |known: &&Arc<Segment>| !known.is_in_memory() && known.entry() == segment.entry();
            Arc::clone(known.iter().find(is_it).unwrap_or(segment))
        };
        let is_repeated_alike = self.repeated == contents.repeated;
        *self = Self {
            repeated: Arc::clone(if is_repeated_alike { &self.repeated } else { &contents.repeated }),
            segments: contents.segments.iter().map(kept).collect(),
            numbering: self.numbering,
            ..Self::from_contents(contents, self.listener.clone())
        };
        true
    }

    /// Starts empty. Damage found in segments that are added later is reported to `listener`.
    pub fn new(listener: DamageListener) -> Self {
        Self { listener, ..Self::default() }
    }

    /// Sets the folder from which texts are read that the index does not keep.
    pub fn read_texts_from(&mut self, texts: TextSource) {
        self.texts = Some(Arc::new(texts));
    }

    /// Adds the rows of a segment.
    pub fn push(&mut self, segment: Segment) {
        if let Err(damaged) = self.count(&segment) {
            self.listener.tell(&damaged);
        }
        self.n_rows += segment.len() as RowId;
        self.segments.push(Arc::new(segment));
    }

    /// Counts the days and the sources of the rows of a segment.
    fn count(&mut self, segment: &Segment) -> Result<(), Damaged> {
        let (by_row, table) = segment.days()?;
        for place in by_row {
            self.days.add(table.get(place as usize).copied());
        }
        for (source, n_articles) in segment.sources()?.iter().zip(n_articles_of_sources(segment, |_| true)?) {
            self.name_counter.add(source, n_articles);
        }
        Ok(())
    }

    /// Returns the number of rows that have been added, including deleted ones.
    pub fn n_rows(&self) -> usize {
        self.n_rows as usize
    }

    pub fn is_empty(&self) -> bool {
        self.n_rows == 0
    }

    /// Returns the segments, in the order of their rows.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// Returns the tombstones. The bitmap may be shorter than the number of rows.
    pub fn deleted(&self) -> &Bitmap {
        &self.deleted
    }

    /// Replaces adjacent segments by `joined`, which has the same rows.
    ///
    /// # Panics
    /// When the number of rows differs.
    pub fn replace(&mut self, replaced: Range<usize>, joined: Arc<Segment>) {
        let n_rows: usize = self.segments[replaced.clone()].iter().map(|segment| segment.len()).sum();
        assert_eq!(n_rows, joined.len(), "a segment holds the rows of the segments that it replaces");
        self.segments.splice(replaced, [joined]);
    }

    /// Deletes rows. Rows that are already deleted are ignored.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn delete(&mut self, rows: impl IntoIterator<Item = RowId>) -> Result<(), Damaged> {
        let deleted = Arc::make_mut(&mut self.deleted);
        deleted.resize(self.n_rows as usize);
        let mut segment_idx = 0;
        let mut first_row = 0;
        for row in rows {
            if deleted.contains(row) || row >= self.n_rows {
                continue;
            }
            if row < first_row {
                (segment_idx, first_row) = (0, 0);
            }
            while row as usize >= first_row as usize + self.segments[segment_idx].len() {
                first_row += self.segments[segment_idx].len() as RowId;
                segment_idx += 1;
            }
            let (segment, at) = (&self.segments[segment_idx], (row - first_row) as usize);
            let (days, source) = (segment.days_of(at)?, segment.source_of(at)?);
            deleted.insert(row);
            self.days.remove(days);
            if let Some(source) = source {
                self.name_counter.remove(source);
            }
        }
        self.has_deleted = true;
        Ok(())
    }

    /// Returns the rows of these ranges whose number in their file is `first_item` or higher.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn rows_from_item(&self, ranges: &[Range<RowId>], first_item: u32) -> Result<Vec<RowId>, Damaged> {
        let mut rows = Vec::new();
        let mut first_row: RowId = 0;
        for segment in &self.segments {
            let end = first_row + segment.len() as RowId;
            if ranges.iter().any(|range| range.start < end && first_row < range.end) {
                let items = segment.numbers(RowNumber::Item)?.into_iter();
                let behind = (first_row..)
                    .zip(items)
                    .filter(|(row, item)| *item >= first_item && ranges.iter().any(|range| range.contains(row)));
                rows.extend(behind.map(|(row, _)| row));
            }
            first_row = end;
        }
        Ok(rows)
    }

    /// Counts the repeated paragraphs, at the end of a load. The last count is kept if few rows have been added since
    /// and counting all rows would take long.
    ///
    /// During the load, [`Self::snapshot`] counts whenever the number of rows has doubled since the last count. So all
    /// counts of a load together take no longer than two counts of all rows.
    pub fn count_repeated(&mut self) {
        let n_new = self.n_rows - self.n_rows_counted.min(self.n_rows);
        if n_new > 0 && (self.n_rows < COUNTED_ALWAYS || n_new > self.n_rows / COUNTED_SHARE) {
            self.count_repeated_now();
        }
    }

    fn count_repeated_now(&mut self) {
        match Repeated::of(&self.segments) {
            Ok(repeated) if repeated == *self.repeated => {}
            Ok(repeated) => self.repeated = Arc::new(repeated),
            Err(damaged) => self.listener.tell(&damaged),
        }
        self.n_rows_counted = self.n_rows;
    }

    /// Returns a snapshot of everything that has been added so far.
    ///
    /// The rows that were added since the last snapshot are sorted and merged into its order.
    pub fn snapshot(&mut self) -> Snapshot {
        if std::mem::take(&mut self.has_deleted) {
            self.by_date = self.whole_order().iter().copied().filter(|row| !self.deleted.contains(*row)).collect();
        }
        if self.n_ordered < self.n_rows {
            if self.n_rows >= self.n_rows_counted.saturating_mul(2) {
                self.count_repeated_now();
            }
            if let Err(damaged) = self.order_new_rows() {
                self.listener.tell(&damaged);
            }
        }
        self.name_counter.update(&mut self.source_names);
        let mut first_rows = Vec::with_capacity(self.segments.len() + 1);
        first_rows.push(0);
        for segment in &self.segments {
            first_rows.push(first_rows.last().copied().unwrap_or(0) + segment.len() as RowId);
        }
        Snapshot {
            segments: self.segments.clone().into(),
            first_rows: first_rows.into(),
            by_date: self.by_date.clone(),
            deleted: Arc::clone(&self.deleted),
            days: Arc::new(self.days.counts()),
            repeated: Arc::clone(&self.repeated),
            source_names: Arc::clone(&self.source_names),
            numbering: self.numbering,
            mean_words: Arc::default(),
            idf: Arc::default(),
            listener: self.listener.clone(),
            overlay: Arc::default(),
            texts: self.texts.clone(),
        }
    }

    /// Counts the names of the rows of the segments before the first one in memory, without deleted rows.
    fn count_stored_names(&self) -> Result<NameCounter, Damaged> {
        let mut names = NameCounter::default();
        let mut first_row: RowId = 0;
        for segment in self.segments.iter().take_while(|segment| !segment.is_in_memory()) {
            let is_there = |at| !self.deleted.contains(first_row + at);
            for (source, n_articles) in segment.sources()?.iter().zip(n_articles_of_sources(segment, is_there)?) {
                names.add(source, n_articles);
            }
            first_row += segment.len() as RowId;
        }
        Ok(names)
    }

    /// Reads the order of the rows after its first page. Returns `false` if it was known before.
    ///
    /// # Errors
    /// When the order is damaged. The damage is reported as well.
    pub fn read_order(&self) -> Result<bool, &Damaged> {
        let is_new = !self.by_date.is_whole();
        self.whole_order();
        self.by_date.damage().map_or(Ok(is_new), Err)
    }

    fn whole_order(&self) -> &[RowId] {
        self.by_date.whole(|damaged| self.listener.tell(damaged))
    }

    fn order_new_rows(&mut self) -> Result<(), Damaged> {
        let mut first_row = 0;
        for segment in &self.segments {
            let n_known = self.keys.len().saturating_sub(first_row).min(segment.len());
            if n_known < segment.len() {
                self.keys.push(segment, n_known)?;
            }
            first_row += segment.len();
        }
        let new_rows = (self.n_ordered..self.n_rows).filter(|row| !self.deleted.contains(*row)).collect();
        self.by_date = self.keys.insert(self.whole_order(), new_rows).into_iter().collect();
        self.n_ordered = self.n_rows;
        Ok(())
    }

    /// Frees the memory that is needed only while rows are added.
    pub fn rest(&mut self) {
        self.keys = OrderKeys::default();
    }

    /// Returns the contents of a commit of the rows on disk: those of the segments before the first one in memory.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub fn contents(
        &mut self,
        is_complete: bool,
        accounting: Accounting,
        device: Option<u64>,
    ) -> Result<Contents, Damaged> {
        let snapshot = self.snapshot();
        let mut segments = Vec::new();
        let mut days = DayCounter::default();
        let mut n_rows: RowId = 0;
        for segment in &self.segments {
            if segment.is_in_memory() {
                break;
            }
            let (by_row, table) = segment.days()?;
            for (row, place) in (n_rows..).zip(by_row) {
                if !self.deleted.contains(row) {
                    days.add(table.get(place as usize).copied());
                }
            }
            n_rows += segment.len() as RowId;
            segments.push(Arc::clone(segment));
        }
        let mut deleted = Bitmap::clone(&self.deleted);
        deleted.resize(n_rows as usize);
        let is_all = n_rows == self.n_rows;
        let names = if is_all { self.name_counter.clone() } else { self.count_stored_names()? };
        Ok(Contents {
            segments,
            by_date: if is_all {
                snapshot.by_date
            } else {
                snapshot.by_date().iter().copied().filter(|row| *row < n_rows).collect()
            },
            deleted: Arc::new(deleted),
            days: Arc::new(days.counts()),
            repeated: snapshot.repeated,
            n_rows_counted: self.n_rows_counted.min(n_rows),
            source_names: Arc::new(names),
            is_complete: is_complete && is_all,
            accounting,
            device,
            lineage: self.lineage,
        })
    }
}

/// Returns, for each source of a segment, the number of its rows whose positions `is_counted` accepts.
fn n_articles_of_sources(segment: &Segment, is_counted: impl Fn(RowId) -> bool) -> Result<Vec<u32>, Damaged> {
    let mut n_articles = vec![0; segment.sources()?.len()];
    let mut at: RowId = 0;
    segment.for_each_source_number(&mut |numbers| {
        for number in numbers {
            if is_counted(at)
                && let Some(n_articles) = n_articles.get_mut(*number as usize)
            {
                *n_articles += 1;
            }
            at += 1;
        }
    })?;
    Ok(n_articles)
}
