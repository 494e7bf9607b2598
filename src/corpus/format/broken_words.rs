//! Puts together words that are broken at the ends of lines, as typesetters and optical recognition of print leave
//! them: `Sat-` and `urday` are `Saturday`, `well-` and `known` stay `well-known`.

use std::collections::HashSet;

/// Signs that mean nothing but a broken word: the soft hyphen, and what OCR programs write for it.
const BREAK_SIGNS: [char; 3] = ['\u{AD}', '¬', '⸗'];
/// Signs that are a broken word or a hyphen of the word itself.
const HYPHENS: [char; 2] = ['-', '\u{2010}'];

/// First parts of words that keep their hyphen. None of them begins many other words: `high-` may be `highway`.
const FIRST_PARTS: [&str; 18] = [
    "well", "self", "half", "vice", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    "two", "three", "five", "nine", "hundred", "anglo",
];
/// Last parts of such words. None of them is the end of many other words: `-day` may be `Monday`.
const LAST_PARTS: [&str; 14] = [
    "known", "based", "handed", "headed", "minded", "footed", "ridden", "elect", "winning", "year", "hour", "minute",
    "mile", "general",
];
/// Ends of numbers, which follow first parts without a hyphen: `nineteen`.
const ENDS_OF_NUMBERS: [&str; 4] = ["teen", "teenth", "ty", "tieth"];
/// Words before which a hyphen stands for a part that is still to come: `Nord- und Südufer`.
const CONJUNCTIONS: [&str; 14] =
    ["und", "oder", "bzw", "bis", "sowie", "and", "or", "to", "en", "of", "och", "eller", "og", "ou"];

/// The fewest breaks of typeset text: one in this many lines. Typeset columns break a word in about one line of twelve.
/// A program that wraps lines ends about one of a hundred behind a hyphen, which then belongs to the word.
const LINES_A_BREAK: usize = 33;

/// The way in which a line goes on in the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// The first one ends with a whole word.
    Apart,
    /// The sign at the end of the first one stands for the break alone.
    WithoutHyphen,
    /// The word has a hyphen at the break.
    WithHyphen,
}

/// The words of a text, which tell how a broken word is written elsewhere in it.
#[derive(Debug)]
pub(super) struct BrokenWords {
    /// The words of the text, with their hyphens, in lower case.
    words: HashSet<String>,
    /// True if so many lines end with a hyphen that the text was typeset.
    is_typeset: bool,
}

impl BrokenWords {
    /// Looks for broken words; `None` if no line of the text ends with one.
    pub(super) fn of(text: &str) -> Option<Self> {
        // Most texts have no such line, and taking their lines apart would cost more than looking at the ends.
        if !may_have_breaks(text) {
            return None;
        }
        let n_breaks = pairs(text).filter(|(before, line)| halves(before, line).is_some()).count();
        if n_breaks == 0 {
            return None;
        }
        let n_lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        // The halves of a broken word are no words of the text.
        let words = pairs(text).flat_map(|(before, line)| {
            let is_broken = halves(before, line).is_some();
            line.split_whitespace().skip(usize::from(is_broken)).filter_map(whole_word)
        });
        let words = words.collect();
        Some(Self { words, is_typeset: n_breaks * LINES_A_BREAK >= n_lines })
    }

    /// Returns the way in which `line` goes on in `next`.
    pub(super) fn join(&self, line: &str, next: &str) -> Join {
        let Some((first, sign, last)) = halves(line, next) else { return Join::Apart };
        if BREAK_SIGNS.contains(&sign) {
            return Join::WithoutHyphen;
        }
        let is_in_capitals = |word: &str| word.chars().nth(1).is_some() && !word.contains(char::is_lowercase);
        if last.starts_with(char::is_uppercase) {
            // "RAIL-" and "WAY" is broken; "Smith-" and "Jones" has its hyphen.
            let is_broken = is_in_capitals(first) && is_in_capitals(last);
            return if is_broken { Join::WithoutHyphen } else { Join::WithHyphen };
        }
        let (first, last) = (first.to_lowercase(), last.to_lowercase());
        if CONJUNCTIONS.contains(&last.as_str()) {
            return Join::Apart;
        }
        let has = |word: &str| self.words.contains(word);
        // A hyphen in the first half, as in "mother-in-", says that the word is written with hyphens.
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

/// Each line of a text with the one before it.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::once("").chain(text.lines()).zip(text.lines())
}

/// Returns a word as it is compared, in lower case and without the signs around it; `None` if it may be half of one.
fn whole_word(word: &str) -> Option<String> {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && !is_sign(letter));
    (!word.is_empty() && !word.ends_with(is_sign)).then(|| word.to_lowercase())
}

/// Returns the two halves of the word that is broken between two lines, with the sign behind the first half.
fn halves<'text>(line: &'text str, next: &'text str) -> Option<(&'text str, char, &'text str)> {
    let line = line.trim_end();
    let sign = line.chars().next_back().filter(|sign| is_sign(*sign))?;
    let before = &line[..line.len() - sign.len_utf8()];
    let first = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = first.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let next = next.trim_start();
    let last = &next[..next.find(|letter: char| !letter.is_alphabetic()).unwrap_or(next.len())];
    // "1910-" is no broken word.
    let is_broken = first.ends_with(char::is_alphabetic) && last.starts_with(char::is_alphabetic);
    is_broken.then_some((first, sign, last))
}

/// The line without the sign of a break at its end.
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
