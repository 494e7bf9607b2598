//! `mentions:` tests the dates that the text of an article mentions.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::date::{Days, WrittenDays, read_days};
use super::{Field, Rejected, Value};
use crate::index::RowFacts;
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `mentions:`: the dates that the text of an article mentions.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "mentions", text_field: None, is_single: false },
    other_names: &[],
    help: "dates that the text mentions, written as for date:",
    example: "mentions:2001",
    values: &[],
    read,
};

/// A test of the dates that a text mentions, or a test that it mentions none.
#[derive(Debug)]
struct Mentions(WrittenDays);

fn read(value: &Value<'_>, today: Date) -> Result<Test, Rejected> {
    read_days(FIELD.id.name, value, today, |written| Test::Fact(Arc::new(Mentions(written))))
}

impl Fact for Mentions {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        let mut mentions = facts.mentions.iter();
        match self.0.days {
            Days::Unknown => mentions.next().is_none(),
            // "In 2001" is not a mention of May 2001; with `~` it may be one.
            Days::Estimate(range) => mentions.any(|(first, last)| range.holds(*first, *last)),
            Days::Possible(range) => mentions.any(|(first, last)| range.overlaps(*first, *last)),
        }
    }

    fn column(&self) -> FactColumn {
        FactColumn::Mentions
    }
}

impl fmt::Display for Mentions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.text)
    }
}
