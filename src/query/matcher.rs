//! A filter made ready to test articles, cheap tests first.

use std::sync::Arc;

use memchr::memmem::Finder;

use super::Query;
use super::like::Like;
use super::node::{Fact, Node, Term, Test};
use super::pattern::{Part, Pattern};
use super::source;
use super::word_pattern::WordPattern;
use crate::index::{Batch, SourceNames};

/// A filter made ready to test articles.
#[derive(Debug)]
pub struct Matcher {
    /// The parts that must all match; none where every article does. In the order of the filter.
    parts: Vec<Step>,
    /// The numbers of `parts`, the cheapest first.
    cheapest_first: Vec<usize>,
}

#[derive(Debug)]
enum Step {
    All(Vec<Step>),
    Any(Vec<Step>),
    Not(Box<Step>),
    Fact(Arc<dyn Fact>),
    Like(Like),
    Source { test: Test, names: Arc<SourceNames> },
    Words { part: Option<Part>, finder: Box<Finder<'static>> },
    Pattern { part: Option<Part>, pattern: WordPattern },
}

/// What a test costs: metadata, a short part of the text, the whole text, the text word by word; and of the whole
/// text the longer word first, which is the rarer one and so the one more likely to settle the matter.
type Cost = (u8, usize);

impl Matcher {
    /// Makes `query` ready for articles whose hosts have no names.
    pub fn new(query: &Query) -> Self {
        Self::with_names(query, &Arc::default())
    }

    /// Makes `query` ready for the articles of a snapshot with these names of hosts.
    pub fn with_names(query: &Query, names: &Arc<SourceNames>) -> Self {
        let parts: Vec<Step> = query.parts().into_iter().map(|(_, node)| Step::of(node, names)).collect();
        let mut cheapest_first: Vec<usize> = (0..parts.len()).collect();
        cheapest_first.sort_by_key(|part_idx| parts[*part_idx].cost());
        Self { parts, cheapest_first }
    }

    /// True if the article at `at` of `segment` matches.
    pub fn matches(&self, segment: &Batch, at: usize) -> bool {
        self.cheapest_first.iter().all(|part_idx| self.parts[*part_idx].matches(segment, at))
    }

    /// How many parts there are that must all match.
    pub fn n_parts(&self) -> usize {
        self.parts.len()
    }

    /// The number of the one part that does not match. `None` where all do, or more than one does not.
    pub fn only_mismatch(&self, segment: &Batch, at: usize) -> Option<usize> {
        let mut mismatches = self.cheapest_first.iter().filter(|part_idx| !self.parts[**part_idx].matches(segment, at));
        let first = mismatches.next()?;
        mismatches.next().is_none().then_some(*first)
    }
}

impl Step {
    fn of(node: &Node, names: &Arc<SourceNames>) -> Self {
        let of_each = |nodes: &[Node]| Self::cheapest_first(nodes.iter().map(|node| Self::of(node, names)));
        match node {
            Node::And(nodes) => Self::All(of_each(nodes)),
            Node::Or(nodes) => Self::Any(of_each(nodes)),
            Node::Not(node) => Self::Not(Box::new(Self::of(node, names))),
            Node::Term(term) => Self::of_term(term, names),
        }
    }

    fn of_term(term: &Term, names: &Arc<SourceNames>) -> Self {
        let part = term.field.and_then(|field| field.part);
        let step = |test: &Test| match test {
            test if part == Some(Part::Source) => Self::Source { test: test.clone(), names: Arc::clone(names) },
            Test::Words(pattern) => Self::words(part, pattern),
            Test::Regex(pattern) | Test::Fuzzy(pattern) => Self::Pattern { part, pattern: pattern.clone() },
            Test::Fact(fact) => Self::Fact(Arc::clone(fact)),
            Test::Like(like) => Self::Like(like.clone()),
        };
        match term.any.as_slice() {
            [test] => step(test),
            tests => Self::Any(Self::cheapest_first(tests.iter().map(step))),
        }
    }

    fn words(part: Option<Part>, pattern: &Pattern) -> Self {
        Self::Words { part, finder: Box::new(Finder::new(pattern.needle()).into_owned()) }
    }

    fn cheapest_first(steps: impl Iterator<Item = Self>) -> Vec<Self> {
        let mut steps: Vec<Self> = steps.collect();
        steps.sort_by_cached_key(Self::cost);
        steps
    }

    fn cost(&self) -> Cost {
        match self {
            Self::Fact(_) | Self::Like(_) => (0, 0),
            Self::Source { .. } | Self::Words { part: Some(Part::Title | Part::Authors), .. } => (1, 0),
            Self::Pattern { .. } => (3, 0),
            Self::Words { finder, .. } => (2, usize::MAX - finder.needle().len()),
            Self::Not(step) => step.cost(),
            // Any of several costs what its dearest costs, and is settled by none of them alone.
            Self::All(steps) | Self::Any(steps) => {
                let (dearest, _) = steps.iter().map(Self::cost).max().unwrap_or_default();
                (dearest, usize::MAX)
            }
        }
    }

    fn matches(&self, segment: &Batch, at: usize) -> bool {
        match self {
            Self::All(steps) => steps.iter().all(|step| step.matches(segment, at)),
            Self::Any(steps) => steps.iter().any(|step| step.matches(segment, at)),
            Self::Not(step) => !step.matches(segment, at),
            Self::Fact(fact) => fact.matches(&segment.facts(at)),
            Self::Like(like) => like.is_at(&segment.articles()[at].address),
            Self::Source { test, names } => {
                segment.source_texts(at).is_some_and(|texts| source::has(test, texts, names))
            }
            Self::Pattern { part, pattern } => pattern.matches_part(*part, segment.folded(at)),
            Self::Words { part, finder } => {
                let folded = segment.folded(at);
                let is_found = |text: &str| finder.find(text.as_bytes()).is_some();
                match part {
                    None => is_found(folded.all()),
                    Some(part) => part.any(folded, is_found),
                }
            }
        }
    }
}
