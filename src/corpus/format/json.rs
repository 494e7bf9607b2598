//! Reads JSON and JSON Lines: one article, a list of articles, or one article on each line.
//!
//! Fields are found by their usual names, and fields with other names by the shape of their values.

use std::path::Path;

use super::blocks::{looks_like_html, push_html};
use super::feed::unescaped;
use super::fields::{Value, title_of_link};
use super::text_blocks::push_text;
use super::{Draft, Refusal, cut};
use crate::article::{BodyBuilder, Problem, Severity};

mod around;
mod beside;
mod frames;
mod lines;
mod members;
mod object;
mod script;
mod shape;
mod transcript;
mod values;

use beside::{InnerArticles, Taken};
pub(super) use lines::{read_lines, read_wanted_lines};
use members::JsonFields;
use object::Object;
pub(super) use script::is_value_of_a_script;
pub(super) use values::read_values;

/// Reads one object, of JSON Lines if `is_line`. Also returns `true` if its text was cut at `limit` bytes.
pub(super) fn read_object(text: &str, is_line: bool, limit: u64) -> Result<(Draft, bool), Refusal> {
    let text = script::without_assignment(text);
    let object = serde_json::from_str::<Object<'_>>(text)
        .map_err(|error| (Severity::NotShown, in_plain_words(&error, false).into()))?;
    let inner_articles = if is_line { InnerArticles::AreTexts } else { InnerArticles::AreRead };
    draft(JsonFields::of(&object), &object, inner_articles, limit)
        .map(|drafted| (drafted.draft, drafted.is_cut))
        .ok_or((Severity::SetAside, "JSON without the fields of an article".into()))
}

/// The article of an object.
struct Drafted {
    draft: Draft,
    /// True if its text was cut.
    is_cut: bool,
    /// The name of the field of its text, if the field was found by its shape.
    by_shape: Option<String>,
}

/// Makes the article of the fields found in `object`. Cuts its text at `limit` bytes.
fn draft(found: JsonFields<'_>, object: &Object<'_>, inner_articles: InnerArticles, limit: u64) -> Option<Drafted> {
    if !found.is_article() {
        return None;
    }
    let mut fields = found.fields;
    let mut by_shape = fields.text_by_shape().map(str::to_owned);
    let text = fields.take_text().map(Value::into_texts).unwrap_or_default();
    let mut is_cut = false;
    let mut builder = BodyBuilder::default();
    for part in &text {
        let short = cut(part, limit);
        is_cut |= short.len() < part.len();
        if looks_like_html(short) {
            push_html(short, &mut builder);
        } else {
            push_text(&unescaped(short), &mut builder);
        }
    }
    let is_saved = fields.is_saved();
    let mut metadata = fields.into_metadata(true);
    let title = metadata.title.as_ref().map(|title| title.text.as_str());
    let taken = Taken {
        date: metadata.date.as_ref().map(|date| date.text.as_str()),
        source: metadata.source.as_ref().map(|source| source.text.as_str()),
        authors: &metadata.authors,
        is_saved,
    };
    let mut others = beside::texts(object, title, taken, &text, inner_articles);
    if text.is_empty()
        && let Some((name, text)) = others.take_main_text()
    {
        let short = cut(&text, limit);
        is_cut |= short.len() < text.len();
        push_text(short, &mut builder);
        by_shape = Some(name);
    }
    let (body, is_page_cut) = others.add_to(builder.finish(), title, limit);
    is_cut |= is_page_cut;
    if metadata.title.is_none() && body.blocks.is_empty() {
        metadata.title = metadata.link.as_deref().and_then(title_of_link);
    }
    Some(Drafted { draft: Draft { metadata, body, ..Draft::default() }, is_cut, by_shape })
}

/// The names of the fields that were taken as texts of articles because of their shape. They are reported to the user.
#[derive(Debug, Default)]
struct ByShape {
    names: Vec<(String, usize)>,
}

impl ByShape {
    /// Counts an article whose text was in the field `name`.
    fn add(&mut self, name: Option<String>) {
        const MOST: usize = 8;
        let Some(name) = name else { return };
        if let Some((_, n_articles)) = self.names.iter_mut().find(|(other, _)| *other == name) {
            *n_articles += 1;
        } else if self.names.len() < MOST {
            self.names.push((name, 1));
        }
    }

    /// Adds a caution for each field to `problems`, for the file at `path`.
    fn report(self, path: &Path, problems: &mut Vec<Problem>) {
        for (name, n_articles) in self.names {
            let name = crate::text::safe::safe_line(cut(&name, 60));
            let of = if n_articles == 1 {
                "the text is".to_owned()
            } else {
                format!("the texts of {} are", crate::text::numbers::count_of(n_articles, "article"))
            };
            let what = format!("{of} inferred: field `{name}`, by its shape");
            problems.push(Problem::new(path, Severity::Caution, what));
        }
    }
}

/// The longest reason, in columns.
const REASON_COLUMNS: usize = 120;

/// Returns an error of the JSON parser as a reason for the user. The line is left out if the problem has it already.
pub(super) fn in_plain_words(error: &serde_json::Error, is_line_known: bool) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let what = if error.is_eof() {
        "it ends in the middle".to_owned()
    } else {
        // The parser quotes the value, which may be a whole article. The start of it is enough.
        crate::text::columns::cut(
            &crate::text::safe::safe_line(cut(&text[..end], 4 * REASON_COLUMNS as u64)),
            REASON_COLUMNS,
        )
    };
    if is_line_known || error.line() <= 1 {
        format!("not valid JSON at column {}: {what}", error.column())
    } else {
        format!("not valid JSON at line {}, column {}: {what}", error.line(), error.column())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{FileChunk, Record};

    fn chunk() -> FileChunk {
        FileChunk { path: Path::new("a.json").into(), n_bytes: 0, lines: None }
    }

    type Reader = fn(&[u8], &FileChunk, u64, &mut Vec<Problem>, &mut dyn FnMut(Record));

    fn check(reader: Reader, text: &str, expected: &[&str], problems: &[&str]) {
        let mut found = Vec::new();
        let mut wrong = Vec::new();
        reader(text.as_bytes(), &chunk(), 1 << 20, &mut wrong, &mut |record| {
            let range = record.address.range.map(|range| &text[range.start as usize..][..range.length as usize]);
            assert!(range.is_none_or(|range| range.starts_with('{') && range.trim_end().ends_with('}')), "{range:?}");
            let title = record.metadata.title.map_or("-".to_owned(), |title| title.text);
            let item = record.address.item.map_or("-".to_owned(), |item| item.to_string());
            found.push(format!("{item} {title}: {}", record.body.plain()));
        });
        let wrong: Vec<_> = wrong
            .into_iter()
            .map(|problem| {
                format!("{}: {}", problem.line.map_or("-".to_owned(), |line| line.to_string()), problem.what)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(wrong, problems, "{text}");
    }

    #[test]
    fn values() {
        let check = |text, expected: &[&str], problems: &[&str]| check(read_values, text, expected, problems);
        check(r#"{"headline": "A", "articleBody": "B\n\nC"}"#, &["- A: B\n\nC"], &[]);
        check(r#"[{"title": "A", "text": "B"}, {"title": "C", "text": "D"} ]"#, &["1 A: B", "2 C: D"], &[]);
        check(
            r#"{"status": "ok", "articles": [{"title": "A", "description": "B"}, {"title": "C", "url": "d"}]}"#,
            &["1 A: B", "2 C: "],
            &[],
        );
        check(
            r#"{"@graph": [{"name": "x"}, {"headline": "A", "articleBody": "B"}]}"#,
            &["2 A: B"],
            &["-: 1 of its items have neither the title nor the text of an article"],
        );
        // A response around the list, articles by number, fields within fields, and lists of saved pages.
        check(
            r#"{"response": {"status": "ok", "results": [{"webTitle": "A", "webUrl": "x", "fields": {"bodyText": "B"}}]}}"#,
            &["1 A: B"],
            &[],
        );
        check(
            r#"{"status": 1, "list": {"7": {"resolved_title": "A", "given_url": "x"}, "9": {"resolved_title": "C", "given_url": "d"}}}"#,
            &["1 A: ", "2 C: "],
            &[],
        );
        check(r#"{"hits": {"hits": [{"_id": 1, "_source": {"title": "A", "body": "B"}}]}}"#, &["1 A: B"], &[]);
        check(r#"{"title": "A", "text": "B", "fields": 7, "list": 8}"#, &["- A: B"], &[]);
        check("{\"title\": \"A\", \"text\": \"B\"}{\"title\": \"C\", \"text\": \"D\"},\n", &["1 A: B", "2 C: D"], &[]);
        check(
            "{\"title\": \"A\", \"text\": \"B\"}\nand more",
            &["1 A: B"],
            &["2: not valid JSON at column 1: expected value"],
        );
        check(r#"{"name": "package", "description": "x"}"#, &[], &["-: JSON without the fields of an article"]);
        check(r#"["a", "b"]"#, &[], &["-: JSON without the fields of an article"]);
        check(
            "[{\"title\": \"A\", \"text\": \"B\"},\n{\"title\" 1}]",
            &["1 A: B"],
            &["2: not valid JSON at column 10: expected `:`"],
        );
        check(
            r#"[{"title": "A", "text": "B"}"#,
            &["1 A: B"],
            &["1: not valid JSON at column 28: it ends in the middle"],
        );
        // A script with one value that was cut off, and a program.
        check(
            r#"window.a.part0 = [ {"title": "A", "text": "B"}"#,
            &["1 A: B"],
            &["1: not valid JSON at column 29: it ends in the middle"],
        );
        check(r#"let a = [{"title": "A", "text": "B"}]; b(a);"#, &[], &["-: a script"]);
        check(r#"{"title": {"rendered": "A"}, "content": {"rendered": "<p>B &amp; C</p>"}}"#, &["- A: B & C"], &[]);
    }

    #[test]
    fn lines() {
        let check = |text, expected: &[&str], problems: &[&str]| check(read_lines, text, expected, problems);
        check(
            "{\"title\": \"A\", \"body\": \"B\"}\n\n{\"title\": \"C\",\n{\"title\": \"D\", \"body\": [\"E\", \"F\"]}",
            &["1 A: B", "3 D: E\n\nF"],
            &["3: not valid JSON at column 14: it ends in the middle"],
        );
        check("{\"level\": 3}\n{\"level\": 4}\n", &[], &["-: JSON Lines without the fields of articles"]);
    }
}
