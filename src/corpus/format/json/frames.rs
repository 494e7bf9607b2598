//! Turns tables that are stored by columns into rows. Libraries for data analysis write such tables:
//! `{"title": {"0": …, "1": …}, "text": {"0": …, "1": …}}` and `{"columns": […], "data": [[…], […]]}`.

use std::borrow::Cow;

use super::members::JsonFields;
use super::object::{Member, Object};
use crate::corpus::format::fields::Key;

/// Returns the rows of an object that is such a table, if some row has the fields of an article.
pub(super) fn rows<'text>(object: &Object<'text>) -> Option<Vec<Object<'text>>> {
    let rows = by_columns(object).or_else(|| split(object))?;
    let has_article = rows.iter().any(|row| JsonFields::of(row).is_article());
    has_article.then_some(rows)
}

/// Returns the rows of a table in which each column is an object, and all columns have the same row names.
fn by_columns<'text>(object: &Object<'text>) -> Option<Vec<Object<'text>>> {
    const FEWEST_COLUMNS: usize = 2;
    let is_of_columns =
        object.members.len() >= FEWEST_COLUMNS && object.members.iter().all(|member| member.kind() == b'{');
    let first = object.members.first().filter(|_| is_of_columns).and_then(|first| Object::read(first.raw))?;
    // Rows are named by number, id or day. Other names belong to parts of a value: `rendered`, languages.
    let is_of_rows = |member: &Member<'_>| member.name.contains(|c: char| c.is_ascii_digit());
    if first.members.is_empty() || !first.members.iter().all(is_of_rows) {
        return None;
    }
    let mut rows: Vec<Object<'text>> = first.members.iter().map(|_| Object { members: Vec::new() }).collect();
    for column in &object.members {
        let values = Object::read(column.raw)?;
        let are_same = values.members.len() == rows.len()
            && values.members.iter().zip(&first.members).all(|(one, other)| one.name == other.name);
        if !are_same {
            return None;
        }
        for (row, value) in rows.iter_mut().zip(values.members) {
            row.members.push(Member { name: column.name.clone(), raw: value.raw });
        }
    }
    Some(rows)
}

/// Returns the rows of a list of lists that follows a list of the column names.
fn split<'text>(object: &Object<'text>) -> Option<Vec<Object<'text>>> {
    let of = |name: &str| object.members.iter().find(|member| member.name == name && member.kind() == b'[');
    let (columns, data) = (of("columns")?, of("data")?);
    if !data.is_list_of(b'[') {
        return None;
    }
    let names: Vec<Key<'text>> = serde_json::from_str(columns.raw).ok()?;
    let lists: Vec<Vec<&'text serde_json::value::RawValue>> = serde_json::from_str(data.raw).ok()?;
    let row = |values: Vec<&'text serde_json::value::RawValue>| -> Option<Object<'text>> {
        let members =
            names.iter().zip(&values).map(|(Key(name), value)| Member { name: Cow::clone(name), raw: value.get() });
        (values.len() == names.len()).then(|| Object { members: members.collect() })
    };
    lists.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_by_columns() {
        for (text, n_rows) in [
            (r#"{"title": {"0": "A", "1": "B"}, "text": {"0": "C", "1": "D"}}"#, Some(2)),
            (r#"{"columns": ["title", "text"], "index": [0], "data": [["A", "B"]]}"#, Some(1)),
            // The columns have different rows, or the members are articles by name.
            (r#"{"title": {"0": "A", "1": "B"}, "text": {"0": "C"}}"#, None),
            (r#"{"a": {"title": "A", "text": "B"}, "b": {"title": "C", "text": "D"}}"#, None),
            (r#"{"title": {"en": "A", "de": "B"}, "text": {"en": "C", "de": "D"}}"#, None),
            (r#"{"title": {"rendered": "A"}, "content": {"rendered": "B"}}"#, None),
            (r#"{"x": {"0": "A"}, "y": {"0": "B"}}"#, None),
            (r#"{"columns": ["title", "text"], "data": [["A"]]}"#, None),
            (r#"{"columns": ["title", "text"], "data": [{"title": "A"}]}"#, None),
        ] {
            let object = Object::read(text).unwrap();
            assert_eq!(rows(&object).map(|rows| rows.len()), n_rows, "{text}");
        }
    }
}
