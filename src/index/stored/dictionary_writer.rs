//! Writes the dictionaries of a segment: its words in order, and the postings of each.

use std::io;

use super::Damaged;
use super::checked_file::CheckedWriter;
use super::indexed_field::IndexedField;
use super::numbers::put;
use super::postings::{PostingsWriter, RawList};
use super::prefix_sets::PrefixSetWriter;
use super::segment_files::SegmentFile;
use super::segment_files::WrittenFiles;
use super::segment_output::SegmentOutput;

/// The number of words that share an entry in the part of the dictionary that stays in memory.
pub const WORDS_A_BLOCK: u32 = 64;

/// The minimum number of rows of a segment with prefix sets. In a smaller segment, the postings of a prefix are merged
/// within a fraction of a millisecond. Smaller segments are those of articles that have just been parsed, and many of
/// them are built.
const ROWS_WITH_PREFIX_SETS: usize = 4_096;

/// The number of buffered bytes of postings at which they are written.
const WAITING_BYTES: usize = 256 * 1024;

/// Writes the dictionaries of a segment, field by field in the order of [`IndexedField::ALL`].
#[derive(Debug)]
pub struct DictionaryWriter<'output> {
    output: &'output SegmentOutput,
    words: CheckedWriter,
    lists: CheckedWriter,
    rows: CheckedWriter,
    positions: CheckedWriter,
    prefixes: CheckedWriter,
    n_rows: usize,
    /// The part that stays in memory: for each field its blocks and its prefix sets.
    index: Vec<u8>,
}

impl<'output> DictionaryWriter<'output> {
    /// Creates the files of a segment with `n_rows` rows.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub fn create(output: &'output SegmentOutput, n_rows: usize) -> io::Result<Self> {
        let file = |file: SegmentFile| output.create(file);
        Ok(Self {
            output,
            words: file(SegmentFile::Words)?,
            lists: file(SegmentFile::Lists)?,
            rows: file(SegmentFile::Rows)?,
            positions: file(SegmentFile::Positions)?,
            prefixes: file(SegmentFile::Prefixes)?,
            n_rows,
            index: Vec::new(),
        })
    }

    /// Starts a field.
    pub fn field(&mut self, field: IndexedField) -> FieldWriter<'_, 'output> {
        FieldWriter {
            prefix_sets: (field.has_prefix_sets() && self.n_rows >= ROWS_WITH_PREFIX_SETS)
                .then(|| PrefixSetWriter::new(self.n_rows)),
            postings: PostingsWriter::new(field.detail()),
            rows: Vec::new(),
            files: self,
            n_words: 0,
            blocks: Vec::new(),
            words: Vec::new(),
            lists: Vec::new(),
            n_row_bytes: 0,
            n_position_bytes: 0,
        }
    }

    /// Writes the part that stays in memory, and finishes all files.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> io::Result<WrittenFiles> {
        let mut index = self.output.create(SegmentFile::Index)?;
        index.write(&self.index)?;
        Ok(vec![
            (SegmentFile::Index, index.finish()?),
            (SegmentFile::Words, self.words.finish()?),
            (SegmentFile::Lists, self.lists.finish()?),
            (SegmentFile::Rows, self.rows.finish()?),
            (SegmentFile::Positions, self.positions.finish()?),
            (SegmentFile::Prefixes, self.prefixes.finish()?),
        ])
    }
}

/// Writes the dictionary of one field, with its words in the order of their bytes.
#[derive(Debug)]
pub struct FieldWriter<'files, 'output> {
    files: &'files mut DictionaryWriter<'output>,
    postings: PostingsWriter,
    prefix_sets: Option<PrefixSetWriter>,
    /// Rows of the current word, if the field has prefix sets.
    rows: Vec<u32>,
    n_words: u32,
    /// Start of each block, for the part that stays in memory.
    blocks: Vec<u8>,
    /// Words, and lengths of their postings, that have not been written yet.
    words: Vec<u8>,
    lists: Vec<u8>,
    /// The number of unwritten bytes of rows and positions that belong to finished words.
    n_row_bytes: usize,
    n_position_bytes: usize,
}

impl FieldWriter<'_, '_> {
    /// Adds a row of the current word, with the distances between the word's positions, as [`PostingsWriter::push`]
    /// does.
    pub fn push(&mut self, row: u32, distances: &[u32]) {
        self.postings.push(row, distances);
        if self.prefix_sets.is_some() {
            self.rows.push(row);
        }
    }

    /// Adds a word with its postings from another segment, as [`PostingsWriter::copy_word`] does.
    ///
    /// # Errors
    /// When the bytes are not postings, or writing fails.
    pub fn copy_word(&mut self, word: &str, list: RawList<'_>, n_rows_before: u32) -> Result<(), Damaged> {
        let rows = self.prefix_sets.is_some().then_some(&mut self.rows);
        self.postings.copy_word(list, n_rows_before, rows)?;
        self.end_word(word, list.n_rows)
    }

    /// Ends a word whose rows have been pushed.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish_word(&mut self, word: &str) -> Result<(), Damaged> {
        let n_rows = self.postings.finish_word();
        self.end_word(word, n_rows)
    }

    /// Ends a word whose postings of `n_rows` rows are complete.
    fn end_word(&mut self, word: &str, n_rows: u32) -> Result<(), Damaged> {
        if self.n_words.is_multiple_of(WORDS_A_BLOCK) {
            self.begin_block(word);
        }
        self.n_words += 1;
        let row_bytes = &self.postings.row_bytes[self.n_row_bytes..];
        if let Some(prefix_sets) = &mut self.prefix_sets {
            prefix_sets.begin_word(word, &mut self.files.prefixes)?;
            prefix_sets.add(&self.rows);
            self.rows.clear();
        }
        self.words.extend_from_slice(word.as_bytes());
        self.words.push(b'\n');
        put(row_bytes.len() as u64, &mut self.lists);
        put((self.postings.position_bytes.len() - self.n_position_bytes) as u64, &mut self.lists);
        put(u64::from(n_rows), &mut self.lists);
        self.n_row_bytes = self.postings.row_bytes.len();
        self.n_position_bytes = self.postings.position_bytes.len();
        if self.n_row_bytes + self.n_position_bytes > WAITING_BYTES {
            self.write_waiting()?;
        }
        Ok(())
    }

    /// Ends the field.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.write_waiting()?;
        // The end of the last block.
        self.begin_block("");
        let (mut n_sets, mut directory) = (0, Vec::new());
        if let Some(mut prefix_sets) = self.prefix_sets.take() {
            prefix_sets.finish(&mut self.files.prefixes)?;
            (n_sets, directory) = (prefix_sets.n_sets, prefix_sets.directory);
        }
        let index = &mut self.files.index;
        put(u64::from(self.n_words), index);
        index.append(&mut self.blocks);
        put(n_sets, index);
        index.append(&mut directory);
        Ok(())
    }

    fn begin_block(&mut self, first_word: &str) {
        let files = &self.files;
        let starts = [
            files.words.n_bytes() + self.words.len() as u64,
            files.lists.n_bytes() + self.lists.len() as u64,
            files.rows.n_bytes() + self.n_row_bytes as u64,
            files.positions.n_bytes() + self.n_position_bytes as u64,
        ];
        for start in starts {
            put(start, &mut self.blocks);
        }
        put(first_word.len() as u64, &mut self.blocks);
        self.blocks.extend_from_slice(first_word.as_bytes());
    }

    fn write_waiting(&mut self) -> io::Result<()> {
        self.files.words.write(&self.words)?;
        self.files.lists.write(&self.lists)?;
        self.files.rows.write(&self.postings.row_bytes)?;
        self.files.positions.write(&self.postings.position_bytes)?;
        self.words.clear();
        self.lists.clear();
        self.postings.row_bytes.clear();
        self.postings.position_bytes.clear();
        (self.n_row_bytes, self.n_position_bytes) = (0, 0);
        Ok(())
    }
}
