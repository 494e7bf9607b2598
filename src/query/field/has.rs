//! `has:` tests what is known of an article at all.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Field, Rejected, Value, read_choice};
use crate::article::{Article, How};
use crate::index::Folded;
use crate::query::node::{Fact, Test};

/// What is known of an article.
pub(super) const FIELD: Field = Field {
    name: "has",
    other_names: &[],
    help: "what is known of it",
    example: "has:author",
    values: &["date", "title", "author", "source", "link", "quote", "caption", "tweet", "problem"],
    part: None,
    is_single: false,
    read,
};

const LATER: &[&str] = &["duplicate"];

const CHOICES: &[(&str, Thing)] = &[
    ("date", Thing::Date),
    ("title", Thing::Title),
    ("author", Thing::Author),
    ("source", Thing::Source),
    ("link", Thing::Link),
    ("quote", Thing::Quote),
    ("caption", Thing::Caption),
    ("tweet", Thing::Tweet),
    ("problem", Thing::Problem),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Thing {
    Date,
    Title,
    Author,
    Source,
    Link,
    Quote,
    Caption,
    Tweet,
    Problem,
}

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    Ok(Test::Fact(Arc::new(read_choice(&FIELD, value, CHOICES, LATER)?)))
}

impl Fact for Thing {
    fn matches(&self, article: &Article, folded: Folded<'_>) -> bool {
        match self {
            Self::Date => article.date.value().is_some(),
            // The first sentence of an article stands in for a title that it does not have.
            Self::Title => article.title.value().is_some() && article.title.how() != How::Inferred,
            Self::Author => article.authors.value().is_some_and(|authors| !authors.is_empty()),
            Self::Source => article.source.value().is_some(),
            Self::Link => !folded.links().is_empty(),
            Self::Quote => folded.quotes().next().is_some(),
            Self::Caption => folded.captions().next().is_some(),
            Self::Tweet => folded.has_post(),
            Self::Problem => article.has_problem,
        }
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = CHOICES.iter().find(|(_, thing)| thing == self).map_or("", |(word, _)| word);
        formatter.write_str(word)
    }
}
