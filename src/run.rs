//! Runs the main loop: it waits for a message, takes all messages that wait, updates the app, executes its effects and
//! draws one frame.
//!
//! Only this module owns a terminal and threads. There is one inbox with many senders: the keyboard, the signals and
//! the workers (`workers.rs` assigns effects to workers). There is no timer, so an idle program sleeps.

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

/// The time that a frame waits for the result of its key. Nearly every result arrives within it, so that list, text,
/// count and timeline change in one frame. A later result gets a frame of its own.
const ANSWER_WAIT: Duration = Duration::from_millis(12);

/// The time that the first frame waits for a page of articles. If the folder is on a slow disk, the first frame has no
/// articles and says that the folder is being read.
const FIRST_PAGE_WAIT: Duration = Duration::from_millis(40);

/// The options that the screen is started with.
pub struct StartOptions {
    /// The folder or the built-in sample.
    pub corpus: Corpus,
    /// The options for reading the folder.
    pub corpus_options: corpus::Options,
    pub index: IndexPlace,
    pub settings: Settings,
    /// The mistakes in the configuration file.
    pub config_problems: Vec<ConfigProblem>,
    /// The path of the config file.
    pub config_path: Option<PathBuf>,
    /// Reads the settings again.
    pub reload_settings: Arc<dyn Fn() -> Reloaded + Send + Sync>,
    /// The folder for the log and the list of recent folders.
    pub state_dir: Option<PathBuf>,
    /// The number of colours to use.
    pub depth: ColorDepth,
    /// True to draw in ASCII.
    pub is_ascii: bool,
    /// The initial filter.
    pub filter: String,
    /// The article to start in: its path, `PATH#n` or id.
    pub open: Option<String>,
    /// The current day.
    pub today: Date,
    /// The theme that `auto` means if the terminal does not report its background.
    pub theme_without_answer: &'static str,
}

/// The settings as they were read again, and the problems in them.
pub type Reloaded = (Settings, Vec<ConfigProblem>);

/// A message of the inbox.
#[derive(Debug)]
pub enum InboxEvent {
    /// A message for the app.
    Message(Box<Message>),
    /// Events of the keyboard and the mouse. No more are read until the batch is answered.
    Keyboard(KeyboardBatch),
    /// A text to copy through the terminal.
    CopyByTerminal(TerminalCopy),
    /// The settings, read again.
    Reconfigured(Box<Reloaded>),
    /// A request to suspend the program, by the shell or by the user.
    Suspend,
    /// The terminal has another size.
    Resized,
    /// The terminal was closed or the program must end; with the number of the signal.
    Terminate(i32),
}

impl InboxEvent {
    pub fn message(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// The reason why the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// The user quit.
    Quit,
    /// The user quit on the screen that shows the problems of the configuration.
    ConfigRefused,
    /// A signal ended the program; with its number.
    Signal(i32),
}

/// Runs the screen in the terminal until the user quits.
pub fn start(options: StartOptions) -> anyhow::Result<RunEnd> {
    start_in_terminal(options).or_else(|error| match ending::signal() {
        Some(signal) => Ok(RunEnd::Signal(signal)),
        // The terminal was closed, and this error is the first sign of it.
        None if terminal::is_gone(&error) => Ok(RunEnd::Signal(rustix::process::Signal::HUP.as_raw())),
        None => Err(error),
    })
}

fn start_in_terminal(options: StartOptions) -> anyhow::Result<RunEnd> {
    let (sender, inbox) = std::sync::mpsc::channel();
    start_log(&options, &sender);
    // The folder is read from the start, while the terminal is queried and set up.
    let mut workers = Workers::start(&options, SIMILAR_REST, sender.clone())?;
    workers.open_first(&options);
    // The terminal is queried before anything else reads from it: a late answer would be taken for keys.
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

/// Starts the log on a thread, because opening its file takes as long as a frame and nothing depends on it.
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

/// Returns the name of the folder for the screen.
fn folder_name(corpus: &Corpus) -> String {
    match corpus {
        Corpus::Folder(folder) => crate::text::safe::safe_line(&folder.to_string_lossy()),
        Corpus::Sample => "the built-in sample".to_owned(),
        Corpus::Memory(file) => crate::text::safe::safe_line(&file.name.to_string_lossy()),
    }
}

/// Returns the absolute path of the folder; `None` for a corpus that is not on disk.
fn folder_path(corpus: &Corpus) -> Option<PathBuf> {
    match corpus {
        Corpus::Folder(folder) => Some(std::path::absolute(folder).unwrap_or_else(|_| folder.clone())),
        Corpus::Sample | Corpus::Memory(_) => None,
    }
}

/// The state of the main loop in a terminal.
struct Runner {
    app: App,
    look: Look,
    /// True if the terminal reported a light background, false if it reported a dark one.
    is_light: Option<bool>,
    screen: Screen,
    workers: Workers,
    /// The sender for threads that are started again.
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

    /// Draws the first frame, with a page of articles if it arrives within [`FIRST_PAGE_WAIT`].
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

    /// Returns the next event of this frame: an event that waits, or the result of the last key.
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

    /// Handles events until the results that the next key may refer to are there. So keys that arrive together do the
    /// same as one by one.
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

    /// Ends the program if it is unusable without the worker that died. The signal listener is restarted once.
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

    /// Runs the editor in the terminal, and resumes the screen after it.
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

    /// Takes over the size of the terminal, which may have changed.
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

/// Returns the error that ends the program after a worker died, with the place of the log.
pub fn died_of(died: &WorkerDied) -> anyhow::Error {
    match log_folder() {
        Some(folder) if died.is_logged() => anyhow::anyhow!("{died}; see the log in {folder}"),
        _ => anyhow::anyhow!("{died}"),
    }
}

/// Blocks at `place` until a test opens a FIFO, if the test asks for it with `PLACE:FIFO`. This simulates a disk or a
/// network that does not respond. Release builds never block.
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

/// Returns the folder of the log for display, if there is a log.
pub fn log_folder() -> Option<String> {
    worker::log_folder().map(|folder| crate::text::safe::safe_line(&folder.to_string_lossy()))
}

/// A sender of messages to the app.
#[derive(Clone, Debug)]
pub(crate) struct Inbox(Sender<InboxEvent>);

impl Inbox {
    /// Sends a message. It is dropped if the loop has ended.
    pub fn send(&self, message: Message) {
        self.send_event(InboxEvent::message(message));
    }

    /// Sends an event for the loop itself.
    fn send_event(&self, event: InboxEvent) {
        let _ = self.0.send(event);
    }
}
