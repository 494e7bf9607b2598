//! Distinguishes texts from all other strings: code, data, addresses, the markup of a page without words.

use crate::text::normalise::is_unspaced;

/// The number of bytes of a text that are looked at: enough to recognise its kind.
const LOOKED_AT: usize = 8 * 1024;

/// Returns the length in characters of a text in sentences; `None` if the string is not such a text.
pub(super) fn length_of_prose(text: &str) -> Option<usize> {
    const FEWEST_CHARACTERS: usize = 60;
    const FEWEST_WIDE: usize = 24;
    const FEWEST_WORDS: usize = 8;
    let start = text.trim_start();
    if is_marked_as_data(start) {
        return None;
    }
    let head = &start[..start.floor_char_boundary(LOOKED_AT)];
    let counts = Counts::of(head);
    let is_of_letters = counts.n_letters * 100 >= counts.n_signs * 75 && counts.n_of_code * 30 <= counts.n_signs;
    // Scripts without blanks have no words to count, and need fewer characters for a sentence.
    let is_wide = counts.n_wide * 2 > counts.n_letters;
    let is_long = if is_wide {
        counts.n_signs >= FEWEST_WIDE
    } else {
        let n_words = counts.n_words.max(1);
        counts.n_signs + counts.n_words > FEWEST_CHARACTERS
            && counts.n_words >= FEWEST_WORDS
            && (2..=14).contains(&(counts.n_signs / n_words))
            && counts.longest <= 100
    };
    let length = if head.len() == start.len() { counts.n_signs + counts.n_words } else { start.chars().count() };
    (is_of_letters && is_long && counts.n_ends > 0).then_some(length)
}

/// True if a string of any length has at least `fewest` words that people read, and is neither data nor code.
pub(super) fn is_of_words(text: &str, fewest: usize) -> bool {
    const WIDE_A_WORD: usize = 2;
    let start = text.trim_start();
    if is_marked_as_data(start) {
        return false;
    }
    let counts = Counts::of(&start[..start.floor_char_boundary(LOOKED_AT)]);
    let is_of_letters = counts.n_letters * 100 >= counts.n_signs * 60 && counts.n_of_code * 20 <= counts.n_signs;
    let is_wide = counts.n_wide * 2 > counts.n_letters;
    let has_words = if is_wide {
        counts.n_wide >= fewest * WIDE_A_WORD
    } else {
        counts.n_of_letters >= fewest && counts.n_of_letters * 2 >= counts.n_words && counts.longest <= 100
    };
    is_of_letters && has_words
}

/// True if a text ends as sentences do.
pub(super) fn ends_as_a_sentence(text: &str) -> bool {
    const ENDS: [char; 13] = ['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '"', '”', '»'];
    text.trim_end().ends_with(ENDS)
}

/// True if a string begins as data, code and markup do.
fn is_marked_as_data(start: &str) -> bool {
    let marks = ["{", "[{", "[\"", "function", "data:", "<?", "<svg", "-----BEGIN", "#!", "$(", "${"];
    // `$name` is a variable; `$40` is a price.
    let is_variable =
        start.strip_prefix('$').is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    is_variable || marks.iter().any(|mark| start.starts_with(mark))
}

/// Counts of the characters and words of a text, without its tags and addresses.
#[derive(Debug, Default)]
struct Counts {
    /// Characters that are not white space.
    n_signs: usize,
    n_letters: usize,
    /// Letters of scripts without blanks between words.
    n_wide: usize,
    /// Signs that are frequent in programs and rare in texts.
    n_of_code: usize,
    n_words: usize,
    /// Words with at least two letters.
    n_of_letters: usize,
    /// The longest word, in characters.
    longest: usize,
    /// The number of ends of sentences.
    n_ends: usize,
}

impl Counts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find('<').unwrap_or(rest.len());
            counts.add(&rest[..end]);
            rest = &rest[end..];
            // A tag is skipped with its attributes. Any other `<` is a sign of code.
            let is_tag =
                rest[rest.len().min(1)..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
            let length = if is_tag { rest.find('>').map_or(rest.len(), |at| at + 1) } else { rest.len().min(1) };
            counts.n_of_code += usize::from(!is_tag && !rest.is_empty());
            rest = &rest[length..];
        }
        counts
    }

    fn add(&mut self, text: &str) {
        for word in text.split_whitespace() {
            if word.contains("://") {
                continue;
            }
            let mut n_characters = 0;
            let n_letters_before = self.n_letters;
            let is_reference = word.contains('&');
            let is_price = word.contains('$') && word.contains(|c: char| c.is_ascii_digit());
            for c in word.chars() {
                n_characters += 1;
                let is_wide = !c.is_ascii() && is_unspaced(c);
                self.n_letters += usize::from(c.is_alphabetic() || is_wide);
                self.n_wide += usize::from(is_wide);
                let is_of_code = match c {
                    '$' => !is_price,
                    ';' => !is_reference,
                    _ => matches!(c, '{' | '}' | '=' | '\\' | '|' | '_' | '`'),
                };
                self.n_of_code += usize::from(is_of_code);
                self.n_ends += usize::from(matches!(c, '。' | '！' | '？'));
            }
            self.n_signs += n_characters;
            self.n_words += 1;
            self.n_of_letters += usize::from(self.n_letters - n_letters_before >= 2);
            self.longest = self.longest.max(n_characters);
            let bare = word.trim_end_matches(['"', '\'', '”', '’', '»', ')', '“', '«']);
            self.n_ends += usize::from(bare.ends_with(['.', '!', '?', '…', '।', '؟', '。', '។', '።']));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_and_other_strings() {
        for (text, expected) in [
            ("The geese are back on the north quay, forty of them, and they will not leave.", true),
            (
                "<p class=\"lead\">Die Gänse sind zurück am Nordkai, und <b>niemand</b> weiß, warum sie blieben.</p>",
                true,
            ),
            ("雁が北の埠頭に戻ってきた。四十羽もいて、誰も追い払うことができないという。", true),
            ("عادت الطيور إلى الرصيف الشمالي يوم الثلاثاء، ولم يعرف أحد سبب بقائها هناك.", true),
            ("Geese back on the quay", false),
            ("https://wire.example/a-very-long-address-of-a-page-with-many-words-and-no-end-in-sight.html", false),
            (
                "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHw==",
                false,
            ),
            (
                "<div class=\"embed wide\" style=\"width: 100%; height: 40px\" data-src=\"a b c. d e f. g h\"></div>",
                false,
            ),
            ("var a = 1; if (a) { b(); } else { c(); } return { d: a, e: b, f: c }; // and so on. Really.", false),
            ("SELECT a, b FROM t WHERE a = 1 AND b = 2 AND c_d = 3 AND e_f = 4 AND g_h = 5 ORDER BY i_j;", false),
            ("harbour, quay, mole, geese, tolls, ferry, night, council, bakery, bridge, winter, storm", false),
        ] {
            assert_eq!(length_of_prose(text).is_some(), expected, "{text}");
        }
    }

    #[test]
    fn words_and_other_strings() {
        for (text, expected) in [
            ("Forty geese on the quay", true),
            ("<b>Forty</b> geese &amp; a <i>very</i> long winter", true),
            ("港の入口に四十羽", true),
            ("$5 a day for all boats", true),
            ("$price = of + the + boat", false),
            ("Port Halden", false),
            ("Tue, 08 Mar 2022 10:05:01 +0100", false),
            ("https://wire.example/a https://wire.example/b https://wire.example/c", false),
            ("body { margin: 0; padding: 4px; color: red }", false),
            ("<div class='wide player big blue'><iframe src='https://wire.example/e'></iframe></div>", false),
            ("a1 b2 c3 d4 e5 f6", false),
            ("{\"words\": \"one two three four\"}", false),
        ] {
            assert_eq!(is_of_words(text, 4), expected, "{text}");
        }
    }
}
