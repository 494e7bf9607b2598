//! Writes segments that are in memory as one on disk.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::Damaged;
use super::checked_file::CheckedWriter;
use super::dictionary_writer::DictionaryWriter;
use super::inversion::Inversion;
use super::pieces::PieceRecord;
use super::record::encode_body;
use super::row_facts::ListedFacts;
use super::rows_writer::{RowParts, RowsWriter};
use super::segment::SegmentEntry;
use super::segment_files::SegmentFile;
use super::text_field::TextField;
use crate::index::{Folded, Segment};

/// Writes adjacent segments as the segment `number` of the index in `index`.
///
/// # Errors
/// What the system says: of a full disk, for one. What has been written until then stays, and goes with the
/// next segment of the same number or the next start.
pub fn write_segment(index: &Path, number: u64, segments: &[Arc<Segment>]) -> Result<SegmentEntry, Damaged> {
    let n_rows: usize = segments.iter().map(|segment| segment.len()).sum();
    let folder = index.join(super::segment::folder_name(number));
    crate::screen_thread::check("writing a segment of the index");
    crate::private::make_folder(&folder)?;
    let common = write_dictionary(&folder, n_rows, segments)?;
    let mut files = common.files;
    files.extend(write_rows(&folder, segments, common.words)?);
    let n_text_bytes = segments.iter().map(|segment| segment.n_text_bytes()).sum();
    Ok(SegmentEntry::new(number, n_rows as u32, n_text_bytes, files))
}

/// What the writing of the words gives.
struct Dictionary {
    words: Vec<Box<str>>,
    files: Vec<(SegmentFile, u64)>,
}

fn write_dictionary(folder: &Path, n_rows: usize, segments: &[Arc<Segment>]) -> Result<Dictionary, Damaged> {
    let mut writer = DictionaryWriter::create(folder, n_rows)?;
    let rows = || segments.iter().flat_map(|segment| (0..segment.len()).map(|at| segment.folded(at)));
    let inverted = |field: TextField| {
        let mut inversion = Inversion::new();
        for folded in rows() {
            push_field(field, folded, &mut inversion);
            inversion.end_row();
        }
        inversion
    };
    // The pairs are those of the text.
    let body = inverted(TextField::Body);
    let common_words = body.common_words();
    for field in TextField::ALL {
        let mut field_writer = writer.field(field);
        match field {
            TextField::Body => body.write(&mut field_writer)?,
            TextField::Pairs => body.write_pairs(&common_words, &mut field_writer)?,
            _ => inverted(field).write(&mut field_writer)?,
        }
        field_writer.finish()?;
    }
    let common_words = common_words.into_iter().map(Box::from).collect();
    let mut index = CheckedWriter::create(&folder.join(SegmentFile::Index.name()))?;
    let mut files = writer.finish(&mut index)?;
    files.push((SegmentFile::Index, index.finish()?));
    Ok(Dictionary { words: common_words, files })
}

fn push_field<'text>(field: TextField, folded: Folded<'text>, inversion: &mut Inversion<'text>) {
    match field {
        TextField::Title => inversion.push(folded.title()),
        TextField::Source => inversion.push(folded.source()),
        TextField::Authors => inversion.push(folded.authors()),
        TextField::Body | TextField::Pairs => inversion.push(folded.body()),
        TextField::Names => {
            for name in folded.names() {
                inversion.push(name);
                inversion.end_line();
            }
        }
        TextField::Page => inversion.push(folded.page()),
        TextField::Links => inversion.push(folded.links()),
        TextField::Compounds => folded.compounds().lines().for_each(|word| inversion.push(word)),
    }
}

fn write_rows(
    folder: &Path,
    segments: &[Arc<Segment>],
    common_words: Vec<Box<str>>,
) -> Result<Vec<(SegmentFile, u64)>, Damaged> {
    let mut writer = RowsWriter::create(folder)?;
    let mut pieces = PieceNumbers::default();
    let (mut facts, mut prints) = (Vec::new(), Vec::new());
    for segment in segments {
        let numbers: Vec<u32> = segment.pieces().iter().map(|piece| pieces.number_of(piece)).collect();
        for at in 0..segment.len() {
            facts.clear();
            prints.clear();
            listed_facts(segment.folded(at)).encode(&mut facts);
            segment.prints().encode(at, &mut prints);
            let body = segment.kept_body(at).map(encode_body).unwrap_or_default();
            let parts = RowParts {
                things: segment.facts(at).things,
                piece: numbers[segment.piece_of(at)],
                body: &body,
                facts: &facts,
                prints: &prints,
            };
            writer.push(&segment.articles()[at], parts)?;
        }
    }
    Ok(writer.finish(folder, &pieces.pieces, common_words)?)
}

/// The pieces of several segments, each once.
#[derive(Debug, Default)]
pub struct PieceNumbers {
    /// The pieces, in the order of their numbers.
    pub pieces: Vec<PieceRecord>,
    numbers: HashMap<(Arc<Path>, u64), u32>,
}

impl PieceNumbers {
    /// The number of a piece. Of one that was begun in a segment and ended in a later one, what is known later
    /// counts.
    pub fn number_of(&mut self, piece: &PieceRecord) -> u32 {
        let key = (Arc::clone(&piece.path), piece.start());
        let next = self.pieces.len() as u32;
        match self.numbers.insert(key.clone(), next) {
            Some(number) if self.pieces[number as usize].is_continued_by(piece) => {
                let known = &mut self.pieces[number as usize];
                let has_articles = known.has_articles || piece.has_articles;
                *known = PieceRecord { has_articles, ..piece.clone() };
                self.numbers.insert(key, number);
                number
            }
            _ => {
                self.pieces.push(piece.clone());
                next
            }
        }
    }
}

/// The listed facts of an article, its quotations and captions as positions in its text.
fn listed_facts(folded: Folded<'_>) -> ListedFacts {
    let (quotes, captions) = (folded.quote_ranges(), folded.caption_ranges());
    let mut starts = Vec::new();
    if !quotes.is_empty() || !captions.is_empty() {
        let body = folded.body();
        // The same cut into words as that of the inversion.
        let words = body.split(' ').filter(|word| !word.is_empty());
        starts.extend(words.map(|word| folded.body_start() + (word.as_ptr() as usize - body.as_ptr() as usize) as u32));
    }
    let positions = |(from, to): &(u32, u32)| {
        let first = starts.partition_point(|start| start <= from);
        let end = starts.partition_point(|start| start < to);
        (first as u32, end.max(first) as u32)
    };
    ListedFacts {
        quotes: quotes.iter().map(positions).collect(),
        captions: captions.iter().map(positions).collect(),
        mentions: folded.mentions().to_vec(),
    }
}
