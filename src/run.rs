//! The loop: wait for one message, take all that are waiting, update the app, do the effects, draw once.
//!
//! This module alone owns a terminal and threads. One inbox, many senders: the keyboard, the signals, and the workers
//! (`workers.rs` says which effect goes to which). Nothing ticks: with nothing to do the program sleeps.

mod browser;
mod changes;
mod clipboard;
mod command_words;
pub mod editor;
mod ending;
mod errand;
mod examiner;
mod folder_finder;
mod headless;
mod idle_mark;
mod index_place;
mod input;
mod keyboard;
mod limits;
pub mod loader;
pub mod local_day;
mod locator;
pub mod log;
mod opener;
mod reading;
mod row_reader;
mod searcher;
mod signals;
mod terminal;
pub mod watcher;
mod worker;
mod workers;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Start;
use crate::app::message::{Message, WorkerDied};
use crate::corpus::{self, Corpus};
use crate::screen_thread;
use crate::settings::{ColorDepth, ConfigProblem, Settings};
use crate::view::Look;
use crate::view::glyphs::{ASCII, BLOCKS};

use clipboard::TerminalCopy;
pub use headless::{ScreenPicture, Session, headless};
use idle_mark::IdleMark;
pub use index_place::IndexPlace;
use keyboard::KeyboardBatch;
pub use limits::fail_at_file_size_limit;
use searcher::SIMILAR_REST;
pub use signals::end_by_signal;
use terminal::Screen;
pub use worker::log_panics_in;
use worker::panic_if_tested;
use workers::Workers;

/// The time for which a frame waits for the answer to its key. Nearly every answer comes within it,
/// so that list, text, count and timeline change in one frame; a slower one gets a frame of its own.
const ANSWER_WAIT: Duration = Duration::from_millis(12);

/// The time for which the first frame waits for a page of articles. A folder on a slow disk gets a frame without
/// one, which says that it is being read.
const FIRST_PAGE_WAIT: Duration = Duration::from_millis(40);

/// Everything that the reader is started with.
pub struct StartOptions {
    /// The folder, or the sample.
    pub corpus: Corpus,
    /// The options for reading it.
    pub corpus_options: corpus::Options,
    /// The place of its index.
    pub index: IndexPlace,
    /// The settings.
    pub settings: Settings,
    /// The mistakes in the configuration file.
    pub config_problems: Vec<ConfigProblem>,
    /// The configuration file.
    pub config_path: Option<PathBuf>,
    /// Reads the configuration again.
    pub reload_settings: Arc<dyn Fn() -> Reloaded + Send + Sync>,
    /// The folder for the list of recent folders.
    pub state_dir: Option<PathBuf>,
    /// The number of colours to use.
    pub depth: ColorDepth,
    /// True to draw in ASCII.
    pub is_ascii: bool,
    /// The filter at the start.
    pub filter: String,
    /// The article to start in: its path, `PATH#n` or id.
    pub open: Option<String>,
    /// The day on which the program runs.
    pub today: Date,
    /// The theme that `auto` means if the terminal does not tell its background.
    pub theme_without_answer: &'static str,
}

/// The settings as they were read again, and what is wrong with them.
pub type Reloaded = (Settings, Vec<ConfigProblem>);

/// A message of the inbox.
#[derive(Debug)]
pub enum InboxEvent {
    /// For the app.
    Message(Box<Message>),
    /// From the keyboard and the mouse. Nothing more is read from them until the batch is answered for.
    Keyboard(KeyboardBatch),
    /// A text is to be copied through the terminal.
    CopyByTerminal(TerminalCopy),
    /// The configuration was read again.
    Reconfigured(Box<Reloaded>),
    /// The shell or the reader asks for a pause.
    Suspend,
    /// The terminal has another size.
    Resized,
    /// The terminal is gone or the program is asked to end: the signal's number.
    Terminate(i32),
}

impl InboxEvent {
    /// An event for the app.
    pub fn message(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// The way in which the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// It was quit.
    Quit,
    /// It was quit from the screen that shows what is wrong with the configuration.
    ConfigRefused,
    /// A signal ended it: its number.
    Signal(i32),
}

/// Runs the reader in the terminal until it is quit.
pub fn start(options: StartOptions) -> anyhow::Result<RunEnd> {
    start_in_terminal(options).or_else(|error| match ending::signal() {
        Some(signal) => Ok(RunEnd::Signal(signal)),
        // The terminal was gone before anything else said so.
        None if terminal::is_gone(&error) => Ok(RunEnd::Signal(rustix::process::Signal::HUP.as_raw())),
        None => Err(error),
    })
}

fn start_in_terminal(options: StartOptions) -> anyhow::Result<RunEnd> {
    let (sender, inbox) = std::sync::mpsc::channel();
    start_log(&options, &sender);
    // The folder is read from the first moment on, while the terminal is being asked and set up.
    let mut workers = Workers::start(&options, SIMILAR_REST, sender.clone())?;
    workers.open_first(&options);
    // The terminal is asked before anything else reads from it: a late answer would be taken for keys.
    let is_light = terminal::ask_background(&options.settings.ui.theme);
    let look = look(&options, is_light);
    signals::listen(sender.clone()).context("signals cannot be listened to")?;
    let screen = Screen::enter(options.settings.ui.mouse).context("the terminal cannot be set up")?;
    let size = screen.size()?;
    let app = App::new(app_start(&options, size));
    keyboard::listen(sender.clone())?;
    let mut runner = Runner {
        app,
        look,
        is_light,
        screen,
        workers,
        sender,
        inbox,
        has_restarted_signals: false,
        options,
        idle_mark: IdleMark::default(),
    };
    runner.run()
}

/// Starts the log. Opening its file takes as long as a frame, and nothing waits for it.
fn start_log(options: &StartOptions, sender: &Sender<InboxEvent>) {
    let state_dir = options.state_dir.clone();
    let started = worker::spawn_worker(worker::LOG, sender.clone(), move || {
        panic_if_tested(worker::LOG);
        log::start(state_dir.as_deref());
    });
    if started.is_err() {
        log::start(options.state_dir.as_deref());
    }
}

fn look(options: &StartOptions, is_light: Option<bool>) -> Look {
    let named = options.settings.ui.theme.as_str();
    let name = match (named, is_light) {
        ("auto", Some(true)) => "paper",
        ("auto", Some(false)) => "ink",
        ("auto", None) => options.theme_without_answer,
        _ => named,
    };
    let themes = &options.settings.themes;
    let theme = themes.resolve(name, options.depth).or_else(|| themes.resolve("ink", options.depth));
    let theme = theme.unwrap_or_else(|| crate::settings::Theme {
        name: String::new(),
        styles: [ratatui::style::Style::new(); crate::settings::Token::ALL.len()],
    });
    Look { theme, glyphs: if options.is_ascii { &ASCII } else { &BLOCKS } }
}

fn app_start(options: &StartOptions, size: (u16, u16)) -> Start {
    let recent = options.state_dir.as_deref().map(crate::settings::recent::read).unwrap_or_default();
    Start {
        settings: options.settings.clone(),
        config_problems: options.config_problems.clone(),
        config_path: options.config_path.clone(),
        folder: folder_name(&options.corpus),
        folder_path: folder_path(&options.corpus),
        is_sample: options.corpus == Corpus::Sample,
        filter: options.filter.clone(),
        open: options.open.clone(),
        recent: recent.iter().map(|path| crate::text::safe::safe_line(&path.to_string_lossy())).collect(),
        today: options.today,
        size,
        is_ascii: options.is_ascii,
    }
}

/// The folder's name for the screen.
fn folder_name(corpus: &Corpus) -> String {
    match corpus {
        Corpus::Folder(folder) => crate::text::safe::safe_line(&folder.to_string_lossy()),
        Corpus::Sample => "the built-in sample".to_owned(),
        Corpus::Memory(file) => crate::text::safe::safe_line(&file.name.to_string_lossy()),
    }
}

/// The folder's whole path, wherever the program was started; `None` for what is not on a disk.
fn folder_path(corpus: &Corpus) -> Option<PathBuf> {
    match corpus {
        Corpus::Folder(folder) => Some(std::path::absolute(folder).unwrap_or_else(|_| folder.clone())),
        Corpus::Sample | Corpus::Memory(_) => None,
    }
}

/// The reader at work in a terminal.
struct Runner {
    app: App,
    look: Look,
    /// True if the terminal said that its background is light, false if dark.
    is_light: Option<bool>,
    screen: Screen,
    workers: Workers,
    /// For threads that are started again.
    sender: Sender<InboxEvent>,
    inbox: Receiver<InboxEvent>,
    has_restarted_signals: bool,
    options: StartOptions,
    idle_mark: IdleMark,
}

impl Runner {
    fn run(&mut self) -> anyhow::Result<RunEnd> {
        let _mark = screen_thread::mark();
        if let Some(ended) = self.first_frame()? {
            return Ok(ended);
        }
        panic_if_tested("screen");
        loop {
            let Ok(event) = self.inbox.recv() else {
                return Ok(RunEnd::Quit);
            };
            let mut ended = self.take(event)?;
            let deadline = Instant::now() + ANSWER_WAIT;
            while ended.is_none() {
                match self.next_event(deadline) {
                    Some(event) => ended = self.take(event)?,
                    None => break,
                }
            }
            if let Some(ended) = ended {
                return Ok(ended);
            }
            self.draw()?;
        }
    }

    /// Draws the first frame: with a page of articles, where the folder gives one in a moment.
    fn first_frame(&mut self) -> anyhow::Result<Option<RunEnd>> {
        let deadline = Instant::now() + FIRST_PAGE_WAIT;
        while (self.app.snapshot.is_empty() && !self.app.load.progress.is_done) || self.app.is_waiting() {
            let Ok(event) = self.inbox.recv_timeout(deadline.saturating_duration_since(Instant::now())) else {
                break;
            };
            if let Some(ended) = self.take(event)? {
                return Ok(Some(ended));
            }
        }
        self.draw()?;
        Ok(None)
    }

    /// The next event that belongs to this frame: all that wait, and the answer to the last key.
    fn next_event(&self, deadline: Instant) -> Option<InboxEvent> {
        if let Ok(event) = self.inbox.try_recv() {
            return Some(event);
        }
        if !self.app.is_waiting() {
            return None;
        }
        let left = deadline.saturating_duration_since(Instant::now());
        self.inbox.recv_timeout(left).ok()
    }

    fn take(&mut self, event: InboxEvent) -> anyhow::Result<Option<RunEnd>> {
        match event {
            InboxEvent::Message(message) => return self.update(*message),
            InboxEvent::Keyboard(batch) => {
                let mut ended = None;
                let deadline = Instant::now() + ANSWER_WAIT;
                for event in &batch.events {
                    self.idle_mark.note(event);
                    ended = self.wait_for_answer(deadline)?;
                    if ended.is_none() {
                        ended = self.update(input::message_of(event, &self.app))?;
                    }
                    if ended.is_some() {
                        break;
                    }
                }
                batch.answered();
                return Ok(ended);
            }
            InboxEvent::CopyByTerminal(copy) => {
                let is_written = self.screen.write(copy.sequence.as_bytes()).is_ok();
                return self.update(Message::Notice(if is_written { copy.copied } else { copy.failed }));
            }
            InboxEvent::Reconfigured(reloaded) => self.reconfigure(*reloaded)?,
            InboxEvent::Suspend => self.suspend()?,
            InboxEvent::Resized => self.take_size()?,
            InboxEvent::Terminate(signal) => return Ok(Some(RunEnd::Signal(signal))),
        }
        Ok(None)
    }

    /// Takes answers until there is what the next key may be about: keys that come together do what they would do
    /// one by one.
    fn wait_for_answer(&mut self, deadline: Instant) -> anyhow::Result<Option<RunEnd>> {
        while self.app.holds_keys() {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.inbox.recv_timeout(left) else {
                break;
            };
            if let Some(ended) = self.take(event)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    fn update(&mut self, message: Message) -> anyhow::Result<Option<RunEnd>> {
        use crate::app::effect::Effect;
        if let Message::WorkerDied(died) = &message {
            self.do_without(died)?;
        }
        let mut ended = None;
        for effect in self.app.update(message) {
            match effect {
                Effect::Quit => {
                    let is_refused = !self.app.screen().is_browse();
                    ended = Some(if is_refused { RunEnd::ConfigRefused } else { RunEnd::Quit });
                }
                Effect::Mouse(is_on) => self.screen.set_mouse(is_on)?,
                Effect::Repaint => self.screen.clear(),
                Effect::Suspend => signals::suspend_group(),
                Effect::Edit(address) => {
                    let path = self.workers.path_of(&address);
                    self.edit(path, 1)?;
                }
                Effect::EditConfig { path, line } => {
                    self.edit(Some(path), line)?;
                    self.workers.reload(&self.options.reload_settings);
                }
                Effect::ReloadConfig => self.workers.reload(&self.options.reload_settings),
                other => self.workers.send(other),
            }
        }
        Ok(ended)
    }

    /// Ends the program where nobody could use it without a worker that died. Signals are listened to once more.
    fn do_without(&mut self, died: &WorkerDied) -> anyhow::Result<()> {
        let is_vital = match died.name {
            worker::KEYBOARD => true,
            worker::SIGNAL_LISTENER => std::mem::replace(&mut self.has_restarted_signals, true),
            _ => return Ok(()),
        };
        if is_vital {
            return Err(died_of(died));
        }
        signals::listen(self.sender.clone()).context("signals cannot be listened to")
    }

    /// Gives the terminal to the editor, and takes it back.
    fn edit(&mut self, path: Option<PathBuf>, line: usize) -> anyhow::Result<()> {
        let Some(path) = path else {
            return Ok(());
        };
        terminal::give_back();
        signals::set_editing(true);
        let editor = &self.options.settings.ui.editor;
        let outcome = screen_thread::exempt("the editor has the terminal", || editor::edit(editor, &path, line));
        signals::set_editing(false);
        self.screen.resume()?;
        self.take_size()?;
        if let Err(error) = outcome {
            self.update(Message::Notice(error))?;
        }
        Ok(())
    }

    fn reconfigure(&mut self, (settings, problems): Reloaded) -> anyhow::Result<()> {
        self.options.settings = settings.clone();
        self.look = look(&self.options, self.is_light);
        self.workers.set_browser(&settings.ui.open);
        self.update(Message::Reconfigured(Box::new(settings)))?;
        self.update(Message::ConfigProblems(problems))?;
        Ok(())
    }

    /// Leaves the terminal to the shell until the program is continued.
    fn suspend(&mut self) -> anyhow::Result<()> {
        terminal::give_back();
        signals::stop_here();
        self.screen.resume()?;
        self.take_size()
    }

    /// Asks the terminal for its size, which may have changed.
    fn take_size(&mut self) -> anyhow::Result<()> {
        let (columns, rows) = self.screen.size()?;
        self.update(Message::Resized { columns, rows })?;
        Ok(())
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        self.screen.draw(&self.app, &self.look)?;
        Ok(self.idle_mark.write(&self.app, &mut self.screen)?)
    }
}

/// The end of the program for want of a worker, with the place of the log.
pub fn died_of(died: &WorkerDied) -> anyhow::Error {
    match log_folder() {
        Some(folder) if died.is_logged() => anyhow::anyhow!("{died}; see the log in {folder}"),
        _ => anyhow::anyhow!("{died}"),
    }
}

/// Waits in `place` where a test asks for it, as `PLACE:FIFO`, until the test opens that FIFO: a disk or a network
/// that does not answer can be shown by one alone. Builds for use do not have this.
fn block_if_tested(place: &str) {
    screen_thread::check(place);
    #[cfg(debug_assertions)]
    if let Ok(asked) = std::env::var("NEWSREADER_TEST_BLOCK")
        && let Some((_, fifo)) = asked.split_once(':').filter(|(asked, _)| *asked == place)
    {
        let _ = std::fs::File::open(fifo);
    }
    #[cfg(not(debug_assertions))]
    let _ = place;
}

/// The folder of the log, where there is one, as it is shown.
pub fn log_folder() -> Option<String> {
    worker::log_folder().map(|folder| crate::text::safe::safe_line(&folder.to_string_lossy()))
}

/// A sender of messages to the app.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(Sender<InboxEvent>);

impl Inbox {
    /// Sends a message. When the loop has ended nobody waits for it.
    pub fn send(&self, message: Message) {
        self.send_event(InboxEvent::message(message));
    }

    /// Sends what the loop itself is to do.
    fn send_event(&self, event: InboxEvent) {
        let _ = self.0.send(event);
    }
}
