//! Reads days that are named by their distance: "yesterday", "3 hours ago", "il y a deux jours", `2日前`.

use super::{DateReader, ReadDate};
use crate::dates::Mentioned;
use crate::dates::names::{DateWordMeaning, Name, Strength, Unit};
use crate::dates::tokens::TokenKind;

/// The largest number of units in a distance. "90 days ago" is a distance, but "200 years ago" is an age.
const MOST: u32 = 99;

impl DateReader<'_> {
    pub(super) fn relative(&mut self, at: usize) -> Option<ReadDate> {
        let is_count = self.meaning(at, |what| matches!(what, DateWordMeaning::Count(_))).is_some();
        if is_count || matches!(self.tokens.get(at).kind, TokenKind::Number(_)) {
            return self.number_ago(at, None);
        }
        if let Some(name) = self.meaning(at, |what| matches!(what, DateWordMeaning::DaysAgo(_)))
            && let DateWordMeaning::DaysAgo(n_days) = name.what
        {
            return self.is_said(&name, at).then_some(ReadDate { what: Mentioned::DaysAgo(n_days), next: at + 1 });
        }
        if let Some(before) = self.meaning(at, |what| what == DateWordMeaning::AgoBefore)
            && self.is_own(before.languages)
        {
            let mut next = at + 1;
            // For example "il y a 3 heures".
            if self.written(next) == "a" {
                next += 1;
            }
            return self.number_ago(next, Some(before));
        }
        None
    }

    /// True if a word such as "hier" belongs to the language of the text. It is "yesterday" in French, but "here" in
    /// German.
    fn is_said(&mut self, name: &Name, at: usize) -> bool {
        const ELSEWHERE: [&str; 9] = ["hier", "demain", "dun", "homme", "dje", "eile", "onte", "gaur", "ieri"];
        if self.hint.is_some() {
            return self.is_own(name.languages) || !self.written(at).is_ascii();
        }
        let written = self.written(at).to_lowercase();
        name.strength == Strength::Full && !ELSEWHERE.contains(&written.as_str())
    }

    /// Reads a number and a unit. The word for "ago" must follow, unless it is `before` them.
    fn number_ago(&mut self, at: usize, before: Option<Name>) -> Option<ReadDate> {
        let (count, mut next) = match self.tokens.get(at).kind {
            TokenKind::Number(number) if number.value <= MOST => (number.value as i16, at + 1),
            _ => match self.meaning(at, |what| matches!(what, DateWordMeaning::Count(_)))?.what {
                DateWordMeaning::Count(count) => (count, at + 1),
                _ => return None,
            },
        };
        let unit_name = self.meaning(next, |what| matches!(what, DateWordMeaning::Unit(_)))?;
        let DateWordMeaning::Unit(unit) = unit_name.what else {
            return None;
        };
        next += 1;
        match before {
            Some(before) if !before.languages.meets(unit_name.languages) => return None,
            Some(_) => {
                // "för 2 dagar sedan" has such a word on both sides.
                if self.is(next, DateWordMeaning::Ago) {
                    next += 1;
                }
            }
            None => {
                let ago = self.meaning(next, |what| what == DateWordMeaning::Ago)?;
                if !ago.languages.meets(unit_name.languages) || !self.is_own(ago.languages) {
                    return None;
                }
                next += 1;
            }
        }
        let n_days = match unit {
            // 24 hours or more may be one day or two days.
            Unit::Hour if count >= 24 && !self.is_minutes(next, before.is_some()) => return None,
            Unit::Hour => 0,
            Unit::Day => count,
            Unit::Week => count.saturating_mul(7),
        };
        Some(ReadDate { what: Mentioned::DaysAgo(n_days), next })
    }

    /// True if the unit before a token is minutes or seconds.
    fn is_minutes(&mut self, next: usize, is_before: bool) -> bool {
        let at = next.saturating_sub(if is_before { 1 } else { 2 });
        let written = self.written(at).to_lowercase();
        ["min", "sec", "seg", "sek", "мин", "хви", "dak", "λεπ", "분", "分", "phút", "دق", "דק"]
            .iter()
            .any(|start| written.starts_with(start))
    }
}
