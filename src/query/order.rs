//! The orders of the list, and the functions that sort all rows of a snapshot by each of them.

use std::collections::HashMap;
use std::sync::Arc;

use smallvec::SmallVec;

use super::paths::Paths;
use super::ranks::{Ranks, filled};
use crate::index::stored::Damaged;
use crate::index::stored::columns::NONE;
use crate::index::{RowId, RowNumber, Snapshot, Source};

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Newest first; undated last. Equal dates by path.
    #[default]
    Newest,
    /// Oldest first; undated last. Equal dates by path.
    Oldest,
    /// By the shown name of the source, ignoring case; unknown sources last. Within a source, newest first.
    Source,
    /// Longest first; articles of equal length newest first.
    Length,
    /// By path, then by the item within the file.
    Path,
    /// Most relevant to the words of the filter first; with equal relevance, or without a filter, newest first.
    Relevance,
}

impl Sort {
    /// Every order, in the order of help.
    pub const ALL: [Self; 6] = [Self::Newest, Self::Oldest, Self::Source, Self::Length, Self::Path, Self::Relevance];

    /// Returns the name in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "date-desc",
            Self::Oldest => "date-asc",
            Self::Source => "source",
            Self::Length => "length",
            Self::Path => "path",
            Self::Relevance => "relevance",
        }
    }

    /// Returns the order with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// Returns all rows of `snapshot` in order, without deleted rows.
///
/// Each order is derived from the order by date. It assigns a rank to every row, read from columns, and sorts by the
/// rank in one or two passes of a counting sort, which keeps rows of equal rank newest first. This takes some
/// milliseconds for a million rows; a sort by comparison takes a hundred.
pub(super) fn all_rows(snapshot: &Snapshot, sort: Sort) -> Arc<[RowId]> {
    let sorted = match sort {
        // Relevance depends on the words of a filter, so it is computed for the matching rows only.
        Sort::Newest | Sort::Relevance => return Arc::clone(snapshot.by_date()),
        Sort::Oldest => oldest_first(snapshot),
        Sort::Source => source_ranks(snapshot).map(|ranks| ranks.sort(snapshot.by_date())),
        Sort::Length => length_ranks(snapshot).map(|ranks| ranks.sort(snapshot.by_date())),
        Sort::Path => by_path(snapshot),
    };
    sorted.unwrap_or_else(|damaged| {
        snapshot.tell(&damaged);
        Arc::clone(snapshot.by_date())
    })
}

/// Returns one number of each row, from all segments.
fn numbers(snapshot: &Snapshot, number: RowNumber) -> Result<Vec<u32>, Damaged> {
    let mut all = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.segments() {
        part.push_numbers(number, &mut all)?;
    }
    Ok(all)
}

/// Returns the days from the last to the first; the rows of each moment keep their order by date.
fn oldest_first(snapshot: &Snapshot) -> Result<Arc<[RowId]>, Damaged> {
    let mut seconds = numbers(snapshot, RowNumber::Second)?;
    for (row, date) in snapshot.overlay().dates() {
        if let Some(second) = seconds.get_mut(row as usize) {
            *second = date.value().map_or(0, |date| date.sort_key().1);
        }
    }
    let has_seconds = seconds.iter().any(|second| *second > 0);
    let newest_first = snapshot.by_date();
    let n_dated = (snapshot.days().n_dated() as usize).min(newest_first.len());
    let (mut dated, undated) = newest_first.split_at(n_dated);
    Ok(filled(newest_first.len(), |mut rows| {
        let mut push = |more: &[RowId]| {
            let (own, rest) = std::mem::take(&mut rows).split_at_mut(more.len());
            own.copy_from_slice(more);
            rows = rest;
        };
        for of_day in snapshot.days().days.chunk_by(|one, other| one.first_day == other.first_day) {
            let n_rows: usize = of_day.iter().map(|count| count.n_articles as usize).sum();
            let (newer, day) = dated.split_at(dated.len().saturating_sub(n_rows));
            dated = newer;
            if has_seconds {
                let second_of = |row: &RowId| seconds[*row as usize];
                day.chunk_by(|one, other| second_of(one) == second_of(other)).rev().for_each(&mut push);
            } else {
                push(day);
            }
        }
        push(dated);
        push(undated);
    }))
}

/// Returns the rank of each row by the shown name of its source; unknown sources are last.
fn source_ranks(snapshot: &Snapshot) -> Result<Ranks, Damaged> {
    let shown = |source| snapshot.source_names().shown_source(source);
    let mut names = HashMap::new();
    for (_, part) in snapshot.segments() {
        for name in part.sources()?.iter().filter_map(shown) {
            names.entry(name).or_insert(0);
        }
    }
    let mut sorted: Vec<&str> = names.keys().copied().collect();
    sorted.sort_by_cached_key(|name| (name.to_lowercase(), *name));
    for (rank, name) in (0..).zip(&sorted) {
        names.insert(name, rank);
    }
    let unknown = sorted.len() as u32;
    let mut of_row = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.segments() {
        let rank = |source: &Source| names.get(snapshot.source_names().shown_source(source)?).copied();
        part.push_by_source(|source| source.and_then(rank).unwrap_or(unknown), &mut of_row)?;
    }
    Ok(Ranks { of_row, n_ranks: sorted.len() + 1 })
}

/// Returns the rank of each row by length, longest first.
fn length_ranks(snapshot: &Snapshot) -> Result<Ranks, Damaged> {
    let mut lengths = numbers(snapshot, RowNumber::Words)?;
    let longest = lengths.iter().copied().max().unwrap_or(0);
    for length in &mut lengths {
        *length = longest - *length;
    }
    Ok(Ranks { of_row: lengths, n_ranks: longest as usize + 1 })
}

/// Returns the rows sorted by file, then by position within the file.
fn by_path(snapshot: &Snapshot) -> Result<Arc<[RowId]>, Damaged> {
    let (mut paths, mut runs) = (Paths::default(), Vec::new());
    paths.reserve(snapshot.segments().map(|(_, part)| part.n_path_bytes_max()).sum());
    for (first_row, part) in snapshot.segments() {
        let first_path = paths.len() as u32;
        let mut row = first_row;
        part.for_each_file(&mut |path| paths.push(path), &mut |path, item| {
            if path != NONE {
                Run::push(&mut runs, first_path + path, item, row, snapshot);
            }
            row += 1;
        })?;
    }
    let ranks = paths.ranks();
    drop(paths);
    let ranks_of_runs = runs.iter().map(|run: &Run| ranks[run.file as usize]).collect();
    // The ranks sort indices into `runs`, in place of rows.
    let all: Vec<u32> = (0..runs.len() as u32).collect();
    let ranks = Ranks { of_row: ranks_of_runs, n_ranks: ranks.len() };
    let sorted = ranks.sort(&all);
    let run = |at: &u32| runs[*at as usize];
    Ok(filled(snapshot.len(), |mut rows| {
        for of_file in sorted.chunk_by(|one, other| ranks.of_row[*one as usize] == ranks.of_row[*other as usize]) {
            let mut of_file: SmallVec<[Run; 1]> = of_file.iter().map(run).collect();
            of_file.sort_by_key(|run| run.first_item);
            if !of_file.is_sorted_by(|one, other| one.last_item() <= other.first_item) {
                // Some lines of the file were read again, so their rows are between others.
                of_file = of_file.iter().flat_map(|run| run.single()).collect();
                of_file.sort_by_key(|run| run.first_item);
            }
            for run in of_file {
                let (own, rest) = std::mem::take(&mut rows).split_at_mut(run.n_rows as usize);
                own.iter_mut().zip(run.first_row..).for_each(|(place, row)| *place = row);
                rows = rest;
            }
        }
    }))
}

/// Consecutive rows of consecutive items in one file. There are few runs, however many articles a file has.
#[derive(Clone, Copy, Debug)]
struct Run {
    file: u32,
    first_item: u32,
    first_row: RowId,
    n_rows: u32,
}

impl Run {
    /// Adds a row to the last of `runs`, or as a new run. Deleted rows are left out.
    fn push(runs: &mut Vec<Self>, file: u32, item: u32, row: RowId, snapshot: &Snapshot) {
        if snapshot.is_deleted(row) {
            return;
        }
        match runs.last_mut() {
            Some(run) if run.file == file && run.end() == (row, item) => run.n_rows += 1,
            _ => runs.push(Self { file, first_item: item, first_row: row, n_rows: 1 }),
        }
    }

    /// Returns the row and the item that would follow the run.
    fn end(&self) -> (RowId, u32) {
        (self.first_row + self.n_rows, self.first_item + self.n_rows)
    }

    fn last_item(&self) -> u32 {
        self.first_item + (self.n_rows - 1)
    }

    /// Returns the rows of the run, each as a run of its own.
    fn single(self) -> impl Iterator<Item = Self> {
        (0..self.n_rows).map(move |at| Self {
            file: self.file,
            first_item: self.first_item + at,
            first_row: self.first_row + at,
            n_rows: 1,
        })
    }
}
