//! “Also about this”: the articles most like the open one, named below its text. `overlay/similar.rs` is their box.

use super::effect::{Effect, SimilarRequest};
use super::message::SimilarFound;
use super::{App, Focus};
use crate::index::{Numbering, RowId};

/// The articles most like the open one.
#[derive(Clone, Debug, Default)]
pub(super) struct Similar {
    /// The article that `rows` are similar to.
    of: Option<Subject>,
    rows: Vec<RowId>,
    /// The article of the last request, until its answer comes.
    asked: Option<Subject>,
    n_asked: u64,
}

/// An article in a folder of so many. When articles are added, other ones may be the most similar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Subject {
    row: RowId,
    numbering: Numbering,
    n_articles: usize,
}

impl Similar {
    /// True if an answer is awaited.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// The rows of the similar articles, also those that have not been read yet.
    pub(super) fn rows(&self) -> &[RowId] {
        &self.rows
    }
}

impl App {
    /// The articles similar to the open one, the most similar first. Those that have not been read yet are left out.
    pub fn similar(&self) -> impl Iterator<Item = RowId> {
        let rows = if self.is_similar_known() { self.similar.rows.as_slice() } else { &[] };
        rows.iter().copied().filter(|row| self.article(*row).is_some())
    }

    pub(super) fn is_similar_known(&self) -> bool {
        self.similar.of.is_some_and(|subject| {
            Some(subject.row) == self.reader.row() && subject.numbering == self.snapshot.numbering()
        })
    }

    /// Asks for the articles similar to the open one, once its text is there and the folder has been read.
    pub(super) fn ask_for_similar(&mut self, effects: &mut Vec<Effect>) {
        let is_calm = self.load.progress.is_done
            && !self.search_state.is_running
            && self.hits.numbering == self.snapshot.numbering();
        let Some(row) = self.reader.row().filter(|_| is_calm && self.reader.body().is_some()) else { return };
        let subject = Subject { row, numbering: self.snapshot.numbering(), n_articles: self.snapshot.len() };
        if self.similar.of == Some(subject) {
            // What is on its way is of a text that was passed by, and would take the place of these.
            self.similar.n_asked += u64::from(self.similar.asked.take().is_some());
            return;
        }
        if self.similar.asked == Some(subject) {
            return;
        }
        self.similar.n_asked += 1;
        self.similar.asked = Some(subject);
        effects.push(Effect::FindSimilar(SimilarRequest {
            number: self.similar.n_asked,
            row,
            snapshot: self.snapshot.clone(),
        }));
    }

    pub(super) fn similar_found(&mut self, found: SimilarFound) {
        if found.number != self.similar.n_asked {
            return;
        }
        let asked = self.similar.asked.take();
        // A request that was given up for a search is sent again when the search has been answered.
        if let Some(rows) = found.rows {
            self.similar.of = asked;
            self.similar.rows = rows;
        }
    }

    /// Goes to a similar article by its number from 0. A filter that hides it is cleared.
    pub(super) fn go_to_similar(&mut self, number: usize, effects: &mut Vec<Effect>) {
        let Some(row) = self.similar().nth(number) else { return };
        self.overlay = None;
        self.remember_step();
        self.stop_seeking();
        if let Some(position) = self.hits.rows.position(row) {
            self.select_position(position);
            self.point_timeline();
        } else {
            self.filter.set("");
            self.list.choose_row(row);
            self.search_anew(effects);
        }
    }

    /// Goes to the similar article that was clicked below the text.
    pub(super) fn click_similar(&mut self, number: usize, effects: &mut Vec<Effect>) {
        self.go_to_similar(number, effects);
        self.focus = Focus::Reader;
    }
}
