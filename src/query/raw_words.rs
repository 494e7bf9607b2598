//! Searches the words of a filter in the bytes of files that have not been read, to decide which files to read first.

use std::fmt;

use regex::bytes::{Regex, RegexBuilder};

use super::node::{Node, Test};
use super::pattern::{Pattern, TextField};
use super::{Query, Term};

/// The greatest number of groups of words searched in every file. The groups with the longest words are kept: longer
/// words are in fewer files.
const WORDS_MAX: usize = 3;

/// The greatest number of alternatives of one group of words. A group with more alternatives is useless, because nearly
/// every file contains one of them.
const ALTERNATIVES_MAX: usize = 16;

/// Lines are few if they are at most one in this many.
const FEW_SHARE: usize = 8;

/// The shortest useful word in bytes. A shorter one is in most files, at least as a part of other words.
const WORD_BYTES_MIN: usize = 3;

/// The greatest number of bytes of a word that are searched. A longer word is just as rare.
const WORD_BYTES_MAX: usize = 48;

/// The places of a filter's words in a chunk of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordPlacement {
    /// The words are not in the chunk.
    Nowhere,
    /// The words are in few lines of the chunk.
    InFewLines,
    /// The words are in the chunk, and not only in few lines.
    Somewhere,
}

/// The words of a filter, as they most likely are in a file with a matching article.
///
/// The result is a guess, used for the order of reading only. A file without the words may match if its text is
/// compressed, in another encoding, or written with accents or escapes (`\u00e9`). A file with the words may not match.
#[derive(Clone)]
pub struct RawWords {
    /// The groups of words; one word of each group must be in the file.
    all: Vec<Regex>,
}

impl RawWords {
    /// Collects the words that every matching article has. `None` if the filter has no such words.
    pub fn of(query: &Query) -> Option<Self> {
        let mut all = Vec::new();
        collect(query.root.as_ref()?, &mut all);
        all.sort_by_key(|words| std::cmp::Reverse(words.iter().map(String::len).min()));
        all.truncate(WORDS_MAX);
        let all: Vec<Regex> = all.iter().filter_map(|words| any_of(words)).collect();
        (!all.is_empty()).then_some(Self { all })
    }

    /// True if a file of these bytes most likely has a matching article.
    pub fn may_be_in(&self, bytes: &[u8]) -> bool {
        self.all.iter().all(|words| words.is_match(bytes))
    }

    /// Returns the places of the words in a chunk of a file. With `is_json_lines`, where each line is an article, a
    /// line must have the words of all groups.
    pub fn find_in(&self, bytes: &[u8], is_json_lines: bool) -> WordPlacement {
        if !self.may_be_in(bytes) {
            return WordPlacement::Nowhere;
        }
        if !is_json_lines {
            return WordPlacement::Somewhere;
        }
        let (mut n_lines, mut n_with_words) = (0_usize, 0_usize);
        for line in bytes.trim_ascii_end().split(|byte| *byte == b'\n') {
            n_lines += 1;
            n_with_words += usize::from(self.may_be_in(line));
        }
        match n_with_words {
            0 => WordPlacement::Nowhere,
            n_with_words if n_with_words * FEW_SHARE <= n_lines => WordPlacement::InFewLines,
            _ => WordPlacement::Somewhere,
        }
    }
}

impl fmt::Debug for RawWords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.all.iter().map(Regex::as_str)).finish()
    }
}

fn any_of(words: &[String]) -> Option<Regex> {
    let pattern = words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    RegexBuilder::new(&pattern).case_insensitive(true).build().ok()
}

/// Adds a group of words for each condition of `node`. A matching article has a word of every group.
fn collect(node: &Node, all: &mut Vec<Vec<String>>) {
    match node {
        Node::And(nodes) => nodes.iter().for_each(|node| collect(node, all)),
        Node::Not(_) => {}
        Node::Or(_) | Node::Term(_) => {
            let mut alternatives = Vec::new();
            if add_alternatives(node, &mut alternatives) && alternatives.len() <= ALTERNATIVES_MAX {
                all.push(alternatives);
            }
        }
    }
}

/// Adds the alternatives of one group. Returns `false` if an article may match without any of them.
fn add_alternatives(node: &Node, alternatives: &mut Vec<String>) -> bool {
    match node {
        Node::Or(nodes) => nodes.iter().all(|node| add_alternatives(node, alternatives)),
        // The rarest group of one of the parts is enough.
        Node::And(nodes) => {
            let mut of_parts = Vec::new();
            for node in nodes {
                collect(node, &mut of_parts);
            }
            let rarest = of_parts.into_iter().max_by_key(|words| words.iter().map(String::len).min());
            rarest.map(|words| alternatives.extend(words)).is_some()
        }
        Node::Not(_) => false,
        Node::Term(term) => {
            term.any.iter().all(|test| word_of(term, test).map(|word| alternatives.push(word)).is_some())
        }
    }
}

/// Returns the longest word of a test of words.
fn word_of(term: &Term, test: &Test) -> Option<String> {
    // The source may be known from the name of a folder, so the file need not contain it.
    if term.field.is_some_and(|field| field.text_field == Some(TextField::Source)) {
        return None;
    }
    let Test::Words(pattern) = test else { return None };
    longest_word(pattern)
}

fn longest_word(pattern: &Pattern) -> Option<String> {
    let longest = pattern.words().max_by_key(|word| word.len())?;
    (longest.len() >= WORD_BYTES_MIN).then(|| longest[..longest.floor_char_boundary(WORD_BYTES_MAX)].to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::parse;

    fn words(filter: &str) -> String {
        RawWords::of(&parse(filter, date(2022, 3, 20))).map_or("nothing".to_owned(), |words| format!("{words:?}"))
    }

    #[test]
    fn what_every_matching_article_has() {
        assert_eq!(words("ferry"), r#"["ferry"]"#);
        assert_eq!(words("ferry title:tolls -storm date:2022"), r#"["ferry", "tolls"]"#);
        assert_eq!(words("\"the harbour of\""), r#"["harbour"]"#);
        assert_eq!(words("(ferry bridge) or quote:toll"), r#"["bridge|toll"]"#);
        assert_eq!(words("who:\"Nell Harbury\",Smith"), r#"["harbury|smith"]"#);
        for filter in [
            "",
            "at",
            "ferry or at",
            "date:2022",
            "-ferry",
            "ferry or date:2022",
            "/fer+y/",
            "source:wire",
            "path:news",
        ] {
            assert_eq!(words(filter), "nothing", "{filter}");
        }
    }

    #[test]
    fn in_any_case() {
        let words = RawWords::of(&parse("Москва ferry", date(2022, 3, 20))).unwrap();
        assert!(words.may_be_in("FERRY, москва".as_bytes()));
        assert!(words.may_be_in("Ferry — МОСКВА".as_bytes()));
        assert!(!words.may_be_in("Ferry".as_bytes()));
        assert!(!words.may_be_in(b"\xff ferry \xd0\x9c"));
    }

    #[test]
    fn in_lines() {
        let words = RawWords::of(&parse("ferry", date(2022, 3, 20))).unwrap();
        let lines = "{\"title\": \"Geese\"}\n".repeat(7);
        let with_one = format!("{lines}{{\"title\": \"A ferry\"}}\n");
        assert_eq!(words.find_in(lines.as_bytes(), true), WordPlacement::Nowhere);
        assert_eq!(words.find_in(with_one.as_bytes(), true), WordPlacement::InFewLines);
        assert_eq!(words.find_in(with_one.as_bytes(), false), WordPlacement::Somewhere);
        assert_eq!(words.find_in(b"{\"title\": \"A ferry\"}", true), WordPlacement::Somewhere);
        let both = RawWords::of(&parse("ferry geese", date(2022, 3, 20))).unwrap();
        assert_eq!(both.find_in(with_one.as_bytes(), true), WordPlacement::Nowhere, "each is in a line of its own");
    }
}
