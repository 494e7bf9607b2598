//! A part of a snapshot: a segment in memory or on disk, and what can be asked of either.

use std::ops::{Deref, Range};
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::segment::Segment;
use super::sources::Source;
use super::stored::columns::{Column, NONE};
use super::stored::{Damaged, StoredSegment};
use crate::article::Article;

/// A segment of a snapshot.
#[derive(Clone, Debug)]
pub enum Part {
    /// In memory: what has been read lately.
    Memory(Arc<Segment>),
    /// On disk.
    Stored(Arc<StoredSegment>),
}

/// An article of a snapshot: lent by a segment in memory, or read from one on disk.
#[derive(Clone, Debug)]
pub enum ArticleRef<'snapshot> {
    /// Lent.
    Lent(&'snapshot Article),
    /// Read.
    Read(Arc<Article>),
}

impl Deref for ArticleRef<'_> {
    type Target = Article;

    fn deref(&self) -> &Article {
        match self {
            Self::Lent(article) => article,
            Self::Read(article) => article,
        }
    }
}

/// For each row the place of its days in the list beside it.
pub type DaysOfRows = (Vec<u32>, Vec<(Date, Date)>);

/// A day or several, by the first and the last; `None` where no date is known.
pub type Days = Option<(Date, Date)>;

/// A number that every row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowNumber {
    /// The second of its day and one; 0 where no time is known.
    Second,
    /// The number of words it has.
    Words,
    /// Which article of its file it is; 0 where the file is the article.
    Item,
}

impl RowNumber {
    fn of(self, article: &Article) -> u32 {
        match self {
            Self::Second => article.date.value().and_then(|date| date.second_of_day).map_or(0, |second| second + 1),
            Self::Words => article.n_words,
            Self::Item => article.address.item.unwrap_or(0),
        }
    }

    fn column(self) -> Column {
        match self {
            Self::Second => Column::Second,
            Self::Words => Column::Words,
            Self::Item => Column::Item,
        }
    }
}

impl Part {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Memory(segment) => segment.len(),
            Self::Stored(segment) => segment.len(),
        }
    }

    /// True if it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The days of all its rows, each as a place in the list that comes with them; [`NONE`] for undated ones.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn days(&self) -> Result<DaysOfRows, Damaged> {
        match self {
            Self::Memory(segment) => {
                let (mut days, mut by_row) = (Vec::new(), Vec::with_capacity(segment.len()));
                for article in segment.articles() {
                    let own = article.date.value().map(|date| (date.first_day, date.last_day));
                    by_row.push(own.map_or(NONE, |own| {
                        // Articles that follow each other are often of one day; a list with doubles is as good.
                        if days.last() != Some(&own) {
                            days.push(own);
                        }
                        days.len() as u32 - 1
                    }));
                }
                Ok((by_row, days))
            }
            Self::Stored(segment) => {
                let (by_row, days) = (segment.columns().all(Column::Days)?, segment.tables()?.days.clone());
                if by_row.iter().any(|place| *place != NONE && *place as usize >= days.len()) {
                    return Err(Damaged::content("a row of a day that is not there"));
                }
                Ok((by_row, days))
            }
        }
    }

    /// The days of one row.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn days_of(&self, at: usize) -> Result<Days, Damaged> {
        match self {
            Self::Memory(segment) => {
                Ok(segment.articles()[at].date.value().map(|date| (date.first_day, date.last_day)))
            }
            Self::Stored(segment) => match segment.columns().value(Column::Days, at)? {
                NONE => Ok(None),
                place => segment
                    .tables()?
                    .days
                    .get(place as usize)
                    .map(|days| Some(*days))
                    .ok_or_else(|| Damaged::content("a row of a day that is not there")),
            },
        }
    }

    /// Appends for each row from the place `from` on what `place_of` makes of its days, and [`NONE`] for undated ones.
    ///
    /// # Errors
    /// When it is damaged; what was appended until then stays.
    pub fn push_days(
        &self,
        from: usize,
        place_of: &mut dyn FnMut((Date, Date)) -> u32,
        into: &mut Vec<u32>,
    ) -> Result<(), Damaged> {
        match self {
            Self::Memory(segment) => {
                let dates = segment.articles()[from..].iter().map(|article| article.date.value());
                into.extend(dates.map(|date| date.map_or(NONE, |date| place_of((date.first_day, date.last_day)))));
                Ok(())
            }
            Self::Stored(segment) => {
                let places: Vec<u32> = segment.tables()?.days.iter().map(|days| place_of(*days)).collect();
                let (mut is_known, mut first) = (true, 0);
                segment.columns().for_each_part(Column::Days, &mut |own| {
                    let n_skipped = from.saturating_sub(first).min(own.len());
                    first += own.len();
                    into.extend(own[n_skipped..].iter().map(|place| {
                        is_known &= (*place as usize) < places.len() || *place == NONE;
                        places.get(*place as usize).copied().unwrap_or(NONE)
                    }));
                })?;
                if is_known { Ok(()) } else { Err(Damaged::content("a row of a day that is not there")) }
            }
        }
    }

    /// Goes through a number of all rows in order, some thousands at a time.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn for_each_number(&self, number: RowNumber, visit: &mut dyn FnMut(&[u32])) -> Result<(), Damaged> {
        self.for_each_number_within(number, 0..self.len(), visit)
    }

    /// Goes through a number of the rows `within` in order, some thousands at a time.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn for_each_number_within(
        &self,
        number: RowNumber,
        within: Range<usize>,
        visit: &mut dyn FnMut(&[u32]),
    ) -> Result<(), Damaged> {
        match self {
            Self::Memory(segment) => {
                visit(&segment.articles()[within].iter().map(|article| number.of(article)).collect::<Vec<u32>>());
                Ok(())
            }
            Self::Stored(segment) => segment.columns().for_each_part_within(number.column(), within, visit),
        }
    }

    /// Appends a number of each row.
    ///
    /// # Errors
    /// When it is damaged; what was appended until then stays.
    pub fn push_numbers(&self, number: RowNumber, into: &mut Vec<u32>) -> Result<(), Damaged> {
        self.for_each_number(number, &mut |numbers| into.extend_from_slice(numbers))
    }

    /// A number of each row.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn numbers(&self, number: RowNumber) -> Result<Vec<u32>, Damaged> {
        let mut numbers = Vec::with_capacity(self.len());
        self.push_numbers(number, &mut numbers)?;
        Ok(numbers)
    }

    /// The sources of its rows.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn sources(&self) -> Result<&[Source], Damaged> {
        match self {
            Self::Memory(segment) => Ok(segment.sources()),
            Self::Stored(segment) => Ok(&segment.tables()?.sources),
        }
    }

    /// Goes through the numbers of the sources of all rows in order, some thousands at a time; [`NONE`] where nothing
    /// is known of one.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn for_each_source_number(&self, visit: &mut dyn FnMut(&[u32])) -> Result<(), Damaged> {
        match self {
            Self::Memory(segment) => visit(segment.source_numbers()),
            Self::Stored(segment) => segment.columns().for_each_part(Column::Source, visit)?,
        }
        Ok(())
    }

    /// The source of one row.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn source_of(&self, at: usize) -> Result<Option<&Source>, Damaged> {
        let number = match self {
            Self::Memory(segment) => segment.source_numbers()[at],
            Self::Stored(segment) => segment.columns().value(Column::Source, at)?,
        };
        Ok(self.sources()?.get(number as usize))
    }

    /// Appends for each row what `of` makes of its source.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn push_by_source(&self, of: impl Fn(Option<&Source>) -> u32, into: &mut Vec<u32>) -> Result<(), Damaged> {
        let by_number: Vec<u32> = self.sources()?.iter().map(|source| of(Some(source))).collect();
        let unknown = of(None);
        self.for_each_source_number(&mut |numbers| {
            into.extend(numbers.iter().map(|number| by_number.get(*number as usize).unwrap_or(&unknown)));
        })
    }

    /// At least as many bytes as the paths have that [`Self::for_each_file`] hands out, where that is known without
    /// reading them.
    pub fn n_path_bytes_max(&self) -> usize {
        match self {
            Self::Memory(_) => 0,
            Self::Stored(segment) => segment.pieces().file().n_bytes() as usize,
        }
    }

    /// Hands the path of each of its files to `of_file`, some of them several times, and then to `of_row` for each row
    /// which of them is its own, from 0 on, and which article of it it is; 0 where the file is the article.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn for_each_file(
        &self,
        of_file: &mut dyn FnMut(&Path),
        of_row: &mut dyn FnMut(u32, u32),
    ) -> Result<(), Damaged> {
        match self {
            Self::Memory(segment) => {
                // Articles of one file follow each other.
                let of_one = |one: &Article, other: &Article| one.address.path == other.address.path;
                let files = || segment.articles().chunk_by(of_one);
                files().for_each(|articles| of_file(&articles[0].address.path));
                for (file, articles) in (0..).zip(files()) {
                    for article in articles {
                        of_row(file, article.address.item.unwrap_or(0));
                    }
                }
            }
            Self::Stored(segment) => {
                let mut n_files = 0;
                segment.pieces().for_each_path(&mut |path| {
                    of_file(path);
                    n_files += 1;
                })?;
                let columns = segment.columns();
                let items = columns.all(Column::Item)?;
                let (mut items, mut is_known) = (items.iter(), true);
                columns.for_each_part(Column::Piece, &mut |pieces| {
                    for (piece, item) in pieces.iter().zip(&mut items) {
                        is_known &= *piece < n_files;
                        of_row(*piece, *item);
                    }
                })?;
                if !is_known {
                    return Err(Damaged::content("a row of a piece that is not there"));
                }
            }
        }
        Ok(())
    }

    /// Hands the file of each row and its place in the file to `visit`, in order.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn for_each_place(&self, mut visit: impl FnMut(&Arc<Path>, Option<u32>)) -> Result<(), Damaged> {
        match self {
            Self::Memory(segment) => {
                segment.articles().iter().for_each(|article| visit(&article.address.path, article.address.item));
            }
            Self::Stored(segment) => {
                let pieces = segment.pieces().all()?;
                let items = segment.columns().all(Column::Item)?;
                for (piece, item) in segment.columns().all(Column::Piece)?.into_iter().zip(items) {
                    let piece = pieces.get(piece as usize);
                    let piece = piece.ok_or_else(|| Damaged::content("a row of a piece that is not there"))?;
                    visit(&piece.path, (item > 0).then_some(item));
                }
            }
        }
        Ok(())
    }

    /// True if both are the same segment.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Memory(one), Self::Memory(other)) => Arc::ptr_eq(one, other),
            (Self::Stored(one), Self::Stored(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}
