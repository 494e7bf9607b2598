//! The texts of the articles opened last, so that going back and forth reads no file.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::article::Body;
use crate::index::RowId;

/// How many texts are kept: enough for a walk back and forth and for what is read ahead.
const BODIES_MAX: usize = 32;
/// How many bytes of text are kept at most, so that a folder of very long articles stays small too.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// The texts of the articles opened last.
#[derive(Clone, Debug, Default)]
pub struct BodyCache {
    /// The newest is at the back.
    bodies: VecDeque<(RowId, Arc<Body>)>,
}

impl BodyCache {
    /// The text of a row.
    pub fn get(&self, row: RowId) -> Option<Arc<Body>> {
        self.bodies.iter().find(|(held, _)| *held == row).map(|(_, body)| Arc::clone(body))
    }

    /// True if it holds the text of a row.
    pub fn has(&self, row: RowId) -> bool {
        self.bodies.iter().any(|(held, _)| *held == row)
    }

    /// Keeps the text of a row, and drops the oldest where there is too much.
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
