//! `newsreader list`: prints the articles that match the filter, one for each line, in the order of the list.

use std::sync::Arc;

use super::article_json::{ExtraFields, folded, write_article};
use super::library::{Library, MatchingArticles};
use super::{Command, Context, Exit, Failure};
use crate::article::{Article, ArticleDate, Body};
use crate::index::{RowId, SourceNames};
use crate::text::columns;

/// The width of a date, `2022-03-11`.
const DATE_COLUMNS: usize = 10;

/// The greatest width of the source column on a terminal: less than a third of a line of 80 columns.
const SOURCE_COLUMNS: usize = 24;

/// Prints the articles that match the filter.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let MatchingArticles { library, rows, n_articles, .. } = context.found()?;
    if context.arguments.global.json {
        print_json(context, &library, &rows)?;
    } else {
        print_lines(context, &library, &rows)?;
    }
    if library.snapshot.is_empty() && library.n_unread() == 0 {
        context.note("no articles in this folder; “newsreader check” says what was set aside")?;
    }
    context.end(&library, n_articles)
}

fn print_json(context: &mut Context<'_>, library: &Library, rows: &[RowId]) -> Result<(), Failure> {
    let with_body = matches!(&context.arguments.command, Some(Command::List(list)) if list.body);
    for row in rows {
        let article = library.snapshot.article(*row);
        // If a text cannot be read again, it is left out. Its file is then one of the unread files.
        let body = if with_body { library.snapshot.body(*row).ok() } else { None };
        let rate = context.loaded.settings.reader.words_per_minute;
        write_article(
            context.out,
            &article,
            library.snapshot.source_names(),
            rate,
            ExtraFields {
                body: body.as_ref().map(Body::plain),
                folded: body.as_ref().map(folded).unwrap_or_default(),
                page_text: body.as_ref().map_or("", |body| &body.page),
                ..ExtraFields::default()
            },
        )?;
    }
    Ok(())
}

fn print_lines(context: &mut Context<'_>, library: &Library, rows: &[RowId]) -> Result<(), Failure> {
    let lines = Lines::of(library, rows, context.n_columns);
    for row in rows {
        writeln!(context.out, "{}", lines.line(&library.snapshot.article(*row)))?;
    }
    Ok(())
}

/// The layout in which articles are printed, one for each line.
pub struct Lines {
    widest_source: usize,
    n_columns: Option<u16>,
    names: Arc<SourceNames>,
}

impl Lines {
    /// Creates the layout for these articles; `n_columns` is the width of the terminal, if output goes to one.
    pub fn of(library: &Library, rows: &[RowId], n_columns: Option<u16>) -> Self {
        let names = Arc::clone(library.snapshot.source_names());
        let sources = rows.iter().map(|row| columns::width(&source(&library.snapshot.article(*row), &names)));
        Self { widest_source: sources.max().unwrap_or(0), n_columns, names }
    }

    pub fn line(&self, article: &Article) -> String {
        let date = columns::fit(&article.date.value().map_or("undated".to_owned(), date_column), DATE_COLUMNS);
        let mark = if article.date.how().mark().is_empty() { " " } else { article.date.how().mark() };
        let title = title(article);
        let source = source(article, &self.names);
        let line = match self.n_columns {
            // On a terminal each article takes one line, and the sources are aligned.
            Some(n_columns) => {
                let source_columns = self.widest_source.min(SOURCE_COLUMNS);
                let title_columns = usize::from(n_columns).saturating_sub(DATE_COLUMNS + 2 + source_columns + 2);
                let title = columns::fit(&title, title_columns.max(20));
                format!("{date}{mark} {title}  {}", columns::cut(&source, source_columns))
            }
            None if source.is_empty() => format!("{date}{mark} {title}"),
            None => format!("{date}{mark} {title}  · {source}"),
        };
        line.trim_end().to_owned()
    }
}

/// Returns the date as in ISO 8601. For a range of days it returns their common part, because the column is narrow.
fn date_column(date: &ArticleDate) -> String {
    let iso = date.iso();
    if iso.len() <= DATE_COLUMNS {
        return iso;
    }
    let (first, last) = (date.first_day, date.last_day);
    let format = if first.first_of_month() == last.first_of_month() { "%Y-%m" } else { "%Y" };
    if first.year() == last.year() {
        first.strftime(format).to_string()
    } else {
        format!("{}/{}", first.year(), last.year())
    }
}

/// Returns the title with the mark of how it is known.
fn title(article: &Article) -> String {
    article.title.value().map_or("(no title)".to_owned(), |title| format!("{}{title}", article.title.how().mark()))
}

/// Returns the name of the source with the mark of how it is known; empty if there is no source.
fn source(article: &Article, names: &SourceNames) -> String {
    names.shown(article).map_or(String::new(), |name| format!("{}{name}", article.source.how().mark()))
}
