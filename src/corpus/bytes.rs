//! Reads the bytes of files: the only place that opens an article file.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::packed::{Unpacked, is_packed};
use super::{Corpus, MemoryFile, SAMPLE};
use crate::article::ByteRange;
use crate::screen_thread;

/// Larger plain texts, in bytes, are read window by window.
pub(super) const LARGE_TEXT_BYTES: u64 = 16 * 1024 * 1024;

/// The number of bytes that are read of a file with the size 0.
///
/// Some file systems generate their files while they are read, and report the size 0 for all of them. Such a file may
/// have no end.
const SIZELESS_BYTES: u64 = 16 * 1024 * 1024;

/// The buffer size for a file that is read in small pieces.
const BUFFER_BYTES: usize = 128 * 1024;

/// A file that is read from its start, and unpacked if it is packed.
pub(super) enum Source {
    /// The bytes of the file itself.
    Plain(Box<dyn BufRead>),
    /// The unpacked content.
    Packed(Box<BufReader<Unpacked>>),
}

impl Source {
    /// Returns the damage of a packed file, as far as it has been read.
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

/// Opens a file on disk, and returns it with the maximal number of bytes to read.
///
/// The walk found a file there, but something else may have replaced it. So nothing is opened that waits for a writer,
/// and nothing without an end is read. A file that grows while it is read is read again later.
fn open_file(path: &Path) -> io::Result<(File, u64)> {
    screen_thread::check("opening a file of the folder");
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // With these flags neither a named pipe nor a terminal blocks the open.
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is a device or a pipe now"));
    }
    let n_bytes_max = if metadata.len() == 0 { SIZELESS_BYTES } else { metadata.len() };
    Ok((file, n_bytes_max))
}

/// Opens the file at `path` (relative to the corpus) without unpacking. It fails for a corpus that is not on disk.
pub(super) fn open_on_disk(corpus: &Corpus, path: &Path) -> io::Result<File> {
    match corpus {
        Corpus::Folder(folder) => Ok(open_file(&folder.join(path))?.0),
        Corpus::Sample | Corpus::Memory(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}

/// Opens the file at `path` (relative to the corpus).
pub(super) fn open(corpus: &Corpus, path: &Path) -> io::Result<Source> {
    let mut plain: Box<dyn BufRead> = match corpus {
        Corpus::Folder(folder) => {
            let (file, n_bytes_max) = open_file(&folder.join(path))?;
            Box::new(BufReader::with_capacity(BUFFER_BYTES, file.take(n_bytes_max)))
        }
        Corpus::Sample => Box::new(Cursor::new(SAMPLE.get_file(path).ok_or(io::ErrorKind::NotFound)?.contents())),
        Corpus::Memory(file) => Box::new(Cursor::new(in_memory(file, path)?.to_vec())),
    };
    let mut head = [0; 4];
    let start = plain.fill_buf()?;
    let n_bytes = start.len().min(head.len());
    head[..n_bytes].copy_from_slice(&start[..n_bytes]);
    if is_packed(&head[..n_bytes]) {
        let unpacked = Unpacked::new(&head, plain);
        return Ok(Source::Packed(Box::new(BufReader::with_capacity(BUFFER_BYTES, unpacked))));
    }
    Ok(Source::Plain(plain))
}

/// Reads at most `limit` bytes of the file at `path` (relative to the corpus), or of a range of it. For a packed file,
/// both count unpacked bytes.
///
/// `expected` is the expected number of bytes: a right value saves a system call.
pub(super) fn read(
    corpus: &Corpus,
    path: &Path,
    range: Option<ByteRange>,
    limit: u64,
    expected: u64,
) -> io::Result<Vec<u8>> {
    let bytes = read_as_it_is(corpus, path, range, limit, expected)?;
    let start = range.map_or(0, |range| range.start);
    let is_packed = if start == 0 { is_packed(&bytes) } else { is_file_packed(corpus, path)? };
    if is_packed {
        return read_unpacked(corpus, path, start, range.map_or(limit, |range| range.length.min(limit)));
    }
    Ok(bytes)
}

/// Returns the size of a file in bytes, or 0 if it is not known.
pub(super) fn size(corpus: &Corpus, path: &Path) -> u64 {
    match corpus {
        Corpus::Folder(folder) => {
            screen_thread::check("looking at a file of the folder");
            std::fs::metadata(folder.join(path)).map_or(0, |metadata| metadata.len())
        }
        Corpus::Sample => SAMPLE.get_file(path).map_or(0, |file| file.contents().len() as u64),
        Corpus::Memory(file) => file.bytes.len() as u64,
    }
}

/// True if there is a file at `path` (relative to the corpus).
pub(super) fn is_file(corpus: &Corpus, path: &Path) -> bool {
    match corpus {
        Corpus::Folder(folder) => {
            screen_thread::check("looking at a file of the folder");
            folder.join(path).is_file()
        }
        Corpus::Sample => SAMPLE.get_file(path).is_some(),
        Corpus::Memory(file) => file.name == path,
    }
}

/// True if a plain text is read window by window.
pub(super) fn is_large_or_packed(corpus: &Corpus, path: &Path) -> bool {
    size(corpus, path) > LARGE_TEXT_BYTES || is_file_packed(corpus, path).unwrap_or(false)
}

/// Returns true if the file is packed.
fn is_file_packed(corpus: &Corpus, path: &Path) -> io::Result<bool> {
    Ok(is_packed(&read_as_it_is(corpus, path, None, 4, 4)?))
}

/// Reads at most `limit` bytes of a file, or of a range of it, without unpacking.
pub(super) fn read_as_it_is(
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
            let (mut file, n_bytes_max) = open_file(&folder.join(path))?;
            if start > 0 {
                file.seek(SeekFrom::Start(start))?;
            }
            let expected = expected.min(length).min(MOST_AT_ONCE);
            // With one byte more of capacity, the end of the file is found without a reallocation.
            let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
            file.take(length.min(n_bytes_max.saturating_sub(start))).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
        Corpus::Sample => {
            let contents = SAMPLE.get_file(path).ok_or(io::ErrorKind::NotFound)?.contents();
            Ok(part_of(contents, start, length).to_vec())
        }
        Corpus::Memory(file) => Ok(part_of(in_memory(file, path)?, start, length).to_vec()),
    }
}

/// Returns the bytes of a file in memory, if it is the one at `path`.
fn in_memory<'file>(file: &'file MemoryFile, path: &Path) -> io::Result<&'file [u8]> {
    if file.name == path { Ok(&file.bytes) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// Returns at most `length` bytes of `contents`, from `start` on.
fn part_of(contents: &[u8], start: u64, length: u64) -> &[u8] {
    let start = usize::try_from(start).unwrap_or(usize::MAX).min(contents.len());
    let end = start.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).min(contents.len());
    &contents[start..end]
}

/// Returns the start of a file, at most `limit` bytes, and true if the file is packed.
pub(super) fn head(corpus: &Corpus, path: &Path, limit: u64, expected: u64) -> io::Result<(Vec<u8>, bool)> {
    let bytes = read_as_it_is(corpus, path, None, limit, expected)?;
    if is_packed(&bytes) { Ok((read_unpacked(corpus, path, 0, limit)?, true)) } else { Ok((bytes, false)) }
}

/// Reads at most `length` bytes of the content of a packed file, from the unpacked byte `start` on.
fn read_unpacked(corpus: &Corpus, path: &Path, start: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut source = open(corpus, path)?;
    io::copy(&mut source.by_ref().take(start), &mut io::sink())?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Cuts `text` to at most `limit` bytes, at a character boundary.
pub(super) fn cut(text: &str, limit: u64) -> &str {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    &text[..text.floor_char_boundary(limit)]
}
