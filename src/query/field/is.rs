//! `is:` tests the origin of the date of an article.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value, read_choice};
use crate::article::How;
use crate::index::RowFacts;
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `is:`: the origin of the date of an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "is", text_field: None, is_single: true },
    other_names: &[],
    help: "the origin of its date",
    example: "is:inferred",
    values: &["given", "found", "inferred", "undated", "set"],
    read,
};

const LATER: &[&str] = &["unread", "read", "starred", "marked", "single", "folded"];

const CHOICES: &[(&str, How)] = &[
    ("given", How::Given),
    ("found", How::Found),
    ("inferred", How::Inferred),
    ("undated", How::Unknown),
    ("unknown", How::Unknown),
    ("set", How::Set),
];

#[derive(Debug)]
struct DateIs(How);

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    Ok(Test::Fact(Arc::new(DateIs(read_choice(&FIELD, value, CHOICES, LATER)?))))
}

impl Fact for DateIs {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        facts.date_how == self.0
    }

    fn column(&self) -> FactColumn {
        FactColumn::DateHow
    }
}

impl fmt::Display for DateIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.word())
    }
}
