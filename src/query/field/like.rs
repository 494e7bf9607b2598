//! `like:` names an article, and finds the articles most similar to it.

use jiff::civil::Date;

use super::{Field, Rejected, Value};
use crate::query::like::Like;
use crate::query::node::{FieldId, Test};

/// The field `like:`: the articles most similar to one.
pub(super) const FIELD: Field = Field {
    id: FieldId { name: "like", text_field: None, is_single: false },
    other_names: &["similar"],
    help: "the articles most similar to one: its path, PATH#2 or id",
    example: "like:web/ferry-door.html",
    values: &[],
    read,
};

fn read(value: &Value<'_>, _today: Date) -> Result<Test, Rejected> {
    let reference = value.text.trim();
    if reference.is_empty() {
        let message = "Missing article: its path, PATH#2 for the second of a file, or its id".to_owned();
        return Err(if value.is_at_end {
            Rejected::Unfinished { message, so_far: None }
        } else {
            Rejected::wrong(message)
        });
    }
    Ok(Test::Like(Like::new(reference)))
}
