//! Recognises lines that give the date of an article, in pages and in plain text.
//!
//! There is one rule: the line must be a date, a byline or a label with a date, and nothing else. A date in a sentence
//! belongs to the content of the text.

use std::borrow::Cow;

use jiff::civil::Date;

use labelled::{day_before_update, is_published, starts_like_an_update};
use parts::{has_credit, is_count, is_credit, is_hand, is_in_section, is_issue, is_of_a_product, is_section, is_time};
use spans::{is_span, is_span_of_hours, spans_two};
use words::{COUNTED, INVITATIONS};

pub use parts::{is_byline_with_credit, opens_as_an_entry};
pub use spans::is_of_a_span;
pub use surroundings::{
    announces_another, announces_others, has_notice_of_rights, has_temperature, is_about_a_print,
    is_beside_other_dates, is_label_of_event, is_of_a_picture, is_of_outlet, makes_of_other, may_stand_beside,
};

use super::{byline, date_line, outlets, page_lines};
use crate::dates::{self, Hints, Label, Mention, Mentioned, WrittenDate};
use crate::text::normalise::is_unspaced;

mod labelled;
mod parts;
mod spans;
mod surroundings;
mod uncased;
mod uncased_words;
mod words;

/// The longest line that names a date of publication next to other content, in bytes.
const LONGEST: usize = 180;

/// The signs that separate a date from the names next to it.
const SIGNS_BETWEEN: [char; 15] = ['|', '•', '·', ',', '–', '—', '-', '(', ')', '/', '»', '›', '>', '＞', '　'];

/// A line with a date of publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedLine {
    /// The date, and its byte range in the line.
    pub mention: Mention,
    pub kind: LineKind,
}

/// The kinds of lines with a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// "Published 9 March 2022".
    Published,
    /// The date alone, or with an outlet, a place or a section: "Harbour Wire | 9 March 2022".
    Alone,
    /// "By Nell Harbury, 9 March 2022".
    Byline,
    /// "Updated 9 March 2022".
    Updated,
    /// "Today is 9 March 2022": the day when the page was made.
    Today,
}

/// Reads a line. Returns `None` for a sentence, a heading, or the date of an event.
pub fn read(line: &str, hints: Hints<'_>) -> Option<DatedLine> {
    let line = without_invitation(line);
    if line.len() > LONGEST || !may_have_digit(line) {
        return None;
    }
    let mut mentions: Vec<Mention> = dates::find(line, hints).into_iter().filter(is_whole).collect();
    let n_mentions = mentions.len();
    mentions.retain(|mention| !uncased::is_behind_other_label(&line[..mention.range.start]));
    if mentions.is_empty() && n_mentions > 0 {
        return None;
    }
    if mentions.iter().any(|mention| is_of_a_product(line, mention)) {
        return None;
    }
    if mentions.first().is_some_and(|first| announces_another(&line[..first.range.start])) {
        return None;
    }
    let dated = |mention: &Mention, kind: LineKind| Some(DatedLine { mention: mention.clone(), kind });
    if let Some(labelled) = mentions.iter().find(|mention| is_published(line, mention)) {
        return dated(labelled, LineKind::Published);
    }
    if is_span_of_hours(line) {
        return None;
    }
    if let Some(day) = day_before_update(line, &mentions, hints) {
        return dated(&day, LineKind::Alone);
    }
    let is_lone = date_line::is_alone(line);
    let Some(first) = mentions.first() else {
        return if is_lone && has_year(line) { alone(line, hints) } else { None };
    };
    let (before, behind) = (&line[..first.range.start], &line[first.range.end..]);
    if dates::says_today(before) || dates::says_today(behind) {
        let is_of_today = words_in_small(before) + words_in_small(behind) <= 3;
        return if is_of_today { dated(first, LineKind::Today) } else { None };
    }
    // The top of a page shows the current day and the temperature.
    if has_temperature(before) || has_temperature(behind) {
        return dated(first, LineKind::Today);
    }
    if dates::is_bound(before) || is_span(first) || spans_two(line, &mentions) {
        return None;
    }
    if is_of_a_picture(before, behind) || surroundings::is_at_venue(before, &line[first.range.clone()], behind) {
        return None;
    }
    // "© Harbour Wire. This page was last updated on 3 May 2021" is about the page, whose text may be years older.
    let is_of_page = mentions.iter().any(|mention| mention.label == Some(Label::Updated));
    if (is_of_page || starts_like_an_update(line)) && has_notice_of_rights(line) {
        return None;
    }
    let is_update = |mention: &Mention| mention.label == Some(Label::Updated) || starts_like_an_update(line);
    if is_lone {
        let kind = if is_update(first) { LineKind::Updated } else { LineKind::Alone };
        return dated(first, kind);
    }
    if let Some(labelled) = mentions.iter().find(|mention| mention.label.is_some()) {
        let is_sentence = is_prose(&line[labelled.range.end..]);
        return if is_sentence { None } else { dated(labelled, LineKind::Updated) };
    }
    if let Some(byline) = byline::read(line) {
        let offset = line.len() - byline.behind.len();
        let behind = mentions.iter().find(|mention| mention.range.start >= offset.min(1));
        if let Some(behind) = behind {
            return dated(behind, LineKind::Byline);
        }
    }
    if uncased::is_sentence(before, behind) || !stands_among_names(behind, false) {
        return None;
    }
    // If the line does not name the author of the text, the day next to the credit of a picture may be that of the
    // picture.
    if has_credit(line) && !is_byline_with_credit(line) {
        return None;
    }
    if is_byline(before) {
        return dated(first, LineKind::Byline);
    }
    let [only] = mentions.as_slice() else {
        return None;
    };
    stands_among_names(before, true).then(|| dated(only, LineKind::Alone)).flatten()
}

/// Returns `line` without the invitation to comment at its end.
fn without_invitation(line: &str) -> &str {
    let ends_so = |words: &str| {
        let start = line.len().checked_sub(words.len())?;
        let end = line.get(start..)?;
        (end.to_lowercase() == *words).then(|| line[..start].trim_end())
    };
    INVITATIONS.iter().find_map(|words| ends_so(words)).unwrap_or(line)
}

/// True if a line with a date is running text: it has lower-case words that are not usual next to dates.
pub fn is_prose(line: &str) -> bool {
    const MOST_WORDS: usize = 2;
    const MOST_IDEOGRAPHS: usize = 12;
    let n_small = words_in_small(line);
    let ends_a_sentence = line.trim_end().ends_with(['.', '!', '?', '…', '。']) && !line.trim_end().ends_with("..");
    let n_ideographs =
        line.split(['|', ' ', '：', ':', '/', '（', '）', '　']).map(unspaced_letters).max().unwrap_or(0);
    n_small > MOST_WORDS
        || (n_small > 0 && ends_a_sentence)
        || n_ideographs > MOST_IDEOGRAPHS
        || line.contains('。')
        || uncased::is_prose(line)
}

/// Counts the lower-case words that are not usual next to dates.
fn words_in_small(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '(' | ')' | ',' | '-' | '–' | '—'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(|word| word.starts_with(char::is_lowercase))
        .filter(|word| !COUNTED.contains(word) && !dates::are_beside_dates(word) && !dates::is_bound(word))
        .count()
}

/// Counts the letters of scripts without spaces in `text`.
fn unspaced_letters(text: &str) -> usize {
    text.chars().filter(|c| is_unspaced(*c)).count()
}

/// Reads a line that is nothing but a date, in a form that is not recognised among other words.
fn alone(line: &str, hints: Hints<'_>) -> Option<DatedLine> {
    let what = match date_line::read(line, hints.language) {
        WrittenDate::Date(date) => Mentioned::Date(date),
        WrittenDate::Ambiguous(one, other) => Mentioned::Ambiguous(one, other),
        WrittenDate::Impossible => Mentioned::Impossible,
        WrittenDate::Unreadable => return None,
    };
    let kind = match dates::label_in(line) {
        Some(Label::Published) => LineKind::Published,
        Some(Label::Updated) => LineKind::Updated,
        None => LineKind::Alone,
    };
    let mention = Mention { range: 0..line.len(), what, label: None };
    (!is_span(&mention) && has_its_year(line, &mention)).then_some(DatedLine { mention, kind })
}

/// True if a line has the year of its date: in four digits, or as the last of three numbers.
///
/// "May 14, 15" are two days, and "Gen. 19" is a chapter.
fn has_year(line: &str) -> bool {
    let numbers: Vec<&str> = line.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_joined = |sign: char| line.split_whitespace().any(|word| word.matches(sign).count() >= 2);
    numbers.iter().any(|number| matches!(number.len(), 4 | 8 | 14))
        || ['/', '.', '-'].into_iter().any(is_joined)
        || line.contains(['\'', '’'])
        || !line.is_ascii() && numbers.len() >= 3
        || line.contains(" / ")
}

/// True if the year of a date is the one that its line writes in four digits, or if the line has none.
///
/// In "May 14, 15, & 16, 1993" no number before the last is a year.
fn has_its_year(line: &str, mention: &Mention) -> bool {
    let Some(day) = day_of(mention).filter(|_| line.is_ascii()) else {
        return true;
    };
    let mut years = line.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4).peekable();
    years.peek().is_none() || years.any(|year| year.parse() == Ok(day.year()))
}

/// True if the text before a date is a byline: "By Nell Harbury on", "VON MARTA QUILL am".
fn is_byline(before: &str) -> bool {
    byline::read(&opened(trimmed_end(before))).is_some_and(|byline| !byline.names.is_empty())
}

/// Returns a part of a line with a capital first letter. Next to a date, "von Marta Quill" is not the middle of a
/// sentence.
fn opened(part: &str) -> Cow<'_, str> {
    match part.chars().next() {
        Some(first) if first.is_lowercase() => {
            Cow::Owned(format!("{}{}", first.to_uppercase(), &part[first.len_utf8()..]))
        }
        _ => Cow::Borrowed(part),
    }
}

/// Returns `text` without the words and signs at its end that lead to a date: "Nell Harbury, on" is "Nell Harbury".
fn trimmed_end(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '|' | '•' | '·' | '-' | '–' | '—' | '/' | '(')
        });
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or(rest);
        if word.is_empty()
            || word.len() == rest.len()
            || !dates::are_beside_dates(word)
            || !word.contains(char::is_alphabetic)
        {
            return rest;
        }
        rest = &rest[..rest.len() - word.len()];
    }
}

/// True if the text before or after a date is an outlet, a job title, people, a section or a place: "Harbour Wire, …".
fn stands_among_names(text: &str, is_before: bool) -> bool {
    let is_sign = |c: char| SIGNS_BETWEEN.contains(&c);
    let parts: Vec<&str> = text.split(is_sign).map(str::trim).collect();
    let beside_the_date = if is_before { parts.len() - 1 } else { 0 };
    parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .all(|(at, part)| is_beside_a_date(part, at != beside_the_date))
}

/// True if a part of a line may be next to a date of publication. `is_apart` is true if a sign separates the two.
fn is_beside_a_date(part: &str, is_apart: bool) -> bool {
    let bare = trimmed_end(part);
    outlets::is_outlet(surroundings::without_source_label(bare).trim_end_matches(':'))
        || byline::is_post(bare)
        || byline::is_name(bare)
        || byline::read(&opened(bare)).is_some()
        || dates::is_alone(part)
        || dates::are_beside_dates(part)
        || is_time(part)
        || is_count(part)
        || is_hand(part)
        || (is_apart && is_credit(part))
        || is_in_section(part)
        || page_lines::boilerplate_line(part).is_some_and(|line| line.is_sure)
        || (is_apart && (is_section(bare) || surroundings::is_page(bare)))
        || is_issue(bare)
        || uncased::may_be_names(part)
}

/// True if a mention can be the date of an article: a whole day or month, or one of two days.
fn is_whole(mention: &Mention) -> bool {
    const LONGEST_MONTH: i32 = 31;
    match mention.what {
        Mentioned::Date(date) => (date.last_day - date.first_day).get_days() <= LONGEST_MONTH,
        Mentioned::Ambiguous(..) => true,
        _ => false,
    }
}

/// Returns the day of a mention, if it is a single day.
pub fn day_of(mention: &Mention) -> Option<Date> {
    match mention.what {
        Mentioned::Date(date) if date.is_a_day() => Some(date.first_day),
        _ => None,
    }
}

/// True if a text has a digit, or may have one of another script.
fn may_have_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || !text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_lines() {
        for (line, expected) in [
            ("Published 9 March 2022", Some(LineKind::Published)),
            ("Dieser Beitrag wurde am 9. März 2022 veröffentlicht", Some(LineKind::Published)),
            ("9 March 2022 | 12 comments", Some(LineKind::Alone)),
            ("9 Marzo 2022 alle 10:05 2 minuti di lettura", Some(LineKind::Alone)),
            ("Source: Xinhua| 2022-03-09 10:05:01|Editor: huaxia", Some(LineKind::Alone)),
            ("Von Marta Quill, Hafenstadt - Aktualisiert am 09.03.2022-10:05", Some(LineKind::Updated)),
            ("von Marta Quill am 9. März 2022", Some(LineKind::Byline)),
            ("9 March, 18:05 (updated: 10 March 2022)", Some(LineKind::Alone)),
            ("31 декабря, 18:05 (обновлено: 1 января 2022)", Some(LineKind::Alone)),
            ("Mis à jour le 9 mars 2022", Some(LineKind::Updated)),
            ("© Harbour Wire. This page was last updated on 9 March 2022", None),
            ("Copyright 2022 Harbour Wire. Last modified: 9 March 2022", None),
            ("© Le Quai. Tous droits réservés. Dernière mise à jour : 9 mars 2022", None),
            ("Harbour Museum, Halden, 9 March 2022", Some(LineKind::Alone)),
            ("Hafenmuseum, Halden, 9. März 2022", Some(LineKind::Alone)),
            ("The Larks, Harbour Museum, 9 March 2022", None),
            ("Harbour Museum, Halden, Wednesday, 9 March 2022, 7.30 pm", None),
            ("Pier Hall, Halden, 9 March 2022", None),
            ("Today is Wednesday, 9 March 2022", Some(LineKind::Today)),
            ("Press release, 9 March 2022", Some(LineKind::Alone)),
            ("Wednesday, 9 March 2022, 10am to 4pm, Quay Lane", None),
            ("9. März 2022, 19.30 – 21 Uhr, Hafensaal", None),
            ("9 March 2022 - 10:05", Some(LineKind::Alone)),
            ("08.03.22 - 10:05 Uhr", Some(LineKind::Alone)),
            ("Release date: 9 March 2022", None),
            ("Released 9 March 2022", None),
            ("Released on 9 March 2022 by Quill Records", None),
            ("9 March 2022 by Quill Records", None),
            ("Press release issued on 9 March 2022", Some(LineKind::Alone)),
            ("Media release, 9 March 2022", Some(LineKind::Alone)),
            ("Earnings Release, March 9, 2022", Some(LineKind::Alone)),
            ("Releases | March 9, 2022", Some(LineKind::Alone)),
            ("Release No. 2022-41, March 9, 2022", Some(LineKind::Alone)),
            ("Released: March 9, 2022", Some(LineKind::Published)),
            ("Posted in Releases on March 9, 2022", Some(LineKind::Published)),
            ("Veröffentlicht am 9. März 2022 bei netzpost.example", Some(LineKind::Published)),
            ("Veröffentlicht am 9. März 2022 bei HAFEN Online", Some(LineKind::Published)),
            ("Erschienen am 9. März 2022 bei HAFEN Online", Some(LineKind::Published)),
            ("Erschienen am 9. März 2022", Some(LineKind::Published)),
            ("Erschienen am 9. März 2022 bei Quill", None),
            ("Paru le 9 mars 2022 chez Quill", None),
            ("† 9 March 2022", None),
            ("Konzert am 9. März 2022", None),
            ("3 May 2022 – 5 May 2022", None),
            ("May 14, 15, & 16, 1993", None),
            ("Gen. 19", None),
            ("No date", None),
        ] {
            let found = read(line, Hints::default()).map(|dated| dated.kind);
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn prose_and_lines() {
        assert!(is_prose("The trial began on 9 March 2022, and goes on."));
        assert!(is_prose("2012年3月9日に始まった裁判は再び延期された。"));
        assert!(!is_prose("Posted by quill on 9 March 2022 | 4 min read"));
    }
}
