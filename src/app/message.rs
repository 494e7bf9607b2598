//! Everything that can happen to the app, as a closed list of plain values.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tui_input::InputRequest;

use super::overlay::links::LinkRow;
use crate::action::Action;
use crate::article::{Accounting, Article, Body, Problem};
use crate::corpus::Corpus;
use crate::extract::DateReport;
use crate::index::{Numbering, RowId, Snapshot};
use crate::query::Hits;
use crate::settings::keys::{Key, KeySequence};

/// Something that happened: a key, an answer from a worker, a new size.
#[derive(Clone, Debug)]
pub enum Message {
    /// The user asked for an action.
    Act(Action),
    /// The first key of a sequence: what the second can be.
    Pending(Pending),
    /// A key that means nothing here, or the two of a sequence that does not exist.
    NoSuchKey(KeySequence),
    /// An edit of the text box that has the focus.
    Edit(InputRequest),
    /// Text pasted into the text box that has the focus.
    Pasted(String),
    /// A press of the mouse's first button.
    Clicked(Click),
    /// A turn of the mouse's wheel.
    Scrolled(Scroll),
    /// The terminal has a new size.
    Resized {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// More of the folder has been read.
    Indexed(Indexed),
    /// The articles of rows.
    ArticlesRead(ArticlesRead),
    /// The answer to a search.
    Found(Hits),
    /// The row of an article.
    Located(Located),
    /// An article's text.
    Opened(Opened),
    /// The answer to a question about a text.
    Examined(Examined),
    /// The articles most similar to one.
    SimilarFound(SimilarFound),
    /// The sentences around the matches of some rows.
    Excerpted(Excerpted),
    /// A folder was looked for.
    FolderFound(FolderFound),
    /// A folder that the user asked for is being read from now on.
    FolderOpened(FolderOpened),
    /// The reading of the folder ended before it was over.
    ReadingFailed(ReadingFailed),
    /// A search will not be answered any more: its ticket.
    SearchFailed(u64),
    /// A thread of the program stopped, or could not be started.
    WorkerDied(WorkerDied),
    /// A sentence for the user: something was done, or could not be done.
    Notice(String),
    /// The configuration was read again.
    Reconfigured(Box<crate::settings::Settings>),
    /// The lines that configuration problems are told in, after the file was read again.
    ConfigProblems(Vec<crate::settings::ConfigProblem>),
}

/// A key of a two-key sequence, and what can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The key that was pressed.
    pub key: Key,
    /// The second keys with their actions.
    pub choices: Vec<(Key, Action)>,
}

/// A press of the mouse's first button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    /// True if it is the second of two presses at one place in a short time.
    pub is_double: bool,
}

/// A turn of the mouse's wheel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    /// True if it goes down.
    pub is_down: bool,
}

/// More of the folder has been read.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// The number of this reading of a folder. Answers for an earlier one are dropped.
    pub generation: u64,
    /// All articles so far.
    pub snapshot: Snapshot,
    /// All problems so far, the worst first.
    pub problems: Arc<[Problem]>,
    /// The progress of the reading.
    pub progress: Progress,
    /// Sentences for the user about the index and the watch of the folder.
    pub notices: Vec<String>,
}

/// The progress of reading a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files found so far.
    pub n_files_found: u64,
    /// Files read so far.
    pub n_files_read: u64,
    /// Bytes in the files found so far.
    pub n_bytes_found: u64,
    /// Bytes read so far.
    pub n_bytes_read: u64,
    /// True if all files have been found.
    pub is_walk_done: bool,
    /// True if all has been read.
    pub is_done: bool,
    /// True if the folder is being walked, for the first time or to find changes.
    pub is_walking: bool,
    /// The time that it has taken so far.
    pub elapsed: Duration,
    /// The numbers of files read so far, by outcome.
    pub accounting: Accounting,
    /// The number of files that hold something that could not be read, be it all of them or a part.
    pub n_files_not_shown: usize,
}

/// The row of an article that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Located {
    /// The number of the request.
    pub number: u64,
    /// Its row; `None` where there is no such article.
    pub row: Option<RowId>,
}

/// The articles of rows. Each row that was asked for is answered once.
#[derive(Clone, Debug)]
pub struct ArticlesRead {
    /// The reading of the folder that the rows belong to.
    pub generation: u64,
    /// The rows and their articles.
    pub articles: Vec<(RowId, Arc<Article>)>,
}

/// An article's text, or why there is none.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The reading of the folder that `row` belongs to.
    pub generation: u64,
    /// The article's row.
    pub row: RowId,
    /// Its text.
    pub body: Result<Arc<Body>, Problem>,
}

/// The articles most like one.
#[derive(Clone, Debug)]
pub struct SimilarFound {
    /// The number of the request.
    pub number: u64,
    /// Their rows, the most similar first; `None` if a more urgent request came first.
    pub rows: Option<Vec<RowId>>,
}

/// The answer to a question about a text.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The number of the question.
    pub question: u64,
    /// The answer.
    pub finding: Finding,
}

/// The result of examining a text.
#[derive(Clone, Debug)]
pub enum Finding {
    /// The evidence for the date of the article.
    Date(Arc<DateReport>),
    /// Its links.
    Links(Vec<LinkRow>),
    /// Nothing, as the examination panicked.
    Failed,
}

/// The sentences around the matches of some rows.
#[derive(Clone, Debug)]
pub struct Excerpted {
    /// The round of the request.
    pub round: u64,
    /// The numbering of the rows.
    pub numbering: Numbering,
    /// For each row its sentence, or nothing where the text has no match.
    pub excerpts: Vec<(RowId, Option<String>)>,
}

/// A folder was looked for.
#[derive(Clone, Debug)]
pub struct FolderFound {
    /// The number of the request.
    pub number: u64,
    /// The folder, or a sentence that says why it cannot be read.
    pub found: Result<Corpus, String>,
}

/// A folder is being read.
#[derive(Clone, Debug)]
pub struct FolderOpened {
    /// The number of this reading.
    pub generation: u64,
    /// The folder's name for the screen.
    pub name: String,
    /// The folder's whole path; `None` for what is not on a disk.
    pub path: Option<PathBuf>,
    /// True if it is the built-in sample.
    pub is_sample: bool,
}

/// A reading of the folder that ended before it was over.
#[derive(Clone, Debug)]
pub struct ReadingFailed {
    /// The number of this reading.
    pub generation: u64,
    /// The thread that it needed.
    pub died: WorkerDied,
}

/// A thread of the program that stopped or could not be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerDied {
    /// The name of the thread, as a part of a sentence.
    pub name: &'static str,
    /// The state of the thread.
    pub fate: WorkerFate,
}

/// The state of a thread that did not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerFate {
    /// It panicked, and was started again.
    Restarted,
    /// It panicked twice at one request, which is refused; it goes on with the next one.
    GaveUp,
    /// It panicked.
    Panicked,
    /// The system refused it: why.
    Refused(String),
    /// It could not begin its work: why.
    Failed(String),
}

impl WorkerDied {
    /// The name of the thread that opens the log.
    pub const LOG: &str = "log";

    /// The end of the thread `name` by a panic.
    pub fn panicked(name: &'static str) -> Self {
        Self { name, fate: WorkerFate::Panicked }
    }

    /// The refusal of the thread `name`.
    pub fn refused(name: &'static str, error: &std::io::Error) -> Self {
        Self { name, fate: WorkerFate::Refused(crate::corpus::plain_reason(error).into_owned()) }
    }

    /// True if the log holds more about it.
    pub fn is_logged(&self) -> bool {
        self.name != Self::LOG && !matches!(self.fate, WorkerFate::Refused(_) | WorkerFate::Failed(_))
    }
}

impl std::error::Error for WorkerDied {}

impl fmt::Display for WorkerDied {
    /// Writes a sentence without its full stop.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        match &self.fate {
            WorkerFate::Restarted => {
                write!(formatter, "the {name} stopped because of an internal error and was restarted")
            }
            WorkerFate::GaveUp => {
                write!(formatter, "the {name} could not answer a request because of an internal error")
            }
            WorkerFate::Panicked => write!(formatter, "the {name} stopped because of an internal error"),
            WorkerFate::Refused(why) => {
                write!(formatter, "the {name} could not be started, as the system refused a thread ({why})")
            }
            WorkerFate::Failed(why) => write!(formatter, "the {name} could not start: {why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_tells_of_every_panic_but_its_own() {
        assert!(WorkerDied::panicked("searcher").is_logged());
        assert!(!WorkerDied::panicked(WorkerDied::LOG).is_logged());
        assert!(!WorkerDied::refused("searcher", &std::io::ErrorKind::OutOfMemory.into()).is_logged());
    }
}
