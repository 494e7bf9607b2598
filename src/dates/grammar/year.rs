//! Reads the year of a date, and years that are alone: "in 2001", "im Jahr 2001", "(2001)", `2001年`.

use jiff::civil::date;

use super::{DateReader, Month, ReadDate};
use crate::article::ArticleDate;
use crate::dates::Mentioned;
use crate::dates::calendar;
use crate::dates::languages::Languages;
use crate::dates::names::{DateWordMeaning, Letter, Name, WordHash, names};
use crate::dates::tokens::TokenKind;

/// The years that are accepted if one is alone.
const ALONE: std::ops::RangeInclusive<u32> = 1500..=2099;

impl DateReader<'_> {
    /// Reads the year behind the name of a month. Returns it with the token behind it.
    pub(super) fn year_behind(&mut self, at: usize, month: &Month, is_joined: bool) -> Option<(i16, usize)> {
        let mut next = at;
        let mut is_short = is_joined;
        // "(Wed)" may be before the year.
        if self.sign(next) == Some('(') && self.weekday(next + 1).is_some() && self.sign(next + 2) == Some(')') {
            next += 3;
        }
        match self.tokens.get(next).kind {
            TokenKind::Sign(',' | '،' | '，') => next += 1,
            TokenKind::Sign('-' | '/' | '.' | '‑') if self.is_glued(next) && self.is_glued(next + 1) => next += 1,
            _ => {}
        }
        next = self.skip_of(next);
        let mut is_buddhist = false;
        while self.is(next, DateWordMeaning::YearMark) || self.is(next, DateWordMeaning::Buddhist) {
            is_buddhist |= self.is(next, DateWordMeaning::Buddhist);
            next += 1;
        }
        if matches!(self.sign(next), Some('\'' | '’' | '‘')) && self.is_glued(next + 1) {
            is_short = true;
            next += 1;
        }
        let number = self.number(next)?;
        let thai = const { Languages::of_codes("th") };
        let is_thai = month.languages.meets(thai) && month.languages.and(thai) == month.languages;
        let year = match number.n_digits {
            4 => calendar::year(number.value, is_buddhist || (is_thai && number.value > 2200))?,
            2 if (is_short || self.is_field) && !self.is_clock(next + 1) => {
                calendar::year_of_two_digits(number.value, is_buddhist || is_thai)
            }
            _ => return None,
        };
        let end = self.behind_year(next + 1)?;
        // In "March 9 1800 GMT", the number is a time of day.
        let is_time =
            self.meaning(end, |what| matches!(what, DateWordMeaning::Zone(_) | DateWordMeaning::Clock)).is_some();
        (!is_time || number.value > 2400 || self.is_field).then_some((year, end))
    }

    fn is_clock(&mut self, at: usize) -> bool {
        matches!(self.sign(at), Some(':')) && self.is_glued(at) && self.is_glued(at + 1)
    }

    /// Skips the text that is attached to the number of a year. Returns the next token.
    ///
    /// Returns `None` if that text makes the number something else, as in "1990s" and `2022.5`.
    fn behind_year(&mut self, at: usize) -> Option<usize> {
        let mark = self.meaning(at, |what| what == DateWordMeaning::YearMark);
        // "2022m" is a length in metres, unless the text is Lithuanian.
        let is_unit = self.is_glued(at) && self.written(at).len() == 1;
        if mark.is_some_and(|mark| !is_unit || (self.hint.is_some() && self.is_own(mark.languages))) {
            let is_short = matches!(self.sign(at + 1), Some('.'))
                && self.is_glued(at + 1)
                && self.written(at).chars().count() <= 2;
            return Some(at + 1 + usize::from(is_short));
        }
        if !self.is_glued(at) {
            return Some(at);
        }
        match self.tokens.get(at).kind {
            TokenKind::Word(word) => {
                // In Thai, Chinese and Korean, text that follows without a space is the next word.
                let is_next_word = !self.written(at).is_ascii()
                    && word.n_characters <= 1
                    && word.names.iter().all(|name| name.what != DateWordMeaning::Ordinal);
                (is_next_word || self.written(at) == "T" || self.is_hangul(at)).then_some(at)
            }
            TokenKind::Number(_) => None,
            TokenKind::Sign('-' | '‑' | '.') if self.is_glued(at + 1) && self.is(at + 1, DateWordMeaning::YearMark) => {
                Some(at + 2)
            }
            TokenKind::Sign('.' | ',') if self.is_glued(at + 1) && self.number(at + 1).is_some() => None,
            TokenKind::Sign('%' | '€' | '$' | '£' | '_' | '@') => None,
            _ => Some(at),
        }
    }

    fn is_hangul(&mut self, at: usize) -> bool {
        self.written(at).starts_with(|c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c))
    }

    /// Reads a year that is alone in running text, if it is clearly a year.
    pub(super) fn bare_year(&mut self, at: usize) -> Option<ReadDate> {
        if self.is_field {
            return None;
        }
        if self.is(at, DateWordMeaning::Buddhist) {
            let number = self.number(at + 1).filter(|number| number.n_digits == 4)?;
            let year = calendar::year(number.value, true)?;
            return Some(ReadDate { what: calendar::whole_year(year), next: at + 2 });
        }
        let number = self.number(at).filter(|number| number.n_digits == 4 && ALONE.contains(&number.value))?;
        let year = number.value as i16;
        let end = self.behind_year(at + 1)?;
        let last = self.last_year(at + 1, year);
        let next = last.map_or(end, |(_, next)| next);
        // "2022-03" is a month or the number of a standard.
        let goes_on = matches!(self.sign(end), Some('-' | '/' | '–')) && self.is_glued(end) && self.is_glued(end + 1);
        if last.is_none() && goes_on && self.number(end + 1).is_some() {
            return None;
        }
        let is_marked = self.is_marked(at + 1);
        if !is_marked && !self.is_set_as_a_year(at, next, number.value) {
            return None;
        }
        let what = match last {
            Some((last, _)) => Mentioned::Date(ArticleDate::range(date(year, 1, 1), date(last, 12, 31))),
            None => calendar::whole_year(year),
        };
        Some(ReadDate { what, next })
    }

    /// True if a word for "year" is behind the number. A single ASCII letter does not count, because it may be a unit.
    fn is_marked(&mut self, at: usize) -> bool {
        let at = if matches!(self.sign(at), Some('.' | '-')) && self.is_glued(at) { at + 1 } else { at };
        let Some(name) = self.meaning(at, |what| what == DateWordMeaning::YearMark) else {
            return false;
        };
        let n_letters = self.written(at).chars().count();
        let is_sure = n_letters >= 2 || !self.written(at).is_ascii();
        is_sure && self.is_own(name.languages) && !(n_letters < 3 && self.hint.is_none() && self.written(at).is_ascii())
    }

    /// True if the text around the number shows that it is a year.
    fn is_set_as_a_year(&mut self, at: usize, next: usize, value: u32) -> bool {
        let text = self.tokens.text;
        let before = text[..self.tokens.get(at).start].trim_end_matches([' ', '\u{a0}']);
        if before.ends_with('(') && self.sign(next) == Some(')') {
            return true;
        }
        if self.meaning(next, |what| matches!(what, DateWordMeaning::Counted | DateWordMeaning::Zone(_))).is_some()
            || self.number(next).is_some()
            || matches!(self.sign(next), Some('%' | '€' | '$' | '£' | '/' | '@' | '_' | '*' | '×'))
        {
            return false;
        }
        let names = names_before(before);
        let said = names.iter().filter(|name| self.is_own(name.languages)).filter_map(|name| match name.what {
            DateWordMeaning::YearMark => Some(true),
            DateWordMeaning::InYear { is_plain } => Some(is_plain),
            _ => None,
        });
        let Some(is_plain) = said.reduce(|one, other| one || other) else {
            return false;
        };
        if is_plain && value >= 1600 {
            return true;
        }
        // "of 2022" is a year if the sentence pauses there, or continues with a short word or a word that dates have.
        match self.tokens.get(next).kind {
            TokenKind::Sign(_) | TokenKind::End => true,
            TokenKind::Word(word) => value >= 1900 && (word.n_characters <= 3 || !word.names.is_empty()),
            TokenKind::Number(_) => false,
        }
    }

    /// Reads the last year of "2019–2021" and "2019/20".
    fn last_year(&mut self, at: usize, first: i16) -> Option<(i16, usize)> {
        let is_joined = matches!(self.sign(at), Some('-' | '–' | '/')) && self.is_glued(at) && self.is_glued(at + 1);
        let number = self.number(at + 1).filter(|_| is_joined)?;
        let last = match number.n_digits {
            4 => i16::try_from(number.value).ok()?,
            2 => first / 100 * 100 + number.value as i16,
            _ => return None,
        };
        let is_later = last > first && last - first < 100;
        let is_over = !self.is_glued(at + 2) || matches!(self.sign(at + 2), Some('.' | ',' | ')' | ';' | ':'));
        (is_later && is_over).then_some((last, at + 2))
    }
}

/// Returns the meanings of the last word of `before`.
pub(in crate::dates) fn names_before(before: &str) -> &'static [Name] {
    const LONGEST: usize = 24;
    let table = names();
    let is_letter = |c: char| matches!(Letter::of(c), Letter::Normalised(_) | Letter::Mark);
    // Hebrew joins the number to the word with a dash: "ב-2015".
    let before = before.trim_end_matches(['-', '־']);
    let n_letters = before.chars().rev().take_while(|c| is_letter(*c)).take(LONGEST).count();
    let start = before.char_indices().rev().nth(n_letters.saturating_sub(1)).map_or(before.len(), |(at, _)| at);
    if n_letters == 0 {
        return &[];
    }
    let hash = before[start..].chars().fold(WordHash::EMPTY, |hash, c| match Letter::of(c) {
        Letter::Normalised(letter) => hash.with(letter),
        _ => hash,
    });
    table.of(hash).map_or(&[], |entry| &entry.names)
}
