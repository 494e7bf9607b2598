//! The exit codes, for scripts. If several apply, the first in the order of [`Exit`] is returned.

use std::process::ExitCode;

use crate::app::message::WorkerDied;
use crate::run;

/// The exit code of the program.
///
/// If several apply, the first of these is returned: [`Usage`](Self::Usage), [`Config`](Self::Config),
/// [`Folder`](Self::Folder), [`Unread`](Self::Unread), [`NoMatch`](Self::NoMatch), [`Done`](Self::Done).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Success; for `list`, something matched; for `check`, there are no problems.
    Done = 0,
    /// Nothing matched; for `check`, there are cautions; for `index clear`, an index is in use and was kept.
    NoMatch = 1,
    /// Wrong usage, or an invalid filter.
    Usage = 2,
    /// The configuration has a problem.
    Config = 3,
    /// The folder is missing or cannot be read.
    Folder = 4,
    /// Success, but some files could not be read.
    Unread = 5,
    /// An error of the program or of the system.
    Fault = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// The reason why a command cannot continue: messages for standard error, and the exit code.
#[derive(Debug)]
pub enum Failure {
    /// A problem that the user can solve.
    Said {
        exit: Exit,
        /// The problem and its solution, without the name of the program. A message may have further lines, which point
        /// to a place in the filter.
        messages: Vec<String>,
    },
    /// The output could not be written. A closed pipe counts as success: the program that read it needs no more.
    Output(std::io::Error),
}

impl Failure {
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self::Said { exit, messages: vec![message.into()] }
    }

    /// Creates the failure of a thread that has died.
    pub fn of_worker(died: &WorkerDied) -> Self {
        Self::new(Exit::Fault, run::died_of(died).to_string())
    }
}

impl Failure {
    /// Returns the exit code and the messages.
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
