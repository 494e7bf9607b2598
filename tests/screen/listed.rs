//! The texts that the rows of the list must show, made from the output of `newsreader list --json`.

use std::path::Path;
use std::process::Command;

use jiff::civil::Date;
use jiff::{ToSpan, civil};
use serde_json::Value;

/// The day that the tests take for today.
pub const TODAY: Date = civil::date(2022, 3, 20);

/// The texts of a row.
#[derive(Debug)]
pub struct Listed {
    /// The title, whole.
    pub title: String,
    /// The source with `~` if it is inferred, or the name of the folder.
    pub source: String,
    /// The date with `~` if it is inferred; only its year if it is not one day.
    pub date: String,
    /// True if the date is one day or unknown: the row then shows exactly this text.
    pub is_date_exact: bool,
}

/// Returns the articles of a folder, or of the sample, newest first.
pub fn listed(folder: Option<&Path>) -> Vec<Listed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsreader"));
    command.args(["list", "--json", "--no-config", "--no-index", "--quiet"]).env_remove("NEWSREADER_CORPUS_FOLDER");
    if let Some(folder) = folder {
        command.arg("-d").arg(folder);
    }
    let output = command.output().expect("the program runs");
    let lines = String::from_utf8(output.stdout).expect("JSON is text");
    let own_name = folder.and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    lines.lines().map(|line| row(&serde_json::from_str(line).expect("a line of JSON"), &own_name)).collect()
}

fn row(article: &Value, own_name: &str) -> Listed {
    let path = Path::new(article["path"].as_str().expect("a path"));
    let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let source = article["source"]["text"].as_str().map_or_else(
        || format!("{}/", folder.as_deref().unwrap_or(own_name)),
        |source| format!("{}{source}", mark(&article["source"])),
    );
    let (date, is_date_exact) = date(&article["date"]);
    Listed { title: article["title"]["text"].as_str().unwrap_or("no title").to_owned(), source, date, is_date_exact }
}

fn mark(field: &Value) -> &'static str {
    if field["how"] == "inferred" { "~" } else { "" }
}

/// Returns the date and whether it is exact. A day within the twelve months before today has no year.
fn date(field: &Value) -> (String, bool) {
    let day = |name: &str| field[name].as_str().map(|day| day.parse::<Date>().expect("a day"));
    let (Some(from), Some(to)) = (day("from"), day("to")) else { return ("undated".to_owned(), true) };
    if from != to {
        return (to.year().to_string(), false);
    }
    let has_year = from <= TODAY.saturating_sub(1.year()) || from > TODAY;
    let day = from.strftime(if has_year { "%-d %b %Y" } else { "%-d %b" });
    (format!("{}{day}", mark(field)), true)
}
