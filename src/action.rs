//! The table of all actions: their names, help texts and scopes.
//!
//! The keys of each are in `config/keys.toml`. The box of keys and actions, `docs/keys.md` and `newsreader config keys`
//! all print this table, so every action is listed there.

/// An action that the user can start with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Selects the next row, line or bin.
    MoveDown,
    /// Selects the previous row, line or bin.
    MoveUp,
    /// Moves down a page in the focused pane.
    PageDown,
    /// Moves up a page in the focused pane.
    PageUp,
    HalfPageDown,
    HalfPageUp,
    /// Moves to the first row, or to the top of the text.
    First,
    /// Moves to the last row, or to the end of the text.
    Last,
    /// Selects the next article of the list, whichever pane has the focus.
    NextArticle,
    /// Selects the previous article of the list.
    PreviousArticle,
    /// Moves down a page in the text from any pane; at the end it opens the next article.
    ReadOn,
    /// Moves the focus from the list to the text, and from a bin to the list.
    Open,
    FocusNext,
    FocusPrevious,
    FocusList,
    FocusReader,
    FocusTimeline,
    /// Selects the first undated article.
    GoToUndated,
    /// Restores the filter, zoom and selection before the last change.
    Back,
    /// Undoes [`Self::Back`].
    Forward,
    ReaderPageUp,
    NextParagraph,
    PreviousParagraph,
    /// Moves the focus from the text back to the list.
    ReaderToList,
    /// Shows all that is known of the article.
    Info,
    /// Shows the evidence for the date of the article, or the reasons why it has none.
    WhyDate,
    /// Lists the links of the article.
    Links,
    /// Shows the text alone, without the other panes.
    Zen,
    /// Switches to the next way to show captions and boilerplate lines.
    Boilerplate,
    /// Makes the lines of the text longer.
    MeasureWider,
    /// Makes the lines of the text shorter.
    MeasureNarrower,
    /// Opens the article's page in the browser.
    Browse,
    /// Opens the article's file in the editor.
    Edit,
    CopyCitation,
    CopyLink,
    /// Copies the file's path.
    CopyPath,
    CopyText,
    /// Copies the filter as a command line.
    CopyFilter,
    /// Moves the focus to the filter box.
    Filter,
    ClearFilter,
    /// Filters to the articles most similar to this one.
    MoreLikeThis,
    /// Lists the articles most similar to the open one.
    SimilarArticles,
    /// Moves to the next match of the filter's words in the text.
    NextMatch,
    PreviousMatch,
    SortNewest,
    SortOldest,
    SortSource,
    /// Sorts the longest articles first.
    SortLength,
    SortPath,
    /// Sorts by relevance to the words of the filter.
    SortRelevance,
    /// Selects the previous bin of the timeline.
    BinLeft,
    /// Selects the next bin of the timeline.
    BinRight,
    /// Selects the next bin that has articles.
    FilledBinRight,
    /// Selects the previous bin that has articles.
    FilledBinLeft,
    /// Zooms to finer bins around the cursor.
    ZoomIn,
    /// Zooms out to coarser bins.
    ZoomOut,
    /// Shows the whole time range.
    ZoomAll,
    /// Filters to the dates of the selected bin.
    FilterToBin,
    /// Switches to the next scale of the bars.
    CycleScale,
    /// Keeps the filter and moves the focus to the list.
    BoxKeep,
    /// Keeps the filter and returns the focus to the pane that had it before.
    BoxLeave,
    /// Selects the previous row while the user types in the box.
    BoxUp,
    /// Selects the next row while the user types in the box.
    BoxDown,
    /// Shows the previous filter of this session's history.
    BoxOlder,
    /// Shows the next filter of the history.
    BoxNewer,
    /// Shows the filter language, with examples from the folder.
    FilterLanguage,
    ToggleList,
    ToggleTimeline,
    OpenFolder,
    /// Reads the folder again.
    Rescan,
    /// Lists the files that could not be read and those that were set aside.
    Problems,
    /// Lists the keys that work in the focused pane.
    Help,
    /// Lists every action by name.
    Palette,
    ToggleMouse,
    /// Redraws the whole screen.
    Repaint,
    /// Suspends the program; `fg` in the shell resumes it.
    Suspend,
    /// Goes one step back.
    Escape,
    /// Closes the open box or view; in the list it quits.
    Close,
    /// Quits from anywhere.
    Quit,
}

/// The pane or panes in which the keys of an action work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionScope {
    Anywhere,
    List,
    Reader,
    Timeline,
    FilterBox,
}

impl ActionScope {
    /// Returns the scope's name, for the help and for `config keys`.
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

/// The group that an action belongs to: its heading in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    Read,
    /// Finding articles, and words in them.
    Find,
    Sort,
    Copy,
    /// Moving around the screen, the timeline and the folders, and quitting.
    Go,
}

impl Group {
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

#[derive(Clone, Copy, Debug)]
pub struct ActionRow {
    pub action: Action,
    /// The name in `[keys]`, in the box of all actions and in the documentation.
    pub name: &'static str,
    /// The effect, as a phrase of a few words.
    pub help: &'static str,
    pub group: Group,
    pub scope: ActionScope,
}

const fn row(action: Action, name: &'static str, help: &'static str, group: Group, scope: ActionScope) -> ActionRow {
    ActionRow { action, name, help, group, scope }
}

/// Every action, in the order of the help: the actions of a group are adjacent.
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
    /// Returns the action's row of the table.
    ///
    /// # Panics
    /// Never: a test checks that the table holds every action.
    pub fn row(self) -> &'static ActionRow {
        ACTIONS.iter().find(|row| row.action == self).expect("the table holds every action")
    }

    pub fn by_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|row| row.name == name).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_stands_in_the_table_once() {
        // `Quit` is the last variant, so its number plus one is the number of actions.
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
