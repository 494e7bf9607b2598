//! The same screen in other looks: narrow, low, too small, ASCII, without colours, other themes.

use newsreader::run::StartOptions;
use newsreader::settings::{ColorDepth, Rows, Settings};
use ratatui::style::{Color, Modifier};

use crate::{picture_with, screen, signs, start_options};

fn check(name: &str, drawn: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, drawn); });
}

#[test]
fn one_pane_at_a_time() {
    check("narrow-list-60x20", &screen((60, 20), "jj"));
    check("narrow-reader-60x20", &screen((60, 20), "jjj<enter>"));
}

#[test]
fn low_screens() {
    check("low-80x14", &screen((80, 14), ""));
    check("lowest-40x10", &screen((40, 10), ""));
    check("lowest-timeline-40x10", &screen((40, 10), "3"));
}

#[test]
fn too_small() {
    insta::assert_snapshot!(screen((38, 8), ""), @r"
     Too small: 38×8
     newsreader needs 40×10.
     Make the window larger,
     or press q to quit.

     From a shell:
     newsreader show FILE
    ");
    // Nothing panics down to a single cell.
    for (columns, rows) in [(1, 1), (2, 1), (5, 3), (39, 9)] {
        screen((columns, rows), "jj/x<enter>?");
    }
}

#[test]
fn without_list_and_timeline() {
    check("text-alone-80x24", &screen((80, 24), "\\T"));
}

#[test]
fn compact_rows() {
    let mut settings = Settings::default();
    settings.list.rows = Rows::Compact;
    let picture = picture_with(StartOptions { settings, ..start_options() }, (80, 24), "");
    check("compact-80x24", &signs(&picture.buffer));
}

#[test]
fn ascii() {
    let options = StartOptions { is_ascii: true, ..start_options() };
    let picture = picture_with(options, (80, 24), "/ferry<enter>");
    let drawn = signs(&picture.buffer);
    check("ascii-80x24", &drawn);
    // What is left is the articles' own text.
    for sign in ["─", "━", "│", "▌", "█", "▁", "▲", "↵", "·"] {
        let frame = drawn.lines().filter(|line| line.starts_with(['-', '=', ' ']) && line.contains(sign)).count();
        assert_eq!(frame, 0, "{sign} in the frame");
    }
}

#[test]
fn without_colours_every_sign_is_left() {
    let options = StartOptions { depth: ColorDepth::None, ..start_options() };
    let picture = picture_with(options, (80, 24), "/ferry<enter>");
    for cell in picture.buffer.content() {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{:?}", cell.symbol());
    }
    let has = |modifier: Modifier| picture.buffer.content().iter().any(|cell| cell.modifier.contains(modifier));
    assert!(has(Modifier::REVERSED) && has(Modifier::BOLD) && has(Modifier::UNDERLINED));
}

#[test]
fn every_theme_draws_every_depth() {
    for theme in ["ink", "paper", "contrast", "plain"] {
        for depth in [ColorDepth::TrueColor, ColorDepth::Ansi256, ColorDepth::Ansi16, ColorDepth::None] {
            let mut settings = Settings::default();
            theme.clone_into(&mut settings.ui.theme);
            let picture = picture_with(StartOptions { settings, depth, ..start_options() }, (80, 24), "/ferry");
            assert!(signs(&picture.buffer).contains("of 75"), "{theme} {depth:?}");
        }
    }
}
