//! Memory that a searching thread keeps from one search to the next.
//!
//! The numbers of a million rows take thousands of pages. Each page costs a microsecond when it is touched for the
//! first time, which is as much as the work done in it.

use std::cell::Cell;
use std::thread::LocalKey;

/// The greatest size of memory that is kept; larger memory is freed.
const KEPT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// The memory that a thread keeps for one purpose.
pub(super) type Scratch<T> = Cell<Vec<T>>;

thread_local! {
    /// Memory for one score of each row.
    pub(super) static SCORES: Scratch<f32> = const { Cell::new(Vec::new()) };
    /// Memory for one weight of each row.
    pub(super) static WEIGHTS: Scratch<u16> = const { Cell::new(Vec::new()) };
    /// Memory for one number of each row.
    pub(super) static NUMBERS: Scratch<u32> = const { Cell::new(Vec::new()) };
}

/// Calls `work` with `n_values` values of the kept memory, each set to the default of its type.
pub(super) fn with_scratch<T: Clone + Default, R>(
    kept: &'static LocalKey<Scratch<T>>,
    n_values: usize,
    work: impl FnOnce(&mut [T]) -> R,
) -> R {
    let mut values = kept.take();
    values.clear();
    values.resize(n_values, T::default());
    let made = work(&mut values);
    if values.capacity() * size_of::<T>() <= KEPT_BYTES_MAX {
        kept.set(values);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    thread_local! {
        static NUMBERS_64: Scratch<u64> = const { Cell::new(Vec::new()) };
    }

    #[test]
    fn what_is_lent_again_is_as_new() {
        let fill = |numbers: &mut [u64]| {
            let is_new = numbers.iter().all(|number| *number == 0);
            numbers.fill(7);
            (is_new, numbers.len())
        };
        assert_eq!([3, 5, 0, 4].map(|n| with_scratch(&NUMBERS_64, n, fill)), [3, 5, 0, 4].map(|n| (true, n)));
        assert!(NUMBERS_64.take().capacity() >= 5);
    }

    #[test]
    fn too_much_memory_is_given_back() {
        with_scratch(&NUMBERS_64, KEPT_BYTES_MAX / size_of::<u64>() + 1, |_| ());
        assert_eq!(NUMBERS_64.take().capacity(), 0);
    }
}
