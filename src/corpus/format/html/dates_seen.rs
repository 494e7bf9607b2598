//! Finds the date of publication that a user sees on a page: beside the headline, in a line, after a label.

use jiff::civil::Date;

use super::date_attributes::{has_moment, is_named_published, moment, published};
use super::date_conventions::{DateConventions, LONGEST_ENTRY_LINE, LONGEST_LINE, of_words, opening, text_of};
use super::date_labels::DATE_NAMES;
use super::dated_elements::{OF_ANYTHING, has_only_updates, is_in_update, is_named, is_named_date, is_update};
use super::dates;
use super::live_posts::{self, SeenDate};
use super::page::Page;
use super::places::Places;
use crate::corpus::Field;
use crate::corpus::dated_line::{self, LineKind};
use crate::corpus::dateline;
use crate::dates::{Hints, Label, Mentioned, WrittenDate};

/// The greatest distance of a date of publication from the headline, in bytes of text.
const NEAR: usize = 1200;
/// The same limit for dates in a `<time>` or an element for dates, which may be below a long standfirst.
const FARTHEST: usize = 3000;
/// Right beside the headline, `8.5.12` on a line of its own is a date. Elsewhere it is the number of a version or a
/// chapter.
const RIGHT_BESIDE: usize = 160;

/// The best candidate so far for the date of the article.
struct BestDate {
    /// The rank of its place; lower is surer.
    rank: u8,
    /// Its distance from the headline, in bytes of text.
    distance: usize,
    /// The number of its node.
    at: usize,
    /// True if it is in a plain line: neither in a `<time>` nor in an element for dates.
    is_in_line: bool,
    field: Field,
}

/// Returns the date at a usual place near the headline: in a `<time>`, an element for dates, or a line of its own.
pub(super) fn beside_headline(places: &Places<'_, '_>, conventions: DateConventions<'_>) -> Option<SeenDate> {
    const MOST_FAR: usize = 50;
    // Day, month and year, each an element and its text.
    const FEWEST_OF_PARTS: usize = 6;
    let page = places.page;
    let mut best: Option<BestDate> = None;
    let mut far: Vec<String> = Vec::new();
    for (at, element) in page.elements() {
        let (rank, is_sure, is_attribute, because) = match element.name() {
            "time" => (0, true, false, "the time beside the headline"),
            "abbr" if has_moment(page, at) => (0, true, false, "the time beside the headline"),
            "html" | "body" | "head" | "main" | "article" | "meta" | "link" | "script" | "input" => continue,
            _ if is_named_date(page, at) => (0, true, false, "the date beside the headline"),
            _ if is_named_published(page, at) => (0, true, true, "an attribute beside the headline"),
            "small" => (1, false, false, "the small print beside the headline"),
            // Boxes of products and events have such names as well. Only a line that is a date or a byline counts.
            _ if is_named(page, at, &OF_ANYTHING) => (1, false, false, "the date beside the headline"),
            _ => continue,
        };
        if !places.is_of_article(at) {
            continue;
        }
        let distance = places.zones.distance(page, at);
        let is_far = places.zones.has_headline() && distance > FARTHEST;
        if best.as_ref().is_some_and(|best| is_far || (best.rank, best.distance) <= (rank, distance))
            || far.len() > MOST_FAR
        {
            continue;
        }
        // An element of any other kind counts only for its attribute.
        if is_attribute && published(page, at, conventions).is_none() {
            continue;
        }
        let found = if matches!(element.name(), "time" | "abbr") {
            let line = page.line(at, LONGEST_LINE).unwrap_or_default();
            let kind =
                if crate::dates::label_in(&line) == Some(Label::Updated) { LineKind::Updated } else { LineKind::Alone };
            moment(page, at, conventions).map(|text| (text, kind))
        } else {
            let line = page.line(at, LONGEST_ENTRY_LINE);
            let of_line = line.and_then(|line| of_words(opening(&line)?, is_sure, conventions));
            // The year may be only in the attribute: `<div class=date title="2022-03-09T1603Z">Mar 9</div>`.
            let has_other = || is_sure && (has_moment(page, at) || page.nodes[at].end > at + FEWEST_OF_PARTS);
            of_line.or_else(|| has_other().then(|| Some((moment(page, at, conventions)?, LineKind::Alone)))?)
        };
        let Some((text, kind)) = found.filter(|(_, kind)| *kind != LineKind::Today) else {
            continue;
        };
        // The date of the last change often follows the date of publication.
        let is_update = kind == LineKind::Updated
            || (kind != LineKind::Published
                && (is_update(page, at) || has_only_updates(page, at) || is_said_to_be_a_change(page, at)));
        if is_update && is_in_notice_of_rights(page, at) {
            continue;
        }
        let key = (rank + 2 * u8::from(is_update), distance);
        if best.as_ref().is_some_and(|best| (best.rank, best.distance) <= key) || is_of_other(places, at, kind) {
            continue;
        }
        match is_far {
            true if !is_update => far.push(text),
            true => {}
            false => {
                best = Some(BestDate {
                    rank: key.0,
                    distance,
                    at,
                    is_in_line: !is_sure,
                    field: Field::found(text, because),
                });
            }
        }
    }
    in_lines(places, conventions, &mut best);
    let best = best.map(|best| {
        if let Some(first) = live_posts::first_post(places, best.at, conventions) {
            return first;
        }
        let field = dateline_against(&best, places, conventions).unwrap_or(best.field);
        if best.rank >= 2 { Field::inferred(field.text, field.because).into() } else { field.into() }
    });
    best.or_else(|| {
        // A date may be below the text. Different dates there belong to other articles.
        let first = far.first()?;
        let is_one = far.iter().all(|other| dates::day_of(other) == dates::day_of(first));
        is_one.then(|| Field::found(first.clone(), "the date below the text").into())
    })
}

/// Looks near the headline for a short line with a date, "Port Halden, 9 March 2022", or for a dateline with its year.
///
/// A date that is better than the one in `best` replaces it.
fn in_lines(places: &Places<'_, '_>, conventions: DateConventions<'_>, best: &mut Option<BestDate>) {
    if !places.zones.has_headline() {
        return;
    }
    for (at, line) in places.page.lines() {
        let distance = places.zones.distance(places.page, at);
        if distance > NEAR || !places.is_of_article(at) {
            continue;
        }
        let is_better = |rank: u8| best.as_ref().is_none_or(|best| (rank, distance) < (best.rank, best.distance));
        if !is_better(0) {
            continue;
        }
        let found = opening(line).and_then(|line| of_words(line, false, conventions));
        let kind = found.as_ref().map_or(LineKind::Alone, |(_, kind)| *kind);
        let (text, rank, because) = match found {
            Some((_, LineKind::Today)) => continue,
            Some((_, LineKind::Updated)) if places.is_near_notice_of_rights(at) => continue,
            Some((text, LineKind::Updated)) => (text, 2, "a line beside the headline"),
            Some((text, _)) if is_in_update(places.page, at) || is_said_to_be_a_change(places.page, at) => {
                (text, 2, "a line beside the headline")
            }
            Some((text, _)) => (text, 0, "a line beside the headline"),
            None => match of_dateline(line, conventions) {
                Some((text, true)) if !dateline::are_several_days(places.page.lines().map(|(_, line)| line)) => {
                    (text, 3, "the day before the first sentence")
                }
                Some((_, true)) => continue,
                Some((text, false)) => (text, 1, "the dateline"),
                None => match short_day(line, conventions).filter(|_| distance <= RIGHT_BESIDE) {
                    Some(day) => (day.to_string(), 1, "a line beside the headline"),
                    None => continue,
                },
            },
        };
        if is_better(rank) && !is_of_other(places, at, kind) {
            *best = Some(BestDate { rank, distance, at, is_in_line: true, field: Field::found(text, because) });
        }
    }
}

/// Returns the day of a dateline, if the date in `best` is above the headline and later than this day. The date above
/// the headline is then only the day on which the page was generated.
fn dateline_against(best: &BestDate, places: &Places<'_, '_>, conventions: DateConventions<'_>) -> Option<Field> {
    let is_of_site = best.is_in_line && places.zones.is_above(places.page, best.at);
    if !is_of_site || places.is_in_part_of_headline(best.at) {
        return None;
    }
    let day = dates::day_of(&best.field.text)?;
    let near = places.page.lines().filter(|(at, _)| {
        let distance = places.zones.distance(places.page, *at);
        distance <= NEAR && !places.zones.is_above(places.page, *at) && places.is_of_article(*at)
    });
    let (text, _) =
        near.filter_map(|(_, line)| of_dateline(line, conventions)).find(|(_, is_day_alone)| !is_day_alone)?;
    dates::day_of(&text).is_some_and(|other| other < day).then(|| Field::found(text, "the dateline"))
}

/// Returns the day of a line whose date has a short year: "Port Halden, 8.5.12".
///
/// The short date is replaced by one with a whole year, and the line must then read as a dated line. In Chinese and
/// Japanese the short year is first, and a label of publication must be before the date: "发布时间：18-03-08".
fn short_day(line: &str, conventions: DateConventions<'_>) -> Option<Date> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let is_sign = |c: char| !c.is_alphanumeric();
    let mut words = line.split(|c: char| c.is_whitespace() || c == '：').map(|word| word.trim_matches(is_sign));
    let (word, day, is_year_first) = words.find_map(|word| {
        let is_short = word.contains(['.', '/']) && dates::may_be_short(word, conventions.language);
        let year_last =
            dates::with_short_year(word, conventions.order).filter(|_| is_short).map(|day| (word, day, false));
        year_last.or_else(|| Some((word, dates::with_short_year_first(word, conventions.language)?, true)))
    })?;
    let written = line.replacen(word, &day.to_string(), 1);
    let kind = dated_line::read(&written, Hints { language: conventions.language })?.kind;
    let is_of_article = match kind {
        LineKind::Published => true,
        LineKind::Alone | LineKind::Byline => !is_year_first,
        LineKind::Updated | LineKind::Today => false,
    };
    is_of_article.then_some(day)
}

/// Returns the day of a dateline with its year, "PORT HALDEN, March 9, 2022 — The ferry …". The boolean is true if the
/// dateline is only a day, without a place or an agency.
fn of_dateline(line: &str, conventions: DateConventions<'_>) -> Option<(String, bool)> {
    let dateline = dateline::read(line)?;
    let written = &line[dateline.date?];
    match crate::dates::read_in(written, conventions.language) {
        WrittenDate::Date(date) => {
            text_of(&Mentioned::Date(date), written, conventions.order).map(|text| (text, dateline.is_day_alone))
        }
        _ => None,
    }
}

/// Returns the date after a label that is in an element of its own: `<dt>Datum</dt><dd>9. März 2022</dd>`.
pub(super) fn behind_label(places: &Places<'_, '_>, conventions: DateConventions<'_>) -> Option<Field> {
    const LONGEST_LABEL: usize = 40;
    let page = places.page;
    let mut best: Option<(usize, String)> = None;
    for (at, element) in page.elements() {
        if !matches!(element.name(), "dt" | "th" | "td" | "b" | "strong" | "span" | "label" | "div" | "p") {
            continue;
        }
        let Some(label) = page.line(at, LONGEST_LABEL) else {
            continue;
        };
        let bare = label.trim_end_matches([':', '：', ' ']).to_lowercase();
        let is_label = DATE_NAMES.contains(&bare.as_str())
            || (!bare.contains(|c: char| c.is_ascii_digit())
                && crate::dates::are_beside_dates(&bare)
                && crate::dates::label_in(&bare) == Some(Label::Published));
        if !is_label || !places.is_of_article(at) || places.is_of_teaser(at) {
            continue;
        }
        let distance = places.zones.distance(page, at);
        if let Some(line) = places.line_behind(at, LONGEST_LINE)
            && best.as_ref().is_none_or(|(nearest, _)| distance < *nearest)
            && let Some((text, LineKind::Alone | LineKind::Published)) = of_words(&line, true, conventions)
        {
            best = Some((distance, text));
        }
    }
    best.map(|(_, text)| Field::found(text, "the date behind its label"))
}

/// True if the lines around a date show that it belongs to something else: another article, the current day, an event.
pub(super) fn is_of_other(places: &Places<'_, '_>, at: usize, kind: LineKind) -> bool {
    places.is_of_teaser(at) || (kind == LineKind::Alone && places.is_of_today_or_event(at))
}

/// Returns the line of an element's parent. If that is too long or empty, it returns the element's own line.
fn line_around(page: &Page<'_>, at: usize) -> String {
    const LONGEST: usize = 160;
    let around = page.ancestors(at).take(1).find_map(|around| page.line(around, LONGEST));
    around.or_else(|| page.line(at, LONGEST)).unwrap_or_default()
}

/// True if the line of an element with the date of a change is a notice of rights. The site writes that line, and its
/// date is not that of the article.
fn is_in_notice_of_rights(page: &Page<'_>, at: usize) -> bool {
    let line = line_around(page, at);
    crate::dates::label_in(&line) == Some(Label::Updated) && dated_line::has_notice_of_rights(&line)
}

/// True if the line of an element or of its parent says when something was changed. That is not when it was published.
pub(super) fn is_said_to_be_a_change(page: &Page<'_>, at: usize) -> bool {
    let line = line_around(page, at);
    let lower = line.to_lowercase();
    // "Published 9 March, updated 10 March" gives both.
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let is_published = has(&["publi", "posted", "veröffentlicht", "erstellt", "pubblicato", "опублик"]);
    !is_published
        && (crate::dates::label_in(&line) == Some(Label::Updated)
            || dated_line::has_notice_of_rights(&line)
            || has(&["revision", "zuletzt", "last change", "mis à jour"]))
}

#[cfg(test)]
mod tests {
    use super::super::zones::Zones;
    use super::*;
    use crate::corpus::format::html::dates::Order;

    #[test]
    fn dates_in_the_page() {
        for (html, expected) in [
            (
                "<time class=updated datetime=2022-03-10></time> <time datetime=2022-03-09></time>",
                "2022-03-09 (the time beside the headline)",
            ),
            ("<div class=meta>by Nell | 9 March 2022</div>", "9 March 2022 (the date beside the headline)"),
            ("<p>Port Halden, 9 March 2022</p>", "9 March 2022 (a line beside the headline)"),
            ("<div class=comments><time datetime=2022-03-09></time></div>", ""),
        ] {
            let html = format!("<h1>Tolls rise</h1>{html}");
            let tree = scraper::Html::parse_document(&html);
            let page = Page::new(&tree);
            let headline = super::super::title::headline(&page, &["Tolls rise"], &|_| false);
            let zones = Zones::new(&page, headline.as_ref());
            let places = Places::new(&page, &zones, headline.as_ref(), false);
            let conventions = DateConventions { order: Order::DayFirst, is_guessed: false, language: None };
            let found = beside_headline(&places, conventions)
                .map(|seen| seen.field)
                .map_or_else(String::new, |field| format!("{} ({})", field.text, field.because));
            assert_eq!(found, expected, "{html}");
        }
    }
}
