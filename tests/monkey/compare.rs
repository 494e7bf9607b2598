//! Comparisons: the cells of the terminal, of the frame and of a fresh paint, and the rows of the list and of
//! `newsreader list`.

use std::path::PathBuf;

use jiff::civil::Date;
use newsreader::app::App;
use newsreader::article::{ArticleDate, Problem};
use newsreader::corpus::{Corpus, Options};
use newsreader::extract;
use newsreader::index::Snapshot;
use newsreader::query::{Search, Sort, parse};
use newsreader::run::loader::{Loaded, load_all};
use newsreader::run::{IndexPlace, ScreenPicture};
use newsreader::settings::Watch;
use newsreader::text::numbers::{count_of, with_commas};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::emulator::{MARGIN, REPLACEMENT, STAND_IN};

/// The longest cluster in bytes that the emulator stores whole in a cell.
const CLUSTER_BYTES_MAX: usize = 16;

/// The narrowest row in which the count is never cut.
const NARROWEST: u16 = 60;

/// The result of a comparison. An error describes the differences.
pub type Compared = Result<(), String>;

/// Compares two terminals, cell by cell.
pub fn same_screens(shown: &vt100::Screen, expected: &vt100::Screen) -> Compared {
    let (rows, columns) = shown.size();
    if shown.size() != expected.size() {
        return Err(format!("the sizes are {:?} and {:?}", shown.size(), expected.size()));
    }
    let n_columns = columns.get() - MARGIN;
    for (y, x) in (0..rows.get()).flat_map(|y| (0..n_columns).map(move |x| (y, x))) {
        if shown.cell(y, x) != expected.cell(y, x) {
            return Err(format!(
                "column {x} of row {y} is {:?}, of a fresh paint {:?}\nshown:    {}\nexpected: {}",
                shown.cell(y, x).map(vt100::Cell::contents),
                expected.cell(y, x).map(vt100::Cell::contents),
                row_text(shown, y),
                row_text(expected, y),
            ));
        }
    }
    let cursor = |screen: &vt100::Screen| (!screen.hide_cursor()).then(|| screen.cursor_position());
    if cursor(shown) == cursor(expected) {
        return Ok(());
    }
    Err(format!("the cursor is at {:?}, of a fresh paint at {:?}", cursor(shown), cursor(expected)))
}

/// Compares a terminal with the cells of a frame.
///
/// Terminals disagree on the width of some clusters. A row with such a cluster is skipped; only the comparison of two
/// terminals covers it.
pub fn shows_picture(shown: &vt100::Screen, picture: &ScreenPicture) -> Compared {
    let buffer = &picture.buffer;
    for y in buffer.area.rows().map(|row| row.y).filter(|y| !is_disputed(buffer, *y)) {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let Some(of_terminal) = shown.cell(y, x) else { return Err(format!("no column {x} in row {y}")) };
            if !is_same_cell(of_terminal, cell) {
                return Err(format!(
                    "column {x} of row {y} is {of_terminal:?}, of the frame {cell:?}\nshown: {}",
                    row_text(shown, y)
                ));
            }
            x += cell.symbol().width().max(1) as u16;
        }
    }
    let cursor = (!shown.hide_cursor()).then(|| shown.cursor_position());
    if cursor == picture.cursor.map(|at| (at.y, at.x)) {
        return Ok(());
    }
    Err(format!("the cursor is at {cursor:?} (row, column), of the frame at {:?}", picture.cursor))
}

/// Returns the text of a row of a terminal.
fn row_text(screen: &vt100::Screen, y: u16) -> String {
    (0..screen.size().1.get()).filter_map(|x| screen.cell(y, x)).map(vt100::Cell::contents).collect()
}

/// True if a row has a cluster whose width is not the sum of the widths of its characters, or that is too long.
fn is_disputed(buffer: &Buffer, y: u16) -> bool {
    (0..buffer.area.width).any(|x| {
        let symbol = buffer[(x, y)].symbol();
        let width: usize = symbol.chars().map(|character| character.width().unwrap_or(0)).sum();
        symbol.width() != width || symbol.len() > CLUSTER_BYTES_MAX
    })
}

fn is_same_cell(of_terminal: &vt100::Cell, cell: &Cell) -> bool {
    let has = |modifier| cell.modifier.contains(modifier);
    let contents = match of_terminal.contents() {
        "" => " ",
        contents => contents,
    };
    // A space has no foreground colour.
    let is_blank = contents == " ";
    contents == cell.symbol().replace(REPLACEMENT, &STAND_IN.to_string())
        && (is_blank || of_terminal.fgcolor() == color(cell.fg))
        && of_terminal.bgcolor() == color(cell.bg)
        && (is_blank || of_terminal.bold() == has(Modifier::BOLD))
        && (is_blank || of_terminal.italic() == has(Modifier::ITALIC))
        && (is_blank || of_terminal.dim() == has(Modifier::DIM))
        && of_terminal.underline() == has(Modifier::UNDERLINED)
        && of_terminal.inverse() == has(Modifier::REVERSED)
}

fn color(color: Color) -> vt100::Color {
    match color {
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        Color::Indexed(index) => vt100::Color::Idx(index),
        // The themes of these tests do not use named colours.
        _ => vt100::Color::Default,
    }
}

/// Reads a folder as `newsreader list` does, with an index if there is a place for it.
pub fn library(corpus: &Corpus, cache_root: Option<PathBuf>) -> Loaded {
    let place = IndexPlace { cache_root, bytes_max: u64::MAX };
    let request = place.request(corpus.clone(), Options::default(), Watch::Off);
    load_all(&request).expect("the folder is there")
}

/// Returns the articles that match a filter, in order, each with its reference, date and title.
pub fn listed(library: &Snapshot, filter: &str, sort: Sort, today: Date) -> Vec<String> {
    let mut search = Search::new(parse(filter, today), sort, None, library);
    let _ = search.extend(library, &|| false);
    let rows: Vec<_> = search.hits(0).rows.iter().collect();
    rows.into_iter().map(|row| shown_as(library, row)).collect()
}

fn shown_as(snapshot: &Snapshot, row: newsreader::index::RowId) -> String {
    let article = snapshot.article(row);
    let date = article.date.value().map_or("undated".to_owned(), ArticleDate::iso);
    format!("{} {date} {:?}", article.address.reference(), article.title.value())
}

/// Compares the list of the app with the output of `newsreader list` for the filter in its box.
pub fn same_articles(app: &App, library: &Snapshot, today: Date) -> Compared {
    let filter = app.filter.text();
    let mut expected = listed(library, filter, app.sort, today);
    let mut shown: Vec<String> = app.hits.rows.iter().map(|row| shown_as(&app.snapshot, row)).collect();
    let difference = |shown: &[String], expected: &[String]| {
        let missing: Vec<_> = expected.iter().filter(|article| !shown.contains(article)).take(5).collect();
        let too_many: Vec<_> = shown.iter().filter(|article| !expected.contains(article)).take(5).collect();
        format!(
            "the filter {filter:?} leaves {} articles of {}, and {} by list of {}; missing: {missing:?}, too many: {too_many:?}",
            shown.len(),
            app.folder.name,
            expected.len(),
            library.len(),
        )
    };
    if app.snapshot.len() != library.len() {
        return Err(format!(
            "{} articles, and {} by list; {}",
            app.snapshot.len(),
            library.len(),
            difference(&shown, &expected)
        ));
    }
    if shown == expected {
        return Ok(());
    }
    let order = shown.iter().zip(&expected).position(|(shown, expected)| shown != expected);
    let first = order.map(|at| (at, shown[at].clone(), expected[at].clone()));
    shown.sort();
    expected.sort();
    if shown == expected {
        return Err(format!("by {:?} with the filter {filter:?} the order differs first in {first:?}", app.sort));
    }
    Err(difference(&shown, &expected))
}

/// Compares the data about the folder: the days of the timeline, the problems, and the numbers of files by outcome.
pub fn same_folder(app: &App, library: &Loaded, today: Date) -> Compared {
    if app.snapshot.days() != library.snapshot.days() {
        return Err(format!("the days are {:?}, and should be {:?}", app.snapshot.days(), library.snapshot.days()));
    }
    let mut search = Search::new(parse(app.filter.text(), today), app.sort, None, &library.snapshot);
    let _ = search.extend(&library.snapshot, &|| false);
    let hits = search.hits(0);
    if app.hits.days != hits.days || app.hits.n_undated_left_out != hits.n_undated_left_out {
        return Err(format!(
            "the days of the filter {:?} are {:?} and {} undated, and should be {:?} and {}",
            app.filter.text(),
            app.hits.days,
            app.hits.n_undated_left_out,
            hits.days,
            hits.n_undated_left_out
        ));
    }
    let told = |problems: &[Problem]| -> Vec<String> {
        problems
            .iter()
            .map(|problem| format!("{}:{:?} {}", problem.path.display(), problem.line, problem.what))
            .collect()
    };
    let (shown, expected) = (told(&app.load.problems), told(&library.problems));
    let missing: Vec<_> = expected.iter().filter(|problem| !shown.contains(problem)).take(5).collect();
    let too_many: Vec<_> = shown.iter().filter(|problem| !expected.contains(problem)).take(5).collect();
    if shown != expected {
        return Err(format!("the problems differ; missing: {missing:?}, too many: {too_many:?}"));
    }
    let (shown, expected) = (app.load.progress.accounting, library.progress.accounting);
    if shown == expected { Ok(()) } else { Err(format!("the files are {shown:?}, and should be {expected:?}")) }
}

/// Compares the text in view with the current content of its file.
pub fn same_text(app: &App, corpus: &Corpus) -> Compared {
    let (Some(row), Some(body)) = (app.reader.row(), app.reader.body()) else { return Ok(()) };
    let address = app.snapshot.article(row).address.clone();
    let shown = body.plain().to_string();
    match extract::open(corpus, &address, &Options::default()) {
        Ok(expected) if expected.plain().to_string() == shown => Ok(()),
        Ok(expected) => {
            let expected = expected.plain().to_string();
            Err(format!("the text of {} is {shown:?}, and should be {expected:?}", address.reference()))
        }
        Err(problem) => Err(format!("{} is shown, and cannot be read: {}", address.reference(), problem.what)),
    }
}

/// Compares the count in the filter row with the articles of the app, if the row is wholly visible.
pub fn says_count(app: &App, picture: &ScreenPicture) -> Compared {
    let (Some(area), None, None) = (app.layout.filter, &app.overlay, &app.pending) else { return Ok(()) };
    if app.layout.is_too_small || area.width < NARROWEST {
        return Ok(());
    }
    let n_articles = app.snapshot.len();
    let count = if app.filter.is_active() {
        format!("{} of {}", with_commas(app.hits.rows.len() as u64), with_commas(n_articles as u64))
    } else {
        count_of(n_articles, "article")
    };
    let text_of = |y: u16| -> String { (0..area.right()).map(|x| picture.buffer[(x, y)].symbol()).collect() };
    let row = text_of(area.y);
    if row.contains(&count) { Ok(()) } else { Err(format!("the row of the filter does not say {count:?}: {row:?}")) }
}
