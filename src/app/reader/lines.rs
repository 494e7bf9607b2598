//! The lines of the open article: the header, then the blocks. A block is wrapped when it first comes into view.

use std::ops::Range;

use crate::article::{Block, Body, Boilerplate};

use super::folding::Folding;
use super::wrap;

/// The first line in view: a line of the header, of a block, or of the lists after the text.
///
/// It is stored as a block and a byte instead of a line number. So it stays valid at another width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrollPlace {
    /// The section: 0 is the header, and each block has its index plus one. After the last block come the fold line and
    /// the similar articles.
    section: usize,
    /// The line within the section. The blank line before a section is its first line.
    line: usize,
    /// The first byte of that line in the text of the body; 0 in the header.
    byte: usize,
}

/// The indent of the first line of a paragraph that has no blank line before it, in columns.
pub const PARAGRAPH_INDENT: usize = 2;

/// The content of one row of the reading pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A line of the title, as a byte range of the title.
    Title(Range<usize>),
    /// The line with date, source and minutes.
    Facts,
    Blank,
    /// The line that lists the folded boilerplate.
    Fold,
    /// The rule above the similar articles.
    SimilarRule,
    /// A similar article, by its number, from 0.
    Similar(usize),
    /// A line of a block.
    Text {
        /// The index of the block.
        block: usize,
        /// True for the first line of the block, which has the sign of a list item.
        is_first: bool,
        /// The byte range of the line in the text of the body.
        range: Range<usize>,
    },
}

/// The lines of one article at one width.
#[derive(Clone, Debug)]
pub struct Lines {
    header: Vec<Item>,
    measure: usize,
    /// True if paragraphs are separated by a blank line, not by an indent.
    is_spaced: bool,
    /// For each block, true if it follows the block before without a blank line.
    tight: Vec<bool>,
    folding: Folding,
    /// The blocks that are shown, in order; `None` if all blocks are shown.
    shown: Option<Vec<Shown>>,
    /// True if there is a line at the end that lists the folded boilerplate.
    has_fold_line: bool,
    /// The number of similar articles below the text.
    n_similar: usize,
    /// The lines of each block, once it has been wrapped.
    blocks: Vec<Option<Vec<Range<usize>>>>,
}

/// A block that is shown in an article with hidden blocks.
#[derive(Clone, Debug)]
struct Shown {
    block: usize,
    /// The byte range of the block in the text of the body.
    range: Range<usize>,
    /// The number of bytes of the blocks shown above it.
    n_bytes_before: usize,
}

impl Lines {
    /// Creates the lines of a body below a title. An empty title has no line.
    pub fn new(body: &Body, title: &str, measure: usize, is_spaced: bool, folding: Folding) -> Self {
        let mut header: Vec<Item> = Vec::new();
        if !title.is_empty() {
            header.extend(wrap::wrap_text(title, measure).into_iter().map(Item::Title));
        }
        header.extend([Item::Facts, Item::Blank]);
        let has_boilerplate = body
            .blocks
            .iter()
            .any(|block| block.boilerplate.is_some_and(|boilerplate| boilerplate != Boilerplate::Page));
        let is_some_left_out = body.blocks.iter().any(|block| !folding.shows(block));
        Self {
            header,
            measure,
            is_spaced,
            tight: body.blocks.iter().map(|block| block.is_tight).collect(),
            folding,
            shown: is_some_left_out.then(|| shown_of(body, folding)),
            has_fold_line: has_boilerplate && folding.has_line(),
            n_similar: 0,
            blocks: vec![None; body.blocks.len()],
        }
    }

    /// Sets the number of similar articles below the text.
    pub fn set_n_similar(&mut self, n_similar: usize) {
        self.n_similar = n_similar;
    }

    /// Returns the way in which the boilerplate is shown.
    pub fn folding(&self) -> Folding {
        self.folding
    }

    /// Returns the number of bytes that are shown above the byte `at`.
    pub fn shown_before(&self, at: usize) -> usize {
        let Some(shown) = &self.shown else {
            return at;
        };
        match shown[..shown.partition_point(|one| one.range.start <= at)].last() {
            Some(one) => one.n_bytes_before + at.min(one.range.end) - one.range.start,
            None => 0,
        }
    }

    /// Wraps the lines in view from `place`. Returns the place, corrected to be within the text and on the line that
    /// contains its byte.
    pub fn settle(&mut self, body: &Body, place: ScrollPlace, height: usize) -> ScrollPlace {
        let place = self.relocated(body, place);
        // One row more than is in view is wrapped, to find out if more text follows.
        self.wrap_from(body, place, height + 1);
        // If a full page is in view, the place cannot be past the end. So the last page need not be wrapped.
        if self.wrapped_from(place, height).len() == height {
            return place;
        }
        let last = self.last_place(body, height);
        let is_past_it = (place.section, place.line) > (last.section, last.line);
        let place = if is_past_it { last } else { place };
        self.wrap_from(body, place, height + 1);
        place
    }

    /// Returns the rows from `place`, as far as [`Self::settle`] has wrapped them.
    pub fn wrapped_from(&self, place: ScrollPlace, height: usize) -> Vec<Item> {
        let mut items = Vec::with_capacity(height);
        let mut section = place.section;
        let mut skip = place.line;
        while items.len() < height {
            let wanted = height - items.len();
            if section == 0 {
                items.extend(self.header.iter().skip(skip).take(wanted).cloned());
            } else if self.is_fold_line(section) {
                let blank = self.has_blank_line_before(section).then_some(Item::Blank);
                items.extend(blank.into_iter().chain([Item::Fold]).skip(skip).take(wanted));
            } else if self.is_similar(section) {
                let blank = self.has_blank_line_before(section).then_some(Item::Blank);
                let lines = std::iter::once(Item::SimilarRule).chain((0..self.n_similar).map(Item::Similar));
                items.extend(blank.into_iter().chain(lines).skip(skip).take(wanted));
            } else if let Some(Some(lines)) = self.blocks.get(section - 1) {
                let block = section - 1;
                let blank = self.has_blank_line_before(section).then_some(Item::Blank);
                let rows = lines.iter().enumerate().map(|(line_idx, range)| Item::Text {
                    block,
                    is_first: line_idx == 0,
                    range: range.clone(),
                });
                items.extend(blank.into_iter().chain(rows).skip(skip).take(wanted));
            } else {
                break;
            }
            let Some(next) = self.section_after(section) else {
                break;
            };
            section = next;
            skip = 0;
        }
        items
    }

    /// True if the title is out of view. A short header then takes the first row.
    pub fn has_short_header(&self, place: ScrollPlace) -> bool {
        let n_title_lines = self.header.len() - 2;
        place != ScrollPlace::default() && (place.section > 0 || place.line >= n_title_lines)
    }

    /// Returns the byte range in view.
    pub fn visible_bytes(&self, place: ScrollPlace, height: usize) -> (usize, usize) {
        let items = self.wrapped_from(place, height);
        let n_hidden = usize::from(self.has_short_header(place));
        let mut ranges = items.iter().skip(n_hidden).filter_map(|item| match item {
            Item::Text { range, .. } => Some(range),
            _ => None,
        });
        let first = ranges.next();
        let start = if place.section == 0 { 0 } else { first.map_or(place.byte, |range| range.start) };
        let end = ranges.next_back().or(first).map_or(start, |range| range.end);
        (start, end)
    }

    /// True if the last line is in view. [`Self::settle`] must have been called for the place.
    pub fn is_end_in_view(&self, place: ScrollPlace, height: usize) -> bool {
        self.wrapped_from(place, height + 1).len() <= height
    }

    /// Returns the place so many lines later, or earlier if the number is negative.
    pub fn moved(&mut self, body: &Body, mut place: ScrollPlace, n_lines: isize, height: usize) -> ScrollPlace {
        if n_lines >= 0 {
            for _ in 0..n_lines {
                self.wrap_from(body, place, height + 1);
                if self.is_end_in_view(place, height) {
                    break;
                }
                place = self.next_line(body, place);
            }
        } else {
            for _ in 0..n_lines.unsigned_abs() {
                place = self.previous_line(body, place);
            }
        }
        place
    }

    /// Returns the place that shows the last page.
    pub fn last_place(&mut self, body: &Body, height: usize) -> ScrollPlace {
        let mut n_missing = height;
        let mut section = self.last_section();
        loop {
            let n_lines = self.n_lines(body, section);
            if n_lines >= n_missing {
                return self.place_at(body, section, n_lines - n_missing);
            }
            n_missing -= n_lines;
            match self.section_before(section) {
                Some(before) => section = before,
                None => return ScrollPlace::default(),
            }
        }
    }

    /// Returns the place of the line that contains a byte of the text.
    pub fn place_of(&mut self, body: &Body, byte: usize) -> ScrollPlace {
        let section = body.block_at(byte).map_or(0, |block| block + 1);
        self.relocated(body, ScrollPlace { section, line: 0, byte })
    }

    /// Returns the start of the next paragraph. Backwards, it is the start of the paragraph in view, then of the one
    /// before.
    pub fn paragraph(&mut self, body: &Body, place: ScrollPlace, is_forward: bool, height: usize) -> ScrollPlace {
        // The short header covers the first row, so the text begins with the second one.
        let first = if self.has_short_header(place) { self.next_line(body, place) } else { place };
        let is_blank = first.line == 0 && self.has_blank_line_before(first.section);
        let first_line = usize::from(self.has_blank_line_before(first.section));
        let section = match (is_forward, is_blank) {
            (true, true) => Some(first.section),
            // At the top, the first paragraph is already in view, so the next one is the second.
            (true, false) if first.section == 0 => self.section_after(0).and_then(|second| self.section_after(second)),
            (true, false) => self.section_after(first.section),
            (false, _) if first.line > first_line => Some(first.section),
            (false, _) => Some(self.section_before(first.section).unwrap_or(0)),
        };
        let Some(section) = section else {
            return self.last_place(body, height);
        };
        if !is_forward && (section == 0 || self.section_before(section) == Some(0)) {
            return ScrollPlace::default();
        }
        self.start_of(body, section)
    }

    /// Returns the place that shows the first line with text of a section below the row of the short header.
    fn start_of(&mut self, body: &Body, section: usize) -> ScrollPlace {
        let line = usize::from(self.has_blank_line_before(section));
        let start = self.place_at(body, section, line);
        self.previous_line(body, start)
    }

    fn next_line(&mut self, body: &Body, place: ScrollPlace) -> ScrollPlace {
        if place.line + 1 < self.n_lines(body, place.section) {
            self.place_at(body, place.section, place.line + 1)
        } else if let Some(next) = self.section_after(place.section) {
            self.place_at(body, next, 0)
        } else {
            place
        }
    }

    fn previous_line(&mut self, body: &Body, place: ScrollPlace) -> ScrollPlace {
        if place.line > 0 {
            self.place_at(body, place.section, place.line - 1)
        } else if let Some(section) = self.section_before(place.section) {
            let line = self.n_lines(body, section).saturating_sub(1);
            self.place_at(body, section, line)
        } else {
            place
        }
    }

    fn place_at(&mut self, body: &Body, section: usize, line: usize) -> ScrollPlace {
        if section == 0 {
            return ScrollPlace { section, line, byte: 0 };
        }
        if self.is_fold_line(section) || self.is_similar(section) {
            return ScrollPlace { section, line, byte: body.text.len() };
        }
        let text_line = line.saturating_sub(usize::from(self.has_blank_line_before(section)));
        let byte = self.wrapped(body, section - 1).get(text_line).map_or(0, |range| range.start);
        ScrollPlace { section, line, byte }
    }

    /// Returns the place of the same byte at this width. If its block is folded, it is the place of the following text.
    fn relocated(&mut self, body: &Body, place: ScrollPlace) -> ScrollPlace {
        if place.section == 0 {
            let line = place.line.min(self.header.len() - 1);
            return ScrollPlace { line, ..ScrollPlace::default() };
        }
        let section = self.shown_section(place.section);
        if section == 0 {
            return ScrollPlace::default();
        }
        let blank = usize::from(self.has_blank_line_before(section));
        if self.is_fold_line(section) || self.is_similar(section) {
            let last_line = self.n_lines(body, section).saturating_sub(1);
            return self.place_at(body, section, place.line.min(last_line));
        }
        let lines = self.wrapped(body, section - 1);
        let line = lines.partition_point(|range| range.start <= place.byte).saturating_sub(1);
        // The blank line above a block has the byte of the first line of the block.
        let line = if line == 0 && place.line == 0 { 0 } else { line + blank };
        self.place_at(body, section, line)
    }

    fn wrap_from(&mut self, body: &Body, place: ScrollPlace, height: usize) {
        let mut n_lines = 0;
        let mut section = place.section;
        let mut skipped = place.line;
        while n_lines < height {
            n_lines += self.n_lines(body, section).saturating_sub(skipped);
            skipped = 0;
            let Some(next) = self.section_after(section) else {
                return;
            };
            section = next;
        }
    }

    fn n_lines(&mut self, body: &Body, section: usize) -> usize {
        if section == 0 {
            return self.header.len();
        }
        let n_blank = usize::from(self.has_blank_line_before(section));
        if self.is_fold_line(section) {
            n_blank + 1
        } else if self.is_similar(section) {
            n_blank + 1 + self.n_similar
        } else {
            n_blank + self.wrapped(body, section - 1).len()
        }
    }

    fn wrapped(&mut self, body: &Body, block: usize) -> &[Range<usize>] {
        let indent = if self.is_spaced { 0 } else { PARAGRAPH_INDENT };
        let measure = self.measure.saturating_sub(self.folding.indent_of(&body.blocks[block])).max(1);
        self.blocks[block].get_or_insert_with(|| wrap::wrap_block(body, &body.blocks[block], measure, indent))
    }

    /// True if a section has a blank line before it. The header ends with one, so the section below it has none.
    fn has_blank_line_before(&self, section: usize) -> bool {
        let before = self.section_before(section).unwrap_or(0);
        // A block after a folded one is not tight to the block above the folded one.
        let is_tight = before + 1 == section && self.tight.get(section - 1).copied().unwrap_or(false);
        let is_apart = self.is_fold_line(section) || self.is_similar(section);
        before > 0 && (is_apart || (self.is_spaced && !is_tight))
    }

    fn is_fold_line(&self, section: usize) -> bool {
        section == self.blocks.len() + 1
    }

    fn is_similar(&self, section: usize) -> bool {
        section == self.blocks.len() + 2
    }

    /// Returns the next section that is shown after `section`, which need not be shown itself.
    fn section_after(&self, section: usize) -> Option<usize> {
        let block = match &self.shown {
            None => Some(section).filter(|block| *block < self.blocks.len()),
            Some(shown) => shown.get(shown.partition_point(|one| one.block < section)).map(|one| one.block),
        };
        let (fold_line, similar) = (self.blocks.len() + 1, self.blocks.len() + 2);
        block.map(|block| block + 1).or((self.has_fold_line && section < fold_line).then_some(fold_line)).or((self
            .n_similar
            > 0
            && section < similar)
            .then_some(similar))
    }

    /// Returns the last section that is shown before `section`, which need not be shown itself.
    fn section_before(&self, section: usize) -> Option<usize> {
        let above = section.checked_sub(1)?;
        if self.is_similar(section) && self.has_fold_line {
            return Some(above);
        }
        Some(match &self.shown {
            None => above.min(self.blocks.len()),
            Some(shown) => {
                shown[..shown.partition_point(|one| one.block < above)].last().map_or(0, |one| one.block + 1)
            }
        })
    }

    fn last_section(&self) -> usize {
        let (fold_line, similar) = (self.blocks.len() + 1, self.blocks.len() + 2);
        if self.n_similar > 0 {
            similar
        } else if self.has_fold_line {
            fold_line
        } else {
            self.section_before(fold_line).unwrap_or(0)
        }
    }

    /// Returns the section itself if it is shown, else the next one that is shown, else the last one.
    fn shown_section(&self, section: usize) -> usize {
        self.section_after(section - 1).unwrap_or_else(|| self.last_section())
    }
}

/// Returns the blocks that are shown.
fn shown_of(body: &Body, folding: Folding) -> Vec<Shown> {
    let mut n_bytes_before = 0;
    let mut shown = Vec::with_capacity(body.blocks.len());
    let is_shown = |(_, block): &(usize, &Block)| folding.shows(block);
    for (number, block) in body.blocks.iter().enumerate().filter(is_shown) {
        shown.push(Shown { block: number, range: block.range.clone(), n_bytes_before });
        n_bytes_before += block.range.len() + 1;
    }
    shown
}
