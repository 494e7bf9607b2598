//! Reads files of many articles as bytes in which separators and line ends can be searched for. UTF-16 is decoded.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

use crate::article::{Encoding, EncodingHow};
use crate::corpus::encoding::{Hints, decode, is_wide};

/// The bytes of a file from its start, in an encoding in which separators and line ends are single bytes.
pub(super) struct DecodedBytes<'source> {
    pub(super) reader: Box<dyn BufRead + 'source>,
    /// The encoding of the file, if it was decoded or has a byte order mark.
    pub(super) encoding: Option<Encoding>,
}

impl<'source> DecodedBytes<'source> {
    /// Looks at the start of `source`, and decodes `source` if it is in UTF-16.
    pub(super) fn of(source: &'source mut dyn BufRead) -> io::Result<Self> {
        const LOOKED_AT: u64 = 4096;
        let mut head = Vec::new();
        source.take(LOOKED_AT).read_to_end(&mut head)?;
        let encoding = if is_wide(&head) { Some(decode(&head, Hints::default()).encoding) } else { None };
        let decoder = match encoding.map(|encoding| encoding.name) {
            Some("UTF-16LE") => Some(UTF_16LE.new_decoder_with_bom_removal()),
            Some("UTF-16BE") => Some(UTF_16BE.new_decoder_with_bom_removal()),
            _ => None,
        };
        let is_marked = head.starts_with(b"\xef\xbb\xbf");
        let mut start = Cursor::new(head);
        start.set_position(if is_marked { 3 } else { 0 });
        let whole = start.chain(source);
        if let Some(decoder) = decoder {
            return Ok(Self { reader: Box::new(BufReader::new(Decoded::new(whole, decoder))), encoding });
        }
        let how = EncodingHow::Marked;
        Ok(Self { reader: Box::new(whole), encoding: is_marked.then_some(Encoding { how, ..Encoding::UTF_8 }) })
    }
}

/// A source in another encoding, decoded to UTF-8.
struct Decoded<'source> {
    inner: Chain<Cursor<Vec<u8>>, &'source mut dyn BufRead>,
    decoder: Decoder,
    is_ended: bool,
}

impl<'source> Decoded<'source> {
    fn new(inner: Chain<Cursor<Vec<u8>>, &'source mut dyn BufRead>, decoder: Decoder) -> Self {
        Self { inner, decoder, is_ended: false }
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.is_ended {
            let bytes = self.inner.fill_buf()?;
            let is_last = bytes.is_empty();
            let (result, n_read, n_written, _) = self.decoder.decode_to_utf8(bytes, buffer, is_last);
            self.inner.consume(n_read);
            self.is_ended = is_last && result == CoderResult::InputEmpty;
            if n_written > 0 || buffer.is_empty() || (result == CoderResult::OutputFull && n_read == 0) {
                return Ok(n_written);
            }
        }
        Ok(0)
    }
}
