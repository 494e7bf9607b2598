//! Finds the places of a filter's words in an article's text, so that they can be marked.

use std::ops::Range;

use super::node::{Node, Test};
use super::pattern::TextField;
use super::word_pattern::WordPattern;
use crate::text::compounds;
use crate::text::normalise::{self, Words};

/// A word, phrase or pattern to mark in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Marker {
    /// The text field that the marker is limited to; `None` for all.
    pub part: Option<TextField>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    /// Words that follow each other; the last one may be a prefix.
    Words { words: Vec<String>, is_start: bool },
    /// A pattern for one word.
    Pattern(WordPattern),
}

impl Marker {
    /// Creates the marker for `test`, if it searches in texts.
    fn of(part: Option<TextField>, test: &Test) -> Option<Self> {
        let what = match test {
            Test::Words(pattern) => {
                What::Words { words: pattern.words().map(str::to_owned).collect(), is_start: pattern.is_start() }
            }
            Test::Regex(pattern) | Test::Fuzzy(pattern) => What::Pattern(pattern.clone()),
            Test::Fact(_) | Test::Like(_) => return None,
        };
        Some(Self { part, what })
    }

    /// Returns the places of the words in `text`, which is the text field `part` of an article as it is shown.
    ///
    /// Whole words are marked, also if the filter only has a prefix; in scripts without spaces, only the characters
    /// themselves. The ranges are in bytes of `text`, sorted, and do not touch each other.
    pub fn find(&self, text: &str, part: TextField) -> Vec<Range<usize>> {
        marks(std::slice::from_ref(self), text, part)
    }

    fn find_in(&self, words: &Words, compounds: &[(Range<usize>, String)], found: &mut Vec<Range<usize>>) {
        match &self.what {
            What::Words { words: asked, is_start } => find_words(asked, *is_start, words, found),
            What::Pattern(pattern) => {
                let is_like = |word_idx: &usize| pattern.matches_word(words.normalised(*word_idx));
                found.extend((0..words.len()).filter(is_like).map(|word_idx| words.range(word_idx)));
                let like = compounds.iter().filter(|(_, compound)| pattern.matches_word(compound));
                found.extend(like.map(|(range, _)| range.clone()));
            }
        }
    }
}

fn find_words(asked: &[String], is_start: bool, words: &Words, found: &mut Vec<Range<usize>>) {
    let Some((last, firsts)) = asked.split_last() else {
        return;
    };
    for last_idx in firsts.len()..words.len() {
        let normalised = words.normalised(last_idx);
        let is_last = if is_start { normalised.starts_with(last) } else { normalised == last };
        let first_idx = last_idx - firsts.len();
        if is_last && firsts.iter().enumerate().all(|(at, asked)| asked == words.normalised(first_idx + at)) {
            found.push(words.range(first_idx).start..words.range(last_idx).end);
        }
    }
}

/// Returns the places of all `markers` in `text`, like [`Marker::find`], with one pass over the text.
pub fn marks(markers: &[Marker], text: &str, part: TextField) -> Vec<Range<usize>> {
    // Words without a field are not searched in page text.
    let is_of_part = |marker: &&Marker| match marker.part {
        Some(only) => only.shown_in() == part,
        None => part != TextField::Page,
    };
    let mut of_part = markers.iter().filter(is_of_part).peekable();
    if of_part.peek().is_none() {
        return Vec::new();
    }
    let of_part: Vec<&Marker> = of_part.collect();
    let words = normalise::words(text);
    let has_patterns = of_part.iter().any(|marker| matches!(marker.what, What::Pattern(_)));
    let compounds = if has_patterns { compounds::with_places(text) } else { Vec::new() };
    let mut found = Vec::new();
    for marker in of_part {
        marker.find_in(&words, &compounds, &mut found);
    }
    merge(found)
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Adds a marker for each word of `node` that is searched for, without duplicates.
pub(super) fn collect(node: &Node, is_wanted: bool, markers: &mut Vec<Marker>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            for node in nodes {
                collect(node, is_wanted, markers);
            }
        }
        Node::Not(node) => collect(node, !is_wanted, markers),
        Node::Term(term) if is_wanted => {
            let part = term.field.and_then(|field| field.text_field);
            for test in &term.any {
                if let Some(marker) = Marker::of(part, test)
                    && !markers.contains(&marker)
                {
                    markers.push(marker);
                }
            }
        }
        Node::Term(_) => {}
    }
}
