//! Tests for difficult dates: each is a text, with the date that a careful human would give it.

use std::path::Path;

use super::*;
use crate::article::{BlockKind, BodyBuilder, Format};

/// A paragraph of running text, which separates the lines above it from the lines below it.
const TEXT: &str =
    "The night ferry to the islands stayed in port for the fourth evening in a row, and its master blamed the door.";

fn body(lines: &[&str]) -> Body {
    let mut builder = BodyBuilder::default();
    for (line_idx, line) in lines.iter().enumerate() {
        builder.at_line(line_idx as u32 + 1);
        builder.push(line);
        builder.end_block(BlockKind::Paragraph, false);
    }
    let mut body = builder.finish();
    crate::extract::boilerplate::mark(&mut body);
    body
}

fn decided(field: Option<Field>, lines: &[&str], path: &str, link: Option<&str>) -> DateDecision {
    let body = body(lines);
    let address = Address { path: Path::new(path).into(), item: None, range: None, format: Format::PlainText };
    of(field, DateSources { body: &body, address: &address, link, language: Some("en") })
}

#[track_caller]
fn check(lines: &[&str], path: &str, iso: &str, how: How, because: &str) {
    let DateDecision { date, .. } = decided(None, lines, path, None);
    let found = date.value().map(ArticleDate::iso).unwrap_or_default();
    assert_eq!((found.as_str(), date.how(), date.because()), (iso, how, because), "{lines:?} {path}");
}

#[test]
fn found_where_dates_of_publication_stand() {
    let above = "the line above the text";
    check(&["March 9, 2022", TEXT], "a.txt", "2022-03-09", How::Found, above);
    check(
        &["Published: July 28, 2004", TEXT],
        "a.txt",
        "2004-07-28",
        How::Found,
        "the line that says when it was published",
    );
    check(&["Harbour Wire | March 9, 2022 | 5:03 pm", TEXT], "a.txt", "2022-03-09", How::Found, above);
    check(&["By Nell Harbury | March 9, 2022", TEXT], "a.txt", "2022-03-09", How::Found, "the byline");
    check(
        &["PARIS, March 9, 2022 (AFP) — The ferry stayed in port.", TEXT],
        "a.txt",
        "2022-03-09",
        How::Found,
        "the dateline",
    );
    check(&[TEXT], "2022-03-09-ferry.txt", "2022-03-09", How::Found, "the file's name");
    check(
        &[TEXT, "Published March 9, 2022"],
        "a.txt",
        "2022-03-09",
        How::Found,
        "the closing line that says when it was published",
    );
    let deck =
        "What its master says of the door that does not seal, and what the harbour says of its master. A report.";
    check(&[deck, "March 9, 2022", TEXT], "a.txt", "2022-03-09", How::Found, above);
    check(
        &["Updated 03 / 12 / 2022", "Originally published March 9, 2022 at 10: 20 AM EDT", TEXT],
        "a.txt",
        "2022-03-09",
        How::Found,
        "the line that says when it was published",
    );
    check(
        &["03/04/2022 9:00 PM PDT", TEXT],
        "a.txt",
        "2022-03-04",
        How::Inferred,
        "the line above the text, read as the text writes its dates and times",
    );
    check(
        &["Updated March 12, 2022", "Published March 9, 2022", TEXT],
        "a.txt",
        "2022-03-09",
        How::Found,
        "the line that says when it was published",
    );
    // The folder of a day gives the date; the folder of an export or a backup does not.
    check(&[TEXT], "2022-03-09/a.txt", "2022-03-09", How::Found, "the file's folder");
    check(&[TEXT], "NotesExport_2022-03-09/a.txt", "", How::Unknown, "");
    check(&[TEXT], "backup 2022-03-09/notes/a.txt", "", How::Unknown, "");
    let link = Some("https://wire.example/2022/03/09/ferry");
    let by_link = decided(None, &[TEXT], "a.txt", link).date;
    assert_eq!(
        (by_link.value().map(ArticleDate::iso).as_deref(), by_link.because()),
        (Some("2022-03-09"), "its web address")
    );
}

#[test]
fn a_day_without_its_year_needs_another_place() {
    let dateline = "PARIS, March 9 (AFP) — The ferry stayed in port on Wednesday, said its master.";
    check(&[dateline], "a.txt", "", How::Unknown, "");
    check(&[dateline], "2022/03/a.txt", "2022-03-09", How::Found, "the dateline, with the year of the file's folder");
    check(&[dateline], "2022/a.txt", "2022-03-09", How::Found, "the dateline, with the year of the file's folder");
    check(
        &[dateline, "© 2022 Harbour Wire. All rights reserved."],
        "a.txt",
        "2022-03-09",
        How::Inferred,
        "the dateline, with the year of the copyright line",
    );
}

#[test]
fn mentions_are_never_the_date() {
    for lines in [
        &["The mole photographed on Feb. 16, 2001.", "The mole photographed on Feb. 16, 2001. (Archive)", TEXT][..],
        &["The council met on March 9, 2022, and decided nothing about the ferry, as its members were still at sea."],
        &[TEXT, "“We sailed on March 9, 2022,” said the master."],
        &[TEXT, "It will sail again on June 1, 2030."],
        &[TEXT, "March 3, 2022", "Ferry late again", "March 2, 2022", "Ferry late"],
        &[TEXT, "We sail when the door is dry. — Nell Harbury (@quaynell) March 9, 2022"],
        &["Ferry 1:24", TEXT, "Archive of 2001-02-16"],
    ] {
        check(lines, "a.txt", "", How::Unknown, "");
    }
}

#[test]
fn weekdays_with_other_evidence() {
    let post = "We sail when the door is dry. — Nell Harbury (@quaynell) March 9, 2022";
    check(
        &[TEXT, "He said on Wednesday that it would sail.", post],
        "a.txt",
        "2022-03-09/2022-03-15",
        How::Inferred,
        "the post of March 9, 2022 and “Wednesday” in line 2",
    );
    check(&[TEXT, "He said on Thursday that it would sail.", post], "a.txt", "", How::Unknown, "");
    check(
        &[TEXT, "He said on Wednesday (9) that it would sail."],
        "2022/03/a.txt",
        "2022-03-09/2022-03-15",
        How::Inferred,
        "“Wednesday (9)” and the month of the file's folder",
    );
}

#[test]
fn dates_that_can_be_read_in_two_ways() {
    check(&["03/04/2022", TEXT], "2022-04-03-a.txt", "2022-04-03", How::Found, "the file's name");
    check(
        &["03/04/2022", TEXT, "It opened on 13/03/2022."],
        "a.txt",
        "2022-04-03",
        How::Inferred,
        "the line above the text, read as the text writes its dates and times",
    );
    check(
        &["03/04/2022", TEXT],
        "a.txt",
        "2022-03-04/2022-04-03",
        How::Inferred,
        "the line above the text, which can be read in two ways",
    );
    let field = || Some(Field::given("03/04/2022", "the field"));
    let of_field = |lines: &[&str], path: &str| {
        let DateDecision { date, problem, .. } = decided(field(), lines, path, None);
        (date.value().map(ArticleDate::iso).unwrap_or_default(), date.how(), problem.is_some())
    };
    assert_eq!(of_field(&[TEXT], "2022/04/a.txt"), ("2022-04-03".to_owned(), How::Given, false));
    assert_eq!(of_field(&[TEXT], "a.txt"), ("2022-03-04/2022-04-03".to_owned(), How::Inferred, true));
}

#[test]
fn a_field_wins_over_all_else() {
    for (text, name, iso, how, because, problem) in [
        ("2022-03-11", "2021-06-03-a.txt", "2022-03-11", How::Given, "the field", ""),
        ("", "2021-06-03-a.txt", "2021-06-03", How::Found, "the file's name", ""),
        ("2022-02-30", "a.txt", "", How::Unknown, "", "the date “2022-02-30” of the field is no day of any calendar"),
        ("soon", "a.txt", "", How::Unknown, "", "the date “soon” of the field is not understood"),
    ] {
        let field = Field::given(text, "the field");
        let DateDecision { date, problem: wrong, .. } =
            decided(Some(field), &[TEXT, "By Nell Harbury, March 1, 2020"], name, None);
        let found = date.value().map(ArticleDate::iso).unwrap_or_default();
        assert_eq!((found.as_str(), date.how(), date.because()), (iso, how, because), "{text} {name}");
        assert_eq!(wrong.unwrap_or_default(), problem);
    }
}

#[test]
fn an_undated_article_says_what_speaks_of_its_day() {
    let caption = "The mole was photographed from the night ferry on Feb. 16, 2001.";
    let lines =
        [caption, &format!("{caption} (Archive)"), TEXT, "He said on Wednesday that it would sail on March 30."];
    let DateDecision { date, evidence, .. } = decided(None, &lines, "a.txt", None);
    let evidence = evidence.expect("evidence");
    assert_eq!(date.how(), How::Unknown);
    assert_eq!(
        evidence.because.iter().map(|words| &**words).collect::<Vec<_>>(),
        ["line 4 Wednesday", "line 4 March 30"]
    );
    assert_eq!(
        evidence.rejected.iter().map(|words| &**words).collect::<Vec<_>>(),
        ["line 1 Feb. 16, 2001, in a caption"]
    );
}

#[test]
fn a_year_in_an_address_helps_a_day_and_is_no_date() {
    let dateline = "PARIS, March 9 (AFP) — The ferry stayed in port on Wednesday, said its master.";
    let of = |lines: &[&str], link: &str| {
        let date = decided(None, lines, "a.txt", Some(link)).date;
        (date.value().map(ArticleDate::iso).unwrap_or_default(), date.how(), date.because().to_owned())
    };
    let inferred =
        ("2022-03-09".to_owned(), How::Inferred, "the dateline, with the year of its web address".to_owned());
    assert_eq!(of(&[dateline], "https://wire.example/2022/ferry"), inferred);
    let unknown = (String::new(), How::Unknown, String::new());
    assert_eq!(of(&[TEXT], "https://wire.example/2022/ferry"), unknown);
    assert_eq!(of(&[dateline], "https://wire.example/ferry/2022"), unknown);
    assert_eq!(of(&[dateline], "https://wire.example/8022/ferry"), unknown);
}

#[test]
fn reports_say_why_a_date_was_not_taken() {
    let mut builder = BodyBuilder::default();
    builder.push(TEXT);
    builder.end_block(BlockKind::Paragraph, false);
    builder.push("Geese again, 2 March 2021");
    builder.end_boilerplate(BlockKind::Paragraph, false, crate::article::Boilerplate::Page);
    let body = builder.finish();
    let address = Address { path: Path::new("a.html").into(), item: None, range: None, format: Format::Html };
    let mut article = crate::article::Article::unknown_at(address);
    article.link = Some("https://wire.example/2022/ferry".into());
    let said = |article: &crate::article::Article| {
        let report = report::date_report(article, &body);
        let line = |it: &report::DateCandidate| format!("{} {}: {}, {}", it.verdict.word(), it.place, it.text, it.why);
        report.candidates.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&article),
        [
            "supports the address: https://wire.example/2022/ferry, names no day",
            "rejected the page text: 2 March 2021, beside the article"
        ]
    );
    article.link = Some("https://wire.example/2022/03/09/ferry".into());
    assert_eq!(
        said(&article)[0],
        "rejected the address: https://wire.example/2022/03/09/ferry, nothing says that it is the day of this article"
    );
    article.date = Known::found(ArticleDate::day(jiff::civil::date(2022, 3, 9)), "its web address");
    assert_eq!(said(&article)[0], "chosen the address: https://wire.example/2022/03/09/ferry, found");
}
