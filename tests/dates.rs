//! Tests for dates in the languages of the news, and for text that only looks like a date.
//!
//! `tests/fixtures/dates.txt` is the table. To add a form, add a line.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use newsreader::article::ArticleDate;
use newsreader::dates::{
    Hints, Mention, Mentioned, WrittenDate, find, in_address, in_file_name, is_alone, read, read_in,
};
use proptest::prelude::*;

const TABLE: &str = include_str!("fixtures/dates.txt");

/// The lines of the table that are not read as expected, each with its reason.
const MISSED: &[&str] = &[];

fn describe_date(found: &ArticleDate) -> String {
    let mut out = found.iso();
    if let [first, last] = out.split('/').collect::<Vec<_>>()[..]
        && first.ends_with("-01-01")
        && last.ends_with("-12-31")
    {
        out = format!("{}/{}", &first[..4], &last[..4]);
    }
    if let Some(second) = found.second_of_day {
        write!(out, "T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60).unwrap();
    }
    match found.offset_minutes {
        Some(0) => out += "Z",
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            write!(out, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60).unwrap();
        }
        None => {}
    }
    out
}

fn short(weekday: Weekday) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][weekday.to_monday_zero_offset() as usize]
}

fn describe(found: &Mentioned) -> String {
    match found {
        Mentioned::Date(found) => describe_date(found),
        Mentioned::DayOfYear { month, day } => format!("--{month:02}-{day:02}"),
        Mentioned::Weekday(weekday) => short(*weekday).to_owned(),
        Mentioned::WeekdayAndDay(weekday, day) => format!("{}({day})", short(*weekday)),
        Mentioned::DaysAgo(n_days) => format!("ago:{n_days}"),
        Mentioned::Ambiguous(one, other) => format!("{}?{}", describe_date(one), describe_date(other)),
        Mentioned::Impossible => "impossible".to_owned(),
    }
}

fn read_line(kind: &str, language: Option<&str>, text: &str) -> String {
    if kind == "field" {
        return match read_in(text, language) {
            WrittenDate::Date(found) => describe_date(&found),
            WrittenDate::Ambiguous(one, other) => format!("{}?{}", describe_date(&one), describe_date(&other)),
            WrittenDate::Impossible => "impossible".to_owned(),
            WrittenDate::Unreadable => "-".to_owned(),
        };
    }
    let found: Vec<String> = find(text, Hints { language }).iter().map(|mention| describe(&mention.what)).collect();
    if found.is_empty() { "-".to_owned() } else { found.join(" ") }
}

#[test]
fn the_table() {
    let (mut n_lines, mut n_nothing, mut languages) = (0, 0, std::collections::BTreeSet::new());
    let mut missed = Vec::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [kind, language, expected, text] = line.splitn(4, " | ").collect::<Vec<_>>()[..] else {
            panic!("not a line of the table: {line}");
        };
        assert!(["field", "text"].contains(&kind), "{line}");
        n_lines += 1;
        n_nothing += usize::from(expected == "-");
        languages.insert(language.split('-').next().unwrap());
        let found = read_line(kind, Some(language).filter(|language| *language != "?"), text);
        if found != expected && !MISSED.contains(&text) {
            missed.push(format!("{line}\n    read as {found}"));
        }
    }
    assert!(missed.is_empty(), "{} of {n_lines}:\n{}", missed.len(), missed.join("\n"));
    assert!(n_lines >= 320 && n_nothing >= 70 && languages.len() >= 40, "{n_lines} {n_nothing} {}", languages.len());
}

/// Returns a day in the main forms, as writers of each language write it.
fn forms_of(day: Date) -> Vec<(&'static str, String)> {
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const RUSSIAN: [&str; 12] = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ];
    let (year, month, number) = (day.year(), day.month(), day.day());
    let name = |names: [&'static str; 12]| names[month as usize - 1];
    vec![
        ("en", day.to_string()),
        ("en", day.strftime("%-d %B %Y").to_string()),
        ("en", day.strftime("%A, %B %-d, %Y").to_string()),
        ("en", day.strftime("%a %-d %b %Y").to_string()),
        ("en", day.strftime("%a, %d %b %Y 16:05:00 +0000").to_string()),
        ("en-us", format!("{month}/{number}/{year}")),
        ("en-gb", format!("{number}/{month}/{year}")),
        ("de", format!("{number:02}.{month:02}.{year}")),
        ("fr", format!("{number} {} {year}", name(FRENCH))),
        ("ru", format!("{number} {} {year} года", name(RUSSIAN))),
        ("zh", format!("{year}年{month}月{number}日")),
        ("ko", format!("{year}년 {month}월 {number}일")),
    ]
}

#[test]
fn every_day_reads_back() {
    let mut day = date(1900, 1, 1);
    while day <= date(2100, 12, 31) {
        for (language, written) in forms_of(day) {
            let found = read_in(&written, Some(language));
            assert!(
                matches!(found, WrittenDate::Date(found) if found.is_a_day() && found.first_day == day),
                "{written}: {found:?}"
            );
        }
        let compact = day.strftime("%Y%m%d").to_string();
        assert_eq!(read(&compact), WrittenDate::Date(ArticleDate::day(day)), "{compact}");
        day = day.checked_add(1.day()).unwrap();
    }
}

#[test]
fn every_day_is_found_in_a_sentence() {
    let mut day = date(1900, 1, 1);
    while day <= date(2100, 12, 31) {
        for (language, written) in forms_of(day) {
            let text = format!("– {written} –");
            let found = find(&text, Hints { language: Some(language) });
            let [Mention { range, what: Mentioned::Date(found), .. }] = found.as_slice() else {
                panic!("{text}: {found:?}");
            };
            assert!(found.is_a_day() && found.first_day == day, "{text}: {found:?}");
            // The mention is the whole written form without the space around it.
            assert_eq!(&text[range.clone()], written, "{text}");
        }
        // The step is a prime number, so each day of the month, weekday and month occurs.
        day = day.checked_add(13.days()).unwrap();
    }
}

#[test]
fn ranges_and_labels_stand_in_the_text() {
    let text = "Updated: 4:05 p.m. EST, Wed March 9, 2022. On Tuesday (8) the ferry sailed; in 2001 it did not.";
    let found: Vec<_> = find(text, Hints { language: Some("en") })
        .iter()
        .map(|mention| text[mention.range.clone()].to_owned())
        .collect();
    assert_eq!(found, ["Wed March 9, 2022", "Tuesday (8)", "2001"]);
}

#[test]
fn alone_or_in_a_sentence() {
    for (text, expected) in [
        ("9 марта 2022 г.", true),
        ("Mis à jour le 9 mars 2022 à 16h05", true),
        ("2022年3月9日(水) 16時05分", true),
        ("Aktualisiert: 09.03.2022, 16:05 Uhr", true),
        ("الأربعاء، 9 مارس 2022", true),
        ("2022", true),
        ("The war of 9 March 2022", false),
        ("Wednesday", false),
        ("Room 2022", false),
        ("1:24", false),
    ] {
        assert_eq!(is_alone(text), expected, "{text}");
    }
}

#[test]
fn names_and_addresses_know_their_day() {
    let iso = |found: Option<ArticleDate>| found.map(|date| date.iso()).unwrap_or_default();
    assert_eq!(iso(in_file_name("2021-06-03-crane.txt")), "2021-06-03");
    assert_eq!(iso(in_address("https://wire.example/2022/mar/09/ferry")), "2022-03-09");
}

/// Returns random texts of elements of dates, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "9",
        "03",
        "2022",
        "31",
        "22",
        " ",
        " ",
        "-",
        "/",
        ".",
        ",",
        ":",
        "–",
        "(",
        ")",
        "T",
        "Z",
        "+",
        "March",
        "mars",
        "May",
        "Wed",
        "Tuesday",
        "of",
        "de",
        "d'",
        "th",
        "er",
        "to",
        "am",
        "p.m.",
        "EST",
        "年",
        "月",
        "日",
        "2",
        "ngày",
        "tháng",
        "năm",
        "اسفند",
        "۱۴۰۰",
        "۱۸",
        "พ.ศ.",
        "มีนาคม",
        "令和",
        "ago",
        "days",
        "vor",
        "il y a",
        "in",
        "\n",
        "Published",
        "é",
        "\u{301}",
        "\u{200f}",
        "월",
        "일",
        "listopada",
        "№",
        "%",
        "$",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

fn hold_to_the_rules(text: &str, language: Option<&str>) -> Result<(), TestCaseError> {
    let mentions = find(text, Hints { language });
    let mut end = 0;
    for mention in &mentions {
        prop_assert!(mention.range.start >= end && mention.range.start < mention.range.end, "{mentions:?}");
        prop_assert!(text.get(mention.range.clone()).is_some(), "{mentions:?}");
        end = mention.range.end;
        mention.what.on(date(2022, 3, 11));
    }
    read_in(text, language);
    is_alone(text);
    in_address(text);
    in_file_name(text);
    Ok(())
}

fn language() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![
        None,
        Some("en"),
        Some("en-us"),
        Some("hr"),
        Some("fa"),
        Some("th"),
        Some("zh"),
        Some("xx"),
    ])
}

#[test]
fn hostile_texts_end() {
    // Each text takes a fraction of a second. A quadratic algorithm would take far longer than this limit on any
    // machine.
    const BYTES: usize = 100_000;
    const MOST: Duration = Duration::from_secs(20);
    let spaces = " ".repeat(BYTES);
    let long = |piece: &str| piece.repeat(BYTES / piece.len());
    for text in [
        long("9"),
        long("9 "),
        long("9."),
        long("a.9"),
        long("9a"),
        long("9/"),
        long("2022-"),
        long("어제"),
        long("가"),
        long("9가"),
        long("March "),
        long("March"),
        long("ago "),
        long("(9 "),
        long("一"),
        long("年月日"),
        long("2022年"),
        long("วันพุธ"),
        long("9\u{301}"),
        long("-9"),
        format!("in 2001 {spaces}{}", long("1a ")),
        format!("9{spaces}9{spaces}March{spaces}2022"),
    ] {
        let start = Instant::now();
        find(&text, Hints { language: Some("en") });
        assert!(start.elapsed() < MOST, "{:?} for {:?}…", start.elapsed(), &text[..text.floor_char_boundary(20)]);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>(), language in language()) {
        hold_to_the_rules(&text, language)?;
    }

    #[test]
    fn pieces_of_dates_are_read(text in pieces(), language in language()) {
        hold_to_the_rules(&text, language)?;
    }
}
