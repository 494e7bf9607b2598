//! Turns the normalised texts of one field into the postings of its words.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Damaged;
use super::dictionary_writer::FieldWriter;
use crate::text::normalise::is_unspaced;

/// Number of a word, in the order of first appearance.
type WordId = u32;

/// Separator of two lines of a text, so that the words before and after it are not adjacent.
const LINE_END: WordId = WordId::MAX;

/// The maximum number of common words of a segment. Pairs of common words have postings of their own.
const MOST_COMMON_WORDS: usize = 96;
/// Segments of fewer rows may have more common words. A few texts do not show what is common everywhere, and a merged
/// segment has the pairs of only those words that are common in each of the segments that it was merged from.
const MIN_ROWS_FOR_WORD_LIMIT: usize = 256;
/// A common word is in at least one row of this many.
const COMMON_SHARE: usize = 10;

/// Texts of one field of all rows of a segment, word by word.
#[derive(Debug)]
pub struct Inversion<'text> {
    ids: HashMap<&'text str, WordId, FixedState>,
    words: Vec<&'text str>,
    /// Words of all rows, concatenated. The position of a word is its index in its row.
    text: Vec<WordId>,
    /// End of each row in `text`.
    row_ends: Vec<u32>,
}

impl<'text> Inversion<'text> {
    pub fn new() -> Self {
        Self { ids: HashMap::default(), words: Vec::new(), text: Vec::new(), row_ends: Vec::new() }
    }

    /// Adds normalised text to the current row.
    pub fn push(&mut self, normalised: &'text str) {
        for word in normalised.split(' ') {
            match word {
                "" => {}
                "\n" => self.end_line(),
                word => {
                    let next = self.words.len() as WordId;
                    let id = *self.ids.entry(word).or_insert(next);
                    if id == next {
                        self.words.push(word);
                    }
                    self.text.push(id);
                }
            }
        }
    }

    /// Ends a line. No phrase matches across it.
    pub fn end_line(&mut self) {
        self.text.push(LINE_END);
    }

    /// Ends the current row.
    pub fn end_row(&mut self) {
        self.row_ends.push(self.text.len() as u32);
    }

    /// Writes the postings of all words.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&self, writer: &mut FieldWriter<'_, '_>) -> Result<(), Damaged> {
        let places = GroupedValues::of(self.words.len(), || {
            self.rows().flat_map(|(row, text)| {
                (0..).zip(text).filter(|(_, id)| **id != LINE_END).map(move |(position, id)| (*id, (row, position)))
            })
        });
        let mut distances = Vec::new();
        for id in sorted(&self.words) {
            let of_word = places.of_id(id);
            for of_row in of_word.chunk_by(|(one, _), (other, _)| one == other) {
                let mut before = 0;
                distances.clear();
                for (_, position) in of_row {
                    distances.push(position - before);
                    before = *position;
                }
                writer.push(of_row[0].0, &distances);
            }
            writer.finish_word(self.words[id as usize])?;
        }
        Ok(())
    }

    /// Returns the common words, sorted.
    pub fn common_words(&self) -> Vec<&'text str> {
        let mut n_rows = vec![0_usize; self.words.len()];
        let mut last_row = vec![u32::MAX; self.words.len()];
        for (row, text) in self.rows() {
            for id in text.iter().filter(|id| **id != LINE_END) {
                if std::mem::replace(&mut last_row[*id as usize], row) != row {
                    n_rows[*id as usize] += 1;
                }
            }
        }
        let mut ids: Vec<usize> = (0..self.words.len()).collect();
        ids.retain(|id| n_rows[*id] * COMMON_SHARE >= self.row_ends.len() && !is_character(self.words[*id]));
        ids.sort_by_key(|id| (std::cmp::Reverse(n_rows[*id]), self.words[*id]));
        if self.row_ends.len() >= MIN_ROWS_FOR_WORD_LIMIT {
            ids.truncate(MOST_COMMON_WORDS);
        }
        let mut words: Vec<&str> = ids.into_iter().map(|id| self.words[id]).collect();
        words.sort_unstable();
        words
    }

    /// Writes the rows of adjacent pairs: of `common` words, and of characters of scripts without spaces.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_pairs(&self, common: &[&str], writer: &mut FieldWriter<'_, '_>) -> Result<(), Damaged> {
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum WordKind {
            Other,
            Common,
            Character,
        }
        let kind_of = |word: &&str| match word {
            word if is_character(word) => WordKind::Character,
            word if common.binary_search(word).is_ok() => WordKind::Common,
            _ => WordKind::Other,
        };
        let kinds: Vec<WordKind> = self.words.iter().map(kind_of).collect();
        let mut ids: HashMap<(WordId, WordId), WordId, FixedState> = HashMap::default();
        let (mut pairs, mut found) = (Vec::new(), Vec::new());
        for (row, text) in self.rows() {
            for pair in text.windows(2).filter(|pair| !pair.contains(&LINE_END)) {
                let kind = kinds[pair[0] as usize];
                if kind == WordKind::Other || kind != kinds[pair[1] as usize] {
                    continue;
                }
                let next = pairs.len() as WordId;
                let id = *ids.entry((pair[0], pair[1])).or_insert(next);
                if id == next {
                    pairs.push((pair[0], pair[1]));
                }
                found.push((id, row));
            }
        }
        let rows = GroupedValues::of(pairs.len(), || found.iter().copied());
        let texts: Vec<String> = pairs
            .iter()
            .map(|(first, second)| format!("{} {}", self.words[*first as usize], self.words[*second as usize]))
            .collect();
        for id in sorted(&texts) {
            let mut last_row = None;
            for row in rows.of_id(id) {
                if last_row != Some(*row) {
                    writer.push(*row, &[]);
                    last_row = Some(*row);
                }
            }
            writer.finish_word(&texts[id as usize])?;
        }
        Ok(())
    }

    fn rows(&self) -> impl Iterator<Item = (u32, &[WordId])> {
        let mut start = 0;
        (0..).zip(&self.row_ends).map(move |(row, end)| {
            let text = &self.text[start..*end as usize];
            start = *end as usize;
            (row, text)
        })
    }
}

/// True if a normalised word is a character of a script without spaces. There each character is a word.
pub fn is_character(word: &str) -> bool {
    word.chars().next().is_some_and(is_unspaced)
}

/// Returns the numbers of `words`, sorted by word.
fn sorted<T: AsRef<str>>(words: &[T]) -> impl Iterator<Item = WordId> {
    let mut keyed: Vec<(u64, WordId)> = (0..).zip(words).map(|(id, word)| (first_bytes(word.as_ref()), id)).collect();
    let word = |id: WordId| words[id as usize].as_ref();
    keyed.sort_unstable_by(|(one, one_id), (other, other_id)| {
        one.cmp(other).then_with(|| word(*one_id).cmp(word(*other_id)))
    });
    keyed.into_iter().map(|(_, id)| id)
}

/// Returns the first eight bytes of a word as a number. If the numbers of two words differ, they sort as the words do.
pub fn first_bytes(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let first = bytes.first_chunk::<8>().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..bytes.len()].copy_from_slice(bytes);
        padded
    });
    u64::from_be_bytes(first)
}

/// Values grouped by number, in the order in which they came. Built by a counting sort.
struct GroupedValues<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> GroupedValues<T> {
    /// Groups the values of `values`, which is called twice and must return the same each time.
    fn of<I: Iterator<Item = (WordId, T)>>(n_ids: usize, values: impl Fn() -> I) -> Self {
        let mut starts = vec![0_u32; n_ids + 2];
        for (id, _) in values() {
            starts[id as usize + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut sorted = vec![T::default(); starts.last().copied().unwrap_or(0) as usize];
        for (id, value) in values() {
            let next = &mut starts[id as usize + 1];
            sorted[*next as usize] = value;
            *next += 1;
        }
        Self { starts, values: sorted }
    }

    fn of_id(&self, id: WordId) -> &[T] {
        &self.values[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }
}
