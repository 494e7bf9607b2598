//! Reads the tags of an article from its fields: keywords, categories, labels.

use std::borrow::Cow;

use crate::corpus::Field;

/// The most tags of an article. Longer lists are made for search engines.
const MOST: usize = 64;

/// The longest tag, in characters. A longer one is a sentence.
const LONGEST: usize = 80;

/// Adds the tags in a text to `tags`, without repetitions. The text is one tag, or a list as people and programs write
/// it.
#[allow(clippy::ptr_arg, reason = "it is kept, mostly without a copy")]
pub(super) fn push_tags(text: &str, because: &Cow<'static, str>, tags: &mut Vec<Field>) {
    let text = text.trim();
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let separator = if inner.is_some() {
        ','
    } else {
        // The first of these signs that the text has separates the tags, because it is the least frequent within tags.
        ['|', ';', '\n', ','].into_iter().find(|sign| text.contains(*sign)).unwrap_or(',')
    };
    for part in inner.unwrap_or(text).split([separator, '\u{3001}', '\u{ff0c}', '\u{60c}']) {
        let tag = part.trim().trim_matches(['\'', '"', '“', '”']).trim_start_matches('#');
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_word = tag.contains(char::is_alphabetic) && !tag.contains("://") && tag.chars().count() <= LONGEST;
        let is_new = || tags.iter().all(|other| other.text.to_lowercase() != tag.to_lowercase());
        if is_word && tags.len() < MOST && is_new() {
            tags.push(Field::given(tag, because.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_tags() {
        for (text, expected) in [
            ("port", &["port"][..]),
            ("port, Night  ferry ,Port", &["port", "Night ferry"]),
            ("port|fish market, old", &["port", "fish market, old"]),
            ("['port', \"geese\"]", &["port", "geese"]),
            ("#Hafen; #Gänse", &["Hafen", "Gänse"]),
            ("港、雁", &["港", "雁"]),
            ("12, https://wire.example", &[]),
        ] {
            let mut tags = Vec::new();
            push_tags(text, &Cow::Borrowed("x"), &mut tags);
            assert_eq!(tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
