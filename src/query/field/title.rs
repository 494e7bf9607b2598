//! `title:` searches for words in the title.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `title:`: the title of an article.
pub(super) const FIELD: Field = Field {
    name: "title",
    other_names: &[],
    help: "the title",
    example: "title:harbour",
    values: &[],
    part: Some(TextField::Title),
    is_single: false,
    read: read_words_on,
};
