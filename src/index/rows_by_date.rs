//! All rows of a snapshot by date. Rows after the first page may still be on disk.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::row_id::RowId;
use super::stored::Damaged;

/// Function that reads all rows.
type ReadRows = dyn Fn() -> Result<Arc<[RowId]>, Damaged> + Send + Sync;

/// All rows of a snapshot that are not deleted, newest first. Cheap to clone; rows that one clone reads are known to
/// all clones.
///
/// The first screen needs the first rows and the number of all rows. The rest are read when a worker first asks for
/// them. Until then the screen shows the rows that are known.
#[derive(Clone, Default)]
pub struct RowsByDate(Arc<Order>);

#[derive(Default)]
struct Order {
    n_rows: usize,
    first: Arc<[RowId]>,
    whole: OnceLock<Whole>,
    read: Option<Box<ReadRows>>,
}

/// All rows, and the damage if they could not be read.
#[derive(Debug)]
struct Whole {
    rows: Arc<[RowId]>,
    damaged: Option<Damaged>,
}

impl RowsByDate {
    /// Creates a list of `n_rows` rows that knows only the `first` ones. `read` reads all of them.
    pub fn of_first(
        first: Arc<[RowId]>,
        n_rows: usize,
        read: impl Fn() -> Result<Arc<[RowId]>, Damaged> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Order { n_rows, first, whole: OnceLock::new(), read: Some(Box::new(read)) }))
    }

    /// Returns the number of rows, which is known from the start.
    pub fn len(&self) -> usize {
        self.0.n_rows
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True if all rows are known.
    pub fn is_whole(&self) -> bool {
        self.known().len() == self.len()
    }

    /// Returns the rows that are known: all, or only the first ones.
    pub fn known(&self) -> &[RowId] {
        self.0.whole.get().map_or(&self.0.first, |whole| &whole.rows)
    }

    /// Returns all rows. Reads them if they are not known, so it is for threads that may wait for the disk.
    ///
    /// If the rows are damaged, `tell` is called once with the damage. The same number of rows, counted from 0, then
    /// replaces them until the index is abandoned.
    pub fn whole(&self, tell: impl FnOnce(&Damaged)) -> &Arc<[RowId]> {
        if self.is_whole() && self.0.whole.get().is_none() {
            return &self.0.first;
        }
        let mut tell = Some(tell);
        let whole = self.0.whole.get_or_init(|| {
            let read = self.0.read.as_ref().map_or_else(|| Ok(Arc::clone(&self.0.first)), |read| read());
            match read {
                Ok(rows) => Whole { rows, damaged: None },
                Err(damaged) => {
                    if let Some(tell) = tell.take() {
                        tell(&damaged);
                    }
                    Whole { rows: (0..self.len() as RowId).collect(), damaged: Some(damaged) }
                }
            }
        });
        &whole.rows
    }

    /// Reads all rows if they are not known. Returns the damage if they could not be read.
    pub fn damage(&self) -> Option<&Damaged> {
        self.whole(|_| {});
        self.0.whole.get().and_then(|whole| whole.damaged.as_ref())
    }
}

impl From<Arc<[RowId]>> for RowsByDate {
    fn from(rows: Arc<[RowId]>) -> Self {
        Self(Arc::new(Order { n_rows: rows.len(), first: rows, ..Order::default() }))
    }
}

impl FromIterator<RowId> for RowsByDate {
    fn from_iter<Rows: IntoIterator<Item = RowId>>(rows: Rows) -> Self {
        rows.into_iter().collect::<Arc<[RowId]>>().into()
    }
}

impl fmt::Debug for RowsByDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {} rows by date", self.known().len(), self.len())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn rows_behind_the_first_ones_are_read_once_and_known_to_all_clones() {
        let n_reads = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&n_reads);
        let rows = RowsByDate::of_first([4, 3].into(), 5, move || {
            counter.fetch_add(1, Ordering::Relaxed);
            Ok([4, 3, 2, 1, 0].into())
        });
        let clone = rows.clone();
        assert_eq!((rows.len(), rows.known(), rows.is_whole()), (5, &[4, 3][..], false));
        assert_eq!(**clone.whole(|_| {}), [4, 3, 2, 1, 0]);
        assert!(Arc::ptr_eq(clone.whole(|_| {}), rows.whole(|_| {})));
        assert_eq!((rows.known().len(), rows.is_whole(), n_reads.load(Ordering::Relaxed)), (5, true, 1));
        assert!(rows.damage().is_none());
    }

    #[test]
    fn damage_is_told_once_and_other_rows_stand_for_what_was_there() {
        let rows = RowsByDate::of_first([2].into(), 3, || Err(Damaged::content("a page is not what was written")));
        let mut told = Vec::new();
        assert_eq!(rows.whole(|damaged| told.push(damaged.to_string())).len(), 3);
        assert_eq!(rows.whole(|damaged| told.push(damaged.to_string())).len(), 3);
        assert_eq!(told, ["the index is damaged: a page is not what was written"]);
        assert!(rows.damage().is_some());
    }
}
