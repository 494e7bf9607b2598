//! Counts articles by bin: those in the bins shown, those before and after them, and those without a bin.

use std::ops::AddAssign;

use super::{Scene, Unit};
use crate::index::{DayCount, DayCounts};

/// The number of articles, and the number of those that match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub n_all: u32,
    /// The number of articles that the filter matches; without a filter, all.
    pub n_matching: u32,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.n_all += other.n_all;
        self.n_matching += other.n_matching;
    }
}

/// The counts of all articles of a scene, by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    /// The counts of the bins shown, the earliest first.
    pub bins: Vec<Counts>,
    /// The articles in bins before those shown.
    pub before: Counts,
    /// The articles in bins after those shown.
    pub after: Counts,
    /// The articles whose date could be in more than one bin.
    pub imprecise: Counts,
    /// The articles without a date.
    pub undated: Counts,
}

/// Returns the bin of `count`; `None` if its date is less precise than `unit`.
pub(super) fn bin_of(count: &DayCount, unit: Unit) -> Option<i32> {
    let bin = unit.bin_of(count.first_day);
    (count.first_day == count.last_day || unit.bin_of(count.last_day) == bin).then_some(bin)
}

/// Returns the number of articles of `counts` whose date is less precise than `unit`.
pub(super) fn n_imprecise(counts: &DayCounts, unit: Unit) -> u32 {
    let spread = counts.days.iter().filter(|count| count.first_day != count.last_day);
    spread.filter(|count| bin_of(count, unit).is_none()).map(|count| count.n_articles).sum()
}

/// Returns the number of bins of `unit` that have articles of `counts`.
pub(super) fn n_filled(counts: &DayCounts, unit: Unit) -> i32 {
    let mut n_filled = 0;
    let mut last_bin = None;
    // Days are sorted, so the days of a bin are next to each other.
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

/// Returns the counts of the articles of `scene` without a date. This needs no pass over the days.
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
