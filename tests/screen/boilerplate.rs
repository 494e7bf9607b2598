//! Captions and lines of the page in the reading pane: folded, dim, as text.

use newsreader::run::StartOptions;
use newsreader::settings::{BoilerplateMode, ColorDepth, Settings};

use crate::{picture_with, signs, start_options};

const SIZE: (u16, u16) = (80, 24);
/// An article of the sample with lines of the page above and below its text.
const FIRE: &str = "path:5be27d10";
/// One with a caption that is printed twice, and boilerplate lines.
const SCAN: &str = "path:scan-0031";

/// The articles of `filter`: one, so that nothing depends on the order in which files are read.
fn options(filter: &str) -> StartOptions {
    StartOptions { filter: filter.to_owned(), ..start_options() }
}

/// The screen after `keys` in the reading pane.
fn reading(filter: &str, keys: &str) -> String {
    signs(&picture_with(options(filter), SIZE, &format!("2{keys}")).buffer)
}

fn check(name: &str, drawn: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, drawn); });
}

#[test]
fn folded_dim_and_plain_without_colours() {
    let alone = || StartOptions { depth: ColorDepth::None, ..options(FIRE) };
    for (name, keys) in [("folded", ""), ("dim", "B"), ("plain", "BB"), ("opened", "<end><enter>")] {
        let keys = format!("2{keys}<end>");
        check(&format!("boilerplate-{name}-80x24"), &signs(&picture_with(alone(), SIZE, &keys).buffer));
    }
    let options = StartOptions { is_ascii: true, ..alone() };
    check("boilerplate-ascii-80x24", &signs(&picture_with(options, SIZE, "2<end>").buffer));
}

#[test]
fn the_fold_line_says_what_is_folded() {
    let wide = |keys: &str| signs(&picture_with(options(SCAN), (100, 24), &format!("2{keys}")).buffer);
    assert!(wide("<end>").contains("▸ 4 lines folded: 2 captions, 2 boilerplate lines · B"));
    let opened = wide("<end><enter><end>");
    assert!(opened.contains("▾ 4 lines opened: 2 captions, 2 boilerplate lines · B"), "{opened}");
    assert_eq!(reading(SCAN, "<end><enter><end><enter><end>"), reading(SCAN, "<end>"));
    // A narrow column leaves out what can be spared, and never the key.
    for (columns, line) in [(52, "▸ folded: 2 captions, 2 boilerplate lines · B"), (44, "▸ 4 lines folded · B")] {
        let narrow = signs(&picture_with(options(SCAN), (columns, 24), "2<end>").buffer);
        assert!(narrow.contains(line), "{narrow}");
    }
    // Only the fold of this article is opened.
    let other = reading("path:5be27d10 or path:scan-0031", "<end><enter>JK");
    assert!(!other.contains("SAVE STORY") && !other.contains("Save Story"), "{other}");
}

#[test]
fn b_cycles_for_all_articles_and_says_so() {
    for (keys, notice) in [
        ("B", "Boilerplate and page text are dimmed."),
        ("BB", "All but the page text is shown as text."),
        ("BBB", "Captions and boilerplate are folded."),
    ] {
        let drawn = reading(SCAN, keys);
        assert!(drawn.contains(notice), "{drawn}");
    }
    let both = "path:5be27d10 or path:scan-0031";
    for (keys, line) in [("B", "· Save Story"), ("BB", "│ Save Story")] {
        for keys in [format!("{keys}J"), format!("{keys}JKJ"), format!("J{keys}<home>")] {
            let drawn = reading(both, &keys);
            assert!(
                drawn.contains(line) || drawn.contains(&line.replace("Save Story", "SAVE STORY")),
                "{keys}: {drawn}"
            );
        }
    }
    assert!(!reading(SCAN, "BBB<home>").contains("SAVE STORY"));
    let mut settings = Settings::default();
    settings.reader.boilerplate = BoilerplateMode::Dim;
    let drawn = signs(&picture_with(StartOptions { settings, ..options(SCAN) }, SIZE, "2").buffer);
    assert!(drawn.contains("· SAVE STORY"), "{drawn}");
}

#[test]
fn the_place_is_kept_while_cycling() {
    let size = (80, 16);
    let at = |keys: &str| signs(&picture_with(options(FIRE), size, &format!("2{keys}")).buffer);
    let first_line =
        |drawn: &str| drawn.lines().nth(3).and_then(|line| line.split('│').nth(1)).unwrap_or("").to_owned();
    let before = first_line(&at("<pgdn>"));
    assert!(!before.trim().is_empty());
    for keys in ["<pgdn>B", "<pgdn>BB", "<pgdn>BBB"] {
        assert_eq!(first_line(&at(keys)), before, "{keys}");
    }
}

#[test]
fn a_match_in_a_fold_opens_it() {
    // The word stands in the list of other articles alone.
    let drawn = reading("path:5be27d10 readers", "n");
    assert!(drawn.contains("3. What is that smell? Readers write"), "{drawn}");
    assert!(drawn.contains("match 1 of 1"), "{drawn}");
    assert!(drawn.contains("▾ 8 boilerplate lines opened"), "{drawn}");
    // Without the filter's word it is folded again.
    let drawn = reading("path:5be27d10 readers", "/<ctrl-u>path:5be27d10<enter>2<end>");
    assert!(drawn.contains("▸ 8 boilerplate lines folded"), "{drawn}");
}

#[test]
fn what_is_folded_stands_in_the_facts() {
    let drawn = reading(SCAN, "i");
    assert!(drawn.contains("folded") && drawn.contains("2 captions, 2 boilerplate lines"), "{drawn}");
}
