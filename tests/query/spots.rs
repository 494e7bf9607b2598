//! The explanations of parts of a filter that cannot be applied as they stand.

use newsreader::query::{SpotKind, parse};

use crate::articles::TODAY;

/// Checks the one spot of a filter: what is underlined, what is said and what is suggested.
#[track_caller]
fn check_spot(filter: &str, underline: &str, message: &str) {
    let query = parse(filter, TODAY);
    let [spot] = query.spots.as_slice() else {
        panic!("{filter}: {:#?}", query.spots);
    };
    let underlined: String =
        filter.char_indices().map(|(at, _)| if spot.range.contains(&at) { '~' } else { ' ' }).collect();
    let suggestion = spot.suggestion.as_ref().map(|right| format!(" → {right}")).unwrap_or_default();
    assert_eq!(
        (underlined.trim_end(), format!("{}{suggestion}", spot.message).as_str()),
        (underline, message),
        "{filter}"
    );
    assert_ne!(spot.kind, SpotKind::Unfinished, "{filter}");
    assert_eq!(
        spot.kind == SpotKind::Note,
        ["searched as text", "Both must match", "not searched"].iter().any(|note| message.contains(note)),
        "{filter}: {:?}",
        spot.kind
    );
}

#[track_caller]
fn check_unfinished(filter: &str, underline: &str) {
    let query = parse(filter, TODAY);
    let [spot] = query.spots.as_slice() else {
        panic!("{filter}: {:#?}", query.spots);
    };
    let underlined: String = (0..filter.len()).map(|at| if spot.range.contains(&at) { '~' } else { ' ' }).collect();
    assert_eq!((underlined.trim_end(), spot.kind), (underline, SpotKind::Unfinished), "{filter}: {}", spot.message);
}

#[track_caller]
fn check_clean(filter: &str) {
    assert_eq!(parse(filter, TODAY).spots, [], "{filter}");
}

#[test]
fn nothing_to_say() {
    for filter in [
        "",
        "harbour",
        "https://example.org/a?b=c",
        "1:24",
        "note: something",
        "a or b",
        "-(a b)",
        "source:cnn,ksl",
        "\"a b*\"",
        "date:2022-03..",
        "title:it's",
        "10/12",
        "/home/news",
        "and/or /home/ferry",
        "/ferr[yi]/",
        "/date:x/",
        "-/a/ (/b/) /c/|/d/",
        "title:/a,b/,/c\\/d/",
        "path:/2022/",
        "~ferry who:~lind,=ada",
        "~o’brien",
        "Reuters: harbour",
        "a -source:b source:c",
        "Kingdom: Come",
        "10:30 3:1",
        "file:///home/news",
        "www.example.org/a?b=c",
        "mailto:desk@wire.example localhost:8080",
        "C:\\news C:/news \\\\host\\news",
        "backup:/home/news",
        "covid-19:x Łódź:x",
        "\"site:cnn\"",
        "\"a NEAR/10 b\" w/ n/a",
        "se* wall",
        "kingdom-come 1,400 u.s. ac/dc co-op don't",
        "link:wire.example/~desk?a=b",
        "\"a b\" ~toll",
    ] {
        check_clean(filter);
    }
}

#[test]
fn wrong_or_noted() {
    check_spot("sorce:cnn", "~~~~~~~~~", "No field sorce → source:cnn");
    check_spot("a titel:\"b c\"", "  ~~~~~~~~~~~", "No field titel → title:\"b c\"");
    check_spot("is:gven", "   ~~~~", "No is:gven; is: takes given, found, inferred, undated or set → given");
    check_spot("is:unread", "   ~~~~~~", "is:unread comes with a later release; left out");
    check_spot("is:folded", "   ~~~~~~", "is:folded comes with a later release; left out");
    check_spot("has:duplicate a", "    ~~~~~~~~~", "has:duplicate comes with a later release; left out");
    check_spot(
        "has:tile",
        "    ~~~~",
        "No has:tile; has: takes date, title, author, source, link, quote, caption, tweet or problem → title",
    );
    check_spot("date:2022-02-30", "     ~~~~~~~~~~", "No day 30 in February 2022; its last is 2022-02-28 → 2022-02-28");
    check_spot("date:March 2022", "     ~~~~~", "date:March has no year; a month is written date:mar-2022");
    check_spot("date:2022-13 a", "     ~~~~~~~", "No month 13; a year has the months 01 to 12");
    check_spot("date:2022..2020", "     ~~~~~~~~~~", "date:2022..2020 ends before it starts → 2020..2022");
    check_spot(
        "lang:english",
        "     ~~~~~~~",
        "No language english; a language is a code such as en, ru or pt-br → en",
    );
    check_spot(
        "words:many a",
        "      ~~~~",
        "No number in words:many; a number of words is written words:>500, words:<=900 or words:500..900",
    );
    check_spot("words:900..500 a", "      ~~~~~~~~", "words:900..500 ends before it starts → 500..900");
    check_spot("/ferr(y/ a", "     ~", "The ( in this /pattern/ is not closed; left out");
    check_spot("/[abc/", " ~", "The [ in this /pattern/ is not closed; left out");
    check_spot("(/[abc/) a", "  ~", "The [ in this /pattern/ is not closed; left out");
    check_spot("title:/[abc/,d", "       ~", "The [ in this /pattern/ is not closed; left out");
    check_spot(
        "title:a,/é|*b/ a",
        "           ~",
        "This /pattern/ cannot be read: repetition operator missing expression; left out",
    );
    check_spot("/a[b/ c", "  ~", "The [ in this /pattern/ is not closed; left out");
    check_spot(
        "/\\w{900}{900}/ a",
        "~~~~~~~~~~~~~~",
        "This /pattern/ has 4860000 steps; a filter has at most 4000; left out",
    );
    check_spot("a /war of words/", "  ~~~~~~~~~~~~~~", "A /pattern/ is within one word; searched as text");
    check_spot("~and/or a", "~~~~~~~", "~ stands before one word, and and/or is none; left out");
    check_spot("who:~… a", "    ~~", "~ stands before one word, and … is none; left out");
    check_spot("~港口 a", "~~~", "~ is for words between spaces; searched as text");
    check_spot("a story:2001", "  ~~~~~~~~~~", "story: comes with a later release; left out");
    check_spot("mentions:2022..2020", "         ~~~~~~~~~~", "mentions:2022..2020 ends before it starts → 2020..2022");
    check_spot("a … b", "  ~", "Nothing to search for in …; left out");
    check_spot("⛴ b", "~", "Nothing to search for in ⛴; left out");
    check_spot("\"\" b", "~~", "Nothing to search for in \"\"; left out");
    check_spot("a - b", "  ~", "Nothing to search for in -; left out");
    check_spot("a ) b", "  ~", "Unmatched ); left out");
    check_spot("a () b", "  ~~", "Empty parentheses; left out");
    check_spot("or b", "~~", "Nothing before or; to search for the word, write \"or\" → \"or\"");
    check_spot("a or and b", "     ~~~", "Nothing before and; to search for the word, write \"and\" → \"and\"");
    check_spot("a (b or) c", "     ~~", "Nothing after or; to search for the word, write \"or\" → \"or\"");
    check_spot("a (b -) c", "     ~", "Nothing after -; left out");
    check_spot("| b", "~", "Nothing before |; left out");
    check_spot("title: ferry", "~~~~~~", "Missing value after title:; write it without a space");
    check_spot("title:(a)", "~~~~~~", "title: takes words, not parentheses; any of several is written title:one,two");
    check_spot("source:a source:b", "         ~~~~~~~~", "Both must match; for either of them write source:a,b");
}

#[test]
fn fields_of_other_programs() {
    check_spot(
        "a person:\"Theresa May\"",
        "  ~~~~~~~~~~~~~~~~~~~~",
        "No field person; who:\"Theresa May\" finds people, organisations and places → who:\"Theresa May\"",
    );
    check_spot("from:marlowe", "~~~~~~~~~~~~", "No field from; author:marlowe finds authors → author:marlowe");
    check_spot(
        "-before:2022",
        " ~~~~~~~~~~~",
        "No field before; date:..2022 finds dates up to the end of 2022 → date:..2022",
    );
    check_spot(
        "after:2022/03 a",
        "~~~~~~~~~~~~~",
        "No field after; date:2022-03.. finds dates from the start of 2022-03 on → date:2022-03..",
    );
    check_spot(
        "(site:ledger.example)",
        " ~~~~~~~~~~~~~~~~~~~",
        "No field site; source:ledger.example finds outlets, link:ledger.example addresses → source:ledger.example",
    );
    check_spot("INTITLE:kingdom", "~~~~~~~~~~~~~~~", "No field INTITLE; title:kingdom finds titles → title:kingdom");
    check_spot("subject:a,b", "~~~~~~~~~~~", "No field subject; title:a,b finds titles → title:a,b");
    check_spot("intitle:(a b)", "~~~~~~~~", "No field intitle; title: finds titles");
    check_spot("tag:bridge", "~~~~~~~~~~", "No field tag; there are no tags yet");
    check_spot(
        "Kingdom:Come",
        "~~~~~~~~~~~~",
        "No field Kingdom; as text it is written \"Kingdom:Come\" → \"Kingdom:Come\"",
    );
}

#[test]
fn forms_of_other_programs() {
    check_spot("a \"b c\"~3 d", "  ~~~~~~~", "No distance ~3 between words; \"b c\" finds them side by side → \"b c\"");
    check_spot(
        "title:\"b c\"~>3",
        "      ~~~~~~~~",
        "No distance ~>3 between words; \"b c\" finds them side by side → \"b c\"",
    );
    check_spot(
        "a NEAR/10 b",
        "  ~~~~~~~",
        "No operator NEAR/10; words match anywhere, a phrase such as \"sea wall\" side by side",
    );
    check_spot(
        "a w/10 b",
        "  ~~~~",
        "No operator w/10; words match anywhere, a phrase such as \"sea wall\" side by side",
    );
    check_spot("ferry~1 a", "~~~~~~~", "The ~ of a word with a typo stands before it: ~ferry → ~ferry");
}

#[test]
fn signs_that_are_not_searched() {
    check_spot("c++", "~~~", "The sign + is not searched; c++ is read as c");
    check_spot("#test", "~~~~~", "The sign # is not searched; #test is read as test");
    check_spot("a at&t b", "  ~~~~", "The sign & is not searched; at&t is read as \"at t\"");
    check_spot("\"r&d team\"", "~~~~~~~~~~", "The sign & is not searched; \"r&d team\" is read as \"r d team\"");
    check_spot("title:a,c#", "        ~~", "The sign # is not searched; c# is read as c");
    check_spot("~c+ a", "~~~", "The sign + is not searched; ~c+ is read as c");
    let quoted = "Inside quotation marks /the/ is no pattern; searched as text";
    check_spot("ferry \"/the/ of\"", "      ~~~~~~~~~~", quoted);
    check_spot("title:\"of /the/\"", "      ~~~~~~~~~~", quoted);
    check_clean("\"/the/\" ferry");
}

#[test]
fn unfinished_at_the_end() {
    check_unfinished("a \"war of", "  ~~~~~~~");
    check_unfinished("a \"", "  ~");
    check_unfinished("a (b", "  ~");
    check_unfinished("a or", "  ~~");
    check_unfinished("a or ", "  ~~");
    check_unfinished("a |", "  ~");
    check_unfinished("a and", "  ~~~");
    check_unfinished("a -", "  ~");
    check_unfinished("a !", "  ~");
    check_unfinished("a not", "  ~~~");
    check_unfinished("title:", "~~~~~~");
    check_unfinished("title:\"a b", "      ~~~~");
    check_unfinished("source:a,", "        ~");
    check_unfinished("date:20", "     ~~");
    check_unfinished("date:2022-", "     ~~~~~");
    check_unfinished("date:~", "     ~");
    check_unfinished("date:2022..2", "     ~~~~~~~");
    check_unfinished("date:2022.", "     ~~~~~");
    check_unfinished("date:..", "     ~~");
    check_unfinished("is:inf", "   ~~~");
    check_unfinished("has:", "~~~~");
    check_unfinished("is:unre", "   ~~~~");
    check_unfinished("lang:p", "     ~");
    check_unfinished("words:>", "      ~");
    check_unfinished("words:500..9", "      ~~~~~~");
    check_unfinished("a =", "  ~");
    check_unfinished("a ~", "  ~");
    check_unfinished("a #", "  ~");
    check_unfinished("who:~", "    ~");
    check_unfinished("a /fer", "  ~~~~");
    check_unfinished("a /", "  ~");
    check_unfinished("title:b,/(fer", "        ~~~~~");
}

#[test]
fn too_long_and_too_deep() {
    let long = "é ".repeat(3_000);
    let query = parse(&long, TODAY);
    let spot = query.first_wrong().expect("a spot");
    assert_eq!(spot.message, "A filter has at most 4,096 bytes; the rest is left out");
    assert!(long.is_char_boundary(spot.range.start) && spot.range.end == long.len());
    let deep = format!("{}ferry{}", "(".repeat(100), ")".repeat(100));
    check_spot(&deep, &format!("{}~", " ".repeat(64)), "Parentheses nest at most 64 deep; inner ones are left out");
    assert_eq!(parse(&deep, TODAY).root, parse("ferry", TODAY).root);
}

#[test]
fn too_many_patterns_and_too_much_in_them() {
    let last =
        |filter: &str| parse(filter, TODAY).spots.pop().map(|spot| (filter[spot.range].to_owned(), spot.message));
    let told = |part: &str, message: &str| Some((part.to_owned(), message.to_owned()));
    let patterns = |n: usize| vec!["/[a-m]x/"; n].join(" or ");
    assert_eq!(last(&patterns(16)), None);
    assert_eq!(last(&patterns(17)), told("/[a-m]x/", "A filter has at most 16 patterns; left out"));
    // A letter and each range of a class are a step, and what repeats counts as often as it may.
    assert_eq!(last("/(a[b-d]){1000}(e{2}){1000}/"), None);
    let message = "This /pattern/ has 4001 steps; a filter has at most 4000; left out";
    assert_eq!(last("/f(a[b-d]){1000}(e{2}){1000}/"), told("/f(a[b-d]){1000}(e{2}){1000}/", message));
    let message = "The patterns of a filter have at most 4000 steps; left out";
    assert_eq!(last("/a{3998}/ title:/bc/"), None);
    assert_eq!(last("/a{3998}/ title:/bcd/"), told("/bcd/", message));
    assert_eq!(parse("/a{3998}/ or /bcd/", TODAY).root, parse("/a{3998}/", TODAY).root);
}

#[test]
fn too_many_phrases_and_looks_into_articles() {
    let last =
        |filter: &str| parse(filter, TODAY).spots.pop().map(|spot| (filter[spot.range].to_owned(), spot.message));
    let told = |part: &str, message: &str| Some((part.to_owned(), message.to_owned()));
    let phrases = |n: usize| vec!["\"sea wall\""; n].join(" or ");
    assert_eq!(last(&phrases(64)), None);
    let message = "A filter has at most 64 phrases; left out";
    assert_eq!(last(&phrases(65)), told("\"sea wall\"", message));
    assert_eq!(last(&format!("{} sts-103", phrases(64))), told("sts-103", message));
    assert_eq!(last(&format!("{} title:\"sea w*\"", phrases(64))), told("\"sea w*\"", message));
    assert_eq!(last(&format!("{} source:\"sea wall\" ferry", phrases(64))), None);
    let quotes = |n: usize| format!("quote:{}", vec!["sea"; n].join(","));
    assert_eq!(last(&quotes(16)), None);
    let message = "A filter has at most 16 values of quote:, caption: and mentions:; left out";
    assert_eq!(last(&quotes(17)), told("sea", message));
    assert_eq!(last(&format!("{} caption:mole", quotes(16))), told("mole", message));
    assert_eq!(last(&format!("{} mentions:2001", quotes(16))), told("2001", message));
    assert_eq!(last(&format!("{} date:2001 mole", quotes(16))), None);
    let paths = |n: usize| format!("path:{}", vec!["*.txt"; n].join(","));
    assert_eq!(last(&paths(16)), None);
    let message = "A filter has at most 16 values of path: and like:; left out";
    assert_eq!(last(&paths(17)), told("*.txt", message));
    assert_eq!(last(&format!("{} like:a.txt", paths(16))), told("a.txt", message));
    assert_eq!(last(&format!("{} mentions:2001 mole", paths(16))), None);
}

#[test]
fn what_is_left_out_is_told_among_many_notes() {
    let query = parse(&format!("{} tag:sea", "c++ ".repeat(40)), TODAY);
    assert_eq!(query.spots.len(), newsreader::query::MAX_SPOTS);
    assert_eq!(query.first_wrong().map(|spot| &query.text[spot.range.clone()]), Some("tag:sea"));
}

#[test]
fn an_explanation_names_the_right_form_once() {
    for (filter, expected) in [
        ("sorce:courier", "No field sorce; did you mean source:courier?"),
        ("from:marlowe", "No field from; author:marlowe finds authors"),
        // The letters of the right form are also in the message.
        ("lang:german", "No language german; a language is a code such as en, ru or pt-br; did you mean de?"),
        ("date:2022/03", "No date 2022/03; did you mean 2022-03?"),
    ] {
        let query = parse(filter, TODAY);
        let explanations: Vec<_> = query.spots.iter().map(newsreader::query::Spot::explanation).collect();
        assert_eq!(explanations, [expected], "{filter}");
    }
}
