//! Articles counted into bins: those shown, those to either side, and those that have none.

use std::ops::AddAssign;

use super::{Scene, Unit};
use crate::index::{DayCount, DayCounts};

/// How many articles, and how many of them match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub n_all: u32,
    /// Those that the filter matches; without a filter, all.
    pub n_matching: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_all += other.n_all;
        self.n_matching += other.n_matching;
    }
}

/// Every article of a scene, by where it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// The bins shown, the earliest first.
    pub bins: Vec<Counts>,
    /// Articles of bins before those shown.
    pub before: Counts,
    /// Articles of bins after them.
    pub after: Counts,
    /// Articles whose date could be in more than one bin.
    pub imprecise: Counts,
    /// Articles without a date.
    pub undated: Counts,
}

/// The bin of `count`, unless its date is less precise than `unit`.
pub(super) fn bin_of(count: &DayCount, unit: Unit) -> Option<i32> {
    let bin = unit.bin_of(count.first_day);
    (count.first_day == count.last_day || unit.bin_of(count.last_day) == bin).then_some(bin)
}

/// How many articles of `counts` are dated less precisely than `unit`.
pub(super) fn n_imprecise(counts: &DayCounts, unit: Unit) -> u32 {
    let spread = counts.days.iter().filter(|count| count.first_day != count.last_day);
    spread.filter(|count| bin_of(count, unit).is_none()).map(|count| count.n_articles).sum()
}

/// The number of bins of `unit` that have articles of `counts`.
pub(super) fn n_filled(counts: &DayCounts, unit: Unit) -> i32 {
    let mut n_filled = 0;
    let mut last_bin = None;
    // Days are in order, so that the articles of a bin are one after the other.
    for bin in counts.days.iter().filter(|count| count.n_articles > 0).filter_map(|count| bin_of(count, unit)) {
        if last_bin.replace(bin) != Some(bin) {
            n_filled += 1;
        }
    }
    n_filled
}

/// Counts the articles of `scene` into `n_bins` bins of `unit` from `first_bin` on.
pub(super) fn count(scene: &Scene, unit: Unit, first_bin: i32, n_bins: usize) -> Counted {
    let mut counted = Counted { bins: vec![Counts::default(); n_bins], ..Counted::default() };
    let Some(matching) = scene.matching else {
        counted.add(scene.all, unit, first_bin, |n_articles| Counts { n_all: n_articles, n_matching: n_articles });
        return counted;
    };
    counted.add(scene.all, unit, first_bin, |n_articles| Counts { n_all: n_articles, n_matching: 0 });
    counted.add(matching, unit, first_bin, |n_articles| Counts { n_all: 0, n_matching: n_articles });
    counted
}

/// The articles of `scene` without a date, which no other day has to be looked at for.
pub(super) fn undated(scene: &Scene) -> Counts {
    Counts { n_all: scene.all.n_undated, n_matching: scene.matching.unwrap_or(scene.all).n_undated }
}

impl Counted {
    fn add(&mut self, counts: &DayCounts, unit: Unit, first_bin: i32, as_counts: impl Fn(u32) -> Counts) {
        for count in &counts.days {
            let place = match bin_of(count, unit) {
                None => &mut self.imprecise,
                Some(bin) if bin < first_bin => &mut self.before,
                Some(bin) => self.bins.get_mut((bin - first_bin) as usize).unwrap_or(&mut self.after),
            };
            *place += as_counts(count.n_articles);
        }
        self.undated += as_counts(counts.n_undated);
    }
}
