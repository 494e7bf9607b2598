//! Builds a segment from a batch of articles.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::Damaged;
use super::dictionary_writer::DictionaryWriter;
use super::file_chunks::ChunkRecord;
use super::indexed_field::IndexedField;
use super::inversion::Inversion;
use super::record::encode_body;
use super::row_facts::ListedFacts;
use super::rows_writer::{RowParts, RowsWriter};
use super::segment::Segment;
use super::segment_entry::SegmentRows;
use super::segment_files::WrittenFiles;
use super::segment_output::SegmentOutput;
use crate::index::signature::heaviest;
use crate::index::{Batch, Normalised};

/// Builds a segment from a batch, in memory.
///
/// # Errors
/// When the written bytes cannot be read again, which would be a bug of this program.
pub fn segment_of(batch: &Batch) -> Result<Segment, Damaged> {
    let output = SegmentOutput::Memory;
    let (common_words, mut files) = write_dictionary(batch, &output)?;
    files.extend(write_rows(batch, common_words, &output)?);
    let rows = SegmentRows { n_rows: batch.len() as u32, n_purged: 0, n_text_bytes: batch.n_text_bytes() };
    output.open(rows, files)
}

/// Builds a segment without rows, which has only file chunks.
///
/// # Panics
/// Never: only writing to a disk can fail.
pub fn segment_of_chunks(chunks: &[ChunkRecord]) -> Segment {
    let write = || {
        let output = SegmentOutput::Memory;
        let mut writer = DictionaryWriter::create(&output, 0)?;
        for field in IndexedField::ALL {
            writer.field(field).finish()?;
        }
        let mut files = writer.finish()?;
        files.extend(RowsWriter::create(&output)?.finish(chunks, Vec::new())?);
        output.open(SegmentRows::default(), files)
    };
    let segment: Result<Segment, Damaged> = write();
    segment.expect("memory can be written to")
}

/// Writes the dictionaries. Returns the common words, whose pairs have postings of their own.
fn write_dictionary(batch: &Batch, output: &SegmentOutput) -> Result<(Vec<Box<str>>, WrittenFiles), Damaged> {
    let mut writer = DictionaryWriter::create(output, batch.len())?;
    let inverted = |field: IndexedField| {
        let mut inversion = Inversion::new();
        for at in 0..batch.len() {
            if batch.needs().words {
                push_field(field, batch.normalised(at), &mut inversion);
            }
            inversion.end_row();
        }
        inversion
    };
    // Pairs consist of words of the body.
    let body = inverted(IndexedField::Body);
    let common_words = body.common_words();
    for field in IndexedField::ALL {
        let mut field_writer = writer.field(field);
        match field {
            IndexedField::Body => body.write(&mut field_writer)?,
            IndexedField::Pairs => body.write_pairs(&common_words, &mut field_writer)?,
            _ => inverted(field).write(&mut field_writer)?,
        }
        field_writer.finish()?;
    }
    let common_words = common_words.into_iter().map(Box::from).collect();
    Ok((common_words, writer.finish()?))
}

fn push_field<'text>(field: IndexedField, normalised: Normalised<'text>, inversion: &mut Inversion<'text>) {
    match field {
        IndexedField::Title => inversion.push(normalised.title()),
        IndexedField::Source => inversion.push(normalised.source()),
        IndexedField::Authors => inversion.push(normalised.authors()),
        IndexedField::Body | IndexedField::Pairs => inversion.push(normalised.body()),
        IndexedField::Names => {
            for name in normalised.names() {
                inversion.push(name);
                inversion.end_line();
            }
        }
        IndexedField::Page => inversion.push(normalised.page()),
        IndexedField::Links => inversion.push(normalised.links()),
        IndexedField::Compounds => normalised.compounds().lines().for_each(|word| inversion.push(word)),
    }
}

fn write_rows(batch: &Batch, common_words: Vec<Box<str>>, output: &SegmentOutput) -> Result<WrittenFiles, Damaged> {
    let mut writer = RowsWriter::create(output)?;
    let mut chunks = ChunkNumbers::default();
    let (mut facts, mut fingerprints) = (Vec::new(), Vec::new());
    let numbers: Vec<u32> = batch.chunks().iter().map(|chunk| chunks.number_of(chunk)).collect();
    for at in 0..batch.len() {
        facts.clear();
        fingerprints.clear();
        listed_facts(batch.normalised(at)).encode(&mut facts);
        batch.fingerprints().encode(at, &mut fingerprints);
        let body = batch.kept_body(at).map(encode_body).unwrap_or_default();
        let article = &batch.articles()[at];
        let language = article.languages.first().map(|language| &*language.code);
        let parts = RowParts {
            flags: batch.flags(at),
            chunk: numbers[batch.chunk_of(at)],
            body: &body,
            facts: &facts,
            fingerprints: &fingerprints,
            signature: batch.signature(at),
            heaviest: &heaviest(batch.signature(at), language)?,
            identity: batch.identity(at),
        };
        writer.push(article, parts)?;
    }
    Ok(writer.finish(&chunks.chunks, common_words)?)
}

/// File chunks of several segments, each once.
#[derive(Debug, Default)]
pub struct ChunkNumbers {
    /// The chunks, in the order of their numbers.
    pub chunks: Vec<ChunkRecord>,
    numbers: HashMap<(Arc<Path>, u64), u32>,
}

impl ChunkNumbers {
    /// Returns the number of a chunk, and adds it if it is new. If a chunk was begun in a segment and ended in a later
    /// one, the later record is kept.
    pub fn number_of(&mut self, chunk: &ChunkRecord) -> u32 {
        let key = (Arc::clone(&chunk.path), chunk.start());
        let next = self.chunks.len() as u32;
        match self.numbers.insert(key.clone(), next) {
            Some(number) if self.chunks[number as usize].is_continued_by(chunk) => {
                let known = &mut self.chunks[number as usize];
                let has_articles = known.has_articles || chunk.has_articles;
                *known = ChunkRecord { has_articles, ..chunk.clone() };
                self.numbers.insert(key, number);
                number
            }
            _ => {
                self.chunks.push(chunk.clone());
                next
            }
        }
    }
}

/// Returns the listed facts of an article, with its quotations and captions as positions in its text.
fn listed_facts(normalised: Normalised<'_>) -> ListedFacts {
    let (quotes, captions) = (normalised.quote_ranges(), normalised.caption_ranges());
    let mut starts = Vec::new();
    if !quotes.is_empty() || !captions.is_empty() {
        let body = normalised.body();
        // Words are split in the same way as in the inversion.
        let words = body.split(' ').filter(|word| !word.is_empty());
        starts.extend(
            words.map(|word| normalised.body_start() + (word.as_ptr() as usize - body.as_ptr() as usize) as u32),
        );
    }
    let positions = |(from, to): &(u32, u32)| {
        let first = starts.partition_point(|start| start <= from);
        let end = starts.partition_point(|start| start < to);
        (first as u32, end.max(first) as u32)
    };
    ListedFacts {
        quotes: quotes.iter().map(positions).collect(),
        captions: captions.iter().map(positions).collect(),
        mentions: normalised.mentions().to_vec(),
    }
}
