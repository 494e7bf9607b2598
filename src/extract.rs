//! Extraction: makes an article of a record, from the fields that are given and from evidence in the text.
//!
//! Only evidence within one record counts. Nothing here looks at another article, at the clock or at the time of the
//! file.

use std::borrow::Cow;

use crate::article::facts::Facts;
use crate::article::identity::{Identity, OwnId, OwnIdKind};
use crate::article::{Address, Article, Body, How, Known, Problem, Severity};
use crate::corpus::{self, Corpus, Field, Options, Record};
use crate::text::safe::{Replaced, safe, safe_line};

mod authors;
pub mod boilerplate;
mod date;
mod doubtful_date;
mod edges;
mod facts;
pub mod language;
mod links;
pub mod names;
mod numbers;
mod owner;
pub mod quotes;
mod source;
mod title;

use date::DateDecision;
pub use date::Verdict;
pub use date::report::{DateCandidate, DateReport, date_report};
pub use doubtful_date::doubtful_date;
pub use facts::facts;
use language::Languages;
pub use links::{host, links};
pub use numbers::numbers;
pub use source::source_host;

/// A record as an article, with its text and the facts of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    pub article: Article,
    pub body: Body,
    /// The facts of the text; empty if they were not asked for.
    pub facts: Facts,
    /// True if the index should keep the text, because it was costly to derive or has no byte range in its file.
    pub keep_body: bool,
    /// A problem of its fields that the user should know of, such as a date that no calendar has.
    pub problem: Option<Problem>,
    /// The keys of the article, without the digest of its text, which the index computes.
    pub identity: Identity,
}

/// Makes an article of a record, with the facts of its text.
pub fn article(record: Record) -> Extracted {
    let (mut extracted, languages) = article_in_its_languages(record);
    extracted.facts = facts::facts(&extracted.body, &languages, extracted.article.day());
    extracted
}

/// Makes an article of a record without the facts of its text, for callers that do not need them.
pub fn article_without_facts(record: Record) -> Extracted {
    article_in_its_languages(record).0
}

/// Makes an article of a record, without facts. Returns it with the languages of its text.
fn article_in_its_languages(record: Record) -> (Extracted, Languages) {
    let Record { address, metadata, mut body, encoding, has_problem, raw, own_id } = record;
    boilerplate::mark(&mut body);
    let mut replaced = body.replaced;
    let link = metadata.link.as_deref().and_then(link);
    let (title, site) =
        title::of(metadata.title, metadata.source.as_ref(), link.as_deref(), &body, &address, &mut replaced);
    let languages = language::languages(title.value().map(|title| &**title), &body, given_language(metadata.language));
    let sources = date::DateSources {
        body: &body,
        address: &address,
        link: link.as_deref(),
        language: languages.main.value().map(|language| &**language),
    };
    let DateDecision { date, evidence: date_evidence, problem } = date::of(metadata.date, sources);
    let signed = authors::signed(&body);
    let source = source::of(metadata.source, site.as_deref(), &signed, &body, link.as_deref(), &address, &mut replaced);
    let mut authors = authors::of(&metadata.authors, &signed, &mut replaced);
    if authors.value().is_none() {
        authors = owner::of(address.format, &source, link.as_deref(), &body);
    }
    let tags = metadata.tags.iter().map(|tag| known(tag, text_of(&tag.text, &mut replaced)));
    let tags = tags.filter(|tag| tag.value().is_some()).collect();
    let article = Article {
        title,
        source,
        authors,
        date,
        date_evidence,
        language: languages.main.clone(),
        languages: languages.all.clone(),
        link,
        tags,
        n_words: 0,
        encoding,
        replaced,
        has_problem: has_problem || problem.is_some(),
        address,
    };
    let problem = problem.map(|what| {
        let what = match article.address.item {
            Some(item) => format!("item {item}: {what}").into(),
            None => Cow::Owned(what),
        };
        Problem::new(&*article.address.path, Severity::Caution, what)
    });
    // A text is kept if it had to be derived, or if it has no byte range of its own in its file. Every other text is
    // read from its file just as fast. A byte range in a packed file counts as none: reading it unpacks everything
    // before it.
    let is_far = article.address.range.is_none() || corpus::is_named_packed(&article.address.path);
    let has_no_place = article.address.item.is_some() && is_far;
    let keep_body = article.address.format.is_derived() || has_no_place;
    let identity = Identity { raw, text: None, own: identifier(own_id, article.link.as_deref()) };
    (Extracted { article, body, facts: Facts::default(), keep_body, problem, identity }, languages)
}

/// Returns the identifier that the article was given.
///
/// A link is preferred to a guid, because a saved page of the entry has the same link. The `Message-ID` of a mail is
/// preferred to a link: the link is that of one archive, but the message has the same ID in all archives.
fn identifier(own_id: Option<OwnId>, link: Option<&str>) -> Option<OwnId> {
    let of_message = own_id.filter(|own_id| own_id.kind() == OwnIdKind::MessageId);
    of_message.or_else(|| OwnId::of_link(link?)).or(own_id)
}

/// Reads the text of one article again, with the same marks on its blocks as [`article()`] made.
///
/// # Errors
/// Returns the errors of [`corpus::open`].
pub fn open(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Problem> {
    let mut body = corpus::open(corpus, address, options)?;
    boilerplate::mark(&mut body);
    Ok(body)
}

/// Returns the value, known in the same way as the field that it comes from. An empty value is unknown.
fn known(field: &Field, value: Box<str>) -> Known<Box<str>> {
    match field.how {
        _ if value.is_empty() => Known::unknown(),
        How::Given => Known::given(value, field.because.clone()),
        How::Inferred => Known::inferred(value, field.because.clone()),
        _ => Known::found(value, field.because.clone()),
    }
}

/// Returns the text of a field on one safe line, and adds the characters that had to be replaced to `replaced`.
fn text_of(text: &str, replaced: &mut Replaced) -> Box<str> {
    replaced.add(safe(text).1);
    safe_line(text).into_boxed_str()
}

/// Returns the name of the outlet; for a web address, its host.
fn outlet(text: &str) -> &str {
    let text = text.trim();
    match text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) {
        Some(rest) => {
            let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
            host.strip_prefix("www.").unwrap_or(host)
        }
        None => text,
    }
}

/// Returns the language code of a field in lower case, such as `en` or `pt-br`. The name of a language is kept too.
fn given_language(field: Option<Field>) -> Known<Box<str>> {
    const LONGEST: usize = 24;
    let Some(field) = field else {
        return Known::unknown();
    };
    let code = safe_line(&field.text).to_lowercase().replace('_', "-");
    if code.is_empty() || code.len() > LONGEST || !code.starts_with(char::is_alphabetic) {
        return Known::unknown();
    }
    known(&field, code.into_boxed_str())
}

/// Returns `text` if it is a web address: only http and https links are ever opened.
fn link(text: &str) -> Option<Box<str>> {
    let text = safe_line(text);
    let lower = text.get(..8).unwrap_or(&text).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")).then(|| text.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_fields() {
        assert_eq!(outlet(" https://www.wire.example.com/2021/08/10 "), "wire.example.com");
        assert_eq!(outlet("Harbour Wire"), "Harbour Wire");
        let code = |text: &str| given_language(Some(Field::given(text, "x"))).value().map(ToString::to_string);
        assert_eq!((code("pt_BR").as_deref(), code("12"), code("")), (Some("pt-br"), None, None));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("HTTPS://a.example").as_deref(), Some("HTTPS://a.example"));
    }
}
