//! Tests of the program as scripts use it: arguments, and the whole of standard output, standard error and exit code.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use assert_cmd::Command;
use newsreader::query::language::{self, LanguageLine};
use tempfile::TempDir;

#[path = "command/filters.rs"]
mod filters;
#[path = "command/index.rs"]
mod index;
#[path = "command/limits.rs"]
mod limits;
#[path = "command/renderings.rs"]
mod renderings;
#[path = "command/sources.rs"]
mod sources;
#[path = "command/workers.rs"]
mod workers;

/// The files of a folder: three articles, one of them undated, and an image.
const FILES: [(&str, &str); 4] = [
    (
        "ferry.md",
        "---\ntitle: Night ferry cancelled\ndate: 2022-03-12\nsource: Harbour Wire\nlang: en\nlink: https://example.org/ferry\n---\n\nThe night ferry stayed in port.\n",
    ),
    (
        "tolls.md",
        "---\ntitle: Harbour tolls rise\ndate: 2022-03-14\nsource: Quay Gazette\nlang: en\n---\n\nTolls in the harbour rise in April.\n\nThe council was not asked.\n",
    ),
    ("notes.md", "---\ntitle: Notes from the mole\nlang: en\n---\n\nNobody wrote down when.\n"),
    ("mole.pdf", "%PDF-1.7\n"),
];

/// The folders of one test: a home without configuration, and a folder `news` with [`FILES`].
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("news")).unwrap();
        for (name, text) in FILES {
            fs::write(home.path().join("news").join(name), text).unwrap();
        }
        Self { home }
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    /// Writes the config file.
    fn config(self, text: &str) -> Self {
        let folder = self.path().join("config/newsreader");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), text).unwrap();
        self
    }

    /// Returns the program in the home of this desk, without any settings of the machine.
    fn command(&self) -> Command {
        let mut command = Command::cargo_bin("newsreader").unwrap();
        command.current_dir(self.path()).env_clear();
        command.env("HOME", self.path()).env("XDG_CONFIG_HOME", self.path().join("config"));
        command.env("XDG_STATE_HOME", self.path().join("state"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    /// Runs the program and compares its whole output. The path of the desk is replaced by `HOME`.
    #[track_caller]
    fn check(&self, arguments: &[&str], stdout: &str, stderr: &str, code: i32) {
        let output = self.run(arguments);
        self.compare(&output, stdout, stderr, code);
    }

    #[track_caller]
    fn compare(&self, output: &Output, stdout: &str, stderr: &str, code: i32) {
        let said =
            |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace(&*self.path().to_string_lossy(), "HOME");
        assert_eq!(said(&output.stderr), stderr, "standard error");
        assert_eq!(said(&output.stdout), stdout, "standard output");
        assert_eq!(output.status.code(), Some(code), "exit code");
    }
}

const LIST: &str = "\
2022-03-14  Harbour tolls rise  · Quay Gazette
2022-03-12  Night ferry cancelled  · Harbour Wire
undated     Notes from the mole
";

const HELP: &str = "\
A terminal reader for folders of news

Usage: newsreader [OPTIONS] [FOLDER]
       newsreader COMMAND [OPTIONS] …

Examples:
  newsreader ~/clips                           Read a folder
  newsreader -d ~/clips list harbour -tolls    List the articles that match a filter
  newsreader -d ~/clips dates is:undated       Show why articles have no date

Find and read:
  list     List articles, one per line
  search   List articles by relevance, with the sentences that match
  show     Print one article as text
  similar  List the articles most similar to one
  dates    Print the date of each article and the evidence for it

Manage:
  check    List the files that could not be read or were set aside
  index    Manage the search index
  config   Manage settings, keys and themes
  help     Print this help, or the help of a command

Arguments:
  [FOLDER]  Folder of articles to read

Options:
  -f, --filter <TEXT>   Start with this filter
      --open <PATH|ID>  Start in this article
      --no-mouse        Turn the mouse off
  -h, --help            Print help
  -V, --version         Print version

Options of every command:
  -d, --folder <DIR>   Read this folder of articles
      --config <FILE>  Use this config file
      --no-config      Use no config file, only defaults, variables and flags
      --no-index       Read the whole folder, without the search index
      --theme <NAME>   Theme: auto, ink, paper, contrast, plain, or one of your own
      --color <WHEN>   Colours: auto, always, none, 16, 256 or truecolor
      --ascii          Draw with ASCII characters only
      --json           Print JSON
      --limit <N>      Print at most N articles
      --sort <KEY>     Order: date-desc, date-asc, source, length, path or relevance
  -q, --quiet          Print errors only, no notes, on standard error

Scripting:
      --size <COLSxROWS>  Size of the screen that --print prints, such as 100x30
      --keys <KEYS>       Type these keys before --print prints, such as '/harbour<enter>jj'
      --print[=<FORMAT>]  Print the screen as text, or as a picture with --print=svg, and exit

Without FOLDER and -d, newsreader reads the folder of NEWSREADER_CORPUS_FOLDER, else that of the
config file, else the built-in sample.
Without a terminal on standard output, newsreader prints the list of `newsreader list`.
The filter language: newsreader help filter

Exit codes: 0 done, 1 nothing matched (check: cautions), 2 wrong usage or filter, 3 config, 4
folder, 5 some files could not be read, 70 internal error.
";

#[test]
fn help_and_version_are_data() {
    let desk = Desk::new();
    let output = desk.run(&["--version"]);
    desk.compare(&output, &format!("newsreader {}\n", env!("CARGO_PKG_VERSION")), "", 0);
    let output = desk.run(&["--help"]);
    let help = String::from_utf8(output.stdout).unwrap();
    assert_eq!(help, HELP);
    let of_list = String::from_utf8(desk.run(&["list", "--help"]).stdout).unwrap();
    let places = ["--body", "--help", "Options of every command:", "--folder"].map(|part| of_list.find(part));
    assert!(places.is_sorted() && places[0].is_some(), "a command's own options come first:\n{of_list}");
    assert!(help.lines().all(|line| line.chars().count() <= 100), "the help fits a terminal");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn help_filter_prints_the_filter_language() {
    let desk = Desk::new();
    for arguments in [&["help", "filter"][..], &["--no-config", "help", "filter"]] {
        let output = desk.run(arguments);
        let text = String::from_utf8(output.stdout).unwrap();
        let start = "\
The filter language, of the filter box and of every FILTER on the command line

  words         night ferry              articles with both words
  \"a phrase\"    \"night ferry\"            these words in this order
  -not          ferry -tolls             without the word after -
  or            ferry or bridge          either word
  field:value   source:\"harbour wire\"    in that field
  date:         date:2022-03             published then

Words
";
        assert!(text.starts_with(start), "{text}");
        for line in language::lines() {
            if let LanguageLine::Example(example, _) = line {
                assert!(text.contains(&format!("\n  {example} ")), "{example} in\n{text}");
            }
        }
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    }
    // The help of commands does not change.
    let output = desk.run(&["help", "list"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("Usage: newsreader list"));
    assert_eq!(output.status.code(), Some(0));
    let output = desk.run(&["help", "filters"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
}

#[test]
fn wrong_usage_says_what_is_right() {
    let desk = Desk::new();
    desk.check(&["list", "--jsn"], "", "newsreader: “--jsn” is no option; did you mean “--json”?\n", 2);
    let output = desk.run(&["check", "--jsn"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("newsreader: unexpected argument '--jsn' found"), "{said}");
    assert!(said.contains("'--json'"), "{said}");
    assert_eq!(output.status.code(), Some(2));
    desk.check(
        &["list", "--theme", "papr"],
        "",
        "newsreader: --theme: “papr” is not a theme. “theme” can be: auto, ink, paper, contrast, plain. \
         Did you mean “paper”?\n",
        2,
    );
    let output = desk.run(&["--print", "--size", "80by24"]);
    assert!(
        String::from_utf8(output.stderr).unwrap().contains("a size is columns and rows of 1 to 1000, such as 80x24")
    );
    assert_eq!(output.status.code(), Some(2));
    desk.check(&["-d", "news", "--print", "--keys", "j<entr>"], "", "newsreader: --keys: <entr> is not a key\n", 2);
}

#[test]
fn what_is_neither_folder_nor_command() {
    let desk = Desk::new();
    let neither = "newsreader: “lst” is neither a folder nor a command; did you mean “newsreader list”?\n";
    desk.check(&["lst"], "", neither, 4);
    desk.check(
        &["qwertz"],
        "",
        "newsreader: “qwertz” is neither a folder nor a command; “newsreader --help” lists the commands\n",
        4,
    );
    let missing = "newsreader: There is no folder news/none. Check the spelling, or name another folder.\n";
    desk.check(&["news/none"], "", missing, 4);
    desk.check(
        &["news/ferry.md"],
        "",
        "newsreader: “news/ferry.md” is a file, not a folder; to read the folder it is in: newsreader news\n",
        4,
    );
}

#[test]
fn a_missing_folder_is_named_with_who_named_it() {
    let desk = Desk::new();
    desk.check(&["list", "-d", "none"], "", "newsreader: the folder “none” does not exist\n", 4);
    let output = desk.command().arg("list").env("NEWSREADER_CORPUS_FOLDER", "none").output().unwrap();
    desk.compare(&output, "", "newsreader: the folder “none”, named by NEWSREADER_CORPUS_FOLDER, does not exist\n", 4);
    let desk = desk.config("[corpus]\nfolder = \"../clips\"\n");
    desk.check(
        &["list"],
        "",
        "newsreader: the folder “~/config/newsreader/../clips”, named as [corpus] folder in \
         ~/config/newsreader/config.toml, does not exist\n",
        4,
    );
}

#[test]
fn an_empty_folder_matches_nothing() {
    let desk = Desk::new();
    fs::create_dir(desk.path().join("empty")).unwrap();
    let note = "newsreader: no articles in this folder; “newsreader check” says what was set aside\n";
    desk.check(&["list", "-d", "empty"], "", note, 1);
    desk.check(&["list", "-d", "empty", "--quiet"], "", "", 1);
    desk.check(&["check", "-d", "empty"], "The folder holds no files.\n", "", 0);
    desk.check(&["check", "empty"], "The folder holds no files.\n", "", 0);
    let output = desk.run(&["check", "empty", "-d", "empty"]);
    assert_eq!(output.status.code(), Some(2), "a folder is named once");
    assert_eq!(desk.run(&["empty", "check", "empty"]).status.code(), Some(2), "a folder is named once");
}

#[test]
fn the_folder_of_flag_variable_and_file() {
    let desk = Desk::new().config("[corpus]\nfolder = \"../../news\"\n");
    fs::create_dir(desk.path().join("empty")).unwrap();
    desk.check(&["list"], LIST, "", 0);
    desk.check(&["list", "-q", "-d", "empty"], "", "", 1);
    let with_variable = |arguments: &[&str], folder: &str| {
        desk.command().args(arguments).env("NEWSREADER_CORPUS_FOLDER", folder).output().unwrap()
    };
    desk.compare(&with_variable(&["list", "-q"], "empty"), "", "", 1);
    desk.compare(&with_variable(&["list", "-d", "news"], "empty"), LIST, "", 0);
    // Another config file, and a folder from the config file.
    fs::write(desk.path().join("other.toml"), "[corpus]\nfolder = \"empty\"\n").unwrap();
    desk.check(&["list", "-q", "--config", "other.toml"], "", "", 1);
    fs::write(desk.path().join("config/newsreader/config.toml"), "[corpus]\nfolder = \"~/empty\"\n").unwrap();
    desk.check(&["list", "-q"], "", "", 1);
}

#[test]
fn without_a_terminal_the_reader_lists() {
    let desk = Desk::new();
    desk.check(&["news"], LIST, "", 0);
    desk.check(&["-d", "news", "--filter", "ferry"], "2022-03-12  Night ferry cancelled  · Harbour Wire\n", "", 0);
}

#[test]
fn list_filters_sorts_and_limits() {
    let desk = Desk::new();
    let list = |arguments: &[&str]| {
        let output = desk.run(&[&["-d", "news", "list"], arguments].concat());
        let text = String::from_utf8(output.stdout).unwrap();
        let titles: Vec<String> = text.lines().map(|line| line[12..].to_owned()).collect();
        (titles, output.status.code())
    };
    let titles = |titles: &[&str]| (titles.iter().map(|title| (*title).to_owned()).collect::<Vec<_>>(), Some(0));
    let (tolls, ferry, notes) =
        ("Harbour tolls rise  · Quay Gazette", "Night ferry cancelled  · Harbour Wire", "Notes from the mole");
    assert_eq!(list(&["harbour"]), titles(&[tolls, ferry]));
    assert_eq!(list(&["date:2022-03-13.."]), titles(&[tolls]));
    assert_eq!(list(&["-harbour"]), titles(&[notes]));
    assert_eq!(list(&["--sort", "date-asc"]), titles(&[ferry, tolls, notes]));
    assert_eq!(list(&["--sort", "path", "--limit", "2"]), titles(&[ferry, notes]));
    assert_eq!(list(&["submarine"]), (Vec::new(), Some(1)));
    // The words of a filter are joined, and options may be among them.
    assert_eq!(list(&["harbour", "tolls"]), titles(&[tolls]));
    assert_eq!(list(&["harbour", "-tolls"]), titles(&[ferry]));
    assert_eq!(list(&["harbour", "--sort", "date-asc", "or", "--limit", "3", "notes"]), titles(&[ferry, tolls, notes]));
    assert_eq!(list(&["harbour", "--", "-tolls"]), titles(&[ferry]));
    // A filter may start with a minus after the flag as well.
    desk.check(&["news", "-f", "-harbour"], "undated     Notes from the mole\n", "", 0);
}

#[test]
fn search_puts_first_what_is_most_about_it_and_prints_where() {
    let desk = Desk::new();
    let found = "\
2022-03-14  Harbour tolls rise  · Quay Gazette
    Tolls in the harbour rise in April.
2022-03-12  Night ferry cancelled  · Harbour Wire
    The night ferry stayed in port.
";
    desk.check(&["-d", "news", "search", "harbour (tolls or ferry)"], found, "", 0);
    let found = "\
undated     Notes from the mole
    Nobody wrote down when.
2022-03-14  Harbour tolls rise  · Quay Gazette
    The council was not asked.
";
    // A word in the title has more weight than one in the text, even if that text is newer.
    desk.check(&["-d", "news", "search", "council or notes or nobody"], found, "", 0);
    desk.check(&["-d", "news", "search", "port -ferry"], "", "", 1);
    let newest = "2022-03-14  Harbour tolls rise  · Quay Gazette\n    Tolls in the harbour rise in April.\n";
    desk.check(&["-d", "news", "search", "rise", "--sort", "date-asc", "--limit", "1"], newest, "", 0);
    // A match in the title alone prints no sentence.
    desk.check(&["-d", "news", "search", "cancelled"], "2022-03-12  Night ferry cancelled  · Harbour Wire\n", "", 0);
    let json = desk.run(&["-d", "news", "search", "council or tolls", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let sentences = ["Tolls in the harbour rise in April.", "The council was not asked."];
    assert_eq!(value["matches"], serde_json::json!(sentences));
    let text = ["one", "two", "three", "four", "five"].map(|hour| format!("The crane moved at {hour}.\n\n")).concat();
    fs::write(desk.path().join("news/crane.md"), format!("---\ntitle: Crane\ndate: 2022-03-01\n---\n\n{text}"))
        .unwrap();
    let found = "\
2022-03-01  Crane
    The crane moved at one.
    The crane moved at two.
    The crane moved at three.
    … and 2 more sentences
";
    desk.check(&["-d", "news", "search", "crane"], found, "", 0);
}

#[test]
fn an_encoding_other_than_utf8_is_told_to_scripts() {
    let desk = Desk::new();
    // The Russian words for ferry and harbour, in windows-1251.
    let text = b"\xcf\xe0\xf0\xee\xec \xf1\xf2\xee\xe8\xf2 \xe2 \xef\xee\xf0\xf2\xf3 \xe3\xee\xf0\xee\xe4\xe0.\n";
    std::fs::write(desk.path().join("news/russian.txt"), text).unwrap();
    let output = desk.run(&["-d", "news", "list", "path:russian", "--json", "--body"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["body"], "Паром стоит в порту города.");
    assert_eq!(value["encoding"], serde_json::json!({ "text": "windows-1251", "how": "guessed" }));
    let check = String::from_utf8(desk.run(&["-d", "news", "check"]).stdout).unwrap();
    assert!(check.contains("russian.txt: read as windows-1251, guessed from its bytes"), "{check}");
}

#[test]
fn list_json_is_the_schema() {
    let desk = Desk::new();
    let expected = concat!(
        r#"{"schema":1,"id":"ID","path":"ferry.md","title":{"text":"Night ferry cancelled","how":"given"},"#,
        r#""source":{"text":"Harbour Wire","how":"given"},"authors":{"text":[],"how":"unknown"},"#,
        r#""date":{"best":"2022-03-12","from":"2022-03-12","to":"2022-03-12","how":"given","because":["WHY"]},"#,
        r#""words":6,"minutes":1,"languages":["en"],"link":"https://example.org/ferry","tags":[],"#,
        r#""body":"The night ferry stayed in port."}"#,
        "\n"
    );
    let output = desk.run(&["-d", "news", "list", "ferry", "--json", "--body"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let id = value["id"].as_str().unwrap().to_owned();
    let because = value["date"]["because"][0].as_str().unwrap().to_owned();
    assert_eq!(text.replace(&id, "ID").replace(&because, "WHY").replace(r"port.\n", "port."), expected);

    // The id finds the article again, and every line is an object.
    let shown = desk.run(&["-d", "news", "show", &id]);
    assert!(String::from_utf8(shown.stdout).unwrap().starts_with("Night ferry cancelled\n"));
    let all = desk.run(&["-d", "news", "list", "--json"]);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(all.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2]["date"]["best"], serde_json::Value::Null);
    assert_eq!(lines[2]["date"]["how"], "unknown");
    assert!(lines[2].get("body").is_none());
}

#[test]
fn dates_say_how_they_are_known() {
    let desk = Desk::new();
    let crane = "Crane stands still again\n\nBy Nell Harbury\n\nPORT HALDEN, March 9, 2022 (Harbour Wire) — The crane on \
                 the north quay stood still on Tuesday.\n\n“It stood still on June 1, 2020, too,” its driver said.\n";
    let undated = "Who keeps the mole\n\nThe keeper said on Wednesday that he would stay until March 30.\n\n\
                   He has kept it since 9 May 1998.\n";
    fs::create_dir(desk.path().join("more")).unwrap();
    fs::write(desk.path().join("more/crane.txt"), crane).unwrap();
    fs::write(desk.path().join("more/mole.txt"), undated).unwrap();
    desk.check(
        &["-d", "more", "dates"],
        "2022-03-09  found: the dateline\n  \
         crane.txt  Crane stands still again\n    \
         chosen    line 5  March 9, 2022 = 2022-03-09, found\n    \
         mention   line 5  Tuesday = 2022-03-08, in a sentence\n    \
         mention   line 7  June 1, 2020 = 2020-06-01, in a quotation\n\
         \n\
         undated\n  \
         mole.txt  Who keeps the mole\n    \
         supports  line 3  Wednesday, speaks of a day near its own, without a year\n    \
         supports  line 3  March 30, speaks of a day near its own, without a year\n    \
         rejected  line 5  9 May 1998 = 1998-05-09, in a sentence\n",
        "",
        0,
    );
    let output = desk.run(&["-d", "more", "dates", "keeper", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((value["path"].as_str(), value["date"]["how"].as_str()), (Some("mole.txt"), Some("unknown")));
    assert_eq!(value["date"]["because"], serde_json::json!(["line 3 Wednesday", "line 3 March 30"]));
    assert_eq!(value["date"]["rejected"], serde_json::json!(["line 5 9 May 1998, in a sentence"]));
    assert_eq!(
        value["candidates"][2],
        serde_json::json!({
            "text": "9 May 1998", "place": "line 5", "meaning": "1998-05-09", "verdict": "rejected", "why": "in a sentence"
        })
    );
    let listed = desk.run(&["-d", "more", "list", "crane", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(value["source"], serde_json::json!({ "text": "Harbour Wire", "how": "found" }));
    assert_eq!(value["authors"], serde_json::json!({ "text": ["Nell Harbury"], "how": "found" }));
    assert_eq!(value["date"]["because"], serde_json::json!(["the dateline"]));
    assert_eq!(desk.run(&["-d", "more", "dates", "submarine"]).status.code(), Some(1));
}

#[test]
fn a_filter_that_cannot_be_read_is_pointed_at() {
    let desk = Desk::new();
    let output = desk.run(&["-d", "news", "list", "ferry lang:english:x words:many"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("newsreader: in the filter: "), "{said}");
    assert_eq!(lines[1], "  ferry lang:english:x words:many", "{said}");
    assert!(lines[2].trim_start().chars().all(|sign| sign == '^'), "{said}");
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(2)));
    // In the filter box more may follow. Here nothing follows, and a script must not get every article instead.
    let output = desk.run(&["-d", "news", "list", "date:march"]);
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("newsreader: in the filter: Unfinished date; "));
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(2)));
    // Usage errors are reported before errors of the folder.
    assert_eq!(desk.run(&["-d", "none", "list", "words:many"]).status.code(), Some(2));
}

#[test]
fn show_by_path_by_item_and_not_at_all() {
    let desk = Desk::new();
    let tolls = "\
Harbour tolls rise
Mon 14 Mar 2022 · Quay Gazette · 1 min

Tolls in the harbour rise in April.

The council was not asked.
";
    desk.check(&["-d", "news", "show", "tolls.md"], tolls, "", 0);
    desk.check(&["-d", "news", "show", "news/tolls.md"], tolls, "", 0);
    desk.check(&["-d", "news", "show", &format!("{}/news/tolls.md", desk.path().display())], tolls, "", 0);
    desk.check(
        &["-d", "news", "show", "tols.md"],
        "",
        "newsreader: there is no article “tols.md”; did you mean “tolls.md”?\n",
        1,
    );
    let raw = desk.run(&["-d", "news", "show", "--raw", "ferry.md"]);
    assert_eq!(raw.stdout, FILES[0].1.as_bytes());
    let json = desk.run(&["-d", "news", "show", "--json", "notes.md"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["body"].as_str().map(str::trim), Some("Nobody wrote down when."));

    let many = "{\"title\": \"One\", \"text\": \"First text.\"}\n{\"title\": \"Two\", \"text\": \"Second text.\"}\n";
    fs::write(desk.path().join("news/many.jsonl"), many).unwrap();
    desk.check(
        &["-d", "news", "show", "many.jsonl#2"],
        "Two\nundated · unknown source · 1 min\n\nSecond text.\n",
        "",
        0,
    );
    desk.check(
        &["-d", "news", "show", "many.jsonl"],
        "",
        "newsreader: many.jsonl holds 2 articles; name one of them, such as many.jsonl#1\n",
        2,
    );
}

#[test]
fn check_counts_by_severity() {
    let desk = Desk::new();
    let output = desk.run(&["-d", "news", "check"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Set aside (1)\n  mole.pdf: "), "{text}");
    let counts = "\nAll 4 files read: 3 articles in 3 files, 1 set aside.\n";
    assert!(text.ends_with(counts), "{text}");
    assert_eq!(output.status.code(), Some(0));
    let json = desk.run(&["-d", "news", "check", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["files"], serde_json::json!({ "seen": 4, "with_articles": 3, "not_shown": 0, "set_aside": 1 }));
    assert_eq!((value["articles"].as_u64(), value["set_aside"][0]["path"].as_str()), (Some(3), Some("mole.pdf")));
}

/// Returns the program as a user who is subject to permissions. Root may read everything, so root runs it as `nobody`,
/// from a copy that `nobody` may run.
#[cfg(unix)]
fn command_without_rights(desk: &Desk) -> Command {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let mut command = desk.command();
    if fs::metadata(desk.path()).unwrap().uid() != 0 {
        return command;
    }
    let copy = desk.path().join("newsreader-copy");
    // Another process makes the copy. If this process had the file open for writing while another test starts a
    // program, running the copy would fail ("text file busy").
    let program = command.get_program().to_owned();
    assert!(std::process::Command::new("cp").arg(program).arg(&copy).status().unwrap().success());
    for path in [desk.path(), &desk.path().join("news"), &copy] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut as_nobody = std::process::Command::new(copy);
    as_nobody.current_dir(desk.path()).env_clear().env("HOME", desk.path()).uid(NOBODY).gid(NOBODY);
    command = Command::from_std(as_nobody);
    command
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_counted() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mut list = command_without_rights(&desk);
    let mut check = command_without_rights(&desk);
    fs::set_permissions(desk.path().join("news/tolls.md"), fs::Permissions::from_mode(0o000)).unwrap();
    let output = list.args(["-d", "news", "list", "ferry"]).output().unwrap();
    let found = "2022-03-12  Night ferry cancelled  · Harbour Wire\n";
    desk.compare(&output, found, "newsreader: 1 file could not be read; “newsreader check” says why\n", 5);
    let output = check.args(["-d", "news", "check"]).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("Not shown (1)\n  tolls.md: "));
    assert_eq!(output.status.code(), Some(5));
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mut list = command_without_rights(&desk);
    fs::set_permissions(desk.path().join("news"), fs::Permissions::from_mode(0o000)).unwrap();
    let output = list.args(["-d", "news", "list"]).output().unwrap();
    let sentence = "newsreader: The folder news cannot be read: permission denied. Ask for the right to read it, or \
                    name another folder.\n";
    desk.compare(&output, "", sentence, 4);
    fs::set_permissions(desk.path().join("news"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_wrong_config_stops_what_works_with_articles() {
    let desk = Desk::new().config("[timeline]\nscale = \"logarithmic\"\n\n[reader]\nmesure = 72\n");
    desk.check(
        &["-d", "news", "list"],
        "",
        "newsreader: ~/config/newsreader/config.toml, line 2, column 9: \"logarithmic\" is not a scale. \
         “scale” can be: auto, linear, sqrt, log. Did you mean \"log\"?\n\
         newsreader: ~/config/newsreader/config.toml, line 5, column 1: unknown key “mesure”. \
         Did you mean “measure”?\n\
         newsreader: “newsreader config check” shows the places; --no-config goes on without the config file\n",
        3,
    );
    desk.check(&["-d", "news", "list", "--no-config"], LIST, "", 0);
    desk.check(
        &["config", "check"],
        "\
~/config/newsreader/config.toml, line 2, column 9

 1 │ [timeline]
 2 │ scale = \"logarithmic\"
   │         ^^^^^^^^^^^^^ not a scale

“scale” can be: auto, linear, sqrt, log. Did you mean \"log\"?

~/config/newsreader/config.toml, line 5, column 1

 4 │ [reader]
 5 │ mesure = 72
   │ ^^^^^^ unknown key

Did you mean “measure”?
",
        "newsreader: the defaults are used for these 2 settings; all others are used as written\n",
        3,
    );
    // Errors of the config are reported before errors of the folder.
    assert_eq!(desk.run(&["-d", "none", "list"]).status.code(), Some(3));
}

#[test]
fn config_path_init_and_check() {
    let desk = Desk::new();
    let path = "HOME/config/newsreader/config.toml\n";
    desk.check(
        &["config", "path"],
        path,
        "newsreader: this file does not exist; “newsreader config init” writes it\n",
        0,
    );
    let json = "{\"schema\":1,\"path\":\"HOME/config/newsreader/config.toml\",\"exists\":false}\n";
    desk.check(&["config", "path", "--json"], json, "", 0);
    desk.check(
        &["config", "check"],
        "~/config/newsreader/config.toml does not exist; every setting has its default\n",
        "",
        0,
    );
    desk.check(&["config", "init"], path, "", 0);
    desk.check(&["config", "check"], "~/config/newsreader/config.toml: no problems\n", "", 0);
    desk.check(
        &["config", "init"],
        "",
        "newsreader: ~/config/newsreader/config.toml already exists and was not changed\n",
        3,
    );
    let written = fs::read_to_string(desk.path().join("config/newsreader/config.toml")).unwrap();
    assert_eq!(written, newsreader::settings::DEFAULT_CONFIG);
}

#[test]
fn config_show_says_where_each_setting_comes_from() {
    let desk = Desk::new().config("[reader]\nmeasure = 60\n[keys]\nzen = \"Z\"\n");
    let output = desk
        .command()
        .args(["config", "show", "--theme", "paper"])
        .env("NEWSREADER_LIST_SORT", "path")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        "# Config file: ~/config/newsreader/config.toml",
        "measure = 60                             # the config file",
        "theme = \"paper\"                          # --theme",
        "sort = \"path\"                            # NEWSREADER_LIST_SORT",
        "scale = \"auto\"                           # the default",
        "zen = [\"Z\"]                              # the config file",
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in\n{text}");
    }
    // The output can be used as a config file.
    fs::write(desk.path().join("again.toml"), &text).unwrap();
    desk.check(&["config", "check", "--config", "again.toml"], "again.toml: no problems\n", "", 0);
    let json = desk.run(&["config", "show", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["settings"]["reader"]["measure"]["value"], 60);
    assert_eq!(value["settings"]["reader"]["measure"]["from"], "the config file");
}

#[test]
fn config_keys_and_themes() {
    let desk = Desk::new().config("[keys]\nzen = [\"Z\", \"ctrl-z\"]\nsuspend = \"\"\ninfo = \"o\"\n");
    let output = desk.run(&["config", "keys"]);
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "  Z, ctrl-z *          zen                 text only\n",
        "  (no key)             suspend             suspend; fg returns\n",
        "  b                    reader-page-up      page back in the text (reader)\n",
        "\nKeys that mean something else in one pane\n",
        "  l                    bin-right in the timeline, elsewhere open\n",
        "\nDefault keys that your own took over\n  o                    info, was browse\n",
    ] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    assert_eq!(output.status.code(), Some(0));
    desk.check(
        &["config", "themes", "--theme", "paper"],
        "  auto         ink or paper, by the terminal's background
  ink          light on dark
* paper        dark on warm white
  contrast     white and yellow on black
  plain        no colours: bold, underline and reverse
",
        "",
        0,
    );
    let json = desk.run(&["config", "themes", "--theme", "paper", "--json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let paper = serde_json::json!({ "name": "paper", "about": "dark on warm white", "in_use": true });
    assert_eq!((value["schema"].as_u64(), &value["themes"][2]), (Some(1), &paper));
    assert_eq!(
        (value["themes"][0]["in_use"].as_bool(), value["themes"].as_array().map(Vec::len)),
        (Some(false), Some(5))
    );
}

#[test]
fn show_leaves_the_lines_of_the_page_out_and_prints_them_when_asked() {
    let desk = Desk::new();
    let text = "Night ferry stays in port\n\nSave Story\n\nThe night ferry stayed in port for the fourth evening.\n\nThe crew gave no reason.\n\nSign up for our newsletter\n";
    fs::write(desk.path().join("news/page.txt"), text).unwrap();
    let head = "Night ferry stays in port\nundated · unknown source · 1 min\n\n";
    let folded = "The night ferry stayed in port for the fourth evening.\n\nThe crew gave no reason.";
    desk.check(&["-d", "news", "show", "page.txt"], &format!("{head}{folded}\n"), "", 0);
    desk.check(
        &["-d", "news", "show", "--boilerplate", "show", "page.txt"],
        &format!("{head}Save Story\n\n{folded}\n\nSign up for our newsletter\n"),
        "",
        0,
    );
    let json = desk.run(&["-d", "news", "show", "--json", "page.txt"]);
    let json = String::from_utf8(json.stdout).unwrap();
    assert!(json.contains("fourth evening") && !json.contains("Save Story"), "{json}");
    // JSON has the folded lines in a field of their own.
    let json = desk.run(&["-d", "news", "list", "--json", "--body", "path:page.txt"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["body"], folded);
    assert_eq!(
        value["folded"],
        serde_json::json!([
            { "kind": "boilerplate", "text": "Save Story" },
            { "kind": "boilerplate", "text": "Sign up for our newsletter" },
        ])
    );
    // Folded lines are searched as well.
    let found = desk.run(&["-d", "news", "list", "newsletter"]);
    assert!(String::from_utf8(found.stdout).unwrap().contains("Night ferry stays in port"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    // Far more than a pipe holds, so the program is still writing when the other end closes.
    let text = "A line of an article that is long enough to fill a pipe many times over. ".repeat(10_000);
    fs::write(desk.path().join("news/long.md"), format!("---\ntitle: Long\n---\n\n{text}\n")).unwrap();
    let program = assert_cmd::cargo::cargo_bin("newsreader");
    let mut child = std::process::Command::new(program)
        .args(["-d", "news", "show", "long.md"])
        .current_dir(desk.path())
        .env_clear()
        .env("HOME", desk.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((String::from_utf8(output.stderr).unwrap().as_str(), output.status.code()), ("", Some(0)));
}

#[test]
fn similar_articles_come_with_a_score() {
    let desk = Desk::new();
    let similar = |arguments: &[&str]| {
        let output = desk.run(&[&["similar", "web/ferry-door.html"], arguments].concat());
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
        String::from_utf8(output.stdout).unwrap()
    };
    let of_month = similar(&[]);
    let first = "  2022-03-12~ No night ferry again, and tempers are short  · Northshore Radio";
    let second = "  2022-03-13  Night ferry cancelled for a fourth evening  · Harbour Wire";
    assert!(of_month.lines().next().unwrap().ends_with(first), "{of_month}");
    assert!(of_month.lines().nth(1).unwrap().ends_with(second), "{of_month}");
    assert_eq!(similar(&["--limit", "1"]), format!("{}\n", of_month.lines().next().unwrap()));
    assert_eq!(similar(&["--days=0"]), format!("{}\n", of_month.lines().nth(1).unwrap()));
    let json: Vec<serde_json::Value> =
        similar(&["--json"]).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json.len(), of_month.lines().count());
    assert_eq!(json[1]["title"]["text"], "Night ferry cancelled for a fourth evening");
    let scores: Vec<f64> = json.iter().map(|article| article["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, other| one >= other) && scores.iter().all(|score| (0.18..=1.0).contains(score)));

    // Reports of one event that are months apart.
    let maps = |days: &[&str]| desk.run(&[&["similar", "courier/flood-maps-redrawn.json"], days].concat()).stdout;
    assert!(maps(&[]).is_empty());
    let all = String::from_utf8(maps(&["--days", "all"])).unwrap();
    assert!(all.ends_with("  2022-01-06  Sea comes over the quay wall at Port Halden  · Harbour Wire\n"), "{all}");

    let listed = desk.run(&["list", "like:web/ferry-door.html", "--limit", "2"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.lines().nth(1).unwrap().ends_with(first.trim_start()), "{listed}");
    let missing = "newsreader: in the filter: There is no article none.txt in this folder\n";
    desk.check(&["list", "like:none.txt"], "", missing, 1);
    let advice = "newsreader: there is no article “none.txt”; “newsreader list --json” prints the paths and ids\n";
    desk.check(&["similar", "none.txt"], "", advice, 1);
    let output = desk.run(&["similar", "none.txt", "--days", "some"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("a number of days or “all”"));
}
