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

/// Parts of the labels of dates of publication and of change, and of the labels of outlets and authors whose names are
/// left out.
const OF_PUBLICATION: [&str; 62] = [
    "发布",
    "發布",
    "发佈",
    "發佈",
    "发表",
    "發表",
    "刊登",
    "刊发",
    "刊發",
    "登载",
    "登載",
    "更新",
    "修改",
    "上传",
    "上傳",
    "上线",
    "上線",
    "录入",
    "添加",
    "创建",
    "文章",
    "新闻",
    "新聞",
    "来源",
    "來源",
    "作者",
    "公開",
    "公开",
    "掲載",
    "配信",
    "投稿",
    "登録",
    "作成",
    "発行",
    "発信",
    "発表",
    "記事",
    "初出",
    "입력",
    "등록",
    "게시",
    "수정",
    "업데이트",
    "승인",
    "작성",
    "발행",
    "송고",
    "기사",
    "출처",
    "نشر",
    "تحديث",
    "تعديل",
    "انتشار",
    "روزرسانی",
    "פורסם",
    "פרסום",
    "עודכן",
    "עדכון",
    "प्रकाश",
    "अपडेट",
    "প্রকাশ",
    "เผยแพร่",
];

/// Labels that say "date" and nothing of an event.
const OF_ANY_DATE: [&str; 15] = [
    "日付",
    "날짜",
    "일시",
    "일자",
    "시간",
    "التاريخ",
    "الوقت",
    "زمان",
    "תאריך",
    "तारीख",
    "तिथि",
    "समय",
    "তারিখ",
    "วันที่",
    "เวลา",
];

/// Parts of labels that make a date with a word of publication one of something else: "掲載期限", "发布会时间".
const OF_OTHER_THINGS: [&str; 14] =
    ["期限", "截止", "終了", "结束", "結束", "締切", "会", "會", "予定", "마감", "종료", "예정", "انتهاء", "סיום"];

/// True if a label with a colon right before a date, in a script without capitals, names no date of publication: where
/// no small letters tell a sentence from names, an unknown label is that of an event or of a deadline.
pub(super) fn is_behind_other_label(before: &str) -> bool {
    if before.is_ascii() {
        return false;
    }
    let Some(text) = before.trim_end().strip_suffix([':', '：']).map(str::trim_end) else {
        return false;
    };
    let is_sign = |c: char| c.is_numeric() || "|:：,，、،/()（）[]【】　•·".contains(c);
    let label = text.rsplit(is_sign).next().unwrap_or(text).trim();
    // Names stand before a label in the same line, and blanks part them in scripts that have no other use for blanks.
    let is_unspaced = unspaced_letters(label) > 0;
    let label = if is_unspaced { label.rsplit(char::is_whitespace).next().unwrap_or(label) } else { label };
    let first = label.chars().find(|c| c.is_alphabetic());
    if first.is_none_or(|c| c.is_lowercase() || c.is_uppercase()) {
        return false;
    }
    let has = |parts: &[&str]| parts.iter().any(|part| label.contains(part));
    has(&OF_OTHER_THINGS) || !(dates::are_beside_dates(label) || OF_ANY_DATE.contains(&label) || has(&OF_PUBLICATION))
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
