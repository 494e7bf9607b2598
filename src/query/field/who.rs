//! `who:` is words in people, organisations and places that the text names.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// People, organisations and places that the text names.
pub(super) const FIELD: Field = Field {
    name: "who",
    other_names: &[],
    help: "people, organisations and places it names",
    example: "who:\"orla vestergren\"",
    values: &[],
    part: Some(TextField::Names),
    is_single: false,
    read: read_words_on,
};
