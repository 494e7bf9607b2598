//! Finds the rows of a segment that a filter matches, from the segment's dictionaries and columns only.
//!
//! Every part of a filter becomes a set of rows; `and`, `or` and `not` combine the sets. Cheap parts are executed
//! first, and an expensive part is only tested on the rows that they leave.
//!
//! | file | contents |
//! |---|---|
//! | `facts` | dates, languages, paths, numbers and marks, from the columns of the segment and of the overlay |
//! | `sources` | sources, by their names and hosts |
//! | `words` | words and prefixes, from the dictionary |
//! | `patterns` | regular expressions and typos, from all words of the dictionary |
//! | `phrase` | words that follow each other |
//! | `spans` | words within quotations and captions |
//! | `counts` | the number of occurrences of words in each row |
//! | `places`, `targets` | positions in texts, in batches |
//! | `hits` | the rows in which any of many words is at a target position |

use std::cell::Cell;
use std::collections::BTreeMap;

use super::bindings::Bindings;
use super::node::{FactColumn, Node, Term, Test};
use super::pattern::TextField;
use super::word_pattern::WordPattern;
use crate::index::stored::{Damaged, Segment};
use crate::index::{Bitmap, OverlayOfSegment, RowId, SourceNames};

mod counts;
mod facts;
mod hits;
mod patterns;
mod phrase;
mod places;
mod sources;
mod spans;
mod targets;
mod words;

pub(super) use counts::add_counts;

/// Returns the rows of `segment` that `node` matches, numbered from the segment's first row.
///
/// `stop` is called many times in a millisecond of work; when it returns true, the result is `None`.
///
/// # Errors
/// Returns an error if the segment is damaged.
pub fn rows_of(node: &Node, segment: &Segment, stop: &dyn Fn() -> bool) -> Result<Option<Bitmap>, Damaged> {
    let (names, overlay) = (&SourceNames::default(), OverlayOfSegment::default());
    let context = SegmentContext { first_row: 0, names, overlay, bindings: None };
    rows_within(node, segment, context, None, stop)
}

/// The values of the snapshot that a filter needs beside its segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct SegmentContext<'run> {
    /// The number of the first row of the segment.
    pub first_row: RowId,
    /// The names of hosts.
    pub names: &'run SourceNames,
    /// The values of rows that stand over those of the segment.
    pub overlay: OverlayOfSegment<'run>,
    /// The rows of each `like:`, if the filter has one.
    pub bindings: Option<&'run Bindings>,
}

/// Returns the rows of `segment` that `node` matches, numbered from the segment's first row. With `within`, the result
/// is only correct for the rows of that set, and may take less time if they are few.
///
/// # Errors
/// Returns an error if the segment is damaged.
pub(super) fn rows_within(
    node: &Node,
    segment: &Segment,
    context: SegmentContext<'_>,
    within: Option<&Bitmap>,
    stop: &dyn Fn() -> bool,
) -> Result<Option<Bitmap>, Damaged> {
    let at_once = BatchLimits::default();
    Execution { segment, context, at_once, stop, is_stopped: Cell::new(false) }.answer(node, within)
}

/// Limits on the data of a segment that is in memory at once.
#[derive(Clone, Copy, Debug)]
struct BatchLimits {
    /// The number of positions of words in texts.
    places: usize,
    /// The number of 64-bit words of [`Targets`](targets::Targets): positions in quotations, in captions and after
    /// phrases.
    spans: usize,
    /// The number of words of a dictionary.
    words: u32,
    /// The number of bytes of postings.
    bytes: u64,
}

impl Default for BatchLimits {
    fn default() -> Self {
        // Four megabytes each. Postings have less, because everything between them is read as well.
        Self { places: 1 << 19, spans: 1 << 19, words: 2_048, bytes: 1 << 20 }
    }
}

/// The reason why an execution ended without a result.
enum Halt {
    Stopped,
    Damaged(Damaged),
}

impl From<Damaged> for Halt {
    fn from(damaged: Damaged) -> Self {
        Self::Damaged(damaged)
    }
}

type Outcome<T> = Result<T, Halt>;

/// One execution of a filter on a segment.
struct Execution<'run> {
    segment: &'run Segment,
    context: SegmentContext<'run>,
    at_once: BatchLimits,
    stop: &'run dyn Fn() -> bool,
    /// True if `stop` has ever returned true. Rows that were only partly collected must not count as a result.
    is_stopped: Cell<bool>,
}

impl Execution<'_> {
    /// Returns the rows that `node` matches; `None` if the execution was stopped.
    fn answer(&self, node: &Node, within: Option<&Bitmap>) -> Result<Option<Bitmap>, Damaged> {
        match self.rows(node, within) {
            Ok(rows) => Ok(Some(rows)),
            Err(Halt::Stopped) => Ok(None),
            Err(Halt::Damaged(damaged)) => Err(damaged),
        }
    }

    /// Returns the rows that `node` matches. With `within`, the result is only correct for the rows of that set.
    fn rows(&self, node: &Node, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        match node {
            Node::And(nodes) => self.all(nodes, within),
            Node::Or(nodes) => self.any(nodes, within),
            Node::Not(node) => {
                let mut found = self.rows(node, within)?;
                found.invert();
                Ok(found)
            }
            Node::Term(term) => {
                let part = term.field.and_then(|field| field.text_field);
                let mut found: Option<Bitmap> = None;
                for test in &term.any {
                    match &mut found {
                        Some(found) => {
                            let costs_much = cost_of_test(term, test) >= MUCH;
                            add_alternative(found, within, costs_much, |within| self.test(part, test, within))?;
                        }
                        None => found = Some(self.test(part, test, within)?),
                    }
                }
                Ok(found.unwrap_or_else(|| self.none()))
            }
        }
    }

    fn all(&self, nodes: &[Node], within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let mut nodes: Vec<&Node> = nodes.iter().collect();
        // Of two parts with the same cost, an excluded part comes last.
        nodes.sort_by_key(|node| (cost(node), matches!(node, Node::Not(_))));
        let mut found: Option<Bitmap> = None;
        for node in nodes {
            found = Some(match (node, found.take()) {
                (Node::Not(excluded), Some(mut found)) => {
                    found.and_not(&self.rows(excluded, Some(&found))?);
                    found
                }
                (node, Some(mut found)) => {
                    found.and(&self.rows(node, Some(&found))?);
                    found
                }
                (node, None) => self.rows(node, within)?,
            });
            if found.as_ref().is_some_and(Bitmap::is_empty) {
                break;
            }
        }
        Ok(found.unwrap_or_else(|| self.none()))
    }

    /// Returns the rows that any of `nodes` matches. Patterns of one text field are tested together on its dictionary.
    fn any(&self, nodes: &[Node], within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let mut found = self.none();
        let mut patterns: BTreeMap<Option<TextField>, Vec<&WordPattern>> = BTreeMap::new();
        let mut nodes: Vec<&Node> = nodes.iter().collect();
        nodes.sort_by_key(|node| cost(node));
        for node in nodes {
            if let Node::Term(Term { field, any }) = node
                && let [Test::Regex(pattern)] = any.as_slice()
                && let part = field.and_then(|field| field.text_field)
                && part != Some(TextField::Source)
            {
                patterns.entry(part).or_default().push(pattern);
            } else {
                add_alternative(&mut found, within, cost(node) >= MUCH, |within| self.rows(node, within))?;
            }
        }
        for (part, patterns) in patterns {
            let pattern = match patterns.as_slice() {
                [pattern] => (*pattern).clone(),
                patterns => WordPattern::any_of(patterns, &|| self.is_over()).ok_or(Halt::Stopped)?,
            };
            add_alternative(&mut found, within, true, |within| self.pattern(part, &pattern, within))?;
        }
        Ok(found)
    }

    fn test(&self, part: Option<TextField>, test: &Test, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        match test {
            test if part == Some(TextField::Source) => self.source(test),
            Test::Fact(fact) => self.fact(&**fact, within),
            Test::Like(like) => {
                let mut rows = self.none();
                if let Some(bindings) = self.context.bindings {
                    bindings.add_rows(like, self.context.first_row, &mut rows);
                }
                Ok(rows)
            }
            Test::Words(pattern) => self.words(part, pattern, within),
            Test::Regex(pattern) | Test::Fuzzy(pattern) => self.pattern(part, pattern, within),
        }
    }

    fn none(&self) -> Bitmap {
        Bitmap::new(self.segment.len())
    }

    /// Ends the execution if its result is no longer wanted.
    fn check_stopped(&self) -> Outcome<()> {
        if self.is_over() { Err(Halt::Stopped) } else { Ok(()) }
    }

    fn is_over(&self) -> bool {
        if !self.is_stopped.get() {
            self.is_stopped.set((self.stop)());
        }
        self.is_stopped.get()
    }
}

/// Adds the rows of another alternative to `found`. An expensive alternative is only tested on the rows that are not in
/// `found` yet.
fn add_alternative(
    found: &mut Bitmap,
    within: Option<&Bitmap>,
    costs_much: bool,
    rows: impl FnOnce(Option<&Bitmap>) -> Outcome<Bitmap>,
) -> Outcome<()> {
    if !costs_much {
        found.or(&rows(within)?);
        return Ok(());
    }
    let mut left = within.map_or_else(|| Bitmap::full(found.n_rows()), Bitmap::clone);
    left.and_not(found);
    if !left.is_empty() {
        found.or(&rows(Some(&left))?);
    }
    Ok(())
}

/// The [`cost`] from which it pays off to compute the set of rows that a part is tested on.
const MUCH: u8 = 3;

/// Returns the approximate cost to find the rows of a part.
///
/// In ascending order: a column, postings, every path, positions, the facts of every row.
pub(super) fn cost(node: &Node) -> u8 {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(cost).max().unwrap_or(0),
        Node::Not(node) => cost(node),
        Node::Term(term) => term.any.iter().map(|test| cost_of_test(term, test)).max().unwrap_or(0),
    }
}

fn cost_of_test(term: &Term, test: &Test) -> u8 {
    let part = term.field.and_then(|field| field.text_field);
    match test {
        Test::Like(_) => 0,
        _ if part == Some(TextField::Source) => 0,
        Test::Fact(fact) => match fact.column() {
            FactColumn::Marks => 0,
            FactColumn::Date | FactColumn::DateHow | FactColumn::Flags | FactColumn::Words | FactColumn::Languages => 0,
            FactColumn::Path => 2,
            FactColumn::Mentions => 5,
        },
        Test::Words(_) if matches!(part, Some(TextField::Quotes | TextField::Captions)) => 4,
        Test::Words(pattern) if pattern.words().nth(1).is_some() => 3,
        Test::Words(_) => 1,
        Test::Regex(_) | Test::Fuzzy(_) => 6,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::article::facts::{Facts, Quote, TextRange};
    use crate::article::{Address, Article, BlockKind, BodyBuilder, Format};
    use crate::index::SegmentBuilder;
    use crate::query::parse;

    /// Returns a segment of articles with words of the same few sentences, from different starts and of different
    /// lengths. The first half of every second article is quoted.
    fn segment() -> Segment {
        let mut builder = SegmentBuilder::default();
        let words =
            "the tolls of the port and the ferry of the north mole stay in the port said the port master of tolls";
        for at in 0..400 {
            let words: Vec<&str> = words.split(' ').cycle().skip(at % 7).take(1 + at % 19).collect();
            let mut body = BodyBuilder::default();
            body.push(&words.join(" "));
            body.end_block(BlockKind::Paragraph, false);
            let range = TextRange { start: 0, end: words[..words.len().div_ceil(2)].join(" ").len() as u32 };
            let quote = Quote { range, depth: 0, is_continued: false, speaker: None };
            let quotes = if at % 2 == 0 { vec![quote] } else { Vec::new() };
            let path = Arc::from(Path::new("port.txt"));
            let address = Address { path, item: Some(at as u32 + 1), range: None, format: Format::JsonLines };
            builder.push(Article::unknown_at(address), body.finish(), &Facts { quotes, ..Facts::default() }, false);
        }
        builder.finish()
    }

    fn rows_with(node: &Node, segment: &Segment, at_once: BatchLimits, stop: &dyn Fn() -> bool) -> Option<Bitmap> {
        let (names, overlay) = (&SourceNames::default(), OverlayOfSegment::default());
        let context = SegmentContext { first_row: 0, names, overlay, bindings: None };
        let execution = Execution { segment, context, at_once, stop, is_stopped: Cell::new(false) };
        execution.answer(node, None).unwrap()
    }

    const FILTERS: &[&str] = &[
        "\"the port\"",
        "\"the ferry of the\"",
        "\"the port and the\"",
        "\"port s*\"",
        "\"the p*\"",
        "\"of the p*\"",
        "\"port and the f*\"",
        "quote:t",
        "quote:\"of the\"",
        "quote:\"the t*\"",
        "quote:/^..r/",
        "/^mol/ or /aster/ or /^no.*h$/",
        "/^mol/ or /aster/ or /^no.*h$/ or quote:/^p/ or /^no.*e$/ or /^st.y/",
        "body:/[^e]$/ -/m/",
        "quote:the or quote:port or =mole",
        "quote:/^no/ or quote:/^mas/",
        "~prot -\"master of\"",
    ];

    #[test]
    fn an_answer_is_the_same_however_little_of_it_is_in_memory_at_once() {
        let segment = segment();
        for filter in FILTERS {
            let query = parse(filter, date(2022, 3, 16));
            let root = query.root.as_ref().unwrap();
            let rows = |at_once: BatchLimits| -> Vec<u32> {
                rows_with(root, &segment, at_once, &|| false).unwrap().iter().collect()
            };
            let expected = rows(BatchLimits::default());
            assert!((1..400).contains(&expected.len()), "{filter} tells articles apart");
            for (n, bytes) in [(1, 1), (7, 40), (1_000, 1_000)] {
                let at_once = BatchLimits { places: n, spans: n, words: n as u32, bytes };
                assert_eq!(rows(at_once), expected, "{filter} with {n} at once");
            }
        }
    }

    /// Limits so small that the few articles need many batches.
    const SMALL: BatchLimits = BatchLimits { places: 16, spans: 16, words: 16, bytes: 64 };

    /// Searches for a filter until `stop` has been called `n_asks` times. Returns the rows, if they were found, and the
    /// number of calls.
    fn stopped_after(n_asks: usize, filter: &str, at_once: BatchLimits, segment: &Segment) -> (Option<Bitmap>, usize) {
        let query = parse(filter, date(2022, 3, 16));
        let n_asked = Cell::new(0);
        let stop = || {
            n_asked.set(n_asked.get() + 1);
            n_asked.get() > n_asks
        };
        let rows = rows_with(query.root.as_ref().unwrap(), segment, at_once, &stop);
        (rows, n_asked.get())
    }

    #[test]
    fn a_stop_is_heard_wherever_it_comes() {
        let segment = segment();
        for filter in FILTERS {
            let (rows, n_asks) = stopped_after(usize::MAX, filter, SMALL, &segment);
            assert!(rows.is_some() && n_asks > 2, "{filter} asks {n_asks} times");
            for at in (0..n_asks).step_by(1 + n_asks / 24) {
                assert_eq!(stopped_after(at, filter, SMALL, &segment), (None, at + 1), "{filter}");
            }
        }
    }

    #[test]
    fn a_stop_can_be_heard_before_each_part_of_an_answer() {
        let segment = segment();
        for filter in ["\"port and the f*\"", "\"port s*\"", "quote:t", "quote:\"the t*\""] {
            let n_asks = |at_once| stopped_after(usize::MAX, filter, at_once, &segment).1;
            let (at_once, in_parts) = (n_asks(BatchLimits::default()), n_asks(SMALL));
            assert!(in_parts > at_once, "{filter} asks {at_once} times, and {in_parts} times in small parts");
        }
    }
}
