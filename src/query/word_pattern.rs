//! Patterns of one word: a `/regular expression/`, or `~word` for a word with a typo in it.

mod expression;
mod lines;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use memchr::memmem::Finder;
use regex::bytes::Regex;
use regex_syntax::ast::ErrorKind;

use self::expression::{compiled, n_steps, normalised_source, without_anything};
use crate::text::{compounds, normalise};

/// A pattern of one word. It is tested on single words of normalised text and on [compounds].
///
/// Over an index it is tested once on each word of the dictionary of words and of the dictionary of compounds. In a
/// text field, a matching compound counts if its words follow each other there: [`compounds::as_words`].
#[derive(Clone)]
pub struct WordPattern {
    /// The pattern as the filter writes it: `/sts-\d+/` or `~medvedyev`.
    text: Box<str>,
    how: How,
}

#[derive(Clone)]
enum How {
    Regex {
        regex: Regex,
        /// True if the expression can be tested on many words at once, which is much faster.
        can_scan: bool,
        /// A finder for the normalised text of a pattern that consists of literal letters and signs only.
        literal: Option<Arc<Finder<'static>>>,
        n_steps: usize,
    },
    /// Any of several patterns.
    AnyOf(Box<[WordPattern]>),
    Fuzzy {
        automaton: Arc<DFA>,
        /// The least number of bytes of a matching word.
        n_bytes_min: usize,
    },
}

/// The reason why a `/regular expression/` cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError {
    /// The wrong bytes between the slashes; empty if the message is about the whole pattern.
    pub range: Range<usize>,
    pub message: String,
}

/// The text after `~`, classified.
#[derive(Clone, Debug)]
pub(super) enum Fuzzy {
    /// A word, with the pattern for its typos.
    Word(WordPattern),
    /// A word of a script without spaces: each of its letters is a word, so a typo would be any other word.
    Unspaced,
    /// No word, or more than one.
    NoWord,
    /// A word of more than [`FUZZY_LETTERS_MAX`] letters.
    TooLong,
}

/// The greatest memory of a compiled expression, in bytes: `[\w-]{40}` fits. A larger one takes too long to compile at
/// a key press.
const REGEX_BYTES_MAX: usize = 1 << 20;

/// The greatest total of steps of the expressions of a filter, see [`n_steps`]. They are compiled at every key press
/// and tested on every word of the folder.
pub const PATTERN_STEPS_MAX: usize = 4_000;

/// The number of expressions of a filter that are joined into one. The automaton of more may have a state for every set
/// of expressions that a word has begun to match, so its cache would be filled and cleared again and again.
const JOINED_MAX: usize = 4;

/// The greatest memory of a joined expression, in bytes.
const JOINED_BYTES_MAX: usize = 4 << 20;

/// The greatest length of a word with a typo, in letters: its automaton takes about a megabyte.
const FUZZY_LETTERS_MAX: usize = 40;

/// The greatest length of a word, in letters, for which one typo is allowed; two typos for longer words.
const ONE_TYPO_LETTERS: usize = 7;

static ONE_TYPO: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_TYPOS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

impl WordPattern {
    /// Compiles the expression `source`, the text between the slashes. Its letters are normalised like those of texts.
    pub(super) fn regex(source: &str) -> Result<Self, PatternError> {
        // The errors of the engine are drawings of several lines; the errors of its parser have a range.
        regex_syntax::Parser::new().parse(source).map_err(|error| PatternError::of(&error, source))?;
        let normalised = normalised_source(without_anything(source));
        let n_steps = regex_syntax::Parser::new().parse(&normalised).map_or(0, |expression| n_steps(&expression));
        if n_steps > PATTERN_STEPS_MAX {
            let message = format!("This /pattern/ has {n_steps} steps; a filter has at most {PATTERN_STEPS_MAX}");
            return Err(PatternError { range: 0..0, message });
        }
        let regex = compiled(&normalised, REGEX_BYTES_MAX).map_err(|error| PatternError {
            range: 0..0,
            message: match error {
                regex::Error::CompiledTooBig(_) => "This /pattern/ has too much to try".to_owned(),
                _ => "This /pattern/ cannot be applied to normalised letters".to_owned(),
            },
        })?;
        // The start and end of a text are not those of a word, and flags can change the meaning of `^` and `$`.
        let has_flags = source.match_indices("(?").any(|(at, _)| !source[at + 2..].starts_with(':'));
        let can_scan = !has_flags && !source.contains("\\A") && !source.contains("\\z");
        let letters = without_anything(source);
        let is_literal = letters.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-'@_".contains(&byte));
        let finder = || Arc::new(Finder::new(&letters.to_ascii_lowercase()).into_owned());
        let literal = (is_literal && !letters.is_empty()).then(finder);
        Ok(Self { text: format!("/{source}/").into(), how: How::Regex { regex, can_scan, literal, n_steps } })
    }

    /// Returns the number of steps of an expression, at most [`PATTERN_STEPS_MAX`]; 0 for a word with a typo.
    pub(super) fn n_steps(&self) -> usize {
        match &self.how {
            How::Regex { n_steps, .. } => *n_steps,
            How::AnyOf(_) | How::Fuzzy { .. } => 0,
        }
    }

    /// Returns one pattern that matches the words that any of `patterns` matches.
    ///
    /// With it, the words of a dictionary, and the rows of the matching words, are read once for all patterns.
    /// Compiling them takes milliseconds, so the result is `None` if `stop` has returned true.
    pub(super) fn any_of(patterns: &[&Self], stop: &dyn Fn() -> bool) -> Option<Self> {
        let text: Vec<&str> = patterns.iter().map(|pattern| &*pattern.text).collect();
        let mut all = Vec::new();
        for patterns in patterns.chunks(JOINED_MAX) {
            if stop() {
                return None;
            }
            match Self::joined(patterns) {
                Some(joined) => all.push(joined),
                None => all.extend(patterns.iter().map(|pattern| (*pattern).clone())),
            }
        }
        Some(Self { text: text.join(" or ").into(), how: How::AnyOf(all.into()) })
    }

    /// Joins several expressions into one. `None` if they cannot be joined.
    fn joined(patterns: &[&Self]) -> Option<Self> {
        let mut sources = Vec::with_capacity(patterns.len());
        for pattern in patterns {
            let How::Regex { regex, can_scan: true, .. } = &pattern.how else { return None };
            sources.push(format!("(?:{})", regex.as_str()));
        }
        let regex = compiled(&sources.join("|"), JOINED_BYTES_MAX).ok()?;
        Some(Self { text: "".into(), how: How::Regex { regex, can_scan: true, literal: None, n_steps: 0 } })
    }

    /// Creates the pattern for words with one typo in up to seven letters, or two typos in longer words. Two exchanged
    /// letters are one typo.
    pub(super) fn fuzzy(word: &str) -> Fuzzy {
        let normalised = normalise::normalise(word);
        if normalised.chars().any(normalise::is_unspaced) {
            return Fuzzy::Unspaced;
        }
        let compounds = compounds::with_places(word);
        let compound = if let [(_, compound)] = compounds.as_slice() { compound } else { "" };
        let word = match normalised.trim_matches(' ') {
            "" => return Fuzzy::NoWord,
            one if !one.contains(' ') => one,
            _ if compounds::as_words(compound) == normalised => compound,
            _ => return Fuzzy::NoWord,
        };
        let n_letters = word.chars().count();
        if n_letters > FUZZY_LETTERS_MAX {
            return Fuzzy::TooLong;
        }
        let (builder, n_typos) = if n_letters <= ONE_TYPO_LETTERS { (&ONE_TYPO, 1) } else { (&TWO_TYPOS, 2) };
        let how = How::Fuzzy { automaton: Arc::new(builder.build_dfa(word)), n_bytes_min: n_letters - n_typos };
        Fuzzy::Word(Self { text: format!("~{word}").into(), how })
    }

    /// True if the pattern matches a normalised word or compound.
    pub fn matches_word(&self, normalised_word: &str) -> bool {
        match &self.how {
            How::Regex { regex, .. } => regex.is_match(normalised_word.as_bytes()),
            How::AnyOf(patterns) => patterns.iter().any(|pattern| pattern.matches_word(normalised_word)),
            How::Fuzzy { n_bytes_min, .. } if normalised_word.len() < *n_bytes_min => false,
            How::Fuzzy { automaton, .. } => {
                let mut state = automaton.initial_state();
                for byte in normalised_word.bytes() {
                    state = automaton.transition(state, byte);
                    if state == SINK_STATE {
                        return false;
                    }
                }
                matches!(automaton.distance(state), Distance::Exact(_))
            }
        }
    }
}

impl PatternError {
    fn of(error: &regex_syntax::Error, source: &str) -> Self {
        let cannot_be_read = |what: &dyn fmt::Display| format!("This /pattern/ cannot be read: {what}");
        let not_closed = |sign: char| format!("The {sign} in this /pattern/ is not closed");
        let (span, message) = match error {
            regex_syntax::Error::Parse(error) => {
                let message = match error.kind() {
                    ErrorKind::ClassUnclosed => not_closed('['),
                    ErrorKind::GroupUnclosed => not_closed('('),
                    ErrorKind::RepetitionCountUnclosed => not_closed('{'),
                    kind => cannot_be_read(kind),
                };
                (error.span(), message)
            }
            regex_syntax::Error::Translate(error) => (error.span(), cannot_be_read(error.kind())),
            _ => return Self { range: 0..0, message: "This /pattern/ cannot be read".to_owned() },
        };
        // An empty range between two characters is extended to the second one, so that it can be underlined.
        let next = source[span.end.offset..].chars().next().map_or(0, char::len_utf8);
        let end = if span.is_empty() { span.end.offset + next } else { span.end.offset };
        Self { range: span.start.offset..end, message }
    }
}

impl fmt::Display for WordPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl fmt::Debug for WordPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "WordPattern({})", self.text)
    }
}

impl PartialEq for WordPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for WordPattern {}

impl Hash for WordPattern {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.text.hash(hasher);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Checks which of the words the pattern matches.
    #[track_caller]
    fn check(pattern: &WordPattern, words: &str, expected: &str) {
        let found: Vec<&str> = words.split(' ').filter(|word| pattern.matches_word(word)).collect();
        assert_eq!(found.join(" "), expected, "{pattern}");
    }

    #[test]
    fn expressions() {
        let check = |source: &str, words: &str, expected: &str| {
            check(&WordPattern::regex(source).expect("it is right"), words, expected);
        };
        check(r"\bSTS-\d+", "sts 103 sts-103 sts- xsts-1", "sts-103");
        check("^fer", "ferry offer", "ferry");
        check("ry$", "ferry rye", "ferry");
        check(r"\Aa\z", "a ab", "a");
        check("(?i)A", "xay", "xay");
        check("É", "ete cafe tat", "ete cafe");
        check("e\u{301}t", "ete", "ete");
        check("[é-ü]x", "fx ax", "fx");
        check("^stra(ß|x)e$", "strasse strase straxe", "strasse straxe");
        check("don’t|a–b", "dont don't a-b a.b", "don't a-b");
        check("Ё", "елкин", "елкин");
        check("港", "港 口", "港");
        check("a.b", "a b", "");
        check("a[^x]b", "a b a-b", "a-b");
        check("a\\sb", "a b", "");
        check("^$", "a b", "");
        check("q*", "a b", "a b");
        check("ferry|toll", "tolls ferries", "tolls");
        check(r"^\w+$", "ёлк a_b don't a.b 12 港", "ёлк a_b 12 港");
        check(r"^[\w-]+$", "a-b a.b", "a-b");
        check(r"^[^\w]|[\W]", "ab a-b", "a-b");
        check(r"^[\w-]{40}$", &format!("{} ab", "a-".repeat(20)), &"a-".repeat(20));
        check(r"\\w|x", "w x", "x");
    }

    #[test]
    fn typos() {
        let check = |word: &str, words: &str, expected: &str| match WordPattern::fuzzy(word) {
            Fuzzy::Word(pattern) => check(&pattern, words, expected),
            other => panic!("{word}: {other:?}"),
        };
        check("ferry", "ferry fery ferrys frery frey ferries terry", "ferry fery ferrys frery terry");
        check("Medvedyev", "medvedev medvedyev medved medvedv", "medvedev medvedyev medvedv");
        check("harbour", "harbor harbour harbo", "harbor harbour");
        check("harbours", "harbor harbours", "harbor harbours");
        check("Élkin", "elkin elkina", "elkin elkina");
        check("Ёлкин", "елкин ёлкин елки", "елкин ёлкин елки");
        check("well-known_one", "well-known_one well-known_on known", "well-known_one well-known_on");
        check("O’Brien", "o'brien obrien o'brian brien", "o'brien obrien o'brian");
        assert!(matches!(WordPattern::fuzzy("港口"), Fuzzy::Unspaced));
        assert!(matches!(WordPattern::fuzzy("and/or"), Fuzzy::NoWord));
        assert!(matches!(WordPattern::fuzzy("t.co=t.co"), Fuzzy::NoWord));
        assert!(matches!(WordPattern::fuzzy("…"), Fuzzy::NoWord));
        assert!(matches!(WordPattern::fuzzy(&"a".repeat(41)), Fuzzy::TooLong));
    }

    #[test]
    fn expressions_that_are_none() {
        let check = |source: &str, range: Range<usize>, message: &str| {
            let error = WordPattern::regex(source).expect_err("it is wrong");
            assert_eq!((error.range, error.message.as_str()), (range, message), "{source}");
        };
        check("a(b", 1..2, "The ( in this /pattern/ is not closed");
        check("[abc", 0..1, "The [ in this /pattern/ is not closed");
        check("a{2", 1..3, "The { in this /pattern/ is not closed");
        check("a|*b", 2..3, "This /pattern/ cannot be read: repetition operator missing expression");
        check(r"é\p{Nix}", 2..9, "This /pattern/ cannot be read: Unicode property not found");
        check(r"\w{900}{900}", 0..0, "This /pattern/ has 4860000 steps; a filter has at most 4000");
    }

    #[test]
    fn joined_expressions_find_what_each_finds() {
        let patterns = ["^fer", "ll", "É$", "a|b"].map(|source| WordPattern::regex(source).unwrap());
        let joined = WordPattern::any_of(&patterns.each_ref(), &|| false).unwrap();
        check(&joined, "ferry tolls cafe abc door", "ferry tolls cafe abc");
        let flagged = WordPattern::regex("(?i)OR").unwrap();
        let more = ["^do", "c$", "o"].map(|source| WordPattern::regex(source).unwrap());
        let all: Vec<&WordPattern> = patterns.iter().chain(&more).chain([&flagged]).collect();
        let joined = WordPattern::any_of(&all, &|| false).unwrap();
        let mut found = Vec::new();
        joined.add_matching_lines("ferry\nxyz\ntolls\nq\nabc\ndoor\n", 3, &mut found);
        assert_eq!(found, [3, 5, 7, 8]);
    }

    proptest! {
        #[test]
        fn lines_are_tried_one_by_one(source in "[a-c.^$|*+?()\\[\\]\\\\bdBw é-]{1,8}", words in "[abcdé' .-]{0,12}") {
            if let Ok(pattern) = WordPattern::regex(&source) {
                let normalised = format!("{} \n d \n", normalise::normalise(&words).trim_end());
                let lines: String = normalised.split_whitespace().flat_map(|word| [word, "\n"]).collect();
                let of_line = (7..).zip(lines.lines()).filter(|(_, word)| pattern.matches_word(word));
                let mut found = Vec::new();
                pattern.add_matching_lines(&lines, 7, &mut found);
                prop_assert_eq!(found, of_line.map(|(number, _)| number).collect::<Vec<u32>>());
            }
        }
    }
}
