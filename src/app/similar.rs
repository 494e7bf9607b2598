//! The articles most similar to the open one, listed below its text as “Also about this”. Their box is in
//! `overlay/similar.rs`.

use super::effect::{Effect, SimilarRequest};
use super::message::SimilarFound;
use super::{App, Focus};
use crate::index::{Numbering, RowId};

/// The articles most similar to the open one.
#[derive(Clone, Debug, Default)]
pub(super) struct Similar {
    /// The article that `rows` are similar to.
    of: Option<Subject>,
    rows: Vec<RowId>,
    /// The article of the last request, until its answer comes.
    asked: Option<Subject>,
    n_asked: u64,
}

/// An article in a folder of `n_articles` articles. Added articles may be more similar than the known ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Subject {
    row: RowId,
    numbering: Numbering,
    n_articles: usize,
}

impl Similar {
    /// True if a request has not been answered.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// Returns the rows of the similar articles, including articles that have not been read yet.
    pub(super) fn rows(&self) -> &[RowId] {
        &self.rows
    }
}

impl App {
    /// Returns the rows of the articles similar to the open one, the most similar first. Articles that have not been
    /// read yet are left out.
    pub fn similar(&self) -> impl Iterator<Item = RowId> {
        let rows = if self.is_similar_known() { self.similar.rows.as_slice() } else { &[] };
        rows.iter().copied().filter(|row| self.article(*row).is_some())
    }

    pub(super) fn is_similar_known(&self) -> bool {
        self.similar.of.is_some_and(|subject| {
            Some(subject.row) == self.reader.row() && subject.numbering == self.snapshot.numbering()
        })
    }

    /// Requests the articles similar to the open one, once its text and the whole folder have been read.
    pub(super) fn ask_for_similar(&mut self, effects: &mut Vec<Effect>) {
        let is_calm = self.load.progress.is_done
            && !self.search_state.is_running
            && self.hits.numbering == self.snapshot.numbering();
        let Some(row) = self.reader.row().filter(|_| is_calm && self.reader.body().is_some()) else { return };
        let subject = Subject { row, numbering: self.snapshot.numbering(), n_articles: self.snapshot.len() };
        if self.similar.of == Some(subject) {
            // A pending answer is about another article, and would replace these rows. Its number is made invalid.
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
        // A request that was cancelled for a search is sent again when the search has been answered.
        if let Some(rows) = found.rows {
            self.similar.of = asked;
            self.similar.rows = rows;
        }
    }

    /// Selects a similar article by its number, from 0. A filter that hides it is cleared.
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

    /// Selects the similar article that was clicked below the text.
    pub(super) fn click_similar(&mut self, number: usize, effects: &mut Vec<Effect>) {
        self.go_to_similar(number, effects);
        self.focus = Focus::Reader;
    }
}
