//! The relevance of articles to the words of a filter: BM25 over title and text.
//!
//! The method and its constants are those of Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
//! Beyond" (2009). A word counts more if fewer articles have it and if it occurs more often in the article. Each
//! further occurrence counts less, and an occurrence in a long article counts less than one in a short article. Counts
//! of title and text are added before that, as in their section on several fields: an occurrence in the title counts as
//! [`TITLE_WEIGHT`] occurrences in the text.
//!
//! Only words that are searched for count. Excluded words and the facts of a filter do not.

use std::cell::Cell;
use std::sync::{Mutex, PoisonError};

use super::execute::add_counts;
use super::node::{Node, Test};
use super::parallel::each;
use super::pattern::TextField as TextPart;
use super::ranks::{KEY_BITS, sort_by_key};
use super::scratch::{Scratch, with_scratch};
use crate::index::stored::{Damaged, IndexedField, Segment};
use crate::index::{RowId, RowNumber, Snapshot};

/// Saturation: with a lower value, further occurrences of a word add less (Robertson and Zaragoza, between 1.2 and 2).
const K1: f32 = 1.2;
/// The influence of the length of a text (Robertson and Zaragoza, between 0.5 and 0.8).
const B: f32 = 0.75;

/// The weight of a word of the title. A title states the subject of the article in about eight words.
///
/// With this weight a word of the title counts more than one or two passing mentions, and less than a text that uses
/// the word throughout.
const TITLE_WEIGHT: f32 = 3.0;

/// The shortest prefix that counts, in letters. A shorter one does not identify the subject of the search.
const SHORTEST_START: usize = 3;

/// A test that counts for relevance, with the parts of an article that it is counted in.
#[derive(Clone, Debug, PartialEq)]
struct Term {
    test: Test,
    is_in_title: bool,
    is_in_text: bool,
}

thread_local! {
    /// The scores of a further term.
    static OF_TERM: Scratch<f32> = const { Cell::new(Vec::new()) };
}

/// True if a filter has words that articles are scored for.
pub(super) fn has_terms(root: &Node) -> bool {
    !terms(root).is_empty()
}

/// Sets the score of each row of `snapshot`; all scores must be 0 before.
///
/// The score is higher if the article is more relevant to the words of `root`, and 0 if it has none of them. Returns
/// `None` if `stop` has returned true.
pub(super) fn score(root: &Node, snapshot: &Snapshot, scores: &mut [f32], stop: &dyn Fn() -> bool) -> Option<()> {
    let terms = terms(root);
    let Some((first, others)) = terms.split_first() else { return Some(()) };
    // The counts of the first term are turned into the scores in place: most filters have only one term.
    score_term(first, snapshot, scores, stop)?;
    for term in others {
        with_scratch(&OF_TERM, scores.len(), |of_term| {
            score_term(term, snapshot, of_term, stop)?;
            scores.iter_mut().zip(of_term).for_each(|(score, of_term)| *score += *of_term);
            Some(())
        })?;
    }
    Some(())
}

/// Sets the score of each row for one term.
fn score_term(term: &Term, snapshot: &Snapshot, scores: &mut [f32], stop: &dyn Fn() -> bool) -> Option<()> {
    let segments: Vec<(RowId, &Segment)> =
        snapshot.segments().map(|(first_row, segment)| (first_row, &**segment)).collect();
    let own = by_segment(scores, &segments);
    let counted = each(segments.len(), stop, |at, stop| {
        let (segment, counts) = (segments[at].1, &mut **own[at].lock().unwrap_or_else(PoisonError::into_inner));
        term.count(segment, counts, snapshot, stop)?;
        Some(n_with(segments[at].0, counts, snapshot))
    })?;
    let idf = idf(snapshot.len(), counted.into_iter().sum());
    let mean = mean_words(snapshot, stop)?;
    each(segments.len(), stop, |at, _| {
        let mut counts = own[at].lock().unwrap_or_else(PoisonError::into_inner);
        let mut rest = counts.iter_mut();
        let read = segments[at].1.for_each_number(RowNumber::Words, &mut |lengths| {
            // A count of 0 gives a score of 0. Without a branch, the processor computes several rows at once.
            for (length, count) in lengths.iter().zip(&mut rest) {
                *count = bm25(idf, *count, *length as f32 / mean);
            }
        });
        report_damage(read.map(Some), snapshot)
    })?;
    Some(())
}

/// Returns the number of rows of a segment that have a count.
///
/// Deleted rows are not counted; otherwise the order would depend on the former contents of the folder.
fn n_with(first_row: RowId, counts: &[f32], snapshot: &Snapshot) -> usize {
    // Nearly always no row is deleted, and then a million rows need not be tested.
    if snapshot.len() == snapshot.n_rows() {
        return counts.iter().filter(|count| **count > 0.0).count();
    }
    let with_it = (first_row..).zip(counts).filter(|(_, count)| **count > 0.0);
    with_it.filter(|(row, _)| !snapshot.is_deleted(*row)).count()
}

/// Splits values of rows by segment, so that each segment can be processed by one thread.
fn by_segment<'all>(all: &'all mut [f32], segments: &[(RowId, &Segment)]) -> Vec<Mutex<&'all mut [f32]>> {
    let mut rest = all;
    let own = |(_, segment): &(RowId, &Segment)| {
        let (own, others) = std::mem::take(&mut rest).split_at_mut(segment.len());
        rest = others;
        Mutex::new(own)
    };
    segments.iter().map(own).collect()
}

/// Returns the mean number of words of a text. It is computed once for each snapshot, because every term needs it.
pub(super) fn mean_words(snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<f32> {
    if let Some(mean) = snapshot.mean_words().get() {
        return Some(*mean);
    }
    let segments: Vec<(RowId, &Segment)> =
        snapshot.segments().map(|(first_row, segment)| (first_row, &**segment)).collect();
    let counted = each(segments.len(), stop, |at, _| Some(n_words(segments[at], snapshot)))?;
    Some(*snapshot.mean_words().get_or_init(|| mean(counted.into_iter().sum(), snapshot.len())))
}

/// Returns the number of words in the texts of a segment, without deleted rows. The unreadable part of a damaged
/// segment counts as 0.
fn n_words((first_row, segment): (RowId, &Segment), snapshot: &Snapshot) -> u64 {
    // Nearly always no row is deleted, and then a million rows need not be tested.
    let has_gone = snapshot.len() < snapshot.n_rows();
    let (mut row, mut n_words) = (first_row, 0);
    let counted = segment.for_each_number(RowNumber::Words, &mut |lengths| {
        n_words += if has_gone {
            let of_those_there = (row..).zip(lengths).filter(|(row, _)| !snapshot.is_deleted(*row));
            of_those_there.map(|(_, length)| u64::from(*length)).sum::<u64>()
        } else {
            lengths.iter().map(|length| u64::from(*length)).sum::<u64>()
        };
        row += lengths.len() as RowId;
    });
    report_damage(counted.map(Some), snapshot);
    n_words
}

/// Returns the mean number of words of a text, at least 1.
fn mean(n_words: u64, n_rows: usize) -> f32 {
    (n_words as f32 / n_rows.max(1) as f32).max(1.0)
}

/// Returns the score that a word with this idf adds to an article.
///
/// `count` is the weighted number of its occurrences; `length` is the length of the text relative to the mean.
fn bm25(idf: f32, count: f32, length: f32) -> f32 {
    idf * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length))
}

/// Returns the idf of a word that `n_with` of `n_rows` articles have.
///
/// This is the form that is never below 0, even for a word that most articles have.
fn idf(n_rows: usize, n_with: usize) -> f32 {
    let n_with = n_with.max(1);
    (1.0 + n_rows.saturating_sub(n_with) as f32 / n_with as f32 + 0.5 / n_with as f32).ln()
}

/// Sorts rows by score, highest first; rows with equal scores keep their order. Scores that differ by less than one
/// part in 16,384 count as equal.
pub(super) fn sort(rows: &mut [RowId], scores: &[f32]) {
    // Scores are never negative, so they have the order of their bits. The key has the exponent and the first 14 bits
    // of the fraction.
    const SIGN_AND_REST: u32 = u32::BITS - KEY_BITS;
    sort_by_key(rows, |row| {
        let score = scores.get(row as usize).copied().unwrap_or(0.0).max(0.0);
        !(score.to_bits() << 1) >> SIGN_AND_REST
    });
}

/// Returns the result of counting. Damage of a segment is reported, and its remaining rows count as 0.
fn report_damage(counted: Result<Option<()>, Damaged>, snapshot: &Snapshot) -> Option<()> {
    counted.unwrap_or_else(|damaged| {
        snapshot.tell(&damaged);
        Some(())
    })
}

/// Returns the distinct terms that a filter searches for.
fn terms(root: &Node) -> Vec<Term> {
    let mut terms = Vec::new();
    collect(root, true, &mut terms);
    terms
}

fn collect(node: &Node, is_wanted: bool, terms: &mut Vec<Term>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, is_wanted, terms)),
        Node::Not(node) => collect(node, !is_wanted, terms),
        Node::Term(_) if !is_wanted => {}
        Node::Term(term) => {
            let (is_in_title, is_in_text) = match term.field.map(|field| field.text_field) {
                None => (true, true),
                Some(Some(TextPart::Title)) => (true, false),
                Some(Some(TextPart::Body | TextPart::Quotes | TextPart::Captions | TextPart::Names)) => (false, true),
                // Outlets, authors, addresses and page text do not describe the subject of an article, and facts have
                // no words.
                Some(Some(TextPart::Source | TextPart::Authors | TextPart::Links | TextPart::Page) | None) => {
                    (false, false)
                }
            };
            for test in term.any.iter().filter(|test| is_scored(test)) {
                let term = Term { test: test.clone(), is_in_title, is_in_text };
                if (is_in_title || is_in_text) && !terms.contains(&term) {
                    terms.push(term);
                }
            }
        }
    }
}

fn is_scored(test: &Test) -> bool {
    match test {
        Test::Fact(_) | Test::Like(_) => false,
        Test::Regex(_) | Test::Fuzzy(_) => true,
        Test::Words(pattern) => {
            let n_letters: usize = pattern.words().map(|word| word.chars().count()).sum();
            !pattern.is_open() || n_letters >= SHORTEST_START
        }
    }
}

impl Term {
    /// Returns the fields in which the term is counted, each with its weight. The index has no positions of compounds,
    /// so a compound counts once for each article.
    fn fields(&self) -> Vec<(IndexedField, f32)> {
        let mut fields = Vec::new();
        fields.extend(self.is_in_title.then_some((IndexedField::Title, TITLE_WEIGHT)));
        fields.extend(self.is_in_text.then_some((IndexedField::Body, 1.0)));
        fields.extend(self.has_compounds().then_some((IndexedField::Compounds, 1.0)));
        fields
    }

    fn has_compounds(&self) -> bool {
        matches!(self.test, Test::Regex(_) | Test::Fuzzy(_)) && self.is_in_title && self.is_in_text
    }

    /// Adds to the count of each article of a segment the number of its occurrences of this term.
    fn count(&self, segment: &Segment, counts: &mut [f32], snapshot: &Snapshot, stop: &dyn Fn() -> bool) -> Option<()> {
        let counted = self.fields().iter().try_fold(Some(()), |counted, (field, weight)| match counted {
            Some(()) => add_counts(&self.test, *field, segment, *weight, counts, stop),
            None => Ok(None),
        });
        report_damage(counted, snapshot)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::article::facts::Facts;
    use crate::article::{Address, Article, BlockKind, BodyBuilder, Format, Known};
    use crate::index::stored::{Segment, SegmentOutput, merge_segments};
    use crate::index::{SegmentBuilder, SnapshotBuilder};
    use crate::query::parse;

    const ARTICLES: &[(&str, &str)] = &[
        ("Ferry stays in port", "The night ferry stayed in port. Nobody sailed."),
        ("Tolls rise", "The ferry pays tolls, tolls and tolls again, and so do the lorries of the port."),
        ("A quiet day", "La la la, sang the harbour master. STS-103 flew over, sts-103 again."),
        ("港口", "港口港口关闭, the port is closed."),
        (
            "",
            "Ferries and a ferry, a ferry, and one more ferry that a ferry met, and nothing else but ferries all day long.",
        ),
    ];

    fn segment(articles: &[(&str, &str)]) -> Segment {
        let mut builder = SegmentBuilder::default();
        for (title, text) in articles {
            let address =
                Address { path: Arc::from(Path::new("a.txt")), item: None, range: None, format: Format::PlainText };
            let mut article = Article::unknown_at(address);
            if !title.is_empty() {
                article.title = Known::given((*title).into(), "a field");
            }
            let mut body = BodyBuilder::default();
            body.push(text);
            body.end_block(BlockKind::Paragraph, false);
            builder.push(article, body.finish(), &Facts::default(), false);
        }
        builder.finish()
    }

    fn snapshot(segments: &[&[(&str, &str)]]) -> SnapshotBuilder {
        let mut builder = SnapshotBuilder::default();
        for articles in segments {
            builder.push(segment(articles));
        }
        builder
    }

    fn scores_of(filter: &str, snapshot: &Snapshot) -> Vec<f32> {
        let mut scores = vec![0.0; snapshot.n_rows()];
        let root = parse(filter, date(2022, 3, 16)).root.unwrap();
        score(&root, snapshot, &mut scores, &|| false).unwrap();
        scores
    }

    /// Checks the articles with a score, highest first.
    fn check(filter: &str, expected: &[usize]) {
        let snapshot = snapshot(&[ARTICLES]).snapshot();
        let scores = scores_of(filter, &snapshot);
        let mut rows: Vec<RowId> = (0..).take(ARTICLES.len()).filter(|row| scores[*row as usize] > 0.0).collect();
        sort(&mut rows, &scores);
        assert_eq!(rows, expected.iter().map(|row| *row as RowId).collect::<Vec<_>>(), "{filter} {scores:?}");
    }

    #[test]
    fn what_an_article_is_about_comes_first() {
        check("=ferry", &[0, 4, 1]);
        check("body:=ferry", &[4, 0, 1]);
        check("title:ferry", &[0]);
        check("tolls", &[1]);
        check("nobody or port", &[0, 3, 1]);
        check("port -tolls", &[0, 3, 1]);
        check("\"la la\"", &[2]);
        check("/sts-/", &[2]);
        check("fe", &[]);
        check("date:unknown", &[]);
    }

    #[test]
    fn articles_in_memory_and_on_disk_are_scored_alike() {
        let folder = tempfile::tempdir().unwrap();
        let stored = |number: u64, articles: &[(&str, &str)]| {
            let output = SegmentOutput::on_disk(folder.path(), number).unwrap();
            Arc::new(merge_segments(&[Arc::new(segment(articles))], &output, &|| false).unwrap())
        };
        let memory = snapshot(&[ARTICLES]).snapshot();
        let mut on_disk = snapshot(&[ARTICLES]);
        on_disk.replace(0..1, stored(1, ARTICLES));
        let on_disk = on_disk.snapshot();
        let (first, last) = ARTICLES.split_at(2);
        let mut mixed = snapshot(&[first, last]);
        mixed.replace(0..1, stored(2, first));
        let mixed = mixed.snapshot();
        for filter in [
            "ferry",
            "=ferry",
            "ferr or toll",
            "\"la la\"",
            "\"the p*\"",
            "\"the port\"",
            "港口",
            "港",
            "/sts-\\d/",
            "~fery",
            "/^f/",
            "title:port body:the",
            "quote:ferry or who:ferry",
            "the -port",
        ] {
            let expected = scores_of(filter, &memory);
            assert!(expected.iter().any(|score| *score > 0.0), "{filter}");
            assert_eq!(scores_of(filter, &on_disk), expected, "{filter} on disk");
            assert_eq!(scores_of(filter, &mixed), expected, "{filter} on disk and in memory");
        }
        let root = parse("ferry", date(2022, 3, 16)).root.unwrap();
        for snapshot in [memory, on_disk] {
            assert_eq!(score(&root, &snapshot, &mut vec![0.0; snapshot.n_rows()], &|| true), None);
        }
    }
}
