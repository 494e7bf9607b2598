//! Page text, what a page shows besides its article: hidden, counted, shown dim, searched by `page:` alone.

use newsreader::corpus::Corpus;
use newsreader::run::StartOptions;
use tempfile::TempDir;

use crate::{picture_with, signs, start_options};

/// A page with a menu above its article and a comment below it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let paragraph = "<p>The crane drivers went back to work on Friday, after nine days, and the two ships that had \
                     waited in the roads were unloaded before the evening.</p>";
    let html = format!(
        "<html><head><title>Crane strike ends</title></head><body><nav><a href=/>Home</a> <a href=/n>News</a></nav>\
         <article><h1>Crane strike ends</h1>{}</article>\
         <section id=comments><h3>Comments</h3><p>At last, says the gullwatcher below the crane.</p></section></body></html>",
        paragraph.repeat(3)
    );
    std::fs::write(folder.path().join("crane.html"), html).expect("a file");
    folder
}

/// The screen of 100 columns after `keys`.
fn drawn(keys: &str) -> String {
    let folder = folder();
    let options = StartOptions { corpus: Corpus::Folder(folder.path().to_owned()), ..start_options() };
    signs(&picture_with(options, (100, 40), keys).buffer)
}

#[test]
fn b_shows_page_text_dim_below_the_article() {
    assert!(!drawn("2<end>").contains("gullwatcher"));
    for keys in ["2B<end>", "2BB<end>"] {
        let drawn = drawn(keys);
        for line in
            ["· Page text, not part of the article", "· Home News", "· At last, says the gullwatcher below the crane."]
        {
            assert!(drawn.contains(line), "{line} in {drawn}");
        }
    }
    assert!(!drawn("2BBB<end>").contains("gullwatcher"));
}

#[test]
fn page_text_with_a_match_is_shown_in_each_way_and_the_notice_says_so() {
    let folded = drawn("/page:gullwatcher<enter>2BBB");
    assert!(folded.contains("Folded, but for page text with a match."), "{folded}");
    assert!(folded.contains("· At last, says the gullwatcher below the crane."), "{folded}");
}

#[test]
fn the_facts_count_the_words_of_the_page_text() {
    assert!(drawn("i").contains("page text  11 words of the page are not shown · B"), "{}", drawn("i"));
    assert!(drawn("Bi").contains("page text  11 words of the page are no part of the article"), "{}", drawn("Bi"));
}

#[test]
fn a_filter_that_finds_nothing_offers_the_one_for_page_text() {
    let empty = drawn("/gullwatcher<enter>");
    assert!(empty.contains("No articles match."), "{empty}");
    assert!(empty.contains("1 more in page text: page:gul"), "{empty}");
    assert!(empty.contains("↵ take it") && empty.contains("X clear it"), "{empty}");
    let taken = drawn("/gullwatcher<enter><enter>2");
    assert!(taken.contains("/ page:gullwatcher"), "{taken}");
    // The match is in view, whatever is folded.
    assert!(taken.contains("1 match") && taken.contains("· At last, says the gullwatcher below the crane."), "{taken}");
    // Words without a field are not marked there: the text has three cranes, and the page text one more.
    assert!(drawn("/crane<enter>2B").contains("3 matches"), "{}", drawn("/crane<enter>2B"));
}
