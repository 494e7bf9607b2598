//! Collects dates from the places of publication dates: above and below the text, in names and in addresses.

use super::candidate::{Candidate, PlaceKind, is_near_notice_of_rights, of_mention};
use crate::article::{Address, ArticleDate, BlockKind, Body, SpanKind};
use crate::corpus::dated_line::{self, DatedLine, LineKind};
use crate::corpus::{date_line, dateline};
use crate::dates::{self, Hints, Mention, Mentioned};
use crate::extract::edges::{self, Line};

/// Returns the dates in the name and the folders of the file, and in the web address.
pub(super) fn of_names(address: &Address, link: Option<&str>) -> Vec<Candidate> {
    let mut found = Vec::new();
    // A file of many articles is named after their collection.
    if address.item.is_none() {
        let name = address.path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if let Some(date) = dates::in_file_name(name) {
            found.push(of_name(date, name, "the file's name", PlaceKind::FileName));
        }
        let folder = address.path.parent().and_then(|folder| folder.to_str()).unwrap_or("");
        if let Some(date) = dates::in_address(&format!("{folder}/")) {
            let kind = if is_of_an_export(folder) { PlaceKind::Export } else { PlaceKind::Folder };
            found.push(of_name(date, folder, "the folder", kind));
        } else if let Some(year) = year_folder(folder) {
            found.push(of_name(year, folder, "the folder", PlaceKind::Folder));
        }
    }
    if let Some((link, date)) = link.and_then(|link| Some((link, dates::in_address(link).or_else(|| year_of(link))?))) {
        found.push(of_name(date, link, "the address", PlaceKind::Address));
    }
    found
}

/// True if a folder with a date in its name contains files that a program exported or saved on that day, as
/// `NotesExport_2022-03-09` does.
fn is_of_an_export(folder: &str) -> bool {
    const WORDS: [&str; 11] = [
        "export",
        "exports",
        "backup",
        "backups",
        "takeout",
        "dump",
        "dumps",
        "snapshot",
        "snapshots",
        "download",
        "downloads",
    ];
    let is_dated = |name: &&str| dates::in_file_name(name).is_some() || dates::in_address(name).is_some();
    let says_so = |name: &str| words_of(name).iter().any(|word| WORDS.contains(&word.as_str()));
    folder.split('/').filter(is_dated).any(says_so)
}

/// Returns the words of a file or folder name in lower case. A new word begins at a sign, and at a capital after a
/// small letter.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphabetic() || (was_small && c.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words
}

fn of_name(date: ArticleDate, name: &str, place: &str, kind: PlaceKind) -> Candidate {
    let text = crate::text::safe::safe_line(name);
    Candidate { text, place: place.to_owned(), kind, what: Mentioned::Date(date), range: None }
}

/// Returns the year that a folder is named after. It is not shown as a date, but it completes a day without a year.
fn year_folder(folder: &str) -> Option<ArticleDate> {
    let mut years = folder.rsplit('/').filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let year: i16 = years.next()?.parse().ok()?;
    (1700..=2199).contains(&year).then(|| ArticleDate::year(jiff::civil::date(year, 1, 1)))
}

/// Returns the year that is the first folder of an address: `https://wire.example/2022/tolls`.
///
/// It is not shown as a date, but it completes a day without a year. A year in a later folder is as often the subject
/// of the page: `/election/2020/results`.
fn year_of(link: &str) -> Option<ArticleDate> {
    /// The web is not older than 1991. Numbers of four digits beyond 2049 are numbers of pages.
    const YEARS: std::ops::RangeInclusive<i16> = 1991..=2049;
    let path = link.split_once("://")?.1.split(['?', '#']).next()?;
    // The last part is the name of the page.
    let (folders, _) = path.split_once('/')?.1.rsplit_once('/')?;
    let first = folders.split('/').next().filter(|part| part.len() == 4)?;
    let year = first.parse().ok().filter(|year| YEARS.contains(year))?;
    Some(ArticleDate::year(jiff::civil::date(year, 1, 1)))
}

/// Returns the dates in the lines above and below the text.
pub(super) fn of_lines(body: &Body, hints: Hints<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut first_paragraph = None;
    let mut n_paragraphs = 0;
    for line in edges::top(body) {
        if line.is_caption_or_repeated || line.text.is_empty() {
            continue;
        }
        if let Some(candidate) = in_dateline(body, line, hints) {
            found.push(candidate);
            first_paragraph.get_or_insert(line.block_idx);
        }
        if line.is_short() && n_paragraphs <= 1 {
            // The first paragraph may be a summary of the report. Below it, only a line of its own counts.
            let is_above_all = first_paragraph.is_none();
            let is_above = is_above_all || has_paragraph_below(body, line.block_idx);
            let candidate = above(body, line, hints).filter(|_| is_above);
            found.extend(candidate.filter(|candidate| is_above_all || candidate.kind != PlaceKind::Byline));
        }
        if is_paragraph(line.text) {
            n_paragraphs += 1;
            first_paragraph.get_or_insert(line.block_idx);
        }
    }
    if found.iter().any(|candidate| candidate.kind == PlaceKind::OpeningDay)
        && dateline::are_several_days(body.blocks.iter().map(|block| body.text_of(block)))
    {
        found.retain(|candidate| candidate.kind != PlaceKind::OpeningDay);
    }
    if is_list(&found) {
        found.retain(|candidate| candidate.kind != PlaceKind::HeadLine);
    }
    let mut below: Vec<(usize, Candidate)> = edges::end(body)
        .take_while(|line| first_paragraph.is_some_and(|first| line.block_idx > first))
        .filter(|line| line.is_short() && !line.is_caption_or_repeated)
        .filter_map(|line| Some((line.block_idx, below(body, line, hints)?)))
        .collect();
    // Several dates below the text are the dates of other articles.
    let n_alone = below.iter().filter(|(_, candidate)| candidate.kind == PlaceKind::EndLine).count();
    below.retain(|(_, candidate)| candidate.kind != PlaceKind::EndLine || n_alone == 1);
    for (block_idx, candidate) in &mut below {
        if candidate.kind == PlaceKind::EndLine && is_below_headline_of_other(body, *block_idx) {
            candidate.kind = PlaceKind::Page;
        }
    }
    found.extend(below.into_iter().map(|(_, candidate)| candidate));
    found
}

/// True if the dates above the text belong to a list of other articles: at least three days, each on its own line.
fn is_list(found: &[Candidate]) -> bool {
    const FEWEST: usize = 3;
    let mut days: Vec<_> = found
        .iter()
        .filter(|candidate| candidate.kind == PlaceKind::HeadLine)
        .filter_map(|candidate| Some(candidate.date()?.first_day))
        .collect();
    days.sort_unstable();
    days.dedup();
    days.len() >= FEWEST
}

/// True if a line is a paragraph of the text. The lines below it are no longer above the text.
fn is_paragraph(text: &str) -> bool {
    const SHORTEST: usize = 100;
    text.len() >= SHORTEST && text.contains(['.', '。', '।', '!', '?'])
}

/// True if one of the next few blocks is a paragraph.
fn has_paragraph_below(body: &Body, block_idx: usize) -> bool {
    const MOST_LINES: usize = 4;
    body.blocks[block_idx + 1..].iter().take(MOST_LINES).any(|block| is_paragraph(body.text_of(block)))
}

/// Returns the date in a line above the text.
fn above(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    let dated = dated_line::read(line.text, hints)?;
    let kind = match dated.kind {
        LineKind::Alone if has_other_dates_beside(body, line.block_idx) => return None,
        LineKind::Updated if is_near_notice_of_rights(body, line.block_idx) => return None,
        // A notice of rights has the day of its first use, which may have been for another text of the site.
        LineKind::Alone if dated_line::has_notice_of_rights(line.text) => return None,
        LineKind::Published => PlaceKind::Published,
        LineKind::Alone => PlaceKind::HeadLine,
        LineKind::Byline => PlaceKind::Byline,
        LineKind::Updated => PlaceKind::Updated,
        LineKind::Today => PlaceKind::Today,
    };
    Some(of_mention(body, line.block_idx, &dated.mention, kind))
}

/// True if an adjacent block shows that the date of this block is the current day or the day of an event.
fn has_other_dates_beside(body: &Body, block_idx: usize) -> bool {
    let beside = [block_idx.checked_sub(1), Some(block_idx + 1)];
    let blocks = beside.into_iter().flatten().filter_map(|block_idx| body.blocks.get(block_idx));
    blocks.map(|block| body.text_of(block).trim()).any(dated_line::is_beside_other_dates)
}

/// Returns the day in the dateline at the beginning of a paragraph.
fn in_dateline(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    const SHORTEST: usize = 30;
    if line.text.len() < SHORTEST {
        return None;
    }
    let dateline = dateline::read(line.text)?;
    let kind = if dateline.is_day_alone { PlaceKind::OpeningDay } else { PlaceKind::Dateline };
    let range = dateline.date?;
    let mention = dates::find(&line.text[range.clone()], hints).into_iter().next()?;
    let mention = Mention { range: range.start + mention.range.start..range.start + mention.range.end, ..mention };
    Some(of_mention(body, line.block_idx, &mention, kind))
}

/// Returns the publication date in a line below the text, otherwise the year of its copyright.
fn below(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    let dated = dated_line::read(line.text, hints);
    let kind = dated.as_ref().map(|dated| dated.kind).and_then(|kind| match kind {
        LineKind::Published => Some(PlaceKind::PublishedBelow),
        LineKind::Updated if is_near_notice_of_rights(body, line.block_idx) => None,
        LineKind::Updated => Some(PlaceKind::Updated),
        LineKind::Alone if date_line::is_alone(line.text) => Some(PlaceKind::EndLine),
        // The last item of a list may be a source of the text.
        LineKind::Alone
            if is_last(body, line)
                && !matches!(body.blocks[line.block_idx].kind, BlockKind::ListItem { .. })
                && is_of_outlet(line.text, dated.as_ref()) =>
        {
            Some(PlaceKind::EndLine)
        }
        LineKind::Alone | LineKind::Byline | LineKind::Today => None,
    });
    match (dated, kind) {
        (Some(dated), Some(kind)) if !(kind == PlaceKind::EndLine && is_of_history(&dated)) => {
            Some(of_mention(body, line.block_idx, &dated.mention, kind))
        }
        _ => year_of_rights(body, line),
    }
}

/// True if the previous block is the headline of another article: several words that are a heading, a link, or below a
/// line that announces other articles.
fn is_below_headline_of_other(body: &Body, block_idx: usize) -> bool {
    const FEWEST_WORDS: usize = 4;
    let Some(above) = block_idx.checked_sub(1).map(|block_idx| &body.blocks[block_idx]) else {
        return false;
    };
    let has_words = body.text_of(above).split_whitespace().take(FEWEST_WORDS).count() == FEWEST_WORDS;
    let is_link = || {
        body.spans.iter().any(|span| {
            matches!(span.kind, SpanKind::Link(_))
                && span.range.len() + 2 >= above.range.len()
                && above.range.contains(&span.range.start)
        })
    };
    let announces = || {
        let before = block_idx.checked_sub(2).map(|block_idx| body.text_of(&body.blocks[block_idx]));
        before.is_some_and(dated_line::announces_others)
    };
    has_words && (matches!(above.kind, BlockKind::Heading(_)) || announces() || is_link())
}

/// True if the line is the last line of the text.
fn is_last(body: &Body, line: Line<'_>) -> bool {
    let last = edges::end(body).find(|other| !other.text.is_empty());
    last.is_some_and(|last| last.block_idx == line.block_idx)
}

/// True if a line names the outlet that printed a text, and the day.
fn is_of_outlet(line: &str, dated: Option<&DatedLine>) -> bool {
    dated.is_some_and(|dated| dated_line::is_of_outlet(line, dated.mention.range.clone()))
}

/// True if a date alone below a text is too old to be its date. A text may end with a quotation of 1776.
fn is_of_history(dated: &DatedLine) -> bool {
    const FIRST_YEAR: i16 = 1900;
    dated_line::day_of(&dated.mention).is_some_and(|day| day.year() < FIRST_YEAR)
}

/// Returns the year of a copyright line such as `© 2022 Harbour Wire`.
fn year_of_rights(body: &Body, line: Line<'_>) -> Option<Candidate> {
    let start = line.text.find('©').or_else(|| line.text.find("Copyright"))?;
    let digits = line.text[start..].find(|c: char| c.is_ascii_digit())? + start;
    // In "2019–2022", the later year counts.
    let years = line.text[digits..].split(|c: char| !c.is_ascii_digit()).take_while(|part| part.len() == 4);
    let year: i16 = years.last()?.parse().ok()?;
    let what = Mentioned::Date(ArticleDate::year(jiff::civil::Date::new(year, 1, 1).ok()?));
    let mention = Mention { range: digits..digits + 4, what, label: None };
    Some(of_mention(body, line.block_idx, &mention, PlaceKind::Rights))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_exports() {
        for (folder, expected) in [
            ("NotesExport_2022-03-09", true),
            ("notes-export-2022-03-09", true),
            ("old/Backups 2022-03-09", true),
            ("Exportstopp 2022-03-09", false),
            ("dumplings_2022-03-09", false),
            ("export/2022-03-09", false),
        ] {
            assert_eq!(is_of_an_export(folder), expected, "{folder}");
        }
    }

    #[test]
    fn years_of_addresses() {
        for (link, expected) in [
            ("https://wire.example/2022/tolls", Some(2022)),
            ("https://wire.example/2022/03/tolls", Some(2022)),
            ("https://wire.example/election/2020/candidates/x", None),
            ("https://wire.example/2022", None),
            ("https://wire.example/1234/tolls", None),
        ] {
            let year = year_of(link).map(|date| date.first_day.year());
            assert_eq!(year, expected, "{link}");
        }
    }
}
