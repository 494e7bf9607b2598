//! The table of all actions: their names, help texts and scopes.
//!
//! The keys of each are in `config/keys.toml`. The box of keys and actions, `docs/keys.md` and
//! `newsreader config keys` all print this table, so an action that is not here does not exist, and one that is here
//! can be found.

/// Everything a reader can do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// The next row, line or bin.
    MoveDown,
    /// The row, line or bin before.
    MoveUp,
    /// One page on in the focused pane.
    PageDown,
    /// One page back in the focused pane.
    PageUp,
    /// Half a page on.
    HalfPageDown,
    /// Half a page back.
    HalfPageUp,
    /// The first row, or the top of the text.
    First,
    /// The last row, or the end of the text.
    Last,
    /// The next article of the list, whatever pane has the focus.
    NextArticle,
    /// The article before in the list.
    PreviousArticle,
    /// A page on in the text from any pane; at the end the next article.
    ReadOn,
    /// From the list to the text; from a bin to the list.
    Open,
    /// The next pane.
    FocusNext,
    /// The pane before.
    FocusPrevious,
    /// The article list.
    FocusList,
    /// The reading pane.
    FocusReader,
    /// The timeline.
    FocusTimeline,
    /// The first undated article.
    GoToUndated,
    /// Back to the filter, zoom and selection before.
    Back,
    /// Forward again.
    Forward,
    /// A page back in the text.
    ReaderPageUp,
    /// The next paragraph.
    NextParagraph,
    /// The paragraph before.
    PreviousParagraph,
    /// From the text back to the list.
    ReaderToList,
    /// All that is known of the article.
    Info,
    /// Shows the evidence for the date of the article, or for its lack.
    WhyDate,
    /// The links of the article.
    Links,
    /// The text alone.
    Zen,
    /// The next way to show captions and lines of the page.
    Boilerplate,
    /// A wider measure.
    MeasureWider,
    /// A narrower measure.
    MeasureNarrower,
    /// The article's page in the browser.
    Browse,
    /// The article's file in the editor.
    Edit,
    /// Copies a citation.
    CopyCitation,
    /// Copies the link.
    CopyLink,
    /// Copies the file's path.
    CopyPath,
    /// Copies the text.
    CopyText,
    /// Copies the filter as a command line.
    CopyFilter,
    /// Into the filter box.
    Filter,
    /// Takes the filter away.
    ClearFilter,
    /// The articles most like this one.
    MoreLikeThis,
    /// List the articles most like the open one.
    SimilarArticles,
    /// The next match of the filter's words in the text.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Newest first.
    SortNewest,
    /// Oldest first.
    SortOldest,
    /// By source.
    SortSource,
    /// Longest first.
    SortLength,
    /// By path.
    SortPath,
    /// Sorts by relevance to the words of the filter.
    SortRelevance,
    /// The bin before.
    BinLeft,
    /// The next bin.
    BinRight,
    /// The next bin that has articles.
    FilledBinRight,
    /// The bin before that has articles.
    FilledBinLeft,
    /// Finer bins around the cursor.
    ZoomIn,
    /// Coarser bins.
    ZoomOut,
    /// All of the time.
    ZoomAll,
    /// Filters to the bin.
    FilterToBin,
    /// The next scale of the bars.
    CycleScale,
    /// Keeps the filter and goes to the list.
    BoxKeep,
    /// Keeps the filter and returns to where the reader was.
    BoxLeave,
    /// The row before, while typing.
    BoxUp,
    /// The next row, while typing.
    BoxDown,
    /// The filter before in this session's history.
    BoxOlder,
    /// The next filter of the history.
    BoxNewer,
    /// The filter language, with examples of the folder.
    FilterLanguage,
    /// Hides or shows the list.
    ToggleList,
    /// Hides or shows the timeline.
    ToggleTimeline,
    /// Opens another folder.
    OpenFolder,
    /// Reads the folder again.
    Rescan,
    /// Lists the files that could not be read and those that were set aside.
    Problems,
    /// The keys that work in the focused pane.
    Help,
    /// Every action, by name.
    Palette,
    /// The mouse on or off.
    ToggleMouse,
    /// Paints the screen anew.
    Repaint,
    /// To the shell, to come back with `fg`.
    Suspend,
    /// One step back.
    Escape,
    /// Closes what is open; in the list it quits.
    Close,
    /// Quits from anywhere.
    Quit,
}

/// The pane or panes in which the keys of an action work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionScope {
    /// In every pane.
    Anywhere,
    /// In the article list only.
    List,
    /// In the reading pane only.
    Reader,
    /// In the timeline only.
    Timeline,
    /// In the filter box only.
    FilterBox,
}

impl ActionScope {
    /// The scope's name, for the help and for `config keys`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Anywhere => "anywhere",
            Self::List => "list",
            Self::Reader => "reader",
            Self::Timeline => "timeline",
            Self::FilterBox => "filter box",
        }
    }
}

/// The task that an action belongs to: its heading in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Reading an article.
    Read,
    /// Finding articles, and words in them.
    Find,
    /// Sorting the list.
    Sort,
    /// Copying.
    Copy,
    /// Getting about the screen, the time and the folders, and out of the program.
    Go,
}

impl Group {
    /// The heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::Find => "Find",
            Self::Sort => "Sort",
            Self::Copy => "Copy",
            Self::Go => "Go",
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its name, in `[keys]`, in the box of all actions and in the documentation.
    pub name: &'static str,
    /// Its effect, as a phrase of a few words.
    pub help: &'static str,
    /// The task it belongs to.
    pub group: Group,
    /// The panes in which its keys work.
    pub scope: ActionScope,
}

const fn row(action: Action, name: &'static str, help: &'static str, group: Group, scope: ActionScope) -> ActionRow {
    ActionRow { action, name, help, group, scope }
}

/// Every action, in the order of the help: those of a group stand together.
pub const ACTIONS: &[ActionRow] = &[
    row(Action::Open, "open", "read it, or list the bar's articles", Group::Read, ActionScope::Anywhere),
    row(Action::ReadOn, "read-on", "page on in the text", Group::Read, ActionScope::Anywhere),
    row(Action::ReaderPageUp, "reader-page-up", "page back in the text", Group::Read, ActionScope::Reader),
    row(Action::NextParagraph, "next-paragraph", "next paragraph", Group::Read, ActionScope::Reader),
    row(Action::PreviousParagraph, "previous-paragraph", "previous paragraph", Group::Read, ActionScope::Reader),
    row(Action::NextArticle, "next-article", "next article", Group::Read, ActionScope::Anywhere),
    row(Action::PreviousArticle, "previous-article", "previous article", Group::Read, ActionScope::Anywhere),
    row(Action::Info, "info", "about this article", Group::Read, ActionScope::Anywhere),
    row(Action::WhyDate, "why-date", "why this date", Group::Read, ActionScope::Anywhere),
    row(Action::Links, "links", "links of the article", Group::Read, ActionScope::Anywhere),
    row(Action::Zen, "zen", "text only", Group::Read, ActionScope::Anywhere),
    row(
        Action::Boilerplate,
        "boilerplate",
        "boilerplate, comments: fold, dim, plain",
        Group::Read,
        ActionScope::Anywhere,
    ),
    row(Action::MeasureWider, "measure-wider", "wider lines", Group::Read, ActionScope::Anywhere),
    row(Action::MeasureNarrower, "measure-narrower", "narrower lines", Group::Read, ActionScope::Anywhere),
    row(Action::ToggleList, "toggle-list", "hide or show the list", Group::Read, ActionScope::Anywhere),
    row(Action::ToggleTimeline, "toggle-timeline", "hide or show the timeline", Group::Read, ActionScope::Anywhere),
    row(Action::Browse, "browse", "open the link in the browser", Group::Read, ActionScope::Anywhere),
    row(Action::Edit, "edit", "open the file in the editor", Group::Read, ActionScope::Anywhere),
    row(Action::Rescan, "rescan", "read the folder again", Group::Read, ActionScope::Anywhere),
    row(Action::Problems, "problems", "files not read, and why", Group::Read, ActionScope::Anywhere),
    row(Action::Filter, "filter", "edit the filter", Group::Find, ActionScope::Anywhere),
    row(Action::ClearFilter, "clear-filter", "clear the filter", Group::Find, ActionScope::Anywhere),
    row(Action::MoreLikeThis, "more-like-this", "more like this article", Group::Find, ActionScope::Anywhere),
    row(Action::SimilarArticles, "similar-articles", "also about this", Group::Find, ActionScope::Anywhere),
    row(Action::NextMatch, "next-match", "next match in the text", Group::Find, ActionScope::Anywhere),
    row(Action::PreviousMatch, "previous-match", "previous match", Group::Find, ActionScope::Anywhere),
    row(Action::FilterToBin, "filter-to-bin", "filter to this bar", Group::Find, ActionScope::Timeline),
    row(Action::BoxKeep, "box-keep", "apply, go to the list", Group::Find, ActionScope::FilterBox),
    row(Action::BoxLeave, "box-leave", "apply, go back", Group::Find, ActionScope::FilterBox),
    row(Action::BoxUp, "box-up", "previous row while typing", Group::Find, ActionScope::FilterBox),
    row(Action::BoxDown, "box-down", "next row while typing", Group::Find, ActionScope::FilterBox),
    row(Action::BoxOlder, "box-older", "previous filter typed", Group::Find, ActionScope::FilterBox),
    row(Action::BoxNewer, "box-newer", "next filter typed", Group::Find, ActionScope::FilterBox),
    row(Action::FilterLanguage, "filter-language", "the filter language", Group::Find, ActionScope::FilterBox),
    row(Action::SortNewest, "sort-newest", "newest first", Group::Sort, ActionScope::Anywhere),
    row(Action::SortOldest, "sort-oldest", "oldest first", Group::Sort, ActionScope::Anywhere),
    row(Action::SortSource, "sort-source", "by source", Group::Sort, ActionScope::Anywhere),
    row(Action::SortLength, "sort-length", "longest first", Group::Sort, ActionScope::Anywhere),
    row(Action::SortPath, "sort-path", "by path", Group::Sort, ActionScope::Anywhere),
    row(Action::SortRelevance, "sort-relevance", "by relevance", Group::Sort, ActionScope::Anywhere),
    row(Action::CopyCitation, "copy-citation", "a citation", Group::Copy, ActionScope::Anywhere),
    row(Action::CopyLink, "copy-link", "the link", Group::Copy, ActionScope::Anywhere),
    row(Action::CopyPath, "copy-path", "the file's path", Group::Copy, ActionScope::Anywhere),
    row(Action::CopyText, "copy-text", "the text", Group::Copy, ActionScope::Anywhere),
    row(Action::CopyFilter, "copy-filter", "the filter as a command", Group::Copy, ActionScope::Anywhere),
    row(Action::MoveDown, "move-down", "next row or line", Group::Go, ActionScope::Anywhere),
    row(Action::MoveUp, "move-up", "previous row or line", Group::Go, ActionScope::Anywhere),
    row(Action::PageDown, "page-down", "page down", Group::Go, ActionScope::Anywhere),
    row(Action::PageUp, "page-up", "page up", Group::Go, ActionScope::Anywhere),
    row(Action::HalfPageDown, "half-page-down", "half a page down", Group::Go, ActionScope::Anywhere),
    row(Action::HalfPageUp, "half-page-up", "half a page up", Group::Go, ActionScope::Anywhere),
    row(Action::First, "first", "first row or line", Group::Go, ActionScope::Anywhere),
    row(Action::Last, "last", "last row or line", Group::Go, ActionScope::Anywhere),
    row(Action::FocusNext, "focus-next", "next pane", Group::Go, ActionScope::Anywhere),
    row(Action::FocusPrevious, "focus-previous", "previous pane", Group::Go, ActionScope::Anywhere),
    row(Action::FocusList, "focus-list", "article list", Group::Go, ActionScope::Anywhere),
    row(Action::FocusReader, "focus-reader", "reading pane", Group::Go, ActionScope::Anywhere),
    row(Action::FocusTimeline, "focus-timeline", "timeline", Group::Go, ActionScope::Anywhere),
    row(Action::ReaderToList, "reader-to-list", "back to the list", Group::Go, ActionScope::Reader),
    row(Action::GoToUndated, "go-to-undated", "first undated article", Group::Go, ActionScope::Anywhere),
    row(Action::Back, "back", "go back", Group::Go, ActionScope::Anywhere),
    row(Action::Forward, "forward", "go forward", Group::Go, ActionScope::Anywhere),
    row(Action::BinLeft, "bin-left", "previous bar", Group::Go, ActionScope::Timeline),
    row(Action::BinRight, "bin-right", "next bar", Group::Go, ActionScope::Timeline),
    row(Action::FilledBinRight, "filled-bin-right", "next filled bar", Group::Go, ActionScope::Timeline),
    row(Action::FilledBinLeft, "filled-bin-left", "previous filled bar", Group::Go, ActionScope::Timeline),
    row(Action::ZoomIn, "zoom-in", "zoom in", Group::Go, ActionScope::Timeline),
    row(Action::ZoomOut, "zoom-out", "zoom out", Group::Go, ActionScope::Timeline),
    row(Action::ZoomAll, "zoom-all", "show all dates", Group::Go, ActionScope::Timeline),
    row(Action::CycleScale, "cycle-scale", "next scale for the bars", Group::Go, ActionScope::Timeline),
    row(Action::OpenFolder, "open-folder", "open another folder", Group::Go, ActionScope::Anywhere),
    row(Action::Help, "help", "keys that work here", Group::Go, ActionScope::Anywhere),
    row(Action::Palette, "palette", "all actions", Group::Go, ActionScope::Anywhere),
    row(Action::ToggleMouse, "toggle-mouse", "mouse on or off", Group::Go, ActionScope::Anywhere),
    row(Action::Repaint, "repaint", "redraw the screen", Group::Go, ActionScope::Anywhere),
    row(Action::Suspend, "suspend", "suspend; fg returns", Group::Go, ActionScope::Anywhere),
    row(Action::Escape, "escape", "one step back", Group::Go, ActionScope::Anywhere),
    row(Action::Close, "close", "close, or quit", Group::Go, ActionScope::Anywhere),
    row(Action::Quit, "quit", "quit", Group::Go, ActionScope::Anywhere),
];

impl Action {
    /// The action's row of the table.
    ///
    /// # Panics
    /// Never: a test checks that the table holds every action.
    pub fn row(self) -> &'static ActionRow {
        ACTIONS.iter().find(|row| row.action == self).expect("the table holds every action")
    }

    /// The action of this name.
    pub fn by_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_the_table_once() {
        // `Quit` is the last of the enum, so its number is the number of actions less one.
        assert_eq!(ACTIONS.len(), Action::Quit as usize + 1);
        for row in ACTIONS {
            assert_eq!(Action::by_name(row.name), Some(row.action), "{}", row.name);
            assert_eq!(row.action.row().name, row.name);
        }
    }

    #[test]
    fn the_actions_of_a_group_stand_together() {
        assert!(ACTIONS.is_sorted_by_key(|row| row.group));
    }
}
