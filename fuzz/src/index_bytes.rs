//! Checks of any bytes as what the index keeps of articles, texts, lists and facts: read, or refused as damaged.

use std::path::Path;

use newsreader::index::stored::Strings;
use newsreader::index::stored::postings::{Detail, PostingsReader};
use newsreader::index::stored::record::{decode_article, decode_body};
use newsreader::index::stored::row_facts::ListedFacts;

/// No segment has a word so often in one row.
const MOST_OFTEN: u32 = 1 << 20;

/// Bytes that the index may hold are read or refused, and never panic their reader.
pub fn check_index_bytes(bytes: &[u8]) {
    let strings = Strings::decode(bytes).unwrap_or_default();
    let _ = decode_article(bytes, &strings, Path::new("a.txt").into());
    let _ = ListedFacts::decode(bytes);
    if let Ok(body) = decode_body(bytes) {
        for block in &body.blocks {
            let _ = body.text_of(block);
        }
    }
    let (rows, positions) = bytes.split_at(bytes.len() / 2);
    let mut distances = Vec::new();
    for detail in [Detail::Positions, Detail::RowsOnly] {
        let mut list = PostingsReader::new(detail, rows.len() as u32, rows, positions);
        while list.next_block().unwrap_or(false) {
            if list.counts().iter().all(|count| *count < MOST_OFTEN) {
                let _ = list.distances(&mut distances);
            }
        }
    }
}
