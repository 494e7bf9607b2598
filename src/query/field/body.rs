//! `body:` searches for words in the text, without the title.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `body:`: the text of an article, without its title.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "body", text_field: Some(TextField::Body), is_single: false },
    other_names: &[],
    help: "the text, without the title",
    example: "body:\"night ferry\"",
    values: &[],
    read: read_words_on,
};
