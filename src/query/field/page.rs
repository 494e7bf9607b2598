//! `page:` searches for words in page text: menus, comments, teasers.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `page:`: the page text.
pub(super) const FIELD: Field = Field {
    name: "page",
    other_names: &[],
    help: "page text: menus, comments",
    example: "page:subscribe",
    values: &[],
    part: Some(TextField::Page),
    is_single: false,
    read: read_words_on,
};
