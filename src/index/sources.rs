//! Sources of articles, and the texts in which `source:` looks for words.

use serde::{Deserialize, Serialize};

use crate::article::{Article, How};
use crate::corpus::outlets;
use crate::extract::source_host;
use crate::text::{compounds, normalise};

/// Source of articles. All articles of a source have the same name, the same host and the same provenance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The name in the articles, which may be a host.
    pub name: Option<Box<str>>,
    /// The host that [`source_host`] returns.
    pub host: Option<Box<str>>,
    /// True if a field of the articles gives the name.
    pub is_given: bool,
}

impl Source {
    /// Returns the source of an article; `None` if neither a name nor a host is known.
    pub fn of(article: &Article) -> Option<Self> {
        let (name, host) = (article.source.value().cloned(), source_host(article));
        let is_given = article.source.how() == How::Given;
        (name.is_some() || host.is_some()).then_some(Self { name, host, is_given })
    }

    /// Returns the host if no name but the host itself is known.
    pub fn unnamed_host(&self) -> Option<&str> {
        let host = self.host.as_deref()?;
        self.name.as_deref().is_none_or(|name| is_spelling(name, host)).then_some(host)
    }
}

/// True if `name` is a host of the site `host`, in any spelling.
pub(super) fn is_spelling(name: &str, host: &str) -> bool {
    outlets::site(name).eq_ignore_ascii_case(host)
}

/// A text in which `source:` looks for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// Normalised words, as [`normalise::normalise`] writes them.
    pub normalised: Box<str>,
    /// Words with a sign inside, each followed by a line end.
    pub compounds: Box<str>,
}

impl SourceText {
    /// Normalises `text`.
    pub fn new(text: &str) -> Self {
        let mut compounds = String::new();
        compounds::append_distinct([text], &mut compounds, &mut String::new());
        Self { normalised: normalise::normalise(text).into(), compounds: compounds.into() }
    }
}

/// The texts of one source in which `source:` looks for words.
#[derive(Clone, Debug)]
pub struct SourceTexts {
    /// Texts of the name and of the host.
    pub own: Vec<SourceText>,
    /// The host under whose name the source is shown, from [`Source::unnamed_host`].
    pub unnamed_host: Option<Box<str>>,
}

impl SourceTexts {
    pub fn of(source: &Source) -> Self {
        let texts = [&source.name, &source.host].into_iter().flatten();
        Self {
            own: texts.map(|text| SourceText::new(text)).collect(),
            unnamed_host: source.unnamed_host().map(Box::from),
        }
    }
}

/// Sources of the articles of a batch.
#[derive(Debug, Default)]
pub(super) struct SourceList {
    pub sources: Vec<Source>,
    /// For each article the index of its source; `NONE` if it has none.
    pub of_article: Vec<u32>,
}
