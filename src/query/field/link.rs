//! `link:` searches for words in the address of the article and in the addresses that it links to.

use super::{Field, read_words_on};
use crate::query::pattern::TextField;

/// The field `link:`: the address of the article and the addresses that it links to.
pub(super) const FIELD: Field = Field {
    name: "link",
    other_names: &[],
    help: "addresses it links to, and its own",
    example: "link:wire.example",
    values: &[],
    part: Some(TextField::Links),
    is_single: false,
    read: read_words_on,
};
