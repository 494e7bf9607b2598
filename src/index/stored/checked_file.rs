//! The files of an index. On disk every page has a checksum, which is checked when the page is first read.
//!
//! A file of a segment that has not been written to disk yet is a buffer in memory, which is read in the same way. A
//! file on disk consists of its bytes, then the CRC-32 of each page of 16 KiB, then a tail of fixed length.
//!
//! Files are read with `pread`, so private memory stays small. If a file was truncated, or its disk was removed,
//! reading returns an error. A memory mapping would end the program.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Damaged;
use crate::screen_thread;

/// The number of bytes that share a checksum. It is so small that reading one article reads little else, and so large
/// that the checksums take a four-thousandth of the file.
const PAGE_BYTES: u64 = 16 * 1024;

/// Size of the tail: a magic number, the number of bytes, and a checksum of this number and of all checksums.
const TAIL_BYTES: u64 = 20;
const MAGIC: [u8; 8] = *b"nwsindex";

/// Writes a file of a segment from start to end, to disk or to a buffer in memory. Only a file on disk has checksums.
#[derive(Debug)]
pub struct CheckedWriter {
    out: Out,
    n_bytes: u64,
}

#[derive(Debug)]
enum Out {
    Disk(DiskWriter),
    Memory(Vec<u8>),
}

/// A file that has been written.
#[derive(Clone, Debug)]
pub struct WrittenFile {
    /// Length in bytes; on disk including the checksums.
    pub n_bytes: u64,
    /// The bytes, if the file was written to memory.
    pub buffer: Option<Arc<Vec<u8>>>,
}

impl CheckedWriter {
    /// Creates a file on disk, in place of any existing one.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { out: Out::Disk(DiskWriter::create(path)?), n_bytes: 0 })
    }

    /// Creates a file in memory. Writing to it cannot fail.
    pub fn in_memory() -> Self {
        Self { out: Out::Memory(Vec::new()), n_bytes: 0 }
    }

    /// Returns the number of bytes that have been written.
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// Appends bytes.
    ///
    /// # Errors
    /// When writing fails, for example because the disk is full.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.n_bytes += bytes.len() as u64;
        match &mut self.out {
            Out::Disk(disk) => disk.write(bytes),
            Out::Memory(buffer) => {
                buffer.extend_from_slice(bytes);
                Ok(())
            }
        }
    }

    /// Writes the bytes that are still buffered and, on disk, the checksums.
    ///
    /// The file is not synchronised with the disk. After a power loss, its checksums show that bytes are missing, and
    /// the index is rebuilt.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> io::Result<WrittenFile> {
        match self.out {
            Out::Disk(disk) => Ok(WrittenFile { n_bytes: disk.finish(self.n_bytes)?, buffer: None }),
            Out::Memory(mut buffer) => {
                buffer.shrink_to_fit();
                Ok(WrittenFile { n_bytes: self.n_bytes, buffer: Some(Arc::new(buffer)) })
            }
        }
    }
}

/// Writes a file on disk with the checksum of each page.
#[derive(Debug)]
struct DiskWriter {
    out: BufWriter<File>,
    n_in_page: u64,
    page: crc32fast::Hasher,
    checksums: Vec<u8>,
}

impl DiskWriter {
    fn create(path: &Path) -> io::Result<Self> {
        screen_thread::check("writing a file of the index");
        let out = BufWriter::with_capacity(128 * 1024, crate::private::create(path)?);
        Ok(Self { out, n_in_page: 0, page: crc32fast::Hasher::new(), checksums: Vec::new() })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let n_left = (PAGE_BYTES - self.n_in_page) as usize;
            let (part, after) = rest.split_at(n_left.min(rest.len()));
            self.page.update(part);
            self.n_in_page += part.len() as u64;
            if self.n_in_page == PAGE_BYTES {
                self.end_page();
            }
            rest = after;
        }
        self.out.write_all(bytes)
    }

    fn end_page(&mut self) {
        let page = std::mem::take(&mut self.page);
        self.checksums.extend_from_slice(&page.finalize().to_le_bytes());
        self.n_in_page = 0;
    }

    /// Writes the checksums after the `n_bytes` of the file. Returns the total length.
    fn finish(mut self, n_bytes: u64) -> io::Result<u64> {
        if self.n_in_page > 0 {
            self.end_page();
        }
        self.out.write_all(&self.checksums)?;
        self.out.write_all(&MAGIC)?;
        self.out.write_all(&n_bytes.to_le_bytes())?;
        self.out.write_all(&checksum_of(&self.checksums, n_bytes).to_le_bytes())?;
        self.out.flush()?;
        Ok(n_bytes + self.checksums.len() as u64 + TAIL_BYTES)
    }
}

fn checksum_of(checksums: &[u8], n_bytes: u64) -> u32 {
    let mut all = crc32fast::Hasher::new();
    all.update(checksums);
    all.update(&n_bytes.to_le_bytes());
    all.finalize()
}

/// Reads a file that a [`CheckedWriter`] wrote, at any offset and from several threads.
#[derive(Debug)]
pub struct CheckedFile {
    bytes: Bytes,
    n_bytes: u64,
}

#[derive(Debug)]
enum Bytes {
    Disk(DiskFile),
    Memory(Arc<Vec<u8>>),
}

impl CheckedFile {
    /// Opens a file on disk. `n_bytes_in_all` is its total length, which [`CheckedWriter::finish`] returned.
    ///
    /// # Errors
    /// When the file is missing or has another length, or when its tail or its checksums are damaged.
    pub fn open(path: &Path, n_bytes_in_all: u64) -> Result<Self, Damaged> {
        let (disk, n_bytes) = DiskFile::open(path, n_bytes_in_all)?;
        Ok(Self { bytes: Bytes::Disk(disk), n_bytes })
    }

    /// Opens a file that was written to memory.
    pub fn in_memory(buffer: &Arc<Vec<u8>>) -> Self {
        Self { n_bytes: buffer.len() as u64, bytes: Bytes::Memory(Arc::clone(buffer)) }
    }

    /// Returns the length in bytes, without the checksums.
    pub fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    /// Reads a range of bytes into `into`, in place of its contents.
    ///
    /// # Errors
    /// When the range is beyond the end, when reading fails, or when a page does not match its checksum.
    pub fn read(&self, range: Range<u64>, into: &mut Vec<u8>) -> Result<(), Damaged> {
        if range.start > range.end || range.end > self.n_bytes {
            return Err(Damaged::content("a place beyond the end of a file"));
        }
        match &self.bytes {
            Bytes::Memory(buffer) => {
                into.clear();
                into.extend_from_slice(&buffer[range.start as usize..range.end as usize]);
                Ok(())
            }
            Bytes::Disk(disk) => disk.read(range, self.n_bytes, into),
        }
    }

    /// Reads the whole file and checks every page.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn check_all(&self) -> Result<(), Damaged> {
        match &self.bytes {
            Bytes::Memory(_) => Ok(()),
            Bytes::Disk(disk) => disk.check_all(self.n_bytes),
        }
    }
}

/// A file on disk whose pages are checked when they are first read.
#[derive(Debug)]
struct DiskFile {
    file: File,
    checksums: Vec<u8>,
    /// One bit for each page, which is set once its checksum was found to be right.
    is_right: Box<[AtomicU64]>,
}

impl DiskFile {
    /// Opens the file. Returns it with its length in bytes without the checksums.
    fn open(path: &Path, n_bytes_in_all: u64) -> Result<(Self, u64), Damaged> {
        screen_thread::check("opening a file of the index");
        let file = File::open(path)?;
        let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.metadata()?.len() != n_bytes_in_all || n_bytes_in_all < TAIL_BYTES {
            return Err(Damaged::content(format!("{} is not as long as it was written", name())));
        }
        let mut tail = [0; TAIL_BYTES as usize];
        read_exact_at(&file, &mut tail, n_bytes_in_all - TAIL_BYTES)?;
        let n_bytes = u64::from_le_bytes(tail[8..16].try_into().unwrap_or_default());
        let n_pages = n_bytes.div_ceil(PAGE_BYTES);
        let is_ours = tail[..8] == MAGIC;
        if !is_ours || n_bytes.checked_add(n_pages * 4 + TAIL_BYTES) != Some(n_bytes_in_all) {
            return Err(Damaged::content(format!("{} ends in another way than it was written", name())));
        }
        let mut checksums = vec![0; (n_pages * 4) as usize];
        read_exact_at(&file, &mut checksums, n_bytes)?;
        if tail[16..] != checksum_of(&checksums, n_bytes).to_le_bytes() {
            return Err(Damaged::content(format!("the checksums of {} are not those that were written", name())));
        }
        let is_right = (0..n_pages.div_ceil(64)).map(|_| AtomicU64::new(0)).collect();
        Ok((Self { file, checksums, is_right }, n_bytes))
    }

    fn read(&self, range: Range<u64>, n_bytes: u64, into: &mut Vec<u8>) -> Result<(), Damaged> {
        screen_thread::check("reading a file of the index");
        if range.is_empty() {
            into.clear();
            return Ok(());
        }
        let pages = range.start / PAGE_BYTES..range.end.div_ceil(PAGE_BYTES);
        if pages.clone().all(|page| self.is_known_right(page)) {
            into.resize((range.end - range.start) as usize, 0);
            read_exact_at(&self.file, into, range.start)?;
            return Ok(());
        }
        let first = pages.start * PAGE_BYTES;
        into.resize(((pages.end * PAGE_BYTES).min(n_bytes) - first) as usize, 0);
        read_exact_at(&self.file, into, first)?;
        for (page, bytes) in pages.zip(into.chunks(PAGE_BYTES as usize)) {
            self.check(page, bytes)?;
        }
        into.truncate((range.end - first) as usize);
        into.drain(..(range.start - first) as usize);
        Ok(())
    }

    fn check_all(&self, n_bytes: u64) -> Result<(), Damaged> {
        screen_thread::check("reading a whole file of the index");
        let mut bytes = Vec::new();
        let mut start = 0;
        while start < n_bytes {
            let end = (start + 64 * PAGE_BYTES).min(n_bytes);
            bytes.resize((end - start) as usize, 0);
            read_exact_at(&self.file, &mut bytes, start)?;
            for (page, bytes) in (start / PAGE_BYTES..).zip(bytes.chunks(PAGE_BYTES as usize)) {
                self.check(page, bytes)?;
            }
            start = end;
        }
        Ok(())
    }

    fn is_known_right(&self, page: u64) -> bool {
        self.is_right[(page / 64) as usize].load(Ordering::Relaxed) & 1 << (page % 64) != 0
    }

    fn check(&self, page: u64, bytes: &[u8]) -> Result<(), Damaged> {
        let written = &self.checksums[page as usize * 4..][..4];
        if crc32fast::hash(bytes).to_le_bytes() != written {
            return Err(Damaged::content("a page is not what was written"));
        }
        self.is_right[(page / 64) as usize].fetch_or(1 << (page % 64), Ordering::Relaxed);
        Ok(())
    }
}

/// Fills `into` with the bytes from an offset of a file on, independently of the file's own position.
#[cfg(unix)]
fn read_exact_at(file: &File, into: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, at)
}

/// Does the same on Windows, where a call may read less than was asked for.
#[cfg(windows)]
fn read_exact_at(file: &File, into: &mut [u8], at: u64) -> io::Result<()> {
    let mut n_read = 0;
    while n_read < into.len() {
        match std::os::windows::fs::FileExt::seek_read(file, &mut into[n_read..], at + n_read as u64)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            n_more => n_read += n_more,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(n_bytes: usize) -> Vec<u8> {
        (0..n_bytes).map(|at| (at * 7 + at / 251) as u8).collect()
    }

    #[test]
    fn every_range_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for n_bytes in [0, 1, 16 * 1024 - 1, 16 * 1024, 16 * 1024 + 1, 100_000] {
            let written = bytes(n_bytes);
            let mut writer = CheckedWriter::create(&path).unwrap();
            for part in written.chunks(1_000) {
                writer.write(part).unwrap();
            }
            let n_in_all = writer.finish().unwrap().n_bytes;
            let file = CheckedFile::open(&path, n_in_all).unwrap();
            file.check_all().unwrap();
            let mut read = Vec::new();
            for (start, end) in [(0, n_bytes), (n_bytes / 3, n_bytes / 2), (n_bytes / 2, n_bytes)] {
                file.read(start as u64..end as u64, &mut read).unwrap();
                assert_eq!(read, written[start..end]);
            }
            assert!(file.read(0..n_bytes as u64 + 1, &mut read).is_err());
        }
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut writer = CheckedWriter::create(&path).unwrap();
        writer.write(&bytes(40_000)).unwrap();
        let n_in_all = writer.finish().unwrap().n_bytes;
        let right = std::fs::read(&path).unwrap();
        for at in (0..right.len()).step_by(997).chain([right.len() - 1]) {
            let mut wrong = right.clone();
            wrong[at] ^= 4;
            std::fs::write(&path, &wrong).unwrap();
            assert!(CheckedFile::open(&path, n_in_all).and_then(|file| file.check_all()).is_err(), "byte {at}");
        }
        std::fs::write(&path, &right[..right.len() - 1]).unwrap();
        assert!(CheckedFile::open(&path, n_in_all).is_err());
    }
}
