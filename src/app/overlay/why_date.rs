//! The box that lists the evidence for the date of an article. The box of facts ends with the same lines.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::text::{CellStyle, OverlayLine, OverlayText, inner_columns, push_wrapped};
use crate::app::reader::wrap;
use crate::article::ArticleDate;
use crate::extract::{DateCandidate, DateReport, Verdict};
use crate::text::columns::fit;

/// The width of the box on a wide screen and of the places of dates, in columns.
const COLUMNS: (u16, usize) = (88, 26);

/// The title of the box, and the heading in the box of facts.
pub(super) const TITLE: &str = "Why this date";

/// The state of the box. The report is made only once, because it needs a pass over the whole text.
#[derive(Clone, Debug)]
pub struct WhyDateOverlay {
    /// The dates found in the article, with their verdicts.
    pub report: Arc<DateReport>,
    /// The first line in view.
    pub top: usize,
}

/// Returns the text of the box.
pub(super) fn text(report: &DateReport, screen: Rect) -> OverlayText {
    let lines = lines(report, inner_columns(COLUMNS.0, screen));
    OverlayText::new(TITLE, lines, COLUMNS.0, 0, screen)
}

/// Returns the lines of a report.
pub(super) fn lines(report: &DateReport, columns: usize) -> Vec<OverlayLine> {
    let place_columns = COLUMNS.1.min(columns / 3);
    let mut lines = Vec::new();
    push_wrapped(&answer(report), columns, &mut lines);
    for verdict in [Verdict::Chosen, Verdict::Supports, Verdict::Rejected, Verdict::Mention] {
        let of_this: Vec<&DateCandidate> =
            report.candidates.iter().filter(|candidate| candidate.verdict == verdict).collect();
        if of_this.is_empty() {
            continue;
        }
        lines.push(OverlayLine::Text(String::new()));
        lines.push(OverlayLine::Heading(heading(verdict, report.answer.is_some()).to_owned()));
        for candidate in of_this {
            push_candidate(candidate, place_columns, columns, &mut lines);
        }
    }
    lines.push(OverlayLine::Text(String::new()));
    lines.push(OverlayLine::Note("For all articles: newsreader dates".to_owned()));
    lines
}

/// Adds the lines of a date: its place, then its text with its meaning.
fn push_candidate(candidate: &DateCandidate, place_columns: usize, columns: usize, lines: &mut Vec<OverlayLine>) {
    let said = said(candidate);
    let place = candidate.place.as_str();
    let said_in = wrap::wrap_text(&said, columns.saturating_sub(place_columns));
    let place_in = wrap::wrap_text(place, place_columns.saturating_sub(1));
    for line_idx in 0..said_in.len().max(place_in.len()) {
        let place = place_in.get(line_idx).map_or("", |range| &place[range.clone()]);
        let said = said_in.get(line_idx).map_or("", |range| &said[range.clone()]).to_owned();
        let place = fit(place, place_columns.saturating_sub(1)) + " ";
        lines.push(OverlayLine::Cells(vec![(place, CellStyle::Dim), (said, CellStyle::Text)]));
    }
}

/// Returns the date and how it is known: `Sat 12 Mar 2022 · found: the dateline`.
fn answer(report: &DateReport) -> String {
    match &report.answer {
        Some(date) => format!("{} · {}: {}", date.long(), report.how.word(), report.because),
        None => "Undated: no date of publication was found.".to_owned(),
    }
}

fn heading(verdict: Verdict, is_dated: bool) -> &'static str {
    match verdict {
        Verdict::Chosen => "Based on",
        Verdict::Supports if is_dated => "Supported by",
        Verdict::Supports => "Days near its date, without a year",
        Verdict::Rejected => "Rejected",
        Verdict::Mention => "Other dates in the text",
    }
}

/// Returns the text of a date and its meaning: `March 9 · Wed 9 Mar 2022 · in a sentence`.
fn said(candidate: &DateCandidate) -> String {
    let mut parts = vec![candidate.text.clone()];
    parts.extend(candidate.meaning.as_ref().map(ArticleDate::long));
    if matches!(candidate.verdict, Verdict::Rejected | Verdict::Mention) {
        parts.push(candidate.why.clone());
    }
    parts.join(" · ")
}
