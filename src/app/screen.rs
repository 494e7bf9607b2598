//! Screens: what the whole terminal shows. The panes are one, and others cover them until they are left.

use super::App;
use super::effect::Effect;
use super::overlay::{Hints, lines_of, works_everywhere};
use crate::action::Action;

pub mod config;

use config::ConfigScreen;

/// A screen.
#[derive(Clone, Debug)]
pub enum Screen {
    /// The filter box, the article list, the reading pane and the timeline.
    Browse,
    /// The mistakes in the configuration.
    Config(ConfigScreen),
}

/// The screens that are open, each above the one that it was opened from. The lowest one is [`Screen::Browse`].
#[derive(Clone, Debug)]
pub struct Screens {
    above: Vec<Screen>,
}

impl Screens {
    /// Returns the panes alone, below `screen` where there is one.
    pub(super) fn new(screen: Option<Screen>) -> Self {
        Self { above: screen.into_iter().collect() }
    }

    /// Returns the screen in view.
    pub fn top(&self) -> &Screen {
        self.above.last().unwrap_or(&Screen::Browse)
    }

    fn top_mut(&mut self) -> Option<&mut Screen> {
        self.above.last_mut()
    }

    /// Opens a screen above the one in view.
    pub(super) fn push(&mut self, screen: Screen) {
        self.above.push(screen);
    }

    /// Leaves the screen in view. The panes stay.
    pub(super) fn pop(&mut self) {
        self.above.pop();
    }
}

impl Screen {
    /// True if the panes are in view.
    pub fn is_browse(&self) -> bool {
        matches!(self, Self::Browse)
    }

    /// Returns the hints for the status row; `None` for the panes, whose hints depend on the focus.
    pub fn hints(&self) -> Option<Hints> {
        match self {
            Self::Browse => None,
            Self::Config(_) => Some(config::HINTS),
        }
    }
}

impl App {
    /// Returns the screen in view.
    pub fn screen(&self) -> &Screen {
        self.screens.top()
    }

    /// True if the keys are those of the panes: no overlay and no other screen has them.
    pub fn is_in_panes(&self) -> bool {
        self.overlay.is_none() && self.screen().is_browse()
    }

    /// Applies an action to a screen that covers the panes. Returns false if none does, or the action is for the program.
    pub(super) fn act_in_screen(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        if works_everywhere(action) || self.screen().is_browse() {
            return false;
        }
        match lines_of(action) {
            Some(n_lines) => self.scroll_screen(n_lines),
            None => match self.screen() {
                Screen::Browse => {}
                Screen::Config(_) => self.act_in_config(action, effects),
            },
        }
        true
    }

    /// Scrolls a screen that covers the panes.
    pub(super) fn scroll_screen(&mut self, n_lines: isize) {
        let area = self.layout.screen;
        match self.screens.top_mut() {
            Some(Screen::Config(config)) => config.scroll(n_lines, area),
            Some(Screen::Browse) | None => {}
        }
    }
}
