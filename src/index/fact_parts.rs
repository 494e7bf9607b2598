//! Facts of articles that filters test, packed for a whole batch.
//!
//! Names, quotations and captions are part of the normalised text. So only their byte ranges are kept, in eight bytes
//! each. The addresses of links are not part of the text. They are normalised into a separate string, so that searches
//! for words do not read them.

use std::ops::Range;

use jiff::civil::Date;

use crate::article::facts::{Facts, TextRange};
use crate::article::{Article, Body, Boilerplate};
use crate::text::normalise;

/// Facts of all articles of a batch, one article after the other.
#[derive(Debug, Default)]
pub(super) struct FactLists {
    /// Byte ranges in the normalised text of each article: of its names, then its quotations, then its captions.
    spans: Vec<(u32, u32)>,
    mentions: Vec<(Date, Date)>,
    links: String,
}

/// Ranges of the facts of one article in [`FactLists`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FactParts {
    names_start: u32,
    quotes_start: u32,
    captions_start: u32,
    captions_end: u32,
    mentions_start: u32,
    mentions_end: u32,
    links_start: u32,
    links_end: u32,
}

/// Facts of one article.
#[derive(Clone, Copy)]
pub(super) struct FactsOf<'segment> {
    pub names: &'segment [(u32, u32)],
    pub quotes: &'segment [(u32, u32)],
    pub captions: &'segment [(u32, u32)],
    pub links: &'segment str,
    pub mentions: &'segment [(Date, Date)],
}

impl FactLists {
    /// Returns the facts at `parts`.
    pub fn of(&self, parts: FactParts) -> FactsOf<'_> {
        let spans = |start: u32, end: u32| &self.spans[start as usize..end as usize];
        FactsOf {
            names: spans(parts.names_start, parts.quotes_start),
            quotes: spans(parts.quotes_start, parts.captions_start),
            captions: spans(parts.captions_start, parts.captions_end),
            links: &self.links[parts.links_start as usize..parts.links_end as usize],
            mentions: &self.mentions[parts.mentions_start as usize..parts.mentions_end as usize],
        }
    }

    /// Starts the facts of an article. Its body is normalised block by block afterwards.
    pub fn start<'lists>(&'lists mut self, article: &Article, body: &Body, facts: &Facts) -> FactCollector<'lists> {
        let names = facts.names.iter().flat_map(|name| name.forms.iter().copied());
        let quotes = facts.quotes.iter().filter(|quote| quote.depth == 0).map(|quote| quote.range);
        let captions = body.blocks.iter().filter(|block| block.boilerplate == Some(Boilerplate::Caption));
        let captions = captions.map(|block| TextRange::from(block.range.clone()));
        let mut ranges: Vec<TextRange> = names.collect();
        let n_names = ranges.len();
        ranges.extend(quotes);
        let n_quotes = ranges.len() - n_names;
        ranges.extend(captions);

        let links_start = self.links.len() as u32;
        let own = article.link.as_deref();
        for address in own.into_iter().chain(facts.links.iter().map(|link| &*link.address)) {
            if normalise::normalise_into(address, &mut self.links) > 0 {
                normalise::close(&mut self.links);
                self.links.push('\n');
            }
        }
        let mut mentions: Vec<(Date, Date)> =
            facts.mentions.iter().map(|mention| (mention.date.first_day, mention.date.last_day)).collect();
        mentions.sort_unstable();
        mentions.dedup();
        let mentions_start = self.mentions.len() as u32;
        self.mentions.append(&mut mentions);
        let names_start = self.spans.len() as u32;
        let parts = FactParts {
            names_start,
            quotes_start: names_start + n_names as u32,
            captions_start: names_start + (n_names + n_quotes) as u32,
            captions_end: names_start + ranges.len() as u32,
            mentions_start,
            mentions_end: self.mentions.len() as u32,
            links_start,
            links_end: self.links.len() as u32,
        };
        FactCollector {
            cuts: Cuts::of(&ranges),
            lists: self,
            spans: vec![(0, 0); ranges.len()],
            parts,
            places: Vec::new(),
        }
    }
}

/// Starts and ends of ranges, sorted by their offset in the text.
struct Cuts {
    /// The byte offset, the index of the range, and true for the end of the range.
    cuts: Vec<(u32, u32, bool)>,
    n_done: usize,
}

impl Cuts {
    fn of(ranges: &[TextRange]) -> Self {
        let mut cuts = Vec::with_capacity(ranges.len() * 2);
        for (range_idx, range) in ranges.iter().enumerate() {
            cuts.push((range.start, range_idx as u32, false));
            cuts.push((range.end, range_idx as u32, true));
        }
        cuts.sort_unstable();
        Self { cuts, n_done: 0 }
    }

    /// Returns the cuts up to the byte offset `end` that have not been returned before.
    fn up_to(&mut self, end: usize) -> &[(u32, u32, bool)] {
        let rest = &self.cuts[self.n_done..];
        let n_cuts = rest.iter().take_while(|(at, ..)| *at as usize <= end).count();
        self.n_done += n_cuts;
        &rest[..n_cuts]
    }
}

/// Facts of one article while its text is normalised.
pub(super) struct FactCollector<'lists> {
    lists: &'lists mut FactLists,
    cuts: Cuts,
    spans: Vec<(u32, u32)>,
    parts: FactParts,
    places: Vec<usize>,
}

impl FactCollector<'_> {
    /// Normalises a block as ` a b ` and a line end. Returns the number of its words.
    ///
    /// `range` is the byte range of the block in the text of the body. `start` is the offset at which the normalised
    /// text of the article starts.
    pub fn normalise_block(
        &mut self,
        text: &str,
        range: &Range<usize>,
        normalised: &mut String,
        start: usize,
    ) -> usize {
        let cuts = self.cuts.up_to(range.end);
        let in_block = |at: u32| (at as usize).clamp(range.start, range.end) - range.start;
        let bytes: Vec<usize> = cuts.iter().map(|(at, ..)| in_block(*at)).collect();
        self.places.clear();
        let block_start = normalised.len();
        let n_words = normalise::normalise_with_offsets(text, &bytes, normalised, &mut self.places);
        if n_words > 0 {
            normalise::close(normalised);
        }
        for ((_, span_idx, is_end), place) in cuts.iter().zip(&self.places) {
            let span = &mut self.spans[*span_idx as usize];
            // A span consists of whole words, even where a range contains only a part of a word.
            if *is_end {
                let rest = &normalised.as_bytes()[(*place).min(normalised.len())..];
                let to_space = rest.iter().position(|byte| *byte == b' ').map_or(rest.len(), |at| at + 1);
                span.1 = ((*place).min(normalised.len()) + to_space - start) as u32;
            } else {
                let before = &normalised.as_bytes()[block_start..(*place + 1).min(normalised.len())];
                let word_start = before.iter().rposition(|byte| *byte == b' ').unwrap_or(0);
                span.0 = (block_start + word_start - start) as u32;
            }
        }
        if n_words > 0 {
            normalised.push('\n');
        }
        n_words
    }

    /// Returns the ranges of the facts, after the last block has been normalised.
    pub fn finish(mut self) -> FactParts {
        // The span of a range beyond the text would end before it starts. No careful caller has such a range.
        for span in &mut self.spans {
            span.1 = span.1.max(span.0);
        }
        self.lists.spans.append(&mut self.spans);
        self.parts
    }
}
