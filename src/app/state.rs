//! State of no single pane: the open folder, its load, the search, the requested texts, and the panes in view.

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
    /// The name of the folder, as the screen shows it.
    pub name: String,
    /// The whole path of the folder; `None` if it is not on a disk.
    pub(super) path: Option<PathBuf>,
    /// True for the built-in sample.
    pub is_sample: bool,
    /// The folders opened before, the newest first.
    pub(super) recent: Vec<String>,
    /// The number of folders that the user asked for so far. Each request gets its value as its number.
    pub(super) n_asked: u64,
}

/// The load of the folder in view.
#[derive(Clone, Debug, Default)]
pub struct LoadState {
    pub(super) generation: u64,
    /// The number of another load of the same folder. It replaces this load once its first articles arrive.
    pub(super) next_generation: Option<u64>,
    /// All problems found so far, the worst first.
    pub problems: Arc<[Problem]>,
    pub progress: Progress,
}

/// The search for the articles of the filter.
#[derive(Clone, Copy, Debug, Default)]
pub struct SearchState {
    /// Increases with each change of the filter or the order. A result with another ticket is dropped.
    pub(super) ticket: u64,
    /// True until the last request has been answered for all articles read so far.
    pub(super) is_running: bool,
    /// True if the last request was not answered, because the search panicked twice.
    pub has_failed: bool,
}

/// The requests for texts: those read ahead, and a repeated one for the text in view.
#[derive(Clone, Debug, Default)]
pub(super) struct TextRequests {
    /// The rows whose texts are read ahead.
    pub ahead: Vec<RowId>,
    /// True if the text in view is being read again, because more of the repeated paragraphs of its source are known.
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

/// The focused pane and the step of the history from before the user entered the filter box.
///
/// Leaving the box adds the step to the history if the filter has changed.
#[derive(Clone, Debug)]
pub(super) struct BoxVisit {
    pub focus: Focus,
    pub step: Step,
}
