//! Parses the JSON of a page's data, and repairs it where it is broken.

use serde_json::Value;

/// Returns the values of one script. Broken JSON is repaired where its meaning is clear.
pub(super) fn parse(text: &str) -> Vec<Value> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Ok(value) = serde_json::from_str(text) {
        return vec![value];
    }
    // Reading stops at the first value that is still broken.
    serde_json::Deserializer::from_str(&mended(text)).into_iter().map_while(Result::ok).collect()
}

/// Repairs JSON: removes the comments around it and commas before a closing bracket, and escapes the line ends and
/// quotation marks inside strings.
fn mended(text: &str) -> String {
    let start = text.find(['{', '[']).unwrap_or(0);
    let mut text = &text[start..];
    // The mark `/*<![CDATA[*/` contains a bracket that does not belong to the JSON.
    if let Some(rest) = text.strip_prefix("[CDATA[") {
        text = rest.find(['{', '[']).map_or("", |start| &rest[start..]);
    }
    let mut out = String::with_capacity(text.len());
    let mut is_inside = false;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' if !is_inside => {
                is_inside = true;
                out.push('"');
            }
            '"' => {
                let next = text[at + 1..].trim_start().chars().next();
                // A quotation mark that no JSON syntax follows belongs to the text.
                if next.is_none_or(|next| matches!(next, ',' | ':' | '}' | ']')) {
                    is_inside = false;
                    out.push('"');
                } else {
                    out.push_str("\\\"");
                }
            }
            '\\' if is_inside => match letters.next() {
                Some((_, next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'))) => {
                    out.push('\\');
                    out.push(next);
                }
                Some((_, next)) => out.push(next),
                None => {}
            },
            letter if is_inside && letter.is_control() => out.push(' '),
            '}' | ']' if !is_inside => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_data_are_mended() {
        for (json, headline) in [
            ("<!-- {\"headline\":\"A b\",} -->", Some("A b")),
            ("//<![CDATA[\n{\"headline\":\"A b\"}\n//]]>", Some("A b")),
            ("/*<![CDATA[*/{\"headline\":\"A b\"}/*]]>*/", Some("A b")),
            ("{\"headline\":\"A\nb\",\"keywords\":[\"c\", ]};", Some("A b")),
            ("{\"headline\":\"A \"b\" c\"}", Some("A \"b\" c")),
            ("{\"headline\":\"A\\'s b\"}", Some("A's b")),
            ("{\"headline\":", None),
            ("", None),
            ("[[[[", None),
        ] {
            let values = parse(json);
            assert_eq!(values.first().and_then(|value| value["headline"].as_str()), headline, "{json}");
        }
    }
}
