//! The cache of the texts of recently opened articles. Going back and forth between them reads no file.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::article::Body;
use crate::index::RowId;

/// The greatest number of cached texts: enough for going back and forth and for the texts read ahead.
const BODIES_MAX: usize = 32;
/// The greatest number of cached bytes, so that the cache stays small even in a folder of very long articles.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// The cache of the texts of recently opened articles.
#[derive(Clone, Debug, Default)]
pub struct BodyCache {
    /// The newest is at the back.
    bodies: VecDeque<(RowId, Arc<Body>)>,
}

impl BodyCache {
    pub fn get(&self, row: RowId) -> Option<Arc<Body>> {
        self.bodies.iter().find(|(held, _)| *held == row).map(|(_, body)| Arc::clone(body))
    }

    pub fn has(&self, row: RowId) -> bool {
        self.bodies.iter().any(|(held, _)| *held == row)
    }

    /// Adds the text of a row. The oldest texts are dropped if the cache is too large, but never the last one.
    pub fn put(&mut self, row: RowId, body: Arc<Body>) {
        self.bodies.retain(|(held, _)| *held != row);
        self.bodies.push_back((row, body));
        let mut n_bytes: usize = self.bodies.iter().map(|(_, body)| body.text.len() + body.page.len()).sum();
        while self.bodies.len() > 1 && (self.bodies.len() > BODIES_MAX || n_bytes > BYTES_MAX) {
            if let Some((_, dropped)) = self.bodies.pop_front() {
                n_bytes -= dropped.text.len() + dropped.page.len();
            }
        }
    }
}
