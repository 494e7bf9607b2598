//! Tests for paragraphs that several articles of a source repeat.

use newsreader::article::facts::Facts;
use newsreader::article::{Address, Article, BlockKind, Body, BodyBuilder, Boilerplate, Format, Known};
use newsreader::index::{SegmentBuilder, Snapshot, SnapshotBuilder};

const BOX: &str = "Nell Harbury writes about the harbour for the Wire, and keeps two geese.";
const NOTICE: &str = "The Wire keeps to the code of the harbour press.";

/// Returns an article of `source` whose paragraphs are in no other article, with `top` before and `bottom` after them.
fn article(number: usize, source: Option<&str>, top: &[&str], bottom: &[&str]) -> (Article, Body) {
    let own = |part: usize| {
        let words = ["ferry", "mole", "toll", "crane", "tide", "gull", "pilot", "quay", "lamp", "wreck", "fog"];
        let word = |at: usize| words[(number * 7 + part * 3 + at * (number + 1)) % words.len()];
        let words: Vec<&str> = (0..18).map(word).collect();
        format!("In report {number}, part {part}, it was said of the {} that nobody knew why.", words.join(" and the "))
    };
    let parts = [own(0), own(1), own(2)];
    let lines = top.iter().copied().chain(parts.iter().map(String::as_str)).chain(bottom.iter().copied());
    of_lines(&format!("{number}.txt"), source, lines)
}

fn of_lines<'line>(path: &str, source: Option<&str>, lines: impl Iterator<Item = &'line str>) -> (Article, Body) {
    let mut builder = BodyBuilder::default();
    for line in lines {
        builder.push(line);
        builder.end_block(BlockKind::Paragraph, false);
    }
    let address =
        Address { path: std::path::Path::new(path).into(), item: None, range: None, format: Format::PlainText };
    let source = source.map_or_else(Known::unknown, |source| Known::given(source.into(), "a field"));
    let article = Article { source, ..Article::unknown_at(address) };
    (article, builder.finish())
}

/// Returns a snapshot of articles that arrive in batches of `n_a_batch`. A snapshot is published after each batch.
fn snapshot(articles: &[(Article, Body)], n_a_batch: usize) -> Snapshot {
    let mut builder = SnapshotBuilder::default();
    for batch in articles.chunks(n_a_batch) {
        let mut segment = SegmentBuilder::default();
        for (article, body) in batch {
            segment.push(article.clone(), body.clone(), &Facts::default(), false);
        }
        builder.push(segment.finish());
        builder.snapshot();
    }
    builder.count_repeated();
    builder.snapshot()
}

/// Returns the paragraphs marked as repeated in the article at `at`.
fn repeated(articles: &[(Article, Body)], at: usize) -> Vec<String> {
    let mut found: Vec<Vec<String>> = [1, 7, articles.len()]
        .iter()
        .map(|n_a_batch| {
            let mut body = articles[at].1.clone();
            snapshot(articles, *n_a_batch).mark_repeated(at as u32, &mut body);
            let marked = body.blocks.iter().filter(|block| block.boilerplate == Some(Boilerplate::Repeated));
            marked.map(|block| body.text_of(block).to_owned()).collect()
        })
        .collect();
    found.dedup();
    assert_eq!(found.len(), 1, "the batches make no difference");
    found.remove(0)
}

#[test]
fn what_a_fifth_of_a_source_prints_folds() {
    let wire = |number: usize| {
        let bottom = if number.is_multiple_of(4) { &[BOX][..] } else { &[] };
        article(number, Some("Harbour Wire"), &[], bottom)
    };
    let articles: Vec<_> = (0..20).map(wire).collect();
    assert_eq!(repeated(&articles, 4), [BOX]);
    assert!(repeated(&articles, 5).is_empty());
    // Three articles are too few, even if their share is large.
    assert!(repeated(&articles[..11], 4).is_empty());
}

#[test]
fn another_source_may_print_the_same() {
    let mut articles: Vec<_> = (0..8).map(|number| article(number, Some("Harbour Wire"), &[], &[NOTICE])).collect();
    articles.push(article(8, Some("Quay Street Post"), &[], &[NOTICE]));
    assert_eq!(repeated(&articles, 0), [NOTICE]);
    assert!(repeated(&articles, 8).is_empty());
    // Articles without a source count as one source.
    let articles: Vec<_> = (0..8).map(|number| article(number, None, &[], &[NOTICE])).collect();
    assert_eq!(repeated(&articles, 7), [NOTICE]);
}

#[test]
fn long_ones_need_a_smaller_share_and_short_ones_do_not_fold_so() {
    let short = "No one was hurt in the fire.";
    let source = |number: usize| {
        let bottom = if number.is_multiple_of(10) { &[short, BOX][..] } else { &[] };
        article(number, Some("Harbour Wire"), &[], bottom)
    };
    let articles: Vec<_> = (0..120).map(source).collect();
    assert_eq!(repeated(&articles, 10), [BOX]);
}

#[test]
fn a_label_folds_at_the_edge_and_is_a_heading_within() {
    let with_labels = |number: usize| {
        let (_, body) = article(number, None, &["Harbour Diary"], &["More from the harbour"]);
        let mut lines: Vec<&str> = body.blocks.iter().map(|block| body.text_of(block)).collect();
        lines.insert(2, "The verdict");
        of_lines(&format!("{number}.txt"), Some("Wire"), lines.into_iter())
    };
    let articles: Vec<_> = (0..8).map(with_labels).collect();
    assert_eq!(repeated(&articles, 3), ["Harbour Diary", "More from the harbour"]);
}

#[test]
fn copies_and_versions_of_a_report_keep_their_text() {
    // Eight copies of one article.
    let lines: Vec<String> =
        (0..6).map(|part| format!("Part {part}: the crew said that the door would not seal.")).collect();
    let copy = |number: usize| of_lines(&format!("{number}.txt"), None, lines.iter().map(String::as_str));
    assert!(repeated(&(0..8).map(copy).collect::<Vec<_>>(), 0).is_empty());
    // Eight versions of one article: half of their long paragraphs and two short ones are the same.
    let (_, report) = article(99, None, &[], &["The port gave no reason for it.", "The inquiry goes on until May."]);
    let version = |number: usize| {
        let (_, own) = article(number, None, &[], &[]);
        let own = own.blocks.iter().map(|block| own.text_of(block));
        of_lines(&format!("{number}.txt"), None, own.chain(report.blocks.iter().map(|block| report.text_of(block))))
    };
    assert!(repeated(&(0..8).map(version).collect::<Vec<_>>(), 0).is_empty());
}

#[test]
fn an_article_of_repeated_lines_alone_keeps_them() {
    let mut articles: Vec<_> = (0..8).map(|number| article(number, Some("Wire"), &[], &[NOTICE, BOX])).collect();
    articles.push(of_lines("short.txt", Some("Wire"), ["The office is closed today.", NOTICE, BOX].into_iter()));
    assert!(repeated(&articles, 8).is_empty());
}
