//! Finds the address at which a text was published among its lines: an address alone on the first line, `Source: …`,
//! `[Read original](…)`.

use super::fields::is_page;
use super::front_matter::clip::address;

/// Words before a link to the original, in lower case.
const LABELS: [&str; 26] = [
    "read original",
    "read the original",
    "original",
    "original article",
    "original link",
    "original url",
    "view original",
    "open original",
    "go to original",
    "source",
    "article link",
    "url",
    "link",
    "permalink",
    "retrieved from",
    "available at",
    "originalartikel",
    "quelle",
    "artículo original",
    "fuente",
    "article original",
    "fonte",
    "bron",
    "оригинал",
    "источник",
    "原文",
];

/// Returns the address of a line that is nothing but a link to the original: `[Read Original](…)`, `Source: …`.
pub(super) fn original(line: &str) -> Option<&str> {
    const LONGEST: usize = 1024;
    let line = line.trim_start_matches(['-', '*', '>', ' ']);
    if line.len() > LONGEST || !line.contains("://") {
        return None;
    }
    let is_label = |words: &str| {
        let words = words.trim().trim_matches('*').trim_end_matches(':').to_lowercase();
        LABELS.contains(&words.as_str())
    };
    if let Some((Some(words), address)) = address(line) {
        return is_label(words).then_some(address);
    }
    let (words, behind) = line.split_once(':')?;
    let (_, address) = address(behind.trim_start_matches(['*', ':', ' ']))?;
    is_label(words).then_some(address)
}

/// The address of a page alone on the first line, and the text below it.
pub(super) fn on_first_line(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = text.trim_start().split_once('\n')?;
    let line = line.trim();
    (is_page(line) && !rest.trim().is_empty()).then_some((line, rest))
}

/// The address of the original in the last lines. A text that names several has them as its sources.
pub(super) fn in_last_lines(text: &str) -> Option<&str> {
    const LINES: usize = 5;
    let lines = text.trim_end().rsplit('\n').map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let mut addresses = lines.filter_map(original);
    let address = addresses.next().filter(|address| is_page(address))?;
    addresses.next().is_none().then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_texts() {
        let page = "https://wire.example/2022/tug";
        assert_eq!(on_first_line(&format!("{page}\nTug sinks\n\nText")), Some((page, "Tug sinks\n\nText")));
        for text in ["https://wire.example\nText", "https://wire.example/tug", "See https://wire.example/tug\nText"] {
            assert_eq!(on_first_line(text), None, "{text}");
        }
        for (text, expected) in [
            (format!("Text.\n\nSource: {page}\n"), Some(page)),
            (format!("Text.\n\nRetrieved from: {page}\nAccessed 2 April 2023\n"), Some(page)),
            (format!("Text.\n\nQuelle: {page}"), Some(page)),
            (format!("Text.\n\nMore: {page}"), None),
            (format!("Text.\n\nSource: {page}\nSource: https://wire.example/other/tug"), None),
            (format!("Source: {page}\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."), None),
        ] {
            assert_eq!(in_last_lines(&text), expected, "{text}");
        }
    }
}
