//! Prepares regular expressions for normalised words: normalises their letters, removes useless parts, counts their
//! steps.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{
    Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};
use unicode_normalization::UnicodeNormalization;

use crate::text::{compounds, normalise};

/// The characters between words: normalised texts have a space, dictionaries a line end.
const SPACES: [char; 2] = [' ', '\n'];

/// Returns the number of steps of an expression, which is about the number of states of its automaton.
///
/// Each letter and each range of a class is one step. A repetition counts as often as it may repeat.
pub(super) fn n_steps(expression: &Hir) -> usize {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Repetition(repetition) => {
            let n_times = repetition.max.unwrap_or(repetition.min.saturating_add(1)).max(1);
            n_steps(&repetition.sub).saturating_mul(n_times as usize)
        }
        HirKind::Capture(capture) => n_steps(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(0, |sum, part| sum.saturating_add(n_steps(part)))
        }
    }
}

/// Compiles an expression of normalised letters.
///
/// In a text of many words, each match stays within one word. Otherwise a class such as `[^e]` would match across all
/// words up to the next `e`, and again from each of these words.
pub(super) fn compiled(normalised_source: &str, bytes_max: usize) -> Result<Regex, regex::Error> {
    let read = ParserBuilder::new()
        .case_insensitive(true)
        // A word of a normalised text ends at a space like a line, so `^` and `$` match at its ends.
        .multi_line(true)
        .line_terminator(b' ')
        .utf8(false)
        .build()
        .parse(normalised_source);
    let expression = read.map_err(|error| regex::Error::Syntax(error.to_string()))?;
    RegexBuilder::new(&within_word(expression).to_string())
        .line_terminator(b' ')
        .size_limit(bytes_max)
        .dfa_size_limit(bytes_max)
        .build()
}

/// Returns the expression without the characters between words, which no word contains.
fn within_word(expression: Hir) -> Hir {
    let all = |parts: Vec<Hir>| parts.into_iter().map(within_word).collect();
    match expression.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Look(look) => Hir::look(look),
        HirKind::Literal(literal) if literal.0.iter().any(|byte| SPACES.contains(&char::from(*byte))) => Hir::fail(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(Class::Unicode(mut class)) => {
            class.difference(&ClassUnicode::new(SPACES.map(|space| ClassUnicodeRange::new(space, space))));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Class(Class::Bytes(mut class)) => {
            class.difference(&ClassBytes::new(SPACES.map(|space| ClassBytesRange::new(space as u8, space as u8))));
            Hir::class(Class::Bytes(class))
        }
        HirKind::Repetition(repetition) => {
            let sub = Box::new(within_word(*repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition })
        }
        // Only the existence of a match counts, so groups need no number.
        HirKind::Capture(capture) => within_word(*capture.sub),
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
    }
}

/// Returns the expression without a `.*` at its start or end. It matches the same words, because any letters are
/// allowed before and after a match.
pub(super) fn without_anything(source: &str) -> &str {
    let repeats = |rest: &str| rest.starts_with(['?', '*', '+', '{']);
    let mut left = source;
    for anything in ["^.*", ".*"] {
        if let Some(rest) = left.strip_prefix(anything)
            && !repeats(rest)
        {
            left = rest;
            break;
        }
    }
    for anything in [".*$", ".*"] {
        if let Some(rest) = left.strip_suffix(anything)
            && !rest.ends_with(['\\', '.', '|', '(', '^'])
        {
            left = rest;
            break;
        }
    }
    // An expression with an empty first branch already matches everything.
    if left.is_empty() || left.starts_with('|') { source } else { left }
}

/// The class for `\w` in normalised words and compounds: all characters except inner signs and the ends of words. A
/// class with all letters and digits of Unicode would make an expression with a few `\w` very large.
const WORD_CHARACTER: &str = r"[^'.@\-\x20\n]";

/// Normalises the letters and signs of an expression as in texts and compounds, so that `É` matches `e`.
///
/// Only letters beyond ASCII and `\w` are changed. Such letters are always literal, and the engine ignores the case of
/// ASCII letters.
pub(super) fn normalised_source(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut is_in_class = false;
    let mut is_escaped = false;
    for character in source.nfc() {
        if character.is_ascii() {
            if is_escaped && character == 'w' {
                out.pop();
                out.push_str(WORD_CHARACTER);
            } else {
                out.push(character);
            }
            if !is_escaped {
                is_in_class = character == '[' || (is_in_class && character != ']');
            }
            is_escaped = !is_escaped && character == '\\';
            continue;
        }
        is_escaped = false;
        if let Some(sign) = compounds::sign_of(character) {
            out.extend(matches!(sign, '-' | '.').then_some('\\'));
            out.push(sign);
            continue;
        }
        let normalised = normalise::normalise(&character.to_string());
        let letters = normalised.trim_matches(' ');
        match letters.chars().count() {
            // A combining mark without a composed form is dropped; a sign that no word contains is kept.
            0 if normalise::is_unseen(character) => {}
            0 => out.push(character),
            1 => out.push_str(letters),
            _ if is_in_class => out.push_str(letters),
            _ => out.extend(["(?:", letters, ")"]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES_MAX: usize = 1 << 20;

    #[test]
    fn nothing_is_found_over_several_words() {
        let words = b"ab c-d e ";
        for (source, expected) in [
            ("[^x]+", "ab"),
            ("^[^e]*$", "ab"),
            ("[^a]*d", "c-d"),
            (r"\W.", "-d"),
            (r"(?s:.)+d", "c-d"),
            (r"(?-u:[^x])+", "ab"),
            ("([^x]{2}|c)(-)", "c-"),
            (r"b\s*c", ""),
            (r"b\x20c|d", "d"),
            (r"(\x20c)?-", "-"),
        ] {
            let found = compiled(source, BYTES_MAX).unwrap().find(words).map_or(&b""[..], |found| found.as_bytes());
            assert_eq!(found, expected.as_bytes(), "{source}");
        }
    }

    #[test]
    fn what_stands_around_makes_no_difference() {
        for (source, left) in [
            (".*a.*", "a"),
            ("^.*a", "a"),
            ("a.*$", "a"),
            (".*[ab]c.*", "[ab]c"),
            (".*a|b.*", "a|b"),
            (".*?a", ".*?a"),
            (".*", ".*"),
            ("^.*$", "$"),
            (".*|a", ".*|a"),
            ("a|.*", "a|.*"),
            (r"a\.*", r"a\.*"),
            (r"a\.*$", r"a\.*$"),
        ] {
            assert_eq!(without_anything(source), left, "{source}");
            let left = compiled(left, BYTES_MAX).unwrap();
            let plain = compiled(source, BYTES_MAX).unwrap();
            for word in ["a", "b", "xay", "c", "bc", "a.", "a..b", "xbcx"] {
                assert_eq!(left.is_match(word.as_bytes()), plain.is_match(word.as_bytes()), "{source} in {word}");
            }
        }
    }
}
