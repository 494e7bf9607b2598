//! The words of a filter as bytes to look for in files that have not been read: which of them are worth reading first.

use std::fmt;

use regex::bytes::{Regex, RegexBuilder};

use super::node::{Node, Test};
use super::pattern::{Pattern, TextField};
use super::{Query, Term};

/// At most so many words are looked for in every file, the longest: longer ones are in fewer files.
const WORDS_MAX: usize = 3;

/// The most alternatives of one group of words. More stand in nearly every file, so that such a group tells nothing.
const ALTERNATIVES_MAX: usize = 16;

/// Lines are few if they are at most one of so many.
const FEW_SHARE: usize = 8;

/// A word of fewer bytes stands in most files, as a part of other words if not by itself.
const WORD_BYTES_MIN: usize = 3;

/// So many bytes of a word are looked for: a longer word is as rare.
const WORD_BYTES_MAX: usize = 48;

/// Where the words of a filter stand in a chunk of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhereWordsAre {
    /// They are not in it.
    Nowhere,
    /// They are in few of its lines.
    InFewLines,
    /// They are in it, and not in few lines.
    Somewhere,
}

/// The words of a filter, as they most likely stand in a file that has a matching article.
///
/// It is a guess, for the order of reading alone: a file without them may match where its text is packed, in another
/// encoding or written with accents or escapes (`\u00e9`), and one with them may not match.
#[derive(Clone)]
pub struct RawWords {
    /// One of each must be in the file.
    all: Vec<Regex>,
}

impl RawWords {
    /// The words that all articles of the filter have. `None` where the filter names none.
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

    /// Returns where the words are in a chunk of a file: in which lines, if `is_json_lines` says that a line is an
    /// article.
    pub fn find_in(&self, bytes: &[u8], is_json_lines: bool) -> WhereWordsAre {
        if !self.may_be_in(bytes) {
            return WhereWordsAre::Nowhere;
        }
        if !is_json_lines {
            return WhereWordsAre::Somewhere;
        }
        let (mut n_lines, mut n_with_words) = (0_usize, 0_usize);
        for line in bytes.trim_ascii_end().split(|byte| *byte == b'\n') {
            n_lines += 1;
            n_with_words += usize::from(self.may_be_in(line));
        }
        match n_with_words {
            0 => WhereWordsAre::Nowhere,
            n_with_words if n_with_words * FEW_SHARE <= n_lines => WhereWordsAre::InFewLines,
            _ => WhereWordsAre::Somewhere,
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
        // The longest word of one part is enough.
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

/// The longest word of a test of words.
fn word_of(term: &Term, test: &Test) -> Option<String> {
    // A source may be told by the name of a folder.
    if term.field.is_some_and(|field| field.part == Some(TextField::Source)) {
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
        assert_eq!(words.find_in(lines.as_bytes(), true), WhereWordsAre::Nowhere);
        assert_eq!(words.find_in(with_one.as_bytes(), true), WhereWordsAre::InFewLines);
        assert_eq!(words.find_in(with_one.as_bytes(), false), WhereWordsAre::Somewhere);
        assert_eq!(words.find_in(b"{\"title\": \"A ferry\"}", true), WhereWordsAre::Somewhere);
        let both = RawWords::of(&parse("ferry geese", date(2022, 3, 20))).unwrap();
        assert_eq!(both.find_in(with_one.as_bytes(), true), WhereWordsAre::Nowhere, "each is in a line of its own");
    }
}
