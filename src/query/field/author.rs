//! `author:` searches for words in the names of the authors.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `author:`: the people who wrote an article.
pub(super) const FIELD: Field = Field {
    name: "author",
    other_names: &[],
    help: "its author",
    example: "author:harbury",
    values: &[],
    part: Some(TextField::Authors),
    is_single: false,
    read: read_words_on,
};
