//! Questions that take a look through a whole text: why the article has its date, and where its links lead.
//!
//! A worker answers them. Any key that comes before the answer is about something else, so the answer is dropped.

use super::App;
use super::effect::{Effect, Examination, ExamineRequest};
use super::links::LinksOverlay;
use super::message::{Examined, Finding};
use super::overlay::{Overlay, WhyDateOverlay};

/// The question that is waited for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Question {
    /// Goes up with each question.
    number: u64,
    is_open: bool,
}

impl Question {
    /// True if an answer is waited for.
    pub(super) fn is_open(self) -> bool {
        self.is_open
    }

    /// Nobody waits for the answer any more.
    pub(super) fn forget(&mut self) {
        self.is_open = false;
    }
}

impl App {
    /// Asks something of the text of the article being read. The overlay opens when the answer is there.
    pub(super) fn examine(&mut self, about: Examination, effects: &mut Vec<Effect>) {
        let Some(row) = self.list.selected() else {
            return;
        };
        let Some(body) = self.reader.body() else {
            self.notice = Some("The text has not been read yet, or could not be read.".to_owned());
            return;
        };
        self.question = Question { number: self.question.number + 1, is_open: true };
        effects.push(Effect::Examine(ExamineRequest {
            question: self.question.number,
            row,
            snapshot: self.snapshot.clone(),
            body: body.clone(),
            about,
        }));
        self.notice = Some(
            match about {
                Examination::Date => "Looking for dates in the text…",
                Examination::Links => "Looking for links in the text…",
            }
            .to_owned(),
        );
    }

    pub(super) fn examined(&mut self, examined: Examined) {
        if !self.question.is_open || examined.question != self.question.number {
            return;
        }
        self.question.forget();
        self.notice = None;
        match examined.finding {
            Finding::Date(report) => self.overlay = Some(Overlay::WhyDate(WhyDateOverlay { report, top: 0 })),
            Finding::Links(rows) if rows.is_empty() => self.notice = Some("This article has no links.".to_owned()),
            Finding::Failed => {
                self.notice =
                    Some("The text could not be searched because of an internal error. See the log.".to_owned());
            }
            Finding::Links(rows) => self.overlay = Some(Overlay::Links(LinksOverlay { rows, selected: 0 })),
        }
    }
}
