//! Sends requests to workers and applies their answers: snapshots, search results, texts and opened folders.

use std::sync::Arc;

use super::effect::{Effect, OpenRequest, SearchRequest};
use super::history::History;
use super::message::{self, Indexed, Opened, Progress};
use super::timeline::Timeline;
use super::{App, Focus};
use crate::index::RowId;
use crate::query::{Hits, Sort};
use crate::settings::{Settings, TimelinePlace};

impl App {
    pub(super) fn indexed(&mut self, indexed: Indexed, effects: &mut Vec<Effect>) {
        if indexed.generation != self.load.next_generation.unwrap_or(self.load.generation) {
            effects.push(Effect::DropSnapshot(indexed.snapshot));
            return;
        }
        if self.load.next_generation.is_some() {
            self.begin_generation(indexed.generation, true, effects);
        }
        if !self.snapshot.is_empty() && !self.snapshot.grew_to(&indexed.snapshot) {
            self.restart_seeking(true);
            self.forget_rows(effects);
        }
        self.list.snapshot_changes(&self.snapshot, &indexed.snapshot);
        let repeats_otherwise = !self.snapshot.repeats_as(&indexed.snapshot);
        let was_done = std::mem::replace(&mut self.load.progress, indexed.progress).is_done;
        self.keep_articles(&indexed.snapshot);
        effects.push(Effect::DropSnapshot(std::mem::replace(&mut self.snapshot, indexed.snapshot)));
        self.load.problems = indexed.problems;
        if let Some(notice) = indexed.notices.into_iter().next_back() {
            self.notice = Some(notice);
        }
        // A chosen article that was read again has another row, and stays chosen.
        self.seek_chosen();
        self.seek(effects);
        self.search(effects);
        if self.load.progress.is_done && !self.search_state.is_running {
            effects.push(Effect::Prepare(self.snapshot.clone()));
        }
        self.open_first_article();
        self.request_unread_text(effects);
        // The repeated paragraphs of each source are final now, so the texts that were opened before are read again.
        let is_news = !was_done || repeats_otherwise;
        if self.load.progress.is_done && is_news && self.snapshot.has_repeated() {
            self.texts.ahead.clear();
            if let Some(row) = self.reader.forget_texts() {
                self.texts.is_read_again = true;
                effects.push(Effect::Open(OpenRequest {
                    generation: self.load.generation,
                    row,
                    snapshot: self.snapshot.clone(),
                    next: Vec::new(),
                }));
            }
        }
    }

    /// Requests the articles of the filter. Without a filter and with the newest first, no search is needed.
    pub(super) fn search(&mut self, effects: &mut Vec<Effect>) {
        if !self.load.progress.is_done {
            effects.push(Effect::ReadFirst(Arc::clone(self.filter.query())));
        }
        if !self.filter.is_active() && self.sort == Sort::Newest {
            self.search_state.is_running = false;
            let hits = Hits::everything(self.search_state.ticket, &self.snapshot);
            self.show_hits(hits);
            return;
        }
        self.search_state.is_running = true;
        effects.push(Effect::Search(SearchRequest {
            ticket: self.search_state.ticket,
            query: Arc::clone(self.filter.query()),
            sort: self.order(),
            snapshot: self.snapshot.clone(),
        }));
    }

    /// Starts a search for a filter that the user changed. With the most relevant articles first, the best one is
    /// selected: those that the user looks for are at the top.
    pub(super) fn search_for_filter(&mut self, effects: &mut Vec<Effect>) {
        if self.order() == Sort::Relevance && self.filter.is_active() {
            self.list.forget_choice();
        }
        self.search_anew(effects);
    }

    /// Starts a search with a new ticket, because the filter or the order has changed.
    pub(super) fn search_anew(&mut self, effects: &mut Vec<Effect>) {
        self.search_state.ticket += 1;
        self.excerpts.forget();
        self.reader.set_markers(Arc::clone(self.filter.markers()));
        self.search(effects);
    }

    pub(super) fn found(&mut self, hits: Hits) {
        // Rows of another numbering stand for other articles. A search of the current snapshot has been requested.
        if hits.ticket != self.search_state.ticket || hits.numbering != self.snapshot.numbering() {
            return;
        }
        self.search_state.has_failed = false;
        // A result about an earlier snapshot is followed by one about the current snapshot. If rows were only deleted,
        // the number of articles shows this.
        self.search_state.is_running =
            hits.n_searched < self.snapshot.n_rows() || hits.n_articles != self.snapshot.len();
        self.show_hits(hits);
        self.open_first_article();
    }

    pub(super) fn show_hits(&mut self, hits: Hits) {
        self.hits = hits;
        self.list.rows_changed(&self.hits, &self.snapshot);
        self.point_timeline();
    }

    /// Requests the text in view again if it could not be read: its folder may have come back.
    fn request_unread_text(&mut self, effects: &mut Vec<Effect>) {
        if self.load.progress.is_walking || !self.load.progress.is_done {
            return;
        }
        if let Some(row) = self.reader.forget_refusal() {
            let snapshot = self.snapshot.clone();
            effects.push(Effect::Open(OpenRequest {
                generation: self.load.generation,
                row,
                snapshot,
                next: Vec::new(),
            }));
        }
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        if opened.generation == self.load.generation {
            self.texts.is_read_again &= self.reader.row() != Some(opened.row);
            self.reader.opened(opened.row, opened.body);
            self.date_evidence.forget_row(opened.row);
        }
    }

    /// Shows the selected article in the reading pane. Requests its text and the texts of its neighbours.
    pub(super) fn show_selected(&mut self, effects: &mut Vec<Effect>) {
        let header_of = |row| {
            let article = self.article(row)?;
            // A title that was made from the first sentence is not repeated above that sentence.
            let shows_title = article.has_title_of_its_own();
            Some((row, article.key(), article.title.value().cloned().unwrap_or_default(), shows_title))
        };
        // The header is made of the article, so nothing is shown before the article has been read.
        let Some((row, key, title, shows_title)) = self.list.selected().and_then(header_of) else {
            self.reader.show_nothing();
            self.texts.is_read_again = false;
            return;
        };
        let has_moved = self.reader.row() != Some(row);
        let must_read = self.reader.show(row, key, &title, shows_title);
        if has_moved {
            self.texts.is_read_again = false;
            self.reader.set_markers(Arc::clone(self.filter.markers()));
            let position = self.list.position();
            // The texts of the neighbours are read ahead, the next one first, and those of the articles a page away.
            let page = self.usual_page();
            let neighbours =
                [position + 1, position.wrapping_sub(1), position + page, position.wrapping_sub(page), position + 2];
            let mut next: Vec<RowId> = neighbours.iter().filter_map(|position| self.hits.rows.get(*position)).collect();
            next.retain(|row| !self.reader.has_body(*row));
            if must_read || next != self.texts.ahead {
                self.texts.ahead.clone_from(&next);
                effects.push(Effect::Open(OpenRequest {
                    generation: self.load.generation,
                    row,
                    snapshot: self.snapshot.clone(),
                    next,
                }));
            }
        }
    }

    pub(super) fn folder_opened(&mut self, opened: message::FolderOpened, effects: &mut Vec<Effect>) {
        // The user wants the folder that was requested last.
        if opened.generation < self.load.generation {
            return;
        }
        let is_same = opened.name == self.folder.name && opened.is_sample == self.folder.is_sample;
        // If the same folder is merely loaded again, a box in which the user types another folder stays open.
        if self.is_folder_awaited() {
            self.overlay = None;
        }
        if is_same && !self.snapshot.is_empty() {
            // The articles in view stay until the first ones of the new load replace them.
            self.load.next_generation = Some(opened.generation);
            self.load.progress.is_walking = true;
            return;
        }
        self.folder.name = opened.name;
        self.folder.path = opened.path;
        self.folder.is_sample = opened.is_sample;
        self.begin_generation(opened.generation, is_same, effects);
        if !is_same {
            self.history = History::default();
            self.timeline = Timeline::new(self.settings.timeline.scale);
            self.filter.set("");
            self.reader.set_markers(Arc::default());
            self.focus = Focus::List;
            self.panes.is_zen = false;
            self.folder.recent.retain(|recent| *recent != self.folder.name);
            self.folder.recent.insert(0, self.folder.name.clone());
        }
    }

    /// Begins a load without articles, because its rows have other numbers.
    pub(super) fn begin_generation(&mut self, generation: u64, is_same_folder: bool, effects: &mut Vec<Effect>) {
        self.restart_seeking(is_same_folder);
        self.load.generation = generation;
        self.load.next_generation = None;
        self.load.problems = Arc::default();
        self.load.progress = Progress::default();
        self.forget_rows(effects);
    }

    /// Forgets everything that is stored by row, because the rows get other numbers.
    fn forget_rows(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::DropSnapshot(std::mem::take(&mut self.snapshot)));
        self.forget_articles();
        self.question.forget();
        self.date_evidence.forget();
        self.hits = Hits::everything(self.search_state.ticket, &self.snapshot);
        self.excerpts.forget();
        self.search_state.ticket += 1;
        self.search_state.is_running = false;
        self.list.forget_rows();
        self.reader.forget_rows();
        self.texts.ahead.clear();
        self.texts.is_read_again = false;
    }

    /// Replaces the settings. The `[corpus]` section, colours and glyphs apply from the next start on, as the notice
    /// says: the load and the terminal were started with the old ones.
    pub(super) fn reconfigure(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        self.reader.set_boilerplate(settings.reader.boilerplate);
        self.panes.has_timeline = settings.timeline.place == TimelinePlace::Bottom;
        self.timeline.set_scale(settings.timeline.scale);
        self.filter.set_n_kept_max(settings.filter.history as usize);
        if settings.ui.mouse != self.settings.ui.mouse {
            effects.push(Effect::Mouse(settings.ui.mouse));
        }
        let sort = settings.list.sort;
        self.settings = settings;
        if sort != self.sort {
            self.sort = sort;
            self.search_anew(effects);
        }
    }
}
