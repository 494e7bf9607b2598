//! The search for the row of an article that is to be selected. Only the name or the key of the article is known.
//!
//! The search compares the paths of all files. So a worker does it, and the screen thread does not wait.

use super::App;
use super::Focus;
use super::effect::{Effect, LocateRequest, Wanted};
use super::message::Located;
use crate::article::ArticleKey;
use crate::index::RowId;

/// An article that is to be selected once its row is known.
#[derive(Clone, Debug)]
pub(super) struct PendingSelection {
    wanted: Wanted,
    why: SelectionReason,
    /// The number of the request that has no answer yet.
    request: Option<u64>,
    /// The number of rows of the snapshot of the last request.
    asked_of: Option<usize>,
    found: Option<RowId>,
}

/// The reason why an article is to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SelectionReason {
    /// The command line named it. It will also be opened.
    Start,
    /// It was selected when another load of the folder began.
    SelectedBefore,
    /// It was chosen, and its file has been read again.
    Replaced,
    /// A step of the history leads to it.
    Step,
}

impl PendingSelection {
    fn new(wanted: Wanted, why: SelectionReason) -> Self {
        Self { wanted, why, request: None, asked_of: None, found: None }
    }

    /// Creates the search for the article that the command line names.
    pub(super) fn named(name: String) -> Self {
        Self::new(Wanted::Named(name), SelectionReason::Start)
    }

    /// True if a request has not been answered.
    pub(super) fn is_asked(&self) -> bool {
        self.request.is_some()
    }
}

impl App {
    /// Starts the search for the article of a step of the history.
    pub(super) fn seek_step(&mut self, key: ArticleKey, effects: &mut Vec<Effect>) {
        self.sought = Some(PendingSelection::new(Wanted::Key(key), SelectionReason::Step));
        self.seek(effects);
    }

    /// Sets the replacement of the chosen article as the article to search for, if the chosen article has been deleted.
    pub(super) fn seek_chosen(&mut self) {
        let Some(gone) = self.list.chosen().filter(|row| self.snapshot.is_deleted(*row)) else { return };
        let wanted = Wanted::ReplacementOf { deleted: gone };
        let is_sought = |sought: &PendingSelection| sought.why != SelectionReason::Replaced || sought.wanted == wanted;
        if !self.sought.as_ref().is_some_and(is_sought) {
            self.sought = Some(PendingSelection::new(wanted, SelectionReason::Replaced));
        }
    }

    /// Restarts the search without its results, because the rows get other numbers.
    ///
    /// A search that cannot be restarted is dropped. If the folder stays the same, a search for the selected article
    /// replaces it.
    pub(super) fn restart_seeking(&mut self, is_same_folder: bool) {
        match &mut self.sought {
            Some(sought)
                if sought.why == SelectionReason::Start
                    || (is_same_folder && sought.why == SelectionReason::SelectedBefore) =>
            {
                (sought.request, sought.asked_of, sought.found) = (None, None, None);
            }
            _ => {
                let key = self.selected_key().filter(|_| is_same_folder);
                self.sought = key.map(|key| PendingSelection::new(Wanted::Key(key), SelectionReason::SelectedBefore));
            }
        }
    }

    /// Ends the search, because the user selects another article. A search for the article on the command line
    /// continues.
    pub(super) fn stop_seeking(&mut self) {
        self.sought.take_if(|sought| sought.why != SelectionReason::Start);
    }

    /// Requests the row of the article to select, unless a request is pending or this snapshot has been searched.
    pub(super) fn seek(&mut self, effects: &mut Vec<Effect>) {
        let Some(sought) = &mut self.sought else { return };
        if sought.found.is_some_and(|row| self.snapshot.is_deleted(row)) {
            // The file of the article has been read again.
            (sought.found, sought.asked_of) = (None, None);
        }
        let n_rows = self.snapshot.n_rows();
        if sought.is_asked() || sought.found.is_some() || sought.asked_of == Some(n_rows) {
            return;
        }
        self.n_located += 1;
        sought.request = Some(self.n_located);
        sought.asked_of = Some(n_rows);
        effects.push(Effect::Locate(LocateRequest {
            number: self.n_located,
            wanted: sought.wanted.clone(),
            snapshot: self.snapshot.clone(),
        }));
    }

    /// Applies the answer to a request: selects the article if it was found.
    pub(super) fn located(&mut self, located: &Located, effects: &mut Vec<Effect>) {
        let Some(sought) = self.sought.as_mut().filter(|sought| sought.request == Some(located.number)) else { return };
        sought.request = None;
        match (located.row, sought.why) {
            (row, SelectionReason::Start) => {
                sought.found = row;
                self.seek(effects);
                self.open_first_article();
            }
            (Some(row), _) => {
                self.sought = None;
                self.list.choose_row(row);
                self.list.rows_changed(&self.hits, &self.snapshot);
                self.point_timeline();
            }
            (None, SelectionReason::SelectedBefore) => self.seek(effects),
            // A replaced article is searched for again with the next snapshot.
            (None, SelectionReason::Replaced | SelectionReason::Step) => self.sought = None,
        }
    }

    /// Selects and opens the article that the command line named, once its row is known.
    ///
    /// A notice says if it does not exist or if the filter hides it.
    pub(super) fn open_first_article(&mut self) {
        let Some(PendingSelection { wanted: Wanted::Named(name), request, asked_of, found, .. }) = &self.sought else {
            return;
        };
        let is_answered = request.is_none() && (found.is_some() || *asked_of == Some(self.snapshot.n_rows()));
        if let Some(row) = *found
            && self.hits.rows.position(row).is_some()
        {
            self.list.select_row(row, &self.hits.rows);
            self.point_timeline();
            self.focus = Focus::Reader;
            self.sought = None;
        } else if is_answered
            && self.load.progress.is_done
            && !self.load.progress.is_walking
            && !self.search_state.is_running
        {
            self.notice = Some(match found {
                Some(_) => format!("The filter hides {name}."),
                None => format!("No article {name} in this folder."),
            });
            self.sought = None;
        }
    }

    /// Returns the key of the selected article.
    pub(super) fn selected_key(&self) -> Option<ArticleKey> {
        let row = self.list.selected()?;
        // Usually the reading pane shows the article and has its key.
        self.reader.key_of(row).or_else(|| Some(self.article(row)?.key()))
    }
}
