//! The facts that are extracted from the text of an article once: quotations, names, links and dates.
//!
//! These are values only. All places are byte ranges of the text of the article's body.

use std::ops::Range;

use super::ArticleDate;

/// A byte range of a body's text. 32 bits are enough, because a body is far smaller than 4 GiB; an article has hundreds
/// of ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl TextRange {
    /// Returns the range in the form that indexes strings.
    pub fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// True if the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<Range<usize>> for TextRange {
    fn from(range: Range<usize>) -> Self {
        let bytes = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: bytes(range.start), end: bytes(range.end) }
    }
}

/// All facts that are extracted from a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Quotations, in order of their start.
    pub quotes: Vec<Quote>,
    /// People, organisations and places, in the order in which each is first named.
    pub names: Vec<Name>,
    /// Addresses of the web and of mail, in the order in which each first appears.
    pub links: Vec<Link>,
    /// Dates that the text mentions, in order. The article's own date need not be among them.
    pub mentions: Vec<DateMention>,
    /// Posts of a social network in the text, each a block.
    pub posts: Vec<TextRange>,
}

/// A text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, without the marks.
    pub range: TextRange,
    /// The number of quotations that it is inside: 0 for one in the running text.
    pub depth: u8,
    /// True if it continues the quotation before it, which its paragraph left open.
    pub is_continued: bool,
    /// The speaker, if the text names one: the index of a name in [`Facts::names`].
    pub speaker: Option<u32>,
}

/// A person, an organisation, a place or another thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The fullest form of the name, as it is written.
    pub text: Box<str>,
    pub kind: NameKind,
    /// The first place of every form of the name. The fullest form is one of them.
    pub forms: Vec<TextRange>,
    /// The number of times that it is named, in any form.
    pub n_times: u32,
}

/// The kind of thing that a name refers to, as far as the text shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameKind {
    #[default]
    Unknown,
    Person,
    /// A company, an office, a party, a club.
    Organisation,
    /// A country, a town, a sea, a street.
    Place,
}

/// An address of the web or of mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The address, with `http:`, `https:` or `mailto:`.
    pub address: Box<str>,
    /// The places of the link in the text.
    pub places: Vec<TextRange>,
}

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// The bytes of the amount, with its currency sign or percent sign and its word of magnitude.
    pub range: TextRange,
    /// The value: 1,200,000 for `1.2 million`.
    pub value: f64,
    pub unit: Unit,
}

/// The unit of an amount, as far as a sign shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// No sign: only the words around it name a unit.
    None,
    Percent,
    /// Money, by its code in ISO 4217. A dollar sign alone is `USD`.
    Money(&'static str),
}

/// A date that a text mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    pub range: TextRange,
    /// The days that it means. If the text leaves a part open, it is filled in from the day of the article.
    pub date: ArticleDate,
}

impl Facts {
    /// Returns the speaker of a quotation, in the fullest form of the name.
    pub fn speaker_of(&self, quote: &Quote) -> Option<&str> {
        let name = self.names.get(quote.speaker? as usize)?;
        Some(&name.text)
    }
}
