//! Finds elements that lay out the text of a page, whatever their names are: tables that frame the page, and inline
//! elements around whole paragraphs.

use super::page::{NodeKind, Page, is_block};

/// The elements that are boxes of a page's layout.
pub(super) struct Boxes {
    /// For each node, true if it is an inline element that holds blocks.
    is_box: Vec<bool>,
    /// For each node, true if it is a table that holds no data, or a row or cell of one.
    is_frame: Vec<bool>,
}

impl Boxes {
    pub(super) fn new(page: &Page<'_>) -> Self {
        Self { is_box: inline_boxes(page), is_frame: frames(page) }
    }

    /// True if the element at `at` has an inline name but holds paragraphs.
    pub(super) fn is_box(&self, at: usize) -> bool {
        self.is_box[at]
    }

    /// True if the element at `at` belongs to a table that frames the page.
    pub(super) fn is_frame(&self, at: usize) -> bool {
        self.is_frame[at]
    }

    /// True if the cell at `at` holds only words.
    pub(super) fn is_bare_text(&self, page: &Page<'_>, at: usize) -> bool {
        (at + 1..page.nodes[at].end).all(|inner| !is_block(page.name(inner)) && !self.is_box[inner])
    }
}

/// Finds inline elements that hold blocks, or paragraphs separated by empty lines.
fn inline_boxes(page: &Page<'_>) -> Vec<bool> {
    let mut is_box = vec![false; page.nodes.len()];
    for at in (1..page.nodes.len()).rev() {
        let name = page.name(at);
        let Some(parent) = page.nodes[at].parent else {
            continue;
        };
        let is_paragraph = match name {
            "" => false,
            "br" => ends_a_paragraph(page, at, parent),
            _ => is_block(name) || is_box[at],
        };
        let parent_name = page.name(parent);
        // A link is never a box, although broken mark-up puts lists of links into one.
        if is_paragraph && !is_block(parent_name) && !matches!(parent_name, "a" | "button" | "head" | "ruby") {
            is_box[parent] = true;
        }
    }
    is_box
}

/// True if another line break follows the one at `at`, with nothing between them.
fn ends_a_paragraph(page: &Page<'_>, at: usize, parent: usize) -> bool {
    let end = page.nodes[parent].end;
    let is_blank = |at: usize| matches!(page.nodes[at].kind, NodeKind::Text(text) if text.trim().is_empty());
    let next = (at + 1..end.min(at + 4)).find(|next| !is_blank(*next));
    next.is_some_and(|next| page.name(next) == "br")
}

/// Finds tables that frame the page, with their rows and cells. Old pages are laid out in such tables.
///
/// They have no column headers and no caption. They hold other tables, are marked as presentation, or have most of
/// their text in one cell that is long or has several paragraphs.
fn frames(page: &Page<'_>) -> Vec<bool> {
    const LONG_CELL: usize = 600;
    let mut is_frame = vec![false; page.nodes.len()];
    // The table around each node, and the number of paragraphs in each cell.
    let mut table_of: Vec<Option<usize>> = vec![None; page.nodes.len()];
    let mut n_paragraphs = vec![0_u8; page.nodes.len()];
    let mut tables_with_heads: Vec<usize> = Vec::new();
    let holds_most = |cell: usize, table: usize| page.place(cell).len() * 5 >= page.place(table).len() * 3;
    for at in 0..page.nodes.len() {
        let Some(parent) = page.nodes[at].parent else {
            continue;
        };
        let around = if page.name(parent) == "table" { Some(parent) } else { table_of[parent] };
        table_of[at] = around;
        let Some(table) = around else {
            continue;
        };
        match page.name(at) {
            "table" => is_frame[table] = true,
            "th" | "caption" => tables_with_heads.push(table),
            "td" if page.place(at).len() >= LONG_CELL && holds_most(at, table) => is_frame[table] = true,
            "p" | "h1" | "h2" | "h3" => {
                let parents = page.ancestors(at).take(3);
                if let Some(cell) = parents.take_while(|at| page.name(*at) != "table").find(|at| page.name(*at) == "td")
                {
                    n_paragraphs[cell] = n_paragraphs[cell].saturating_add(1);
                    is_frame[table] |= n_paragraphs[cell] > 1 && holds_most(cell, table);
                }
            }
            _ => {}
        }
        if page.name(at) == "td"
            && page.attribute(table, "role").is_some_and(|role| role == "presentation" || role == "none")
        {
            is_frame[table] = true;
        }
    }
    for table in tables_with_heads {
        is_frame[table] = false;
    }
    for at in 0..page.nodes.len() {
        if matches!(page.name(at), "tbody" | "thead" | "tfoot" | "tr" | "td") {
            is_frame[at] = table_of[at].is_some_and(|table| is_frame[table]);
        }
    }
    is_frame
}
