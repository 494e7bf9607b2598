//! Finds the openers of bylines, "By", "Text:", "Автор:", and the words that open the credit of people who are not
//! authors.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::opener_words::{BY, GLUED, JOINTS, KINDS, LABELS, LABELS_OF_SEVERAL, OF_HELPERS, OPENERS, OTHER_HANDS};

/// The longest first word of an opener, in bytes.
const LONGEST_WORD: usize = 24;

/// The role of an opener in the grammar of a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// "By": a name may follow directly.
    Opener,
    /// "With reporting by": it opens a line as "by" does, and joins names.
    Helpers,
    /// "Contributions from": it joins names, but opens no line.
    Joint,
    /// "Author": a colon follows, unless the page sets the name next to it.
    Label,
    /// "Interview": a colon follows.
    Kind,
}

/// All openers by their first word, the longest first.
static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<(&'static str, Role)>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<(&str, Role)>> = HashMap::new();
    for (words, role) in [
        (OPENERS, Role::Opener),
        (OF_HELPERS, Role::Helpers),
        (JOINTS, Role::Joint),
        (LABELS, Role::Label),
        (KINDS, Role::Kind),
    ] {
        for opener in words {
            all.entry(first_word(opener)).or_default().push((*opener, role));
        }
    }
    for openers in all.values_mut() {
        openers.sort_by_key(|(opener, _)| std::cmp::Reverse(opener.len()));
    }
    all
});

fn first_word(line: &str) -> &str {
    line.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：')).next().unwrap_or(line)
}

/// Returns the openers at the start of a line, each with the rest of the line, the longest first.
fn openers_of(line: &str) -> impl Iterator<Item = (&'static str, Role, &str)> {
    // The first word already rules out nearly all lines.
    let first = first_word(line);
    let known = if first.len() > LONGEST_WORD { None } else { BY_FIRST_WORD.get(first.to_lowercase().as_str()) };
    known.into_iter().flatten().filter_map(move |(opener, role)| {
        let head = line.get(..opener.len())?;
        (head.to_lowercase() == *opener).then(|| (*opener, *role, &line[opener.len()..]))
    })
}

/// Returns a line of a text without its opener. An opener in lower case is the middle of a sentence.
pub(super) fn opened(line: &str) -> Option<&str> {
    if let Some(rest) = GLUED.iter().find_map(|opener| line.strip_prefix(opener)) {
        return Some(rest.trim());
    }
    let may_open = !line.starts_with(char::is_lowercase) || line.starts_with("by ");
    openers_of(line).filter(|(_, role, _)| *role != Role::Joint).find_map(|(_, role, rest)| {
        let labelled = rest.trim_start().strip_prefix([':', '：']);
        let is_by = matches!(role, Role::Opener | Role::Helpers);
        let bare = Some(rest).filter(|_| is_by && may_open && rest.starts_with(char::is_whitespace));
        labelled.or(bare).map(str::trim)
    })
}

/// Returns the text after an opener, in a page or a field where the mark-up or the place shows that it is a byline. A
/// label then needs no colon, and "by" may be in lower case.
pub fn after_opener(text: &str) -> Option<&str> {
    openers_of(text).filter(|(_, role, _)| *role != Role::Joint).find_map(|(_, role, rest)| {
        let behind = rest.trim_start_matches([':', '：', ' ', '\u{a0}', '.']);
        let has_colon = rest.trim_start().starts_with([':', '：']);
        // "Bywater" does not begin with "by"; a word such as "Autor" needs a colon or a space after it.
        let is_set_off = rest.len() != behind.len() && !behind.is_empty();
        (is_set_off && (role != Role::Kind || has_colon)).then_some(behind)
    })
}

/// Returns the text after the words that join helpers to the authors: "with reporting by Tom Okoro".
pub(super) fn joint_of(text: &str) -> Option<&str> {
    let mut joints = openers_of(text).filter(|(_, role, _)| matches!(role, Role::Helpers | Role::Joint));
    joints.find_map(|(_, _, rest)| rest.starts_with(' ').then_some(rest))
}

/// True if the label of a byline is in the plural: "Авторы: …".
pub fn is_of_several(line: &str) -> bool {
    LABELS_OF_SEVERAL.contains(&first_word(line).to_lowercase().as_str())
}

/// True if `word` is nothing but an opener before a name, in any case: "By", "von".
pub fn is_by(word: &str) -> bool {
    const LONGEST: usize = 8;
    word.len() <= LONGEST && BY.contains(&word.to_lowercase().as_str())
}

/// Returns `text` up to the credit of someone who is not an author: "Nell Harbury, edited by Tom Okoro".
pub fn without_other_hands(text: &str) -> &str {
    // "translated from the French by"
    const MOST_WORDS_BETWEEN: usize = 4;
    let mut start = 0;
    for word in text.split_inclusive(' ') {
        let behind = &text[start + word.len()..];
        let is_followed = || {
            let clause = behind.split([',', ';', '.']).next().unwrap_or(behind);
            clause.split(' ').take(MOST_WORDS_BETWEEN).any(|next| BY.contains(&next.to_lowercase().as_str()))
        };
        if start > 0 && OTHER_HANDS.contains(&word.trim().to_lowercase().as_str()) && is_followed() {
            let people = text[..start].trim_end_matches([' ', ',', ';', '.', '|', '/', '(']);
            return people.strip_suffix(" with").unwrap_or(people).trim_end_matches([' ', ',', ';']);
        }
        start += word.len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_of_lines_and_pages() {
        for (line, of_text, of_page) in [
            ("By Nell Harbury", Some("Nell Harbury"), Some("Nell Harbury")),
            ("Written by: Nell Harbury", Some("Nell Harbury"), Some("Nell Harbury")),
            ("von Clara Quill", None, Some("Clara Quill")),
            ("Autor Jan Kowalski", None, Some("Jan Kowalski")),
            ("Autor: Jan Kowalski", Some("Jan Kowalski"), Some("Jan Kowalski")),
            ("Ein Gastbeitrag von Clara Quill", Some("Clara Quill"), Some("Clara Quill")),
            ("Dal nostro inviato Luca Bianchi", Some("Luca Bianchi"), Some("Luca Bianchi")),
            ("Interview Clara Quill", None, None),
            ("Interview: Clara Quill", Some("Clara Quill"), Some("Clara Quill")),
            ("文/张三", Some("张三"), None),
            ("Bywater", None, None),
            ("By", None, None),
            ("By:", Some(""), None),
        ] {
            assert_eq!((opened(line), after_opener(line)), (of_text, of_page), "{line}");
        }
    }

    #[test]
    fn credits_of_other_hands() {
        for (text, expected) in [
            ("Nell Harbury, edited by Tom Okoro", "Nell Harbury"),
            ("Nell Harbury. Edited by Tom Okoro.", "Nell Harbury"),
            ("Clara Quill, übersetzt von Jo Brandt", "Clara Quill"),
            ("Nell Harbury, photographs by Tom Okoro", "Nell Harbury"),
            ("Nell Harbury, with photographs by Tom Okoro", "Nell Harbury"),
            ("Clara Quill, translated from the German by Jo Brandt", "Clara Quill"),
            ("Nell Harbury and Tom Okoro", "Nell Harbury and Tom Okoro"),
        ] {
            assert_eq!(without_other_hands(text), expected, "{text}");
        }
    }
}
