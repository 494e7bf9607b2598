//! Reads the text of a page: trafilatura chooses its blocks, and their content is taken from the page itself.

use std::panic::{AssertUnwindSafe, catch_unwind};

use trafilatura::Options;

use super::block_facts::{BlockFacts, count_letters, facts};
use super::boilerplate::PageBoilerplate;
use super::completed::complete;
use super::introduced::add_introduced;
use super::link_runs::drop_link_runs;
use super::page::Page;
use super::page_blocks::PageBlocks;
use super::prepared::{Prepared, TextBlock, chosen, prepared};
use super::rendered::rendered;
use super::standfirst::add_standfirst;
use crate::article::{Body, BodyBuilder};
use crate::corpus::format::blocks::push_html;
use crate::corpus::format::text_blocks::push_text;

/// The text of a page, and the blocks of the page that it was taken from.
pub(super) struct MainText {
    pub(super) body: Body,
    pub(super) blocks: Vec<TextBlock>,
    /// The number of chosen blocks, if the page is nothing but a list of links.
    pub(super) n_links: Option<usize>,
}

/// Reads the text of a page.
///
/// `headline` is the element of its headline. `article_body` is the text in the page's own data, if there is one.
pub(super) fn read(page: &Page<'_>, headline: Option<usize>, article_body: Option<&str>) -> MainText {
    let Prepared { html, blocks } = prepared(page);
    let options = Options::default().with_fallback(true).with_links(false).with_exclude_comments(true);
    let extracted = catch_unwind(AssertUnwindSafe(|| trafilatura::extract(&html, &options)));
    let content = match extracted {
        Ok(Ok(result)) => result.content_html,
        _ => String::new(),
    };
    let mut numbers = chosen(&content);
    let facts = facts(page, &PageBoilerplate::new(page), &blocks);
    // If no chosen block is of the page, the text comes from its data. Far longer running text of the page is preferred
    // to it.
    let is_of_data = numbers.is_empty() && !content.is_empty() && {
        let running = facts.iter().filter(|facts| facts.is_running()).map(|facts| facts.n_letters);
        count_letters(&content) * 2 >= running.sum::<usize>()
    };
    if !is_of_data {
        let all = PageBlocks { page, blocks: &blocks, facts: &facts };
        complete(&all, &mut numbers);
        if let Some(headline) = headline {
            without_head(page, &blocks, headline, &mut numbers);
        }
        add_standfirst(&all, headline, &mut numbers);
        let introduced = add_introduced(&all, &mut numbers);
        drop_link_runs(&blocks, &facts, &introduced, &mut numbers);
    }
    let n_links = only_links(&facts, &numbers);
    let mut taken: Vec<TextBlock> = numbers.iter().filter_map(|number| blocks.get(*number)).cloned().collect();
    let mut body = rendered(page, taken.iter());
    if is_of_data {
        let mut builder = BodyBuilder::with_capacity(content.len());
        push_html(&content, &mut builder);
        body = builder.finish();
    }
    if body.blocks.len() <= 1
        && let Some(article) = only_article(page)
    {
        // The extraction keeps only some of the words of a very short page.
        let within = article..page.nodes[article].end;
        let all: Vec<TextBlock> = blocks.iter().filter(|block| within.contains(&block.nodes.start)).cloned().collect();
        let whole = rendered(page, all.iter());
        if whole.blocks.len() > body.blocks.len() {
            (body, taken) = (whole, all);
        }
    }
    if let Some(text) = article_body.filter(|text| is_far_longer(text, &body.text)) {
        let mut builder = BodyBuilder::with_capacity(text.len());
        push_text(text, &mut builder);
        body = builder.finish();
        taken.clear();
    }
    if body.blocks.is_empty() {
        // The page has not even a sentence. All text that a user sees is then little, and better than nothing.
        body = rendered(page, blocks.iter());
        taken = blocks;
    }
    MainText { body, blocks: taken, n_links }
}

/// Returns the number of chosen blocks if each of them is a link in a list, and no block of the page is a sentence.
fn only_links(facts: &[BlockFacts], numbers: &[usize]) -> Option<usize> {
    const FEWEST: usize = 5;
    let is_link = |number: &usize| facts.get(*number).is_some_and(|it| it.is_all_link() && it.list.is_some());
    let has_sentence = facts.iter().any(BlockFacts::is_running);
    (numbers.len() >= FEWEST && !has_sentence && numbers.iter().all(is_link)).then_some(numbers.len())
}

/// Removes the few short lines above the headline: the outlet's name, the section, the breadcrumbs.
fn without_head(page: &Page<'_>, blocks: &[TextBlock], headline: usize, numbers: &mut Vec<usize>) {
    const LONGEST_LINE: usize = 100;
    const MOST: usize = 400;
    let place = |number: &usize| blocks.get(*number).map_or(0..0, |block| block.nodes.clone());
    let n_above = numbers.iter().take_while(|number| place(number).end <= headline).count();
    let lengths = numbers[..n_above].iter().map(|number| {
        let nodes = place(number);
        page.seen_between(nodes.start, nodes.end).trim().len()
    });
    // If there is more text above the headline, it may belong to the article.
    if lengths.clone().all(|length| length <= LONGEST_LINE) && lengths.sum::<usize>() <= MOST {
        numbers.drain(..n_above);
    }
}

/// True if the page's data hold a text, and the page itself shows only its beginning.
fn is_far_longer(given: &str, shown: &str) -> bool {
    const SHORTEST: usize = 500;
    given.len() >= SHORTEST && given.len() / 2 > shown.len()
}

/// Returns the element `<article>` of a page that has exactly one.
fn only_article(page: &Page<'_>) -> Option<usize> {
    let mut articles = page.named("article");
    let first = articles.next()?;
    articles.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(html: &str) -> String {
        let tree = scraper::Html::parse_document(html);
        read(&Page::new(&tree), None, None).body.plain_whole().to_string()
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
             <p>{paragraph}</p><ul><li>one ferry</li><li>two <b>large</b> lorries</li></ul><p>{paragraph}</p></article>\
             <footer>Imprint</footer>"
        );
        let expected = format!(
            "Ferry stays\n\n{paragraph}\n\nThe ferry at the mole\n\n> We sail when the door is dry\n\n{paragraph}\n\n\
             - one ferry\n- two large lorries\n\n{paragraph}"
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
        let body = read(&Page::new(&tree), None, Some(&given)).body;
        assert_eq!(body.blocks.len(), 20);
    }
}
