//! Takes out of a text all that filters, lists and comparisons ask of it: once, when an article is read.

use jiff::civil::Date;

use super::language::Languages;
use super::{links, names, numbers, quotes};
use crate::article::facts::{DateMention, Facts, TextRange};
use crate::article::{BlockKind, Body};
use crate::dates::{self, Hints};

/// Dates and numbers are those of the first four mebibytes: longer than any book, and the end of a text that
/// was made of nothing else.
pub(super) const BYTES_MAX: usize = 4 << 20;

/// The facts of `body`, in the `languages` that it was found to be written in. `day` is the day of the
/// article, from which "Wednesday" and "30 March" are counted where it is known.
pub fn facts(body: &Body, languages: &Languages, day: Option<Date>) -> Facts {
    let links = links::links(body);
    let language_of = |block_idx: usize| {
        languages.by_block.get(block_idx).copied().flatten().or(languages.main.value().map(|code| &**code))
    };
    let mentions = mentions(body, &language_of, day);
    let mut named = names::names(body, &language_of, &links);
    let quotes = quotes::quotes(body, &language_of, &mut named);
    let taken: Vec<TextRange> = mentions.iter().map(|mention| mention.range).collect();
    let numbers = numbers::numbers(body, &language_of, &taken, &links);
    Facts { quotes, names: named.names, numbers, mentions, posts: posts(body), links }
}

fn mentions<'a>(body: &Body, language_of: &dyn Fn(usize) -> Option<&'a str>, day: Option<Date>) -> Vec<DateMention> {
    let mut mentions = Vec::new();
    let blocks = body.blocks.iter().take_while(|block| block.range.end <= BYTES_MAX);
    for (block_idx, block) in blocks.enumerate() {
        let hints = Hints { language: language_of(block_idx) };
        for mention in dates::find_unlabelled(body.text_of(block), hints) {
            // Without the day of the article only what is written whole says when it was.
            let date = match (mention.what, day) {
                (dates::Mentioned::Date(date), _) => Some(date),
                (what, Some(day)) => what.on(day),
                (_, None) => None,
            };
            let range = block.range.start + mention.range.start..block.range.start + mention.range.end;
            mentions.extend(date.map(|date| DateMention { range: range.into(), date }));
        }
    }
    mentions
}

/// The blocks that are posts of a social network: they end in the handle of who posted, as
/// `— Nell Harbury (@nharbury) March 9, 2022` does.
fn posts(body: &Body) -> Vec<TextRange> {
    let is_post = |text: &str| {
        let bytes = text.as_bytes();
        let Some(at) = memchr::memrchr_iter(b'@', bytes).find(|at| bytes[..*at].ends_with(b"(")) else {
            return false;
        };
        let at = at - 1;
        let handle = &text[at + 2..];
        let length = handle.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        // The name stands between a dash and the handle, the date behind it; a sentence about someone
        // with a handle has neither.
        let before = text[..at].trim_end();
        let tail: String = before.chars().rev().take(60).collect();
        let has_dash = tail.contains('—') || tail.contains('–') || tail.contains("- ");
        let rest = handle[length..].strip_prefix(')').unwrap_or("x").trim();
        (1..=30).contains(&length)
            && has_dash
            && rest.len() <= 40
            && (rest.is_empty() || rest.bytes().any(|byte| byte.is_ascii_digit()))
    };
    let blocks = body.blocks.iter().filter(|block| block.kind != BlockKind::Preformatted);
    blocks.filter(|block| is_post(body.text_of(block))).map(|block| block.range.clone().into()).collect()
}
