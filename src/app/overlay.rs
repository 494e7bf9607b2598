//! What lies over the panes and takes all keys: help, facts of an article, problems, the folder box.

use tui_input::Input;

use super::links::LinksOverlay;
use super::similar::SimilarOverlay;
use crate::action::{ACTIONS, Action, ActionRow, Scope};
use crate::extract::DateReport;
use crate::settings::ConfigProblem;

/// An overlay.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Help and command palette.
    Help(HelpOverlay),
    /// All that is known of the article.
    Info(ScrollOverlay),
    /// Why the article has its date, or has none.
    WhyDate(WhyDateOverlay),
    /// What could not be read, and what was set aside.
    Problems(ScrollOverlay),
    /// The links of the article.
    Links(LinksOverlay),
    /// The articles most like the open one.
    Similar(SimilarOverlay),
    /// The box that takes another folder.
    Folder(FolderOverlay),
    /// What is wrong with the configuration.
    Config(ConfigOverlay),
}

/// An overlay that only scrolls. Its lines, and so how far it can, come from `overlay_text`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrollOverlay {
    /// The first line in view.
    pub top: usize,
}

/// Why the article has its date. The report is made once, when it is opened, as it takes the reading of the whole
/// text.
#[derive(Clone, Debug)]
pub struct WhyDateOverlay {
    /// The dates of the article.
    pub report: DateReport,
    /// The first line in view.
    pub top: usize,
}

/// The help: the actions that can be done here, to be searched and run from the list.
#[derive(Clone, Debug)]
pub struct HelpOverlay {
    /// The pane it is about.
    pub scope: Scope,
    /// Whether it is the palette, which lists every command and starts with its search.
    pub is_palette: bool,
    /// The words that are looked for.
    pub search: Input,
    /// Whether the search box has the keys.
    pub is_searching: bool,
    /// The selected line among [`Self::rows`].
    pub selected: usize,
}

impl HelpOverlay {
    /// Help for a pane, or the palette.
    pub fn new(scope: Scope, is_palette: bool) -> Self {
        Self { scope, is_palette, search: Input::default(), is_searching: is_palette, selected: 0 }
    }

    /// The actions listed: those of this pane and those that work anywhere, which hold every word of
    /// the search in their name, their sentence or their keys.
    pub fn rows(&self, keys_of: impl Fn(Action) -> String) -> Vec<&'static ActionRow> {
        let words: Vec<String> = self.search.value().split_whitespace().map(str::to_lowercase).collect();
        let mut rows: Vec<&ActionRow> = ACTIONS
            .iter()
            // What the keys of the filter box do means nothing outside it.
            .filter(|row| row.scope != Scope::FilterBox || self.scope == Scope::FilterBox)
            .filter(|row| self.is_palette || row.scope == self.scope || row.scope == Scope::Anywhere)
            .filter(|row| {
                let text = format!("{} {} {}", row.name, row.help, row.group.heading()).to_lowercase();
                let keys = keys_of(row.action);
                words.iter().all(|word| text.contains(word.as_str()) || keys.to_lowercase() == *word)
            })
            .collect();
        // The groups are in the order of the table; the pane's own keys come first.
        rows.sort_by_key(|row| (row.scope == Scope::Anywhere && !self.is_palette, row.group));
        rows
    }
}

/// The box that takes another folder.
#[derive(Clone, Debug, Default)]
pub struct FolderOverlay {
    /// The path being typed.
    pub input: Input,
    /// The folders opened before, the newest first.
    pub recent: Vec<String>,
    /// Which of them is selected; none while the path is being typed.
    pub selected: Option<usize>,
    /// Why the last answer could not be opened.
    pub message: Option<String>,
    /// The number of the request, while the folder is looked for.
    pub looking: Option<u64>,
}

impl FolderOverlay {
    /// Another path is being typed or chosen: what was said of the last one counts no more.
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

/// What is wrong with the configuration, before the first article is shown.
#[derive(Clone, Debug, Default)]
pub struct ConfigOverlay {
    /// The problems, in the order of the file.
    pub problems: Vec<ConfigProblem>,
    /// The first line in view.
    pub top: usize,
}

impl Overlay {
    /// Whether a text box of the overlay has the keys.
    pub fn takes_text(&self) -> bool {
        match self {
            Self::Help(help) => help.is_searching,
            // Its digits are no keys of panes.
            Self::Folder(_) | Self::Similar(_) => true,
            Self::Info(_) | Self::WhyDate(_) | Self::Problems(_) | Self::Links(_) | Self::Config(_) => false,
        }
    }

    /// The word in the status row.
    pub fn mode(&self) -> &'static str {
        match self {
            Self::Help(help) if help.is_palette => "COMMANDS",
            Self::Help(_) => "HELP",
            Self::Info(_) => "INFO",
            Self::WhyDate(_) => "WHY",
            Self::Problems(_) => "PROBLEMS",
            Self::Links(_) => "LINKS",
            Self::Similar(_) => "SIMILAR",
            Self::Folder(_) => "FOLDER",
            Self::Config(_) => "CONFIG",
        }
    }
}
