//! Removes runs of links from the chosen text: lists of other articles, tags, navigation.

use super::block_facts::BlockFacts;
use super::prepared::TextBlock;

/// Removes runs of two or more blocks that are nothing but links from the choice, except those that the text
/// introduces.
///
/// A page that consists only of links keeps them.
pub(super) fn drop_link_runs(
    blocks: &[TextBlock],
    facts: &[BlockFacts],
    introduced: &[usize],
    numbers: &mut Vec<usize>,
) {
    const SHORTEST_RUN: usize = 2;
    // The names in a table of data may all be links.
    let is_link = |number: usize| {
        facts.get(number).is_some_and(BlockFacts::is_all_link)
            && introduced.binary_search(&number).is_err()
            && !blocks.get(number).is_some_and(|block| block.is_cell)
    };
    if numbers.iter().all(|number| is_link(*number)) {
        return;
    }
    let mut kept: Vec<usize> = Vec::with_capacity(numbers.len());
    for run in numbers.chunk_by(|one, other| is_link(*one) == is_link(*other)) {
        if run.len() < SHORTEST_RUN || !is_link(run[0]) {
            kept.extend(run);
        }
    }
    *numbers = kept;
}
