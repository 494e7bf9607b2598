//! `page:` is words in what a page shows besides the article: menus, comments, teasers.

use super::{Field, read_words_on};
use crate::query::pattern::Part;

/// The page text.
pub(super) const FIELD: Field = Field {
    name: "page",
    other_names: &[],
    help: "page text: menus, comments",
    example: "page:subscribe",
    values: &[],
    part: Some(Part::Page),
    is_single: false,
    read: read_words_on,
};
