//! Finds the folder that a command works with, reads its articles, and finds one of them by what the user typed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::CommandFactory;

use super::{Arguments, Command, Context, Exit, Failure, filter_mistake};
use crate::article::{Accounting, Problem};
use crate::corpus::{self, Corpus, FolderError};
use crate::extract::{self, Extracted};
use crate::index::cache::{self, Lock};
use crate::index::stored::commit;
use crate::index::{Needs, RowId, Snapshot};
use crate::private;
use crate::query::{self, Query, Search, Sort, SpotKind};
use crate::run::IndexPlace;
use crate::run::loader::{self, LoadError};
pub use crate::run::local_day::{day_of, today};
use crate::settings::problem::nearest;
use crate::settings::{Origin, Watch, places};
use crate::text::numbers::with_commas;

/// All articles of a folder that has been read completely.
pub struct Library {
    pub corpus: Corpus,
    /// The options that the folder was read with.
    pub options: corpus::Options,
    pub snapshot: Snapshot,
    /// The files that could not be read, the cautions, and the files that were set aside.
    pub problems: Arc<[Problem]>,
    /// The number of files for each outcome.
    pub accounting: Accounting,
}

impl Library {
    /// Reads the file at `typed` by itself, if it is another rendering of an article.
    pub fn rendering(&self, typed: &OsStr) -> Option<Extracted> {
        let path = inside(&self.corpus, Path::new(typed));
        let problem = self.problems.iter().find(|problem| problem.path == path)?;
        problem.rendering_of()?;
        let n_bytes = match &self.corpus {
            Corpus::Folder(folder) => std::fs::metadata(folder.join(&path)).map_or(0, |metadata| metadata.len()),
            Corpus::Sample | Corpus::Memory(_) => return None,
        };
        let chunk = corpus::FileChunk { path: path.into(), n_bytes, lines: None };
        let mut found = None;
        corpus::read(&self.corpus, &chunk, &self.options, &mut |record| {
            found.get_or_insert_with(|| extract::article(record));
        });
        found
    }

    /// Returns the number of files that could not be read.
    pub fn n_unread(&self) -> usize {
        crate::article::n_files_not_shown(&self.problems)
    }
}

/// The articles that the filter of a command matches.
pub struct MatchingArticles {
    pub library: Library,
    /// The rows in the requested order, at most as many as requested.
    pub rows: Vec<RowId>,
    /// The number of articles that match, including those beyond the limit.
    pub n_articles: usize,
    pub query: Arc<Query>,
}

impl Context<'_> {
    /// Reads the folder and finds the articles that match the filter.
    pub fn found(&mut self) -> Result<MatchingArticles, Failure> {
        let query = self.query()?;
        self.check_settings()?;
        let library = self.library(query.needs(self.sort()))?;
        let mut search = Search::new(query, self.sort(), None, &library.snapshot);
        // This search is never cancelled, so it always completes.
        let _ = search.extend(&library.snapshot, &|| false);
        let hits = search.hits(0);
        for remark in &hits.remarks {
            self.note(&format!("in the filter: {}", filter_mistake::shortened(&remark.message)))?;
        }
        if search.needs_counts() {
            let _ = search.count_without_parts(&|| false);
            if let Some(found) = search.hits(0).in_page_text {
                let n_articles = with_commas(found.n_articles as u64);
                self.note(&format!("{n_articles} more in page text: {}", found.filter))?;
            }
        }
        let limit = self.arguments.global.limit.unwrap_or(usize::MAX);
        let rows = hits.rows.iter().take(limit).collect();
        Ok(MatchingArticles { rows, n_articles: hits.rows.len(), query: Arc::clone(search.query()), library })
    }

    /// Returns the folder of the settings if it exists and is not one of the program's own folders.
    pub fn corpus(&self) -> Result<Corpus, Failure> {
        let corpus = self.named_corpus()?;
        corpus.check_no_own(&self.loaded.own_folders).map_err(|error| Failure::new(Exit::Folder, error.to_string()))?;
        Ok(corpus)
    }

    fn named_corpus(&self) -> Result<Corpus, Failure> {
        let Some(folder) = &self.loaded.settings.corpus.folder else { return Ok(Corpus::Sample) };
        let shown = places::display(folder, &self.environment);
        let named_by = match &self.loaded.folder_origin {
            Origin::File => {
                let file = self.loaded.config_path.as_deref().map(|path| places::display(path, &self.environment));
                format!(", named as [corpus] folder in {},", file.unwrap_or_default())
            }
            Origin::Variable(name) => format!(", named by {name},"),
            Origin::Flag("FOLDER") => return typed_folder(folder),
            Origin::Flag(_) | Origin::Default => String::new(),
        };
        if folder.is_dir() {
            return Ok(Corpus::Folder(folder.clone()));
        }
        let what = if folder.exists() { "is a file, not a folder" } else { "does not exist" };
        Err(Failure::new(Exit::Folder, format!("the folder “{shown}”{named_by} {what}")))
    }

    /// Returns the options for reading a folder, taken from the settings.
    pub fn corpus_options(&self) -> corpus::Options {
        let settings = &self.loaded.settings.corpus;
        corpus::Options {
            include: settings.include.clone(),
            exclude: settings.exclude.clone(),
            hidden: settings.hidden,
            follow_links: settings.follow_links,
            max_article_bytes: settings.max_article_bytes,
            link_lists: settings.link_lists,
            own_folders: self.loaded.own_folders.clone(),
        }
    }

    /// Reads the whole folder, with at least the data of `needs`.
    pub fn library(&mut self, needs: Needs) -> Result<Library, Failure> {
        let corpus = self.corpus()?;
        let options = self.corpus_options();
        if matches!(corpus, Corpus::Sample) && self.is_terminal {
            self.note("this is the built-in sample; for your own articles: newsreader -d FOLDER …")?;
        }
        let mut request = IndexPlace::of(&self.loaded).request(corpus.clone(), options.clone(), Watch::Off);
        if let Some(root) = request.index.as_ref().and_then(|folder| folder.path().parent())
            && let Err(error) = private::check_folder(root)
        {
            let shown = places::display(root, &self.environment);
            self.note(&format!("no index in {shown} is used: {}", cache::why(&error)))?;
            request.index = None;
        }
        request.needs = needs;
        let n_damages = self.articles.n_damages();
        if let (1.., Some(folder)) = (n_damages, &request.index)
            && let Lock::Writer(_lock) = folder.lock()
        {
            commit::remove_if_damaged(folder.path());
        }
        // If a second index is damaged too, the articles are read without an index.
        request.index = request.index.filter(|_| n_damages < 2);
        let read = loader::load_all(&request).map_err(|error| match error {
            LoadError::Folder(error) => Failure::new(Exit::Folder, error.to_string()),
            LoadError::Worker(died) => Failure::of_worker(&died),
        })?;
        // Notices about the index are for a user at a terminal; a script does not need them.
        if self.is_terminal {
            for notice in &read.notices {
                self.note(notice)?;
            }
        }
        self.articles.set(read.snapshot.clone());
        Ok(Library {
            corpus,
            options,
            snapshot: read.snapshot,
            problems: read.problems,
            accounting: read.progress.accounting,
        })
    }

    /// Parses the filter as the filter box does. A wrong part ends the command. So does an unfinished part, because
    /// nothing more will be typed.
    pub fn query(&mut self) -> Result<Query, Failure> {
        let filter = self.arguments.filter();
        if let Some(word) = &filter.unknown_option {
            check_no_option(word)?;
        }
        let text = filter.text.as_str();
        let query = query::parse(text, today());
        let unfinished = || query.spots.iter().find(|spot| spot.kind == SpotKind::Unfinished);
        if let Some(spot) = query.first_wrong().or_else(unfinished) {
            return Err(Failure::new(Exit::Usage, filter_mistake::message(text, spot)));
        }
        let notes: Vec<String> = query
            .spots
            .iter()
            .filter(|spot| spot.kind == SpotKind::Note)
            .map(|spot| format!("in the filter: {}", filter_mistake::shortened(&spot.message)))
            .collect();
        for note in notes {
            self.note(&note)?;
        }
        Ok(query)
    }

    /// Returns the order of the list: by relevance for `search`, unless `--sort` is given.
    pub fn sort(&self) -> Sort {
        let is_search = matches!(self.arguments.command, Some(Command::Search(_)));
        if is_search && self.arguments.global.sort.is_none() {
            return Sort::Relevance;
        }
        self.loaded.settings.list.sort
    }

    /// Returns the exit code of a command that has printed its results: unread files take precedence over no match.
    pub fn end(&mut self, library: &Library, n_articles: usize) -> Result<Exit, Failure> {
        let n_unread = library.n_unread();
        if n_unread > 0 {
            let files = if n_unread == 1 { "1 file" } else { &format!("{n_unread} files") };
            // Data is written first, because the note refers to it.
            self.out.flush()?;
            self.note(&format!("{files} could not be read; “newsreader check” says why"))?;
            return Ok(Exit::Unread);
        }
        Ok(if n_articles == 0 { Exit::NoMatch } else { Exit::Done })
    }
}

/// Returns the folder of the first argument, which may also be a misspelt command.
fn typed_folder(folder: &Path) -> Result<Corpus, Failure> {
    if folder.is_dir() {
        return Ok(Corpus::Folder(folder.to_path_buf()));
    }
    let typed = crate::text::safe::safe_line(&folder.to_string_lossy());
    if folder.exists() {
        let inside = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Err(Failure::new(
            Exit::Folder,
            format!(
                "“{typed}” is a file, not a folder; to read the folder it is in: newsreader {}",
                crate::text::safe::safe_line(&inside.to_string_lossy())
            ),
        ));
    }
    // A word written as a path was not meant to be a command.
    if folder.components().count() > 1 || folder.is_absolute() {
        let error = FolderError::Missing(folder.to_path_buf());
        return Err(Failure::new(Exit::Folder, error.to_string()));
    }
    let near = nearest(&typed, ["list", "search", "show", "similar", "dates", "check", "index", "config"]);
    Err(Failure::new(
        Exit::Folder,
        match near {
            Some(command) => {
                format!("“{typed}” is neither a folder nor a command; did you mean “newsreader {command}”?")
            }
            None => format!("“{typed}” is neither a folder nor a command; “newsreader --help” lists the commands"),
        },
    ))
}

/// Ends a command if its filter is a misspelt option. A filter may begin with one `-`, but not with two.
fn check_no_option(filter: &str) -> Result<(), Failure> {
    if !filter.starts_with("--") {
        return Ok(());
    }
    let command = Arguments::command();
    let list = command.find_subcommand("list").unwrap_or(&command);
    let options: Vec<String> = command
        .get_arguments()
        .chain(list.get_arguments())
        .filter_map(|argument| argument.get_long().map(|long| format!("--{long}")))
        .collect();
    let near = nearest(filter, options.iter().map(String::as_str));
    let advice = near.map_or_else(
        || "; after “--” it is a filter: newsreader list -- FILTER".to_owned(),
        |near| format!("; did you mean “{near}”?"),
    );
    Err(Failure::new(Exit::Usage, format!("“{filter}” is no option{advice}")))
}

/// Finds the row of an article by what the user typed: an id, or a path with or without `#n`, relative to the folder of
/// the articles or to the working directory.
pub fn find(library: &Library, typed: &OsStr) -> Result<RowId, Failure> {
    let snapshot = &library.snapshot;
    let text = typed.to_string_lossy();
    let is_id = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lower = text.to_lowercase();
    if let Some(row) = is_id.then(|| snapshot.row_named(&lower)).flatten() {
        return Ok(row);
    }
    for (path, item) in readings(typed) {
        let path = inside(&library.corpus, path);
        let of_file =
            |own: &Path| (own == path).then_some(move |own_item: Option<u32>| item.is_none() || own_item == item);
        let rows = snapshot.rows_at(of_file);
        match rows[..] {
            [] => {}
            [row] => return Ok(row),
            [..] => {
                let (n_articles, shown) = (rows.len(), crate::text::safe::safe_line(&path.to_string_lossy()));
                return Err(Failure::new(
                    Exit::Usage,
                    format!("{shown} holds {n_articles} articles; name one of them, such as {shown}#1"),
                ));
            }
        }
    }
    let shown = crate::text::safe::safe_line(&text);
    let references: Vec<String> =
        snapshot.by_date().iter().map(|row| snapshot.article(*row).address.reference()).collect();
    let advice = match nearest(&shown, references.iter().map(String::as_str)) {
        Some(near) => format!("; did you mean “{near}”?"),
        None => "; “newsreader list --json” prints the paths and ids".to_owned(),
    };
    Err(Failure::new(Exit::NoMatch, format!("there is no article “{shown}”{advice}")))
}

/// Returns the possible meanings of a typed path: the path as it is, then with the number after its last `#` as an
/// item.
fn readings(typed: &OsStr) -> Vec<(&Path, Option<u32>)> {
    let mut readings = vec![(Path::new(typed), None)];
    if let Some((path, item)) = typed.to_str().and_then(|text| text.rsplit_once('#')) {
        readings.extend(item.parse().ok().map(|item| (Path::new(path), Some(item))));
    }
    readings
}

/// Returns `path` relative to the folder of the corpus, if it leads into that folder from the working directory.
fn inside(corpus: &Corpus, path: &Path) -> PathBuf {
    let plain = path.strip_prefix(".").unwrap_or(path).to_path_buf();
    let Corpus::Folder(folder) = corpus else { return plain };
    let relative = path
        .canonicalize()
        .ok()
        .zip(folder.canonicalize().ok())
        .and_then(|(path, folder)| path.strip_prefix(&folder).ok().map(Path::to_path_buf));
    // A file of the folder with exactly this path takes precedence over one relative to the working directory.
    if folder.join(&plain).exists() && !path.is_absolute() { plain } else { relative.unwrap_or(plain) }
}
