//! Pages of the web: their main text and their metadata, by trafilatura.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::{ExtractResult, Options, TrafilaturaError};

use super::blocks::{push_html, push_markdown};
use super::{Draft, Refusal};
use crate::article::{BodyBuilder, Severity};
use crate::corpus::{Field, Metadata};

const BECAUSE: &str = "the page's metadata";

/// Texts shorter than this are looked for again with the slower ways.
const SHORT_TEXT: usize = 500;

/// Pages nested deeper are read as bare text: the tree's readers call themselves once a level.
const DEEPEST: usize = 400;

/// Reads a page.
///
/// # Errors
/// When no text is found in it.
pub(super) fn read(html: &str) -> Result<Draft, Refusal> {
    let html = with_breaks(&without_data_uris(html));
    if depth(&html) > DEEPEST {
        return bare(&html);
    }
    let extracted = match extract(&html, false) {
        Some(Ok(result)) if result.content_text.chars().count() >= SHORT_TEXT => Some(result),
        first => match (first, extract(&html, true)) {
            (Some(Ok(first)), Some(Ok(second))) => {
                Some(if second.content_text.len() > first.content_text.len() { second } else { first })
            }
            (Some(Ok(result)), _) | (_, Some(Ok(result))) => Some(result),
            _ => None,
        },
    };
    let Some(result) = extracted else {
        return Err((Severity::NotShown, "a page in which no article text was found".into()));
    };
    let metadata = metadata(&result, &html);
    let Ok(markdown) = catch_unwind(AssertUnwindSafe(|| result.content_markdown())) else {
        let mut builder = BodyBuilder::default();
        super::text_blocks::push_text(&result.content_text, &mut builder);
        return Ok(Draft { metadata, body: builder.finish(), ..Draft::default() });
    };
    let mut builder = BodyBuilder::with_capacity(markdown.len());
    push_markdown(&markdown, &mut builder);
    let mut body = builder.finish();
    if body.blocks.len() <= 1
        && let Some(article) = article_element(&html)
    {
        // Of a very short page the extraction keeps the words and loses the paragraphs.
        let mut builder = BodyBuilder::default();
        push_html(article, &mut builder);
        let with_paragraphs = builder.finish();
        if with_paragraphs.blocks.len() > body.blocks.len() {
            body = with_paragraphs;
        }
    }
    if body.blocks.is_empty() {
        return Err((Severity::NotShown, "a page in which no article text was found".into()));
    }
    Ok(Draft { metadata, body, ..Draft::default() })
}

/// The element `<article>` of a page that has exactly one.
fn article_element(html: &str) -> Option<&str> {
    let lower = html.to_ascii_lowercase();
    let (start, end) = (lower.find("<article")?, lower.find("</article")?);
    let is_only_one = lower.rfind("<article") == Some(start);
    (is_only_one && start < end).then(|| &html[start..end])
}

/// The page with an empty line before every tag that begins a block of text.
///
/// A browser breaks there anyway. Pages that are written as one line have nothing else between a heading
/// and its paragraph, and where the extraction falls back on bare text their words would run together.
fn with_breaks(html: &str) -> String {
    const BLOCKS: [&str; 18] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "div",
        "blockquote",
        "article",
        "section",
        "nav",
        "footer",
        "header",
        "figure",
        "figcaption",
        "tr",
    ];
    let mut broken = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        broken.push_str(&rest[..at]);
        rest = &rest[at..];
        let name_end = rest[1..].find(|letter: char| !letter.is_ascii_alphanumeric()).map_or(rest.len(), |end| end + 1);
        let name = &rest[1..name_end];
        if BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block)) {
            broken.push_str("\n\n");
        } else if name.eq_ignore_ascii_case("br") {
            broken.push('\n');
        }
        broken.push('<');
        rest = &rest[1..];
    }
    broken.push_str(rest);
    broken
}

/// Runs the extraction. `None` when it panicked.
fn extract(html: &str, with_fallback: bool) -> Option<Result<ExtractResult, TrafilaturaError>> {
    let options = Options::default().with_fallback(with_fallback).with_links(true).with_exclude_comments(true);
    catch_unwind(AssertUnwindSafe(|| trafilatura::extract(html, &options))).ok()
}

fn metadata(result: &ExtractResult, html: &str) -> Metadata {
    let page = &result.metadata;
    let given = |text: &str| (!text.trim().is_empty()).then(|| Field::given(text.trim(), BECAUSE));
    let date = page.date.map(|date| {
        let iso = date.to_string();
        // Where no tag and no script holds the date, it was read from the text or the address.
        if is_in_a_tag(html, &iso) { Field::given(iso, BECAUSE) } else { Field::found(iso, "the page") }
    });
    Metadata {
        title: given(&without_site(&title(&page.title, html), &page.sitename)),
        source: given(&page.sitename),
        authors: page.author.split(';').filter_map(given).collect(),
        date,
        language: attribute_of_html(html, "lang").and_then(given),
        link: (!page.url.is_empty()).then(|| page.url.clone()),
    }
}

/// The headline: the one that was found, unless the page's own title says something else altogether,
/// as it does where the heading of a menu or of the comments was taken for it.
fn title<'text>(found: &'text str, html: &str) -> Cow<'text, str> {
    let letters = |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let Some(own) = title_tag(html).filter(|own| !own.trim().is_empty()) else {
        return found.into();
    };
    let (found_letters, own_letters) = (letters(found), letters(&own));
    let is_part = !found_letters.is_empty() && own_letters.contains(&found_letters);
    // A headline is often longer than the title made of it, so a common start is enough.
    let n_common = found_letters.chars().zip(own_letters.chars()).take_while(|(one, other)| one == other).count();
    let is_elsewhere = memchr::memmem::find(html.as_bytes(), b"og:title").is_some();
    if is_part || n_common >= 10 || is_elsewhere { found.into() } else { own.into() }
}

/// The text of the tag `<title>`.
fn title_tag(html: &str) -> Option<String> {
    const LOOKED_AT: usize = 256 * 1024;
    let head = &html[..html.floor_char_boundary(LOOKED_AT)];
    let lower = head.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let text = crate::text::safe::safe_line(&head[start..end]);
    // The few entities that titles have; others stay as they are written.
    let mut decoded = text;
    for (entity, character) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&#8217;", "’"),
        ("&#8211;", "–"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&raquo;", "»"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if decoded.contains(entity) {
            decoded = decoded.replace(entity, character);
        }
    }
    Some(decoded)
}

/// `Headline | The Outlet` without the outlet.
fn without_site(title: &str, site: &str) -> String {
    const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • ", " / "];
    let title = title.trim();
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator)
            && !head.trim().is_empty()
        {
            let is_site = !site.is_empty() && tail.trim().eq_ignore_ascii_case(site.trim());
            // Behind a bar nothing else ever stands than the outlet, or a part of it.
            let is_short = separator == " | " && tail.split_whitespace().count() <= 4;
            if is_site || is_short {
                return head.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// Whether `text` stands within a tag, or in a script, and not only in the text.
fn is_in_a_tag(html: &str, text: &str) -> bool {
    html.match_indices(text).any(|(at, _)| {
        let before = &html[..at];
        let opened = before.rfind('<').unwrap_or(0);
        let closed = before.rfind('>').unwrap_or(0);
        let is_script = html[opened..].get(..7).is_some_and(|tag| tag.eq_ignore_ascii_case("<script"));
        is_script || (opened > closed || (opened == 0 && closed == 0))
    })
}

/// An attribute of the tag `<html>`.
fn attribute_of_html<'html>(html: &'html str, name: &str) -> Option<&'html str> {
    const LOOKED_AT: usize = 4096;
    let head = &html[..html.floor_char_boundary(LOOKED_AT)];
    let lower = head.to_ascii_lowercase();
    let start = lower.find("<html")?;
    let end = start + lower[start..].find('>')?;
    let at = start + lower[start..end].find(&format!(" {name}="))? + name.len() + 2;
    let value = head[at..end].trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '/', '\t']).next(),
    }
}

/// The page without what `data:` URIs hold: pictures that saved pages carry in their text.
fn without_data_uris(html: &str) -> Cow<'_, str> {
    const MARK: &str = "data:";
    // Shorter ones are no pictures, and the word stands in sentences too.
    const SHORTEST: usize = 64;
    let mut out = String::new();
    let mut kept = 0;
    for (at, _) in html.match_indices(MARK) {
        let is_value = at > 0 && matches!(html.as_bytes()[at - 1], b'"' | b'\'' | b'(' | b'=' | b' ' | b';');
        if at < kept || !is_value {
            continue;
        }
        let rest = &html[at..];
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

/// How deep the elements of a page are nested at most, roughly: those that are often left open count not.
fn depth(html: &str) -> usize {
    const LEFT_OPEN: [&str; 28] = [
        "p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option", "source",
        "area", "base", "col", "embed", "param", "track", "wbr", "tbody", "thead", "tfoot", "colgroup", "rp", "rt",
    ];
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = &html.as_bytes()[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = &rest[usize::from(is_end)..];
        let length = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &name[..length];
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
    deepest
}

/// The bare text of a page that cannot be parsed: everything between tags.
fn bare(html: &str) -> Result<Draft, Refusal> {
    let mut text = String::new();
    for part in html.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').to_ascii_lowercase();
        if ["script", "style", "head"].iter().any(|skipped| name.starts_with(skipped)) && !tag.starts_with('/') {
            continue;
        }
        if !words.trim().is_empty() {
            text.push_str(words.trim());
            text.push_str("\n\n");
        }
    }
    if text.is_empty() {
        return Err((Severity::NotShown, "a page in which no article text was found".into()));
    }
    let mut builder = BodyBuilder::default();
    super::text_blocks::push_text(&text, &mut builder);
    Ok(Draft { metadata: Metadata::default(), body: builder.finish(), ..Draft::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page() {
        let paragraph =
            "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row. ".repeat(4);
        let html = format!(
            "<!doctype html><html lang='en-GB'><head><title>Ferry stays | Harbour Wire</title>\
             <meta property='article:published_time' content='2022-03-12T18:00:00Z'>\
             <meta name='author' content='Nell Harbury'></head><body><nav>Menu Sign in</nav>\
             <article><h1>Ferry stays</h1><p>{paragraph}</p><blockquote><p>{paragraph}</p></blockquote>\
             <p>See <a href='https://a.example/b'>the list</a>. {paragraph}</p>\
             <img src='data:image/png;base64,{}'></article></body></html>",
            "A".repeat(200)
        );
        let draft = read(&html).unwrap();
        let metadata = draft.metadata;
        assert_eq!(metadata.title.unwrap().text, "Ferry stays");
        assert_eq!(metadata.date, Some(Field::given("2022-03-12", BECAUSE)));
        assert_eq!(metadata.language.unwrap().text, "en-GB");
        assert_eq!(metadata.authors[0].text, "Nell Harbury");
        let plain = draft.body.plain();
        assert!(plain.contains("stayed in port") && !plain.contains("Sign in") && !plain.contains("AAAA"), "{plain}");
    }

    #[test]
    fn small_things() {
        assert_eq!(without_site("Tolls rise | The Courier", ""), "Tolls rise");
        assert_eq!(without_site("Tolls - a rise - Courier", "courier"), "Tolls - a rise");
        assert_eq!(without_site("Tolls - a rise", "Courier"), "Tolls - a rise");
        let uri = format!("<img src=\"data:image/png;base64,{}\"> data: x", "A".repeat(100));
        assert_eq!(without_data_uris(&uri), "<img src=\"data:\"> data: x");
        assert_eq!(attribute_of_html("<!doctype html>\n<HTML class=a lang=de>", "lang"), Some("de"));
        assert_eq!(depth("<div><p><p><div></div></div><br>"), 2);
        let deep = format!("{}Words{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(read(&deep).unwrap().body.plain(), "Words");
        assert!(read("<html><body></body></html>").is_err());
    }
}
