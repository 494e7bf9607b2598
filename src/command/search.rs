//! `newsreader search`: prints the matching articles by relevance, each with the sentences that match.

use super::article_json::{ExtraFields, write_article};
use super::library::{Library, MatchingArticles};
use super::list::Lines;
use super::{Context, Exit, Failure};
use crate::index::RowId;
use crate::query::{Marker, excerpts};
use crate::text::columns;

/// The number of sentences printed for an article. The number of further sentences is printed after them.
const SENTENCES_SHOWN: usize = 3;

/// The indent of a sentence.
const INDENT: &str = "    ";

/// Prints the articles that match the filter.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let MatchingArticles { library, rows, n_articles, query } = context.found()?;
    let markers = query.terms();
    if context.arguments.global.json {
        print_json(context, &library, &rows, &markers)?;
    } else {
        print_lines(context, &library, &rows, &markers)?;
    }
    context.end(&library, n_articles)
}

fn print_json(context: &mut Context<'_>, library: &Library, rows: &[RowId], markers: &[Marker]) -> Result<(), Failure> {
    for row in rows {
        let sentences = sentences(library, *row, markers, usize::MAX);
        let rate = context.loaded.settings.reader.words_per_minute;
        write_article(
            context.out,
            &library.snapshot.article(*row),
            library.snapshot.source_names(),
            rate,
            ExtraFields { matches: Some(&sentences), ..ExtraFields::default() },
        )?;
    }
    Ok(())
}

fn print_lines(
    context: &mut Context<'_>,
    library: &Library,
    rows: &[RowId],
    markers: &[Marker],
) -> Result<(), Failure> {
    let lines = Lines::of(library, rows, context.n_columns);
    let n_columns =
        context.n_columns.map_or(usize::MAX, |n_columns| usize::from(n_columns).saturating_sub(INDENT.len()));
    for row in rows {
        writeln!(context.out, "{}", lines.line(&library.snapshot.article(*row)))?;
        let sentences = sentences(library, *row, markers, n_columns);
        for sentence in sentences.iter().take(SENTENCES_SHOWN) {
            writeln!(context.out, "{INDENT}{}", columns::cut(sentence, n_columns))?;
        }
        if let Some(n_more @ 1..) = sentences.len().checked_sub(SENTENCES_SHOWN) {
            let more = if n_more == 1 { "sentence" } else { "sentences" };
            writeln!(context.out, "{INDENT}… and {n_more} more {more}")?;
        }
    }
    Ok(())
}

/// Returns the matching sentences of an article; none if the text cannot be read again. Its file is then one of the
/// unread files.
fn sentences(library: &Library, row: RowId, markers: &[Marker], columns: usize) -> Vec<String> {
    library.snapshot.body(row).map(|body| excerpts(&body, markers, columns).collect()).unwrap_or_default()
}
