//! The first sentence of a text, and the sentence around a place in it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Returns the sentence of `text` that holds the byte `at`, as a byte range without white space at its ends.
pub fn sentence_around(text: &str, at: usize) -> Range<usize> {
    for (start, sentence) in text.split_sentence_bound_indices() {
        let end = start + sentence.len();
        if at < end {
            let trimmed = sentence.trim();
            let lead = sentence.len() - sentence.trim_start().len();
            return start + lead..start + lead + trimmed.len();
        }
    }
    0..text.len()
}

/// Returns the first sentence of `text`, without white space at its ends.
///
/// If a sentence is very short ("U.S.", "No."), the next one is added, because the rules of Unicode (UAX #29) end a
/// sentence at every abbreviation followed by a capital letter.
pub fn first_sentence(text: &str) -> &str {
    const SHORT_CHARACTERS: usize = 25;
    let text = text.trim();
    let mut end = 0;
    for (start, sentence) in text.split_sentence_bound_indices() {
        end = start + sentence.len();
        let so_far = text[..end].trim();
        if so_far.chars().count() >= SHORT_CHARACTERS {
            break;
        }
    }
    text[..end].trim()
}

/// Returns `sentence` with a capital first letter.
pub fn upper_first(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first() {
        assert_eq!(
            first_sentence("The U.S. ship left. It sailed at once for the islands."),
            "The U.S. ship left. It sailed at once for the islands."
        );
        assert_eq!(
            first_sentence("The night ferry stayed in port again. It sailed later."),
            "The night ferry stayed in port again."
        );
        assert_eq!(first_sentence("   "), "");
    }

    #[test]
    fn around() {
        let text = "One here. Two words there. Three.";
        assert_eq!(&text[sentence_around(text, 14)], "Two words there.");
    }
}
