//! The bytes of files: the only place that opens an article file.

use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::{Corpus, SAMPLE};
use crate::article::ByteRange;

/// Reads at most `limit` bytes of the file at `path` (relative to the corpus), or of a range of it.
///
/// `expected` is how many bytes there will be, as far as is known: it saves one call to the system.
pub(super) fn read(
    corpus: &Corpus,
    path: &Path,
    range: Option<ByteRange>,
    limit: u64,
    expected: u64,
) -> io::Result<Vec<u8>> {
    const MOST_AT_ONCE: u64 = 64 * 1024 * 1024;
    let start = range.map_or(0, |range| range.start);
    let length = range.map_or(limit, |range| range.length.min(limit));
    match corpus {
        Corpus::Folder(folder) => {
            let mut file = std::fs::File::open(folder.join(path))?;
            if start > 0 {
                file.seek(SeekFrom::Start(start))?;
            }
            let expected = expected.min(length).min(MOST_AT_ONCE);
            // One byte of room more, and the end is met without growing.
            let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
            file.take(length).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
        Corpus::Sample => {
            let contents = SAMPLE.get_file(path).ok_or(io::ErrorKind::NotFound)?.contents();
            let start = usize::try_from(start).unwrap_or(usize::MAX).min(contents.len());
            let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).min(contents.len());
            Ok(contents[start..end].to_vec())
        }
    }
}

/// Cuts `text` to at most `limit` bytes, at the end of a character.
pub(super) fn cut(text: &str, limit: u64) -> &str {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    &text[..text.floor_char_boundary(limit)]
}
