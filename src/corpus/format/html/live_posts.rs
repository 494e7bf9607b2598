//! Recognises a live report by its posts. The newest post is at the top of the page. The report began with the post at
//! the bottom, whose date is the date of the report.

use jiff::civil::Date;

use super::date_attributes::moment;
use super::date_conventions::{DateConventions, LONGEST_LINE, of_words};
use super::places::Places;
use crate::corpus::Field;
use crate::dates::{self, WrittenDate};

/// The greatest length of a live report, in days. Posts over a longer time are a list of articles.
const MOST_DAYS: i32 = 7;

#[derive(Clone, Debug)]
pub(super) struct SeenDate {
    pub(super) field: Field,
    /// True if it is the date of the first of several posts: of a live report, or of the entries of a blog.
    pub(super) is_of_first_post: bool,
}

impl From<Field> for SeenDate {
    fn from(field: Field) -> Self {
        Self { field, is_of_first_post: false }
    }
}

/// True if a title says that its article is a live report. "Live" and "direct" within a sentence mean other things.
pub(super) fn names_a_report(title: &str) -> bool {
    /// Phrases in lower case, matched as whole words.
    const PHRASES: [&str; 18] = [
        "live blog",
        "live updates",
        "live coverage",
        "live ticker",
        "liveblog",
        "liveticker",
        "newsticker",
        "as it happened",
        "en direct",
        "en vivo",
        "ao vivo",
        "minuto a minuto",
        "minute par minute",
        "in diretta",
        "na żywo",
        "онлайн трансляция",
        "canlı yayın",
        "بث مباشر",
    ];
    /// Words that count only as a whole part of a title, between signs: "Live: …", "… – direct".
    const PARTS: [&str; 7] = ["live", "ticker", "direct", "diretta", "онлайн", "canlı", "مباشر"];
    const UNSPACED: [&str; 6] = ["直播", "實況", "实况", "実況", "速報中", "라이브"];
    let lower = title.to_lowercase();
    let spaced: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let padded = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    let has_phrase = || PHRASES.iter().any(|phrase| padded.contains(&format!(" {phrase} ")));
    let has_part = || {
        let mut parts = lower.split([':', '：', '|', '–', '—', '·', '•', '[', ']', '(', ')', '.', ',']);
        let is_part = |part: &str| PARTS.contains(&part.trim_matches(|c: char| !c.is_alphanumeric()));
        // A title such as "Storm in the harbour live: the office closes the quay".
        let is_led_to = lower.contains(" live: ") || lower.contains(" live – ") || lower.contains(" live - ");
        is_led_to || parts.any(|part| is_part(part) || part.split(" - ").any(is_part))
    };
    has_phrase() || has_part() || UNSPACED.iter().any(|word| lower.contains(word))
}

/// Returns the moment of the first post of a live report. The element at `at` holds the date of the newest post.
///
/// The dates of the other posts are in elements of the same kind. Each post is no newer than the one before it, and
/// there is text between them.
pub(super) fn first_post(places: &Places<'_, '_>, at: usize, conventions: DateConventions<'_>) -> Option<SeenDate> {
    const BECAUSE: &str = "the first post of a live report";
    const FEWEST: usize = 3;
    const MOST: usize = 500;
    // The minimum for each post, in bytes of text.
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
        let text = moment(page, other, conventions)?;
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
    // If the words of the element are a date, the text begins with the date of the newest post. An inferred date would
    // be replaced by that one.
    let line = page.line(at, LONGEST_LINE);
    let is_written = line.is_some_and(|line| of_words(&line, false, conventions).is_some());
    let field = if is_written { Field::found(text.clone(), BECAUSE) } else { Field::inferred(text.clone(), BECAUSE) };
    Some(SeenDate { field, is_of_first_post: true })
}

/// Returns the day and the second of a text, in its own time zone.
fn moment_of(text: &str) -> Option<(Date, u32)> {
    match dates::read(text) {
        WrittenDate::Date(date) => Some((date.first_day, date.second_of_day.unwrap_or(0))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_live_reports() {
        for (title, expected) in [
            ("Storm in the harbour: live updates", true),
            ("Storm live: quay closed", true),
            ("Live: Storm in the harbour", true),
            ("Storm in the harbour - LIVE", true),
            ("Sturm im Hafen – der Liveticker", true),
            ("DIRECT. Tempête au port", true),
            ("Tempête au port, en direct", true),
            ("Tormenta en el puerto, minuto a minuto", true),
            ("港口台风直播最新情况", true),
            ("港の台風を実況中継", true),
            ("항구 태풍 라이브로 전한다", true),
            ("Storm in the harbour: direct flights end", false),
            ("Where the gulls live in winter", false),
            ("Una linea diretta per il porto", false),
            ("It happened at the quay", false),
        ] {
            assert_eq!(names_a_report(title), expected, "{title}");
        }
    }
}
