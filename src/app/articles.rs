//! The articles that the screen shows. Those on disk are read by a worker and cached here.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::Arc;

use lru::LruCache;

use super::effect::{ArticleRequest, Effect};
use super::message::ArticlesRead;
use super::{App, Cursor};
use crate::article::Article;
use crate::index::{RowId, Snapshot};

/// The smallest capacity of the cache, in articles: some screens of them, and those that were selected before.
const KEPT_MIN: usize = 512;

/// The capacity of the cache in pages of the list: the page in view, one on either side, and the one viewed before.
const PAGES_KEPT: usize = 4;

/// The urgency of reading an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    /// A key can bring it into view.
    Ahead,
    /// The next frame shows it.
    Now,
}

/// The cache of the articles that were read from disk, and the requests for others.
#[derive(Debug)]
pub(super) struct Articles {
    read: LruCache<RowId, Arc<Article>>,
    asked: HashMap<RowId, Urgency>,
    /// True if an article that the next frame shows has not been read.
    is_lacking: bool,
    /// The selected row that the timeline's cursor is moved to once its date is known.
    to_point_at: Option<RowId>,
}

impl Default for Articles {
    fn default() -> Self {
        Self {
            read: LruCache::new(NonZeroUsize::MIN.saturating_add(KEPT_MIN)),
            asked: HashMap::new(),
            is_lacking: false,
            to_point_at: None,
        }
    }
}

impl Articles {
    /// True if an article that the next frame shows is still being read.
    pub(super) fn is_lacking(&self) -> bool {
        self.is_lacking
    }

    fn has(&self, row: RowId, snapshot: &Snapshot) -> bool {
        self.read.contains(&row) || snapshot.is_in_memory(row)
    }

    /// Raises the capacity of the cache, so that it holds the articles of a large screen and of the pages around it.
    fn make_room(&mut self, n_in_view: usize) {
        let wanted = NonZeroUsize::MIN.saturating_add(KEPT_MIN.max(PAGES_KEPT * n_in_view));
        if wanted > self.read.cap() {
            self.read.resize(wanted);
        }
    }

    /// Returns the rows that have not been read and not been requested as urgently. Marks them as requested.
    fn take_missing(&mut self, rows: impl Iterator<Item = RowId>, urgency: Urgency, snapshot: &Snapshot) -> Vec<RowId> {
        let mut missing = Vec::new();
        for row in rows {
            let is_asked = self.asked.get(&row).is_some_and(|asked| *asked >= urgency);
            if !is_asked && !self.has(row, snapshot) {
                self.asked.insert(row, urgency);
                missing.push(row);
            }
        }
        missing
    }
}

impl App {
    /// Returns the article of a row of the list; `None` if it has not been read yet.
    ///
    /// MiddleLine two folders, the list may have rows of another numbering than the snapshot. Then it also returns `None`.
    pub fn article(&self, row: RowId) -> Option<Arc<Article>> {
        if self.hits.numbering != self.snapshot.numbering() {
            return None;
        }
        self.articles.read.peek(&row).cloned().or_else(|| self.snapshot.article_in_memory(row))
    }

    /// True if the selected article has not been read, so a key about it would have no effect.
    pub fn lacks_selected(&self) -> bool {
        self.list.selected().is_some_and(|row| !self.articles.has(row, &self.snapshot))
    }

    /// Requests the articles of the rows in view and of the selected row, and those that a key can bring into view: a
    /// page in each direction, the neighbours of the selected row, and the similar articles.
    ///
    /// Articles out of view are requested a page at a time, so that not every step of the selection sends a request.
    pub(super) fn ask_for_articles(&mut self, effects: &mut Vec<Effect>) {
        let (rows, list, snapshot) = (&self.hits.rows, &self.list, &self.snapshot);
        let height = if self.layout.list.is_some() { list.n_visible() } else { 0 };
        self.articles.make_room(height);
        let rows_of = |start: usize, end: usize| (start..end.min(rows.len())).filter_map(|position| rows.get(position));
        let (top, bottom) = (list.top(), list.top() + height);
        let needed = || list.selected().into_iter().chain(rows_of(top, bottom));
        for row in needed() {
            self.articles.read.promote(&row);
        }
        let missing = self.articles.take_missing(needed(), Urgency::Now, snapshot);
        let beside = || rows_of(list.position().saturating_sub(1), list.position() + 2);
        let similar = || self.similar.rows().iter().copied();
        let near = || rows_of(top.saturating_sub(height / 2), bottom + height / 2).chain(beside()).chain(similar());
        let is_near_missing =
            near().any(|row| !self.articles.has(row, snapshot) && !self.articles.asked.contains_key(&row));
        if !missing.is_empty() || is_near_missing {
            let around = rows_of(bottom, bottom + height + 1).chain(rows_of(top.saturating_sub(height + 1), top));
            let ahead = self.articles.take_missing(around.chain(beside()).chain(similar()), Urgency::Ahead, snapshot);
            effects.push(Effect::ReadArticles(ArticleRequest {
                generation: self.load.generation,
                rows: missing,
                ahead,
                snapshot: snapshot.clone(),
            }));
        }
        self.articles.is_lacking = needed().any(|row| !self.articles.has(row, snapshot));
    }

    pub(super) fn articles_read(&mut self, read: ArticlesRead) {
        if read.generation != self.load.generation {
            return;
        }
        for (row, article) in read.articles {
            self.articles.asked.remove(&row);
            self.articles.read.put(row, article);
        }
        if self.articles.to_point_at.is_some_and(|row| self.list.selected() == Some(row)) {
            self.point_timeline();
        }
    }

    /// Caches the articles in and around the view that are in memory in the current snapshot, but on disk in `newer`.
    pub(super) fn keep_articles(&mut self, newer: &Snapshot) {
        let start = self.list.top().saturating_sub(self.list.n_visible());
        let end = self.list.top() + 2 * self.list.n_visible();
        let around = (start..end.min(self.hits.rows.len())).filter_map(|position| self.hits.rows.get(position));
        for row in around.chain(self.list.selected()) {
            if !newer.is_in_memory(row)
                && let Some(article) = self.snapshot.article_in_memory(row)
            {
                self.articles.read.put(row, article);
            }
        }
    }

    /// Forgets all articles, because a new load has other rows.
    pub(super) fn forget_articles(&mut self) {
        self.articles = Articles::default();
    }

    /// Moves the cursor of the timeline to the selected article, once that has been read.
    pub(super) fn point_timeline(&mut self) {
        let selected = self.list.selected();
        self.articles.to_point_at = selected.filter(|_| self.lacks_selected());
        if self.articles.to_point_at.is_none() {
            let cursor = self.selected().map_or(Cursor::Nowhere, |article| Cursor::of_article(article.date.value()));
            self.timeline.set_cursor(cursor);
        }
    }
}
