//! Sends requests to workers and applies their answers: articles, searches, texts, excerpts, other folders.

use std::sync::Arc;

use super::effect::{Effect, ExcerptRequest, OpenRequest, SearchRequest};
use super::history::History;
use super::message::{self, Indexed, Opened, Progress};
use super::overlay::Overlay;
use super::timeline::Timeline;
use super::{App, Focus, scale_of, sort_of};
use crate::index::RowId;
use crate::query::{Hits, Sort};
use crate::settings::{Settings, TimelinePlace};

impl App {
    pub(super) fn indexed(&mut self, indexed: Indexed, effects: &mut Vec<Effect>) {
        if indexed.generation != self.next_generation.unwrap_or(self.generation) {
            effects.push(Effect::LetGo(indexed.snapshot));
            return;
        }
        if self.next_generation.is_some() {
            self.begin_generation(indexed.generation, true, effects);
        }
        if !self.snapshot.is_empty() && !self.snapshot.grew_to(&indexed.snapshot) {
            self.seek_again(true);
            self.forget_rows(effects);
        }
        self.list.snapshot_changes(&self.snapshot, &indexed.snapshot);
        let repeats_otherwise = !self.snapshot.repeats_as(&indexed.snapshot);
        let was_done = std::mem::replace(&mut self.progress, indexed.progress).is_done;
        self.keep_articles(&indexed.snapshot);
        effects.push(Effect::LetGo(std::mem::replace(&mut self.snapshot, indexed.snapshot)));
        self.problems = indexed.problems;
        if let Some(notice) = indexed.notices.into_iter().next_back() {
            self.notice = Some(notice);
        }
        // An article that was read anew has another row, and stays the one that was chosen.
        self.seek_chosen();
        self.seek(effects);
        self.search(effects);
        if self.progress.is_done && !self.is_searching {
            effects.push(Effect::Prepare(self.snapshot.clone()));
        }
        self.open_first_article();
        // What a source repeats is certain now, so the texts that were opened on the way are read again.
        let is_news = !was_done || repeats_otherwise;
        if self.progress.is_done && is_news && self.snapshot.has_repeated() {
            self.read_ahead.clear();
            if let Some(row) = self.reader.forget_texts() {
                self.is_text_read_again = true;
                effects.push(Effect::Open(OpenRequest {
                    generation: self.generation,
                    row,
                    snapshot: self.snapshot.clone(),
                    next: Vec::new(),
                }));
            }
        }
    }

    /// Asks for the articles of the filter. Without one the answer is at hand.
    pub(super) fn search(&mut self, effects: &mut Vec<Effect>) {
        if !self.progress.is_done {
            effects.push(Effect::ReadFirst(Arc::clone(self.filter.query())));
        }
        if !self.filter.is_active() && self.sort == Sort::Newest {
            self.is_searching = false;
            let hits = Hits::everything(self.ticket, &self.snapshot);
            self.show_hits(hits);
            return;
        }
        self.is_searching = true;
        effects.push(Effect::Search(SearchRequest {
            ticket: self.ticket,
            query: Arc::clone(self.filter.query()),
            sort: self.order(),
            snapshot: self.snapshot.clone(),
        }));
    }

    /// The filter or the order has changed: a new question.
    pub(super) fn search_anew(&mut self, effects: &mut Vec<Effect>) {
        self.ticket += 1;
        self.forget_excerpts();
        self.reader.set_markers(Arc::clone(self.filter.markers()));
        self.search(effects);
    }

    pub(super) fn forget_excerpts(&mut self) {
        self.excerpts.clear();
        self.excerpts_asked.clear();
        self.n_excerpts_waiting = 0;
        self.excerpt_round += 1;
    }

    pub(super) fn found(&mut self, hits: Hits) {
        // Rows of another numbering mean other articles. The search of those at hand has been asked for.
        if hits.ticket != self.ticket || hits.numbering != self.snapshot.numbering() {
            return;
        }
        self.has_search_failed = false;
        // An answer about an earlier snapshot is followed by one about this: also where articles have only gone.
        self.is_searching = hits.n_searched < self.snapshot.n_rows() || hits.n_articles != self.snapshot.len();
        self.show_hits(hits);
        self.open_first_article();
    }

    pub(super) fn show_hits(&mut self, hits: Hits) {
        self.hits = hits;
        self.list.rows_changed(&self.hits, &self.snapshot);
        self.point_timeline();
    }

    pub(super) fn opened(&mut self, opened: Opened) {
        if opened.generation == self.generation {
            self.is_text_read_again &= self.reader.row() != Some(opened.row);
            self.reader.opened(opened.row, opened.body);
            self.date_evidence.forget_row(opened.row);
        }
    }

    /// The reading pane always shows the selected article.
    pub(super) fn show_selected(&mut self, effects: &mut Vec<Effect>) {
        let header_of = |row| {
            let article = self.article(row)?;
            // A title made from the first sentence is not said again above that sentence.
            let shows_title = article.has_title_of_its_own();
            Some((row, article.key(), article.title.value().cloned().unwrap_or_default(), shows_title))
        };
        // Its header comes with it, so nothing is shown of an article before it has been read.
        let Some((row, key, title, shows_title)) = self.list.selected().and_then(header_of) else {
            self.reader.show_nothing();
            self.is_text_read_again = false;
            return;
        };
        let has_moved = self.reader.row() != Some(row);
        let must_read = self.reader.show(row, key, &title, shows_title);
        if has_moved {
            self.is_text_read_again = false;
            self.reader.set_markers(Arc::clone(self.filter.markers()));
            let position = self.list.position();
            // What is read ahead are the neighbours, the next one first, and those a page away.
            let page = self.usual_page();
            let neighbours =
                [position + 1, position.wrapping_sub(1), position + page, position.wrapping_sub(page), position + 2];
            let mut next: Vec<RowId> = neighbours.iter().filter_map(|position| self.hits.rows.get(*position)).collect();
            next.retain(|row| !self.reader.has_body(*row));
            if must_read || next != self.read_ahead {
                self.read_ahead.clone_from(&next);
                effects.push(Effect::Open(OpenRequest {
                    generation: self.generation,
                    row,
                    snapshot: self.snapshot.clone(),
                    next,
                }));
            }
        }
    }

    /// With a filter, the list shows the matches of the rows in view in their sentences.
    pub(super) fn ask_for_excerpts(&mut self, effects: &mut Vec<Effect>) {
        if self.layout.list.is_none() || !self.has_excerpts() {
            return;
        }
        let in_view = self.list.visible().iter().map(|visible| visible.row);
        let rows: Vec<RowId> = in_view.filter(|row| !self.excerpts_asked.contains(row)).collect();
        if rows.is_empty() || self.is_searching {
            return;
        }
        self.excerpts_asked.extend(rows.iter().copied());
        self.n_excerpts_waiting += rows.len();
        effects.push(Effect::Excerpt(ExcerptRequest {
            generation: self.generation,
            round: self.excerpt_round,
            query: Arc::clone(self.filter.query()),
            rows,
            snapshot: self.snapshot.clone(),
            columns: usize::from(self.row_columns()),
        }));
    }

    pub(super) fn excerpted(&mut self, excerpted: message::Excerpted) {
        if excerpted.round == self.excerpt_round && excerpted.numbering == self.snapshot.numbering() {
            self.n_excerpts_waiting = self.n_excerpts_waiting.saturating_sub(excerpted.excerpts.len());
            self.excerpts.extend(excerpted.excerpts);
        }
    }

    /// A folder was found, or was not. The answer counts only while its box waits for it.
    pub(super) fn folder_found(&mut self, answer: message::FolderFound, effects: &mut Vec<Effect>) {
        let Some(Overlay::Folder(folder)) = &mut self.overlay else {
            return;
        };
        if folder.looking != Some(answer.number) {
            return;
        }
        match answer.found {
            // The box stays until the folder is open.
            Ok(corpus) => effects.push(Effect::ReadFolder(corpus)),
            Err(sentence) => {
                folder.looking = None;
                folder.message = Some(sentence);
            }
        }
    }

    pub(super) fn folder_opened(&mut self, opened: message::FolderOpened, effects: &mut Vec<Effect>) {
        // The user wants to see the folder that was asked for last.
        if opened.generation < self.generation {
            return;
        }
        let is_same = opened.name == self.folder && opened.is_sample == self.is_sample;
        // A folder that is read anew by itself closes no box in which another one is being typed.
        if self.is_folder_awaited() {
            self.overlay = None;
        }
        if is_same && !self.snapshot.is_empty() {
            // What is shown stays until there is something to take its place.
            self.next_generation = Some(opened.generation);
            self.progress.is_walking = true;
            return;
        }
        self.folder = opened.name;
        self.folder_path = opened.path;
        self.is_sample = opened.is_sample;
        self.begin_generation(opened.generation, is_same, effects);
        if !is_same {
            self.history = History::default();
            self.timeline = Timeline::new(scale_of(&self.settings));
            self.filter.set("");
            self.reader.set_markers(Arc::default());
            self.focus = Focus::List;
            self.is_zen = false;
            self.recent.retain(|recent| *recent != self.folder);
            self.recent.insert(0, self.folder.clone());
        }
    }

    /// Begins with nothing: the rows of what is read next have other numbers.
    pub(super) fn begin_generation(&mut self, generation: u64, is_same_folder: bool, effects: &mut Vec<Effect>) {
        self.seek_again(is_same_folder);
        self.generation = generation;
        self.next_generation = None;
        self.problems = Arc::default();
        self.progress = Progress::default();
        self.forget_rows(effects);
    }

    /// The rows get other numbers: whatever was kept by number is forgotten.
    fn forget_rows(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::LetGo(std::mem::take(&mut self.snapshot)));
        self.forget_articles();
        self.question.forget();
        self.date_evidence.forget();
        self.hits = Hits::everything(self.ticket, &self.snapshot);
        self.forget_excerpts();
        self.ticket += 1;
        self.is_searching = false;
        self.list.forget_rows();
        self.reader.forget_rows();
        self.read_ahead.clear();
        self.is_text_read_again = false;
    }

    /// Takes other settings. What the reading of the folder and the terminal were started with, the
    /// `[corpus]` section, colours and glyphs, counts from the next start, which the notice says.
    pub(super) fn reconfigure(&mut self, settings: Settings, effects: &mut Vec<Effect>) {
        self.measure = settings.reader.measure as usize;
        self.boilerplate = settings.reader.boilerplate;
        self.reader.set_boilerplate(self.boilerplate);
        self.has_timeline = settings.timeline.place == TimelinePlace::Bottom;
        self.timeline.set_scale(scale_of(&settings));
        self.filter.set_n_kept_max(settings.filter.history as usize);
        if settings.ui.mouse != self.is_mouse_on {
            self.is_mouse_on = settings.ui.mouse;
            effects.push(Effect::Mouse(self.is_mouse_on));
        }
        let sort = sort_of(&settings);
        self.settings = settings;
        if sort != self.sort {
            self.sort = sort;
            self.search_anew(effects);
        }
    }
}
