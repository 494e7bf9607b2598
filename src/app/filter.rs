//! The filter box: its text, the query that the text means, and the filters of this session.

use std::sync::Arc;

use jiff::civil::Date;
use tui_input::{Input, InputRequest};

use crate::query::{MAX_BYTES, Marker, Query, Spot, SpotKind, parse};

/// The outcome of a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pasted {
    /// True if the meaning of the filter changed.
    pub has_changed: bool,
    /// True if a part of the text was left out, because the box was full.
    pub is_cut: bool,
}

/// The filter box.
#[derive(Clone, Debug)]
pub struct Filter {
    input: Input,
    query: Arc<Query>,
    markers: Arc<[Marker]>,
    today: Date,
    /// The filters kept in this session, the newest last.
    kept: Vec<String>,
    n_kept_max: usize,
    /// The position in `kept` of the filter in the box, while the user goes through the kept filters.
    kept_shown: Option<usize>,
    /// The text that was in the box before the user went through the kept filters.
    draft: String,
}

impl Filter {
    /// Creates the box with a filter in it.
    pub fn new(text: &str, today: Date, n_kept_max: usize) -> Self {
        let mut filter = Self {
            input: Input::default(),
            query: Arc::new(parse("", today)),
            markers: Arc::default(),
            today,
            kept: Vec::new(),
            n_kept_max,
            kept_shown: None,
            draft: String::new(),
        };
        filter.set(text);
        filter
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Returns the line editor, for drawing the caret.
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// Returns the day that relative dates such as `today` refer to.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Returns the query that the text means.
    pub fn query(&self) -> &Arc<Query> {
        &self.query
    }

    /// Returns the words and phrases that are marked in a text.
    pub fn markers(&self) -> &Arc<[Marker]> {
        &self.markers
    }

    /// True if the filter restricts the list.
    pub fn is_active(&self) -> bool {
        self.query.root.is_some()
    }

    /// Returns the part of the filter to explain: the first wrong one, else the first with a remark.
    ///
    /// An unfinished part is explained only after the user has left the box, when the part is no longer being typed.
    pub fn spot_to_explain(&self, is_being_typed: bool) -> Option<&Spot> {
        let of_kind = |kind: SpotKind| self.query.spots.iter().find(move |spot| spot.kind == kind);
        let unfinished = if is_being_typed { None } else { of_kind(SpotKind::Unfinished) };
        of_kind(SpotKind::Wrong).or(unfinished).or_else(|| of_kind(SpotKind::Note))
    }

    /// Replaces the text. Returns true if its meaning changed.
    pub fn set(&mut self, text: &str) -> bool {
        self.input = Input::new(text.to_owned());
        self.parse()
    }

    /// Edits the text. Returns true if its meaning changed.
    pub fn edit(&mut self, request: InputRequest) -> bool {
        if matches!(request, InputRequest::InsertChar(_)) && self.text().len() >= MAX_BYTES {
            return false;
        }
        let changed = self.input.handle(request).is_some_and(|change| change.value);
        if changed {
            self.kept_shown = None;
        }
        changed && self.parse()
    }

    /// Inserts pasted text at the caret, as far as the box has room for it.
    pub fn paste(&mut self, text: &str) -> Pasted {
        self.kept_shown = None;
        let mut is_cut = false;
        for character in crate::text::safe::safe_line(text).chars() {
            is_cut = self.text().len() >= MAX_BYTES;
            if is_cut {
                break;
            }
            self.input.handle(InputRequest::InsertChar(character));
        }
        Pasted { has_changed: self.parse(), is_cut }
    }

    /// Sets the greatest number of kept filters.
    pub fn set_n_kept_max(&mut self, n_kept_max: usize) {
        self.n_kept_max = n_kept_max;
    }

    /// Adds the filter to those kept in this session. A kept filter with the same text moves to the end.
    pub fn keep(&mut self) {
        self.kept_shown = None;
        let text = self.text().trim().to_owned();
        if text.is_empty() || self.n_kept_max == 0 {
            return;
        }
        self.kept.retain(|kept| *kept != text);
        self.kept.push(text);
        if self.kept.len() > self.n_kept_max {
            self.kept.remove(0);
        }
    }

    /// Shows the next older or newer kept filter. Returns true if the meaning changed.
    ///
    /// After the newest one comes the text that was in the box before.
    pub fn show_kept(&mut self, is_older: bool) -> bool {
        let n_kept = self.kept.len();
        let next = match (self.kept_shown, is_older) {
            (None, true) => n_kept.checked_sub(1),
            (Some(shown), true) => Some(shown.saturating_sub(1)),
            (Some(shown), false) if shown + 1 < n_kept => Some(shown + 1),
            (_, false) => None,
        };
        let Some(next) = next else {
            let was_shown = self.kept_shown.take().is_some();
            let draft = std::mem::take(&mut self.draft);
            return was_shown && self.set(&draft);
        };
        if self.kept_shown.is_none() {
            self.draft = self.text().to_owned();
        }
        let text = self.kept[next].clone();
        let changed = self.set(&text);
        self.kept_shown = Some(next);
        changed
    }

    fn parse(&mut self) -> bool {
        let query = parse(self.text(), self.today);
        let changed = query.root != self.query.root;
        self.markers = query.terms().into();
        self.query = Arc::new(query);
        changed
    }
}
