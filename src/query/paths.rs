//! The paths of all files, and the place of each among them.

use std::ops::Range;
use std::path::Path;

/// Paths, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Paths {
    bytes: Vec<u8>,
    ranges: Vec<Range<u32>>,
}

/// A path by its first bytes behind those that all have in common.
struct Key {
    first_bytes: u128,
    path: u32,
}

impl Paths {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Adds a path.
    pub fn push(&mut self, path: &Path) {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(path.as_os_str().as_encoded_bytes());
        self.ranges.push(start..self.bytes.len() as u32);
    }

    fn bytes_of(&self, path: u32) -> &[u8] {
        let range = &self.ranges[path as usize];
        &self.bytes[range.start as usize..range.end as usize]
    }

    /// The place of each path among all different ones, as paths are compared.
    pub fn ranks(&self) -> Vec<u32> {
        let n_common = self.n_common();
        let key = |path: u32| {
            let mut first_bytes = [0; 16];
            let rest = &self.bytes_of(path)[n_common..];
            let n_bytes = rest.len().min(16);
            first_bytes[..n_bytes].copy_from_slice(&rest[..n_bytes]);
            Key { first_bytes: u128::from_be_bytes(first_bytes), path }
        };
        let mut keys: Vec<Key> = (0..self.ranges.len() as u32).map(key).collect();
        keys.sort_by(|one, other| {
            let by_first = one.first_bytes.cmp(&other.first_bytes);
            by_first.then_with(|| self.bytes_of(one.path).cmp(self.bytes_of(other.path)))
        });
        let mut ranks = vec![0; keys.len()];
        let mut rank = 0;
        for (at, key) in keys.iter().enumerate() {
            if at > 0 && self.bytes_of(keys[at - 1].path) != self.bytes_of(key.path) {
                rank += 1;
            }
            ranks[key.path as usize] = rank;
        }
        ranks
    }

    /// How many bytes all paths begin with in common.
    fn n_common(&self) -> usize {
        let Some(first) = (!self.ranges.is_empty()).then(|| self.bytes_of(0)) else { return 0 };
        (0..self.ranges.len() as u32).fold(first.len(), |n_common, path| {
            let common = first[..n_common].iter().zip(self.bytes_of(path));
            common.take_while(|(one, other)| one == other).count()
        })
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
            names.iter().for_each(|name| paths.push(Path::new(name)));
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
