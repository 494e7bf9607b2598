//! `link:` searches for words in the address of the article and in the addresses that it links to.

use super::{Field, read_words_on};
use crate::query::node::FieldId;
use crate::query::pattern::TextField;

/// The field `link:`: the address of the article and the addresses that it links to.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "link", text_field: Some(TextField::Links), is_single: false },
    other_names: &[],
    help: "addresses it links to, and its own",
    example: "link:wire.example",
    values: &[],
    read: read_words_on,
};
