//! Finds the date of a page that has none beside its headline, and recognises lists of articles by their dates.

use jiff::civil::Date;

use super::date_conventions::{DateConventions, LONGEST_LINE, of_words, opening};
use super::dates;
use super::dates_seen::{is_of_other, is_said_to_be_a_change};
use super::places::Places;
use crate::corpus::Field;
use crate::corpus::dated_line::LineKind;

/// Returns the only date among the short lines of the page. If there are two, it is the first one on a line of its own.
///
/// A page with more dates is a list. If every date of the page belongs to something else, returns a field without a
/// date, with this as its reason.
pub(super) fn only_one(places: &Places<'_, '_>, conventions: DateConventions<'_>) -> Option<Field> {
    const MOST: usize = 400;
    const MOST_DAYS: usize = 2;
    let mut days: Vec<(Date, String, bool)> = Vec::new();
    let mut has_other = false;
    for (at, line) in places.page.lines() {
        if days.len() > MOST {
            continue;
        }
        if let Some((text, kind)) = opening(line).and_then(|line| of_words(line, false, conventions))
            && !matches!(kind, LineKind::Today | LineKind::Updated)
            && !is_said_to_be_a_change(places.page, at)
            && let Some(day) = dates::day_of(&text)
        {
            let is_alone = crate::dates::is_alone(line);
            if places.is_of_article(at) && !is_of_other(places, at, kind) {
                days.push((day, text, is_alone));
            } else {
                let may_be_in_text = is_alone || places.is_of_article(at);
                has_other |= may_be_in_text && !places.zones.is_above(places.page, at);
            }
        }
    }
    let Some((day, text, _)) = days.first() else {
        // Such a line may also be in the text, where it would be taken for the date of the article.
        return has_other.then(|| Field::none("the dates of the page are those of other things"));
    };
    if days.iter().all(|(other, ..)| other == day) {
        return Some(Field::inferred(text.clone(), "the only date of the page"));
    }
    let mut distinct: Vec<Date> = days.iter().map(|(day, ..)| *day).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let first_alone = days.iter().find(|(.., is_alone)| *is_alone).filter(|_| distinct.len() <= MOST_DAYS);
    first_alone.map(|(_, text, _)| Field::inferred(text.clone(), "the first line that is a date"))
}

/// True if the page shows teasers of other articles from at least three different days. It is then a list of articles,
/// and none of these days is its own date.
pub(super) fn is_list(places: &Places<'_, '_>, conventions: DateConventions<'_>) -> bool {
    const FEWEST: usize = 3;
    const MOST_LOOKED_AT: usize = 200;
    let mut days: Vec<Date> = Vec::new();
    let mut n_looked_at = 0;
    for (at, line) in places.page.lines() {
        if line.len() > LONGEST_LINE || n_looked_at > MOST_LOOKED_AT || places.zones.is_beside(at) {
            continue;
        }
        if let Some((text, _)) = of_words(line, false, conventions) {
            n_looked_at += 1;
            if let Some(day) = dates::day_of(&text).filter(|day| !days.contains(day))
                && places.is_of_teaser(at)
            {
                days.push(day);
            }
        }
    }
    days.len() >= FEWEST
}
