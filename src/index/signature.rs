//! The signature of an article: some fifty significant terms, small enough that all articles can be compared.
//!
//! | part | contents |
//! |---|---|
//! | `terms` | hashes of terms: of a stemmed word, a pair of characters, a number, a name |
//! | `background` | frequencies of terms in the news at large, for folders that are too small to have their own |
//! | `builder` | the choice of the terms of a text that form its signature |
//! | [`Idf`], [`Comparison`] | the idf of terms in a snapshot, and the similarity of two signatures |
//! | [`heaviest()`], [`WantedTerms`] | the heaviest terms in a few bytes a row, which select the rows worth comparing |
//!
//! `query::similarity` finds the rows of a snapshot that are most similar to one row.
//!
//! The contents and the size of signatures were chosen by measurements on real stories. Compared with whole texts, 48
//! terms lose nothing, 32 are within noise, and 16 lose half of the events. Without frequencies, a tenth of the quality
//! is lost.

mod background;
mod bits;
mod builder;
mod heaviest;
mod idf;
mod terms;

pub use builder::SignatureBuilder;
pub use heaviest::{HEAVIEST_BYTES, NO_TERMS, WantedTerms, heaviest};
pub(super) use idf::IdfBuilder;
pub use idf::{Comparison, Idf};
pub use terms::TermHash;

use bits::{BitReader, BitWriter};

use super::stored::Damaged;

/// The maximum frequency of a term. Higher frequencies are counted as this one.
const FREQUENCY_MAX: u32 = 16;
/// A number of entries that no signature reaches, so that the number of entries fits into a byte.
const ENTRIES_MAX: usize = 256;

/// Significant terms of an article with their frequencies, sorted by hash.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// An entry is 28 bits of hash and, below them, 4 bits of the frequency minus one.
    entries: Vec<u32>,
}

impl Signature {
    /// Creates a signature from terms and their frequencies. If a term occurs twice, the higher frequency is used.
    fn new(terms: impl IntoIterator<Item = (TermHash, u32)>) -> Self {
        let entry = |(term, frequency): (TermHash, u32)| term.number() << 4 | (frequency.clamp(1, FREQUENCY_MAX) - 1);
        let mut entries: Vec<u32> = terms.into_iter().map(entry).collect();
        // The higher frequency of a term sorts first and is kept.
        entries.sort_unstable_by_key(|entry| (entry >> 4, !entry));
        entries.dedup_by_key(|entry| *entry >> 4);
        Self { entries }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if the article has no terms, for example because it has no words.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the terms with their frequencies, in the order of their hashes.
    pub fn terms(&self) -> impl ExactSizeIterator<Item = (TermHash, u32)> {
        self.entries.iter().map(|entry| term_of(*entry))
    }

    /// Appends the encoded signature.
    ///
    /// The gaps between evenly spread hashes follow a geometric distribution. For these, the Golomb–Rice code is within
    /// half a bit of the optimum: it writes the low bits of a gap as they are and the quotient in unary. Most
    /// frequencies are 1 or 2, so they are written in unary too. An entry takes 3.25 bytes.
    pub fn encode(&self, out: &mut Vec<u8>) {
        if self.entries.is_empty() {
            return;
        }
        out.push(self.entries.len().min(ENTRIES_MAX - 1) as u8);
        let n_low = low_bits(self.entries.len());
        let mut bits = BitWriter::new(out);
        let mut before = 0;
        for entry in self.entries.iter().take(ENTRIES_MAX - 1) {
            let gap = (entry >> 4) - before;
            before = entry >> 4;
            bits.put(gap & ((1 << n_low) - 1), n_low);
            bits.put_unary(gap >> n_low);
            bits.put_unary(entry & 15);
        }
        bits.finish();
    }

    /// Decodes a signature that [`Self::encode`] wrote. No bytes are a signature without terms.
    ///
    /// # Errors
    /// When the bytes are not a signature.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut entries = Vec::new();
        decode_into(bytes, &mut entries)?;
        Ok(Self { entries })
    }
}

/// Returns the term and the frequency of an entry.
fn term_of(entry: u32) -> (TermHash, u32) {
    (TermHash::from_number(entry >> 4), (entry & 15) + 1)
}

/// Decodes the entries of a signature into `entries`, in place of its contents.
pub(super) fn decode_into(bytes: &[u8], entries: &mut Vec<u32>) -> Result<(), Damaged> {
    entries.clear();
    for_each_entry(bytes, |entry| entries.push(entry))
}

/// Calls `visit` with each entry of an encoded signature, in order.
#[inline]
fn for_each_entry(bytes: &[u8], mut visit: impl FnMut(u32)) -> Result<(), Damaged> {
    let Some((n_entries, bytes)) = bytes.split_first() else { return Ok(()) };
    let n_low = low_bits(usize::from(*n_entries));
    let mut bits = BitReader::new(bytes);
    let mut hash = 0_u64;
    for _ in 0..*n_entries {
        let (low, high, frequency) = bits.take_three(n_low);
        hash += u64::from(high) << n_low | u64::from(low);
        if hash > u64::from(TermHash::MAX) || frequency >= FREQUENCY_MAX || bits.is_beyond() {
            return Err(Damaged::content("a signature that is none"));
        }
        visit((hash as u32) << 4 | frequency);
    }
    Ok(())
}

/// Returns the number of low bits of a gap that are written as they are: the bits of the mean gap.
fn low_bits(n_entries: usize) -> u32 {
    (TermHash::MAX / n_entries.max(1) as u32).max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn signature(terms: &[(u32, u32)]) -> Signature {
        Signature::new(terms.iter().map(|(hash, frequency)| (TermHash::from_number(*hash), *frequency)))
    }

    #[test]
    fn a_term_stands_once_with_its_higher_frequency() {
        let terms: Vec<(u32, u32)> =
            signature(&[(7, 1), (3, 40), (7, 5), (9, 2)]).terms().map(|(term, tf)| (term.number(), tf)).collect();
        assert_eq!(terms, [(3, 16), (7, 5), (9, 2)]);
    }

    proptest! {
        #[test]
        fn signatures_come_back(terms in proptest::collection::vec((0..=TermHash::MAX, 1_u32..20), 0..130)) {
            let signature = signature(&terms);
            let mut bytes = Vec::new();
            signature.encode(&mut bytes);
            prop_assert_eq!(Signature::decode(&bytes).unwrap(), signature);
            if let Some((_, short)) = bytes.split_last() {
                prop_assert!(short.is_empty() || Signature::decode(short).is_err());
            }
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            if let Ok(signature) = Signature::decode(&bytes) {
                prop_assert!(signature.len() <= ENTRIES_MAX);
                prop_assert!(signature.entries.is_sorted_by_key(|entry| entry >> 4));
            }
        }
    }
}
