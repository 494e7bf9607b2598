//! All threads that work for the app, and which effect goes to which.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use super::index_place::IndexPlace;
use super::locator::Locator;
use super::opener::Opener;
use super::reading::Reading;
use super::searcher::Searcher;
use super::{Event, Inbox, StartOptions};
use crate::app::effect::Effect;
use crate::app::message::Message;
use crate::article::Address;
use crate::corpus::{self, Corpus};
use crate::settings::{Watch, recent};

/// The threads that work for the app.
pub struct Workers {
    inbox: Inbox,
    searcher: Searcher,
    locator: Locator,
    opener: Opener,
    reading: Option<Reading>,
    generation: Arc<AtomicU64>,
    corpus: Arc<Corpus>,
    options: corpus::Options,
    index: IndexPlace,
    watch: Watch,
    state_dir: Option<PathBuf>,
    browser: String,
}

impl Workers {
    /// Starts the threads. Nothing is read yet.
    pub fn start(options: &StartOptions, sender: Sender<Event>) -> Self {
        let inbox = Inbox(sender);
        Self {
            searcher: Searcher::start(inbox.clone()),
            locator: Locator::start(inbox.clone()),
            opener: Opener::start(options.corpus_options.clone(), inbox.clone()),
            inbox,
            reading: None,
            generation: Arc::default(),
            index: options.index.clone(),
            watch: options.settings.corpus.watch,
            corpus: Arc::new(options.corpus.clone()),
            options: options.corpus_options.clone(),
            state_dir: options.state_dir.clone(),
            browser: options.settings.ui.open.clone(),
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
            Effect::Prepare(snapshot) => self.searcher.prepare(snapshot),
            Effect::Locate(request) => self.locator.ask(request),
            // A request from before the folder changed would be read from the wrong one.
            Effect::Open(request) if request.generation == self.generation.load(Ordering::Relaxed) => {
                self.opener.open(request, Arc::clone(&self.corpus));
            }
            Effect::Excerpt(request) => self.opener.excerpt(request, Arc::clone(&self.corpus)),
            Effect::OpenFolder(path) => self.open_folder(&path),
            Effect::Rescan if self.reading.as_ref().is_some_and(Reading::look_again) => {}
            Effect::Rescan => self.read(Corpus::clone(&self.corpus)),
            Effect::Browse(link) => self.browse(&link),
            // What concerns the terminal is done by the loop itself.
            Effect::Copy(..)
            | Effect::Edit(_)
            | Effect::EditConfig { .. }
            | Effect::ReloadConfig
            | Effect::Mouse(_)
            | Effect::Repaint
            | Effect::Suspend
            | Effect::Quit
            | Effect::Open(_) => {}
        }
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
        let request = self.index.request(Corpus::clone(&self.corpus), self.options.clone(), self.watch);
        self.reading = Some(Reading::start(request, Arc::clone(&self.generation), self.inbox.clone(), before));
    }

    fn open_folder(&mut self, path: &Path) {
        let environment =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
        let resolved = crate::settings::folder::resolve(
            &path.to_string_lossy(),
            std::env::current_dir().ok().as_deref(),
            &environment,
        );
        let corpus = match resolved {
            Ok(Some(folder)) => Corpus::Folder(folder),
            Ok(None) => Corpus::Sample,
            Err(sentence) => return self.inbox.send(Message::Notice(sentence)),
        };
        match corpus.check() {
            Ok(()) => self.read(corpus),
            Err(error) => self.inbox.send(Message::Notice(error.to_string())),
        }
    }

    /// Puts the folder at the head of the recent ones. That they cannot be kept is worth a line in the log.
    fn remember(&self) {
        let (Corpus::Folder(folder), Some(state_dir)) = (&*self.corpus, &self.state_dir) else {
            return;
        };
        let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
        let state_dir = state_dir.clone();
        std::thread::spawn(move || {
            if let Err(error) = recent::remember(&state_dir, &absolute) {
                tracing::warn!("the list of recent folders cannot be written: {error}");
            }
        });
    }

    fn browse(&self, link: &str) {
        let outcome =
            if self.browser == "auto" { open::that_detached(link) } else { open::with_detached(link, &self.browser) };
        let notice = match outcome {
            Ok(()) => format!("Opened {link}"),
            Err(error) => format!("The browser could not be started: {error}"),
        };
        self.inbox.send(Message::Notice(notice));
    }
}
