//! Checks that `docs/filter.md` has the whole filter language, with the number of articles of the sample that match
//! each filter.

use std::fmt::Write;

use jiff::civil::{Date, date};
use newsreader::corpus::{Corpus, Options};
use newsreader::index::Snapshot;
use newsreader::query::language::{self, FORMS, LanguageLine};
use newsreader::query::{Search, Sort, parse};
use newsreader::run::loader::{LoadRequest, load_all};

use super::{cells, check, code, read, with_part};

/// The date of the newest article of the sample. `date:7d` is relative to it.
const TODAY: Date = date(2022, 3, 13);

const FILTERS: &str = "| filter | finds | sample |";
const MISTAKES: &str = "| filter | explanation |";

/// Returns the filter language as Markdown sections with tables. The numbers of articles are added later.
fn language() -> String {
    let row = |example: &str, meaning: &str| format!("| {} | {} | |\n", code(example), meaning.replace('|', "\\|"));
    let head = format!("\n{FILTERS}\n|---|---|---|\n");
    let mut page = format!("\n## Six forms\n{head}");
    for form in FORMS {
        page += &row(form.example, form.meaning);
    }
    let mut is_in_table = false;
    for line in language::lines() {
        match line {
            LanguageLine::Heading(heading) => write!(page, "\n## {heading}\n"),
            LanguageLine::Text(text) => write!(page, "\n{text}\n"),
            LanguageLine::Example(example, ref meaning) => {
                write!(page, "{}{}", if is_in_table { "" } else { &head }, row(example, meaning))
            }
        }
        .expect("a string takes any text");
        is_in_table = matches!(line, LanguageLine::Example(..));
    }
    page + "\n"
}

/// Returns the number of articles of the sample that match a filter.
fn n_found(filter: &str, sample: &Snapshot) -> usize {
    let query = parse(filter, TODAY);
    assert!(query.spots.is_empty(), "{filter}: {:?}", query.spots);
    let mut search = Search::new(query, Sort::Newest, None, sample);
    let _ = search.extend(sample, &|| false);
    let hits = search.hits(0);
    assert!(hits.remarks.is_empty(), "{filter}: {:?}", hits.remarks);
    hits.rows.len()
}

/// Returns the explanation of the mistake in a filter.
fn explanation(filter: &str) -> String {
    let query = parse(filter, TODAY);
    let spot = query.spots.first().unwrap_or_else(|| panic!("{filter} has a mistake"));
    spot.explanation()
}

/// Returns a row of a Markdown table.
fn as_row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

/// Fills in the tables of the page: for each filter the number of articles or the explanation.
fn with_results(page: &str, sample: &Snapshot) -> String {
    let mut filled = String::new();
    let (mut table, mut find_nothing) = ("", Vec::new());
    for line in page.lines() {
        let row = cells(line).filter(|row| row[0].starts_with('`'));
        if row.is_none() && !line.starts_with("|---") {
            table = line;
        }
        match (row, table) {
            (Some(row), FILTERS) => {
                let n_articles = n_found(row[0].trim_matches('`'), sample);
                if n_articles == 0 {
                    find_nothing.push(row[0].clone());
                }
                filled += &as_row(&[&row[0], &row[1], &n_articles.to_string()]);
            }
            (Some(row), MISTAKES) => {
                filled += &as_row(&[&row[0], &explanation(row[0].trim_matches('`'))]);
            }
            _ => filled += line,
        }
        filled.push('\n');
    }
    assert!(find_nothing.is_empty(), "these find nothing in the sample: {}", find_nothing.join(" "));
    filled
}

#[test]
fn the_page_has_the_whole_language_with_the_numbers_of_articles() {
    let request = LoadRequest::in_memory(Corpus::Sample, Options::default());
    let sample = load_all(&request).expect("the sample can be read").snapshot;
    let page = with_part(&read("docs/filter.md"), "language", &language());
    check("docs/filter.md", &with_results(&page, &sample));
}
