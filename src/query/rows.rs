//! The rows of an answer, in the order of the list.

use std::sync::Arc;

use crate::index::{RowId, RowsByDate};

/// The rows of an answer, in the order of the list.
#[derive(Clone, Debug)]
pub enum Rows {
    /// Every row: there is no filter.
    All(RowsByDate),
    /// The rows that match the filter.
    Some(Arc<[RowId]>),
}

impl Rows {
    /// The rows in list order, as far as they are known: all, but for the first moments of a launch.
    pub fn as_slice(&self) -> &[RowId] {
        match self {
            Self::All(rows) => rows.known(),
            Self::Some(rows) => rows,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::All(rows) => rows.len(),
            Self::Some(rows) => rows.len(),
        }
    }

    /// True if there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at the place `at` of the list, from 0. `None` also where it is not known yet.
    pub fn get(&self, at: usize) -> Option<RowId> {
        self.as_slice().get(at).copied()
    }

    /// The place of `row` in the list. Walks the list: for what happens once, not for each row drawn.
    pub fn position(&self, row: RowId) -> Option<usize> {
        self.as_slice().iter().position(|listed| *listed == row)
    }

    /// The rows in list order, one by one.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = RowId> + ExactSizeIterator {
        self.as_slice().iter().copied()
    }
}

impl Default for Rows {
    fn default() -> Self {
        Self::All(RowsByDate::default())
    }
}
