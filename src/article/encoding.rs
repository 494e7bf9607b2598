//! The encoding that an article's file is written in, and how it is known.

use std::fmt;

use serde::{Deserialize, Serialize};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// The names of encodings that the Encoding Standard does not have, or has only to refuse them.
const BESIDE_THE_WEB: [&str; 4] = ["UTF-32LE", "UTF-32BE", "UTF-7", "IBM850"];

impl Encoding {
    /// What nearly every text is in.
    pub const UTF_8: Self = Self { name: "UTF-8", how: EncodingHow::Valid };

    /// The encoding of this name, exactly as [`Self::name`] has it: how a name that was kept becomes one of the
    /// program's own again. `None` for every other text.
    pub fn named(name: &str, how: EncodingHow) -> Option<Self> {
        // Nearly every text is in the first, and the search among the labels takes longer than all the rest.
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

    /// True if it is UTF-8, which nobody needs to be told.
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
