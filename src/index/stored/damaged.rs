//! The error of a part of the index that cannot be used.

use std::borrow::Cow;
use std::io;

/// Reason why a part of the index cannot be used. Articles are then read from their files again; nothing is lost.
#[derive(Debug, thiserror::Error)]
pub enum Damaged {
    /// The bytes are not those that the program wrote. Holds a description without a full stop.
    #[error("the index is damaged: {0}")]
    Content(Cow<'static, str>),
    /// The bytes cannot be read.
    #[error("the index cannot be read: {}", crate::corpus::plain_reason(.0))]
    Unreadable(#[from] io::Error),
}

impl Damaged {
    /// True if data that was written before is missing or has changed. False if only new data could not be written.
    pub fn is_of_what_was_read(&self) -> bool {
        match self {
            Self::Content(_) => true,
            Self::Unreadable(error) => matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof),
        }
    }

    /// Creates an error for bytes that are not those that the program wrote.
    pub fn content(what: impl Into<Cow<'static, str>>) -> Self {
        Self::Content(what.into())
    }
}
