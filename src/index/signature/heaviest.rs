//! The heaviest terms of a signature in 32 bytes a row, which select the rows worth comparing.
//!
//! Reading these bytes takes a small part of the time of comparing a whole signature. Nearly all rows have next to
//! nothing in common with the wanted article, but reports of one event share many of their heaviest terms.

use super::background::{self, Background};
use super::builder::{damped, weight};
use super::{Idf, Signature, for_each_entry};
use crate::index::stored::Damaged;

/// The number of terms of a row.
const TERMS: usize = 16;

/// The number of bytes of a row.
pub const HEAVIEST_BYTES: usize = TERMS * size_of::<u16>();

/// The number of values that the 16 bits of a term can have.
const N_NUMBERS: usize = 1 << 16;

/// Value in place of a term in a row with fewer terms.
const NO_TERM: u16 = u16::MAX;

/// The bytes of a row without terms.
pub const NO_TERMS: [u8; HEAVIEST_BYTES] = [0xff; HEAVIEST_BYTES];

/// Returns the heaviest terms of an encoded signature, as the highest 16 bits of their hashes. The weights are those of
/// the table of the article's language alone, so an article has the same bytes in every segment.
///
/// # Errors
/// When the bytes are not a signature.
pub fn heaviest(signature: &[u8], language: Option<&str>) -> Result<[u8; HEAVIEST_BYTES], Damaged> {
    let background = Background::of(language);
    let mut terms: Vec<(f32, u32)> = Vec::with_capacity(64);
    for_each_entry(signature, |entry| {
        let (term, frequency) = super::term_of(entry);
        terms.push((weight(frequency, background::idf(0.0, 0.0, background.share(term))), term.number()));
    })?;
    if terms.len() > TERMS {
        terms.select_nth_unstable_by(TERMS - 1, |one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        terms.truncate(TERMS);
    }
    let mut bytes = NO_TERMS;
    for (place, (_, term)) in bytes.chunks_exact_mut(2).zip(terms) {
        place.copy_from_slice(&number_of(term).to_le_bytes());
    }
    Ok(bytes)
}

/// Returns the 16 bits that represent a term in the bytes of a row.
fn number_of(term: u32) -> u16 {
    ((term >> 12) as u16).min(NO_TERM - 1)
}

/// Terms of the article that similar ones are wanted for: the weight of each, by its 16 bits.
#[derive(Debug)]
pub struct WantedTerms {
    weights: Box<[u8]>,
}

impl WantedTerms {
    /// Weighs all terms of a signature by their contribution to a cosine.
    pub fn new(signature: &Signature, idf: &Idf) -> Self {
        let square = |(term, frequency)| (term, damped(frequency) * idf.of_term(term).powi(2));
        let terms: Vec<_> = signature.terms().map(square).collect();
        let most = terms.iter().map(|(_, weight)| *weight).fold(f32::MIN_POSITIVE, f32::max);
        let mut weights = vec![0; N_NUMBERS].into_boxed_slice();
        for (term, weight) in terms {
            let known = &mut weights[usize::from(number_of(term.number()))];
            *known = (weight / most * 255.0).round().max(f32::from(*known)) as u8;
        }
        Self { weights }
    }

    /// Returns a rough measure of the terms that a row has in common with the article, from the bytes of [`heaviest`];
    /// 0 for none.
    #[inline]
    pub fn weigh(&self, row: &[u8; HEAVIEST_BYTES]) -> u16 {
        // An array of known length needs no bounds checks.
        let Some(weights) = self.weights.first_chunk::<N_NUMBERS>() else { return 0 };
        let (numbers, _) = row.as_chunks::<2>();
        numbers.iter().map(|number| u16::from(weights[usize::from(u16::from_le_bytes(*number))])).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::super::SignatureBuilder;
    use super::*;
    use crate::text::normalise::normalise;

    fn signature(text: &str) -> Signature {
        let mut builder = SignatureBuilder::default();
        builder.start(Some("en"));
        builder.paragraph(&normalise(text));
        builder.finish()
    }

    fn bytes_of(text: &str) -> [u8; HEAVIEST_BYTES] {
        let mut bytes = Vec::new();
        signature(text).encode(&mut bytes);
        heaviest(&bytes, Some("en")).unwrap()
    }

    fn wanted(text: &str) -> WantedTerms {
        let signature = signature(text);
        let idf = Idf::of_english(std::slice::from_ref(&signature));
        WantedTerms::new(&signature, &idf)
    }

    #[test]
    fn a_row_weighs_the_more_the_more_of_the_terms_it_has() {
        let wanted = wanted("The ferry Kestrel stayed in port with a broken seal, and the government was silent.");
        let weigh = |text: &str| wanted.weigh(&bytes_of(text));
        let (both, one) = (weigh("Kestrel: the seal is mended"), weigh("A seal was seen in the bay"));
        assert!(both > one && one > 0, "{both} and {one}");
        // A word that half of all news contains has hardly any weight.
        assert!(weigh("The government met") < one / 4);
        assert_eq!((weigh("Tolls rise"), weigh("")), (0, 0));
    }

    #[test]
    fn of_many_terms_the_heaviest_stay() {
        let rare: Vec<String> = ('a'..='p').map(|letter| format!("zeppelin{letter}q")).collect();
        let text = format!("{} people government police", rare.join(" "));
        assert_eq!(bytes_of(&text), bytes_of(&rare.join(" ")));
        assert!(wanted("people").weigh(&bytes_of("people")) > 0);
        assert_eq!(wanted("people").weigh(&bytes_of(&text)), 0);
    }

    #[test]
    fn bytes_that_are_no_signature_are_refused() {
        assert_eq!(heaviest(&[], None).unwrap(), [0xff; HEAVIEST_BYTES]);
        assert!(heaviest(&[200], None).is_err());
    }
}
