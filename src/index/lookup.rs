//! Finds the rows of articles by their files: by path, `PATH#n` or id.
//!
//! The paths of all files are looked at, and the columns of those segments alone that have one of the files. That is
//! milliseconds of work in a large folder, so it is for workers, never for the thread of the screen.

use std::path::Path;

use super::part::Part;
use super::snapshot::{RowId, Snapshot};
use super::stored::columns::Column;
use super::stored::{Damaged, StoredSegment};
use crate::article::{ArticleKey, FileKey};
use crate::text::safe::safe_line;

impl Snapshot {
    /// The row of an article by its key.
    pub fn row_of(&self, key: ArticleKey) -> Option<RowId> {
        self.row_since(key, 0)
    }

    /// The row of an article by its key, among the rows from `first_row` on.
    pub fn row_since(&self, key: ArticleKey, first_row: RowId) -> Option<RowId> {
        let of_file = |path: &Path| {
            let file = FileKey::new(path);
            Some(move |item| file.item(item) == key)
        };
        self.rows_since(first_row, of_file).into_iter().next()
    }

    /// The row of an article by its path, `PATH#n` or id.
    pub fn row_named(&self, name: &str) -> Option<RowId> {
        let (path, item) = split_item(name);
        let of_file = |own: &Path| match item {
            _ if is_shown_as(own, name) => Some(Asked::OnlyOrFirst),
            Some(item) if is_shown_as(own, path) => Some(Asked::Item(item)),
            _ => None,
        };
        let of_file = |own: &Path| of_file(own).map(|asked| move |item| asked.is(item));
        let by_path = self.rows_at(of_file).into_iter().next();
        by_path.or_else(|| self.row_of(ArticleKey::parse(name)?))
    }

    /// The row of an article by a path as it stands in the folder, or `PATH#n`.
    pub fn row_at_path(&self, reference: &str) -> Option<RowId> {
        let (path, item) = split_item(reference);
        let of_file = |own: &Path| match item {
            Some(item) if own == Path::new(path) => Some(Asked::Item(item)),
            Some(_) if own == Path::new(reference) => Some(Asked::Only),
            None if own == Path::new(reference) => Some(Asked::OnlyOrFirst),
            _ => None,
        };
        let of_file = |own: &Path| of_file(own).map(|asked| move |item| asked.is(item));
        self.rows_at(of_file).into_iter().next()
    }

    /// The rows that have an article, in order of arrival, whose file and place in it are asked for: `of_file` is
    /// asked once for each file, and what it returns once for each article of the file.
    pub fn rows_at<IsIt>(&self, of_file: impl Fn(&Path) -> Option<IsIt>) -> Vec<RowId>
    where
        IsIt: Fn(Option<u32>) -> bool,
    {
        self.rows_since(0, of_file)
    }

    fn rows_since<IsIt>(&self, first_row: RowId, of_file: impl Fn(&Path) -> Option<IsIt>) -> Vec<RowId>
    where
        IsIt: Fn(Option<u32>) -> bool,
    {
        let mut found = Vec::new();
        for (part_row, part) in self.parts().filter(|(part_row, part)| part_row + part.len() as RowId > first_row) {
            let mut take = |at: usize| {
                let row = part_row + at as RowId;
                if row >= first_row && !self.is_deleted(row) {
                    found.push(row);
                }
            };
            match part {
                Part::Memory(segment) => {
                    for (at, article) in segment.articles().iter().enumerate() {
                        let address = &article.address;
                        if of_file(&address.path).is_some_and(|is_it| is_it(address.item)) {
                            take(at);
                        }
                    }
                }
                Part::Stored(segment) => {
                    if let Err(damaged) = for_each_stored(segment, &of_file, &mut take) {
                        self.tell(&damaged);
                    }
                }
            }
        }
        found
    }
}

/// Calls `take` with the place of each row of a segment that is asked for.
fn for_each_stored<IsIt>(
    segment: &StoredSegment,
    of_file: &impl Fn(&Path) -> Option<IsIt>,
    take: &mut dyn FnMut(usize),
) -> Result<(), Damaged>
where
    IsIt: Fn(Option<u32>) -> bool,
{
    let mut asked: Vec<Option<IsIt>> = Vec::new();
    segment.pieces().for_each_path(&mut |path| asked.push(of_file(path)))?;
    if asked.iter().all(Option::is_none) {
        return Ok(());
    }
    // Of few files only their own articles are looked at.
    let mut rows: Vec<(usize, u32)> = Vec::new();
    let (mut first, mut is_known) = (0, true);
    segment.columns().for_each_part(Column::Piece, &mut |pieces| {
        for (at, piece) in (first..).zip(pieces) {
            match asked.get(*piece as usize) {
                Some(Some(_)) => rows.push((at, *piece)),
                Some(None) => {}
                None => is_known = false,
            }
        }
        first += pieces.len();
    })?;
    if !is_known {
        return Err(Damaged::content("a row of a piece that is not there"));
    }
    let (Some((first, _)), Some((last, _))) = (rows.first(), rows.last()) else { return Ok(()) };
    let items = segment.columns().range(Column::Item, *first, last + 1)?;
    for (at, piece) in &rows {
        let item = items[at - first];
        let is_it = asked.get(*piece as usize).and_then(Option::as_ref);
        if is_it.is_some_and(|is_it| is_it((item > 0).then_some(item))) {
            take(*at);
        }
    }
    Ok(())
}

/// Which articles of a file are asked for.
#[derive(Clone, Copy)]
enum Asked {
    /// The one that the file is.
    Only,
    /// That, or the first of several.
    OnlyOrFirst,
    /// The one of this number.
    Item(u32),
}

impl Asked {
    fn is(self, item: Option<u32>) -> bool {
        match self {
            Self::Only => item.is_none(),
            Self::OnlyOrFirst => item.is_none_or(|item| item == 1),
            Self::Item(asked) => item == Some(asked),
        }
    }
}

/// The path of `PATH#n`, and the number.
fn split_item(reference: &str) -> (&str, Option<u32>) {
    let split = reference.rsplit_once('#').and_then(|(path, item)| Some((path, item.parse().ok()?)));
    split.map_or((reference, None), |(path, item)| (path, Some(item)))
}

/// Whether a path is shown as `name` on the screen.
fn is_shown_as(path: &Path, name: &str) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    // Nearly every path is shown as it is.
    if bytes.iter().all(u8::is_ascii_graphic) {
        bytes == name.as_bytes()
    } else {
        safe_line(&path.to_string_lossy()) == name
    }
}
