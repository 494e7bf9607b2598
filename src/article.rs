//! The values of an article, each together with how it is known. No other behaviour.

use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::stable_hash::StableHasher;

mod accounting;
mod body;
mod boilerplate;
mod date;
mod date_evidence;
mod encoding;
pub mod facts;
pub mod identity;
mod known;
mod plain;

pub use accounting::Accounting;
pub use body::{Block, BlockKind, Body, BodyBuilder, Span, SpanKind};
pub use boilerplate::{Boilerplate, BoilerplateCounts};
pub use date::ArticleDate;
pub use date_evidence::DateEvidence;
pub use encoding::{Encoding, EncodingHow};
pub use identity::{Identity, OwnId};
pub use known::{How, Known};
pub use plain::Plain;

/// The place of an article in its corpus, and the data needed to read it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The file, relative to the folder of the corpus.
    pub path: Arc<Path>,
    /// The number of the article in the file, from 1, if the file holds several.
    pub item: Option<u32>,
    /// The bytes of the file that hold the article, if they are not the whole file.
    pub range: Option<ByteRange>,
    pub format: Format,
}

/// A range of bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    pub start: u64,
    pub length: u64,
}

/// The file formats that hold articles. The index stores a format as its position in this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Text without mark-up.
    PlainText,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object or an array of them.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// A feed: RSS, Atom, RDF or JSON Feed.
    Feed,
    /// One message of mail or of a newsgroup.
    Mail,
    /// Many mail messages, one after the other.
    Mailbox,
    /// A table with one article per row, its values separated by commas, semicolons or tabs.
    Table,
    /// The SGML of the Reuters-21578 collection.
    ReutersSgml,
    /// A web page with all its resources, packed as mail is: MHTML.
    WebArchive,
    /// A list of references whose fields follow short tags: RIS, EndNote, PubMed, and texts of Factiva.
    References,
    /// An article in the XML of news agencies: NewsML, NITF.
    NewsXml,
    /// Notes of Evernote, most of them clipped from the web.
    Notes,
}

impl Format {
    /// Returns the format's name for a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "plain text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Feed => "a feed",
            Self::Mail => "mail",
            Self::Mailbox => "a mailbox",
            Self::Table => "a table",
            Self::ReutersSgml => "Reuters SGML",
            Self::WebArchive => "a web archive",
            Self::References => "a list of references",
            Self::NewsXml => "XML of a news agency",
            Self::Notes => "notes of Evernote",
        }
    }

    /// True if the text of an article has to be derived from its file. The index then stores the text, and opening the
    /// article does not parse the file again.
    pub fn is_derived(self) -> bool {
        !matches!(self, Self::PlainText | Self::Markdown | Self::Json | Self::JsonLines)
    }
}

impl Address {
    /// Returns the path as text for a screen or a line of output: safe, with `�` for bytes that are not Unicode.
    pub fn path_text(&self) -> String {
        crate::text::safe::safe_line(&self.path.to_string_lossy())
    }

    /// Returns the path, with `#n` if the file holds several articles: the form that `show` and `--open` accept.
    pub fn reference(&self) -> String {
        match self.item {
            Some(item) => format!("{}#{item}", self.path_text()),
            None => self.path_text(),
        }
    }

    /// Returns the name of the folder that the file is in, for lists that know no source. `None` if that is the folder
    /// of the corpus itself.
    pub fn folder_name(&self) -> Option<String> {
        let name = self.path.parent()?.file_name()?;
        Some(crate::text::safe::safe_line(&name.to_string_lossy()))
    }

    pub fn key(&self) -> ArticleKey {
        ArticleKey::new(&self.path, self.item)
    }
}

/// The key of an article within its corpus: the hash of its path and item.
///
/// It is the `id` of the command line. It also keeps the selection on its article when the folder is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey(u64);

impl ArticleKey {
    /// Returns the key of the `item`-th article of the file at `path`, relative to its folder.
    pub fn new(path: &Path, item: Option<u32>) -> Self {
        FileKey::new(path).item(item)
    }

    /// Returns the key that is printed as `text`.
    pub fn parse(text: &str) -> Option<Self> {
        let is_printed = text.len() == 16 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_printed.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

/// The part of the hash that the keys of all articles of a file share.
#[derive(Clone, Copy, Debug)]
pub struct FileKey(StableHasher);

impl FileKey {
    /// Returns the key of the file at `path`, relative to its folder.
    pub fn new(path: &Path) -> Self {
        let mut hasher = StableHasher::default();
        hasher.write(path.as_os_str().as_encoded_bytes());
        hasher.write(&[0]);
        Self(hasher)
    }

    /// Returns the key of the `item`-th article of the file.
    pub fn item(self, item: Option<u32>) -> ArticleKey {
        let mut hasher = self.0;
        hasher.write(&item.unwrap_or(0).to_le_bytes());
        ArticleKey(hasher.finish())
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// An article without its text: the values that the list, the filter and the timeline need.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    pub address: Address,
    /// The headline, on one line.
    pub title: Known<Box<str>>,
    /// The outlet that published it.
    pub source: Known<Box<str>>,
    pub authors: Known<Box<[Box<str>]>>,
    /// The date of publication.
    pub date: Known<ArticleDate>,
    /// More evidence for and against that date, if no field gives it.
    pub date_evidence: Option<Box<DateEvidence>>,
    /// The language as a code such as `en` or `pt-br`, in lower case.
    pub language: Known<Box<str>>,
    /// Every language with more than three percent of the text, the main one first.
    pub languages: Box<[LanguageShare]>,
    /// The address where it was published on the web.
    pub link: Option<Box<str>>,
    /// The subjects that fields give, such as keywords.
    pub tags: Box<[Known<Box<str>>]>,
    /// The number of words of the text. In scripts without spaces each character counts as one.
    pub n_words: u32,
    /// The encoding of the file.
    pub encoding: Encoding,
    /// The counts of the characters that were replaced to make the text safe to show.
    pub replaced: crate::text::safe::Replaced,
    /// True if the text was cut at the size limit, or another part of it may be missing.
    pub has_problem: bool,
}

impl Article {
    /// Returns the article at `address` with all values unknown.
    pub fn unknown_at(address: Address) -> Self {
        Self {
            address,
            title: Known::unknown(),
            source: Known::unknown(),
            authors: Known::unknown(),
            date: Known::unknown(),
            date_evidence: None,
            language: Known::unknown(),
            languages: Box::default(),
            link: None,
            tags: Box::default(),
            n_words: 0,
            encoding: Encoding::UTF_8,
            replaced: crate::text::safe::Replaced::default(),
            has_problem: false,
        }
    }

    pub fn key(&self) -> ArticleKey {
        self.address.key()
    }

    /// True if the title is to be shown above the text. A title that was made from the first sentence would only repeat
    /// it.
    pub fn has_title_of_its_own(&self) -> bool {
        self.title.how() != How::Inferred || self.n_words == 0
    }

    /// Returns the number of minutes that reading takes, at least one: words ÷ `words_per_minute`, rounded.
    ///
    /// The default of 238 words a minute is the mean for English non-fiction in Brysbaert, "How many words do we read
    /// per minute?" (2019).
    pub fn minutes(&self, words_per_minute: u32) -> u32 {
        let rate = words_per_minute.max(1);
        ((self.n_words + rate / 2) / rate).max(1)
    }

    /// Returns the day that the article sorts and filters by: the first day of its date.
    pub fn day(&self) -> Option<Date> {
        self.date.value().map(|date| date.first_day)
    }
}

/// A language and its share of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageShare {
    /// The code, such as `en` or `pt-br`.
    pub code: Box<str>,
    /// The share of the letters of the text, from 0 to 1.
    pub share: f32,
}

/// Something in the data that the user should know about: a file that could not be read, or was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the folder of the corpus.
    pub path: PathBuf,
    /// The line of the file, from 1, if a single line is the cause.
    pub line: Option<u32>,
    /// The description of the problem, and the remedy where that helps, as one sentence without a full stop.
    pub what: Cow<'static, str>,
    pub severity: Severity,
}

/// The consequence of a [`Problem`] for its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is an article, but could not be read.
    NotShown,
    /// The file is shown, but some of it may be missing or wrong.
    Caution,
    /// The file is no article: an image, a configuration file, a saved page's own folder.
    SetAside,
}

impl Severity {
    /// Returns the heading under which such problems are listed.
    pub fn heading(self) -> &'static str {
        match self {
            Self::NotShown => "Not shown",
            Self::Caution => "Shown, with a caution",
            Self::SetAside => "Set aside",
        }
    }
}

/// The beginning of the reason why a rendering of an article is set aside. The article's reference follows.
pub const RENDERING_OF: &str = "another rendering of ";

impl Problem {
    /// Returns a problem of the whole file.
    pub fn new(path: impl Into<PathBuf>, severity: Severity, what: impl Into<Cow<'static, str>>) -> Self {
        Self { path: path.into(), line: None, what: what.into(), severity }
    }

    /// Returns the same problem at a line of the file.
    pub fn at_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    /// True if the problem is of the file as a whole, or of a line before this one.
    pub fn is_before_line(&self, line: u32) -> bool {
        self.line.is_none_or(|own| own < line)
    }

    /// Returns the reference of the article, if the file is another rendering of an article.
    pub fn rendering_of(&self) -> Option<&str> {
        self.what.strip_prefix(RENDERING_OF)
    }

    /// Returns the path as text for a screen or a line of output.
    pub fn path_text(&self) -> String {
        crate::text::safe::safe_line(&self.path.to_string_lossy())
    }
}

/// Returns the number of files with content that could not be read. `problems` are sorted by severity, then path.
pub fn n_files_not_shown(problems: &[Problem]) -> usize {
    let not_shown = problems.iter().filter(|problem| problem.severity == Severity::NotShown);
    let mut paths: Vec<&Path> = not_shown.map(|problem| problem.path.as_path()).collect();
    paths.dedup();
    paths.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_after_the_nearest() {
        let folder = |path: &str| {
            Address { path: Path::new(path).into(), item: None, range: None, format: Format::PlainText }.folder_name()
        };
        assert_eq!(folder("clippings/2022/ferry.txt").as_deref(), Some("2022"));
        assert_eq!(folder("clip\u{1b}pings/ferry.txt").as_deref(), Some("clip␛pings"));
        assert_eq!(folder("ferry.txt"), None);
    }

    #[test]
    fn keys_stay_the_same_in_every_release() {
        assert_eq!(
            ArticleKey::new(Path::new("a.txt"), None).to_string(),
            ArticleKey::new(Path::new("a.txt"), Some(0)).to_string()
        );
        assert_eq!(ArticleKey::new(Path::new("news/a.txt"), Some(2)).to_string().len(), 16);
        assert_ne!(ArticleKey::new(Path::new("a.txt"), Some(1)), ArticleKey::new(Path::new("a.txt"), Some(2)));
    }
}
