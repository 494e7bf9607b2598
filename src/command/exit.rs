//! The exit codes, for scripts. Where several apply, the first of the design's order is given.

use std::process::ExitCode;

use crate::app::message::WorkerDied;
use crate::run;

/// How the program ends.
///
/// Where several apply, the order is: [`Usage`](Self::Usage), [`Config`](Self::Config), [`Folder`](Self::Folder),
/// [`Unread`](Self::Unread), [`NoMatch`](Self::NoMatch), [`Done`](Self::Done).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; for `list`, something matched; for `check`, nothing is wrong.
    Done = 0,
    /// Nothing matched; for `check`, there are cautions; for `index clear`, an index is in use and was left.
    NoMatch = 1,
    /// Wrong usage, or a filter that cannot be read.
    Usage = 2,
    /// Something is wrong in the configuration.
    Config = 3,
    /// The folder is missing or cannot be read.
    Folder = 4,
    /// Done, but some files could not be read.
    Unread = 5,
    /// A fault of the program or of the system under it.
    Fault = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command cannot go on: one sentence for standard error, and the exit code.
#[derive(Debug)]
pub enum Failure {
    /// What the reader can put right.
    Said {
        /// How the program ends.
        exit: Exit,
        /// What is wrong and what to do, without the program's name before it. A message may have further
        /// lines, which point at a place.
        messages: Vec<String>,
    },
    /// The output could not be written. A closed pipe is no failure: whoever read it has seen enough.
    Output(std::io::Error),
}

impl Failure {
    /// A failure with a message.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self::Said { exit, messages: vec![message.into()] }
    }

    /// A failure for want of a thread of the program.
    pub fn of_worker(died: &WorkerDied) -> Self {
        Self::new(Exit::Fault, run::died_of(died).to_string())
    }
}

impl Failure {
    /// The exit code and the messages.
    pub fn into_messages(self) -> (Exit, Vec<String>) {
        match self {
            Self::Said { exit, messages } => (exit, messages),
            Self::Output(error) => (Exit::Fault, vec![format!("the output could not be written: {error}")]),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}
