//! The lines of the overlays that scroll: facts of an article, problems, configuration, the filter language.
//!
//! They are made here rather than where they are drawn, so that scrolling knows where they end.

use ratatui::layout::Rect;

use super::App;
use super::date_evidence::Evidence;
use super::layout::overlay_area;
use super::overlay::Overlay;
use super::reader::wrap;
use crate::action::Action;
use crate::article::{Article, Known, LanguageShare, Problem, Severity};
use crate::settings::ConfigProblem;
use crate::text::columns;
use crate::text::numbers::{count_of, with_commas};

mod filter_language;
mod why_date;

/// The text of an overlay, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverlayText {
    /// The title in the upper edge.
    pub title: String,
    /// The lines, in order.
    pub lines: Vec<OverlayLine>,
    /// The columns that the names of facts take.
    pub name_columns: usize,
    /// The columns that a line has.
    pub columns: usize,
    /// The overlay with its edges.
    pub area: Rect,
}

/// A line of an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OverlayLine {
    /// A heading.
    Heading(String),
    /// A name and its value. The name is empty on lines where the value goes on.
    Fact(String, String),
    /// Text over all columns.
    Text(String),
    /// Dim text.
    Note(String),
    /// Cells beside each other, each but the last as wide as its column.
    Cells(Vec<(String, CellStyle)>),
}

/// The style of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    /// The style of text.
    Text,
    /// The dim style, for less important text.
    Dim,
}

impl OverlayText {
    /// The last line that can be the first in view.
    pub fn last_top(&self) -> usize {
        self.lines.len().saturating_sub(usize::from(self.area.height.saturating_sub(2)))
    }
}

/// The columns of the facts on a wide screen, and of their names.
const INFO_COLUMNS: (u16, usize) = (76, 11);
/// The columns of the problems on a wide screen.
const PROBLEMS_COLUMNS: u16 = 100;
/// At most how many problems of one kind are listed: nobody scrolls further, and every frame lists them.
const PROBLEMS_MAX: usize = 500;

impl App {
    /// The text of the overlay that is open, where it is one that scrolls.
    pub fn overlay_text(&self) -> Option<OverlayText> {
        let screen = self.layout.screen;
        Some(match &self.overlay {
            Some(Overlay::Info(_)) => self.info_text(screen),
            Some(Overlay::WhyDate(why)) => why_date::text(&why.report, screen),
            Some(Overlay::Problems(_)) => self.problems_text(screen),
            Some(Overlay::Config(config)) => config_text(&config.problems, screen),
            Some(Overlay::FilterLanguage(language)) => {
                filter_language::text(language, &self.key_of(Action::PageDown), self.is_ascii, screen)
            }
            _ => return None,
        })
    }

    fn info_text(&self, screen: Rect) -> OverlayText {
        let columns = inner_columns(INFO_COLUMNS.0, screen);
        let name_columns = INFO_COLUMNS.1;
        let mut lines = Vec::new();
        for (name, value) in self.selected().map(|article| facts(self, &article)).unwrap_or_default() {
            push_fact(name, &value, columns.saturating_sub(name_columns), &mut lines);
        }
        self.push_date_evidence(columns, &mut lines);
        let area = overlay_area(INFO_COLUMNS.0, (lines.len() + 2).min(usize::from(u16::MAX)) as u16, screen);
        OverlayText { title: "About this article".to_owned(), lines, name_columns, columns, area }
    }

    /// Adds why the selected article has its date, as far as its text has been looked through.
    fn push_date_evidence(&self, columns: usize, lines: &mut Vec<OverlayLine>) {
        match self.list.selected().and_then(|row| self.date_evidence.of(row)) {
            Some(Evidence::Known(report)) => {
                lines.push(OverlayLine::Text(String::new()));
                lines.push(OverlayLine::Heading(why_date::TITLE.to_owned()));
                lines.extend(why_date::lines(report, columns));
            }
            Some(Evidence::Failed) => {
                lines.push(OverlayLine::Text(String::new()));
                lines.push(OverlayLine::Note("The dates in the text could not be listed. See the log.".to_owned()));
            }
            Some(Evidence::Asked(_)) | None => {}
        }
    }

    fn problems_text(&self, screen: Rect) -> OverlayText {
        let columns = inner_columns(PROBLEMS_COLUMNS, screen);
        let name_columns = columns * 2 / 5 + 2;
        let mut lines = Vec::new();
        let n_articles = self.snapshot.len();
        let sentence = if self.progress.is_done {
            self.progress.accounting.sentence(n_articles, &self.problems)
        } else {
            format!("Still reading: {} so far.", count_of(n_articles, "article"))
        };
        let ranges = wrap::wrap_text(&sentence, columns);
        lines.extend(ranges.into_iter().map(|range| OverlayLine::Text(sentence[range].to_owned())));
        lines.push(OverlayLine::Text(String::new()));
        for severity in [Severity::NotShown, Severity::Caution, Severity::SetAside] {
            // They are sorted by severity.
            let start = self.problems.partition_point(|problem| problem.severity < severity);
            let of_this = &self.problems[start..];
            let of_this = &of_this[..of_this.partition_point(|problem| problem.severity == severity)];
            if of_this.is_empty() {
                continue;
            }
            lines.push(OverlayLine::Heading(format!("{} · {}", severity.heading(), with_commas(of_this.len() as u64))));
            for problem in of_this.iter().take(PROBLEMS_MAX) {
                push_problem(problem, name_columns, columns, &mut lines);
            }
            if of_this.len() > PROBLEMS_MAX {
                lines.push(OverlayLine::Note("  The rest is listed by: newsreader check".to_owned()));
            }
            lines.push(OverlayLine::Text(String::new()));
        }
        lines.push(OverlayLine::Note("Your files are never changed. The same list: newsreader check".to_owned()));
        let title = "Files and problems".to_owned();
        let area = overlay_area(PROBLEMS_COLUMNS, (lines.len() + 2).min(usize::from(u16::MAX)) as u16, screen);
        OverlayText { title, lines, name_columns, columns, area }
    }
}

/// The columns between the edges of an overlay, with one free on either side.
fn inner_columns(columns: u16, screen: Rect) -> usize {
    usize::from(overlay_area(columns, 1, screen).width).saturating_sub(4)
}

fn push_fact(name: &str, value: &str, room: usize, lines: &mut Vec<OverlayLine>) {
    for (line_idx, range) in wrap::wrap_text(value, room).into_iter().enumerate() {
        let name = if line_idx == 0 { name.to_owned() } else { String::new() };
        lines.push(OverlayLine::Fact(name, value[range].to_owned()));
    }
}

fn push_problem(problem: &Problem, name_columns: usize, columns: usize, lines: &mut Vec<OverlayLine>) {
    let path = match problem.line {
        Some(line) => format!("  {}, line {line}", problem.path_text()),
        None => format!("  {}", problem.path_text()),
    };
    // The end of a path tells more than its start.
    let path = columns::cut_start(&path, name_columns - 2);
    push_fact(&path, &problem.what, columns.saturating_sub(name_columns), lines);
}

/// The box with all mistakes of the configuration.
fn config_text(problems: &[ConfigProblem], screen: Rect) -> OverlayText {
    let columns = usize::from(screen.width.saturating_sub(4));
    let mut lines = Vec::new();
    for problem in problems {
        for (line_idx, line) in problem.to_string().lines().enumerate() {
            // The lines of the file stay as they are, so that the sign below one points at its place.
            if line_idx == 0 {
                let parts = wrap::wrap_text(line, columns);
                lines.extend(parts.into_iter().map(|part| OverlayLine::Heading(line[part].to_owned())));
            } else {
                lines.push(OverlayLine::Text(line.to_owned()));
            }
        }
        lines.push(OverlayLine::Text(String::new()));
    }
    let settings =
        if problems.len() == 1 { "This setting has its default" } else { "These settings have their defaults" };
    lines.push(OverlayLine::Text(format!("{settings}; all others are used as written.")));
    lines.push(OverlayLine::Note("The same check from a shell: newsreader config check".to_owned()));
    // The rule takes the place of the upper edge, the status row that of the lower one.
    let area = Rect { height: screen.height.saturating_sub(1), ..screen };
    let title = format!("Configuration · {}", count_of(problems.len(), "problem"));
    OverlayText { title, lines, name_columns: 0, columns, area }
}

fn facts(app: &App, article: &Article) -> Vec<(&'static str, String)> {
    // The name that the list shows. It differs from the article's own source if the article only has a host.
    let shown_source = app.snapshot.source_name(article);
    let mut facts = vec![
        ("title", known(&article.title, ToString::to_string)),
        ("source", known(&article.source, |own| shown_source.as_deref().unwrap_or(own).to_owned())),
        ("authors", known(&article.authors, |authors| authors.join(", "))),
        ("date", known(&article.date, crate::article::ArticleDate::long)),
        ("language", known(&article.language, ToString::to_string)),
    ];
    if let Some(own) = article.source.value().filter(|own| shown_source.as_deref() != Some(&***own)) {
        facts.insert(2, ("host", own.to_string()));
    }
    if article.languages.len() > 1 {
        facts.push(("languages", languages(article)));
    }
    facts.push((
        "length",
        format!(
            "{} · {} min",
            count_of(article.n_words as usize, "word"),
            article.minutes(app.settings.reader.words_per_minute)
        ),
    ));
    // The text in the pane is this article's, so what is folded of it is known.
    let boilerplate = app.reader.body().map(|body| body.boilerplate()).unwrap_or_default();
    if boilerplate.total() > 0 {
        facts.push(("folded", boilerplate.in_words()));
    }
    let n_page_words = app.reader.body().map_or(0, |body| body.n_page_words());
    if n_page_words > 0 {
        facts.push(("page text", page_text_fact(n_page_words, app)));
    }
    if let Some(link) = &article.link {
        facts.push(("link", link.to_string()));
    }
    facts.push(("file", article.address.reference()));
    facts.push(("format", article.address.format.name().to_owned()));
    if !article.encoding.is_utf8() {
        facts.push(("encoding", article.encoding.to_string()));
    }
    facts.push(("id", article.key().to_string()));
    let replaced = article.replaced;
    for (n_characters, what) in [
        (replaced.n_undecodable, "bytes not readable, shown as �"),
        (replaced.n_controls, "control characters, shown as symbols"),
        (replaced.n_bidi, "text direction characters, left out"),
    ] {
        if n_characters > 0 {
            facts.push(("replaced", format!("{} {what}", with_commas(u64::from(n_characters)))));
        }
    }
    // The other renderings of it, each of which `show` opens.
    let reference = article.address.reference();
    for problem in app.problems.iter().filter(|problem| problem.rendering_of() == Some(reference.as_str())) {
        facts.push(("also saved", problem.path_text()));
    }
    for problem in app.problems.iter().filter(|problem| *problem.path == *article.address.path) {
        facts.push(("problem", problem.what.to_string()));
    }
    facts
}

/// The number of words of the page that are no part of the article, and the key that shows them.
fn page_text_fact(n_words: usize, app: &App) -> String {
    let words = count_of(n_words, "word");
    let verb = if n_words == 1 { "is" } else { "are" };
    if app.reader.shows_page() {
        return format!("{words} of the page {verb} no part of the article");
    }
    let key = app.key_of(Action::Boilerplate);
    let key = if key.is_empty() { key } else { format!(" · {key}") };
    format!("{words} of the page {verb} not shown{key}")
}

/// The languages of an article and their shares of its text: `en 86 % · ru 14 %`.
fn languages(article: &Article) -> String {
    let share = |language: &LanguageShare| format!("{} {:.0} %", language.code, language.share * 100.0);
    article.languages.iter().map(share).collect::<Vec<_>>().join(" · ")
}

/// A value and how it is known: `9 Mar 2022 · given by the leading date`.
fn known<T>(known: &Known<T>, text: impl Fn(&T) -> String) -> String {
    match known.value() {
        None => "unknown".to_owned(),
        Some(value) if known.because().is_empty() => format!("{} · {}", text(value), known.how().word()),
        Some(value) => format!("{} · {}: {}", text(value), known.how().word(), known.because()),
    }
}
