//! Tells names beside a date from running text where no small letters tell it: in scripts without capitals, and in
//! lines that are all in capitals.

use super::unspaced_letters;
use crate::dates;

/// The most words of the names beside a date: a place and an outlet.
const MOST_WORDS_BESIDE: usize = 4;

/// The longest name of an outlet or a place in a script without spaces, in characters.
const MOST_IDEOGRAPHS: usize = 8;

/// True if a text without small letters may be the name of an outlet, a place or a person, or a few of them with their
/// labels: "来源：海港新闻 作者：林子".
pub(super) fn may_be_names(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    const MOST_NAMES: usize = 6;
    let has_letter = text.contains(char::is_alphabetic);
    let names: Vec<usize> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | '：'))
        .map(unspaced_letters)
        .filter(|length| *length > 0)
        .collect();
    has_letter
        && !text.contains(char::is_lowercase)
        && text.split_whitespace().count() <= MOST_WORDS.max(names.len())
        && names.len() <= MOST_NAMES
        && names.iter().all(|length| *length <= MOST_IDEOGRAPHS)
}

/// True if the texts around a date are of a sentence in a script that has spaces and no capitals, such as Arabic and
/// Hangul.
pub(super) fn is_sentence(before: &str, behind: &str) -> bool {
    n_words(before) + n_words(behind) > MOST_WORDS_BESIDE
}

/// True if a text behind the label of a date is of a sentence in such a script.
pub(super) fn is_prose(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    n_words(text) > MOST_WORDS
}

/// The words of scripts with spaces and without capitals, without those that stand beside dates.
fn n_words(text: &str) -> usize {
    if text.is_ascii() {
        return 0;
    }
    let is_uncased = |word: &&str| {
        let first = word.chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| !c.is_lowercase() && !c.is_uppercase()) && unspaced_letters(word) == 0
    };
    text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '(' | ')' | ',' | '،' | '-' | '–' | '—'))
        .filter(is_uncased)
        .filter(|word| !dates::are_beside_dates(word))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sentences() {
        for (text, expected) in [
            ("来源：海港新闻 作者：林子 时间：", true),
            ("海港新闻", true),
            ("HALDEN COURIER", true),
            ("THE FERRY STAYED IN PORT AGAIN", false),
            ("港口管理局宣布夜间渡轮停航", false),
            ("Halden Courier", false),
            ("10:30", false),
        ] {
            assert_eq!(may_be_names(text), expected, "{text}");
        }
        for (before, behind, expected) in [
            ("نشر في ", " صحيفة هالدن", false),
            ("في ", " قالت هيئة الميناء إن العبارة بقيت", true),
            ("부두는 ", "에 다시 문을 연다고 밝혔다", true),
            ("입력 ", " 10:30 홍길동 기자", false),
            ("", " को बंदरगाह कार्यालय ने कहा कि फेरी रुकी", true),
        ] {
            assert_eq!(is_sentence(before, behind), expected, "{before}{behind}");
        }
    }
}
