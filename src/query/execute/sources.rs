//! Sources: each distinct one is asked about once, and a column tells which rows have it.

use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::columns::Column;
use crate::query::node::Test;
use crate::query::source;

impl Execution<'_> {
    /// The rows whose source has what a test looks for.
    pub(super) fn source(&self, test: &Test) -> Outcome<Bitmap> {
        self.go_on()?;
        let texts = self.segment.tables()?.source_texts().iter();
        // No source has no name and no host.
        let answers = texts.map(|texts| source::has(test, texts, self.names)).chain([false]);
        self.rows_by_table(Column::Source, &answers.collect::<Vec<bool>>())
    }
}
