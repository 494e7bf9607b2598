//! Reads the HTML of mail. All of its text is read, because a message has no menus around its text.

use crate::article::BodyBuilder;
use crate::corpus::format::blocks::push_shown_html;
use crate::corpus::format::html;
use crate::corpus::format::text_blocks::push_text;

/// Elements whose text is not read.
const UNREAD: [&str; 5] = ["head", "style", "script", "title", "noscript"];

/// Elements of tables. Messages use them for layout, as boxes within boxes.
const OF_TABLES: [&str; 7] = ["table", "tbody", "thead", "tfoot", "tr", "td", "center"];

/// Elements that need no end tag, so they do not count for the depth of a page.
const WITHOUT_END: [&str; 16] =
    ["p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option", "area", "col"];

/// The deepest message that is parsed. Deeper ones are read as bare text, because HTML parsers recurse at each level.
const DEEPEST: usize = 200;

/// Adds the text of a part in HTML to `builder`.
///
/// A web page is mostly boilerplate, so its text is searched for. A message is mostly text, and a search could lose
/// some of it.
pub(super) fn push(text: &str, builder: &mut BodyBuilder) {
    let shown = html::without_hidden(text);
    let letter = without_frames(&shown);
    if depth(&letter) <= DEEPEST {
        push_shown_html(&letter, builder);
    } else if let Ok(draft) = html::read(text) {
        push_text(&draft.body.plain().to_string(), builder);
    }
}

/// Returns the number of bytes of letters and digits in the text of a message.
pub(super) fn n_letters(text: &str) -> usize {
    n_letters_without_frames(&without_frames(text))
}

/// Returns the number of bytes of letters and digits in the text of a message that is already [`without_frames`].
pub(super) fn n_letters_without_frames(letter: &str) -> usize {
    texts(letter).map(letters).sum()
}

/// Returns the texts of a message that are read: those outside tags and outside names of signs such as `&nbsp;`.
fn texts(letter: &str) -> impl Iterator<Item = &str> {
    let texts = letter.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.flat_map(|text| text.split('&').enumerate().map(|(at, part)| without_reference(at, part)))
}

/// Removes the name of a sign at the beginning of a part of a text that was split at its `&`. The part with the number
/// 0 has no such name.
fn without_reference(at: usize, part: &str) -> &str {
    const LONGEST: usize = 10;
    let end = part.bytes().take(LONGEST).position(|byte| byte == b';').filter(|_| at > 0);
    end.map_or(part, |end| &part[end + 1..])
}

/// Returns the number of bytes of a text that belong to letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count()
}

/// Returns the message without its unread elements. If its tables have no column heads, their boxes become paragraphs.
pub(super) fn without_frames(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let has_heads = lower.contains("<th>") || lower.contains("<th ");
    let mut out = String::with_capacity(text.len());
    let mut never_ended: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &lower.as_bytes()[at..]) {
        let start = at + found;
        out.push_str(&text[at..start]);
        at = start + 1;
        let name = name_of(&lower[at..]);
        let Some(end) = memchr::memchr(b'>', &lower.as_bytes()[at..]).map(|length| at + length + 1) else {
            out.push('<');
            continue;
        };
        if let Some(unread) = UNREAD.iter().find(|unread| **unread == name && !never_ended.contains(unread)) {
            if let Some(length) = lower[end..].find(&format!("</{unread}")) {
                at = end + length;
            } else {
                // An element without an end has the rest of the text, which is read. Its end is not searched for again.
                never_ended.push(unread);
                at = end;
            }
        } else if !has_heads && OF_TABLES.contains(&name.trim_start_matches('/')) {
            out.push_str("<p>");
            at = end;
        } else {
            out.push('<');
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Returns the name of a tag, with the `/` of an end tag.
fn name_of(tag: &str) -> &str {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'/';
    &tag[..tag.bytes().take(16).take_while(is_of_name).count()]
}

/// Returns the approximate depth of the most deeply nested element.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', text.as_bytes()) {
        let name = name_of(&text[at + 1..]);
        if name.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !name.is_empty() && !WITHOUT_END.iter().any(|other| name.eq_ignore_ascii_case(other)) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_whole() {
        for (html, expected) in [
            (
                "<html><head><title>x</title><style>p {}</style></head><body><p>Dear <b>all</b>,</p><p>come.</p></body>",
                "Dear all,\n\ncome.",
            ),
            ("<table><tr><td>One<td><table><tr><td>Two</td></tr></table></table>", "One\n\nTwo"),
            ("<head><p>No end of the head", "No end of the head"),
            ("a < b", "a < b"),
            ("<table><tr style='display:none'><td>Preview<tr><td>One</table>", "One"),
            ("<div>&zwnj;&nbsp;&zwnj;&nbsp;</div><p>One</p>", "One"),
        ] {
            let mut builder = BodyBuilder::default();
            push(html, &mut builder);
            assert_eq!(builder.finish().plain().to_string(), expected, "{html}");
        }
        assert_eq!(n_letters("<style>many words</style><p>Two&nbsp;words&zwnj; & no more</p>"), 14);
        let mut builder = BodyBuilder::default();
        push(&format!("{}Words", "<div>".repeat(50_000)), &mut builder);
        assert_eq!(builder.finish().plain().to_string(), "Words");
    }
}
