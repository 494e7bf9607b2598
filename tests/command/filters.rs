//! Tests for filters of other programs, signs that are not searched, and names: hits and messages of the command line.

use std::fs;

use super::Desk;

#[test]
fn fields_and_forms_of_other_programs_are_errors_with_the_right_form() {
    let desk = Desk::new();
    let check = |filter: &str, said: &str| {
        let output = desk.run(&["-d", "news", "list", "--", filter]);
        desk.compare(&output, "", &format!("newsreader: in the filter: {said}\n"), 2);
    };
    check(
        "ferry from:marlowe",
        "No field from; author:marlowe finds authors\n  ferry from:marlowe\n        ^^^^^^^^^^^^",
    );
    check(
        "before:2022",
        "No field before; date:..2022 finds dates up to the end of 2022\n  before:2022\n  ^^^^^^^^^^^",
    );
    check(
        "after:2022",
        "No field after; date:2022.. finds dates from the start of 2022 on\n  after:2022\n  ^^^^^^^^^^",
    );
    check("intitle:kingdom", "No field intitle; title:kingdom finds titles\n  intitle:kingdom\n  ^^^^^^^^^^^^^^^");
    check(
        "site:ledger.example",
        "No field site; source:ledger.example finds outlets, link:ledger.example addresses\n  \
         site:ledger.example\n  ^^^^^^^^^^^^^^^^^^^",
    );
    check("tag:bridge", "No field tag; there are no tags yet\n  tag:bridge\n  ^^^^^^^^^^");
    check("sorce:ledger", "No field sorce; did you mean source:ledger?\n  sorce:ledger\n  ^^^^^^^^^^^^");
    check(
        "\"night ferry\"~3",
        "No distance ~3 between words; \"night ferry\" finds them side by side\n  \"night ferry\"~3\n  \
         ^^^^^^^^^^^^^^^",
    );
    check(
        "night w/10 ferry",
        "No operator w/10; words match anywhere, a phrase such as \"sea wall\" side by side\n  \
         night w/10 ferry\n        ^^^^",
    );
    check("(ferry", "Missing )\n  (ferry\n  ^");
    check("ferry or", "Missing word after or\n  ferry or\n        ^^");
    check("/[abc/", "The [ in this /pattern/ is not closed; left out\n  /[abc/\n   ^");
    // Addresses, paths and times are text.
    for filter in ["https://t.co/abc", "C:\\news", "1:24"] {
        desk.check(&["-d", "news", "list", filter], "", "", 1);
    }
}

#[test]
fn signs_that_are_not_searched_are_told() {
    let desk = Desk::new();
    let text = "AT&T buys C++ maker for $5bn\n\nThe firm AT&T said on Monday that it bought a maker of C++ tools for \
                $5bn. The #test of R&D went well, wrote @icewatch. See kingdom: come deliverance, and kingdom-come too. \
                F-16s flew over. It costs 1,400 crowns or 3.5% of it. Let’s say don’t. The co‑op agreed. The U.S. said \
                so; the AC/DC show was off.\n";
    fs::write(desk.path().join("news/signs.txt"), text).unwrap();
    let check = |filter: &str, remark: &str| {
        let output = desk.run(&["-d", "news", "list", "--json", "--", filter]);
        let said = String::from_utf8(output.stderr).unwrap();
        let expected = if remark.is_empty() { String::new() } else { format!("newsreader: in the filter: {remark}\n") };
        let found = String::from_utf8(output.stdout).unwrap();
        assert_eq!((said, output.status.code()), (expected, Some(0)), "{filter}");
        assert!(found.contains("\"path\":\"signs.txt\""), "{filter}: {found}");
    };
    check("at&t", "The sign & is not searched; at&t is read as \"at t\"");
    check("c++", "The sign + is not searched; c++ is read as c");
    check("#test", "The sign # is not searched; #test is read as test");
    check("r&d", "The sign & is not searched; r&d is read as \"r d\"");
    check("$5bn", "The sign $ is not searched; $5bn is read as 5bn");
    check("@icewatch", "The sign @ is not searched; @icewatch is read as icewatch");
    check("3.5%", "The sign % is not searched; 3.5% is read as \"3 5\"");
    for filter in ["kingdom-come", "\"kingdom: come deliverance\"", "f-16", "1,400", "u.s.", "ac/dc", "co-op", "don't"]
    {
        check(filter, "");
    }
}

#[test]
fn a_month_may_be_the_name_of_a_person() {
    let desk = Desk::new();
    let text = "Talks go on\n\nThe council asked Theresa May about the harbour on Monday, and she answered in June.\n";
    fs::write(desk.path().join("news/talks.txt"), text).unwrap();
    let output = desk.run(&["-d", "news", "list", "--json", "who:\"Theresa May\""]);
    assert_eq!((String::from_utf8(output.stdout).unwrap().lines().count(), output.status.code()), (1, Some(0)));
    assert_eq!(desk.run(&["-d", "news", "list", "who:june"]).status.code(), Some(1));
}
