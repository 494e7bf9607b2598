//! A hash of 128 bits that identifies bytes. It is the same in every release of the program and on every machine.

use std::fmt;

use twox_hash::XxHash3_128;

/// The hash of some bytes: XXH3 with 128 bits and the seed 0, as its author published it.
///
/// Two different texts share a hash by accident with a probability of 2⁻¹²⁸. It does not protect against deliberate
/// collisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(u128);

/// The number of bytes of a digest.
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

    /// Returns the digest whose bytes [`Self::to_bytes`] returned.
    pub fn from_bytes(bytes: [u8; DIGEST_BYTES]) -> Self {
        Self(u128::from_le_bytes(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

/// Computes a digest from pieces of bytes. The result does not depend on the boundaries of the pieces.
#[derive(Clone, Default)]
pub struct DigestBuilder(XxHash3_128);

impl DigestBuilder {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    /// Adds a value of a list, with its length, so that different lists of values never give the same bytes.
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

    /// Later releases must find stored digests, so these values never change.
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
