//! The relevance of articles to the words of a filter by its formula, article by article.
//!
//! It is BM25 over title and text, of which a word of the title counts as often as three of the text. Words that a
//! filter excludes, and fields that say nothing of the subject, do not count.

use newsreader::index::{Bitmap, RowId};
use newsreader::query::{Node, Test, TextField, WordPattern};

use crate::plain_scan::{PlainArticle, Text};

const K1: f64 = 1.2;
const B: f64 = 0.75;
const TITLE_WEIGHT: f64 = 3.0;
/// The start of a word of fewer letters says nothing of the subject.
const SHORTEST_START: usize = 3;

/// Something that is looked for, and the parts that it counts in.
#[derive(PartialEq)]
struct Asked<'node> {
    test: &'node Test,
    is_in_title: bool,
    is_in_body: bool,
}

/// The score of each article; the deleted ones do not count in any number.
pub fn scores(root: &Node, articles: &[PlainArticle], deleted: &Bitmap) -> Vec<f64> {
    let mut asked = Vec::new();
    collect(root, true, &mut asked);
    let kept = || (0..).zip(articles).filter(|(row, _): &(RowId, _)| !deleted.contains(*row));
    let n_kept = kept().count() as f64;
    let mean_length = kept().map(|(_, article)| f64::from(article.n_words)).sum::<f64>() / n_kept;
    let mut scores = vec![0.0; articles.len()];
    for asked in asked {
        let n_with = kept().filter(|(_, article)| asked.count(article) > 0.0).count().max(1) as f64;
        let idf = (1.0 + (n_kept - n_with + 0.5) / n_with).ln();
        for (score, article) in scores.iter_mut().zip(articles) {
            let (count, length) = (asked.count(article), f64::from(article.n_words) / mean_length.max(1.0));
            *score += idf * count * (K1 + 1.0) / (count + K1 * (1.0 - B + B * length));
        }
    }
    scores
}

fn collect<'node>(node: &'node Node, is_wanted: bool, asked: &mut Vec<Asked<'node>>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| collect(node, is_wanted, asked)),
        Node::Not(node) => collect(node, !is_wanted, asked),
        Node::Term(_) if !is_wanted => {}
        Node::Term(term) => {
            let (is_in_title, is_in_body) = match term.field.map(|field| field.text_field) {
                None => (true, true),
                Some(Some(TextField::Title)) => (true, false),
                Some(Some(TextField::Body | TextField::Quotes | TextField::Captions | TextField::Names)) => {
                    (false, true)
                }
                Some(_) => return,
            };
            for test in &term.any {
                let one = Asked { test, is_in_title, is_in_body };
                if says_something(test) && !asked.contains(&one) {
                    asked.push(one);
                }
            }
        }
    }
}

fn says_something(test: &Test) -> bool {
    match test {
        Test::Words(pattern) => !pattern.is_open() || pattern.words().flat_map(str::chars).count() >= SHORTEST_START,
        Test::Regex(_) | Test::Fuzzy(_) => true,
        Test::Fact(_) | Test::Like(_) => false,
    }
}

impl Asked<'_> {
    /// How often an article has it, a title's words weighted.
    fn count(&self, article: &PlainArticle) -> f64 {
        let mut count = 0.0;
        if self.is_in_title {
            count += TITLE_WEIGHT * self.count_in(&article.title);
        }
        if self.is_in_body {
            count += self.count_in(&article.body);
        }
        if let (Test::Regex(pattern) | Test::Fuzzy(pattern), true, true) =
            (self.test, self.is_in_title, self.is_in_body)
        {
            count += article.compounds.iter().filter(|compound| pattern.matches_word(compound)).count() as f64;
        }
        count
    }

    fn count_in(&self, text: &Text) -> f64 {
        let n_words_like = |pattern: &WordPattern| {
            text.normalised.split_whitespace().filter(|word| pattern.matches_word(word)).count()
        };
        let n_times = match self.test {
            Test::Words(pattern) => {
                let normalised = &text.normalised;
                let starts =
                    normalised.match_indices(' ').filter(|(at, _)| normalised[*at..].starts_with(pattern.needle()));
                let is_open_phrase = pattern.is_open() && pattern.words().nth(1).is_some();
                if is_open_phrase { starts.count().min(1) } else { starts.count() }
            }
            Test::Regex(pattern) | Test::Fuzzy(pattern) => n_words_like(pattern),
            Test::Fact(_) | Test::Like(_) => 0,
        };
        n_times as f64
    }
}
