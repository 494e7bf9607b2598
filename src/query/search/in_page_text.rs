//! Offers a filter for page text in place of one that matches nothing, because words without a field are not searched
//! in page text.

use super::Search;
use crate::query::field;
use crate::query::{Node, Query, Term, Test};

/// The filter that searches page text, and the number of its matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InPageText {
    /// The filter with `page:` for its words without a field.
    pub filter: String,
    /// The number of articles that it matches.
    pub n_articles: usize,
}

impl Query {
    /// Returns the filter with its words, phrases and patterns without a field searched in page text; `None` if it has
    /// none. Excluded parts are unchanged.
    pub fn in_page_text(&self) -> Option<Node> {
        let mut root = self.root.clone()?;
        move_to_page(&mut root).then_some(root)
    }
}

/// Sets the field `page` for the terms of `node` without a field. Returns true if there was one.
fn move_to_page(node: &mut Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => {
            nodes.iter_mut().fold(false, |is_moved, node| move_to_page(node) | is_moved)
        }
        Node::Not(_) => false,
        Node::Term(Term { field: field @ None, any }) => {
            let is_text = any.iter().all(|test| matches!(test, Test::Words(_) | Test::Regex(_) | Test::Fuzzy(_)));
            if is_text {
                *field = field::named("page").map(|field| field.id);
            }
            is_text
        }
        Node::Term(_) => false,
    }
}

impl Search {
    /// Counts the articles that have the words of the filter in their page text. Returns `None` if `stop` ended it.
    pub(super) fn count_in_page_text(&mut self, stop: &dyn Fn() -> bool) -> Option<()> {
        let Some(node) = self.query.in_page_text().map(|node| node.without_repetition()) else {
            return Some(());
        };
        let snapshot = self.snapshot.clone();
        let mut n_articles = 0;
        for (first_row, segment) in snapshot.segments() {
            let mut rows = self.rows_in(first_row, segment, &node, stop)?;
            rows.and_not(&snapshot.deleted().part(first_row, segment.len()));
            n_articles += rows.count();
        }
        self.n_in_page_text = n_articles;
        Some(())
    }

    pub(super) fn in_page_text(&self) -> Option<InPageText> {
        let is_counted = self.n_in_page_text > 0 && self.n_tried_without >= self.snapshot.n_rows();
        if !is_counted || !self.has_no_match() {
            return None;
        }
        let filter = self.query.in_page_text()?.to_string();
        Some(InPageText { filter, n_articles: self.n_in_page_text })
    }
}

#[cfg(test)]
mod tests {
    use crate::query::parse;

    #[test]
    fn bare_words_are_looked_for_in_page_text() {
        for (filter, expected) in [
            ("ferry", Some("page:ferry")),
            ("ferry \"night fares\" -bridge date:2022", Some("page:ferry page:\"night fares\" -bridge date:2022")),
            ("ferry or title:fares", Some("page:ferry or title:fares")),
            ("/f.rr./ ~fery", Some("page:/f.rr./ page:~fery")),
            ("title:ferry", None),
            ("-ferry", None),
            ("", None),
        ] {
            let query = parse(filter, jiff::civil::date(2022, 3, 12));
            assert_eq!(query.in_page_text().map(|node| node.to_string()).as_deref(), expected, "{filter}");
        }
    }
}
