//! Encodes articles and their texts as bytes.
//!
//! The fields of [`Article`](crate::article::Article) are written by `postcard`: small numbers take few bytes, and
//! names of fields are not written. The path is left out, because the list of files has it. Texts that many articles
//! share are written as numbers in the segment's [`Strings`](super::Strings).
//!
//! The order of the fields here, and that of the variants of the enums they use, is the format. A change of it requires
//! a higher number of the format. A test below shows the bytes of one article.

use serde::{Deserialize, Serialize};

use super::Damaged;

mod article;
mod body;

pub use article::{decode_article, encode_article};
pub use body::{decode_body, encode_body};

/// Appends `value` to `out`.
pub(super) fn write(value: &impl Serialize, out: &mut Vec<u8>) {
    // This can fail for lists whose length is not known beforehand, which no record has, and on a full disk.
    postcard::to_io(value, out).expect("memory takes all that is written to it");
}

/// Reads a value that takes all of `bytes`. Memory use is proportional to their number, whatever they contain.
pub(super) fn read<'bytes, T: Deserialize<'bytes>>(bytes: &'bytes [u8], what: &'static str) -> Result<T, Damaged> {
    let mut rest = bytes;
    let value = read_first(&mut rest, what)?;
    if rest.is_empty() { Ok(value) } else { Err(Damaged::content(format!("{what} goes on behind its end"))) }
}

/// Reads the value at the start of `bytes`, and leaves the bytes after it.
fn read_first<'bytes, T: Deserialize<'bytes>>(bytes: &mut &'bytes [u8], what: &'static str) -> Result<T, Damaged> {
    let (value, rest) = postcard::take_from_bytes(bytes)
        .map_err(|_| Damaged::content(format!("{what} is not written as this program writes it")))?;
    *bytes = rest;
    Ok(value)
}
