//! Unpacks packed files, `.gz` and `.zst`, as far as they can be unpacked.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::FrameDecoderError;

/// The source of packed bytes: a file, or the sample in memory.
pub(super) type Packed = Box<dyn BufRead>;

/// The maximal number of bytes that are unpacked from one file.
///
/// It is more than any folder of news in one file, and it ends a file that was made to have no end.
pub(super) const UNPACKED_MAX: u64 = 16 * 1024 * 1024 * 1024;

/// The maximal number of unpacked bytes per packed byte, and the unpacked size from which it is checked.
///
/// Text is packed 3 to 1, and pages that repeat each other 30 to 1. A file far beyond that was made to fill a disk.
const RATIO_MAX: u64 = 300;
const RATIO_FROM: u64 = 1024 * 1024;

/// The largest window of a Zstandard file, in bytes: the maximum of `zstd --ultra` by default.
const WINDOW_MAX: u64 = 128 * 1024 * 1024;

const WINDOW_TOO_LARGE: &str = "with a window of more than 128 MiB (zstd --long): unpack it with zstd -d --long=31";

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTANDARD: &[u8] = b"\x28\xb5\x2f\xfd";

/// True if a file that starts with `head` is unpacked here.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZSTANDARD)
}

/// The unpacked bytes of a file.
///
/// A truncated or damaged file gives the bytes that could be unpacked, and [`Self::damage`] reports it.
pub(super) struct Unpacked {
    inner: Inner,
    /// The number of packed bytes that have been read.
    n_bytes_in: Rc<Cell<u64>>,
    n_bytes_out: u64,
    damage: Option<&'static str>,
}

enum Inner {
    Gzip(Box<MultiGzDecoder<Packed>>),
    Zstandard(Frames),
}

impl Unpacked {
    /// Starts to unpack a file that starts with `head`.
    pub(super) fn new(head: &[u8], packed: Packed) -> Self {
        let n_bytes_in = Rc::new(Cell::new(0));
        let packed: Packed = Box::new(Counting { inner: packed, n_bytes: Rc::clone(&n_bytes_in) });
        let inner = if head.starts_with(ZSTANDARD) {
            Inner::Zstandard(Frames::Between(Some(packed)))
        } else {
            Inner::Gzip(Box::new(MultiGzDecoder::new(packed)))
        };
        Self { inner, n_bytes_in, n_bytes_out: 0, damage: None }
    }

    /// Returns the damage of the file, as far as it has been read, as a clause that follows "packed, and".
    pub(super) fn damage(&self) -> Option<&'static str> {
        self.damage
    }
}

/// Counts the bytes that are read from `inner`.
struct Counting {
    inner: Packed,
    n_bytes: Rc<Cell<u64>>,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_bytes.set(self.n_bytes.get() + n_read as u64);
        Ok(n_read)
    }
}

impl BufRead for Counting {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.n_bytes.set(self.n_bytes.get() + n_bytes as u64);
        self.inner.consume(n_bytes);
    }
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.damage.is_some() {
            return Ok(0);
        }
        if self.n_bytes_out >= UNPACKED_MAX {
            self.damage = Some("more than 16 GiB when unpacked; the rest is left out");
            return Ok(0);
        }
        let outcome = match &mut self.inner {
            Inner::Gzip(decoder) => decoder.read(buffer),
            Inner::Zstandard(frames) => frames.read(buffer),
        };
        match outcome {
            Ok(n_read) => {
                self.n_bytes_out += n_read as u64;
                if self.n_bytes_out > RATIO_FROM && self.n_bytes_out / RATIO_MAX > self.n_bytes_in.get() {
                    self.damage = Some("more than 300 to 1, which no text is; the rest is left out");
                }
                Ok(n_read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            // Errors of the disk are reported as for any other file.
            Err(error) if error.raw_os_error().is_some() => Err(error),
            Err(error) => {
                self.damage = Some(if error.kind() == io::ErrorKind::OutOfMemory {
                    WINDOW_TOO_LARGE
                } else {
                    "damaged; what could be unpacked is shown"
                });
                Ok(0)
            }
        }
    }
}

/// The frames of a Zstandard file, one after the other. The decoder itself reads only one frame.
enum Frames {
    /// Before a frame or at the end of the file; `None` only while a frame is opened.
    Between(Option<Packed>),
    Within(Box<StreamingDecoder<Packed, ruzstd::decoding::FrameDecoder>>),
    End,
}

impl Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::End => return Ok(0),
                Self::Within(decoder) => {
                    let n_read = decoder.read(buffer)?;
                    if n_read > 0 || buffer.is_empty() {
                        return Ok(n_read);
                    }
                    let Self::Within(decoder) = std::mem::replace(self, Self::End) else {
                        return Ok(0);
                    };
                    *self = Self::Between(Some(decoder.into_inner()));
                }
                Self::Between(packed) => {
                    let Some(mut packed) = packed.take() else {
                        return Ok(0);
                    };
                    *self = if packed.fill_buf()?.is_empty() { Self::End } else { Self::open(packed)? };
                }
            }
        }
    }

    /// Opens the next frame, or skips one without data (RFC 8878, section 3.1.2).
    fn open(mut packed: Packed) -> io::Result<Self> {
        let head = packed.fill_buf()?;
        if head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == [0x2a, 0x4d, 0x18] {
            let mut skipped = [0; 8];
            packed.read_exact(&mut skipped)?;
            let length = u32::from_le_bytes([skipped[4], skipped[5], skipped[6], skipped[7]]);
            io::copy(&mut packed.by_ref().take(u64::from(length)), &mut io::sink())?;
            return Ok(Self::Between(Some(packed)));
        }
        match StreamingDecoder::new_with_max_window_size(packed, WINDOW_MAX) {
            Ok(decoder) => Ok(Self::Within(Box::new(decoder))),
            Err(FrameDecoderError::WindowSizeTooBig { .. }) => Err(io::ErrorKind::OutOfMemory.into()),
            Err(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn unpacked(bytes: &[u8]) -> (String, Option<&'static str>) {
        let mut reader = Unpacked::new(bytes, Box::new(io::Cursor::new(bytes.to_vec())));
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, reader.damage())
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(text: &str) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        assert_eq!(unpacked(&[gzip("The ferry "), gzip("sailed.")].concat()), ("The ferry sailed.".into(), None));
        let skipped = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let frames = [zstandard("The ferry "), skipped, zstandard("stayed.")].concat();
        assert_eq!(unpacked(&frames), ("The ferry stayed.".into(), None));
    }

    #[test]
    fn what_was_made_to_fill_a_disk_ends_soon() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..64 {
            encoder.write_all(&vec![b'A'; 1 << 20]).unwrap();
        }
        let (text, damage) = unpacked(&encoder.finish().unwrap());
        assert_eq!(damage, Some("more than 300 to 1, which no text is; the rest is left out"));
        assert!(text.len() < 24 << 20, "{}", text.len());
    }

    #[test]
    fn damaged_files_give_what_can_be_unpacked() {
        let damage = Some("damaged; what could be unpacked is shown");
        assert_eq!(unpacked(&[gzip("Tolls rise."), b"junk".to_vec()].concat()), ("Tolls rise.".into(), damage));
        let lines: Vec<String> = (0..20_000).map(|line| format!("{line} boats\n")).collect();
        let long = lines.concat();
        for packed in [gzip(&long), zstandard(&long)] {
            let (text, told) = unpacked(&packed[..packed.len() / 2]);
            assert_eq!(told, damage);
            assert!(long.starts_with(&text), "{}", text.len());
        }
        // A window of 2 GiB, in the byte after the flags.
        assert_eq!(unpacked(b"\x28\xb5\x2f\xfd\x04\xa8\x41\0\0abc"), (String::new(), Some(WINDOW_TOO_LARGE)));
        assert_eq!(unpacked(b"\x1f\x8b\x08\0\0\0\0\0\0\x03"), (String::new(), damage));
        assert_eq!(unpacked(b"\x28\xb5\x2f\xfd\x04\x58\x41\0\0abc"), (String::new(), damage));
    }
}
