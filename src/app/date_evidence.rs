//! The dates in the text of one article: looked for once, and shown by its facts and by the reasons of its date.

use std::sync::Arc;

use super::message::Finding;
use crate::extract::DateReport;
use crate::index::RowId;

/// The dates of the last article that they were asked of. They are forgotten when rows get other numbers.
#[derive(Debug, Default)]
pub(super) struct DateEvidence {
    of: Option<(RowId, Evidence)>,
}

/// The state of the date report of a text.
#[derive(Debug)]
pub(super) enum Evidence {
    /// The question of this number is on its way.
    Asked(u64),
    Known(Arc<DateReport>),
    /// The look through the text panicked.
    Failed,
}

impl DateEvidence {
    /// The evidence of a row; `None` where nothing was asked.
    pub(super) fn of(&self, row: RowId) -> Option<&Evidence> {
        self.of.as_ref().filter(|(asked, _)| *asked == row).map(|(_, evidence)| evidence)
    }

    pub(super) fn ask(&mut self, row: RowId, question: u64) {
        self.of = Some((row, Evidence::Asked(question)));
    }

    /// Keeps the answer to a question, where it is the one that is on its way.
    pub(super) fn answer(&mut self, question: u64, finding: &Finding) {
        if let Some((_, evidence)) = &mut self.of
            && matches!(evidence, Evidence::Asked(asked) if *asked == question)
        {
            *evidence = match finding {
                Finding::Date(report) => Evidence::Known(Arc::clone(report)),
                Finding::Links(_) | Finding::Failed => Evidence::Failed,
            };
        }
    }

    pub(super) fn forget(&mut self) {
        self.of = None;
    }

    /// The text of a row has been read anew.
    pub(super) fn forget_row(&mut self, row: RowId) {
        if self.of(row).is_some_and(|evidence| !matches!(evidence, Evidence::Asked(_))) {
            self.of = None;
        }
    }

    /// Another question may take the place of the one on its way: the worker answers only the last that waits.
    pub(super) fn forget_unanswered(&mut self) {
        if matches!(self.of, Some((_, Evidence::Asked(_)))) {
            self.of = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answer_that_is_waited_for_counts() {
        let mut evidence = DateEvidence::default();
        evidence.ask(7, 1);
        evidence.ask(8, 2);
        evidence.answer(1, &Finding::Failed);
        assert!(evidence.of(7).is_none());
        assert!(matches!(evidence.of(8), Some(Evidence::Asked(2))));
        evidence.answer(2, &Finding::Failed);
        assert!(matches!(evidence.of(8), Some(Evidence::Failed)));
        evidence.forget_unanswered();
        assert!(evidence.of(8).is_some());
        evidence.forget_row(8);
        assert!(evidence.of(8).is_none());
    }
}
