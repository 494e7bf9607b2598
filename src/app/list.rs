//! The article list: the selected article and the rows in view.

use jiff::civil::Date;

use crate::index::{RowId, Snapshot};
use crate::query::{Hits, Near, Rows, Sort};

/// The article list.
#[derive(Clone, Debug, Default)]
pub struct List {
    selected: Option<RowId>,
    /// The article that was selected at the last key outside the filter box.
    ///
    /// While a filter hides it, the nearest match is selected. When the filter matches it again, it is selected again.
    chosen: Option<RowId>,
    /// The former place by date of the chosen article, if that has been deleted.
    gone: Option<DeletedPlace>,
    /// The position of the selected article in the list.
    position: usize,
    /// The position of the first row in view.
    top: usize,
    /// True if the selected article is kept in view. The wheel ends this, and the next selection restores it.
    is_followed: bool,
    /// True if the user went to a position whose row is not known yet. The row is selected once it is known.
    is_awaited: bool,
    /// The rows in view.
    visible: Vec<VisibleRow>,
    /// The number of the selected offer: one of the other filters that are offered if nothing matches.
    pub offer: usize,
}

/// A row in view. Drawing, the mouse and the reading of articles all use these rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibleRow {
    /// The position of the article in the list, from 0.
    pub position: usize,
    pub row: RowId,
    /// The first line of the row in the pane, from 0.
    pub line: u16,
    pub lines: RowLines,
}

/// The height of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowLines {
    /// The number of lines, including the heading.
    pub n_lines: u16,
    /// True if the first line is a heading: the name of the source that the following articles share.
    pub has_heading: bool,
}

/// The former place by date of a deleted article.
#[derive(Clone, Copy, Debug)]
struct DeletedPlace {
    row: RowId,
    /// The day of the article.
    day: Option<Date>,
    /// The row that followed it by date.
    next: Option<RowId>,
}

impl List {
    pub fn selected(&self) -> Option<RowId> {
        self.selected
    }

    /// Returns the article that the user chose last.
    pub fn chosen(&self) -> Option<RowId> {
        self.chosen
    }

    /// Returns the position of the selected article in the list, from 0.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the position of the first row in view, from 0.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the rows in view, from the top.
    pub fn visible(&self) -> &[VisibleRow] {
        &self.visible
    }

    pub fn n_visible(&self) -> usize {
        self.visible.len()
    }

    /// Returns the number of rows by which a page key moves. One row of the page before stays in view.
    pub fn page(&self) -> usize {
        self.visible.len().saturating_sub(1).max(1)
    }

    /// Computes the rows that fit in a pane of so many lines. `lines_of` returns the height of the row at a position.
    ///
    /// The selected article stays in view, unless the wheel has scrolled. No room is left below the last row.
    pub fn arrange(&mut self, n_pane_lines: u16, rows: &Rows, lines_of: &dyn Fn(usize) -> RowLines) {
        self.visible.clear();
        let Some(last) = rows.len().checked_sub(1) else { return };
        self.top = self.top.min(last);
        if self.is_followed {
            let highest = first_that_fits(self.position, n_pane_lines, lines_of);
            self.top = self.top.min(self.position).max(highest);
        }
        // Every row has at least one line. So the last row can be in view only if no more rows than lines are left.
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

    /// Returns the position of the article at a line of the pane.
    pub fn position_at(&self, line: u16) -> Option<usize> {
        let visible = self.visible.iter().find(|row| (row.line..row.line + row.lines.n_lines).contains(&line))?;
        Some(visible.position)
    }

    /// Chooses the selected article, unless one is chosen. It then stays selected while rows arrive.
    ///
    /// Before that, the first row is always selected.
    pub fn settle(&mut self) {
        self.chosen = self.chosen.or(self.selected);
    }

    /// Chooses the selected article, even if a filter selected it. If nothing is selected, the earlier choice stays.
    pub fn choose_selected(&mut self) {
        self.chosen = self.selected.or(self.chosen);
    }

    /// Forgets the choice, so that the first row is selected.
    pub fn forget_choice(&mut self) {
        self.chosen = None;
    }

    /// Chooses an article. [`Self::rows_changed`] selects it as soon as it is in the list.
    pub fn choose_row(&mut self, row: RowId) {
        self.chosen = Some(row);
    }

    /// Selects and chooses the article at a position of the list, and brings it into view.
    pub fn select_position(&mut self, position: usize, rows: &Rows) {
        self.position = position.min(rows.len().saturating_sub(1));
        self.selected = rows.get(self.position);
        self.chosen = self.selected;
        self.is_awaited = self.selected.is_none() && !rows.is_empty();
        self.is_followed = true;
    }

    /// Selects and chooses an article, and brings it into view. Does nothing if it is not in the list.
    pub fn select_row(&mut self, row: RowId, rows: &Rows) {
        if let Some(position) = rows.position(row) {
            self.select_position(position, rows);
        }
    }

    /// Moves the selection by so many rows.
    pub fn move_by(&mut self, n_rows: isize, rows: &Rows) {
        self.select_position(self.position.saturating_add_signed(n_rows), rows);
    }

    /// Scrolls the pane without moving the selection.
    pub fn scroll_by(&mut self, n_rows: isize) {
        self.top = self.top.saturating_add_signed(n_rows);
        self.is_followed = false;
    }

    /// Adapts the selection to other rows in the list.
    ///
    /// The chosen article is selected, on the same line of the screen. If it is not in the list, the article nearest in
    /// time is selected. In a list that is not sorted by date, the position stays instead. If no article is chosen, the
    /// first row is selected.
    pub fn rows_changed(&mut self, hits: &Hits, snapshot: &Snapshot) {
        self.offer = 0;
        let (rows, line) = (&hits.rows, self.position.saturating_sub(self.top));
        let position = match self.chosen {
            None if self.is_awaited => self.position,
            None => 0,
            Some(chosen) => {
                rows.position(chosen).unwrap_or_else(|| match self.gone.filter(|gone| gone.row == chosen) {
                    _ if hits.sort != Sort::Newest => self.position,
                    Some(gone) => hits.nearest_in_time(Near::Deleted(gone.day, gone.next), snapshot),
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

    /// Remembers the place by date of the chosen article if `newer` deletes it.
    ///
    /// `newer` replaces `snapshot` and has the same numbering.
    pub fn snapshot_changes(&mut self, snapshot: &Snapshot, newer: &Snapshot) {
        let Some(chosen) = self.chosen.filter(|row| newer.is_deleted(*row)) else { return };
        let known = self.gone.filter(|gone| gone.row == chosen);
        // The row that followed it may have been deleted as well.
        let from = match known {
            Some(DeletedPlace { next: Some(next), .. }) if newer.is_deleted(next) => next,
            Some(_) => return,
            None => chosen,
        };
        let by_date = snapshot.rows_by_date().known();
        let place = by_date.iter().position(|row| *row == from);
        let behind = place.map_or(&[][..], |place| &by_date[place..]);
        let next = behind.iter().copied().find(|row| !newer.is_deleted(*row));
        let day = known.map_or_else(|| place.and_then(|place| snapshot.days().day_at(place)), |gone| gone.day);
        self.gone = Some(DeletedPlace { row: chosen, day, next });
    }

    /// Forgets all rows and the selection, because a new load has other rows.
    pub fn forget_rows(&mut self) {
        *self = Self::default();
    }
}

/// Returns the first position from which all rows up to `last` fit in a pane of so many lines.
///
/// Returns `last` if even that row alone does not fit.
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

    /// Returns the rows in view of a list with these row heights: the position and the first line of each.
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
        // A pane that is too low for one row shows the first lines of the row.
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
