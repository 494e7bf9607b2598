//! Finds bytes of a kind in a text, a chunk of bytes at a time.

/// Returns the index of the first byte that `is_wanted` accepts.
///
/// The test of a chunk never ends early, so the compiler can compare its bytes with a few vector instructions.
#[inline]
pub fn position(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const CHUNK: usize = 32;
    let (chunks, _) = bytes.as_chunks::<CHUNK>();
    let has_none = |chunk: &&[u8; CHUNK]| !chunk.iter().fold(false, |found, byte| found | is_wanted(*byte));
    let start = chunks.iter().take_while(has_none).count() * CHUNK;
    bytes[start..].iter().position(|byte| is_wanted(*byte)).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_is_found_at_every_place() {
        for n_before in 0..100 {
            let mut bytes = vec![b'a'; n_before];
            assert_eq!(position(&bytes, |byte| byte == b'9'), None);
            bytes.extend(b"9a9");
            assert_eq!(position(&bytes, |byte| byte == b'9'), Some(n_before));
        }
    }
}
