//! Recognises by its name a field that names the outlet of an article: `outlet_nm`, `Pub`.

use super::fields::name_words;

/// True if the name of a field is that of an outlet, and all its other words only say that it is a name.
pub(super) fn is_named_as_an_outlet(name: &str) -> bool {
    const OUTLETS: [&str; 6] = ["outlet", "newspaper", "publication", "publisher", "pub", "paper"];
    const BESIDE: [&str; 8] = ["name", "nm", "title", "news", "media", "txt", "text", "field"];
    const LONGEST: usize = 32;
    if name.len() > LONGEST || !OUTLETS.iter().any(|word| contains(name, word)) {
        return false;
    }
    let words = name_words(name);
    words.iter().any(|word| OUTLETS.contains(&word.as_str()))
        && words.iter().all(|word| OUTLETS.contains(&word.as_str()) || BESIDE.contains(&word.as_str()))
}

/// True if a value may be the name of an outlet: a few words, the first with a capital letter.
pub(super) fn may_name_an_outlet(text: &str) -> bool {
    const LONGEST: usize = 60;
    const MOST_WORDS: usize = 6;
    let text = text.trim();
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && text.split_whitespace().count() <= MOST_WORDS
        && text.contains(|c: char| c == ' ' || c.is_lowercase() || !c.is_ascii())
        && !text.ends_with(['.', '!', '?'])
        && !text.eq_ignore_ascii_case("true")
        && !text.eq_ignore_ascii_case("false")
}

fn contains(name: &str, word: &str) -> bool {
    name.as_bytes().windows(word.len()).any(|own| own.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fields_with_outlets() {
        for (name, expected) in [
            ("outlet_nm", true),
            ("Pub", true),
            ("newspaperTitle", true),
            ("pub_date", false),
            ("published", false),
            ("paperback", false),
            ("", false),
        ] {
            assert_eq!(is_named_as_an_outlet(name), expected, "{name}");
        }
        for (value, expected) in [
            ("Fenland Star", true),
            ("港湾新聞", true),
            ("True", false),
            ("yes", false),
            ("The paper was late.", false),
        ] {
            assert_eq!(may_name_an_outlet(value), expected, "{value}");
        }
    }
}
