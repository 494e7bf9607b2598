//! Values that lists, filters and the timeline need of every row of a segment, as columns of numbers.

use std::io;

use jiff::civil::Date;

use super::Damaged;
use super::checked_file::{CheckedFile, CheckedWriter, WrittenFile};

/// Value in a column for a row that has none.
pub const NONE: u32 = u32::MAX;

/// A column: one number of 32 bits for each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Index of its days in the table of days; [`NONE`] for an undated article.
    Days,
    /// The second of the day plus one; 0 if no time is known.
    Second,
    /// The number of words of its running text.
    Words,
    /// The bits of `Flags`, and above them how its date is known.
    Flags,
    /// Index of its languages in the table of languages.
    Languages,
    /// Index of its source in the table of sources; [`NONE`] if neither its name nor its host is known.
    Source,
    /// The number of the file chunk that it was read from; [`NONE`] for a purged row.
    Chunk,
    /// The number of the article in its file; 0 if the file is the article.
    Item,
    /// End of its record.
    RecordEnd,
    /// End of its facts.
    FactsEnd,
    /// End of its text, if texts are kept: the lower 32 bits.
    BodyEndLow,
    /// End of its text: the higher 32 bits.
    BodyEndHigh,
    /// End of its signature.
    SignatureEnd,
}

const N_COLUMNS: usize = Column::SignatureEnd as usize + 1;

/// Columns of a segment that is being written.
#[derive(Debug, Default)]
pub struct ColumnsWriter {
    columns: [Vec<u32>; N_COLUMNS],
}

impl ColumnsWriter {
    /// Adds a value to a column. Every column must get one value for each row.
    pub fn push(&mut self, column: Column, value: u32) {
        self.columns[column as usize].push(value);
    }

    /// Replaces the numbers of a column, which are indices into a list, by the new indices of the same items. [`NONE`]
    /// stays.
    pub fn renumber(&mut self, column: Column, new_numbers: &[u32]) {
        for value in &mut self.columns[column as usize] {
            *value = new_numbers.get(*value as usize).copied().unwrap_or(NONE);
        }
    }

    pub fn n_rows(&self) -> usize {
        self.columns[0].len()
    }

    /// Writes the file. A column that is 0 everywhere takes no space.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, mut out: CheckedWriter) -> io::Result<WrittenFile> {
        let is_there = |column: &Vec<u32>| column.iter().any(|value| *value != 0);
        let mask = self.columns.iter().enumerate().map(|(at, column)| u32::from(is_there(column)) << at);
        out.write(&mask.fold(0, |all, bit| all | bit).to_le_bytes())?;
        for column in self.columns.iter().filter(|column| is_there(column)) {
            for values in column.chunks(4_096) {
                let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
                out.write(&bytes)?;
            }
        }
        out.finish()
    }
}

/// The number of rows that are read at once. Their values stay in the processor's cache until they are visited.
const ROWS_AT_ONCE: usize = 16 * 1024;

/// Columns of a segment.
#[derive(Debug)]
pub struct Columns {
    file: CheckedFile,
    /// One bit for each column in the file.
    mask: u32,
    n_rows: usize,
}

impl Columns {
    /// Opens the columns of `n_rows` rows in `file`.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn new(file: CheckedFile, n_rows: usize) -> Result<Self, Damaged> {
        let mut mask = Vec::new();
        file.read(0..4, &mut mask)?;
        let mask = u32::from_le_bytes(mask.try_into().unwrap_or_default());
        if file.n_bytes() != 4 + u64::from(mask.count_ones()) * n_rows as u64 * 4 {
            return Err(Damaged::content("there are not as many columns as rows need"));
        }
        Ok(Self { file, mask, n_rows })
    }

    /// Returns one value.
    ///
    /// # Errors
    /// When the file is damaged, or has no such row.
    pub fn value(&self, column: Column, at: usize) -> Result<u32, Damaged> {
        Ok(self.range(column, at, at + 1)?[0])
    }

    /// Returns all values of a column.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn all(&self, column: Column) -> Result<Vec<u32>, Damaged> {
        let mut all = Vec::with_capacity(self.n_rows);
        self.for_each_part(column, &mut |values| all.extend_from_slice(values))?;
        Ok(all)
    }

    /// Returns the values of the rows from `start` up to `end`.
    ///
    /// # Errors
    /// When the file is damaged, or has no such rows.
    pub fn range(&self, column: Column, start: usize, end: usize) -> Result<Vec<u32>, Damaged> {
        if start > end || end > self.n_rows {
            return Err(Damaged::content("a row beyond the last"));
        }
        let Some(first) = self.first_byte(column) else {
            return Ok(vec![0; end - start]);
        };
        let mut bytes = Vec::new();
        self.file.read(first + start as u64 * 4..first + end as u64 * 4, &mut bytes)?;
        Ok(numbers_of(&bytes))
    }

    /// Calls `visit` with all values of a column in order, some thousands at a time. Their number is always a multiple
    /// of 64, except in the last call.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn for_each_part(&self, column: Column, visit: &mut dyn FnMut(&[u32])) -> Result<(), Damaged> {
        let (mut bytes, mut values) = (Vec::new(), Vec::new());
        for start in (0..self.n_rows).step_by(ROWS_AT_ONCE) {
            let end = (start + ROWS_AT_ONCE).min(self.n_rows);
            values.clear();
            match self.first_byte(column) {
                None => values.resize(end - start, 0),
                Some(first) => {
                    self.file.read(first + start as u64 * 4..first + end as u64 * 4, &mut bytes)?;
                    let numbers = bytes.chunks_exact(4);
                    values.extend(numbers.map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default())));
                }
            }
            visit(&values);
        }
        Ok(())
    }

    /// Returns the offset of a column in the file; `None` if the column is 0 everywhere.
    fn first_byte(&self, column: Column) -> Option<u64> {
        if self.mask & 1 << column as u32 == 0 {
            return None;
        }
        let n_before = (self.mask & ((1 << column as u32) - 1)).count_ones() as usize;
        Some(4 + (n_before * self.n_rows) as u64 * 4)
    }

    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    pub fn file(&self) -> &CheckedFile {
        &self.file
    }
}

/// Decodes numbers of 32 bits, with the lowest byte first.
pub fn numbers_of(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default())).collect()
}

/// Returns a day as a number. The numbers sort in the order of the days.
pub fn packed_day(day: Date) -> i32 {
    i32::from(day.year()) << 9 | i32::from(day.month()) << 5 | i32::from(day.day())
}

/// Returns the day of a number that [`packed_day`] returned.
///
/// # Errors
/// When there is no such day.
pub fn unpacked_day(packed: i32) -> Result<Date, Damaged> {
    let (year, month, day) = (packed >> 9, packed >> 5 & 15, packed & 31);
    let year = i16::try_from(year).map_err(|_| Damaged::content("a year that cannot be"))?;
    Date::new(year, month as i8, day as i8).map_err(|_| Damaged::content("a day that cannot be"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_come_back_in_their_order() {
        let days = [date(-44, 3, 15), date(0, 1, 1), date(1999, 12, 31), date(2000, 1, 1), date(2022, 3, 9)];
        let packed = days.map(packed_day);
        assert!(packed.is_sorted());
        assert_eq!(packed.map(|day| unpacked_day(day).unwrap()), days);
        assert!(unpacked_day(packed_day(date(2022, 2, 28)) + 3).is_err());
    }
}
