//! Questions that need a pass over a whole text: why the article has its date, and which links it has.
//!
//! A worker answers them. A box opens with the answer, unless another key was pressed before it came. The date report
//! is kept, because the facts of the article show it too.

use std::sync::Arc;

use super::App;
use super::date_evidence::ReportState;
use super::effect::{Effect, Examination, ExamineRequest};
use super::message::{Examined, Finding};
use super::overlay::Overlay;
use super::overlay::links::LinksOverlay;
use super::overlay::why_date::WhyDateOverlay;
use crate::article::Body;
use crate::extract::DateReport;
use crate::index::RowId;

/// The question about a text that the user waits for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Question {
    n_asked: u64,
    /// The number of the question whose answer will open a box.
    open: Option<u64>,
    /// The question to ask once the text of this row has been read.
    postponed: Option<(RowId, Examination)>,
}

impl Question {
    /// True if the user waits for an answer.
    pub(super) fn is_open(self) -> bool {
        self.open.is_some() || self.postponed.is_some()
    }

    /// Stops waiting for the answer.
    pub(super) fn forget(&mut self) {
        self.open = None;
        self.postponed = None;
    }
}

impl App {
    /// Asks a question about the text of the selected article. The answer opens an overlay.
    ///
    /// If the text has not been read yet, the question is postponed until it has been.
    pub(super) fn examine(&mut self, about: Examination, effects: &mut Vec<Effect>) {
        let Some(row) = self.list.selected() else {
            return;
        };
        let body = self.reader.body().filter(|_| self.reader.row() == Some(row)).cloned();
        let notice = match about {
            Examination::Date => "Looking for dates in the text…",
            Examination::Links => "Looking for links in the text…",
        };
        let Some(body) = body else {
            let could_not_be_read = self.reader.row() == Some(row) && !self.reader.is_waiting();
            self.question.postponed = (!could_not_be_read).then_some((row, about));
            self.notice = Some(if could_not_be_read { "The text could not be read." } else { notice }.to_owned());
            return;
        };
        let question = match (about, self.date_evidence.of(row)) {
            (Examination::Date, Some(ReportState::Known(report))) => {
                let report = Arc::clone(report);
                self.show_why_date(report);
                return;
            }
            (Examination::Date, Some(ReportState::Asked(question))) => *question,
            _ => self.ask(row, body, about, effects),
        };
        self.question.open = Some(question);
        self.notice = Some(notice.to_owned());
    }

    /// Asks the postponed question once its text has been read, or could not be read.
    pub(super) fn ask_postponed(&mut self, effects: &mut Vec<Effect>) {
        let Some((row, about)) = self.question.postponed else {
            return;
        };
        if self.list.selected() != Some(row) {
            self.question.postponed = None;
            self.notice = None;
        } else if self.reader.row() == Some(row) && !self.reader.is_waiting() {
            self.question.postponed = None;
            self.examine(about, effects);
        }
    }

    /// Requests the date report of the article whose facts are shown, once its text has been read.
    pub(super) fn ask_for_dates(&mut self, effects: &mut Vec<Effect>) {
        if !matches!(self.overlay, Some(Overlay::Info(_))) {
            return;
        }
        if let Some(row) = self.list.selected()
            && self.date_evidence.of(row).is_none()
            && self.reader.row() == Some(row)
            && let Some(body) = self.reader.body().cloned()
        {
            self.ask(row, body, Examination::Date, effects);
        }
    }

    /// True if the facts of the article are shown and its date report has been requested.
    pub(super) fn is_looking_for_dates(&self) -> bool {
        let evidence = || self.list.selected().and_then(|row| self.date_evidence.of(row));
        matches!(self.overlay, Some(Overlay::Info(_))) && matches!(evidence(), Some(ReportState::Asked(_)))
    }

    fn ask(&mut self, row: RowId, body: Arc<Body>, about: Examination, effects: &mut Vec<Effect>) -> u64 {
        self.question.n_asked += 1;
        let question = self.question.n_asked;
        match about {
            Examination::Date => self.date_evidence.ask(row, question),
            Examination::Links => self.date_evidence.forget_unanswered(),
        }
        effects.push(Effect::Examine(ExamineRequest { question, row, snapshot: self.snapshot.clone(), body, about }));
        question
    }

    pub(super) fn examined(&mut self, examined: Examined) {
        self.date_evidence.answer(examined.question, &examined.finding);
        if self.question.open != Some(examined.question) {
            return;
        }
        self.question.forget();
        self.notice = None;
        match examined.finding {
            Finding::Date(report) => self.show_why_date(report),
            Finding::Links(rows) if rows.is_empty() => self.notice = Some("This article has no links.".to_owned()),
            Finding::Failed => {
                self.notice =
                    Some("The text could not be searched because of an internal error. See the log.".to_owned());
            }
            Finding::Links(rows) => self.overlay = Some(Overlay::Links(LinksOverlay { rows, selected: 0 })),
        }
    }

    fn show_why_date(&mut self, report: Arc<DateReport>) {
        self.overlay = Some(Overlay::WhyDate(WhyDateOverlay { report, top: 0 }));
    }
}
