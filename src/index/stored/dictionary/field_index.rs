//! The part of a field's dictionary that stays in memory: the starts of its blocks of words, and the prefixes whose
//! rows are stored.

use super::text;
use crate::index::stored::Damaged;
use crate::index::stored::dictionary_writer::WORDS_A_BLOCK;
use crate::index::stored::numbers::Numbers;
use crate::index::stored::prefix_sets::PrefixSet;

/// The part of one field's dictionary that stays in memory.
#[derive(Debug, Default)]
pub(super) struct FieldIndex {
    pub n_words: u32,
    /// Start of each block, followed by the end of the last one.
    pub blocks: Vec<BlockStart>,
    /// First words of the blocks, concatenated.
    first_words: String,
    /// Prefixes whose rows are stored, sorted.
    pub prefix_sets: Vec<(Box<str>, PrefixSet)>,
}

/// Start of a block of words in each of the files.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockStart {
    pub words: u64,
    pub lists: u64,
    pub rows: u64,
    pub positions: u64,
    /// Start of its first word in `FieldIndex::first_words`.
    first_word: u32,
}

impl FieldIndex {
    pub fn read(numbers: &mut Numbers<'_>) -> Result<Self, Damaged> {
        let mut index = Self { n_words: numbers.next_u32()?, ..Self::default() };
        for _ in 0..=index.n_words.div_ceil(WORDS_A_BLOCK) {
            let mut start = BlockStart {
                words: numbers.next()?,
                lists: numbers.next()?,
                rows: numbers.next()?,
                positions: numbers.next()?,
                first_word: 0,
            };
            start.first_word = index.first_words.len() as u32;
            let n_bytes = numbers.next_u32()? as usize;
            index.first_words.push_str(text(numbers.bytes(n_bytes)?)?);
            index.blocks.push(start);
        }
        for _ in 0..numbers.next()? {
            let n_bytes = numbers.next_u32()? as usize;
            let start = text(numbers.bytes(n_bytes)?)?;
            let (at, n_bytes, n_listed) = (numbers.next()?, numbers.next()?, numbers.next_u32()?);
            index.prefix_sets.push((start.into(), PrefixSet { at, n_bytes, n_listed: n_listed.checked_sub(1) }));
        }
        // A prefix is written after its last word, so it comes after the longer prefixes that begin with it.
        index.prefix_sets.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(index)
    }

    pub fn block(&self, block: u32) -> Result<(BlockStart, BlockStart), Damaged> {
        match self.blocks.get(block as usize..block as usize + 2) {
            Some([start, end]) => Ok((*start, *end)),
            _ => Err(Damaged::content("a block of words beyond the last")),
        }
    }

    pub fn first_word(&self, block: usize) -> Result<&str, Damaged> {
        let range = self.blocks[block].first_word as usize..self.blocks[block + 1].first_word as usize;
        self.first_words.get(range).ok_or_else(|| Damaged::content("the first words of blocks are cut"))
    }
}
