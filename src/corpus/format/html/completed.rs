//! Completes the choice of the extraction: adds the text that it leaves out between the chosen paragraphs, and the
//! other articles of a page that holds several.
//!
//! The extraction knows the usual shapes of articles. It takes the first element that looks like one, so the second
//! article of a page is lost. From pages without such an element it takes only paragraphs, so lists between them are
//! lost. Only running text is added here, never links or boilerplate.

use super::interviews::add_interview;
use super::page::Page;
use super::page_blocks::PageBlocks;
use super::prepared::{children, is_article_body};
use crate::corpus::byline;
use crate::dates;

/// Completes the choice. `numbers` are the chosen blocks, in order.
pub(super) fn complete(page: &PageBlocks<'_, '_>, numbers: &mut Vec<usize>) {
    let mut is_chosen = vec![false; page.blocks.len()];
    for number in numbers.iter().filter(|number| **number < page.blocks.len()) {
        is_chosen[*number] = true;
    }
    if !has_running(page, &is_chosen) {
        choose_densest(page, &mut is_chosen);
    }
    add_articles(page, &mut is_chosen);
    fill_gaps(page, &mut is_chosen);
    add_interview(page, &mut is_chosen);
    *numbers = (0..is_chosen.len()).filter(|number| is_chosen[*number]).collect();
}

/// True if the choice holds a fair share of the page's running text, or if the page has too little of it.
fn has_running(page: &PageBlocks<'_, '_>, is_chosen: &[bool]) -> bool {
    // Less than this is no article: a page of pictures, a form, a video with two lines.
    const FEWEST: usize = 300;
    const LEAST_SHARE: usize = 10;
    let (mut chosen, mut all) = (0, 0);
    for (facts, is_chosen) in page.facts.iter().zip(is_chosen) {
        if facts.is_running() {
            all += facts.n_letters;
            chosen += if *is_chosen { facts.n_letters } else { 0 };
        }
    }
    all < FEWEST || chosen * LEAST_SHARE >= all
}

/// Replaces the choice with the blocks of the box that has the most running text. This is done if the choice has hardly
/// any of the page's running text.
fn choose_densest(page: &PageBlocks<'_, '_>, is_chosen: &mut [bool]) {
    let mut score = vec![0_usize; page.page.nodes.len()];
    for facts in page.facts.iter().filter(|facts| facts.is_running()) {
        score[facts.outer_box] += facts.n_letters;
        // Half of the letters also count for the element around the box. So a text that is spread over several boxes in
        // one element is found as well.
        if let Some(parent) = page.page.nodes[facts.outer_box].parent {
            score[parent] += facts.n_letters / 2;
        }
    }
    let Some((best, _)) = score.iter().enumerate().max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at))) else {
        return;
    };
    is_chosen.fill(false);
    for number in page.within(best) {
        is_chosen[number] = page.may_be_text(number);
    }
}

/// Adds the other articles of a page: siblings of the element with the choice that are of the same kind and hold
/// running text of their own.
fn add_articles(page: &PageBlocks<'_, '_>, is_chosen: &mut [bool]) {
    const MOST_LEVELS: usize = 40;
    let tree = page.page;
    let Some(around) = common_ancestor(page, is_chosen) else {
        return;
    };
    let n_chosen = running(page, is_chosen);
    let mut inner = around;
    for outer in std::iter::once(around).chain(tree.ancestors(around)).take(MOST_LEVELS) {
        if outer != around || !is_article(tree, outer) {
            for child in children(tree, outer) {
                let is_like = if outer == around { is_article(tree, child) } else { is_alike(tree, child, inner) };
                let within = page.within(child);
                let is_other = !is_chosen[within.clone()].contains(&true);
                if is_like && is_other && reads_as_article(page, child, n_chosen) {
                    for number in within {
                        is_chosen[number] |= page.may_be_text(number);
                    }
                }
            }
        }
        inner = outer;
        if matches!(tree.name(outer), "body" | "html") || (is_article(tree, outer) && outer != around) {
            break;
        }
    }
}

/// Returns the innermost element that holds all chosen running text.
fn common_ancestor(page: &PageBlocks<'_, '_>, is_chosen: &[bool]) -> Option<usize> {
    let chosen = || page.facts.iter().enumerate().filter(|(number, facts)| is_chosen[*number] && facts.is_running());
    let (first, _) = chosen().next()?;
    let (last, _) = chosen().next_back()?;
    let last = page.blocks[last].nodes.start;
    let container = page.blocks[first].container;
    let outer_box = page.facts[first].outer_box;
    std::iter::once(outer_box.min(container))
        .chain(page.page.ancestors(outer_box))
        .find(|at| page.page.nodes[*at].end > last)
}

/// Counts the letters of running text in the choice.
fn running(page: &PageBlocks<'_, '_>, is_chosen: &[bool]) -> usize {
    let chosen = page.facts.iter().zip(is_chosen).filter(|(facts, is_chosen)| **is_chosen && facts.is_running());
    chosen.map(|(facts, _)| facts.n_letters).sum()
}

fn is_article(page: &Page<'_>, at: usize) -> bool {
    page.name(at) == "article"
        || page.attribute(at, "role") == Some("article")
        || page.attribute(at, "itemprop").is_some_and(is_article_body)
}

/// True if two sibling elements are of the same kind, judged by their names and classes.
fn is_alike(page: &Page<'_>, at: usize, other: usize) -> bool {
    matches!(page.name(at), "article" | "div" | "section" | "li" | "td" | "tr" | "table" | "tbody")
        && page.name(at) == page.name(other)
        && page.attribute(at, "class") == page.attribute(other, "class")
}

/// True if an element holds an article and not a teaser of one: mostly running text, under a headline that is no link.
///
/// `n_chosen` is the number of letters of the choice.
fn reads_as_article(page: &PageBlocks<'_, '_>, at: usize, n_chosen: usize) -> bool {
    const FEWEST: usize = 100;
    // A text of this length is no teaser, even if its headline is a link.
    const LONG: usize = 700;
    let n_running = page.running_in(at);
    if n_running < FEWEST || n_running * 12 < n_chosen {
        return false;
    }
    let facts = &page.facts[page.within(at)];
    let (mut n_letters, mut n_link_letters, mut leads_on) = (0, 0, false);
    for facts in facts.iter().filter(|facts| !facts.is_boilerplate) {
        n_letters += facts.n_letters;
        n_link_letters += facts.n_link_letters;
        leads_on |= facts.is_all_link();
    }
    n_running * 2 > n_letters && n_link_letters * 5 < n_letters && (!leads_on || n_running >= LONG)
}

/// Adds the blocks between the first and the last chosen block that are no boilerplate, and those that follow the last
/// one in the same box.
fn fill_gaps(page: &PageBlocks<'_, '_>, is_chosen: &mut [bool]) {
    let is_running = |number: &usize| page.facts[*number].is_running();
    let chosen = || (0..is_chosen.len()).filter(|number| is_chosen[*number]);
    let (Some(first), Some(last)) = (chosen().find(is_running), chosen().rfind(is_running)) else {
        if let Some(first) = chosen().next() {
            add_headings(page, first, is_chosen);
        }
        return;
    };
    let mut is_text_box = vec![false; page.page.nodes.len()];
    // Boxes that are the direct parent of a box of the text.
    let mut is_around = vec![false; page.page.nodes.len()];
    let parent_of = |at: usize| page.page.nodes[at].parent;
    for number in chosen().filter(is_running) {
        let outer_box = page.facts[number].outer_box;
        is_text_box[outer_box] = true;
        if let Some(parent) = parent_of(outer_box) {
            is_around[parent] = true;
        }
    }
    // A block in another box belongs to the text if that box is inside a box of the text, around one or beside one.
    let is_near = |outer_box: usize| {
        let parent = parent_of(outer_box);
        let is_inner = parent.is_some_and(|at| is_text_box[at] || parent_of(at).is_some_and(|at| is_text_box[at]));
        is_inner || is_around[outer_box] || parent.is_some_and(|at| is_around[at] && !is_outer(page.page, at))
    };
    let lists = Lists::new(page);
    let mut is_added = vec![false; is_chosen.len()];
    for number in first..is_chosen.len() {
        let facts = &page.facts[number];
        if is_chosen[number] || !page.may_be_text(number) || facts.is_heading {
            continue;
        }
        let is_beside = is_text_box[facts.outer_box];
        if !is_beside && !is_near(facts.outer_box) {
            continue;
        }
        // After the last chosen paragraph comes the end of the page, unless the box continues.
        if number > last && (!is_beside || facts.is_caption || !is_next(page, is_chosen, &is_added, number)) {
            continue;
        }
        let is_text = match facts.list {
            Some(around) => lists.is_text(around),
            None if facts.is_caption => true,
            None if number > last => facts.is_running(),
            None => {
                facts.is_running()
                    || (is_beside && is_paragraph(page, number) && facts.n_link_letters * 2 < facts.n_letters)
            }
        };
        is_added[number] = is_text;
    }
    is_chosen.iter_mut().zip(is_added).for_each(|(is_chosen, is_added)| *is_chosen |= is_added);
    add_headings(page, first, is_chosen);
    add_first_heading(page, first, is_chosen);
}

/// Adds the headings after the first chosen paragraph, `first`, that are right above a chosen block.
fn add_headings(page: &PageBlocks<'_, '_>, first: usize, is_chosen: &mut [bool]) {
    let mut is_followed = false;
    for number in (first..is_chosen.len()).rev() {
        let facts = &page.facts[number];
        if facts.is_heading {
            is_chosen[number] |= is_followed && page.may_be_text(number);
        } else if !(is_followed && is_day_or_byline(page.text(number))) {
            is_followed = is_chosen[number];
        }
    }
}

/// Adds the heading right above the first chosen paragraph, `first`, if the text has other headings of its kind.
///
/// On a page with several articles, it is the headline of the first article.
fn add_first_heading(page: &PageBlocks<'_, '_>, first: usize, is_chosen: &mut [bool]) {
    const FEWEST: usize = 2;
    const MOST_LINES_BETWEEN: usize = 2;
    let above = (0..first).rev().take(MOST_LINES_BETWEEN + 1);
    let Some(heading) = above
        .take_while(|number| page.facts[*number].is_heading || is_day_or_byline(page.text(*number)))
        .find(|number| page.facts[*number].is_heading)
    else {
        return;
    };
    let name = |number: usize| {
        let container = page.blocks[number].container;
        std::iter::once(container)
            .chain(page.page.ancestors(container).take(2))
            .map(|at| page.page.name(at))
            .find(|it| matches!(*it, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
    };
    let own = name(heading);
    let is_alike = |number: &usize| is_chosen[*number] && page.facts[*number].is_heading && name(*number) == own;
    // A heading such as "Advertisement" is above each part.
    let is_label = (first..is_chosen.len()).filter(is_alike).any(|number| page.text(number) == page.text(heading));
    if is_label {
        return;
    }
    if page.may_be_text(heading) && own.is_some() && (first..is_chosen.len()).filter(is_alike).count() >= FEWEST {
        is_chosen[heading] = true;
    }
}

/// True if a line between a heading and its text says when or by whom the text was written.
fn is_day_or_byline(line: &str) -> bool {
    const LONGEST: usize = 80;
    line.len() <= LONGEST && (dates::is_alone(line) || byline::read(line).is_some())
}

/// True if a block is a paragraph by its element, or if its words are directly in its box. A short line in a box of its
/// own is usually a label.
fn is_paragraph(page: &PageBlocks<'_, '_>, number: usize) -> bool {
    let container = page.blocks[number].container;
    container == page.facts[number].outer_box
        || matches!(page.page.name(container), "p" | "blockquote" | "pre" | "li" | "dd" | "dt")
}

/// True if an element holds the parts of the page, and not only text.
fn is_outer(page: &Page<'_>, at: usize) -> bool {
    matches!(page.name(at), "body" | "html" | "main" | "form")
}

/// True if the block before, not counting headings, belongs to the text.
fn is_next(page: &PageBlocks<'_, '_>, is_chosen: &[bool], is_added: &[bool], number: usize) -> bool {
    let before = (0..number).rev().take(3).find(|before| !page.facts[*before].is_heading);
    before.is_some_and(|before| is_chosen[before] || is_added[before])
}

/// For each list and table, the number of its letters, and the number of those in links.
struct Lists {
    /// Both numbers by node; zeros for nodes that are no list.
    sums: Vec<(usize, usize)>,
}

impl Lists {
    fn new(page: &PageBlocks<'_, '_>) -> Self {
        let mut sums = vec![(0, 0); page.page.nodes.len()];
        for facts in page.facts {
            if let Some(list) = facts.list {
                sums[list].0 += facts.n_letters;
                sums[list].1 += facts.n_link_letters;
            }
        }
        Self { sums }
    }

    /// True if the list has enough words and is no menu.
    fn is_text(&self, list: usize) -> bool {
        let (n_letters, n_link_letters) = self.sums[list];
        n_letters >= 20 && n_link_letters * 3 < n_letters
    }
}
