//! All threads that work for the app, and which effect goes to which.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::clipboard::Clipboard;
use super::examiner::Examiner;
use super::index_place::IndexPlace;
use super::opener::Opener;
use super::reading::Reading;
use super::row_reader::RowReader;
use super::searcher::Searcher;
use super::{Event, Inbox, Reloaded, StartOptions, errand, folder_finder};
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::article::Address;
use crate::corpus::{self, Corpus};
use crate::screen_thread;
use crate::settings::{Watch, recent};

/// The threads that work for the app.
pub struct Workers {
    inbox: Inbox,
    searcher: Searcher,
    row_reader: RowReader,
    opener: Opener,
    examiner: Examiner,
    reading: Option<Reading>,
    generation: Arc<AtomicU64>,
    corpus: Arc<Corpus>,
    options: corpus::Options,
    index: IndexPlace,
    watch: Watch,
    state_dir: Option<PathBuf>,
    browser: String,
    clipboard: Clipboard,
}

impl Workers {
    /// Starts the threads. Nothing is read yet.
    pub fn start(options: &StartOptions, sender: Sender<Event>) -> Self {
        let inbox = Inbox(sender);
        let clipboard = Clipboard::new(inbox.clone());
        Self {
            searcher: Searcher::start(inbox.clone()),
            row_reader: RowReader::start(&inbox),
            opener: Opener::start(options.corpus_options.clone(), inbox.clone()),
            examiner: Examiner::start(&inbox),
            inbox,
            reading: None,
            generation: Arc::default(),
            index: options.index.clone(),
            watch: options.settings.corpus.watch,
            corpus: Arc::new(options.corpus.clone()),
            options: options.corpus_options.clone(),
            state_dir: options.state_dir.clone(),
            browser: options.settings.ui.open.clone(),
            clipboard,
        }
    }

    /// Starts to read the folder that the program was started with.
    pub fn open_first(&mut self, options: &StartOptions) {
        self.read(options.corpus.clone());
    }

    /// Takes another program for links.
    pub fn set_browser(&mut self, browser: &str) {
        browser.clone_into(&mut self.browser);
    }

    /// Does an effect that is for one of the threads.
    pub fn send(&mut self, effect: Effect) {
        match effect {
            Effect::Search(request) => self.searcher.ask(request),
            Effect::Examine(request) => self.examiner.examine(request),
            Effect::LetGo(snapshot) => self.examiner.let_go(snapshot),
            Effect::ReadArticles(request) => self.row_reader.read(request),
            // A request from before the folder changed would be read from the wrong one.
            Effect::Open(request) if request.generation == self.generation.load(Ordering::Relaxed) => {
                self.opener.open(request, Arc::clone(&self.corpus));
            }
            Effect::Excerpt(request) => self.opener.excerpt(request, Arc::clone(&self.corpus)),
            Effect::FindFolder(request) => folder_finder::find(request, &self.inbox),
            Effect::ReadFolder(corpus) => self.read(corpus),
            Effect::Rescan => self.read(Corpus::clone(&self.corpus)),
            Effect::Copy(text, name) => self.clipboard.copy(text, name),
            Effect::Browse(link) => self.browse(link),
            // What concerns the terminal is done by the loop itself.
            Effect::Edit(_)
            | Effect::EditConfig { .. }
            | Effect::ReloadConfig
            | Effect::Mouse(_)
            | Effect::Repaint
            | Effect::Suspend
            | Effect::Quit
            | Effect::Open(_) => {}
        }
    }

    /// Reads the configuration again.
    pub fn reload(&self, reload: &Arc<dyn Fn() -> Reloaded + Send + Sync>) {
        let reload = Arc::clone(reload);
        errand::start("Reading the configuration", &self.inbox, Message::Notice, move |inbox| {
            inbox.send_event(Event::Reconfigured(Box::new(reload())));
        });
    }

    /// The file of an article, where it is one.
    pub fn path_of(&self, address: &Address) -> Option<PathBuf> {
        match &*self.corpus {
            Corpus::Folder(folder) => Some(folder.join(&address.path)),
            Corpus::Sample | Corpus::Memory(_) => None,
        }
    }

    fn read(&mut self, corpus: Corpus) {
        self.generation.fetch_add(1, Ordering::Relaxed);
        let is_same = *self.corpus == corpus;
        self.corpus = Arc::new(corpus);
        self.remember();
        // A reading of another folder is told to stop when it is dropped here.
        let before = self.reading.take().filter(|_| is_same);
        let (index, options, watch) = (self.index.clone(), self.options.clone(), self.watch);
        let request = move |corpus| index.request(corpus, options, watch);
        let (corpus, generation) = (Corpus::clone(&self.corpus), Arc::clone(&self.generation));
        self.reading = Some(Reading::start(corpus, request, generation, self.inbox.clone(), before));
    }

    /// Puts the folder at the head of the recent ones. That they cannot be kept is worth a line in the log.
    fn remember(&self) {
        let (Corpus::Folder(folder), Some(state_dir)) = (&*self.corpus, &self.state_dir) else {
            return;
        };
        let (folder, state_dir) = (folder.clone(), state_dir.clone());
        errand::start("Remembering the folder", &self.inbox, Message::Notice, move |_| {
            let absolute = std::path::absolute(&folder).unwrap_or(folder);
            if let Err(error) = recent::remember(&state_dir, &absolute) {
                tracing::warn!("the list of recent folders cannot be written: {error}");
            }
        });
    }

    fn browse(&self, link: String) {
        let browser = self.browser.clone();
        errand::start("Starting the browser", &self.inbox, Message::Notice, move |inbox| {
            screen_thread::check("starting the browser");
            let outcome =
                if browser == "auto" { open::that_detached(&link) } else { open::with_detached(&link, browser) };
            inbox.send(Message::Notice(match outcome {
                Ok(()) => format!("Opened {link}"),
                Err(error) => format!("The browser could not be started: {error}"),
            }));
        });
    }
}
