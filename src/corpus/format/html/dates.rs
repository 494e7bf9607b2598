//! The day a page was published, where no field gives it: in times, bylines, addresses and scripts.

use std::borrow::Cow;

use jiff::civil::Date;

use super::page::{Page, one_line};
use super::zones::Zones;
use crate::article::ArticleDate;
use crate::corpus::Field;
use crate::corpus::written_date::{self, WrittenDate};

/// How the page writes `03/04/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

impl Order {
    /// The order in the language and country of a page: months first only in the English of the United
    /// States, which is also the English of a page that names no country.
    pub(super) fn of(language: Option<&str>, host: Option<&str>) -> Self {
        const DAY_FIRST: [&str; 12] = ["uk", "au", "nz", "ie", "in", "za", "ng", "ke", "gh", "pk", "sg", "my"];
        let language = language.unwrap_or("en").to_ascii_lowercase().replace('_', "-");
        let country = host.and_then(|host| host.rsplit('.').next()).unwrap_or("com");
        let is_english = language == "en" && !DAY_FIRST.contains(&country) && (country.len() > 2 || country == "us");
        if language == "en-us" || language == "es-us" || is_english { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// The web is not older, and dates far ahead are of events.
const YEARS: std::ops::RangeInclusive<i16> = 1991..=2100;

/// A text that is a date, as it is written; one that could be two days, as `order` has it.
pub(super) fn readable(text: &str, order: Order) -> Option<Cow<'_, str>> {
    let is_day = |date: &ArticleDate| date.is_a_day() && YEARS.contains(&date.first_day.year());
    match written_date::read(text) {
        WrittenDate::Date(date) if is_day(&date) => Some(text.into()),
        WrittenDate::Ambiguous => numeric(text, order).map(|day| day.to_string().into()),
        _ => None,
    }
}

/// `03/04/2022` and what may follow it, in the order given.
fn numeric(text: &str, order: Order) -> Option<Date> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = text[start..].split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (one, other, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let (one, other, year) = (one.parse().ok()?, other.parse().ok()?, year.parse().ok()?);
    let (day, month) = if order == Order::DayFirst { (one, other) } else { (other, one) };
    Date::new(year, month, day).ok().filter(|day| YEARS.contains(&day.year()))
}

/// The first full date that is written in a short text, whatever stands around it.
pub(super) fn in_text(text: &str, order: Order) -> Option<String> {
    const MOST_WORDS: usize = 40;
    // "2022年3月9日" and "2022. 3. 9." are written with spaces and without.
    let text = text.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ").replace("- ", "-");
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS).collect();
    let trimmed = |word: &str| -> String { word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned() };
    for (at, word) in words.iter().enumerate() {
        let word = trimmed(word);
        if !word.bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let n_digits = word.bytes().filter(u8::is_ascii_digit).count();
        let is_numeric = word.starts_with(|c: char| c.is_ascii_digit())
            && n_digits >= 6
            && word.contains(['-', '/', '.'])
            && !word.contains(|c: char| c.is_alphabetic() && !matches!(c, 'T' | 'Z'));
        if is_numeric && let Some(date) = readable(&word, order) {
            return Some(date.into_owned());
        }
        let is_year = n_digits >= 4
            && word.get(..4).and_then(|year| year.parse().ok()).is_some_and(|year: i16| YEARS.contains(&year));
        if !is_year {
            continue;
        }
        // "9. März 2022", "March 9, 2022", "9 de marzo de 2022": the year is last.
        for before in [2, 4, 3] {
            let Some(start) = at.checked_sub(before) else {
                continue;
            };
            let first = trimmed(words[start]);
            let is_start = first.starts_with(|c: char| c.is_ascii_digit()) || before == 2;
            if is_start && first.len() <= 24 {
                let span = [&words[start..at], &[&word[..4]]].concat().join(" ");
                if let Some(date) = readable(&span, order) {
                    return Some(date.into_owned());
                }
            }
        }
    }
    None
}

/// The day in an address: `/2022/03/09/`, `/2022-03-09-tolls`, `/20220309/`.
pub(super) fn in_address(address: &str) -> Option<String> {
    let path = address.split_once("//").map_or(address, |(_, rest)| rest);
    // An archive's own addresses begin with the moment of the copy.
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let pieces: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let number = |piece: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i16> {
        let is_number = digits.contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { piece.parse().ok() } else { None }
    };
    let day = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        YEARS.contains(&year).then(|| date.to_string())
    };
    for (at, piece) in pieces.iter().enumerate() {
        if let Some(year) = number(piece, 4..=4)
            && let [month, of_month, ..] = &pieces[at + 1..]
        {
            let month = number(month, 1..=2).or_else(|| month_of(month));
            if let (Some(month), Some(of_month)) = (month, number(of_month, 1..=2))
                && let Some(found) = day(year, month, of_month)
            {
                return Some(found);
            }
        }
        if piece.len() == 8
            && let (Some(year), Some(month), Some(of_month)) =
                (number(&piece[..4.min(piece.floor_char_boundary(4))], 4..=4), piece.get(4..6), piece.get(6..8))
            && let (Some(month), Some(of_month)) = (number(month, 2..=2), number(of_month, 2..=2))
            && let Some(found) = day(year, month, of_month)
        {
            return Some(found);
        }
    }
    None
}

/// Addresses name months in English, by three letters.
fn month_of(piece: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = MONTHS.iter().position(|month| piece.eq_ignore_ascii_case(month))?;
    i16::try_from(at + 1).ok()
}

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

/// Whether the attribute `property` of an element says that it is the date of publication.
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
        let is_update = is_update(page, at)
            || page.line(at, LONGEST).is_some_and(|line| is_of_a_change(&line) || line.contains('©'));
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
    let day = |text: &String| match written_date::read(text) {
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

/// Whether the class or id of an element says that it holds a date.
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
    if !zones.has_headline() {
        return None;
    }
    let mut best: Option<(usize, String)> = None;
    for (at, element) in page.elements() {
        if !super::page::is_block(element.name())
            && !matches!(element.name(), "span" | "em" | "i" | "b" | "strong" | "font")
            || zones.is_beside(at)
        {
            continue;
        }
        let distance = zones.distance(page, at);
        if distance > NEAR || best.as_ref().is_some_and(|(other, _)| *other <= distance) {
            continue;
        }
        if let Some(date) = page.line(at, LONGEST).and_then(|line| in_text(&line, order)) {
            best = Some((distance, date));
        }
    }
    best.map(|(_, date)| Field::found(date, "a line beside the headline"))
}

/// The only date among the short lines of the page, or the only one that a line is made of.
pub(super) fn only_one(page: &Page<'_>, zones: &Zones, order: Order) -> Option<Field> {
    const LONGEST: usize = 100;
    const MOST: usize = 400;
    let mut days: Vec<(Date, String)> = Vec::new();
    for (at, element) in page.elements() {
        if zones.is_beside(at) || !(super::page::is_block(element.name()) || element.name() == "span") {
            continue;
        }
        let Some(line) = page.line(at, LONGEST) else {
            continue;
        };
        if line.contains('©') || is_of_a_change(&line) || days.len() > MOST {
            continue;
        }
        if let Some(text) = in_text(&line, order)
            && let WrittenDate::Date(date) = written_date::read(&text)
        {
            days.push((date.first_day, text));
        }
    }
    let (day, text) = days.first()?;
    days.iter().all(|(other, _)| other == day).then(|| Field::found(text.clone(), "the only date of the page"))
}

/// Whether a line says when something was changed, which is not when it was published.
fn is_of_a_change(line: &str) -> bool {
    const WORDS: [&str; 14] = [
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
    ];
    let lower = line.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// A date that the page's own scripts carry under a name such as `publishedAt`.
pub(super) fn in_scripts(html: &str, order: Order) -> Option<Field> {
    const LONGEST_NAME: usize = 24;
    for at in memchr::memmem::find_iter(html.as_bytes(), b"ubl") {
        let start =
            html[..at].bytes().rev().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        let start = at - start.count();
        let length =
            html[at..].bytes().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        let end = at + length.count();
        let name = html[start..end].to_ascii_lowercase().replace('_', "");
        let is_date = [
            "datepublished",
            "publishedat",
            "publishdate",
            "publishtime",
            "publicationdate",
            "publisheddate",
            "firstpublished",
            "firstpublishedat",
            "datepublication",
            "publishedtime",
            "publishedon",
            "pubdate",
            "articlepublished",
        ]
        .contains(&name.as_str());
        if !is_date {
            continue;
        }
        let rest = html[end..].trim_start_matches(['"', '\'', '\\', ' ']);
        let Some(rest) = rest.strip_prefix([':', '=']) else {
            continue;
        };
        let rest = rest.trim_start_matches(['"', '\'', '\\', ' ']);
        let value = &rest[..rest.floor_char_boundary(40)];
        let value = value.split(['"', '\'', '\\', ',', '}', '<']).next().unwrap_or("").trim();
        if let Some(text) = readable(value, order) {
            let name = crate::text::safe::safe_line(&html[start..end]);
            return Some(Field::found(one_line(&text), format!("`{name}` in a script of the page")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_dates_in_short_texts() {
        for (text, expected) in [
            ("Port Halden, 9 March 2022, 18:05", Some("9 March 2022")),
            ("Posted on March 9, 2022 by Nell", Some("March 9, 2022")),
            ("Erstellt von nell am Dienstag 6. Mai 2014", Some("6. Mai 2014")),
            ("el 9 de marzo de 2022", Some("9 de marzo de 2022")),
            ("Stand: 09.03.2022", Some("09.03.2022")),
            ("2022年3月9日 10:30", Some("2022-3-9")),
            ("on 2022-03-09T10:00:00Z", Some("2022-03-09T10:00:00Z")),
            ("03/04/2022", Some("2022-04-03")),
            ("March 2022", None),
            ("In 2022, 9 ferries", None),
            ("© 2010–2022", None),
            ("Tolls rise by 12.5 %", None),
            ("Call 0123 456789", None),
        ] {
            assert_eq!(in_text(text, Order::DayFirst).as_deref(), expected, "{text}");
        }
        assert_eq!(in_text("03/04/2022", Order::MonthFirst).as_deref(), Some("2022-03-04"));
    }

    #[test]
    fn the_order_of_numbers() {
        for (language, host, expected) in [
            (Some("en-US"), Some("wire.example.co.uk"), Order::MonthFirst),
            (Some("en"), Some("wire.com"), Order::MonthFirst),
            (None, None, Order::MonthFirst),
            (Some("en"), Some("wire.co.uk"), Order::DayFirst),
            (Some("en_GB"), None, Order::DayFirst),
            (Some("de"), Some("wire.com"), Order::DayFirst),
        ] {
            assert_eq!(Order::of(language, host), expected, "{language:?} {host:?}");
        }
    }

    #[test]
    fn days_in_addresses() {
        for (address, expected) in [
            ("https://wire.example/2022/03/09/tolls", Some("2022-03-09")),
            ("https://wire.example/2022-03-09/tolls", Some("2022-03-09")),
            ("https://wire.example/news/tolls-20220309.html", Some("2022-03-09")),
            ("https://wire.example/2022/mar/09/tolls", Some("2022-03-09")),
            ("https://archive.example/web/20160330101229/http://wire.example/tolls", None),
            ("https://archive.example/web/20160330101229/http://wire.example/2008/05/26/a", Some("2008-05-26")),
            ("https://wire.example/2022/13/09/tolls", None),
            ("https://wire.example/2022/03/tolls", None),
            ("https://wire.example/a?on=2022-03-09", None),
            ("https://wire.example/99999999", None),
            ("https://wire.example/1234567é", None),
        ] {
            assert_eq!(in_address(address).as_deref(), expected, "{address}");
        }
    }

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

    #[test]
    fn dates_in_scripts() {
        for (html, expected) in [
            (r#"{"publishedAt":"2022-03-09T10:00:00Z"}"#, Some("2022-03-09T10:00:00Z")),
            (r#"{\"publish_date\": \"2022-03-09\"}"#, Some("2022-03-09")),
            ("var pubDate = '9 March 2022';", None),
            ("var publishDate = '9 March 2022';", Some("9 March 2022")),
            (r#"{"publisher":"2022-03-09"}"#, None),
            ("the public", None),
        ] {
            assert_eq!(in_scripts(html, Order::DayFirst).map(|field| field.text).as_deref(), expected, "{html}");
        }
    }
}
