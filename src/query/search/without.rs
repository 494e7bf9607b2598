//! What would be found without one part of a filter that finds nothing: advice in place of an empty list.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use super::Search;
use crate::index::stored::Segment;
use crate::index::{Bitmap, RowId};
use crate::query::execute::cost;
use crate::query::{Node, Query};

/// A part of a filter, and what leaving it out would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutPart {
    /// Where it stands in the filter: what [`without_part`](crate::query::without_part) takes.
    pub range: Range<usize>,
    /// How it is written.
    pub text: String,
    /// How many articles match without it.
    pub n_articles: usize,
}

/// One of the different parts that must all match.
struct DifferentPart {
    node: Node,
    /// The place of the part among all. `None` if an equal part occurs twice: to leave out one of them changes nothing.
    place: Option<usize>,
}

/// The different parts of a filter, those that cost little first.
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

    /// If nothing matches, counts the articles that match without each part, and in page text. `None` when `stop`
    /// ended it early, as in [`Self::extend`]. It is a second walk over the articles, so the answer itself is
    /// there before it.
    pub fn count_without_parts(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        if self.needs_counts() { self.search_without(stop) } else { Some(()) }
    }

    /// True if no article that is still there matches.
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
        let parts = different_parts(self.bound_query());
        for (first_row, segment) in snapshot.segments() {
            if first_row as usize + segment.len() <= self.n_tried_without {
                continue;
            }
            self.count_without_in(first_row, segment, &parts, stop)?;
        }
        self.n_tried_without = snapshot.n_rows();
        Some(())
    }

    /// Counts the articles of a segment that match all parts but one, for each of the parts.
    ///
    /// Each part is asked only about the rows that at most one part before it has not matched. So many parts take
    /// little more time than a few, and no more memory.
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
        // For each of these the place of the part that it does not match.
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
        // A part whose loss brings nothing is no advice.
        dropped.retain(|part| part.n_articles > 0);
        // What helps most stands first; parts that help alike stay in the order of the filter.
        dropped.sort_by_key(|part| std::cmp::Reverse(part.n_articles));
        dropped
    }

    /// True if the parts that must all match are counted alike, so that the counts without each hold.
    pub(super) fn has_same_parts(&self, previous: &Self) -> bool {
        let nodes = |query: &Query| query.parts().into_iter().map(|(_, node)| node.clone()).collect::<Vec<Node>>();
        nodes(&self.query) == nodes(&previous.query)
    }
}
