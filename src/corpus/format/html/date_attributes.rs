//! Reads the moment that an element names: in its attributes, in its words, or in inner elements for day, month and
//! year.

use std::borrow::Cow;

use super::date_conventions::{DateConventions, of_words};
use super::dates::{self, readable};
use super::page::Page;

/// Returns the moment that an element names in its attributes or its words.
///
/// If the words give a local day and the attribute gives the same moment in UTC, the words are preferred.
pub(super) fn moment(page: &Page<'_>, at: usize, conventions: DateConventions<'_>) -> Option<String> {
    const LONGEST: usize = 120;
    let words = || page.line(at, LONGEST).and_then(|line| of_words(&line, true, conventions)).map(|(text, _)| text);
    for text in ["datetime", "content", "title"].iter().filter_map(|name| page.attribute(at, name)) {
        if text.len() <= LONGEST
            && let Some(text) = readable(text, conventions.order)
                .map(Cow::into_owned)
                .or_else(|| of_words(text, true, conventions).map(|(text, _)| text))
        {
            let local = || words().filter(|words| dates::are_neighbours(words, &text));
            return if dates::is_in_universal_time(&text) { local().or(Some(text)) } else { Some(text) };
        }
    }
    of_data(page, at, is_of_time, conventions).or_else(words).or_else(|| of_parts(page, at, conventions))
}

/// True if an element may name a moment in an attribute.
pub(super) fn has_moment(page: &Page<'_>, at: usize) -> bool {
    ["title", "datetime"].iter().any(|name| page.attribute(at, name).is_some()) || has_data(page, at, is_of_time)
}

/// True if an element has an attribute `data-…` with a name for the date of publication.
pub(super) fn is_named_published(page: &Page<'_>, at: usize) -> bool {
    has_data(page, at, is_of_publication)
}

/// Returns the date of publication in an attribute of an element such as `data-published`, whatever the element is for.
pub(super) fn published(page: &Page<'_>, at: usize, conventions: DateConventions<'_>) -> Option<String> {
    of_data(page, at, is_of_publication, conventions)
}

/// True if `name`, without its `data-`, is that of an attribute for the date of publication.
fn is_of_publication(name: &str) -> bool {
    const NAMES: [&str; 4] = ["publish", "pubdate", "pub-date", "pubtime"];
    const OTHERS: [&str; 3] = ["unpub", "publisher", "republish"];
    NAMES.iter().any(|known| name.starts_with(known)) && !OTHERS.iter().any(|known| name.starts_with(known))
}

/// True if `name`, without its `data-`, is that of an attribute for a moment. It counts only on elements for dates.
fn is_of_time(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "date",
        "datetime",
        "date-time",
        "time",
        "timestamp",
        "utime",
        "unixtime",
        "unix",
        "epoch",
        "created",
        "created-at",
        "iso",
        "iso-date",
    ];
    NAMES.contains(&name) || is_of_publication(name)
}

fn has_data(page: &Page<'_>, at: usize, is_wanted: fn(&str) -> bool) -> bool {
    page.element(at)
        .is_some_and(|element| element.attrs().any(|(name, _)| name.strip_prefix("data-").is_some_and(is_wanted)))
}

/// Returns the moment in an attribute `data-…`.
fn of_data(
    page: &Page<'_>,
    at: usize,
    is_wanted: fn(&str) -> bool,
    conventions: DateConventions<'_>,
) -> Option<String> {
    const LONGEST: usize = 40;
    // A number with another count of digits counts something else, or is a duration in seconds.
    let may_be =
        |value: &str| !value.bytes().all(|byte| byte.is_ascii_digit()) || matches!(value.len(), 8 | 10 | 13 | 14);
    page.element(at)?
        .attrs()
        .filter(|(name, _)| name.strip_prefix("data-").is_some_and(is_wanted))
        .map(|(_, value)| value.trim())
        .filter(|value| value.len() <= LONGEST && may_be(value))
        .find_map(|value| readable(value, conventions.order).map(Cow::into_owned))
}

/// Returns the date whose day, month and year are elements of their own, as in a calendar icon:
/// `<b class=day>3</b><b class=month>May</b><b class=year>2019</b>`.
fn of_parts(page: &Page<'_>, at: usize, conventions: DateConventions<'_>) -> Option<String> {
    // Day, month, year, weekday and time, each with its text and a wrapper or two. A larger element holds more dates.
    const MOST_NODES: usize = 24;
    // "September", or a month of as many letters in a script with two bytes per letter.
    const LONGEST: usize = 16;
    // These are in the language of the classes, not of the page: "tag" is German for "day". Labels of topics hold no
    // number.
    const DAYS: [&str; 9] = ["day", "date", "dd", "tag", "jour", "dia", "día", "giorno", "d"];
    const MONTHS: [&str; 9] = ["month", "mm", "monat", "mois", "mes", "mês", "mese", "mon", "m"];
    const YEARS: [&str; 9] = ["year", "yyyy", "jahr", "annee", "ano", "anio", "anno", "yr", "y"];
    let end = page.nodes[at].end;
    if end - at > MOST_NODES {
        return None;
    }
    let part = |names: &[&str], is_part: &dyn Fn(&str) -> bool| {
        (at + 1..end).filter(|at| page.element(*at).is_some()).find_map(|at| {
            let class = page.attribute(at, "class")?.to_lowercase();
            let mut words = class.split(|c: char| !c.is_alphanumeric());
            let is_named = words.any(|word| names.contains(&word));
            let text = page.line(at, LONGEST).filter(|_| is_named)?;
            let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
            is_part(&text).then_some(text)
        })
    };
    let is_number = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = part(&DAYS, &|text| is_number(text, 1..=2))?;
    let month = part(&MONTHS, &|text| is_number(text, 1..=2) || text.contains(char::is_alphabetic))?;
    let year = part(&YEARS, &|text| is_number(text, 4..=4))?;
    let text = if is_number(&month, 1..=2) {
        format!("{year}-{month:0>2}-{day:0>2}")
    } else {
        format!("{day} {month} {year}")
    };
    match crate::dates::read_in(&text, conventions.language) {
        crate::dates::WrittenDate::Date(date) if dates::YEARS.contains(&date.first_day.year()) && date.is_a_day() => {
            Some(date.first_day.to_string())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::Order;
    use super::*;

    #[test]
    fn moments_of_elements() {
        for (html, expected) in [
            ("<time datetime=2022-03-09>today</time>", "2022-03-09"),
            ("<time datetime=2022-03-09T23:30:00Z>10 March 2022</time>", "10 March 2022"),
            ("<b data-timestamp=1646841600>now</b>", "1646841600"),
            ("<b data-time=125>now</b>", ""),
            ("<b data-publisher=2022-03-09>now</b>", ""),
            ("<div><b class=day>9</b><b class=month>March</b><b class=year>2022</b></div>", "9 March 2022"),
            ("<div><b class=day>31</b><b class=month>Feb</b><b class=year>2022</b></div>", ""),
            ("<div><b class=tag>Ferries</b><b class=month>March</b><b class=year>2022</b></div>", ""),
        ] {
            let tree = scraper::Html::parse_document(html);
            let page = Page::new(&tree);
            let at = page.named("body").next().unwrap() + 1;
            let conventions = DateConventions { order: Order::DayFirst, is_guessed: false, language: Some("en") };
            assert_eq!(moment(&page, at, conventions).unwrap_or_default(), expected, "{html}");
        }
    }
}
