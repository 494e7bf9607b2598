//! The timeline as it is drawn, whole rows at a time, and what must hold for any corpus.

#[path = "timeline/drawn.rs"]
mod drawn;
#[path = "timeline/properties.rs"]
mod properties;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use newsreader::app::timeline::{Counts, Cursor, Mark, Scene, Timeline, TimelinePicture, Unit};
use newsreader::article::ArticleDate;
use newsreader::index::{DayCount, DayCounts};
use newsreader::settings::Scale;
use newsreader::settings::theme::{Theme, Token};
use newsreader::view::Look;
use newsreader::view::glyphs::{ASCII, BLOCKS, Glyphs};
use newsreader::view::timeline::draw;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

/// The counts of these many articles on each of these dates.
fn counts_of(dates: impl IntoIterator<Item = (ArticleDate, u32)>, n_undated: u32) -> DayCounts {
    let mut days: Vec<DayCount> = Vec::new();
    for (date, n_articles) in dates {
        let (first_day, last_day) = (date.first_day, date.last_day);
        match days.iter_mut().find(|count| (count.first_day, count.last_day) == (first_day, last_day)) {
            Some(count) => count.n_articles += n_articles,
            None => days.push(DayCount { first_day, last_day, n_articles }),
        }
    }
    days.sort_by_key(|count| (count.first_day, count.last_day));
    DayCounts { days, n_undated }
}

fn days_of(days: impl IntoIterator<Item = (Date, u32)>, n_undated: u32) -> DayCounts {
    counts_of(days.into_iter().map(|(day, n_articles)| (ArticleDate::day(day), n_articles)), n_undated)
}

/// Three articles: 8 and 11 March 2022, and one without a date.
fn seeds() -> DayCounts {
    days_of([(date(2022, 3, 8), 1), (date(2022, 3, 11), 1)], 1)
}

/// Eighteen months of a small paper, from October 2020.
fn months() -> DayCounts {
    let n_articles = [3, 2, 8, 1, 4, 9, 2, 3, 1, 5, 7, 7, 2, 1, 3, 4, 6, 8];
    let month = |place: usize| date(2020 + ((9 + place) / 12) as i16, ((9 + place) % 12 + 1) as i8, 1);
    let days = n_articles.iter().enumerate().flat_map(|(place, &n_articles)| {
        let first = month(place);
        (0..n_articles).map(move |step| {
            (first.with().day((step * 3 % 28 + 1) as i8).build().expect("day 28 is in every month"), 1)
        })
    });
    days_of(days, 3)
}

/// Twenty years from 2003, with `scale` articles in a usual month and a burst in 2020.
fn twenty_years(scale: u32, n_undated: u32) -> DayCounts {
    let days = (0..240_u32).map(|month| {
        let day = date(2003 + (month / 12) as i16, (month % 12 + 1) as i8, (month * 7 % 27 + 1) as i8);
        let n_articles = scale * (1 + month / 24 + month * 31 % 7);
        (day, if month == 205 { n_articles * 20 } else { n_articles })
    });
    days_of(days, n_undated)
}

/// Every third row of `all`, or part of it: what a filter might match.
fn some_of(all: &DayCounts) -> DayCounts {
    let days = all.days.iter().step_by(3).map(|count| DayCount { n_articles: count.n_articles.div_ceil(2), ..*count });
    DayCounts { days: days.collect(), n_undated: all.n_undated / 2 }
}

fn look(glyphs: &'static Glyphs, has_colors: bool) -> Look {
    let mut styles = [Style::new(); Token::ALL.len()];
    if has_colors {
        for (place, style) in styles.iter_mut().enumerate() {
            *style = Style::new().fg(Color::Indexed(place as u8 + 20));
        }
    }
    Look { theme: Theme { name: "test".to_owned(), styles }, glyphs }
}

fn buffer_of(picture: &TimelinePicture, is_focused: bool, progress: Option<&str>, look: &Look) -> Buffer {
    let area = Rect::new(0, 0, picture.columns, picture.n_rows());
    let mut buffer = Buffer::empty(area);
    draw(picture, is_focused, progress, look, area, &mut buffer);
    buffer
}

fn rows_of(buffer: &Buffer) -> String {
    let row = |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
    let rows = buffer.content.chunks(usize::from(buffer.area.width).max(1)).map(row);
    rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// The texts at the left and at the right of a rule.
fn texts_of_rule(row: &str) -> Vec<&str> {
    row.split('─').map(str::trim).filter(|text| !text.is_empty()).collect()
}

fn drawn(timeline: &Timeline, scene: &Scene) -> String {
    rows_of(&buffer_of(&timeline.picture(scene), false, None, &look(&BLOCKS, true)))
}

fn scene(all: &DayCounts, columns: u16, max_bar_rows: u16) -> Scene<'_> {
    Scene { all, matching: None, columns, max_bar_rows }
}

/// Compares drawn rows with expected ones, which start after the bar of each line.
#[track_caller]
fn check(drawn: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().filter_map(|line| line.split_once('|')).map(|(_, row)| row).collect();
    assert!(drawn.split('\n').eq(expected.iter().copied()), "drawn:\n{drawn}\nexpected:\n{}", expected.join("\n"));
}

/// Draws `all` without and with the filter of [`some_of`], the cursor on `cursor`.
#[track_caller]
fn check_both(all: &DayCounts, cursor: Cursor, columns: u16, max_bar_rows: u16, expected: &str) {
    let mut timeline = Timeline::default();
    timeline.set_cursor(cursor);
    let plain = scene(all, columns, max_bar_rows);
    let matching = some_of(all);
    let filtered = Scene { matching: Some(&matching), ..plain };
    check(&format!("{}\n{}", drawn(&timeline, &plain), drawn(&timeline, &filtered)), expected);
}

/// A million articles: eighty quarters of up to 48,019, and three of one article.
fn a_million() -> DayCounts {
    let quarters = (0..80_u32).map(|quarter| {
        let n_articles = match quarter {
            69 => 48_019,
            3 | 20 | 41 => 1,
            _ => quarter * quarter / 2 + 300,
        };
        (date(2003 + (quarter / 4) as i16, (quarter % 4 * 3 + 2) as i8, 5), n_articles)
    });
    days_of(quarters, 11_871)
}

#[test]
fn layers_meet_in_one_cell() {
    let all = days_of([(date(2022, 3, 8), 16), (date(2022, 3, 9), 12)], 0);
    let matching = days_of([(date(2022, 3, 8), 3)], 0);
    let scene = Scene { matching: Some(&matching), ..scene(&all, 80, 2) };
    let picture = Timeline::default().picture(&scene);
    let look = look(&BLOCKS, true);
    let (front, behind) = (look.theme.style(Token::BarMatch).fg, look.theme.style(Token::Bar).fg);
    let buffer = buffer_of(&picture, false, None, &look);
    let cell = |bin_idx: usize, row: u16| {
        let cell = &buffer[(picture.bins[bin_idx].columns.start, row)];
        (cell.symbol(), Some(cell.fg), Some(cell.bg))
    };
    let none = Some(Color::Reset);
    assert_eq!(cell(1, 2), ("▃", front, behind));
    assert_eq!(cell(1, 1), ("░", behind, behind));
    assert_eq!(cell(2, 1), ("▄", behind, none));
    assert_eq!(cell(2, 2), ("░", behind, behind));
}

#[test]
fn the_bar_of_the_cursor_is_painted() {
    let all = seeds();
    let mut timeline = Timeline::default();
    timeline.set_cursor(Cursor::day(date(2022, 3, 11)));
    let look = look(&BLOCKS, true);
    let token_of = |scene: &Scene, bin_idx: usize| {
        let picture = timeline.picture(scene);
        let buffer = buffer_of(&picture, false, None, &look);
        let first_bar_row = u16::from(picture.n_bar_rows > 0);
        let color = buffer[(picture.bins[bin_idx].columns.start, first_bar_row)].fg;
        Token::ALL.iter().find(|(token, _)| look.theme.style(*token).fg == Some(color)).map(|(_, name)| *name)
    };
    // The bins are of Monday 7 March to Sunday 13: articles are in the second and in the fifth.
    let plain = scene(&all, 80, 2);
    assert_eq!([1, 4].map(|bin_idx| token_of(&plain, bin_idx)), [Some("bar"), Some("accent")]);
    let matching = days_of([(date(2022, 3, 8), 1)], 0);
    let filtered = Scene { matching: Some(&matching), ..plain };
    assert_eq!([1, 4].map(|bin_idx| token_of(&filtered, bin_idx)), [Some("bar-match"), Some("bar")]);
    // One row has no mark below it: the bin is marked as the selected row of a list is.
    let low = scene(&all, 80, 0);
    assert_eq!([1, 4].map(|bin_idx| token_of(&low, bin_idx)), [Some("bar"), Some("selection")]);
}

#[test]
fn the_rule_counts_the_articles_of_the_cursor() {
    let all = days_of([(date(2022, 3, 8), 3), (date(2022, 3, 9), 14)], 3);
    let matching = days_of([(date(2022, 3, 9), 3)], 1);
    let texts = |cursor, matching, columns, progress, scale| {
        let mut timeline = Timeline::new(scale);
        timeline.set_cursor(cursor);
        let picture = timeline.picture(&Scene { matching, ..scene(&all, columns, 2) });
        let rows = rows_of(&buffer_of(&picture, false, progress, &look(&BLOCKS, true)));
        texts_of_rule(rows.lines().next().unwrap_or_default()).join(" | ")
    };
    let plain = |cursor| texts(cursor, None, 100, None, Scale::Auto);
    let filtered = |cursor| texts(cursor, Some(&matching), 100, None, Scale::Auto);
    let day = |day| Cursor::day(date(2022, 3, day));
    assert_eq!(plain(day(9)), "By day · 7 – 13 Mar 2022 | Wed 9 Mar: 14 · tallest 14");
    assert_eq!(plain(day(10)), "By day · 7 – 13 Mar 2022 | Thu 10 Mar: 0 · tallest 14");
    assert_eq!(plain(Cursor::Undated), "By day · 7 – 13 Mar 2022 | undated: 3 · tallest 14");
    assert_eq!(plain(Cursor::Nowhere), "By day · 7 – 13 Mar 2022 | tallest 14");
    assert_eq!(filtered(day(9)), "By day · 7 – 13 Mar 2022 · █ match ░ other | Wed 9 Mar: 3 of 14 · tallest 14");
    assert_eq!(filtered(Cursor::Undated), "By day · 7 – 13 Mar 2022 · █ match ░ other | undated: 1 of 3 · tallest 14");
    // A scale is named where it is not linear, and what does not fit is left out.
    let scaled = |scale| texts(day(9), None, 100, None, scale);
    assert_eq!(scaled(Scale::Linear), "By day · 7 – 13 Mar 2022 | Wed 9 Mar: 14 · tallest 14");
    assert_eq!(scaled(Scale::Log), "By day · 7 – 13 Mar 2022 | Wed 9 Mar: 14 · tallest 14 · log");
    let narrow = |columns, progress| texts(day(9), None, columns, progress, Scale::Auto);
    assert_eq!(narrow(60, Some("reading")), "By day · 7 – 13 Mar 2022 · reading | Wed 9 Mar: 14");
    assert_eq!(narrow(40, None), "By day | Wed 9 Mar: 14 · tallest 14");
    assert_eq!(narrow(30, None), "By day | Wed 9 Mar: 14");
}

#[test]
fn the_unit_is_the_finest_whose_bars_are_wide_and_half_filled() {
    let units = |all: &DayCounts, widths: &[u16]| {
        let unit = |&columns: &u16| Timeline::default().picture(&scene(all, columns, 2)).unit.map_or("", Unit::title);
        widths.iter().map(unit).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(units(&seeds(), &[40, 80, 220]), "By day, By day, By day");
    assert_eq!(units(&months(), &[40, 60, 80, 200, 260]), "By quarter, By quarter, By month, By month, By week");
    // Three decades would be fewer bars than twenty years of one cell.
    assert_eq!(units(&twenty_years(1, 0), &[40, 80, 241, 242]), "By year, By year, By year, By quarter");
    // Sixty days fit, but two of three are empty.
    let every_third_day = days_of((0..60_i32).step_by(3).map(|n_days| (date(2022, 3, 1) + n_days.days(), 1)), 0);
    assert_eq!(units(&every_third_day, &[80, 200]), "By week, By week");
    // No unit is half filled: the coarsest that has four bins.
    let far_apart = days_of([(date(1912, 4, 16), 2), (date(2022, 3, 9), 30)], 0);
    assert_eq!(units(&far_apart, &[40, 80, 220]), "By decade, By decade, By decade");
    let two_in_nine_days = days_of([(date(2022, 3, 1), 1), (date(2022, 3, 9), 1)], 0);
    assert_eq!(units(&two_in_nine_days, &[40, 80]), "By day, By day");
}

#[test]
fn scales_are_named() {
    let all = a_million();
    let mut timeline = Timeline::new(Scale::Linear);
    let mut names = Vec::new();
    for _ in Scale::ALL {
        let title = timeline.picture(&scene(&all, 260, 2)).title;
        names.push([title.tallest.as_deref(), title.scale].map(Option::unwrap_or_default).join(" "));
        timeline.cycle_scale();
    }
    assert_eq!(names.join("; "), "tallest 48,019 ; tallest 48,019 sqrt; tallest 48,019 log; tallest 48,019 sqrt");
    // One article is one row of the two, not a tower.
    let all = days_of([(date(2022, 3, 8), 1), (date(2022, 3, 11), 2), (date(2022, 8, 11), 1)], 0);
    let scene = scene(&all, 80, 4);
    timeline.set_cursor(Cursor::day(date(2022, 8, 11)));
    timeline.zoom_in(&scene);
    let picture = timeline.picture(&scene);
    assert_eq!((picture.n_bar_rows, picture.full_bar, picture.eighths(1, 3)), (3, 3, 8));
}

#[test]
fn moving_by_bins() {
    let all = seeds();
    let scene = scene(&all, 80, 2);
    let mut timeline = Timeline::default();
    let day = |day| Cursor::day(date(2022, 3, day));
    assert_eq!(timeline.bin_left(&scene), day(11), "from nowhere to the latest");
    assert_eq!(timeline.bin_left(&scene), day(10));
    assert_eq!(timeline.filled_bin_left(&scene), day(8));
    assert_eq!(timeline.filled_bin_left(&scene), day(8), "none before");
    assert_eq!(timeline.filled_bin_right(&scene), day(11));
    assert_eq!(timeline.filled_bin_right(&scene), Cursor::Undated);
    assert_eq!(timeline.bin_left(&scene), day(13));
    assert_eq!(timeline.bin_right(&scene), Cursor::Undated);
    assert_eq!(timeline.bin_right(&scene), Cursor::Undated);
    assert_eq!(timeline.first(&scene), day(8));
    assert_eq!(timeline.last(&scene), day(11));
    let matching = days_of([(date(2022, 3, 8), 1)], 0);
    let filtered = Scene { matching: Some(&matching), ..scene };
    assert_eq!(timeline.filled_bin_left(&filtered), day(8));
    assert_eq!(timeline.filled_bin_right(&filtered), day(8), "the undated one does not match");
}

#[test]
fn clicks_and_filters() {
    let all = seeds();
    let scene = scene(&all, 80, 2);
    let timeline = Timeline::default();
    let at = |column| timeline.bin_at_column(&scene, column);
    assert_eq!(at(0), None);
    assert_eq!(at(1), Some(Cursor::day(date(2022, 3, 7))));
    assert_eq!(at(10), Some(Cursor::day(date(2022, 3, 8))));
    assert_eq!(at(68), Some(Cursor::Undated));
    let filter = |cursor| timeline.filter_text(&scene, cursor);
    assert_eq!(filter(Cursor::day(date(2022, 3, 9))).as_deref(), Some("2022-03-09"));
    assert_eq!(filter(Cursor::Undated).as_deref(), Some("unknown"));
    assert_eq!(filter(Cursor::Nowhere), None);
    let all = months();
    let scene = self::scene(&all, 120, 2);
    let day = Cursor::day(date(2022, 3, 9));
    assert_eq!(timeline.bin_range(&scene, day), Some((date(2022, 3, 1), date(2022, 3, 31))));
    assert_eq!(timeline.filter_text(&scene, day).as_deref(), Some("2022-03"));
}
