//! Turns the normalised texts of one field into the lists of its words: which rows have a word, and where.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Damaged;
use super::dictionary_writer::FieldWriter;
use crate::text::normalise::is_unspaced;

/// The number of a word, in the order of its first appearance.
type WordId = u32;

/// Stands between two lines of a text, so that words on both sides of it do not follow each other.
const LINE_END: WordId = WordId::MAX;

/// At most so many words of a segment are so common that their pairs have lists of their own …
const MOST_COMMON_WORDS: usize = 96;
/// … but for segments of fewer rows than this, in which all may: what is common everywhere is not told by few texts, and
/// a joined segment has the pairs of only those words that are common in each part …
const ROWS_TELLING: usize = 256;
/// … and each of them stands in at least one of so many rows.
const COMMON_SHARE: usize = 10;

/// The texts of one field of all rows of a segment, word by word.
#[derive(Debug)]
pub struct Inversion<'text> {
    ids: HashMap<&'text str, WordId, FixedState>,
    words: Vec<&'text str>,
    /// The words of all rows, one after the other. A word's place in its row is its position.
    text: Vec<WordId>,
    /// Where each row ends in `text`.
    row_ends: Vec<u32>,
}

impl<'text> Inversion<'text> {
    /// Nothing yet.
    pub fn new() -> Self {
        Self { ids: HashMap::default(), words: Vec::new(), text: Vec::new(), row_ends: Vec::new() }
    }

    /// Adds normalised text to the row that is coming.
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

    /// Ends a line: no phrase reaches across it.
    pub fn end_line(&mut self) {
        self.text.push(LINE_END);
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.row_ends.push(self.text.len() as u32);
    }

    /// Writes the lists of all words.
    ///
    /// # Errors
    /// What the system says.
    pub fn write(&self, writer: &mut FieldWriter<'_, '_>) -> Result<(), Damaged> {
        let places = Places::of(self.words.len(), || {
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

    /// The words that are common, in order.
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
        if self.row_ends.len() >= ROWS_TELLING {
            ids.truncate(MOST_COMMON_WORDS);
        }
        let mut words: Vec<&str> = ids.into_iter().map(|id| self.words[id]).collect();
        words.sort_unstable();
        words
    }

    /// Writes the rows of pairs: of `common` words, and of characters of scripts without spaces, that follow
    /// each other.
    ///
    /// # Errors
    /// What the system says.
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
        let rows = Places::of(pairs.len(), || found.iter().copied());
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

/// True if a normalised word is one character of a script without spaces, each of which is a word.
pub fn is_character(word: &str) -> bool {
    word.chars().next().is_some_and(is_unspaced)
}

/// The numbers of `words` in the order of the words.
fn sorted<T: AsRef<str>>(words: &[T]) -> impl Iterator<Item = WordId> {
    let mut keyed: Vec<(u64, WordId)> = (0..).zip(words).map(|(id, word)| (first_bytes(word.as_ref()), id)).collect();
    let word = |id: WordId| words[id as usize].as_ref();
    keyed.sort_unstable_by(|(one, one_id), (other, other_id)| {
        one.cmp(other).then_with(|| word(*one_id).cmp(word(*other_id)))
    });
    keyed.into_iter().map(|(_, id)| id)
}

/// The first eight bytes of a word as a number. Where those of two words differ, the lesser one is that of the word that
/// sorts before the other.
pub fn first_bytes(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let first = bytes.first_chunk::<8>().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..bytes.len()].copy_from_slice(bytes);
        padded
    });
    u64::from_be_bytes(first)
}

/// Values by number, each number's in the order they came: a counting sort.
struct Places<T> {
    starts: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy + Default> Places<T> {
    /// Sorts what `values` gives, twice the same.
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
