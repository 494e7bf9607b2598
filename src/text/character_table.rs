//! Answers about the characters of the alphabets, each worked out once, and only where a text has such letters.
//!
//! A table of all alphabets at once takes milliseconds to make, which a reader waits for at the start; most folders
//! hold texts of one script or two.

use std::sync::OnceLock;

/// One past the last character that a table holds: nearly all alphabets lie below.
const END: usize = 0x3100;
/// How many characters are worked out together: half an alphabet, or the accents of one vowel.
const BLOCK: usize = 16;

/// What is known of each character below U+3100.
pub struct CharacterTable<T> {
    blocks: [OnceLock<[T; BLOCK]>; END / BLOCK],
    work_out: fn(char) -> T,
}

impl<T: Copy> CharacterTable<T> {
    /// A table of what `work_out` says of a character, which has to be the same each time.
    pub const fn new(work_out: fn(char) -> T) -> Self {
        Self { blocks: [const { OnceLock::new() }; END / BLOCK], work_out }
    }

    /// What is known of `character`; nothing where it lies beyond the table.
    #[inline]
    pub fn of(&self, character: char) -> Option<T> {
        let code = character as usize;
        let block = self.blocks.get(code / BLOCK)?;
        let known = block.get().unwrap_or_else(|| self.fill(block, code / BLOCK * BLOCK));
        Some(known[code % BLOCK])
    }

    #[cold]
    fn fill<'table>(&self, block: &'table OnceLock<[T; BLOCK]>, first: usize) -> &'table [T; BLOCK] {
        block.get_or_init(|| {
            std::array::from_fn(|at| {
                // Below the end of the table every number is a character.
                (self.work_out)(char::from_u32((first + at) as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
            })
        })
    }
}
