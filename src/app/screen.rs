//! Screens: views that take the whole terminal. The panes are one screen. The others cover it until the user leaves
//! them.

use super::App;
use super::effect::Effect;
use super::overlay::{Hints, lines_of, works_everywhere};
use crate::action::Action;

pub mod config;

use config::ConfigScreen;

#[derive(Clone, Debug)]
pub enum Screen {
    /// The filter box, the article list, the reading pane and the timeline.
    Browse,
    /// The problems in the configuration.
    Config(ConfigScreen),
}

/// The stack of open screens. The lowest one is always [`Screen::Browse`].
#[derive(Clone, Debug)]
pub struct Screens {
    above: Vec<Screen>,
}

impl Screens {
    /// Creates the stack of the panes, with `screen` above them if there is one.
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

    /// Closes the screen in view. The panes cannot be closed.
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
    pub fn screen(&self) -> &Screen {
        self.screens.top()
    }

    /// True if the panes receive the keys, because no overlay and no other screen is open.
    pub fn is_in_panes(&self) -> bool {
        self.overlay.is_none() && self.screen().is_browse()
    }

    /// Applies an action to a screen that covers the panes. Returns false if there is none, or if the action works
    /// everywhere.
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
