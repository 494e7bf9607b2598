//! What would be found without one part of a filter that finds nothing: advice in place of an empty list.

use std::ops::Range;
use std::sync::Arc;

use super::{BYTES_AN_ARTICLE, Search};
use crate::index::stored::StoredSegment;
use crate::index::{Bitmap, Part, RowId};
use crate::query::matcher::Matcher;
use crate::query::scan::{Piece, pieces, scan};
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

impl Search {
    /// True if nothing matches, and the counts without each part and in page text are not known yet.
    pub fn needs_counts(&self) -> bool {
        let is_part_of_many = self.matcher.as_ref().is_some_and(|matcher| matcher.n_parts() > 1);
        (is_part_of_many || self.query.in_page_text().is_some())
            && self.n_tried_without < self.snapshot.n_rows()
            && self.has_no_match()
    }

    /// If nothing matches, counts the articles that match without each part, and in page text. `None` when `stop`
    /// ended it early, as in [`Self::extend`]. It is a second walk over the articles, so the answer itself is
    /// there before it.
    pub fn count_without_parts(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        match self.matcher.clone() {
            Some(matcher) if self.needs_counts() => self.search_without(&matcher, stop),
            _ => Some(()),
        }
    }

    /// True if no article that is still there matches.
    pub(super) fn has_no_match(&self) -> bool {
        self.matching.iter().all(|row| self.snapshot.is_deleted(row))
    }

    fn search_without(&mut self, matcher: &Matcher, stop: &dyn Fn() -> bool) -> Option<()> {
        self.count_in_page_text(stop)?;
        self.without.resize(matcher.n_parts(), 0);
        let snapshot = self.snapshot.clone();
        if matcher.n_parts() < 2 {
            self.n_tried_without = snapshot.n_rows();
            return Some(());
        }
        for (first_row, part) in snapshot.parts() {
            if first_row as usize + part.len() <= self.n_tried_without {
                continue;
            }
            match part {
                Part::Stored(segment) => self.count_without_in(first_row, segment, stop)?,
                Part::Memory(segment) => {
                    let pieces = pieces(&[(first_row, segment)], self.n_tried_without);
                    self.count_without_in_memory(&pieces, matcher, stop)?;
                }
            }
        }
        self.n_tried_without = snapshot.n_rows();
        Some(())
    }

    /// Counts the articles of a segment on disk that match all parts but one, for each of the parts.
    fn count_without_in(&mut self, first_row: RowId, segment: &StoredSegment, stop: &dyn Fn() -> bool) -> Option<()> {
        let query = Arc::clone(self.bound_query());
        let deleted = self.snapshot.deleted().part(first_row, segment.len());
        let mut of_parts = Vec::new();
        for (_, node) in query.parts() {
            of_parts.push(self.rows_in(first_row, segment, node, stop)?);
        }
        for (left_out, without) in self.without.iter_mut().enumerate() {
            let mut rows = Bitmap::full(segment.len());
            rows.and_not(&deleted);
            for (_, own) in of_parts.iter().enumerate().filter(|(at, _)| *at != left_out) {
                rows.and(own);
            }
            *without += rows.count();
        }
        self.n_tried_without = first_row as usize + segment.len();
        Some(())
    }

    fn count_without_in_memory(
        &mut self,
        pieces: &[Piece<'_>],
        matcher: &Matcher,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let n_rows: usize = pieces.iter().map(|piece| piece.articles.len()).sum();
        let snapshot = &self.snapshot;
        let counted = scan(pieces, n_rows.saturating_mul(BYTES_AN_ARTICLE), stop, |piece| {
            let mut counts = vec![0; matcher.n_parts()];
            for (_, at) in piece.rows().filter(|(row, _)| !snapshot.is_deleted(*row)) {
                // As no article matches all, one that fails a single part matches without it.
                let failed = matcher.only_mismatch(piece.segment, at);
                if let Some(part_idx) = failed {
                    counts[part_idx] += 1;
                }
            }
            counts
        });
        let is_complete = counted.len() == pieces.len();
        for (piece, counts) in pieces.iter().zip(counted) {
            for (without, count) in self.without.iter_mut().zip(counts) {
                *without += count;
            }
            self.n_tried_without = piece.end_row();
        }
        is_complete.then_some(())
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
