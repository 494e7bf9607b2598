//! The encoding of an article's file, and how it is known.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The encoding from which the bytes of an article were decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// The name in the Encoding Standard of the WHATWG, such as `windows-1251`, or one that is not in it, such as
    /// `UTF-32LE`.
    pub name: &'static str,
    pub how: EncodingHow,
}

/// The way in which an [`Encoding`] is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EncodingHow {
    /// By the byte-order mark at the beginning of the file.
    Marked,
    /// By a declaration in the file, or in the container that it was packed in.
    Declared,
    /// All or nearly all bytes are UTF-8, and no other encoding produces such bytes.
    Valid,
    /// By the zeros of a text with two or four bytes per character, or by its escape sequences. This is certain, though
    /// the file has no mark and no declaration.
    Recognised,
    /// By the frequencies of byte sequences in texts of each encoding.
    Guessed,
}

/// The encodings that the Encoding Standard does not have, or has only to refuse them.
const BESIDE_THE_WEB: [&str; 4] = ["UTF-32LE", "UTF-32BE", "UTF-7", "IBM850"];

impl Encoding {
    /// The encoding of nearly every text.
    pub const UTF_8: Self = Self { name: "UTF-8", how: EncodingHow::Valid };

    /// Returns the encoding of this name, exactly as in [`Self::name`], to restore a stored encoding. `None` for any
    /// other text.
    pub fn named(name: &str, how: EncodingHow) -> Option<Self> {
        // Nearly every text is UTF-8, and the search among the labels takes longer than the rest of this function.
        let name = if name == Self::UTF_8.name {
            Self::UTF_8.name
        } else if let Some(name) = BESIDE_THE_WEB.iter().find(|known| **known == name) {
            name
        } else {
            let found = encoding_rs::Encoding::for_label(name.as_bytes())?.name();
            (found == name).then_some(found)?
        };
        Some(Self { name, how })
    }

    /// True for UTF-8, which is not worth showing to the user.
    pub fn is_utf8(self) -> bool {
        self.name == Self::UTF_8.name
    }
}

impl EncodingHow {
    /// Returns the word for scripts.
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
    /// Writes `windows-1251, guessed from its bytes`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_again_as_it_was() {
        for name in
            ["UTF-8", "UTF-16LE", "UTF-32BE", "windows-1251", "GBK", "Big5", "KOI8-U", "IBM866", "UTF-7", "IBM850"]
        {
            let encoding = Encoding::named(name, EncodingHow::Guessed);
            assert_eq!(encoding, Some(Encoding { name, how: EncodingHow::Guessed }));
        }
        for name in ["", "utf-8", "latin1", "EBCDIC", " UTF-8"] {
            assert_eq!(Encoding::named(name, EncodingHow::Valid), None, "{name}");
        }
    }
}
