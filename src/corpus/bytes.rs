//! The bytes of files and their decoding: the only place that opens an article file.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::packed::{Unpacked, is_packed};
use super::{Corpus, SAMPLE};
use crate::article::ByteRange;

/// How much of a file is read at once where it is read bit by bit.
const BUFFER_BYTES: usize = 128 * 1024;

/// A file that is read from its start, unpacked where it is packed.
pub(super) enum Source {
    /// Its bytes as they are.
    Plain(Box<dyn BufRead>),
    /// What it holds when it is unpacked.
    Packed(BufReader<Unpacked>),
}

impl Source {
    /// What is wrong with the packing, as far as the file has been read.
    pub(super) fn damage(&self) -> Option<&'static str> {
        match self {
            Self::Plain(_) => None,
            Self::Packed(reader) => reader.get_ref().damage(),
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(reader) => reader.read(buffer),
            Self::Packed(reader) => reader.read(buffer),
        }
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(reader) => reader.fill_buf(),
            Self::Packed(reader) => reader.fill_buf(),
        }
    }

    fn consume(&mut self, n_bytes: usize) {
        match self {
            Self::Plain(reader) => reader.consume(n_bytes),
            Self::Packed(reader) => reader.consume(n_bytes),
        }
    }
}

/// Opens the file at `path` (relative to the corpus).
pub(super) fn open(corpus: &Corpus, path: &Path) -> io::Result<Source> {
    let mut plain: Box<dyn BufRead> = match corpus {
        Corpus::Folder(folder) => Box::new(BufReader::with_capacity(BUFFER_BYTES, File::open(folder.join(path))?)),
        Corpus::Sample => Box::new(Cursor::new(SAMPLE.get_file(path).ok_or(io::ErrorKind::NotFound)?.contents())),
    };
    let mut head = [0; 4];
    let start = plain.fill_buf()?;
    let n_bytes = start.len().min(head.len());
    head[..n_bytes].copy_from_slice(&start[..n_bytes]);
    if is_packed(&head[..n_bytes]) {
        return Ok(Source::Packed(BufReader::with_capacity(BUFFER_BYTES, Unpacked::new(&head, plain))));
    }
    Ok(Source::Plain(plain))
}

/// Reads at most `limit` bytes of the file at `path` (relative to the corpus), or of a range of it. Of a
/// packed file, both are bytes of what it holds.
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
            let mut file = File::open(folder.join(path))?;
            if start > 0 {
                let mut head = [0; 4];
                let n_bytes = file.read(&mut head)?;
                if is_packed(&head[..n_bytes]) {
                    return read_unpacked(corpus, path, start, length);
                }
                file.seek(SeekFrom::Start(start))?;
            }
            let expected = expected.min(length).min(MOST_AT_ONCE);
            // One byte of room more, and the end is met without growing.
            let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
            file.take(length).read_to_end(&mut bytes)?;
            if start == 0 && is_packed(&bytes) {
                return read_unpacked(corpus, path, start, length);
            }
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

/// Reads `length` bytes, at most, of what a packed file holds.
fn read_unpacked(corpus: &Corpus, path: &Path, start: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut source = open(corpus, path)?;
    io::copy(&mut source.by_ref().take(start), &mut io::sink())?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes as text, and how many sequences of them are no characters.
///
/// UTF-8, or UTF-16 where a byte-order mark or the zeros of its Latin letters say so; a mark at the
/// start is left out. Other encodings are not told apart yet: what is not UTF-8 becomes `�`.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, u32) {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        _ => match zeros_of_utf16(bytes) {
            Some(ByteOrder::Little) => decode_utf16(bytes, u16::from_le_bytes),
            Some(ByteOrder::Big) => decode_utf16(bytes, u16::from_be_bytes),
            None => decode_utf8(bytes),
        },
    }
}

/// Whether the start of a file is UTF-16.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || zeros_of_utf16(head).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ByteOrder {
    Little,
    Big,
}

/// The order of bytes of a UTF-16 text without a mark: its Latin letters and blanks have a zero byte
/// each, always on the same side, and no text in UTF-8 has zeros like that.
fn zeros_of_utf16(bytes: &[u8]) -> Option<ByteOrder> {
    const LOOKED_AT: usize = 512;
    const FEWEST_PAIRS: usize = 8;
    let looked_at = &bytes[..bytes.len().min(LOOKED_AT)];
    // One fast search is enough for every text in UTF-8.
    memchr::memchr(0, looked_at)?;
    let (pairs, _) = looked_at.as_chunks::<2>();
    let n_first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let n_second = pairs.iter().filter(|pair| pair[1] == 0).count();
    if pairs.len() < FEWEST_PAIRS {
        None
    } else if n_first == 0 && n_second > pairs.len() * 2 / 3 {
        Some(ByteOrder::Little)
    } else if n_second == 0 && n_first > pairs.len() * 2 / 3 {
        Some(ByteOrder::Big)
    } else {
        None
    }
}

fn decode_utf8(bytes: &[u8]) -> (Cow<'_, str>, u32) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), 0);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut n_undecodable = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push('\u{fffd}');
            n_undecodable += 1;
        }
    }
    (Cow::Owned(text), n_undecodable)
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> (Cow<'_, str>, u32) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut n_undecodable = u32::from(!rest.is_empty());
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(character.unwrap_or_else(|_| {
            n_undecodable += 1;
            '\u{fffd}'
        }));
    }
    (Cow::Owned(text), n_undecodable)
}

/// Cuts `text` to at most `limit` bytes, at the end of a character.
pub(super) fn cut(text: &str, limit: u64) -> &str {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    &text[..text.floor_char_boundary(limit)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoding() {
        for (bytes, text, n_undecodable) in [
            (&b"\xef\xbb\xbfQuay"[..], "Quay", 0),
            (b"\xff\xfeQ\0y\0", "Qy", 0),
            (b"\xfe\xff\0Q\0y", "Qy", 0),
            (b"Q\0u\0a\0y\0 \0w\0a\0l\0l\0", "Quay wall", 0),
            (b"Quay\0 wall and more", "Quay\0 wall and more", 0),
            (b"caf\xe9 \xff\xfe!", "caf\u{fffd} \u{fffd}\u{fffd}!", 3),
        ] {
            let (decoded, n) = decode(bytes);
            assert_eq!((&*decoded, n), (text, n_undecodable), "{bytes:?}");
        }
    }
}
