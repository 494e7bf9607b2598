//! Tests the words next to a date: for a label, the current day, the start or the end of a period.

use super::Label;
use super::names::{DateWordMeaning, Strength};
use super::tokens::{TokenKind, TokenWord, Tokens};

/// Words that make the date behind them the start or the end of a period, or a day in the future, in lower case.
///
/// Dates such as "until 3 May" and "next 3 May" are not dates of publication.
const BOUNDS: [&str; 80] = [
    "by",
    "since",
    "until",
    "till",
    "til",
    "through",
    "from",
    "before",
    "after",
    "between",
    "starting",
    "beginning",
    "begins",
    "starts",
    "due",
    "deadline",
    "expires",
    "born",
    "died",
    "effective",
    "seit",
    "bis",
    "ab",
    "vor",
    "nach",
    "zwischen",
    "geboren",
    "gestorben",
    "gültig",
    "depuis",
    "dès",
    "jusqu'au",
    "jusqu’au",
    "jusqu",
    "avant",
    "après",
    "né",
    "née",
    "desde",
    "hasta",
    "antes",
    "después",
    "até",
    "depois",
    "dal",
    "fino",
    "entro",
    "dopo",
    "sinds",
    "tot",
    "vanaf",
    "voor",
    "sedan",
    "från",
    "siden",
    "indtil",
    "fra",
    "od",
    "do",
    "przed",
    "po",
    "с",
    "до",
    "после",
    "по",
    "από",
    "έως",
    "next",
    "upcoming",
    "nächste",
    "nächster",
    "nächstes",
    "prochain",
    "prochaine",
    "próximo",
    "próxima",
    "prossimo",
    "prossima",
    "volgende",
    "nästa",
];

/// Articles between such a word and its date: "bis zum 3. Mai", "until the 3rd of May".
const ARTICLES: [&str; 12] = ["the", "zum", "dem", "den", "der", "le", "al", "el", "il", "o", "de", "del"];

/// True if every word of `text` is usual next to dates and does not describe an event: weekdays, "am", "Uhr", "Posted
/// on", zones.
pub fn are_beside_dates(text: &str) -> bool {
    words(text).all(|(_, word)| {
        word.names.iter().any(|name| {
            matches!(
                name.what,
                DateWordMeaning::Weekday(_)
                    | DateWordMeaning::Of
                    | DateWordMeaning::Ordinal
                    | DateWordMeaning::YearMark
                    | DateWordMeaning::DayMark
                    | DateWordMeaning::Am
                    | DateWordMeaning::Pm
                    | DateWordMeaning::Clock
                    | DateWordMeaning::Minute
                    | DateWordMeaning::AtTime
                    | DateWordMeaning::Zone(_)
                    | DateWordMeaning::Published
                    | DateWordMeaning::Updated
                    | DateWordMeaning::DateFiller
            )
        })
    })
}

/// True if every word of `text` is the name of a weekday or a month, or usual next to dates: "Monday August".
pub fn are_only_of_dates(text: &str) -> bool {
    let is_of_dates = |word: &TokenWord| {
        word.names.iter().any(|name| {
            matches!(
                name.what,
                DateWordMeaning::Weekday(_)
                    | DateWordMeaning::Month(_)
                    | DateWordMeaning::Am
                    | DateWordMeaning::Pm
                    | DateWordMeaning::DateFiller
            )
        })
    };
    words(text).all(|(_, word)| is_of_dates(&word))
}

/// True if `text` is only the full name of a weekday, in any language. Short names are also other words and names.
pub fn is_weekday(text: &str) -> bool {
    let is_whole = |word: &TokenWord| {
        word.names.iter().any(|it| matches!(it.what, DateWordMeaning::Weekday(_)) && it.strength == Strength::Full)
    };
    let mut words = words(text);
    words.next().is_some_and(|(_, word)| is_whole(&word)) && words.next().is_none()
}

/// Returns the label among the words of `text`. A label of publication is preferred to a label of an update.
pub fn label_in(text: &str) -> Option<Label> {
    let mut label = None;
    for name in words(text).flat_map(|(_, word)| word.names) {
        match name.what {
            DateWordMeaning::Published => return Some(Label::Published),
            DateWordMeaning::Updated => label = Some(Label::Updated),
            _ => {}
        }
    }
    label
}

/// True if a word of `text` means "today", in any language.
pub fn says_today(text: &str) -> bool {
    words(text).any(|(_, word)| word.names.iter().any(|name| name.what == DateWordMeaning::DaysAgo(0)))
}

/// True if the words or the sign right before a date make it the start or the end of a period, or of a life.
pub fn is_bound(before: &str) -> bool {
    // An asterisk alone may be the bullet of a list.
    if ["†", "(*", ", *"].iter().any(|sign| before.trim_end().ends_with(sign)) {
        return true;
    }
    let mut last = before
        .split_whitespace()
        .rev()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').to_lowercase())
        .skip_while(|word| ARTICLES.contains(&word.as_str()));
    last.next().is_some_and(|word| BOUNDS.contains(&word.as_str()))
}

/// A word without a meaning in dates.
const NO_WORD: TokenWord = TokenWord { names: &[], is_capital: false, n_characters: 1 };

/// True for the sign of a weekday, such as `水` in `2022年3月9日(水)`.
pub(super) fn is_short_weekday(letter: char) -> bool {
    matches!(letter, '日' | '月' | '火' | '水' | '木' | '金' | '土' | '一' | '二' | '三' | '四' | '五' | '六' | '祝')
}

/// Returns the words of a text, each with its letters.
fn words(text: &str) -> impl Iterator<Item = (&str, TokenWord)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let mut tokens = Tokens::new(text, false);
            tokens.restart(at);
            let token = tokens.get(0);
            at = token.end;
            match token.kind {
                TokenKind::End => return None,
                TokenKind::Word(word) => return Some((&text[token.start..token.end], word)),
                // A letter of a script without spaces that begins no known word.
                TokenKind::Sign(sign) if sign.is_alphabetic() && !is_short_weekday(sign) => {
                    return Some((&text[token.start..token.end], NO_WORD));
                }
                TokenKind::Number(_) | TokenKind::Sign(_) => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_dates() {
        for (text, expected) in [
            ("Veröffentlicht am Mittwoch,", true),
            ("Publié le", true),
            ("Posted on", true),
            ("um Uhr", true),
            ("发布时间", true),
            ("に始まった裁判は", false),
            ("(水)", true),
            ("Konzert am", false),
            ("The trial began on", false),
        ] {
            assert_eq!(are_beside_dates(text), expected, "{text}");
        }
    }

    #[test]
    fn starts_and_ends_of_times() {
        for (before, expected) in [
            ("Anmeldung bis zum ", true),
            ("Open until the ", true),
            ("Seit ", true),
            ("Jusqu’au ", true),
            ("Marta Quill (* ", true),
            ("Marta Quill † ", true),
            ("* ", false),
            ("Posted on ", false),
            ("Berlin, ", false),
            ("", false),
        ] {
            assert_eq!(is_bound(before), expected, "{before}");
        }
        assert!(says_today("Heute, ") && says_today("Oggi è") && !says_today("Berlin"));
        assert_eq!(label_in("Zuletzt aktualisiert am"), Some(Label::Updated));
        assert_eq!(label_in("Updated; first published"), Some(Label::Published));
    }
}
