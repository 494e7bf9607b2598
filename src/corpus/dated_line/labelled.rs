//! Recognises dates that their line labels as dates of publication, or contrasts with the date of an update.

use jiff::civil::Date;

use super::parts::opens_as_an_entry;
use super::spans::is_span;
use super::words::ONLINE_SINCE;
use super::{day_of, is_prose, may_have_digit, words_in_small};
use crate::article::ArticleDate;
use crate::dates::{self, Hints, Label, Mention, Mentioned};

/// Returns the day without a year at the start of a line that also has the day of an update, with its year: "9 марта,
/// 18:05 (обновлено: 10 марта 2022)".
///
/// Its year is chosen so that it is the last such day before the update.
pub(super) fn day_before_update(line: &str, mentions: &[Mention], hints: Hints<'_>) -> Option<Mention> {
    let [update] = mentions else { return None };
    let updated = day_of(update).filter(|_| update.label == Some(Label::Updated))?;
    let first = dates::find(line, hints).into_iter().next().filter(|first| first.range.end <= update.range.start)?;
    let Mentioned::DayOfYear { month, day } = first.what else { return None };
    let opens = line[..first.range.start].trim().is_empty() && first.label.is_none();
    let of_year = |year: i16| Date::new(year, month, day).ok().filter(|published| *published <= updated);
    let day = of_year(updated.year()).or_else(|| of_year(updated.year() - 1)).filter(|_| opens)?;
    Some(Mention { what: Mentioned::Date(ArticleDate::day(day)), ..first })
}

/// True if a date is labelled as that of publication, and no sentence continues after it.
pub(super) fn is_published(line: &str, mention: &Mention) -> bool {
    let (before, behind) = (&line[..mention.range.start], &line[mention.range.end..]);
    // "This entry was posted on 9 March 2022 and is filed under News" continues about itself.
    let is_entry = opens_as_an_entry(before) && dates::label_in(before) == Some(Label::Published) && before.len() <= 60;
    if (is_prose(behind) && !is_entry) || is_span(mention) {
        return false;
    }
    if mention.label == Some(Label::Published) {
        return true;
    }
    // "Veröffentlicht von nell am", "Posted in Ferries on": the label opens the line.
    let opening = before.split_whitespace().next().unwrap_or("");
    let opens = dates::label_in(opening) == Some(Label::Published) && words_in_small(before) <= 1;
    let is_online =
        ONLINE_SINCE.iter().any(|words| before.to_lowercase().trim_end_matches([':', ' ']).ends_with(words));
    if mention.label.is_some() {
        return false;
    }
    let is_entry = is_entry || (opens_as_an_entry(before) && dates::label_in(line) == Some(Label::Published));
    let is_submitted = opening.eq_ignore_ascii_case("submitted") && before.trim_end().ends_with(" on");
    opens
        || is_online
        || is_entry
        || (is_submitted && words_in_small(before) <= 2)
        || (says_published(before) && ends_there(behind))
}

/// True if the words before a date mean that something was published: "Originally published", "posted in Ferries on".
fn says_published(before: &str) -> bool {
    let before = before.to_lowercase();
    ["published", "posted"].iter().any(|word| before.contains(word)) && !is_prose(&before)
}

/// True if nothing but a time follows a date.
fn ends_there(behind: &str) -> bool {
    const BESIDE: [&str; 7] = ["at", "am", "pm", "a", "p", "m", ":"];
    const LONGEST: usize = 5;
    let mut words = behind.split([' ', '|', ',', '.', '(', ')', '-', '–']).filter(|word| !word.is_empty());
    words.all(|word| {
        let is_time = may_have_digit(word) || BESIDE.contains(&word.to_lowercase().as_str());
        let is_short = word.len() <= LONGEST && (is_time || word.chars().all(char::is_uppercase));
        is_short || dates::are_beside_dates(word)
    })
}

/// True if a line opens like `updated 7 / 28 / 2004 3: 02: 00 PM ET`.
pub(super) fn starts_like_an_update(line: &str) -> bool {
    line.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("updated"))
}
