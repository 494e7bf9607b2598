//! The history of filters, zooms and selections, for going back and forward.

use super::timeline::Timeline;
use crate::article::ArticleKey;
use crate::index::{Numbering, RowId};

/// The greatest number of steps back that are kept.
const STEPS_MAX: usize = 200;

/// The article of a step. Two places are equal if they have the same key, whatever their rows.
#[derive(Clone, Copy, Debug)]
pub struct ArticlePlace {
    pub key: ArticleKey,
    pub row: RowId,
    /// The numbering that `row` belongs to.
    pub numbering: Numbering,
}

impl PartialEq for ArticlePlace {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// A view that the user can go back to.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub filter: String,
    pub selected: Option<ArticlePlace>,
    /// The zoom and cursor of the timeline.
    pub timeline: Timeline,
}

/// The steps before and after the current one.
#[derive(Clone, Debug, Default)]
pub struct History {
    behind: Vec<Step>,
    ahead: Vec<Step>,
}

impl History {
    /// Adds the step that the user is about to leave. Forgets the steps ahead.
    pub fn leave(&mut self, step: Step) {
        self.ahead.clear();
        if self.behind.last() != Some(&step) {
            self.behind.push(step);
        }
        if self.behind.len() > STEPS_MAX {
            self.behind.remove(0);
        }
    }

    /// Returns the step before `now`, which becomes the first step ahead. Steps equal to `now` are skipped.
    pub fn back(&mut self, now: Step) -> Option<Step> {
        while let Some(step) = self.behind.pop() {
            if step != now {
                self.ahead.push(now);
                return Some(step);
            }
        }
        None
    }

    /// Returns the step after `now`, which becomes the last step behind.
    pub fn forward(&mut self, now: Step) -> Option<Step> {
        let step = self.ahead.pop()?;
        self.behind.push(now);
        Some(step)
    }
}
