//! Joins adjacent segments into one with the same rows.

use std::sync::Arc;

use super::Damaged;
use super::columns::Column;
use super::dictionary_merge::merge_dictionaries;
use super::dictionary_writer::DictionaryWriter;
use super::record::decode_article;
use super::rows_writer::{RowParts, RowsWriter};
use super::segment::StoredSegment;
use super::segment_output::{SegmentOutput, WrittenFiles};
use super::write::PieceNumbers;
use crate::index::Things;
use crate::index::repetition::Prints;

/// Makes one segment of adjacent ones, wherever these are.
///
/// # Errors
/// When one of them is damaged, what the system says, or when `stop` says so. What has been written to a disk until
/// then stays.
pub fn merge_segments(
    parts: &[Arc<StoredSegment>],
    output: &SegmentOutput,
    stop: &dyn Fn() -> bool,
) -> Result<StoredSegment, Damaged> {
    let n_rows: usize = parts.iter().map(|part| part.len()).sum();
    let common = common_words(parts)?;
    let mut writer = DictionaryWriter::create(output, n_rows)?;
    let mut dictionaries = Vec::with_capacity(parts.len());
    let mut first_row = 0;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        dictionaries.push((first_row, part.dictionary()?));
        first_row += part.len() as u32;
    }
    let words: Vec<&str> = common.iter().map(|word| &**word).collect();
    merge_dictionaries(&dictionaries, &words, &mut writer, stop)?;
    let mut files = writer.finish()?;
    files.extend(merge_rows(output, parts, common, stop)?);
    let n_text_bytes = parts.iter().map(|part| part.entry().n_text_bytes).sum();
    output.open(n_rows as u32, n_text_bytes, files)
}

/// The words that are common in every part, in order.
fn common_words(parts: &[Arc<StoredSegment>]) -> Result<Vec<Box<str>>, Damaged> {
    let mut common: Option<Vec<Box<str>>> = None;
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let own = &part.tables()?.common_words;
        match &mut common {
            None => common = Some(own.clone()),
            Some(common) => common.retain(|word| own.binary_search(word).is_ok()),
        }
    }
    Ok(common.unwrap_or_default())
}

fn merge_rows(
    output: &SegmentOutput,
    parts: &[Arc<StoredSegment>],
    common_words: Vec<Box<str>>,
    stop: &dyn Fn() -> bool,
) -> Result<WrittenFiles, Damaged> {
    let mut writer = RowsWriter::create(output)?;
    let mut pieces = PieceNumbers::default();
    let (mut body, mut signature) = (Vec::new(), Vec::new());
    for part in parts {
        let own_pieces = part.pieces().all()?;
        let numbers: Vec<u32> = own_pieces.iter().map(|piece| pieces.number_of(piece)).collect();
        let piece_of = part.columns().all(Column::Piece)?;
        let things = part.columns().all(Column::Things)?;
        let strings = &part.tables()?.strings;
        let prints = part.prints()?;
        let mut prints = Prints::split(&prints);
        let mut facts = Vec::with_capacity(part.len());
        part.for_each_facts(0..part.len(), &mut |_, bytes| {
            facts.push(Box::<[u8]>::from(bytes));
            Ok(true)
        })?;
        part.for_each_record(&mut |at, record| {
            let piece = own_pieces.get(piece_of[at] as usize);
            let piece = piece.ok_or_else(|| Damaged::content("a row of a piece that is not there"))?;
            let article = decode_article(record, strings, Arc::clone(&piece.path))?;
            part.read_body(at, &mut body)?;
            part.read_signature(at, &mut signature)?;
            let parts = RowParts {
                things: Things::from_bits(things[at] as u16),
                piece: numbers[piece_of[at] as usize],
                body: &body,
                facts: &facts[at],
                prints: prints.next().ok_or_else(|| Damaged::content("too few prints"))??,
                signature: &signature,
                identity: part.identities()?.get(at)?,
            };
            writer.push(&article, parts)?;
            if stop() { Err(Damaged::content("the merge was stopped")) } else { Ok(true) }
        })?;
    }
    Ok(writer.finish(&pieces.pieces, common_words)?)
}
