//! Compares the words of the two forms of a message without parsing either.

use std::borrow::Cow;

use crate::corpus::format::feed::unescaped;
use crate::text::normalise::is_unspaced;

/// Returns the approximate number of bytes of letters and digits in words of `letter` that are not in `plain`. `letter`
/// is HTML without frames.
///
/// No word is stored: each word of `plain` sets one bit, so different words may share a bit.
pub(super) fn n_letters_of_other_words(letter: &str, plain: &str) -> usize {
    const N_BITS: u64 = 1 << 15;
    // In most messages both forms have the same letters in the same order.
    let mut left = letters(plain);
    let is_same = letter.split('<').all(|part| letters(&text_of(part)).all(|c| left.next() == Some(c)));
    if is_same && left.next().is_none() {
        return 0;
    }
    let place = |hash: u64| {
        // The upper bits of a product depend on all bits of its factors.
        let bit = (hash >> 32) % N_BITS;
        ((bit / 64) as usize, 1_u64 << (bit % 64))
    };
    let mut known = [0_u64; (N_BITS / 64) as usize];
    let mut words = Words::default();
    words.each(plain, |hash, _| {
        let (at, bit) = place(hash);
        known[at] |= bit;
    });
    let mut n_letters = 0;
    words.end();
    for part in letter.split('<') {
        words.each(&text_of(part), |hash, length| {
            let (at, bit) = place(hash);
            n_letters += if known[at] & bit == 0 { length } else { 0 };
        });
    }
    n_letters
}

/// Returns the text of a part of a message that was split at each `<`, after the tag that the part begins with.
fn text_of(part: &str) -> Cow<'_, str> {
    let text = part.split_once('>').map_or(part, |(_, text)| text);
    if memchr::memchr(b'&', text.as_bytes()).is_some() { unescaped(text) } else { Cow::Borrowed(text) }
}

/// Returns the letters and digits of a text in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).map(in_lower_case)
}

/// Returns a character in lower case, or the first character if the lower case has several.
fn in_lower_case(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// The splitter of texts into words in lower case. Each word is handed on as a hash and a number of bytes.
///
/// In scripts without blanks two successive characters are a word, even across the end of a line.
#[derive(Default)]
struct Words {
    hash: u64,
    n_characters: usize,
    n_bytes: usize,
    last_unspaced: Option<char>,
}

impl Words {
    /// Hands each word of a text to `take`. Single letters are left out.
    fn each(&mut self, text: &str, mut take: impl FnMut(u64, usize)) {
        for c in text.chars().chain([' ']) {
            let is_unspaced = !c.is_ascii() && is_unspaced(c);
            if !is_unspaced && c.is_alphanumeric() {
                self.push(c);
                continue;
            }
            if self.n_characters > 1 {
                take(self.hash, self.n_bytes);
            }
            self.clear();
            if is_unspaced && let Some(last) = self.last_unspaced.replace(c) {
                self.push(last);
                self.push(c);
                take(self.hash, self.n_bytes);
                self.clear();
            }
        }
    }

    fn push(&mut self, c: char) {
        // The prime of the hash FNV-1a. The rotation gives its upper bits to the next step.
        const PRIME: u64 = 0x0100_0000_01b3;
        self.hash = (self.hash ^ u64::from(in_lower_case(c))).wrapping_mul(PRIME).rotate_left(20);
        self.n_characters += 1;
        self.n_bytes += c.len_utf8();
    }

    fn clear(&mut self) {
        (self.hash, self.n_characters, self.n_bytes) = (0, 0, 0);
    }

    /// Forgets the last character, so that no word spans two texts.
    fn end(&mut self) {
        self.last_unspaced = None;
    }
}

#[cfg(test)]
mod tests {
    use super::super::html::without_frames;
    use super::*;

    #[test]
    fn words_that_the_plain_form_lacks() {
        for (page, plain, expected) in [
            ("<p>Two <b>words</b>, and MORE</p>", "two words\nand more", 0),
            ("<p>Two&nbsp;words and others</p>", "Two words", 9),
            ("<p>Die F&auml;hre f&uuml;r &Uuml;bersee</p>", "Die Fähre für\nÜbersee", 0),
            ("<p>Die F&auml;hre, die Übersicht</p>", "Die Fähre: ÜBERSICHT", 0),
            ("<p>Она и я</p>", "Она и он", 0),
            ("<p>夜の船は港に残った</p>", "夜の船は\n港に残った", 0),
            ("<p>夜の船は港を出た</p>", "夜の船は\n港に残った", 18),
        ] {
            assert_eq!(n_letters_of_other_words(&without_frames(page), plain), expected, "{page}");
        }
    }
}
