//! A fast hash of texts that stay in memory, for finding repeated texts.

/// Returns the hash of some bytes. The same bytes have the same hash within one release of the program.
///
/// It does not resist deliberate collisions: a caller compares the texts after a hit, or accepts a rare wrong hit.
///
/// Eight bytes at a time are combined by a rotation, an exclusive or and a multiplication, as in the hash of the Rust
/// compiler (`FxHash`), and the result is mixed at the end as in `MurmurHash3`.
pub fn of(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0xf135_7aea_2e62_a9c5;
    let mut hash = bytes.len() as u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = (hash.rotate_left(23) ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR);
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mixed((hash.rotate_left(23) ^ u64::from_le_bytes(last)).wrapping_mul(FACTOR))
}

/// Spreads the differences between numbers over all their bits: the last step of `MurmurHash3`.
pub fn mixed(mut number: u64) -> u64 {
    number ^= number >> 33;
    number = number.wrapping_mul(0xff51_afd7_ed55_8ccd);
    number ^= number >> 33;
    number = number.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_one_byte_or_in_their_length_differ() {
        let mut hashes: Vec<u64> = (0..200).map(|length| of(&vec![b'a'; length])).collect();
        for at in 0..50 {
            let mut text = vec![b'a'; 50];
            text[at] = b'b';
            hashes.push(of(&text));
        }
        let n_hashes = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), n_hashes);
    }
}
