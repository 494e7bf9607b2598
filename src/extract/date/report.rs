//! Explains the date of an article: lists every date in it, with its place, its meaning and its verdict.

use super::candidate::{Candidate, PlaceKind};
use super::{DateSources, MENTIONS_MAX, SCANNED_BYTES, Verdict, around, decide, in_text, reason, verdict};
use crate::article::{Article, ArticleDate, Body, How};
use crate::dates::{self, Hints, Mentioned};

/// The explanation of the date of an article, or of its absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReport {
    /// The date of the article.
    pub answer: Option<ArticleDate>,
    pub how: How,
    /// The evidence for the date, in words; empty if the date is unknown.
    pub because: String,
    /// Every date of the record: first the evidence for the answer, then the places of publication dates, then the text
    /// from its start to its end.
    pub candidates: Vec<DateCandidate>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateCandidate {
    /// The date in the words of the text.
    pub text: String,
    /// The place of the date: "line 25", "the file's name".
    pub place: String,
    /// The day that is meant. For "Wednesday", the day that it means in an article of the answer's date.
    pub meaning: Option<ArticleDate>,
    pub verdict: Verdict,
    /// The reason for the verdict, in a few words.
    pub why: String,
}

/// Returns every date in an article. It reads the whole text again.
pub fn date_report(article: &Article, body: &Body) -> DateReport {
    let record = DateSources {
        body,
        address: &article.address,
        link: article.link.as_deref(),
        language: article.language.value().map(|language| &**language),
    };
    let answer = article.date.value().copied();
    let mut candidates = around(record);
    candidates.extend(in_text(record, &candidates));
    let title = article.title.value().filter(|_| article.title.how() != How::Inferred);
    let in_title = title.map(|title| dates::find(title, Hints { language: record.language }));
    candidates.extend(in_title.into_iter().flatten().map(|mention| Candidate {
        text: title.map_or("", |title| &title[mention.range.clone()]).to_owned(),
        place: "the title".to_owned(),
        kind: PlaceKind::Title,
        what: mention.what,
        range: None,
    }));
    candidates.extend(in_page(body, Hints { language: record.language }));
    let chosen = chosen(article, record, &candidates);
    let mut listed: Vec<DateCandidate> = Vec::with_capacity(candidates.len() + 1);
    if let (Some(answer), None) = (answer, chosen) {
        // A date from a field is not part of the text.
        listed.push(DateCandidate {
            text: answer.iso(),
            place: article.date.because().to_owned(),
            meaning: Some(answer),
            verdict: Verdict::Chosen,
            why: article.date.how().word().to_owned(),
        });
    }
    let mut others: Vec<(bool, DateCandidate)> = candidates
        .iter()
        .enumerate()
        .map(|(at, candidate)| {
            (chosen != Some(at), listed_as(candidate, chosen == Some(at), answer, article.date.how()))
        })
        .collect();
    others.sort_by_key(|(is_other, _)| *is_other);
    listed.extend(others.into_iter().map(|(_, candidate)| candidate));
    DateReport { answer, how: article.date.how(), because: article.date.because().to_owned(), candidates: listed }
}

/// Returns the index of the candidate that gave the date of the article. `None` if the date came from a field of the
/// record, or if there is no date.
///
/// To find it, the date is decided again without the field. If this gives the same date for the same reason, the
/// candidate that it chose is the one.
fn chosen(article: &Article, record: DateSources<'_>, candidates: &[Candidate]) -> Option<usize> {
    article.date.value()?;
    let (decided, weighed, chosen) = decide(None, record);
    let rests_on = weighed.get(chosen.filter(|_| decided.date == article.date)?)?;
    candidates.iter().position(|candidate| candidate == rests_on)
}

/// Returns the dates of the page text. No article takes its date from there.
fn in_page(body: &Body, hints: Hints<'_>) -> Vec<Candidate> {
    let page = &body.page[..body.page.floor_char_boundary(SCANNED_BYTES)];
    let mentions =
        page.lines().flat_map(|line| dates::find(line, hints).into_iter().map(move |mention| (line, mention)));
    mentions
        .take(MENTIONS_MAX)
        .map(|(line, mention)| Candidate {
            text: line[mention.range].to_owned(),
            place: "the page text".to_owned(),
            kind: PlaceKind::Page,
            what: mention.what,
            range: None,
        })
        .collect()
}

fn listed_as(candidate: &Candidate, is_chosen: bool, answer: Option<ArticleDate>, how: How) -> DateCandidate {
    let verdict = if is_chosen { Verdict::Chosen } else { verdict(candidate, answer) };
    let why = match verdict {
        Verdict::Chosen => how.word().to_owned(),
        Verdict::Supports if answer.is_none() => match candidate.what {
            Mentioned::Date(_) => "names no day".to_owned(),
            _ => "speaks of a day near its own, without a year".to_owned(),
        },
        Verdict::Supports => "fits".to_owned(),
        Verdict::Mention | Verdict::Rejected => reason(candidate, answer).to_owned(),
    };
    let meaning = match answer {
        Some(answer) => candidate.what.on(answer.first_day),
        None => candidate.date(),
    };
    DateCandidate { text: candidate.text.clone(), place: candidate.place.clone(), meaning, verdict, why }
}
