//! `quote:` searches for words between quotation marks.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `quote:`: the texts between quotation marks.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "quote", text_field: Some(TextField::Quotes), is_single: false },
    other_names: &[],
    help: "quoted speech",
    example: "quote:\"door is dry\"",
    values: &[],
    read: read_words_on,
};
