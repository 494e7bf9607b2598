//! Compares the words of the two forms of a message without parsing either.

use super::html;

/// Returns the bytes of letters and digits in those words of a letter without frames that `plain` has nowhere, about.
/// No word is kept: of those of `plain` a bit each is set.
pub(super) fn n_letters_of_other_words(letter: &str, plain: &str) -> usize {
    const N_BITS: u64 = 1 << 15;
    // Of most messages both forms have the same letters in the same order.
    if html::texts(letter).flat_map(letters_of).eq(letters_of(plain)) {
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
    for part in html::texts(letter) {
        words.each(part, |hash, length| {
            let (at, bit) = place(hash);
            n_letters += if known[at] & bit == 0 { length } else { 0 };
        });
    }
    n_letters
}

/// The bytes of letters and digits of a text, those of ASCII in lower case.
fn letters_of(text: &str) -> impl Iterator<Item = u8> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    text.bytes().filter(is_letter).map(|byte| byte.to_ascii_lowercase())
}

/// Cuts texts into words in lower case, each a hash and a number of bytes. In scripts without blanks two characters that
/// follow each other are a word, also over the end of a line.
#[derive(Default)]
struct Words {
    hash: u64,
    n_bytes: usize,
    last_wide: Option<char>,
}

impl Words {
    /// Hands each word of a text to `take`. Single letters are left out.
    fn each(&mut self, text: &str, mut take: impl FnMut(u64, usize)) {
        for c in text.chars().chain([' ']) {
            if c.is_ascii_alphanumeric() || (!c.is_ascii() && !is_wide(c) && c.is_alphanumeric()) {
                self.push(c);
                continue;
            }
            if self.n_bytes > 1 {
                take(self.hash, self.n_bytes);
            }
            self.clear();
            if is_wide(c)
                && let Some(last) = self.last_wide.replace(c)
            {
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
        self.hash = (self.hash ^ u64::from(c.to_ascii_lowercase())).wrapping_mul(PRIME).rotate_left(20);
        self.n_bytes += c.len_utf8();
    }

    fn clear(&mut self) {
        (self.hash, self.n_bytes) = (0, 0);
    }

    /// Forgets the last character.
    fn end(&mut self) {
        self.last_wide = None;
    }
}

/// True for characters of scripts without blanks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_the_plain_form_lacks() {
        for (page, plain, expected) in [
            ("<p>Two <b>words</b>, and MORE</p>", "two words\nand more", 0),
            ("<p>Two&nbsp;words and others</p>", "Two words", 9),
            ("<p>夜の船は港に残った</p>", "夜の船は\n港に残った", 0),
            ("<p>夜の船は港を出た</p>", "夜の船は\n港に残った", 18),
        ] {
            assert_eq!(n_letters_of_other_words(&html::without_frames(page), plain), expected, "{page}");
        }
    }
}
