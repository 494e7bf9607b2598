//! The state of the program: [`App::update`] takes a message, changes the state, and returns effects.
//!
//! Nothing here reads a file, starts a thread or asks for the time. So every session can be replayed from its messages.
//! Each pane, overlay and screen has its own file. `act` applies actions, and `answers` applies the answers of workers.

use std::path::PathBuf;
use std::sync::Arc;

use crate::action::{Action, ActionScope};
use crate::article::Article;
use crate::index::Snapshot;
use crate::query::{Hits, Rows, Sort};
use crate::settings::{Paragraphs, Settings, TimelineHeight, TimelinePlace};

mod act;
mod answers;
mod articles;
mod choices;
mod copy;
mod date_evidence;
mod dead_keys;
pub mod effect;
mod examine;
mod excerpts;
mod failures;
pub mod filter;
pub mod history;
pub mod layout;
pub mod list;
pub mod list_row;
mod list_rows;
pub mod message;
mod mouse;
mod movement;
pub mod overlay;
pub mod reader;
pub mod screen;
mod seek;
pub mod similar;
mod start;
pub mod state;
mod text_box;
pub mod timeline;
mod timeline_keys;
pub mod timeline_picture;

use articles::Articles;
use date_evidence::DateReportCache;
use effect::Effect;
use examine::Question;
use excerpts::Excerpts;
use filter::Filter;
use history::{History, Step};
use layout::{Layout, LayoutChoices};
use list::List;
use message::{Message, Pending};
use overlay::Overlay;
use reader::ReadingPane;
use screen::config::ConfigScreen;
use screen::{Screen, Screens};
use seek::PendingSelection;
use similar::Similar;
pub use start::Start;
use state::{BoxVisit, LoadState, OpenFolder, PanesShown, SearchState, TextRequests};
use timeline::{Cursor, Timeline};
use timeline_picture::DrawnTimeline;

/// The smallest width of the pane at which the text has a margin of [`WIDE_MARGIN`] columns on both sides. In a
/// narrower pane, the margin is one column.
const WIDE_PANE: usize = 66;
const WIDE_MARGIN: usize = 3;
/// The smallest width of the screen at which the whole notice about the sample fits.
const WIDE_NOTICE: u16 = 80;

/// The pane that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    List,
    /// The reading pane.
    Reader,
    Timeline,
    /// The filter box.
    Filter,
}

/// The way in which the next key is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMode {
    /// The key is looked up among the keys of this scope and of `Anywhere`.
    Keys(ActionScope),
    /// The key edits a text box, unless the filter box has an action for it.
    Text,
}

/// The state of the program.
#[derive(Debug)]
pub struct App {
    /// The settings of the user. Keys that change a setting change it here, for this session only.
    pub settings: Settings,
    config_path: Option<PathBuf>,
    pub folder: OpenFolder,
    pub load: LoadState,
    /// All articles read so far.
    pub snapshot: Snapshot,
    articles: Articles,
    question: Question,
    date_evidence: DateReportCache,
    similar: Similar,
    pub filter: Filter,
    box_visit: Option<BoxVisit>,
    /// The order of the list.
    pub sort: Sort,
    pub search_state: SearchState,
    /// The articles of the list.
    pub hits: Hits,
    excerpts: Excerpts,
    pub list: List,
    pub reader: ReadingPane,
    texts: TextRequests,
    pub timeline: Timeline,
    pub drawn_timeline: DrawnTimeline,
    pub focus: Focus,
    panes: PanesShown,
    screens: Screens,
    /// The box over the panes.
    pub overlay: Option<Overlay>,
    /// The first key of a two-key sequence, until the next key.
    pub pending: Option<Pending>,
    /// A sentence for the status row, until the next key.
    pub notice: Option<String>,
    history: History,
    /// The article that is to be selected once its row is known.
    sought: Option<PendingSelection>,
    /// The number of requests for rows so far.
    n_located: u64,
    size: (u16, u16),
    is_ascii: bool,
    is_quitting: bool,
    pub layout: Layout,
}

impl App {
    /// Creates the state before anything has been read.
    pub fn new(start: Start) -> Self {
        let settings = start.settings;
        let mut app = Self {
            config_path: start.config_path,
            folder: OpenFolder {
                name: start.folder,
                path: start.folder_path,
                is_sample: start.is_sample,
                recent: start.recent,
                n_asked: 0,
            },
            load: LoadState::default(),
            snapshot: Snapshot::default(),
            articles: Articles::default(),
            question: Question::default(),
            date_evidence: DateReportCache::default(),
            similar: Similar::default(),
            filter: Filter::new(&start.filter, start.today, settings.filter.history as usize),
            box_visit: None,
            sort: settings.list.sort,
            search_state: SearchState::default(),
            hits: Hits::everything(0, &Snapshot::default()),
            excerpts: Excerpts::default(),
            list: List::default(),
            reader: ReadingPane::new(settings.reader.boilerplate),
            texts: TextRequests::default(),
            timeline: Timeline::new(settings.timeline.scale),
            drawn_timeline: DrawnTimeline::default(),
            focus: Focus::List,
            panes: PanesShown {
                has_list: true,
                has_timeline: settings.timeline.place == TimelinePlace::Bottom,
                is_zen: false,
            },
            screens: Screens::new(ConfigScreen::of(start.config_problems).map(Screen::Config)),
            overlay: None,
            pending: None,
            notice: None,
            history: History::default(),
            sought: start.open.map(PendingSelection::named),
            n_located: 0,
            size: start.size,
            is_ascii: start.is_ascii,
            is_quitting: false,
            layout: Layout::default(),
            settings,
        };
        app.arrange();
        if app.folder.is_sample && app.is_in_panes() {
            app.notice = Some(app.sample_notice());
        }
        app
    }

    fn sample_notice(&self) -> String {
        let key = self.key_of(Action::OpenFolder);
        let notice = format!("Sample news. {key} opens your folder");
        // A narrow screen gets the short notice, which leaves room for the keys at the right.
        if self.layout.screen.width < WIDE_NOTICE { notice } else { notice + ", or run newsreader FOLDER" }
    }

    /// Applies a message to the state. Returns the effects that the run loop has to execute.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(Action::Filter) if self.has_no_chosen_article() => {
                self.clear_key_state();
                self.act(Action::Filter, &mut effects);
            }
            Message::Act(action) => {
                self.key_pressed();
                self.act(action, &mut effects);
            }
            Message::Pending(pending) => {
                self.key_pressed();
                self.pending = Some(pending);
            }
            Message::NoSuchKey(keys) => {
                self.key_pressed();
                self.say_dead(keys);
            }
            Message::Edit(request) => {
                self.key_pressed();
                self.edit(request, &mut effects);
            }
            Message::Pasted(text) => {
                self.key_pressed();
                self.paste(&text, &mut effects);
            }
            Message::Clicked(click) => {
                self.key_pressed();
                self.click(click, &mut effects);
            }
            Message::Scrolled(scroll) => self.scroll(scroll),
            Message::Resized { columns, rows } => {
                self.size = (columns, rows);
                // Repaints even if the size is the same as before: the terminal may have cut its content on the way
                // there.
                effects.push(Effect::Repaint);
            }
            Message::Indexed(indexed) => self.indexed(indexed, &mut effects),
            Message::ArticlesRead(read) => self.articles_read(read),
            Message::Found(hits) => self.found(hits),
            Message::Located(located) => self.located(&located, &mut effects),
            Message::Examined(examined) => self.examined(examined),
            Message::SimilarFound(found) => self.similar_found(found),
            Message::Opened(opened) => self.opened(opened),
            Message::Excerpted(excerpted) => self.excerpted(excerpted),
            Message::FolderFound(found) => self.folder_found(found, &mut effects),
            Message::FolderOpened(opened) => self.folder_opened(opened, &mut effects),
            Message::ReadingFailed(failed) => self.reading_failed(&failed, &mut effects),
            Message::SearchFailed(ticket) => self.search_failed(ticket),
            Message::WorkerDied(died) => self.worker_died(&died),
            Message::Notice(notice) => self.notice = Some(notice),
            Message::Reconfigured(settings) => self.reconfigure(*settings, &mut effects),
            Message::ConfigProblems(problems) => self.config_read_again(problems),
        }
        self.leave_empty_reader();
        self.arrange();
        self.ask_for_articles(&mut effects);
        self.show_selected(&mut effects);
        self.ask_postponed(&mut effects);
        self.ask_for_dates(&mut effects);
        self.ask_for_excerpts(&mut effects);
        self.ask_for_similar(&mut effects);
        effects
    }

    fn key_pressed(&mut self) {
        self.clear_key_state();
        if self.focus != Focus::Filter {
            self.list.choose_selected();
        } else if !self.has_no_chosen_article() {
            self.list.settle();
        }
    }

    /// True until the load is done, as long as the user has not chosen an article.
    ///
    /// The selected article is then only the first one of the list. So a filter selects its first match, not the match
    /// nearest in time to the selected article.
    fn has_no_chosen_article(&self) -> bool {
        !self.load.progress.is_done && self.list.chosen().is_none()
    }

    /// Forgets everything about the last key: its notice, the sequence that it began, and the answer that it waits for.
    fn clear_key_state(&mut self) {
        self.pending = None;
        self.notice = None;
        self.question.forget();
    }

    /// Moves the focus from the reading pane to the list if no article matches.
    ///
    /// The list says that nothing matches, and offers other filters. On a narrow screen, the reading pane would hide
    /// both.
    fn leave_empty_reader(&mut self) {
        let is_answered = self.hits.complete && self.hits.ticket == self.search_state.ticket;
        if self.focus == Focus::Reader && is_answered && self.filter.is_active() && self.hits.rows.is_empty() {
            self.panes.is_zen = false;
            self.focus = Focus::List;
        }
    }

    /// True if the next frame should wait for an answer to the last key.
    pub fn is_waiting(&self) -> bool {
        let is_located = !self.sought.as_ref().is_some_and(PendingSelection::is_asked);
        self.search_state.is_running
            || !is_located
            || self.articles.is_lacking()
            || self.question.is_open()
            || self.is_looking_for_dates()
            || self.is_folder_awaited()
            || self.reader.is_waiting()
            || self.texts.is_read_again
            || self.excerpts.are_awaited()
    }

    /// True if the next key may refer to the pending answer of a worker: the selected article, an overlay or a folder.
    pub fn holds_keys(&self) -> bool {
        self.lacks_selected() || self.question.is_open() || self.is_folder_awaited()
    }

    /// True if every request has been answered and the whole folder has been read.
    pub fn is_idle(&self) -> bool {
        !self.is_waiting()
            && !self.hits.is_counting
            && !self.similar.is_asked()
            && self.load.progress.is_done
            && !self.load.progress.is_walking
            && !self.is_quitting
    }

    pub fn is_quitting(&self) -> bool {
        self.is_quitting
    }

    /// Returns the way in which the next key is handled.
    pub fn input_mode(&self) -> InputMode {
        match (&self.overlay, self.focus) {
            (Some(overlay), _) if overlay.takes_text() => InputMode::Text,
            _ if !self.is_in_panes() => InputMode::Keys(ActionScope::Anywhere),
            (_, Focus::Filter) => InputMode::Text,
            _ => InputMode::Keys(self.scope()),
        }
    }

    /// Returns the selected article; `None` also if it has not been read yet.
    pub fn selected(&self) -> Option<Arc<Article>> {
        self.list.selected().and_then(|row| self.article(row))
    }

    /// True if the text has the whole screen.
    pub fn is_zen(&self) -> bool {
        self.panes.is_zen
    }

    pub fn is_mouse_on(&self) -> bool {
        self.settings.ui.mouse
    }

    /// Returns the number of files that could not be read, in whole or in part.
    pub fn n_not_shown(&self) -> usize {
        self.load.progress.n_files_not_shown
    }

    /// Returns the number of matching articles of each day; `None` if no filter is active.
    pub fn matching_days(&self) -> Option<&Arc<crate::index::DayCounts>> {
        self.filter.is_active().then_some(&self.hits.days)
    }

    /// Returns the greatest number of rows that the bars of the timeline can have.
    pub fn bar_rows_max(&self) -> u16 {
        match self.settings.timeline.height {
            TimelineHeight::Rows(rows) => rows,
            TimelineHeight::Auto => layout::bar_rows_max(self.size.1),
        }
    }

    /// Returns the first key of an action, as a hint shows it; empty if it has none.
    pub fn key_of(&self, action: Action) -> String {
        self.settings.keys.hint(action, self.is_ascii).unwrap_or_default()
    }

    /// True if all signs and the names of keys are plain ASCII.
    pub fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    fn arrange(&mut self) {
        let (columns, rows) = self.size;
        self.draw_timeline(columns, self.bar_rows_max());
        let bar_rows_needed = self.drawn_timeline.picture.n_bar_rows;
        let focus = if self.focus == Focus::Filter { self.focus_before_box() } else { self.focus };
        let choices = LayoutChoices {
            has_list: self.panes.has_list,
            has_timeline: self.panes.has_timeline,
            is_reading: self.focus == Focus::Reader,
            is_in_timeline: focus == Focus::Timeline,
            is_zen: self.panes.is_zen,
            list_width: self.settings.list.width,
            bar_rows: match self.settings.timeline.height {
                TimelineHeight::Auto => None,
                TimelineHeight::Rows(rows) => Some(rows),
            },
            bar_rows_needed,
        };
        let list_width = |layout: &Layout| layout.list.map(|pane| pane.inner.width);
        let width_before = list_width(&self.layout);
        self.layout = layout::layout(columns, rows, choices);
        if list_width(&self.layout) != width_before {
            // The sentences around matches were cut for the old width.
            self.excerpts.forget();
        }
        if let Some(pane) = self.layout.timeline {
            // Without a row for labels, the whole timeline is one row with a date at either end.
            let max_bar_rows = pane.inner.height.saturating_sub(1);
            if max_bar_rows != bar_rows_needed {
                self.draw_timeline(pane.inner.width, max_bar_rows);
            }
        }
        // A hidden list keeps its scroll position, so it is the same when it is shown again.
        if let Some(pane) = self.layout.list {
            self.arrange_list(pane.inner.height);
        }
        let n_similar = self.similar().count();
        self.reader.set_n_similar(n_similar);
        if let Some(pane) = self.layout.reader {
            let width = usize::from(pane.inner.width);
            let margin = if width >= WIDE_PANE { WIDE_MARGIN } else { 1 };
            let measure = (self.settings.reader.measure as usize).min(width.saturating_sub(2 * margin));
            self.reader.set_size(
                measure,
                usize::from(pane.inner.height),
                self.settings.reader.paragraphs == Paragraphs::Space,
            );
        }
    }

    /// Returns the current step for the history: the filter, the selected article and the timeline.
    fn step(&self) -> Step {
        Step { filter: self.filter.text().to_owned(), selected: self.place_of_selected(), timeline: self.timeline }
    }

    fn place_of_selected(&self) -> Option<history::ArticlePlace> {
        let (key, row) = (self.selected_key()?, self.list.selected()?);
        Some(history::ArticlePlace { key, row, numbering: self.snapshot.numbering() })
    }

    fn remember_step(&mut self) {
        let step = self.step();
        self.history.leave(step);
    }

    fn rows(&self) -> &Rows {
        &self.hits.rows
    }
}
