//! The articles of one batch with their normalised text and the facts that filters test, from which a segment is built.

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

/// Articles of one batch and their normalised text.
#[derive(Debug, Default)]
pub struct Batch {
    /// The parts of the articles that are stored.
    needs: Needs,
    articles: Vec<Article>,
    /// Normalised text of all articles, concatenated.
    normalised: String,
    /// For each article, the ends of its fields in `normalised`, with its flags and identity.
    parts: Vec<Parts>,
    /// Facts of all articles that filters test.
    facts: FactLists,
    /// Words with a sign inside, such as `sts-103`, of all articles, concatenated.
    compounds: String,
    /// For each article its body, if it cannot be read again cheaply from its file.
    kept_bodies: Vec<Option<Box<Body>>>,
    /// Paragraph fingerprints, from which the paragraphs that several articles share are found.
    fingerprints: ParagraphFingerprints,
    /// Encoded signatures of all articles, concatenated.
    signatures: Vec<u8>,
    /// File chunks that the articles are from.
    chunks: Vec<ChunkRecord>,
    /// For each article, the index of its chunk in `chunks`.
    chunk_of: Vec<u32>,
    /// Sources of the articles. Boxed because batches are moved by value.
    sources: Box<SourceList>,
    /// Size in bytes of the texts of all articles as they were read.
    n_text_bytes: u64,
}

/// Ends of the normalised fields of one article, with its flags and identity. Each field starts where the one before it
/// ends.
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

/// Normalised text of one article, field by field. Every text in it (the title, each author, each paragraph) is written
/// as ` a b ` and a line end. No phrase matches across a line end.
#[derive(Clone, Copy, Debug)]
pub struct Normalised<'segment> {
    text: &'segment str,
    parts: Parts,
    facts: &'segment FactLists,
    compounds: &'segment str,
}

impl<'segment> Normalised<'segment> {
    /// Returns the fields that words without a field prefix are looked for in: all except the page text.
    pub fn all(self) -> &'segment str {
        &self.text[..self.parts.body_end as usize]
    }

    pub fn title(self) -> &'segment str {
        &self.text[..self.parts.title_end as usize]
    }

    pub fn source(self) -> &'segment str {
        &self.text[self.parts.title_end as usize..self.parts.source_end as usize]
    }

    pub fn authors(self) -> &'segment str {
        &self.text[self.parts.source_end as usize..self.parts.authors_end as usize]
    }

    /// Returns the text of all blocks, boilerplate included.
    pub fn body(self) -> &'segment str {
        &self.text[self.parts.authors_end as usize..self.parts.body_end as usize]
    }

    pub fn page(self) -> &'segment str {
        &self.text[self.parts.body_end as usize..]
    }

    /// Returns the people, organisations and places that the text names, each form of a name once.
    pub fn names(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().names)
    }

    /// Returns the outermost quotations.
    pub fn quotes(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().quotes)
    }

    /// Returns the captions of photos and videos.
    pub fn captions(self) -> impl Iterator<Item = &'segment str> {
        self.spans(self.facts().captions)
    }

    /// Returns the normalised addresses of the article and of its links.
    pub fn links(self) -> &'segment str {
        self.facts().links
    }

    /// Returns the first and the last day of each date that the text mentions.
    pub fn mentions(self) -> &'segment [(Date, Date)] {
        self.facts().mentions
    }

    /// Returns the words with a sign inside, such as `sts-103`, of title, source, authors and body: with their signs,
    /// sorted, each once, each followed by a line end.
    pub fn compounds(self) -> &'segment str {
        &self.compounds[self.parts.compounds_start as usize..self.parts.compounds_end as usize]
    }

    /// Returns the byte offset of [`Self::body`] in [`Self::all`].
    pub(super) fn body_start(self) -> u32 {
        self.parts.authors_end
    }

    /// Returns the byte range of each quotation in [`Self::all`]. A range starts at the space before its first word.
    pub(super) fn quote_ranges(self) -> &'segment [(u32, u32)] {
        self.facts().quotes
    }

    /// Returns the byte range of each caption, as [`Self::quote_ranges`] does.
    pub(super) fn caption_ranges(self) -> &'segment [(u32, u32)] {
        self.facts().captions
    }

    fn facts(self) -> FactsOf<'segment> {
        self.facts.of(self.parts.facts)
    }

    /// Returns the texts of `spans`, each with the space that follows its last word.
    fn spans(self, spans: &'segment [(u32, u32)]) -> impl Iterator<Item = &'segment str> {
        spans.iter().map(move |(start, end)| &self.text[*start as usize..*end as usize])
    }
}

impl Batch {
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Returns the parts of the articles that are stored, in addition to those that a list shows.
    pub fn needs(&self) -> Needs {
        self.needs
    }

    /// Returns the articles, in the order in which they were read.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// Returns the normalised text of the article at index `at` of [`Self::articles`].
    pub fn normalised(&self, at: usize) -> Normalised<'_> {
        let parts = self.parts[at];
        let text = &self.normalised[parts.start..parts.start + parts.end as usize];
        Normalised { text, parts, facts: &self.facts, compounds: &self.compounds }
    }

    pub fn flags(&self, at: usize) -> Flags {
        self.parts[at].flags
    }

    /// Returns the body of the article at `at`, if it is kept.
    pub fn kept_body(&self, at: usize) -> Option<&Body> {
        self.kept_bodies[at].as_deref()
    }

    /// Builds a segment of the batch, in memory.
    ///
    /// # Panics
    /// Never: only writing to a disk can fail.
    pub fn segment(&self) -> Segment {
        segment_of(self).expect("memory can be written to")
    }

    pub fn identity(&self, at: usize) -> Identity {
        self.parts[at].identity
    }

    /// Returns the encoded signature of the article at `at`.
    pub fn signature(&self, at: usize) -> &[u8] {
        let start = at.checked_sub(1).map_or(0, |before| self.parts[before].signature_end);
        &self.signatures[start as usize..self.parts[at].signature_end as usize]
    }

    /// Returns the size of the normalised text in bytes.
    pub fn n_bytes(&self) -> usize {
        self.normalised.len()
    }

    /// Returns the size in bytes of the texts of the articles as they were read.
    pub fn n_text_bytes(&self) -> u64 {
        self.n_text_bytes
    }

    /// Returns the file chunks that the batch was read from, including those without articles.
    pub fn chunks(&self) -> &[ChunkRecord] {
        &self.chunks
    }

    /// Returns the index in [`Self::chunks`] of the chunk that the article at `at` is from.
    pub fn chunk_of(&self, at: usize) -> usize {
        self.chunk_of[at] as usize
    }

    /// Returns the sources of the articles, each once.
    pub fn sources(&self) -> &[Source] {
        &self.sources.sources
    }

    /// Returns for each article the index of its source in [`Self::sources`]; [`NONE`] if its source is not known.
    pub fn source_numbers(&self) -> &[u32] {
        &self.sources.of_article
    }

    pub(super) fn fingerprints(&self) -> &ParagraphFingerprints {
        &self.fingerprints
    }
}

/// Size in bytes above which the space for a text is reserved exactly.
const LARGE_BYTES: usize = 8 * 1024 * 1024;

/// Builds a segment from articles that have been parsed.
#[derive(Debug, Default)]
pub struct SegmentBuilder {
    batch: Batch,
    /// Reused buffer for the names and compounds of one article.
    scratch: String,
    source_numbers: HashMap<Source, u32>,
    signature: SignatureBuilder,
}

impl SegmentBuilder {
    /// Creates a builder of a segment that stores only the parts in `needs`.
    pub fn of(needs: Needs) -> Self {
        Self { batch: Batch { needs, ..Batch::default() }, ..Self::default() }
    }

    pub fn len(&self) -> usize {
        self.batch.articles.len()
    }

    pub fn is_empty(&self) -> bool {
        self.batch.articles.is_empty()
    }

    /// Returns the size in bytes of the normalised text that has been added.
    pub fn n_bytes(&self) -> usize {
        self.batch.normalised.len()
    }

    /// Starts a file chunk. The articles that are added next belong to it.
    pub fn begin_chunk(&mut self, path: &Arc<Path>, lines: Option<LineRange>, state: FileState) {
        self.batch.chunks.push(ChunkRecord::new(path, lines, state));
    }

    /// Ends the current chunk: it has been read to its end and has these problems. `resume_point` is given if the chunk
    /// is a whole file, so that only appended lines are read later.
    pub fn end_chunk(&mut self, problems: &[Problem], resume_point: Option<ResumePoint>) {
        if let Some(chunk) = self.batch.chunks.last_mut() {
            chunk.is_read = true;
            chunk.resume_point = resume_point;
            chunk.problems.extend_from_slice(problems);
        }
    }

    /// Returns the chunk that is still being read. The next segment continues it.
    pub fn open_chunk(&self) -> Option<&ChunkRecord> {
        self.batch.chunks.last().filter(|chunk| !chunk.is_read)
    }

    /// True if at least one chunk has been ended, with or without articles.
    pub fn has_ended_chunks(&self) -> bool {
        self.batch.chunks.iter().any(|chunk| chunk.is_read)
    }

    /// Continues a chunk that another segment started.
    pub fn continue_chunk(&mut self, chunk: ChunkRecord) {
        self.batch.chunks.push(chunk);
    }

    /// Adds an article with the facts of its text.
    ///
    /// All of the text is searchable. The words of the running text are counted here, without boilerplate. The body is
    /// kept if `keep_body` is true, because it was costly to derive, as that of an HTML page is. Otherwise the text is
    /// read from its file again.
    pub fn push(&mut self, article: Article, body: Body, facts: &Facts, keep_body: bool) {
        self.push_known(article, body, facts, keep_body, Identity::default());
    }

    /// Adds an article as [`Self::push`] does, with the parts of its identity that are known before its text is
    /// normalised.
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
            // Growing by doubling would take far more memory than the text.
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
        // A title that was inferred from the first sentence is already part of the text.
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
            let n_words_of_block = taken.normalise_block(body.text_of(block), &block.range, normalised, start);
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
        // The text of one article is limited far below 4 GiB, so its offsets fit into 32 bits.
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
            // A batch is finished long before its signatures reach 4 GiB.
            signature_end: self.batch.signatures.len() as u32,
            identity,
        });
        if self.batch.chunks.last().is_none_or(|chunk| chunk.path != article.address.path) {
            // Tests add articles without starting a chunk.
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

    /// Returns the finished segment, in memory.
    pub fn finish(self) -> Segment {
        self.batch.segment()
    }

    /// Returns the articles with their normalised text, without building a segment.
    pub fn finish_batch(self) -> Batch {
        self.batch
    }
}

/// Returns the words of a normalised text, each after one space. The end of the paragraph is cut off, so that digests
/// do not depend on where paragraphs end.
fn words_of(normalised: &str) -> &str {
    normalised.trim_ascii_end()
}

/// Normalises texts as one field. Even an empty field ends with a line end.
fn normalise_part<'text>(out: &mut String, texts: impl IntoIterator<Item = &'text str>) {
    let start = out.len();
    for text in texts {
        normalise_text(out, text);
    }
    if out.len() == start {
        out.push('\n');
    }
}

/// Normalises a text as ` a b ` and a line end, so that no phrase matches across two texts.
fn normalise_text(out: &mut String, text: &str) {
    if normalise::normalise_into(text, out) > 0 {
        normalise::close(out);
        out.push('\n');
    }
}
