//! Finds the words of a dictionary that match a pattern. Many words are tested together, not one by one.

use levenshtein_automata::{DFA, Distance, SINK_STATE};
use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};
use regex::bytes::Regex;

use super::{How, WordPattern};

/// The number of bytes of words tested between two calls of `stop`, for an expression. The slowest expression takes
/// some milliseconds for them, a usual one some microseconds.
const EXPRESSION_BYTES: usize = 4 * 1024;
/// The same for literals and typos, which are tested on many words at once and take about as long for this many bytes.
const LETTERS_BYTES: usize = 64 * 1024;

impl WordPattern {
    /// Returns the patterns that this one is joined from, or itself alone.
    pub(in crate::query) fn alternatives(&self) -> &[Self] {
        match &self.how {
            How::AnyOf(patterns) => patterns,
            How::Regex { .. } | How::Fuzzy { .. } => std::slice::from_ref(self),
        }
    }

    /// Returns the number of bytes of words to test with each alternative between two calls of `stop`.
    pub(in crate::query) fn bytes_between_looks(&self) -> usize {
        match &self.how {
            How::Regex { literal: None, .. } | How::AnyOf(_) => EXPRESSION_BYTES,
            How::Regex { .. } | How::Fuzzy { .. } => LETTERS_BYTES,
        }
    }

    /// Adds to `found` the numbers of the words that match. `words` has one word in each line, sorted by their bytes;
    /// each line has a line end. The number of the first word is `first`.
    pub(in crate::query) fn add_matching_lines(&self, words: &str, first: u32, found: &mut Vec<u32>) {
        match &self.how {
            How::Regex { literal: Some(literal), .. } => add_with_literal(literal, words.as_bytes(), first, found),
            How::Regex { regex, can_scan: true, .. } => add_with_expression(regex, words, first, found),
            How::Regex { .. } => {
                let lines = (first..).zip(words.lines());
                found.extend(lines.filter(|(_, word)| self.matches_word(word)).map(|(number, _)| number));
            }
            How::AnyOf(patterns) => {
                let mut own = Vec::new();
                patterns.iter().for_each(|pattern| pattern.add_matching_lines(words, first, &mut own));
                own.sort_unstable();
                own.dedup();
                found.append(&mut own);
            }
            How::Fuzzy { automaton, .. } => add_with_typos(automaton, words.as_bytes(), first, found),
        }
    }
}

fn n_lines(words: &[u8]) -> u32 {
    memchr_iter(b'\n', words).count() as u32
}

fn add_with_literal(finder: &Finder<'_>, words: &[u8], first: u32, found: &mut Vec<u32>) {
    let (mut number, mut start) = (first, 0);
    while let Some(at) = finder.find(&words[start..]) {
        number += n_lines(&words[start..start + at]);
        found.push(number);
        let Some(length) = memchr(b'\n', &words[start + at..]) else { break };
        start += at + length + 1;
        number += 1;
    }
}

fn add_with_expression(regex: &Regex, words: &str, first: u32, found: &mut Vec<u32>) {
    // The expression expects words separated by spaces, as in normalised text.
    add_found(regex, words.replace('\n', " ").as_bytes(), first, found);
}

/// Adds the words that `regex` matches. Each word is followed by a space, and a match stays within one word.
fn add_found(regex: &Regex, words: &[u8], mut number: u32, found: &mut Vec<u32>) {
    let mut start = 0;
    // The end of a match is enough to identify its word. Finding its start would need a search backwards.
    while let Some(end) = regex.shortest_match_at(words, start).filter(|end| *end < words.len()) {
        number += memchr_iter(b' ', &words[start..end]).count() as u32;
        found.push(number);
        let Some(length) = memchr(b' ', &words[end..]) else { break };
        start = end + length + 1;
        number += 1;
    }
}

/// Adds the words that the automaton accepts. Words with the same prefix are adjacent, so the states of a prefix are
/// computed once for all of them.
fn add_with_typos(automaton: &DFA, words: &[u8], first: u32, found: &mut Vec<u32>) {
    let (mut number, mut start) = (first, 0);
    let mut before: &[u8] = &[];
    // The states after each byte of the word before, up to the prefix that cannot match any more.
    let mut states = vec![automaton.initial_state()];
    while start < words.len() {
        let end = start + memchr(b'\n', &words[start..]).unwrap_or(words.len() - start);
        let word = &words[start..end];
        let n_shared = word.iter().zip(before).take(states.len() - 1).take_while(|(own, other)| own == other).count();
        states.truncate(n_shared + 1);
        let mut hopeless = None;
        for (at, byte) in word.iter().enumerate().skip(n_shared) {
            let state = automaton.transition(states[at], *byte);
            if state == SINK_STATE {
                hopeless = Some(at + 1);
                break;
            }
            states.push(state);
        }
        before = word;
        if let Some(n_bytes) = hopeless {
            let next = behind(words, start, &word[..n_bytes]);
            number += n_lines(&words[start..next]);
            start = next;
            continue;
        }
        if states.last().is_some_and(|state| matches!(automaton.distance(*state), Distance::Exact(_))) {
            found.push(number);
        }
        number += 1;
        start = end + 1;
    }
}

/// Returns the start of the first line after `from` that does not begin with `shared`, as the line at `from` does.
fn behind(words: &[u8], from: usize, shared: &[u8]) -> usize {
    let line_from = |at: usize| memchr(b'\n', &words[at..]).map_or(words.len(), |length| at + length + 1);
    let (mut known, mut step) = (from, 0);
    // Gallops: steps over lines that begin with `shared`, doubling the step …
    let mut end = loop {
        let line = line_from((known + step).min(words.len()));
        if !words[line..].starts_with(shared) {
            break line;
        }
        known = line;
        step = step * 2 + 16;
    };
    // … then bisects between the last such line and the first other one.
    loop {
        let middle = line_from(known.midpoint(end));
        if middle < end && words[middle..].starts_with(shared) {
            known = middle;
        } else if middle < end {
            end = middle;
        } else {
            break;
        }
    }
    // At most one and a half lines remain; each of them is tested.
    let mut next = line_from(known);
    while next < end {
        if !words[next..].starts_with(shared) {
            return next;
        }
        next = line_from(next);
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::word_pattern::Fuzzy;

    proptest! {
        #[test]
        fn the_words_that_are_found_together_are_those_that_are_found_alone(
            words in proptest::collection::btree_set("[a-dé]{1,7}", 0..60),
            typed in "[a-d]{1,9}",
        ) {
            let lines: String = words.iter().flat_map(|word| [word.as_str(), "\n"]).collect();
            let fuzzy = WordPattern::fuzzy(&typed);
            let Fuzzy::Word(fuzzy) = fuzzy else { unreachable!("it is a word") };
            for pattern in [fuzzy, WordPattern::regex(&typed).unwrap()] {
                let expected = (5..).zip(&words).filter(|(_, word)| pattern.matches_word(word));
                let expected: Vec<u32> = expected.map(|(number, _)| number).collect();
                let mut found = Vec::new();
                pattern.add_matching_lines(&lines, 5, &mut found);
                prop_assert_eq!(found, expected, "{}", pattern);
            }
        }
    }
}
