//! The rows of the article list: their form on this screen, their heights, and the source that each row names.

use std::borrow::Cow;

use super::App;
use super::list::RowLines;
use super::list_row::{self, MiddleLine, RowForm};
use crate::article::Article;
use crate::query::Sort;
use crate::settings::Rows;
use crate::text::safe::safe_line;

/// The smallest height of the screen at which an article takes two lines. On a lower screen, only a handful of articles
/// would be in view.
const ROWS_WITH_TWO_LINES: u16 = 14;
/// The smallest columns and rows of the screen at which an article takes up to three lines.
const SIZE_WITH_THREE_LINES: (u16, u16) = (110, 36);

/// The source that a row of the list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLabel<'article> {
    /// The name, with `~` before an inferred one.
    pub text: Cow<'article, str>,
    /// True if the source is unknown and the name of the folder is shown instead.
    pub is_folder: bool,
}

impl App {
    /// Returns the form of the rows on this screen.
    pub fn row_form(&self) -> RowForm {
        let (columns, rows) = self.size;
        match self.settings.list.rows {
            Rows::Compact => RowForm::OneLine,
            Rows::Two | Rows::Comfortable => RowForm::TwoLines,
            Rows::Three => RowForm::ThreeLines,
            Rows::Auto if rows < ROWS_WITH_TWO_LINES => RowForm::OneLine,
            Rows::Auto if columns < SIZE_WITH_THREE_LINES.0 || rows < SIZE_WITH_THREE_LINES.1 => RowForm::TwoLines,
            Rows::Auto => RowForm::ThreeLines,
        }
    }

    /// True if the rows have room for excerpts and the filter has words to find in them.
    pub(super) fn has_excerpts(&self) -> bool {
        self.row_form() == RowForm::ThreeLines && !self.filter.markers().is_empty()
    }

    /// Returns the number of columns for the texts of a row.
    pub fn row_columns(&self) -> u16 {
        self.layout.list.map_or(0, |pane| list_row::columns_of_texts(pane.inner.width))
    }

    /// Returns the text between the title and the source of a row.
    pub fn between(&self, row: crate::index::RowId) -> MiddleLine<'_> {
        if self.has_excerpts() { MiddleLine::Excerpt(self.excerpt(row)) } else { MiddleLine::Title }
    }

    /// Returns the source of an article as its row names it. An unknown source is replaced by the folder of the
    /// article.
    pub fn source_label<'article>(&'article self, article: &'article Article) -> SourceLabel<'article> {
        if let Some(source) = self.snapshot.source_name(article) {
            let mark = article.source.how().mark();
            let text = if mark.is_empty() { source } else { format!("{mark}{source}").into() };
            return SourceLabel { text, is_folder: false };
        }
        let of_file = article.address.path.parent().and_then(|folder| folder.file_name());
        let name = of_file.map_or_else(
            || self.folder.name.rsplit('/').find(|name| !name.is_empty()).unwrap_or_default().into(),
            |name| name.to_string_lossy(),
        );
        SourceLabel { text: format!("{}/", safe_line(&name)).into(), is_folder: true }
    }

    /// Returns the number of rows by which a page key moves if all rows have the smallest height.
    ///
    /// Unlike the number of rows in view, it stays the same while articles are read.
    pub(super) fn usual_page(&self) -> usize {
        let n_lines = self.layout.list.map_or(0, |pane| pane.inner.height);
        usize::from(n_lines / self.row_form().least_lines()).saturating_sub(1).max(1)
    }

    /// Computes the rows in view in a pane of so many lines.
    pub(super) fn arrange_list(&mut self, n_pane_lines: u16) {
        let mut list = std::mem::take(&mut self.list);
        list.arrange(n_pane_lines, &self.hits.rows, &|position| self.row_lines(position));
        self.list = list;
    }

    /// Returns the height of the row at a position of the list. A row whose article has not been read has the smallest
    /// height.
    fn row_lines(&self, position: usize) -> RowLines {
        let (form, row) = (self.row_form(), self.hits.rows.get(position));
        let Some((row, article)) = row.and_then(|row| Some((row, self.article(row)?))) else {
            return RowLines { n_lines: form.least_lines(), has_heading: false };
        };
        let has_heading = self.hits.sort == Sort::Source && self.begins_a_source(position, &article);
        let title = article.title.value().map_or("", |title| &**title);
        let n_lines = form.lines(self.row_columns(), title, self.between(row)) + u16::from(has_heading);
        RowLines { n_lines, has_heading }
    }

    /// True if the article before `position` has another source, or if there is none. False if it has not been read
    /// yet.
    fn begins_a_source(&self, position: usize, article: &Article) -> bool {
        let Some(before) = position.checked_sub(1).and_then(|position| self.hits.rows.get(position)) else {
            return true;
        };
        let snapshot = &self.snapshot;
        self.article(before).is_some_and(|before| snapshot.source_name(&before) != snapshot.source_name(article))
    }
}
