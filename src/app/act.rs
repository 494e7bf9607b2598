//! Applies actions: one arm for each action, which calls into the file of its subject.

use super::effect::{Effect, Examination};
use super::{App, Focus};
use crate::action::{Action, ActionScope};
use crate::query::Sort;

impl App {
    /// Applies an action. An open overlay or screen takes it first.
    pub(super) fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if self.act_in_overlay(action, effects) || self.act_in_screen(action, effects) {
            return;
        }
        if self.lacks_selected() && is_about_selected(action) {
            self.notice = Some("The article has not been read yet.".to_owned());
            return;
        }
        match action {
            Action::MoveDown => self.move_by(1),
            Action::MoveUp => self.move_by(-1),
            Action::PageDown => self.page(1, false),
            Action::PageUp => self.page(-1, false),
            Action::HalfPageDown => self.page(1, true),
            Action::HalfPageUp => self.page(-1, true),
            Action::First => self.go_to_end(false),
            Action::Last => self.go_to_end(true),
            Action::NextArticle => self.move_selection(1),
            Action::PreviousArticle => self.move_selection(-1),
            Action::ReadOn => self.read_on(),
            Action::Open => self.open(effects),
            Action::FocusNext => self.focus_next(true),
            Action::FocusPrevious => self.focus_next(false),
            Action::FocusList => self.focus_on(Focus::List),
            Action::FocusReader => self.focus_on(Focus::Reader),
            Action::FocusTimeline => self.focus_on(Focus::Timeline),
            Action::GoToUndated => self.go_to_undated(),
            Action::Back => self.go_through_history(true, effects),
            Action::Forward => self.go_through_history(false, effects),
            Action::ReaderPageUp => self.reader.scroll_by(-self.reader.page()),
            Action::NextParagraph => self.reader.go_by_paragraph(true),
            Action::PreviousParagraph => self.reader.go_by_paragraph(false),
            Action::ReaderToList => self.focus_on(Focus::List),
            Action::Info => self.open_info(),
            Action::WhyDate => self.examine(Examination::Date, effects),
            Action::Links => self.examine(Examination::Links, effects),
            Action::Zen => {
                self.panes.is_zen = !self.panes.is_zen;
                self.focus = Focus::Reader;
            }
            Action::Boilerplate => self.cycle_boilerplate(),
            Action::MeasureWider => self.change_measure(true),
            Action::MeasureNarrower => self.change_measure(false),
            Action::Browse => self.browse(effects),
            Action::Edit => match self.selected() {
                Some(_) if self.folder.is_sample => {
                    self.notice = Some("The sample is built in: there is no file to edit.".to_owned());
                }
                Some(article) => effects.push(Effect::Edit(article.address.clone())),
                None => {}
            },
            Action::CopyCitation | Action::CopyLink | Action::CopyPath | Action::CopyText | Action::CopyFilter => {
                self.copy(action, effects);
            }
            Action::Filter => self.enter_filter(),
            Action::ClearFilter => self.change_filter("", effects),
            Action::NextMatch => self.go_to_match(true),
            Action::PreviousMatch => self.go_to_match(false),
            Action::MoreLikeThis => self.more_like_this(effects),
            Action::SimilarArticles => self.list_similar(),
            Action::SortNewest => self.sort_by(Sort::Newest, effects),
            Action::SortOldest => self.sort_by(Sort::Oldest, effects),
            Action::SortSource => self.sort_by(Sort::Source, effects),
            Action::SortLength => self.sort_by(Sort::Length, effects),
            Action::SortPath => self.sort_by(Sort::Path, effects),
            Action::SortRelevance => self.sort_by(Sort::Relevance, effects),
            Action::BinLeft | Action::BinRight | Action::FilledBinLeft | Action::FilledBinRight => {
                self.move_bin(action);
            }
            Action::ZoomIn | Action::ZoomOut | Action::ZoomAll => self.zoom(action),
            Action::FilterToBin => self.filter_to_bin(effects),
            Action::CycleScale => self.timeline.cycle_scale(),
            Action::BoxKeep
            | Action::BoxLeave
            | Action::BoxUp
            | Action::BoxDown
            | Action::BoxOlder
            | Action::BoxNewer
            | Action::FilterLanguage => {
                self.act_in_box(action, effects);
            }
            Action::ToggleList => self.panes.has_list = !self.panes.has_list,
            Action::ToggleTimeline => {
                self.panes.has_timeline = !self.panes.has_timeline;
                if !self.panes.has_timeline && self.focus == Focus::Timeline {
                    self.focus = Focus::List;
                }
            }
            Action::OpenFolder => self.open_folder_box(),
            Action::Rescan => self.rescan(effects),
            Action::Problems => self.open_problems(),
            Action::Help => self.open_help(false),
            Action::Palette => self.open_help(true),
            Action::ToggleMouse => {
                self.settings.ui.mouse = !self.settings.ui.mouse;
                self.notice = Some(
                    if self.settings.ui.mouse { "Mouse on. Hold Shift and drag to select text." } else { "Mouse off." }
                        .to_owned(),
                );
                effects.push(Effect::Mouse(self.settings.ui.mouse));
            }
            Action::Repaint => effects.push(Effect::Repaint),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Escape => self.escape(effects),
            Action::Close => self.close(effects),
            Action::Quit => self.quit(effects),
        }
    }

    /// Returns the scope of the focused pane.
    pub(super) fn scope(&self) -> ActionScope {
        match self.focus {
            Focus::List => ActionScope::List,
            Focus::Reader => ActionScope::Reader,
            Focus::Timeline => ActionScope::Timeline,
            Focus::Filter => ActionScope::FilterBox,
        }
    }

    /// Goes one step back: leaves zen mode, else focuses the list, else clears the filter.
    ///
    /// A notice says how to restore a cleared filter, or how to quit if there is nothing to close.
    pub(super) fn escape(&mut self, effects: &mut Vec<Effect>) {
        if self.panes.is_zen {
            self.panes.is_zen = false;
        } else if self.focus != Focus::List {
            self.focus_on(Focus::List);
        } else if !self.filter.text().is_empty() {
            self.change_filter("", effects);
            let key = self.key_of(Action::Back);
            self.notice = Some(format!("Filter cleared. {key} brings it back."));
        } else {
            let key = self.key_of(Action::Close);
            self.notice = Some(format!("Nothing to close. {key} quits."));
        }
    }

    /// Does the same as [`Self::escape`], but quits in the list instead of clearing the filter.
    pub(super) fn close(&mut self, effects: &mut Vec<Effect>) {
        if self.panes.is_zen {
            self.panes.is_zen = false;
        } else if self.focus == Focus::List {
            self.quit(effects);
        } else {
            self.focus_on(Focus::List);
        }
    }

    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        self.is_quitting = true;
        effects.push(Effect::Quit);
    }
}

/// True if an action needs the selected article, which must therefore have been read.
fn is_about_selected(action: Action) -> bool {
    matches!(
        action,
        Action::Info
            | Action::WhyDate
            | Action::Links
            | Action::Browse
            | Action::Edit
            | Action::CopyCitation
            | Action::CopyLink
            | Action::CopyPath
            | Action::MoreLikeThis
    )
}
