//! Marks menus and lists of other articles, of topics and of the parts of a site. A list is a run of short lines below
//! a line that heads it.

use super::{Page, is_prose};
use crate::article::{BlockKind, Boilerplate};
use crate::corpus::page_lines::is_menu_word;

/// The longest line of such a list, in bytes: the length of a headline.
const LONGEST_LINK: usize = 160;
/// The longest such line behind a line that does not head a list, in bytes.
const LONGEST_LABEL: usize = 60;
/// The fewest lines of a menu that are known menu words.
const FEWEST_OF_A_MENU: usize = 3;
/// The longest line of a menu, in bytes.
const LONGEST_OF_A_MENU: usize = 30;

pub(super) fn mark(page: &mut Page) {
    mark_closing_lines(page);
    mark_lists_in_the_text(page);
    mark_menus(page);
}

/// Marks the lines from the first list head to the end of the text, if only short lines without a stop follow it:
/// related articles, topics, the parts of a site, the makers of the page.
fn mark_closing_lines(page: &mut Page) {
    let mut start = None;
    let (mut n_named, mut n_sure_heads, mut n_longer) = (0, 0, 0);
    for at in (0..page.blocks().len()).rev() {
        let line = page.lines[at].filter(|line| line.is_sure || !page.is_among_lines_of_text(at) || line.heads_a_list);
        if line.is_none() && !is_link_like(page, at) {
            break;
        }
        n_longer += usize::from(line.is_none() && page.text(at).len() > LONGEST_LABEL);
        if let Some(line) = line {
            n_named += 1;
            n_sure_heads += usize::from(line.heads_a_list && line.is_sure);
            // A line that heads no list needs another boilerplate line next to it, and only labels behind it.
            let may_start =
                if line.heads_a_list { line.is_sure || n_named >= 2 } else { n_named >= 2 && n_longer == 0 };
            if may_start && (line.is_sure || n_sure_heads > 0 || n_named >= 2) {
                start = Some(at);
            }
        }
    }
    // If no sentence is above the short lines, they are the article.
    let Some(start) = start.filter(|start| (0..*start).any(|at| page.marks[at].is_none() && is_prose(page.text(at))))
    else {
        return;
    };
    for at in start..page.blocks().len() {
        if page.kind(at) != BlockKind::Rule {
            page.mark(at, Boilerplate::Line);
        }
    }
}

/// Marks the items, or the lines joined to the head, of a list of other articles within the text. Only a sure head
/// counts.
fn mark_lists_in_the_text(page: &mut Page) {
    let n_blocks = page.blocks().len();
    let mut at = 0;
    while at < n_blocks {
        let is_head = page.lines[at].is_some_and(|line| line.heads_a_list && line.is_sure);
        at += 1;
        if !is_head {
            continue;
        }
        while at < n_blocks && page.lines[at].is_none() && is_link_like(page, at) {
            let is_item = matches!(page.kind(at), BlockKind::ListItem { .. });
            if !is_item && !page.blocks()[at].is_tight {
                break;
            }
            page.mark(at, Boilerplate::Line);
            at += 1;
        }
    }
}

/// Marks the names of a site's sections, one a line, at the very top or the very end.
fn mark_menus(page: &mut Page) {
    let n_blocks = page.blocks().len();
    let is_short = |page: &Page, at: usize| {
        page.text(at).len() <= LONGEST_OF_A_MENU && is_link_like(page, at) || page.marks[at] == Some(Boilerplate::Line)
    };
    let top = (0..n_blocks).take_while(|at| is_short(page, *at)).count();
    let bottom = n_blocks - (0..n_blocks).rev().take_while(|at| is_short(page, *at)).count();
    for run in [0..top, bottom.max(top)..n_blocks] {
        let n_words = run.clone().filter(|at| is_menu_word(page.text(*at))).count();
        // At least three fifths must be known names of sections. The others may be sections that only this site has.
        if n_words >= FEWEST_OF_A_MENU && n_words * 5 >= run.len() * 3 && run.len() < n_blocks {
            run.for_each(|at| page.mark(at, Boilerplate::Line));
        }
    }
}

/// True if a line could be a link to another page: short, with letters, and not a sentence.
fn is_link_like(page: &Page, at: usize) -> bool {
    let text = page.text(at);
    match page.kind(at) {
        BlockKind::Rule => true,
        BlockKind::Paragraph | BlockKind::ListItem { .. } => {
            text.len() <= LONGEST_LINK
                && !text.ends_with(['.', ',', ';', ':', '。', '।', '،'])
                && text.chars().any(char::is_alphanumeric)
        }
        BlockKind::Heading(_) | BlockKind::Quote | BlockKind::Preformatted => false,
    }
}
