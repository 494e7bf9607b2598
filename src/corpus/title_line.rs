//! Tells a line that is a title from a caption, a date, page furniture and a sentence that goes on.

use crate::article::{Block, BlockKind, Body};
use crate::dates;

/// The longest title line, in characters: longer headlines are sentences.
const LONGEST: usize = 150;

/// Lines of the page around an article, in lower case, whole or with more words behind them.
const FURNITURE: [&str; 26] = [
    "save story",
    "save article",
    "save this story",
    "share",
    "share this",
    "print",
    "listen",
    "listen to this article",
    "advertisement",
    "subscribe",
    "sign in",
    "log in",
    "menu",
    "skip to content",
    "skip to main content",
    "read more",
    "leer en español",
    "estimated read time",
    "play button",
    "related topics",
    "most recent",
    "comments",
    "follow us",
    "newsletter",
    "this archived news story",
    "loading",
];

/// Whether the first block of `body` is its title line.
pub(super) fn is_first_block_a_title(body: &Body) -> bool {
    const FAR_LONGER: usize = 120;
    let [first, next, ..] = body.blocks.as_slice() else {
        return false;
    };
    if first.kind != BlockKind::Paragraph || !reads_like_a_title(body.text_of(first)) {
        return false;
    }
    // A caption that is printed twice is none the less no title.
    if body.text_of(first) == body.text_of(next) {
        return false;
    }
    // Without a blank line between them, only what is far longer, or what stands below headlines, is
    // clearly no part of it.
    let below = body.text_of(next);
    !next.is_tight
        || next.range.len() >= FAR_LONGER.max(2 * first.range.len())
        || is_byline(below)
        || dates::is_alone(below)
}

/// Whether `line` reads like a headline.
pub(super) fn reads_like_a_title(line: &str) -> bool {
    let line = line.trim();
    if line.contains('\n') || line.chars().count() > LONGEST || line.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return false;
    }
    let has_closing_stop = line.ends_with(['.', ',', ';', ':', '。', '।', '،']) && !ends_with_initials(line);
    !(has_closing_stop
        || line.starts_with(['@', '#', '(', '[', '{', '<', '•', '|'])
        || line.starts_with("http")
        || holds_a_sentence_end(line)
        || is_caption_or_furniture(line)
        || is_byline(line)
        || without_dateline(line) != line
        || dates::is_alone(line))
}

/// Whether `text` is the caption of a video with its duration, or a line of the page around the text.
fn is_caption_or_furniture(text: &str) -> bool {
    let text = text.trim();
    ends_with_a_duration(text) || is_furniture(text)
}

/// Whether the block at `at` is no part of the running text: a caption, furniture, or printed twice.
pub fn is_aside(body: &Body, at: usize) -> bool {
    let text = body.text_of(&body.blocks[at]);
    is_caption_or_furniture(text) || is_repeated(body, at, text)
}

/// Photo captions are often printed twice, the second time with a credit behind them.
fn is_repeated(body: &Body, at: usize, text: &str) -> bool {
    const SHORTEST: usize = 20;
    let neighbours = [at.checked_sub(1), Some(at + 1)];
    let near = neighbours.into_iter().flatten().filter_map(|at| body.blocks.get(at));
    near.map(|block: &Block| body.text_of(block))
        .filter(|other| other.len().min(text.len()) >= SHORTEST)
        .any(|other| other.starts_with(text) || text.starts_with(other))
}

fn is_furniture(text: &str) -> bool {
    const LONGEST_FURNITURE: usize = 60;
    let lower = text.to_lowercase();
    FURNITURE.iter().any(|line| {
        lower.strip_prefix(line).is_some_and(|rest| {
            // "Save Story" and "Estimated read time: 5-6 minutes", but not "Shares fall again".
            rest.is_empty()
                || (rest.starts_with([':', ' ', '.']) && line.contains(' ') && lower.len() <= LONGEST_FURNITURE)
        })
    })
}

/// `… to the US 1:24`
fn ends_with_a_duration(text: &str) -> bool {
    let Some((before, last)) = text.rsplit_once(char::is_whitespace) else {
        return false;
    };
    let last = last.trim_matches(['(', ')', '[', ']']);
    let parts: Vec<&str> = last.split(':').collect();
    let is_number = |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    // "Final score 1:24" is possible, and rarer by far than a video with its length.
    !before.trim().is_empty()
        && matches!(parts.len(), 2 | 3)
        && parts.iter().all(is_number)
        && parts[1..].iter().all(|part| part.len() == 2)
}

/// `… the U.S.`, `… Inc.`
fn ends_with_initials(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or("");
    let initials = word.chars().filter(|c| *c == '.').count() >= 2 && word.len() <= 8;
    initials || matches!(word, "Inc." | "Jr." | "Sr." | "Co." | "Ltd." | "etc.")
}

/// Whether a sentence ends within `line` and another begins: headlines are one sentence.
fn holds_a_sentence_end(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let word = line[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let next = line[at + 2..].trim_start().chars().next();
        // "Mr. Smith", "St. Ives", "U.S. ship" and "No. 9" are no ends.
        let is_long_word = word.chars().count() >= 4 && !word.contains('.');
        is_long_word && next.is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '“' | '"'))
    })
}

/// `By Nell Harbury`
fn is_byline(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_by = words.next().is_some_and(|word| matches!(word.to_lowercase().as_str(), "by" | "von" | "par" | "por"));
    let names: Vec<&str> = words.collect();
    is_by
        && (1..=8).contains(&names.len())
        && names
            .iter()
            .all(|name| *name == "and" || *name == "y" || *name == "und" || name.starts_with(char::is_uppercase))
}

/// `text` without the place or agency it opens with: `DENVER — `, `(CNN) — `, `WASHINGTON (AP) - `.
pub fn without_dateline(text: &str) -> &str {
    const LONGEST_DATELINE: usize = 60;
    let start = text.trim_start();
    for dash in [" — ", " – ", " - ", " -- ", "— ", "– "] {
        let Some(at) = start.find(dash) else {
            continue;
        };
        let head = start[..at].trim();
        let rest = start[at + dash.len()..].trim_start();
        // A headline in capitals has a dash in it too.
        let goes_on_small = rest.chars().take(40).any(|c| c.is_lowercase() || !(c.is_uppercase() || c.is_ascii()));
        if head.chars().count() <= LONGEST_DATELINE && goes_on_small && is_dateline(head) {
            return rest;
        }
    }
    text
}

fn is_dateline(head: &str) -> bool {
    if head.starts_with('(') && head.ends_with(')') {
        return true;
    }
    // The place stands before a comma or an agency in brackets: "PORT HALDEN, March 9", "LIMA (AP)".
    let place = head.split([',', '(']).next().unwrap_or(head).trim();
    let letters = place.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 3 && letters.clone().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_what_only_looks_like_one() {
        for (line, is_title) in [
            ("Harbour tolls rise again", true),
            ("Who pays for the sea wall?", true),
            ("“I heard a crack like a plate”: inside the fish market", true),
            ("Mr. Ollerby stops for swans at No. 9", true),
            ("Ferry leaves for the U.S.", true),
            ("Shares fall again", true),
            ("Ночной паром четвёртый вечер не выходит в море", true),
            ("Cranes idle as strike enters second day 1:24", false),
            ("It rained all night.", false),
            ("Mrs Brandt on the steps, photographed on 16 Feb. 2001. (Harbour Archive)", false),
            ("Save Story", false),
            ("Estimated read time: 5-6 minutes", false),
            ("9 March 2022", false),
            ("Seacom restored: 4 November 2011", true),
            ("By Nell Harbury", false),
            ("(CNN) — A war of words", false),
            ("DENVER — A war of words", false),
            ("@gull: Right", false),
            ("https://example.org/a", false),
            ("* * *", false),
            ("It rained all night. The ferry stayed in port", false),
        ] {
            assert_eq!(reads_like_a_title(line), is_title, "{line}");
        }
    }

    #[test]
    fn datelines() {
        for (text, rest) in [
            ("(CNN) — An extraordinary war", "An extraordinary war"),
            ("DENVER — An extraordinary war", "An extraordinary war"),
            ("WASHINGTON (AP) - A bill", "A bill"),
            ("PORT HALDEN, March 9 — A tram", "A tram"),
            ("The ferry — an old one — sank", "The ferry — an old one — sank"),
            ("WOMAN KILLED IN HIT - AND - RUN", "WOMAN KILLED IN HIT - AND - RUN"),
            ("No dash", "No dash"),
        ] {
            assert_eq!(without_dateline(text), rest);
        }
    }
}
