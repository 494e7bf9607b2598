//! `newsreader show`: prints one article.

use super::arguments::ShowBoilerplate;
use super::article_json::{ExtraFields, write_article};
use super::library::{Library, find};
use super::{Command, Context, Exit, Failure};
use crate::article::{Article, Body, Problem};
use crate::index::{Needs, RowId};
use crate::text::numbers::count_of;

/// Prints an article: title, date and source, a blank line, then the text.
pub fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (typed, is_raw, boilerplate) = match &context.arguments.command {
        Some(Command::Show(show)) => (show.article.clone(), show.raw, show.boilerplate),
        _ => return Err(Failure::new(Exit::Usage, "name the article to show")),
    };
    context.check_settings()?;
    let library = context.library(Needs::NOTHING)?;
    let row = match find(&library, &typed) {
        Ok(row) => row,
        // Another rendering of an article is not listed as an article, but it can be shown.
        Err(failure) => {
            let shown = library.rendering(&typed).ok_or(failure)?;
            if is_raw {
                let bytes = crate::corpus::raw(&library.corpus, &shown.article.address);
                return print_bytes(context, bytes).map(|()| Exit::Done);
            }
            print(context, &library, &shown.article, &shown.body, boilerplate)?;
            return Ok(Exit::Done);
        }
    };
    let article = library.snapshot.article(row);
    if is_raw {
        print_raw(context, &library, row)?;
        return Ok(Exit::Done);
    }
    let body = library.snapshot.body(row).map_err(|problem| {
        Failure::new(Exit::Unread, format!("{} cannot be read: {}", problem.path_text(), problem.what))
    })?;
    print(context, &library, &article, &body, boilerplate)?;
    Ok(Exit::Done)
}

/// Prints an article with its text `body`.
fn print(
    context: &mut Context<'_>,
    library: &Library,
    article: &Article,
    body: &Body,
    boilerplate: ShowBoilerplate,
) -> Result<(), Failure> {
    let is_whole = boilerplate == ShowBoilerplate::Show;
    let with_page = if is_whole { body.with_page() } else { None };
    let text = if is_whole { with_page.as_ref().unwrap_or(body).plain_whole() } else { body.plain() };
    let rate = context.loaded.settings.reader.words_per_minute;
    if context.arguments.global.json {
        let (names, extra) = (
            library.snapshot.source_names(),
            ExtraFields { body: Some(text), page_text: &body.page, ..ExtraFields::default() },
        );
        write_article(context.out, article, names, rate, extra)?;
        return Ok(());
    }
    let mut shown = Article::clone(article);
    if let Some(name) = library.snapshot.source_name(article) {
        shown.source = shown.source.map(|_| name.into());
    }
    let title = article.title.value().map_or("(no title)".to_owned(), |title| {
        // The mark distinguishes a title taken from the first sentence from a given one.
        format!("{}{title}", article.title.how().mark())
    });
    let measure = context.loaded.settings.reader.measure as usize;
    let width = context.n_columns.map(|n_columns| measure.min(usize::from(n_columns)).max(1));
    writeln!(
        context.out,
        "{}\n{}\n",
        wrapped(&title, width),
        wrapped(&crate::view::facts_line(&shown, shown.source.value().map(|source| &**source), rate, "·"), width)
    )?;
    writeln!(context.out, "{}", wrapped(text.to_string().trim_end(), width))?;
    let boilerplate = body.boilerplate();
    if context.is_terminal && !is_whole && boilerplate.total() > 0 {
        // The hint is for a user at a terminal. In a pipe, only the text is data.
        let lines = count_of(boilerplate.total(), "line");
        writeln!(context.out, "\n({lines} folded: {}; --boilerplate show prints them)", boilerplate.in_words())?;
    }
    Ok(())
}

/// Returns the text wrapped at `width`. Without a width it is unchanged, so a pipe gets whole paragraphs.
fn wrapped(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else { return text.to_owned() };
    text.lines().map(|line| textwrap::fill(line, width)).collect::<Vec<_>>().join("\n")
}

/// Prints the bytes of the article as they are in its file.
fn print_raw(context: &mut Context<'_>, library: &Library, row: RowId) -> Result<(), Failure> {
    let address = &library.snapshot.article(row).address;
    print_bytes(context, crate::corpus::raw(&library.corpus, address))
}

fn print_bytes(context: &mut Context<'_>, bytes: Result<Vec<u8>, Problem>) -> Result<(), Failure> {
    let bytes =
        bytes.map_err(|problem| Failure::new(Exit::Unread, format!("{}: {}", problem.path_text(), problem.what)))?;
    if context.is_terminal {
        // On a terminal, the control characters of a file could do anything. In a pipe, the bytes are the data.
        let (text, _) = crate::text::safe::safe(&String::from_utf8_lossy(&bytes));
        context.out.write_all(text.as_bytes())?;
    } else {
        context.out.write_all(&bytes)?;
    }
    Ok(())
}
