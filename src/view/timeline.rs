//! Draws the timeline: the rule with the title, the bars in two layers, and the axis.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::{Look, paint};
use crate::app::timeline::{Bin, Mark, TimelinePicture, with_thousands};
use crate::settings::theme::Token;
use crate::text::columns::width;

/// Draws `picture` into `area`, which has `picture.columns` columns and ideally [`TimelinePicture::n_rows`] rows.
///
/// With two rows, the rule and the bars are drawn; with one row, only the bars. `progress` is a short fact for the
/// title while articles arrive.
pub fn draw(
    picture: &TimelinePicture,
    is_focused: bool,
    progress: Option<&str>,
    look: &Look,
    area: Rect,
    buffer: &mut Buffer,
) {
    let mut pane = Pane { look, area: area.intersection(buffer.area), buffer, is_focused };
    let height = pane.area.height;
    let first_bar_row = u16::from(height > 1);
    if height > 1 {
        pane.rule(picture, progress);
    }
    if picture.n_bar_rows == 0 {
        pane.bars(picture, first_bar_row, 1);
        pane.ends(picture, first_bar_row);
        return;
    }
    let n_rows = picture.n_bar_rows.min(height.saturating_sub(2)).max(1);
    let axis_row = first_bar_row + n_rows;
    pane.bars(picture, first_bar_row, n_rows);
    if let Some(message) = picture.message {
        pane.put(1, axis_row - 1, message, pane.look.theme.style(Token::Dim));
    }
    pane.sides(picture, first_bar_row, n_rows);
    pane.axis(picture, axis_row);
}

/// The pane that is drawn into. Columns and rows are relative to its corner, and everything outside it is cut off.
struct Pane<'draw> {
    look: &'draw Look,
    area: Rect,
    buffer: &'draw mut Buffer,
    is_focused: bool,
}

impl Pane<'_> {
    fn style(&self, token: Token) -> Style {
        self.look.theme.style(token)
    }

    /// Returns the style of the cursor's mark and label.
    fn cursor_style(&self) -> Style {
        let style = self.style(Token::Accent);
        if self.is_focused { style.bold() } else { style }
    }

    fn put(&mut self, column: u16, row: u16, text: &str, style: Style) {
        if column < self.area.width && row < self.area.height {
            let room = usize::from(self.area.width - column);
            // The dash of ranges is one of the characters that have an ASCII replacement.
            let (x, y) = (self.area.x + column, self.area.y + row);
            if text.contains('–') {
                paint::text(self.buffer, x, y, &text.replace('–', self.look.glyphs.dash), room, style);
            } else {
                paint::text(self.buffer, x, y, text, room, style);
            }
        }
    }

    fn rule(&mut self, picture: &TimelinePicture, progress: Option<&str>) {
        let glyphs = self.look.glyphs;
        let (sign, token) =
            if self.is_focused { (glyphs.rule_focus, Token::RuleFocus) } else { (glyphs.rule, Token::Rule) };
        let rule = self.style(token);
        self.put(0, 0, &sign.repeat(usize::from(self.area.width)), rule);
        let Some((left, right)) = self.title(picture, progress) else { return };
        let left_columns = self.parts(2, &left);
        self.put(1, 0, " ", rule);
        self.put(2 + left_columns, 0, " ", rule);
        if !right.is_empty() {
            // A space and a character of the rule follow the last part.
            let start = self.area.width - 2 - parts_width(&right) as u16;
            self.put(start - 1, 0, " ", rule);
            self.parts(start, &right);
            self.put(self.area.width - 2, 0, " ", rule);
        }
    }

    /// Returns the left and right parts of the title: the longest combination that fits. The tallest bar is left out
    /// before the scale, because bars that are not linear are hard to interpret without it.
    fn title(&self, picture: &TimelinePicture, progress: Option<&str>) -> Option<(Vec<TitlePart>, Vec<TitlePart>)> {
        let part = |text: Option<&str>, kind| -> Vec<TitlePart> {
            text.map(|text| TitlePart { text: text.to_owned(), kind }).into_iter().collect()
        };
        let title = &picture.title;
        let name = part(Some(title.unit.unwrap_or("Timeline")), PartKind::Name);
        let span = part(title.span.as_deref(), PartKind::Plain);
        let progress = part(progress, PartKind::Plain);
        let has_legend = picture.has_filter && !picture.bins.is_empty();
        let legend = part(has_legend.then_some("match other"), PartKind::Legend);
        let outside = part(title.outside.as_deref(), PartKind::Plain);
        let short_outside = part(title.short_outside.as_deref(), PartKind::Plain);
        let cursor = part(title.cursor.as_deref(), PartKind::Count);
        let tallest = part(title.tallest.as_deref(), PartKind::Plain);
        let scale = part(title.scale, PartKind::Plain);

        let left = [&name, &span, &progress, &legend, &outside];
        let left_in_brief = [&name, &span, &progress, &legend, &short_outside];
        let right = [&cursor, &tallest, &scale];
        let tries: [(PartsOf, PartsOf); 13] = [
            (&left, &right),
            (&left_in_brief, &right),
            (&left[..4], &right),
            (&left[..3], &right),
            (&left[..3], &[&cursor, &scale]),
            (&left[..3], &[&cursor]),
            (&[&name, &progress], &right),
            (&[&name, &progress], &[&cursor, &scale]),
            (&[&name, &progress], &[&cursor]),
            (&[&name], &right),
            (&[&name], &[&cursor, &scale]),
            (&[&name], &[&cursor]),
            (&[&name], &[]),
        ];
        let joined = |parts: &[&Vec<TitlePart>]| parts.iter().flat_map(|part| part.iter().cloned()).collect::<Vec<_>>();
        tries.iter().map(|(left, right)| (joined(left), joined(right))).find(|(left, right)| {
            // At least one character of the rule is between the two.
            let right_columns = if right.is_empty() { 0 } else { parts_width(right) + 4 };
            2 + parts_width(left) + 1 + right_columns <= usize::from(self.area.width)
        })
    }

    /// Draws parts of the title from `column`. Returns the number of columns that they took.
    fn parts(&mut self, column: u16, parts: &[TitlePart]) -> u16 {
        let rule = self.style(Token::Rule);
        let mut at = column;
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                self.put(at, 0, &format!(" {} ", self.look.glyphs.dot), rule);
                at += 3;
            }
            match part.kind {
                PartKind::Name if self.is_focused => self.put(at, 0, &part.text, self.style(Token::Strong).bold()),
                PartKind::Name => self.put(at, 0, &part.text, self.style(Token::Text)),
                PartKind::Plain => self.put(at, 0, &part.text, self.style(Token::Dim)),
                PartKind::Count => self.put(at, 0, &part.text, self.style(Token::Text)),
                PartKind::Legend => {
                    let full = self.look.glyphs.bars[8];
                    self.put(at, 0, full, self.style(Token::BarMatch));
                    self.put(at + 1, 0, " match ", self.style(Token::Dim));
                    self.put(
                        at + 8,
                        0,
                        self.look.glyphs.bar_other,
                        self.other_layer().unwrap_or(self.style(Token::Bar)),
                    );
                    self.put(at + 9, 0, " other", self.style(Token::Dim));
                }
            }
            at += part.width() as u16;
        }
        at - column
    }

    /// Returns the style of a cell filled with the colour of the layer behind.
    ///
    /// `None` if the theme has no colour for it, or the glyphs are not blocks. The glyph in such a cell is still that
    /// of the other layer, so that a screen copied as text has both layers.
    fn other_layer(&self) -> Option<Style> {
        let style = self.style(Token::Bar);
        let color = style.fg.filter(|color| *color != Color::Reset)?;
        self.has_blocks().then(|| style.bg(color))
    }

    fn has_blocks(&self) -> bool {
        self.look.glyphs.bars[8] == "█"
    }

    fn bars(&mut self, picture: &TimelinePicture, first_row: u16, n_rows: u16) {
        for (bin_idx, bin) in picture.bins.iter().enumerate() {
            let is_cursor = picture.cursor_bin_idx == Some(bin_idx);
            let is_alone = is_cursor && picture.n_bar_rows == 0;
            for from_bottom in 0..n_rows {
                let (sign, style) = self.bar_cell(picture, bin, is_cursor, from_bottom, n_rows);
                // With a single row there is no mark below the bars, so the bin itself is marked.
                let style = if is_alone { style.patch(self.style(Token::Selection)) } else { style };
                if sign != " " || is_alone {
                    let signs = sign.repeat(bin.columns.len());
                    self.put(bin.columns.start, first_row + n_rows - 1 - from_bottom, &signs, style);
                }
            }
        }
    }

    /// Returns the glyph and the style of a bar in one row.
    ///
    /// With a filter, the matching layer is in front of the layer of all articles. Without one, the bar of the cursor's
    /// bin has another colour than the rest.
    fn bar_cell(
        &self,
        picture: &TimelinePicture,
        bin: &Bin,
        is_cursor: bool,
        from_bottom: u16,
        n_rows: u16,
    ) -> (&'static str, Style) {
        let glyphs = self.look.glyphs;
        let in_row = |n_articles| {
            let height = picture.eighths(n_articles, n_rows);
            usize::from(height.saturating_sub(from_bottom * 8).min(8))
        };
        let (matching, all) = (in_row(bin.counts.n_matching), in_row(bin.counts.n_all));
        if !picture.has_filter {
            return (glyphs.bars[all], self.style(if is_cursor { Token::Accent } else { Token::Bar }));
        }
        let front = self.style(Token::BarMatch);
        if matching > 0 {
            // In ASCII the half-full glyph is that of the other layer.
            let full = matching == 8 || glyphs.bars[matching] == glyphs.bar_other;
            let sign = if full { glyphs.bars[8] } else { glyphs.bars[matching] };
            match self.other_layer().and_then(|style| style.bg) {
                Some(behind) if all > matching => (sign, front.bg(behind)),
                _ => (sign, front),
            }
        } else if all > 0 {
            match self.other_layer() {
                Some(style) if all == 8 => (glyphs.bar_other, style),
                Some(_) => (glyphs.bars[all], self.style(Token::Bar)),
                // Without colours, an eighth block would be taken for one of the front layer.
                None => (glyphs.bar_other, self.style(Token::Bar)),
            }
        } else {
            (" ", front)
        }
    }

    /// Draws the counts of the columns outside the time axis, above their labels.
    fn sides(&mut self, picture: &TimelinePicture, first_row: u16, n_rows: u16) {
        for side in &picture.sides {
            let last_row = first_row + n_rows - 1;
            let (all, matching) = (with_thousands(side.counts.n_all), with_thousands(side.counts.n_matching));
            // The number of all is centred; the number of the matching ones is aligned with its right end.
            let indent = side.columns.len().saturating_sub(width(&all)) / 2;
            let column = side.columns.start + indent as u16;
            if picture.has_filter {
                let shorter_by = width(&all).saturating_sub(width(&matching)) as u16;
                self.put(column + shorter_by, last_row, &matching, self.style(Token::BarMatch));
                if n_rows > 1 {
                    self.put(column, last_row - 1, &all, self.style(Token::Dim));
                }
            } else {
                self.put(column, last_row, &all, self.style(Token::Text));
            }
        }
    }

    fn axis(&mut self, picture: &TimelinePicture, row: u16) {
        let plain = self.style(Token::Dim);
        for label in &picture.labels {
            let style = if label.is_cursor { self.cursor_style() } else { plain };
            self.put(label.column, row, &label.text, style);
        }
        for side in &picture.sides {
            let style = if side.is_cursor { self.cursor_style() } else { plain };
            let indent = side.columns.len().saturating_sub(width(side.label)) as u16 / 2;
            self.put(side.columns.start + indent, row, side.label, style);
        }
        self.mark(picture, row);
    }

    fn mark(&mut self, picture: &TimelinePicture, row: u16) {
        let glyphs = self.look.glyphs;
        let style = self.cursor_style();
        match picture.mark {
            Some(Mark::At(column)) => self.put(column, row, glyphs.cursor, style),
            Some(Mark::Earlier(column)) => self.put(column, row, glyphs.off_left, style),
            Some(Mark::Later(column)) => self.put(column, row, glyphs.off_right, style),
            None => {}
        }
    }

    /// Draws a timeline of one row: the dates of its ends next to the bars, and the number of undated articles if there
    /// are columns left.
    fn ends(&mut self, picture: &TimelinePicture, row: u16) {
        let style = if self.is_focused { self.cursor_style() } else { self.style(Token::Dim) };
        let mut end = 1;
        if let Some(message) = picture.message {
            self.put(1, row, message, style);
            end += width(message) as u16;
        }
        if let (Some((first, last)), Some(from), Some(to)) = (&picture.ends, picture.bins.first(), picture.bins.last())
        {
            self.put(from.columns.start.saturating_sub(width(first) as u16 + 1), row, first, style);
            self.put(to.columns.end + 1, row, last, style);
            end = to.columns.end + 1 + width(last) as u16;
        }
        if picture.undated.n_all > 0 {
            let text = format!("{} undated", with_thousands(picture.undated.n_all));
            if usize::from(end) + 2 + width(&text) < usize::from(self.area.width) {
                self.put(end + 2, row, &text, self.style(Token::Dim));
            }
        }
        // A mark inside the bars would cover one; the marked bin shows the cursor.
        if matches!(picture.mark, Some(Mark::Earlier(_) | Mark::Later(_))) {
            self.mark(picture, row);
        }
    }
}

#[derive(Clone, Debug)]
struct TitlePart {
    text: String,
    kind: PartKind,
}

#[derive(Clone, Copy, Debug)]
enum PartKind {
    Name,
    Plain,
    /// The number of articles at the cursor.
    Count,
    /// The glyphs of the two layers with their names.
    Legend,
}

impl TitlePart {
    fn width(&self) -> usize {
        match self.kind {
            // Each name has its glyph and a space before it.
            PartKind::Legend => width(&self.text) + 4,
            PartKind::Name | PartKind::Plain | PartKind::Count => width(&self.text),
        }
    }
}

/// The parts of one side of the title; a missing part is an empty list.
type PartsOf<'part> = &'part [&'part Vec<TitlePart>];

fn parts_width(parts: &[TitlePart]) -> usize {
    parts.iter().map(TitlePart::width).sum::<usize>() + parts.len().saturating_sub(1) * 3
}
