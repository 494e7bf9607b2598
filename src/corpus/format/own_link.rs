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

/// Returns the address of a line that is only a link to the original: `[Read Original](…)`, `Source: …`.
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

/// Returns the address of a page that is alone on the first line, and the text below it.
pub(super) fn on_first_line(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = text.trim_start().split_once('\n')?;
    let line = line.trim();
    (is_page(line) && !rest.trim().is_empty()).then_some((line, rest))
}

/// Returns the address of the original in the last lines. If there are several addresses, they are the sources of the
/// text, and none is returned.
///
/// "Source: …" may name the subject of an article, and "Link: …" may lead anywhere. After such a label the address must
/// have words of the title.
pub(super) fn in_last_lines(text: &str) -> Option<&str> {
    const LINES: usize = 5;
    const LOOSE: [&str; 7] = ["source", "url", "link", "quelle", "fuente", "fonte", "bron"];
    let lines = text.trim_end().rsplit('\n').map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let mut found = lines.filter_map(|line| Some((line, original(line)?)));
    let (line, address) = found.next().filter(|(_, address)| is_page(address))?;
    let label = line.split(':').next().unwrap_or(line).trim_matches(['*', '-', '>', ' ']).to_lowercase();
    let is_sure = !LOOSE.contains(&label.as_str()) || has_words_of(address, text.trim_start());
    (found.next().is_none() && is_sure).then_some(address)
}

/// True if two long words of the last part of an address are in the first line of a text.
fn has_words_of(address: &str, text: &str) -> bool {
    const LONG: usize = 4;
    const FEWEST: usize = 2;
    let title = text.lines().next().unwrap_or_default().to_lowercase();
    let path = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_lowercase();
    let words = path.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LONG);
    words.filter(|word| title.contains(word)).count() >= FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_texts() {
        let page = "https://wire.example/2022/tug-sinks-off-quay";
        assert_eq!(on_first_line(&format!("{page}\nTug sinks\n\nText")), Some((page, "Tug sinks\n\nText")));
        for text in ["https://wire.example\nText", "https://wire.example/tug", "See https://wire.example/tug\nText"] {
            assert_eq!(on_first_line(text), None, "{text}");
        }
        for (text, expected) in [
            (format!("Tug sinks off the quay\n\nText.\n\nSource: {page}\n"), Some(page)),
            (format!("Ferry sails\n\nText.\n\nSource: {page}\n"), None),
            (format!("Text.\n\nRetrieved from: {page}\nAccessed 2 April 2023\n"), Some(page)),
            (format!("Text.\n\nOriginal: {page}"), Some(page)),
            ("Tug sinks\n\nText.\n\nLink: https://tickets.example/register/now".to_owned(), None),
            (format!("Text.\n\nMore: {page}"), None),
            (format!("Text.\n\nSource: {page}\nSource: https://wire.example/other/tug"), None),
            (format!("Source: {page}\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive."), None),
        ] {
            assert_eq!(in_last_lines(&text), expected, "{text}");
        }
    }
}
