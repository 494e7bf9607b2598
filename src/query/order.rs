//! The orders that a list can be in.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::article::{Article, ArticleDate};
use crate::index::{RowId, Snapshot, compare_paths};

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
}

impl Sort {
    /// Every order, in the order of help.
    pub const ALL: [Self; 5] = [Self::Newest, Self::Oldest, Self::Source, Self::Length, Self::Path];

    /// The name it has in settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "date-desc",
            Self::Oldest => "date-asc",
            Self::Source => "source",
            Self::Length => "length",
            Self::Path => "path",
        }
    }

    /// The order of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// All rows of `snapshot` in order. `earlier` is the order of its first rows, or empty.
///
/// What decides is gathered row by row first, as articles lie in memory that way, and the order by date
/// is the start of all others: a stable sort of it leaves equal ones newest first.
pub(super) fn all_rows(snapshot: &Snapshot, sort: Sort, earlier: &[RowId]) -> Arc<[RowId]> {
    match sort {
        Sort::Newest => Arc::clone(snapshot.by_date()),
        Sort::Oldest => oldest_first(snapshot).into(),
        Sort::Source => sorted_by(snapshot, &source_ranks(snapshot)).into(),
        Sort::Length => {
            let lengths: Vec<_> = articles(snapshot).map(|article| Reverse(article.n_words)).collect();
            sorted_by(snapshot, &lengths).into()
        }
        Sort::Path => by_path(snapshot, earlier).into(),
    }
}

fn articles(snapshot: &Snapshot) -> impl Iterator<Item = &Article> {
    snapshot.segments().flat_map(|(_, segment)| segment.articles())
}

fn sorted_by<K: Ord>(snapshot: &Snapshot, keys: &[K]) -> Vec<RowId> {
    let mut rows = snapshot.by_date().to_vec();
    rows.sort_by(|a, b| keys[*a as usize].cmp(&keys[*b as usize]));
    rows
}

/// The days from the last to the first, each as it stands in the order by date.
fn oldest_first(snapshot: &Snapshot) -> Vec<RowId> {
    let keys: Vec<_> = articles(snapshot).map(|article| article.date.value().map(ArticleDate::sort_key)).collect();
    let date_of = |row: &RowId| keys[*row as usize];
    let newest_first = snapshot.by_date();
    let (dated, undated) = newest_first.split_at(newest_first.partition_point(|row| date_of(row).is_some()));
    let mut rows = Vec::with_capacity(newest_first.len());
    for day in dated.chunk_by(|a, b| date_of(a) == date_of(b)).rev() {
        rows.extend_from_slice(day);
    }
    rows.extend_from_slice(undated);
    rows
}

/// For each row the place of its source among all sources by name; unknown ones last.
fn source_ranks(snapshot: &Snapshot) -> Vec<usize> {
    let sources: Vec<Option<&str>> = articles(snapshot).map(|article| article.source.value().map(|it| &**it)).collect();
    let mut names: Vec<&str> = sources.iter().flatten().copied().collect::<HashSet<_>>().into_iter().collect();
    names.sort_by_cached_key(|name| (name.to_lowercase(), *name));
    let ranks: HashMap<&str, usize> = names.into_iter().enumerate().map(|(rank, name)| (name, rank)).collect();
    sources.into_iter().map(|source| source.and_then(|name| ranks.get(name)).copied().unwrap_or(usize::MAX)).collect()
}

fn by_path(snapshot: &Snapshot, earlier: &[RowId]) -> Vec<RowId> {
    let read: Vec<&Article> = articles(snapshot).collect();
    let compare = |a: &RowId, b: &RowId| compare_paths(read[*a as usize], read[*b as usize]);
    let mut rows = earlier.to_vec();
    let mut new_rows: Vec<RowId> = (earlier.len() as RowId..snapshot.len() as RowId).collect();
    new_rows.sort_by(compare);
    rows.append(&mut new_rows);
    // The standard library's stable sort finds the two runs, old and new, and merges them.
    rows.sort_by(compare);
    rows
}
