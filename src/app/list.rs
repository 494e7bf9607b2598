//! The article list: which article is selected, and which rows are in view.

use jiff::civil::Date;

use crate::index::{RowId, Snapshot};
use crate::query::{Hits, Near, Rows, Sort};

/// The article list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The selected article.
    selected: Option<RowId>,
    /// The article in view at the user's last key outside the filter box. While a filter that is being typed
    /// hides it, the nearest one is selected; it is selected again when the filter lets it through.
    chosen: Option<RowId>,
    /// The place by date of the chosen article, once it is gone from the folder.
    gone: Option<Gone>,
    /// The place of the selected article in the list.
    position: usize,
    /// The first row in view.
    top: usize,
    /// True if the selected article stays in view: until the wheel scrolls, and again after the next selection.
    is_followed: bool,
    /// True if the user went to a place of the list whose row is not known yet: it is selected as soon as it is.
    is_awaited: bool,
    /// The rows in view.
    visible: Vec<VisibleRow>,
    /// The selected one of the other filters that are offered, if nothing matches.
    pub offer: usize,
}

/// A row in view. Drawing, the mouse and the reading of articles all use these rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibleRow {
    /// The place of the article in the list, from 0.
    pub position: usize,
    /// The article.
    pub row: RowId,
    /// The first line of the row in the pane, from 0.
    pub line: u16,
    /// The lines of the row, its heading among them.
    pub lines: RowLines,
}

/// The height of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowLines {
    /// The number of lines, with that of the heading.
    pub n_lines: u16,
    /// True if the first line is the name of a source that the articles below it share.
    pub has_heading: bool,
}

/// The place by date of an article that is gone.
#[derive(Clone, Copy, Debug)]
struct Gone {
    /// The article.
    row: RowId,
    /// The day it was of.
    day: Option<Date>,
    /// The row that followed it.
    next: Option<RowId>,
}

impl List {
    /// The selected article.
    pub fn selected(&self) -> Option<RowId> {
        self.selected
    }

    /// The article that the user chose last.
    pub fn chosen(&self) -> Option<RowId> {
        self.chosen
    }

    /// The place of the selected article in the list, from 0.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The first row in view, from 0.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows in view, from the top.
    pub fn visible(&self) -> &[VisibleRow] {
        &self.visible
    }

    /// The number of articles in view.
    pub fn n_visible(&self) -> usize {
        self.visible.len()
    }

    /// The number of rows that a page moves by. One row of the page before stays in view.
    pub fn page(&self) -> usize {
        self.visible.len().saturating_sub(1).max(1)
    }

    /// Finds the rows that fit a pane of so many lines, where `lines_of` tells the height of the row at a place. The
    /// selected article stays in view, and no line below the last row is left empty.
    pub fn arrange(&mut self, n_pane_lines: u16, rows: &Rows, lines_of: &dyn Fn(usize) -> RowLines) {
        self.visible.clear();
        let Some(last) = rows.len().checked_sub(1) else { return };
        self.top = self.top.min(last);
        if self.is_followed {
            let highest = first_that_fits(self.position, n_pane_lines, lines_of);
            self.top = self.top.min(self.position).max(highest);
        }
        // A row has a line at least, so that the last one can only be in view from here on.
        if last - self.top < usize::from(n_pane_lines) {
            self.top = self.top.min(first_that_fits(last, n_pane_lines, lines_of));
        }
        let mut line = 0;
        for position in self.top..=last {
            let lines = lines_of(position);
            let is_whole = line + lines.n_lines <= n_pane_lines;
            let Some(row) = rows.get(position).filter(|_| is_whole || position == self.top) else { break };
            self.visible.push(VisibleRow { position, row, line, lines });
            line += lines.n_lines;
        }
    }

    /// The place of the article at a line of the pane.
    pub fn position_at(&self, line: u16) -> Option<usize> {
        let visible = self.visible.iter().find(|row| (row.line..row.line + row.lines.n_lines).contains(&line))?;
        Some(visible.position)
    }

    /// Keeps the selection on its article from the first key on while rows arrive. Until then it stays on the first
    /// row.
    pub fn settle(&mut self) {
        self.chosen = self.chosen.or(self.selected);
    }

    /// A key was pressed with the selected article in view: it is the user's choice now, also where a filter
    /// selected it. Without one, as where nothing matches, the choice of before stays.
    pub fn choose_selected(&mut self) {
        self.chosen = self.selected.or(self.chosen);
    }

    /// Selects an article as soon as the list holds it: what `rows_changed` follows.
    pub fn choose_row(&mut self, row: RowId) {
        self.chosen = Some(row);
    }

    /// Selects the article at a place of the list, and brings it into view.
    pub fn select_position(&mut self, position: usize, rows: &Rows) {
        self.position = position.min(rows.len().saturating_sub(1));
        self.selected = rows.get(self.position);
        self.chosen = self.selected;
        self.is_awaited = self.selected.is_none() && !rows.is_empty();
        self.is_followed = true;
    }

    /// Selects an article, and brings it into view. Does nothing when the list does not hold it.
    pub fn select_row(&mut self, row: RowId, rows: &Rows) {
        if let Some(position) = rows.position(row) {
            self.select_position(position, rows);
        }
    }

    /// Moves the selection by so many rows.
    pub fn move_by(&mut self, n_rows: isize, rows: &Rows) {
        self.select_position(self.position.saturating_add_signed(n_rows), rows);
    }

    /// Scrolls the pane and leaves the selection where it is.
    pub fn scroll_by(&mut self, n_rows: isize) {
        self.top = self.top.saturating_add_signed(n_rows);
        self.is_followed = false;
    }

    /// Other rows are in the list now: the selection stays on its article and on its line of the
    /// screen, or goes to the nearest article in time.
    pub fn rows_changed(&mut self, hits: &Hits, snapshot: &Snapshot) {
        self.offer = 0;
        let (rows, line) = (&hits.rows, self.position.saturating_sub(self.top));
        let position = match self.chosen {
            None if self.is_awaited => self.position,
            None => 0,
            Some(chosen) => {
                rows.position(chosen).unwrap_or_else(|| match self.gone.filter(|gone| gone.row == chosen) {
                    _ if hits.sort != Sort::Newest => self.position,
                    Some(gone) => hits.nearest_in_time(Near::Gone(gone.day, gone.next), snapshot),
                    None => hits.nearest_in_time(Near::Row(chosen), snapshot),
                })
            }
        };
        self.position = position.min(rows.len().saturating_sub(1));
        self.selected = rows.get(self.position);
        if self.selected.is_some() && std::mem::take(&mut self.is_awaited) {
            self.chosen = self.selected;
        }
        self.top = self.position.saturating_sub(line);
        self.is_followed = true;
    }

    /// `newer` takes the place of `snapshot`, under the same numbers of rows. Where the chosen article goes with it,
    /// its place by date is kept.
    pub fn snapshot_changes(&mut self, snapshot: &Snapshot, newer: &Snapshot) {
        let Some(chosen) = self.chosen.filter(|row| newer.is_deleted(*row)) else { return };
        let known = self.gone.filter(|gone| gone.row == chosen);
        // The row that followed it can go as well.
        let from = match known {
            Some(Gone { next: Some(next), .. }) if newer.is_deleted(next) => next,
            Some(_) => return,
            None => chosen,
        };
        let by_date = snapshot.rows_by_date().known();
        let place = by_date.iter().position(|row| *row == from);
        let behind = place.map_or(&[][..], |place| &by_date[place..]);
        let next = behind.iter().copied().find(|row| !newer.is_deleted(*row));
        let day = known.map_or_else(|| place.and_then(|place| snapshot.days().day_at(place)), |gone| gone.day);
        self.gone = Some(Gone { row: chosen, day, next });
    }

    /// The folder is read anew, so the numbers of the rows mean nothing any more.
    pub fn forget_rows(&mut self) {
        *self = Self::default();
    }
}

/// The first row from which on all rows up to `last` fit a pane of so many lines; `last` itself where that alone does
/// not.
fn first_that_fits(last: usize, n_pane_lines: u16, lines_of: &dyn Fn(usize) -> RowLines) -> usize {
    let mut first = last;
    let mut n_left = n_pane_lines.saturating_sub(lines_of(last).n_lines);
    while let Some(above) = first.checked_sub(1) {
        let n_lines = lines_of(above).n_lines;
        if n_lines > n_left {
            break;
        }
        n_left -= n_lines;
        first = above;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{RowsByDate, SnapshotBuilder};

    /// The rows in view of a list whose rows have these heights: the number of each at its first line.
    fn arranged(list: &mut List, heights: &[u16], n_pane_lines: u16) -> Vec<(usize, u16)> {
        let rows = Rows::All((0..heights.len() as RowId).collect());
        let lines_of = |position: usize| RowLines { n_lines: heights[position], has_heading: false };
        list.arrange(n_pane_lines, &rows, &lines_of);
        list.visible().iter().map(|row| (row.position, row.line)).collect()
    }

    fn select(list: &mut List, position: usize, n_rows: usize) {
        list.select_position(position, &Rows::All((0..n_rows as RowId).collect()));
    }

    #[test]
    fn the_selected_row_is_in_view_whatever_the_heights() {
        let heights = [2, 3, 2, 2, 3, 3, 2];
        let mut list = List::default();
        select(&mut list, 0, 7);
        assert_eq!(arranged(&mut list, &heights, 8), [(0, 0), (1, 2), (2, 5)]);
        select(&mut list, 3, 7);
        assert_eq!(arranged(&mut list, &heights, 8), [(1, 0), (2, 3), (3, 5)]);
        select(&mut list, 6, 7);
        assert_eq!(arranged(&mut list, &heights, 8), [(4, 0), (5, 3), (6, 6)]);
        select(&mut list, 5, 7);
        assert_eq!(arranged(&mut list, &heights, 8), [(4, 0), (5, 3), (6, 6)]);
        assert_eq!((list.position_at(3), list.position_at(5), list.position_at(8)), (Some(5), Some(5), None));
        // A pane too low for one row shows its first lines.
        assert_eq!(arranged(&mut list, &heights, 2), [(5, 0)]);
    }

    #[test]
    fn the_wheel_leaves_the_selection_behind() {
        let heights = [2; 10];
        let mut list = List::default();
        select(&mut list, 0, 10);
        arranged(&mut list, &heights, 6);
        list.scroll_by(4);
        assert_eq!(arranged(&mut list, &heights, 6), [(4, 0), (5, 2), (6, 4)]);
        list.scroll_by(9);
        assert_eq!(arranged(&mut list, &heights, 6), [(7, 0), (8, 2), (9, 4)]);
        assert_eq!(list.position(), 0);
        select(&mut list, 1, 10);
        assert_eq!(arranged(&mut list, &heights, 6), [(1, 0), (2, 2), (3, 4)]);
    }
    #[test]
    fn a_place_whose_row_is_not_known_yet_is_selected_when_it_is() {
        let mut builder = SnapshotBuilder::default();
        let order: RowsByDate = RowsByDate::of_first([2, 1].into(), 3, || Ok([2, 1, 0].into()));
        let mut hits = Hits::everything(1, &builder.snapshot());
        hits.rows = Rows::All(order.clone());
        let mut list = List::default();
        list.select_position(2, &hits.rows);
        assert_eq!((list.position(), list.selected()), (2, None));
        list.rows_changed(&hits, &builder.snapshot());
        assert_eq!((list.position(), list.selected()), (2, None), "still to come");
        order.whole(|damaged| panic!("{damaged}"));
        list.rows_changed(&hits, &builder.snapshot());
        assert_eq!((list.position(), list.selected(), list.chosen()), (2, Some(0), Some(0)));
    }
}
