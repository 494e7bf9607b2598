//! What the text of an article says, taken out of it once: who speaks, who is named, where it links, how
//! much and when. Values only; all places are bytes of the text of the article's body.

use std::ops::Range;

use super::ArticleDate;

/// Some bytes of a body's text. A body is limited far below 4 GiB, and an article has hundreds of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextRange {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl TextRange {
    /// The range as one that cuts strings.
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

/// All that is taken out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// What stands between quotation marks, in order of its start.
    pub quotes: Vec<Quote>,
    /// People, organisations and places, in the order in which each is first named.
    pub names: Vec<Name>,
    /// Addresses of the web and of mail, in the order in which each first appears.
    pub links: Vec<Link>,
    /// Amounts, in order. Neither years nor dates nor times.
    pub numbers: Vec<Number>,
    /// Dates that the text mentions, in order; none of them need be the article's own.
    pub mentions: Vec<DateMention>,
    /// Posts of a social network that stand in the text, each a block.
    pub posts: Vec<TextRange>,
}

/// What stands between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words, without the marks.
    pub range: TextRange,
    /// How many quotations it stands in: 0 for one in the running text.
    pub depth: u8,
    /// True if it goes on from the quotation before it, which its paragraph left open.
    pub is_continued: bool,
    /// Who says it, where the text does: the number of a name in [`Facts::names`].
    pub speaker: Option<u32>,
}

/// Someone or something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The fullest form of the name, as it is written.
    pub text: Box<str>,
    /// What it names.
    pub kind: NameKind,
    /// Every form of it, where it stands first; the fullest is one of them.
    pub forms: Vec<TextRange>,
    /// How often it is named, in any form.
    pub n_times: u32,
}

/// What a name names, as far as the text shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// The text does not show it.
    #[default]
    Unknown,
    /// A person.
    Person,
    /// A company, an office, a party, a club.
    Organisation,
    /// A country, a town, a sea, a street.
    Place,
}

/// A place of the web, or someone's mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads: an address with `http:`, `https:` or `mailto:`.
    pub address: Box<str>,
    /// Where in the text it stands.
    pub places: Vec<TextRange>,
}

/// An amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its bytes, with its sign of a currency or percent and its word of a magnitude.
    pub range: TextRange,
    /// How much: `1.2 million` is 1,200,000.
    pub value: f64,
    /// Of what.
    pub unit: Unit,
}

/// What an amount is of, as far as a sign says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Whatever the words around it say.
    None,
    /// Hundredths.
    Percent,
    /// Money, by its code in ISO 4217; a dollar without more is `USD`.
    Money(&'static str),
}

/// A date that a text mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its bytes.
    pub range: TextRange,
    /// The days it means, seen from the day of the article where the text leaves something open.
    pub date: ArticleDate,
}

impl Facts {
    /// Who says a quotation, in the fullest form of the name.
    pub fn speaker_of(&self, quote: &Quote) -> Option<&str> {
        let name = self.names.get(quote.speaker? as usize)?;
        Some(&name.text)
    }
}
