//! The three files that the program was started for: they must always read well.
//!
//! They are not part of the repository, so these tests say that they skip where the files are absent.

use std::path::PathBuf;

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;

use crate::beside::beside;
use crate::{picture_with, signs, start_options};

fn seeds() -> Option<PathBuf> {
    beside("seeds")
}

fn screen(size: (u16, u16), keys: &str) -> Option<String> {
    let options = StartOptions { corpus: Corpus::Folder(seeds()?), ..start_options() };
    Some(signs(&picture_with(options, size, keys).buffer))
}

#[test]
fn three_articles_two_dated_one_not() {
    for size in [(80, 24), (120, 40)] {
        let Some(screen) = screen(size, "") else { return };
        assert!(screen.contains("3 articles"), "{screen}");
        assert!(screen.contains("11 Mar") && screen.contains("8 Mar") && screen.contains("undated"), "{screen}");
        assert!(!screen.contains("date 2022-"), "{screen}");
    }
}

#[test]
fn the_filter_finds_and_counts() {
    for (filter, count, found) in [
        ("medal -boeing", "1 of 3", "11 Mar"),
        ("\"war of words\"", "2 of 3", "8 Mar"),
        ("медведев", "1 of 3", "11 Mar"),
        ("quote:conscience", "2 of 3", "8 Mar"),
        ("who:lueders", "2 of 3", "8 Mar"),
        ("who:\"space station\"", "3 of 3", "8 Mar"),
        ("lang:ru", "1 of 3", "11 Mar"),
        ("link:t.co", "1 of 3", "11 Mar"),
        ("https://t.co/n8jMTX34pW", "1 of 3", "11 Mar"),
        ("has:tweet", "1 of 3", "11 Mar"),
        ("mentions:2001", "1 of 3", "undated"),
        ("1:24", "1 of 3", "8 Mar"),
    ] {
        for keys in [format!("/{filter}"), format!("/{filter}<enter>")] {
            let Some(screen) = screen((80, 24), &keys) else { return };
            let filter_line = screen.lines().next().expect("a first line");
            assert!(filter_line.contains(count), "{filter}: {screen}");
            assert!(screen.contains(found), "{filter}: {screen}");
        }
    }
}

#[test]
fn every_key_leaves_count_timeline_and_marks_in_step() {
    let filter = "medal -boeing";
    for n_keys in 1..=filter.chars().count() {
        let typed: String = filter.chars().take(n_keys).collect();
        let Some(folder) = seeds() else { return };
        let options = StartOptions { corpus: Corpus::Folder(folder), ..start_options() };
        let picture = picture_with(options, (80, 24), &format!("/{typed}"));
        let screen = signs(&picture.buffer);
        let first = screen.lines().next().expect("a first line");
        let n_matching =
            first.split(" of 3").next().and_then(|before| before.split_whitespace().last()?.parse::<usize>().ok());
        let n_matching = n_matching.unwrap_or_else(|| panic!("no count after {typed:?}: {screen}"));
        if n_matching == 0 {
            assert!(screen.contains("No articles match."), "{screen}");
            continue;
        }
        let n_listed = screen
            .lines()
            .skip(2)
            .step_by(2)
            .take(8)
            .filter(|line| line.chars().take(31).any(char::is_alphabetic))
            .count();
        assert_eq!(n_listed, n_matching, "rows and count after {typed:?}: {screen}");
    }
}

#[test]
fn every_sign_of_the_text_is_intact() {
    let Some(text) = screen((120, 120), "j<enter>G") else { return };
    let Some(first) = screen((120, 120), "<enter>") else { return };
    for part in ["“", "’", "—"] {
        assert!(text.contains(part) || first.contains(part), "{part} is missing");
    }
    assert!(first.contains("Медведев") || first.contains("медаль"), "{first}");
    assert!(first.contains("https://t.co/"), "{first}");
}
