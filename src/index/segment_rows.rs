//! Values of the rows of a segment that lists, orders and filters iterate over.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::signature::Signature;
use super::sources::Source;
use super::stored::columns::{Column, NONE};
use super::stored::{Damaged, IdentityKey, Segment};
use crate::article::Identity;

/// For each row the index of its days in the list that follows.
pub type DaysOfRows = (Vec<u32>, Vec<(Date, Date)>);

/// The first and the last possible day; `None` if no date is known.
pub type Days = Option<(Date, Date)>;

/// Function that takes the position of a row, its main language and its encoded signature.
pub type SignatureVisitor<'visit> = dyn FnMut(usize, Option<&str>, &[u8]) -> Result<(), Damaged> + 'visit;

/// A number that every row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumber {
    /// The second of the day plus one; 0 if no time is known.
    Second,
    Words,
    /// The number of the article in its file; 0 if the file is the article.
    Item,
}

impl RowNumber {
    fn column(self) -> Column {
        match self {
            Self::Second => Column::Second,
            Self::Words => Column::Words,
            Self::Item => Column::Item,
        }
    }
}

impl Segment {
    /// Returns the days of all rows, each as an index into the list that is returned with them; [`NONE`] for undated
    /// rows.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn days(&self) -> Result<DaysOfRows, Damaged> {
        let (by_row, days) = (self.columns().all(Column::Days)?, self.tables()?.days.clone());
        if by_row.iter().any(|place| *place != NONE && *place as usize >= days.len()) {
            return Err(Damaged::content("a row of a day that is not there"));
        }
        Ok((by_row, days))
    }

    /// Returns the days of one row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn days_of(&self, at: usize) -> Result<Days, Damaged> {
        match self.columns().value(Column::Days, at)? {
            NONE => Ok(None),
            place => {
                let days = self.tables()?.days.get(place as usize).map(|days| Some(*days));
                days.ok_or_else(|| Damaged::content("a row of a day that is not there"))
            }
        }
    }

    /// Appends the result of `place_of` for the days of each row from position `from` on, and [`NONE`] for undated
    /// rows.
    ///
    /// # Errors
    /// When the segment is damaged. Values that were appended until then stay.
    pub fn push_days(
        &self,
        from: usize,
        place_of: &mut dyn FnMut((Date, Date)) -> u32,
        into: &mut Vec<u32>,
    ) -> Result<(), Damaged> {
        let places: Vec<u32> = self.tables()?.days.iter().map(|days| place_of(*days)).collect();
        let (mut is_known, mut first) = (true, 0);
        self.columns().for_each_part(Column::Days, &mut |own| {
            let n_skipped = from.saturating_sub(first).min(own.len());
            first += own.len();
            into.extend(own[n_skipped..].iter().map(|place| {
                is_known &= (*place as usize) < places.len() || *place == NONE;
                places.get(*place as usize).copied().unwrap_or(NONE)
            }));
        })?;
        if is_known { Ok(()) } else { Err(Damaged::content("a row of a day that is not there")) }
    }

    /// Calls `visit` with the values of `number` of all rows in order, some thousands at a time.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_number(&self, number: RowNumber, visit: &mut dyn FnMut(&[u32])) -> Result<(), Damaged> {
        self.columns().for_each_part(number.column(), visit)
    }

    /// Appends the value of `number` of each row.
    ///
    /// # Errors
    /// When the segment is damaged. Values that were appended until then stay.
    pub fn push_numbers(&self, number: RowNumber, into: &mut Vec<u32>) -> Result<(), Damaged> {
        self.for_each_number(number, &mut |numbers| into.extend_from_slice(numbers))
    }

    /// Returns the value of `number` of each row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn numbers(&self, number: RowNumber) -> Result<Vec<u32>, Damaged> {
        self.columns().all(number.column())
    }

    /// Returns the sources of the rows.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn sources(&self) -> Result<&[Source], Damaged> {
        Ok(&self.tables()?.sources)
    }

    /// Calls `visit` with the index in [`Self::sources`] of the source of each row, in order, some thousands at a time;
    /// [`NONE`] if nothing is known of the source.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_source_number(&self, visit: &mut dyn FnMut(&[u32])) -> Result<(), Damaged> {
        self.columns().for_each_part(Column::Source, visit)
    }

    /// Returns the source of one row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn source_of(&self, at: usize) -> Result<Option<&Source>, Damaged> {
        let number = self.columns().value(Column::Source, at)?;
        Ok(self.sources()?.get(number as usize))
    }

    /// Appends the result of `of` for the source of each row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn push_by_source(&self, of: impl Fn(Option<&Source>) -> u32, into: &mut Vec<u32>) -> Result<(), Damaged> {
        let by_number: Vec<u32> = self.sources()?.iter().map(|source| of(Some(source))).collect();
        let unknown = of(None);
        self.for_each_source_number(&mut |numbers| {
            into.extend(numbers.iter().map(|number| by_number.get(*number as usize).unwrap_or(&unknown)));
        })
    }

    /// Returns an upper limit of the total size in bytes of the paths in [`Self::for_each_file`], without reading them.
    pub fn n_path_bytes_max(&self) -> usize {
        self.chunks().file().n_bytes() as usize
    }

    /// Calls `of_file` with the path of each file, some of them several times. Then calls `of_row` for each row, with
    /// the index of its file in that order, from 0, and the number of the article in its file; 0 if the file is the
    /// article. A purged row has the file [`NONE`].
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_file(
        &self,
        of_file: &mut dyn FnMut(&Path),
        of_row: &mut dyn FnMut(u32, u32),
    ) -> Result<(), Damaged> {
        let mut n_files = 0;
        self.chunks().for_each_path(&mut |path| {
            of_file(path);
            n_files += 1;
        })?;
        let items = self.columns().all(Column::Item)?;
        let (mut items, mut is_known) = (items.iter(), true);
        self.columns().for_each_part(Column::Chunk, &mut |chunks| {
            for (chunk, item) in chunks.iter().zip(&mut items) {
                is_known &= *chunk < n_files || *chunk == NONE;
                of_row(*chunk, *item);
            }
        })?;
        if is_known { Ok(()) } else { Err(Damaged::content("a row of a chunk that is not there")) }
    }

    /// Calls `visit` with the file of each row and its number in the file, in order. The path of a purged row is empty.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn for_each_place(&self, mut visit: impl FnMut(&Arc<Path>, Option<u32>)) -> Result<(), Damaged> {
        let (chunks, no_path) = (self.chunks().all()?, Arc::from(Path::new("")));
        let items = self.columns().all(Column::Item)?;
        for (chunk, item) in self.columns().all(Column::Chunk)?.into_iter().zip(items) {
            let path = match chunks.get(chunk as usize) {
                Some(chunk) => &chunk.path,
                None if chunk == NONE => &no_path,
                None => return Err(Damaged::content("a row of a chunk that is not there")),
            };
            visit(path, (item > 0).then_some(item));
        }
        Ok(())
    }

    /// Calls `visit` with the position, the main language and the encoded signature of each of `rows`, in order.
    ///
    /// # Errors
    /// When the segment is damaged, or the error of `visit`.
    pub fn for_each_signature(&self, rows: Range<usize>, visit: &mut SignatureVisitor<'_>) -> Result<(), Damaged> {
        let numbers = self.columns().range(Column::Languages, rows.start, rows.end)?;
        let languages = &self.tables()?.languages;
        let first = rows.start;
        self.for_each_signature_bytes(rows, &mut |at, bytes| {
            let codes = languages.get(numbers[at - first] as usize);
            let codes = codes.ok_or_else(|| Damaged::content("a row of languages that are not there"))?;
            visit(at, codes.first().map(|code| &**code), bytes)?;
            Ok(true)
        })
    }

    /// Reads the signature of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn signature(&self, at: usize) -> Result<Signature, Damaged> {
        let mut bytes = Vec::new();
        self.read_signature(at, &mut bytes)?;
        Signature::decode(&bytes)
    }

    /// Returns the identity of the article of a row.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn identity(&self, at: usize) -> Result<Identity, Damaged> {
        self.identities()?.get(at)
    }

    /// Calls `found` with the position of each row that has `key`, in order.
    ///
    /// # Errors
    /// When the segment is damaged.
    pub fn find(&self, key: IdentityKey, found: &mut dyn FnMut(usize)) -> Result<(), Damaged> {
        self.identities()?.find(key, found)
    }
}
