//! Overlays: boxes that lie over the panes and take all keys, such as help, the facts of an article, or the folder box.

use std::sync::Arc;

use tui_input::Input;

use super::filter_language::FilterLanguageOverlay;
use super::help::HelpOverlay;
use super::links::LinksOverlay;
use super::similar::SimilarOverlay;
use crate::extract::DateReport;
use crate::settings::ConfigProblem;

/// An overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys that work here, and all actions.
    Help(HelpOverlay),
    /// The filter language.
    FilterLanguage(FilterLanguageOverlay),
    /// All that is known of the article.
    Info(ScrollOverlay),
    /// The evidence for the date of the article, or for its lack.
    WhyDate(WhyDateOverlay),
    /// The files that could not be read, and those that were set aside.
    Problems(ScrollOverlay),
    /// The links of the article.
    Links(LinksOverlay),
    /// The articles most similar to the open one.
    Similar(SimilarOverlay),
    /// The box that takes another folder.
    Folder(FolderOverlay),
    /// The mistakes in the configuration.
    Config(ConfigOverlay),
}

/// An overlay that only scrolls. Its lines, and so how far it can, come from `overlay_text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrollOverlay {
    /// The first line in view.
    pub top: usize,
}

/// The evidence for the date of the article. The report is made once, when the box is opened, as that reads the whole
/// text.
#[derive(Clone, Debug)]
pub struct WhyDateOverlay {
    /// The dates of the article.
    pub report: Arc<DateReport>,
    /// The first line in view.
    pub top: usize,
}

/// The box that takes another folder.
#[derive(Clone, Debug, Default)]
pub struct FolderOverlay {
    /// The path being typed.
    pub input: Input,
    /// The folders opened before, the newest first.
    pub recent: Vec<String>,
    /// The number of the selected folder; none while the path is being typed.
    pub selected: Option<usize>,
    /// The reason why the last answer could not be opened.
    pub message: Option<String>,
    /// The number of the request, while the folder is looked for.
    pub looking: Option<u64>,
}

impl FolderOverlay {
    /// Forgets the answer to the last path, as another one is being typed or chosen.
    pub fn forget_answer(&mut self) {
        self.message = None;
        self.looking = None;
    }

    /// The folder that Enter opens.
    pub fn answer(&self) -> Option<&str> {
        let chosen = match self.selected {
            Some(selected) => self.recent.get(selected).map(String::as_str),
            None => Some(self.input.value().trim()),
        };
        chosen.filter(|path| !path.is_empty())
    }
}

/// The mistakes in the configuration, shown before the first article.
#[derive(Clone, Debug, Default)]
pub struct ConfigOverlay {
    /// The problems, in the order of the file.
    pub problems: Vec<ConfigProblem>,
    /// The first line in view.
    pub top: usize,
}

impl Overlay {
    /// True if a text box of the overlay has the keys.
    pub fn takes_text(&self) -> bool {
        match self {
            // Digits typed into these boxes are not keys of panes.
            Self::Help(_) | Self::Folder(_) | Self::Similar(_) => true,
            Self::FilterLanguage(_)
            | Self::Info(_)
            | Self::WhyDate(_)
            | Self::Problems(_)
            | Self::Links(_)
            | Self::Config(_) => false,
        }
    }
}
