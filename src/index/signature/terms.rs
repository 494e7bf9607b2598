//! The terms of a text and their hashes.

use crate::text::fast_hash;

/// Hash of a term, with 28 bits. A million articles have some ten million terms, for which 26 bits suffice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermHash(u32);

/// Kind of a term. It is mixed into the hash, so that a number and a word have different hashes.
#[derive(Clone, Copy, Debug)]
enum TermKind {
    Word,
    /// A word whose last letter, which was cut off, is a `y`.
    WordWithY,
    Number,
    Name,
}

impl TermHash {
    /// The highest value of a hash.
    pub const MAX: u32 = (1 << 28) - 1;

    /// Returns the term of a normalised word, by its stem.
    pub(super) fn of_word(word: &str) -> Self {
        let (stem, kind) = stem(word);
        Self::new(stem, kind)
    }

    /// Returns the term of two adjacent characters of a script without spaces. `pair` has them with a space between
    /// them.
    pub(super) fn of_pair(pair: &str) -> Self {
        Self::new(pair, TermKind::Word)
    }

    /// Returns the term of a number of two digits or more.
    pub(super) fn of_number(digits: &str) -> Self {
        Self::new(digits, TermKind::Number)
    }

    /// Returns the term of a name of several normalised words. `words` has them with spaces between them.
    pub(super) fn of_name(words: &str) -> Self {
        Self::new(words, TermKind::Name)
    }

    fn new(text: &str, kind: TermKind) -> Self {
        let hash = fast_hash::mixed(fast_hash::of(text.as_bytes()) ^ (kind as u64) << 60);
        Self((hash >> 36) as u32)
    }

    pub fn number(self) -> u32 {
        self.0
    }

    /// Restores a hash from the number that [`Self::number`] returned.
    pub fn from_number(number: u32) -> Self {
        Self(number & Self::MAX)
    }
}

/// True if a normalised word is a meaningful number: `103`, but neither `7` nor the `000` of `8,000`.
pub(super) fn is_number(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte != b'0')
}

/// Cuts off the endings of inflected English words. This does little harm in other languages of the Latin alphabet, and
/// none in other scripts.
///
/// The plural ending is cut off by the rules of Harman's S stemmer, then `ed` and `ing`, then a last `e` or `y`. A word
/// and its forms need the same stem, which need not be a word. The kind records whether the word ended in `y`, so that
/// `party` and `part` differ.
fn stem(word: &str) -> (&str, TermKind) {
    const PLAIN: TermKind = TermKind::Word;
    let mut stem = word;
    // Every ending that is cut off ends in one of these letters. Half of all words do not.
    let may_be_cut = word.ends_with(['s', 'd', 'g', 'e', 'y']);
    if !may_be_cut || word.len() < 4 || !word.is_ascii() {
        return (word, PLAIN);
    }
    if let Some(rest) = stem.strip_suffix("ies").filter(|rest| rest.len() > 1) {
        return (rest, TermKind::WordWithY);
    }
    let is_after_hiss = |rest: &str| ["s", "x", "z", "ch", "sh"].iter().any(|end| rest.ends_with(end));
    if let Some(rest) = stem.strip_suffix("es").filter(|rest| is_after_hiss(rest)) {
        stem = rest;
    } else if let Some(rest) = stem.strip_suffix('s').filter(|rest| !rest.ends_with(['s', 'u', 'i'])) {
        stem = rest;
    }
    let ed = stem.strip_suffix("ed").filter(|rest| rest.len() >= 4);
    if let Some(rest) = stem.strip_suffix("ing").filter(|rest| rest.len() >= 4).or(ed) {
        let bytes = rest.as_bytes();
        let last = bytes[bytes.len() - 1];
        let is_doubled = bytes[bytes.len() - 2] == last && !b"lsfzaeiou".contains(&last);
        stem = if is_doubled { &rest[..rest.len() - 1] } else { rest };
    }
    if let Some(rest) = stem.strip_suffix('e').filter(|rest| rest.len() >= 4) {
        stem = rest;
    }
    let is_consonant = |rest: &str| !rest.ends_with(['a', 'e', 'i', 'o', 'u']);
    match stem.strip_suffix('y').filter(|rest| rest.len() > 1 && is_consonant(rest)) {
        Some(rest) => (rest, TermKind::WordWithY),
        None => (stem, PLAIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_term() {
        for (one, other) in [
            ("ferry", "ferries"),
            ("harbour", "harbours"),
            ("church", "churches"),
            ("change", "changed"),
            ("changing", "changes"),
            ("stopped", "stopping"),
            ("called", "call"),
            ("cancelled", "cancelling"),
        ] {
            assert_eq!(TermHash::of_word(one), TermHash::of_word(other), "{one} and {other}");
        }
        for (one, other) in
            [("party", "part"), ("bus", "bu"), ("king", "k"), ("red", "r"), ("glass", "glas"), ("паром", "паромы")]
        {
            assert_ne!(TermHash::of_word(one), TermHash::of_word(other), "{one} and {other}");
        }
    }

    #[test]
    fn numbers_and_names_are_terms_of_their_own() {
        assert!(["10", "2022", "007"].into_iter().all(is_number));
        assert!(["7", "000", "60km", ""].into_iter().all(|word| !is_number(word)));
        assert_ne!(TermHash::of_number("2022"), TermHash::of_word("2022"));
        assert_ne!(TermHash::of_name("nell harbury"), TermHash::of_pair("nell harbury"));
    }

    /// Signatures in an index are compared with new ones, so any change of a hash requires a higher number of the index
    /// format.
    #[test]
    fn hashes_stay_the_same_in_one_format() {
        let hashes = [
            TermHash::of_word("ferries"),
            TermHash::of_pair("港 口"),
            TermHash::of_number("2022"),
            TermHash::of_name("nell harbury"),
        ];
        assert_eq!(hashes.map(TermHash::number), [76_457_138, 175_725_476, 106_850_384, 176_489_721]);
    }
}
