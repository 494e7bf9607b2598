//! Finds lists of links that the text itself introduces: "These are the places:".

use super::block_facts::BlockFacts;
use super::page_blocks::PageBlocks;
use crate::corpus::page_lines;
use crate::text::normalise::is_unspaced;

/// Adds the lists that are right below a chosen paragraph with a colon at its end. Returns the numbers of their blocks,
/// in order.
pub(super) fn add_introduced(page: &PageBlocks<'_, '_>, numbers: &mut Vec<usize>) -> Vec<usize> {
    let mut introduced = Vec::new();
    for number in numbers.iter().copied() {
        if number < page.blocks.len() && page.text(number).ends_with([':', '：']) {
            introduced.extend(list_below(page, number));
        }
    }
    if !introduced.is_empty() {
        numbers.extend(&introduced);
        numbers.sort_unstable();
        numbers.dedup();
    }
    introduced
}

/// Returns the blocks of the list of links below a paragraph. Returns none if it is a list of other articles.
fn list_below(page: &PageBlocks<'_, '_>, number: usize) -> Vec<usize> {
    const FEWEST: usize = 2;
    const FEWEST_WORDS: usize = 3;
    const MOST_WORDS_OF_ITEMS: usize = 4;
    let intro = &page.facts[number];
    let text = page.text(number);
    let is_running = intro.is_running();
    let n_words = text.split_whitespace().count();
    if intro.is_heading || intro.is_caption || intro.is_boilerplate || intro.is_all_link() {
        return Vec::new();
    }
    if !is_running && ((n_words < FEWEST_WORDS && !text.contains(is_unspaced)) || is_of_the_page(text)) {
        return Vec::new();
    }
    let is_item = |at: usize, facts: &BlockFacts| {
        facts.is_all_link()
            && !facts.is_boilerplate
            && !facts.is_heading
            && (facts.outer_box == intro.outer_box || page.page.nodes[facts.outer_box].parent == Some(intro.outer_box))
            && facts.list == page.facts[number + 1].list
            && !page.blocks[at].is_cell
    };
    let items: Vec<usize> = (number + 1..page.blocks.len()).take_while(|at| is_item(*at, &page.facts[*at])).collect();
    // Headlines of other articles are longer than names.
    let n_words: usize = items.iter().map(|at| page.text(*at).split_whitespace().count()).sum();
    let are_names = n_words <= items.len() * MOST_WORDS_OF_ITEMS;
    if items.len() >= FEWEST && (is_running || are_names) { items } else { Vec::new() }
}

/// True if a short line introduces links to other pages: "Read more about it:", "Themen in diesem Artikel:".
fn is_of_the_page(line: &str) -> bool {
    const WORDS: [&str; 39] = [
        "more",
        "related",
        "read",
        "also",
        "follow",
        "share",
        "topic",
        "topics",
        "tags",
        "article",
        "subscribe",
        "links",
        "mehr",
        "thema",
        "themen",
        "lesen",
        "auch",
        "artikel",
        "folgen",
        "teilen",
        "lire",
        "aussi",
        "article",
        "suivez",
        "partager",
        "sujet",
        "sujets",
        "más",
        "leer",
        "también",
        "temas",
        "síguenos",
        "leggi",
        "anche",
        "leia",
        "lees",
        "ook",
        "читайте",
        "также",
    ];
    let bare = line.trim_end_matches([':', '：', ' ']);
    page_lines::boilerplate_line(line).is_some()
        || page_lines::boilerplate_line(bare).is_some()
        || line.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}
