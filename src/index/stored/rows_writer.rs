//! Writes the rows of a segment: columns, records, texts, facts, paragraph fingerprints, signatures and identities.

use std::io;

use super::checked_file::CheckedWriter;
use super::columns::{Column, ColumnsWriter, NONE};
use super::file_chunks::{ChunkRecord, order_of, write_chunks};
use super::identities::IdentitiesWriter;
use super::record::encode_article;
use super::row_facts::ListedFacts;
use super::segment_files::SegmentFile;
use super::segment_files::WrittenFiles;
use super::segment_output::SegmentOutput;
use super::tables::TablesWriter;
use crate::article::{Article, How, Identity};
use crate::index::repetition::ParagraphFingerprints;
use crate::index::signature::{HEAVIEST_BYTES, NO_TERMS};
use crate::index::{Flags, Source};

/// Writes the rows of a segment, one after the other.
#[derive(Debug)]
pub struct RowsWriter<'output> {
    output: &'output SegmentOutput,
    columns: ColumnsWriter,
    tables: TablesWriter,
    records: CheckedWriter,
    bodies: CheckedWriter,
    facts: CheckedWriter,
    fingerprints: CheckedWriter,
    signatures: CheckedWriter,
    heaviest: CheckedWriter,
    identities: IdentitiesWriter,
    record: Vec<u8>,
}

/// Data that is written for a row in addition to its article.
#[derive(Clone, Copy, Debug)]
pub struct RowParts<'row> {
    pub flags: Flags,
    /// The number of the file chunk that it was read from.
    pub chunk: u32,
    /// Encoded text, if it is kept; else empty.
    pub body: &'row [u8],
    /// Encoded listed facts.
    pub facts: &'row [u8],
    /// Encoded paragraph fingerprints.
    pub fingerprints: &'row [u8],
    /// Encoded signature.
    pub signature: &'row [u8],
    /// The heaviest terms of its signature.
    pub heaviest: &'row [u8; HEAVIEST_BYTES],
    pub identity: Identity,
}

/// The ways in which a date is known, by their number in the column.
pub const DATE_PROVENANCES: [How; 5] = [How::Given, How::Found, How::Inferred, How::Unknown, How::Set];

impl<'output> RowsWriter<'output> {
    /// Creates the files.
    ///
    /// # Errors
    /// When a file cannot be created.
    pub fn create(output: &'output SegmentOutput) -> io::Result<Self> {
        let file = |file: SegmentFile| output.create(file);
        Ok(Self {
            output,
            columns: ColumnsWriter::default(),
            tables: TablesWriter::default(),
            records: file(SegmentFile::Records)?,
            bodies: file(SegmentFile::Bodies)?,
            facts: file(SegmentFile::Facts)?,
            fingerprints: file(SegmentFile::ParagraphFingerprints)?,
            signatures: file(SegmentFile::Signatures)?,
            heaviest: file(SegmentFile::Heaviest)?,
            identities: IdentitiesWriter::default(),
            record: Vec::new(),
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When writing fails.
    pub fn push(&mut self, article: &Article, parts: RowParts<'_>) -> io::Result<()> {
        let date = article.date.value();
        let days = self.tables.days(date.map(|date| (date.first_day, date.last_day)));
        let second = date.and_then(|date| date.second_of_day).map_or(0, |second| second + 1);
        let how = DATE_PROVENANCES.iter().position(|how| *how == article.date.how()).unwrap_or(0) as u32;
        let codes = article.languages.iter().map(|language| language.code.clone()).collect();
        let languages = self.tables.languages(&codes);
        let source = self.tables.source(Source::of(article).as_ref());
        self.record.clear();
        encode_article(article, &mut self.tables.strings, &mut self.record);
        self.records.write(&self.record)?;
        self.bodies.write(parts.body)?;
        self.facts.write(parts.facts)?;
        self.fingerprints.write(parts.fingerprints)?;
        self.signatures.write(parts.signature)?;
        self.heaviest.write(parts.heaviest)?;
        self.identities.push(parts.identity);
        for (column, value) in [
            (Column::Days, days),
            (Column::Second, second),
            (Column::Words, article.n_words),
            (Column::Flags, u32::from(parts.flags.bits()) | how << 16),
            (Column::Languages, languages),
            (Column::Source, source),
            (Column::Chunk, parts.chunk),
            (Column::Item, article.address.item.unwrap_or(0)),
        ] {
            self.columns.push(column, value);
        }
        self.push_ends();
        Ok(())
    }

    /// Adds the row of a deleted article, of which only the number is kept.
    ///
    /// # Errors
    /// When writing fails.
    pub fn push_purged(&mut self) -> io::Result<()> {
        let (mut facts, mut fingerprints) = (Vec::new(), Vec::new());
        ListedFacts::default().encode(&mut facts);
        ParagraphFingerprints::encode_none(&mut fingerprints);
        self.facts.write(&facts)?;
        self.fingerprints.write(&fingerprints)?;
        self.heaviest.write(&NO_TERMS)?;
        self.identities.push(Identity::default());
        let languages = self.tables.languages(&Box::default());
        let unknown = DATE_PROVENANCES.iter().position(|how| *how == How::Unknown).unwrap_or(0) as u32;
        for (column, value) in [
            (Column::Days, NONE),
            (Column::Second, 0),
            (Column::Words, 0),
            (Column::Flags, unknown << 16),
            (Column::Languages, languages),
            (Column::Source, NONE),
            (Column::Chunk, NONE),
            (Column::Item, 0),
        ] {
            self.columns.push(column, value);
        }
        self.push_ends();
        Ok(())
    }

    /// Adds the ends of everything that has been written for the last row.
    fn push_ends(&mut self) {
        let body_end = self.bodies.n_bytes();
        for (column, value) in [
            // A segment is finished long before its records, facts or signatures reach 4 GiB.
            (Column::RecordEnd, self.records.n_bytes() as u32),
            (Column::FactsEnd, self.facts.n_bytes() as u32),
            (Column::BodyEndLow, body_end as u32),
            (Column::BodyEndHigh, (body_end >> 32) as u32),
            (Column::SignatureEnd, self.signatures.n_bytes() as u32),
        ] {
            self.columns.push(column, value);
        }
    }

    /// Finishes the files, with the chunks that the rows are from. The chunks are sorted by the places of their files.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(mut self, chunks: &[ChunkRecord], common_words: Vec<Box<str>>) -> io::Result<WrittenFiles> {
        let create = |file: SegmentFile| self.output.create(file);
        let order = order_of(chunks);
        let mut new_numbers = vec![0; chunks.len()];
        (0..).zip(&order).for_each(|(new, number)| new_numbers[*number as usize] = new);
        self.columns.renumber(Column::Chunk, &new_numbers);
        let chunks = order.iter().map(|number| &chunks[*number as usize]);
        self.tables.common_words = common_words;
        Ok(vec![
            (SegmentFile::Columns, self.columns.write(create(SegmentFile::Columns)?)?),
            (SegmentFile::Tables, self.tables.write(create(SegmentFile::Tables)?)?),
            (SegmentFile::Records, self.records.finish()?),
            (SegmentFile::Bodies, self.bodies.finish()?),
            (SegmentFile::Facts, self.facts.finish()?),
            (SegmentFile::ParagraphFingerprints, self.fingerprints.finish()?),
            (SegmentFile::FileChunks, write_chunks(chunks, create(SegmentFile::FileChunks)?)?),
            (SegmentFile::Signatures, self.signatures.finish()?),
            (SegmentFile::Heaviest, self.heaviest.finish()?),
            (SegmentFile::Identities, self.identities.write(create(SegmentFile::Identities)?)?),
        ])
    }
}
