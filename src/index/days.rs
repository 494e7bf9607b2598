//! How many articles fall on each day: all that the timeline needs at any zoom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::article::Article;

/// How many articles are of one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The first day the articles can be of.
    pub first_day: Date,
    /// The last day they can be of; the same where the day is known.
    pub last_day: Date,
    /// How many articles.
    pub n_articles: u32,
}

/// How many articles fall on each day, and how many on none.
///
/// Twenty years are at most 7,305 rows, whatever the number of articles, so bins of any width come
/// from here without a look at an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// The counts, by their first day, then their last.
    pub days: Vec<DayCount>,
    /// How many articles have no date.
    pub n_undated: u32,
}

impl DayCounts {
    /// Counts `articles`.
    pub fn of<'article>(articles: impl IntoIterator<Item = &'article Article>) -> Self {
        let mut counter = DayCounter::default();
        for article in articles {
            counter.add(article.date.value().map(|date| (date.first_day, date.last_day)));
        }
        counter.counts()
    }

    /// How many articles have a date.
    pub fn n_dated(&self) -> u32 {
        self.days.iter().map(|count| count.n_articles).sum()
    }

    /// The number of articles of a day before `day`, by the first day they can be of.
    pub fn n_before(&self, day: Date) -> usize {
        let before = self.days.partition_point(|count| count.first_day < day);
        self.days[..before].iter().map(|count| count.n_articles as usize).sum()
    }

    /// The first day of the article at the place `at` of all, newest first and undated ones last: the order of a
    /// snapshot. `None` for an undated article, and beyond the last.
    pub fn day_at(&self, at: usize) -> Option<Date> {
        let mut n_newer = 0;
        let mut days = self.days.iter().rev();
        let is_here = |count: &&DayCount| {
            n_newer += count.n_articles as usize;
            at < n_newer
        };
        days.find(is_here).map(|count| count.first_day)
    }

    /// The first and the last day of any article.
    pub fn span(&self) -> Option<(Date, Date)> {
        let first = self.days.first()?.first_day;
        let last = self.days.iter().map(|count| count.last_day).max()?;
        Some((first, last))
    }
}

/// Counts articles by day, one at a time.
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
    /// Counts one article of these days, the first and the last it can be of.
    pub fn add(&mut self, days: Option<(Date, Date)>) {
        match days {
            Some(days) => *self.by_days.entry(days).or_default() += 1,
            None => self.n_undated += 1,
        }
    }

    /// Counts one article of these days less.
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

    /// The counts so far.
    pub fn counts(&self) -> DayCounts {
        let days = self.by_days.iter().map(|(&(first_day, last_day), &n_articles)| DayCount {
            first_day,
            last_day,
            n_articles,
        });
        DayCounts { days: days.collect(), n_undated: self.n_undated }
    }
}
