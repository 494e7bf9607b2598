//! The orders that a list can be in.

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
    /// By the name that the source is shown under, upper and lower case alike, unknown ones last; within a source
    /// newest first.
    Source,
    /// Longest first; equally long ones newest first.
    Length,
    /// By path, then by the item within the file.
    Path,
    /// What is most about the words of the filter first; equally much, and without a filter, newest first.
    Relevance,
}

impl Sort {
    /// Every order, in the order of help.
    pub const ALL: [Self; 6] = [Self::Newest, Self::Oldest, Self::Source, Self::Length, Self::Path, Self::Relevance];

    /// The name it has in settings and on the command line.
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

    /// The order of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// All rows of `snapshot` in order, but for those whose articles are gone.
///
/// The order by date is the start of all others. Each other one is a rank for every row, read from columns, and one
/// or two passes of a counting sort by it, which leaves rows of one rank newest first: a million rows take some
/// milliseconds, where a sort by comparison takes a hundred.
pub(super) fn all_rows(snapshot: &Snapshot, sort: Sort) -> Arc<[RowId]> {
    let sorted = match sort {
        // What articles are about is told by the words of a filter, and joined with the rows that match it.
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

/// A number of each row, part by part.
fn numbers(snapshot: &Snapshot, number: RowNumber) -> Result<Vec<u32>, Damaged> {
    let mut all = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.segments() {
        part.push_numbers(number, &mut all)?;
    }
    Ok(all)
}

/// The days from the last to the first, each as it stands in the order by date.
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

/// For each row the place of its source among all sources by the name that is shown; unknown ones last.
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

/// For each row its place by length, the longest first.
fn length_ranks(snapshot: &Snapshot) -> Result<Ranks, Damaged> {
    let mut lengths = numbers(snapshot, RowNumber::Words)?;
    let longest = lengths.iter().copied().max().unwrap_or(0);
    for length in &mut lengths {
        *length = longest - *length;
    }
    Ok(Ranks { of_row: lengths, n_ranks: longest as usize + 1 })
}

/// The rows by their files and their places in them.
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
    // Runs stand for their places in the list of runs as rows do elsewhere.
    let all: Vec<u32> = (0..runs.len() as u32).collect();
    let ranks = Ranks { of_row: ranks_of_runs, n_ranks: ranks.len() };
    let sorted = ranks.sort(&all);
    let run = |at: &u32| runs[*at as usize];
    Ok(filled(snapshot.len(), |mut rows| {
        for of_file in sorted.chunk_by(|one, other| ranks.of_row[*one as usize] == ranks.of_row[*other as usize]) {
            let mut of_file: SmallVec<[Run; 1]> = of_file.iter().map(run).collect();
            of_file.sort_by_key(|run| run.first_item);
            if !of_file.is_sorted_by(|one, other| one.last_item() <= other.first_item) {
                // Lines of a file that were read anew stand between others.
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

/// Rows that follow each other in one file: few, however many articles the file has.
#[derive(Clone, Copy, Debug)]
struct Run {
    file: u32,
    first_item: u32,
    first_row: RowId,
    n_rows: u32,
}

impl Run {
    /// Adds a row to the last of `runs`, or as another one. Rows whose articles are gone are left out.
    fn push(runs: &mut Vec<Self>, file: u32, item: u32, row: RowId, snapshot: &Snapshot) {
        if snapshot.is_deleted(row) {
            return;
        }
        match runs.last_mut() {
            Some(run) if run.file == file && run.end() == (row, item) => run.n_rows += 1,
            _ => runs.push(Self { file, first_item: item, first_row: row, n_rows: 1 }),
        }
    }

    /// The row and the item that would follow.
    fn end(&self) -> (RowId, u32) {
        (self.first_row + self.n_rows, self.first_item + self.n_rows)
    }

    fn last_item(&self) -> u32 {
        self.first_item + (self.n_rows - 1)
    }

    /// Its rows, each as a run of its own.
    fn single(self) -> impl Iterator<Item = Self> {
        (0..self.n_rows).map(move |at| Self {
            file: self.file,
            first_item: self.first_item + at,
            first_row: self.first_row + at,
            n_rows: 1,
        })
    }
}
