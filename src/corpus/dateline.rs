//! Reads the dateline at the start of a report: its place, its agency, its day.
//!
//! `DENVER — `, `(CNN) — `, `WASHINGTON (AP) - `, `PARIS, March 9 (AFP) — `, `MOSCOW, March 9. /TASS/. `, `Port Halden
//! (dpa) – `, `新华社北京3月9日电`.

use super::outlets;
use crate::dates::{self, Hints};

/// The dateline of a report, before its first sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dateline<'text> {
    /// The agency or outlet, as it is written.
    pub agency: Option<&'text str>,
    /// The byte range of the day in the text.
    pub date: Option<std::ops::Range<usize>>,
    /// True if the dateline is a day and nothing else. Such a day may be one of many in a list of events.
    pub is_day_alone: bool,
    /// The number of bytes of the dateline, with the separator after it.
    pub length: usize,
}

/// The farthest end of a dateline in a text, in bytes.
const LONGEST: usize = 120;

/// The separators between a dateline and the text.
const DASHES: [&str; 13] = [" — ", " – ", " - ", " -- ", " --- ", "— ", "– ", ".- ", "-- ", ") —", ") –", " —", " –"];

/// Reads the dateline of `text`, if it opens with one.
pub fn read(text: &str) -> Option<Dateline<'_>> {
    let lead = text.len() - text.trim_start().len();
    let start = &text[lead..];
    let head = head_of(start);
    let found = glued_agency(head)
        .or_else(|| slashed_agency(head))
        .or_else(|| ideographic(head))
        .or_else(|| day_alone(head))
        .or_else(|| dashed(start, head))?;
    let behind = &start[found.length..];
    let length = lead + found.length + (behind.len() - behind.trim_start().len());
    let date = found.date.map(|date| lead + date.start..lead + date.end);
    Some(Dateline { date, length, ..found })
}

/// Returns `text` without its dateline.
pub fn without(text: &str) -> &str {
    read(text).map_or(text, |dateline| &text[dateline.length..])
}

/// True if paragraphs open with different days and nothing else before the text: a list of the events on these days.
pub fn are_several_days<'text>(paragraphs: impl Iterator<Item = &'text str>) -> bool {
    let days =
        paragraphs.filter_map(|text| read(text).filter(|dateline| dateline.is_day_alone)?.date.map(|day| &text[day]));
    let mut first = None;
    days.into_iter().any(|day| *first.get_or_insert(day) != day)
}

/// Returns the first line of `text`, up to the farthest end of a dateline.
fn head_of(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].split('\n').next().unwrap_or("")
}

/// Reads `(CNN)Scott Kelly …` and `(CNN) Scott Kelly …`: a known agency needs no dash.
fn glued_agency(head: &str) -> Option<Dateline<'_>> {
    let inner = head.strip_prefix('(')?;
    let (agency, behind) = inner.split_once(')')?;
    let agency = agency_in(agency)?;
    let after = behind.trim_start().trim_start_matches(['—', '–', '-']);
    let length = head.len() - after.len();
    // A sentence follows.
    let is_text = after
        .trim_start()
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '‘' | '\''));
    is_text.then_some(Dateline { agency: Some(agency), length, ..Dateline::default() })
}

/// Reads `MOSCOW, March 9. /TASS/. Text` and `LONDON, March 9, 2022 /PRNewswire/ -- Text`.
fn slashed_agency(head: &str) -> Option<Dateline<'_>> {
    let (place, rest) = head.split_once(" /")?;
    let (agency, behind) = rest.split_once('/')?;
    let agency = agency_in(agency)?;
    let date = place_and_date(place, true)?;
    let after = behind.trim_start_matches(['.', ' ', '-', '—', '–']);
    Some(Dateline { agency: Some(agency), date, length: head.len() - after.len(), ..Dateline::default() })
}

/// Reads `新华社北京3月9日电 …` and `(서울=연합뉴스) …`.
fn ideographic(head: &str) -> Option<Dateline<'_>> {
    const LONGEST_CHARACTERS: usize = 30;
    if head.is_ascii() {
        return None;
    }
    if let Some((inner, behind)) = head.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        && let Some((_, agency)) = inner.rsplit_once('=')
        && outlets::is_agency(agency)
    {
        let length = head.len() - behind.len();
        return Some(Dateline { agency: Some(agency.trim()), length, ..Dateline::default() });
    }
    let (at, end) = head.char_indices().take(LONGEST_CHARACTERS).find(|(_, c)| matches!(c, '电' | '電'))?;
    let line = &head[..at];
    let agency = ["新华社", "新華社", "中新社", "中新网", "共同社", "时事社"]
        .into_iter()
        .find(|agency| line.starts_with(agency))?;
    let date = first_date(line, agency.len());
    let length = at + end.len_utf8();
    Some(Dateline { agency: Some(&line[..agency.len()]), date, length, ..Dateline::default() })
}

/// Reads `March 9, 2022 -- The ferry …`: a whole day without a place, before the two hyphens of agencies.
///
/// Any other dash often separates a day from the events of that day, as in a list.
fn day_alone(head: &str) -> Option<Dateline<'_>> {
    const DASH: &str = " -- ";
    const LONGEST_DATE: usize = 30;
    let at = head.find(DASH).filter(|at| *at <= LONGEST_DATE)?;
    let day = &head[..at];
    let date = first_date(day, 0)?;
    let has_year = day.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    let is_whole = day[..date.start].trim().is_empty() && day[date.end..].trim().is_empty();
    let length = at + DASH.len();
    let is_text = head[length..].trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"'));
    let dateline = Dateline { agency: None, date: Some(date), is_day_alone: true, length };
    (has_year && is_whole && is_text).then_some(dateline)
}

/// Reads a place, an agency or both before a dash.
fn dashed<'text>(text: &'text str, head: &'text str) -> Option<Dateline<'text>> {
    // Most paragraphs open without a dash of any kind, and one search finds that out.
    if !head.contains(['—', '–', '-']) {
        return None;
    }
    let mut places: Vec<(usize, usize)> =
        DASHES.iter().filter_map(|dash| head.find(dash).map(|at| (at, at + dash.len()))).collect();
    // Of two dashes at one place, the longer one is the separator.
    places.sort_by_key(|(at, end)| (*at, usize::MAX - end));
    for (at, end) in places {
        // ") —" belongs to the bracket.
        let at = if head[at..].starts_with(')') { at + 1 } else { at };
        let Some((agency, date)) = parts(&head[..at]) else {
            continue;
        };
        let rest = &text[end..];
        // "3 March 1921 - 8 June 2012" is a span of time.
        let is_span = date.as_ref().is_some_and(|date| head[date.end..at].trim().is_empty())
            && first_date(head_of(rest), 0).is_some_and(|next| rest[..next.start].trim().is_empty());
        if is_span {
            continue;
        }
        // A headline in capitals may have a dash too.
        let goes_on_small =
            rest.trim_start().chars().take(40).any(|c| c.is_lowercase() || !(c.is_uppercase() || c.is_ascii()));
        if !goes_on_small {
            continue;
        }
        let found = Dateline { agency, date, length: end, ..Dateline::default() };
        return Some(with_date_behind(found, text));
    }
    None
}

/// Adds the day or agency between the dash and the text: `WASHINGTON - April 27 - More …`, `МОСКВА, 9 мар — РИА
/// Новости. …`.
fn with_date_behind<'text>(found: Dateline<'text>, text: &'text str) -> Dateline<'text> {
    const LONGEST_DATE: usize = 30;
    let rest = head_of(&text[found.length..]);
    if found.date.is_none()
        && let Some((at, end)) = DASHES.iter().filter_map(|dash| rest.find(dash).map(|at| (at, at + dash.len()))).min()
        && at <= LONGEST_DATE
        && let Some(date) = first_date(&rest[..at], 0).filter(|date| rest[..date.start].trim().is_empty())
        && rest[date.end..at].trim().is_empty()
    {
        let date = found.length + date.start..found.length + date.end;
        return Dateline { date: Some(date), length: found.length + end, ..found };
    }
    if found.agency.is_none()
        && let Some((agency, _)) = rest.split_once('.')
        && let Some(agency) = agency_in(agency)
    {
        return Dateline {
            length: found.length + (rest.find(agency).unwrap_or(0) + agency.len() + 1),
            agency: Some(agency),
            ..found
        };
    }
    found
}

type Parts<'text> = (Option<&'text str>, Option<std::ops::Range<usize>>);

/// Returns the agency and the day of the text before a dash, if that text is a dateline at all.
fn parts(head: &str) -> Option<Parts<'_>> {
    let head = head.trim_end();
    let Some((place, rest)) = head.split_once('(') else {
        return place_and_date(head, false).map(|date| (None, date));
    };
    let (inner, behind) = rest.split_once(')')?;
    if !behind.trim_matches(['.', ',', ':', ' ']).is_empty() {
        // "(ANSA) - ROMA, 09 MAR - Text" and "PARIS (AFP) March 9, 2022 -".
        let date = first_date(head, head.len() - behind.len())?;
        return place_and_date(place, true).map(|_| (agency_in(inner), Some(date)));
    }
    let is_place = !place.trim().is_empty();
    let agency = agency_in(inner).or_else(|| looks_like_an_agency(inner).then(|| inner.trim()));
    if !is_place {
        return agency.map(|agency| (Some(agency), None));
    }
    if let Some(date) = first_date(head, place.len()) {
        return place_and_date(place, true).map(|_| (None, Some(date)));
    }
    let date = place_and_date(place, agency.is_some_and(outlets::is_agency))?;
    Some((agency, date))
}

/// Returns the agency of `AP`, `dpa/lni`, `CNN Business`, `Reuters Health`.
fn agency_in(inner: &str) -> Option<&str> {
    let inner = inner.trim();
    if outlets::is_agency(inner) {
        return Some(inner);
    }
    let first = inner.split(['/', ' ', ',']).next()?;
    (outlets::is_agency(first) && inner.split(' ').count() <= 3).then_some(first)
}

/// True if the text in brackets at the place of an agency reads like one, known or not.
fn looks_like_an_agency(inner: &str) -> bool {
    const MOST_WORDS: usize = 4;
    let inner = inner.trim();
    let words = inner.split(' ');
    (1..=MOST_WORDS).contains(&words.clone().count())
        && words.clone().all(|word| word.starts_with(char::is_uppercase))
        && inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '&' | '’' | '\''))
        && (words.clone().count() > 1 || inner.chars().filter(|c| c.is_uppercase()).count() >= 2)
}

/// Returns the day of `PARIS, March 9`, if the text is a place with or without a day.
///
/// A place in lower case counts only together with an agency or a day.
#[allow(clippy::option_option)]
fn place_and_date(text: &str, has_agency: bool) -> Option<Option<std::ops::Range<usize>>> {
    const MOST_WORDS: usize = 6;
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let date = if has_digit { first_date(text, 0) } else { None };
    // A day in an unknown form still ends the place.
    let text = if has_digit && date.is_none() { before_digits(text)? } else { text };
    if date.as_ref().is_some_and(|date| !text[date.end..].trim_matches([' ', ',', '.', ')']).is_empty()) {
        return None;
    }
    let place = text[..date.as_ref().map_or(text.len(), |date| date.start)].trim_matches([' ', ',', '.', '(', ':']);
    let place = place.strip_suffix(", le").or_else(|| place.strip_suffix(", den")).unwrap_or(place);
    let first = place.split(',').next().unwrap_or(place);
    let letters = first.chars().filter(|c| c.is_alphabetic());
    let is_in_capitals = letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase);
    let words = place.split([' ', '/']).filter(|word| !word.is_empty());
    let is_name = words.clone().count() <= MOST_WORDS
        && words.clone().all(|word| !word.starts_with(char::is_lowercase) || word.chars().count() <= 3)
        && place.starts_with(char::is_alphabetic);
    (is_name && (is_in_capitals || has_agency || date.is_some())).then_some(date)
}

/// Returns the text before the part of `text` that has a digit. A comma or full stop precedes that part.
fn before_digits(text: &str) -> Option<&str> {
    let digit = text.find(|c: char| c.is_ascii_digit())?;
    text[..digit].rfind([',', '.']).map(|at| &text[..at])
}

/// Returns the byte range of the first day that `text` names from the byte `from` on.
fn first_date(text: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let found = dates::find(&text[from..], Hints::default());
    let first = found.into_iter().find(|mention| {
        use crate::dates::Mentioned::{Date, DayOfYear};
        match mention.what {
            Date(date) => date.is_a_day(),
            DayOfYear { .. } => true,
            _ => false,
        }
    })?;
    Some(from + first.range.start..from + first.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        for (text, agency, date, rest) in [
            ("(CNN) — An extraordinary war", "CNN", "", "An extraordinary war"),
            ("(CNN)An extraordinary war", "CNN", "", "An extraordinary war"),
            ("(Harbour Wire) — Not one crane", "Harbour Wire", "", "Not one crane"),
            ("DENVER — An extraordinary war", "", "", "An extraordinary war"),
            ("DENVER, Colo. — An extraordinary war", "", "", "An extraordinary war"),
            ("WASHINGTON (AP) - A bill", "AP", "", "A bill"),
            ("WASHINGTON (AP) -- A bill", "AP", "", "A bill"),
            ("Berlin (dpa) - Die Fähre", "dpa", "", "Die Fähre"),
            ("Berlin (dpa/lni) – Die Fähre", "dpa", "", "Die Fähre"),
            ("(Reuters) - The ferry", "Reuters", "", "The ferry"),
            ("PORT HALDEN, March 9 — A tram", "", "March 9", "A tram"),
            ("PARIS, March 9 (AFP) — A tram", "AFP", "March 9", "A tram"),
            ("PARIS, March 9, 2022 (AFP) - A tram", "AFP", "March 9, 2022", "A tram"),
            ("LONDON, March 9, 2022 /PRNewswire/ -- A tram", "PRNewswire", "March 9, 2022", "A tram"),
            ("MOSCOW, March 9. /TASS/. A tram", "TASS", "March 9", "A tram"),
            ("МОСКВА, 9 марта — РИА Новости. Паром", "РИА Новости", "9 марта", "Паром"),
            ("WASHINGTON - April 27 - More", "", "April 27", "More"),
            ("Madrid, 9 de marzo (EFE).- El transbordador", "EFE", "9 de marzo", "El transbordador"),
            ("新华社北京3月9日电 渡轮", "新华社", "3月9日", "渡轮"),
            ("(서울=연합뉴스) 여객선이", "연합뉴스", "", "여객선이"),
            ("March 9, 2022 -- A tram", "", "March 9, 2022", "A tram"),
            ("March 9 -- A tram", "", "", "March 9 -- A tram"),
            ("March 9, 1989 — A tram fell", "", "", "March 9, 1989 — A tram fell"),
            ("March 9, 2022 -- and a tram", "", "", "March 9, 2022 -- and a tram"),
            ("Nell Harbury, 3 March 1921 - 8 June 2012", "", "", "Nell Harbury, 3 March 1921 - 8 June 2012"),
            ("The ferry — an old one — sank", "", "", "The ferry — an old one — sank"),
            ("Mr Mole (right) - the master - left", "", "", "Mr Mole (right) - the master - left"),
            ("The deck (AP) was wet - and cold", "", "", "The deck (AP) was wet - and cold"),
            ("WOMAN KILLED IN HIT - AND - RUN", "", "", "WOMAN KILLED IN HIT - AND - RUN"),
            ("No dash", "", "", "No dash"),
        ] {
            let found = read(text).unwrap_or_default();
            let day = found.date.clone().map_or("", |date| &text[date]);
            assert_eq!((found.agency.unwrap_or(""), day, without(text)), (agency, date, rest), "{text}");
        }
    }

    #[test]
    fn lists_of_days() {
        let days = ["March 9, 1989 -- The tram fell.", "It rose again.", "May 3, 1990 -- The tram burned."];
        assert!(are_several_days(days.into_iter()));
        assert!(!are_several_days(days.into_iter().take(2)));
    }
}
