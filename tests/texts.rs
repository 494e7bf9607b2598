//! Every text that a user sees keeps to the rules of the program's language, as far as a machine can check them: none
//! opens with a bare “what”, “how” or “whether”, and each thing has one name.
//!
//! Texts are found in the tables that help is made of, in the help of every command, in the string literals of the
//! source, and on screens.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::CommandFactory;
use newsreader::action::ACTIONS;
use newsreader::command::Arguments;
use newsreader::corpus::{Corpus, Options};
use newsreader::query::field::FIELDS;
use newsreader::query::parse;
use newsreader::run::{IndexPlace, StartOptions, headless};
use newsreader::settings::{ColorDepth, DEFAULT_CONFIG, Settings, keys, table};

#[path = "texts/literals.rs"]
mod literals;

const OPENINGS: [&str; 3] = ["what", "how", "whether"];

/// Words that have another one in their place.
const OTHER_WORDS: [(&str, &str); 11] = [
    ("furniture", "boilerplate"),
    ("page line", "boilerplate line"),
    ("page lines", "boilerplate lines"),
    ("likeness", "similarity"),
    ("alike", "similar"),
    ("rarity", "idf"),
    ("keeper", "load coordinator"),
    ("person", "user"),
    ("persons", "users"),
    ("the reader", "the user, or the screen"),
    ("a reader", "a user, or a screen"),
];

/// The first mistake in a text.
fn mistake(text: &str) -> Option<String> {
    let words = |sentence: &str| -> Vec<String> {
        let words = sentence.split(|sign: char| !sign.is_alphanumeric() && sign != '\'');
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    // A point within a name, as in `a.rs`, ends no sentence.
    let sentences = text.split_inclusive(|sign: char| sign.is_whitespace()).scan(true, |is_first, word| {
        let begins = std::mem::replace(is_first, word.trim_end().ends_with(['.', '!', '?']) || word.ends_with('\n'));
        Some((begins, word))
    });
    let opening = sentences
        .filter(|(begins, _)| *begins)
        .find_map(|(_, word)| words(word).into_iter().next().filter(|word| OPENINGS.contains(&word.as_str())));
    let all = format!(" {} ", words(text).join(" "));
    let other = OTHER_WORDS.iter().find(|(word, _)| all.contains(&format!(" {word} ")));
    opening
        .map(|word| format!("opens with “{word}”"))
        .or(other.map(|(word, right)| format!("says “{word}” for “{right}”")))
}

/// Fails where one of the texts, each with its place, has a mistake.
#[track_caller]
fn check(texts: impl IntoIterator<Item = (String, String)>) {
    let mut n_texts = 0;
    let mistakes: Vec<String> = texts
        .into_iter()
        .inspect(|_| n_texts += 1)
        .filter_map(|(place, text)| mistake(&text).map(|mistake| format!("{place}: {text:?} {mistake}")))
        .collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert!(n_texts > 0, "there is a text to check");
}

#[test]
fn mistakes_are_seen() {
    for (text, expected) in [
        ("What is kept of the folder", Some("opens with “what”")),
        ("Done. How it went is in the log.", Some("opens with “how”")),
        ("the most alike first", Some("says “alike” for “similar”")),
        ("the file upset its keeper", Some("says “keeper” for “load coordinator”")),
        ("What's new", None),
        ("It says how it is known", None),
        ("A terminal reader for folders of news", None),
    ] {
        assert_eq!(mistake(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn the_help_of_every_command() {
    fn texts_of(command: &clap::Command, name: &str, texts: &mut Vec<(String, String)>) {
        let about = command.get_about().map(ToString::to_string);
        assert!(about.is_some(), "{name} says what it does");
        texts.extend(about.into_iter().map(|about| (name.to_owned(), about)));
        texts.extend(command.get_after_help().map(|text| (name.to_owned(), text.to_string())));
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let place = format!("{name} {}", argument.get_id());
            let help = argument.get_help().map(ToString::to_string);
            assert!(help.as_deref().is_some_and(is_phrase), "{place}: {help:?}");
            texts.extend(help.map(|help| (place.clone(), help)));
            if !argument.is_hide_possible_values_set() {
                let values = argument.get_possible_values();
                texts.extend(values.iter().filter_map(|value| Some((place.clone(), value.get_help()?.to_string()))));
            }
        }
        for command in command.get_subcommands() {
            texts_of(command, &format!("{name} {}", command.get_name()), texts);
        }
    }
    let mut texts = Vec::new();
    texts_of(&Arguments::command(), "newsreader", &mut texts);
    check(texts);
}

/// True for text that begins with a capital letter and ends without a full stop.
fn is_phrase(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && !text.ends_with('.')
}

#[test]
fn the_help_of_actions_settings_and_fields() {
    check(ACTIONS.iter().map(|row| (row.name.to_owned(), row.help.to_owned())));
    check(ACTIONS.iter().map(|row| ("a group".to_owned(), row.group.heading().to_owned())));
    check(FIELDS.iter().map(|field| (field.id.name.to_owned(), field.help.to_owned())));
    let mut settings = Settings::default();
    let rows = table::rows(&mut settings);
    check(rows.iter().map(|row| (row.name.to_owned(), row.noun.to_owned())));
    check(rows.iter().map(|row| (row.name.to_owned(), row.allowed())));
    let comments = DEFAULT_CONFIG.lines().filter_map(|line| Some(line.split_once("# ")?.1.trim().to_owned()));
    check(comments.map(|comment| ("config.toml".to_owned(), comment)));
}

#[test]
fn the_literals_of_the_source() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for name in ["app", "article", "command", "index", "query", "run", "settings", "view"] {
        files.push(source.join(name).with_extension("rs"));
        collect(&source.join(name), &mut files);
    }
    // The folders of the corpus and of extraction hold words of articles as well.
    files.push(source.join("action.rs"));
    files.push(source.join("corpus.rs"));
    check(files.iter().filter(|path| path.file_stem().is_some_and(|stem| stem != "tests")).flat_map(|path| {
        let text = fs::read_to_string(path).expect("a source file");
        let place = path.strip_prefix(&source).expect("it is one of ours").display().to_string();
        let texts = literals::texts(&text).into_iter().map(|(line, text)| (line, without_values(&text)));
        texts.map(move |(line, text)| (format!("src/{place}:{line}"), text)).collect::<Vec<_>>()
    }));
}

/// The text with an ellipsis for each value that is written into it: `{name} is gone` is `… is gone`.
fn without_values(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "…" + part.split_once('}').map_or(part, |(_, after)| after))
}

/// Adds the source files of a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The screen of a folder, or of the sample, after `keys`.
fn screen(folder: Option<&str>, keys: &str) -> String {
    let options = StartOptions {
        index: IndexPlace { cache_root: None, bytes_max: 0 },
        corpus: folder.map_or(Corpus::Sample, |folder| Corpus::Folder(folder.into())),
        corpus_options: Options::default(),
        settings: Settings::default(),
        config_problems: Vec::new(),
        config_path: None,
        reload_settings: std::sync::Arc::new(|| (Settings::default(), Vec::new())),
        state_dir: None,
        depth: ColorDepth::TrueColor,
        is_ascii: false,
        filter: String::new(),
        open: None,
        today: jiff::civil::date(2022, 3, 20),
        theme_without_answer: "ink",
    };
    let keys = keys::parse_typed(keys).expect("the keys of a test are right");
    let buffer = headless(options, (120, 40), &keys).expect("no worker dies").buffer;
    let lines: Vec<String> = buffer
        .area
        .rows()
        .map(|row| row.positions().map(|position| buffer[position].symbol()).collect::<String>().trim_end().to_owned())
        .collect();
    lines.join("\n")
}

#[test]
fn the_texts_of_boxes_and_empty_screens() {
    let folders = ["tests/fixtures/no-articles", "tests/fixtures/some-problems"];
    let keys = ["", "i", "gd", "u", "!", "O", "?", ":", "S", "y", "g", "/zzzz<enter>", "/date:2022-13", "/(a"];
    let screens = folders.iter().flat_map(|folder| keys.map(|keys| (*folder, keys)));
    check(screens.flat_map(|(folder, keys)| {
        let screen = screen(Some(folder), keys);
        // Texts stand apart by two blanks or the lines of boxes.
        let texts: Vec<String> = screen
            .split(['\n', '│', '┃', '━', '─', '·'])
            .flat_map(|line| line.split("  "))
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        texts.into_iter().map(move |text| (format!("{folder} {keys:?}"), text))
    }));
}

#[test]
fn an_unfinished_filter_lacks_something() {
    for (filter, message) in [
        ("(ferry", "Missing )"),
        ("\"night ferry", "Missing closing quotation mark"),
        ("/ferr", "Missing closing /"),
        ("ferry or", "Missing word after or"),
        ("title:", "Missing value after title:"),
    ] {
        let query = parse(filter, jiff::civil::date(2022, 3, 20));
        let messages: Vec<&str> = query.spots.iter().map(|spot| spot.message.as_str()).collect();
        assert_eq!(messages, [message], "{filter}");
    }
}

#[test]
fn the_screen_and_the_command_line_explain_a_filter_in_the_same_words() {
    for (filter, explanation) in [
        ("(ferry", "Missing )"),
        ("sorce:courier", "No field sorce; did you mean source:courier?"),
        ("from:marlowe", "No field from; author:marlowe finds authors"),
        ("is:gven", "No is:gven; is: takes given, found, inferred, undated or set"),
        ("/[abc/", "The [ in this /pattern/ is not closed; left out"),
    ] {
        let screen = screen(None, &format!("/{filter}<enter>"));
        assert!(screen.contains(explanation), "{filter}: {explanation}\n{screen}");
        let output = Command::new(env!("CARGO_BIN_EXE_newsreader"))
            .args(["--no-config", "--no-index", "list", filter])
            .env_remove("NEWSREADER_CORPUS_FOLDER")
            .output()
            .expect("the program runs");
        let printed = String::from_utf8(output.stderr).expect("messages are text");
        assert_eq!(printed.lines().next(), Some(format!("newsreader: in the filter: {explanation}").as_str()));
        assert_eq!(output.status.code(), Some(2), "{filter}");
    }
}

#[test]
fn notices_say_what_happened_and_what_to_press() {
    for (keys, notice) in [
        ("n", "Nothing to find. Press / and type a word."),
        ("/title:ferry<enter><enter>n", "The match is in the title only."),
        ("/ferry<enter><esc>", "Filter cleared. H brings it back."),
        ("<esc>", "Nothing to close. q quits."),
        ("H", "Nothing to go back to."),
        ("E", "The sample is built in: there is no file to edit."),
        ("<f2>", "Mouse on. Hold Shift and drag to select text."),
        ("B", "Boilerplate and page text are dimmed."),
        ("<lt>", "Line width: at most 68 columns."),
        ("MSd", "With like: the list starts with the most similar articles, not the newest."),
    ] {
        let screen = screen(None, keys);
        assert!(screen.contains(notice), "{keys}: {notice}\n{screen}");
    }
}

#[test]
fn boxes_say_it_in_one_sentence() {
    for (folder, keys, text) in [
        (None, "!", "All 66 files read: 75 articles in 65 files, 1 set aside."),
        (None, "gd", "For all articles: newsreader dates"),
        (Some("tests/fixtures/some-problems"), "!", "4 of 5 files read in full: 3 articles in 3 files, 2 set aside."),
        (Some("tests/fixtures/no-articles"), "", "feeds (RSS, RDF, Atom"),
    ] {
        let screen = screen(folder, keys);
        assert!(screen.contains(text), "{keys}: {text}\n{screen}");
    }
}
