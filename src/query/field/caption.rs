//! `caption:` searches for words in the captions of photos and videos.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `caption:`: the texts below photos and videos.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "caption", text_field: Some(TextField::Captions), is_single: false },
    other_names: &[],
    help: "captions of photos and videos",
    example: "caption:brandt",
    values: &[],
    read: read_words_on,
};
