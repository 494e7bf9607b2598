//! Whatever the arguments, the variables and the configuration say, no escape sequence of theirs reaches the terminal,
//! and no line of output is theirs alone.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::process::Command;

use newsreader::settings::Settings;
use newsreader::settings::table::rows;
use newsreader::text::safe::is_unsafe;

use super::desk::{Desk, LIST};

/// An escape sequence, a C1 control, an override of the direction, DEL, and a line that the program might have said.
const HOSTILE: &str = "x\u{1b}[31m\u{9b}2J\u{202e}\u{7f}\nnewsreader: forged\r\nforged\t";

/// Runs the program, and returns what it said. Nothing that was typed is in it as it was typed.
#[track_caller]
fn said(command: &mut Command, what: &str) -> String {
    let output = command.output().unwrap();
    let [output, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    for text in [&output, &errors] {
        let found = text.chars().find(|character| is_unsafe(*character));
        assert_eq!(found, None, "{what}: {text:?}");
        let forged = text.lines().find(|line| line.starts_with("forged") || line.starts_with("newsreader: forged"));
        assert_eq!(forged, None, "{what}: {text}");
    }
    output + &errors
}

fn is_echoed(said: &str) -> bool {
    said.contains("forged")
}

#[test]
fn arguments() {
    let desk = Desk::new();
    let option = format!("--{HOSTILE}");
    let field = format!("{HOSTILE}:a");
    // Whether the argument is in what is said, made safe.
    for (arguments, echoes) in [
        (&[HOSTILE][..], true),
        (&["./", HOSTILE], true),
        (&[&option], true),
        (&["check", &option], true),
        (&["check", HOSTILE], true),
        (&["list", &option], true),
        (&["list", "a", HOSTILE], false),
        (&["list", "--limit", HOSTILE], true),
        (&["list", "--sort", HOSTILE], true),
        (&["list", "--color", HOSTILE], true),
        (&["list", "--theme", HOSTILE], true),
        (&["list", "--config", HOSTILE], true),
        (&["list", "-d", HOSTILE], true),
        (&["list", "-d", "news/ferry.md", HOSTILE], false),
        (&["list", "-d", "news", HOSTILE], false),
        (&["list", "-d", "news", &field], false),
        (&["list", "-d", "news", &format!("date:{HOSTILE}")], true),
        (&["list", "-d", "news", &format!("lang:{HOSTILE}")], true),
        (&["list", "-d", "news", &format!("/({HOSTILE}/")], true),
        (&["list", "-d", "news", &format!("path:[{HOSTILE}")], false),
        (&["list", "-d", "news", "--", &option], false),
        (&["list", "--json", "-d", "news", HOSTILE], false),
        (&["search", "-d", "news", HOSTILE], false),
        (&["search", &option, HOSTILE], true),
        (&["dates", "-d", "news", &format!("words:{HOSTILE}")], true),
        (&["show", "-d", "news", HOSTILE], true),
        (&["show", "-d", "news", "ferry.md", "--boilerplate", HOSTILE], true),
        (&["similar", "-d", "news", HOSTILE], true),
        (&["similar", "-d", "news", "ferry.md", "--days", HOSTILE], true),
        (&["index", HOSTILE], true),
        (&["index", "status", "-d", HOSTILE], true),
        (&["index", "rebuild", "-d", HOSTILE], true),
        (&["index", "clear", "-d", HOSTILE], true),
        (&["config", HOSTILE], true),
        (&["config", "path", "--config", HOSTILE], true),
        (&["config", "check", "--config", HOSTILE], true),
        (&["config", "show", "-d", HOSTILE], true),
        (&["config", "show", "--json", "-d", HOSTILE], true),
        (&["config", "init", "--config", &format!("none/{HOSTILE}/config.toml")], true),
        (&["-d", "news", "--print", "-f", HOSTILE], true),
        (&["-d", "news", "--print", "-f", &option], true),
        (&["-d", "news", "--print", "--open", HOSTILE], true),
        (&["-d", "news", "--print=svg", "--open", HOSTILE], true),
        (&["-d", "news", "--print", "--keys", &format!("<{HOSTILE}>")], true),
        (&["-d", "news", "--print", "--keys", &format!("/{HOSTILE}")], false),
        (&["-d", "news", "--print", "--size", HOSTILE], true),
        (&[&format!("--print={HOSTILE}")], true),
    ] {
        let said = said(desk.command().args(arguments), &format!("{arguments:?}"));
        assert!(is_echoed(&said) || !echoes, "{arguments:?}: {said}");
    }
}

#[test]
fn arguments_that_are_no_text() {
    let desk = Desk::new();
    let word = OsStr::from_bytes(b"x\xff\x1b[31m\nforged");
    for before in [&[][..], &["list"], &["show", "-d", "news"], &["list", "-d"], &["index", "status", "-d"], &["index"]]
    {
        said(desk.command().args(before).arg(word), &format!("{before:?}"));
    }
}

#[test]
fn variables() {
    let desk = Desk::new();
    let mut settings = Settings::default();
    let names: Vec<String> = rows(&mut settings)
        .iter()
        .map(|row| format!("NEWSREADER_{}_{}", row.section, row.name).to_uppercase())
        .chain(["NEWSREADER_CONFIG".to_owned()])
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in &names {
        for arguments in
            [&["list", "-d", "news"][..], &["check"], &["config", "check"], &["config", "show"], &["--print"]]
        {
            said(desk.command().args(arguments).env(name, HOSTILE), &format!("{name} {arguments:?}"));
        }
    }
    let scale =
        said(desk.command().args(["config", "check"]).env("NEWSREADER_TIMELINE_SCALE", HOSTILE), "a wrong value");
    assert!(is_echoed(&scale), "{scale}");
    let folder = said(desk.command().args(["list"]).env("NEWSREADER_CORPUS_FOLDER", HOSTILE), "a folder");
    assert!(is_echoed(&folder), "{folder}");
    // The name of a variable as well.
    for name in [format!("NEWSREADER_UI_{HOSTILE}"), format!("NEWSREADER_{HOSTILE}")] {
        said(desk.command().args(["config", "check"]).env(&name, "1"), "the name of a variable");
    }
    for name in ["HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        let mut place = OsString::from(desk.path(""));
        place.push(HOSTILE);
        for arguments in [
            &["index", "status", "-d", "news"][..],
            &["index", "status", "--json", "-d", "news"],
            &["index", "clear", "-d", "news"],
            &["config", "path"],
            &["config", "init"],
            &["config", "show"],
            &["list", "-d", "news"],
        ] {
            said(desk.command().args(arguments).env(name, &place), &format!("{name} {arguments:?}"));
        }
    }
}

#[test]
fn values_of_the_configuration() {
    let desk = Desk::new();
    let written = r#""x\u001b[31m\u009b2J\u202e\u007f\nnewsreader: forged\r\nforged\t""#;
    let raw = "x\u{9b}2J\u{202e}forged";
    let mut settings = Settings::default();
    let of_rows = rows(&mut settings)
        .iter()
        .flat_map(|row| {
            let (section, name) = (row.section, row.name);
            [format!("[{section}]\n{name} = {written}\n"), format!("[{section}]\n{name} = [\"{raw}\", {written}]\n")]
        })
        .collect::<Vec<_>>();
    let more = [
        format!("[corpus]\nexclude = [{written}]\ninclude = [\"**\"]\n"),
        format!("[corpus]\nexclude = [\"[{raw}\"]\n"),
        format!("[{written}]\na = 1\n"),
        format!("[ui]\n{written} = 1\n"),
        format!("[theme.{written}]\ndim = {{ fg = \"red\" }}\n"),
        format!("[theme.night]\n{written} = {{ fg = {written} }}\n"),
        format!("[theme.night]\ndim = {{ fg = {written}, {written} = 1 }}\n"),
        format!("[keys]\n{written} = [\"x\"]\n"),
        format!("[keys]\nquit = [{written}, \"\\u202e\", \"\\u009b\"]\n"),
        format!("{written}\n"),
        format!("a = {raw}\n"),
    ];
    for text in of_rows.iter().chain(&more) {
        desk.write("config/newsreader/config.toml", text);
        for arguments in [
            &["list", "-d", "news"][..],
            &["check", "-d", "news"],
            &["config", "check"],
            &["config", "check", "--json"],
            &["config", "show"],
            &["config", "show", "--json"],
            &["config", "keys"],
            &["config", "themes"],
        ] {
            said(desk.command().args(arguments), &format!("{text:?} {arguments:?}"));
        }
    }
    // What `config show` prints is a file that says the same.
    desk.write("config/newsreader/config.toml", &format!("[ui]\neditor = {written}\n"));
    let shown = desk.run(["config", "show"]).output;
    let shown: toml::Table =
        shown.lines().filter(|line| !line.contains("# the default")).collect::<Vec<_>>().join("\n").parse().unwrap();
    assert_eq!(
        shown["ui"]["editor"].as_str(),
        Some("x\u{1b}[31m\u{9b}2J\u{202e}\u{7f}\nnewsreader: forged\r\nforged\t")
    );
}

#[test]
fn a_filter_after_two_hyphens_may_begin_like_an_option() {
    let desk = Desk::new();
    desk.write("news/flags.md", "---\ntitle: On flags\ndate: 2022-03-10\n---\n\nThe flag --rise is no flag.\n");
    let flags = "2022-03-10  On flags\n";
    desk.run(["list", "-d", "news", "--", "--x"]).check("", "", 1);
    // What is excluded from what is excluded is what is left.
    desk.run(["list", "-d", "news", "--", "--rise"]).check(&format!("2022-03-14  Harbour tolls rise\n{flags}"), "", 0);
    desk.run(["list", "-d", "news", "--", "-tolls"]).check(
        &format!("2022-03-12  Night ferry cancelled\n{flags}"),
        "",
        0,
    );
    desk.run(["list", "-d", "news", "-tolls"]).check(&format!("2022-03-12  Night ferry cancelled\n{flags}"), "", 0);
    desk.run(["list", "-d", "news", "--", "ferry"]).check("2022-03-12  Night ferry cancelled\n", "", 0);
    desk.run(["list", "-d", "news", "--", "-ferry -tolls"]).check(flags, "", 0);
    let found = desk.run(["search", "-d", "news", "--", "-tolls -ferry"]);
    assert!(found.output.starts_with(flags), "{found:?}");
    let dates = desk.run(["dates", "-d", "news", "--", "-tolls -ferry"]);
    assert!(dates.output.starts_with("2022-03-10"), "{dates:?}");
    for arguments in [["list", "--jsno"], ["search", "--jsno"], ["dates", "--jsno"]] {
        let said = desk.run(arguments);
        said.check("", "newsreader: “--jsno” is no option; did you mean “--json”?\n", 2);
    }
    desk.run(["list", "--x"]).check(
        "",
        "newsreader: “--x” is no option; after “--” it is a filter: newsreader list -- FILTER\n",
        2,
    );
    desk.run(["list", "-d", "news", "night", "--", "ferry"]).check("2022-03-12  Night ferry cancelled\n", "", 0);
    let none = desk.run(["search", "-d", "news"]);
    assert_eq!(none.code, Some(2), "{none:?}");
    // In one word with its option a filter cannot be an option of its own.
    let screen = desk.run(["-d", "news", "--print", "--filter=--x"]);
    assert!(screen.code == Some(0) && screen.output.contains("--x"), "{screen:?}");
    desk.run(["list", "-d", "news"]).check(&format!("{LIST}{flags}"), "", 0);
}
