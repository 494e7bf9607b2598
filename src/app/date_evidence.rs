//! The date report of one article. It is made once, and shown both in the facts and in the box “Why this date”.

use std::sync::Arc;

use super::message::Finding;
use crate::extract::DateReport;
use crate::index::RowId;

/// The date report of the article that was examined last. It is dropped when rows get other numbers.
#[derive(Debug, Default)]
pub(super) struct DateReportCache {
    of: Option<(RowId, ReportState)>,
}

/// The state of a date report.
#[derive(Debug)]
pub(super) enum ReportState {
    /// Requested by the question with this number.
    Asked(u64),
    Known(Arc<DateReport>),
    /// The examination of the text panicked.
    Failed,
}

impl DateReportCache {
    /// Returns the evidence for a row; `None` if it was not requested.
    pub(super) fn of(&self, row: RowId) -> Option<&ReportState> {
        self.of.as_ref().filter(|(asked, _)| *asked == row).map(|(_, evidence)| evidence)
    }

    pub(super) fn ask(&mut self, row: RowId, question: u64) {
        self.of = Some((row, ReportState::Asked(question)));
    }

    /// Stores the answer to the open question. Drops the answer to any other question.
    pub(super) fn answer(&mut self, question: u64, finding: &Finding) {
        if let Some((_, evidence)) = &mut self.of
            && matches!(evidence, ReportState::Asked(asked) if *asked == question)
        {
            *evidence = match finding {
                Finding::Date(report) => ReportState::Known(Arc::clone(report)),
                Finding::Links(_) | Finding::Failed => ReportState::Failed,
            };
        }
    }

    pub(super) fn forget(&mut self) {
        self.of = None;
    }

    /// Forgets the finished report of a row, because its text has been read again.
    pub(super) fn forget_row(&mut self, row: RowId) {
        if self.of(row).is_some_and(|evidence| !matches!(evidence, ReportState::Asked(_))) {
            self.of = None;
        }
    }

    /// Forgets a question without an answer. The worker answers only the last question, which may be another one now.
    pub(super) fn forget_unanswered(&mut self) {
        if matches!(self.of, Some((_, ReportState::Asked(_)))) {
            self.of = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_answer_to_the_last_question_is_stored() {
        let mut evidence = DateReportCache::default();
        evidence.ask(7, 1);
        evidence.ask(8, 2);
        evidence.answer(1, &Finding::Failed);
        assert!(evidence.of(7).is_none());
        assert!(matches!(evidence.of(8), Some(ReportState::Asked(2))));
        evidence.answer(2, &Finding::Failed);
        assert!(matches!(evidence.of(8), Some(ReportState::Failed)));
        evidence.forget_unanswered();
        assert!(evidence.of(8).is_some());
        evidence.forget_row(8);
        assert!(evidence.of(8).is_none());
    }
}
