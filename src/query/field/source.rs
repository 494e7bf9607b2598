//! `source:` searches for words in the name or host of the outlet that published the article.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `source:`: the outlet that published an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "source", text_field: Some(TextField::Source), is_single: true },
    other_names: &[],
    help: "the outlet that published it, by name or host",
    example: "source:wire,gazette",
    values: &[],
    read: read_words_on,
};
