//! Distinguishes title lines from captions, dates, boilerplate and the beginnings of sentences.

use super::dated_line::{self, LineKind};
use super::{byline, date_line, dateline, outlets, page_lines};
use crate::article::{BlockKind, Body};
use crate::dates::Hints;

mod notices;

pub use notices::is_above_a_release;

/// The longest title line, in characters. Longer first lines are sentences.
const LONGEST: usize = 150;

/// Returns the block of `body` that is its title line: the first one that is neither a date nor a boilerplate line.
///
/// A line that may also be a title, such as one with a place and a date, is skipped only if another title follows.
pub(super) fn title_block(body: &Body) -> Option<usize> {
    const MOST_BOILERPLATE: usize = 8;
    let mut passed_over = None;
    let mut is_below_name = false;
    for at in 0..body.blocks.len().min(MOST_BOILERPLATE) {
        let line = body.text_of(&body.blocks[at]);
        let is_name = is_name_of_the_paper(line);
        let is_above = is_name
            || is_boilerplate(line)
            || date_line::is_alone(line)
            || notices::is_above_a_release(line)
            || notices::is_slug_of_a_wire(line);
        if !is_above {
            if !(is_folio(line) || is_below_name && is_section(line)) {
                return [Some(at), passed_over].into_iter().flatten().find(|at| is_title(body, *at));
            }
            passed_over.get_or_insert(at);
        }
        is_below_name = is_name;
    }
    passed_over.filter(|at| is_title(body, *at))
}

/// True if a line is the page head of a newspaper: a date with a place, a page number or the name of the paper.
fn is_folio(line: &str) -> bool {
    const MOST_WORDS: usize = 12;
    const LONGEST: usize = 120;
    const MOST_WORDS_OF_A_PAGE: usize = 4;
    const PAGES: [&str; 8] = ["page", "p.", "seite", "s.", "página", "pagina", "pag.", "blz."];
    if line.len() > LONGEST || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let n_words = line.split_whitespace().count();
    let has_page = || line.split_whitespace().any(|word| PAGES.contains(&word.to_lowercase().as_str()));
    (n_words <= MOST_WORDS && dated_line::read(line, Hints::default()).is_some())
        || (n_words <= MOST_WORDS_OF_A_PAGE && has_page())
}

/// True if a line is a single word, as the name of a section below the name of the paper is.
fn is_section(line: &str) -> bool {
    !line.trim().is_empty() && line.chars().all(char::is_alphabetic)
}

/// True if a line is the name of an outlet, as a newspaper prints it above its pages. Longer lines may be headlines
/// about it.
pub(super) fn is_name_of_the_paper(line: &str) -> bool {
    const MOST_WORDS: usize = 3;
    const MOST_WORDS_IN_CAPITALS: usize = 5;
    let name = line.strip_suffix('.').unwrap_or(line);
    let most = if name.contains(char::is_lowercase) { MOST_WORDS } else { MOST_WORDS_IN_CAPITALS };
    outlets::is_outlet(name) && name.split_whitespace().count() <= most
}

/// True if the block at `at` is the title of the text after it.
fn is_title(body: &Body, at: usize) -> bool {
    const FAR_LONGER: usize = 120;
    let [first, next, ..] = &body.blocks[at..] else {
        return false;
    };
    let line = body.text_of(first);
    if first.kind != BlockKind::Paragraph || !reads_like_a_title(line) {
        return false;
    }
    // A line that is printed twice is a caption, not a title.
    let below = body.text_of(next);
    if line == below {
        return false;
    }
    // If no blank line follows, the next block must clearly be separate: it is far longer, it belongs to the head of an
    // article, or it starts a new sentence.
    !next.is_tight
        || next.range.len() >= FAR_LONGER.max(2 * first.range.len())
        || stands_over_a_head(body, at)
        || (starts_anew(below) && (is_in_headline_case(line) || !has_lines_broken_in_sentences(body)))
}

/// True if a byline or a date is within a few lines below the one at `at`, as below a headline.
fn stands_over_a_head(body: &Body, at: usize) -> bool {
    const MOST_LINES: usize = 4;
    let below = body.blocks[at + 1..].iter().take_while(|block| block.is_tight).take(MOST_LINES);
    below.map(|block| body.text_of(block)).any(|line| {
        byline::read(line).is_some()
            || date_line::is_alone(line)
            || dated_line::read(line, Hints::default()).is_some_and(|dated| dated.kind != LineKind::Today)
    })
}

fn starts_anew(line: &str) -> bool {
    line.starts_with(|c: char| {
        c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '‘' | '\'' | '«' | '¿' | '¡')
    })
}

/// True if lines of the text break in the middle of sentences. Then its first line may also be part of a sentence.
fn has_lines_broken_in_sentences(body: &Body) -> bool {
    const MOST_BLOCKS: usize = 60;
    let mut n_tight = 0;
    for block in body.blocks.iter().take(MOST_BLOCKS).filter(|block| block.is_tight) {
        n_tight += 1;
        if body.text_of(block).starts_with(char::is_lowercase) {
            return true;
        }
    }
    // Two lines alone do not show how the text was broken.
    n_tight < 2
}

/// True if nearly all long words of `line` have capitals, as in headlines of English-language papers.
fn is_in_headline_case(line: &str) -> bool {
    const LONG: usize = 4;
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= LONG);
    let (mut n_words, mut n_capitals) = (0, 0);
    for word in words {
        n_words += 1;
        n_capitals += usize::from(!word.starts_with(char::is_lowercase));
    }
    n_words >= 3 && n_capitals * 5 >= n_words * 4
}

/// True if `line` reads like a headline.
pub(super) fn reads_like_a_title(line: &str) -> bool {
    let line = line.trim();
    if line.contains('\n') || line.chars().count() > LONGEST || line.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        return false;
    }
    let has_closing_stop = line.ends_with(['.', ',', ';', ':', '。', '।', '،', '-', '–', '—'])
        && !ends_with_initials(line)
        && !is_old_headline(line);
    !(has_closing_stop
        || line.starts_with(['@', '#', '(', '[', '{', '<', '•', '|', '©'])
        || is_address_or_post(line)
        || (holds_a_sentence_end(line) && !is_in_headline_case(line))
        || is_caption_or_boilerplate(line)
        || byline::read(line).is_some()
        || dateline::read(line).is_some()
        || date_line::is_alone(line))
}

/// True if a line is all in capitals and ends with a full stop, as old headlines did: "NIGHT FERRY CANCELLED."
fn is_old_headline(line: &str) -> bool {
    const FEWEST_WORDS: usize = 2;
    line.strip_suffix('.').is_some_and(|words| {
        !words.contains('.')
            && words.split_whitespace().count() >= FEWEST_WORDS
            && words.contains(char::is_uppercase)
            && !words.contains(char::is_lowercase)
    })
}

/// True if a line is a web address, or a post with its handle.
fn is_address_or_post(line: &str) -> bool {
    line.starts_with("http") || line.starts_with("www.") || line.contains("(@") || line.starts_with("RT @")
}

/// True if `text` is the caption of a video with its duration, or a boilerplate line.
fn is_caption_or_boilerplate(text: &str) -> bool {
    let text = text.trim();
    ends_with_a_duration(text) || is_boilerplate(text)
}

/// True if a line is boilerplate by its words: they are certain, or so few that they make no headline.
fn is_boilerplate(text: &str) -> bool {
    const MOST_WORDS: usize = 2;
    page_lines::boilerplate_line(text).is_some_and(|line| line.is_sure || text.split_whitespace().count() <= MOST_WORDS)
}

/// True if a line ends with a duration: `… to the US 1:24`.
fn ends_with_a_duration(text: &str) -> bool {
    let Some((before, last)) = text.rsplit_once(char::is_whitespace) else {
        return false;
    };
    let last = last.trim_matches(['(', ')', '[', ']']);
    let parts: Vec<&str> = last.split(':').collect();
    let is_number = |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
    // "Final score 1:24" is possible, but far rarer than a video with its duration.
    !before.trim().is_empty()
        && matches!(parts.len(), 2 | 3)
        && parts.iter().all(is_number)
        && parts[1..].iter().all(|part| part.len() == 2)
}

/// True if a line ends with an abbreviation: `… the U.S.`, `… Inc.`.
fn ends_with_initials(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or("");
    let initials = word.chars().filter(|c| *c == '.').count() >= 2 && word.len() <= 8;
    initials || matches!(word, "Inc." | "Jr." | "Sr." | "Co." | "Ltd." | "etc.")
}

/// True if a sentence ends inside `line` and another begins: headlines are one sentence.
fn holds_a_sentence_end(line: &str) -> bool {
    line.match_indices(". ").any(|(at, _)| {
        let word = line[..at].rsplit(char::is_whitespace).next().unwrap_or("");
        let next = line[at + 2..].trim_start().chars().next();
        // "Mr. Smith", "St. Ives", "U.S. ship" and "No. 9" have no sentence end.
        let is_long_word = word.chars().count() >= 4 && !word.contains('.');
        is_long_word && next.is_some_and(|c| c.is_uppercase() || matches!(c, '(' | '“' | '"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::BodyBuilder;

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
            ("Nell Harbury (@quaynell) March 9, 2022", false),
            ("MAYOR RESIGNS AFTER NIGHT OF STORMS", true),
            ("Two Dead in Storm at N. Halden. Mole Pier", true),
            ("EXCLUSIVE: the mayor resigns", true),
            ("By Nell Harbury and Tom Okoro", false),
            ("By land or by sea: how tolls rise", true),
            ("PORT HALDEN, March 9 (AFP) —", false),
            ("* * *", false),
            ("It rained all night. The ferry stayed in port", false),
        ] {
            assert_eq!(reads_like_a_title(line), is_title, "{line}");
        }
    }

    fn title_of(lines: &[(&str, bool)]) -> Option<usize> {
        let mut builder = BodyBuilder::default();
        for (line, is_tight) in lines {
            builder.push(line);
            builder.end_block(BlockKind::Paragraph, *is_tight);
        }
        title_block(&builder.finish())
    }

    #[test]
    fn headlines_over_other_lines() {
        let text = ("The ferry stayed in port. Nobody knew why, and nobody asked.", false);
        for (lines, at) in [
            (vec![("Night ferry stays in port", false), text], Some(0)),
            (vec![("Save Story", false), ("Share", true), ("Night ferry stays in port", false), text], Some(2)),
            (vec![("Night ferry stays in port", false), ("By Nell Harbury", true), text], Some(0)),
            (vec![("Harbour Wire", false), ("Night ferry stays in port", false), text], Some(1)),
            (
                vec![
                    ("Night ferry stays in port", false),
                    ("Its door does not seal.", true),
                    ("March 9, 2022", true),
                    text,
                ],
                Some(0),
            ),
            (vec![("03 / 09 / 2022 @ 1: 19PM", false), ("Night Ferry Stays in Port", true), text], Some(1)),
            (vec![("Night Ferry Stays in Port Again", false), ("Its door does not seal.", true), text], Some(0)),
            (vec![("Night ferry stays in port on", false), ("Saturday for the fourth time", true), text], None),
            (vec![("Night ferry stays in port for", false), ("the fourth time, says the crew", true), text], None),
            (vec![("Night ferry stays in port 1:24", false), text], None),
            (vec![("Cranes of the port at dawn", false), ("Cranes of the port at dawn", false), text], None),
            (vec![("Night ferry stays in port", false)], None),
        ] {
            assert_eq!(title_of(&lines), at, "{lines:?}");
        }
    }
}
