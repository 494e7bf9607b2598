//! Puts an overlay on a snapshot, and moves the rows whose dates it changes.

use std::sync::Arc;

use super::date_order::OrderKeys;
use super::days::DayCounter;
use super::overlay::Overlay;
use super::row_id::RowId;
use super::snapshot::Snapshot;
use super::stored::Damaged;
use crate::article::{ArticleDate, Known};

impl Snapshot {
    /// Returns the same articles with another overlay. Rows whose date changes move to their new positions in the order
    /// by date and in the counts by day.
    ///
    /// If a date changes, this takes a pass over the dates and paths of all rows. If a segment is damaged, the order
    /// stays as it is and the damage is reported. An overlay of another numbering is ignored.
    pub fn with_overlay(&self, overlay: Arc<Overlay>) -> Self {
        if overlay.numbering.is_some_and(|numbering| numbering != self.numbering) {
            return self.clone();
        }
        let mut snapshot = Self { overlay, ..self.clone() };
        if self.overlay.dates != snapshot.overlay.dates
            && let Err(damaged) = snapshot.follow_dates(&self.overlay)
        {
            self.tell(&damaged);
        }
        snapshot
    }

    /// Updates the order by date and the counts by day, which are still those of the overlay `old`.
    fn follow_dates(&mut self, old: &Overlay) -> Result<(), Damaged> {
        let mut keys = OrderKeys::default();
        for segment in self.segments.iter() {
            keys.push(segment, 0)?;
        }
        let new = Arc::clone(&self.overlay);
        let is_there = |row: &RowId| (*row as usize) < self.n_rows() && !self.is_deleted(*row);
        let mut moved: Vec<RowId> = old.dates.keys().chain(new.dates.keys()).copied().filter(is_there).collect();
        moved.sort_unstable();
        moved.dedup();
        let mut days = DayCounter::from(&*self.days);
        let days_of = |date: &Known<ArticleDate>| date.value().map(|date| (date.first_day, date.last_day));
        for row in &moved {
            let below = self.segment_of(*row).map_or(Ok(None), |(part, at)| part.days_of(at))?;
            days.remove(old.dates.get(row).map_or(below, days_of));
            days.add(new.dates.get(row).map_or(below, days_of));
        }
        for (row, date) in new.dates().filter(|(row, _)| is_there(row)) {
            keys.put_date(row, date.value());
        }
        let kept: Vec<RowId> = self.by_date().iter().copied().filter(|row| moved.binary_search(row).is_err()).collect();
        self.by_date = keys.insert(&kept, moved).into_iter().collect();
        self.days = Arc::new(days.counts());
        Ok(())
    }

    pub fn overlay(&self) -> &Overlay {
        &self.overlay
    }

    /// True if the overlays of both snapshots are equal.
    pub fn has_overlay_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.overlay, &other.overlay) || self.overlay == other.overlay
    }
}
