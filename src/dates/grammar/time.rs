//! Reads the time of day next to a date, and its zone: `16:05:00+01:00`, "4:05 p.m. EST", `16h05`, "16.05 Uhr".

use super::DateReader;
use crate::article::ArticleDate;
use crate::dates::names::DateWordMeaning;
use crate::dates::tokens::TokenKind;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::dates) struct Time {
    /// Seconds since midnight.
    second_of_day: u32,
    /// Minutes ahead of UTC, if the zone is written.
    offset_minutes: Option<i16>,
}

impl Time {
    /// Makes a time of its parts. `None` if no clock shows them.
    pub(in crate::dates) fn new(hour: u32, minute: u32, second: u32) -> Option<Self> {
        // A leap second counts as the last second of its minute.
        let second = if second == 60 { 59 } else { second };
        let is_time = hour < 24 && minute < 60 && second < 60;
        is_time.then_some(Self { second_of_day: hour * 3600 + minute * 60 + second, offset_minutes: None })
    }

    /// Returns a date with this time.
    pub(in crate::dates) fn on(self, date: ArticleDate) -> ArticleDate {
        ArticleDate { second_of_day: Some(self.second_of_day), offset_minutes: self.offset_minutes, ..date }
    }

    /// Returns the time with a zone, in minutes ahead of UTC.
    pub(in crate::dates) fn with_offset(self, offset_minutes: Option<i16>) -> Self {
        Self { offset_minutes, ..self }
    }

    fn with_half(self, half: Option<Half>) -> Self {
        const NOON: u32 = 12 * 3600;
        let second_of_day = match half {
            Some(Half::Pm) if self.second_of_day < NOON => self.second_of_day + NOON,
            Some(Half::Am) if (NOON..NOON + 3600).contains(&self.second_of_day) => self.second_of_day - NOON,
            _ => self.second_of_day,
        };
        Self { second_of_day, ..self }
    }
}

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

impl DateReader<'_> {
    /// Reads the time of day at a token. Returns it with the token behind it.
    pub(in crate::dates) fn time(&mut self, at: usize) -> Option<(Time, usize)> {
        let mut next = at;
        let mut is_said = false;
        let mut half = None;
        for _ in 0..5 {
            match self.tokens.get(next).kind {
                TokenKind::Sign(',' | '|' | '،' | '·' | '-' | '–' | '—' | '，' | '/' | '(' | ';') => {}
                // A full stop is behind "kl."; Apache writes a colon before the time.
                TokenKind::Sign('.' | ':') if next > at || self.sign(next) == Some(':') => {}
                TokenKind::Word(_) if matches!(self.written(next), "T" | "t") => {}
                TokenKind::Word(_) => {
                    let name = self.meaning(next, |what| {
                        matches!(
                            what,
                            DateWordMeaning::AtTime
                                | DateWordMeaning::Clock
                                | DateWordMeaning::Am
                                | DateWordMeaning::Pm
                                | DateWordMeaning::Of
                        )
                    });
                    match name.map(|name| name.what) {
                        Some(DateWordMeaning::Am) => half = Some(Half::Am),
                        Some(DateWordMeaning::Pm) => half = Some(Half::Pm),
                        Some(DateWordMeaning::AtTime | DateWordMeaning::Clock) => is_said = true,
                        Some(DateWordMeaning::Of) if is_said => {}
                        _ => return None,
                    }
                }
                _ => break,
            }
            next += 1;
        }
        let hour = self.number(next)?;
        if matches!(hour.n_digits, 4 | 6) && self.is_glued(next) && next > at && self.written(next - 1) == "T" {
            let value = if hour.n_digits == 4 { hour.value * 100 } else { hour.value };
            return self.compact(next, value);
        }
        if hour.n_digits > 2 {
            return None;
        }
        let hour = hour.value;
        next += 1;
        let (time, mut next) = self.clock(hour, next, is_said, half.is_some())?;
        if half.is_none()
            && let Some((found, after)) = self.half(next)
        {
            (half, next) = (Some(found), after);
        }
        if half.is_none() && self.is(next, DateWordMeaning::Clock) {
            next += 1;
            if self.sign(next) == Some('.') && self.is_glued(next) && self.is_field {
                next += 1;
            }
        }
        let (offset_minutes, next) = self.zone(next);
        Some((time.with_half(half).with_offset(offset_minutes), next))
    }

    /// Reads a time without signs behind a T: `160500Z`.
    fn compact(&mut self, at: usize, value: u32) -> Option<(Time, usize)> {
        let time = Time::new(value / 10_000, value / 100 % 100, value % 100)?;
        let (offset_minutes, next) = self.zone(at + 1);
        Some((time.with_offset(offset_minutes), next))
    }

    /// Reads the text behind the hour: `:05`, `:05:30.123`, `h05`, `時05分`, ` p.m.`, ` Uhr`.
    fn clock(&mut self, hour: u32, at: usize, is_said: bool, has_half: bool) -> Option<(Time, usize)> {
        let two_digits = |reader: &mut Self, at: usize| {
            reader.number(at).filter(|number| number.n_digits == 2 && reader.is_glued(at)).map(|number| number.value)
        };
        match self.tokens.get(at).kind {
            TokenKind::Sign(':' | '：') if self.is_glued(at) => {
                let minute = two_digits(self, at + 1)?;
                let mut next = at + 2;
                let mut second = 0;
                if matches!(self.sign(next), Some(':' | '：'))
                    && self.is_glued(next)
                    && let Some(found) = two_digits(self, next + 1)
                {
                    second = found;
                    next += 2;
                    let has_fraction = matches!(self.sign(next), Some('.' | ','))
                        && self.is_glued(next)
                        && self.is_glued(next + 1)
                        && self.number(next + 1).is_some();
                    next += if has_fraction { 2 } else { 0 };
                }
                Some((Time::new(hour, minute, second)?, next))
            }
            TokenKind::Sign('.') if self.is_glued(at) => {
                let minute = two_digits(self, at + 1)?;
                let ends_field = self.is_field && matches!(self.tokens.get(at + 2).kind, TokenKind::End);
                let is_clear =
                    is_said || self.is(at + 2, DateWordMeaning::Clock) || self.half(at + 2).is_some() || ends_field;
                is_clear.then_some(())?;
                Some((Time::new(hour, minute, 0)?, at + 2))
            }
            TokenKind::Word(_) if self.is(at, DateWordMeaning::Clock) => {
                let minute = self.number(at + 1).filter(|number| number.n_digits <= 2);
                let next = at + if minute.is_some() { 2 } else { 1 };
                let next = if self.is(next, DateWordMeaning::Minute) { next + 1 } else { next };
                Some((Time::new(hour, minute.map_or(0, |minute| minute.value), 0)?, next))
            }
            _ if has_half || self.half(at).is_some() => Some((Time::new(hour, 0, 0).filter(|_| hour <= 12)?, at)),
            _ => None,
        }
    }

    /// Reads "am", "p.m.", "p. m.".
    fn half(&mut self, at: usize) -> Option<(Half, usize)> {
        match self.meaning(at, |what| matches!(what, DateWordMeaning::Am | DateWordMeaning::Pm)).map(|name| name.what) {
            Some(DateWordMeaning::Am) => return Some((Half::Am, at + 1)),
            Some(DateWordMeaning::Pm) => return Some((Half::Pm, at + 1)),
            _ => {}
        }
        let half = match self.written(at) {
            "a" | "A" | "π" => Half::Am,
            "p" | "P" | "μ" => Half::Pm,
            _ => return None,
        };
        if self.sign(at + 1) != Some('.') || !matches!(self.written(at + 2), "m" | "M" | "μ") {
            return None;
        }
        let has_stop = self.sign(at + 3) == Some('.') && self.is_glued(at + 3);
        Some((half, at + if has_stop { 4 } else { 3 }))
    }

    /// Reads the zone at a token, in minutes ahead of UTC: `Z`, `+01:00`, `-0500`, `UTC+3`, `(CET)`.
    fn zone(&mut self, at: usize) -> (Option<i16>, usize) {
        let is_bracketed = self.sign(at) == Some('(');
        let start = if is_bracketed { at + 1 } else { at };
        let zone = self.meaning(start, |what| matches!(what, DateWordMeaning::Zone(_)));
        let Some(DateWordMeaning::Zone(minutes)) = zone.map(|zone| zone.what).filter(|_| self.is_zone_written(start))
        else {
            return self.offset(at).map_or((None, at), |(offset, next)| (Some(offset), next));
        };
        let next = start + 1;
        // "UTC+3" counts from UTC. "+0100 (CET)" never gets here.
        if let Some((offset, next)) = self.offset(next).filter(|_| minutes == 0) {
            return (Some(offset), next);
        }
        let next = if is_bracketed && self.sign(next) == Some(')') { next + 1 } else { next };
        (Some(minutes), next)
    }

    /// True if a zone is written in capitals, or is in a field: "est" is a word of French.
    fn is_zone_written(&mut self, at: usize) -> bool {
        let written = self.written(at);
        written.chars().all(char::is_uppercase) || written == "z" || self.is_field
    }

    /// Reads `+01:00`, `+0100`, `+1`.
    fn offset(&mut self, at: usize) -> Option<(i16, usize)> {
        let sign = match self.sign(at)? {
            '+' => 1,
            '-' | '−' => -1,
            _ => return None,
        };
        let number = self.number(at + 1).filter(|_| self.is_glued(at + 1))?;
        let (hours, minutes, next) = match number.n_digits {
            4 => (number.value / 100, number.value % 100, at + 2),
            1 | 2 if self.sign(at + 2) == Some(':') && self.is_glued(at + 2) => {
                let minutes = self.number(at + 3).filter(|minutes| minutes.n_digits == 2)?;
                (number.value, minutes.value, at + 4)
            }
            1 | 2 => (number.value, 0, at + 2),
            _ => return None,
        };
        // The clocks of the world are between 12 hours behind UTC and 14 hours ahead of it.
        (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes) as i16, next))
    }
}
