//! What must hold for any corpus, width and keys.

use proptest::prelude::*;

use super::*;

/// Dates near and far, of any precision, with a part that matches.
fn any_corpus() -> impl Strategy<Value = (DayCounts, DayCounts)> {
    let near = (0_i32..900).prop_map(|days| date(2020, 1, 1) + days.days());
    let far = (-9_000_i16..9_000, 1_i8..13, 1_i8..29).prop_map(|(year, month, day)| date(year, month, day));
    let rare = prop_oneof![30 => near, 1 => far];
    let any_date = (rare, 0_u8..12).prop_map(|(day, precision)| match precision {
        0 => ArticleDate::year(day),
        1 => ArticleDate::month(day),
        _ => ArticleDate::day(day),
    });
    let rows = prop::collection::vec((any_date, 1_u32..60, 0_u32..60), 0..40);
    (rows, 0_u32..5_000, 0_u32..5_000).prop_map(|(rows, n_undated, n_matching)| {
        let all = counts_of(rows.iter().map(|(date, n_articles, _)| (*date, *n_articles)), n_undated);
        let matching = rows.iter().map(|(date, n_articles, n_matching)| (*date, *n_articles.min(n_matching)));
        (all, counts_of(matching.filter(|(_, n_articles)| *n_articles > 0), n_undated.min(n_matching)))
    })
}

/// A timeline after any keys, each given by a number.
fn after_keys(keys: &[u8], scene: &Scene) -> Timeline {
    let mut timeline = Timeline::default();
    for key in keys {
        match key {
            0 => drop(timeline.bin_left(scene)),
            1 => drop(timeline.bin_right(scene)),
            2 => drop(timeline.filled_bin_left(scene)),
            3 => drop(timeline.filled_bin_right(scene)),
            4 | 5 => timeline.zoom_in(scene),
            6 => timeline.zoom_out(scene),
            7 => timeline.pan(scene, 1),
            8 => timeline.pan(scene, -1),
            9 => drop(timeline.first(scene)),
            10 => drop(timeline.last(scene)),
            _ => timeline.cycle_scale(),
        }
    }
    timeline
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn holds_for_any_corpus(
        (all, matching) in any_corpus(),
        columns in 1_u16..210,
        max_bar_rows in 0_u16..6,
        keys in prop::collection::vec(0_u8..12, 0..10),
        has_filter: bool,
    ) {
        let scene = Scene { all: &all, matching: has_filter.then_some(&matching), columns, max_bar_rows };
        let picture = after_keys(&keys, &scene).picture(&scene);

        for pair in picture.bins.windows(2) {
            prop_assert_eq!(pair[0].last_day.tomorrow().ok(), Some(pair[1].first_day));
            prop_assert!(pair[0].columns.end <= pair[1].columns.start);
        }
        for bin in &picture.bins {
            let bin_of = |day| picture.unit.map(|unit| unit.bin_of(day));
            prop_assert_eq!(bin_of(bin.first_day), bin_of(bin.last_day));
            prop_assert!(bin.counts.n_matching <= bin.counts.n_all);
        }

        let mut total = Counts::default();
        for bin in &picture.bins {
            total += bin.counts;
        }
        for outside in [picture.before, picture.after, picture.imprecise, picture.undated] {
            total += outside;
        }
        prop_assert_eq!(total.n_all, all.n_dated() + all.n_undated);
        let wanted = if has_filter { &matching } else { &all };
        prop_assert_eq!(total.n_matching, wanted.n_dated() + wanted.n_undated);

        for pair in picture.labels.windows(2) {
            prop_assert!(pair[0].end() + 2 <= pair[1].column, "{:?}", picture.labels);
        }
        if let Some(Mark::At(column) | Mark::Earlier(column) | Mark::Later(column)) = picture.mark {
            for label in picture.labels.iter().filter(|label| !label.is_cursor) {
                prop_assert!(label.end() + 2 <= column || column + 3 <= label.column, "{:?} {}", label, column);
            }
        }
        if columns >= 40 && !picture.bins.is_empty() {
            for label in &picture.labels {
                prop_assert!(label.end() <= columns);
                prop_assert!(picture.sides.iter().all(|side| label.end() + 2 <= side.columns.start));
            }
            prop_assert!(picture.sides.iter().all(|side| side.columns.end <= columns));
        }
    }

    #[test]
    fn drawing_stays_in_its_area(
        (all, matching) in any_corpus(),
        columns in 0_u16..150,
        height in 0_u16..9,
        keys in prop::collection::vec(0_u8..12, 0..6),
        has_colors: bool,
    ) {
        let scene = Scene { all: &all, matching: Some(&matching), columns, max_bar_rows: height.saturating_sub(2) };
        let picture = after_keys(&keys, &scene).picture(&scene);
        let mut buffer = Buffer::filled(Rect::new(0, 0, columns + 7, height + 5), ratatui::buffer::Cell::new("~"));
        let area = Rect::new(3, 2, columns, height);
        draw(&picture, true, Some("reading"), &look(&BLOCKS, has_colors), area, &mut buffer);
        for (place, cell) in buffer.content.iter().enumerate() {
            let (x, y) = buffer.pos_of(place);
            prop_assert!(area.contains((x, y).into()) || cell.symbol() == "~");
        }
        // With all of its rows, every bin that has articles has a sign in its lowest row.
        if height == picture.n_rows() && height >= 3 && columns >= 40 {
            for bin in picture.bins.iter().filter(|bin| bin.counts.n_all > 0) {
                let sign = buffer[(3 + bin.columns.start, 2 + picture.n_bar_rows)].symbol();
                prop_assert!(sign != " " && sign != "~");
            }
        }
    }

    #[test]
    fn zooming_in_and_out_keeps_the_cursor_in_view(
        (all, _) in any_corpus(),
        columns in 40_u16..210,
        keys in prop::collection::vec(0_u8..12, 0..8),
        n_steps in 1_usize..5,
    ) {
        let scene = scene(&all, columns, 3);
        let mut timeline = after_keys(&keys, &scene);
        timeline.filled_bin_left(&scene);
        let is_in_view = |timeline: &Timeline| {
            let picture = timeline.picture(&scene);
            picture.cursor_bin_idx.is_some() || picture.sides.iter().any(|side| side.is_cursor) || timeline.cursor() == Cursor::Nowhere
        };
        for step in 0..2 * n_steps {
            prop_assert!(is_in_view(&timeline));
            if step < n_steps { timeline.zoom_in(&scene) } else { timeline.zoom_out(&scene) }
        }
        prop_assert!(is_in_view(&timeline));
    }

    #[test]
    fn the_filter_moves_only_the_front_layer((all, matching) in any_corpus(), columns in 40_u16..210) {
        let plain = Timeline::default().picture(&scene(&all, columns, 3));
        let filtered = Timeline::default().picture(&Scene { matching: Some(&matching), ..scene(&all, columns, 3) });
        let shape = |picture: &TimelinePicture| {
            let bins: Vec<_> = picture.bins.iter().map(|bin| (bin.columns.clone(), bin.counts.n_all)).collect();
            (bins, picture.scale, picture.full_bar, picture.n_bar_rows, picture.labels.clone())
        };
        prop_assert_eq!(shape(&plain), shape(&filtered));
    }
}

proptest! {
    // Each case goes through all widths.
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_of_the_time_is_shown_at_every_width(
        (all, matching) in any_corpus(),
        max_bar_rows in 0_u16..5,
        // Moves that keep all of the time in view.
        keys in prop::collection::vec(0_u8..4, 0..4),
        has_filter: bool,
        progress in prop::option::of(Just("reading")),
    ) {
        let matching = has_filter.then_some(&matching);
        for columns in 40..=220 {
            let scene = Scene { all: &all, matching, columns, max_bar_rows };
            let picture = after_keys(&keys, &scene).picture(&scene);

            if let Some((first_day, last_day)) = all.span() {
                prop_assert!(picture.bins.first().is_some_and(|bin| bin.first_day <= first_day));
                prop_assert!(picture.bins.last().is_some_and(|bin| bin.last_day >= last_day));
                prop_assert_eq!((picture.before, picture.after), (Counts::default(), Counts::default()));
            }
            for bin in &picture.bins {
                prop_assert!(!bin.columns.is_empty() && bin.columns.end <= columns);
            }
            for pair in picture.bins.windows(2) {
                prop_assert!(pair[0].columns.end <= pair[1].columns.start);
            }
            for pair in picture.labels.windows(2) {
                prop_assert!(pair[0].end() < pair[1].column, "{:?}", picture.labels);
            }

            // The rule has whole texts alone, with the rule itself between the left one and the right one.
            let area = Rect::new(0, 0, columns, picture.n_rows().max(2));
            let mut buffer = Buffer::empty(area);
            draw(&picture, false, progress, &look(&BLOCKS, true), area, &mut buffer);
            let drawn = rows_of(&buffer);
            let rule = drawn.lines().next().unwrap_or_default();
            let title = &picture.title;
            let legend = has_filter.then_some("█ match ░ other");
            let left = [Some(title.unit.unwrap_or("Timeline")), title.span.as_deref(), progress, legend];
            let right = [title.cursor.as_deref(), title.tallest.as_deref(), title.scale];
            let texts = texts_of_rule(rule);
            prop_assert!(!texts.is_empty() && texts.len() <= 2, "{}", rule);
            for (text, parts) in texts.iter().zip([&left[..], &right[..]]) {
                prop_assert!(text.split(" · ").all(|part| parts.contains(&Some(part))), "{}", rule);
            }
        }
    }
}
