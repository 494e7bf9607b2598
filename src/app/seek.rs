//! An article that is to be selected and of which only a name or a key is known: a worker finds its row.
//!
//! To find it takes a walk over the paths of all files, so the thread of the screen asks for it and goes on.

use super::App;
use super::Focus;
use super::effect::{Effect, LocateRequest, Wanted};
use super::message::Located;
use crate::article::ArticleKey;
use crate::index::RowId;

/// An article that is to be selected once its row is known.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    wanted: Wanted,
    why: Why,
    /// The number of the request that has no answer yet.
    request: Option<u64>,
    /// The number of rows when it was asked for last.
    asked_of: Option<usize>,
    found: Option<RowId>,
}

/// The reason why an article is to be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The command line named it. It is opened as well.
    Start,
    /// It was selected when the folder began to be read again.
    SelectedBefore,
    /// It is chosen, and its file has been read anew.
    ReadAnew,
    /// A step of the history leads to it.
    Step,
}

impl Sought {
    fn new(wanted: Wanted, why: Why) -> Self {
        Self { wanted, why, request: None, asked_of: None, found: None }
    }

    /// The article that the command line names.
    pub(super) fn named(name: String) -> Self {
        Self::new(Wanted::Named(name), Why::Start)
    }

    /// True if an answer is on its way.
    pub(super) fn is_asked(&self) -> bool {
        self.request.is_some()
    }
}

impl App {
    /// Looks for the article of a step of the history.
    pub(super) fn seek_step(&mut self, key: ArticleKey, effects: &mut Vec<Effect>) {
        self.sought = Some(Sought::new(Wanted::Key(key), Why::Step));
        self.seek(effects);
    }

    /// Notes that the article that takes the place of the chosen one, which is gone, is sought.
    pub(super) fn seek_chosen(&mut self) {
        let Some(gone) = self.list.chosen().filter(|row| self.snapshot.is_deleted(*row)) else { return };
        let wanted = Wanted::ReadAnew { gone };
        let is_sought = |sought: &Sought| sought.why != Why::ReadAnew || sought.wanted == wanted;
        if !self.sought.as_ref().is_some_and(is_sought) {
            self.sought = Some(Sought::new(wanted, Why::ReadAnew));
        }
    }

    /// The rows get other numbers: what was found so far is forgotten. Where the folder stays the same, the selected
    /// article is looked for in what is read next.
    pub(super) fn seek_again(&mut self, is_same_folder: bool) {
        match &mut self.sought {
            Some(sought) if sought.why == Why::Start || (is_same_folder && sought.why == Why::SelectedBefore) => {
                (sought.request, sought.asked_of, sought.found) = (None, None, None);
            }
            _ => {
                let key = self.selected_key().filter(|_| is_same_folder);
                self.sought = key.map(|key| Sought::new(Wanted::Key(key), Why::SelectedBefore));
            }
        }
    }

    /// The user selects an article: no other one is to be selected any more. One that the command line named still is.
    pub(super) fn stop_seeking(&mut self) {
        self.sought.take_if(|sought| sought.why != Why::Start);
    }

    /// Asks for the row of the article that is sought, where these articles have not been asked for it.
    pub(super) fn seek(&mut self, effects: &mut Vec<Effect>) {
        let Some(sought) = &mut self.sought else { return };
        if sought.found.is_some_and(|row| self.snapshot.is_deleted(row)) {
            // Its file has been read anew.
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

    /// Takes the answer.
    pub(super) fn located(&mut self, located: &Located, effects: &mut Vec<Effect>) {
        let Some(sought) = self.sought.as_mut().filter(|sought| sought.request == Some(located.number)) else { return };
        sought.request = None;
        match (located.row, sought.why) {
            (row, Why::Start) => {
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
            (None, Why::SelectedBefore) => self.seek(effects),
            // An article that is read anew is sought again when something more has been read.
            (None, Why::ReadAnew | Why::Step) => self.sought = None,
        }
    }

    /// Selects the article that the command line named, once its row is known.
    pub(super) fn open_first_article(&mut self) {
        let Some(Sought { wanted: Wanted::Named(name), request, asked_of, found, .. }) = &self.sought else { return };
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

    /// The key of the selected article.
    pub(super) fn selected_key(&self) -> Option<ArticleKey> {
        let row = self.list.selected()?;
        // The reading pane shows it, as a rule, and knows its key.
        self.reader.key_of(row).or_else(|| Some(self.article(row)?.key()))
    }
}
