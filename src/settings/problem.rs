//! Problems of the configuration, with all that is needed to solve them: the place, the allowed values, a suggestion.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::text::{columns, safe};

/// The sentence of a problem that makes a whole file unusable, without its full stop.
pub(super) const NOTHING_USED: &str = "nothing in this file is used until this is fixed";

/// One problem in a config file, a variable or a flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// The place for display: the path of a file, or the name of a variable or a flag.
    pub file: String,
    /// The file to open in an editor, if the problem is in a file.
    pub path: Option<PathBuf>,
    /// The line of the file, from 1; 0 if unknown.
    pub line: u32,
    /// The column in that line, in characters from 1; 0 if unknown.
    pub column: u32,
    /// The lines around the problem.
    pub excerpt: Option<Excerpt>,
    /// The problem, as a phrase without a full stop: `unknown key “mesure”`.
    pub what: String,
    /// The allowed values, as a phrase without a full stop: `“scale” can be: auto, linear, sqrt, log`. May be empty.
    pub allowed: String,
    /// The nearest right word, quoted as in a file (`"log"`) or as in prose (`“measure”`).
    pub suggestion: Option<String>,
}

/// The lines of a file around a problem, safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines with their numbers: the one before, the one with the problem, the one after.
    pub lines: Vec<(u32, String)>,
    /// The number of columns before the carets.
    pub caret_column: usize,
    pub n_carets: usize,
    /// The text next to the carets: `not a scale`.
    pub label: String,
}

impl ConfigProblem {
    /// Creates a problem without a place in a file: of a variable, of a flag, or of a file as a whole.
    pub fn of(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            file: safe::safe_in_line(&file.into()),
            path: None,
            line: 0,
            column: 0,
            excerpt: None,
            what: safe::safe_in_line(&what.into()),
            allowed: String::new(),
            suggestion: None,
        }
    }

    /// True if the problem makes the whole file unusable.
    pub fn discards_file(&self) -> bool {
        self.allowed == NOTHING_USED
    }

    /// Adds the allowed values.
    pub fn allowing(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = safe::safe_in_line(&allowed.into());
        self
    }

    /// Adds the nearest right word.
    pub fn suggesting(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion.map(|word| safe::safe_in_line(&word));
        self
    }

    /// Returns the place: `~/.config/newsreader/config.toml, line 14, column 9`.
    pub fn place(&self) -> String {
        if self.line == 0 {
            return self.file.clone();
        }
        format!("{}, line {}, column {}", self.file, self.line, self.column)
    }

    /// Returns the allowed values and the suggestion; empty if neither is known.
    pub fn advice(&self) -> String {
        let mut advice = String::new();
        if !self.allowed.is_empty() {
            let mut characters = self.allowed.chars();
            advice.extend(characters.next().into_iter().flat_map(char::to_uppercase));
            advice.push_str(characters.as_str());
            advice.push('.');
        }
        if let Some(suggestion) = &self.suggestion {
            let gap = if advice.is_empty() { "" } else { " " };
            advice = format!("{advice}{gap}Did you mean {suggestion}?");
        }
        advice
    }

    /// Returns the problem in one line, for standard error: place, description, advice.
    pub fn sentence(&self) -> String {
        let advice = self.advice();
        let gap = if advice.is_empty() { "" } else { " " };
        format!("{}: {}.{gap}{advice}", self.place(), self.what)
    }

    /// Returns the same without the name of the file, for a list under the first problem of that file.
    pub fn short_sentence(&self) -> String {
        let advice = self.advice();
        let gap = if advice.is_empty() { "" } else { " " };
        if self.line == 0 { self.sentence() } else { format!("line {}: {}.{gap}{advice}", self.line, self.what) }
    }

    /// Returns the excerpt as numbered lines, with carets below the problem.
    pub fn excerpt_lines(&self) -> Vec<String> {
        let Some(excerpt) = &self.excerpt else { return Vec::new() };
        let gutter = excerpt.lines.iter().map(|(number, _)| number.to_string().len()).max().unwrap_or(1);
        let mut lines = Vec::new();
        for (number, text) in &excerpt.lines {
            lines.push(format!("{number:>gutter$} │ {text}").trim_end().to_owned());
            if *number == self.line {
                let indent = " ".repeat(excerpt.caret_column);
                let carets = "^".repeat(excerpt.n_carets.max(1));
                lines.push(format!("{:>gutter$} │ {indent}{carets} {}", "", excerpt.label).trim_end().to_owned());
            }
        }
        lines
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.excerpt_lines();
        if lines.is_empty() {
            return write!(formatter, "{}", self.sentence());
        }
        write!(formatter, "{}\n\n {}", self.place(), lines.join("\n "))?;
        // The problem is already next to the carets.
        let advice = self.advice();
        if !advice.is_empty() {
            write!(formatter, "\n\n{advice}")?;
        }
        Ok(())
    }
}

/// The text of a configuration, for turning byte ranges into places.
#[derive(Clone, Copy, Debug)]
pub struct Source<'text> {
    /// The name of the file in problems.
    pub name: &'text str,
    /// The path of the file; `None` for a built-in text.
    pub path: Option<&'text Path>,
    pub text: &'text str,
}

impl Source<'_> {
    /// Creates a problem at a range of bytes. `label` is the text next to the carets, `what` the one in a sentence.
    pub fn problem(&self, span: Range<usize>, label: impl Into<String>, what: impl Into<String>) -> ConfigProblem {
        let start = floor_boundary(self.text, span.start);
        let end = floor_boundary(self.text, span.end.max(start));
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        let line_idx = self.text[..line_start].matches('\n').count();
        let all: Vec<&str> = self.text.lines().collect();
        let mut lines = Vec::new();
        for idx in line_idx.saturating_sub(1)..=(line_idx + 1) {
            // Blank neighbours are left out; the line itself is always shown.
            let text = all.get(idx).copied().unwrap_or_default();
            if idx == line_idx || !text.trim().is_empty() {
                lines.push((idx as u32 + 1, shown(text)));
            }
        }
        // A span over several lines is underlined up to the end of its first line.
        let marked = self.text[start..end.clamp(start, line_end)].trim_end();
        ConfigProblem {
            file: safe::safe_in_line(self.name),
            path: self.path.map(Path::to_path_buf),
            line: line_idx as u32 + 1,
            column: self.text[line_start..start].chars().count() as u32 + 1,
            excerpt: Some(Excerpt {
                lines,
                caret_column: columns::width(&shown(&self.text[line_start..start])),
                n_carets: columns::width(&shown(marked)).max(1),
                label: safe::safe_in_line(&label.into()),
            }),
            what: safe::safe_in_line(&what.into()),
            allowed: String::new(),
            suggestion: None,
        }
    }
}

/// Returns a line for display: without control characters, and with spaces for tabs, so that carets are aligned.
fn shown(line: &str) -> String {
    safe::safe(line).0.replace(['\t', '\n'], "    ")
}

/// Returns the last character boundary at or before `at`, because the range of a parser may end within a character.
fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Returns the word of `words` that `typed` most likely means, if one is near enough.
///
/// Words are compared by Damerau-Levenshtein distance, so two exchanged letters are one mistake. A third of the word
/// may be wrong: `mesure` finds `measure`, `logarithmic` finds `log` as its prefix, `xyz` finds nothing.
pub fn nearest<'word>(typed: &str, words: impl IntoIterator<Item = &'word str>) -> Option<&'word str> {
    let typed = typed.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for word in words {
        let lower = word.to_lowercase();
        let is_start = lower.len() >= 3 && typed.starts_with(&lower) || typed.len() >= 3 && lower.starts_with(&typed);
        let distance = if is_start { 1 } else { strsim::damerau_levenshtein(&typed, &lower) };
        let limit = (typed.chars().count().max(word.chars().count()) / 3).max(1);
        if distance <= limit && best.is_none_or(|(best, _)| distance < best) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_forgives_a_third_of_a_word() {
        assert_eq!(nearest("mesure", ["measure", "paragraphs"]), Some("measure"));
        assert_eq!(nearest("logarithmic", ["auto", "linear", "sqrt", "log"]), Some("log"));
        assert_eq!(nearest("lst", ["list", "show", "check"]), Some("list"));
        assert_eq!(nearest("xyz", ["list", "show", "check"]), None);
    }

    #[test]
    fn carets_stand_under_wide_characters_and_tabs() {
        let source = Source { name: "c.toml", path: None, text: "a = 1\n\t\"紙\" = 2\n" };
        let problem = source.problem(7..12, "no", "no");
        assert_eq!((problem.line, problem.column), (2, 2));
        assert_eq!(problem.excerpt_lines(), ["1 │ a = 1", "2 │     \"紙\" = 2", "  │     ^^^^ no"]);
    }
}
