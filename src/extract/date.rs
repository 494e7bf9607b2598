//! Decides when an article was published, from its fields, otherwise from dates in the places of publication dates,
//! otherwise by inference from both.
//!
//! All dates of a record are candidates. Each has a kind of place: a field, a dateline, a byline, a name, a caption, a
//! sentence. A date in a place of publication dates is found. Weekdays and days without a year need other evidence. A
//! date in a caption, in a quotation, or in a sentence about the past or the future is only a mention. Unknown is
//! better than wrong.

use crate::article::{Address, ArticleDate, Block, Body, DateEvidence, Format, How, Known};
use crate::corpus::Field;
use crate::dates::{self, Hints, Mentioned, WrittenDate};
use crate::text::lines::lines;
use crate::text::safe::safe_line;

mod candidate;
mod order;
mod places;
pub mod report;
mod weigh;

use candidate::{Candidate, PlaceKind, kind_in_text, of_mention};
use weigh::ChosenDate;

/// The data of a record that its date is derived from.
#[derive(Clone, Copy, Debug)]
pub(super) struct DateSources<'record> {
    pub(super) body: &'record Body,
    pub(super) address: &'record Address,
    pub(super) link: Option<&'record str>,
    /// The code of the main language of the record.
    pub(super) language: Option<&'record str>,
}

impl DateSources<'_> {
    /// True if the article is a message. The lines of a message give no date.
    fn is_message(&self) -> bool {
        is_message(self.address.format, &self.body.text)
    }
}

/// The decision on the date of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DateDecision {
    pub(super) date: Known<ArticleDate>,
    /// The dates that support the decision and those that were rejected, if there are any.
    pub(super) evidence: Option<Box<DateEvidence>>,
    /// The problem of the field that should give the date.
    pub(super) problem: Option<String>,
}

/// The most sentences of evidence that are kept of each kind. Nobody reads more, and the evidence of every article is
/// in memory.
const EVIDENCE_MAX: usize = 8;

/// The bytes of a text in which dates are looked for, and the most dates that are weighed.
///
/// Both are far more than any article needs. They bound the work on a file of many megabytes of dates.
const SCANNED_BYTES: usize = 512 * 1024;
const MENTIONS_MAX: usize = 2_000;

/// Returns the date of a record.
pub(super) fn of(field: Option<Field>, record: DateSources<'_>) -> DateDecision {
    decide(field, record).0
}

/// Returns the date of a record, the candidates, and the index of the chosen candidate, if one was chosen.
fn decide(field: Option<Field>, record: DateSources<'_>) -> (DateDecision, Vec<Candidate>, Option<usize>) {
    let of_field = |decided| (decided, Vec::new(), None);
    // Here the format found only a list with the dates of other articles, so the lines give no date.
    let is_undated = field.as_ref().is_some_and(|field| field.how == How::Unknown);
    let has_lines = !is_undated && !record.is_message();
    let field = field.filter(|field| !field.text.trim().is_empty());
    let mut problem = None;
    let mut candidates = Vec::new();
    if let Some(field) = &field {
        match dates::read_in(&field.text, record.language) {
            WrittenDate::Date(date) if field.how == How::Given => {
                return of_field(DateDecision {
                    date: Known::given(date, field.because.clone()),
                    ..DateDecision::default()
                });
            }
            // An inferred date of a page may be the day of its last change, or the only date on it. Its file name may
            // be better evidence.
            WrittenDate::Date(date) if field.how == How::Inferred && record.address.format != Format::Html => {
                return of_field(DateDecision {
                    date: Known::inferred(date, field.because.clone()),
                    ..DateDecision::default()
                });
            }
            WrittenDate::Date(date) => {
                // A date that a format found is above the text, so it competes with the lines that are read below.
                candidates.push(as_candidate(field, Mentioned::Date(date)));
            }
            WrittenDate::Ambiguous(one, other) => return of_field(of_two(field, one, other, record)),
            WrittenDate::Impossible => problem = Some(what_is_wrong(field, "is no day of any calendar")),
            WrittenDate::Unreadable => problem = Some(what_is_wrong(field, "is not understood")),
        }
    }
    candidates.extend(if has_lines { around(record) } else { places::of_names(record.address, record.link) });
    let mut weighed = weigh::found(&candidates);
    if !has_lines {
        // Only the names of the file and the address of the article count.
    } else if weighed.date.value().is_none_or(|date| weighed.date.how() == How::Inferred || !date.is_a_day()) {
        // The whole text is read only now, because most articles have their date in one of the places above.
        candidates.extend(in_text(record, &candidates));
        weighed = weigh::found(&candidates);
        if weighed.date.value().is_none() {
            weighed = weigh::inferred_from_post(&candidates);
        }
        decide_by_order(&mut weighed, &candidates, record.body);
    }
    let evidence = evidence(&weighed, &candidates);
    let is_of_field =
        weighed.chosen == Some(0) && matches!(candidates[0].kind, PlaceKind::Field | PlaceKind::WeakField);
    let because = field.filter(|_| is_of_field).map(|field| field.because);
    let date = match (because, weighed.date.value()) {
        (Some(because), Some(date)) if candidates[0].kind == PlaceKind::WeakField => Known::inferred(*date, because),
        (Some(because), Some(date)) if weighed.date.how() == How::Found => Known::found(*date, because),
        _ => weighed.date,
    };
    (DateDecision { date, evidence, problem }, candidates, weighed.chosen)
}

fn as_candidate(field: &Field, what: Mentioned) -> Candidate {
    let text = safe_line(&field.text);
    let kind = if field.how == How::Inferred { PlaceKind::WeakField } else { PlaceKind::Field };
    Candidate { text, place: field.because.to_string(), kind, what, range: None }
}

/// True if an article is a message. Its date is in its header, because its text mentions other days. A message without
/// a header is recognised by its quotations and its signature.
fn is_message(format: Format, text: &str) -> bool {
    const LOOKED_AT: usize = 16 * 1024;
    // Further from the end, `--` separates two sections of a text.
    const SIGNATURE_LINES: usize = 12;
    const QUOTED: [&str; 8] =
        ["writes:", "wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:", "escreveu:"];
    match format {
        Format::Mail | Format::Mailbox => true,
        Format::PlainText | Format::Json | Format::JsonLines | Format::Table => {
            let lines: Vec<&str> = lines(&text[..text.floor_char_boundary(LOOKED_AT)]).map(str::trim_end).collect();
            lines.iter().enumerate().any(|(line_idx, line)| {
                (*line == "--" && lines.len() - line_idx <= SIGNATURE_LINES)
                    || (line.starts_with('>') && line.len() > 1)
                    || line.starts_with("In article <")
                    || (line.ends_with(':')
                        && QUOTED.iter().any(|quoted| line.ends_with(quoted))
                        && line.contains(['@', '<']))
            })
        }
        _ => false,
    }
}

/// Returns the problem of a field that should be a date, as a sentence that ends with `why`.
fn what_is_wrong(field: &Field, why: &str) -> String {
    const LONGEST: usize = 60;
    let shown = crate::text::columns::cut(&safe_line(&field.text), LONGEST);
    format!("the date “{shown}” of {} {why}", field.because)
}

/// Decides the date of a field that can be two days: the reading that other evidence supports, otherwise the range of
/// days from the first reading to the second.
fn of_two(field: &Field, one: ArticleDate, other: ArticleDate, record: DateSources<'_>) -> DateDecision {
    let candidates = around(record);
    let decided = weigh::decide(one, other, &candidates)
        .or_else(|| order::decide(&field.text, &field.text, one, other, &record.body.text));
    if let Some(date) = decided {
        let date = if field.how == How::Given {
            Known::given(date, field.because.clone())
        } else {
            Known::found(date, field.because.clone())
        };
        return DateDecision { date, ..DateDecision::default() };
    }
    let range = ArticleDate::range(one.first_day, other.first_day);
    let because = format!("{}, which can be read in two ways", field.because);
    let readings = [one, other].map(|date| format!("“{}” as {}", safe_line(&field.text), date.iso()).into_boxed_str());
    let evidence = DateEvidence { because: readings.into(), rejected: Box::default() };
    let problem = what_is_wrong(field, "can be two days, as it may start with the day or the month");
    DateDecision { date: Known::inferred(range, because), evidence: Some(Box::new(evidence)), problem: Some(problem) }
}

/// Decides between the two readings of the chosen date, by its time zone or the other dates of the text.
fn decide_by_order(weighed: &mut ChosenDate, candidates: &[Candidate], body: &Body) {
    let Some(candidate) = weighed.chosen.and_then(|at| candidates.get(at)) else {
        return;
    };
    if let Mentioned::Ambiguous(one, other) = candidate.what
        && weighed.date.value().is_some_and(|date| !date.is_a_day())
        && let Some(date) = order::decide(&candidate.text, line_of(candidate, body), one, other, &body.text)
    {
        let because = format!("{}, read as the text writes its dates and times", candidate.kind.because());
        weighed.date = Known::inferred(date, because);
    }
}

/// Returns the text of the block that contains a candidate.
fn line_of<'body>(candidate: &Candidate, body: &'body Body) -> &'body str {
    let block = candidate.range.as_ref().and_then(|range| body.block_at(range.start));
    block.map_or("", |block_idx| body.text_of(&body.blocks[block_idx]))
}

/// Returns the dates outside the text: in names and addresses, and in the lines above and below it.
fn around(record: DateSources<'_>) -> Vec<Candidate> {
    let mut candidates = places::of_names(record.address, record.link);
    if !record.is_message() {
        candidates.extend(places::of_lines(record.body, Hints { language: record.language }));
    }
    candidates
}

/// Returns the dates of the text that are not among `known`.
fn in_text(record: DateSources<'_>, known: &[Candidate]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let within = |block: &&Block| block.range.start < SCANNED_BYTES;
    for (block_idx, block) in record.body.blocks.iter().take_while(within).enumerate() {
        if found.len() >= MENTIONS_MAX {
            break;
        }
        for mention in dates::find(record.body.text_of(block), Hints { language: record.language }) {
            let kind = kind_in_text(record.body, block_idx, &mention);
            let candidate = of_mention(record.body, block_idx, &mention, kind);
            let is_known = known.iter().any(|other| match (&other.range, &candidate.range) {
                (Some(other), Some(range)) => other.start < range.end && range.start < other.end,
                _ => false,
            });
            if !is_known {
                found.push(candidate);
            }
        }
    }
    found
}

/// Returns the dates that support the answer and those that were rejected. `None` if there are neither.
fn evidence(weighed: &ChosenDate, candidates: &[Candidate]) -> Option<Box<DateEvidence>> {
    let (mut because, mut rejected): (Vec<Box<str>>, Vec<Box<str>>) = (Vec::new(), Vec::new());
    let mut said: Vec<(&str, PlaceKind)> = Vec::new();
    let answer = weighed.date.value().copied();
    for (at, candidate) in candidates.iter().enumerate() {
        if weighed.chosen == Some(at) {
            continue;
        }
        match verdict(candidate, answer) {
            Verdict::Supports if because.len() < EVIDENCE_MAX => because.push(candidate.words().into_boxed_str()),
            Verdict::Rejected if rejected.len() < EVIDENCE_MAX => {
                // A caption that is printed twice is one reason.
                if said.contains(&(candidate.text.as_str(), candidate.kind)) {
                    continue;
                }
                said.push((&candidate.text, candidate.kind));
                rejected.push(format!("{}, {}", candidate.words(), reason(candidate, answer)).into_boxed_str());
            }
            _ => {}
        }
    }
    let is_empty = because.is_empty() && rejected.is_empty();
    (!is_empty).then(|| Box::new(DateEvidence { because: because.into(), rejected: rejected.into() }))
}

/// The relation of a date to the date of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The date of the article.
    Chosen,
    /// A date that supports the date of the article. In an undated article, a date that refers to a day near its own.
    Supports,
    /// A date that the text only mentions.
    Mention,
    /// A date that is not the date of the article.
    Rejected,
}

impl Verdict {
    /// Returns the word for JSON and for the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chosen => "chosen",
            Self::Supports => "supports",
            Self::Mention => "mention",
            Self::Rejected => "rejected",
        }
    }
}

/// Returns the relation of a candidate to `answer`, the date of the article. The candidate is not the one that gave
/// this date.
fn verdict(candidate: &Candidate, answer: Option<ArticleDate>) -> Verdict {
    let Some(answer) = answer else {
        return match candidate.what {
            Mentioned::Weekday(_) | Mentioned::WeekdayAndDay(..) | Mentioned::DayOfYear { .. } => {
                if candidate.kind.is_text() { Verdict::Supports } else { Verdict::Mention }
            }
            Mentioned::DaysAgo(_) => Verdict::Mention,
            Mentioned::Date(date)
                if matches!(candidate.kind, PlaceKind::Folder | PlaceKind::Address) && !date.is_a_day() =>
            {
                Verdict::Supports
            }
            _ => Verdict::Rejected,
        };
    };
    if candidate.kind == PlaceKind::Post {
        // An article quotes posts of the days before it.
        return if candidate_day(candidate, answer).is_some() { Verdict::Supports } else { Verdict::Mention };
    }
    if candidate.kind.is_of_publication() || candidate.kind == PlaceKind::Rights {
        return if weigh::supports(candidate, answer) { Verdict::Supports } else { Verdict::Rejected };
    }
    match candidate.what {
        Mentioned::WeekdayAndDay(..) if candidate.kind.is_text() && candidate_day(candidate, answer).is_some() => {
            Verdict::Supports
        }
        _ => Verdict::Mention,
    }
}

/// Returns the day that a candidate means, if it is the day of the answer or one of the six days before it.
fn candidate_day(candidate: &Candidate, answer: ArticleDate) -> Option<ArticleDate> {
    let day = candidate.what.on(answer.first_day)?;
    let n_days = (answer.first_day - day.first_day).get_days();
    (0..=6).contains(&n_days).then_some(day)
}

/// Returns the reason why a candidate is not the date of the article. `answer` is that date.
fn reason(candidate: &Candidate, answer: Option<ArticleDate>) -> &'static str {
    let is_of_publication = candidate.kind.is_of_publication();
    match candidate.what {
        Mentioned::Impossible => "no day of any calendar",
        Mentioned::Ambiguous(..) if is_of_publication => "can be read in two ways",
        Mentioned::Date(date) if is_of_publication && answer.is_none() && !date.is_a_day() => "no single day",
        _ if is_of_publication && answer.is_none() => "nothing says that it is the day of this article",
        _ => candidate.kind.reason(),
    }
}

#[cfg(test)]
mod tests;
