//! Checks the layout of a first screen without a stored picture: rules and panes have their places, every row of the
//! list has its title, source and date, and no text touches another.
//!
//! ```text
//! y 0      / words …                              folder · n articles
//! y 1     ━ Newest first ━━━━━━ 1 of n ━┬─ Reading ──────────── all ─
//!           title                       │ title
//!           source               date   │ date · source · minutes
//! rule    ─ By month · … ───────────────┴─────────────────── 3: 14 ─
//!          ▁▁ ▂▂ ██                                            bars
//!          Aug 2020                                          labels
//! last     ↵ read   / filter …                    ? keys   q quit
//! ```

use std::ops::Range;

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use crate::listed::Listed;
use crate::signs;

/// The columns at the left of the texts of a row of the list, for the sign of the selection.
const GUTTER: usize = 2;
/// The columns at the right of the texts of a row.
const MARGIN: usize = 1;

/// Checks the first screen of a folder that has these articles.
#[track_caller]
pub fn check(buffer: &Buffer, listed: &[Listed]) {
    let screen = Screen::of(buffer);
    screen.check_no_control_characters();
    screen.check_top_and_bottom(listed.len());
    screen.check_rules(listed.len());
    screen.check_divider();
    screen.check_rows(listed);
    screen.check_text();
    screen.check_timeline();
}

/// A screen, with the places of its parts.
struct Screen<'screen> {
    buffer: &'screen Buffer,
    n_columns: usize,
    n_rows: usize,
    /// The column between list and text, on screens wide enough for both.
    divider: Option<usize>,
    /// The row of the timeline's rule.
    timeline: usize,
}

impl<'screen> Screen<'screen> {
    #[track_caller]
    fn of(buffer: &'screen Buffer) -> Self {
        let (n_columns, n_rows) = (usize::from(buffer.area.width), usize::from(buffer.area.height));
        let divider = match n_columns {
            0..72 => None,
            72..110 => Some(33),
            110..160 => Some(48),
            _ => Some(72),
        };
        let mut screen = Self { buffer, n_columns, n_rows, divider, timeline: 0 };
        screen.timeline =
            (2..n_rows).find(|y| screen.sign(0, *y) == "─").unwrap_or_else(|| screen.fails("no rule of the timeline"));
        screen
    }

    fn sign(&self, x: usize, y: usize) -> &str {
        self.buffer[(x as u16, y as u16)].symbol()
    }

    /// The signs in some columns of a row. A wide sign appears once.
    fn text(&self, columns: Range<usize>, y: usize) -> String {
        let mut text = String::new();
        let mut x = columns.start;
        while x < columns.end {
            text.push_str(self.sign(x, y));
            x += self.sign(x, y).width().max(1);
        }
        text
    }

    /// The columns of the list.
    fn list(&self) -> Range<usize> {
        0..self.divider.unwrap_or(self.n_columns)
    }

    #[track_caller]
    fn fails(&self, what: &str) -> ! {
        panic!("{what}:\n{}", signs(self.buffer))
    }

    #[track_caller]
    fn expect(&self, is_so: bool, what: impl FnOnce() -> String) {
        if !is_so {
            self.fails(&what());
        }
    }

    #[track_caller]
    fn check_no_control_characters(&self) {
        let is_drawn = |cell: &ratatui::buffer::Cell| !cell.symbol().chars().any(char::is_control);
        self.expect(self.buffer.content().iter().all(is_drawn), || "a control character".to_owned());
    }

    /// The row of the filter has folder and count; the last row has the two keys that always work.
    #[track_caller]
    fn check_top_and_bottom(&self, n_articles: usize) {
        let top = self.text(0..self.n_columns, 0);
        let count = format!(" · {n_articles} articles ");
        self.expect(top.starts_with(" / ") && top.ends_with(&count), || format!("no {count:?} at the top"));
        let folder = top.rsplit("  ").next().and_then(|right| right.strip_suffix(&count));
        self.expect(folder.is_some_and(|folder| !folder.is_empty()), || "the folder touches the filter".to_owned());
        let bottom = self.text(0..self.n_columns, self.n_rows - 1);
        let has_keys = bottom.ends_with("   ? keys   q quit ");
        self.expect(has_keys, || "no keys at the lower right".to_owned());
    }

    /// The list has the focus, so its rule is the heavy one.
    #[track_caller]
    fn check_rules(&self, n_articles: usize) {
        let list = self.text(self.list(), 1);
        let position = format!("━ 1 of {n_articles} ━");
        self.expect(list.starts_with("━ Newest first ━") && list.ends_with(&position), || {
            format!("no {position:?} in the rule of the list")
        });
        if let Some(divider) = self.divider {
            let reader = self.text(divider..self.n_columns, 1);
            let is_place = |text: &str| text == "all" || text.ends_with('%');
            let place = reader.trim_end_matches('─').trim().rsplit(' ').next().is_some_and(is_place);
            self.expect(reader.starts_with("┬─ Reading ─") && reader.ends_with(" ─") && place, || {
                "no rule of the text".to_owned()
            });
        }
        let timeline = self.text(0..self.n_columns, self.timeline);
        self.expect(timeline.starts_with("─ By ") && timeline.ends_with(" ─"), || {
            "the timeline's rule names no unit".to_owned()
        });
    }

    /// The divider runs from rule to rule, with a space on both of its sides.
    #[track_caller]
    fn check_divider(&self) {
        let Some(divider) = self.divider else { return };
        for y in 2..self.timeline {
            let around = self.text(divider - 1..divider + 2, y);
            self.expect(around == " │ ", || format!("{around:?} at the divider in row {y}"));
            self.expect(self.sign(self.n_columns - 1, y) == " ", || format!("text at the right edge of row {y}"));
        }
        self.expect(self.sign(divider, self.timeline) == "┴", || "no joint below the divider".to_owned());
    }

    /// The rows follow each other without a gap. Below the last one there is no room for another, or no other article.
    #[track_caller]
    fn check_rows(&self, listed: &[Listed]) {
        let columns = GUTTER..self.list().end - MARGIN;
        let is_large = self.n_columns >= 110 && self.n_rows >= 36;
        let mut y = 2;
        for (position, article) in listed.iter().enumerate() {
            let n_title_lines = if is_large && article.title.width() > columns.len() { 2 } else { 1 };
            if y + n_title_lines + 1 > self.timeline {
                break;
            }
            self.check_title(article, columns.clone(), y..y + n_title_lines);
            self.check_source_and_date(article, columns.clone(), y + n_title_lines);
            for line in y..=y + n_title_lines {
                let sign = if position == 0 { "▌ " } else { "  " };
                self.expect(self.text(0..GUTTER, line) == sign, || format!("no {sign:?} in front of row {line}"));
            }
            y += n_title_lines + 1;
        }
        for y in y..self.timeline {
            self.expect(self.text(self.list(), y).trim().is_empty(), || format!("half an article in row {y}"));
        }
    }

    #[track_caller]
    fn check_title(&self, article: &Listed, columns: Range<usize>, lines: Range<usize>) {
        let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
        let shown: String = lines.clone().map(|y| without_spaces(&self.text(columns.clone(), y))).collect();
        let whole = without_spaces(&article.title);
        let is_shown = shown == whole || shown.strip_suffix('…').is_some_and(|start| whole.starts_with(start));
        self.expect(is_shown && !shown.is_empty(), || format!("not {:?} in rows {lines:?}", article.title));
    }

    /// The source at the left, then at least a space, then the date at the right edge.
    #[track_caller]
    fn check_source_and_date(&self, article: &Listed, columns: Range<usize>, y: usize) {
        let line = self.text(columns, y);
        let Some((source, date)) = split(article, &line) else {
            self.fails(&format!("not {:?} and {:?} in row {y}", article.source, article.date));
        };
        self.expect(source.ends_with(' '), || format!("{source:?} touches {date:?} in row {y}"));
        let source = source.trim_end();
        let is_cut = source.strip_suffix('…').is_some_and(|start| article.source.starts_with(start.trim_end()));
        self.expect(source == article.source || is_cut, || format!("not {:?} in row {y}", article.source));
    }

    /// Date, source and minutes stand on one line near the top of the text.
    #[track_caller]
    fn check_text(&self) {
        let Some(divider) = self.divider else { return };
        let is_facts = |y: usize| {
            let line = self.text(divider + 1..self.n_columns, y);
            line.trim_end().ends_with(" min") && line.matches(" · ").count() == 2
        };
        self.expect((2..6).any(is_facts), || "no date, source and minutes above the text".to_owned());
    }

    /// Between the rule of the timeline and the last row are bars, then a row of labels. No two labels touch.
    #[track_caller]
    fn check_timeline(&self) {
        let (bars, labels) = (self.timeline + 1..self.n_rows - 2, self.n_rows - 2);
        let is_bar = |y: usize| self.text(0..self.n_columns, y).contains(['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']);
        self.expect(!bars.is_empty() && bars.clone().any(is_bar), || "no bars".to_owned());
        let labels = self.text(0..self.n_columns, labels).replace(['▲', '◂', '▸'], " ");
        self.expect(labels.split_whitespace().next().is_some(), || "no labels".to_owned());
        for label in labels.split_whitespace() {
            self.expect(is_label(label), || format!("{label:?} is no label"));
        }
    }
}

/// Splits a line before its date. A date that is not one day is known only by its year, so it is taken to begin at the
/// first sign behind the source.
fn split<'line>(article: &Listed, line: &'line str) -> Option<(&'line str, &'line str)> {
    if article.is_date_exact {
        return Some((line.strip_suffix(&article.date)?, &line[line.len() - article.date.len()..]));
    }
    let source_end = article.source.len().min(line.len());
    let date_start = line.get(source_end..)?.find(|sign: char| sign != ' ')? + source_end;
    line[date_start..].contains(&article.date).then(|| line.split_at(date_start))
}

/// A word of a label below the bars: a year, a quarter, a month, a weekday, a day, or `undated`.
fn is_label(word: &str) -> bool {
    const NAMES: [&str; 24] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu",
        "Fri", "Sat", "Sun", "Q1", "Q2", "Q3", "Q4", "undated",
    ];
    let is_number = word.len() <= 4 && word.chars().all(|sign| sign.is_ascii_digit());
    is_number || NAMES.contains(&word)
}
