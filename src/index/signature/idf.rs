//! How much a term weighs in a snapshot, and how alike two articles are by their signatures.

use std::collections::HashMap;

use foldhash::fast::RandomState as FoldHasher;

use super::background::{self, Background};
use super::builder::weight;
use super::{Signature, TermHash, decode_into};
use crate::index::snapshot::Snapshot;
use crate::index::stored::Damaged;

/// The idf of terms in a collection of articles, from their signatures and, as if they were a few articles more, from
/// the tables of the languages that the collection is written in.
#[derive(Clone, Debug)]
pub struct Idf {
    n_articles: f32,
    /// The number of articles with a term, by the highest bits of its hash.
    n_with: Vec<u32>,
    n_bits: u32,
    shares: HashMap<u32, f32, FoldHasher>,
}

/// The table of counts has room for this many terms of every article, so that two terms seldom share a place …
const PLACES_AN_ARTICLE: usize = 64;
/// … and not less than 256 KiB, nor more than 16 MiB: the terms of a million articles are mostly in one article each,
/// where a count that is one too high changes little.
const PLACE_BITS: std::ops::RangeInclusive<u32> = 16..=22;

impl Idf {
    /// Returns the idf of terms in a snapshot. It reads all signatures: some 170 ms for 100,000 articles on
    /// disk, so it is made once for a snapshot and kept.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut builder = IdfBuilder::new(snapshot.n_rows());
        let mut entries = Vec::new();
        for (first_row, part) in snapshot.parts() {
            let counted = part.for_each_signature(&mut |at, language, bytes| {
                if !snapshot.is_deleted(first_row + at as u32) {
                    decode_into(bytes, &mut entries)?;
                    builder.add(entries.iter().copied(), language);
                }
                Ok::<(), Damaged>(())
            });
            if let Err(damaged) = counted {
                snapshot.tell(&damaged);
            }
        }
        builder.finish()
    }

    /// Returns the idf of a term.
    pub fn of_term(&self, term: TermHash) -> f32 {
        let n_with = self.n_with[place(term.number(), self.n_bits)] as f32;
        let share = self.shares.get(&term.number()).copied().unwrap_or(0.0);
        background::idf(self.n_articles, n_with, share)
    }

    /// Returns the length of a signature as a vector.
    fn norm(&self, signature: &Signature) -> f32 {
        let square = |(term, frequency)| weight(frequency, self.of_term(term)).powi(2);
        signature.terms().map(square).sum::<f32>().sqrt()
    }
}

/// Counts in how many articles terms stand.
#[derive(Debug)]
struct IdfBuilder {
    n_articles: u32,
    n_with: Vec<u32>,
    n_bits: u32,
    languages: HashMap<Box<str>, u32>,
}

impl IdfBuilder {
    /// Begins a collection of about so many articles.
    fn new(n_articles: usize) -> Self {
        let n_places = (n_articles * PLACES_AN_ARTICLE).max(1).next_power_of_two();
        let n_bits = n_places.ilog2().clamp(*PLACE_BITS.start(), *PLACE_BITS.end());
        Self { n_articles: 0, n_with: vec![0; 1 << n_bits], n_bits, languages: HashMap::new() }
    }

    /// Adds the entries of an article's signature.
    fn add(&mut self, entries: impl Iterator<Item = u32>, language: Option<&str>) {
        self.n_articles += 1;
        entries.for_each(|entry| self.n_with[place(entry >> 4, self.n_bits)] += 1);
        let language = language.unwrap_or_default();
        match self.languages.get_mut(language) {
            Some(count) => *count += 1,
            None => {
                self.languages.insert(language.into(), 1);
            }
        }
    }

    fn finish(self) -> Idf {
        let mut shares: HashMap<u32, f32, FoldHasher> = HashMap::default();
        for (language, count) in &self.languages {
            let of_all = *count as f32 / self.n_articles as f32;
            for (term, share) in Background::of(Some(language)).shares() {
                *shares.entry(term.number()).or_default() += of_all * share;
            }
        }
        Idf { n_articles: self.n_articles as f32, n_with: self.n_with, n_bits: self.n_bits, shares }
    }
}

/// The place of a term in a table of counts.
fn place(term: u32, n_bits: u32) -> usize {
    (term >> (28 - n_bits)) as usize
}

/// Returns how alike two articles are, from 0 to 1: the cosine of their signatures as vectors, in which a term has its
/// damped frequency times its idf.
pub fn cosine(one: &Signature, other: &Signature, idf: &Idf) -> f32 {
    let mut dot = 0.0;
    let mut others = other.terms().peekable();
    for (term, frequency) in one.terms() {
        while others.next_if(|(other, _)| *other < term).is_some() {}
        if let Some((_, other_frequency)) = others.next_if(|(other, _)| *other == term) {
            let idf = idf.of_term(term);
            dot += weight(frequency, idf) * weight(other_frequency, idf);
        }
    }
    if dot == 0.0 { 0.0 } else { (dot / (idf.norm(one) * idf.norm(other))).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::signature::SignatureBuilder;
    use crate::text::fold::fold;

    fn signature(text: &str) -> Signature {
        let mut builder = SignatureBuilder::default();
        builder.start(Some("en"));
        builder.paragraph(&fold(text));
        builder.finish()
    }

    fn idf(articles: &[Signature]) -> Idf {
        let mut builder = IdfBuilder::new(articles.len());
        for article in articles {
            builder.add(article.entries.iter().copied(), Some("en"));
        }
        builder.finish()
    }

    #[test]
    fn three_reports_are_told_apart_without_a_collection() {
        let articles = [
            "The night ferry stayed in port on Saturday as the tide was out and the captain ill.",
            "The captain of the night ferry was ill, so the ferry did not sail on Saturday.",
            "The museum opened its doors on Saturday with a show of model trains.",
        ]
        .map(signature);
        let idf = idf(&articles);
        let alike = |one: usize, other: usize| cosine(&articles[one], &articles[other], &idf);
        assert!(alike(0, 1) > 0.5, "{}", alike(0, 1));
        // What two articles of one story have at least, by the measured design.
        assert!(alike(0, 2) < 0.2, "{}", alike(0, 2));
        assert!((alike(0, 0) - 1.0).abs() < 1e-5);
        assert!(cosine(&articles[0], &Signature::default(), &idf).abs() < f32::EPSILON);
    }

    #[test]
    fn a_term_weighs_by_the_collection_and_by_the_news_at_large() {
        let articles: Vec<Signature> =
            (0..100).map(|number| signature(if number < 50 { "ferry ferry" } else { "government museum" })).collect();
        let idf = idf(&articles);
        let of = |word: &str| idf.of_term(TermHash::of_word(word));
        let share = Background::of(Some("en")).share(TermHash::of_word("government"));
        let expected = |n_with: f32, share: f32| (131.0 / (n_with + 30.0 * share + 0.5)).ln();
        assert!((of("ferry") - expected(50.0, 0.0)).abs() < 1e-4);
        assert!((of("government") - expected(50.0, share)).abs() < 1e-4);
        assert!((of("zeppelin") - expected(0.0, 0.0)).abs() < 1e-4);
        assert!(of("zeppelin") > of("ferry") && of("ferry") > of("government"));
    }

    #[test]
    fn the_table_counts_by_the_languages_of_the_collection() {
        let mut builder = IdfBuilder::new(2);
        builder.add(std::iter::empty(), Some("en"));
        builder.add(std::iter::empty(), Some("uk"));
        let term = TermHash::of_word("people");
        let half = builder.finish().shares[&term.number()];
        assert!((half - Background::of(Some("en")).share(term) / 2.0).abs() < 1e-6);
    }
}
