//! Splits a byline at the bar, dash or label that ends its names.

use super::is_place_or_post;
use crate::corpus::outlets;
use crate::dates;

/// Splits a byline into the people and the text after them: "Nell Harbury - May 3, 2019" is "Nell Harbury", "May 3,
/// 2019".
pub(super) fn split(rest: &str) -> (&str, &str) {
    if let Some((people, behind)) = rest.split_once(['|', '•', '·']) {
        return (people.trim(), behind.trim());
    }
    let dashes = [" - ", " – ", " — "];
    let cut = dashes.iter().filter_map(|dash| rest.split_once(dash)).min_by_key(|(people, _)| people.len());
    if let Some((people, behind)) = cut.filter(|(_, behind)| stands_behind(behind)) {
        return (people.trim(), behind.trim());
    }
    before_a_label(rest).unwrap_or((rest, ""))
}

/// True if a text after a dash is not part of a sentence or a title: a day, an outlet, a place or a job title, or one
/// of the latter before a day.
fn stands_behind(behind: &str) -> bool {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 3;
    // Titles also begin with these words after a phrase that looks like a name: "By Dead Reckoning - How Sailors Found
    // Home".
    const OF_TITLES: [&str; 11] = ["a", "an", "the", "how", "why", "what", "when", "where", "who", "is", "are"];
    let behind = behind.trim();
    let is_dated = |text: &str| {
        let first = text.split(' ').next().unwrap_or("");
        dates::is_alone(text) || (dates::label_in(first).is_some() && text.contains(|c: char| c.is_ascii_digit()))
    };
    let is_brief = |text: &str| {
        let first = text.split(' ').next().unwrap_or("").to_lowercase();
        text.split(' ').count() <= MOST_WORDS && !OF_TITLES.contains(&first.as_str()) && is_place_or_post(text)
    };
    let is_beside = |text: &str| outlets::is_outlet(text) || is_brief(text);
    let mut joints = [" | ", " - ", " – ", " — ", " · ", ", "].iter().filter_map(|joint| behind.split_once(joint));
    is_beside(behind)
        || (behind.len() <= LONGEST
            && (is_dated(behind) || joints.any(|(beside, day)| is_beside(beside.trim()) && is_dated(day.trim()))))
}

/// Splits a text before the label of a day, "Nell Harbury Published: May 3, 2019". In a sentence this word is in lower
/// case.
fn before_a_label(rest: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 60;
    let mut start = 0;
    for word in rest.split_inclusive(' ') {
        let is_label = start > 0 && word.starts_with(char::is_uppercase) && dates::label_in(word).is_some();
        let behind = &rest[start..];
        if is_label && behind.len() <= LONGEST && behind.contains(|c: char| c.is_ascii_digit()) {
            return Some((rest[..start].trim_end_matches([' ', ',', '-', '–']), behind));
        }
        start += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_the_rest() {
        for (rest, people, behind) in [
            ("Nell Harbury", "Nell Harbury", ""),
            ("Nell Harbury | Harbour Wire", "Nell Harbury", "Harbour Wire"),
            ("Nell Harbury - May 3, 2019", "Nell Harbury", "May 3, 2019"),
            ("Nell Harbury — Port Halden", "Nell Harbury", "Port Halden"),
            (
                "Marta Quill, Hafenstadt - Aktualisiert am 09.03.2022",
                "Marta Quill, Hafenstadt",
                "Aktualisiert am 09.03.2022",
            ),
            ("Nell Harbury Published: May 3, 2019", "Nell Harbury", "Published: May 3, 2019"),
            ("Nell Harbury - Port Halden, May 3, 2019", "Nell Harbury", "Port Halden, May 3, 2019"),
            ("Nell Harbury – who saw it all – was there", "Nell Harbury – who saw it all – was there", ""),
            ("Nell Harbury - who counted 3 boats", "Nell Harbury - who counted 3 boats", ""),
            ("Dead Reckoning - How Sailors Found Home", "Dead Reckoning - How Sailors Found Home", ""),
            ("Dead Reckoning - Old Sailors Find Home", "Dead Reckoning - Old Sailors Find Home", ""),
        ] {
            assert_eq!(split(rest), (people, behind), "{rest}");
        }
    }
}
