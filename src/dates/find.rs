//! Finds every date in running text.
//!
//! The text is read once, byte by byte. More is looked at only at a digit or at a word that can begin a date, and then
//! only a few tokens. So the time is proportional to the length of the text.

use super::grammar::{DateReader, names_before};
use super::label::label_before;
use super::names::{DateWordMeaning, Letter, Names, WordHash, names};
use super::tokens::chinese_number;
use super::{Hints, Mention, Mentioned, calendar};
use crate::article::ArticleDate;

/// Returns every date in running text, in order. No two of them overlap.
pub fn find(text: &str, hints: Hints<'_>) -> Vec<Mention> {
    DateFinder::mentions(text, hints, true)
}

/// Does the same as [`find`], but without labels. Only the choice of an article's date needs labels.
pub fn find_unlabelled(text: &str, hints: Hints<'_>) -> Vec<Mention> {
    DateFinder::mentions(text, hints, false)
}

struct DateFinder<'text> {
    text: &'text str,
    table: &'static Names,
    reader: DateReader<'text>,
    mentions: Vec<Mention>,
    /// The starts of the last two words, which are needed for "ago" behind "two days".
    words: [usize; 2],
    /// True if the mentions get the labels before the dates.
    has_labels: bool,
}

/// The lower case of each ASCII letter; 0 for other bytes.
const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut letter = b'a';
    while letter <= b'z' {
        table[letter as usize] = letter;
        table[letter.to_ascii_uppercase() as usize] = letter;
        letter += 1;
    }
    table
};

impl<'text> DateFinder<'text> {
    fn mentions(text: &'text str, hints: Hints<'_>, has_labels: bool) -> Vec<Mention> {
        let reader = DateReader::new(text, false, hints.language);
        let mut finder = Self { text, table: names(), reader, mentions: Vec::new(), words: [0; 2], has_labels };
        finder.go();
        finder.mentions
    }

    fn go(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at = if LOWER[usize::from(*byte)] != 0 {
                self.word(at)
            } else if byte.is_ascii_digit() {
                self.number(at)
            } else if byte.is_ascii() {
                at + 1
            } else {
                self.character(at)
            };
        }
    }

    /// Reads the character at `at`, which is not ASCII. Returns the byte at which the search continues.
    fn character(&mut self, at: usize) -> usize {
        let Some(character) = self.text[at..].chars().next() else {
            return self.text.len();
        };
        match Letter::of(character) {
            Letter::Normalised(_) => self.word(at),
            Letter::Digit(_) => self.number(at),
            Letter::Unspaced
                if self.table.may_begin_unspaced(character)
                    || (is_chinese_digit(character) && self.is_chinese_date(at)) =>
            {
                self.read(at).unwrap_or(at + character.len_utf8())
            }
            Letter::Unspaced | Letter::None | Letter::Mark => at + character.len_utf8(),
        }
    }

    /// Reads the word at `start`. Returns the byte at which the search continues.
    #[inline]
    fn word(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let run = bytes[start..].iter().take_while(|byte| LOWER[usize::from(**byte)] != 0).count();
        let is_whole = bytes.get(start + run).is_none_or(u8::is_ascii);
        if run > 0 && is_whole {
            let letter = |at: usize| if at < run { LOWER[usize::from(bytes[start + at])] } else { 0 };
            if !self.table.may_begin_with([letter(0), letter(1), letter(2)]) {
                self.words = [self.words[1], start];
                return start + run;
            }
        }
        let mut hash = WordHash::EMPTY;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            let lower = LOWER[usize::from(*byte)];
            if lower != 0 {
                hash = hash.with(u16::from(lower));
                at += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                let Some(character) = self.text[at..].chars().next() else {
                    break;
                };
                match Letter::of(character) {
                    Letter::Normalised(letter) => {
                        hash = hash.with(letter);
                        // Korean attaches particles to the name.
                        if is_hangul(character)
                            && self.table.may_begin(hash)
                            && let Some(next) = self.read(start)
                        {
                            return next;
                        }
                    }
                    Letter::Mark => {}
                    Letter::None | Letter::Digit(_) | Letter::Unspaced => break,
                }
                at += character.len_utf8();
            }
        }
        if self.table.may_begin(hash)
            && let Some(next) = self.read_word(start, hash)
        {
            return next;
        }
        self.words = [self.words[1], start];
        at.max(start + 1)
    }

    fn read_word(&mut self, start: usize, hash: WordHash) -> Option<usize> {
        let before = self.text[..start].chars().next_back();
        if matches!(before, Some('@' | '#' | '_' | '/' | '.' | '\\' | '=' | '&'))
            && !self.text[..start].trim_end_matches(['.', '/']).ends_with(char::is_whitespace)
        {
            return None;
        }
        let is_ago =
            self.table.of(hash).is_some_and(|entry| entry.names.iter().any(|name| name.what == DateWordMeaning::Ago));
        if is_ago && self.mentions.last().is_none_or(|last| last.range.end <= self.words[0]) {
            // In "two days ago", the number is two words before.
            return self.read(self.words[0]).or_else(|| self.read(start));
        }
        self.read(start)
    }

    /// Reads the number at `start`. Returns the byte at which the search continues.
    fn number(&mut self, start: usize) -> usize {
        if !self.is_attached(start)
            && let Some(next) = self.read(start)
        {
            return next;
        }
        // The rest of a longer number, a version or an address does not begin a date.
        let mut end = start;
        let mut rest = self.text[start..].chars().peekable();
        while let Some(character) = rest.next() {
            let is_digit = matches!(Letter::of(character), Letter::Digit(_));
            let next_is_digit = rest.peek().is_some_and(|next| matches!(Letter::of(*next), Letter::Digit(_)));
            let joins = matches!(character, '.' | ',' | ':' | '-' | '/' | '_') && next_is_digit;
            if !is_digit && !joins {
                break;
            }
            end += character.len_utf8();
        }
        end
    }

    /// True if a number belongs to the text right before it: `v2022`, `$9`, `a/2022`, `#9`.
    fn is_attached(&self, start: usize) -> bool {
        // "no. 9 March Street" is a house, and "v. 2022.03.09" is a release.
        let numbered = self.text[..start].trim_end_matches([' ', '\u{a0}']).strip_suffix('.');
        if let Some(before) = numbered {
            const WORDS: [&str; 6] = ["on", "rn", "v", "lov", "tra", "rev"];
            // The word is compared from its end. Longer words are not in the list.
            let word: String = before.chars().rev().take_while(|c| c.is_alphanumeric()).take(4).collect();
            if WORDS.contains(&word.to_lowercase().as_str()) {
                return true;
            }
        }
        let mut before = self.text[..start].chars().rev();
        let Some(last) = before.next() else {
            return false;
        };
        let is_word = |c: char| c.is_alphanumeric() && !matches!(Letter::of(c), Letter::Unspaced);
        match last {
            '_' | '#' | '@' | '$' | '€' | '£' | '¥' | '₹' | '+' | '=' | '&' | '%' | '^' | '~' | '\\' | '*' | '/'
            | '№' => true,
            '.' | ',' | ':' | '-' => before.next().is_some_and(|c| {
                // "ב-9" means "on the 9th" in Hebrew, and "D'abord:9" is still a sentence.
                is_word(c) && !matches!(c, '\u{590}'..='\u{5ff}') && !(last == ':' && c.is_alphabetic())
            }),
            // Hebrew and Arabic write these letters before a number without a space.
            'ב' | 'ל' | 'מ' | 'و' => false,
            last => is_word(last),
        }
    }

    fn is_chinese_date(&self, at: usize) -> bool {
        chinese_number(&self.text[at..]).is_some_and(|(_, length)| self.text[at + length..].starts_with(['年', '月']))
    }

    /// Reads a date and adds it to the mentions. Returns the byte behind it.
    fn read(&mut self, start: usize) -> Option<usize> {
        let (what, end) = match self.reader.read_at(start) {
            Some(found) => found,
            None => self.second_year(start)?,
        };
        let is_weekday = matches!(what, Mentioned::Weekday(_) | Mentioned::WeekdayAndDay(..));
        let is_other =
            names_before(self.text[..start].trim_end_matches([' ', '.'])).iter().any(|name| match name.what {
                DateWordMeaning::IndefiniteWeekday => is_weekday,
                DateWordMeaning::Person => !self.text[start..].starts_with(|c: char| c.is_numeric()),
                _ => false,
            });
        if !is_other {
            let label = if self.has_labels { label_before(self.text, start) } else { None };
            self.mentions.push(Mention { range: start..end, what, label });
        }
        Some(end)
    }

    /// Returns the second year of "between 2001 and 2005", if it is right behind the first.
    fn second_year(&mut self, start: usize) -> Option<(Mentioned, usize)> {
        const N_DIGITS: usize = 4;
        const FARTHEST: usize = 8;
        const BETWEEN: [&str; 12] = ["and", "y", "et", "und", "e", "i", "и", "och", "og", "en", "to", "a"];
        let Mention { range, what: Mentioned::Date(first), .. } = self.mentions.last()? else {
            return None;
        };
        let between = self.text.get(range.end..start).filter(|between| between.len() <= FARTHEST)?;
        if *first != ArticleDate::year(first.first_day) || !BETWEEN.contains(&between.trim()) {
            return None;
        }
        let digits = self.text.get(start..start + N_DIGITS)?;
        let goes_on = self.text[start + N_DIGITS..].starts_with(|c: char| c.is_alphanumeric());
        let year: i16 = digits.parse().ok()?;
        let is_later = (first.first_day.year()..2100).contains(&year) && !goes_on;
        is_later.then(|| (calendar::whole_year(year), start + N_DIGITS))
    }
}

fn is_hangul(character: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&character)
}

fn is_chinese_digit(character: char) -> bool {
    matches!(character, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}
