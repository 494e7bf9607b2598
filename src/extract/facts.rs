//! Collects the facts of a text that filters, lists and comparisons need, once, when an article is read.

use jiff::civil::Date;

use super::language::Languages;
use super::{links, names, quotes};
use crate::article::facts::{DateMention, Facts, TextRange};
use crate::article::{BlockKind, Body};
use crate::dates::{self, Hints};

/// The first bytes of a text, in which dates are looked for: 4 MiB, more than any book.
///
/// The limit bounds the work on a text that is made of nothing but dates.
const BYTES_MAX: usize = 4 << 20;

/// Returns the facts of `body`, which is written in `languages`.
///
/// If the `day` of the article is known, "Wednesday" and "30 March" are counted from it.
pub fn facts(body: &Body, languages: &Languages, day: Option<Date>) -> Facts {
    let links = links::links(body);
    let language_of = |block_idx: usize| languages.of_block(block_idx);
    let mentions = mentions(body, &language_of, day);
    let mut named = names::names(body, &language_of, &links);
    let quotes = quotes::quotes(body, &language_of, &mut named);
    Facts { quotes, names: named.names, mentions, posts: posts(body), links }
}

fn mentions<'a>(body: &Body, language_of: &dyn Fn(usize) -> Option<&'a str>, day: Option<Date>) -> Vec<DateMention> {
    let mut mentions = Vec::new();
    let blocks = body.blocks.iter().take_while(|block| block.range.end <= BYTES_MAX);
    for (block_idx, block) in blocks.enumerate() {
        let hints = Hints { language: language_of(block_idx) };
        for mention in dates::find_unlabelled(body.text_of(block), hints) {
            // Without the day of the article, only a date with its year can be resolved.
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

/// Returns the blocks that are posts of a social network. They end with the handle of their author, as in
/// `— Nell Harbury (@nharbury) March 9, 2022`.
fn posts(body: &Body) -> Vec<TextRange> {
    let is_post = |text: &str| {
        let bytes = text.as_bytes();
        let Some(at) = memchr::memrchr_iter(b'@', bytes).find(|at| bytes[..*at].ends_with(b"(")) else {
            return false;
        };
        let at = at - 1;
        let handle = &text[at + 2..];
        let length = handle.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        // In a post, the name follows a dash and the date follows the handle. A sentence about a person with a handle
        // has neither.
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
