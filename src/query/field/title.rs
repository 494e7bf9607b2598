//! `title:` searches for words in the title.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `title:`: the title of an article.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "title", text_field: Some(TextField::Title), is_single: false },
    other_names: &[],
    help: "the title",
    example: "title:harbour",
    values: &[],
    read: read_words_on,
};
