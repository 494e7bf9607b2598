//! The text of the filter box, and the articles that it matches.
//!
//! [`parse()`] turns a text into a [`Query`] and never fails: what cannot be understood is left out,
//! marked as a [`Spot`] and explained, and the rest applies. [`Search`] holds the answer over a growing
//! [`Snapshot`](crate::index::Snapshot) and goes on from where it was.
//!
//! | part | what it is |
//! |---|---|
//! | [`parse()`], [`Query`], [`Spot`] | the text, its meaning, and what of it could not be applied |
//! | [`Node`], [`Term`], [`Test`] | the meaning as a tree, which prints itself as a filter again |
//! | [`Fact`], [`FactColumn`] | a test of an article's metadata, and the column that it looks at |
//! | [`Pattern`], [`WordPattern`] | words to find, and what a word is like |
//! | [`field`] | the table of fields, one file each |
//! | [`language`] | the language in words, for users |
//! | [`rows_of()`], [`rows_named()`] | the rows of a segment that match, from the index alone |
//! | [`Marker`] | where in an article's text the words of the filter stand |
//! | [`Search`], [`Hits`], [`Rows`], [`Sort`] | one running question and its answer |
//! | [`RawWords`] | which files that have not been read most likely match |
//! | [`similar_rows`] | the articles most similar to one |
//! | [`narrow_to_dates`], [`without_part`] | changes to a filter that something else than typing makes |

use std::ops::Range;

use jiff::civil::Date;

mod day_span;
mod day_table;
mod edit;
mod excerpt;
mod execute;
pub mod field;
mod hits;
pub mod language;
mod like;
mod marker;
mod needs;
mod node;
mod order;
mod orders;
mod parallel;
mod parse;
mod paths;
mod pattern;
mod ranks;
mod raw_words;
mod relevance;
mod rows;
mod scratch;
mod search;
mod similarity;
mod source;
mod word_pattern;

pub use edit::{narrow_to_dates, without_part};
pub use excerpt::{excerpt, excerpts};
pub use execute::{rows_named, rows_of};
pub use hits::{Hits, Near};
pub use like::{LIKE_MAX, Like};
pub use marker::{Marker, marks};
pub use node::{Fact, FactColumn, Node, Term, Test};
pub use order::Sort;
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_LISTED, MAX_PATTERNS, MAX_PHRASES, MAX_SPOTS, parse};
pub use pattern::{Pattern, TextField};
pub use raw_words::{RawWords, WhereWordsAre};
pub use rows::Rows;
pub use search::{Extended, InPageText, Search, WithoutPart};
pub use similarity::{LEAST_SCORE, SimilarRow, USUAL_WINDOW, Window, similar_rows};
pub use word_pattern::WordPattern;

/// A filter: what was typed, what it means, and what of it could not be applied.
#[derive(Clone, Debug)]
pub struct Query {
    /// The filter as it was typed.
    pub text: String,
    /// The meaning of the text. `None` if it has no conditions, so that every article matches.
    pub root: Option<Node>,
    /// The parts that could not be applied as they stand, in the order of the text.
    pub spots: Vec<Spot>,
    /// The day that `today` and `7d` are counted from.
    pub today: Date,
    /// The places of the children of a top-level "and" in the text; one range if the root is one part.
    part_ranges: Vec<Range<usize>>,
    /// The places of the top-level `date:` parts that are not negated, also of those that could not be read.
    date_ranges: Vec<Range<usize>>,
    /// The places of the short words that match whole because another word follows.
    short_words: Vec<Range<usize>>,
    /// True if an "or" stands outside all parentheses.
    has_alternatives: bool,
}

/// A part of a filter that could not be applied as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The part, in bytes of the filter.
    pub range: Range<usize>,
    /// The treatment of the part.
    pub kind: SpotKind,
    /// The mistake and the right form, as one sentence without a full stop. It begins with a capital letter, unless it
    /// begins with a part of the filter.
    pub message: String,
    /// The text to write in place of `range`, if there is a nearest right form.
    pub suggestion: Option<String>,
}

impl Spot {
    /// Returns the message, followed by the suggestion if the message does not name it. The screen and the command line
    /// print the same explanation.
    pub fn explanation(&self) -> String {
        let Some(right) = &self.suggestion else { return self.message.clone() };
        // The suggestion tells more than the examples of dates, which suit every mistake.
        let message = self.message.split("; a date is written").next().unwrap_or_default();
        if has_words(message, right) { self.message.clone() } else { format!("{message}; did you mean {right}?") }
    }
}

/// True if `text` has `words` as words of its own, not as a part of others.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// The treatment of a part of a filter that could not be applied as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpotKind {
    /// It is left out.
    Wrong,
    /// It stands at the end and may become right with the next key; what can be applied is.
    Unfinished,
    /// It is applied, though perhaps not as it was meant.
    Note,
}

impl Query {
    /// True if the filter has no conditions, so that every article matches.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// The words and phrases to mark in a text: those that are searched for, not those excluded.
    pub fn terms(&self) -> Vec<Marker> {
        let mut markers = Vec::new();
        if let Some(root) = &self.root {
            marker::collect(root, true, &mut markers);
        }
        markers
    }

    /// The parts that must all match, each with its place in the text. One where there is no "and".
    pub fn parts(&self) -> Vec<(Range<usize>, &Node)> {
        match &self.root {
            None => Vec::new(),
            Some(Node::And(nodes)) if nodes.len() == self.part_ranges.len() => {
                self.part_ranges.iter().cloned().zip(nodes).collect()
            }
            Some(node) => vec![(0..self.text.len(), node)],
        }
    }

    /// The filter without the parts at its top that ask for dates, where it has such parts: what an
    /// undated article would have to match to be left out for its missing date alone.
    pub(crate) fn without_dates(&self) -> Option<Self> {
        let is_date =
            |node: &Node| matches!(node, Node::Term(term) if term.field.is_some_and(|field| field.name == "date"));
        let nodes: Vec<Node> = self.parts().into_iter().map(|(_, node)| node.clone()).collect();
        let kept: Vec<Node> = nodes.iter().filter(|node| !is_date(node)).cloned().collect();
        (kept.len() < nodes.len()).then(|| Self { root: Node::all_of(kept), ..self.clone() })
    }

    /// The order of the list, where the reader has chosen `sort`: what a `like:` that stands alone has found is shown
    /// with the most similar first, as long as the list is in the order that it has by itself.
    pub fn order(&self, sort: Sort) -> Sort {
        match (&self.root, sort) {
            (Some(root), Sort::Newest) if like::is_like_alone(root) => Sort::Relevance,
            _ => sort,
        }
    }

    /// The first part that is left out because it is wrong: what the command line ends with.
    pub fn first_wrong(&self) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.kind == SpotKind::Wrong)
    }
}
