//! `newsreader list`: articles, one a line, in the order of the list and through the same filter.

use std::sync::Arc;

use super::article_json::{ExtraFields, folded, write_article};
use super::library::{Library, MatchingArticles};
use super::{Command, Context, Exit, Failure};
use crate::article::{Article, ArticleDate, Body};
use crate::index::{RowId, SourceNames};
use crate::text::columns;

/// The width of a date, `2022-03-11`.
const DATE_COLUMNS: usize = 10;

/// The widest that the source's column gets on a terminal: a third of a line of 80.
const SOURCE_COLUMNS: usize = 24;

/// Prints what the filter leaves of the folder.
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
        // A text that cannot be read a second time is left out, and its file is one of those not read.
        let body = if with_body { library.body(*row).ok() } else { None };
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

/// How articles are printed, one a line.
pub struct Lines {
    widest_source: usize,
    n_columns: Option<u16>,
    names: Arc<SourceNames>,
}

impl Lines {
    /// Lines of these articles, to a terminal of so many columns where it is one.
    pub fn of(library: &Library, rows: &[RowId], n_columns: Option<u16>) -> Self {
        let names = Arc::clone(library.snapshot.source_names());
        let sources = rows.iter().map(|row| columns::width(&source(&library.snapshot.article(*row), &names)));
        Self { widest_source: sources.max().unwrap_or(0), n_columns, names }
    }

    /// The line of an article.
    pub fn line(&self, article: &Article) -> String {
        let date = columns::fit(&article.date.value().map_or("undated".to_owned(), date_column), DATE_COLUMNS);
        let mark = if article.date.how().mark().is_empty() { " " } else { article.date.how().mark() };
        let title = title(article);
        let source = source(article, &self.names);
        let line = match self.n_columns {
            // On a terminal each article is one line, and the sources stand in a column.
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

/// The date as in ISO 8601; of a range of days, as much as they have in common, as the column is narrow.
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

/// The title with its mark.
fn title(article: &Article) -> String {
    article.title.value().map_or("(no title)".to_owned(), |title| format!("{}{title}", article.title.how().mark()))
}

/// The name of the source with its mark, or nothing.
fn source(article: &Article, names: &SourceNames) -> String {
    names.shown(article).map_or(String::new(), |name| format!("{}{name}", article.source.how().mark()))
}
