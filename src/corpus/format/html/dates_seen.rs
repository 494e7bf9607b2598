//! The day a page was published, where a reader sees it: in labelled times, beside the headline, in a line.

use std::borrow::Cow;

use jiff::civil::Date;

use super::dates::{Order, in_text, readable};
use super::page::Page;
use super::zones::Zones;
use crate::corpus::Field;
use crate::dates::{self, WrittenDate};

/// A date that mark-up labels as that of publication: microdata, microformats, `<time pubdate>`.
pub(super) fn labelled(page: &Page<'_>, zones: &Zones, order: Order) -> Option<Field> {
    let mut best: Option<(u8, usize, Field)> = None;
    for (at, element) in page.elements() {
        if zones.is_beside(at) {
            continue;
        }
        let itemprop = element.attr("itemprop").unwrap_or("");
        let classes = element.attr("class").unwrap_or("");
        let has_class = |wanted: &str| classes.split_ascii_whitespace().any(|class| class == wanted);
        let is_time = matches!(element.name(), "time" | "abbr");
        let (rank, because) = if itemprop.split_ascii_whitespace().any(|name| name == "datePublished") {
            (0, "microdata `datePublished`")
        } else if element.attr("pubdate").is_some() {
            (1, "`<time pubdate>`")
        } else if has_class("dt-published") || (is_time && has_class("published")) {
            (2, "the page's date of publication")
        } else if is_time && ["entry-date", "entry-time", "post-date", "posted-on"].iter().any(|class| has_class(class))
        {
            (3, "the entry's date")
        } else if itemprop.split_ascii_whitespace().any(|name| name == "dateCreated") {
            (4, "microdata `dateCreated`")
        } else if element.name() != "meta" && element.attr("property").is_some_and(is_published_in_rdfa) {
            (5, "RDFa `date`")
        } else {
            continue;
        };
        let key = (rank, zones.distance(page, at));
        if best.as_ref().is_some_and(|(rank, distance, _)| (*rank, *distance) <= key) {
            continue;
        }
        if let Some(text) = moment(page, at, order) {
            best = Some((key.0, key.1, Field::given(text, because)));
        }
    }
    best.map(|(_, _, field)| field)
}

/// True if the attribute `property` of an element says that it is the date of publication.
fn is_published_in_rdfa(property: &str) -> bool {
    const NAMES: [&str; 5] = ["datepublished", "date", "created", "issued", "datecreated"];
    property.split_ascii_whitespace().any(|name| {
        let own = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        NAMES.contains(&own.as_str())
    })
}

/// The moment that an element names in its attributes or its words.
fn moment(page: &Page<'_>, at: usize, order: Order) -> Option<String> {
    const LONGEST: usize = 120;
    for name in ["datetime", "content", "title"] {
        if let Some(text) = page.attribute(at, name)
            && text.len() <= LONGEST
            && let Some(text) = readable(text, order).map(Cow::into_owned).or_else(|| in_text(text, order))
        {
            return Some(text);
        }
    }
    let utime = page.attribute(at, "data-utime").filter(|text| text.len() == 10);
    if let Some(text) = utime.and_then(|text| readable(text, order)) {
        return Some(text.into_owned());
    }
    in_text(&page.line(at, LONGEST)?, order)
}

/// A date that stands where dates of publication stand: in a `<time>` or an element named as one, near
/// the headline.
pub(super) fn beside_headline(page: &Page<'_>, zones: &Zones, order: Order) -> Option<Field> {
    const FARTHEST: usize = 3000;
    const MOST_FAR: usize = 50;
    const LONGEST: usize = 160;
    let mut best: Option<(u8, usize, Field)> = None;
    let mut far: Vec<String> = Vec::new();
    for (at, element) in page.elements() {
        let (rank, because) = match element.name() {
            "time" => (0, "the time beside the headline"),
            "abbr" if element.attr("title").is_some() || element.attr("data-utime").is_some() => {
                (0, "the time beside the headline")
            }
            "html" | "body" | "head" | "main" | "article" | "meta" | "link" | "script" | "input" => continue,
            _ if is_named_date(page, at) => (0, "the date beside the headline"),
            "small" => (1, "the small print beside the headline"),
            _ => continue,
        };
        if zones.is_beside(at) {
            continue;
        }
        let distance = zones.distance(page, at);
        let is_far = zones.has_headline() && distance > FARTHEST;
        // What was changed last stands beside what was published, and often after it.
        let is_update = is_update(page, at) || is_said_to_be_a_change(page, at);
        let key = (rank + u8::from(is_update), distance);
        if best.as_ref().is_some_and(|(rank, distance, _)| is_far || (*rank, *distance) <= key) || far.len() > MOST_FAR
        {
            continue;
        }
        let found = if element.name() == "time" || element.name() == "abbr" {
            moment(page, at, order)
        } else {
            page.line(at, LONGEST).and_then(|line| in_text(&line, order))
        };
        match found {
            Some(text) if is_far && !is_update => far.push(text),
            Some(text) if !is_far => best = Some((key.0, key.1, Field::found(text, because))),
            _ => {}
        }
    }
    // Below the text stands who wrote it and when; of several dates there, the others are of other articles.
    let day = |text: &String| match dates::read(text) {
        WrittenDate::Date(date) => Some(date.first_day),
        _ => None,
    };
    best.map(|(_, _, field)| field).or_else(|| {
        let first = far.first()?;
        far.iter().all(|other| day(other) == day(first)).then(|| Field::found(first.clone(), "the date below the text"))
    })
}

fn is_update(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 3] = ["updated", "modified", "dateModified"];
    ["class", "itemprop"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
        let is_published = names.contains("publish") || names.contains("entry-date");
        !is_published && NAMES.iter().any(|name| names.contains(name))
    })
}

/// True if the class or id of an element says that it holds a date.
fn is_named_date(page: &Page<'_>, at: usize) -> bool {
    const NAMES: [&str; 19] = [
        "date",
        "datum",
        "time",
        "publish",
        "posted",
        "pubdate",
        "fecha",
        "data-",
        "byline",
        "meta",
        "info",
        "submitted",
        "dateline",
        "datetime",
        "created",
        "author",
        "parution",
        "details",
        "subline",
    ];
    ["class", "id", "itemprop"].iter().filter_map(|name| page.attribute(at, name)).any(|names| {
        names.split_ascii_whitespace().any(|name| {
            let lower = name.to_ascii_lowercase();
            // "update" and "candidate" hold a date, "postdate" and "articleDate" are one.
            (lower.ends_with("date") && !lower.ends_with("update") && !lower.ends_with("candidate"))
                || NAMES.iter().any(|part| {
                    lower
                        .match_indices(part)
                        .any(|(at, _)| at == 0 || !lower.as_bytes()[at - 1].is_ascii_alphanumeric())
                })
        })
    })
}

/// A short line with a date near the headline: "Port Halden, 9 March 2022".
pub(super) fn in_line(page: &Page<'_>, zones: &Zones, order: Order) -> Option<Field> {
    const NEAR: usize = 1200;
    const LONGEST: usize = 140;
    const LONGEST_DATELINE: usize = 50;
    if !zones.has_headline() {
        return None;
    }
    let mut best: Option<(usize, String)> = None;
    for (at, line) in page.lines() {
        let distance = zones.distance(page, at);
        if zones.is_beside(at) || distance > NEAR || best.as_ref().is_some_and(|(other, _)| *other <= distance) {
            continue;
        }
        // Of a longer one only its dateline: "PORT HALDEN, March 9, 2022 — The ferry …".
        let end = if line.len() <= LONGEST { line.len() } else { line.floor_char_boundary(LONGEST_DATELINE) };
        if let Some(date) = in_text(&line[..end], order) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| Field::found(date, "a line beside the headline"))
}

/// The only date among the short lines of the page; of several, the first that has a line to itself.
pub(super) fn only_one(page: &Page<'_>, zones: &Zones, order: Order) -> Option<Field> {
    const LONGEST: usize = 100;
    const MOST: usize = 400;
    let mut days: Vec<(Date, String)> = Vec::new();
    let mut first_alone: Option<String> = None;
    for (at, line) in page.lines() {
        if line.len() > LONGEST || days.len() > MOST || zones.is_beside(at) || is_said_to_be_a_change(page, at) {
            continue;
        }
        if let Some(text) = in_text(line, order)
            && let WrittenDate::Date(date) = dates::read(&text)
        {
            if first_alone.is_none() && dates::is_alone(line) {
                first_alone = Some(text.clone());
            }
            days.push((date.first_day, text));
        }
    }
    let (day, text) = days.first()?;
    if days.iter().all(|(other, _)| other == day) {
        return Some(Field::found(text.clone(), "the only date of the page"));
    }
    first_alone.map(|text| Field::found(text, "the first line that is a date"))
}

/// True if the line of an element, or of what is right around it, says when something was changed, which
/// is not when it was published.
fn is_said_to_be_a_change(page: &Page<'_>, at: usize) -> bool {
    const LONGEST: usize = 160;
    const WORDS: [&str; 15] = [
        "last edited",
        "last modified",
        "last updated",
        "updated",
        "last change",
        "revision",
        "copyright",
        "zuletzt",
        "geändert",
        "aktualisiert",
        "mis à jour",
        "actualizado",
        "aggiornato",
        "обновлен",
        "©",
    ];
    let line =
        page.ancestors(at).take(1).find_map(|around| page.line(around, LONGEST)).or_else(|| page.line(at, LONGEST));
    let lower = line.unwrap_or_default().to_lowercase();
    // "Published 9 March, updated 10 March" gives both.
    let is_published =
        ["publi", "posted", "veröffentlicht", "erstellt", "pubblicato"].iter().any(|word| lower.contains(word));
    !is_published && WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_page() {
        for (html, expected) in [
            (
                "<time itemprop=datePublished datetime='2022-03-09T18:05+01:00'>today</time>",
                "2022-03-09T18:05+01:00 (microdata `datePublished`)",
            ),
            ("<time pubdate datetime=2022-03-09></time>", "2022-03-09 (`<time pubdate>`)"),
            ("<abbr class=published title=2022-03-09>Wednesday</abbr>", "2022-03-09 (the page's date of publication)"),
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
            let headline = super::super::title::headline(&page, &["Tolls rise"]);
            let zones = Zones::new(&page, headline.as_ref());
            let order = Order::DayFirst;
            let found = labelled(&page, &zones, order)
                .or_else(|| beside_headline(&page, &zones, order))
                .or_else(|| in_line(&page, &zones, order))
                .map_or_else(String::new, |field| format!("{} ({})", field.text, field.because));
            assert_eq!(found, expected, "{html}");
        }
    }
}
