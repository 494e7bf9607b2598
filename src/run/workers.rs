//! The threads that work for the app, and the assignment of effects to them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use super::clipboard::Clipboard;
use super::examiner::Examiner;
use super::index_place::IndexPlace;
use super::locator::Locator;
use super::opener::Opener;
use super::reading::{FolderLoad, LoadNumbers};
use super::row_reader::RowReader;
use super::searcher::Searcher;
use super::{Inbox, InboxEvent, Reloaded, StartOptions, errand, folder_finder};
use crate::app::effect::Effect;
use crate::app::message::{Message, WorkerDied};
use crate::article::Address;
use crate::corpus::{self, Corpus};
use crate::settings::{Watch, recent};

/// The threads that work for the app.
pub struct Workers {
    inbox: Inbox,
    searcher: Searcher,
    row_reader: RowReader,
    locator: Locator,
    opener: Opener,
    examiner: Examiner,
    reading: Option<FolderLoad>,
    generations: Arc<LoadNumbers>,
    /// The number of the first load of this folder.
    first_generation: u64,
    corpus: Arc<Corpus>,
    options: corpus::Options,
    index: IndexPlace,
    watch: Watch,
    state_dir: Option<PathBuf>,
    browser: String,
    clipboard: Clipboard,
}

impl Workers {
    /// Starts the threads. Nothing is read yet. Similar articles are searched once an article has been open for
    /// `similar_rest`.
    ///
    /// # Errors
    /// Returns an error if the system refuses one of the threads.
    pub fn start(
        options: &StartOptions,
        similar_rest: Duration,
        sender: Sender<InboxEvent>,
    ) -> Result<Self, WorkerDied> {
        let inbox = Inbox(sender);
        let clipboard = Clipboard::new(inbox.clone());
        Ok(Self {
            searcher: Searcher::start(similar_rest, inbox.clone())?,
            locator: Locator::start(inbox.clone())?,
            row_reader: RowReader::start(inbox.clone())?,
            opener: Opener::start(inbox.clone())?,
            examiner: Examiner::start(inbox.clone())?,
            generations: Arc::new(LoadNumbers::new(inbox.clone())),
            first_generation: 0,
            inbox,
            reading: None,
            index: options.index.clone(),
            watch: options.settings.corpus.watch,
            corpus: Arc::new(options.corpus.clone()),
            options: options.corpus_options.clone(),
            state_dir: options.state_dir.clone(),
            browser: options.settings.ui.open.clone(),
            clipboard,
        })
    }

    /// Starts to read the folder that the program was started with.
    pub fn open_first(&mut self, options: &StartOptions) {
        self.read(options.corpus.clone());
    }

    /// Sets the program that opens links.
    pub fn set_browser(&mut self, browser: &str) {
        browser.clone_into(&mut self.browser);
    }

    /// Passes an effect to its thread.
    pub fn send(&mut self, effect: Effect) {
        match effect {
            Effect::Search(request) => self.searcher.ask(request),
            Effect::ReadFirst(query) => {
                if let Some(reading) = &self.reading {
                    reading.prefer(&query);
                }
            }
            Effect::Prepare(snapshot) => self.searcher.prepare(snapshot),
            Effect::FindSimilar(request) => self.searcher.find_similar(request),
            Effect::Locate(request) => self.locator.ask(request),
            Effect::Examine(request) => self.examiner.examine(request),
            Effect::DropSnapshot(snapshot) => self.examiner.let_go(snapshot),
            Effect::ReadArticles(request) => self.row_reader.read(request),
            // A request from before the change of folder would be read from the wrong folder. The app does not
            // know the new folder yet, and drops its requests when it does.
            Effect::Open(request) if request.generation >= self.first_generation => {
                self.opener.open(request);
            }
            Effect::Excerpt(request) if request.generation >= self.first_generation => {
                self.opener.excerpt(request);
            }
            Effect::FindFolder(request) => folder_finder::find(request, self.options.clone(), &self.inbox),
            Effect::ReadFolder(corpus) => self.read(corpus),
            Effect::Rescan if self.reading.as_ref().is_some_and(FolderLoad::look_again) => {}
            Effect::Rescan => self.read(Corpus::clone(&self.corpus)),
            Effect::Copy(text, name) => self.clipboard.copy(text, name),
            Effect::Browse(link) => self.browse(link),
            // The loop itself executes all effects on the terminal.
            Effect::Edit(_)
            | Effect::EditConfig { .. }
            | Effect::ReloadConfig
            | Effect::Mouse(_)
            | Effect::Repaint
            | Effect::Suspend
            | Effect::Quit
            | Effect::Open(_)
            | Effect::Excerpt(_) => {}
        }
    }

    /// Reads the settings again.
    pub fn reload(&self, reload: &Arc<dyn Fn() -> Reloaded + Send + Sync>) {
        let reload = Arc::clone(reload);
        errand::start("reading the configuration", &self.inbox, Message::Notice, move |inbox| {
            inbox.send_event(InboxEvent::Reconfigured(Box::new(reload())));
        });
    }

    /// Returns the path of an article's file; `None` if the corpus is not a folder.
    pub fn path_of(&self, address: &Address) -> Option<PathBuf> {
        match &*self.corpus {
            Corpus::Folder(folder) => Some(folder.join(&address.path)),
            Corpus::Sample | Corpus::Memory(_) => None,
        }
    }

    fn read(&mut self, corpus: Corpus) {
        let is_same = *self.corpus == corpus;
        self.corpus = Arc::new(corpus);
        self.remember();
        // Drops a load of another folder, which stops it.
        let before = self.reading.take().filter(|_| is_same);
        let (index, options, watch) = (self.index.clone(), self.options.clone(), self.watch);
        let corpus = Corpus::clone(&self.corpus);
        let is_watching = matches!(corpus, Corpus::Folder(_)) && watch != Watch::Off;
        let request = move |corpus| index.request(corpus, options, watch);
        self.reading = Some(FolderLoad::start(corpus, is_watching, request, &self.generations, before));
        if !is_same {
            self.first_generation = self.generations.latest_number();
        }
    }

    /// Moves the folder to the head of the recent folders. A failure is logged.
    fn remember(&self) {
        let (Corpus::Folder(folder), Some(state_dir)) = (&*self.corpus, &self.state_dir) else {
            return;
        };
        let (folder, state_dir) = (folder.clone(), state_dir.clone());
        errand::start("remembering the folder", &self.inbox, Message::Notice, move |inbox| {
            let absolute = std::path::absolute(&folder).unwrap_or(folder);
            if let Err(error) = recent::remember(&state_dir, &absolute) {
                tracing::warn!("the list of recent folders cannot be written: {error}");
                if crate::private::is_refusal(&error) {
                    inbox.send(Message::Notice(format!("No log and no list of recent folders is kept: {error}.")));
                }
            }
        });
    }

    fn browse(&self, link: String) {
        let browser = self.browser.clone();
        errand::start("starting the browser", &self.inbox, Message::Notice, move |inbox| {
            let opened = super::browser::open(&browser, &link);
            inbox.send(Message::Notice(opened.map_or_else(|sentence| sentence, |()| format!("Opened {link}"))));
        });
    }
}
