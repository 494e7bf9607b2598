//! In which articles words stand, and how often, from the dictionaries of segments.

use std::sync::{Mutex, PoisonError};

use super::candidates::Candidates;
use super::counts::Counts;
use super::telling::Telling;
use crate::index::stored::postings::PostingsReader;
use crate::index::stored::{Damaged, StoredSegment, TextField};
use crate::index::{RowId, Snapshot};
use crate::query::parallel::each;
use crate::query::relevance::TITLE_WEIGHT;

/// Something that stands in articles: a word, or a pair of characters of a script without spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// As it is folded, a pair with a space between its characters.
    pub text: Box<str>,
    pub is_pair: bool,
}

impl Word {
    /// The fields that it is counted in, each with its weight. Of pairs only those of the text are kept.
    fn fields(&self) -> &'static [(TextField, f32)] {
        if self.is_pair {
            &[(TextField::Pairs, 1.0)]
        } else {
            &[(TextField::Body, 1.0), (TextField::Title, TITLE_WEIGHT)]
        }
    }
}

/// All articles of a snapshot, as far as words are counted in them.
pub(super) struct Collection<'run> {
    pub snapshot: &'run Snapshot,
    pub stop: &'run dyn Fn() -> bool,
}

impl<'run> Collection<'run> {
    pub fn new(snapshot: &'run Snapshot, stop: &'run dyn Fn() -> bool) -> Self {
        Self { snapshot, stop }
    }

    /// How many rows there are, with those whose articles are gone, which are in the lists of words as well.
    pub fn n_rows(&self) -> usize {
        self.snapshot.n_rows()
    }

    /// In how many articles each of the words stands: in their texts, or where it stands in none, in their titles.
    /// `None` when it was told to stop.
    pub fn n_rows_with(&self, words: &[&Word]) -> Option<Vec<usize>> {
        // In texts, and in titles, which are not looked at where a text of the segment has the word.
        let mut sums = vec![(0_usize, 0_usize); words.len()];
        let snapshot = self.snapshot;
        let segments: Vec<&StoredSegment> = segments_of(snapshot).map(|(_, segment)| segment).collect();
        let counted = each(segments.len(), self.stop, |at, stop| {
            let mut counts = vec![(0_usize, 0_usize); words.len()];
            let counted = words.iter().zip(&mut counts).try_for_each(|(word, (in_texts, in_titles))| {
                let in_field = |(field, _): &(TextField, f32)| {
                    let entry = segments[at].dictionary()?.word(*field, &word.text)?;
                    Ok::<usize, Damaged>(entry.map_or(0, |entry| entry.n_rows as usize))
                };
                let mut fields = word.fields().iter();
                *in_texts = fields.next().map_or(Ok(0), in_field)?;
                if *in_texts == 0 {
                    *in_titles = fields.next().map_or(Ok(0), in_field)?;
                }
                Ok(())
            });
            tell(snapshot, counted);
            (!stop()).then_some(counts)
        })?;
        for found in counted {
            sums.iter_mut().zip(found).for_each(|(sum, own)| *sum = (sum.0 + own.0, sum.1 + own.1));
        }
        // The first segments may have the word in no text, and later ones in some: then titles do not count.
        Some(sums.into_iter().map(|(in_texts, in_titles)| if in_texts > 0 { in_texts } else { in_titles }).collect())
    }

    /// Counts words in the candidates, of each part of the snapshot by itself, and hands how often each word stands in
    /// each row to `add`, with the score of the row and its number among the candidates. `None` when it was told to
    /// stop.
    pub fn count(
        &self,
        telling: &[Telling],
        candidates: &Candidates,
        scores: &mut [f32],
        add: impl Fn(&Telling, &mut f32, f32, u32) + Sync,
    ) -> Option<()> {
        let segments: Vec<(RowId, &StoredSegment)> = segments_of(self.snapshot).collect();
        let (snapshot, add) = (self.snapshot, &add);
        let own = by_segment(scores, &segments, candidates);
        each(segments.len(), self.stop, |at, stop| {
            let (first_row, segment) = segments[at];
            let mut own = own[at].lock().unwrap_or_else(PoisonError::into_inner);
            if own.is_empty() {
                return Some(());
            }
            let first = candidates.n_before(first_row);
            let (mut counts, mut bytes) = (Counts::default(), Vec::new());
            for telling in telling {
                for (field, weight) in telling.word.fields() {
                    let count = |row: u32, count: u32| {
                        let number = candidates.number_of(first_row + row).filter(|_| (row as usize) < segment.len());
                        if let Some(number) = number {
                            counts.push(number, count as f32 * weight);
                        }
                    };
                    tell(snapshot, counts_in(&telling.word, *field, segment, &mut bytes, count));
                    counts.end_field();
                }
                counts.take(|number, count| add(telling, &mut own[(number - first) as usize], count, number));
                if stop() {
                    return None;
                }
            }
            Some(())
        })?;
        Some(())
    }
}

/// The scores of the candidates of each segment, so that every segment is one thread's. Segments are in the order of
/// their rows.
fn by_segment<'all>(
    all: &'all mut [f32],
    segments: &[(RowId, &StoredSegment)],
    candidates: &Candidates,
) -> Vec<Mutex<&'all mut [f32]>> {
    let (mut rest, mut n_taken) = (all, 0);
    let own = |(first_row, segment): &(RowId, &StoredSegment)| {
        let [start, end] =
            [*first_row, first_row + segment.len() as RowId].map(|row| candidates.n_before(row) as usize);
        let (own, others) = std::mem::take(&mut rest)[start - n_taken..].split_at_mut(end - start);
        (rest, n_taken) = (others, end);
        Mutex::new(own)
    };
    segments.iter().map(own).collect()
}

fn segments_of(snapshot: &Snapshot) -> impl Iterator<Item = (RowId, &StoredSegment)> {
    let parts = snapshot.parts().map(|(first_row, segment)| (first_row, &**segment));
    parts.filter(|(_, segment)| !segment.is_empty())
}

/// A damaged segment is told, and has no words.
fn tell(snapshot: &Snapshot, counted: Result<(), Damaged>) {
    if let Err(damaged) = counted {
        snapshot.tell(&damaged);
    }
}

fn counts_in(
    word: &Word,
    field: TextField,
    segment: &StoredSegment,
    bytes: &mut Vec<u8>,
    mut add: impl FnMut(u32, u32),
) -> Result<(), Damaged> {
    let dictionary = segment.dictionary()?;
    let Some(entry) = dictionary.word(field, &word.text)? else { return Ok(()) };
    dictionary.read_rows(&entry, &entry, bytes)?;
    let mut reader = PostingsReader::new(field.detail(), entry.n_rows, bytes, &[]);
    while reader.next_block()? {
        reader.rows().iter().zip(reader.counts()).for_each(|(row, count)| add(*row, *count));
    }
    Ok(())
}
