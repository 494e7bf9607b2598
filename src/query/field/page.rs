//! `page:` searches for words in page text: menus, comments, teasers.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `page:`: the page text.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "page", text_field: Some(TextField::Page), is_single: false },
    other_names: &[],
    help: "page text: menus, comments",
    example: "page:subscribe",
    values: &[],
    read: read_words_on,
};
