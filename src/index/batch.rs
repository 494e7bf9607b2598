//! The articles of one batch with their normalised text and the facts that filters test, from which a segment is built.

use jiff::civil::Date;

use super::fact_parts::{FactLists, FactParts, FactsOf};
use super::needs::Needs;
use super::repetition::ParagraphFingerprints;
use super::row_facts::Flags;
use super::sources::{Source, SourceList};
use super::stored::file_chunks::ChunkRecord;
use crate::article::identity::Identity;
use crate::article::{Article, Body};

/// Articles of one batch and their normalised text.
#[derive(Debug, Default)]
pub struct Batch {
    /// The parts of the articles that are stored.
    pub(super) needs: Needs,
    pub(super) articles: Vec<Article>,
    /// Normalised text of all articles, concatenated.
    pub(super) normalised: String,
    /// For each article, the ends of its fields in `normalised`, with its flags and identity.
    pub(super) parts: Vec<Parts>,
    /// Facts of all articles that filters test.
    pub(super) facts: FactLists,
    /// Words with a sign inside, such as `sts-103`, of all articles, concatenated.
    pub(super) compounds: String,
    /// For each article its body, if it cannot be read again cheaply from its file.
    pub(super) kept_bodies: Vec<Option<Box<Body>>>,
    /// Paragraph fingerprints, from which the paragraphs that several articles share are found.
    pub(super) fingerprints: ParagraphFingerprints,
    /// Encoded signatures of all articles, concatenated.
    pub(super) signatures: Vec<u8>,
    /// File chunks that the articles are from.
    pub(super) chunks: Vec<ChunkRecord>,
    /// For each article, the index of its chunk in `chunks`.
    pub(super) chunk_of: Vec<u32>,
    /// Sources of the articles. Boxed because batches are moved by value.
    pub(super) sources: Box<SourceList>,
    /// Size in bytes of the texts of all articles as they were read.
    pub(super) n_text_bytes: u64,
}

/// Ends of the normalised fields of one article, with its flags and identity. Each field starts where the one before it
/// ends.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) start: usize,
    pub(super) title_end: u32,
    pub(super) source_end: u32,
    pub(super) authors_end: u32,
    pub(super) body_end: u32,
    pub(super) end: u32,
    pub(super) compounds_start: u32,
    pub(super) compounds_end: u32,
    pub(super) facts: FactParts,
    pub(super) flags: Flags,
    pub(super) signature_end: u32,
    pub(super) identity: Identity,
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

    /// Returns for each article the index of its source in [`Self::sources`]; [`NONE`](super::stored::columns::NONE) if its source is not known.
    pub fn source_numbers(&self) -> &[u32] {
        &self.sources.of_article
    }

    pub(super) fn fingerprints(&self) -> &ParagraphFingerprints {
        &self.fingerprints
    }
}
