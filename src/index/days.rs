//! Counts of articles by day, from which the timeline is drawn at any zoom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::article::Article;

/// The number of articles that have the same date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The first possible day of the articles.
    pub first_day: Date,
    /// The last possible day; the same as the first if the day is known.
    pub last_day: Date,
    pub n_articles: u32,
}

/// The number of articles of each day, and of articles without a date.
///
/// Twenty years have 7,305 days, whatever the number of articles. So bins of any width are computed from these counts,
/// without reading articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Sorted by first day, then by last day.
    pub days: Vec<DayCount>,
    /// The number of articles without a date.
    pub n_undated: u32,
}

impl DayCounts {
    /// Counts articles by day.
    pub fn of<'article>(articles: impl IntoIterator<Item = &'article Article>) -> Self {
        let mut counter = DayCounter::default();
        for article in articles {
            counter.add(article.date.value().map(|date| (date.first_day, date.last_day)));
        }
        counter.counts()
    }

    /// Returns the number of articles with a date.
    pub fn n_dated(&self) -> u32 {
        self.days.iter().map(|count| count.n_articles).sum()
    }

    /// Returns the number of articles whose first possible day is before `day`.
    pub fn n_before(&self, day: Date) -> usize {
        let before = self.days.partition_point(|count| count.first_day < day);
        self.days[..before].iter().map(|count| count.n_articles as usize).sum()
    }

    /// Returns the first possible day of the article at position `at` in the order of a snapshot: newest first, undated
    /// last. `None` for an undated article, and beyond the last article.
    pub fn day_at(&self, at: usize) -> Option<Date> {
        let mut n_newer = 0;
        let mut days = self.days.iter().rev();
        let is_here = |count: &&DayCount| {
            n_newer += count.n_articles as usize;
            at < n_newer
        };
        days.find(is_here).map(|count| count.first_day)
    }

    /// Returns the first and the last possible day of all articles.
    pub fn span(&self) -> Option<(Date, Date)> {
        let first = self.days.first()?.first_day;
        let last = self.days.iter().map(|count| count.last_day).max()?;
        Some((first, last))
    }
}

/// Counts articles by day, one article at a time.
#[derive(Clone, Debug, Default)]
pub struct DayCounter {
    by_days: BTreeMap<(Date, Date), u32>,
    n_undated: u32,
}

impl From<&DayCounts> for DayCounter {
    fn from(counts: &DayCounts) -> Self {
        let by_days = counts.days.iter().map(|count| ((count.first_day, count.last_day), count.n_articles));
        Self { by_days: by_days.collect(), n_undated: counts.n_undated }
    }
}

impl DayCounter {
    /// Adds one article by its first and its last possible day.
    pub fn add(&mut self, days: Option<(Date, Date)>) {
        match days {
            Some(days) => *self.by_days.entry(days).or_default() += 1,
            None => self.n_undated += 1,
        }
    }

    /// Removes one article by its first and its last possible day.
    pub fn remove(&mut self, days: Option<(Date, Date)>) {
        let Some(days) = days else {
            self.n_undated = self.n_undated.saturating_sub(1);
            return;
        };
        if let Some(n_articles) = self.by_days.get_mut(&days) {
            *n_articles -= 1;
            if *n_articles == 0 {
                self.by_days.remove(&days);
            }
        }
    }

    /// Returns the counts so far.
    pub fn counts(&self) -> DayCounts {
        let days = self.by_days.iter().map(|(&(first_day, last_day), &n_articles)| DayCount {
            first_day,
            last_day,
            n_articles,
        });
        DayCounts { days: days.collect(), n_undated: self.n_undated }
    }
}
