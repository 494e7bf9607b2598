//! Recognises files that accompany articles: the README and the licence of a collection, checksums, files of packages
//! and of file managers.
//!
//! A name alone is never enough, because anything may be news. The content of the file must fit too.

use std::path::Path;

/// The number of bytes of a text that are looked at.
const LOOKED_AT: usize = 16 * 1024;
/// The fewest different signs that a README must show. News about software shows one or two.
const FEWEST_SIGNS: usize = 3;

/// Returns the kind of a file by its name and its text, if it is a file that accompanies articles.
pub(super) fn what(path: &Path, text: &str) -> Option<&'static str> {
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    if text.starts_with("WEBVTT") || is_subtitles(text) {
        return Some("subtitles");
    }
    if are_checksums(text) {
        return Some("checksums");
    }
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    // The name without a suffix that tells similar files apart: `README_en`, `LICENSE-MIT`.
    let word = stem.split(['-', '_', ' ']).next().unwrap_or_default();
    let lower = || text.to_ascii_lowercase();
    match name.as_str() {
        "robots.txt" if lower().contains("user-agent:") => return Some("rules for the robots of search engines"),
        "ads.txt" | "app-ads.txt" if text.contains(", DIRECT") || text.contains(", RESELLER") => {
            return Some("a list of sellers of advertisements");
        }
        "package.json" | "package-lock.json" | "composer.json" | "bower.json"
            if ["\"version\"", "\"dependencies\"", "\"scripts\"", "\"require\"", "\"lockfileVersion\""]
                .iter()
                .any(|mark| text.contains(mark)) =>
        {
            return Some("the description of a package");
        }
        "manifest.json" if text.contains("\"icons\"") || text.contains("\"manifest_version\"") => {
            return Some("the description of a package");
        }
        "makefile" | "dockerfile" | "procfile" => return Some("a configuration file"),
        _ => {}
    }
    match word {
        "license" | "licence" | "copying" | "unlicense" | "copyright" | "notice" if is_licence(&lower()) => {
            Some("a licence")
        }
        "citation" if ["@", "cite", "doi"].iter().any(|sign| lower().contains(sign)) => Some("a citation file"),
        "readme" | "changelog" | "contributing" | "code" | "datasheet" | "dataset" if is_readme(stem, text) => {
            Some("a README, not an article")
        }
        _ => None,
    }
}

fn is_licence(lower: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "permission is hereby granted",
        "creative commons",
        "licensed under",
        "public license",
        "apache license",
        "redistribution and use",
        "without warranty",
        "public domain",
        "all rights reserved",
        "copyright (c)",
        "copyright ©",
        "terms and conditions for use",
    ];
    SIGNS.iter().any(|sign| lower.contains(sign))
}

/// True if a text describes a collection or a program, and is not news.
fn is_readme(stem: &str, text: &str) -> bool {
    // Signs of the form of such texts. News about a collection has none of them.
    const FORM: [&[&str]; 5] = [
        &["bibtex", "@article", "@inproceedings", "@misc", "please cite"],
        &["github.com", "gitlab.com", "huggingface", "zenodo", "kaggle"],
        &["`", "\n    $ "],
        &[".csv", ".json", ".txt", ".tsv", ".zip", ".tar", ".gz", ".xml", ".py"],
        &["\n## ", "\n====", "\n----", "\n# "],
    ];
    const WORDS: [&[&str]; 7] = [
        &["dataset", "data set", "corpus", "collection of"],
        &["license", "licence", "licensed"],
        &["install", "usage", "getting started", "requirements"],
        &["columns", "fields", "files", "folder", "directory"],
        &["changelog", "version ", "unreleased"],
        &["contribut", "pull request", "repository"],
        &["download", "annotat", "train", "split"],
    ];
    if matches!(stem, "code" | "dataset") {
        return false;
    }
    // A text whose front matter has a date is an article, whatever its name is.
    if super::super::front_matter::split(text).is_some_and(|(_, head, _)| head.contains("date")) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let count = |signs: &[&[&str]]| signs.iter().filter(|signs| signs.iter().any(|sign| lower.contains(sign))).count();
    let n_of_form = count(&FORM);
    n_of_form > 0 && n_of_form + count(&WORDS) >= FEWEST_SIGNS
}

/// True if a text begins as subtitles do: with a number, and a line of two times.
fn is_subtitles(text: &str) -> bool {
    let mut lines = text.lines();
    let number = lines.next().unwrap_or_default().trim();
    let times = lines.next().unwrap_or_default().trim();
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && times.contains(" --> ")
        && times.starts_with(|c: char| c.is_ascii_digit())
}

/// True for lines that have a checksum and the name of a file, and nothing else.
fn are_checksums(text: &str) -> bool {
    const FEWEST_DIGITS: usize = 32;
    let is_sum = |line: &str| {
        let digits = line.bytes().take_while(u8::is_ascii_hexdigit).count();
        digits >= FEWEST_DIGITS && line[digits..].starts_with([' ', '\t', '*'])
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    // Twenty lines are enough for a long file, whose last line may be cut off.
    lines.peek().is_some() && lines.take(20).all(is_sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_and_text() {
        for (name, text, expected) in [
            ("LICENSE-MIT", "Copyright (c) 2022 The port\nPermission is hereby granted, free", Some("a licence")),
            ("licence.txt", "The fish market lost its licence on Tuesday.", None),
            (
                "README.md",
                "# Harbour corpus\n\nA dataset of 200 articles in `news.csv`.\n\n## Licence\n\nCC0",
                Some("a README, not an article"),
            ),
            ("readme.txt", "The night ferry stayed in port on Saturday.\n\nThe operator blamed a stern door.", None),
            ("readme.md", "---\ntitle: A dataset of the port\ndate: 2022-03-08\n---\nDownload files. License.", None),
            ("README", "The port's data set of ships, files that anyone may download, was put on the web.", None),
            ("notes.md", "# Harbour corpus\n\nA dataset in `news.csv`.\n\n## Licence\n\nCC0", None),
            ("CITATION", "Please cite: The port (2022)", Some("a citation file")),
            ("package.json", "{\"name\": \"x\", \"version\": \"1\"}", Some("the description of a package")),
            ("package.json", "{\"title\": \"A\", \"text\": \"B\"}", None),
            ("SUMS", "d41d8cd98f00b204e9800998ecf8427e  a.txt\n", Some("checksums")),
            ("a.txt", "d41d8cd98f00b204e9800998ecf8427e is what they found.\n\nThen more.", None),
            ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHello", Some("subtitles")),
            ("a.txt", "1\nThe first chapter", None),
            ("robots.txt", "Robots unload the ships now.", None),
        ] {
            assert_eq!(what(Path::new(name), text), expected, "{name} {text}");
        }
    }
}
