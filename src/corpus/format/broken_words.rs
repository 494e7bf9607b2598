//! Joins words that are broken at the ends of lines, as in typeset text and in the output of optical character
//! recognition: `Sat-` and `urday` become `Saturday`, `well-` and `known` stay `well-known`.

use std::collections::HashSet;

/// Signs that only mean a broken word: the soft hyphen, and the signs that OCR programs write for it.
const BREAK_SIGNS: [char; 3] = ['\u{AD}', '¬', '⸗'];
/// Signs that mean either a broken word or a hyphen of the word itself.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// First parts of words that keep their hyphen. Few other words begin with them. `high-` is left out because of
/// `highway`.
const FIRST_PARTS: [&str; 18] = [
    "well", "self", "half", "vice", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "two", "three", "five", "nine", "hundred", "anglo",
];
/// Last parts of such words. Few other words end with them. `-day` is left out because of `Monday`.
const LAST_PARTS: [&str; 14] = [
    "known", "based", "handed", "headed", "minded", "footed", "ridden", "elect", "winning", "year", "hour", "minute",
    "mile", "general",
];
/// Ends of numbers, which follow first parts without a hyphen: `nineteen`.
const ENDS_OF_NUMBERS: [&str; 4] = ["teen", "teenth", "ty", "tieth"];
/// Words before which a hyphen replaces a part that follows later: `Nord- und Südufer`.
const CONJUNCTIONS: [&str; 14] =
    ["und", "oder", "bzw", "bis", "sowie", "and", "or", "to", "en", "of", "och", "eller", "og", "ou"];

/// The most lines for each break in typeset text. Typeset columns break a word in about one line of twelve. A program
/// that wraps lines ends about one line of a hundred after a hyphen, which then belongs to the word.
const LINES_A_BREAK: usize = 33;

/// The way in which a line continues in the next line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The line ends with a whole word.
    Apart,
    /// The sign at the end of the line only marks the break.
    WithoutHyphen,
    /// The word has a hyphen at the break.
    WithHyphen,
}

/// The words of a text, which show how a broken word is written elsewhere in it.
#[derive(Debug)]
pub(super) struct BrokenWords {
    /// The words of the text, with their hyphens, in lower case.
    words: HashSet<String>,
    /// True if so many lines end with a hyphen that the text was typeset.
    is_typeset: bool,
}

impl BrokenWords {
    /// Looks for broken words. Returns `None` if no line of the text ends with one.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Most texts have no such line, and this test is cheaper than splitting them into lines.
        if !may_have_breaks(text) {
            return None;
        }
        let n_breaks = pairs(text).filter(|(before, line)| halves(before, line).is_some()).count();
        if n_breaks == 0 {
            return None;
        }
        let n_lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        // The halves of a broken word are not words of the text.
        let words = pairs(text).flat_map(|(before, line)| {
            let is_broken = halves(before, line).is_some();
            line.split_whitespace().skip(usize::from(is_broken)).filter_map(whole_word)
        });
        let words = words.collect();
        Some(Self { words, is_typeset: n_breaks * LINES_A_BREAK >= n_lines })
    }

    /// Returns the way in which `line` continues in `next`.
    pub(super) fn join(&self, line: &str, next: &str) -> Join {
        let Some((first, sign, last)) = halves(line, next) else { return Join::Apart };
        if BREAK_SIGNS.contains(&sign) {
            return Join::WithoutHyphen;
        }
        let is_in_capitals = |word: &str| word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
        if last.starts_with(char::is_uppercase) {
            // "RAIL-" and "WAY" are a broken word; "Smith-" and "Jones" have their hyphen.
            let is_broken = is_in_capitals(first) && is_in_capitals(last);
            return if is_broken { Join::WithoutHyphen } else { Join::WithHyphen };
        }
        let (first, last) = (first.to_lowercase(), last.to_lowercase());
        if CONJUNCTIONS.contains(&last.as_str()) {
            return Join::Apart;
        }
        let has = |word: &str| self.words.contains(word);
        // A hyphen in the first half, as in "mother-in-", shows that the word is written with hyphens.
        if has(&format!("{first}-{last}")) || first.contains('-') {
            return Join::WithHyphen;
        }
        if has(&format!("{first}{last}")) {
            return Join::WithoutHyphen;
        }
        let are_words = has(&first) && has(&last);
        let is_number = ENDS_OF_NUMBERS.contains(&last.as_str());
        let is_compound = (FIRST_PARTS.contains(&first.as_str()) && !is_number) || LAST_PARTS.contains(&last.as_str());
        if are_words || is_compound || !self.is_typeset { Join::WithHyphen } else { Join::WithoutHyphen }
    }
}

/// False if no line of a text ends with a sign of a break.
fn may_have_breaks(text: &str) -> bool {
    let may_be_sign = |byte: u8| byte == b'-' || !byte.is_ascii();
    let text = text.as_bytes();
    memchr::memchr_iter(b'\n', text).any(|end| {
        let mut line = text[..end].iter().rev();
        line.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_some_and(|byte| may_be_sign(*byte))
    })
}

/// Returns each line of a text with the line before it.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::once("").chain(text.lines()).zip(text.lines())
}

/// Returns a word in the form in which words are compared: in lower case, without the signs around it. Returns `None`
/// if it may be half of a word.
fn whole_word(word: &str) -> Option<String> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && !is_sign(letter));
    (!word.is_empty() && !word.ends_with(is_sign)).then(|| word.to_lowercase())
}

/// Returns the two halves of the word that is broken between two lines, with the sign after the first half.
fn halves<'text>(line: &'text str, next: &'text str) -> Option<(&'text str, char, &'text str)> {
    let line = line.trim_end();
    let sign = line.chars().next_back().filter(|sign| is_sign(*sign))?;
    let before = &line[..line.len() - sign.len_utf8()];
    let first = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = first.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let next = next.trim_start();
    let last = &next[..next.find(|letter: char| !letter.is_alphabetic()).unwrap_or(next.len())];
    // "1910-" is not a broken word.
    let is_broken = first.ends_with(char::is_alphabetic) && last.starts_with(char::is_alphabetic);
    is_broken.then_some((first, sign, last))
}

/// Returns the line without the sign of a break at its end.
pub(super) fn without_sign(line: &str) -> &str {
    line.trim_end().strip_suffix(is_sign).unwrap_or(line)
}

fn is_sign(letter: char) -> bool {
    BREAK_SIGNS.contains(&letter) || HYPHENS.contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_and_hyphens() {
        for (text, expected) in [
            ("left on Sat-\nurday", Join::WithoutHyphen),
            ("left on Sat\u{AD}\nurday", Join::WithoutHyphen),
            ("left on Sat¬\n  urday", Join::WithoutHyphen),
            ("der Hafen-\nmeister", Join::WithoutHyphen),
            ("в субботу па-\nром стоял", Join::WithoutHyphen),
            ("a well-\nknown pilot", Join::WithHyphen),
            ("a forty-\nyear-old ferry", Join::WithHyphen),
            ("his mother-in-\nlaw", Join::WithHyphen),
            ("the steam-\nboat, a steam-boat of old", Join::WithHyphen),
            ("the steam-\nboat, a steamboat of old", Join::WithoutHyphen),
            ("the ice-\nbreaker: ice, and a breaker", Join::WithHyphen),
            ("the har-\nbour, har har", Join::WithoutHyphen),
            ("am Nord-\nund Südufer", Join::Apart),
            ("the Anglo-\nNorman quay", Join::WithHyphen),
            ("Mrs Smith-\nJones", Join::WithHyphen),
            ("THE RAIL-\nWAY INQUIRY", Join::WithoutHyphen),
            ("left on Mon-\nday", Join::WithoutHyphen),
            ("the north-\nern pier", Join::WithoutHyphen),
            ("at mid-\nnight", Join::WithoutHyphen),
            ("it was ex-\npected", Join::WithoutHyphen),
            ("thirty-\nfive men", Join::WithHyphen),
            ("nine-\nteen men", Join::WithoutHyphen),
            ("the three-\narched bridge", Join::WithHyphen),
            ("from 1910-\nand later", Join::Apart),
            ("it stayed -\nand sank", Join::Apart),
            // A space of more than one byte before the broken word.
            ("le\u{a0}remor-\nqueur", Join::WithoutHyphen),
            ("«\u{202f}remor-\nqueur\u{202f}»", Join::WithoutHyphen),
            ("it stayed in port\nall day", Join::Apart),
        ] {
            let (line, next) = text.split_once('\n').unwrap();
            let join = BrokenWords::of(text).map_or(Join::Apart, |words| words.join(line, next));
            assert_eq!(join, expected, "{text}");
        }
    }

    #[test]
    fn a_program_that_wraps_lines_breaks_no_words() {
        let text = format!("the night-\nferry\n{}", "a line of the text that is as wide as all others\n".repeat(60));
        assert_eq!(BrokenWords::of(&text).unwrap().join("the night-", "ferry"), Join::WithHyphen);
    }
}
