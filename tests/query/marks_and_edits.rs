//! What is marked in a text, and filters that are changed by something else than typing.

use newsreader::query::{TextField, marks, narrow_to_dates, parse, without_part};

use crate::articles::TODAY;

#[track_caller]
fn check_marks(filter: &str, part: TextField, text: &str, expected: &[&str]) {
    let markers = parse(filter, TODAY).terms();
    let found: Vec<&str> = marks(&markers, text, part).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, expected, "{filter}");
    let mut alone: Vec<&str> =
        markers.iter().flat_map(|marker| marker.find(text, part)).map(|range| &text[range]).collect();
    alone.sort_unstable();
    alone.dedup();
    assert!(expected.iter().all(|marked| alone.iter().any(|word| marked.contains(word))), "{filter}");
}

#[test]
fn marks_in_the_original_text() {
    let text = "Harbour tolls: Kelly’s “war of words”. Été à Łódź, 今天港口关闭。 Harbour-wide.";
    check_marks("harb", TextField::Body, text, &["Harbour", "Harbour"]);
    check_marks("=harb", TextField::Body, text, &[]);
    check_marks("har", TextField::Body, text, &["Harbour", "Harbour"]);
    check_marks("har toll", TextField::Body, text, &["tolls"]);
    check_marks("har* toll", TextField::Body, text, &["Harbour", "tolls", "Harbour"]);
    check_marks("of toll", TextField::Body, text, &["tolls", "of"]);
    check_marks("\"war of wor*\" toll", TextField::Body, text, &["tolls", "war of words"]);
    check_marks("kelly's", TextField::Body, text, &["Kelly’s"]);
    check_marks("ete lodz", TextField::Title, text, &["Été", "Łódź"]);
    check_marks("港口", TextField::Body, text, &["港口"]);
    check_marks("天港 口关", TextField::Body, text, &["天港口关"]);
    check_marks("-harbour toll", TextField::Body, text, &["tolls"]);
    check_marks("-(harbour -toll)", TextField::Body, text, &["tolls"]);
    check_marks("title:harbour", TextField::Body, text, &[]);
    check_marks("title:harbour,toll", TextField::Title, text, &["Harbour", "tolls", "Harbour"]);
    check_marks("source:kelly author:war body:words", TextField::Source, text, &["Kelly"]);
    check_marks("date:2022 is:given", TextField::Body, text, &[]);
    check_marks("/^har/ -/toll/", TextField::Body, text, &["Harbour", "Harbour-wide"]);
    check_marks("/y's/ /ódź/", TextField::Body, text, &["Kelly’s", "Łódź"]);
    check_marks("~harbor,", TextField::Body, text, &["Harbour", "Harbour"]);
    check_marks("title:~tols", TextField::Title, text, &["tolls"]);
    check_marks("title:~tols", TextField::Body, text, &[]);
}

#[test]
fn dates_written_into_a_filter() {
    let check = |text: &str, expected: &str| assert_eq!(narrow_to_dates(text, "2022-03"), expected, "{text}");
    check("", "date:2022-03");
    check("ferry", "ferry date:2022-03");
    check("ferry ", "ferry date:2022-03");
    check("ferry date:2021 -toll", "ferry date:2022-03 -toll");
    check("date:2021,2020  ferry", "date:2022-03  ferry");
    check("DATE:7d", "date:2022-03");
    check("-date:2021", "-date:2021 date:2022-03");
    check("date:2020 date:2021", "date:2020 date:2021 date:2022-03");
    check("(date:2020)", "(date:2020) date:2022-03");
    check("a or date:2020", "(a or date:2020) date:2022-03");
    check("ferry date:20", "ferry date:2022-03");
    check("ferry \"night fe", "date:2022-03 ferry \"night fe");
    check("ferry or", "date:2022-03 (ferry or");
}

#[test]
fn parts_taken_out_of_a_filter() {
    let check = |text: &str, part: &str, expected: &str| {
        let start = text.find(part).expect("the part");
        assert_eq!(without_part(text, &(start..start + part.len())), expected, "{text} without {part}");
    };
    check("a b c", "b", "a c");
    check("a b", "a", "b");
    check("north mole", "mole", "north");
    check("a and b and c", "b", "a and c");
    check("sand and b", "sand", "b");
    // A word that matched whole matches so without the word behind it.
    check("sea wall", "wall", "=sea");
    check("-(sea or b) wall date:2022", "wall", "-(sea or =b) date:2022");
    check("sea wall", "sea", "wall");
    check("seas wall", "wall", "seas");
    check("(a or b)and c", "c", "(a or =b)");
    check("-boeing date:2001", "-boeing", "date:2001");
    assert_eq!(without_part("é", &(1..9)), "é");
}
