//! An article as JSON, in the schema that the README describes.

use serde_json::{Map, Value, json};

use crate::article::{Article, ArticleDate, How, Known};

/// The version of the schema; a change that breaks a script makes it 2.
pub const SCHEMA: u32 = 1;

/// The article as one JSON object, with its text where it is given.
pub fn article_json(article: &Article, words_per_minute: u32, body: Option<String>) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
    put("schema", json!(SCHEMA));
    put("id", json!(article.key().to_string()));
    put("path", json!(article.address.path_text()));
    let path = article.address.path.as_os_str();
    // A path that JSON cannot hold is there byte by byte as well.
    if path.to_str() != Some(&article.address.path_text()) {
        let bytes: Vec<String> = path.as_encoded_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        put("path_bytes", json!(bytes.concat()));
    }
    if let Some(item) = article.address.item {
        put("item", json!(item));
    }
    put("title", text_json(&article.title));
    put("source", text_json(&article.source));
    let authors: &[Box<str>] = article.authors.value().map(|authors| &**authors).unwrap_or_default();
    put("authors", json!({ "text": authors, "how": article.authors.how().word() }));
    put("date", date_json(article));
    put("words", json!(article.n_words));
    put("minutes", json!(article.minutes(words_per_minute)));
    put("languages", json!(article.languages.iter().map(|language| &language.code).collect::<Vec<_>>()));
    put("link", json!(article.link));
    if !article.encoding.is_utf8() {
        put("encoding", json!({ "text": article.encoding.name, "how": article.encoding.how.word() }));
    }
    if let Some(body) = body {
        put("body", Value::String(body));
    }
    Value::Object(object)
}

fn text_json(known: &Known<Box<str>>) -> Value {
    json!({ "text": known.value(), "how": known.how().word() })
}

/// The date: the best estimate, from when to when it can be, how it is known, what speaks for it and what was
/// rejected, the last only where something was.
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

/// As precisely as it is known; of a range of days the first, which is the day that the text speaks of.
fn best(date: &ArticleDate) -> String {
    let iso = date.iso();
    if iso.contains('/') { date.first_day.to_string() } else { iso }
}
