//! Tests for boilerplate in articles: tables of boilerplate lines, and of lines that only look like them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and says when it is skipped")]

#[path = "boilerplate/repetition.rs"]
mod repetition;
#[path = "boilerplate/seeds.rs"]
mod seeds;
#[path = "boilerplate/tables.rs"]
mod tables;

use newsreader::article::{BlockKind, Body, BodyBuilder, Boilerplate};
use newsreader::extract::boilerplate::mark;

/// Returns a text of paragraphs with its boilerplate marked. A line that starts with `- ` is a list item, one with `# `
/// is a heading, and one with `+ ` follows the line above without a blank line.
fn marked(lines: &[&str]) -> Body {
    let mut builder = BodyBuilder::default();
    for line in lines {
        let (kind, is_tight, text) = match line.split_once(' ') {
            Some(("-", text)) => (BlockKind::ListItem { depth: 0, number: None }, true, text),
            Some(("#", text)) => (BlockKind::Heading(2), false, text),
            Some(("+", text)) => (BlockKind::Paragraph, true, text),
            _ => (BlockKind::Paragraph, false, *line),
        };
        builder.push(text);
        builder.end_block(kind, is_tight);
    }
    let mut body = builder.finish();
    mark(&mut body);
    body
}

/// Returns the lines of a text that are marked as `boilerplate`.
fn folded(lines: &[&str], boilerplate: Boilerplate) -> Vec<String> {
    let body = marked(lines);
    body.blocks
        .iter()
        .filter(|block| block.boilerplate == Some(boilerplate))
        .map(|block| body.text_of(block).to_owned())
        .collect()
}

const FIRST: &str = "The night ferry to the islands stayed in port on Saturday for the fourth evening in a row.";
const SECOND: &str = "The operator blamed a stern door that would not seal, and nobody was surprised by that.";
const THIRD: &str = "Ticket holders were put up in the old customs house, where the beds are as old as the house.";

#[test]
fn lists_of_other_articles_fold_with_their_head() {
    let closing =
        ["Most recent Harbour stories", "Related topics", "FerriesTollsWeather", "Nell Harbury", "Play button"];
    let lines = [&[FIRST, SECOND], &closing[..]].concat();
    assert_eq!(folded(&lines, Boilerplate::Line), closing);
    assert_eq!(
        folded(
            &[FIRST, "Related stories", "- Tolls rise again", "- Who pays for the wall?", SECOND],
            Boilerplate::Line
        ),
        ["Related stories", "Tolls rise again", "Who pays for the wall?"]
    );
    assert_eq!(
        folded(&[FIRST, "Lees ook", "+ Tol stijgt weer", SECOND, "+ A last line without a stop"], Boilerplate::Line),
        ["Lees ook", "Tol stijgt weer"]
    );
    // The short lines at the end have no heading, so they may be results or a poem.
    assert!(folded(&[FIRST, "Mole Rovers 2, Quay Town 1", "Old Harbour 0, Sallow 0"], Boilerplate::Line).is_empty());
    assert!(folded(&["The gull", "+ the mole", "+ the rain", "Related topics"], Boilerplate::Line).len() <= 1);
    // Teasers are sentences. A text that consists of teasers is kept.
    assert!(folded(&[FIRST, "Latest", SECOND, "Photos", THIRD], Boilerplate::Line).is_empty());
}

#[test]
fn menus_fold_at_the_edges() {
    let lines = ["Home", "News", "Sport", "Opinion", "Harbour Watch", FIRST, SECOND];
    assert_eq!(folded(&lines, Boilerplate::Line), &lines[..5]);
    assert!(folded(&[FIRST, "Sport", SECOND, "Culture", THIRD], Boilerplate::Line).is_empty());
    assert!(folded(&["Weather", FIRST, SECOND], Boilerplate::Line).is_empty());
}

#[test]
fn words_that_could_be_text_need_a_neighbour() {
    assert_eq!(folded(&[FIRST, SECOND, "Share", "Print", "Listen"], Boilerplate::Line), ["Share", "Print", "Listen"]);
    assert_eq!(folded(&["Share", FIRST, SECOND], Boilerplate::Line), ["Share"]);
    // A line of a poem, a heading of the text, and a list item are kept.
    assert!(folded(&["Listen", "+ to the bell", "+ in the fog", "+ at the mole", FIRST], Boilerplate::Line).is_empty());
    assert!(folded(&[FIRST, "Home", SECOND, THIRD], Boilerplate::Line).is_empty());
    assert!(folded(&[FIRST, "# Comments", SECOND], Boilerplate::Line).is_empty());
    assert_eq!(folded(&[FIRST, SECOND, "# Leave a comment"], Boilerplate::Line), ["Leave a comment"]);
    assert!(folded(&["- tea", "- milk", "- print", FIRST], Boilerplate::Line).is_empty());
}

#[test]
fn captions_fold_and_a_gallery_is_read() {
    let caption = "The ferry at the pier on Feb. 16, 2001, the year in which it was new.";
    let credited = format!("{caption} (HARBOUR)");
    assert_eq!(folded(&[caption, &credited, FIRST, SECOND], Boilerplate::Caption), [caption, credited.as_str()]);
    assert_eq!(folded(&["Cranes idle on second day 1:24", FIRST, SECOND], Boilerplate::Caption).len(), 1);
    // A list of songs, a score, and a text of picture captions only are kept.
    assert!(folded(&["Blue harbour at dawn 3:45", "Song of the mole 4:10", FIRST], Boilerplate::Caption).is_empty());
    assert!(folded(&["Quay Town beat Mole Rovers 31:24", FIRST, SECOND], Boilerplate::Caption).is_empty());
    assert!(folded(&[FIRST, "The ferry sailed at 1:24", SECOND], Boilerplate::Caption).is_empty());
    let pictures =
        ["A ship in the fog. (Photo: Harbour Wire)", "A gull on the mole. (Photo: Harbour Wire)", "The bay."];
    assert!(folded(&pictures, Boilerplate::Caption).is_empty());
}

#[test]
fn paragraphs_fold_when_they_are_printed_again() {
    assert_eq!(folded(&[FIRST, SECOND, FIRST], Boilerplate::Repeated), [FIRST]);
    assert!(folded(&["Row on, row on.", SECOND, "Row on, row on."], Boilerplate::Repeated).is_empty());
    // Below another heading, the same words are about something else.
    assert!(folded(&[FIRST, "# On Sunday", FIRST, SECOND], Boilerplate::Repeated).is_empty());
    assert!(folded(&[THIRD, "a", "b", "c", SECOND, "d", "e", "f", SECOND], Boilerplate::Repeated).is_empty());
}

#[test]
fn a_text_never_folds_to_nothing() {
    for lines in [&["Share", "Print"][..], &["Save Story"], &["Advertisement", "© 2021 Harbour Wire"]] {
        assert!(marked(lines).blocks.iter().all(|block| block.boilerplate.is_none()), "{lines:?}");
    }
}

#[test]
fn a_long_text_of_short_lines_is_marked_in_time() {
    let lines: Vec<&str> =
        std::iter::repeat_n(["Share", "Related topics", "Home", "a b c"], 25_000).flatten().collect();
    let started = std::time::Instant::now();
    let body = marked(&lines);
    assert_eq!(body.blocks.len(), 100_000);
    // A hundred times the usual time, and a thousandth of the time of a quadratic algorithm.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
