//! Why a part of the index cannot be used.

use std::borrow::Cow;
use std::io;

/// Why a part of the index cannot be used. Articles are read from their files again then; nothing is lost.
#[derive(Debug, thiserror::Error)]
pub enum Damaged {
    /// The bytes are there, and are not what the program wrote: what is wrong, without a full stop.
    #[error("the index is damaged: {0}")]
    Content(Cow<'static, str>),
    /// The bytes cannot be had.
    #[error("the index cannot be read: {}", crate::corpus::plain_reason(.0))]
    Unreadable(#[from] io::Error),
}

impl Damaged {
    /// True if what had been written is not there as it was, and not merely something new could not be written.
    pub fn is_of_what_was_read(&self) -> bool {
        match self {
            Self::Content(_) => true,
            Self::Unreadable(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof),
        }
    }

    /// Bytes that are not what the program wrote.
    pub fn content(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Content(what.into())
    }
}
