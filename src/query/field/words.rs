//! `words:` tests the length of an article.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value};
use crate::index::RowFacts;
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `words:`: the number of words of an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "words", text_field: None, is_single: false },
    other_names: &[],
    help: "the number of its words",
    example: "words:>300",
    values: &[],
    read,
};

const EXPECTED: &str = "a number of words is written words:>500, words:<=900 or words:500..900";

/// A range of word counts, both ends included; an end of `None` is open.
#[derive(Debug)]
struct WordCount {
    first: u32,
    last: Option<u32>,
}

/// Returns the word counts that satisfy a comparison with a number.
type Comparison = fn(u32) -> WordCount;

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    let text = value.text.trim();
    let wrong = || Rejected::wrong(format!("No number in words:{text}; {EXPECTED}"));
    let unfinished = |so_far: Option<WordCount>| Rejected::Unfinished {
        message: format!("Unfinished number; {EXPECTED}"),
        so_far: so_far.map(test),
    };
    // Signs of two characters are tried first, because `>=` begins with `>`.
    let comparisons: [(&str, Comparison); 4] = [
        (">=", |number| WordCount { first: number, last: None }),
        ("<=", |number| WordCount { first: 0, last: Some(number) }),
        (">", |number| WordCount { first: number.saturating_add(1), last: None }),
        ("<", |number| WordCount { first: u32::from(number == 0), last: Some(number.saturating_sub(1)) }),
    ];
    for (sign, count) in comparisons {
        if let Some(number) = text.strip_prefix(sign) {
            if number.is_empty() && value.is_at_end {
                return Err(unfinished(None));
            }
            return Ok(test(count(number_of(number).ok_or_else(wrong)?)));
        }
    }
    let Some((first, last)) = text.split_once("..") else {
        if value.is_at_end
            && let Some(first) = text.strip_suffix('.').and_then(number_of)
        {
            return Err(unfinished(Some(WordCount { first, last: None })));
        }
        if text.is_empty() && value.is_at_end {
            return Err(unfinished(None));
        }
        let number = number_of(text).ok_or_else(wrong)?;
        return Ok(test(WordCount { first: number, last: Some(number) }));
    };
    if first.is_empty() && last.is_empty() {
        return Err(if value.is_at_end { unfinished(None) } else { wrong() });
    }
    let first = if first.is_empty() { 0 } else { number_of(first).ok_or_else(wrong)? };
    let last = if last.is_empty() { None } else { Some(number_of(last).ok_or_else(wrong)?) };
    match last {
        // `500..9` may become `500..900` with the next keys.
        Some(last) if last < first && value.is_at_end => Err(unfinished(Some(WordCount { first, last: None }))),
        Some(last) if last < first => Err(Rejected::Wrong {
            message: format!("words:{text} ends before it starts"),
            suggestion: Some(format!("{last}..{first}")),
        }),
        _ => Ok(test(WordCount { first, last })),
    }
}

fn number_of(text: &str) -> Option<u32> {
    // `parse` alone would take `+5`.
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn test(count: WordCount) -> Test {
    Test::Fact(Arc::new(count))
}

impl Fact for WordCount {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        facts.n_words >= self.first && self.last.is_none_or(|last| facts.n_words <= last)
    }

    fn column(&self) -> FactColumn {
        FactColumn::Words
    }
}

impl fmt::Display for WordCount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) if last == self.first => write!(formatter, "{last}"),
            // `words:<0` matches nothing; printed as a range it would end before it starts.
            Some(last) if last < self.first => write!(formatter, "<{last}"),
            Some(last) => write!(formatter, "{}..{last}", self.first),
            None => write!(formatter, "{}..", self.first),
        }
    }
}
