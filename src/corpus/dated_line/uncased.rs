//! Distinguishes names next to a date from running text, and labels of publication from other labels, without the help
//! of letter case: in scripts without capitals, and in lines that are all in capitals.

use super::uncased_words::{
    COUNTED_UNSPACED, LABELS_OF_ANY_DATE, LABELS_OF_NAMES, LABELS_OF_OTHER_THINGS, LABELS_OF_PUBLICATION,
};
use super::unspaced_letters;
use crate::dates;

/// The maximal number of words in the names next to a date: a place and an outlet.
const MOST_WORDS_BESIDE: usize = 4;

/// The longest name of an outlet or a place in a script without spaces, in characters.
const MOST_IDEOGRAPHS: usize = 8;

/// True if a text without lower-case letters may be the name of an outlet, a place or a person, or a few names with
/// their labels: "来源：海港新闻 作者：林子".
pub(super) fn may_be_names(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    const MOST_NAMES: usize = 6;
    let has_letter = text.contains(char::is_alphabetic);
    let pieces = || text.split(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let words = || pieces().filter(|word| unspaced_letters(word) > 0);
    // Labels and counts are next to the names: "出处：海港新闻 作者：林子 人气：380 次".
    let n_names = words().filter(|word| !LABELS_OF_NAMES.contains(word) && !COUNTED_UNSPACED.contains(word)).count();
    has_letter
        && !text.contains(char::is_lowercase)
        && text.split_whitespace().count() <= MOST_WORDS.max(words().count())
        && n_names <= MOST_NAMES
        && words().all(|word| unspaced_letters(word) <= MOST_IDEOGRAPHS)
}

/// True if the texts around a date are part of a sentence, in a script with spaces but without capitals, such as Arabic
/// and Hangul.
pub(super) fn is_sentence(before: &str, behind: &str) -> bool {
    n_words(before) + n_words(behind) > MOST_WORDS_BESIDE
}

/// True if a text after the label of a date is part of a sentence in such a script.
pub(super) fn is_prose(text: &str) -> bool {
    const MOST_WORDS: usize = 6;
    n_words(text) > MOST_WORDS
}

/// True if a label with a colon directly before a date, in a script without capitals, is not a label of publication.
///
/// These scripts have no lower case that distinguishes a sentence from names, so an unknown label counts as that of an
/// event or a deadline.
pub(super) fn is_behind_other_label(before: &str) -> bool {
    if before.is_ascii() {
        return false;
    }
    let Some(text) = before.trim_end().strip_suffix([':', '：']).map(str::trim_end) else {
        return false;
    };
    let is_sign = |c: char| c.is_numeric() || "|:：,，、،/()（）[]【】　•·".contains(c);
    let label = text.rsplit(is_sign).next().unwrap_or(text).trim();
    // In the same line names may precede a label. Scripts that otherwise use no spaces separate them with spaces.
    let is_unspaced = unspaced_letters(label) > 0;
    let label = if is_unspaced { label.rsplit(char::is_whitespace).next().unwrap_or(label) } else { label };
    let first = label.chars().find(|c| c.is_alphabetic());
    if first.is_none_or(|c| c.is_lowercase() || c.is_uppercase()) {
        return false;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| label.contains(part));
    has(&LABELS_OF_OTHER_THINGS)
        || !(dates::are_beside_dates(label) || LABELS_OF_ANY_DATE.contains(&label) || has(&LABELS_OF_PUBLICATION))
}

/// Counts the words of scripts with spaces and without capitals, except those that are usual next to dates.
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
    fn labels_right_before_a_date() {
        for (before, expected) in [
            ("上映时间：", true),
            ("申请截止：", true),
            ("掲載期限：", true),
            ("来源：海港新闻 作者：林子 时间：", false),
            ("公開日：", false),
            ("등록 ", false),
            ("모집 마감: ", true),
            ("موعد المباراة: ", true),
            ("تاريخ النشر: ", false),
            ("תאריך: ", false),
            ("Konzert: ", false),
            ("", false),
        ] {
            assert_eq!(is_behind_other_label(before), expected, "{before}");
        }
    }

    #[test]
    fn names_and_sentences() {
        for (text, expected) in [
            ("来源：海港新闻 作者：林子 时间：", true),
            ("出处：海港新闻 作者：林子 责编：陈石 人气： 5380 次 评论", true),
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
