//! Builds a segment from articles that have been parsed: normalises their texts and collects their facts.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::batch::{Batch, Parts};
use super::needs::Needs;
use super::row_facts::Flags;
use super::signature::SignatureBuilder;
use super::sources::Source;
use super::stored::columns::NONE;
use super::stored::file_chunks::ChunkRecord;
use super::stored::{Segment, segment_of};
use crate::article::facts::Facts;
use crate::article::identity::{Identity, TEXT_WORDS_MIN};
use crate::article::{Article, Body, How, Problem};
use crate::corpus::{FileState, LineRange, ResumePoint};
use crate::text::digest::DigestBuilder;
use crate::text::{compounds, normalise};

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
    ///
    /// # Panics
    /// Never: only writing to a disk can fail.
    pub fn finish(self) -> Segment {
        segment_of(&self.batch).expect("memory can be written to")
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
