//! `quote:` searches for words between quotation marks.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `quote:`: the texts between quotation marks.
pub(super) const FIELD: Field = Field {
    name: "quote",
    other_names: &[],
    help: "quoted speech",
    example: "quote:\"door is dry\"",
    values: &[],
    part: Some(TextField::Quotes),
    is_single: false,
    read: read_words_on,
};
