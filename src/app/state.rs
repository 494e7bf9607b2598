//! State that belongs to no pane: the open folder, its load, the search, the texts being read, and the panes in view.

use std::path::PathBuf;
use std::sync::Arc;

use super::Focus;
use super::history::Step;
use super::message::Progress;
use crate::article::Problem;
use crate::index::RowId;

/// The folder in view, and those opened before.
#[derive(Clone, Debug, Default)]
pub struct OpenFolder {
    /// Its name for the screen.
    pub name: String,
    /// Its whole path; `None` for what is not on a disk.
    pub(super) path: Option<PathBuf>,
    /// True if it is the built-in sample.
    pub is_sample: bool,
    /// The folders opened before, the newest first.
    pub(super) recent: Vec<String>,
    /// The number of folders that were asked for so far.
    pub(super) n_asked: u64,
}

/// The load of the folder in view.
#[derive(Clone, Debug, Default)]
pub struct LoadState {
    pub(super) generation: u64,
    /// The load of the same folder that replaces this one with its first articles.
    pub(super) next_generation: Option<u64>,
    /// All problems found so far, the worst first.
    pub problems: Arc<[Problem]>,
    pub progress: Progress,
}

/// The search for the articles of the filter.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchState {
    /// Goes up with each change of the filter or the order. An answer with another ticket is dropped.
    pub(super) ticket: u64,
    /// True until the last request has been answered for all articles read so far.
    pub(super) is_running: bool,
    /// True if the last request was not answered, because the thread for it died.
    pub has_failed: bool,
}

/// The texts asked for besides the one in view.
#[derive(Clone, Debug, Default)]
pub(super) struct TextRequests {
    /// The rows whose texts are read ahead.
    pub ahead: Vec<RowId>,
    /// True if the text in view is being read again, because more is known about the paragraphs that its source
    /// repeats.
    pub is_read_again: bool,
}

/// The panes that the user has in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PanesShown {
    pub has_list: bool,
    pub has_timeline: bool,
    /// True if the text has the whole screen.
    pub is_zen: bool,
}

/// The pane that the user came from to the filter box, and the step of the history that a changed filter leaves.
#[derive(Clone, Debug)]
pub(super) struct BoxVisit {
    pub focus: Focus,
    pub step: Step,
}
