//! The articles of one batch, their normalised text and the facts in it that filters ask for: what a segment is made of.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use super::fact_parts::{FactLists, FactParts, FactsOf};
use super::needs::Needs;
use super::repetition::ParagraphFingerprints;
use super::row_facts::Flags;
use super::signature::SignatureBuilder;
use super::sources::{Source, SourceList};
use super::stored::columns::NONE;
use super::stored::file_chunks::ChunkRecord;
use super::stored::{Segment, segment_of};
use crate::article::facts::Facts;
use crate::article::identity::{Identity, TEXT_WORDS_MIN};
use crate::article::{Article, Body, How, Problem};
use crate::corpus::{FileState, LineRange, ResumePoint};
use crate::text::digest::DigestBuilder;
use crate::text::{compounds, normalise};

/// The articles of one batch and their normalised text.
#[derive(Debug, Default)]
pub struct Batch {
    /// The parts of the articles that are stored.
    needs: Needs,
    articles: Vec<Article>,
    /// The normalised parts of all articles, one after the other.
    normalised: String,
    /// Where the parts of each article lie in `normalised`.
    parts: Vec<Parts>,
    /// What of the facts of all articles filters ask for.
    facts: FactLists,
    /// The words with a sign inside of all articles, one article after the other.
    compounds: String,
    /// The bodies that cannot be read again cheaply from their file, by article.
    kept_bodies: Vec<Option<Box<Body>>>,
    /// What tells which paragraphs several articles have.
    fingerprints: ParagraphFingerprints,
    /// The signatures of all articles as bytes, one after the other.
    signatures: Vec<u8>,
    /// The chunks of files that the articles are from.
    chunks: Vec<ChunkRecord>,
    /// For each article the number of its chunk.
    chunk_of: Vec<u32>,
    /// The sources of the articles, boxed as segments are sent from thread to thread by value.
    sources: Box<SourceList>,
    /// How many bytes the texts of all articles have, as they were read.
    n_text_bytes: u64,
}

/// Where the normalised parts of one article end; each starts where the one before it ends.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    start: usize,
    title_end: u32,
    source_end: u32,
    authors_end: u32,
    body_end: u32,
    end: u32,
    compounds_start: u32,
    compounds_end: u32,
    facts: FactParts,
    flags: Flags,
    signature_end: u32,
    identity: Identity,
}

/// The normalised text of one article, part by part: ` a b ` and a line end for every text in it, so a
/// title, each author and each paragraph. No phrase reaches across a line end.
#[derive(Clone, Copy, Debug)]
pub struct Normalised<'segment> {
    text: &'segment str,
    parts: Parts,
    facts: &'segment FactLists,
    compounds: &'segment str,
}

impl<'segment> Normalised<'segment> {
    /// The parts that words without a field are looked for in, which are all but the page text.
    pub fn all(self) -> &'segment str {
        &self.text[..self.parts.body_end as usize]
    }

    /// The title.
    pub fn title(self) -> &'segment str {
        &self.text[..self.parts.title_end as usize]
    }

    /// The source.
    pub fn source(self) -> &'segment str {
        &self.text[self.parts.title_end as usize..self.parts.source_end as usize]
    }

    /// The authors.
    pub fn authors(self) -> &'segment str {
        &self.text[self.parts.source_end as usize..self.parts.authors_end as usize]
    }

    /// The text itself.
    pub fn body(self) -> &'segment str {
        &self.text[self.parts.authors_end as usize..self.parts.body_end as usize]
    }

    /// The page text.
    pub fn page(self) -> &'segment str {
        &self.text[self.parts.body_end as usize..]
    }

    /// The people, organisations and places that the text names, each form of a name once.
    pub fn names(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().names)
    }

    /// What stands between quotation marks.
    pub fn quotes(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().quotes)
    }

    /// What stands below photos and videos.
    pub fn captions(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().captions)
    }

    /// The addresses of the article and of its links.
    pub fn links(self) -> &'segment str {
        self.facts().links
    }

    /// The first and the last day of each date that the text mentions.
    pub fn mentions(self) -> &'segment [(Date, Date)] {
        self.facts().mentions
    }

    /// The words with a sign inside, such as `sts-103`, of all parts but the addresses: each once and followed by
    /// a line end, with their signs, in the order of their letters.
    pub fn compounds(self) -> &'segment str {
        &self.compounds[self.parts.compounds_start as usize..self.parts.compounds_end as usize]
    }

    /// Where the text itself starts among all parts, in bytes.
    pub(super) fn body_start(self) -> u32 {
        self.parts.authors_end
    }

    /// The bytes of quotations among all parts, each from the space before its first word on.
    pub(super) fn quote_ranges(self) -> &'segment [(u32, u32)] {
        self.facts().quotes
    }

    /// The same of captions.
    pub(super) fn caption_ranges(self) -> &'segment [(u32, u32)] {
        self.facts().captions
    }

    fn facts(self) -> FactsOf<'segment> {
        self.facts.of(self.parts.facts)
    }

    /// The texts of spans, each with the space that follows its last word.
    fn spans(self, spans: &'segment [(u32, u32)]) -> impl Iterator<Item = &'segment str> {
        spans.iter().map(move |(start, end)| &self.text[*start as usize..*end as usize])
    }
}

impl Batch {
    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// True if it holds none.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Returns the parts of the articles that are stored, beside those that a list shows.
    pub fn needs(&self) -> Needs {
        self.needs
    }

    /// The articles, in the order they were read.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The normalised text of the article at `at` (an index into [`Self::articles`]).
    pub fn normalised(&self, at: usize) -> Normalised<'_> {
        let parts = self.parts[at];
        let text = &self.normalised[parts.start..parts.start + parts.end as usize];
        Normalised { text, parts, facts: &self.facts, compounds: &self.compounds }
    }

    /// The flags that are known of the article at `at`.
    pub fn flags(&self, at: usize) -> Flags {
        self.parts[at].flags
    }

    /// The body of the article at `at`, where it is kept.
    pub fn kept_body(&self, at: usize) -> Option<&Body> {
        self.kept_bodies[at].as_deref()
    }

    /// Makes a segment of it, in memory.
    ///
    /// # Panics
    /// Never: only writing to a disk can fail.
    pub fn segment(&self) -> Segment {
        segment_of(self).expect("memory can be written to")
    }

    /// The identity of the article at `at`.
    pub fn identity(&self, at: usize) -> Identity {
        self.parts[at].identity
    }

    /// The signature of the article at `at`, as bytes.
    pub fn signature(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.parts[before].signature_end);
        &self.signatures[start as usize..self.parts[at].signature_end as usize]
    }

    /// How many bytes of normalised text it holds.
    pub fn n_bytes(&self) -> usize {
        self.normalised.len()
    }

    /// How many bytes the texts of its articles have, as they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.n_text_bytes
    }

    /// The chunks of files that it was read from, also those without an article.
    pub fn chunks(&self) -> &[ChunkRecord] {
        &self.chunks
    }

    /// The number of the chunk that the article at `at` is from.
    pub fn chunk_of(&self, at: usize) -> usize {
        self.chunk_of[at] as usize
    }

    /// The sources of its articles.
    pub fn sources(&self) -> &[Source] {
        &self.sources.sources
    }

    /// For each article the number of its source; [`NONE`] where nothing is known of it.
    pub fn source_numbers(&self) -> &[u32] {
        &self.sources.of_article
    }

    pub(super) fn fingerprints(&self) -> &ParagraphFingerprints {
        &self.fingerprints
    }
}

/// A text of more bytes than this gets its room at once.
const LARGE_BYTES: usize = 8 * 1024 * 1024;

/// Builds a segment of articles that have been read.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    batch: Batch,
    /// Room for the compounds of one article.
    scratch: String,
    source_numbers: HashMap<Source, u32>,
    signature: SignatureBuilder,
}

impl SegmentBuilder {
    /// A builder of a segment that answers no more than `needs`.
    pub fn of(needs: Needs) -> Self {
        Self { batch: Batch { needs, ..Batch::default() }, ..Self::default() }
    }

    /// How many articles have been added.
    pub fn len(&self) -> usize {
        self.batch.articles.len()
    }

    /// True if none has been added.
    pub fn is_empty(&self) -> bool {
        self.batch.articles.is_empty()
    }

    /// How many bytes of normalised text have been added.
    pub fn n_bytes(&self) -> usize {
        self.batch.normalised.len()
    }

    /// Starts a chunk of a file: the articles that follow are of it.
    pub fn begin_chunk(&mut self, path: &Arc<Path>, lines: Option<LineRange>, state: FileState) {
        self.batch.chunks.push(ChunkRecord::new(path, lines, state));
    }

    /// Ends the chunk: it has been read whole, and this is wrong with it. What must be remembered to read on
    /// where its file ended is given where the chunk is the whole file.
    pub fn end_chunk(&mut self, problems: &[Problem], resume_point: Option<ResumePoint>) {
        if let Some(chunk) = self.batch.chunks.last_mut() {
            chunk.is_read = true;
            chunk.resume_point = resume_point;
            chunk.problems.extend_from_slice(problems);
        }
    }

    /// The chunk that is being read, which the next segment goes on with.
    pub fn open_chunk(&self) -> Option<&ChunkRecord> {
        self.batch.chunks.last().filter(|chunk| !chunk.is_read)
    }

    /// True if a chunk has been ended since the start, with articles or without.
    pub fn has_ended_chunks(&self) -> bool {
        self.batch.chunks.iter().any(|chunk| chunk.is_read)
    }

    /// Goes on with a chunk that another segment started.
    pub fn continue_chunk(&mut self, chunk: ChunkRecord) {
        self.batch.chunks.push(chunk);
    }

    /// Adds an article with what was taken out of its text; the words of its running text are
    /// counted here, without what is normalised. All of it is searched. Its body is kept
    /// when `keep_body` says that it was costly to derive, as a page's is; text that stands in its file is
    /// read from there again.
    pub fn push(&mut self, article: Article, body: Body, facts: &Facts, keep_body: bool) {
        self.push_known(article, body, facts, keep_body, Identity::default());
    }

    /// Adds an article as [`Self::push`] does, with what is known of its identity before its text is normalised.
    pub fn push_known(
        &mut self,
        mut article: Article,
        body: Body,
        facts: &Facts,
        keep_body: bool,
        mut identity: Identity,
    ) {
        let needs = self.batch.needs;
        let normalised = &mut self.batch.normalised;
        let start = normalised.len();
        if body.text.len() > LARGE_BYTES {
            // Growing by doubling would take far more than there is text.
            normalised.reserve_exact(body.text.len() + body.text.len() / 16);
        }
        normalise_part(normalised, article.title.value().map(|title| &**title));
        let title_end = normalised.len() - start;
        let signature = &mut self.signature;
        signature.start(article.language.value().map(|language| &**language));
        if needs.signatures {
            signature.title(&normalised[start..]);
        }
        let mut text = DigestBuilder::default();
        // A title that is made of the first sentence stands in the text.
        if article.title.how() != How::Inferred {
            text.add(words_of(&normalised[start..]).as_bytes());
        }
        normalise_part(normalised, article.source.value().map(|source| &**source));
        let source_end = normalised.len() - start;
        normalise_part(normalised, article.authors.value().into_iter().flatten().map(|author| &**author));
        let authors_end = normalised.len() - start;
        let mut taken = self.batch.facts.start(&article, &body, facts);
        let mut n_words = 0;
        let mut fingerprints = self.batch.fingerprints.add(&article);
        for block in &body.blocks {
            let block_start = normalised.len();
            let n_words_of_block = taken.fold_block(body.text_of(block), &block.range, normalised, start);
            if block.boilerplate.is_none() {
                n_words += n_words_of_block;
                fingerprints.block(block, &normalised[block_start..]);
                if needs.signatures {
                    signature.paragraph(&normalised[block_start..]);
                }
                text.add(words_of(&normalised[block_start..]).as_bytes());
            }
        }
        fingerprints.finish();
        identity.text = (n_words >= TEXT_WORDS_MIN).then(|| text.finish());
        for name in facts.names.iter().filter(|_| needs.signatures) {
            self.scratch.clear();
            if normalise::normalise_into(&name.text, &mut self.scratch) > 0 {
                signature.name(&self.scratch, name.n_times);
            }
        }
        signature.finish().encode(&mut self.batch.signatures);
        let body_end = normalised.len() - start;
        if needs.words {
            body.page.lines().for_each(|line| normalise_text(normalised, line));
        }
        let end = normalised.len() - start;
        let flags = Flags::of(&article, &body, facts);
        let facts = taken.finish();
        let compounds_start = self.batch.compounds.len();
        if needs.words {
            let single = [article.title.value(), article.source.value()].into_iter().flatten();
            let texts = single.chain(article.authors.value().into_iter().flatten()).map(|text| &**text);
            compounds::append_distinct(texts.chain([&*body.text]), &mut self.batch.compounds, &mut self.scratch);
        }
        let source = self.source_number(&article);
        self.batch.sources.of_article.push(source);
        self.batch.n_text_bytes += body.text.len() as u64;
        article.n_words = u32::try_from(n_words).unwrap_or(u32::MAX);
        // One article's text is limited far below 4 GiB, so its parts fit 32 bits.
        self.batch.parts.push(Parts {
            start,
            title_end: title_end as u32,
            source_end: source_end as u32,
            authors_end: authors_end as u32,
            body_end: body_end as u32,
            end: end as u32,
            compounds_start: compounds_start as u32,
            compounds_end: self.batch.compounds.len() as u32,
            facts,
            flags,
            // A batch is handed on long before its signatures are 4 GiB.
            signature_end: self.batch.signatures.len() as u32,
            identity,
        });
        if self.batch.chunks.last().is_none_or(|chunk| chunk.path != article.address.path) {
            // Articles of a test come without a word on their file.
            self.begin_chunk(&article.address.path, None, FileState::default());
        }
        let chunk_of = self.batch.chunks.len() - 1;
        self.batch.chunks[chunk_of].has_articles = true;
        self.batch.chunk_of.push(chunk_of as u32);
        self.batch.articles.push(article);
        self.batch.kept_bodies.push(keep_body.then(|| Box::new(body)));
    }

    fn source_number(&mut self, article: &Article) -> u32 {
        let Some(source) = Source::of(article) else { return NONE };
        let next = self.batch.sources.sources.len() as u32;
        let number = *self.source_numbers.entry(source.clone()).or_insert(next);
        if number == next {
            self.batch.sources.sources.push(source);
        }
        number
    }

    /// The finished segment, in memory.
    pub fn finish(self) -> Segment {
        self.batch.segment()
    }

    /// The articles and their normalised text as they are, without a segment made of them.
    pub fn finish_batch(self) -> Batch {
        self.batch
    }
}

/// The words of a normalised text, each with one space before it, so that it does not matter where paragraphs end.
fn words_of(normalised: &str) -> &str {
    normalised.trim_ascii_end()
}

/// Normalises texts as one part, which ends with a line end also where it is empty.
fn normalise_part<'text>(out: &mut String, texts: impl IntoIterator<Item = &'text str>) {
    let start = out.len();
    for text in texts {
        normalise_text(out, text);
    }
    if out.len() == start {
        out.push('\n');
    }
}

/// Normalises a text as ` a b ` and a line end, so that no phrase reaches from it into the next.
fn normalise_text(out: &mut String, text: &str) {
    if normalise::normalise_into(text, out) > 0 {
        normalise::close(out);
        out.push('\n');
    }
}
