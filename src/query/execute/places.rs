//! Finds the places of a phrase, row by row: intersects the postings of its words, in batches of rows.

use crate::index::Bitmap;
use crate::index::stored::Damaged;
use crate::index::stored::dictionary::PostingsFileReader;

/// The places where a phrase may start, in some rows: the positions of its first word.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The rows, in ascending order.
    pub rows: Vec<u32>,
    /// The end, for each row, of its starts in `starts`.
    pub ends: Vec<u32>,
    /// The start positions, those of each row in ascending order.
    pub starts: Vec<u32>,
}

impl Places {
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.ends.clear();
        self.starts.clear();
    }

    /// Returns the rows, each with its start positions.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let mut from = 0;
        self.rows.iter().zip(&self.ends).map(move |(row, end)| {
            let starts = &self.starts[from..*end as usize];
            from = *end as usize;
            (*row, starts)
        })
    }

    /// Adds one place. Places must be added in the order of rows and positions.
    pub(super) fn push(&mut self, row: u32, start: u32) {
        self.starts.push(start);
        match (self.rows.last(), self.ends.last_mut()) {
            (Some(last), Some(end)) if *last == row => *end += 1,
            _ => {
                self.rows.push(row);
                self.ends.push(self.starts.len() as u32);
            }
        }
    }

    /// Keeps those starts of each row that `keep` leaves in the list that it is given.
    pub(super) fn retain(
        &mut self,
        mut keep: impl FnMut(u32, &mut Vec<u32>) -> Result<(), Damaged>,
    ) -> Result<(), Damaged> {
        let (mut n_rows, mut n_starts, mut from) = (0, 0, 0);
        let mut own = Vec::new();
        for at in 0..self.rows.len() {
            let (row, end) = (self.rows[at], self.ends[at] as usize);
            own.clear();
            own.extend_from_slice(&self.starts[from..end]);
            from = end;
            keep(row, &mut own)?;
            if own.is_empty() {
                continue;
            }
            // At most as many starts are kept as were there, so only entries that have been read are overwritten.
            self.starts[n_starts..n_starts + own.len()].copy_from_slice(&own);
            n_starts += own.len();
            self.rows[n_rows] = row;
            self.ends[n_rows] = n_starts as u32;
            n_rows += 1;
        }
        self.rows.truncate(n_rows);
        self.ends.truncate(n_rows);
        self.starts.truncate(n_starts);
        Ok(())
    }
}

/// A cursor in the postings of a word, from its first row to its last.
#[derive(Debug)]
pub(super) struct Cursor<'dictionary> {
    reader: PostingsFileReader<'dictionary>,
    /// The index of the current row in the block.
    at: usize,
    /// The number of rows of the block whose distances are counted in `distances_start`.
    n_counted: usize,
    /// The index in `distances` of the first distance of row `n_counted`.
    distances_start: usize,
    distances: Vec<u32>,
    has_distances: bool,
    is_at_end: bool,
    /// The positions of the word in the current row.
    positions: Vec<u32>,
}

impl<'dictionary> Cursor<'dictionary> {
    /// Opens a cursor at the first row.
    pub(super) fn new(reader: PostingsFileReader<'dictionary>) -> Result<Self, Damaged> {
        let mut cursor = Self {
            reader,
            at: 0,
            n_counted: 0,
            distances_start: 0,
            distances: Vec::new(),
            has_distances: false,
            is_at_end: false,
            positions: Vec::new(),
        };
        cursor.next_block()?;
        Ok(cursor)
    }

    fn next_block(&mut self) -> Result<(), Damaged> {
        self.is_at_end = !self.reader.next_block()?;
        (self.at, self.n_counted, self.distances_start, self.has_distances) = (0, 0, 0, false);
        Ok(())
    }

    /// Returns the current row; `None` after the last.
    fn row(&self) -> Option<u32> {
        if self.is_at_end { None } else { self.reader.rows().get(self.at).copied() }
    }

    /// Moves to the next row.
    fn advance(&mut self) -> Result<(), Damaged> {
        self.at += 1;
        if self.at >= self.reader.rows().len() { self.next_block() } else { Ok(()) }
    }

    /// Moves to `row`, or to the first row after it. Returns true if the postings contain `row`.
    fn seek(&mut self, row: u32) -> Result<bool, Damaged> {
        while !self.is_at_end && self.reader.rows().last().is_none_or(|last| *last < row) {
            self.next_block()?;
        }
        if self.is_at_end {
            return Ok(false);
        }
        let rows = self.reader.rows();
        self.at += rows[self.at..].partition_point(|known| *known < row);
        Ok(rows[self.at] == row)
    }

    /// Decodes the positions of the word in the current row.
    fn read_positions(&mut self) -> Result<(), Damaged> {
        if !self.has_distances {
            self.reader.distances(&mut self.distances)?;
            self.has_distances = true;
        }
        let counts = self.reader.counts();
        self.distances_start += counts[self.n_counted..self.at].iter().map(|count| *count as usize).sum::<usize>();
        self.n_counted = self.at;
        let own = self.distances.get(self.distances_start..self.distances_start + counts[self.at] as usize);
        let own = own.ok_or_else(|| Damaged::content("a row with fewer positions than it should have"))?;
        let mut position = 0_u32;
        self.positions.clear();
        self.positions.extend(own.iter().map(|distance| {
            position = position.wrapping_add(*distance);
            position
        }));
        Ok(())
    }

    /// Fills `places` with the next rows, only those of `candidates` if given, in which a phrase may start that has
    /// this word at each of `offsets`.
    ///
    /// Rows are never split; collecting ends after the row with which there are `at_once` places. Returns true if there
    /// may be more rows.
    pub(super) fn collect(
        &mut self,
        offsets: &[u32],
        candidates: Option<&Bitmap>,
        at_once: usize,
        places: &mut Places,
    ) -> Result<bool, Damaged> {
        places.clear();
        let Some((first, others)) = offsets.split_first() else { return Ok(false) };
        let mut starts = Vec::new();
        while let Some(row) = self.row() {
            if candidates.is_none_or(|candidates| candidates.contains(row)) {
                self.read_positions()?;
                starts.clear();
                starts.extend(self.positions.iter().filter_map(|position| position.checked_sub(*first)));
                self.retain_starts(others, &mut starts);
                if !starts.is_empty() {
                    places.starts.extend_from_slice(&starts);
                    places.rows.push(row);
                    places.ends.push(places.starts.len() as u32);
                }
            }
            self.advance()?;
            if places.starts.len() >= at_once {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keeps the places of phrases that have this word at each of `offsets`.
    pub(super) fn retain(&mut self, offsets: &[u32], places: &mut Places) -> Result<(), Damaged> {
        places.retain(|row, starts| {
            if self.seek(row)? {
                self.read_positions()?;
                self.retain_starts(offsets, starts);
            } else {
                starts.clear();
            }
            Ok(())
        })
    }

    /// Keeps the starts, in ascending order, from which the word is at each of `offsets`.
    fn retain_starts(&self, offsets: &[u32], starts: &mut Vec<u32>) {
        for offset in offsets {
            // A phrase may repeat a word a thousand times, but few texts have it even twice in a row.
            if starts.is_empty() {
                return;
            }
            let mut positions = self.positions.iter().copied().peekable();
            starts.retain(|start| {
                let wanted = start.wrapping_add(*offset);
                while positions.next_if(|position| *position < wanted).is_some() {}
                positions.peek() == Some(&wanted)
            });
        }
    }
}
