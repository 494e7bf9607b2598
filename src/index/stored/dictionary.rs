//! Looks words up in a stored segment: which there are, and which rows they stand in.

use std::ops::Range;

use super::Damaged;
use super::checked_file::CheckedFile;
use super::dictionary_writer::WORDS_A_BLOCK;
use super::numbers::Numbers;
use super::postings::{self, Detail, PostingsReader};
use super::prefix_sets::PrefixSet;
use super::text_field::TextField;
use crate::index::Bitmap;

/// The lists of so many blocks of words are described in one reading.
const BLOCKS_AT_ONCE: u32 = 32;
/// Lists of rows are read together up to so many bytes …
const BYTES_AT_ONCE: u64 = 256 * 1024;
/// … where at most so many lie between two of them: to read those costs less than to ask the system again.
const BYTES_BETWEEN: u64 = 4 * 1024;

/// The dictionaries of a stored segment.
#[derive(Debug)]
pub struct Dictionary {
    fields: Vec<FieldIndex>,
    files: DictionaryFiles,
}

/// The files that a dictionary is read from.
#[derive(Debug)]
pub struct DictionaryFiles {
    /// The words.
    pub words: CheckedFile,
    /// The lengths of their lists.
    pub lists: CheckedFile,
    /// Their rows.
    pub rows: CheckedFile,
    /// Their places.
    pub positions: CheckedFile,
    /// The rows of short starts.
    pub prefixes: CheckedFile,
}

/// What is kept in memory of one field.
#[derive(Debug, Default)]
struct FieldIndex {
    n_words: u32,
    /// Where each block starts, and behind the last where it ends.
    blocks: Vec<BlockStart>,
    /// The first words of the blocks, one after the other.
    first_words: String,
    /// The starts whose rows are kept ready, in order.
    prefix_sets: Vec<(Box<str>, PrefixSet)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct BlockStart {
    words: u64,
    lists: u64,
    rows: u64,
    positions: u64,
    /// Where its first word starts among the first words.
    first_word: u32,
}

/// A word of a dictionary.
#[derive(Clone, Debug)]
pub struct Word {
    /// In how many rows it stands.
    pub n_rows: u32,
    rows: Range<u64>,
    positions: Range<u64>,
    detail: Detail,
}

impl Word {
    /// Reads the list of the word out of bytes that start with the lists of `first`.
    ///
    /// # Errors
    /// When the bytes do not reach so far.
    pub fn reader_within<'bytes>(
        &self,
        first: &Self,
        rows: &'bytes [u8],
        positions: &'bytes [u8],
    ) -> Result<PostingsReader<'bytes>, Damaged> {
        let (rows, positions) = self.bytes_within(first, rows, positions)?;
        Ok(PostingsReader::new(self.detail, self.n_rows, rows, positions))
    }

    /// The bytes of the list of the word, its rows and its positions, of bytes that start with the lists of `first`.
    ///
    /// # Errors
    /// When the bytes do not reach so far.
    pub fn bytes_within<'bytes>(
        &self,
        first: &Self,
        rows: &'bytes [u8],
        positions: &'bytes [u8],
    ) -> Result<(&'bytes [u8], &'bytes [u8]), Damaged> {
        let within = |own: &Range<u64>, first: &Range<u64>, bytes: &'bytes [u8]| {
            bytes.get((own.start - first.start) as usize..(own.end - first.start) as usize)
        };
        let rows = within(&self.rows, &first.rows, rows);
        let positions = within(&self.positions, &first.positions, positions);
        rows.zip(positions).ok_or_else(|| Damaged::content("a list that is cut"))
    }

    /// The bytes of the rows of the word, of bytes that start with the rows of `first`.
    ///
    /// # Errors
    /// When the bytes do not reach so far.
    pub fn row_bytes_within<'bytes>(&self, first: &Self, rows: &'bytes [u8]) -> Result<&'bytes [u8], Damaged> {
        let from = first.rows.start;
        rows.get((self.rows.start - from) as usize..(self.rows.end - from) as usize)
            .ok_or_else(|| Damaged::content("a list that is cut"))
    }

    /// What is kept of it in each row.
    pub fn detail(&self) -> Detail {
        self.detail
    }

    /// How many bytes its list has.
    pub fn n_bytes(&self) -> u64 {
        self.rows.end - self.rows.start + self.positions.end - self.positions.start
    }
}

/// The list of a word, as bytes: what a [`PostingsReader`] borrows.
#[derive(Clone, Debug)]
pub struct WordList {
    n_rows: u32,
    detail: Detail,
    rows: Vec<u8>,
    positions: Vec<u8>,
}

impl WordList {
    /// Reads the list.
    pub fn reader(&self) -> PostingsReader<'_> {
        PostingsReader::new(self.detail, self.n_rows, &self.rows, &self.positions)
    }
}

impl Dictionary {
    /// The dictionaries of a segment, whose part in memory is `index`.
    ///
    /// # Errors
    /// When `index` is not what was written.
    pub fn new(index: &[u8], files: DictionaryFiles) -> Result<Self, Damaged> {
        let mut numbers = Numbers::new(index);
        let fields = TextField::ALL.iter().map(|_| FieldIndex::read(&mut numbers)).collect::<Result<_, _>>()?;
        Ok(Self { fields, files })
    }

    /// The word, where the field has it.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn word(&self, field: TextField, word: &str) -> Result<Option<Word>, Damaged> {
        let number = self.first_from(field, |known| known < word)?;
        let mut found = None;
        self.for_each_word(field, number..number.saturating_add(1), &mut |known, entry| {
            found = (known == word).then(|| entry.clone());
            true
        })?;
        Ok(found)
    }

    /// The number of a word, where the field has it.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn number_of(&self, field: TextField, word: &str) -> Result<Option<u32>, Damaged> {
        let number = self.first_from(field, |known| known < word)?;
        let mut is_it = false;
        self.for_each_word(field, number..number.saturating_add(1), &mut |known, _| {
            is_it = known == word;
            false
        })?;
        Ok(is_it.then_some(number))
    }

    /// The numbers of the words of a field that start with `start`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn words_from_start(&self, field: TextField, start: &str) -> Result<Range<u32>, Damaged> {
        let first = self.first_from(field, |known| known < start)?;
        let end = self.first_from(field, |known| known < start || known.starts_with(start))?;
        Ok(first..end)
    }

    /// The numbers of all words of a field.
    pub fn all_words(&self, field: TextField) -> Range<u32> {
        0..self.fields[field as usize].n_words
    }

    /// Goes through words by their numbers until `visit` says `false`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_word(
        &self,
        field: TextField,
        numbers: Range<u32>,
        visit: &mut dyn FnMut(&str, &Word) -> bool,
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
            for (known, word) in (block * WORDS_A_BLOCK..).zip(text(&words)?.split_terminator('\n')) {
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

    /// Goes through words by their numbers, without their letters, until `visit` says `false`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_entry(
        &self,
        field: TextField,
        numbers: Range<u32>,
        visit: &mut dyn FnMut(u32, &Word) -> bool,
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

    /// Goes through the words of a field in large parts, each the words of some blocks, one a line, with the
    /// number of the first, until `visit` says `false`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn for_each_text(
        &self,
        field: TextField,
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

    /// The list of a word.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn list(&self, word: &Word) -> Result<WordList, Damaged> {
        let mut list = WordList { n_rows: word.n_rows, detail: word.detail, rows: Vec::new(), positions: Vec::new() };
        self.files.rows.read(word.rows.clone(), &mut list.rows)?;
        self.files.positions.read(word.positions.clone(), &mut list.positions)?;
        Ok(list)
    }

    /// The numbers of the words of the block that `number` is the first of.
    pub fn block_from(&self, field: TextField, number: u32) -> Range<u32> {
        number..number.saturating_add(WORDS_A_BLOCK).min(self.fields[field as usize].n_words)
    }

    /// Reads the lists of the words from `first` to `last`.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn read_lists(
        &self,
        first: &Word,
        last: &Word,
        rows: &mut Vec<u8>,
        positions: &mut Vec<u8>,
    ) -> Result<(), Damaged> {
        self.files.rows.read(first.rows.start..last.rows.end, rows)?;
        self.files.positions.read(first.positions.start..last.positions.end, positions)
    }

    /// Reads the rows of the words from `first` to `last`, without their places.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn read_rows(&self, first: &Word, last: &Word, rows: &mut Vec<u8>) -> Result<(), Damaged> {
        self.files.rows.read(first.rows.start..last.rows.end, rows)
    }

    /// Adds the rows of a word to a set.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows(&self, word: &Word, into: &mut Bitmap) -> Result<(), Damaged> {
        let mut bytes = Vec::new();
        self.files.rows.read(word.rows.clone(), &mut bytes)?;
        postings::add_rows(word.detail, word.n_rows, &mut Numbers::new(&bytes), into)
    }

    /// Adds the rows of words by their numbers to a set, until `stop` says so.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of(
        &self,
        field: TextField,
        numbers: Range<u32>,
        into: &mut Bitmap,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Damaged> {
        let mut adding = Adding { dictionary: self, rows: Vec::new(), wanted: Vec::new(), into };
        let mut damaged = Ok(());
        self.for_each_entry(field, numbers, &mut |_, entry| {
            damaged = adding.add(entry);
            damaged.is_ok() && !adding.is_stopped(stop)
        })?;
        damaged?;
        adding.finish()
    }

    /// Adds the rows of words by their numbers, which are in order, to a set, until `stop` says so.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of_each(
        &self,
        field: TextField,
        numbers: &[u32],
        into: &mut Bitmap,
        stop: &dyn Fn() -> bool,
    ) -> Result<(), Damaged> {
        let mut adding = Adding { dictionary: self, rows: Vec::new(), wanted: Vec::new(), into };
        let mut damaged = Ok(());
        // What lies far apart is not read through.
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

    /// Adds the rows that have a word with this start, until `stop` says so.
    ///
    /// # Errors
    /// When the files are damaged.
    pub fn add_rows_of_start(
        &self,
        field: TextField,
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

    /// The number of the first word that `is_before` says no to; it says yes to all before it.
    fn first_from(&self, field: TextField, is_before: impl Fn(&str) -> bool) -> Result<u32, Damaged> {
        let index = &self.fields[field as usize];
        let n_blocks = index.blocks.len().saturating_sub(1);
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(index.first_word(middle)?) { low = middle + 1 } else { high = middle }
        }
        // The first words of the blocks before `low` come before, so the last of these blocks is where it turns.
        let Some(block) = low.checked_sub(1) else { return Ok(0) };
        let mut words = Vec::new();
        self.files.words.read(index.blocks[block].words..index.blocks[block + 1].words, &mut words)?;
        let n_before = text(&words)?.split_terminator('\n').take_while(|word| is_before(word)).count();
        Ok(block as u32 * WORDS_A_BLOCK + n_before as u32)
    }

    /// All its files.
    pub fn files(&self) -> [&CheckedFile; 5] {
        let DictionaryFiles { words, lists, rows, positions, prefixes } = &self.files;
        [words, lists, rows, positions, prefixes]
    }
}

impl FieldIndex {
    fn read(numbers: &mut Numbers<'_>) -> Result<Self, Damaged> {
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
        // A start is written when its last word has come, so after the longer ones that begin with it.
        index.prefix_sets.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        Ok(index)
    }

    fn block(&self, block: u32) -> Result<(BlockStart, BlockStart), Damaged> {
        match self.blocks.get(block as usize..block as usize + 2) {
            Some([start, end]) => Ok((*start, *end)),
            _ => Err(Damaged::content("a block of words beyond the last")),
        }
    }

    fn first_word(&self, block: usize) -> Result<&str, Damaged> {
        let range = self.blocks[block].first_word as usize..self.blocks[block + 1].first_word as usize;
        self.first_words.get(range).ok_or_else(|| Damaged::content("the first words of blocks are cut"))
    }
}

/// Adds the rows of one word after the other, which are read many lists at a time.
struct Adding<'run> {
    dictionary: &'run Dictionary,
    rows: Vec<u8>,
    /// The words that wait, in order: how many rows each has, and where its list stands.
    wanted: Vec<(Detail, u32, Range<u64>)>,
    into: &'run mut Bitmap,
}

impl Adding<'_> {
    /// Whether nobody waits for the rows any more. Asked before lists are read, as that is what takes long.
    fn is_stopped(&self, stop: &dyn Fn() -> bool) -> bool {
        self.wanted.len() == 1 && stop()
    }

    fn add(&mut self, word: &Word) -> Result<(), Damaged> {
        if let Some((_, _, last)) = self.wanted.last()
            && let Some((_, _, first)) = self.wanted.first()
        {
            // What lies between two lists is read with them, where it is little.
            let (is_near, is_little) =
                (word.rows.start - last.end < BYTES_BETWEEN, word.rows.end - first.start < BYTES_AT_ONCE);
            if !is_near || !is_little {
                self.finish()?;
            }
        }
        self.wanted.push((word.detail, word.n_rows, word.rows.clone()));
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Damaged> {
        let (Some((_, _, first)), Some((_, _, last))) = (self.wanted.first(), self.wanted.last()) else {
            return Ok(());
        };
        let from = first.start;
        self.dictionary.files.rows.read(from..last.end, &mut self.rows)?;
        for (detail, n_rows, list) in self.wanted.drain(..) {
            let bytes = self.rows.get((list.start - from) as usize..(list.end - from) as usize);
            let bytes = bytes.ok_or_else(|| Damaged::content("a list that is cut"))?;
            postings::add_rows(detail, n_rows, &mut Numbers::new(bytes), self.into)?;
        }
        Ok(())
    }
}

/// The entries of a block of words, one after the other.
struct Entries<'bytes> {
    lists: Numbers<'bytes>,
    at: BlockStart,
    detail: Detail,
}

impl Entries<'_> {
    fn next(&mut self) -> Result<Word, Damaged> {
        let (rows, positions, n_rows) = (self.lists.next()?, self.lists.next()?, self.lists.next_u32()?);
        let word = Word {
            n_rows,
            rows: self.at.rows..self.at.rows.saturating_add(rows),
            positions: self.at.positions..self.at.positions.saturating_add(positions),
            detail: self.detail,
        };
        self.at.rows = word.rows.end;
        self.at.positions = word.positions.end;
        Ok(word)
    }
}

fn text(bytes: &[u8]) -> Result<&str, Damaged> {
    std::str::from_utf8(bytes).map_err(|_| Damaged::content("a text that is not Unicode"))
}
