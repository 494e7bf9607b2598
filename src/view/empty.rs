//! Draws the message in place of the panes if a folder has no article.

use std::collections::BTreeMap;
use std::path::Path;

use ratatui::buffer::Buffer;

use super::{Look, paint};
use crate::action::Action;
use crate::app::App;
use crate::app::reader::wrap::wrap_text;
use crate::article::Severity;
use crate::settings::theme::Token;
use crate::text::columns;
use crate::text::numbers::count_of;

/// The greatest number of kinds of files that are listed, most frequent first.
const KINDS_MAX: usize = 8;

/// The formats that articles may have.
const FORMATS: &str = "Articles may be plain text, Markdown, web pages (HTML, MHTML), feeds (RSS, RDF, Atom, JSON Feed), \
                       mail, mailboxes, newsgroup messages, tables (CSV, TSV), JSON, JSON Lines or Reuters SGML, each \
                       also packed with gzip or Zstandard.";

/// The greatest width of that sentence.
const FORMATS_COLUMNS: usize = 64;

pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    let top = app.layout.filter.map_or(1, |area| area.y + 1);
    let bottom = app.layout.timeline.map_or(app.layout.status.y, |pane| pane.rule.y);
    let lines = lines(app);
    let width = lines.iter().map(|(line, _)| columns::width(line)).max().unwrap_or(0) as u16;
    let x = screen.width.saturating_sub(width.max(40)) / 2;
    let y = top + (bottom.saturating_sub(top)).saturating_sub(lines.len() as u16) / 3;
    for ((line, token), y) in lines.iter().zip(y..bottom) {
        paint::cut(
            buffer,
            x.max(2),
            y,
            line,
            usize::from(screen.width.saturating_sub(x.max(2) + 1)),
            look.theme.style(*token),
        );
    }
}

fn lines(app: &App) -> Vec<(String, Token)> {
    // A folder that could not be read may be full of articles.
    let of_folder = app.load.problems.iter().find(|problem| {
        problem.severity == Severity::NotShown && [Path::new(""), Path::new(".")].contains(&&*problem.path)
    });
    let heading = if of_folder.is_some() { "Could not read the articles in" } else { "No articles in" };
    let mut lines = vec![(format!("{heading} {}", app.folder.name), Token::Strong), (String::new(), Token::Text)];
    let n_files = app.load.progress.n_files_found.max(app.load.problems.len() as u64) as usize;
    if let Some(problem) = of_folder {
        let mut what = problem.what.chars();
        let what = what.next().map_or_else(String::new, |first| first.to_uppercase().chain(what).collect());
        lines.push((format!("{what}."), Token::Text));
    } else if n_files == 0 {
        lines.push(("The folder is empty.".to_owned(), Token::Text));
    } else {
        lines.push((format!("{} found, none with an article.", count_of(n_files, "file")), Token::Text));
        lines.push((String::new(), Token::Text));
        let columns = usize::from(app.layout.screen.width).saturating_sub(4).min(FORMATS_COLUMNS);
        lines.extend(wrap_text(FORMATS, columns).into_iter().map(|line| (FORMATS[line].to_owned(), Token::Text)));
        lines.push((String::new(), Token::Text));
        let mut kinds: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for problem in app.load.problems.iter() {
            *kinds.entry((problem.severity, &*problem.what)).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, n_files)| std::cmp::Reverse(*n_files));
        for ((_, what), n_files) in kinds.iter().take(KINDS_MAX) {
            lines.push((format!("{n_files:>5}  {what}"), Token::Dim));
        }
    }
    lines.push((String::new(), Token::Text));
    let key = |action| app.key_of(action);
    let hint = format!(
        "{}  open another folder     {}  look again     {}  every file",
        key(Action::OpenFolder),
        key(Action::Rescan),
        key(Action::Problems)
    );
    lines.push((hint, Token::Text));
    lines
}
