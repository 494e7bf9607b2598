//! The orders that a list can be in.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

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
/// What decides is gathered row by row first, as it lies on disk and in memory that way, and the order by date
/// is the start of all others: a stable sort of it leaves equal ones newest first.
pub(super) fn all_rows(snapshot: &Snapshot, sort: Sort) -> Arc<[RowId]> {
    let sorted = match sort {
        // What articles are about is told by the words of a filter, and joined with the rows that match it.
        Sort::Newest | Sort::Relevance => return Arc::clone(snapshot.by_date()),
        Sort::Oldest => oldest_first(snapshot),
        Sort::Source => source_ranks(snapshot).map(|ranks| sorted_by(snapshot, &ranks)),
        Sort::Length => values(snapshot, Part::n_words).map(|lengths| {
            let longest_first: Vec<_> = lengths.into_iter().map(Reverse).collect();
            sorted_by(snapshot, &longest_first)
        }),
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

fn sorted_by<K: Ord>(snapshot: &Snapshot, keys: &[K]) -> Vec<RowId> {
    let mut rows = snapshot.by_date().to_vec();
    rows.sort_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
    rows
}

/// The days from the last to the first, each as it stands in the order by date.
fn oldest_first(snapshot: &Snapshot) -> Result<Vec<RowId>, Damaged> {
    let mut keys = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.parts() {
        let (by_row, days) = part.days()?;
        let firsts = by_row.into_iter().map(|place| days.get(place as usize).map(|(first, _)| *first));
        keys.extend(firsts.zip(part.seconds()?));
    }
    let key_of = |row: &RowId| keys[*row as usize];
    let newest_first = snapshot.by_date();
    let (dated, undated) = newest_first.split_at(newest_first.partition_point(|row| key_of(row).0.is_some()));
    let mut rows = Vec::with_capacity(newest_first.len());
    for day in dated.chunk_by(|a, b| key_of(a) == key_of(b)).rev() {
        rows.extend_from_slice(day);
    }
    rows.extend_from_slice(undated);
    Ok(rows)
}

/// For each row the place of its source among all sources by name; unknown ones last.
fn source_ranks(snapshot: &Snapshot) -> Result<Vec<usize>, Damaged> {
    let mut sources: Vec<Option<&str>> = Vec::with_capacity(snapshot.n_rows());
    for (_, part) in snapshot.parts() {
        part.for_each_source(|source| sources.push(source))?;
    }
    let mut names: Vec<&str> = sources.iter().flatten().copied().collect::<HashSet<_>>().into_iter().collect();
    names.sort_by_cached_key(|name| (name.to_lowercase(), *name));
    let ranks: HashMap<&str, usize> = names.into_iter().enumerate().map(|(rank, name)| (name, rank)).collect();
    let rank_of = |source: Option<&str>| source.and_then(|name| ranks.get(name)).copied().unwrap_or(usize::MAX);
    Ok(sources.into_iter().map(rank_of).collect())
}

fn by_path(snapshot: &Snapshot) -> Result<Vec<RowId>, Damaged> {
    let (mut paths, mut places): (Vec<Arc<Path>>, Vec<(usize, u32)>) = (Vec::new(), Vec::new());
    for (_, part) in snapshot.parts() {
        part.for_each_place(|path, item| {
            if paths.last() != Some(path) {
                paths.push(Arc::clone(path));
            }
            places.push((paths.len() - 1, item.unwrap_or(0)));
        })?;
    }
    let mut rows = snapshot.by_date().to_vec();
    rows.sort_by(|a, b| {
        let ((a, a_item), (b, b_item)) = (places[*a as usize], places[*b as usize]);
        let by_path = if a == b { Ordering::Equal } else { paths[a].as_os_str().cmp(paths[b].as_os_str()) };
        by_path.then(a_item.cmp(&b_item))
    });
    Ok(rows)
}
