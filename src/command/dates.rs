//! `newsreader dates`: prints the date of every article, how it is known, and all dates that were considered.

use serde_json::{Value, json};

use super::article_json::{SCHEMA, date_json};
use super::library::{Library, MatchingArticles};
use super::{Context, Exit, Failure};
use crate::article::{Article, ArticleDate, How};
use crate::extract::{DateCandidate, DateReport, date_report};
use crate::index::RowId;
use crate::text::columns;

/// The greatest width of the column of places.
const PLACE_COLUMNS: usize = 24;
/// The width of `supports` and `rejected`.
const VERDICT_COLUMNS: usize = 8;
/// The greatest width of a date as it is written. Longer ones are file names, which the column of places names already.
const TEXT_COLUMNS: usize = 40;

/// Prints the reasons for the date of each article that matches the filter.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let MatchingArticles { library, rows, n_articles, .. } = context.found()?;
    for (row_idx, row) in rows.iter().enumerate() {
        let article = library.snapshot.article(*row);
        let report = report(&library, *row);
        if context.arguments.global.json {
            writeln!(context.out, "{}", report_json(&article, &report))?;
        } else {
            if row_idx > 0 {
                writeln!(context.out)?;
            }
            write!(context.out, "{}", report_text(&article, &report))?;
        }
    }
    context.end(&library, n_articles)
}

/// Returns the date report of an article. If its text cannot be read again, the report has only the stored evidence.
fn report(library: &Library, row: RowId) -> DateReport {
    let body = library.snapshot.body(row).unwrap_or_default();
    date_report(&library.snapshot.article(row), &body)
}

fn report_text(article: &Article, report: &DateReport) -> String {
    let date = report.answer.map_or("undated".to_owned(), |date| date.iso());
    let how = match report.how {
        How::Unknown => String::new(),
        how => format!("  {}: {}", how.word(), report.because),
    };
    let title = article.title.value().map_or("(no title)", |title| title);
    let mut text = format!("{date}{how}\n  {}  {title}\n", article.address.reference());
    let place_columns = report.candidates.iter().map(|candidate| columns::width(&candidate.place)).max().unwrap_or(0);
    for candidate in &report.candidates {
        let verdict = columns::fit(candidate.verdict.word(), VERDICT_COLUMNS);
        let place = columns::fit(&candidate.place, place_columns.min(PLACE_COLUMNS));
        let line = format!("    {verdict}  {place}  {}", said(candidate));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn said(candidate: &DateCandidate) -> String {
    let written = columns::cut(&candidate.text, TEXT_COLUMNS);
    let meaning = candidate.meaning.map(|date| date.iso()).filter(|iso| *iso != candidate.text);
    let meaning = meaning.map_or(String::new(), |iso| format!(" = {iso}"));
    format!("{written}{meaning}, {}", candidate.why)
}

fn report_json(article: &Article, report: &DateReport) -> Value {
    let candidates: Vec<Value> = report
        .candidates
        .iter()
        .map(|candidate| {
            json!({
                "text": candidate.text,
                "place": candidate.place,
                "meaning": candidate.meaning.as_ref().map(ArticleDate::iso),
                "verdict": candidate.verdict.word(),
                "why": candidate.why,
            })
        })
        .collect();
    let mut object = json!({
        "schema": SCHEMA,
        "id": article.key().to_string(),
        "path": article.address.path_text(),
        "title": article.title.value(),
        "date": date_json(article),
        "candidates": candidates,
    });
    if let Some(item) = article.address.item {
        object["item"] = json!(item);
    }
    object
}
