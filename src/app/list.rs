//! The article list: which article is selected, and which rows are in view.

use crate::index::{RowId, Snapshot, compare_newest_first};
use crate::query::Rows;

/// The article list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The selected article.
    selected: Option<RowId>,
    /// The article in view at the user's last key outside the filter box. While a filter that is being typed
    /// hides it, the nearest one is selected; it is selected again when the filter lets it through.
    chosen: Option<RowId>,
    /// The place of the selected article in the list.
    position: usize,
    /// The first row in view.
    top: usize,
    /// How many articles fit the pane.
    height: usize,
    /// Which of the parts that could be dropped is selected, where nothing matches.
    pub dropped: usize,
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
    pub fn rows_changed(&mut self, rows: &Rows, snapshot: &Snapshot, is_by_date: bool) {
        self.dropped = 0;
        let line = self.position.saturating_sub(self.top);
        let position = match self.chosen {
            None => 0,
            Some(chosen) => rows
                .position(chosen)
                .unwrap_or_else(|| if is_by_date { nearest_in_time(chosen, rows, snapshot) } else { self.position }),
        };
        self.position = position.min(rows.len().saturating_sub(1));
        self.selected = rows.get(self.position);
        self.top = self.position.saturating_sub(line);
        self.show_position(rows.len());
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

/// The place of the article nearest in time to one that the list does not hold, in a list with the
/// newest first.
fn nearest_in_time(row: RowId, rows: &Rows, snapshot: &Snapshot) -> usize {
    if rows.is_empty() || row as usize >= snapshot.len() {
        return 0;
    }
    let article = snapshot.article(row);
    // The rows are in the order of `compare_newest_first`, so the place is found by halving.
    let mut low = 0;
    let mut high = rows.len();
    while low < high {
        let middle = usize::midpoint(low, high);
        let is_before =
            rows.get(middle).is_some_and(|row| compare_newest_first(&snapshot.article(row), &article).is_lt());
        if is_before { low = middle + 1 } else { high = middle }
    }
    let days_from = |position: usize| {
        let other = rows.get(position).and_then(|row| snapshot.article(row).day())?;
        Some((article.day()?.since(other).ok()?.get_days()).unsigned_abs())
    };
    match (low.checked_sub(1).and_then(days_from), days_from(low)) {
        (Some(before), Some(after)) if before < after => low - 1,
        (Some(_), None) => low - 1,
        _ => low.min(rows.len() - 1),
    }
}
