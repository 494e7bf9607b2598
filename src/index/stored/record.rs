//! Articles and their texts as bytes.
//!
//! What the index keeps of an article are the fields of [`Article`](crate::article::Article), as `postcard` writes
//! them: small numbers are small, and nothing says a field's name. Its path is not in it, as the list of files has
//! that, and texts that many articles share are numbers in the segment's [`Strings`](super::Strings). The order of
//! the fields here, and that of the variants of the enums they use, is the format: who changes it raises the
//! format's number, and a test below shows the bytes of one article.

use serde::{Deserialize, Serialize};

use super::Damaged;

mod article;
mod body;

pub use article::{decode_article, encode_article};
pub use body::{decode_body, encode_body};

/// Appends `value` to `out`.
pub(super) fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // It can fail on lists whose length is not known beforehand, which no record has, and on a full disk.
    postcard::to_io(value, out).expect("memory takes all that is written to it");
}

/// Reads a value that takes all of `bytes`. It takes memory in proportion to them, whatever they are.
pub(super) fn read<'bytes, T: Deserialize<'bytes>>(bytes: &'bytes [u8], what: &'static str) -> Result<T, Damaged> {
    let mut rest = bytes;
    let value = read_first(&mut rest, what)?;
    if rest.is_empty() { Ok(value) } else { Err(Damaged::content(format!("{what} goes on behind its end"))) }
}

/// Reads the value that `bytes` begin with, and leaves what follows it.
fn read_first<'bytes, T: Deserialize<'bytes>>(bytes: &mut &'bytes [u8], what: &'static str) -> Result<T, Damaged> {
    let (value, rest) = postcard::take_from_bytes(bytes)
        .map_err(|_| Damaged::content(format!("{what} is not written as this program writes it")))?;
    *bytes = rest;
    Ok(value)
}
