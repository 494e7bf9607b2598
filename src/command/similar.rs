//! `newsreader similar`: prints the articles most similar to one, each with its similarity.

use super::arguments::{DaysArgument, SimilarArguments};
use super::article_json::{ExtraFields, write_article};
use super::library::{self, Library};
use super::list::Lines;
use super::{Context, Exit, Failure};
use crate::index::{Needs, RowId};
use crate::query::{SimilarRow, Window, similar_rows};

/// The number of articles printed without `--limit`.
const USUAL_LIMIT: usize = 20;

/// Prints the articles most similar to one, in descending order of similarity.
pub fn run(context: &mut Context<'_>, arguments: &SimilarArguments) -> Result<Exit, Failure> {
    context.check_settings()?;
    let library = context.library(Needs::ALL)?;
    let row = library::find(&library, &arguments.article)?;
    let window = match arguments.days {
        DaysArgument::All => Window::All,
        DaysArgument::Around(n_days) => Window::Days(n_days),
    };
    let limit = context.arguments.global.limit.unwrap_or(USUAL_LIMIT);
    // This search is never cancelled.
    let found = similar_rows(&library.snapshot, row, window, limit, &|| false).unwrap_or_default();
    if context.arguments.global.json {
        print_json(context, &library, &found)?;
    } else {
        print_lines(context, &library, &found)?;
    }
    if found.is_empty() && window != Window::All {
        context.out.flush()?;
        context.note("no similar articles within these days; --days all looks at every article")?;
    }
    context.end(&library, found.len())
}

fn print_json(context: &mut Context<'_>, library: &Library, found: &[SimilarRow]) -> Result<(), Failure> {
    for SimilarRow { row, score } in found {
        let rate = context.loaded.settings.reader.words_per_minute;
        let extra = ExtraFields { score: Some(*score), ..ExtraFields::default() };
        let snapshot = &library.snapshot;
        write_article(context.out, &snapshot.article(*row), snapshot.source_names(), rate, extra)?;
    }
    Ok(())
}

fn print_lines(context: &mut Context<'_>, library: &Library, found: &[SimilarRow]) -> Result<(), Failure> {
    const SCORE_COLUMNS: u16 = 6;
    let rows: Vec<RowId> = found.iter().map(|similar| similar.row).collect();
    let lines = Lines::of(library, &rows, context.n_columns.map(|n_columns| n_columns.saturating_sub(SCORE_COLUMNS)));
    for SimilarRow { row, score } in found {
        writeln!(context.out, "{score:.2}  {}", lines.line(&library.snapshot.article(*row)))?;
    }
    Ok(())
}
