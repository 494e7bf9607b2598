//! Looks up the words of a segment, and the rows that contain them.

use std::ops::Range;

use memchr::memchr_iter;

use super::Damaged;
use super::checked_file::CheckedFile;
use super::dictionary_writer::WORDS_A_BLOCK;
use super::indexed_field::IndexedField;
use super::numbers::Numbers;
use super::postings::{self, Detail};
use crate::index::Bitmap;

mod adding;
mod field_index;
mod list_reader;
mod word;

use adding::RowCollector;
use field_index::FieldIndex;
use word::Entries;

pub use list_reader::{PostingsCursor, PostingsFileReader};
pub use word::DictionaryEntry;

/// The number of blocks of words whose entries are read at once.
const BLOCKS_AT_ONCE: u32 = 32;

/// Dictionaries of a segment, one for each field.
#[derive(Debug)]
pub struct Dictionary {
    fields: Vec<FieldIndex>,
    files: DictionaryFiles,
}

/// Files that a dictionary is read from.
#[derive(Debug)]
pub struct DictionaryFiles {
    pub words: CheckedFile,
    /// For each word the lengths of its postings.
    pub lists: CheckedFile,
    /// Rows of the words.
    pub rows: CheckedFile,
    /// Positions of the words.
    pub positions: CheckedFile,
    /// Rows of short prefixes.
    pub prefixes: CheckedFile,
}

impl Dictionary {
    /// Opens the dictionaries of a segment. `index` is the part that stays in memory.
    ///
    /// # Errors
    /// When `index` is damaged.
    pub fn new(index: &[u8], files: DictionaryFiles) -> Result<Self, Damaged> {
        let mut numbers = Numbers::new(index);
        let fields = IndexedField::ALL.iter().map(|_| FieldIndex::read(&mut numbers)).collect::<Result<_, _>>()?;
        Ok(Self { fields, files })
    }

    /// Returns a word, if the field has it.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn word(&self, field: IndexedField, word: &str) -> Result<Option<DictionaryEntry>, Damaged> {
        let number = self.first_from(field, |known| known < word)?;
        let mut found = None;
        self.for_each_word(field, number..number.saturating_add(1), &mut |known, entry| {
            found = (known == word).then(|| entry.clone());
            true
        })?;
        Ok(found)
    }

    /// Returns the number of a word, if the field has it.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn number_of(&self, field: IndexedField, word: &str) -> Result<Option<u32>, Damaged> {
        let number = self.first_from(field, |known| known < word)?;
        let mut is_it = false;
        self.for_each_word(field, number..number.saturating_add(1), &mut |known, _| {
            is_it = known == word;
            false
        })?;
        Ok(is_it.then_some(number))
    }

    /// Returns the numbers of the words of a field that have the prefix `start`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn words_from_start(&self, field: IndexedField, start: &str) -> Result<Range<u32>, Damaged> {
        let first = self.first_from(field, |known| known < start)?;
        let end = self.first_from(field, |known| known < start || known.starts_with(start))?;
        Ok(first..end)
    }

    /// Returns the numbers of all words of a field.
    pub fn all_words(&self, field: IndexedField) -> Range<u32> {
        0..self.fields[field as usize].n_words
    }

    /// Calls `visit` with the words of these numbers in order, until it returns `false`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_word(
        &self,
        field: IndexedField,
        numbers: Range<u32>,
        visit: &mut dyn FnMut(&str, &DictionaryEntry) -> bool,
    ) -> Result<(), Damaged> {
        let index = &self.fields[field as usize];
        let numbers = numbers.start..numbers.end.min(index.n_words);
        let (mut words, mut lists) = (Vec::new(), Vec::new());
        let mut number = numbers.start;
        while number < numbers.end {
            let block = number / WORDS_A_BLOCK;
            let (start, end) = index.block(block)?;
            self.files.words.read(start.words..end.words, &mut words)?;
            self.files.lists.read(start.lists..end.lists, &mut lists)?;
            let mut entries = Entries { lists: Numbers::new(&lists), at: start, detail: field.detail() };
            let (words, mut start) = (text(&words)?, 0);
            for (known, end) in (block * WORDS_A_BLOCK..).zip(memchr_iter(b'\n', words.as_bytes())) {
                let word = &words[start..end];
                start = end + 1;
                let entry = entries.next()?;
                if known >= numbers.end {
                    return Ok(());
                }
                if known >= number && !visit(word, &entry) {
                    return Ok(());
                }
            }
            number = (block + 1) * WORDS_A_BLOCK;
        }
        Ok(())
    }

    /// Calls `visit` with the entries of the words of these numbers, without their letters, until it returns `false`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_entry(
        &self,
        field: IndexedField,
        numbers: Range<u32>,
        visit: &mut dyn FnMut(u32, &DictionaryEntry) -> bool,
    ) -> Result<(), Damaged> {
        let index = &self.fields[field as usize];
        let numbers = numbers.start..numbers.end.min(index.n_words);
        let mut lists = Vec::new();
        let mut number = numbers.start;
        while number < numbers.end {
            let first = number / WORDS_A_BLOCK;
            let end = (first + BLOCKS_AT_ONCE).min(numbers.end.div_ceil(WORDS_A_BLOCK));
            let (start, after) = (index.block(first)?.0, index.block(end - 1)?.1);
            self.files.lists.read(start.lists..after.lists, &mut lists)?;
            let mut entries = Entries { lists: Numbers::new(&lists), at: start, detail: field.detail() };
            let until = (end * WORDS_A_BLOCK).min(numbers.end);
            for known in first * WORDS_A_BLOCK..until {
                let entry = entries.next()?;
                if known >= number && !visit(known, &entry) {
                    return Ok(());
                }
            }
            number = until;
        }
        Ok(())
    }

    /// Calls `visit` with the words of a field in large parts, until it returns `false`. A part consists of the words
    /// of some blocks, one a line. It comes with the number of its first word.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_text(
        &self,
        field: IndexedField,
        visit: &mut dyn FnMut(u32, &str) -> Result<bool, Damaged>,
    ) -> Result<(), Damaged> {
        const BLOCKS_A_PART: usize = 512;
        let index = &self.fields[field as usize];
        let mut words = Vec::new();
        let n_blocks = index.blocks.len().saturating_sub(1);
        for first in (0..n_blocks).step_by(BLOCKS_A_PART) {
            let last = (first + BLOCKS_A_PART).min(n_blocks);
            self.files.words.read(index.blocks[first].words..index.blocks[last].words, &mut words)?;
            if !visit(first as u32 * WORDS_A_BLOCK, text(&words)?)? {
                break;
            }
        }
        Ok(())
    }

    /// Creates a reader of the postings of a word, from their first block. It keeps about `window_bytes` of the rows
    /// and as many of the positions in memory.
    pub fn list_reader(&self, word: &DictionaryEntry, window_bytes: u64) -> PostingsFileReader<'_> {
        PostingsFileReader::new(&self.files, word, window_bytes)
    }

    /// Returns the numbers of the words of the block that starts with the word `number`.
    pub fn block_from(&self, field: IndexedField, number: u32) -> Range<u32> {
        number..number.saturating_add(WORDS_A_BLOCK).min(self.fields[field as usize].n_words)
    }

    /// Reads the postings of the words from `first` to `last`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn read_lists(
        &self,
        first: &DictionaryEntry,
        last: &DictionaryEntry,
        rows: &mut Vec<u8>,
        positions: &mut Vec<u8>,
    ) -> Result<(), Damaged> {
        self.files.rows.read(first.rows.start..last.rows.end, rows)?;
        self.files.positions.read(first.positions.start..last.positions.end, positions)
    }

    /// Reads the rows of the words from `first` to `last`, without their positions.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn read_rows(
        &self,
        first: &DictionaryEntry,
        last: &DictionaryEntry,
        rows: &mut Vec<u8>,
    ) -> Result<(), Damaged> {
        self.files.rows.read(first.rows.start..last.rows.end, rows)
    }

    /// Adds the rows of a word to a set.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows(&self, word: &DictionaryEntry, into: &mut Bitmap) -> Result<(), Damaged> {
        let mut bytes = Vec::new();
        self.files.rows.read(word.rows.clone(), &mut bytes)?;
        postings::add_rows(word.detail(), word.n_rows, &mut Numbers::new(&bytes), into)
    }

    /// Adds the rows of the words of these numbers to a set, until `stop` returns true.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of(
        &self,
        field: IndexedField,
        numbers: Range<u32>,
        into: &mut Bitmap,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Damaged> {
        let mut adding = RowCollector { dictionary: self, rows: Vec::new(), wanted: Vec::new(), into };
        let mut damaged = Ok(());
        self.for_each_entry(field, numbers, &mut |_, entry| {
            damaged = adding.add(entry);
            damaged.is_ok() && !adding.is_stopped(stop)
        })?;
        damaged?;
        adding.finish()
    }

    /// Adds the rows of the words of these sorted numbers to a set, until `stop` returns true.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of_each(
        &self,
        field: IndexedField,
        numbers: &[u32],
        into: &mut Bitmap,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Damaged> {
        let mut adding = RowCollector { dictionary: self, rows: Vec::new(), wanted: Vec::new(), into };
        let mut damaged = Ok(());
        // Entries between numbers that are far apart are not read.
        for near in numbers.chunk_by(|one, other| other - one < WORDS_A_BLOCK * 2) {
            let (first, last) = (near[0], near[near.len() - 1]);
            let mut left = near.iter().peekable();
            self.for_each_entry(field, first..last + 1, &mut |known, entry| {
                if left.next_if(|number| **number == known).is_some() {
                    damaged = adding.add(entry);
                }
                damaged.is_ok() && !adding.is_stopped(stop)
            })?;
            if damaged.is_err() || adding.is_stopped(stop) {
                break;
            }
        }
        damaged?;
        adding.finish()
    }

    /// Adds the rows that have a word with the prefix `start`, until `stop` returns true.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of_start(
        &self,
        field: IndexedField,
        start: &str,
        into: &mut Bitmap,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Damaged> {
        let prefix_sets = &self.fields[field as usize].prefix_sets;
        if let Ok(at) = prefix_sets.binary_search_by(|(known, _)| (**known).cmp(start)) {
            let set = prefix_sets[at].1;
            let mut bytes = Vec::new();
            self.files.prefixes.read(set.at..set.at.saturating_add(set.n_bytes), &mut bytes)?;
            let Some(n_rows) = set.n_listed else {
                into.or_bytes(&bytes);
                return Ok(());
            };
            return postings::add_rows(Detail::RowsOnly, n_rows, &mut Numbers::new(&bytes), into);
        }
        let numbers = self.words_from_start(field, start)?;
        self.add_rows_of(field, numbers, into, stop)
    }

    /// Returns the number of the first word that `is_before` rejects. It must accept all words before that one.
    fn first_from(&self, field: IndexedField, is_before: impl Fn(&str) -> bool) -> Result<u32, Damaged> {
        let index = &self.fields[field as usize];
        let n_blocks = index.blocks.len().saturating_sub(1);
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(index.first_word(middle)?) { low = middle + 1 } else { high = middle }
        }
        // `is_before` accepts the first words of the blocks before `low`, so it changes within the last of these
        // blocks.
        let Some(block) = low.checked_sub(1) else { return Ok(0) };
        let mut words = Vec::new();
        self.files.words.read(index.blocks[block].words..index.blocks[block + 1].words, &mut words)?;
        let n_before = text(&words)?.split_terminator('\n').take_while(|word| is_before(word)).count();
        Ok(block as u32 * WORDS_A_BLOCK + n_before as u32)
    }

    /// Returns all files.
    pub fn files(&self) -> [&CheckedFile; 5] {
        let DictionaryFiles { words, lists, rows, positions, prefixes } = &self.files;
        [words, lists, rows, positions, prefixes]
    }
}

fn text(bytes: &[u8]) -> Result<&str, Damaged> {
    std::str::from_utf8(bytes).map_err(|_| Damaged::content("a text that is not Unicode"))
}
