//! The articles of a snapshot whose signatures are most like one: all signatures are looked at.
//!
//! A signature takes some 200 bytes, so that all of a hundred thousand articles are 20 MB, and reading them in their
//! order needs no list of the rows of each term, which would be as large again. Most rows share little with the one
//! that is asked for. So each is weighed roughly first, by what the shared terms add to the product, and only the best
//! are compared as [`cosine`] compares them. For a million articles lists will be needed.

use super::builder::damped;
use super::{FREQUENCY_MAX, Idf, Signature, cosine, for_each_entry};
use crate::index::snapshot::{RowId, Snapshot};
use crate::index::stored::Damaged;

/// An article that is like another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its row.
    pub row: RowId,
    /// The cosine of the two signatures.
    pub cosine: f32,
}

/// So many times as many rows as are asked for are compared exactly. A rough weight differs from the cosine by the
/// idf of the terms that are not shared, which is within a third for nearly all rows.
const COMPARED_FACTOR: usize = 4;
/// At least so many are.
const COMPARED_MIN: usize = 200;

/// Returns the rows most like a signature, the most alike first, at most `limit`, and none that shares no term with it.
/// `None` when `stop` has said so.
pub fn nearest(
    snapshot: &Snapshot,
    signature: &Signature,
    idf: &Idf,
    limit: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Near>> {
    let wanted = Wanted::new(signature, idf);
    let mut best = Best::new((limit * COMPARED_FACTOR).max(COMPARED_MIN));
    for (first_row, part) in snapshot.parts() {
        let mut is_stopped = false;
        let weighed = part.for_each_signature_bytes(0..part.len(), &mut |at, bytes| {
            let row = first_row + at as RowId;
            let weight = wanted.weigh(bytes)?;
            if weight > best.least && !snapshot.is_deleted(row) {
                best.add(row, weight);
            }
            is_stopped = at % ROWS_BETWEEN_STOPS == 0 && stop();
            Ok(!is_stopped)
        });
        if is_stopped {
            return None;
        }
        if let Err(damaged) = weighed {
            snapshot.tell(&damaged);
        }
    }
    let rows = best.rows().into_iter();
    let mut found: Vec<Near> =
        rows.map(|row| Near { row, cosine: cosine(signature, &snapshot.signature(row), idf) }).collect();
    found.sort_unstable_by(|one, other| other.cosine.total_cmp(&one.cosine).then(one.row.cmp(&other.row)));
    found.truncate(limit);
    Some(found)
}

/// How many rows are weighed before `stop` is asked again: a tenth of a millisecond of work.
const ROWS_BETWEEN_STOPS: usize = 512;

/// The terms that are looked for.
struct Wanted {
    /// A bit for the highest 16 bits of each hash: it tells at once that a term is none of them.
    may_be: Vec<u64>,
    /// The hash of each term, in order, and what it adds to the product for a frequency of 1.
    terms: Vec<(u32, f32)>,
    /// The damped frequency of an entry, by its lowest bits.
    damped: [f32; FREQUENCY_MAX as usize],
}

impl Wanted {
    const FILTER_BITS: u32 = 16;

    fn new(signature: &Signature, idf: &Idf) -> Self {
        let damped = std::array::from_fn(|at| damped(at as u32 + 1));
        let mut may_be = vec![0_u64; (1 << Self::FILTER_BITS) / 64];
        let mut terms = Vec::with_capacity(signature.len());
        for (term, frequency) in signature.terms() {
            let place = term.number() >> (28 - Self::FILTER_BITS);
            may_be[place as usize / 64] |= 1 << (place % 64);
            terms.push((term.number(), damped[frequency as usize - 1] * idf.of_term(term).powi(2)));
        }
        Self { may_be, terms, damped }
    }

    /// Returns a rough weight of a row: its product with the signature by the length that it would have if all its
    /// terms were equally rare.
    #[inline]
    fn weigh(&self, bytes: &[u8]) -> Result<f32, Damaged> {
        let (mut product, mut square) = (0.0, 0.0);
        for_each_entry(bytes, |entry| {
            let damped = self.damped[(entry & 15) as usize];
            square += damped * damped;
            let place = entry >> (32 - Self::FILTER_BITS);
            if self.may_be[place as usize / 64] >> (place % 64) & 1 != 0
                && let Ok(at) = self.terms.binary_search_by_key(&(entry >> 4), |(term, _)| *term)
            {
                product += damped * self.terms[at].1;
            }
        })?;
        Ok(if product > 0.0 { product / f32::sqrt(square) } else { 0.0 })
    }
}

/// The rows of the highest weights.
struct Best {
    rows: Vec<(f32, RowId)>,
    n_kept: usize,
    /// What has no higher weight is not among them.
    least: f32,
}

impl Best {
    fn new(n_kept: usize) -> Self {
        Self { rows: Vec::with_capacity(n_kept * 2), n_kept, least: 0.0 }
    }

    fn add(&mut self, row: RowId, weight: f32) {
        self.rows.push((weight, row));
        if self.rows.len() == self.n_kept * 2 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.rows.len() > self.n_kept {
            let (_, last, _) =
                self.rows.select_nth_unstable_by(self.n_kept - 1, |one, other| other.0.total_cmp(&one.0));
            self.least = last.0;
            self.rows.truncate(self.n_kept);
        }
    }

    fn rows(mut self) -> Vec<RowId> {
        self.cut();
        self.rows.into_iter().map(|(_, row)| row).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::facts::Facts;
    use crate::article::{Address, Article, BlockKind, BodyBuilder, Format, Known};
    use crate::index::{SegmentBuilder, SnapshotBuilder};

    /// Articles that have more and more words of a first one.
    fn snapshot(n_articles: usize) -> Snapshot {
        let word = |number: usize| {
            format!(
                "q{}z",
                "abcdefghijklmnopqrst".chars().cycle().skip(number).take(4 + number / 20).collect::<String>()
            )
        };
        let mut builder = SegmentBuilder::default();
        for number in 0..n_articles {
            let address = Address {
                path: Path::new("a.jsonl").into(),
                item: Some(number as u32 + 1),
                range: None,
                format: Format::JsonLines,
            };
            let mut article = Article::unknown_at(address);
            article.title = Known::given("Ferry".into(), "a field");
            let shared = (0..40).filter(|at| at % (number + 1) == 0).map(word);
            let own = (0..30).map(|at| word(100 + number * 30 + at));
            let mut body = BodyBuilder::default();
            body.push(&shared.chain(own).collect::<Vec<_>>().join(" "));
            body.end_block(BlockKind::Paragraph, false);
            builder.push(article, body.finish(), &Facts::default(), false);
        }
        let mut snapshots = SnapshotBuilder::default();
        snapshots.push(builder.finish());
        snapshots.snapshot()
    }

    #[test]
    fn the_nearest_are_those_of_the_highest_cosines() {
        let snapshot = snapshot(60);
        let idf = Idf::of(&snapshot);
        let asked = snapshot.signature(0);
        let found = nearest(&snapshot, &asked, &idf, 10, &|| false).unwrap();
        let mut expected: Vec<Near> =
            (0..60).map(|row| Near { row, cosine: cosine(&asked, &snapshot.signature(row), &idf) }).collect();
        expected.sort_by(|one, other| other.cosine.total_cmp(&one.cosine).then(one.row.cmp(&other.row)));
        assert_eq!(found, expected[..10]);
        assert_eq!((found[0].row, found[1].row), (0, 1));
        assert!(found[1].cosine > found[9].cosine);
        assert_eq!(nearest(&snapshot, &asked, &idf, 10, &|| true), None);
        assert_eq!(nearest(&snapshot, &Signature::default(), &idf, 10, &|| false), Some(Vec::new()));
    }
}
