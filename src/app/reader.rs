//! The reading pane: the open article, the place in it, and its lines. Lines are wrapped only when they come into view.

use std::ops::Range;
use std::sync::Arc;

use crate::article::{ArticleKey, Body, Boilerplate, Problem};
use crate::corpus::is_refused_by_system;
use crate::index::RowId;
use crate::query::Marker;
use crate::settings::BoilerplateMode;

mod cache;
pub mod folding;
mod lines;
mod matches;
mod places;
pub mod wrap;

use cache::BodyCache;
use folding::Folding;
use lines::Lines;
pub use lines::{Item, PARAGRAPH_INDENT, ScrollPlace};
use matches::{boilerplate_of, marks_of, next_mark};
use places::Places;

/// The greatest size of a text whose matches are all found and counted: some twenty times the size of an article.
///
/// In a longer text, only the matches in view are found: normalising the whole text at every key would be noticeable.
const MARKED_BYTES_MAX: usize = 64 * 1024;

/// The reading pane.
#[derive(Clone, Debug, Default)]
pub struct ReadingPane {
    /// The row of the open article, which the pane shows or waits for.
    row: Option<RowId>,
    key: Option<ArticleKey>,
    title: String,
    shows_title: bool,
    document: Option<Document>,
    /// The reason why the text of the open article cannot be shown.
    problem: Option<Problem>,
    cache: BodyCache,
    places: Places,
    place: ScrollPlace,
    /// True until the text of the open article has been set for the first time.
    is_place_open: bool,
    measure: usize,
    height: usize,
    has_blank_lines: bool,
    boilerplate: BoilerplateMode,
    /// True if the user has opened the fold of this article.
    is_fold_open: bool,
    /// True if a match in a folded block has opened the fold. Matches are never hidden.
    is_fold_open_for_match: bool,
    /// True if a match is in the page text, which is therefore shown.
    has_page_match: bool,
    /// True if a notice has said that the text ends here. Reading on then selects the next article.
    pub has_announced_end: bool,
    markers: Arc<[Marker]>,
    /// All matches in the text; empty if the text is longer than [`MARKED_BYTES_MAX`].
    marks: Vec<Range<usize>>,
    /// The match that `n` went to last.
    current_mark: Option<Range<usize>>,
    /// The number of similar articles that are listed below the text.
    n_similar: usize,
}

/// The text of the open article and its lines.
#[derive(Clone, Debug)]
struct Document {
    /// The text as it was read.
    read: Arc<Body>,
    /// The text followed by its page text, as the lines show it.
    body: Arc<Body>,
    lines: Lines,
}

impl ReadingPane {
    /// Creates a pane without an article.
    pub fn new(boilerplate: BoilerplateMode) -> Self {
        Self { boilerplate, ..Self::default() }
    }

    /// Returns the row of the article that the pane shows or waits for.
    pub fn row(&self) -> Option<RowId> {
        self.row
    }

    /// Returns the key of the article of `row`, if the pane shows or waits for that article.
    pub fn key_of(&self, row: RowId) -> Option<ArticleKey> {
        self.key.filter(|_| self.row == Some(row))
    }

    /// True if the text of the article is still being read.
    pub fn is_waiting(&self) -> bool {
        self.row.is_some() && self.document.is_none() && self.problem.is_none()
    }

    /// Returns the text of the open article, without the blocks of its page text.
    pub fn body(&self) -> Option<&Arc<Body>> {
        self.document.as_ref().map(|document| &document.read)
    }

    /// Returns the text that lines, places and matches refer to: the text of the open article, followed by its page
    /// text.
    pub fn shown_body(&self) -> Option<&Body> {
        self.document.as_ref().map(|document| &*document.body)
    }

    /// Returns the reason why the text cannot be shown.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// Shows another article. Returns true if its text has to be read first.
    pub fn show(&mut self, row: RowId, key: ArticleKey, title: &str, shows_title: bool) -> bool {
        if self.row == Some(row) && self.key == Some(key) {
            return false;
        }
        self.leave();
        self.row = Some(row);
        self.key = Some(key);
        title.clone_into(&mut self.title);
        self.shows_title = shows_title;
        self.place = self.places.of_article(key, title);
        self.is_place_open = true;
        match self.cache.get(row) {
            Some(body) => {
                self.set_body(body);
                false
            }
            None => true,
        }
    }

    /// Shows no article.
    pub fn show_nothing(&mut self) {
        self.leave();
        self.row = None;
        self.key = None;
    }

    /// Forgets everything except the places in articles, because a new load has other rows.
    pub fn forget_rows(&mut self) {
        self.show_nothing();
        self.cache = BodyCache::default();
    }

    /// Forgets that the system refused to read the text, so that it can be requested again. Returns the row of such a
    /// text. A text that no parser can read is not tried again.
    pub fn forget_refusal(&mut self) -> Option<RowId> {
        self.problem.take_if(|problem| is_refused_by_system(problem)).and(self.row)
    }

    /// Forgets all texts except the one in view. Returns the row of that one, if there is one.
    pub fn forget_texts(&mut self) -> Option<RowId> {
        self.cache = BodyCache::default();
        self.row
    }

    /// True if the text of a row is cached or in view.
    pub fn has_body(&self, row: RowId) -> bool {
        self.cache.has(row) || (self.row == Some(row) && self.document.is_some())
    }

    /// Takes the text of an article, or the reason why it cannot be shown.
    pub fn opened(&mut self, row: RowId, body: Result<Arc<Body>, Problem>) {
        match body {
            Ok(body) => {
                self.cache.put(row, Arc::clone(&body));
                // The same text may be read again when more repeated paragraphs of its source are known.
                if self.row == Some(row) && self.body().is_none_or(|shown| **shown != *body) {
                    self.set_body(body);
                }
            }
            Err(problem) if self.row == Some(row) => self.problem = Some(problem),
            Err(_) => {}
        }
    }

    fn leave(&mut self) {
        if let (Some(key), Some(document)) = (self.key, &self.document) {
            self.places.put(key, &self.title, &document.read, self.place);
        }
        self.document = None;
        self.problem = None;
        self.n_similar = 0;
        self.has_announced_end = false;
        self.is_fold_open = false;
        self.is_fold_open_for_match = false;
        self.has_page_match = false;
        self.marks.clear();
        self.current_mark = None;
        self.place = ScrollPlace::default();
    }

    fn set_body(&mut self, read: Arc<Body>) {
        if std::mem::take(&mut self.is_place_open) {
            self.place = self.places.of_text(&read).unwrap_or(self.place);
        }
        let body = read.with_page().map_or_else(|| Arc::clone(&read), Arc::new);
        let lines = self.lines_of(&body);
        self.document = Some(Document { read, body, lines });
        self.find_marks();
        self.settle();
    }

    fn lines_of(&self, body: &Body) -> Lines {
        let header = if self.shows_title { self.title.as_str() } else { "" };
        let mut lines = Lines::new(body, header, self.measure, self.has_blank_lines, self.folding());
        lines.set_n_similar(self.n_similar);
        lines
    }

    /// Sets the number of similar articles that are listed below the text.
    pub fn set_n_similar(&mut self, n_similar: usize) {
        if std::mem::replace(&mut self.n_similar, n_similar) != n_similar {
            if let Some(document) = &mut self.document {
                document.lines.set_n_similar(n_similar);
            }
            self.settle();
        }
    }

    /// Returns the way in which the boilerplate of the open article is shown.
    pub fn folding(&self) -> Folding {
        let is_open = self.is_fold_open || self.is_fold_open_for_match;
        Folding::of(self.boilerplate, is_open, self.has_page_match)
    }

    /// True if the page text of the open article is shown below it.
    pub fn shows_page(&self) -> bool {
        self.folding().shows_page()
    }

    /// True if a match is in the page text of the open article.
    pub fn has_page_match(&self) -> bool {
        self.has_page_match
    }

    /// Sets the way to show boilerplate, in all articles.
    pub fn set_boilerplate(&mut self, boilerplate: BoilerplateMode) {
        self.boilerplate = boilerplate;
        self.is_fold_open = false;
        self.lay_out_anew();
    }

    /// Opens the fold of this article, or closes it. Does nothing and returns false if the fold line is not in view.
    pub fn toggle_fold(&mut self) -> bool {
        let is_in_view = self.visible().contains(&Item::Fold);
        if is_in_view {
            self.is_fold_open = self.folding() == Folding::Folded;
            self.is_fold_open_for_match = false;
            self.lay_out_anew();
        }
        is_in_view
    }

    /// Makes the lines again if the boilerplate is now shown in another way. The place stays at the same text.
    fn lay_out_anew(&mut self) {
        let folding = self.folding();
        let Some(document) = self.document.take_if(|document| document.lines.folding() != folding) else {
            return;
        };
        let lines = self.lines_of(&document.body);
        self.document = Some(Document { lines, ..document });
        self.has_announced_end = false;
        self.settle();
    }

    /// Sets the size of the pane: the width of the text in columns, and the height in rows.
    pub fn set_size(&mut self, measure: usize, height: usize, has_blank_lines: bool) {
        let measure = measure.max(1);
        self.height = height.max(1);
        if (measure, has_blank_lines) != (self.measure, self.has_blank_lines) {
            self.measure = measure;
            self.has_blank_lines = has_blank_lines;
            if let Some(document) = self.document.take() {
                let lines = self.lines_of(&document.body);
                self.document = Some(Document { lines, ..document });
            }
        }
        self.settle();
    }

    /// Returns the width of the text, in columns.
    pub fn measure(&self) -> usize {
        self.measure
    }

    /// Returns the rows of the pane from the top. There are fewer than the height if the text ends earlier.
    pub fn visible(&self) -> Vec<Item> {
        let Some(document) = &self.document else {
            return Vec::new();
        };
        document.lines.wrapped_from(self.place, self.height)
    }

    /// True if the top of the text is out of view. The pane then begins with a short header.
    pub fn has_short_header(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.lines.has_short_header(self.place))
    }

    /// Returns the percentage of the shown text that has been scrolled past; `None` if all of it is in view.
    pub fn percent(&self) -> Option<usize> {
        let document = self.document.as_ref()?;
        let lines = &document.lines;
        let total = lines.shown_before(document.body.text.len());
        let (start, end) = lines.visible_bytes(self.place, self.height);
        let (start, end) = (lines.shown_before(start), lines.shown_before(end));
        let hidden = total.saturating_sub(end.saturating_sub(start));
        if self.place == ScrollPlace::default() {
            return (!self.is_at_end()).then_some(0);
        }
        if self.is_at_end() {
            return Some(100);
        }
        Some((start * 100 / hidden.max(1)).min(99))
    }

    /// True if the last line is in view.
    pub fn is_at_end(&self) -> bool {
        self.document.as_ref().is_some_and(|document| document.lines.is_end_in_view(self.place, self.height))
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, n_lines: isize) {
        self.has_announced_end = false;
        if let Some(document) = &mut self.document {
            self.place = document.lines.moved(&document.body, self.place, n_lines, self.height);
        }
        self.settle();
    }

    /// Returns the number of lines of a page. One line of the page before stays in view, and the short header takes
    /// one.
    pub fn page(&self) -> isize {
        (self.height as isize - 2).max(1)
    }

    /// Returns the number of lines of half a page.
    pub fn half_page(&self) -> isize {
        (self.height as isize / 2).max(1)
    }

    pub fn go_to_top(&mut self) {
        self.place = ScrollPlace::default();
        self.has_announced_end = false;
        self.settle();
    }

    pub fn go_to_end(&mut self) {
        self.has_announced_end = false;
        if let Some(document) = &mut self.document {
            self.place = document.lines.last_place(&document.body, self.height);
        }
        self.settle();
    }

    /// Goes to the next paragraph, or back to the start of this paragraph and then to the one before.
    pub fn go_by_paragraph(&mut self, is_forward: bool) {
        self.has_announced_end = false;
        if let Some(document) = &mut self.document {
            self.place = document.lines.paragraph(&document.body, self.place, is_forward, self.height);
        }
        self.settle();
    }

    /// Sets the words and phrases that are marked in the text.
    pub fn set_markers(&mut self, markers: Arc<[Marker]>) {
        self.markers = markers;
        self.find_marks();
    }

    /// Returns the matches in `range`, as byte ranges of the shown text.
    ///
    /// In a very long text, they are found on each call, in all blocks that touch `range`.
    pub fn marks_in(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let Some(document) = &self.document else {
            return Vec::new();
        };
        if document.body.text.len() > MARKED_BYTES_MAX {
            return marks_of(&self.markers, &document.body, range);
        }
        let first = self.marks.partition_point(|mark| mark.end <= range.start);
        self.marks[first..].iter().take_while(|mark| mark.start < range.end).cloned().collect()
    }

    /// Returns the number of the match that `n` went to last, from 1, and the number of all matches.
    ///
    /// Returns `None` if there are no matches, or if they are not counted because the text is too long.
    pub fn match_count(&self) -> Option<(Option<usize>, usize)> {
        let number_of = |current: &Range<usize>| self.marks.iter().position(|mark| mark == current).map(|at| at + 1);
        (!self.marks.is_empty()).then(|| (self.current_mark.as_ref().and_then(number_of), self.marks.len()))
    }

    /// Returns the match that `n` went to last.
    pub fn current_match(&self) -> Option<&Range<usize>> {
        self.current_mark.as_ref()
    }

    /// Goes to the next match or the one before. It wraps around at the ends. Returns false if there is no match.
    pub fn go_to_match(&mut self, is_forward: bool) -> bool {
        let Some(document) = &mut self.document else {
            return false;
        };
        let (start, end) = document.lines.visible_bytes(self.place, self.height);
        let from = match (&self.current_mark, is_forward) {
            (Some(mark), true) => mark.end,
            (Some(mark), false) => mark.start,
            (None, true) => start,
            (None, false) => end,
        };
        let Some(target) = next_mark(&self.markers, &document.body, from, is_forward) else {
            return false;
        };
        self.current_mark = Some(target.clone());
        // In a long text, the matches are not known beforehand. So the fold is opened only now.
        match boilerplate_of(&document.body, &target) {
            Some(Boilerplate::Page) => self.has_page_match = true,
            Some(_) => self.is_fold_open_for_match = true,
            None => {}
        }
        self.lay_out_anew();
        let Some(document) = &mut self.document else {
            return false;
        };
        let (start, end) = document.lines.visible_bytes(self.place, self.height);
        if target.start < start || target.end > end {
            // A third of the page above the match is shown, so that the start of its sentence is in view.
            let place = document.lines.place_of(&document.body, target.start);
            self.place = document.lines.moved(&document.body, place, -(self.height as isize / 3), self.height);
        }
        self.settle();
        true
    }

    fn find_marks(&mut self) {
        self.current_mark = None;
        self.marks = match &self.document {
            Some(document) if document.body.text.len() <= MARKED_BYTES_MAX => {
                marks_of(&self.markers, &document.body, &(0..document.body.text.len()))
            }
            _ => Vec::new(),
        };
        let (mut is_in_fold, mut is_in_page) = (false, false);
        if let Some(body) = self.shown_body() {
            for mark in &self.marks {
                match boilerplate_of(body, mark) {
                    Some(Boilerplate::Page) => is_in_page = true,
                    Some(_) => is_in_fold = true,
                    None => {}
                }
            }
        }
        (self.is_fold_open_for_match, self.has_page_match) = (is_in_fold, is_in_page);
        self.lay_out_anew();
    }

    /// Wraps the lines in view, and moves the place back into the text if it is past its end.
    fn settle(&mut self) {
        if let Some(document) = &mut self.document {
            self.place = document.lines.settle(&document.body, self.place, self.height);
        }
    }
}
