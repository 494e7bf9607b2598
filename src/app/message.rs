//! Everything that the app is notified of, as a closed list of plain values.

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

/// An event for the app: a key, an answer of a worker, a new size.
#[derive(Clone, Debug)]
pub enum Message {
    /// An action that the user requested.
    Act(Action),
    /// The first key of a two-key sequence.
    Pending(Pending),
    /// A key without an action here, or two keys that are not a sequence.
    NoSuchKey(KeySequence),
    /// An edit of the text box that has the focus.
    Edit(InputRequest),
    /// Text pasted into the text box that has the focus.
    Pasted(String),
    /// A press of the first mouse button.
    Clicked(Click),
    /// A turn of the mouse wheel.
    Scrolled(Scroll),
    /// The new size of the terminal, in cells.
    Resized { columns: u16, rows: u16 },
    /// A new snapshot of the load, with its progress.
    Indexed(Indexed),
    /// The articles of some rows.
    ArticlesRead(ArticlesRead),
    /// The answer to a search.
    Found(Hits),
    /// The row of an article.
    Located(Located),
    /// The text of an article.
    Opened(Opened),
    /// The answer to a question about a text.
    Examined(Examined),
    /// The articles most similar to one.
    SimilarFound(SimilarFound),
    /// The sentences around the matches of some rows.
    Excerpted(Excerpted),
    /// The result of looking for a folder.
    FolderFound(FolderFound),
    /// The start of a load: of another folder, or of the same folder with other row numbers.
    FolderOpened(FolderOpened),
    /// The end of a load before everything was read.
    ReadingFailed(ReadingFailed),
    /// The ticket of a search that will not be answered.
    SearchFailed(u64),
    /// A thread of the program that stopped or could not be started.
    WorkerDied(WorkerDied),
    /// A sentence for the user: something was done or could not be done.
    Notice(String),
    /// The settings, after the configuration was read again.
    Reconfigured(Box<crate::settings::Settings>),
    /// The problems in the configuration, after it was read again. Empty if there are none.
    ConfigProblems(Vec<crate::settings::ConfigProblem>),
}

/// The first key of a two-key sequence, and the keys that can follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub key: Key,
    /// The possible second keys with their actions.
    pub choices: Vec<(Key, Action)>,
}

/// A press of the first mouse button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    /// True for the second of two presses in the same cell within a short time.
    pub is_double: bool,
}

/// A turn of the mouse wheel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scroll {
    /// The column, from 0.
    pub column: u16,
    /// The row, from 0.
    pub row: u16,
    pub is_down: bool,
}

/// A new snapshot of the load, with its problems and its progress.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// The number of the load. Answers for an earlier load are dropped.
    pub generation: u64,
    /// All articles so far.
    pub snapshot: Snapshot,
    /// All problems so far, the worst first.
    pub problems: Arc<[Problem]>,
    pub progress: Progress,
    /// Sentences for the user about the index and the watching of the folder.
    pub notices: Vec<String>,
}

/// The progress of a load.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub n_files_found: u64,
    pub n_files_read: u64,
    /// The bytes of the files found so far.
    pub n_bytes_found: u64,
    pub n_bytes_read: u64,
    /// True if all files have been found.
    pub is_walk_done: bool,
    /// True if everything has been read.
    pub is_done: bool,
    /// True if the folder is being walked, for the first time or to find changes.
    pub is_walking: bool,
    /// The time that the load has taken so far.
    pub elapsed: Duration,
    /// The numbers of files read so far, by outcome.
    pub accounting: Accounting,
    /// The number of files that could not be read, in whole or in part.
    pub n_files_not_shown: usize,
}

/// The answer to a request for the row of an article.
#[derive(Clone, Copy, Debug)]
pub struct Located {
    /// The number of the request.
    pub number: u64,
    /// `None` if there is no such article.
    pub row: Option<RowId>,
}

/// The articles of some rows. Every requested row is answered once.
#[derive(Clone, Debug)]
pub struct ArticlesRead {
    /// The load that the rows belong to.
    pub generation: u64,
    pub articles: Vec<(RowId, Arc<Article>)>,
}

/// The text of an article, or the reason why it cannot be shown.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The load that `row` belongs to.
    pub generation: u64,
    pub row: RowId,
    pub body: Result<Arc<Body>, Problem>,
}

/// The articles most similar to one.
#[derive(Clone, Debug)]
pub struct SimilarFound {
    /// The number of the request.
    pub number: u64,
    /// The rows, the most similar first; `None` if a more urgent request came first.
    pub rows: Option<Vec<RowId>>,
}

/// The answer to a question about a text.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The number of the question.
    pub question: u64,
    pub finding: Finding,
}

/// The result of examining a text.
#[derive(Clone, Debug)]
pub enum Finding {
    /// The evidence for the date of the article.
    Date(Arc<DateReport>),
    Links(Vec<LinkRow>),
    /// No result, because the examination panicked.
    Failed,
}

/// The sentences around the matches of some rows.
#[derive(Clone, Debug)]
pub struct Excerpted {
    /// The round of the request.
    pub round: u64,
    /// The numbering of the rows.
    pub numbering: Numbering,
    /// The excerpt of each row; `None` if its text has no match or could not be read.
    pub excerpts: Vec<(RowId, Option<String>)>,
}

/// The result of looking for a folder.
#[derive(Clone, Debug)]
pub struct FolderFound {
    /// The number of the request.
    pub number: u64,
    /// The folder, or the reason why it cannot be read, as a sentence.
    pub found: Result<Corpus, String>,
}

/// The start of a load.
#[derive(Clone, Debug)]
pub struct FolderOpened {
    /// The number of the load.
    pub generation: u64,
    /// The name of the folder, as the screen shows it.
    pub name: String,
    /// The whole path of the folder; `None` if it is not on a disk.
    pub path: Option<PathBuf>,
    /// True for the built-in sample.
    pub is_sample: bool,
}

/// A load that ended before everything was read.
#[derive(Clone, Debug)]
pub struct ReadingFailed {
    /// The number of the load.
    pub generation: u64,
    /// The thread that the load needed.
    pub died: WorkerDied,
}

/// A thread of the program that stopped or could not be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerDied {
    /// The name of the thread, as a part of a sentence.
    pub name: &'static str,
    pub fate: WorkerFate,
}

/// The reason why a thread did not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerFate {
    /// It panicked and was restarted.
    Restarted,
    /// It panicked twice at the same request. The request is not answered, and the thread continues with the next one.
    GaveUp,
    /// It panicked and ended.
    Panicked,
    /// The system refused to start it, for this reason.
    Refused(String),
    /// It could not begin its work, for this reason.
    Failed(String),
}

impl WorkerDied {
    /// The name of the thread that opens the log.
    pub const LOG: &str = "log";

    /// Creates the report that the thread `name` panicked.
    pub fn panicked(name: &'static str) -> Self {
        Self { name, fate: WorkerFate::Panicked }
    }

    /// Creates the report that the system refused to start the thread `name`.
    pub fn refused(name: &'static str, error: &std::io::Error) -> Self {
        Self { name, fate: WorkerFate::Refused(crate::corpus::plain_reason(error).into_owned()) }
    }

    /// True if the log has more about it.
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
