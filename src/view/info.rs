//! Draws all that is known of the selected article, and how.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::{Look, box_frame, count_of, paint, with_commas};
use crate::app::App;
use crate::app::overlay::ScrollOverlay;
use crate::app::reader::wrap;
use crate::article::{Article, Known};
use crate::settings::theme::Token;

/// The columns that the name of a fact takes.
const NAME_COLUMNS: usize = 11;

/// Draws the facts. Returns where the cursor stands.
pub fn draw(app: &App, scroll: ScrollOverlay, look: &Look, buffer: &mut Buffer) -> Position {
    let Some(article) = app.selected() else {
        return Position::default();
    };
    let facts = facts(app, article);
    let width = usize::from(box_frame::centred(76, 1, app.layout.screen).width).saturating_sub(4);
    let mut lines: Vec<(&str, String)> = Vec::new();
    for (name, value) in &facts {
        for (line, range) in wrap::wrap_text(value, width.saturating_sub(NAME_COLUMNS)).into_iter().enumerate() {
            lines.push((if line == 0 { name } else { "" }, value[range].to_owned()));
        }
    }
    let area = box_frame::centred(76, lines.len() as u16 + 2, app.layout.screen);
    let inner = box_frame::draw(area, "About this article", "Esc close", look, buffer);
    let top = scroll.top.min(lines.len().saturating_sub(usize::from(inner.height)));
    for ((name, value), y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        paint::text(buffer, inner.x + 1, y, name, NAME_COLUMNS, look.theme.style(Token::Dim));
        paint::text(
            buffer,
            inner.x + 1 + NAME_COLUMNS as u16,
            y,
            value,
            width - NAME_COLUMNS,
            look.theme.style(Token::Text),
        );
    }
    Position { x: inner.x + 1, y: inner.y }
}

fn facts(app: &App, article: &Article) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("title", known(&article.title, ToString::to_string)),
        ("source", known(&article.source, ToString::to_string)),
        ("authors", known(&article.authors, |authors| authors.join(", "))),
        ("date", known(&article.date, crate::article::ArticleDate::long)),
        ("language", known(&article.language, ToString::to_string)),
        (
            "length",
            format!(
                "{} · {} min",
                count_of(article.n_words as usize, "word"),
                article.minutes(app.settings.reader.words_per_minute)
            ),
        ),
    ];
    if let Some(link) = &article.link {
        facts.push(("link", link.to_string()));
    }
    facts.push(("file", article.address.reference()));
    facts.push(("format", article.address.format.name().to_owned()));
    facts.push(("id", article.key().to_string()));
    let replaced = article.replaced;
    for (n_characters, what) in [
        (replaced.n_undecodable, "bytes that are no text, shown as �"),
        (replaced.n_controls, "control characters, shown as signs"),
        (replaced.n_bidi, "characters that turn the direction of text, left out"),
    ] {
        if n_characters > 0 {
            facts.push(("replaced", format!("{} {what}", with_commas(u64::from(n_characters)))));
        }
    }
    for problem in app.problems.iter().filter(|problem| *problem.path == *article.address.path) {
        facts.push(("problem", problem.what.to_string()));
    }
    facts
}

/// A value and how it is known: `9 Mar 2022 · given by the leading date`.
fn known<T>(known: &Known<T>, text: impl Fn(&T) -> String) -> String {
    match known.value() {
        None => "unknown".to_owned(),
        Some(value) if known.because().is_empty() => format!("{} · {}", text(value), known.how().word()),
        Some(value) => format!("{} · {}: {}", text(value), known.how().word(), known.because()),
    }
}
