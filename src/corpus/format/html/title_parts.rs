//! Splits a title at bars and dashes into the headline, a section and the name of the outlet, and removes the outlet.

use std::cmp::Reverse;

use super::comparison_key::comparison_key;
use super::hidden::is_invisible;
use crate::corpus::outlets;

/// The signs between a headline and the name of its outlet.
const SEPARATORS: [&str; 23] = [
    " | ", " - ", " – ", " — ", " -- ", " ― ", " · ", " • ", " » ", " › ", " :: ", " « ", " ‹ ", " ~ ", " / ", " : ",
    " @ ", " < ", " > ", "_", "|", "｜", " ｜ ",
];

/// Returns `Headline | The Outlet` without the outlet.
///
/// `outlets` are its known names. `seen` is the headline above the text, if other fields confirm it.
pub(super) fn without_outlet(title: &str, outlets: &[&str], seen: Option<&str>) -> String {
    let title = title.trim();
    let shown;
    let title = if title.contains(is_invisible) {
        shown = title.replace(is_invisible, "");
        shown.as_str()
    } else {
        title
    };
    if let Some(seen) = seen {
        // The title is the headline above the text with an outlet beside it.
        let (own, all) = (comparison_key(seen), comparison_key(title));
        if own.len() < all.len() && (all.starts_with(&own) || all.ends_with(&own)) && parts(title).count() > 1 {
            // A closing quotation mark separates a title as well: "« pluie intérieure » - The Outlet".
            let same = || both_sides(title).into_iter().filter(|part| comparison_key(part) == own);
            if let Some(part) = same().find(|part| *part == seen.trim()).or_else(|| same().next()) {
                return part.to_owned();
            }
        } else if own == all {
            return title.to_owned();
        }
    }
    let outlets: Vec<String> =
        outlets.iter().map(|outlet| comparison_key(outlet)).filter(|outlet| outlet.len() > 1).collect();
    let mut rest = title;
    // "Headline | Section | Outlet": the pieces after the headline are removed one by one.
    while let Some((at, separator)) = last_separator(rest) {
        let (head, tail) = (rest[..at].trim(), rest[at + separator.len()..].trim());
        if head.is_empty() || tail.is_empty() {
            break;
        }
        let own = comparison_key(tail);
        let is_outlet = outlets.iter().any(|outlet| {
            *outlet == own || (own.len() >= 4 && (outlet.contains(&own) || own.contains(outlet.as_str())))
        });
        // After a bar, there is never anything but the outlet, or a part of it.
        let n_words = tail.split_whitespace().count();
        let is_short =
            matches!(separator, " | " | "|" | " » " | " :: ") && n_words <= 4 && head.split_whitespace().count() >= 2;
        // "Headline of some words - The Outlet": a name, after more words than it has itself.
        let is_name = seen.is_none()
            && matches!(separator, " - " | " – " | " — " | " -- " | " · " | " • ")
            && (!is_in_title_case(head) || outlets::is_outlet(tail))
            && n_words <= 4
            && head.split_whitespace().count() >= n_words.max(3)
            && tail.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()));
        // Sites in Chinese join the headline, the section and their name by underscores: "渡轮停运_本地_港湾网".
        let is_only_line = || !SEPARATORS.iter().any(|other| *other != "_" && title.contains(other));
        let is_ideographic = matches!(separator, "_" | "|" | "｜")
            && tail.chars().count() <= 8
            && tail.contains(is_ideograph)
            && (separator != "_" || is_only_line());
        if !is_outlet && !is_short && !is_name && !is_ideographic {
            break;
        }
        rest = head;
    }
    if rest.len() == title.len() {
        // "The Outlet: Headline", where the outlet's name is known.
        for separator in SEPARATORS.iter().chain(&[": "]) {
            if let Some((head, tail)) = rest.split_once(separator)
                && !tail.trim().is_empty()
                && outlets.contains(&comparison_key(head))
            {
                return tail.trim().to_owned();
            }
        }
    }
    rest.to_owned()
}

/// True if all longer words of a text have capitals, as in English headlines. Its capitals then do not show where the
/// name of an outlet begins.
pub(super) fn is_in_title_case(text: &str) -> bool {
    const SHORTEST: usize = 4;
    // Even such headlines have these words in lower case.
    const SMALL: [&str; 16] = [
        "with", "from", "over", "into", "than", "that", "when", "upon", "after", "amid", "about", "against", "before",
        "under", "between", "through",
    ];
    let is_small =
        |word: &str| word.chars().count() >= SHORTEST && word.starts_with(char::is_lowercase) && !SMALL.contains(&word);
    !text.split_whitespace().any(is_small)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Returns the pieces of a title between separators.
pub(super) fn parts(title: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(title);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = first_separator(text);
        rest = cut.map(|(at, separator)| &text[at + separator.len()..]);
        Some(text[..cut.map_or(text.len(), |(at, _)| at)].trim())
    })
}

/// Returns the text before each separator, and the text after each.
fn both_sides(title: &str) -> Vec<&str> {
    const MOST: usize = 8;
    let mut sides = Vec::new();
    let mut from = 0;
    while let Some((at, separator)) = first_separator(&title[from..]) {
        sides.push(title[..from + at].trim());
        from += at + separator.len();
        sides.push(title[from..].trim());
        // The next separator may begin with the space that this one ends with.
        from -= usize::from(separator.ends_with(' '));
        if sides.len() > MOST {
            break;
        }
    }
    sides
}

fn first_separator(text: &str) -> Option<(usize, &'static str)> {
    let found = SEPARATORS.iter().filter_map(|separator| Some((text.find(separator)?, *separator)));
    found.min_by_key(|(at, separator)| (*at, Reverse(separator.len())))
}

fn last_separator(text: &str) -> Option<(usize, &'static str)> {
    let found = SEPARATORS.iter().filter_map(|separator| Some((text.rfind(separator)?, *separator)));
    found.max_by_key(|(at, separator)| at + separator.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlet_is_split_off() {
        for (title, outlets, seen, expected) in [
            ("Tolls rise | The Courier", vec![], None, "Tolls rise"),
            ("Tolls rise again | News | The Courier", vec![], None, "Tolls rise again"),
            ("Tolls - a rise - Courier", vec!["courier"], None, "Tolls - a rise"),
            ("Tolls - a rise", vec!["Courier"], None, "Tolls - a rise"),
            ("Courier: tolls rise", vec!["Courier"], None, "tolls rise"),
            ("Courier » Archive » Tolls rise", vec![], Some("Tolls rise"), "Tolls rise"),
            ("Tolls rise : Courier", vec![], Some("Tolls rise"), "Tolls rise"),
            ("Fermé pour « pluie » - L'Écho", vec![], Some("Fermé pour « pluie »"), "Fermé pour « pluie »"),
            ("Tolls – a rise", vec![], Some("Tolls – a rise"), "Tolls – a rise"),
            ("Courier | Tolls", vec![], None, "Courier | Tolls"),
            ("Tolls rise - The Harbour Courier Online", vec!["harbour courier"], None, "Tolls rise"),
            ("Tolls rise for the third time - The Courier", vec![], None, "Tolls rise for the third time"),
            ("Tolls rise for the third time - a comment", vec![], None, "Tolls rise for the third time - a comment"),
            ("Fähr\u{ad}betrieb ruht | Kurier", vec![], None, "Fährbetrieb ruht"),
            ("渡轮连续四晚停运_本地新闻_港湾网", vec![], None, "渡轮连续四晚停运"),
            ("How to sort quai_größe", vec![], None, "How to sort quai_größe"),
            ("snake_case and other_cases", vec![], None, "snake_case and other_cases"),
            ("Tolls rise for the third time -- The Courier", vec![], None, "Tolls rise for the third time"),
            ("Tolls rise @ Courier", vec!["Courier"], None, "Tolls rise"),
            ("Tolls rise < Courier", vec!["Courier"], None, "Tolls rise"),
            ("渡轮连续四晚停运|港湾网", vec![], None, "渡轮连续四晚停运"),
            // Both halves of a headline may have capitals.
            ("Bells Rung Backwards - Sexton Blames Vicar", vec![], None, "Bells Rung Backwards - Sexton Blames Vicar"),
            ("Bells Rung Backwards - Harbour Courier", vec![], None, "Bells Rung Backwards"),
            ("", vec!["a"], None, ""),
        ] {
            assert_eq!(without_outlet(title, &outlets, seen), expected, "{title}");
        }
    }
}
