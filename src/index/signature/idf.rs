//! The idf of terms in a snapshot, and the similarity of two articles by their signatures.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState as FoldHasher;

use super::background::{self, Background};
use super::builder::{damped, weight};
use super::{FREQUENCY_MAX, Signature, TermHash, for_each_entry, term_of};
use crate::index::stored::Damaged;

/// The idf of terms in a collection of articles, counted from their signatures. The tables of the collection's
/// languages count as if they were a few more articles.
///
/// In a collection of more than a few thousand articles, only a sample that is spread over all of them is counted. It shows
/// how common a common term is, and that a rare term is rare. So the idf of a million articles is computed in
/// milliseconds, and a cosine means the same as in a smaller folder.
#[derive(Clone, Debug)]
pub struct Idf {
    /// The number of articles with a term, by the highest bits of its hash, with [`IS_IN_TABLE`]. The flag saves most
    /// lookups in `of_tables`, which makes a comparison several times as fast.
    n_with: Vec<u16>,
    n_bits: u32,
    /// Idf of a term that no table has, by the number of articles with it.
    by_count: Vec<f32>,
    /// Idf of the terms of the tables.
    of_tables: HashMap<u32, f32, FoldHasher>,
}

/// Flag of a place that a term of a table has. Counts stay below it.
const IS_IN_TABLE: u16 = 1 << 15;

/// The number of places in the table of counts for each article, so that two terms seldom share a place.
const PLACES_AN_ARTICLE: usize = 64;
/// Limits of the size of the table of counts: 128 KiB to 2 MiB.
const PLACE_BITS: std::ops::RangeInclusive<u32> = 16..=20;

impl Idf {
    #[inline]
    pub fn of_term(&self, term: TermHash) -> f32 {
        let n_with = self.n_with[place(term.number(), self.n_bits)];
        let is_in_table = n_with & IS_IN_TABLE != 0;
        let of_table = if is_in_table { self.of_tables.get(&term.number()).copied() } else { None };
        of_table.unwrap_or_else(|| self.by_count[usize::from(n_with & !IS_IN_TABLE)])
    }
}

/// Counts the articles that contain each term.
#[derive(Debug)]
pub(in crate::index) struct IdfBuilder {
    n_articles: u32,
    n_with: Vec<u16>,
    n_bits: u32,
    /// Sorted by code, so that sums are the same in every run.
    languages: BTreeMap<Box<str>, u32>,
}

impl IdfBuilder {
    /// Begins a collection of about `n_articles` articles.
    pub(in crate::index) fn new(n_articles: usize) -> Self {
        let n_places = (n_articles * PLACES_AN_ARTICLE).max(1).next_power_of_two();
        let n_bits = n_places.ilog2().clamp(*PLACE_BITS.start(), *PLACE_BITS.end());
        Self { n_articles: 0, n_with: vec![0; 1 << n_bits], n_bits, languages: BTreeMap::new() }
    }

    /// Adds the entries of an article's signature.
    pub(in crate::index) fn add(&mut self, entries: impl Iterator<Item = u32>, language: Option<&str>) {
        self.n_articles += 1;
        for entry in entries {
            let count = &mut self.n_with[place(entry >> 4, self.n_bits)];
            *count = (*count + 1).min(IS_IN_TABLE - 1);
        }
        let language = language.unwrap_or_default();
        match self.languages.get_mut(language) {
            Some(count) => *count += 1,
            None => {
                self.languages.insert(language.into(), 1);
            }
        }
    }

    pub(in crate::index) fn finish(mut self) -> Idf {
        let mut shares: HashMap<u32, f32, FoldHasher> = HashMap::default();
        for (language, count) in &self.languages {
            let of_all = *count as f32 / self.n_articles.max(1) as f32;
            for (term, share) in Background::of(Some(language)).shares() {
                *shares.entry(term.number()).or_default() += of_all * share;
            }
        }
        let n_articles = self.n_articles as f32;
        let most = self.n_with.iter().copied().max().unwrap_or(0);
        let by_count = (0..=most).map(|n_with| background::idf(n_articles, f32::from(n_with), 0.0)).collect();
        let n_with = |term: u32| f32::from(self.n_with[place(term, self.n_bits)]);
        let of_table = |(term, share): (&u32, &f32)| (*term, background::idf(n_articles, n_with(*term), *share));
        let of_tables: HashMap<u32, f32, FoldHasher> = shares.iter().map(of_table).collect();
        for term in of_tables.keys() {
            self.n_with[place(*term, self.n_bits)] |= IS_IN_TABLE;
        }
        Idf { of_tables, by_count, n_bits: self.n_bits, n_with: self.n_with }
    }
}

/// Returns the place of a term in a table of counts.
fn place(term: u32, n_bits: u32) -> usize {
    (term >> (28 - n_bits)) as usize
}

/// An article that others are compared with.
#[derive(Debug)]
pub struct Comparison<'idf> {
    idf: &'idf Idf,
    /// Number and weight of each term, sorted by number.
    terms: Vec<(u32, f32)>,
    /// Length of the signature as a vector.
    norm: f32,
    /// Damped frequency of an entry, by its lowest four bits.
    damped: [f32; FREQUENCY_MAX as usize],
}

impl<'idf> Comparison<'idf> {
    /// Weighs the terms of the article.
    pub fn new(signature: &Signature, idf: &'idf Idf) -> Self {
        let terms: Vec<(u32, f32)> =
            signature.terms().map(|(term, frequency)| (term.number(), weight(frequency, idf.of_term(term)))).collect();
        let norm = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Self { idf, terms, norm, damped: std::array::from_fn(|at| damped(at as u32 + 1)) }
    }

    /// Returns the similarity of another article, from 0 to 1. It is the cosine of the signatures as vectors. The
    /// component of a term is its damped frequency times its idf.
    ///
    /// # Errors
    /// When `bytes` are not a signature.
    pub fn cosine(&self, bytes: &[u8]) -> Result<f32, Damaged> {
        let (mut product, mut square) = (0.0, 0.0);
        let mut own = self.terms.iter();
        let mut next = own.next();
        for_each_entry(bytes, |entry| {
            let (term, _) = term_of(entry);
            let weight = self.damped[(entry & 15) as usize] * self.idf.of_term(term);
            square += weight * weight;
            while next.is_some_and(|(own, _)| *own < term.number()) {
                next = own.next();
            }
            if let Some((own, own_weight)) = next
                && *own == term.number()
            {
                product += own_weight * weight;
            }
        })?;
        Ok(if product > 0.0 { (product / (self.norm * f32::sqrt(square))).min(1.0) } else { 0.0 })
    }
}

#[cfg(test)]
impl Idf {
    /// Returns the idf of terms in these English articles.
    pub(super) fn of_english(articles: &[Signature]) -> Self {
        let mut builder = IdfBuilder::new(articles.len());
        for article in articles {
            builder.add(article.entries.iter().copied(), Some("en"));
        }
        builder.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::signature::SignatureBuilder;
    use crate::text::normalise::normalise;

    fn signature(text: &str) -> Signature {
        let mut builder = SignatureBuilder::default();
        builder.start(Some("en"));
        builder.paragraph(&normalise(text));
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
        let idf = Idf::of_english(&articles);
        let cosine = |one: usize, other: &Signature| {
            let mut bytes = Vec::new();
            other.encode(&mut bytes);
            Comparison::new(&articles[one], &idf).cosine(&bytes).unwrap()
        };
        let similarity = cosine(0, &articles[1]);
        assert!(similarity > 0.5, "{similarity}");
        let similarity = cosine(0, &articles[2]);
        assert!(similarity < 0.2, "{similarity}");
        assert!((cosine(0, &articles[0]) - 1.0).abs() < 1e-5);
        assert!(cosine(0, &Signature::default()).abs() < f32::EPSILON);
    }

    #[test]
    fn a_term_weighs_by_the_collection_and_by_the_news_at_large() {
        let articles: Vec<Signature> =
            (0..100).map(|number| signature(if number < 50 { "ferry ferry" } else { "government museum" })).collect();
        let idf = Idf::of_english(&articles);
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
        let half = Background::of(Some("en")).share(term) / 2.0;
        let expected = background::idf(2.0, 0.0, half);
        assert!((builder.finish().of_term(term) - expected).abs() < 1e-6);
    }
}
