//! Everything that the app asks the rest of the program to do, as a closed list of plain values.

use std::path::PathBuf;
use std::sync::Arc;

use crate::article::{Address, ArticleKey, Body};
use crate::corpus::Corpus;
use crate::index::{RowId, Snapshot};
use crate::query::{Query, Sort};

/// A task for the run loop. The loop executes it, and answers with messages.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Finds the articles of a query. Answered by `Found`.
    Search(SearchRequest),
    /// Moves the files that most likely have articles of a query to the front of the load: the user waits for them.
    ReadFirst(Arc<Query>),
    /// Prepares the searcher for searches of a snapshot, before the first search is requested.
    Prepare(Snapshot),
    /// Reads the articles of rows. Answered by `ArticlesRead`.
    ReadArticles(ArticleRequest),
    /// Finds the row of an article. Answered by `Located`.
    Locate(LocateRequest),
    /// Reads the text of an article. Answered by `Opened`.
    Open(OpenRequest),
    /// Examines the text of an article. Answered by `Examined`.
    Examine(ExamineRequest),
    /// Finds the articles most similar to one. Answered by `SimilarFound`. Only the latest request counts.
    FindSimilar(SimilarRequest),
    /// Drops a snapshot that the app no longer needs. Index files that only this snapshot used are then deleted.
    DropSnapshot(Snapshot),
    /// Finds the sentences around the matches. Answered by `Excerpted`.
    Excerpt(ExcerptRequest),
    /// Looks for a folder. Answered by `FolderFound`.
    FindFolder(FolderRequest),
    /// Reads another folder, which has been found. Answered by `FolderOpened`.
    ReadFolder(Corpus),
    /// Reads the folder again. Answered by `Indexed`, and before that by `FolderOpened` if rows get other numbers.
    Rescan,
    /// Copies a text to the clipboard. The second value is the name of the text in the notice that answers.
    Copy(String, &'static str),
    /// Opens a web address in the browser.
    Browse(String),
    /// Opens a file of the corpus in the editor.
    Edit(Address),
    /// Opens the configuration file in the editor, at a line.
    EditConfig {
        path: PathBuf,
        /// From 1.
        line: usize,
    },
    /// Reads the configuration again.
    ReloadConfig,
    /// Switches the mouse on or off.
    Mouse(bool),
    /// Paints the whole screen again.
    Repaint,
    /// Suspends the program; `fg` in the shell resumes it.
    Suspend,
    Quit,
}

/// A request to the searcher.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// The number of the search. A request with the same number and a longer snapshot continues the search.
    pub ticket: u64,
    pub query: Arc<Query>,
    /// The order of the result.
    pub sort: Sort,
    pub snapshot: Snapshot,
}

/// A folder to look for.
#[derive(Clone, Debug)]
pub struct FolderRequest {
    /// The number of the request, which the answer carries: an answer to an old one is dropped.
    pub number: u64,
    /// The path as it was typed.
    pub path: String,
}

/// Rows whose articles are to be read.
#[derive(Clone, Debug)]
pub struct ArticleRequest {
    /// The load that the rows belong to.
    pub generation: u64,
    /// The rows that the next frame shows.
    pub rows: Vec<RowId>,
    /// The rows that a key can bring into view, nearest first.
    pub ahead: Vec<RowId>,
    pub snapshot: Snapshot,
}

/// A request for the row of an article.
#[derive(Clone, Debug)]
pub struct LocateRequest {
    /// The number of the request, which the answer carries.
    pub number: u64,
    pub wanted: Wanted,
    /// The snapshot that is searched.
    pub snapshot: Snapshot,
}

/// The property by which an article is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The path as the screen shows it, `PATH#n` or id.
    Named(String),
    Key(ArticleKey),
    /// The article that replaced a deleted one when its file was read again.
    ReplacementOf {
        /// The row of the deleted article.
        deleted: RowId,
    },
}

/// An article to open.
#[derive(Clone, Debug)]
pub struct OpenRequest {
    /// The load that `row` belongs to.
    pub generation: u64,
    pub row: RowId,
    pub snapshot: Snapshot,
    /// The rows that will probably be opened next, nearest first.
    pub next: Vec<RowId>,
}

/// A question whose answer needs a pass over a whole text.
#[derive(Clone, Debug)]
pub struct ExamineRequest {
    /// The number of the question, which the answer carries: an answer to another one is dropped.
    pub question: u64,
    pub row: RowId,
    pub snapshot: Snapshot,
    pub body: Arc<Body>,
    pub about: Examination,
}

/// An article for which similar ones are searched.
#[derive(Clone, Debug)]
pub struct SimilarRequest {
    /// The number of the request, which the answer carries.
    pub number: u64,
    pub row: RowId,
    pub snapshot: Snapshot,
}

/// A question about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examination {
    /// The evidence for the date of the article.
    Date,
    Links,
}

/// Rows whose excerpts are requested: the sentences around their matches.
#[derive(Clone, Debug)]
pub struct ExcerptRequest {
    /// The load that `rows` belong to.
    pub generation: u64,
    /// The number of the round, which the answer carries: an answer to an old one is dropped.
    pub round: u64,
    pub query: Arc<Query>,
    pub rows: Vec<RowId>,
    pub snapshot: Snapshot,
    /// The greatest width of an excerpt, in columns.
    pub columns: usize,
}
