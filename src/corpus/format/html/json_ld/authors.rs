//! Reads the people and organisations in a value of JSON-LD that names authors or a publisher.

use serde_json::{Map, Value};

use super::super::page::decoded;
use super::Author;
use super::objects::{has_type, text};

/// Returns the names in the value of an author or publisher: a text, an object, a list of either, or a pointer to an
/// object elsewhere in the data.
pub(super) fn authors(value: &Value, objects: &[&Map<String, Value>]) -> Vec<Author> {
    const MOST: usize = 50;
    let mut found = Vec::new();
    add_authors(value, objects, true, &mut found);
    found.truncate(MOST);
    found
}

fn add_authors(value: &Value, objects: &[&Map<String, Value>], may_point: bool, found: &mut Vec<Author>) {
    match value {
        Value::String(name) => {
            let name = decoded(name);
            if !name.is_empty() {
                found.push(Author { name, is_organisation: false });
            }
        }
        Value::Array(values) if may_point => {
            values.iter().take(100).for_each(|value| match value {
                Value::Array(_) => {}
                value => add_authors(value, objects, may_point, found),
            });
        }
        Value::Object(object) => {
            // The owner of a personal site has both types.
            let is_organisation =
                has_type(object, &["Organization", "WebSite", "Corporation"]) && !has_type(object, &["Person"]);
            match object.get("name") {
                Some(Value::Array(names)) => {
                    for name in names.iter().filter_map(Value::as_str).map(decoded).filter(|name| !name.is_empty()) {
                        found.push(Author { name, is_organisation });
                    }
                }
                Some(_) => found.extend(text(object, "name").map(|name| Author { name, is_organisation })),
                None => {
                    let parts: Vec<String> =
                        ["givenName", "familyName"].into_iter().filter_map(|name| text(object, name)).collect();
                    if !parts.is_empty() {
                        found.push(Author { name: parts.join(" "), is_organisation });
                    } else if may_point
                        && let Some(id) = object.get("@id")
                        && let Some(other) =
                            objects.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
                    {
                        add_authors(&Value::Object((*other).clone()), objects, false, found);
                    }
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_in_every_shape() {
        for (json, expected) in [
            (r#""Nell Harbury""#, vec!["Nell Harbury"]),
            (r#"["Nell Harbury","Ivo Brandt"]"#, vec!["Nell Harbury", "Ivo Brandt"]),
            (r#"{"name":["Nell Harbury","Ivo Brandt"]}"#, vec!["Nell Harbury", "Ivo Brandt"]),
            (r#"{"givenName":"Nell","familyName":"Harbury"}"#, vec!["Nell Harbury"]),
            (r#"{"@type":"Person"}"#, vec![]),
            (r#"{"@id":"nowhere"}"#, vec![]),
            ("null", vec![]),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            let found = authors(&value, &[]);
            assert_eq!(found.iter().map(|author| author.name.as_str()).collect::<Vec<_>>(), expected, "{json}");
        }
        let outlet = serde_json::json!({"@type": "NewsMediaOrganization", "name": "Wire"});
        assert!(authors(&outlet, &[])[0].is_organisation);
    }
}
