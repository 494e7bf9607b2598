//! Which rows of a stored segment a filter means: exactly those that [`Matcher`](super::Matcher) says yes to of the
//! same articles in memory.
//!
//! Every part of a filter becomes a set of rows; `and`, `or` and `not` join the sets. A part that costs much is asked
//! only about the rows that the cheaper ones have left.
//!
//! | file | what it answers |
//! |---|---|
//! | `facts` | dates, languages, paths and numbers, from columns |
//! | `words` | words and their starts, from the dictionary |
//! | `patterns` | expressions and typos, from all words of the dictionary |
//! | `phrase` | words that follow each other |
//! | `spans` | words within quotations and captions |
//! | `places`, `targets` | positions in texts, chunk by chunk |

use std::cell::Cell;

use super::node::{Basis, Node, Term, Test};
use super::pattern::Part;
use crate::index::Bitmap;
use crate::index::stored::{Damaged, StoredSegment};

mod facts;
mod patterns;
mod phrase;
mod places;
mod spans;
mod targets;
mod words;

/// The rows of `segment` that `node` means, numbered from the segment's first. `None` when `stop`, which is asked
/// many times in a millisecond of work, has said so.
///
/// # Errors
/// When the segment is damaged.
pub fn rows_of(node: &Node, segment: &StoredSegment, stop: &dyn Fn() -> bool) -> Result<Option<Bitmap>, Damaged> {
    let execution = Execution { segment, stop, is_stopped: Cell::new(false) };
    match execution.rows(node, None) {
        Ok(rows) => Ok(Some(rows)),
        Err(Halt::Stopped) => Ok(None),
        Err(Halt::Damaged(damaged)) => Err(damaged),
    }
}

/// Why an answer ended before it was there.
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

/// One answer on its way.
struct Execution<'run> {
    segment: &'run StoredSegment,
    stop: &'run dyn Fn() -> bool,
    /// Whether `stop` has ever said so: a list that was left half done for it must not count as whole.
    is_stopped: Cell<bool>,
}

impl Execution<'_> {
    /// The rows that `node` means. Where `within` is given, it is right about the rows of that set only, and what
    /// it says of others does not count.
    fn rows(&self, node: &Node, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        match node {
            Node::And(nodes) => self.all(nodes, within),
            Node::Or(nodes) => {
                let mut found = self.none();
                for node in nodes {
                    found.or(&self.rows(node, within)?);
                }
                Ok(found)
            }
            Node::Not(node) => {
                let mut found = self.rows(node, within)?;
                found.invert();
                Ok(found)
            }
            Node::Term(term) => {
                let mut found: Option<Bitmap> = None;
                for test in &term.any {
                    let of_test = self.test(term.field.and_then(|field| field.part), test, within)?;
                    match &mut found {
                        Some(found) => found.or(&of_test),
                        None => found = Some(of_test),
                    }
                }
                Ok(found.unwrap_or_else(|| self.none()))
            }
        }
    }

    fn all(&self, nodes: &[Node], within: Option<&Bitmap>) -> Outcome<Bitmap> {
        let mut nodes: Vec<&Node> = nodes.iter().collect();
        // What excludes comes behind what it costs no less to find.
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

    fn test(&self, part: Option<Part>, test: &Test, within: Option<&Bitmap>) -> Outcome<Bitmap> {
        match test {
            Test::Fact(fact) => self.fact(&**fact, within),
            Test::Words(pattern) => self.words(part, pattern, within),
            Test::Regex(pattern) | Test::Fuzzy(pattern) => self.pattern(part, pattern, within),
        }
    }

    fn none(&self) -> Bitmap {
        Bitmap::new(self.segment.len())
    }

    /// Ends the answer when nobody waits for it any more.
    fn go_on(&self) -> Outcome<()> {
        if self.is_over() { Err(Halt::Stopped) } else { Ok(()) }
    }

    fn is_over(&self) -> bool {
        if !self.is_stopped.get() {
            self.is_stopped.set((self.stop)());
        }
        self.is_stopped.get()
    }
}

/// About what it costs to find the rows of a part: a column, lists of rows, every path, positions, the facts of
/// every row.
fn cost(node: &Node) -> u8 {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().map(cost).max().unwrap_or(0),
        Node::Not(node) => cost(node),
        Node::Term(term) => term.any.iter().map(|test| cost_of_test(term, test)).max().unwrap_or(0),
    }
}

fn cost_of_test(term: &Term, test: &Test) -> u8 {
    match test {
        Test::Fact(fact) => match fact.basis() {
            Basis::Date | Basis::DateHow | Basis::Things | Basis::Words | Basis::Languages => 0,
            Basis::Path => 2,
            Basis::Mentions => 5,
        },
        Test::Words(_) if matches!(term.field.and_then(|field| field.part), Some(Part::Quotes | Part::Captions)) => 4,
        Test::Words(pattern) if pattern.words().nth(1).is_some() => 3,
        Test::Words(_) => 1,
        Test::Regex(_) | Test::Fuzzy(_) => 6,
    }
}
