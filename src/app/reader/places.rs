//! The places in articles that were read: each is found again by its text, or else by its key and title.

use std::collections::HashMap;

use super::ScrollPlace;
use crate::article::{ArticleKey, Body};
use crate::text::fast_hash;

/// The places in the articles that were open in this session.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// By the hash of the text, which stays when a file is renamed or other records are written before this one.
    by_text: HashMap<u64, ScrollPlace>,
    /// By key, together with the title. The key stays when a text is edited; another title means another article.
    by_key: HashMap<ArticleKey, (String, ScrollPlace)>,
}

impl Places {
    /// Remembers the place in an article.
    pub fn put(&mut self, key: ArticleKey, title: &str, body: &Body, place: ScrollPlace) {
        self.by_text.insert(hash_of(body), place);
        self.by_key.insert(key, (title.to_owned(), place));
    }

    /// Returns the place in the article with this text, if it was open.
    pub fn of_text(&self, body: &Body) -> Option<ScrollPlace> {
        self.by_text.get(&hash_of(body)).copied()
    }

    /// Returns the place in the article with this key and title; its start if it was not open.
    pub fn of_article(&self, key: ArticleKey, title: &str) -> ScrollPlace {
        let known = self.by_key.get(&key).filter(|(own, _)| own == title);
        known.map(|(_, place)| *place).unwrap_or_default()
    }
}

fn hash_of(body: &Body) -> u64 {
    fast_hash::of(body.text.as_bytes())
}
