//! The box that lists all facts about the selected article, and the evidence for its date.

use ratatui::layout::Rect;

use super::text::{OverlayLine, OverlayText, inner_columns, push_fact};
use super::{Overlay, why_date};
use crate::action::Action;
use crate::app::App;
use crate::app::date_evidence::ReportState;
use crate::app::effect::{Effect, Examination};
use crate::article::{Article, ArticleDate, Known, LanguageShare};
use crate::text::numbers::{count_of, with_commas};

/// The width of the box on a wide screen and of the names, in columns.
const COLUMNS: (u16, usize) = (76, 11);

/// The state of the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InfoOverlay {
    /// The first line in view.
    pub top: usize,
}

impl App {
    /// Opens the box, if an article is selected.
    pub(in crate::app) fn open_info(&mut self) {
        if self.selected().is_some() {
            self.overlay = Some(Overlay::Info(InfoOverlay::default()));
        }
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_info(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let is_about_date = action == Action::WhyDate;
        if is_about_date {
            self.overlay = None;
            self.examine(Examination::Date, effects);
        }
        is_about_date
    }

    pub(super) fn info_text(&self, screen: Rect) -> OverlayText {
        let columns = inner_columns(COLUMNS.0, screen);
        let name_columns = COLUMNS.1;
        let mut lines = Vec::new();
        for (name, value) in self.selected().map(|article| facts(self, &article)).unwrap_or_default() {
            push_fact(name, &value, columns.saturating_sub(name_columns), &mut lines);
        }
        self.push_date_evidence(columns, &mut lines);
        OverlayText::new("About this article", lines, COLUMNS.0, name_columns, screen)
    }

    /// Adds the evidence for the date of the selected article, once its date report is known.
    fn push_date_evidence(&self, columns: usize, lines: &mut Vec<OverlayLine>) {
        match self.list.selected().and_then(|row| self.date_evidence.of(row)) {
            Some(ReportState::Known(report)) => {
                lines.push(OverlayLine::Text(String::new()));
                lines.push(OverlayLine::Heading(why_date::TITLE.to_owned()));
                lines.extend(why_date::lines(report, columns));
            }
            Some(ReportState::Failed) => {
                lines.push(OverlayLine::Text(String::new()));
                lines.push(OverlayLine::Note("The dates in the text could not be listed. See the log.".to_owned()));
            }
            Some(ReportState::Asked(_)) | None => {}
        }
    }
}

fn facts(app: &App, article: &Article) -> Vec<(&'static str, String)> {
    // The name that the list shows. It differs from the source of the article if the article has only a host.
    let shown_source = app.snapshot.source_name(article);
    let mut facts = vec![
        ("title", known(&article.title, ToString::to_string)),
        ("source", known(&article.source, |own| shown_source.as_deref().unwrap_or(own).to_owned())),
        ("authors", known(&article.authors, |authors| authors.join(", "))),
        ("date", known(&article.date, ArticleDate::long)),
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
    // The reading pane shows the text of this article, so its folded blocks are known.
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
    // The other renderings of the article. `show` opens each of them.
    let reference = article.address.reference();
    for problem in app.load.problems.iter().filter(|problem| problem.rendering_of() == Some(reference.as_str())) {
        facts.push(("also saved", problem.path_text()));
    }
    for problem in app.load.problems.iter().filter(|problem| *problem.path == *article.address.path) {
        facts.push(("problem", problem.what.to_string()));
    }
    facts
}

/// Returns the number of words of the page text, and the key that shows it.
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

/// Returns the languages of an article and their shares of its text: `en 86 % · ru 14 %`.
fn languages(article: &Article) -> String {
    let share = |language: &LanguageShare| format!("{} {:.0} %", language.code, language.share * 100.0);
    article.languages.iter().map(share).collect::<Vec<_>>().join(" · ")
}

/// Returns a value and how it is known: `9 Mar 2022 · found: the dateline`.
fn known<T>(known: &Known<T>, text: impl Fn(&T) -> String) -> String {
    match known.value() {
        None => "unknown".to_owned(),
        Some(value) if known.because().is_empty() => format!("{} · {}", text(value), known.how().word()),
        Some(value) => format!("{} · {}: {}", text(value), known.how().word(), known.because()),
    }
}
