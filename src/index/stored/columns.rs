//! What lists, filters and the timeline need of every row of a segment, as columns of numbers.

use std::io;

use jiff::civil::Date;

use super::Damaged;
use super::checked_file::{CheckedFile, CheckedWriter, WrittenFile};

/// Stands in a column for a value that a row does not have.
pub const NONE: u32 = u32::MAX;

/// A column: one number of 32 bits a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The number of its days in the table of days; [`NONE`] for an undated article.
    Days,
    /// The second of the day and one; 0 where no time is known.
    Second,
    /// How many words it has.
    Words,
    /// What is known of it: the bits of `Flags`, and above them how its date is known.
    Flags,
    /// The number of its languages in the table of languages.
    Languages,
    /// The number of its source in the table of sources; [`NONE`] where neither its name nor its host is known.
    Source,
    /// The number of the chunk of a file that it was read from.
    Chunk,
    /// Which article of its file it is; 0 where the file is the article.
    Item,
    /// Where its record ends.
    RecordEnd,
    /// Where its facts end.
    FactsEnd,
    /// Where its text ends, where texts are kept: the lower 32 bits …
    BodyEndLow,
    /// … and the higher.
    BodyEndHigh,
    /// Where its signature ends.
    SignatureEnd,
}

/// How many columns there are.
const N_COLUMNS: usize = Column::SignatureEnd as usize + 1;

/// The columns of a segment that is being written.
#[derive(Debug, Default)]
pub struct ColumnsWriter {
    columns: [Vec<u32>; N_COLUMNS],
}

impl ColumnsWriter {
    /// Adds a value to a column. Every column gets one for each row.
    pub fn push(&mut self, column: Column, value: u32) {
        self.columns[column as usize].push(value);
    }

    /// Puts other numbers into the place of those of a column, which are numbers of a list by its order before.
    /// [`NONE`] stays.
    pub fn renumber(&mut self, column: Column, new_numbers: &[u32]) {
        for value in &mut self.columns[column as usize] {
            *value = new_numbers.get(*value as usize).copied().unwrap_or(NONE);
        }
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.columns[0].len()
    }

    /// Writes the file. A column that is 0 everywhere takes no room.
    ///
    /// # Errors
    /// What the system says.
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

/// What was read stays in the processor's cache until it is visited.
const ROWS_AT_ONCE: usize = 16 * 1024;

/// The columns of a segment.
#[derive(Debug)]
pub struct Columns {
    file: CheckedFile,
    /// One bit for each column that is there.
    mask: u32,
    n_rows: usize,
}

impl Columns {
    /// The columns in `file`, of `n_rows` rows.
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

    /// A value.
    ///
    /// # Errors
    /// When the file is damaged, or has no such row.
    pub fn value(&self, column: Column, at: usize) -> Result<u32, Damaged> {
        Ok(self.range(column, at, at + 1)?[0])
    }

    /// All values of a column.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn all(&self, column: Column) -> Result<Vec<u32>, Damaged> {
        let mut all = Vec::with_capacity(self.n_rows);
        self.for_each_part(column, &mut |values| all.extend_from_slice(values))?;
        Ok(all)
    }

    /// The values of the rows from `start` up to `end`.
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

    /// Goes through all values of a column in order, some thousands at a time: always a multiple of 64 but for
    /// the last.
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

    /// Where a column starts in the file; `None` where it is 0 everywhere.
    fn first_byte(&self, column: Column) -> Option<u64> {
        if self.mask & 1 << column as u32 == 0 {
            return None;
        }
        let n_before = (self.mask & ((1 << column as u32) - 1)).count_ones() as usize;
        Some(4 + (n_before * self.n_rows) as u64 * 4)
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The file.
    pub fn file(&self) -> &CheckedFile {
        &self.file
    }
}

/// Numbers of 32 bits, the lowest byte first.
pub fn numbers_of(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default())).collect()
}

/// A day as a number that sorts as days do.
pub fn packed_day(day: Date) -> i32 {
    i32::from(day.year()) << 9 | i32::from(day.month()) << 5 | i32::from(day.day())
}

/// The day of [`packed_day`].
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
