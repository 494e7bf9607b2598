//! How many articles fall on each day: all that the timeline needs at any zoom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::article::{Article, ArticleDate};

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
            counter.add(article.date.value());
        }
        counter.counts()
    }

    /// How many articles have a date.
    pub fn n_dated(&self) -> u32 {
        self.days.iter().map(|count| count.n_articles).sum()
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

impl DayCounter {
    /// Counts one article of `date`.
    pub fn add(&mut self, date: Option<&ArticleDate>) {
        match date {
            Some(date) => *self.by_days.entry((date.first_day, date.last_day)).or_default() += 1,
            None => self.n_undated += 1,
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
