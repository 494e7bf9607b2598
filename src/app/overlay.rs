//! Overlays: boxes over the panes that receive all keys. Each has its own file, with its state, keys, text and hints.

use tui_input::InputRequest;

use super::App;
use super::effect::Effect;
use crate::action::Action;

pub mod filter_language;
pub mod folder;
pub mod help;
pub mod info;
pub mod links;
pub mod problems;
pub mod similar;
pub mod text;
pub mod why_date;

use filter_language::FilterLanguageOverlay;
use folder::FolderOverlay;
use help::HelpOverlay;
use info::InfoOverlay;
use links::LinksOverlay;
use problems::ProblemsOverlay;
use similar::SimilarOverlay;
use text::OverlayText;
use why_date::WhyDateOverlay;

/// Actions with their labels for the status row, the most useful first.
pub type Hints = &'static [(Action, &'static str)];

/// The hints of a box that only scrolls.
const SCROLL_HINTS: Hints = &[(Action::Escape, "close"), (Action::MoveDown, "scroll")];

/// The number of lines by which a page key scrolls a box.
const PAGE_LINES: isize = 10;

#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys that work here, and all actions.
    Help(HelpOverlay),
    FilterLanguage(FilterLanguageOverlay),
    /// All facts about the article.
    Info(InfoOverlay),
    /// The evidence for the date of the article, or for its being undated.
    WhyDate(WhyDateOverlay),
    /// The files that could not be read, and those that were set aside.
    Problems(ProblemsOverlay),
    /// The links of the article.
    Links(LinksOverlay),
    /// The articles most similar to the open one.
    Similar(SimilarOverlay),
    /// The box for opening another folder.
    Folder(FolderOverlay),
}

impl Overlay {
    /// True if a text box of the overlay receives the keys. Digits are then not the keys of panes.
    pub fn takes_text(&self) -> bool {
        matches!(self, Self::Help(_) | Self::Folder(_) | Self::Similar(_))
    }

    /// Returns the hints for the status row.
    pub fn hints(&self) -> Hints {
        match self {
            Self::Help(_) => help::HINTS,
            Self::FilterLanguage(_) => filter_language::HINTS,
            Self::Info(_) | Self::WhyDate(_) => SCROLL_HINTS,
            Self::Problems(_) => problems::HINTS,
            Self::Links(_) => links::HINTS,
            Self::Similar(_) => similar::HINTS,
            Self::Folder(_) => folder::HINTS,
        }
    }
}

impl App {
    /// Returns the text of the open overlay, or `None` if no overlay with text is open.
    pub fn overlay_text(&self) -> Option<OverlayText> {
        let screen = self.layout.screen;
        match self.overlay.as_ref()? {
            Overlay::Info(_) => Some(self.info_text(screen)),
            Overlay::WhyDate(why) => Some(why_date::text(&why.report, screen)),
            Overlay::Problems(_) => Some(self.problems_text(screen)),
            Overlay::FilterLanguage(language) => {
                Some(language.text(&self.key_of(Action::PageDown), self.is_ascii, screen))
            }
            Overlay::Help(_) | Overlay::Links(_) | Overlay::Similar(_) | Overlay::Folder(_) => None,
        }
    }

    /// Applies an action to the open overlay. Returns false if no overlay is open, or if the action works everywhere.
    pub(super) fn act_in_overlay(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(overlay) = &self.overlay else { return false };
        if works_everywhere(action) {
            return false;
        }
        if let Some(n_lines) = lines_of(action) {
            self.move_in_overlay(n_lines);
            return true;
        }
        let is_done = match overlay {
            Overlay::Help(_) => self.act_in_help(action, effects),
            Overlay::FilterLanguage(_) => self.act_in_filter_language(action, effects),
            Overlay::Info(_) => self.act_in_info(action, effects),
            Overlay::Problems(_) => self.act_in_problems(action, effects),
            Overlay::Links(_) => self.act_in_links(action, effects),
            Overlay::Similar(_) => self.act_in_similar(action, effects),
            Overlay::Folder(_) => self.act_in_folder(action, effects),
            Overlay::WhyDate(_) => false,
        };
        if !is_done && closes(action) {
            self.overlay = None;
        }
        true
    }

    /// Moves the selection of the open overlay, or scrolls it.
    pub(super) fn move_in_overlay(&mut self, n_lines: isize) {
        let last_top = self.overlay_text().map_or(0, |text| text.last_top());
        let n_similar = self.similar().count();
        match &mut self.overlay {
            Some(Overlay::Help(help)) => help.move_by(n_lines, &self.settings.keys, self.is_ascii),
            Some(Overlay::FilterLanguage(language)) => language.move_by(n_lines, last_top),
            Some(Overlay::Info(info)) => scroll(&mut info.top, n_lines, last_top),
            Some(Overlay::WhyDate(why)) => scroll(&mut why.top, n_lines, last_top),
            Some(Overlay::Problems(problems)) => scroll(&mut problems.top, n_lines, last_top),
            Some(Overlay::Links(links)) => select(&mut links.selected, n_lines, links.rows.len()),
            Some(Overlay::Similar(similar)) => select(&mut similar.selected, n_lines, n_similar),
            Some(Overlay::Folder(folder)) => folder.move_by(n_lines),
            None => {}
        }
    }

    /// Edits the text box of the open overlay.
    pub(super) fn edit_in_overlay(&mut self, request: InputRequest, effects: &mut Vec<Effect>) {
        match &mut self.overlay {
            Some(Overlay::Help(help)) => help.edit(request),
            Some(Overlay::Folder(folder)) => folder.edit(request),
            Some(Overlay::Similar(_)) => {
                if let InputRequest::InsertChar(character) = request {
                    self.type_in_similar(character, effects);
                }
            }
            _ => {}
        }
    }

    /// Pastes characters into the text box of the open overlay.
    pub(super) fn paste_in_overlay(&mut self, text: &str) {
        let requests = text.chars().map(InputRequest::InsertChar);
        match &mut self.overlay {
            Some(Overlay::Help(help)) => requests.for_each(|request| help.edit(request)),
            Some(Overlay::Folder(folder)) => folder.paste(requests),
            _ => {}
        }
    }
}

/// True for the actions that work in every overlay and screen.
pub(super) fn works_everywhere(action: Action) -> bool {
    matches!(action, Action::Quit | Action::Suspend | Action::Repaint | Action::ToggleMouse)
}

/// Returns the number of lines by which an action moves in a box, or `None` for actions that do not move.
pub(super) fn lines_of(action: Action) -> Option<isize> {
    Some(match action {
        Action::MoveDown | Action::BoxDown => 1,
        Action::MoveUp | Action::BoxUp => -1,
        Action::PageDown | Action::ReadOn => PAGE_LINES,
        Action::PageUp => -PAGE_LINES,
        Action::HalfPageDown => PAGE_LINES / 2,
        Action::HalfPageUp => -PAGE_LINES / 2,
        Action::First => isize::MIN,
        Action::Last => isize::MAX,
        _ => return None,
    })
}

/// Scrolls a text. `last_top` is the last line that can be the first in view.
pub(super) fn scroll(top: &mut usize, n_lines: isize, last_top: usize) {
    *top = top.saturating_add_signed(n_lines).min(last_top);
}

fn select(selected: &mut usize, n_rows: isize, n_all: usize) {
    *selected = selected.saturating_add_signed(n_rows).min(n_all.saturating_sub(1));
}

/// True for the actions that close a box if they have no other meaning in it: those that leave a box, those that
/// confirm it, and the keys of other boxes.
fn closes(action: Action) -> bool {
    matches!(
        action,
        Action::Escape
            | Action::Close
            | Action::BoxLeave
            | Action::Open
            | Action::BoxKeep
            | Action::Help
            | Action::FilterLanguage
            | Action::Info
            | Action::WhyDate
            | Action::Problems
    )
}
