//! The table of fields that a filter can name: one file each, one line here.

use jiff::civil::Date;

use super::node::Test;
use super::pattern::{Part, Pattern};

mod author;
mod body;
mod caption;
mod date;
mod has;
mod is;
mod lang;
mod link;
mod mentions;
mod path;
mod quote;
mod source;
mod title;
mod who;
mod words;

/// A field of the filter language.
#[derive(Debug)]
pub struct Field {
    /// Its name, as it is written before the colon.
    pub name: &'static str,
    /// Other names that mean the same.
    pub other_names: &'static [&'static str],
    /// What it matches, in a few words.
    pub help: &'static str,
    /// A filter that uses it.
    pub example: &'static str,
    /// The values it takes, where they are few; the first spelling of each.
    pub values: &'static [&'static str],
    /// The part of an article that its words are looked for in, where it takes words.
    pub part: Option<Part>,
    /// Whether an article has at most one value of it, so that asking for two finds nothing.
    pub is_single: bool,
    /// Reads one value.
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
    &link::FIELD,
    &date::FIELD,
    &mentions::FIELD,
    &lang::FIELD,
    &is::FIELD,
    &has::FIELD,
    &words::FIELD,
    &path::FIELD,
];

/// The fields of the filter language that later releases bring. Their values mean nothing as words, so they
/// are left out.
pub(super) const LATER_FIELDS: &[&str] = &["story", "tellings", "saved", "added"];

/// The field of a name, in any case.
pub fn named(name: &str) -> Option<&'static Field> {
    let is_it = |known: &str| known.eq_ignore_ascii_case(name);
    FIELDS.iter().copied().find(|field| is_it(field.name) || field.other_names.iter().any(|other| is_it(other)))
}

pub(super) fn named_later(name: &str) -> Option<&'static str> {
    LATER_FIELDS.iter().copied().find(|field| field.eq_ignore_ascii_case(name))
}

/// The field whose name is one typo away from `name`.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    // Two letters are within one typo of too much.
    const SHORTEST_NAME: usize = 3;
    if name.len() < SHORTEST_NAME {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let names = FIELDS.iter().flat_map(|field| std::iter::once(&field.name).chain(field.other_names));
    names.copied().find(|known| strsim::damerau_levenshtein(known, &name) == 1)
}

/// A value of a field, as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'text> {
    /// What was written, without quotation marks and without `=`.
    pub text: &'text str,
    /// Whether it stands between quotation marks.
    pub is_quoted: bool,
    /// Whether the quotation marks are closed.
    pub is_closed: bool,
    /// Whether `=` stands before it.
    pub is_whole: bool,
    /// Whether it is the last thing in the filter, where the next key may go on with it.
    pub is_at_end: bool,
}

/// Why a value could not be applied.
#[derive(Debug)]
pub(super) enum Rejected {
    /// It is wrong: the sentence that says so, and the nearest right value.
    Wrong { message: String, suggestion: Option<String> },
    /// It may become right with the next key; what can be applied of it already.
    Unfinished { message: String, so_far: Option<Test> },
}

impl Rejected {
    pub fn wrong(message: impl Into<String>) -> Self {
        Self::Wrong { message: message.into(), suggestion: None }
    }
}

impl Value<'_> {
    /// The value as words to search for.
    pub fn pattern(&self) -> Option<Pattern> {
        match (self.is_quoted, self.is_closed, self.is_whole) {
            (true, true, _) => Pattern::phrase(self.text),
            // The last word of an open quotation is still being typed, unless a space follows it.
            (true, false, _) if self.text.ends_with(char::is_whitespace) => Pattern::whole(self.text),
            (true, false, _) | (false, _, false) => Pattern::start(self.text),
            (false, _, true) => Pattern::whole(self.text),
        }
    }
}

/// Reads a value of a field that takes words.
fn read_words(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    match value.pattern() {
        Some(pattern) => Ok(Test::Words(pattern)),
        None if value.is_at_end => Err(Rejected::Unfinished { message: "a word follows".to_owned(), so_far: None }),
        None => Err(Rejected::wrong(nothing_to_search(value.text))),
    }
}

/// Reads a value that is one of a few words: what `choices` has for it.
fn read_choice<T: Copy>(
    field: &Field,
    value: &Value<'_>,
    choices: &[(&'static str, T)],
    later: &[&str],
) -> Result<T, Rejected> {
    let name = field.name;
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
    Err(Rejected::Wrong { message: format!("no {name}:{}; {}", value.text.trim(), one_of(field)), suggestion })
}

fn one_of(field: &Field) -> String {
    let Some((last, others)) = field.values.split_last() else {
        return String::new();
    };
    format!("{}: takes {} or {last}", field.name, others.join(", "))
}

pub(super) fn nothing_to_search(text: &str) -> String {
    format!("nothing to search for in {}; left out", text.trim())
}

/// The word nearest to `text`, where one is near enough to be what was meant.
fn nearest_word<'word>(text: &str, words: impl IntoIterator<Item = &'word str>) -> Option<String> {
    // A third of a word may be mistyped; beyond that a guess helps nobody.
    let limit = (text.chars().count() / 3).clamp(1, 3);
    let distances = words.into_iter().map(|word| (strsim::damerau_levenshtein(word, text), word));
    distances.filter(|(distance, _)| *distance <= limit).min().map(|(_, word)| word.to_owned())
}
