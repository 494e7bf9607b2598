//! The lines of one row of the article list: their number, and the position of each text.

use std::ops::Range;

use super::reader::wrap;
use crate::text::columns;

/// The form of the rows of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowForm {
    /// Date, source and title in columns.
    OneLine,
    /// The title, then source and date.
    TwoLines,
    /// The title on at most two lines, then source and date. With a filter: one line of the title, the excerpt, then
    /// source and date.
    ThreeLines,
}

/// The texts of a row.
#[derive(Clone, Copy, Debug)]
pub struct RowTexts<'row> {
    pub title: &'row str,
    /// Empty if there is none.
    pub source: &'row str,
    /// The date in full.
    pub date: &'row str,
    /// The short date, for a row that is too narrow for the full one.
    pub short_date: &'row str,
    /// The text between the title and the source.
    pub between: MiddleLine<'row>,
}

/// The text between the first line of the title and the source, in [`RowForm::ThreeLines`].
#[derive(Clone, Copy, Debug)]
pub enum MiddleLine<'row> {
    /// The rest of the title, if there is one.
    Title,
    /// The excerpt; the rest of the title if the excerpt is not known yet or does not exist.
    ///
    /// The line exists even if it is empty, so the row keeps its height when the excerpt arrives.
    Excerpt(Option<&'row str>),
}

/// The kind of a text of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowText {
    Title,
    Excerpt,
    Source,
    /// The date in full.
    Date,
    /// The short date.
    ShortDate,
}

/// A piece of a text with its position in the row. A piece that is wider than its room is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedText {
    pub text: RowText,
    /// The byte range of the piece in the text.
    pub piece: Range<usize>,
    /// The line, from the first line of the row.
    pub line: u16,
    /// The first column, from the left edge of the row's texts.
    pub column: u16,
    /// The width of the room for the piece, in columns.
    pub columns: u16,
}

/// The width of the dates in [`RowForm::OneLine`]: `~14 Mar 2022`.
const DATE_COLUMNS: u16 = 12;
/// The fewest and the most columns of the source in [`RowForm::OneLine`].
const SOURCE_COLUMNS: (u16, u16) = (6, 18);
/// The smallest width at which [`RowForm::OneLine`] has room for the source.
const COLUMNS_WITH_SOURCE: u16 = 26;
/// The smallest width at which [`RowForm::OneLine`] has two columns between its texts. Below it, there is one.
const COLUMNS_WITH_WIDE_GAPS: u16 = 50;
/// The number of columns that the full date must leave for the source. Otherwise the short date is used.
const LEAST_SOURCE_COLUMNS: usize = 10;

/// The columns to the left of the texts of a row: the sign of the selection, and a space.
pub const GUTTER: u16 = 2;
/// The columns to the right of the texts of a row.
const MARGIN: u16 = 1;

/// Returns the number of columns for the texts of a row in a list of so many columns.
pub fn columns_of_texts(list_columns: u16) -> u16 {
    list_columns.saturating_sub(GUTTER + MARGIN)
}

impl RowForm {
    /// Returns the smallest number of lines of a row of this form.
    pub fn least_lines(self) -> u16 {
        match self {
            Self::OneLine => 1,
            Self::TwoLines | Self::ThreeLines => 2,
        }
    }

    /// Returns the number of lines of a row whose texts have so many columns.
    pub fn lines(self, columns: u16, title: &str, between: MiddleLine<'_>) -> u16 {
        match (self, between) {
            (Self::ThreeLines, MiddleLine::Excerpt(_)) => 3,
            (Self::ThreeLines, MiddleLine::Title) if columns::width(title) > usize::from(columns) => 3,
            _ => self.least_lines(),
        }
    }

    /// Returns the positions of the texts of a row that has so many columns for them.
    pub fn place(self, columns: u16, texts: &RowTexts<'_>) -> Vec<PlacedText> {
        match self {
            Self::OneLine => in_columns(columns, texts),
            Self::TwoLines => {
                let mut placed = vec![whole(RowText::Title, texts.title, 0, 0, columns)];
                placed.extend(source_and_date(1, columns, texts));
                placed
            }
            Self::ThreeLines => {
                let (mut placed, last_line) = title_lines(columns, texts);
                placed.extend(source_and_date(last_line, columns, texts));
                placed
            }
        }
    }
}

fn whole(text: RowText, of: &str, line: u16, column: u16, columns: u16) -> PlacedText {
    PlacedText { text, piece: 0..of.len(), line, column, columns }
}

/// Places the title and the excerpt. Returns them, and the number of the line after them.
fn title_lines(columns: u16, texts: &RowTexts<'_>) -> (Vec<PlacedText>, u16) {
    if let MiddleLine::Excerpt(Some(excerpt)) = texts.between {
        let placed =
            vec![whole(RowText::Title, texts.title, 0, 0, columns), whole(RowText::Excerpt, excerpt, 1, 0, columns)];
        return (placed, 2);
    }
    let (first, rest) = wrap::first_line(texts.title, usize::from(columns));
    let line = |piece, line| PlacedText { text: RowText::Title, piece, line, column: 0, columns };
    let mut placed = vec![line(first, 0)];
    let has_rest = !rest.is_empty();
    if has_rest {
        placed.push(line(rest, 1));
    }
    let is_fixed = matches!(texts.between, MiddleLine::Excerpt(_));
    (placed, if has_rest || is_fixed { 2 } else { 1 })
}

/// Places the source at the left and the date at the right.
///
/// The short date is used if the full one would leave the source too little room, so the date is not cut.
fn source_and_date(line: u16, columns: u16, texts: &RowTexts<'_>) -> Vec<PlacedText> {
    let room = usize::from(columns);
    let wanted = columns::width(texts.source).min(LEAST_SOURCE_COLUMNS);
    let gap = usize::from(wanted > 0);
    let (text, date) = if columns::width(texts.date) + gap + wanted <= room {
        (RowText::Date, texts.date)
    } else {
        (RowText::ShortDate, texts.short_date)
    };
    let date_columns = columns::width(date).min(room);
    let source_columns = (room - date_columns).saturating_sub(1) as u16;
    let mut placed = Vec::new();
    if wanted > 0 && source_columns > 0 {
        placed.push(whole(RowText::Source, texts.source, line, 0, source_columns));
    }
    placed.push(whole(text, date, line, (room - date_columns) as u16, date_columns as u16));
    placed
}

/// Places the date, the source and the title, each in its own column.
fn in_columns(columns: u16, texts: &RowTexts<'_>) -> Vec<PlacedText> {
    let gap = if columns >= COLUMNS_WITH_WIDE_GAPS { 2 } else { 1 };
    let date_columns = DATE_COLUMNS.min(columns / 2);
    let (text, date) = if columns::width(texts.date) <= usize::from(date_columns) {
        (RowText::Date, texts.date)
    } else {
        (RowText::ShortDate, texts.short_date)
    };
    let mut placed = vec![whole(text, date, 0, 0, date_columns)];
    let mut column = date_columns + gap;
    if columns >= COLUMNS_WITH_SOURCE {
        let source_columns = (columns / 4).clamp(SOURCE_COLUMNS.0, SOURCE_COLUMNS.1);
        if !texts.source.is_empty() {
            placed.push(whole(RowText::Source, texts.source, 0, column, source_columns));
        }
        column += source_columns + gap;
    }
    placed.push(whole(RowText::Title, texts.title, 0, column, columns.saturating_sub(column)));
    placed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::app::layout::{LayoutChoices, layout};
    use crate::settings::ListWidth;

    const TEXTS: RowTexts<'_> = RowTexts {
        title: "Dredging vote put off again as harbour tolls rise",
        source: "The Halden Courier",
        date: "14 Mar 2022",
        short_date: "2022",
        between: MiddleLine::Title,
    };

    /// Returns the lines of a row as they are drawn, without styles.
    fn drawn(form: RowForm, columns: u16, texts: &RowTexts<'_>) -> Vec<String> {
        let n_lines = form.lines(columns, texts.title, texts.between);
        let mut lines = vec![vec![' '; usize::from(columns)]; usize::from(n_lines)];
        for placed in form.place(columns, texts) {
            let excerpt = if let MiddleLine::Excerpt(Some(excerpt)) = texts.between { excerpt } else { "" };
            let text = match placed.text {
                RowText::Title => texts.title,
                RowText::Excerpt => excerpt,
                RowText::Source => texts.source,
                RowText::Date => texts.date,
                RowText::ShortDate => texts.short_date,
            };
            let cut = columns::cut(&text[placed.piece.clone()], usize::from(placed.columns));
            for (at, character) in cut.chars().enumerate() {
                lines[usize::from(placed.line)][usize::from(placed.column) + at] = character;
            }
        }
        lines.into_iter().map(|line| line.into_iter().collect::<String>().trim_end().to_owned()).collect()
    }

    #[test]
    fn each_form_has_its_texts_at_their_places() {
        assert_eq!(
            drawn(RowForm::TwoLines, 30, &TEXTS),
            ["Dredging vote put off again a…", "The Halden Courier 14 Mar 2022"]
        );
        assert_eq!(
            drawn(RowForm::ThreeLines, 45, &TEXTS),
            ["Dredging vote put off again as harbour tolls", "rise", "The Halden Courier                14 Mar 2022"]
        );
        let short = RowTexts { title: "School roofs to be checked", source: "", date: "~11 Mar", ..TEXTS };
        assert_eq!(
            drawn(RowForm::ThreeLines, 45, &short),
            ["School roofs to be checked", "                                      ~11 Mar"]
        );
        let found = RowTexts { between: MiddleLine::Excerpt(Some("… the tolls of the port rise …")), ..TEXTS };
        assert_eq!(
            drawn(RowForm::ThreeLines, 45, &found),
            [
                "Dredging vote put off again as harbour tolls…",
                "… the tolls of the port rise …",
                "The Halden Courier                14 Mar 2022"
            ]
        );
        assert_eq!(
            drawn(RowForm::OneLine, 60, &TEXTS),
            ["14 Mar 2022   The Halden Cou…  Dredging vote put off again…"]
        );
    }

    #[test]
    fn a_row_keeps_its_height_while_its_excerpt_is_looked_for() {
        for between in [MiddleLine::Excerpt(None), MiddleLine::Excerpt(Some("x"))] {
            assert_eq!(RowForm::ThreeLines.lines(45, "Tolls rise", between), 3);
        }
        let waiting = RowTexts { title: "Tolls rise", between: MiddleLine::Excerpt(None), ..TEXTS };
        let expected = ["Tolls rise", "", "The Halden Courier                14 Mar 2022"];
        assert_eq!(drawn(RowForm::ThreeLines, 45, &waiting), expected);
    }

    #[test]
    fn a_long_date_leaves_room_for_the_source() {
        let long = RowTexts { date: "30 Dec 2021 – 2 Jan 2022", short_date: "2021–2022", ..TEXTS };
        assert_eq!(drawn(RowForm::TwoLines, 28, &long)[1], "The Halden Courier 2021–2022");
        assert_eq!(drawn(RowForm::TwoLines, 45, &long)[1], "The Halden Courier   30 Dec 2021 – 2 Jan 2022");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn no_row_lacks_its_date_and_no_text_touches_another(
            title in "[a-z港é]{1,9}( [A-Za-z0-9’-]{1,14}){0,16}",
            source in "(~?[A-Z][a-z]{1,9}( [A-Z][a-z]{1,12}){0,3})?",
            date in prop_oneof![
                Just("14 Mar"), Just("~14 Mar 2022"), Just("undated"), Just("~30 Dec 2021 – 2 Jan 2022"), Just("Mar 2022"),
            ],
            excerpt in proptest::option::of("[a-z ]{1,80}"),
            has_excerpt in any::<bool>(),
        ) {
            let between = if has_excerpt { MiddleLine::Excerpt(excerpt.as_deref()) } else { MiddleLine::Title };
            let texts = RowTexts { title: &title, source: &source, date, short_date: "~2021–2022", between };
            for columns in rooms() {
                for form in [RowForm::OneLine, RowForm::TwoLines, RowForm::ThreeLines] {
                    check(form, columns, &texts);
                }
            }
        }
    }

    /// Returns the numbers of columns for the texts of a row, on screens of every width from 40 to 220.
    fn rooms() -> BTreeSet<u16> {
        let choices = LayoutChoices {
            has_list: true,
            has_timeline: true,
            is_reading: false,
            is_in_timeline: false,
            is_zen: false,
            list_width: ListWidth::Auto,
            bar_rows: None,
            bar_rows_needed: 2,
        };
        let list = |columns| layout(columns, 24, choices).list.map(|pane| columns_of_texts(pane.inner.width));
        (40..=220).filter_map(list).collect()
    }

    fn check(form: RowForm, columns: u16, texts: &RowTexts<'_>) {
        let placed = form.place(columns, texts);
        let n_lines = form.lines(columns, texts.title, texts.between);
        let date: Vec<&PlacedText> =
            placed.iter().filter(|placed| [RowText::Date, RowText::ShortDate].contains(&placed.text)).collect();
        assert_eq!(date.len(), 1, "{placed:?}");
        let date_text = if date[0].text == RowText::Date { texts.date } else { texts.short_date };
        assert!(columns::width(date_text) <= usize::from(date[0].columns), "the date is whole: {columns} {placed:?}");
        let has_source = placed.iter().any(|placed| placed.text == RowText::Source && placed.columns > 1);
        assert_eq!(has_source, !texts.source.is_empty(), "{columns} {placed:?}");
        for (at, one) in placed.iter().enumerate() {
            assert!(one.line < n_lines && one.column + one.columns <= columns, "{columns} {placed:?}");
            for other in &placed[at + 1..] {
                let is_apart = one.line != other.line
                    || one.column + one.columns < other.column
                    || other.column + other.columns < one.column;
                assert!(is_apart, "{columns} {one:?} {other:?}");
            }
        }
    }
}
