//! The monkey test in one process: the real loop and its workers, without a terminal.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::{Date, date};
use newsreader::app::message::{Click, Message, Scroll};
use newsreader::corpus::{Corpus, Options};
use newsreader::run::loader::Loaded;
use newsreader::run::{IndexPlace, Session, StartOptions};
use newsreader::settings::table::{self, Given};
use newsreader::settings::{ColorDepth, Settings, Watch};

use crate::compare;
use crate::emulator::Emulator;
use crate::events::{Event, Events, FILTERS};
use crate::folders::{Folder, Folders, path_of};
use crate::numbers::Numbers;
use crate::watchdog::Trace;

/// The current day of the sessions, a little after the newest article of the sample.
pub const TODAY: Date = date(2022, 3, 20);

/// The number of events between two comparisons.
const EVENTS_A_ROUND: usize = 200;

/// The longest wait for the loop to be idle: far longer than a busy machine needs.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A frame is drawn after about one in so many events. The events between are handled together, as those of a fast
/// typist.
const EVENTS_A_FRAME: usize = 3;

/// One in so many sessions keeps an index.
const SESSIONS_AN_INDEX: usize = 2;

/// Articles that a session may open with. Each is in some of the folders.
const ARTICLES: &[&str] = &["records.jsonl#7", "wide.md", "news/ferry.html", "records.jsonl", "0123456789abcdef", ""];

/// The state of the monkey test.
pub struct Monkey {
    events: Events,
    folders: Folders,
    session: Session,
    /// The place of the indexes, if the session keeps one.
    cache_root: Option<PathBuf>,
    terminal: Emulator,
    trace: Trace,
    /// The contents of the folders that never change.
    libraries: HashMap<String, Loaded>,
    size: (u16, u16),
}

impl Monkey {
    /// Starts a monkey test. Every event follows from `seed`.
    pub fn new(seed: u64, trace: Trace) -> Self {
        let folders = Folders::new();
        let mut events = Events::new(seed, folders.paths());
        let size = (80, 24);
        let (session, cache_root) = start(&folders, &mut events, size, &trace);
        let terminal = Emulator::new(size);
        Self { events, folders, session, cache_root, terminal, trace, libraries: HashMap::new(), size }
    }

    /// Runs `n_events` events, with a comparison after each round.
    pub fn run(&mut self, n_events: usize) {
        for number in 1..=n_events {
            let event = self.events.next();
            self.trace.add(&event.to_string());
            self.take(&event);
            if number % EVENTS_A_ROUND == 0 || number == n_events {
                self.compare();
            }
        }
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Change => self.change_file(),
            Event::Settle => self.settle(),
            Event::Restart => self.restart(),
            Event::Key(key) => self.session.press(*key),
            Event::Click(column, row, is_double) => {
                self.session.send(Message::Clicked(Click { column: *column, row: *row, is_double: *is_double }));
            }
            Event::Wheel(column, row, is_down) => {
                self.session.send(Message::Scrolled(Scroll { column: *column, row: *row, is_down: *is_down }));
            }
            Event::Paste(text) => self.session.send(Message::Pasted(text.clone())),
            Event::Resize(columns, rows) => {
                self.size = (*columns, *rows);
                self.terminal.resize(self.size);
                self.session.send(Message::Resized { columns: *columns, rows: *rows });
            }
        }
        self.session.take_waiting().expect("no worker dies");
        if self.session.app().is_quitting() || !self.folders.has(self.session.app()) {
            self.restart();
        }
        if self.events.numbers.one_in(EVENTS_A_FRAME) {
            self.draw();
        }
    }

    /// Draws a frame into the terminal.
    fn draw(&mut self) {
        let bytes = self.session.frame().expect("a frame in memory cannot fail");
        self.terminal.write(&bytes);
    }

    fn change_file(&mut self) {
        let folder = self.folder();
        if let (true, Some(path)) = (folder.is_changing, path_of(&folder)) {
            let what = self.folders.change(path, &mut self.events.numbers);
            self.trace.add(&format!("({what})"));
        }
    }

    fn folder(&self) -> Folder {
        self.folders.named(&self.session.app().folder.name).clone()
    }

    fn settle(&mut self) {
        let is_idle = self.session.settle_within(PATIENCE, |_| true).expect("no worker dies");
        assert!(is_idle, "the loop is not idle after {PATIENCE:?}");
    }

    /// Waits until the current state of the folder has been read.
    fn settle_files(&mut self) {
        self.settle();
        let folder = self.folder();
        if let (true, Some(path)) = (folder.is_changing, path_of(&folder)) {
            let sign = self.folders.put_sign(path);
            self.trace.add(&format!("({sign} put)"));
            let is_seen = self.session.settle_within(PATIENCE, |app| app.snapshot.row_named(&sign).is_some());
            let is_seen = is_seen.expect("no worker dies");
            assert!(is_seen, "{sign} is not seen after {PATIENCE:?}");
        }
    }

    fn restart(&mut self) {
        (self.session, self.cache_root) = start(&self.folders, &mut self.events, self.size, &self.trace);
        self.terminal = Emulator::new(self.size);
    }

    /// Compares the terminal with a fresh paint, and the list with the output of `newsreader list`.
    fn compare(&mut self) {
        self.settle_files();
        self.trace.add("(compared)\n");
        self.draw();
        let picture = self.session.picture();
        check("the terminal", compare::shows_picture(self.terminal.screen(), &picture));
        self.session.repaint();
        let bytes = self.session.frame().expect("a frame in memory cannot fail");
        let mut fresh = Emulator::new(self.size);
        fresh.write(&bytes);
        check("a fresh terminal", compare::shows_picture(fresh.screen(), &picture));
        check("the terminal", compare::same_screens(self.terminal.screen(), fresh.screen()));
        self.terminal.write(&bytes);
        check("a repaint", compare::same_screens(self.terminal.screen(), fresh.screen()));
        check("the count", compare::says_count(self.session.app(), &picture));
        let library = self.library();
        check("the list", compare::same_articles(self.session.app(), &library.snapshot, TODAY));
        check("the folder", compare::same_folder(self.session.app(), &library, TODAY));
        if self.cache_root.is_some() {
            let library = compare::library(&self.folder().corpus, self.cache_root.clone());
            check("the list by the index", compare::same_articles(self.session.app(), &library.snapshot, TODAY));
        }
        check("the text", compare::same_text(self.session.app(), &self.folder().corpus));
        self.check_timeline();
    }

    /// Compares the timeline with one that is computed again, as after a change of the width.
    fn check_timeline(&mut self) {
        let before = self.session.picture().buffer;
        let Some(pane) = self.session.app().layout.timeline else { return };
        let (columns, rows) = self.size;
        for columns in [columns + 7, columns] {
            self.terminal.resize((columns, rows));
            self.session.send(Message::Resized { columns, rows });
        }
        let after = self.session.picture().buffer;
        let is_covered = self.session.app().overlay.is_some() || self.session.app().pending.is_some();
        let changed = pane.inner.positions().find(|at| before[*at] != after[*at]).filter(|_| !is_covered);
        if let Some(at) = changed {
            panic!("the timeline is out of date: at {at} is {:?}, and should be {:?}", before[at], after[at]);
        }
    }

    fn library(&mut self) -> Loaded {
        let folder = self.folder();
        if folder.is_changing {
            return compare::library(&folder.corpus, None);
        }
        let name = self.session.app().folder.name.clone();
        self.libraries.entry(name).or_insert_with(|| compare::library(&folder.corpus, None)).clone()
    }
}

/// Fails with the difference, if there is one.
#[track_caller]
fn check(what: &str, compared: compare::Compared) {
    if let Err(difference) = compared {
        panic!("{what}: {difference}");
    }
}

/// Starts a session in one of the folders, with or without an index, and with random settings.
fn start(folders: &Folders, events: &mut Events, size: (u16, u16), trace: &Trace) -> (Session, Option<PathBuf>) {
    let numbers = &mut events.numbers;
    let folder = &folders.all[numbers.below(folders.all.len())];
    let cache_root = numbers.one_in(SESSIONS_AN_INDEX).then(|| folders.home().join("cache"));
    trace.add(&format!("(started in {:?}, index: {})", folder.corpus, cache_root.is_some()));
    let mut options = options(folder.corpus.clone(), cache_root.clone());
    options.is_ascii = numbers.one_in(4);
    if numbers.one_in(2) {
        configure(&mut options.settings, numbers, trace);
    }
    if numbers.one_in(3) {
        options.filter = numbers.pick(FILTERS).to_owned();
        trace.add(&format!("(filter {:?})", options.filter));
    }
    if numbers.one_in(4) {
        options.open = Some(numbers.pick(ARTICLES).to_owned());
        trace.add(&format!("(open {:?})", options.open));
    }
    (Session::start(&options, size).expect("the workers start"), cache_root)
}

/// Sets settings that change the screen to random allowed values.
fn configure(settings: &mut Settings, numbers: &mut Numbers, trace: &Trace) {
    for mut row in table::rows(settings).into_iter().filter(|row| !["corpus", "index"].contains(&row.section)) {
        let mut values = row.words();
        if matches!(row.name, "theme" | "colors") {
            continue;
        }
        values.extend(["7", "40", "100", "30%"].map(str::to_owned));
        let value = values[numbers.below(values.len())].clone();
        if numbers.one_in(3) && row.read(&Given::Text(value.clone())) {
            trace.add(&format!("({}.{} = {value})", row.section, row.name));
        }
    }
}

/// Returns the options that a session is started with.
pub fn options(corpus: Corpus, cache_root: Option<PathBuf>) -> StartOptions {
    let mut settings = Settings::default();
    settings.corpus.watch = Watch::On;
    StartOptions {
        corpus,
        corpus_options: Options::default(),
        index: IndexPlace { cache_root, bytes_max: u64::MAX },
        settings,
        config_problems: Vec::new(),
        config_path: None,
        reload_settings: std::sync::Arc::new(|| (Settings::default(), Vec::new())),
        state_dir: None,
        depth: ColorDepth::TrueColor,
        is_ascii: false,
        filter: String::new(),
        open: None,
        today: TODAY,
        theme_without_answer: "ink",
    }
}
