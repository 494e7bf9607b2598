//! The text blocks of a page together with the facts about each.

use super::block_facts::BlockFacts;
use super::page::Page;
use super::prepared::TextBlock;

/// The blocks of a page, and the facts about each block by the same number.
pub(super) struct PageBlocks<'page, 'tree> {
    pub(super) page: &'page Page<'tree>,
    pub(super) blocks: &'page [TextBlock],
    pub(super) facts: &'page [BlockFacts],
}

impl PageBlocks<'_, '_> {
    /// Returns the numbers of the blocks that begin in the element at `at`.
    pub(super) fn within(&self, at: usize) -> std::ops::Range<usize> {
        let end = self.page.nodes[at].end;
        let first = self.blocks.partition_point(|block| block.nodes.start <= at);
        let behind = self.blocks.partition_point(|block| block.nodes.start < end);
        first..behind.max(first)
    }

    /// Counts the letters of running text in the element at `at`.
    pub(super) fn running_in(&self, at: usize) -> usize {
        self.facts[self.within(at)].iter().filter(|facts| facts.is_running()).map(|facts| facts.n_letters).sum()
    }

    /// Returns the words of a block that a user sees.
    pub(super) fn text(&self, number: usize) -> &str {
        let nodes = &self.blocks[number].nodes;
        self.page.seen_between(nodes.start, nodes.end).trim()
    }

    /// True if the block may be part of a text whose other blocks are around it.
    pub(super) fn may_be_text(&self, number: usize) -> bool {
        let facts = &self.facts[number];
        !facts.is_boilerplate && !facts.is_all_link() && facts.n_letters > 0
    }
}
