//! What of the facts of articles a filter asks for, packed for a whole segment.
//!
//! Names, quotations and captions stand in the normalised text already, so only their places are kept, eight
//! bytes each. Links lead where the text does not say, so their addresses are normalised into a string of
//! their own, which searches for words do not walk over.

use std::ops::Range;

use jiff::civil::Date;

use crate::article::facts::{Facts, TextRange};
use crate::article::{Article, Body, Boilerplate};
use crate::text::normalise;

/// The facts of all articles of a segment, one article after the other.
#[derive(Debug, Default)]
pub(super) struct FactLists {
    /// Places in the normalised text of each article: of names, then of quotations, then of captions.
    spans: Vec<(u32, u32)>,
    mentions: Vec<(Date, Date)>,
    links: String,
}

/// Where the facts of one article lie in the lists.
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

/// The facts of one article.
#[derive(Clone, Copy)]
pub(super) struct FactsOf<'segment> {
    pub names: &'segment [(u32, u32)],
    pub quotes: &'segment [(u32, u32)],
    pub captions: &'segment [(u32, u32)],
    pub links: &'segment str,
    pub mentions: &'segment [(Date, Date)],
}

impl FactLists {
    /// The facts of the article whose parts these are.
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

    /// Starts with the facts of an article, whose body is to be normalised block by block.
    pub fn start<'lists>(&'lists mut self, article: &Article, body: &Body, facts: &Facts) -> Taking<'lists> {
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
        Taking { cuts: Cuts::of(&ranges), lists: self, spans: vec![(0, 0); ranges.len()], parts, places: Vec::new() }
    }
}

/// The starts and ends of ranges, in the order of the text.
struct Cuts {
    /// The byte, the number of the range, and whether it is the range's end.
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

    /// The cuts up to the byte `end`, which have not been asked for yet.
    fn up_to(&mut self, end: usize) -> &[(u32, u32, bool)] {
        let rest = &self.cuts[self.n_done..];
        let n_cuts = rest.iter().take_while(|(at, ..)| *at as usize <= end).count();
        self.n_done += n_cuts;
        &rest[..n_cuts]
    }
}

/// The facts of one article while its text is normalised.
pub(super) struct Taking<'lists> {
    lists: &'lists mut FactLists,
    cuts: Cuts,
    spans: Vec<(u32, u32)>,
    parts: FactParts,
    places: Vec<usize>,
}

impl Taking<'_> {
    /// Normalises a block, whose bytes of the body's text are `range`, as ` a b ` and a line end. Returns the
    /// number of its words. `start` is where the article's normalised text starts.
    pub fn fold_block(&mut self, text: &str, range: &Range<usize>, normalised: &mut String, start: usize) -> usize {
        let cuts = self.cuts.up_to(range.end);
        let in_block = |at: u32| (at as usize).clamp(range.start, range.end) - range.start;
        let bytes: Vec<usize> = cuts.iter().map(|(at, ..)| in_block(*at)).collect();
        self.places.clear();
        let block_start = normalised.len();
        let n_words = normalise::fold_with_places(text, &bytes, normalised, &mut self.places);
        if n_words > 0 {
            normalise::close(normalised);
        }
        for ((_, span_idx, is_end), place) in cuts.iter().zip(&self.places) {
            let span = &mut self.spans[*span_idx as usize];
            // A word belongs to a span whole, also where only a part of it stands in the range.
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

    /// Where the facts of the article lie, once its last block is normalised.
    pub fn finish(mut self) -> FactParts {
        // A range beyond the text, which no careful caller has, would otherwise end before it starts.
        for span in &mut self.spans {
            span.1 = span.1.max(span.0);
        }
        self.lists.spans.append(&mut self.spans);
        self.parts
    }
}
