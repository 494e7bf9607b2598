//! Prints an article as JSON, in the schema that `docs/scripts.md` describes.

use std::io::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::article::{Article, ArticleDate, Body, Boilerplate, How, Known, Plain};
use crate::extract::source_host;
use crate::index::SourceNames;

/// The version of the schema. A change that breaks scripts makes it 2.
pub const SCHEMA: u32 = 1;

/// The facts of an article that only some commands print.
#[derive(Default, Serialize)]
pub struct ExtraFields<'article> {
    /// The sentences that match a filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matches: Option<&'article [String]>,
    /// The similarity to another article, above 0 and up to 1.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "rounded")]
    pub score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub body: Option<Plain<'article>>,
    /// The blocks of the text that the reading pane folds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub folded: Vec<Folded<'article>>,
    /// The page text, one item for each line; empty if there is none.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub page_text: &'article str,
}

/// A block that is folded on screen.
#[derive(Serialize)]
pub struct Folded<'article> {
    kind: &'static str,
    text: &'article str,
}

/// Returns the blocks of a text that the reading pane folds, in order.
pub fn folded(body: &Body) -> Vec<Folded<'_>> {
    let kind = |boilerplate| match boilerplate {
        Boilerplate::Caption => "caption",
        Boilerplate::Line => "boilerplate",
        Boilerplate::Repeated => "repeated",
        Boilerplate::Page => "page",
    };
    body.folded().map(|(boilerplate, text)| Folded { kind: kind(boilerplate), text }).collect()
}

/// Writes the article with its extra fields as one line of JSON. `names` are those of the article's snapshot.
///
/// The text is streamed from the body to the output, so that a large text is never in memory twice.
pub fn write_article(
    out: &mut dyn Write,
    article: &Article,
    names: &SourceNames,
    words_per_minute: u32,
    extra: ExtraFields<'_>,
) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'article> {
        #[serde(flatten)]
        article: Value,
        #[serde(flatten)]
        extra: ExtraFields<'article>,
    }
    let line = Line { article: article_json(article, names, words_per_minute), extra };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

#[allow(clippy::ref_option, reason = "serde hands fields over so")]
fn as_text<S: Serializer>(body: &Option<Plain<'_>>, serializer: S) -> Result<S::Ok, S::Error> {
    match body {
        Some(body) => serializer.collect_str(body),
        None => serializer.serialize_none(),
    }
}

#[allow(clippy::ref_option, reason = "serde hands fields over so")]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands every field on by reference")]
fn rounded<S: Serializer>(score: &Option<f32>, serializer: S) -> Result<S::Ok, S::Error> {
    // Scores are not more exact than three decimal places.
    serializer.serialize_f64((f64::from(score.unwrap_or_default()) * 1000.0).round() / 1000.0)
}

/// Returns the article as one JSON object, without its text.
fn article_json(article: &Article, names: &SourceNames, words_per_minute: u32) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("schema", json!(SCHEMA));
    put("id", json!(article.key().to_string()));
    put("path", json!(article.address.path_text()));
    let path = article.address.path.as_os_str();
    // A path that JSON cannot represent is also given byte by byte.
    if path.to_str() != Some(&article.address.path_text()) {
        let bytes: Vec<String> = path.as_encoded_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        put("path_bytes", json!(bytes.concat()));
    }
    if let Some(item) = article.address.item {
        put("item", json!(item));
    }
    put("title", text_json(&article.title));
    put("source", source_json(article, names));
    let authors: &[Box<str>] = article.authors.value().map(|authors| &**authors).unwrap_or_default();
    put("authors", json!({ "text": authors, "how": article.authors.how().word() }));
    put("date", date_json(article));
    put("words", json!(article.n_words));
    put("minutes", json!(article.minutes(words_per_minute)));
    put("languages", json!(article.languages.iter().map(|language| &language.code).collect::<Vec<_>>()));
    put("link", json!(article.link));
    put("tags", article.tags.iter().map(tag_json).collect());
    if !article.encoding.is_utf8() {
        put("encoding", json!({ "text": article.encoding.name, "how": article.encoding.how.word() }));
    }
    Value::Object(object)
}

/// Returns the shown source, how it is known, and its host if known.
fn source_json(article: &Article, names: &SourceNames) -> Value {
    let mut object = json!({ "text": names.shown(article), "how": article.source.how().word() });
    if let Some(host) = source_host(article) {
        object["host"] = json!(host);
    }
    object
}

fn text_json(known: &Known<Box<str>>) -> Value {
    json!({ "text": known.value(), "how": known.how().word() })
}

/// Returns a tag, how it is known, and the field that gives it.
fn tag_json(tag: &Known<Box<str>>) -> Value {
    json!({ "text": tag.value(), "how": tag.how().word(), "because": tag.because() })
}

/// Returns the date: the best estimate, its earliest and latest day, how it is known, the evidence, and the rejected
/// dates if there are any.
pub fn date_json(article: &Article) -> Value {
    let date = article.date.value();
    let evidence = article.date_evidence.as_deref();
    let mut because: Vec<&str> = Vec::new();
    if article.date.how() != How::Unknown && !article.date.because().is_empty() {
        because.push(article.date.because());
    }
    because.extend(evidence.iter().flat_map(|evidence| evidence.because.iter()).map(|words| &**words));
    let mut object = json!({
        "best": date.map(best),
        "from": date.map(|date| date.first_day.to_string()),
        "to": date.map(|date| date.last_day.to_string()),
        "how": article.date.how().word(),
        "because": because,
    });
    if let Some(evidence) = evidence.filter(|evidence| !evidence.rejected.is_empty()) {
        object["rejected"] = json!(evidence.rejected);
    }
    object
}

/// Returns the date as precisely as it is known. For a range of days it is the first day, which is the day that the
/// text speaks of.
fn best(date: &ArticleDate) -> String {
    let iso = date.iso();
    if iso.contains('/') { date.first_day.to_string() } else { iso }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::article::facts::Facts;
    use crate::article::{Address, DateEvidence, Format};
    use crate::index::{Overlay, SegmentBuilder, SnapshotBuilder};

    #[test]
    fn a_date_of_the_overlay_is_told_with_how_it_is_known() {
        let path = Arc::from(Path::new("ferry.txt"));
        let mut article = Article::unknown_at(Address { path, item: None, range: None, format: Format::PlainText });
        let evidence = DateEvidence {
            because: ["line 25 Wednesday".into()].into(),
            rejected: ["line 3 Feb. 16, 2001, in a caption".into()].into(),
        };
        article.date_evidence = Some(Box::new(evidence));
        let mut segment = SegmentBuilder::default();
        segment.push(article, Body::default(), &Facts::default(), false);
        let mut builder = SnapshotBuilder::default();
        builder.push(segment.finish());
        let snapshot = builder.snapshot();
        let mut overlay = Overlay::new(snapshot.numbering());
        let day = ArticleDate::day(date(2022, 3, 9));
        overlay.put_date(0, Known::inferred(day, "2 other articles of the story"));
        let snapshot = snapshot.with_overlay(Arc::new(overlay));
        let expected = json!({
            "best": "2022-03-09",
            "from": "2022-03-09",
            "to": "2022-03-09",
            "how": "inferred",
            "because": ["2 other articles of the story"],
            "rejected": ["line 3 Feb. 16, 2001, in a caption"],
        });
        assert_eq!(date_json(&snapshot.article(0)), expected);
    }
}
