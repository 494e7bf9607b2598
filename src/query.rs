//! Parses the text of the filter box and finds the articles that it matches.
//!
//! [`parse()`] turns a text into a [`Query`] and never fails: it leaves out the parts that it cannot understand,
//! reports each of them as a [`Spot`], and applies the rest. [`Search`] holds the result over a growing
//! [`Snapshot`](crate::index::Snapshot), and continues with the new rows of a larger one.
//!
//! | item | description |
//! |---|---|
//! | [`parse()`], [`Query`], [`Spot`] | the text, its meaning, and the parts that could not be applied |
//! | [`Node`], [`Term`], [`Test`] | the meaning as a tree, which can be printed as a filter again |
//! | [`Fact`], [`FactColumn`] | a test of an article's metadata, and the column that it reads |
//! | [`Pattern`], [`WordPattern`] | words to find, and the condition on one word |
//! | [`field`] | the table of fields, one file for each |
//! | [`language`] | the description of the language for users |
//! | [`rows_of()`] | the rows of a segment that match, from the index only |
//! | [`Marker`] | the places of the words of the filter in an article's text |
//! | [`Search`], [`Hits`], [`Rows`], [`Sort`] | one running search and its result |
//! | [`RawWords`] | a prediction of the unread files that match |
//! | [`similar_rows`] | the articles most similar to one |
//! | [`narrow_to_dates`], [`without_part`] | changes to a filter that are made by a command instead of typing |

use std::ops::Range;

use jiff::civil::Date;

mod bindings;
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

pub use bindings::LIKE_MAX;
pub use edit::{narrow_to_dates, without_part};
pub use excerpt::{excerpt, excerpts};
pub use execute::rows_of;
pub use hits::{Hits, Near};
pub use like::Like;
pub use marker::{Marker, marks};
pub use node::{Fact, FactColumn, Node, Term, Test};
pub use order::Sort;
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_LISTED, MAX_PATTERNS, MAX_PHRASES, MAX_SPOTS, parse};
pub use pattern::{Pattern, TextField};
pub use raw_words::{RawWords, WordPlacement};
pub use rows::Rows;
pub use search::{Extended, InPageText, Search, WithoutPart};
pub use similarity::{LEAST_SCORE, SimilarRow, USUAL_WINDOW, Window, similar_rows};
pub use word_pattern::WordPattern;

/// A filter: the typed text, its meaning, and the parts that could not be applied.
#[derive(Clone, Debug)]
pub struct Query {
    /// The filter as it was typed.
    pub text: String,
    /// The meaning of the text. `None` if it has no conditions, so that every article matches.
    pub root: Option<Node>,
    /// The parts that could not be applied as written, in the order of the text.
    pub spots: Vec<Spot>,
    /// The day that `today` and `7d` are relative to.
    pub today: Date,
    /// The ranges of the children of a top-level "and" in the text; one range if the root is one part.
    part_ranges: Vec<Range<usize>>,
    /// The ranges of the top-level `date:` parts that are not negated, including those that could not be parsed.
    date_ranges: Vec<Range<usize>>,
    /// The ranges of the short words that match as whole words because another word follows.
    short_words: Vec<Range<usize>>,
    /// True if there is an "or" outside all parentheses.
    has_alternatives: bool,
}

/// A part of a filter that could not be applied as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The range of the part, in bytes of the filter.
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
        // The suggestion is more helpful than the examples of dates, which are the same for every mistake.
        let message = self.message.split("; a date is written").next().unwrap_or_default();
        if has_words(message, right) { self.message.clone() } else { format!("{message}; did you mean {right}?") }
    }
}

/// True if `text` contains `words` as whole words.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// The treatment of a part of a filter that could not be applied as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpotKind {
    /// The part is left out.
    Wrong,
    /// The part is at the end and may become right with the next key. As much of it as possible is applied.
    Unfinished,
    /// The part is applied, but perhaps not as the user meant it.
    Note,
}

impl Query {
    /// True if the filter has no conditions, so that every article matches.
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Returns the words and phrases to mark in a text: those that the filter searches for, not the excluded ones.
    pub fn terms(&self) -> Vec<Marker> {
        let mut markers = Vec::new();
        if let Some(root) = &self.root {
            marker::collect(root, true, &mut markers);
        }
        markers
    }

    /// Returns the parts that must all match, each with its range in the text. A filter without an "and" is one part.
    pub fn parts(&self) -> Vec<(Range<usize>, &Node)> {
        match &self.root {
            None => Vec::new(),
            Some(Node::And(nodes)) if nodes.len() == self.part_ranges.len() => {
                self.part_ranges.iter().cloned().zip(nodes).collect()
            }
            Some(node) => vec![(0..self.text.len(), node)],
        }
    }

    /// Returns the filter without its top-level `date:` parts, if it has any.
    ///
    /// An undated article that matches this filter is left out of the results only because it has no date.
    pub(crate) fn without_dates(&self) -> Option<Self> {
        let is_date =
            |node: &Node| matches!(node, Node::Term(term) if term.field.is_some_and(|field| field.name == "date"));
        let nodes: Vec<Node> = self.parts().into_iter().map(|(_, node)| node.clone()).collect();
        let kept: Vec<Node> = nodes.iter().filter(|node| !is_date(node)).cloned().collect();
        (kept.len() < nodes.len()).then(|| Self { root: Node::all_of(kept), ..self.clone() })
    }

    /// Returns the order of the list if the user has chosen `sort`.
    ///
    /// The results of a filter that is a single `like:` are sorted by similarity, unless the user has changed the
    /// default order.
    pub fn order(&self, sort: Sort) -> Sort {
        match (&self.root, sort) {
            (Some(root), Sort::Newest) if bindings::is_like_alone(root) => Sort::Relevance,
            _ => sort,
        }
    }

    /// Returns the first part that is left out because it is wrong. The command line fails with it.
    pub fn first_wrong(&self) -> Option<&Spot> {
        self.spots.iter().find(|spot| spot.kind == SpotKind::Wrong)
    }
}
