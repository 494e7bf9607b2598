//! `who:` searches for words in the names of people, organisations and places that the text mentions.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `who:`: the people, organisations and places that the text names.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "who", text_field: Some(TextField::Names), is_single: false },
    other_names: &[],
    help: "people, organisations and places it names",
    example: "who:\"orla vestergren\"",
    values: &[],
    read: read_words_on,
};
