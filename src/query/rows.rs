//! The rows of a search result, in the order of the list.

use std::sync::Arc;

use crate::index::{RowId, RowsByDate};

/// The rows of a search result, in list order.
#[derive(Clone, Debug)]
pub enum Rows {
    /// All rows; there is no filter.
    All(RowsByDate),
    /// The rows that match the filter.
    Some(Arc<[RowId]>),
}

impl Rows {
    /// Returns the rows in list order, as far as they are known: all of them, except in the first moments after the
    /// start.
    pub fn as_slice(&self) -> &[RowId] {
        match self {
            Self::All(rows) => rows.known(),
            Self::Some(rows) => rows,
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::All(rows) => rows.len(),
            Self::Some(rows) => rows.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the row at the position `at` of the list, from 0. `None` also if it is not known yet.
    pub fn get(&self, at: usize) -> Option<RowId> {
        self.as_slice().get(at).copied()
    }

    /// Returns the position of `row` in the list. It scans the list, so it must not be called for each row that is
    /// drawn.
    pub fn position(&self, row: RowId) -> Option<usize> {
        self.as_slice().iter().position(|listed| *listed == row)
    }

    /// Returns the rows in list order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = RowId> + ExactSizeIterator {
        self.as_slice().iter().copied()
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::All(RowsByDate::default())
    }
}
