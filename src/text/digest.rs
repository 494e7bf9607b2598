//! A hash of 128 bits by which the same bytes are known again, by every release of the program and on every machine.

use std::fmt;

use twox_hash::XxHash3_128;

/// The hash of some bytes: XXH3 with 128 bits and the seed 0, as its author published it.
///
/// Two texts that nobody made to collide have one hash with a likelihood of 2⁻¹²⁸. It is no protection against someone
/// who wants a collision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(u128);

/// How many bytes a digest has.
pub const DIGEST_BYTES: usize = 16;

impl Digest {
    /// Returns the digest of all of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes))
    }

    /// Returns the digest as bytes, the lowest first.
    pub fn to_bytes(self) -> [u8; DIGEST_BYTES] {
        self.0.to_le_bytes()
    }

    /// Returns the digest that [`Self::to_bytes`] wrote.
    pub fn from_bytes(bytes: [u8; DIGEST_BYTES]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// Takes bytes piece by piece; where a piece ends changes nothing.
#[derive(Clone, Default)]
pub struct DigestBuilder(XxHash3_128);

impl DigestBuilder {
    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// Adds a value of a list, so that no other list of values gives the same bytes.
    pub fn add_value(&mut self, value: &[u8]) {
        self.0.write(&(value.len() as u64).to_le_bytes());
        self.0.write(value);
    }

    /// Returns the digest of all bytes that were added.
    pub fn finish(&self) -> Digest {
        Digest(self.0.finish_128())
    }
}

impl fmt::Debug for DigestBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DigestBuilder")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_its_author_published_it() {
        for (text, expected) in [
            ("", "99aa06d3014798d86001c324468d497f"),
            ("a", "a96faf705af16834e6c632b61e964e1f"),
            ("abc", "06b05ab6733a618578af5f94892f3950"),
        ] {
            assert_eq!(Digest::of(text.as_bytes()).to_string(), expected, "{text}");
        }
    }

    /// A stored digest must be found by every later release: these values never change.
    #[test]
    fn digests_of_short_and_of_long_texts_stay_the_same() {
        let long = |n_bytes: usize| (0..n_bytes).map(|at| (at % 251) as u8).collect::<Vec<u8>>();
        let digests = [16, 128, 240, 241, 5_000].map(|n_bytes| Digest::of(&long(n_bytes)).to_string());
        assert_eq!(
            digests,
            [
                "72950631827607e2842812cc870dcae2",
                "14792fc3af88dc6c05321a0b64d67b41",
                "65b5be86da5540e7c92b68e16f83bbb6",
                "1da1cb61bcb8a2a102e8cd95421c6d02",
                "b92ec02c39d33ce7b418500fc42320ee"
            ]
        );
    }

    #[test]
    fn pieces_give_the_digest_of_the_whole() {
        let bytes: Vec<u8> = (0..3_000_u32).map(|at| (at % 253) as u8).collect();
        for n_first in [0, 1, 255, 256, 2_999] {
            let mut builder = DigestBuilder::default();
            builder.add(&bytes[..n_first]);
            builder.add(&bytes[n_first..]);
            assert_eq!(builder.finish(), Digest::of(&bytes), "{n_first}");
        }
        let list = |values: &[&str]| {
            let mut builder = DigestBuilder::default();
            for value in values {
                builder.add_value(value.as_bytes());
            }
            builder.finish()
        };
        assert_ne!(list(&["ferry", "", "tug"]), list(&["ferry", "tug", ""]));
        assert_eq!(Digest::from_bytes(list(&["tug"]).to_bytes()), list(&["tug"]));
    }
}
