//! The similarity of articles by its formula: the cosine of every signature with every other, term by term.

use std::collections::BTreeMap;

use newsreader::index::signature::{Idf, Signature};
use newsreader::index::{RowId, Snapshot};
use newsreader::query::LEAST_SCORE;

/// The weight of each term of an article, by the number of its hash.
type Vector = BTreeMap<u32, f64>;

fn vector(signature: &Signature, idf: &Idf) -> Vector {
    let weight = |frequency: u32, idf: f32| (1.0 + f64::from(frequency).ln()) * f64::from(idf);
    signature.terms().map(|(term, frequency)| (term.number(), weight(frequency, idf.of_term(term)))).collect()
}

fn cosine(one: &Vector, other: &Vector) -> f64 {
    let product = |one: &Vector, other: &Vector| -> f64 {
        one.iter().map(|(term, weight)| weight * other.get(term).copied().unwrap_or(0.0)).sum()
    };
    let length = (product(one, one) * product(other, other)).sqrt();
    if length > 0.0 { product(one, other) / length } else { 0.0 }
}

/// The vectors of all articles of a snapshot.
pub struct Vectors(Vec<Vector>);

impl Vectors {
    pub fn of(snapshot: &Snapshot) -> Self {
        let idf = snapshot.idf(&|| false).expect("nothing stops it");
        Self((0..snapshot.n_rows() as RowId).map(|row| vector(&snapshot.signature(row), idf)).collect())
    }

    /// The rows that are called similar to one, the most similar first, each with its score.
    pub fn similar(&self, snapshot: &Snapshot, row: RowId, is_in_window: impl Fn(RowId) -> bool) -> Vec<(RowId, f64)> {
        let others = (0..).zip(&self.0).filter(|(other, _)| *other != row && !snapshot.is_deleted(*other));
        let mut found: Vec<(RowId, f64)> = others
            .filter(|(other, _)| is_in_window(*other))
            .map(|(other, vector)| (other, cosine(&self.0[row as usize], vector)))
            .filter(|(_, score)| *score >= f64::from(LEAST_SCORE))
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        found
    }
}
