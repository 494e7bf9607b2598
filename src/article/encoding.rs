//! The encoding that an article's file is written in, and how it is known.

use std::fmt;

/// How the bytes of an article became text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// Its name in the Encoding Standard of the WHATWG, such as `windows-1251`; `UTF-32LE` and `UTF-32BE`
    /// beside them.
    pub name: &'static str,
    /// How it is known.
    pub how: EncodingHow,
}

/// How an [`Encoding`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EncodingHow {
    /// By the byte-order mark that the file begins with.
    Marked,
    /// By what the file, or what it was packed in, says of itself.
    Declared,
    /// The bytes are UTF-8, all or nearly all of them, and no other encoding gives such bytes.
    Valid,
    /// By the zeros of a text of two or four bytes a character, or by its escape sequences: certain, though
    /// no mark and no declaration says so.
    Recognised,
    /// By how often bytes follow one another in texts of each encoding.
    Guessed,
}

impl Encoding {
    /// What nearly every text is in.
    pub const UTF_8: Self = Self { name: "UTF-8", how: EncodingHow::Valid };

    /// Whether it is UTF-8, which nobody needs to be told.
    pub fn is_utf8(self) -> bool {
        self.name == Self::UTF_8.name
    }
}

impl EncodingHow {
    /// The word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Declared => "declared",
            Self::Valid => "valid",
            Self::Recognised => "recognised",
            Self::Guessed => "guessed",
        }
    }
}

impl Default for Encoding {
    fn default() -> Self {
        Self::UTF_8
    }
}

impl fmt::Display for Encoding {
    /// `windows-1251, guessed from its bytes`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)?;
        formatter.write_str(match self.how {
            EncodingHow::Marked => ", by its byte-order mark",
            EncodingHow::Declared => ", as it is declared",
            EncodingHow::Valid => "",
            EncodingHow::Recognised => ", recognised by its bytes",
            EncodingHow::Guessed => ", guessed from its bytes",
        })
    }
}
