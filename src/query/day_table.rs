//! Stores the days of all rows in a compact table, so that the matching rows can be counted at every key press.

use std::collections::HashMap;

use foldhash::fast::RandomState as FoldHasher;
use jiff::civil::Date;

use crate::index::{Bitmap, DayCount, DayCounts, RowId, Snapshot};

/// The days of all rows in a compact table.
///
/// Counting the days of 30,000 articles reads 120 kB here; the articles themselves take several megabytes.
#[derive(Clone, Debug, Default)]
pub(super) struct DayTable {
    /// The index in `days` for each row, or [`UNDATED`].
    by_row: Vec<u32>,
    days: Vec<(Date, Date)>,
    places: HashMap<(Date, Date), u32, FoldHasher>,
}

const UNDATED: u32 = u32::MAX;

impl DayTable {
    /// Creates the table of the rows of `snapshot`.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut table = Self::default();
        table.extend(snapshot);
        table
    }

    /// Returns the number of rows in the table.
    pub fn len(&self) -> usize {
        self.by_row.len()
    }

    /// Adds the new rows of `snapshot`, whose overlay must be the same as before.
    pub fn extend(&mut self, snapshot: &Snapshot) {
        let n_known = self.by_row.len();
        self.by_row.reserve_exact(snapshot.n_rows().saturating_sub(n_known));
        for (first_row, part) in snapshot.segments() {
            let n_skipped = n_known.saturating_sub(first_row as usize).min(part.len());
            if n_skipped == part.len() {
                continue;
            }
            let place_of = &mut |days: (Date, Date)| {
                *self.places.entry(days).or_insert_with(|| {
                    self.days.push(days);
                    self.days.len() as u32 - 1
                })
            };
            if let Err(damaged) = part.push_days(n_skipped, place_of, &mut self.by_row) {
                snapshot.tell(&damaged);
                self.by_row.truncate(first_row as usize + n_skipped);
                self.by_row.resize(first_row as usize + part.len(), UNDATED);
            }
        }
        for (row, date) in snapshot.overlay().dates().filter(|(row, _)| *row as usize >= n_known) {
            let place = date.value().map_or(UNDATED, |date| self.place_of((date.first_day, date.last_day)));
            if let Some(own) = self.by_row.get_mut(row as usize) {
                *own = place;
            }
        }
    }

    fn place_of(&mut self, days: (Date, Date)) -> u32 {
        *self.places.entry(days).or_insert_with(|| {
            self.days.push(days);
            self.days.len() as u32 - 1
        })
    }

    /// Returns the position in `rows` of the first row whose days satisfy `is_wanted`.
    pub fn first_of(&self, rows: &[RowId], is_wanted: impl Fn((Date, Date)) -> bool) -> Option<usize> {
        // The days are tested once each, because there are far fewer of them than rows.
        let wanted: Vec<bool> = self.days.iter().map(|days| is_wanted(*days)).collect();
        rows.iter().position(|row| {
            let place = self.by_row.get(*row as usize);
            place.and_then(|place| wanted.get(*place as usize)).copied().unwrap_or(false)
        })
    }

    /// Returns the position in `rows` of the first row without a date.
    pub fn first_undated(&self, rows: &[RowId]) -> Option<usize> {
        rows.iter().position(|row| self.by_row.get(*row as usize) == Some(&UNDATED))
    }

    pub fn is_undated(&self, row: RowId) -> bool {
        self.by_row[row as usize] == UNDATED
    }

    pub fn days_of(&self, row: RowId) -> Option<(Date, Date)> {
        self.days.get(*self.by_row.get(row as usize)? as usize).copied()
    }

    /// Returns the rows whose days satisfy `is_wanted`, and the rows without a date if `has_undated`.
    pub fn rows_of(&self, is_wanted: impl Fn((Date, Date)) -> bool, has_undated: bool) -> Bitmap {
        let wanted: Vec<bool> = self.days.iter().map(|days| is_wanted(*days)).collect();
        let is_wanted = |place: &u32| wanted.get(*place as usize).copied().unwrap_or(has_undated);
        let word = |places: &[u32]| {
            places.iter().enumerate().fold(0, |word, (bit, place)| word | u64::from(is_wanted(place)) << bit)
        };
        Bitmap::from_words(self.by_row.chunks(64).map(word).collect(), self.by_row.len())
    }

    /// Counts the days of `rows`, without the rows in `deleted`. The table must contain all these rows.
    pub fn count(&self, rows: &Bitmap, deleted: &Bitmap) -> DayCounts {
        let mut counts = vec![0_u32; self.days.len()];
        let mut n_undated = 0;
        for row in rows.iter().filter(|row| !deleted.contains(*row)) {
            match self.by_row[row as usize] {
                UNDATED => n_undated += 1,
                place => counts[place as usize] += 1,
            }
        }
        let mut days: Vec<DayCount> = counts
            .into_iter()
            .zip(&self.days)
            .filter(|(n_articles, _)| *n_articles > 0)
            .map(|(n_articles, &(first_day, last_day))| DayCount { first_day, last_day, n_articles })
            .collect();
        days.sort_by_key(|count| (count.first_day, count.last_day));
        DayCounts { days, n_undated }
    }
}
