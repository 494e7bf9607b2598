//! The rows of the tables as patterns, and the test of a line against them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use super::BoilerplateLine;
use crate::text::normalise;

/// The tables, in any order.
const TABLES: [&str; 9] = [
    include_str!("en.txt"),
    include_str!("es.txt"),
    include_str!("fr.txt"),
    include_str!("de.txt"),
    include_str!("it.txt"),
    include_str!("pt.txt"),
    include_str!("nl.txt"),
    include_str!("ru.txt"),
    include_str!("other.txt"),
];

/// The maximal numbers of words that `*`, `…` and `**` match.
const WORDS_OF_A_GAP: usize = 4;
const WORDS_OF_A_TAIL: usize = 14;
pub(super) const WORDS_OF_A_NOTICE: usize = 140;

struct PatternWord {
    /// The end of the word in the normalised line.
    end: usize,
    is_before_colon: bool,
    /// True if the word has a capital, or follows an `@`.
    is_of_a_name: bool,
}

/// The normalised words of a line.
#[derive(Default)]
pub(super) struct Words {
    normalised: String,
    words: Vec<PatternWord>,
}

impl Words {
    pub(super) fn push(&mut self, part: &str) {
        // In scripts without spaces the colon is wide and has no space after it.
        let (part, rest) = match part.split_once('：') {
            Some((head, rest)) => (head, Some(rest)),
            None => (part, None),
        };
        let is_before_colon = rest.is_some() || part.ends_with(':');
        let is_of_a_name = part.starts_with(|c: char| c.is_uppercase() || c == '@');
        let start = self.normalised.len();
        normalise::normalise_into(part, &mut self.normalised);
        // Nearly every part is one word, with the space before it that separates words in a normalised text.
        if self.normalised[start..].starts_with(' ') && !self.normalised[start + 1..].contains(' ') && rest.is_none() {
            self.normalised.remove(start);
            self.words.push(PatternWord { end: self.normalised.len(), is_before_colon, is_of_a_name });
            return;
        }
        let added = self.normalised.split_off(start);
        // In scripts without spaces each character would be a word, so a run of letters becomes one word.
        if part.chars().any(normalise::is_unspaced) {
            self.normalised.extend(added.chars().filter(|c| *c != ' '));
            self.words.push(PatternWord { end: self.normalised.len(), is_before_colon, is_of_a_name });
        } else {
            for word in added.split(' ').filter(|word| !word.is_empty()) {
                self.normalised.push_str(word);
                self.words.push(PatternWord { end: self.normalised.len(), is_before_colon: false, is_of_a_name });
            }
            // A colon that stands alone belongs to the word before it, as in French.
            if is_before_colon && let Some(last) = self.words.last_mut() {
                last.is_before_colon = true;
            }
        }
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            self.push(rest);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    fn get(&self, at: usize) -> Option<(&str, bool)> {
        let word = self.words.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        Some((&self.normalised[start..word.end], word.is_before_colon))
    }

    fn is_of_a_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.is_of_a_name)
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.get(0).map(|(word, _)| word)
    }
}

/// A row of a table.
pub(super) struct Pattern {
    pub(super) tokens: Vec<Token>,
    /// True if the name of another article follows its colon: `read more: …`.
    pub(super) names_an_article: bool,
    pub(super) line: BoilerplateLine,
}

impl Pattern {
    /// True if a line may match the row, judged by its second word.
    pub(super) fn may_have_second(&self, words: &Words) -> bool {
        match (self.tokens.first(), self.tokens.get(1), words.get(1)) {
            // A number may be two words.
            (Some(Token::Number), ..) => true,
            (_, Some(Token::Word { word, .. }), Some((second, _))) => **word == *second,
            (_, None, Some(_)) => false,
            _ => true,
        }
    }
}

/// A sign or a word of a row.
pub(super) enum Token {
    Word { word: Box<str>, is_before_colon: bool },
    Number,
    Gap { is_name: bool },
    UpTo(usize),
}

impl Token {
    fn n_words_max(&self) -> usize {
        match self {
            Self::Word { .. } => 1,
            Self::Number => 2,
            Self::Gap { .. } => WORDS_OF_A_GAP,
            Self::UpTo(n_words) => *n_words,
        }
    }
}

/// The rows that begin with the same word, or with a number.
///
/// They are stored as they are written, and compiled to patterns when a line first begins with that word. Only few of
/// these words ever occur.
#[derive(Default)]
pub(super) struct Rows {
    written: Vec<&'static str>,
    patterns: OnceLock<Box<[Pattern]>>,
    n_words_max: OnceLock<usize>,
}

impl Rows {
    pub(super) fn patterns(&self) -> &[Pattern] {
        self.patterns.get_or_init(|| self.written.iter().map(|row| pattern_of(row)).collect())
    }

    /// Returns the maximal number of words of a line that one of them matches.
    pub(super) fn n_words_max(&self) -> usize {
        let n_words = |pattern: &Pattern| pattern.tokens.iter().map(Token::n_words_max).sum();
        *self.n_words_max.get_or_init(|| self.patterns().iter().map(n_words).max().unwrap_or(0))
    }
}

/// The rows of all tables, by their first word.
#[derive(Default)]
pub(super) struct Patterns {
    pub(super) of_word: HashMap<Cow<'static, str>, Rows, foldhash::fast::FixedState>,
    pub(super) of_number: Rows,
}

/// The approximate number of first words of rows, so that the table need not grow while it is built.
const N_FIRST_WORDS: usize = 1_100;

pub(super) static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns::default();
    patterns.of_word.reserve(N_FIRST_WORDS);
    let rows = TABLES.iter().flat_map(|table| table.lines());
    for row in rows.map(str::trim).filter(|row| !row.is_empty() && !row.starts_with("//")) {
        match first_of(row) {
            Some(First::Word(word)) => patterns.of_word.entry(word).or_default().written.push(row),
            Some(First::Number) => patterns.of_number.written.push(row),
            None => {}
        }
    }
    patterns
});

/// The first part of a row.
enum First {
    Word(Cow<'static, str>),
    Number,
}

/// Returns the first part of a row; `None` if it matches any word.
fn first_of(row: &'static str) -> Option<First> {
    let first = row_parts(row).1.split(' ').next().unwrap_or_default();
    // Nearly every row is written in normalised form.
    if !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(First::Word(Cow::Borrowed(first)));
    }
    let starts_with_word = !matches!(first, "#" | "*" | "^" | "…" | "**");
    if starts_with_word {
        let mut normalised = Words::default();
        normalised.push(first);
        if let Some(word) = normalised.first() {
            return Some(First::Word(Cow::Owned(word.to_owned())));
        }
    }
    match pattern_of(row).tokens.into_iter().next()? {
        Token::Word { word, .. } => Some(First::Word(Cow::Owned(word.into()))),
        Token::Number => Some(First::Number),
        Token::Gap { .. } | Token::UpTo(_) => None,
    }
}

/// Splits a row into the sign before it and its words.
fn row_parts(row: &str) -> (&str, &str) {
    match row.split_once(' ') {
        Some((sign @ (">" | "?" | ">?" | "!"), words)) => (sign, words),
        _ => ("", row),
    }
}

fn pattern_of(row: &str) -> Pattern {
    let (sign, words) = row_parts(row);
    let mut tokens = Vec::new();
    for part in words.split_whitespace() {
        match part {
            "#" => tokens.push(Token::Number),
            "*" => tokens.push(Token::Gap { is_name: false }),
            "^" => tokens.push(Token::Gap { is_name: true }),
            "…" => tokens.push(Token::UpTo(WORDS_OF_A_TAIL)),
            "**" => tokens.push(Token::UpTo(WORDS_OF_A_NOTICE)),
            _ => {
                let mut normalised = Words::default();
                normalised.push(part);
                tokens.extend(
                    (0..normalised.len())
                        .filter_map(|at| normalised.get(at))
                        .map(|(word, is_before_colon)| Token::Word { word: word.into(), is_before_colon }),
                );
            }
        }
    }
    // A character of Chinese or Japanese is a word, so a run of three of them counts as three words.
    let is_single =
        tokens.len() == 1 && !(words.chars().all(normalise::is_unspaced) && words.chars().count() >= 3) && sign != "!";
    let line = BoilerplateLine { heads_a_list: sign.starts_with('>'), is_sure: !sign.ends_with('?') && !is_single };
    let names_an_article = matches!(tokens[..], [.., Token::Word { is_before_colon: true, .. }, Token::UpTo(_)]);
    Pattern { tokens, names_an_article, line }
}

/// True if the words from `at` on match the tokens.
pub(super) fn is_match(tokens: &[Token], words: &Words, at: usize) -> bool {
    let n_left = words.len() - at;
    let Some((token, rest)) = tokens.split_first() else {
        return n_left == 0;
    };
    match token {
        Token::UpTo(n_words) => n_left <= *n_words,
        Token::Gap { is_name } => (1..=WORDS_OF_A_GAP.min(n_left))
            .take_while(|n_words| !is_name || words.is_of_a_name(at + n_words - 1))
            .any(|n_words| is_match(rest, words, at + n_words)),
        Token::Number => {
            // `5-6` and `1.2k` are two words each.
            let n_numbers = (at..words.len().min(at + 2))
                .take_while(|at| words.get(*at).is_some_and(|(word, _)| is_number(word)))
                .count();
            (1..=n_numbers).any(|n_words| is_match(rest, words, at + n_words))
        }
        Token::Word { word, is_before_colon } => {
            words.get(at).is_some_and(|(found, colon)| found == &**word && (colon || !is_before_colon))
                && is_match(rest, words, at + 1)
        }
    }
}

pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6
}
