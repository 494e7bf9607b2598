//! The table of the fields of the filter language: one file for each field, one line here.

use std::ops::Range;

use jiff::civil::Date;

use super::node::{FieldId, Test};
use super::pattern::Pattern;
use super::word_pattern::{Fuzzy, PatternError, WordPattern};

mod author;
mod body;
mod caption;
mod date;
mod has;
mod is;
mod lang;
mod like;
mod link;
mod mentions;
mod page;
mod path;
mod quote;
mod source;
mod title;
mod who;
mod words;

/// A field of the filter language.
#[derive(Debug)]
pub struct Field {
    /// Its name, and the facts that the meaning of a filter depends on.
    pub id: FieldId,
    /// Other names of the same field.
    pub other_names: &'static [&'static str],
    /// A short description of the articles that it matches.
    pub help: &'static str,
    /// A filter that uses the field.
    pub example: &'static str,
    /// The possible values, if there are few; the first spelling of each.
    pub values: &'static [&'static str],
    /// Parses one value.
    pub(super) read: fn(&Value<'_>, Date) -> Result<Test, Rejected>,
}

/// Every field, in the order of help and completion.
pub const FIELDS: &[&Field] = &[
    &title::FIELD,
    &body::FIELD,
    &source::FIELD,
    &author::FIELD,
    &who::FIELD,
    &quote::FIELD,
    &caption::FIELD,
    &page::FIELD,
    &link::FIELD,
    &date::FIELD,
    &mentions::FIELD,
    &lang::FIELD,
    &is::FIELD,
    &has::FIELD,
    &words::FIELD,
    &path::FIELD,
    &like::FIELD,
];

/// The fields that later releases will add. Their values are not useful as words, so they are left out of a search.
pub(super) const LATER_FIELDS: &[&str] = &["story", "tellings", "saved", "added"];

/// Returns the field of a name or other name, in any case.
pub fn named(name: &str) -> Option<&'static Field> {
    let is_it = |known: &str| known.eq_ignore_ascii_case(name);
    FIELDS.iter().copied().find(|field| is_it(field.id.name) || field.other_names.iter().any(|other| is_it(other)))
}

pub(super) fn named_later(name: &str) -> Option<&'static str> {
    LATER_FIELDS.iter().copied().find(|field| field.eq_ignore_ascii_case(name))
}

/// Returns the field name that is one typo away from `name`.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    // Words of two letters are one typo away from too many names.
    const SHORTEST_NAME: usize = 3;
    if name.len() < SHORTEST_NAME {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let names = FIELDS.iter().flat_map(|field| std::iter::once(&field.id.name).chain(field.other_names));
    names.copied().find(|known| strsim::damerau_levenshtein(known, &name) == 1)
}

/// A value of a field, or a word without a field, as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'text> {
    /// The written text, without the characters of its kind.
    pub text: &'text str,
    pub kind: ValueKind,
    /// True if the quotation or the slashes are closed.
    pub is_closed: bool,
    /// True if the value is at the end of the filter, so that the next key may continue it.
    pub is_at_end: bool,
}

/// The notation of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// The text without any signs.
    Word,
    /// The text with `=` before it.
    Whole,
    /// The text in quotation marks.
    Quoted,
    /// The text between slashes. Only for fields that take words.
    Regex,
    /// The text with `~` before it. Only for fields that take words.
    Fuzzy,
}

/// The reason why a value could not be applied.
#[derive(Debug)]
pub(super) enum Rejected {
    /// A wrong value: the sentence that explains it, and the nearest right value.
    Wrong { message: String, suggestion: Option<String> },
    /// A value that may become right with the next key, and the part of it that can be applied already.
    Unfinished { message: String, so_far: Option<Test> },
    /// Some bytes of a pattern are wrong; an empty range means the whole pattern.
    WrongAt { range: Range<usize>, message: String },
    /// A value that is applied in another way than it was meant.
    AsText { message: String, test: Test },
}

impl Rejected {
    pub fn wrong(message: impl Into<String>) -> Self {
        Self::Wrong { message: message.into(), suggestion: None }
    }
}

impl Value<'_> {
    /// True if the value is in quotation marks.
    pub fn is_quoted(&self) -> bool {
        self.kind == ValueKind::Quoted
    }

    /// True if the value is a pattern that is tested on words.
    pub fn is_pattern(&self) -> bool {
        matches!(self.kind, ValueKind::Regex | ValueKind::Fuzzy)
    }

    /// Returns the value as words to search for.
    pub fn pattern(&self) -> Option<Pattern> {
        match self.kind {
            ValueKind::Quoted if self.is_closed => Pattern::phrase(self.text),
            // The last word of an open quotation is still being typed, unless a space follows it.
            ValueKind::Quoted if self.text.ends_with(char::is_whitespace) => Pattern::whole(self.text),
            ValueKind::Whole => Pattern::whole(self.text),
            _ => Pattern::start(self.text),
        }
    }
}

/// Parses a value of a field that takes words.
fn read_words_on(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    read_words(value)
}

/// Parses a value that is searched in a text: words, a regular expression or a word with a typo.
pub(super) fn read_words(value: &Value<'_>) -> Result<Test, Rejected> {
    match value.kind {
        ValueKind::Regex => return read_regex(value),
        ValueKind::Fuzzy => return read_fuzzy(value),
        _ => {}
    }
    match value.pattern() {
        Some(pattern) => Ok(Test::Words(pattern)),
        None if value.is_at_end => Err(Rejected::Unfinished { message: "Missing word".to_owned(), so_far: None }),
        None => Err(Rejected::wrong(nothing_to_search(value.text))),
    }
}

fn read_regex(value: &Value<'_>) -> Result<Test, Rejected> {
    let read = WordPattern::regex(value.text);
    if !value.is_closed {
        let message = "Missing closing /".to_owned();
        return Err(Rejected::Unfinished { message, so_far: read.ok().map(Test::Regex) });
    }
    read.map(Test::Regex)
        .map_err(|PatternError { range, message }| Rejected::WrongAt { range, message: format!("{message}; left out") })
}

fn read_fuzzy(value: &Value<'_>) -> Result<Test, Rejected> {
    match WordPattern::fuzzy(value.text) {
        Fuzzy::Word(pattern) => Ok(Test::Fuzzy(pattern)),
        Fuzzy::Unspaced => match Pattern::start(value.text) {
            // If each character is a word, a typo could be any other character.
            Some(pattern) => Err(Rejected::AsText {
                message: "~ is for words between spaces; searched as text".to_owned(),
                test: Test::Words(pattern),
            }),
            None => Err(Rejected::wrong(nothing_to_search(value.text))),
        },
        Fuzzy::NoWord => {
            Err(Rejected::wrong(format!("~ stands before one word, and {} is none; left out", value.text)))
        }
        Fuzzy::TooLong => Err(Rejected::wrong("~ stands before a word of at most 40 letters; left out")),
    }
}

/// Parses a value that is one of a few words, and returns its entry in `choices`.
fn read_choice<T: Copy>(
    field: &Field,
    value: &Value<'_>,
    choices: &[(&'static str, T)],
    later: &[&str],
) -> Result<T, Rejected> {
    let name = field.id.name;
    let text = value.text.trim().to_lowercase();
    if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == text) {
        return Ok(*choice);
    }
    let mut words = choices.iter().map(|(word, _)| word).chain(later);
    if value.is_at_end && words.any(|word| *word != text && word.starts_with(&text)) {
        return Err(Rejected::Unfinished { message: one_of(field), so_far: None });
    }
    if later.contains(&text.as_str()) {
        return Err(Rejected::wrong(format!("{name}:{text} comes with a later release; left out")));
    }
    let suggestion = nearest_word(&text, choices.iter().map(|(word, _)| *word));
    Err(Rejected::Wrong { message: format!("No {name}:{}; {}", value.text.trim(), one_of(field)), suggestion })
}

fn one_of(field: &Field) -> String {
    let Some((last, others)) = field.values.split_last() else {
        return String::new();
    };
    format!("{}: takes {} or {last}", field.id.name, others.join(", "))
}

pub(super) fn nothing_to_search(text: &str) -> String {
    format!("Nothing to search for in {}; left out", text.trim())
}

/// Returns the word nearest to `text`, if it is near enough to be the one that was meant.
fn nearest_word<'word>(text: &str, words: impl IntoIterator<Item = &'word str>) -> Option<String> {
    // A third of a word may be mistyped; with more typos, a suggestion does not help.
    let limit = (text.chars().count() / 3).clamp(1, 3);
    let distances = words.into_iter().map(|word| (strsim::damerau_levenshtein(word, text), word));
    distances.filter(|(distance, _)| *distance <= limit).min().map(|(_, word)| word.to_owned())
}
