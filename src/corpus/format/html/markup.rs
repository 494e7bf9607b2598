//! Prepares a page before it is parsed: makes it light, measures it, and reads it as bare text if it cannot be parsed.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

/// The greatest depth of a page that is parsed; deeper ones are read as bare text. The code that reads the tree
/// recurses once a level.
const DEEPEST: usize = 400;
/// The limits on the number of tags of a page that is parsed, counting start and end tags, and on its bytes. Larger
/// pages are read as bare text.
///
/// The tree, and the copies that the extraction makes of it, take about three kilobytes a tag. The longest articles of
/// encyclopedias have as many tags.
const MOST_TAGS: usize = 50_000;
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// The limit on the sum of the bytes of a page, each multiplied by its depth. The text of an element is read again for
/// every element around it, so this sum bounds the work.
const MOST_DEEP_BYTES: usize = 128 * 1024 * 1024;
/// The maximum number of attributes of a tag. A parser compares each attribute with all others.
const MOST_ATTRIBUTES: usize = 2000;

/// Removes the parts of a page that are large and of no use to the user: scripts (except JSON-LD), styles, drawings,
/// comments, and the pictures that saved pages hold in `data:` URIs.
pub(super) fn light(html: &str) -> String {
    let html = without_data_uris(html);
    let is_xml = html.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with("<?xml");
    let mut out = String::with_capacity(html.len());
    let mut kept = 0;
    let mut at = 0;
    while let Some(found) = memchr(b'<', &html.as_bytes()[at..]) {
        let start = at + found;
        if is_xml && let Some((end, name)) = empty_element(&html, start) {
            // In XML, `<title/>` is a whole element. A parser of HTML would take everything after it as the title.
            out.push_str(&html[kept..end - 2]);
            out.push_str("></");
            out.push_str(name);
            out.push('>');
            kept = end;
            at = end;
            continue;
        }
        match part_at(&html, start) {
            Some((end, true)) => {
                out.push_str(&html[kept..start]);
                push_data(&html[start..end], &mut out);
                kept = end;
                at = end;
            }
            Some((end, false)) => {
                out.push_str(&html[kept..start]);
                kept = end;
                at = end;
            }
            None => at = start + 1,
        }
    }
    out.push_str(&html[kept..]);
    out
}

/// Adds a script of data, with each `<` in it escaped, as JSON allows.
///
/// Otherwise tags in the texts of the data would count as tags of the page, and quotation marks in these texts as those
/// of attributes.
fn push_data(script: &str, out: &mut String) {
    let start = memchr(b'>', script.as_bytes()).map_or(script.len(), |at| at + 1);
    let end = script.rfind("</").filter(|end| *end >= start).unwrap_or(script.len());
    out.push_str(&script[..start]);
    for (place, part) in script[start..end].split('<').enumerate() {
        if place > 0 {
            out.push_str("\\u003c");
        }
        out.push_str(part);
    }
    out.push_str(&script[end..]);
}

/// Returns the end and the name of the tag `<name … />` that begins at `start`. `None` if there is no such tag, or if
/// the element is always empty in HTML, such as `<br />`.
fn empty_element(html: &str, start: usize) -> Option<(usize, &str)> {
    const LONGEST: usize = 2048;
    const VOID: [&str; 14] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    let rest = &html.as_bytes()[start + 1..html.len().min(start + LONGEST)];
    let end = memchr(b'>', rest)?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let name = &html[start + 1..start + 1 + length];
    let is_empty = end > 0 && rest[end - 1] == b'/' && length > 0;
    (is_empty && !VOID.iter().any(|void| name.eq_ignore_ascii_case(void))).then_some((start + 1 + end + 1, name))
}

/// Returns the end of the comment, script, style or drawing that begins at `start`. `None` if none of these begins
/// there.
///
/// The boolean is true if the element is kept, because it is a script of JSON-LD.
fn part_at(html: &str, start: usize) -> Option<(usize, bool)> {
    let rest = &html[start..];
    if rest.starts_with("<!--") {
        // `<!-->` is a whole comment, too. As in a browser, a comment without an end takes the rest.
        let end = memmem::find(&rest.as_bytes()[2..], b"-->").map_or(html.len(), |end| start + 2 + end + 3);
        return Some((end, false));
    }
    let name = ["script", "style", "svg"].into_iter().find(|name| {
        rest.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && matches!(rest.as_bytes().get(name.len() + 1), Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r'))
    })?;
    let tag_end = memchr(b'>', rest.as_bytes()).unwrap_or(rest.len() - 1);
    if name == "svg" && rest.as_bytes()[..tag_end].ends_with(b"/") {
        return Some((start + tag_end + 1, false));
    }
    let is_data = name == "script" && rest[..tag_end].to_ascii_lowercase().contains("ld+json");
    let end = find_end_tag(rest, tag_end, name).map_or(html.len(), |end| start + end);
    Some((end, is_data))
}

/// Returns the end of the end tag of `name`, searching from `from`.
fn find_end_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = memmem::find(&html.as_bytes()[at..], b"</") {
        let start = at + found + 2;
        if html.get(start..start + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return Some(memchr(b'>', &html.as_bytes()[start..]).map_or(html.len(), |end| start + end + 1));
        }
        at = start;
    }
    None
}

/// Removes the contents of `data:` URIs: pictures that saved pages hold in their text.
fn without_data_uris(html: &str) -> Cow<'_, str> {
    const MARK: &str = "data:";
    // Shorter URIs are no pictures, and "data:" is in sentences, too.
    const SHORTEST: usize = 64;
    const LONGEST_TYPE: usize = 256;
    let mut out = String::new();
    let mut kept = 0;
    for at in memmem::find_iter(html.as_bytes(), MARK) {
        let is_value = at > 0 && matches!(html.as_bytes()[at - 1], b'"' | b'\'' | b'(' | b'=' | b' ' | b';');
        if at < kept || !is_value {
            continue;
        }
        let rest = &html[at..];
        // A comma must follow the type and its parameters. Without it, the search for the end is skipped.
        if memchr(b',', &rest.as_bytes()[..rest.len().min(LONGEST_TYPE)]).is_none() {
            continue;
        }
        let end = rest.find(['"', '\'', ')', '>', '<', '\n', ' ']).unwrap_or(rest.len());
        if end >= SHORTEST && rest[..end].contains(',') {
            out.push_str(&html[kept..at + MARK.len()]);
            kept = at + end;
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[kept..]);
    Cow::Owned(out)
}

/// True if the page can be parsed into a tree in bounded time, memory and depth.
pub(super) fn is_parsable(html: &str) -> bool {
    html.len() <= MOST_BYTES && n_tags_and_depth(html).is_some_and(|(_, depth)| depth <= DEEPEST)
}

/// Counts the tags of a page, and the greatest depth of its elements. The depth is rough: elements that are often left
/// open do not count.
///
/// Returns `None` for a page over one of the other limits.
fn n_tags_and_depth(html: &str) -> Option<(usize, usize)> {
    const LEFT_OPEN: [&str; 28] = [
        "p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option", "source",
        "area", "base", "col", "embed", "param", "track", "wbr", "tbody", "thead", "tfoot", "colgroup", "rp", "rt",
    ];
    // An element of emphasis that is left open begins again in every block that follows.
    const BEGIN_AGAIN: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    const MOST_AGAIN: usize = 40 * MOST_TAGS;
    let (mut n_tags, mut depth, mut deepest) = (0_usize, 0_usize, 0);
    let (mut n_open, mut n_again) = (0_usize, 0_usize);
    let (mut last, mut n_deep_bytes, mut tag_end) = (0, 0_usize, 0);
    for at in memchr_iter(b'<', html.as_bytes()) {
        let rest = &html.as_bytes()[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = &rest[usize::from(is_end)..];
        let length = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &name[..length];
        n_tags += 1;
        n_again += if is_end { 0 } else { n_open };
        n_deep_bytes = n_deep_bytes.saturating_add(depth * (at - last));
        last = at;
        if n_tags > MOST_TAGS || n_again > MOST_AGAIN || n_deep_bytes > MOST_DEEP_BYTES {
            return None;
        }
        if at >= tag_end {
            let tag = tag(&html.as_bytes()[at..]);
            tag_end = at + tag.length;
            if tag.n_attributes > MOST_ATTRIBUTES {
                return None;
            }
        }
        if BEGIN_AGAIN.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes())) {
            n_open = if is_end { n_open.saturating_sub(1) } else { n_open + 1 };
        }
        if name.is_empty() || LEFT_OPEN.iter().any(|other| name.eq_ignore_ascii_case(other.as_bytes())) {
            continue;
        }
        if is_end {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    let is_deep = n_deep_bytes.saturating_add(depth * (html.len() - last)) > MOST_DEEP_BYTES;
    if is_deep { None } else { Some((n_tags, deepest)) }
}

/// The length of a tag, and an upper bound on the number of its attributes.
struct Tag {
    length: usize,
    n_attributes: usize,
}

/// The states of a parser within a tag, as in the HTML standard.
#[derive(Clone, Copy, PartialEq)]
enum InTag {
    Name,
    BeforeAttribute,
    AttributeName,
    BehindAttributeName,
    BeforeValue,
    Value,
    Quoted(u8),
}

/// Measures the tag at the beginning of `bytes`, as a parser would.
///
/// White space in a quoted value does not separate attributes: lists of pictures, styles and data hold thousands of
/// spaces.
fn tag(bytes: &[u8]) -> Tag {
    let mut n_attributes = 0;
    let mut state = InTag::Name;
    let name_start = if bytes.get(1) == Some(&b'/') { 2 } else { 1 };
    for (at, byte) in bytes.iter().copied().enumerate().skip(name_start) {
        let is_space = byte.is_ascii_whitespace();
        state = match (state, byte) {
            (InTag::Quoted(quote), _) if byte == quote => InTag::BeforeAttribute,
            (InTag::Quoted(quote), _) => InTag::Quoted(quote),
            (_, b'>') => return Tag { length: at, n_attributes },
            (InTag::Name, b'/') => InTag::BeforeAttribute,
            (InTag::Name, _) if is_space => InTag::BeforeAttribute,
            (InTag::Name, _) => InTag::Name,
            (InTag::BeforeAttribute | InTag::BehindAttributeName, b'/') => InTag::BeforeAttribute,
            (InTag::BeforeAttribute, _) if is_space => InTag::BeforeAttribute,
            (InTag::BehindAttributeName, _) if is_space => InTag::BehindAttributeName,
            (InTag::AttributeName | InTag::BehindAttributeName, b'=') => InTag::BeforeValue,
            (InTag::BeforeAttribute | InTag::BehindAttributeName, _) => {
                n_attributes += 1;
                InTag::AttributeName
            }
            (InTag::AttributeName, b'/') => InTag::BeforeAttribute,
            (InTag::AttributeName, _) if is_space => InTag::BehindAttributeName,
            (InTag::AttributeName, _) => InTag::AttributeName,
            (InTag::BeforeValue, _) if is_space => InTag::BeforeValue,
            (InTag::BeforeValue, b'"' | b'\'') => InTag::Quoted(byte),
            (InTag::Value, _) if is_space => InTag::BeforeAttribute,
            (InTag::BeforeValue | InTag::Value, _) => InTag::Value,
        };
    }
    // A value without an end takes the rest of the page.
    Tag { length: bytes.len(), n_attributes }
}

/// Returns the words between the tags of a page, each run of them as a paragraph.
pub(super) fn bare_text(html: &str) -> String {
    let mut text = String::new();
    let mut is_skipped = false;
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let length = tag.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'/').count();
        match &tag[..length] {
            name if ["script", "style", "title"].iter().any(|skipped| name.eq_ignore_ascii_case(skipped)) => {
                is_skipped = true;
            }
            name if name.starts_with('/') => is_skipped = false,
            _ => {}
        }
        if !is_skipped && !words.trim().is_empty() {
            text.push_str(words.trim());
            text.push_str("\n\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_no_use_is_left_out() {
        let uri = format!("<img src=\"data:image/png;base64,{}\"> data: x", "A".repeat(100));
        for (html, expected) in [
            ("a<!-- x > -->b", "ab"),
            ("a<!-->b", "ab"),
            ("a<!-- never", "a"),
            ("a<SCRIPT src=x>if (a</b/) </Script >b", "ab"),
            ("<script type='application/ld+json'>{}</script>b", "<script type='application/ld+json'>{}</script>b"),
            ("<style>p</style><styled>b", "<styled>b"),
            ("a<svg/>b<svg><path/></svg>c", "abc"),
            ("a<script>never", "a"),
            ("a<scr", "a<scr"),
            (
                "<script type='application/ld+json'><!-- {} --></script>",
                "<script type='application/ld+json'>\\u003c!-- {} --></script>",
            ),
            // A tag without an end is left to the parser.
            ("a<script", "a<script"),
            (
                "<?xml version='1.0'?><html><title/><br/><a name='x' />b",
                "<?xml version='1.0'?><html><title></title><br/><a name='x' ></a>b",
            ),
            (&uri, "<img src=\"data:\"> data: x"),
        ] {
            assert_eq!(light(html), expected, "{html}");
        }
    }

    #[test]
    fn deep_and_large_pages_are_not_parsed() {
        assert_eq!(n_tags_and_depth("<div><p><p><div></div></div><br>"), Some((7, 2)));
        assert!(is_parsable(&"<p>One</p>".repeat(1000)));
        assert!(!is_parsable(&"<div>".repeat(DEEPEST + 1)));
        assert!(!is_parsable(&"<p>".repeat(MOST_TAGS + 1)));
        assert!(!is_parsable(&format!("{}{}", "<b>".repeat(200), "<p>One</p>".repeat(11_000))));
        assert!(!is_parsable(&format!("<p {}>", "a ".repeat(MOST_ATTRIBUTES + 1))));
        for (html, length, n_attributes) in [
            ("<p>a", 2, 0),
            ("<p a b=c d = 'e f>' g=\"h i\"j/>k", 29, 5),
            ("<p =\" a b>c\"", 9, 3),
            ("<p a='b c", 9, 1),
            ("</p a>", 5, 1),
        ] {
            let tag = tag(html.as_bytes());
            assert_eq!((tag.length, tag.n_attributes), (length, n_attributes), "{html}");
        }
        let sizes = "a.jpg 100w, ".repeat(MOST_ATTRIBUTES);
        assert!(is_parsable(&format!("<img srcset='{sizes}' alt = \"{sizes}\"><p>One</p>")));
        let data = "a <3 b \"c\" d=e ".repeat(MOST_ATTRIBUTES);
        let page = light(&format!("<script type=application/ld+json>{{{data}}}</script><p>One</p>"));
        assert!(is_parsable(&page) && page.contains("{a \\u003c3 b") && page.ends_with("}</script><p>One</p>"));
        assert!(!is_parsable(&format!("{}{}", "<div>".repeat(300), "x".repeat(MOST_DEEP_BYTES / 300))));
        let text = bare_text("<title>T</title><p>One<script>x</script>two<p>three");
        assert_eq!(text, "One\n\ntwo\n\nthree\n\n");
    }
}
