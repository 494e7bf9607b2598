//! Finds the dates of other articles and of comments in the data of a page, which are no dates of the page's article
//! wherever its scripts repeat them.

use serde_json::{Map, Value};

use super::agreement::{Agreement, PageNames};
use super::{MOST_OBJECTS, agreement, has_type, rank, text};

/// Objects are looked for this deep within one another.
const DEEPEST: usize = 12;
/// So many dates are kept; a page of more is a list.
const MOST: usize = 200;

/// Adds the dates of other articles and of comments in `values` to `dates`.
pub(super) fn add_dates(values: &[Value], names: &PageNames<'_, '_>, dates: &mut Vec<String>) {
    let mut n_left = MOST_OBJECTS;
    for value in values {
        add(value, names, 0, &mut n_left, dates);
    }
    dates.sort_unstable();
    dates.dedup();
}

fn add(value: &Value, names: &PageNames<'_, '_>, depth: usize, n_left: &mut usize, dates: &mut Vec<String>) {
    if depth > DEEPEST || dates.len() >= MOST || *n_left == 0 {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| add(value, names, depth + 1, n_left, dates)),
        Value::Object(object) => {
            *n_left -= 1;
            if is_of_another(object, names) {
                dates.extend(["datePublished", "dateCreated"].into_iter().filter_map(|name| text(object, name)));
            }
            object.values().for_each(|value| add(value, names, depth + 1, n_left, dates));
        }
        _ => {}
    }
}

/// True if an object is a comment, or an article that is not the page's.
fn is_of_another(object: &Map<String, Value>, names: &PageNames<'_, '_>) -> bool {
    const LAST_RANK_OF_ARTICLES: u8 = 1;
    has_type(object, &["Comment"])
        || (rank(object).is_some_and(|rank| rank <= LAST_RANK_OF_ARTICLES)
            && agreement(object, names) == Agreement::Other)
}
