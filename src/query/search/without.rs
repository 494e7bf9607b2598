//! Counts the matches of a filter without each of its parts, as advice when the filter matches nothing.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::Search;
use crate::index::stored::Segment;
use crate::index::{Bitmap, RowId};
use crate::query::execute::cost;
use crate::query::{Node, Query};

/// A part of a filter, and the number of matches without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutPart {
    /// The range of the part in the filter, for [`without_part`](crate::query::without_part).
    pub range: Range<usize>,
    /// The text of the part.
    pub text: String,
    /// The number of articles that match without the part.
    pub n_articles: usize,
}

/// One of the distinct parts that must all match.
struct DifferentPart {
    node: Node,
    /// The index of the part among all; `None` if an equal part occurs twice, because leaving out one changes nothing.
    place: Option<usize>,
}

/// Returns the distinct parts of a filter, cheapest first.
fn different_parts(query: &Query) -> Vec<DifferentPart> {
    let mut parts: Vec<DifferentPart> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (place, (_, node)) in query.parts().into_iter().enumerate() {
        match known.entry(node.to_string()) {
            Entry::Occupied(known) => parts[*known.get()].place = None,
            Entry::Vacant(new) => {
                new.insert(parts.len());
                parts.push(DifferentPart { node: node.without_repetition(), place: Some(place) });
            }
        }
    }
    parts.sort_by_key(|part| cost(&part.node));
    parts
}

impl Search {
    /// True if nothing matches, and the counts without each part and in page text are not known yet.
    pub fn needs_counts(&self) -> bool {
        let is_part_of_many = self.query.parts().len() > 1;
        (is_part_of_many || self.query.in_page_text().is_some())
            && self.n_tried_without < self.snapshot.n_rows()
            && self.has_no_match()
    }

    /// If nothing matches, counts the articles that match without each part, and in page text.
    ///
    /// Returns `None` if `stop` ended it early, like [`Self::extend`]. This searches the articles a second time, so the
    /// result of the filter itself is available before it.
    pub fn count_without_parts(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        if self.needs_counts() { self.search_without(stop) } else { Some(()) }
    }

    /// True if no article matches that is not deleted.
    pub(super) fn has_no_match(&self) -> bool {
        self.matching.iter().all(|row| self.snapshot.is_deleted(row))
    }

    fn search_without(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        self.count_in_page_text(stop)?;
        let n_parts = self.query.parts().len();
        self.without.resize(n_parts, 0);
        let snapshot = self.snapshot.clone();
        if n_parts < 2 {
            self.n_tried_without = snapshot.n_rows();
            return Some(());
        }
        let parts = different_parts(&self.query);
        for (first_row, segment) in snapshot.segments() {
            if first_row as usize + segment.len() <= self.n_tried_without {
                continue;
            }
            self.count_without_in(first_row, segment, &parts, stop)?;
        }
        self.n_tried_without = snapshot.n_rows();
        Some(())
    }

    /// Counts, for each part, the articles of a segment that match all other parts.
    ///
    /// Each part is only tested on the rows that match all parts before it, or all but one. So many parts take little
    /// more time than a few, and no more memory.
    fn count_without_in(
        &mut self,
        first_row: RowId,
        segment: &Segment,
        parts: &[DifferentPart],
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let mut in_all = Bitmap::full(segment.len());
        in_all.and_not(&self.snapshot.deleted().part(first_row, segment.len()));
        let mut in_all_but_one = Bitmap::new(segment.len());
        // The index of the part that a row of `in_all_but_one` does not match.
        let mut places = vec![0_u32; segment.len()];
        for DifferentPart { node, place } in parts {
            let mut left = in_all.clone();
            left.or(&in_all_but_one);
            if left.is_empty() {
                break;
            }
            let own = self.rows_within(first_row, segment, node, Some(&left), stop)?;
            in_all_but_one.and(&own);
            if let Some(place) = place {
                let mut missing = in_all.clone();
                missing.and_not(&own);
                missing.iter().for_each(|row| places[row as usize] = *place as u32);
                in_all_but_one.or(&missing);
            }
            in_all.and(&own);
        }
        for row in in_all_but_one.iter() {
            self.without[places[row as usize] as usize] += 1;
        }
        self.n_tried_without = first_row as usize + segment.len();
        Some(())
    }

    pub(super) fn dropped(&self) -> Vec<WithoutPart> {
        let parts = self.query.parts();
        if parts.len() < 2 || self.n_tried_without < self.snapshot.n_rows() || !self.has_no_match() {
            return Vec::new();
        }
        let counted = parts.into_iter().zip(&self.without);
        let mut dropped: Vec<WithoutPart> = counted
            .map(|((range, _), n_articles)| WithoutPart {
                text: self.query.text[range.clone()].to_owned(),
                range,
                n_articles: *n_articles,
            })
            .collect();
        // Leaving out a part that gives no matches is no advice.
        dropped.retain(|part| part.n_articles > 0);
        // The most helpful part is first; equally helpful parts keep the order of the filter.
        dropped.sort_by_key(|part| std::cmp::Reverse(part.n_articles));
        dropped
    }

    /// True if both searches have the same parts, so that the counts without each part are still valid.
    pub(super) fn has_same_parts(&self, previous: &Self) -> bool {
        let nodes = |query: &Query| query.parts().into_iter().map(|(_, node)| node.clone()).collect::<Vec<Node>>();
        nodes(&self.query) == nodes(&previous.query)
    }
}
