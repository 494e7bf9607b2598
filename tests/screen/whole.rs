//! Each screen at three sizes, signs and styles.

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;
use newsreader::settings::{Sources, load};

use crate::{picture_with, signs, start_options, styles};

/// The usual sizes of a screen; on the narrow one there is room for one pane.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 50)];
const NARROW: (u16, u16) = (60, 20);

/// Compares a screen of the sample at the usual sizes with what is stored beside this file.
fn check(name: &str, keys: &str) {
    check_started(name, keys, start_options);
}

fn check_started(name: &str, keys: &str, start: impl Fn() -> StartOptions) {
    check_at(&SIZES, name, keys, start);
}

fn check_at(sizes: &[(u16, u16)], name: &str, keys: &str, start: impl Fn() -> StartOptions) {
    for &(columns, rows) in sizes {
        let picture = picture_with(start(), (columns, rows), keys);
        let drawn = format!("{}\n{}", signs(&picture.buffer), styles(&picture.buffer));
        insta::with_settings!({ description => format!("keys {keys:?}: signs, then a letter a cell for its style"), omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), drawn);
        });
    }
}

#[test]
fn start() {
    check("start", "");
    check_at(&[NARROW], "start", "", start_options);
}

#[test]
fn reading() {
    check("reading", "jjj<enter><space>");
}

#[test]
fn filter_being_typed() {
    check("filter", "/ferry -tolls");
    check_at(&[NARROW], "filter", "/ferry -tolls", start_options);
}

#[test]
fn filter_with_a_mistake() {
    check("mistake", "/ferry date:2022-13");
}

#[test]
fn nothing_matches() {
    check("nothing", "/ferry -passenger strike<enter>");
}

#[test]
fn why_date() {
    check("why-date", "jjjgd");
}

#[test]
fn timeline() {
    check("timeline", "3hh+");
}

#[test]
fn timeline_filtered() {
    check("timeline-filtered", "3hhf");
}

#[test]
fn help() {
    check("help", "?");
}

#[test]
fn palette() {
    check("palette", ":copy");
}

#[test]
fn filter_language() {
    check("filter-language", "/<f1><down>");
}

#[test]
fn info() {
    check("info", "jjji");
}

#[test]
fn problems() {
    check("problems", "!");
}

#[test]
fn links() {
    check("links", "/link:water<enter><enter>u");
}

#[test]
fn open_a_folder() {
    check("folder", "O~/clips");
}

#[test]
fn second_keys() {
    check("second-keys", "S");
}

#[test]
fn zen() {
    check("zen", "jjjz");
}

#[test]
fn undated() {
    check("undated", "gu");
}

#[test]
fn no_articles() {
    let folder = || Corpus::Folder("tests/fixtures/no-articles".into());
    check_started("empty", "", || StartOptions { corpus: folder(), ..start_options() });
}

#[test]
fn problems_of_a_folder() {
    let folder = || Corpus::Folder("tests/fixtures/some-problems".into());
    check_started("some-problems", "!", || StartOptions { corpus: folder(), ..start_options() });
}

#[test]
fn configuration_problems() {
    check_started("config", "", || {
        let config_file =
            newsreader::settings::ConfigFile::Named("tests/configs/invalid/wrong-value-and-unknown-key.toml".into());
        let loaded = load(&Sources { config_file, ..Sources::default() });
        StartOptions { settings: loaded.settings, config_problems: loaded.problems, ..start_options() }
    });
}
