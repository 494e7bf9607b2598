//! Tells the lines of the page around an article by their words: share buttons, newsletters, menus.
//!
//! The lines stand in a table a language (`page_lines/en.txt` and its neighbours), one a row, in words as
//! [`fold`] leaves them:
//!
//! | sign | stands for |
//! |---|---|
//! | `#` | a number, such as `12`, `5-6` and `1.2k` |
//! | `*` | one to four words |
//! | `^` | one to four words of a name, in capitals or behind an `@` |
//! | `…` at the end | up to fourteen words more |
//! | `**` at the end | the rest of a notice |
//! | a word with `:` | the word, with a colon behind it |
//! | `> ` before | the line heads a list of other articles |
//! | `? ` before | the words could as well be text, and so could a single word |
//! | `>? ` before | both |
//! | `! ` before | a single word that is no text |

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold;

/// The tables, in any order.
const TABLES: [&str; 9] = [
    include_str!("page_lines/en.txt"),
    include_str!("page_lines/es.txt"),
    include_str!("page_lines/fr.txt"),
    include_str!("page_lines/de.txt"),
    include_str!("page_lines/it.txt"),
    include_str!("page_lines/pt.txt"),
    include_str!("page_lines/nl.txt"),
    include_str!("page_lines/ru.txt"),
    include_str!("page_lines/other.txt"),
];

/// The longest line that is looked at, in bytes: notices of rights and of cookies are paragraphs.
const LONGEST: usize = 900;
/// How many words `*`, `…` and `**` stand for at most.
const WORDS_OF_A_GAP: usize = 4;
const WORDS_OF_A_TAIL: usize = 14;
const WORDS_OF_A_NOTICE: usize = 140;

/// A line of the page around an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Whether it heads a list of other articles, so that the short lines below it belong to it.
    pub heads_a_list: bool,
    /// Whether its words alone are enough. Otherwise they could as well be text, and what stands around the
    /// line has to say.
    pub is_sure: bool,
}

/// What line of a page `text` is, going by its words; nothing where it is text.
pub fn page_line(text: &str) -> Option<PageLine> {
    let text = text.trim();
    if text.len() > LONGEST || text.starts_with(['"', '“', '„', '«', '‘', '\'', '”']) {
        return None;
    }
    if is_notice_of_rights(text) {
        return Some(PageLine { heads_a_list: false, is_sure: true });
    }
    let mut found = None;
    let mut words = Words::default();
    let first = text.split_whitespace().next()?;
    words.push(first);
    let patterns = words.first().and_then(|word| PATTERNS.of_word.get(word)).map_or(&[][..], Vec::as_slice);
    let starts_with_number = words.first().is_some_and(is_number);
    if patterns.is_empty() && !starts_with_number {
        return None;
    }
    for part in text.split_whitespace().skip(1) {
        words.push(part);
        if words.len() > WORDS_OF_A_NOTICE {
            return None;
        }
    }
    let numbers = if starts_with_number { PATTERNS.of_number.as_slice() } else { &[] };
    // "See also: the list of piers." is a sentence; the name of another article has no stop.
    let has_stop = text.ends_with('.');
    for pattern in patterns.iter().chain(numbers) {
        if !(has_stop && pattern.names_an_article) && is_match(&pattern.tokens, &words, 0) {
            // What heads a list, and what is sure, says more than what is neither.
            let best = found.get_or_insert(pattern.line);
            best.heads_a_list |= pattern.line.heads_a_list;
            best.is_sure |= pattern.line.is_sure;
        }
    }
    found
}

/// The words of a menu: the parts of a paper and of a site, each alone on its line.
pub fn is_menu_word(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 40 {
        return false;
    }
    let folded = fold::fold(text);
    MENU_WORDS.contains(&folded.trim()) || page_line(text).is_some_and(|line| !line.heads_a_list)
}

/// The parts of a paper, as its menus name them.
const MENU_WORDS: [&str; 58] = [
    "news",
    "world",
    "u s",
    "us",
    "uk",
    "politics",
    "business",
    "sport",
    "sports",
    "opinion",
    "entertainment",
    "technology",
    "tech",
    "science",
    "health",
    "lifestyle",
    "life",
    "travel",
    "culture",
    "arts",
    "weather",
    "video",
    "videos",
    "photos",
    "local",
    "local news",
    "national",
    "international",
    "economy",
    "markets",
    "money",
    "style",
    "food",
    "obituaries",
    "classifieds",
    "jobs",
    "real estate",
    "education",
    "environment",
    "noticias",
    "mundo",
    "deportes",
    "politica",
    "economia",
    "cultura",
    "sociedad",
    "opinion",
    "actualite",
    "monde",
    "politique",
    "economie",
    "culture",
    "politik",
    "wirtschaft",
    "kultur",
    "panorama",
    "wissen",
    "esportes",
];

/// `© 2021 Harbour Wire`, `Copyright 2021 …`, `… All rights reserved.`
fn is_notice_of_rights(text: &str) -> bool {
    const ENDS: [&str; 16] = [
        "all rights reserved",
        "all right reserved",
        "todos los derechos reservados",
        "tous droits reserves",
        "alle rechte vorbehalten",
        "tutti i diritti riservati",
        "riproduzione riservata",
        "todos os direitos reservados",
        "alle rechten voorbehouden",
        "все права защищены",
        "wszelkie prawa zastrzezone",
        "may not be published broadcast rewritten or redistributed",
        "may not be published broadcast rewritten or redistributed without permission",
        "may not be reproduced without permission",
        "without the express written permission of the publisher",
        "reproduced with permission",
    ];
    const NOTICE_BYTES_MAX: usize = 420;
    if text.len() > NOTICE_BYTES_MAX {
        return false;
    }
    if text.starts_with('©') {
        return true;
    }
    let starts_with = |prefix: &str| text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    let has_year = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4);
    if starts_with("(c) ") || starts_with("copyright") {
        let head: String = text.chars().take(40).collect();
        if has_year(&head) || head.contains('©') || head.to_ascii_lowercase().contains("(c)") {
            return true;
        }
    }
    // The last letters tell nearly every other text apart before it is folded.
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_quoted = text[end.len()..].contains(['"', '”', '»', '“']);
    let may_end_so = ["ed", "os", "és", "es", "en", "ti", "ta", "ны", "ne", "ion", "er", "ED", "OS", "EN"];
    if is_quoted || !may_end_so.iter().any(|letters| end.ends_with(letters)) {
        return false;
    }
    let mut start = end.len().saturating_sub(120);
    while !end.is_char_boundary(start) {
        start += 1;
    }
    let folded = fold::fold(&end[start..]);
    let folded = folded.trim_end();
    ENDS.iter()
        .any(|notice| folded.strip_suffix(notice).is_some_and(|before| before.is_empty() || before.ends_with(' ')))
}

/// A folded word of a line.
struct Word {
    /// Where it ends in the folded line.
    end: usize,
    is_before_colon: bool,
    /// Whether it is written with a capital, or behind an `@`.
    is_of_a_name: bool,
}

/// The folded words of a line.
#[derive(Default)]
struct Words {
    folded: String,
    words: Vec<Word>,
}

impl Words {
    fn push(&mut self, part: &str) {
        // In scripts without spaces the colon is wide and has no space behind it either.
        let (part, rest) = match part.split_once('：') {
            Some((head, rest)) => (head, Some(rest)),
            None => (part, None),
        };
        let is_before_colon = rest.is_some() || part.ends_with(':');
        let is_of_a_name = part.starts_with(|c: char| c.is_uppercase() || c == '@');
        let start = self.folded.len();
        fold::fold_into(part, &mut self.folded);
        let added = self.folded.split_off(start);
        // In scripts without spaces, where each sign would be a word, one word for each run of letters.
        if part.chars().any(fold::is_unspaced) {
            self.folded.extend(added.chars().filter(|c| *c != ' '));
            self.words.push(Word { end: self.folded.len(), is_before_colon, is_of_a_name });
        } else {
            for word in added.split(' ').filter(|word| !word.is_empty()) {
                self.folded.push_str(word);
                self.words.push(Word { end: self.folded.len(), is_before_colon: false, is_of_a_name });
            }
            // A colon that stands alone belongs to the word before it, as in French.
            if is_before_colon && let Some(last) = self.words.last_mut() {
                last.is_before_colon = true;
            }
        }
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            self.push(rest);
        }
    }

    fn len(&self) -> usize {
        self.words.len()
    }

    fn get(&self, at: usize) -> Option<(&str, bool)> {
        let word = self.words.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        Some((&self.folded[start..word.end], word.is_before_colon))
    }

    fn is_of_a_name(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.is_of_a_name)
    }

    fn first(&self) -> Option<&str> {
        self.get(0).map(|(word, _)| word)
    }
}

/// A row of a table.
struct Pattern {
    tokens: Vec<Token>,
    /// Whether the name of another article follows its colon: `read more: …`.
    names_an_article: bool,
    line: PageLine,
}

/// A sign or a word of a row.
enum Token {
    Word { word: Box<str>, is_before_colon: bool },
    Number,
    Gap { is_name: bool },
    UpTo(usize),
}

/// The rows of all tables, by their first word.
#[derive(Default)]
struct Patterns {
    of_word: HashMap<Box<str>, Vec<Pattern>>,
    of_number: Vec<Pattern>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns::default();
    let rows = TABLES.iter().flat_map(|table| table.lines());
    for row in rows.map(str::trim).filter(|row| !row.is_empty() && !row.starts_with("//")) {
        let pattern = pattern_of(row);
        match pattern.tokens.first() {
            Some(Token::Word { word, .. }) => patterns.of_word.entry(word.clone()).or_default().push(pattern),
            Some(Token::Number) => patterns.of_number.push(pattern),
            _ => {}
        }
    }
    patterns
});

fn pattern_of(row: &str) -> Pattern {
    let (sign, words) = match row.split_once(' ') {
        Some((sign @ (">" | "?" | ">?" | "!"), words)) => (sign, words),
        _ => ("", row),
    };
    let mut tokens = Vec::new();
    for part in words.split_whitespace() {
        match part {
            "#" => tokens.push(Token::Number),
            "*" => tokens.push(Token::Gap { is_name: false }),
            "^" => tokens.push(Token::Gap { is_name: true }),
            "…" => tokens.push(Token::UpTo(WORDS_OF_A_TAIL)),
            "**" => tokens.push(Token::UpTo(WORDS_OF_A_NOTICE)),
            _ => {
                let mut folded = Words::default();
                folded.push(part);
                tokens.extend(
                    (0..folded.len())
                        .filter_map(|at| folded.get(at))
                        .map(|(word, is_before_colon)| Token::Word { word: word.into(), is_before_colon }),
                );
            }
        }
    }
    // A sign of Chinese or Japanese is a word, so a run of three of them is as good as three words.
    let is_single =
        tokens.len() == 1 && !(words.chars().all(fold::is_unspaced) && words.chars().count() >= 3) && sign != "!";
    let line = PageLine { heads_a_list: sign.starts_with('>'), is_sure: !sign.ends_with('?') && !is_single };
    let names_an_article = matches!(tokens[..], [.., Token::Word { is_before_colon: true, .. }, Token::UpTo(_)]);
    Pattern { tokens, names_an_article, line }
}

/// Whether the words from `at` on are what the tokens say.
fn is_match(tokens: &[Token], words: &Words, at: usize) -> bool {
    let n_left = words.len() - at;
    let Some((token, rest)) = tokens.split_first() else {
        return n_left == 0;
    };
    match token {
        Token::UpTo(n_words) => n_left <= *n_words,
        Token::Gap { is_name } => (1..=WORDS_OF_A_GAP.min(n_left))
            .take_while(|n_words| !is_name || words.is_of_a_name(at + n_words - 1))
            .any(|n_words| is_match(rest, words, at + n_words)),
        Token::Number => {
            // `5-6` and `1.2k` are two words each.
            let n_numbers = (at..words.len().min(at + 2))
                .take_while(|at| words.get(*at).is_some_and(|(word, _)| is_number(word)))
                .count();
            (1..=n_numbers).any(|n_words| is_match(rest, words, at + n_words))
        }
        Token::Word { word, is_before_colon } => {
            words.get(at).is_some_and(|(found, colon)| found == &**word && (colon || !is_before_colon))
                && is_match(rest, words, at + 1)
        }
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 6
}
