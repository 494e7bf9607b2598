//! A lazy table of a property of characters: each block is computed once, when a text first has one of its characters.
//!
//! To compute the table of all alphabets takes milliseconds, which would delay the start of the program; most folders
//! hold texts of one or two scripts.

use std::sync::OnceLock;

/// The first code point beyond the table. Nearly all alphabets are below it.
const END: usize = 0x3100;
/// The number of characters that are computed together: half an alphabet, or the accented forms of one vowel.
const BLOCK: usize = 16;

/// A property of each character below U+3100.
pub struct CharacterTable<T> {
    blocks: [OnceLock<[T; BLOCK]>; END / BLOCK],
    work_out: fn(char) -> T,
}

impl<T: Copy> CharacterTable<T> {
    /// Returns a table of the values of `work_out`, which must return the same value for a character each time.
    pub const fn new(work_out: fn(char) -> T) -> Self {
        Self { blocks: [const { OnceLock::new() }; END / BLOCK], work_out }
    }

    /// Returns the property of `character`, or `None` if it is beyond the table.
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
                // Every number below `END` is a character.
                (self.work_out)(char::from_u32((first + at) as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
            })
        })
    }
}
