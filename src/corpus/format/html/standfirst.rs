//! Adds the standfirst: the sentence or two between the headline and the text. Most pages separate it from the text,
//! and the extraction usually leaves it out.

use super::comparison_key::comparison_key;
use super::page::Page;
use super::page_blocks::PageBlocks;

/// Words in the class or `itemprop` of a standfirst, in the languages of the outlets that use them.
const NAMES: [&str; 18] = [
    "lead",
    "lede",
    "dek",
    "deck",
    "intro",
    "ingress",
    "abstract",
    "excerpt",
    "summary",
    "chapo",
    "chapeau",
    "bajada",
    "anriss",
    "sommario",
    "occhiello",
    "description",
    "highlights",
    "bullets",
];
/// Longer words, which are also matched within a word.
const LONG_NAMES: [&str; 12] = [
    "standfirst",
    "stand-first",
    "subtitle",
    "sub-title",
    "subhead",
    "sub-head",
    "entradilla",
    "vorspann",
    "sottotitolo",
    "keypoint",
    "key-point",
    "takeaway",
];

/// Adds the standfirst to the choice. `headline` is the element of the headline, if it is confirmed.
pub(super) fn add_standfirst(page: &PageBlocks<'_, '_>, headline: Option<usize>, numbers: &mut Vec<usize>) {
    // A standfirst may be a list of points.
    const MOST: usize = 6;
    // Blocks farther away from the text are no standfirst, but boxes of the page.
    const MOST_BLOCKS_BETWEEN: usize = 30;
    let facts = page.facts;
    let Some(first) = numbers.iter().copied().find(|number| facts[*number].is_running()) else {
        return;
    };
    let described = descriptions(page.page);
    let start = headline.map_or(first.saturating_sub(MOST_BLOCKS_BETWEEN), |headline| {
        let end = page.page.nodes[headline].end;
        page.blocks.partition_point(|block| block.nodes.start < end)
    });
    // The page may repeat its text below the headline, but more blocks than this are something else.
    if start >= first || first - start > MOST_BLOCKS_BETWEEN {
        return;
    }
    let text_of = |number: usize| {
        let block = &page.blocks[number];
        page.page.seen_between(block.nodes.start, block.nodes.end).trim()
    };
    let below: Vec<String> = numbers
        .iter()
        .filter(|number| **number >= first)
        .take(4)
        .map(|number| comparison_key(text_of(*number)))
        .collect();
    let mut added: Vec<usize> = Vec::new();
    for number in start..first {
        let facts = &facts[number];
        let is_out = facts.is_boilerplate || facts.is_caption || facts.n_link_letters * 4 > facts.n_letters;
        if is_out || numbers.contains(&number) || added.len() >= MOST {
            continue;
        }
        let text = text_of(number);
        let own = comparison_key(text);
        let is_repeated = below.iter().any(|other| other.starts_with(&own));
        let is_described = described.iter().any(|other| is_same(&own, other));
        let is_called_so = headline.is_some() && is_named(page, number) && own.len() >= 20;
        // Points are in a list with the name of a standfirst. Other lists there are breadcrumbs.
        let is_sentence = headline.is_some() && facts.list.is_none() && is_sentence(text);
        if !is_repeated && (is_described || is_called_so || is_sentence) {
            added.push(number);
        }
    }
    numbers.extend(added);
    numbers.sort_unstable();
}

/// Returns the descriptions that the page gives to services that show shared links, as [`comparison_key`] returns them.
fn descriptions(page: &Page<'_>) -> Vec<String> {
    const NAMES: [&str; 5] =
        ["description", "og:description", "twitter:description", "dc.description", "sailthru.description"];
    let named = page.named("meta").filter(|at| {
        ["name", "property", "itemprop"]
            .iter()
            .filter_map(|name| page.attribute(*at, name))
            .any(|name| NAMES.iter().any(|other| name.eq_ignore_ascii_case(other)))
    });
    let mut texts: Vec<String> = named.filter_map(|at| page.attribute(at, "content")).map(comparison_key).collect();
    texts.retain(|text| text.len() >= 20);
    texts
}

/// True if a block has the text of a description. Either may be cut off at its end.
fn is_same(own: &str, description: &str) -> bool {
    const FEWEST: usize = 20;
    own.len() >= FEWEST
        && (own == description
            || (own.starts_with(description) && own.len() < description.len() * 2)
            || (description.starts_with(own) && description.len() < own.len() * 2))
}

fn is_named(page: &PageBlocks<'_, '_>, number: usize) -> bool {
    const MOST_LEVELS: usize = 3;
    let tree = page.page;
    let container = page.blocks[number].container;
    std::iter::once(container).chain(tree.ancestors(container)).take(MOST_LEVELS).any(|at| {
        ["class", "itemprop"].iter().filter_map(|name| tree.attribute(at, name)).any(|names| {
            names.split_ascii_whitespace().any(|name| {
                let name = name.to_ascii_lowercase();
                let is_word =
                    |word: &str| NAMES.contains(&word) || LONG_NAMES.iter().any(|long| word.starts_with(long));
                name.split(['-', '_']).any(is_word) || LONG_NAMES.iter().any(|long| name.contains(long))
            })
        })
    })
}

/// True if a block is a sentence, and not a byline, date or label.
fn is_sentence(text: &str) -> bool {
    const FEWEST_LETTERS: usize = 60;
    const LONGEST: usize = 800;
    let n_letters = super::block_facts::count_letters(text);
    n_letters >= FEWEST_LETTERS
        && text.len() <= LONGEST
        && text
            .trim_end_matches(['"', '”', '»', '’', '“', ')', ']'])
            .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}
