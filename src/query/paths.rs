//! Collects the paths of all files and ranks them.

use std::ops::Range;
use std::path::Path;

/// A list of paths, stored one after another.
#[derive(Debug, Default)]
pub(super) struct Paths {
    bytes: Vec<u8>,
    ranges: Vec<Range<u32>>,
}

/// A path as the eight bytes that are compared now, and its number.
type Key = (u64, u32);

/// The number of bytes compared at a time.
const BYTES_AT_ONCE: usize = size_of::<u64>();

impl Paths {
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Reserves memory for paths of `n_bytes` in total.
    pub fn reserve(&mut self, n_bytes: usize) {
        self.bytes.reserve_exact(n_bytes);
    }

    pub fn push(&mut self, path: &Path) {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(path.as_os_str().as_encoded_bytes());
        self.ranges.push(start..self.bytes.len() as u32);
    }

    fn bytes_of(&self, path: u32) -> &[u8] {
        let range = &self.ranges[path as usize];
        &self.bytes[range.start as usize..range.end as usize]
    }

    /// Returns the rank of each path among all distinct paths, in the order of their bytes.
    pub fn ranks(&self) -> Vec<u32> {
        let mut keys: Vec<Key> = (0..self.ranges.len() as u32).map(|path| (0, path)).collect();
        self.sort(&mut keys, 0);
        let mut ranks = vec![0; keys.len()];
        let mut rank = 0;
        for (at, (_, path)) in keys.iter().enumerate() {
            if at > 0 && self.bytes_of(keys[at - 1].1) != self.bytes_of(*path) {
                rank += 1;
            }
            ranks[*path as usize] = rank;
        }
        ranks
    }

    /// Sorts paths that are equal up to the byte `from`, eight bytes at a time.
    fn sort(&self, keys: &mut [Key], from: usize) {
        let mut is_over = true;
        for (word, path) in &mut *keys {
            let rest = self.bytes_of(*path).get(from..).unwrap_or_default();
            let (mut bytes, n_bytes) = ([0; BYTES_AT_ONCE], rest.len().min(BYTES_AT_ONCE));
            bytes[..n_bytes].copy_from_slice(&rest[..n_bytes]);
            *word = u64::from_be_bytes(bytes);
            is_over &= rest.len() <= BYTES_AT_ONCE;
        }
        if is_over {
            // A shorter path is before one that continues with zero bytes; the compared words are equal then.
            return keys.sort_unstable_by_key(|(word, path)| (*word, self.bytes_of(*path).len()));
        }
        if keys.iter().any(|(word, _)| *word != keys[0].0) {
            keys.sort_unstable_by_key(|(word, _)| *word);
        }
        for same in keys.chunk_by_mut(|(one, _), (other, _)| one == other).filter(|same| same.len() > 1) {
            self.sort(same, from + BYTES_AT_ONCE);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn paths_are_ranked_as_they_are_compared(names in proptest::collection::vec("[ab/\u{0}é]{0,24}", 0..60), common in "[xy/]{0,20}") {
            let names: Vec<String> = names.into_iter().map(|name| format!("{common}{name}")).collect();
            let mut paths = Paths::default();
            for name in &names {
                paths.push(Path::new(name));
            }
            let ranks = paths.ranks();
            let mut expected: Vec<&String> = names.iter().collect();
            expected.sort();
            expected.dedup();
            for (name, rank) in names.iter().zip(ranks) {
                prop_assert_eq!(expected[rank as usize], name);
            }
        }
    }
}
