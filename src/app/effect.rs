//! Everything the app asks of the world, as a closed list of plain values.

use std::path::PathBuf;
use std::sync::Arc;

use crate::article::{Address, ArticleKey, Body};
use crate::corpus::Corpus;
use crate::index::{RowId, Snapshot};
use crate::query::{Query, Sort};

/// Something the app wants done. The loop does it, and answers with messages.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Find the articles of a query; answered by `Found`.
    Search(SearchRequest),
    /// Read the files first that most likely have articles of a query: the user waits for them.
    ReadFirst(Arc<Query>),
    /// Get ready for searches of these articles, before the first is asked for.
    Prepare(Snapshot),
    /// Read the articles of rows; answered by `ArticlesRead`.
    ReadArticles(ArticleRequest),
    /// Find the row of an article; answered by `Located`.
    Locate(LocateRequest),
    /// Read an article's text; answered by `Opened`.
    Open(OpenRequest),
    /// Look through the text of an article; answered by `Examined`.
    Examine(ExamineRequest),
    /// Find the articles most like one; answered by `SimilarFound`. The latest request counts.
    FindSimilar(SimilarRequest),
    /// Drop these articles, which the app has no use for any more. Files that only they needed are removed then.
    LetGo(Snapshot),
    /// Find the sentences around the matches; answered by `Excerpted`.
    Excerpt(ExcerptRequest),
    /// Look for a folder; answered by `FolderFound`.
    FindFolder(FolderRequest),
    /// Read another folder, which has been found; answered by `FolderOpened`.
    ReadFolder(Corpus),
    /// Read the folder again; answered by `FolderOpened` where its rows get other numbers, and by `Indexed`.
    Rescan,
    /// Copy a text; the second says what it is. Answered by a notice.
    Copy(String, &'static str),
    /// Open an address of the web in the browser.
    Browse(String),
    /// Open a file of the corpus in the editor.
    Edit(Address),
    /// Open the configuration file in the editor, at a line.
    EditConfig {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Read the configuration again.
    ReloadConfig,
    /// Switch the mouse on or off.
    Mouse(bool),
    /// Paint the whole screen anew.
    Repaint,
    /// Go to the shell, to come back with `fg`.
    Suspend,
    /// Leave the program.
    Quit,
}

/// A question to the searcher.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// The number of the question. The same number with a longer snapshot goes on with the search.
    pub ticket: u64,
    /// The filter.
    pub query: Arc<Query>,
    /// The order of the answer.
    pub sort: Sort,
    /// The articles to look at.
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
    /// The reading of the folder that the rows belong to.
    pub generation: u64,
    /// The rows that the next frame shows.
    pub rows: Vec<RowId>,
    /// The rows that a key can bring into view, nearest first.
    pub ahead: Vec<RowId>,
    /// The articles they are of.
    pub snapshot: Snapshot,
}

/// An article whose row is asked for.
#[derive(Clone, Debug)]
pub struct LocateRequest {
    /// The number of the request, which the answer carries.
    pub number: u64,
    /// The facts that are known of it.
    pub wanted: Wanted,
    /// The articles it is looked for in.
    pub snapshot: Snapshot,
}

/// The facts that are known of an article whose row is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Its path, `PATH#n` or id.
    Named(String),
    /// Its key.
    Key(ArticleKey),
    /// It takes the place of an article that is gone, as its file was read anew.
    ReadAnew {
        /// The row of that article.
        gone: RowId,
    },
}

/// An article to open.
#[derive(Clone, Debug)]
pub struct OpenRequest {
    /// The reading of the folder that `row` belongs to.
    pub generation: u64,
    /// The article's row.
    pub row: RowId,
    /// The articles it is one of.
    pub snapshot: Snapshot,
    /// Rows that will probably be opened next, nearest first.
    pub next: Vec<RowId>,
}

/// A question that takes a look through a whole text.
#[derive(Clone, Debug)]
pub struct ExamineRequest {
    /// The number of the question, which the answer carries: an answer to another one is dropped.
    pub question: u64,
    /// The article's row.
    pub row: RowId,
    /// The articles it is one of.
    pub snapshot: Snapshot,
    /// Its text.
    pub body: Arc<Body>,
    /// The subject of the question.
    pub about: Examination,
}

/// An article to find similar ones for.
#[derive(Clone, Debug)]
pub struct SimilarRequest {
    /// The number of the request, which the answer carries.
    pub number: u64,
    /// The article's row.
    pub row: RowId,
    /// The articles to look at.
    pub snapshot: Snapshot,
}

/// A question about a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Examination {
    /// The evidence for the date of the article.
    Date,
    /// Its links.
    Links,
}

/// Rows whose matches are to be shown in their sentences.
#[derive(Clone, Debug)]
pub struct ExcerptRequest {
    /// The reading of the folder that `rows` belong to.
    pub generation: u64,
    /// The number of the round, which the answer carries: an answer to an old one is dropped.
    pub round: u64,
    /// The filter.
    pub query: Arc<Query>,
    /// The rows.
    pub rows: Vec<RowId>,
    /// The articles they are of.
    pub snapshot: Snapshot,
    /// The most columns of a sentence.
    pub columns: usize,
}
