//! HTML as mail has it: all of it is text but what a page is made of.

use crate::article::BodyBuilder;
use crate::corpus::format::blocks::push_shown_html;
use crate::corpus::format::html;
use crate::corpus::format::text_blocks::push_text;

/// Elements whose text is not read.
const UNREAD: [&str; 5] = ["head", "style", "script", "title", "noscript"];

/// Elements of tables. Letters use them to set their text in boxes, one within the other.
const OF_TABLES: [&str; 7] = ["table", "tbody", "thead", "tfoot", "tr", "td", "center"];

/// Elements that need no end, so that they say nothing of how deep a page is nested.
const WITHOUT_END: [&str; 16] =
    ["p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option", "area", "col"];

/// Letters nested deeper are read as bare text: the readers of HTML call themselves once a level.
const DEEPEST: usize = 200;

/// Adds the text of a part in HTML to `builder`.
///
/// A page of the web is mostly boilerplate and its text is looked for; a letter is mostly text, and looking
/// for it would lose some.
pub(super) fn push(text: &str, builder: &mut BodyBuilder) {
    let shown = html::without_hidden(text);
    let letter = without_frames(&shown);
    if depth(&letter) <= DEEPEST {
        push_shown_html(&letter, builder);
    } else if let Ok(draft) = html::read(text) {
        push_text(&draft.body.plain().to_string(), builder);
    }
}

/// Returns the bytes of letters and digits of a letter that are read.
pub(super) fn n_letters(text: &str) -> usize {
    n_letters_without_frames(&without_frames(text))
}

/// Returns the bytes of letters and digits of a letter [`without_frames`] that are read.
pub(super) fn n_letters_without_frames(letter: &str) -> usize {
    texts(letter).map(letters).sum()
}

/// The texts of a letter that are read: what is in no tag and no name of a sign such as `&nbsp;`.
fn texts(letter: &str) -> impl Iterator<Item = &str> {
    let texts = letter.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.flat_map(|text| text.split('&').enumerate().map(|(at, part)| without_reference(at, part)))
}

/// The part of a text that was cut at its `&`, without the name of the sign that it begins with. The first part begins
/// with none.
fn without_reference(at: usize, part: &str) -> &str {
    const LONGEST: usize = 10;
    let end = part.bytes().take(LONGEST).position(|byte| byte == b';').filter(|_| at > 0);
    end.map_or(part, |end| &part[end + 1..])
}

/// How many bytes of a text are letters and digits.
pub(super) fn letters(text: &str) -> usize {
    text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()).count()
}

/// The letter without its unread elements, and with a paragraph for each box of a table that has no heads
/// of columns.
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
                // Its text is all that there is; and it is not searched for again.
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

/// The name of a tag, with the `/` of one that ends.
fn name_of(tag: &str) -> &str {
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'/';
    &tag[..tag.bytes().take(16).take_while(is_of_name).count()]
}

/// How deep the elements are nested at most, roughly.
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
