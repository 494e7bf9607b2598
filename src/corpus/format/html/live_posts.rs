//! Recognises the posts of a live report, the newest first: the report began with the last of them.

use jiff::civil::Date;

use super::date_attributes::moment;
use super::dates_seen::{LONGEST_LINE, Writing, of_words};
use super::places::Places;
use crate::corpus::Field;
use crate::dates::{self, WrittenDate};

/// The days of a live report; several posts of more are a list of articles.
const MOST_DAYS: i32 = 7;

/// The reason for the date of a live report.
const BECAUSE: &str = "the first post of a live report";

/// True if a date is that of the first post of a live report, and the page says that it is one report: by its data, or
/// by its title. Elsewhere such posts may be the entries of a blog.
pub(super) fn is_of_report(date: &Field, title: Option<&str>, is_article: bool) -> bool {
    const WORDS: [&str; 16] = [
        "live",
        "liveticker",
        "liveblog",
        "ticker",
        "happened",
        "direct",
        "vivo",
        "minuto",
        "diretta",
        "żywo",
        "онлайн",
        "canlı",
        "直播",
        "実況",
        "라이브",
        "مباشر",
    ];
    let says_so = |title: &str| {
        let title = title.to_lowercase();
        title.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
    };
    date.because == BECAUSE && (is_article || title.is_some_and(says_so))
}

/// The moment of the first post of a live report whose newest post has its date in the element at `at`: the dates of the
/// others stand in elements of the same kind, each is older than the one before, and text stands between them.
pub(super) fn first_post(places: &Places<'_, '_>, at: usize, writing: Writing<'_>) -> Option<Field> {
    const FEWEST: usize = 3;
    const MOST: usize = 500;
    // In bytes of text, for each post.
    const SHORTEST_POST: usize = 80;
    let page = places.page;
    let kind = |at: usize| (page.name(at), page.attribute(at, "class"), page.attribute(at, "itemprop"));
    let around = |at: usize| page.nodes[at].parent.map(kind);
    let alike = (at..page.nodes.len()).filter(|other| {
        page.element(*other).is_some()
            && kind(*other) == kind(at)
            && around(*other) == around(at)
            && places.may_be_labelled(*other)
            && !places.is_in_box_of_teaser(*other)
    });
    let mut posts: Vec<((Date, u32), usize, String)> = Vec::new();
    for other in alike.take(MOST) {
        let text = moment(page, other, writing)?;
        posts.push((moment_of(&text)?, page.place(other).start, text));
    }
    let ((newest, start, _), (first, end, text)) = (posts.first()?, posts.last()?);
    let n_days = (newest.0 - first.0).get_days();
    let is_report = posts.len() >= FEWEST
        && newest > first
        && posts.is_sorted_by(|one, other| one.0 >= other.0)
        && n_days <= MOST_DAYS
        && end.saturating_sub(*start) >= SHORTEST_POST * (posts.len() - 1);
    if !is_report {
        return None;
    }
    // The text begins with the date of the newest post where its words are one: an inferred date would give way to it.
    let line = page.line(at, LONGEST_LINE);
    let is_written = line.is_some_and(|line| of_words(&line, false, writing).is_some());
    Some(if is_written { Field::found(text.clone(), BECAUSE) } else { Field::inferred(text.clone(), BECAUSE) })
}

/// The day and the second of a text, in the time that it is written in.
fn moment_of(text: &str) -> Option<(Date, u32)> {
    match dates::read(text) {
        WrittenDate::Date(date) => Some((date.first_day, date.second_of_day.unwrap_or(0))),
        _ => None,
    }
}
