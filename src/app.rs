//! All state: [`App::update`] takes a message, changes the state, and returns effects.
//!
//! Nothing here reads a file, starts a thread or asks for the time, so any session of use can be
//! replayed from its messages. One file a pane or overlay; what an action does is in `act`, what the answers
//! of workers do in `answers`.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::action::{Action, ActionScope};
use crate::article::{Article, Problem};
use crate::index::{RowId, Snapshot};
use crate::query::{Hits, Rows, Sort};
use crate::settings::values::SettingWord;
use crate::settings::{BoilerplateMode, Paragraphs, Settings, TimelineHeight, TimelinePlace};

mod act;
mod answers;
mod articles;
mod choices;
mod copy;
mod date_evidence;
mod dead_keys;
pub mod effect;
mod examine;
mod failures;
pub mod filter;
pub mod filter_language;
pub mod help;
pub mod history;
pub mod layout;
pub mod links;
pub mod list;
pub mod list_row;
mod list_rows;
pub mod message;
mod mouse;
mod movement;
pub mod overlay;
mod overlay_keys;
pub mod overlay_text;
pub mod reader;
mod seek;
pub mod similar;
mod start;
mod text_box;
pub mod timeline;
mod timeline_keys;
mod timeline_picture;

use articles::Articles;
use date_evidence::DateEvidence;
use effect::Effect;
use examine::Question;
use filter::Filter;
use history::{History, Step};
use layout::{Layout, LayoutChoices};
use list::List;
use message::{Message, Pending, Progress};
use overlay::Overlay;
use reader::ReadingPane;
use seek::Sought;
use similar::Similar;
pub use start::Start;
use timeline::{Cursor, ScaleSetting, Timeline, TimelinePicture};

/// From this width of the pane on, the text has a margin of [`WIDE_MARGIN`] columns on both sides, else of one column.
const WIDE_PANE: usize = 66;
const WIDE_MARGIN: usize = 3;
/// From this width of the screen on, the whole notice about the sample fits.
const WIDE_NOTICE: u16 = 80;

/// The pane that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The article list.
    List,
    /// The reading pane.
    Reader,
    /// The timeline.
    Timeline,
    /// The filter box.
    Filter,
}

/// The way in which the next key is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputMode {
    /// It is looked up among the keys of this scope and of `Anywhere`.
    Keys(ActionScope),
    /// It edits a text box, but for the few keys of the filter box.
    Text,
}

/// All state.
#[derive(Debug)]
pub struct App {
    /// The user's settings.
    pub settings: Settings,
    config_path: Option<PathBuf>,
    /// The folder's name for the screen.
    pub folder: String,
    /// Its whole path; `None` for what is not on a disk.
    folder_path: Option<PathBuf>,
    /// True if the folder is the built-in sample.
    pub is_sample: bool,
    recent: Vec<String>,
    size: (u16, u16),
    is_ascii: bool,
    generation: u64,
    /// The reading of the same folder that takes the place of this one with its first articles.
    next_generation: Option<u64>,
    /// All articles read so far.
    pub snapshot: Snapshot,
    articles: Articles,
    question: Question,
    date_evidence: DateEvidence,
    n_folders_asked: u64,
    /// All problems found so far, the worst first.
    pub problems: Arc<[Problem]>,
    /// The progress of reading the folder.
    pub progress: Progress,
    /// The filter box.
    pub filter: Filter,
    /// The order of the list.
    pub sort: Sort,
    ticket: u64,
    is_searching: bool,
    /// True if the last search was not answered, as the thread for it is gone.
    pub has_search_failed: bool,
    /// The articles of the list.
    pub hits: Hits,
    excerpts: HashMap<RowId, Option<String>>,
    excerpts_asked: HashSet<RowId>,
    n_excerpts_waiting: usize,
    /// Goes up whenever the sentences asked for so far are of no use any more.
    excerpt_round: u64,
    /// The article list.
    pub list: List,
    /// The reading pane.
    pub reader: ReadingPane,
    read_ahead: Vec<RowId>,
    similar: Similar,
    /// The timeline.
    pub timeline: Timeline,
    /// The pane that has the focus.
    pub focus: Focus,
    focus_before_box: Focus,
    filter_before_box: Option<Step>,
    /// The box over the panes.
    pub overlay: Option<Overlay>,
    /// The first key of a sequence.
    pub pending: Option<Pending>,
    /// A sentence for the status row, until the next key.
    pub notice: Option<String>,
    history: History,
    /// The article that is to be selected once its row is known.
    sought: Option<Sought>,
    /// The number of requests for rows so far.
    n_located: u64,
    has_list: bool,
    has_timeline: bool,
    is_zen: bool,
    measure: usize,
    boilerplate: BoilerplateMode,
    /// True if the text in view is being read again, because more is known about the paragraphs that its source
    /// repeats.
    is_text_read_again: bool,
    is_mouse_on: bool,
    is_quitting: bool,
    /// The places of everything on the screen.
    pub layout: Layout,
    /// The timeline as it is drawn, and what it was made from.
    pub timeline_picture: TimelinePicture,
    picture_of: Option<timeline_picture::PictureInputs>,
}

impl App {
    /// The app at its start, before anything has been read.
    pub fn new(start: Start) -> Self {
        let settings = start.settings;
        let overlay = (!start.config_problems.is_empty())
            .then_some(Overlay::Config(overlay::ConfigOverlay { problems: start.config_problems, top: 0 }));
        let mut app = Self {
            config_path: start.config_path,
            folder: start.folder,
            folder_path: start.folder_path,
            is_sample: start.is_sample,
            recent: start.recent,
            size: start.size,
            is_ascii: start.is_ascii,
            generation: 0,
            next_generation: None,
            snapshot: Snapshot::default(),
            articles: Articles::default(),
            question: Question::default(),
            date_evidence: DateEvidence::default(),
            n_folders_asked: 0,
            problems: Arc::default(),
            progress: Progress::default(),
            filter: Filter::new(&start.filter, start.today, settings.filter.history as usize),
            sort: sort_of(&settings),
            ticket: 0,
            is_searching: false,
            has_search_failed: false,
            hits: Hits::everything(0, &Snapshot::default()),
            excerpts: HashMap::new(),
            excerpts_asked: HashSet::new(),
            n_excerpts_waiting: 0,
            excerpt_round: 0,
            list: List::default(),
            reader: ReadingPane::new(settings.reader.boilerplate),
            read_ahead: Vec::new(),
            similar: Similar::default(),
            timeline: Timeline::new(scale_of(&settings)),
            focus: Focus::List,
            focus_before_box: Focus::List,
            filter_before_box: None,
            overlay,
            pending: None,
            notice: None,
            history: History::default(),
            sought: start.open.map(Sought::named),
            n_located: 0,
            has_list: true,
            has_timeline: settings.timeline.place == TimelinePlace::Bottom,
            is_zen: false,
            measure: settings.reader.measure as usize,
            boilerplate: settings.reader.boilerplate,
            is_text_read_again: false,
            is_mouse_on: settings.ui.mouse,
            is_quitting: false,
            layout: Layout::default(),
            timeline_picture: TimelinePicture::default(),
            picture_of: None,
            settings,
        };
        app.arrange();
        if app.is_sample && app.overlay.is_none() {
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

    /// Changes the state by a message, and says what is to be done.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = Vec::new();
        match message {
            Message::Act(Action::Filter) if self.is_unchosen() => {
                self.forget_folds();
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
                // Also where the size is as it was: on the way there the terminal may have cut what it shows.
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
            Message::ConfigProblems(problems) => {
                self.overlay =
                    (!problems.is_empty()).then_some(Overlay::Config(overlay::ConfigOverlay { problems, top: 0 }));
                if self.overlay.is_none() {
                    self.notice = Some(
                        "Configuration reloaded. Changes to [corpus], colors and glyphs apply at the next start."
                            .to_owned(),
                    );
                }
            }
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
        self.forget_folds();
        if self.focus != Focus::Filter {
            self.list.choose_selected();
        } else if !self.is_unchosen() {
            self.list.settle();
        }
    }

    /// True while a folder is read for the first time and nobody has chosen an article: the one in view is only the first
    /// that arrived. A filter then selects its newest article, as others come, and not the one nearest to that.
    fn is_unchosen(&self) -> bool {
        !self.progress.is_done && self.list.chosen().is_none()
    }

    /// Forgets what was said about the last key.
    fn forget_folds(&mut self) {
        self.pending = None;
        self.notice = None;
        self.question.forget();
    }

    /// Moves the focus from the reading pane to the list when no article matches: the list says so, and offers
    /// the parts of the filter that could be dropped. A narrow screen would show neither.
    fn leave_empty_reader(&mut self) {
        let is_answered = self.hits.complete && self.hits.ticket == self.ticket;
        if self.focus == Focus::Reader && is_answered && self.filter.is_active() && self.hits.rows.is_empty() {
            self.is_zen = false;
            self.focus = Focus::List;
        }
    }

    /// True if the next frame should wait for an answer to the last key.
    pub fn is_waiting(&self) -> bool {
        let is_located = !self.sought.as_ref().is_some_and(Sought::is_asked);
        self.is_searching
            || !is_located
            || self.articles.is_lacking()
            || self.question.is_open()
            || self.is_looking_for_dates()
            || self.is_folder_awaited()
            || self.reader.is_waiting()
            || self.is_text_read_again
            || self.n_excerpts_waiting > 0
    }

    /// True if the next key may be about what a worker is just about to answer: the selected article, an overlay, a
    /// folder.
    pub fn holds_keys(&self) -> bool {
        self.lacks_selected() || self.question.is_open() || self.is_folder_awaited()
    }

    fn is_folder_awaited(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Folder(folder)) if folder.looking.is_some())
    }

    /// True if every request has been answered and the whole folder has been read.
    pub fn is_idle(&self) -> bool {
        !self.is_waiting()
            && !self.hits.is_counting
            && !self.similar.is_asked()
            && self.progress.is_done
            && !self.progress.is_walking
            && !self.is_quitting
    }

    /// True if the user asked to quit.
    pub fn is_quitting(&self) -> bool {
        self.is_quitting
    }

    /// The way in which the next key is handled.
    pub fn input_mode(&self) -> InputMode {
        match (&self.overlay, self.focus) {
            (Some(overlay), _) if overlay.takes_text() => InputMode::Text,
            (Some(_), _) => InputMode::Keys(ActionScope::Anywhere),
            (None, Focus::Filter) => InputMode::Text,
            (None, Focus::List) => InputMode::Keys(ActionScope::List),
            (None, Focus::Reader) => InputMode::Keys(ActionScope::Reader),
            (None, Focus::Timeline) => InputMode::Keys(ActionScope::Timeline),
        }
    }

    /// The selected article. `None` also while it has not been read.
    pub fn selected(&self) -> Option<Arc<Article>> {
        self.list.selected().and_then(|row| self.article(row))
    }

    /// True if the text has the whole screen.
    pub fn is_zen(&self) -> bool {
        self.is_zen
    }

    /// True if the mouse is on.
    pub fn is_mouse_on(&self) -> bool {
        self.is_mouse_on
    }

    /// The number of files with something that could not be read.
    pub fn n_not_shown(&self) -> usize {
        self.progress.n_files_not_shown
    }

    /// The sentence around the first match of a row's text, where it has been found.
    pub fn excerpt(&self, row: RowId) -> Option<&str> {
        self.excerpts.get(&row)?.as_deref()
    }

    /// The counts of the matching articles by day, where a filter is active.
    pub fn matching_days(&self) -> Option<&Arc<crate::index::DayCounts>> {
        self.filter.is_active().then_some(&self.hits.days)
    }

    /// At most how many rows of bars the screen has.
    pub fn bar_rows_max(&self) -> u16 {
        match self.settings.timeline.height {
            TimelineHeight::Rows(rows) => rows,
            TimelineHeight::Auto => layout::bar_rows_max(self.size.1),
        }
    }

    /// The first key of an action, as a hint shows it; empty where it has none.
    pub fn key_of(&self, action: Action) -> String {
        self.settings.keys.hint(action, self.is_ascii).unwrap_or_default()
    }

    /// True if signs and the names of keys are plain ASCII.
    pub fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    fn arrange(&mut self) {
        let (columns, rows) = self.size;
        self.draw_timeline(columns, self.bar_rows_max());
        let bar_rows_needed = self.timeline_picture.n_bar_rows;
        let focus = if self.focus == Focus::Filter { self.focus_before_box } else { self.focus };
        let choices = LayoutChoices {
            has_list: self.has_list,
            has_timeline: self.has_timeline,
            is_reading: self.focus == Focus::Reader,
            is_in_timeline: focus == Focus::Timeline,
            is_zen: self.is_zen,
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
            self.forget_excerpts();
        }
        if let Some(pane) = self.layout.timeline {
            // Where there is no row for labels, the whole timeline is one row between the ends of its time.
            let max_bar_rows = pane.inner.height.saturating_sub(1);
            if max_bar_rows != bar_rows_needed {
                self.draw_timeline(pane.inner.width, max_bar_rows);
            }
        }
        // A list that is hidden keeps its place, and comes back as it was.
        if let Some(pane) = self.layout.list {
            self.arrange_list(pane.inner.height);
        }
        let n_similar = self.similar().count();
        self.reader.set_n_similar(n_similar);
        if let Some(pane) = self.layout.reader {
            let width = usize::from(pane.inner.width);
            let margin = if width >= WIDE_PANE { WIDE_MARGIN } else { 1 };
            let measure = self.measure.min(width.saturating_sub(2 * margin));
            self.reader.set_size(
                measure,
                usize::from(pane.inner.height),
                self.settings.reader.paragraphs == Paragraphs::Space,
            );
        }
    }

    /// The current step for the history: the filter, the selected article and the timeline.
    fn step(&self) -> Step {
        Step {
            filter: self.filter.text().to_owned(),
            selected: self.place_of_selected(),
            timeline: self.timeline.clone(),
        }
    }

    fn place_of_selected(&self) -> Option<history::Place> {
        let (key, row) = (self.selected_key()?, self.list.selected()?);
        Some(history::Place { key, row, numbering: self.snapshot.numbering() })
    }

    fn remember_step(&mut self) {
        let step = self.step();
        self.history.leave(step);
    }

    fn rows(&self) -> &Rows {
        &self.hits.rows
    }
}

/// The order of the list that the settings name.
fn sort_of(settings: &Settings) -> Sort {
    Sort::from_name(&settings.list.sort.written()).unwrap_or_default()
}

/// The scale of the timeline that the settings name.
fn scale_of(settings: &Settings) -> ScaleSetting {
    ScaleSetting::from_name(&settings.timeline.scale.written()).unwrap_or_default()
}
