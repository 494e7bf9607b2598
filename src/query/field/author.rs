//! `author:` searches for words in the names of the authors.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `author:`: the people who wrote an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "author", text_field: Some(TextField::Authors), is_single: false },
    other_names: &[],
    help: "its author",
    example: "author:harbury",
    values: &[],
    read: read_words_on,
};
