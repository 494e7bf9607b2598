//! The orders that a list can be in.

use std::collections::HashMap;
use std::sync::Arc;

use super::file_ranks::FileRanks;
use super::ranks::Ranks;
use crate::index::stored::Damaged;
use crate::index::{Part, RowId, Snapshot};

/// An order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Newest first; undated last. Equal dates by path.
    #[default]
    Newest,
    /// Oldest first; undated last. Equal dates by path.
    Oldest,
    /// By the name of the source, upper and lower case alike, unknown ones last; within a source
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
    sorted.map_or_else(
        |damaged| {
            snapshot.tell(&damaged);
            Arc::clone(snapshot.by_date())
        },
        Arc::from,
    )
}

/// The values of all rows, part by part.
fn values(snapshot: &Snapshot, of: impl Fn(&Part) -> Result<Vec<u32>, Damaged>) -> Result<Vec<u32>, Damaged> {
    let mut all = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.parts() {
        all.append(&mut of(part)?);
    }
    Ok(all)
}

/// The days from the last to the first, each as it stands in the order by date.
fn oldest_first(snapshot: &Snapshot) -> Result<Vec<RowId>, Damaged> {
    let seconds = values(snapshot, Part::seconds)?;
    let has_seconds = seconds.iter().any(|second| *second > 0);
    let newest_first = snapshot.by_date();
    let n_dated = (snapshot.days().n_dated() as usize).min(newest_first.len());
    let (mut dated, undated) = newest_first.split_at(n_dated);
    let mut rows = Vec::with_capacity(newest_first.len());
    for of_day in snapshot.days().days.chunk_by(|one, other| one.first_day == other.first_day) {
        let n_rows: usize = of_day.iter().map(|count| count.n_articles as usize).sum();
        let (newer, day) = dated.split_at(dated.len().saturating_sub(n_rows));
        dated = newer;
        if has_seconds {
            let second_of = |row: &RowId| seconds[*row as usize];
            for moment in day.chunk_by(|one, other| second_of(one) == second_of(other)).rev() {
                rows.extend_from_slice(moment);
            }
        } else {
            rows.extend_from_slice(day);
        }
    }
    rows.extend_from_slice(dated);
    rows.extend_from_slice(undated);
    Ok(rows)
}

/// For each row the place of its source among all sources by name; unknown ones last.
fn source_ranks(snapshot: &Snapshot) -> Result<Ranks, Damaged> {
    let mut names = HashMap::new();
    for (_, part) in snapshot.parts() {
        part.for_each_source_name(|name| {
            names.entry(name).or_insert(0);
        })?;
    }
    let mut sorted: Vec<&str> = names.keys().copied().collect();
    sorted.sort_by_cached_key(|name| (name.to_lowercase(), *name));
    for (rank, name) in (0..).zip(&sorted) {
        names.insert(name, rank);
    }
    let unknown = sorted.len() as u32;
    let mut of_row = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.parts() {
        part.push_by_source(|name| name.and_then(|name| names.get(name)).copied().unwrap_or(unknown), &mut of_row)?;
    }
    Ok(Ranks { of_row, n_ranks: sorted.len() + 1 })
}

/// For each row its place by length, the longest first.
fn length_ranks(snapshot: &Snapshot) -> Result<Ranks, Damaged> {
    let mut lengths = values(snapshot, Part::n_words)?;
    let longest = lengths.iter().copied().max().unwrap_or(0);
    lengths.iter_mut().for_each(|length| *length = longest - *length);
    Ok(Ranks { of_row: lengths, n_ranks: longest as usize + 1 })
}

fn by_path(snapshot: &Snapshot) -> Result<Vec<RowId>, Damaged> {
    let files = FileRanks::of(snapshot)?;
    let items = values(snapshot, Part::items)?;
    let in_order_of_arrival: Vec<RowId> = match snapshot.len() == snapshot.n_rows() {
        true => (0..snapshot.n_rows() as RowId).collect(),
        false => (0..snapshot.n_rows() as RowId).filter(|row| !snapshot.is_deleted(*row)).collect(),
    };
    // Articles of one file are read from the first to the last.
    let mut last_items = vec![0; files.ranks.n_ranks];
    let is_in_order = in_order_of_arrival.iter().all(|row| {
        let last = &mut last_items[files.ranks.of_row[*row as usize] as usize];
        let item = items[*row as usize];
        std::mem::replace(last, item) <= item
    });
    if is_in_order {
        return Ok(files.ranks.sort(&in_order_of_arrival));
    }
    let mut rows = in_order_of_arrival;
    rows.sort_by_key(|row| (files.ranks.of_row[*row as usize], items[*row as usize]));
    Ok(rows)
}
