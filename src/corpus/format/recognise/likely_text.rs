//! Distinguishes texts of words and sentences from data of programs, for files whose names do not decide it.

use super::program_text::{is_field, n_of_stamp};

/// The number of bytes at the start of a text that are looked at: enough to recognise its kind.
const LOOKED_AT: usize = 4096;
/// The longest word, in characters. Words of scripts without blanks may be longer.
const LONGEST_WORD: usize = 40;

/// Returns the reason why a text was not written by a person; `None` if it may be an article.
///
/// A text is refused only for clear signs: lines of fields, stamps, numbers or paths, and tokens that are not words.
/// Telegrams, poems, lists of names and noisy scans all consist of words, and are accepted.
pub(super) fn why_not(text: &str) -> Option<&'static str> {
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let lines: Vec<&str> = head.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let n_lines = lines.len();
    let count = |is_such: &dyn Fn(&str) -> bool| lines.iter().filter(|line| is_such(line)).count();
    if n_lines == 0 {
        return None;
    }
    if count(&is_field) * 5 >= n_lines * 4 {
        return Some("fields of a program, not a text");
    }
    if count(&is_lower_field) > 0 && count(&|line| is_lower_field(line) || line.starts_with('#')) * 5 >= n_lines * 4 {
        return Some("fields of a program, not a text");
    }
    // A quarter of the lines may be others: comments, and the end of a block that is cut off. The lines of poems may
    // end with semicolons too, but poems have no such brackets.
    if n_lines > 1
        && count(&|line| line.ends_with(['{', '}', ';'])) * 4 >= n_lines * 3
        && head.contains(['{', '}', '(', '='])
    {
        return Some("a program's source");
    }
    if n_lines > 2 && count(&|line| n_of_stamp(line) > 0) * 5 >= n_lines * 4 {
        return Some("a log");
    }
    let words = Words::of(head);
    if words.real * 2 < words.all || words.with_letters * 3 < words.all || words.all == 0 {
        return Some("not a text of words, most likely data of a program");
    }
    // Names, paths or flags, one on each line.
    let is_single = |line: &str| !line.contains(char::is_whitespace) && !has_script_without_blanks(line);
    if n_lines > 1 && count(&is_single) == n_lines {
        return Some("a list of single words, not a text");
    }
    // A single word that a program left as a mark, such as a version.
    (n_lines == 1 && is_single(lines[0])).then_some("a single word, not a text")
}

/// True for `key: value`, where the key is one word in lower case, as in YAML settings.
fn is_lower_field(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(key, _)| {
        key.starts_with(|c: char| c.is_ascii_lowercase())
            && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte))
    })
}

/// Counts of the tokens of a text that have a letter or a digit.
#[derive(Default)]
struct Words {
    all: usize,
    /// The number of tokens that are words or short numbers.
    real: usize,
    /// The number of the real tokens that have a letter.
    with_letters: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        for token in text.split_whitespace() {
            // `$Junk`, `/usr/share`, `%d` and `\Seen` are names in programs; `$30` is not.
            let is_name = token.starts_with(['$', '/', '\\', '=', '%', '&', '^', '|', '{', '}'])
                && token[1..].starts_with(|c: char| c.is_ascii_alphabetic());
            let token = token.trim_matches(|c: char| !c.is_alphanumeric());
            // Tokens of signs alone, such as dashes and bullets, are not counted.
            if token.is_empty() {
                continue;
            }
            words.all += 1;
            let is_real = !is_name && is_word(token);
            words.real += usize::from(is_real);
            words.with_letters += usize::from(is_real && token.contains(char::is_alphabetic));
        }
        words
    }
}

/// True if a token consists of letters and the signs that may be within words: `mother-in-law`, `d’accord`, `U.S`,
/// `9th`. A number of a few digits is a word too, because texts have years and sums.
fn is_word(token: &str) -> bool {
    if has_script_without_blanks(token) {
        return true;
    }
    if token.chars().count() > LONGEST_WORD {
        return false;
    }
    // `9th` and `106-year` begin with a number. Within a word, one or two digits are misread letters or part of a name.
    let digits_max = if token.starts_with(char::is_numeric) { 4 } else { 2 };
    let (mut n_letters, mut n_digits, mut n_signs, mut n_changes) = (0, 0, 0, 0);
    let mut was_lower = false;
    for c in token.chars() {
        if c.is_alphabetic() {
            n_letters += 1;
            n_changes += usize::from(was_lower && c.is_uppercase());
            was_lower = c.is_lowercase();
        } else if c.is_numeric() {
            n_digits += 1;
            // No digit follows the letters of `9th`, but a digit follows those of `0x1f`.
            n_signs += usize::from(n_letters > 0 && digits_max == 4);
        } else if !matches!(c, '\'' | '’' | '-' | '‑' | '–' | '—' | '.' | ',' | '…' | '·') && !is_mark(c) {
            n_signs += 1;
        }
    }
    // `McNab` and `iPhone` have one capital within the word. Names in programs and base64 have more.
    (n_letters > 0 && n_digits <= digits_max && n_signs == 0 && n_changes <= 2) || (n_letters == 0 && n_digits <= 4)
}

/// True if a word has letters of a script without blanks between words.
fn has_script_without_blanks(token: &str) -> bool {
    token.chars().any(|c| {
        matches!(c,
            '\u{0e00}'..='\u{0eff}' | '\u{0f00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    })
}

/// True for a sign that belongs to the letter before it: vowels of Indic scripts, accents, the joiners of Persian.
fn is_mark(c: char) -> bool {
    use unicode_width::UnicodeWidthChar;
    c.width() == Some(0) || matches!(c, '\u{0900}'..='\u{0dff}' | '\u{0591}'..='\u{05f4}' | '\u{0610}'..='\u{06ed}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_kind() {
        for text in [
            "Just text",
            "TUG SUNK STOP CREW SAFE STOP NELL",
            "TOKYO, March 8 (HW) - THE YEN FELL 0.4 PCT TO 117.32 BEFORE THE BANK'S TALKS",
            "The gull\nthe mole\nthe rain",
            "Tlie ferry 1eft tbe quay at n1ne; tlie cr0wd clieered.",
            "Буксир вышел из порта.",
            "タグボートが港を出た。",
            "เรือลากจูงออกจากท่า",
            "नाव बंदरगाह से निकली।",
            "غادرت القاطرة الميناء.",
            "הגוררת עזבה את הנמל.",
            "1. Mole Rovers 2, Quay Town 1\n2. Old Harbour 0, Sallow 0",
            "Note: the ferry is late.\nReason: a stern door.",
            "⚡️ Tug sinks off the mole https://quay.example/a?b=1 #tug",
        ] {
            assert_eq!(why_not(text), None, "{text}");
        }
    }

    #[test]
    fn data_of_programs() {
        for text in [
            "3 V1699999999 N42 G2f1e00001b9a\n1 W1044 S1012 :1699.M1P2.quay\n2 W871 S860 :1700.M3P2.quay",
            "user=nell\nport=993\nfolder=INBOX",
            "INBOX\nArchive\nSent",
            "0 $Forwarded\n1 $Junk\n2 $NotJunk",
            "aGVsbG8gd29ybGQgdGhpcyBpcyBiYXNlNjQgdGV4dCBvZiBhIGxvbmcgbGluZQ==",
            "2022-03-08T10:00:01Z opened\n2022-03-08T10:00:02Z read it\n2022-03-08T10:00:03Z shut it",
            "/usr/share/a.txt\n/usr/share/b.txt",
            "0x1f 0x20 0x3b 0x44 0x51",
            "# kept by hand\nport: 993\nfolder_name: INBOX",
            "body { color: red; }\n.quay { margin: 0 }",
            "2.0.1",
            "12.5 13.75 99.125 100.0625\n7.25 6.125 5.0625 4.03125",
        ] {
            assert!(why_not(text).is_some(), "{text}");
        }
    }
}
