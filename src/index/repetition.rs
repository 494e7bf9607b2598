//! Finds paragraphs that several articles of one source share: the boxes, bylines and notices of its pages.
//!
//! The hashes of the short paragraphs of every article are stored in its segment. They are counted by sorting. So the
//! result depends on the articles alone, not on the order in which they were read, and only a part of the hashes has to
//! be in memory at a time.
//!
//! Copies and versions of one report share paragraphs too, and these paragraphs are text. So articles that share their
//! long paragraphs count as one article. Each article keeps a sketch of its long paragraphs (`MinHash`, Broder 1997).
//! The count of a short paragraph is the number of different sketches of its articles.

use std::collections::HashMap;
use std::sync::Arc;

use super::stored::{Damaged, Segment};
use crate::article::{Address, Article, Block, BlockKind, Body, Boilerplate};
use crate::extract::boilerplate::{ends_as_a_sentence, is_prose};
use crate::text::{fast_hash, normalise};

/// The longest paragraph that is counted, in characters of its normalised text. Longer paragraphs were written by an
/// author, or belong to versions of one report.
const LONGEST: usize = 300;
/// The maximum number of paragraphs of one article that are counted. An article with more short paragraphs is a table
/// or a poem.
const PARAGRAPHS_MAX: usize = 128;
/// The minimum size, in bytes of normalised text, of a paragraph that distinguishes its article from others.
const LONG_PARAGRAPH_BYTES: usize = 120;
/// The number of values of a sketch. Two versions that share half of their long paragraphs agree in one of four values
/// with a probability of 94 %.
const SKETCH: usize = 4;

/// A paragraph is boilerplate if at least this number of articles, and this percentage of the articles of its source,
/// have it.
const MIN_COUNT: usize = 4;
const MIN_PERCENT: usize = 20;
/// A paragraph of at least [`UNLIKELY_LENGTH`] characters is boilerplate if at least this number and this percentage
/// have it, because nobody writes so many characters twice.
const MIN_COUNT_LONG: usize = 10;
const MIN_PERCENT_LONG: usize = 2;
const UNLIKELY_LENGTH: usize = 60;

/// The number of hashes that are sorted at once, 32 bytes each.
const SORTED_AT_ONCE: usize = 1 << 20;

/// The number of bytes of the key of a paragraph. Of ten million paragraphs, those of a million articles, at most a
/// handful have the same key.
const KEY_BYTES: usize = 6;

/// Size of the start of an encoded entry: the source, the sketch and the number of paragraphs of an article.
const HEAD_BYTES: usize = 8 + SKETCH * 4 + 1;

/// Paragraph fingerprints of the articles of a segment.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphFingerprints {
    articles: Vec<ArticleFingerprints>,
    paragraphs: Vec<u64>,
}

/// Entry of one article.
#[derive(Clone, Debug)]
struct ArticleFingerprints {
    /// Hash of its source, or of its file or folder if no source is known.
    origin: u64,
    sketch: [u32; SKETCH],
    /// End of its paragraphs in the list. They start where those of the previous article end.
    end: u32,
}

/// Values of an article that are compared among the articles with the same paragraph.
#[derive(Clone, Copy, Debug)]
struct Sketched {
    origin: u64,
    sketch: [u32; SKETCH],
}

/// Decodes the paragraph fingerprints of a segment.
fn fingerprints_of(segment: &Segment) -> Result<ParagraphFingerprints, Damaged> {
    ParagraphFingerprints::decode(&segment.fingerprints()?)
}

/// Builds the entry of one article.
pub(super) struct FingerprintBuilder<'fingerprints> {
    fingerprints: &'fingerprints mut ParagraphFingerprints,
    origin: u64,
    sketch: [u32; SKETCH],
    short_sketch: [u32; SKETCH],
    start: usize,
}

impl ParagraphFingerprints {
    pub(super) fn add(&mut self, article: &Article) -> FingerprintBuilder<'_> {
        let start = self.paragraphs.len();
        let (sketch, short_sketch) = ([u32::MAX; SKETCH], [u32::MAX; SKETCH]);
        FingerprintBuilder { origin: origin_of(article), fingerprints: self, sketch, short_sketch, start }
    }

    /// Appends the encoded entry of an article to `out`: its source, its sketch, and six bytes of each paragraph.
    pub(super) fn encode(&self, at: usize, out: &mut Vec<u8>) {
        let (article, paragraphs) = (&self.articles[at], self.paragraphs_of(at));
        out.extend_from_slice(&article.origin.to_le_bytes());
        for value in article.sketch {
            out.extend_from_slice(&value.to_le_bytes());
        }
        // There are no more than `PARAGRAPHS_MAX`.
        out.push(paragraphs.len() as u8);
        for key in paragraphs {
            out.extend_from_slice(&key.to_le_bytes()[8 - KEY_BYTES..]);
        }
    }

    /// Appends the entry of an article of which nothing is known.
    pub(super) fn encode_none(out: &mut Vec<u8>) {
        out.resize(out.len() + HEAD_BYTES, 0);
    }

    /// Splits the bytes of many entries that [`Self::encode`] wrote into those of each article.
    pub(super) fn split(bytes: &[u8]) -> impl Iterator<Item = Result<&[u8], Damaged>> {
        let mut rest = bytes;
        std::iter::from_fn(move || {
            let n_paragraphs = usize::from(*rest.get(HEAD_BYTES - 1)?);
            let Some((own, after)) = rest.split_at_checked(HEAD_BYTES + n_paragraphs * KEY_BYTES) else {
                rest = &[];
                return Some(Err(Damaged::content("what tells repeated paragraphs is cut")));
            };
            rest = after;
            Some(Ok(own))
        })
    }

    /// Decodes the entries of many articles that [`Self::encode`] wrote, one after the other.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut fingerprints = Self::default();
        for own in Self::split(bytes) {
            let (head, keys) = own?.split_at(HEAD_BYTES);
            let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or_default());
            let value = |at: usize| u32::from_le_bytes(head[8 + at * 4..][..4].try_into().unwrap_or_default());
            for key in keys.chunks_exact(KEY_BYTES) {
                let mut whole = [0; 8];
                whole[8 - KEY_BYTES..].copy_from_slice(key);
                fingerprints.paragraphs.push(u64::from_le_bytes(whole));
            }
            let end = fingerprints.paragraphs.len() as u32;
            fingerprints.articles.push(ArticleFingerprints {
                origin: number(&head[..8]),
                sketch: std::array::from_fn(value),
                end,
            });
        }
        Ok(fingerprints)
    }

    fn paragraphs_of(&self, at: usize) -> &[u64] {
        let start = at.checked_sub(1).map_or(0, |before| self.articles[before].end as usize);
        &self.paragraphs[start..self.articles[at].end as usize]
    }
}

impl FingerprintBuilder<'_> {
    /// Adds a block by its normalised text.
    pub(super) fn block(&mut self, block: &Block, normalised: &str) {
        if normalised.is_empty() {
            return;
        }
        let hash = fast_hash::of(normalised.as_bytes());
        let sketch = if normalised.len() >= LONG_PARAGRAPH_BYTES { &mut self.sketch } else { &mut self.short_sketch };
        for (value, salt) in sketch.iter_mut().zip(1_u64..) {
            *value = (*value).min(fast_hash::mixed(hash ^ (salt << 56 | salt)) as u32);
        }
        if is_counted(block, normalised) && self.fingerprints.paragraphs.len() - self.start < PARAGRAPHS_MAX {
            self.fingerprints.paragraphs.push(key_of(self.origin, hash));
        }
    }

    pub(super) fn finish(self) {
        let own = &mut self.fingerprints.paragraphs[self.start..];
        own.sort_unstable();
        let mut n_distinct = 0;
        for at in 0..own.len() {
            if at == 0 || own[at] != own[n_distinct - 1] {
                own[n_distinct] = own[at];
                n_distinct += 1;
            }
        }
        self.fingerprints.paragraphs.truncate(self.start + n_distinct);
        let is_told = self.sketch.iter().any(|value| *value != u32::MAX);
        // A segment holds far fewer than 4 billion paragraphs.
        let end = self.fingerprints.paragraphs.len() as u32;
        let sketch = if is_told { self.sketch } else { self.short_sketch };
        self.fingerprints.articles.push(ArticleFingerprints { origin: self.origin, sketch, end });
    }
}

/// Sorted keys of the repeated paragraphs. The lowest bit of a key is set if a large share of the source's articles
/// have the paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Repeated(Box<[u64]>);

impl Repeated {
    /// Finds the repeated paragraphs of all segments.
    ///
    /// # Errors
    /// When a segment is damaged.
    pub(super) fn of(segments: &[Arc<Segment>]) -> Result<Self, Damaged> {
        Self::counted(segments, SORTED_AT_ONCE)
    }

    fn counted(segments: &[Arc<Segment>], sorted_at_once: usize) -> Result<Self, Damaged> {
        let mut n_articles: HashMap<u64, usize> = HashMap::new();
        let mut n_paragraphs = 0;
        for segment in segments {
            let fingerprints = fingerprints_of(segment)?;
            n_paragraphs += fingerprints.paragraphs.len();
            for article in &fingerprints.articles {
                *n_articles.entry(article.origin).or_default() += 1;
            }
        }
        let bits = n_paragraphs.div_ceil(sorted_at_once).next_power_of_two().trailing_zeros();
        let mut found = Vec::new();
        let mut entries: Vec<(u64, Sketched)> = Vec::with_capacity(n_paragraphs.min(sorted_at_once));
        for share in 0..1_u64 << bits {
            entries.clear();
            for segment in segments {
                let fingerprints = fingerprints_of(segment)?;
                for (at, article) in fingerprints.articles.iter().enumerate() {
                    let of_share =
                        fingerprints.paragraphs_of(at).iter().filter(|key| bits == 0 || **key >> (64 - bits) == share);
                    let sketched = Sketched { origin: article.origin, sketch: article.sketch };
                    entries.extend(of_share.map(|key| (*key, sketched)));
                }
            }
            entries.sort_unstable_by_key(|(key, _)| *key);
            for run in entries.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() >= MIN_COUNT) {
                let n_printed = n_different(run);
                let share = n_printed * 100 / n_articles.get(&run[0].1.origin).copied().unwrap_or(1).max(1);
                if n_printed >= MIN_COUNT && share >= MIN_PERCENT {
                    found.push(run[0].0 | 1);
                } else if n_printed >= MIN_COUNT_LONG && share >= MIN_PERCENT_LONG {
                    found.push(run[0].0);
                }
            }
        }
        Ok(Self(found.into()))
    }

    /// Restores the paragraphs from [`Self::keys`].
    pub(super) fn from_keys(keys: Vec<u64>) -> Self {
        Self(keys.into())
    }

    /// Returns the sorted keys.
    pub(super) fn keys(&self) -> &[u64] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Marks the repeated paragraphs of an article's text as boilerplate.
    ///
    /// A label without a full stop is marked only at the edges of the text. Within the text it may be a heading that a
    /// series gives each of its parts. If most of the text would be marked, the articles are versions of one report,
    /// and nothing is marked.
    pub(super) fn mark(&self, article: &Article, body: &mut Body) {
        if self.is_empty() {
            return;
        }
        let origin = origin_of(article);
        let mut normalised = String::new();
        let mut candidates = Vec::with_capacity(body.blocks.len());
        for block in &body.blocks {
            candidates
                .push(block.boilerplate.is_none() && self.holds(origin, block, body.text_of(block), &mut normalised));
        }
        if !candidates.contains(&true) {
            return;
        }
        let is_out = |at: usize, candidates: &[bool]| candidates[at] || body.blocks[at].boilerplate.is_some();
        let n_blocks = body.blocks.len();
        let top = (0..n_blocks).take_while(|at| is_out(*at, &candidates)).count();
        let end = n_blocks - (0..n_blocks).rev().take_while(|at| is_out(*at, &candidates)).count();
        let heads_a_list =
            |at: usize| body.blocks.get(at + 1).is_some_and(|next| matches!(next.kind, BlockKind::ListItem { .. }));
        for (at, candidate) in candidates.iter_mut().enumerate() {
            let text = body.text_of(&body.blocks[at]);
            *candidate &= ends_as_a_sentence(text) || ((at < top || at >= end) && !heads_a_list(at));
        }
        let n_bytes = |is_candidate: bool| -> usize {
            let left = body.blocks.iter().zip(&candidates).filter(|(block, _)| block.boilerplate.is_none());
            left.filter(|(_, candidate)| **candidate == is_candidate).map(|(block, _)| block.range.len()).sum()
        };
        let prose_is_left =
            (0..n_blocks).any(|at| !is_out(at, &candidates) && is_prose(body.text_of(&body.blocks[at])));
        if !prose_is_left || n_bytes(true) > n_bytes(false) {
            return;
        }
        for (block, is_candidate) in body.blocks.iter_mut().zip(candidates) {
            if is_candidate {
                block.boilerplate = Some(Boilerplate::Repeated);
            }
        }
    }

    fn holds(&self, origin: u64, block: &Block, text: &str, normalised: &mut String) -> bool {
        // Normalisation removes only signs, so a much longer text is too long without being normalised.
        if text.len() > 8 * LONGEST {
            return false;
        }
        normalised.clear();
        if normalise::normalise_into(text, normalised) == 0 {
            return false;
        }
        normalise::close(normalised);
        normalised.push('\n');
        if !is_counted(block, normalised) {
            return false;
        }
        let key = key_of(origin, fast_hash::of(normalised.as_bytes()));
        match self.0.binary_search_by_key(&key, |held| held & !1) {
            Ok(at) => self.0[at] & 1 == 1 || normalised.chars().count() >= UNLIKELY_LENGTH,
            Err(_) => false,
        }
    }
}

/// Returns the number of articles in a run that differ: the smallest number of distinct values among the four columns
/// of their sketches.
fn n_different(run: &[(u64, Sketched)]) -> usize {
    let mut values = Vec::with_capacity(run.len());
    let n_of = |column: usize| {
        values.clear();
        values.extend(run.iter().map(|(_, sketched)| sketched.sketch[column]));
        values.sort_unstable();
        values.dedup();
        values.len()
    };
    (0..SKETCH).map(n_of).min().unwrap_or(0)
}

/// True if a block of this kind and length may be boilerplate.
fn is_counted(block: &Block, normalised: &str) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
        && (normalised.len() <= LONGEST || (normalised.len() <= 4 * LONGEST && normalised.chars().count() <= LONGEST))
}

/// Returns the hash of an article's source name. Without a source, returns that of its file if the file holds several
/// articles, else that of its folder.
fn origin_of(article: &Article) -> u64 {
    if let Some(source) = article.source.value() {
        return fast_hash::of(normalise::normalise(source).as_bytes());
    }
    let Address { path, item, .. } = &article.address;
    let place = if item.is_some() { Some(&**path) } else { path.parent() };
    fast_hash::of(place.map_or(&[][..], |place| place.as_os_str().as_encoded_bytes()))
}

/// Returns the key of a paragraph of a source. All bits below the highest [`KEY_BYTES`] bytes are zero.
fn key_of(origin: u64, paragraph: u64) -> u64 {
    fast_hash::mixed(origin.rotate_left(17) ^ paragraph) & (u64::MAX << (64 - 8 * KEY_BYTES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{BodyBuilder, Format};
    use crate::index::SegmentBuilder;

    #[test]
    fn counting_in_parts_finds_the_same() {
        let mut segments = Vec::new();
        for segment_idx in 0..6 {
            let mut segment = SegmentBuilder::default();
            for article_idx in 0..5 {
                let mut body = BodyBuilder::default();
                let number = segment_idx * 5 + article_idx;
                for part in 0..8 {
                    // Every third line is one of ten that are repeated.
                    let line = if part % 3 == 0 { number * 8 / 3 % 10 } else { 100 + number * 8 + part };
                    body.push(&format!("Line {line} of the harbour."));
                    body.end_block(BlockKind::Paragraph, false);
                }
                let address = Address {
                    path: std::path::Path::new("a/b.txt").into(),
                    item: None,
                    range: None,
                    format: Format::PlainText,
                };
                segment.push(
                    Article::unknown_at(address),
                    body.finish(),
                    &crate::article::facts::Facts::default(),
                    false,
                );
            }
            segments.push(Arc::new(segment.finish()));
        }
        let whole = Repeated::counted(&segments, usize::MAX / 4).unwrap();
        for sorted_at_once in [1, 10, 100] {
            let parts = Repeated::counted(&segments, sorted_at_once).unwrap();
            assert_eq!(parts, whole, "{sorted_at_once}");
            assert!(parts.0.is_sorted(), "a look at it is a binary search");
        }
    }
}
