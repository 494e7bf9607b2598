//! Excerpts: the sentences around the matches of the rows in view. A worker cuts them out of the texts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::App;
use super::effect::{Effect, ExcerptRequest};
use super::message::Excerpted;
use crate::index::RowId;

/// The excerpts known so far, and the requests for others.
#[derive(Clone, Debug, Default)]
pub(super) struct Excerpts {
    by_row: HashMap<RowId, Option<String>>,
    asked: HashSet<RowId>,
    n_waiting: usize,
    /// The number of the round. It increases when all requested excerpts become useless. Answers of another round are
    /// dropped.
    round: u64,
}

impl Excerpts {
    /// True if a request has not been answered.
    pub(super) fn are_awaited(&self) -> bool {
        self.n_waiting > 0
    }

    /// Forgets all excerpts, because the filter, the width or the rows have changed.
    pub(super) fn forget(&mut self) {
        *self = Self { round: self.round + 1, ..Self::default() };
    }
}

impl App {
    /// Returns the sentence around the first match in the text of a row; `None` if it is not known yet or does not
    /// exist.
    pub fn excerpt(&self, row: RowId) -> Option<&str> {
        self.excerpts.by_row.get(&row)?.as_deref()
    }

    /// Requests the excerpts of the rows in view.
    pub(super) fn ask_for_excerpts(&mut self, effects: &mut Vec<Effect>) {
        if self.layout.list.is_none() || !self.has_excerpts() || self.search_state.is_running {
            return;
        }
        let in_view = self.list.visible().iter().map(|visible| visible.row);
        let rows: Vec<RowId> = in_view.filter(|row| !self.excerpts.asked.contains(row)).collect();
        if rows.is_empty() {
            return;
        }
        self.excerpts.asked.extend(rows.iter().copied());
        self.excerpts.n_waiting += rows.len();
        effects.push(Effect::Excerpt(ExcerptRequest {
            generation: self.load.generation,
            round: self.excerpts.round,
            query: Arc::clone(self.filter.query()),
            rows,
            snapshot: self.snapshot.clone(),
            columns: usize::from(self.row_columns()),
        }));
    }

    pub(super) fn excerpted(&mut self, excerpted: Excerpted) {
        if excerpted.round == self.excerpts.round && excerpted.numbering == self.snapshot.numbering() {
            self.excerpts.n_waiting = self.excerpts.n_waiting.saturating_sub(excerpted.excerpts.len());
            self.excerpts.by_row.extend(excerpted.excerpts);
        }
    }
}
