//! Compounds: words with a sign inside, such as `sts-103`, `don't` and `t.co`, which are several words in the
//! normalised text.
//!
//! The normalised text splits such a word at its sign, because most searches are for the words in it. A `/pattern/` may
//! look for the word as it is written, so it searches the compounds: they have the same normalised letters, they keep
//! the signs, and all forms of a sign are one character.

use std::ops::Range;

use memchr::{memchr2_iter, memchr3_iter};

use super::letters::Letter;
use super::normalise;

/// Longer compounds, in bytes, are left out: nobody writes such a word, but data inside a text can be one. The words in
/// it are searched as all others are.
const BYTES_MAX: usize = 256;

/// Appends the compounds of `text` to `out`, each normalised and followed by a line end, in no special order.
///
/// A compound is two or more words of letters and digits, with one sign between two of them: an apostrophe, a hyphen, a
/// full stop, `@` or `_`. A compound that is repeated in the text may be appended several times; [`append_distinct`]
/// appends each once.
pub fn append(text: &str, out: &mut String) {
    each(text, |_, compound| out.extend([compound, "\n"]));
}

/// Appends the compounds of `texts` to `out`, each once and followed by a line end, sorted. `scratch` is a buffer that
/// callers reuse between calls.
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

/// Returns the compounds of `text` with their byte ranges in it, in order.
pub fn with_places(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    each(text, |range, compound| found.push((range, compound.to_owned())));
    // A compound with signs of several kinds is found once by the search for each kind.
    found.sort_unstable_by_key(|(range, _)| range.start);
    found.dedup();
    found
}

/// Returns the words of a compound as they are in normalised text: ` sts 103 `. The result is empty if there are none.
pub fn as_words(compound: &str) -> String {
    normalise::normalise(compound)
}

/// Returns the sign that `character` is a form of, or `None` if it cannot be inside a compound.
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

/// Calls `found` with each compound of `text`: its byte range and its normalised form. Some are passed several times.
fn each(text: &str, found: impl FnMut(Range<usize>, &str)) {
    let bytes = text.as_bytes();
    // Signs beyond ASCII start with the bytes 0xe2 (general punctuation), 0xca (modifier letters) and 0xef (full
    // width). Each of these three searches keeps the end of its last compound, so it reads no compound twice.
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
    /// The normalised form of the last compound.
    normalised: String,
    /// The byte after the last compound.
    end: usize,
}

impl<Found: FnMut(Range<usize>, &str)> CompoundFinder<'_, Found> {
    /// Reports the compound around the byte `at`, if that byte begins a sign inside a word.
    fn sign(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        // Most signs end a sentence: the byte after them already rules them out.
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

    /// Returns the start of the compound that has the sign at `at`. It is never before the end of the last compound.
    fn start_before(&self, at: usize) -> usize {
        let before = &self.text[self.end..at];
        let mut start = at;
        let mut characters = before.char_indices().rev().peekable();
        while let Some((place, character)) = characters.next() {
            let goes_on = is_letter(character)
                || (sign_of(character).is_some() && characters.peek().is_some_and(|(_, next)| is_letter(*next)));
            // A sign at the start of the text, or after another sign, is not part of the compound.
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

    /// Returns the end of the compound that has the sign at `at`.
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

    /// Normalises the compound from `start` to the end of the last one and passes it to `found`.
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
                // A part that normalises to nothing or to several words, as `½` does, makes no compound.
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

/// True if `character` can be part of a word: a letter, a digit or a mark on one. Characters of scripts without spaces
/// are excluded, because each of them is a word.
fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    // Unicode counts some forms of the apostrophe (`ʼ`) as letters. Here they are signs.
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
