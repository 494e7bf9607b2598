//! Finds the moment when an archive saved a page. That moment is never the date of the article, even if the page
//! repeats it.

use jiff::civil::{Date, DateTime, Time};

use super::json_ld::Data;
use super::meta_tags::MetaTags;
use super::page::Page;
use super::saved;
use crate::article::ArticleDate;
use crate::dates::{self, Hints, Mentioned, WrittenDate};

/// The marks that an archive left on a page that it saved.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Capture {
    /// True if archive.today made the page. Its tags and its bar are then the archive's own.
    pub(super) is_archive_today: bool,
    /// The moment when the page was saved, in UTC.
    moment: Option<DateTime>,
    /// The first text node of the line with that moment in the bar of the archive.
    pub(super) bar: Option<usize>,
}

impl Capture {
    /// Reads the marks of an archive on a page. `saved` is the address in the comment of the browser that saved the
    /// page.
    pub(super) fn of(page: &Page<'_>, meta: &MetaTags, saved: Option<&str>) -> Self {
        let is_archive_today =
            addresses(page, meta, saved).any(saved::is_of_archive_today) || has_bar_of_archive_today(page);
        let of_address = addresses(page, meta, saved).find_map(moment_in);
        let of_bar = moment_in_bar(page);
        let moment = of_address.or(of_bar.map(|(_, moment)| moment));
        Self { is_archive_today, moment, bar: of_bar.map(|(at, _)| at) }
    }

    /// True if a date, in the page's spelling, is the moment of the capture.
    pub(super) fn is_moment(&self, text: &str) -> bool {
        // The archive takes a moment to write the page that it fetched.
        const MOST_SECONDS: i64 = 120;
        let Some((moment, written)) = self.moment.zip(utc_of(text)) else {
            return false;
        };
        written.since(moment).is_ok_and(|span| {
            span.total(jiff::Unit::Second).is_ok_and(|seconds| (seconds as i64).abs() <= MOST_SECONDS)
        })
    }

    /// True if a date is the day of the capture without a time. The article may be of that day, or the archive may have
    /// written the date.
    pub(super) fn is_day(&self, text: &str) -> bool {
        self.moment.is_some_and(|moment| match dates::read(text) {
            WrittenDate::Date(date) => {
                date.is_a_day() && date.second_of_day.unwrap_or(0) == 0 && date.first_day == moment.date()
            }
            _ => false,
        })
    }

    /// Removes the moment of the capture from the dates of publication and change in the page's data. It is added to
    /// the dates that belong to something other than the article.
    pub(super) fn clear(&self, data: &mut Data) {
        let published = data.date.take_if(|date| self.is_moment(&date.text)).map(|date| date.text);
        let modified = data.modified.take_if(|text| self.is_moment(text));
        data.dates_of_others.extend(published.into_iter().chain(modified));
    }
}

/// Returns the addresses that a page has as its own, and the one it was saved from.
fn addresses<'page>(
    page: &'page Page<'_>,
    meta: &'page MetaTags,
    saved: Option<&'page str>,
) -> impl Iterator<Item = &'page str> {
    saved::own(page, meta).chain(saved::of_rel(page, "bookmark")).chain(saved)
}

/// Returns the moment in the address of a copy: `/web/20230913101112/https://…`, `/2023.09.13-101112/https://…`.
fn moment_in(address: &str) -> Option<DateTime> {
    const N_DIGITS: usize = 14;
    // The address may lack the archive's own host.
    let scheme = address.find("://").filter(|at| !address[..*at].contains('/'));
    let path = scheme.map_or(address, |at| &address[at + "://".len()..]);
    let (before, _) = path.split_once("/http")?;
    let segment = before.rsplit('/').next()?;
    let digits: String = segment.chars().filter(|c| !matches!(c, '.' | '-')).take(N_DIGITS).collect();
    if digits.len() != N_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits[range].parse::<i8>().ok();
    let day = Date::new(digits[..4].parse().ok()?, number(4..6)?, number(6..8)?).ok()?;
    let time = Time::new(number(8..10)?, number(10..12)?, number(12..14)?, 0).ok()?;
    Some(day.to_datetime(time))
}

/// True if a page has the bar that archive.today puts above a saved page.
fn has_bar_of_archive_today(page: &Page<'_>) -> bool {
    const MOST_NODES: usize = 400;
    let bar = page.elements().find(|(_, element)| element.attr("id") == Some("HEADER"));
    bar.is_some_and(|(at, _)| {
        let within = (at..page.nodes[at].end).take(MOST_NODES);
        let mut addresses = within.filter_map(|at| page.attribute(at, "href").or_else(|| page.attribute(at, "action")));
        addresses.any(saved::is_of_archive_today)
    })
}

/// Looks in the first lines of a page for the one that says when the page was saved. Returns its first text node, and
/// the moment.
///
/// An example of such a line is "Saved from … 13 Sep 2023 10:11:12 UTC".
fn moment_in_bar(page: &Page<'_>) -> Option<(usize, DateTime)> {
    const LOOKED_AT: usize = 1500;
    const LONGEST_LINE: usize = 300;
    // "Captured" and "snapshot" alone are words of the news.
    const WORDS: [&str; 6] =
        ["saved from", "webpage capture", "captured on", "captured at", "archived on", "snapshot taken"];
    let headline = page.named("h1").next().unwrap_or(page.nodes.len());
    let lines = page.lines().take_while(|(at, _)| *at < headline && page.place(*at).start < LOOKED_AT);
    let lines = lines.filter(|(_, line)| line.len() <= LONGEST_LINE);
    let opens = |line: &str| {
        let lower = line.to_lowercase();
        let known = |part: &str| WORDS.iter().any(|word| part.starts_with(word) || part.ends_with(word));
        lower.split(['|', ':', '·']).any(|part| known(part.trim()))
    };
    let mut is_bar = false;
    for (at, line) in lines {
        // The words may be in another cell of the bar.
        is_bar = opens(line) || (is_bar && is_in_bar(page, at));
        if !is_bar || !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let moment = dates::find(line, Hints::default()).iter().find_map(|mention| match mention.what {
            Mentioned::Date(date) => utc(&date),
            _ => None,
        });
        if let Some(moment) = moment {
            return Some((at, moment));
        }
    }
    None
}

/// True if no element around the line may hold the article of the page.
fn is_in_bar(page: &Page<'_>, at: usize) -> bool {
    !page.ancestors(at).any(|around| matches!(page.name(around), "article" | "main" | "section"))
}

/// Returns the moment of a date with a time, in UTC. `text` is the date in the page's spelling.
pub(super) fn utc_of(text: &str) -> Option<DateTime> {
    match dates::read(text) {
        WrittenDate::Date(date) => utc(&date),
        _ => None,
    }
}

/// Returns the moment of a date that has a time, in UTC. A time without a zone is taken to be in UTC.
fn utc(date: &ArticleDate) -> Option<DateTime> {
    let second = i64::from(date.second_of_day.filter(|_| date.is_a_day())?);
    let minutes = i64::from(date.offset_minutes.unwrap_or(0));
    let start = date.first_day.to_datetime(Time::midnight());
    start.checked_add(jiff::Span::new().seconds(second - minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_captures() {
        for (address, expected) in [
            ("https://web.archive.org/web/20230913101112/https://wire.example/a", Some("2023-09-13T10:11:12")),
            ("https://web.archive.org/web/20230913101112id_/http://wire.example/a", Some("2023-09-13T10:11:12")),
            ("https://archive.ph/2023.09.13-101112/https://wire.example/a", Some("2023-09-13T10:11:12")),
            ("/web/20230913101112/https://wire.example/a", Some("2023-09-13T10:11:12")),
            ("https://archive.ph/AbC12", None),
            ("https://wire.example/20230913101112/a", None),
            ("https://web.archive.org/web/20239913101112/http://wire.example/a", None),
        ] {
            assert_eq!(moment_in(address).map(|moment| moment.to_string()).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn dates_of_saving() {
        let page = |html: &str| {
            let tree = scraper::Html::parse_document(html);
            let page = Page::new(&tree);
            Capture::of(&page, &MetaTags::new(&page), None)
        };
        let copy =
            page("<link rel=canonical href='https://web.archive.org/web/20230913101112/https://wire.example/a'>");
        for (text, is_moment, is_day) in [
            ("2023-09-13T10:11:12Z", true, false),
            ("2023-09-13T12:11:30+02:00", true, false),
            ("2023-09-13T07:40:00Z", false, false),
            ("2023-09-13", false, true),
            ("2022-03-09T10:11:12Z", false, false),
        ] {
            assert_eq!((copy.is_moment(text), copy.is_day(text)), (is_moment, is_day), "{text}");
        }
        let bar = page(
            "<div id=HEADER><form action='https://archive.ph/submit/'>Saved from</form><p>13 Sep 2023 10:11:12 UTC</p></div>\
             <h1>Tolls rise</h1>",
        );
        assert!(bar.is_archive_today && bar.is_moment("2023-09-13T10:11:40Z"));
        for html in [
            "<table id=HEADER><tr><td>archive.today webpage capture</td><td>Saved from https://wire.example/a</td>\
             <td>13 Sep 2023 10:11:12 UTC</td></tr></table><article><h1>Tolls rise</h1></article>",
            "<div>Snapshot taken: 13 Sep 2023 10:11:12 UTC</div><main><h1>Tolls rise</h1></main>",
        ] {
            let bar = page(html);
            assert!(bar.is_moment("2023-09-13T10:11:40Z") && bar.is_day("2023-09-13"), "{html}");
        }
        for html in [
            "<div>Port captured by rebels</div><div>13 Sep 2023 10:11:12 UTC</div><h1>Tolls rise</h1>",
            "<h1>Tolls rise</h1><p>A snapshot of the quay</p><p>13 Sep 2023 10:11:12 UTC</p>",
            "<article><p>Two vessels captured</p><p>13 Sep 2023 10:11:12 UTC</p></article>",
        ] {
            assert_eq!(page(html), Capture::default(), "{html}");
        }
        let news = page("<div>13 Sep 2023 10:11:12 UTC</div><h1>Tolls rise</h1>");
        assert_eq!(news, Capture::default());
    }
}
