//! The box for opening another folder: by a path that the user types, or from the folders opened before.

use tui_input::{Input, InputRequest};

use super::{Hints, Overlay};
use crate::action::Action;
use crate::app::App;
use crate::app::effect::{Effect, FolderRequest};
use crate::app::message::FolderFound;

pub(super) const HINTS: Hints = &[(Action::BoxKeep, "open"), (Action::BoxDown, "recent"), (Action::BoxLeave, "close")];

/// The state of the box.
#[derive(Clone, Debug, Default)]
pub struct FolderOverlay {
    /// The path being typed.
    pub input: Input,
    /// The folders opened before, the newest first.
    pub recent: Vec<String>,
    /// The position of the selected folder in `recent`; `None` while the path is being typed.
    pub selected: Option<usize>,
    /// The reason why the last path could not be opened.
    pub message: Option<String>,
    /// The number of the request, while the folder is being looked for and opened.
    pub looking: Option<u64>,
}

impl FolderOverlay {
    /// Edits the path, and ends the selection of a recent folder.
    pub(super) fn edit(&mut self, request: InputRequest) {
        self.input.handle(request);
        self.selected = None;
        self.forget_answer();
    }

    /// Inserts the characters of a paste.
    pub(super) fn paste(&mut self, requests: impl Iterator<Item = InputRequest>) {
        self.forget_answer();
        for request in requests {
            self.input.handle(request);
        }
    }

    /// Moves the selection through the recent folders. The path is above the first of them.
    pub(super) fn move_by(&mut self, n_rows: isize) {
        let at = self.selected.map_or(-1, |selected| selected as isize);
        let last = self.recent.len() as isize - 1;
        self.selected = usize::try_from(at.saturating_add(n_rows).clamp(-1, last)).ok();
        self.forget_answer();
    }

    /// Forgets the request for the last path and its answer, because another path is being typed or selected.
    fn forget_answer(&mut self) {
        self.message = None;
        self.looking = None;
    }

    /// Returns the path that Enter opens.
    fn answer(&self) -> Option<&str> {
        let chosen = match self.selected {
            Some(selected) => self.recent.get(selected).map(String::as_str),
            None => Some(self.input.value().trim()),
        };
        chosen.filter(|path| !path.is_empty())
    }
}

impl App {
    /// Opens the box.
    pub(in crate::app) fn open_folder_box(&mut self) {
        let recent = self.folder.recent.clone();
        self.overlay = Some(Overlay::Folder(FolderOverlay { recent, ..FolderOverlay::default() }));
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_folder(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Folder(folder)) = &mut self.overlay else { return false };
        match action {
            Action::Open | Action::BoxKeep => {
                // The box stays until the folder is open, so that a typing error does not lose the whole path.
                if folder.looking.is_none()
                    && let Some(path) = folder.answer().map(str::to_owned)
                {
                    self.folder.n_asked += 1;
                    folder.message = None;
                    folder.looking = Some(self.folder.n_asked);
                    effects.push(Effect::FindFolder(FolderRequest { number: self.folder.n_asked, path }));
                }
                true
            }
            // The keys of help are ignored, so that they do not lose the typed path.
            Action::Help | Action::FilterLanguage => true,
            _ => false,
        }
    }

    /// True if the box waits for its folder to be found and opened.
    pub(in crate::app) fn is_folder_awaited(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Folder(folder)) if folder.looking.is_some())
    }

    /// Applies the answer to a request for a folder. It is dropped unless the box waits for it.
    pub(in crate::app) fn folder_found(&mut self, answer: FolderFound, effects: &mut Vec<Effect>) {
        let Some(Overlay::Folder(folder)) = &mut self.overlay else { return };
        if folder.looking != Some(answer.number) {
            return;
        }
        match answer.found {
            // The box stays until the folder is open.
            Ok(corpus) => effects.push(Effect::ReadFolder(corpus)),
            Err(sentence) => {
                folder.looking = None;
                folder.message = Some(sentence);
            }
        }
    }
}
