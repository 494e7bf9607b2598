//! What a record says, and what it leaves to be read between its lines: a record becomes an article.
//!
//! Evidence within one record is this module's; nothing here looks at another article, at the clock or
//! at the file's own time.

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

use date::Decided;
pub use date::Verdict;
pub use date::report::{DateCandidate, DateReport, date_report};
pub use doubtful_date::doubtful_date;
pub use facts::facts;
use language::Languages;
pub use links::{host, links};
pub use source::source_host;

/// A record as an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Extracted {
    /// All that is known of it.
    pub article: Article,
    /// Its text.
    pub body: Body,
    /// What the text says.
    pub facts: Facts,
    /// True if the index should keep the text, as it was costly to derive.
    pub keep_body: bool,
    /// What a reader should know of its fields, such as a date that no calendar has.
    pub problem: Option<Problem>,
    /// By which it is known again, but for its text: the index folds that.
    pub identity: Identity,
}

/// Makes an article of a record.
pub fn article(record: Record) -> Extracted {
    let (mut extracted, languages) = article_in_its_languages(record);
    extracted.facts = facts::facts(&extracted.body, &languages, extracted.article.day());
    extracted
}

/// Makes an article of a record, without the facts of its text: where nobody asks for them.
pub fn article_without_facts(record: Record) -> Extracted {
    article_in_its_languages(record).0
}

/// Makes an article of a record, with no facts yet, and tells the languages of its text.
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
    let Decided { date, evidence: date_evidence, problem } = date::of(metadata.date, sources);
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
    // Only what had to be derived is kept, and what has no place of its own in its file: every other text is
    // read from its file as fast as from anywhere.
    // A place in a packed file is reached by unpacking all that stands before it.
    let is_far = article.address.range.is_none() || corpus::is_named_packed(&article.address.path);
    let has_no_place = article.address.item.is_some() && is_far;
    let keep_body = article.address.format.is_derived() || has_no_place;
    let identity = Identity { raw, text: None, own: identifier(own_id, article.link.as_deref()) };
    (Extracted { article, body, facts: Facts::default(), keep_body, problem, identity }, languages)
}

/// Returns the identifier that an article is given. A link says more than a guid, as a saved page of the entry has the
/// same one; of a mail it is that of an archive, and the message is the same in all of them.
fn identifier(own_id: Option<OwnId>, link: Option<&str>) -> Option<OwnId> {
    let of_message = own_id.filter(|own_id| own_id.kind() == OwnIdKind::MessageId);
    of_message.or_else(|| OwnId::of_link(link?)).or(own_id)
}

/// Reads the text of one article again, with the same marks as when [`article()`] made it.
///
/// # Errors
/// As [`corpus::open`].
pub fn open(corpus: &Corpus, address: &Address, options: &Options) -> Result<Body, Problem> {
    let mut body = corpus::open(corpus, address, options)?;
    boilerplate::mark(&mut body);
    Ok(body)
}

/// A value as well known as the field it comes from. An empty one is unknown.
fn known(field: &Field, value: Box<str>) -> Known<Box<str>> {
    match field.how {
        _ if value.is_empty() => Known::unknown(),
        How::Given => Known::given(value, field.because.clone()),
        How::Inferred => Known::inferred(value, field.because.clone()),
        _ => Known::found(value, field.because.clone()),
    }
}

/// A field's text on one safe line, with what had to be replaced in it counted.
fn text_of(text: &str, replaced: &mut Replaced) -> Box<str> {
    replaced.add(safe(text).1);
    safe_line(text).into_boxed_str()
}

/// The outlet's name; of an address of the web, its host.
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

/// A language code such as `en` or `pt-br`; a name in words stays as it is.
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

/// A place on the web, where it is one: nothing but http and https is ever opened.
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
