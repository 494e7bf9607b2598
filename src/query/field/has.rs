//! `has:` tests if a detail of an article is known.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value, read_choice};
use crate::index::{Flag, RowFacts};
use crate::query::node::{Fact, FactColumn, FieldId, Test};

/// The field `has:`: the details that are known of an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "has", text_field: None, is_single: false },
    other_names: &[],
    help: "a detail that is known",
    example: "has:author",
    values: &["date", "title", "author", "source", "link", "quote", "caption", "tweet", "problem"],
    read,
};

const LATER: &[&str] = &["duplicate"];

const CHOICES: &[(&str, Flag)] = &[
    ("date", Flag::Date),
    ("title", Flag::Title),
    ("author", Flag::Author),
    ("source", Flag::Source),
    ("link", Flag::Link),
    ("quote", Flag::Quote),
    ("caption", Flag::Caption),
    ("tweet", Flag::Post),
    ("problem", Flag::Problem),
];

/// A test that a detail of an article is known.
#[derive(Debug)]
struct Has(Flag);

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    Ok(Test::Fact(Arc::new(Has(read_choice(&FIELD, value, CHOICES, LATER)?))))
}

impl Fact for Has {
    fn matches(&self, facts: &RowFacts<'_>) -> bool {
        facts.flags.has(self.0)
    }

    fn column(&self) -> FactColumn {
        FactColumn::Flags
    }
}

impl fmt::Display for Has {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = CHOICES.iter().find(|(_, flag)| *flag == self.0).map_or("", |(word, _)| word);
        formatter.write_str(word)
    }
}
