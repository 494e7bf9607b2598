//! Reads web pages: their metadata, and their main text by trafilatura.
//!
//! A page is made light, parsed once, and read as a flat list of elements: first its metadata, then its text.

use std::panic::catch_unwind;

use main_text::MainText;

use super::{Draft, Refusal};
use crate::article::{BodyBuilder, How, Severity};
use crate::corpus::{Field, Metadata};

mod accounts;
mod article_links;
mod author_names;
mod author_texts;
mod author_words;
mod authors;
mod block_facts;
mod boilerplate;
mod boxes;
mod byline_boxes;
mod byline_classes;
mod byline_lines;
mod byline_sign;
mod bylines;
mod captures;
mod comparison_key;
mod completed;
mod date_attributes;
mod date_conventions;
mod date_labels;
mod dated_elements;
mod dates;
mod dates_seen;
mod error_page;
mod fragment;
mod hidden;
mod interviews;
mod introduced;
mod json_ld;
mod labelled_dates;
mod link_runs;
mod live_posts;
mod main_text;
mod markup;
mod meta_tags;
mod metadata;
mod only_dates;
mod page;
mod page_blocks;
mod page_kind;
mod page_text;
mod places;
mod prepared;
mod published;
mod rendered;
mod saved;
mod script_dates;
mod site_names;
mod standfirst;
mod tags;
mod teasers;
mod templates;
mod title;
mod title_parts;
mod unnamed;
mod zones;

pub(super) use fragment::without_hidden;

/// Reads a page.
///
/// # Errors
/// Refuses a page in which no text is found, an error page, and a list of links without a text.
pub(super) fn read(html: &str) -> Result<Draft, Refusal> {
    let light = markup::light(html);
    if !markup::is_parsable(&light) {
        return bare(&light);
    }
    let Ok(tree) = catch_unwind(|| scraper::Html::parse_document(&light)) else {
        return bare(&light);
    };
    let page = page::Page::new(&tree);
    let mut said = metadata::read(&page, html);
    said.metadata.tags = tags::read(&page);
    // Dates in a list of other articles belong to those articles. The date is also set to none where no date was
    // chosen: otherwise the lines of the text would be searched for one.
    let is_given = said.metadata.date.as_ref().is_some_and(|date| date.how == How::Given);
    let title = said.metadata.title.as_ref().map(|title| title.text.as_str());
    // If a page with posts does not call itself a report, its posts may be the entries of a blog.
    let is_report = said.shows_posts && (said.is_article || title.is_some_and(live_posts::names_a_report));
    if !is_given && !is_report && (page_kind::is_list_of_teasers(&page) || page_kind::is_list_of_entries(&page)) {
        said.metadata.date = Some(Field::none("the page lists several articles with their dates"));
    }
    let MainText { mut body, mut blocks, n_links } =
        main_text::read(&page, said.headline, said.article_body.as_deref());
    if let Some(of_script) = templates::read(html, &body) {
        body = of_script;
        blocks.clear();
    }
    if body.blocks.is_empty() {
        return Err((Severity::NotShown, why_empty(&page, html).into()));
    }
    if !said.is_article && error_page::is_error_page(&page, &said.metadata, &body) {
        return Err((Severity::SetAside, "a page of an error, which the site shows in place of an article".into()));
    }
    if let Some(n_links) = n_links.filter(|_| !said.is_article && !blocks.is_empty()) {
        return Err((Severity::SetAside, format!("a list of {n_links} links without a text").into()));
    }
    let title = said.metadata.title.as_ref().map(|title| title.text.as_str());
    let body = page_text::added(&page, &blocks, title, body);
    Ok(Draft { metadata: said.metadata, body, ..Draft::default() })
}

/// Returns the reason why a page has no text.
fn why_empty(page: &page::Page<'_>, html: &str) -> &'static str {
    if page.named("frameset").next().is_some() || page.named("iframe").next().is_some() {
        return "a page of frames, whose text is in other files";
    }
    let leads_on = page
        .named("meta")
        .any(|at| page.attribute(at, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh")));
    if leads_on {
        return "a page that only leads to another one";
    }
    if memchr::memmem::find(html.as_bytes(), b"<script").is_some() {
        return "a page whose text is fetched by a script, and was not saved with it";
    }
    "a page in which no article text was found"
}

/// Reads the bare text of a page that cannot be parsed: everything between tags.
fn bare(html: &str) -> Result<Draft, Refusal> {
    let text = markup::bare_text(html);
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
    fn pages_that_cannot_be_read_as_pages() {
        let deep = format!("{}Words{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(read(&deep).unwrap().body.plain().to_string(), "Words");
        for (html, why) in [
            ("<html><body></body></html>", "a page in which no article text was found"),
            ("<frameset cols=2><frame src=a></frameset>", "a page of frames, whose text is in other files"),
            ("<meta http-equiv=Refresh content='0; url=a'>", "a page that only leads to another one"),
            (
                "<div id=root></div><script src=a></script><noscript>Turn it on</noscript>",
                "a page whose text is fetched by a script, and was not saved with it",
            ),
        ] {
            assert_eq!(read(html).unwrap_err().1, why, "{html}");
        }
    }
}
