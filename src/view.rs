//! Draws `&App`, with one file for each pane and overlay. Drawing never changes the state.

pub mod glyphs;

mod box_frame;
mod empty;
mod filter;
mod folder;
mod help;
mod links;
mod list;
mod paint;
mod reader;
mod rules;
mod scroll_box;
mod similar;
mod status;
pub mod svg;
pub mod timeline;
mod too_small;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::overlay::Overlay;
use crate::app::overlay::info::InfoOverlay;
use crate::app::overlay::problems::ProblemsOverlay;
use crate::app::screen::Screen;
use crate::app::{App, Focus};
use crate::article::Article;
use crate::settings::theme::{Theme, Token};
use glyphs::Glyphs;

/// The appearance of the screen: styles and glyphs.
#[derive(Clone, Debug)]
pub struct Look {
    /// The styles of all tokens.
    pub theme: Theme,
    pub glyphs: &'static Glyphs,
}

/// Draws the whole screen. Returns the position of the terminal's cursor: the selected row, the line being read, the
/// bin or the caret. Screen readers follow the cursor.
pub fn draw(app: &App, look: &Look, buffer: &mut Buffer) -> Option<Position> {
    buffer.set_style(buffer.area, look.theme.style(Token::Text));
    let layout = &app.layout;
    if layout.is_too_small {
        too_small::draw(app, look, buffer);
        return None;
    }
    if let Screen::Config(config) = app.screen() {
        scroll_box::draw_screen(&config.text(layout.screen), config.top, look, buffer);
        status::draw(app, look, buffer);
        return None;
    }
    let mut cursor = None;
    if let Some(area) = layout.filter {
        let caret = filter::draw(app, look, area, buffer);
        cursor = (app.focus == Focus::Filter).then_some(caret);
    }
    if app.snapshot.is_empty() && app.load.progress.is_done {
        empty::draw(app, look, buffer);
    } else {
        if let Some(pane) = layout.list {
            let at = list::draw(app, look, pane, buffer);
            if app.focus == Focus::List {
                cursor = Some(at);
            }
        }
        if let Some(area) = layout.divider {
            for y in area.top() + 1..area.bottom() {
                paint::text(buffer, area.x, y, look.glyphs.divider, 1, look.theme.style(Token::Rule));
            }
        }
        if let Some(pane) = layout.reader {
            let at = reader::draw(app, look, pane, buffer);
            if app.focus == Focus::Reader {
                cursor = Some(at);
            }
        }
    }
    if let Some(pane) = layout.timeline {
        let at = rules::draw_timeline(app, look, pane, buffer);
        if app.focus == Focus::Timeline {
            cursor = Some(at);
        }
    }
    rules::draw_joints(app, look, buffer);
    filter::draw_explanation(app, look, buffer);
    status::draw(app, look, buffer);
    match &app.overlay {
        Some(Overlay::Help(help)) => cursor = Some(help::draw(app, help, look, buffer)),
        Some(Overlay::Info(InfoOverlay { top })) => cursor = scroll_box::draw(app, *top, look, buffer),
        Some(Overlay::Problems(ProblemsOverlay { top })) => cursor = scroll_box::draw(app, *top, look, buffer),
        Some(Overlay::WhyDate(why)) => cursor = scroll_box::draw(app, why.top, look, buffer),
        Some(Overlay::FilterLanguage(language)) => {
            let at = (language.top, language.selected);
            cursor = scroll_box::draw_choice(app, at, "write it into the filter", look, buffer);
        }
        Some(Overlay::Similar(list)) => cursor = Some(similar::draw_box(app, *list, look, buffer)),
        Some(Overlay::Links(list)) => cursor = Some(links::draw(app, list, look, buffer)),
        Some(Overlay::Folder(folder)) => cursor = Some(folder::draw(folder, look, buffer)),
        None => {}
    }
    if let Some(pending) = &app.pending {
        status::draw_pending(pending, app.is_ascii(), look, buffer);
    }
    cursor
}

/// Returns the line below a title, on the screen and in `show`: date, source and minutes, separated by `dot`.
pub fn facts_line(article: &Article, source: Option<&str>, words_per_minute: u32, dot: &str) -> String {
    let date = match article.date.value() {
        Some(date) => format!("{}{}", article.date.how().mark(), date.long()),
        None => "undated".to_owned(),
    };
    let source = match source {
        Some(source) => format!("{}{source}", article.source.how().mark()),
        None => "unknown source".to_owned(),
    };
    format!("{date} {dot} {source} {dot} {} min", article.minutes(words_per_minute))
}
