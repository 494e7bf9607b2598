//! Words with a sign inside: `sts-103`, `don't`, `t.co`, which the normalised text has as several words.
//!
//! The normalised text is made for words as people search for them, so it takes such a word apart at its sign. What
//! asks for the word as it is written, as a `/pattern/` may, asks the compounds: the same letters, normalised alike,
//! with the signs kept and the forms of each sign made one.

use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter};

use super::letters::Letter;
use super::normalise;

/// A compound of more bytes than this is left out: nobody writes such a word, and data that stands in a text has
/// longer ones. The words that it is made of are searched for as all others are.
const BYTES_MAX: usize = 256;

/// Appends the compounds of `text` to `out`, each normalised and followed by a line end, in no special order.
///
/// A compound is two or more words, each of letters and digits, with one sign between two of them: an
/// apostrophe, a hyphen, a full stop, `@` or `_`. One that the text has several times may be written several
/// times; [`append_distinct`] is without repetitions.
pub fn append(text: &str, out: &mut String) {
    each(text, |_, compound| out.extend([compound, "\n"]));
}

/// Appends the compounds of `texts` to `out`, each once and followed by a line end, in the order of their letters.
/// `scratch` is room that is used again from one call to the next.
pub fn append_distinct<'text>(texts: impl IntoIterator<Item = &'text str>, out: &mut String, scratch: &mut String) {
    scratch.clear();
    for text in texts {
        append(text, scratch);
    }
    let mut compounds: Vec<&str> = scratch.split_inclusive('\n').collect();
    compounds.sort_unstable();
    compounds.dedup();
    out.extend(compounds);
}

/// The compounds of `text` with their places in it, in bytes, in order.
pub fn with_places(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    each(text, |range, compound| found.push((range, compound.to_owned())));
    // One with several kinds of signs is found by each of them.
    found.sort_unstable_by_key(|(range, _)| range.start);
    found.dedup();
    found
}

/// A compound as its words stand in normalised text: ` sts 103 `. Empty where it is empty.
pub fn as_words(compound: &str) -> String {
    normalise::normalise(compound)
}

/// The sign that `character` is a form of, if it can stand inside a compound.
pub fn sign_of(character: char) -> Option<char> {
    Some(match character {
        '\'' | '‘' | '’' | '‛' | '′' | 'ʼ' | 'ʹ' | 'ʻ' | '＇' => '\'',
        // The dash (U+2014) separates thoughts, not parts of a word.
        '-' | '‐' | '‑' | '‒' | '–' | '−' | '﹣' | '－' => '-',
        '.' | '．' => '.',
        '@' | '＠' => '@',
        '_' | '＿' => '_',
        _ => return None,
    })
}

/// Hands each compound of `text` to `found`, with its place and normalised; some of them twice.
fn each(text: &str, found: impl FnMut(Range<usize>, &str)) {
    let bytes = text.as_bytes();
    // Signs beyond ASCII start with the bytes 0xe2 (general punctuation), 0xca (modifier letters) and 0xef
    // (full width). Each of these searches knows where its last compound ended, so that none is read twice by it.
    let mut finder = CompoundFinder { text, found, normalised: String::new(), end: 0 };
    memchr3_iter(b'-', b'.', b'\'', bytes).for_each(|at| finder.sign(at));
    finder.end = 0;
    memchr3_iter(b'@', b'_', 0xe2, bytes).for_each(|at| finder.sign(at));
    if !text.is_ascii() {
        finder.end = 0;
        memchr2_iter(0xca, 0xef, bytes).for_each(|at| finder.sign(at));
    }
}

struct CompoundFinder<'text, Found> {
    text: &'text str,
    found: Found,
    /// The last compound, normalised.
    normalised: String,
    /// Where the last compound ended.
    end: usize,
}

impl<Found: FnMut(Range<usize>, &str)> CompoundFinder<'_, Found> {
    /// Looks at what may be a sign, at the byte `at`.
    fn sign(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        // Most signs end a sentence, and are seen to by the byte that follows.
        let is_before_letter = bytes[at] >= 0x80 || bytes.get(at + 1).is_some_and(|next| may_be_letter(*next));
        if at < self.end || !is_before_letter || !at.checked_sub(1).is_some_and(|before| may_be_letter(bytes[before])) {
            return;
        }
        let (before, after) = self.text.split_at(at);
        let mut rest = after.chars();
        let is_inner = rest.next().is_some_and(|sign| sign_of(sign).is_some())
            && rest.next().is_some_and(is_letter)
            && before.chars().next_back().is_some_and(is_letter);
        if !is_inner {
            return;
        }
        let start = self.start_before(at);
        self.end = self.end_after(at);
        if self.end - start <= BYTES_MAX {
            self.write(start);
        }
    }

    /// Where the compound starts in which `at` is a sign, not before the last one's end.
    fn start_before(&self, at: usize) -> usize {
        let before = &self.text[self.end..at];
        let mut start = at;
        let mut characters = before.char_indices().rev().peekable();
        while let Some((place, character)) = characters.next() {
            let goes_on = is_letter(character)
                || (sign_of(character).is_some() && characters.peek().is_some_and(|(_, next)| is_letter(*next)));
            // A sign that another sign or nothing stands before is outside.
            if !goes_on {
                break;
            }
            start = self.end + place;
            if at - start > BYTES_MAX {
                break;
            }
        }
        start
    }

    /// Where the compound ends in which `at` is a sign.
    fn end_after(&self, at: usize) -> usize {
        let mut end = at;
        let mut characters = self.text[at..].char_indices().peekable();
        while let Some((place, character)) = characters.next() {
            let goes_on = is_letter(character)
                || (sign_of(character).is_some() && characters.peek().is_some_and(|(_, next)| is_letter(*next)));
            if !goes_on {
                break;
            }
            end = at + place + character.len_utf8();
        }
        end
    }

    /// Hands on the compound from `start` to the end.
    fn write(&mut self, start: usize) {
        let compound = &self.text[start..self.end];
        let normalised = &mut self.normalised;
        normalised.clear();
        if compound.is_ascii() {
            normalised.push_str(compound);
            normalised.make_ascii_lowercase();
        } else {
            let is_sign = |character: char| sign_of(character).is_some();
            let mut from = 0;
            for (at, sign) in compound.match_indices(is_sign).chain([(compound.len(), "")]) {
                let word_start = normalised.len();
                normalise::normalise_into(&compound[from..at], normalised);
                // What normalises to nothing or to several words, as `½` does, makes no compound.
                if normalised[word_start..].strip_prefix(' ').is_none_or(|word| word.contains(' ')) {
                    return;
                }
                normalised.remove(word_start);
                normalised.extend(sign.chars().next().and_then(sign_of));
                from = at + sign.len();
            }
        }
        (self.found)(start..self.end, &self.normalised);
    }
}

fn may_be_letter(byte: u8) -> bool {
    byte >= 0x80 || byte.is_ascii_alphanumeric()
}

/// True if `character` is of a word: a letter, a digit, a mark on one; not of a script without spaces, where each
/// character is a word.
fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    // Letters with apostrophe forms among them (`ʼ`) are letters to Unicode, and signs here.
    sign_of(character).is_none()
        && !normalise::is_unspaced(character)
        && (Letter::of(character).is_alphanumeric() || normalise::is_unseen(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut out = String::new();
        append_distinct([text], &mut out, &mut String::new());
        assert_eq!(out.lines().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn compounds() {
        check("Flight STS-103 landed.", &["sts-103"]);
        check("Don’t ask O'Brien or O‘Brien, don't.", &["don't", "o'brien"]);
        check(
            "See https://t.co/n8jMTX34pW, mail Nell_H@harbour-wire.example.",
            &["nell_h@harbour-wire.example", "t.co"],
        );
        check("The U.S.–Russian talks, 1.5% of them", &["1.5", "u.s"]);
        check("Île-de-France, São‑Luís, Élysée−Straße", &["elysee-strasse", "ile-de-france", "sao-luis"]);
        check("e\u{301}te\u{301}-la co\u{ad}-op", &["co-op", "ete-la"]);
        check("п’ятниця, пʼять, северо-запад", &["п'ятниця", "п'ять", "северо-запад"]);
        check("F-35战机，港-口 ＳＴＳ－１０３", &["f-35", "sts-103"]);
        check("one--two a - b 'quoted' -c d- ... x..y _z_ —dash—ed", &[]);
        check("½-inch 5½-inch", &[]);
        check("a-b-c-d a-b", &["a-b", "a-b-c-d"]);
        check("well-known Well-Known WELL-KNOWN", &["well-known"]);
        check(&"a-".repeat(1000), &[]);
        check("", &[]);
    }
}
