//! Looks for dates where dates of publication stand: above and below the text, in names and addresses.

use super::candidate::{Candidate, Kind, of_mention};
use crate::article::{Address, ArticleDate, Body};
use crate::corpus::{byline, date_line, dateline, outlets};
use crate::dates::{self, Hints, Label, Mention, Mentioned, WrittenDate};
use crate::extract::edges::{self, Line};

/// The longest line that names a date of publication beside other things, in bytes.
const LONGEST_LINE: usize = 140;

/// The dates of the file's name and folders, and of the address on the web.
pub(super) fn of_names(address: &Address, link: Option<&str>) -> Vec<Candidate> {
    let mut found = Vec::new();
    // The name of a file of many articles is that of their collection.
    if address.item.is_none() {
        let name = address.path.file_name().and_then(|name| name.to_str()).unwrap_or("");
        if let Some(date) = dates::in_file_name(name) {
            found.push(of_name(date, name, "the file's name", Kind::FileName));
        }
        let folder = address.path.parent().and_then(|folder| folder.to_str()).unwrap_or("");
        if let Some(date) = dates::in_address(&format!("{folder}/")) {
            found.push(of_name(date, folder, "the folder", Kind::Folder));
        } else if let Some(year) = year_folder(folder) {
            found.push(of_name(year, folder, "the folder", Kind::Folder));
        }
    }
    if let Some((link, date)) = link.and_then(|link| Some((link, dates::in_address(link)?))) {
        found.push(of_name(date, link, "the address", Kind::Address));
    }
    found
}

fn of_name(date: ArticleDate, name: &str, place: &str, kind: Kind) -> Candidate {
    let text = crate::text::safe::safe_line(name);
    Candidate { text, place: place.to_owned(), kind, what: Mentioned::Date(date), range: None }
}

/// The year that a folder is named after. A year is no date to show, and decides between two.
fn year_folder(folder: &str) -> Option<ArticleDate> {
    let mut years = folder.rsplit('/').filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let year: i16 = years.next()?.parse().ok()?;
    (1700..=2199).contains(&year).then(|| ArticleDate::year(jiff::civil::date(year, 1, 1)))
}

/// The dates of the lines above and below the text.
pub(super) fn of_lines(body: &Body, hints: Hints<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut first_paragraph = None;
    let mut n_paragraphs = 0;
    for line in edges::top(body) {
        if line.is_of_a_picture || line.text.is_empty() {
            continue;
        }
        if let Some(candidate) = in_dateline(body, line, hints) {
            found.push(candidate);
            first_paragraph.get_or_insert(line.block_idx);
        }
        if line.is_short() && n_paragraphs <= 1 {
            // Below one paragraph, which is what the paper says of its report, only a line of its own counts.
            let is_above_all = first_paragraph.is_none();
            let is_above = is_above_all || has_paragraph_below(body, line.block_idx);
            let candidate = above(body, line, hints).filter(|_| is_above);
            found.extend(candidate.filter(|candidate| is_above_all || candidate.kind != Kind::Byline));
        }
        if is_paragraph(line.text) {
            n_paragraphs += 1;
            first_paragraph.get_or_insert(line.block_idx);
        }
    }
    let below: Vec<Candidate> = edges::end(body)
        .take_while(|line| first_paragraph.is_some_and(|first| line.block_idx > first))
        .filter(|line| line.is_short() && !line.is_of_a_picture)
        .filter_map(|line| below(body, line, hints))
        .collect();
    // Several dates below the text are those of other articles.
    let n_alone = below.iter().filter(|candidate| candidate.kind == Kind::EndLine).count();
    found.extend(below.into_iter().filter(|candidate| candidate.kind != Kind::EndLine || n_alone == 1));
    found
}

/// True if a line is a paragraph of the text: what stands below it is not above the text any more.
fn is_paragraph(text: &str) -> bool {
    const SHORTEST: usize = 100;
    text.len() >= SHORTEST && text.contains(['.', '。', '।', '!', '?'])
}

/// True if a paragraph stands a few lines below a line.
fn has_paragraph_below(body: &Body, block_idx: usize) -> bool {
    const MOST_LINES: usize = 4;
    body.blocks[block_idx + 1..].iter().take(MOST_LINES).any(|block| is_paragraph(body.text_of(block)))
}

/// The date in a line above the text.
fn above(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    if line.text.len() > LONGEST_LINE || !has_digit(line.text) {
        return None;
    }
    let mentions = dates::find(line.text, hints);
    let is_published = |mention: &&Mention| {
        is_whole(mention)
            && (mention.label == Some(Label::Published)
                || (says_published(&line.text[..mention.range.start]) && ends_there(&line.text[mention.range.end..])))
    };
    if let Some(labelled) = mentions.iter().find(is_published) {
        return Some(of_mention(body, line.block_idx, labelled, Kind::Published));
    }
    if date_line::is_alone(line.text) {
        let first = mentions.iter().find(|mention| is_whole(mention));
        let kind = match first.and_then(|mention| mention.label) {
            Some(Label::Updated) => Kind::Updated,
            _ if starts_like_an_update(line.text) => Kind::Updated,
            _ => Kind::HeadLine,
        };
        return first
            .map(|first| of_mention(body, line.block_idx, first, kind))
            .or_else(|| alone(body, line, hints, kind));
    }
    let labelled = mentions.iter().find(|mention| is_whole(mention) && mention.label.is_some());
    if let Some(labelled) = labelled {
        return Some(of_mention(body, line.block_idx, labelled, Kind::Updated));
    }
    if let Some(byline) = byline::read(line.text) {
        let offset = line.text.len() - byline.behind.len();
        let behind = mentions.iter().find(|mention| is_whole(mention) && mention.range.start >= offset.min(1));
        return behind.map(|behind| of_mention(body, line.block_idx, behind, Kind::Byline));
    }
    let [only] = mentions.iter().filter(|mention| is_whole(mention)).collect::<Vec<_>>()[..] else {
        return None;
    };
    let rest = [&line.text[..only.range.start], &line.text[only.range.end..]];
    let stands_among_names = rest.iter().all(|part| is_of_names(part));
    stands_among_names.then(|| of_mention(body, line.block_idx, only, Kind::HeadLine))
}

/// True if the words before a date say that something was published: "Originally published", "posted in Ferries on".
fn says_published(before: &str) -> bool {
    let before = before.to_lowercase();
    ["published", "posted"].iter().any(|word| before.contains(word))
}

/// True if nothing follows a date but a time.
fn ends_there(behind: &str) -> bool {
    const BESIDE: [&str; 7] = ["at", "am", "pm", "a", "p", "m", ":"];
    const LONGEST: usize = 5;
    let mut words = behind.split([' ', '|', ',', '.', '(', ')']).filter(|word| !word.is_empty());
    words.all(|word| {
        let is_time = has_digit(word) || BESIDE.contains(&word.to_lowercase().as_str());
        word.len() <= LONGEST && (is_time || word.chars().all(char::is_uppercase))
    })
}

/// `updated 7 / 28 / 2004 3: 02: 00 PM ET`
fn starts_like_an_update(line: &str) -> bool {
    line.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("updated"))
}

/// A line that is a date in a form that only stands alone.
fn alone(body: &Body, line: Line<'_>, hints: Hints<'_>, kind: Kind) -> Option<Candidate> {
    let what = match date_line::read(line.text, hints.language) {
        WrittenDate::Date(date) => Mentioned::Date(date),
        WrittenDate::Ambiguous(one, other) => Mentioned::Ambiguous(one, other),
        WrittenDate::Impossible => Mentioned::Impossible,
        WrittenDate::Unreadable => return None,
    };
    let mention = Mention { range: 0..line.text.len(), what, label: None };
    Some(of_mention(body, line.block_idx, &mention, kind))
}

/// True if what stands beside a date is an outlet, a post, people or a place in capitals: "Harbour Wire, …".
fn is_of_names(part: &str) -> bool {
    part.split(['|', '•', '·', ',', '–', '—', '-', '(', ')', '/']).map(str::trim).filter(|name| !name.is_empty()).all(
        |name| {
            outlets::is_outlet(name)
                || byline::is_post(name)
                || byline::is_name(name)
                || byline::read(name).is_some()
                || dates::is_alone(name)
                || is_time(name)
                || (name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase))
        },
    )
}

/// `5:03 pm`, `10: 53 AM EST`, `4 min read`
fn is_time(text: &str) -> bool {
    const WORDS: [&str; 8] = ["am", "pm", "min", "mins", "minutes", "minute", "read", "uhr"];
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    has_digit(text)
        && words.all(|word| {
            WORDS.contains(&word.to_lowercase().as_str()) || (word.len() <= 4 && word.chars().all(char::is_uppercase))
        })
}

/// The day of the dateline that a paragraph opens with.
fn in_dateline(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    const SHORTEST: usize = 30;
    if line.text.len() < SHORTEST {
        return None;
    }
    let range = dateline::read(line.text)?.date?;
    let mention = dates::find(&line.text[range.clone()], hints).into_iter().next()?;
    let mention = Mention { range: range.start + mention.range.start..range.start + mention.range.end, ..mention };
    Some(of_mention(body, line.block_idx, &mention, Kind::Dateline))
}

/// The date of publication in a line below the text, and the year of rights.
fn below(body: &Body, line: Line<'_>, hints: Hints<'_>) -> Option<Candidate> {
    if !has_digit(line.text) {
        return None;
    }
    let mentions = dates::find(line.text, hints);
    let labelled = mentions.iter().find(|mention| is_whole(mention) && mention.label.is_some());
    if let Some(labelled) = labelled.filter(|_| line.text.len() <= LONGEST_LINE) {
        let kind = if labelled.label == Some(Label::Published) { Kind::PublishedBelow } else { Kind::Updated };
        return Some(of_mention(body, line.block_idx, labelled, kind));
    }
    if date_line::is_alone(line.text) {
        let first = mentions.iter().find(|mention| is_whole(mention));
        return match first {
            Some(first) => Some(of_mention(body, line.block_idx, first, Kind::EndLine)),
            None => alone(body, line, hints, Kind::EndLine),
        };
    }
    year_of_rights(body, line)
}

/// `© 2022 Harbour Wire`
fn year_of_rights(body: &Body, line: Line<'_>) -> Option<Candidate> {
    let start = line.text.find('©').or_else(|| line.text.find("Copyright"))?;
    let digits = line.text[start..].find(|c: char| c.is_ascii_digit())? + start;
    // Of "2019–2022" the later year is meant.
    let years = line.text[digits..].split(|c: char| !c.is_ascii_digit()).take_while(|part| part.len() == 4);
    let year: i16 = years.last()?.parse().ok()?;
    let what = Mentioned::Date(ArticleDate::year(jiff::civil::Date::new(year, 1, 1).ok()?));
    let mention = Mention { range: digits..digits + 4, what, label: None };
    Some(of_mention(body, line.block_idx, &mention, Kind::Rights))
}

/// True if a mention can be the date of an article: a whole day or month, or one of two days.
fn is_whole(mention: &Mention) -> bool {
    match mention.what {
        Mentioned::Date(date) => (date.last_day - date.first_day).get_days() <= 31,
        Mentioned::Ambiguous(..) => true,
        _ => false,
    }
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || !text.is_ascii()
}
