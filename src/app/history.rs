//! Back and forward through filters, zooms and selections.

use super::timeline::Timeline;
use crate::article::ArticleKey;
use crate::index::{Numbering, RowId};

/// The most steps back that are kept.
const STEPS_MAX: usize = 200;

/// An article of a step. Two places are the same where the articles are, whatever their rows.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Its key.
    pub key: ArticleKey,
    /// Its row.
    pub row: RowId,
    /// The numbering of the rows.
    pub numbering: Numbering,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// A view that the user can go back to.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The filter.
    pub filter: String,
    /// The selected article.
    pub selected: Option<Place>,
    /// The zoom and cursor of the timeline.
    pub timeline: Timeline,
}

/// The steps behind and ahead.
#[derive(Clone, Debug, Default)]
pub struct History {
    behind: Vec<Step>,
    ahead: Vec<Step>,
}

impl History {
    /// Remembers the step that the user is about to leave. Forgets the steps ahead.
    pub fn leave(&mut self, step: Step) {
        self.ahead.clear();
        if self.behind.last() != Some(&step) {
            self.behind.push(step);
        }
        if self.behind.len() > STEPS_MAX {
            self.behind.remove(0);
        }
    }

    /// Goes back, from `now`.
    pub fn back(&mut self, now: Step) -> Option<Step> {
        while let Some(step) = self.behind.pop() {
            if step != now {
                self.ahead.push(now);
                return Some(step);
            }
        }
        None
    }

    /// Goes forward, from `now`.
    pub fn forward(&mut self, now: Step) -> Option<Step> {
        let step = self.ahead.pop()?;
        self.behind.push(now);
        Some(step)
    }
}
