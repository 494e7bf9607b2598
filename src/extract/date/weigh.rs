//! Weighs the dates of a record: chooses the date of the article, and finds the dates that support it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::candidate::{Candidate, PlaceKind};
use crate::article::{ArticleDate, Known};
use crate::dates::Mentioned;

/// The most days between two statements of the same publication day. A report is dated in the evening, printed in the
/// morning, and saved the day after.
const NEAR_DAYS: i32 = 3;
/// The most days between a day and an article that calls it by its weekday alone. After seven days, the weekday would
/// mean another day.
const WEEK_DAYS: i32 = 6;

/// The date that was chosen, and the candidate that gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ChosenDate {
    pub(super) date: Known<ArticleDate>,
    /// The index of the candidate that gave the date.
    pub(super) chosen: Option<usize>,
}

/// Returns the date that is found in the places of publication dates.
pub(super) fn found(candidates: &[Candidate]) -> ChosenDate {
    let dated: Vec<(usize, ArticleDate)> = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.kind.is_of_publication())
        .filter_map(|(at, candidate)| Some((at, read(candidate, candidates)?)))
        .collect();
    // Ambiguous dates come after unambiguous dates.
    let rank =
        |(at, _): &&(usize, ArticleDate)| (!matches!(candidates[*at].what, Mentioned::Date(_)), candidates[*at].kind);
    let days = dated.iter().filter(|(_, date)| date.is_a_day());
    if let Some((at, date)) = days.min_by_key(rank) {
        return chosen(candidates, *at, *date);
    }
    // The month of a folder and a day without a year together make one date.
    if let Some(weighed) = day_with_year(candidates) {
        return weighed;
    }
    let months = dated.iter().filter(|(_, date)| (date.last_day - date.first_day).get_days() <= 31);
    let month = months.min_by_key(rank);
    let weak = candidates.iter().enumerate().find(|(_, candidate)| candidate.kind == PlaceKind::WeakField);
    let weak = weak.and_then(|(at, candidate)| Some((at, candidate.date()?)));
    match (month, weak) {
        // A weak field within the month is more exact than the month.
        (Some((_, month)), Some((at, day))) if supports(&candidates[at], *month) => chosen(candidates, at, day),
        (Some((at, date)), _) => chosen(candidates, *at, *date),
        (None, Some((at, date))) => chosen(candidates, at, date),
        (None, None) => either(candidates),
    }
}

fn chosen(candidates: &[Candidate], at: usize, date: ArticleDate) -> ChosenDate {
    let candidate = &candidates[at];
    let because = candidate.kind.because();
    let is_sure = matches!(candidate.what, Mentioned::Date(_)) && candidate.kind != PlaceKind::OpeningDay;
    let date = if is_sure { Known::found(date, because) } else { Known::inferred(date, because) };
    ChosenDate { date, chosen: Some(at) }
}

/// Returns the date of a candidate. If it has two readings, returns the one that other evidence supports.
fn read(candidate: &Candidate, candidates: &[Candidate]) -> Option<ArticleDate> {
    match candidate.what {
        Mentioned::Date(date) => Some(date),
        Mentioned::Ambiguous(one, other) => decide(one, other, candidates),
        _ => None,
    }
}

/// Returns the reading of a date in numbers that another date of the record supports.
pub(super) fn decide(one: ArticleDate, other: ArticleDate, candidates: &[Candidate]) -> Option<ArticleDate> {
    let speaks_for = |reading: ArticleDate| {
        candidates.iter().any(|candidate| match candidate.what {
            Mentioned::Date(date) if candidate.kind.is_of_publication() => {
                // A year supports both readings.
                (date.last_day - date.first_day).get_days() <= 31
                    && reading.first_day >= days_from(date.first_day, -NEAR_DAYS)
                    && reading.first_day <= days_from(date.last_day, NEAR_DAYS)
            }
            Mentioned::DayOfYear { month, day } if candidate.kind == PlaceKind::Dateline => {
                (reading.first_day.month(), reading.first_day.day()) == (month, day)
            }
            _ => false,
        })
    };
    match (speaks_for(one), speaks_for(other)) {
        (true, false) => Some(one),
        (false, true) => Some(other),
        _ => None,
    }
}

/// Completes a day without a year in the dateline with the year of another place. Otherwise completes a numbered
/// weekday in the text, such as "Wednesday (9)", with the month of another place.
fn day_with_year(candidates: &[Candidate]) -> Option<ChosenDate> {
    let named = |kinds: &[PlaceKind]| {
        let mut of_kinds = candidates.iter().filter(|candidate| kinds.contains(&candidate.kind));
        of_kinds.find_map(|candidate| Some((candidate, candidate.date()?)))
    };
    // Four digits in an address are less certainly a year than four digits in a folder.
    let is_year =
        |candidate: &Candidate| candidate.date().is_some_and(|span| (span.last_day - span.first_day).get_days() > 31);
    let of_names =
        candidates.iter().filter(|it| matches!(it.kind, PlaceKind::Address | PlaceKind::Folder | PlaceKind::FileName));
    let mut of_names = of_names.filter(|it| it.kind != PlaceKind::Address || !is_year(it));
    let sure = of_names.find_map(|candidate| Some((candidate, candidate.date()?)));
    let (reference, span) = sure.or_else(|| named(&[PlaceKind::Address, PlaceKind::Rights, PlaceKind::Post]))?;
    let because =
        |candidate: &Candidate| format!("{}, with the year of {}", candidate.kind.because(), reference.kind.because());
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.kind == PlaceKind::Dateline)
    {
        let Mentioned::DayOfYear { month, day } = candidate.what else {
            continue;
        };
        let years = span.first_day.year()..=span.last_day.year();
        let days = years.filter_map(|year| Date::new(year, month, day).ok());
        // A folder of a month contains articles of that month; a folder of a year contains articles of any day in it.
        let mut within = days.filter(|day| is_near(*day, span));
        if let Some(day) = within.next() {
            let day = ArticleDate::day(day);
            let date = if sure.is_some() {
                Known::found(day, because(candidate))
            } else {
                Known::inferred(day, because(candidate))
            };
            return Some(ChosenDate { date, chosen: Some(at) });
        }
    }
    // "On Wednesday (9)" in a folder of March 2022 is in the past, so the article is from that day or from a few days
    // later.
    let (_, month) = sure.filter(|(_, span)| (27..=30).contains(&(span.last_day - span.first_day).get_days()))?;
    let numbered = candidates.iter().enumerate().filter_map(|(at, candidate)| match candidate.what {
        Mentioned::WeekdayAndDay(weekday, day) if candidate.kind.is_text() => {
            let date = Date::new(month.first_day.year(), month.first_day.month(), day).ok()?;
            (date.weekday() == weekday).then_some((at, date))
        }
        _ => None,
    });
    let (at, day) = numbered.max_by_key(|(_, day)| *day)?;
    let last = days_from(day, WEEK_DAYS).min(month.last_day);
    let reason = format!("“{}” and the month of {}", candidates[at].text, reference.kind.because());
    Some(ChosenDate { date: Known::inferred(ArticleDate::range(day, last), reason), chosen: Some(at) })
}

fn is_near(day: Date, span: ArticleDate) -> bool {
    days_from(span.first_day, -NEAR_DAYS) <= day && day <= days_from(span.last_day, NEAR_DAYS)
}

/// Returns the range between the two readings of a date in numbers that no evidence decides.
fn either(candidates: &[Candidate]) -> ChosenDate {
    let of_publication = candidates.iter().enumerate().filter(|(_, candidate)| candidate.kind.is_of_publication());
    let ambiguous = of_publication.filter_map(|(at, candidate)| match candidate.what {
        Mentioned::Ambiguous(one, other) => Some((at, candidate.kind, one, other)),
        _ => None,
    });
    let Some((at, kind, one, other)) = ambiguous.min_by_key(|(_, kind, ..)| *kind) else {
        return ChosenDate::default();
    };
    let date = ArticleDate::range(one.first_day, other.first_day);
    let because = format!("{}, which can be read in two ways", kind.because());
    ChosenDate { date: Known::inferred(date, because), chosen: Some(at) }
}

/// Infers the date from a post within the text, if the text names the weekday of the post.
///
/// The article was published on the day of the post or within the six days after it. Later, the name of the weekday
/// would mean another day.
pub(super) fn inferred_from_post(candidates: &[Candidate]) -> ChosenDate {
    let posts = candidates.iter().enumerate().filter(|(_, candidate)| candidate.kind == PlaceKind::Post);
    let dated =
        posts.filter_map(|(at, candidate)| Some((at, candidate.date().filter(ArticleDate::is_a_day)?.first_day)));
    let Some((at, day)) = dated.max_by_key(|(_, day)| *day) else {
        return ChosenDate::default();
    };
    let speaks = candidates.iter().find(|candidate| {
        candidate.kind.is_text()
            && match candidate.what {
                Mentioned::Weekday(weekday) => weekday == day.weekday(),
                Mentioned::WeekdayAndDay(weekday, number) => weekday == day.weekday() && number == day.day(),
                _ => false,
            }
    });
    let Some(speaks) = speaks else {
        return ChosenDate::default();
    };
    let because = format!("the post of {} and “{}” in {}", candidates[at].text, speaks.text, speaks.place);
    ChosenDate { date: Known::inferred(ArticleDate::range(day, days_from(day, WEEK_DAYS)), because), chosen: Some(at) }
}

/// True if a candidate can be the same date as the answer.
pub(super) fn supports(candidate: &Candidate, answer: ArticleDate) -> bool {
    match candidate.what {
        Mentioned::Date(date) => date.first_day <= answer.last_day && answer.first_day <= date.last_day,
        Mentioned::DayOfYear { month, day } => {
            candidate.kind == PlaceKind::Dateline && (answer.first_day.month(), answer.first_day.day()) == (month, day)
        }
        Mentioned::Ambiguous(one, other) => [one, other].contains(&answer),
        _ => false,
    }
}

fn days_from(day: Date, n_days: i32) -> Date {
    day.saturating_add(n_days.days())
}
