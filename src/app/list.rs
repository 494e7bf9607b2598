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
    /// Where the chosen article stood by date, once it is gone from the folder.
    gone: Option<Gone>,
    /// The place of the selected article in the list.
    position: usize,
    /// The first row in view.
    top: usize,
    /// How many articles fit the pane.
    height: usize,
    /// Which of the parts that could be dropped is selected, where nothing matches.
    pub dropped: usize,
}

/// Where an article that is gone stood by date.
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

    /// The article that the reader chose last.
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

    /// How many articles fit the pane.
    pub fn height(&self) -> usize {
        self.height
    }

    /// How many rows a page moves by: one row of the page before stays in view.
    pub fn page(&self) -> usize {
        self.height.saturating_sub(1).max(1)
    }

    /// The pane has a new height: the selected article stays in view.
    pub fn set_height(&mut self, height: usize, n_rows: usize) {
        self.height = height.max(1);
        self.show_position(n_rows);
    }

    /// The reader pressed a key: from now on the selection stays on its article while rows arrive,
    /// where until then it stayed on the first row.
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
        self.show_position(rows.len());
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
    pub fn scroll_by(&mut self, n_rows: isize, n_all: usize) {
        self.top = self.top.saturating_add_signed(n_rows).min(n_all.saturating_sub(self.height));
    }

    /// Other rows are in the list now: the selection stays on its article and on its line of the
    /// screen, or goes to the nearest article in time.
    pub fn rows_changed(&mut self, hits: &Hits, snapshot: &Snapshot) {
        self.dropped = 0;
        let (rows, line) = (&hits.rows, self.position.saturating_sub(self.top));
        let position = match self.chosen {
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
        self.top = self.position.saturating_sub(line);
        self.show_position(rows.len());
    }

    /// `newer` takes the place of `snapshot`, under the same numbers of rows. Where the chosen article goes with it,
    /// its place by date is kept.
    pub fn snapshot_changes(&mut self, snapshot: &Snapshot, newer: &Snapshot) {
        let Some(chosen) = self.chosen.filter(|row| newer.is_deleted(*row)) else { return };
        let known = self.gone.filter(|gone| gone.row == chosen);
        // What followed it can go as well.
        let from = match known {
            Some(Gone { next: Some(next), .. }) if newer.is_deleted(next) => next,
            Some(_) => return,
            None => chosen,
        };
        let by_date = snapshot.by_date();
        let place = by_date.iter().position(|row| *row == from);
        let behind = place.map_or(&[][..], |place| &by_date[place..]);
        let next = behind.iter().copied().find(|row| !newer.is_deleted(*row));
        let day = known.map_or_else(|| place.and_then(|place| snapshot.days().day_at(place)), |gone| gone.day);
        self.gone = Some(Gone { row: chosen, day, next });
    }

    /// The folder is read anew, so the numbers of the rows mean nothing any more.
    pub fn forget_rows(&mut self) {
        *self = Self { height: self.height, ..Self::default() };
    }

    fn show_position(&mut self, n_rows: usize) {
        if self.position < self.top {
            self.top = self.position;
        } else if self.position >= self.top + self.height {
            self.top = self.position + 1 - self.height;
        }
        self.top = self.top.min(n_rows.saturating_sub(self.height));
    }
}
