//! Makes a title from an address, for an article without any other field: the words of the address, or else the address
//! itself.

use crate::corpus::Field;

/// Returns the title that an address suggests: the words of its last part that has any, else the address without its
/// scheme and `www.`.
pub(in crate::corpus::format) fn title_of_link(link: &str) -> Option<Field> {
    let rest = link.split_once("://").map(|(_, rest)| rest)?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let path = rest.split(['?', '#']).next().unwrap_or(rest).trim_end_matches('/');
    let segments = path.split('/').skip(1);
    let text = segments.filter_map(words).last().unwrap_or_else(|| rest.trim_end_matches('/').to_owned());
    (!text.is_empty()).then(|| Field::inferred(text, "its address"))
}

/// Returns the words of a part of an address, such as `geese-stop-a-race.html`; `None` if it has fewer than two words.
fn words(segment: &str) -> Option<String> {
    const FEWEST: usize = 2;
    const LONGEST_ENDING: usize = 5;
    let name = match segment.rsplit_once('.') {
        Some((name, ending)) if ending.len() <= LONGEST_ENDING && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            name
        }
        _ => segment,
    };
    let is_word = |word: &&str| {
        let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
        n_letters > 0 && n_letters * 2 > word.chars().count()
    };
    if name.contains('%') || name.split(['-', '_']).filter(is_word).count() < FEWEST {
        return None;
    }
    // A number at either end is that of the article. A number within the words belongs to the headline.
    let is_number = |word: &&str| !is_word(word);
    let all: Vec<&str> = name.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    let n_before = all.iter().take_while(|word| is_number(word)).count();
    let n_behind = all.iter().rev().take_while(|word| is_number(word)).count();
    let line = all.get(n_before..all.len() - n_behind)?.join(" ");
    let first = line.chars().next()?;
    Some(first.to_uppercase().chain(line.chars().skip(1)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_addresses() {
        for (link, title) in [
            ("https://wire.example/2022/03/08/geese-stop-a-race.html", "Geese stop a race"),
            ("https://www.wire.example/port/20-000-geese_back-48213?ref=x", "Geese back"),
            ("https://wire.example/geese-stop-a-race/amp/", "Geese stop a race"),
            ("https://wire.example/a/7713", "wire.example/a/7713"),
            ("https://wire.example/watch?v=abc", "wire.example/watch?v=abc"),
            ("https://www.wire.example/", "wire.example"),
        ] {
            assert_eq!(title_of_link(link), Some(Field::inferred(title, "its address")), "{link}");
        }
        assert_eq!(title_of_link("mailto:nell@wire.example"), None);
    }
}
