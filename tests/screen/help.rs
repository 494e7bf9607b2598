//! The box of keys and actions, keys that do nothing, the boxes of two keys, the filter language, and the dates
//! among the facts.

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;
use newsreader::settings::{ConfigFile, Settings, Sources, load};

use crate::{picture_with, screen, signs, start_options};

const SIZE: (u16, u16) = (80, 24);

fn status(keys: &str) -> String {
    status_of(start_options(), keys)
}

fn status_of(options: StartOptions, keys: &str) -> String {
    signs(&picture_with(options, SIZE, keys).buffer).lines().last().unwrap_or_default().to_owned()
}

/// The first line of the screen, which is that of the filter box.
fn filter_line(keys: &str) -> String {
    screen(SIZE, keys).lines().next().unwrap_or_default().to_owned()
}

/// What a box says in its lines, from edge to edge.
fn lines_of_box(screen: &str) -> Vec<String> {
    let inside = |line: &str| Some(line.split_once('┃')?.1.rsplit_once('┃')?.0.trim().to_owned());
    screen.lines().filter_map(inside).collect()
}

/// The upper edge of a box, without its rule.
fn title_of_box(screen: &str) -> String {
    let edge = screen.lines().find_map(|line| Some(line.split_once('┏')?.1.split_once('┓')?.0.to_owned()));
    edge.unwrap_or_default().trim_matches('━').trim().to_owned()
}

/// The settings of a config file.
fn settings(config: &str) -> Settings {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("config.toml");
    std::fs::write(&path, config).expect("a file for the test");
    let loaded = load(&Sources { config_file: ConfigFile::Named(path), ..Sources::default() });
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.settings
}

/// A folder of two articles, the newer one selected at the start.
struct TwoArticles(tempfile::TempDir);

impl TwoArticles {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
        write(
            "ferry.json",
            r#"{"headline": "Night ferry cancelled for a fourth evening", "datePublished": "2022-03-12",
                "publisher": "Harbour Wire", "author": "Nell Harbury", "articleBody": "The ferry stayed in port."}"#,
        );
        write(
            "tolls.json",
            r#"{"headline": "Harbour tolls rise", "datePublished": "2021-11-02", "publisher": "Harbour Wire",
                "articleBody": "The tolls rise in January."}"#,
        );
        Self(folder)
    }

    fn screen(&self, keys: &str) -> String {
        let corpus = Corpus::Folder(self.0.path().to_path_buf());
        signs(&picture_with(StartOptions { corpus, ..start_options() }, SIZE, keys).buffer)
    }

    /// The text in the filter box.
    fn filter(&self, keys: &str) -> String {
        let screen = self.screen(keys);
        let line = screen.lines().next().unwrap_or_default();
        line.split("  ").next().unwrap_or_default().trim().to_owned()
    }
}

#[test]
fn a_question_mark_shows_the_keys_of_the_pane_by_task() {
    let list = screen(SIZE, "?");
    assert_eq!(title_of_box(&list), "Keys that work here · list");
    assert_eq!(
        lines_of_box(&list)[..6],
        [
            "find any action, by its name or a key",
            "",
            "Read",
            "▌ ↵ l →           read it, or list the bar's articles",
            "Space           page on in the text",
            "J               next article",
        ]
    );
    let timeline = screen(SIZE, "3?");
    assert_eq!(title_of_box(&timeline), "Keys that work here · timeline");
    assert_eq!(
        lines_of_box(&timeline)[2..16],
        [
            "Find",
            "▌ f               filter to this bar",
            "/               edit the filter",
            "X               clear the filter",
            "M               more like this article",
            "ga              also about this",
            "n               next match in the text",
            "N p             previous match",
            "Go",
            "h ←             previous bar",
            "l →             next bar",
            "w               next filled bar",
            "b               previous filled bar",
            "+ =             zoom in",
        ]
    );
    assert_eq!(title_of_box(&screen(SIZE, "<enter>?")), "Keys that work here · reader");
}

#[test]
fn typing_searches_all_actions_in_both() {
    for opening in ["?", ":"] {
        let found = screen(SIZE, &format!("{opening}zoom"));
        assert_eq!(title_of_box(&found), "All actions", "{opening}");
        assert_eq!(
            lines_of_box(&found),
            [
                "find zoom",
                "",
                "Go",
                "▌ + =             zoom in (timeline)                         zoom-in",
                "-               zoom out (timeline)                       zoom-out",
                "0               show all dates (timeline)                 zoom-all",
            ],
            "{opening}"
        );
        // Letters and signs that move elsewhere are typed.
        assert_eq!(lines_of_box(&screen(SIZE, &format!("{opening}jkq/?: ")))[0], "find jkq/?:");
        assert_eq!(screen(SIZE, &format!("{opening}longest<enter>")), screen(SIZE, "Sl"));
    }
    assert_eq!(title_of_box(&screen(SIZE, ":")), "All actions");
    assert!(screen(SIZE, ":qwertz").contains("No action has these words."));
    assert_eq!(screen(SIZE, ":qwertz<enter>"), screen(SIZE, ":qwertz"), "Enter on nothing loses nothing");
}

#[test]
fn arrows_and_pages_move_and_letters_do_not() {
    let selected = |keys: &str| {
        let selected = lines_of_box(&screen(SIZE, keys)).into_iter().find(|line| line.starts_with('▌'));
        selected.unwrap_or_default().split_whitespace().last().unwrap_or_default().to_owned()
    };
    assert_eq!(selected(":"), "open");
    assert_eq!(selected(":<down><down>"), "reader-page-up");
    assert_eq!(selected(":<down><down><up>"), "read-on");
    assert_eq!(selected(":<pgdn>"), "zen");
    assert_eq!(selected(":<pgdn><pgup>"), "open");
    assert_eq!(selected(":<pgdn>sort"), "sort-newest", "what is typed starts at the first row");
}

#[test]
fn escape_clears_what_is_typed_and_then_closes() {
    assert_eq!(screen(SIZE, "?zoom<esc>"), screen(SIZE, "?"));
    assert_eq!(screen(SIZE, "?zoom<esc><esc>"), screen(SIZE, "?<esc>"));
    assert!(!screen(SIZE, ":zoom<esc><esc>").contains("All actions"));
}

#[test]
fn an_action_of_the_filter_box_enters_it() {
    assert!(screen(SIZE, ":filter-language<enter>").contains("The filter language"));
    assert!(filter_line("/ferry<enter>X:box-older<enter>").starts_with(" / ferry"));
}

#[test]
fn a_key_that_does_nothing_says_so() {
    for (keys, said) in [
        ("x", "x does nothing here · ? keys"),
        ("f", "f works in the timeline · 3 goes there"),
        ("3}", "} works in the text · 2 goes there"),
        ("<f7>", "F7 does nothing here · ? keys"),
        ("<ctrl-x>", "^X does nothing here · ? keys"),
        ("<enter>x", "x does nothing here · ? keys"),
        ("gx", "gx does nothing here · ? keys"),
        ("g<down>", "g ↓ does nothing here · ? keys"),
    ] {
        assert!(status(keys).contains(said), "{keys}: {}", status(keys));
    }
    // In a box nothing is said, and Esc has done what it is for.
    for keys in ["/<pgdn>", "ix", "igx", "?<f7>", "O<f7>", "g<esc>"] {
        assert!(!status(keys).contains("does nothing"), "{keys}: {}", status(keys));
    }
    assert!(!status("xj").contains("does nothing"), "the next key takes it away");
}

#[test]
fn a_dead_key_names_the_key_of_help_that_is_set() {
    let with = |config: &str| StartOptions { settings: settings(config), ..start_options() };
    assert!(status_of(with("[keys]\nhelp = \"f5\"\n"), "x").contains("x does nothing here · F5 keys"));
    let without = status_of(with("[keys]\nhelp = \"\"\n"), "x");
    assert!(without.contains("x does nothing here") && !without.contains("keys"), "{without}");
    let ascii = StartOptions { is_ascii: true, ..start_options() };
    assert!(status_of(ascii, "g<down>").contains("g Down does nothing here - ? keys"));
}

#[test]
fn the_boxes_of_two_keys_have_titles() {
    assert_eq!(title_of_box(&screen(SIZE, "g")), "Go to");
    assert_eq!(title_of_box(&screen(SIZE, "y")), "Copy");
    assert_eq!(title_of_box(&screen(SIZE, "S")), "Sort");
    let settings = settings("[keys]\nzen = \"ctrl-x z\"\n");
    let own = picture_with(StartOptions { settings, ..start_options() }, SIZE, "<ctrl-x>");
    assert_eq!(title_of_box(&signs(&own.buffer)), "^X");
}

#[test]
fn the_filter_language_has_examples_of_the_folder() {
    let folder = TwoArticles::new();
    let language = folder.screen("/<f1>");
    assert_eq!(title_of_box(&language), "The filter language");
    assert_eq!(
        lines_of_box(&language)[..11],
        [
            "▌words        cancelled evening      articles with both words",
            "\"a phrase\"   \"ferry cancelled\"      these words in this order",
            "-not         cancelled -evening     without the word after -",
            "or           cancelled or evening   either word",
            "field:value  source:\"Harbour Wire\"  in that field",
            "date:        date:2022-03           published then",
            "",
            "more: newsreader help filter · PgDn shows it here",
            "",
            "Words",
            "A word matches from its start: harb finds harbour. A word of one to",
        ]
    );
    let paged = folder.screen("/<f1><pgdn>");
    assert_eq!(lines_of_box(&paged)[0], "Words");
    assert_eq!(folder.screen("/<f1><pgdn><pgup>"), language);
    assert_eq!(folder.screen("/<f1><esc>"), folder.screen("/"));
}

#[test]
fn an_example_is_written_into_the_filter_box() {
    let folder = TwoArticles::new();
    assert_eq!(folder.filter("/<f1><enter>"), "/ cancelled evening");
    assert_eq!(folder.filter("/<f1><down><down><down><down><down><enter>"), "/ date:2022-03");
    assert_eq!(
        folder.filter("/port<f1><down><down><down><down><down><enter>"),
        "/ port date:2022-03",
        "behind what stands there"
    );
    assert_eq!(folder.filter("/port<f1><down><down><down><enter>"), "/ port (cancelled or evening)");
    assert_eq!(folder.filter("/<f1><enter>x"), "/ cancelled eveningx", "the box has the keys again");
    assert_eq!(folder.filter("/<f1><pgdn><enter><esc>port"), "/ port", "a form out of view is not written");
}

#[test]
fn a_folder_that_gives_no_examples_has_fixed_ones() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::write(folder.path().join("a.txt"), "Ab\n\nAb cd.\n").expect("a file for the test");
    let corpus = Corpus::Folder(folder.path().to_path_buf());
    let language = signs(&picture_with(StartOptions { corpus, ..start_options() }, SIZE, "/<f1>").buffer);
    for fixed in ["night ferry", "\"night ferry\"", "ferry -tolls", "ferry or bridge", "date:2022-03"] {
        assert!(language.contains(&format!(" {fixed} ")), "{fixed}\n{language}");
    }
}

#[test]
fn the_facts_end_with_why_the_date() {
    let folder = TwoArticles::new();
    let facts = folder.screen("i");
    let lines = lines_of_box(&facts);
    let start = lines.iter().position(|line| line == "Why this date").expect("the heading");
    let why = folder.screen("gd");
    assert_eq!(title_of_box(&why), "Why this date");
    assert_eq!(lines[start + 1..], lines_of_box(&why)[..], "{facts}");
    assert_eq!(folder.screen("igd"), why, "the dates that the facts have found are not looked for again");
    assert_eq!(folder.screen("gd<esc>i"), facts);
    assert_eq!(folder.screen("i<esc>"), folder.screen(""));
}
