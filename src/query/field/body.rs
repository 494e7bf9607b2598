//! `body:` searches for words in the text, without the title.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `body:`: the text of an article, without its title.
pub(super) const FIELD: Field = Field {
    name: "body",
    other_names: &[],
    help: "the text, without the title",
    example: "body:\"night ferry\"",
    values: &[],
    part: Some(TextField::Body),
    is_single: false,
    read: read_words_on,
};
