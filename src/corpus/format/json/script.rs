//! Recognises scripts that assign one JSON value to a name, as the archives of social networks do.

/// The most bytes of the name and the sign before the value.
const LONGEST: usize = 200;

/// True if a script begins with an assignment of a list of objects to the window: `window.data.part0 = [ {`. Other
/// scripts have lists too, of menus for example.
pub(in crate::corpus::format) fn is_value_of_a_script(text: &str) -> bool {
    text.trim_start().starts_with("window.")
        && value(text).is_some_and(|value| {
            let mut marks = value.chars().filter(|c| !c.is_whitespace());
            marks.next() == Some('[') && marks.next() == Some('{') && marks.next() == Some('"')
        })
}

/// Returns the value that a script assigns, without the semicolon after it. Returns any other text unchanged.
pub(super) fn without_assignment(text: &str) -> &str {
    value(text).unwrap_or(text)
}

fn value(text: &str) -> Option<&str> {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        return None;
    }
    let head = &start[..start.floor_char_boundary(LONGEST)];
    let (name, _) = head.split_once('=')?;
    let name_in_full = name.trim();
    let name_only = ["var ", "let ", "const "].iter().find_map(|word| name_in_full.strip_prefix(word));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '[' | ']' | '"' | '\'');
    let name_only = name_only.unwrap_or(name_in_full);
    if name_only.is_empty() || !name_only.chars().all(is_name) {
        return None;
    }
    let value = start[name.len() + 1..].trim();
    value.starts_with(['{', '[']).then(|| value.trim_end_matches(';').trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_with_a_name() {
        for (text, expected) in [
            ("window.A.posts.part0 = [ {\"a\": 1} ]", "[ {\"a\": 1} ]"),
            ("const posts = [{\"a\": 1}];\n", "[{\"a\": 1}]"),
            ("[{\"a = b\": 1}]", "[{\"a = b\": 1}]"),
            ("if (a == b) { c = [{\"d\": 1}] }", "if (a == b) { c = [{\"d\": 1}] }"),
        ] {
            assert_eq!(without_assignment(text), expected, "{text}");
        }
        assert!(is_value_of_a_script("window.a = [\n {\n \"b\": 1}]"));
        assert!(!is_value_of_a_script("var a = [{\"b\": 1}]; function b() {}"));
        assert!(!is_value_of_a_script("window.a = [1, 2];"));
        assert!(!is_value_of_a_script("a.b = {\"c\": 1}"));
    }
}
