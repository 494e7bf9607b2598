//! The candidates for the date of an article: the dates of a record, the kinds of their places ranked by reliability,
//! and the reasons that the user sees.

use std::ops::Range;

use crate::article::{ArticleDate, Block, BlockKind, Body, Boilerplate};
use crate::corpus::dated_line;
use crate::dates::{Label, Mention, Mentioned};

/// A date of a record, with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// The date in the words of the text.
    pub(super) text: String,
    /// The place in words: "line 3", "the file's name".
    pub(super) place: String,
    pub(super) kind: PlaceKind,
    /// The parsed date.
    pub(super) what: Mentioned,
    /// The bytes of the date in the body's text, if it is there.
    pub(super) range: Option<Range<usize>>,
}

/// The kinds of places of dates, in order of their reliability for a publication date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PlaceKind {
    /// A place that the format defines for dates, such as the first line.
    Field,
    /// Above the text, behind "Published".
    Published,
    /// A line of its own above the text.
    HeadLine,
    /// In the byline.
    Byline,
    /// In the dateline.
    Dateline,
    /// The name of the file.
    FileName,
    /// The address on the web.
    Address,
    /// Below the text, behind "Published".
    PublishedBelow,
    /// A line of its own below the text.
    EndLine,
    /// Above or below the text, behind "Updated".
    Updated,
    /// A day before the first sentence, without a place or an agency. It is the day of the report or of the event.
    OpeningDay,
    /// The folders of the file.
    Folder,
    /// The folder of an export or a backup, with the day when that was made.
    Export,
    /// A field that counts only without any other evidence, such as the day of the last change.
    WeakField,
    /// A line that names the current day: the day when a page was made.
    Today,
    /// The signature of a post.
    Post,
    /// The year of a copyright line.
    Rights,
    /// A sentence of the running text.
    Sentence,
    /// Within quotation marks.
    Quotation,
    /// A caption.
    Caption,
    /// A boilerplate line or a repeated paragraph.
    Boilerplate,
    /// The title.
    Title,
    /// The page text, such as menus and comments.
    Page,
}

impl PlaceKind {
    /// True if a date in such a place may be the publication date.
    pub(super) fn is_of_publication(self) -> bool {
        self <= Self::Folder
    }

    /// True if the place is in the article's own text, which is written from the view of its own day.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Sentence | Self::Dateline | Self::OpeningDay)
    }

    /// Returns the place as a reason for a date that was found there.
    pub(super) fn because(self) -> &'static str {
        match self {
            Self::Field | Self::WeakField | Self::HeadLine => "the line above the text",
            Self::Published => "the line that says when it was published",
            Self::Byline => "the byline",
            Self::Dateline => "the dateline",
            Self::OpeningDay => "the day before the first sentence",
            Self::FileName => "the file's name",
            Self::Address => "its web address",
            Self::PublishedBelow => "the closing line that says when it was published",
            Self::EndLine => "the line below the text",
            Self::Updated => "the line that says when it was updated",
            Self::Folder | Self::Export => "the file's folder",
            Self::Today => "the line that says what day it is",
            Self::Post => "the date of a post",
            Self::Rights => "the copyright line",
            Self::Sentence => "a sentence",
            Self::Quotation => "a quotation",
            Self::Caption => "a caption",
            Self::Boilerplate => "boilerplate",
            Self::Title => "the title",
            Self::Page => "the page text",
        }
    }

    /// Returns the reason why a date in such a place is not the date of the article.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Post => "the date of a post",
            Self::Today => "the day when the page was made",
            Self::Export => "the day of an export",
            Self::Updated => "of an update",
            Self::Sentence => "in a sentence",
            Self::Quotation => "in a quotation",
            Self::Caption => "in a caption",
            Self::Boilerplate => "in boilerplate",
            Self::Rights => "in the copyright line",
            Self::Title => "in the title",
            Self::Page => "beside the article",
            _ => "another date is in a more reliable place",
        }
    }
}

impl Candidate {
    /// Returns the day, month, year or range of days, if the date is complete.
    pub(super) fn date(&self) -> Option<ArticleDate> {
        match self.what {
            Mentioned::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Returns the place and the date: "line 25 Wednesday", "the file's name 2022-03-09".
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.place, self.text)
    }
}

/// Makes a candidate of a mention in a block of the body.
pub(super) fn of_mention(body: &Body, block_idx: usize, mention: &Mention, kind: PlaceKind) -> Candidate {
    let start = body.blocks[block_idx].range.start;
    let range = start + mention.range.start..start + mention.range.end;
    let text = as_written(&body.text[range.clone()]);
    Candidate { text, place: body.place_of(block_idx), kind, what: mention.what, range: Some(range) }
}

/// Returns a date on one line, without a short word before it: "on March 30" becomes "March 30".
fn as_written(text: &str) -> String {
    const LONGEST_WORD: usize = 3;
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_small = |word: &&str| word.len() <= LONGEST_WORD && word.chars().all(char::is_lowercase);
    if words.len() > 1 && words.first().is_some_and(is_small) {
        words.remove(0);
    }
    let written = words.join(" ");
    // The full stop of a sentence is removed; the full stop of "Feb." is kept.
    let last = words.last().map_or(0, |word| word.chars().count());
    match written.strip_suffix('.') {
        Some(bare) if last > 4 && bare.ends_with(char::is_alphabetic) => bare.to_owned(),
        _ => written,
    }
}

/// Returns the kind of place of a mention in the running text.
pub(super) fn kind_in_text(body: &Body, block_idx: usize, mention: &Mention) -> PlaceKind {
    let block = &body.blocks[block_idx];
    let text = body.text_of(block);
    if signs_a_post(&text[..mention.range.start]) {
        return PlaceKind::Post;
    }
    match block.boilerplate {
        Some(Boilerplate::Caption) => return PlaceKind::Caption,
        Some(Boilerplate::Line | Boilerplate::Repeated | Boilerplate::Page) => return PlaceKind::Boilerplate,
        None => {}
    }
    match (block.kind, mention.label) {
        (BlockKind::Quote, _) => PlaceKind::Quotation,
        _ if is_in_quotation(text, mention.range.start) => PlaceKind::Quotation,
        (_, Some(Label::Updated)) if is_near_notice_of_rights(body, block_idx) => PlaceKind::Boilerplate,
        (_, Some(Label::Updated)) if text.len() <= 120 => PlaceKind::Updated,
        _ => PlaceKind::Sentence,
    }
}

/// True if a block is a short notice of rights, or directly above or below one.
///
/// The site writes such lines. So "Updated" in one of them dates a change of the site, and not of the article.
/// Headlines and captions that mention rights are not notices.
pub(super) fn is_near_notice_of_rights(body: &Body, block_idx: usize) -> bool {
    const LONGEST: usize = 240;
    let near = &body.blocks[block_idx.saturating_sub(1)..body.blocks.len().min(block_idx + 2)];
    let is_notice = |block: &&Block| {
        !matches!(block.kind, BlockKind::Heading(_)) && block.boilerplate != Some(Boilerplate::Caption)
    };
    let mut texts = near.iter().filter(is_notice).map(|block| body.text_of(block));
    texts.any(|text| text.len() <= LONGEST && dated_line::has_notice_of_rights(text))
}

/// True if `before` ends like the signature of a post: `— Nell Harbury (@quaynell) `.
fn signs_a_post(before: &str) -> bool {
    const LONGEST: usize = 40;
    let before = before.trim_end();
    let mut start = before.len().saturating_sub(LONGEST);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    before[start..]
        .strip_suffix(')')
        .and_then(|before| before.rsplit_once('('))
        .is_some_and(|(_, handle)| handle.len() > 1 && handle.starts_with('@') && !handle.contains(char::is_whitespace))
}

/// True if the byte `at` of `text` is within quotation marks.
fn is_in_quotation(text: &str, at: usize) -> bool {
    /// Quotations are shorter. The limit also bounds the work on a block of nothing but dates, which is read for each
    /// of them.
    const LOOKED_BACK: usize = 2_000;
    let mut start = at.saturating_sub(LOOKED_BACK);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = text.len().min(at + LOOKED_BACK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let behind = &text[at..end];
    let (mut depth, mut is_straight_open) = (0_i32, false);
    for c in text[start..at].chars() {
        match c {
            '“' | '«' | '„' | '「' | '『' => depth += 1,
            '”' | '»' | '」' | '』' => depth = (depth - 1).max(0),
            '"' => is_straight_open = !is_straight_open,
            _ => {}
        }
    }
    // A mark that is opened but never closed does not begin a quotation.
    (depth > 0 && behind.contains(['”', '»', '」', '』', '“'])) || (is_straight_open && behind.contains('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_and_posts() {
        for (text, word, is_in) in [
            ("“It closed in March,” she said.", "March", true),
            ("“It closed,” she said in March.", "March", false),
            ("She said in March: \"It closed.\"", "March", false),
            ("\"It closed in March,\" she said.", "March", true),
            ("Seven “ inches of rain in March", "March", false),
        ] {
            assert_eq!(is_in_quotation(text, text.find(word).unwrap()), is_in, "{text}");
        }
        assert!(signs_a_post("We sail. — Nell Harbury (@quaynell) "));
        assert!(!signs_a_post("We sail. — Nell Harbury (left) ") && !signs_a_post("at (@) "));
    }
}
