//! The sources of articles as segments number them, and the texts in which `source:` looks for words.

use serde::{Deserialize, Serialize};

use crate::article::{Article, How};
use crate::corpus::outlets;
use crate::extract::source_host;
use crate::text::{compounds, normalise};

/// A source. All articles of one have the same name, the same host and the same provenance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// Its name as the articles have it, which may be a host.
    pub name: Option<Box<str>>,
    /// Its host as [`source_host`] returns it.
    pub host: Option<Box<str>>,
    /// True if a field of the articles gives the name.
    pub is_given: bool,
}

impl Source {
    /// Returns the source of an article; `None` where neither a name nor a host is known.
    pub fn of(article: &Article) -> Option<Self> {
        let (name, host) = (article.source.value().cloned(), source_host(article));
        let is_given = article.source.how() == How::Given;
        (name.is_some() || host.is_some()).then_some(Self { name, host, is_given })
    }

    /// Returns the host where no name but the host itself is known.
    pub fn unnamed_host(&self) -> Option<&str> {
        let host = self.host.as_deref()?;
        self.name.as_deref().is_none_or(|name| is_spelling(name, host)).then_some(host)
    }
}

/// True if `name` is a host of the site `host`, however it is written.
pub(super) fn is_spelling(name: &str, host: &str) -> bool {
    outlets::site(name).eq_ignore_ascii_case(host)
}

/// A text in which `source:` looks for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Its normalised words, as [`normalise::normalise`] writes them.
    pub normalised: Box<str>,
    /// Its words with a sign inside, each followed by a line end.
    pub compounds: Box<str>,
}

impl SourceText {
    /// Returns `text` made ready.
    pub fn new(text: &str) -> Self {
        let mut compounds = String::new();
        compounds::append_distinct([text], &mut compounds, &mut String::new());
        Self { normalised: normalise::normalise(text).into(), compounds: compounds.into() }
    }
}

/// The texts of one source in which `source:` looks for words.
#[derive(Clone, Debug)]
pub struct SourceTexts {
    /// The name and the host.
    pub own: Vec<SourceText>,
    /// As [`Source::unnamed_host`]: the host whose name the source is shown under.
    pub unnamed_host: Option<Box<str>>,
}

impl SourceTexts {
    /// Returns the texts of a source.
    pub fn of(source: &Source) -> Self {
        let texts = [&source.name, &source.host].into_iter().flatten();
        Self {
            own: texts.map(|text| SourceText::new(text)).collect(),
            unnamed_host: source.unnamed_host().map(Box::from),
        }
    }
}

/// The sources of the articles of a segment in memory.
#[derive(Debug, Default)]
pub(super) struct SourceList {
    /// The sources.
    pub sources: Vec<Source>,
    /// For each article the number of its source; `NONE` where it has none.
    pub of_article: Vec<u32>,
}
