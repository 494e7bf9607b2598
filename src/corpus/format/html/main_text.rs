//! The text of a page: found by trafilatura in the page as [`super::written`] prepares it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::Options;

use super::page::Page;
use super::written::{CAPTION_MARK, written};
use crate::article::{Block, BlockKind, Body, BodyBuilder};
use crate::corpus::format::blocks::push_html;
use crate::corpus::format::text_blocks::push_text;

/// The text of a page, as blocks. `article_body` is the text that the page's own data gives, if any.
pub(super) fn read(page: &Page<'_>, article_body: Option<&str>) -> Body {
    let html = written(page, 0);
    let options = Options::default().with_fallback(true).with_links(true).with_exclude_comments(true);
    let extracted = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&html, &options)));
    let content = match extracted {
        Ok(Ok(result)) => result.content_html,
        _ => String::new(),
    };
    let mut body = body_of(&content);
    if body.blocks.len() <= 1
        && let Some(article) = only_article(page)
    {
        // Of a very short page the extraction keeps the words and loses the paragraphs.
        let with_paragraphs = body_of(&written(page, article));
        if with_paragraphs.blocks.len() > body.blocks.len() {
            body = with_paragraphs;
        }
    }
    if let Some(text) = article_body.filter(|text| is_far_longer(text, &body.text)) {
        let mut builder = BodyBuilder::with_capacity(text.len());
        push_text(text, &mut builder);
        body = builder.finish();
    }
    if body.blocks.is_empty() {
        // Not even a sentence: all that is seen is then little, and better than nothing.
        let mut builder = BodyBuilder::default();
        push_text(&page.text().replace('\n', "\n\n"), &mut builder);
        body = builder.finish();
    }
    body
}

/// Whether the page's data hold a text of which the page itself shows only the beginning.
fn is_far_longer(given: &str, shown: &str) -> bool {
    const SHORTEST: usize = 500;
    given.len() >= SHORTEST && given.len() / 2 > shown.len()
}

fn body_of(html: &str) -> Body {
    let mut builder = BodyBuilder::with_capacity(html.len());
    push_html(html, &mut builder);
    with_captions(builder.finish())
}

/// The element `<article>` of a page that has exactly one.
fn only_article(page: &Page<'_>) -> Option<usize> {
    let mut articles = page.named("article");
    let first = articles.next()?;
    articles.next().is_none().then_some(first)
}

/// The kind of a block that is the caption of a picture: the one place that knows of it.
const CAPTION: BlockKind = BlockKind::Paragraph;

/// The body with its captions marked as such, and without the signs that marked them.
fn with_captions(body: Body) -> Body {
    if !body.text.contains(CAPTION_MARK) {
        return body;
    }
    let Body { text, blocks, mut spans, links, replaced } = body;
    let marks: Vec<usize> = text.match_indices(CAPTION_MARK).map(|(at, _)| at).collect();
    let moved = |at: usize| at - marks.partition_point(|mark| *mark < at) * CAPTION_MARK.len_utf8();
    let blocks = blocks
        .into_iter()
        .map(|Block { kind, range, is_tight }| {
            let is_caption = text[range.clone()].starts_with(CAPTION_MARK);
            let kind = if is_caption { CAPTION } else { kind };
            Block { kind, range: moved(range.start)..moved(range.end), is_tight }
        })
        .collect();
    for span in &mut spans {
        span.range = moved(span.range.start)..moved(span.range.end);
    }
    spans.retain(|span| !span.range.is_empty());
    Body { text: text.replace(CAPTION_MARK, ""), blocks, spans, links, replaced }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(html: &str) -> String {
        let tree = scraper::Html::parse_document(html);
        read(&Page::new(&tree), None).plain()
    }

    #[test]
    fn the_text_of_a_page_with_its_captions_and_quotations() {
        let paragraph =
            "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row. ".repeat(4);
        let paragraph = paragraph.trim();
        let html = format!(
            "<nav><a href=/>Menu</a></nav><article><h1>Ferry stays</h1><p>{paragraph}</p>\
             <figure><img src=a><figcaption>The ferry at the mole</figcaption></figure>\
             <blockquote class='twitter-tweet embed'><p>We sail when the door is dry</p></blockquote>\
             <p>{paragraph}</p><ul><li>one ferry</li><li>two lorries</li></ul><p>{paragraph}</p></article>\
             <footer>Imprint</footer>"
        );
        let expected = format!(
            "Ferry stays\n\n{paragraph}\n\nThe ferry at the mole\n\n> We sail when the door is dry\n\n{paragraph}\n\n\
             - one ferry\n- two lorries\n\n{paragraph}"
        );
        assert_eq!(text_of(&html), expected);
    }

    #[test]
    fn a_short_page_keeps_its_paragraphs() {
        assert_eq!(text_of("<article><p>One.</p><p>Two.</p></article>"), "One.\n\nTwo.");
        assert_eq!(text_of("<body>Words"), "Words");
        assert_eq!(text_of("<body>"), "");
    }

    #[test]
    fn data_give_the_text_that_the_page_does_not() {
        let tree = scraper::Html::parse_document("<article><p>The first sentence.</p></article>");
        let given = "The night ferry stayed in port.\n".repeat(20);
        let body = read(&Page::new(&tree), Some(&given));
        assert_eq!(body.blocks.len(), 20);
    }

    #[test]
    fn marks_leave_no_trace() {
        let body = body_of(&format!("<p>{CAPTION_MARK}A <b>mole</b></p><p>See <i>it</i></p>"));
        assert_eq!(body.text, "A mole\nSee it\n");
        let spans: Vec<_> = body.spans.iter().map(|span| &body.text[span.range.clone()]).collect();
        assert_eq!(spans, ["mole", "it"]);
    }
}
