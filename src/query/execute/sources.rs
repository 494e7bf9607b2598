//! Executes filters on sources: each distinct source is tested once, and a column has the source of each row.

use super::{Execution, Outcome};
use crate::index::Bitmap;
use crate::index::stored::columns::Column;
use crate::query::node::Test;
use crate::query::source;

impl Execution<'_> {
    /// Returns the rows whose source matches a test.
    pub(super) fn source(&self, test: &Test) -> Outcome<Bitmap> {
        self.check_stopped()?;
        let texts = self.segment.tables()?.source_texts().iter();
        // The last result is for rows without a source, which have no name and no host.
        let answers = texts.map(|texts| source::has(test, texts, self.context.names)).chain([false]);
        self.rows_by_table(Column::Source, &answers.collect::<Vec<bool>>())
    }
}
