//! The box that explains the filter language: six forms with examples from the open folder, then the whole language.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ratatui::layout::Rect;
use tui_input::InputRequest;
use unicode_segmentation::UnicodeSegmentation;

use super::text::{CellStyle, OverlayLine, OverlayText, inner_columns, push_fact, push_wrapped};
use super::{Hints, Overlay, PAGE_LINES};
use crate::action::Action;
use crate::app::App;
use crate::app::effect::Effect;
use crate::query::language::{self, FORMS, LanguageLine};
use crate::query::parse;
use crate::text::columns::{self, fit};

pub(super) const HINTS: Hints =
    &[(Action::Open, "write it"), (Action::MoveDown, "next"), (Action::PageDown, "more"), (Action::Escape, "close")];

/// The width of the box on a wide screen, in columns.
const COLUMNS: u16 = 88;

/// The width of the examples of the whole language, in columns.
const EXAMPLE_COLUMNS: usize = 27;

/// The line of the box on which the whole language starts.
///
/// Above it are the forms and three more lines: a blank one, the line that says there is more, and another blank one.
const REST_AT: usize = FORMS.len() + 3;

/// The greatest number of the newest articles whose sources are counted. They are those of the first screens.
const ARTICLES_MAX: usize = 1000;

/// The smallest number of letters of a word in an example. Shorter words are mostly like "the".
const LETTERS_MIN: usize = 4;

/// The state of the box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterLanguageOverlay {
    /// An example for each of [`FORMS`].
    pub examples: Vec<String>,
    /// The number of the selected form.
    pub selected: usize,
    /// The first line in view.
    pub top: usize,
}

impl FilterLanguageOverlay {
    /// Returns the example of the selected form, if it is in view.
    pub fn example(&self) -> Option<String> {
        self.examples.get(self.selected).filter(|_| self.top <= self.selected).cloned()
    }

    /// Moves the selection through the forms, then scrolls through the lines.
    pub fn move_by(&mut self, n_lines: isize, last_top: usize) {
        let is_step = n_lines.unsigned_abs() == 1;
        let next = self.selected.saturating_add_signed(n_lines);
        if is_step && self.top == 0 && next < FORMS.len() {
            self.selected = next;
        } else if self.top < REST_AT && n_lines >= PAGE_LINES && n_lines != isize::MAX {
            // The first page down scrolls to the start of the whole language.
            self.top = REST_AT.min(last_top);
        } else {
            self.top = self.top.saturating_add_signed(n_lines).min(last_top);
        }
    }

    /// Returns the text of the box: the forms with their examples, then the whole language. `page_key` is the key that
    /// scrolls there.
    pub(super) fn text(&self, page_key: &str, is_ascii: bool, screen: Rect) -> OverlayText {
        let width = inner_columns(COLUMNS, screen);
        let name_columns = EXAMPLE_COLUMNS.min(width / 2);
        let mut lines = self.forms(width);
        lines.push(OverlayLine::Text(String::new()));
        let dot = if is_ascii { '-' } else { '·' };
        let scrolls = if page_key.is_empty() { String::new() } else { format!(" {dot} {page_key} shows it here") };
        lines.push(OverlayLine::Note(format!("more: newsreader help filter{scrolls}")));
        for line in language::lines() {
            match line {
                LanguageLine::Heading(heading) => {
                    lines.push(OverlayLine::Text(String::new()));
                    lines.push(OverlayLine::Heading(heading.to_owned()));
                }
                LanguageLine::Example(example, meaning) => {
                    let example = columns::cut(example, name_columns.saturating_sub(1));
                    push_fact(&example, &meaning, width.saturating_sub(name_columns), &mut lines);
                }
                LanguageLine::Text(text) => push_wrapped(text, width, &mut lines),
            }
        }
        OverlayText::new("The filter language", lines, COLUMNS, name_columns, screen)
    }

    /// Returns a line for each form: its name, an example, and the articles that the form finds.
    fn forms(&self, width: usize) -> Vec<OverlayLine> {
        let names = FORMS.iter().map(|form| columns::width(form.name)).max().unwrap_or(0) + 2;
        let widest = self.examples.iter().map(|example| columns::width(example)).max().unwrap_or(0) + 2;
        // The examples get their columns before the descriptions of the articles, which matter less.
        let examples = widest.min(width.saturating_sub(names).max(1));
        let forms = FORMS.iter().zip(&self.examples).map(|(form, example)| {
            let example = fit(example, examples.saturating_sub(1)) + " ";
            OverlayLine::Cells(vec![
                (fit(form.name, names), CellStyle::Dim),
                (example, CellStyle::Text),
                (form.meaning.to_owned(), CellStyle::Dim),
            ])
        });
        forms.collect()
    }
}

impl App {
    /// Opens the box.
    pub(in crate::app) fn open_filter_language(&mut self) {
        let examples = self.examples();
        self.overlay = Some(Overlay::FilterLanguage(FilterLanguageOverlay { examples, selected: 0, top: 0 }));
    }

    /// Applies an action to the box. Returns false if the action has no meaning of its own here.
    pub(super) fn act_in_filter_language(&mut self, action: Action, effects: &mut Vec<Effect>) -> bool {
        let Some(Overlay::FilterLanguage(language)) = &self.overlay else { return false };
        if !matches!(action, Action::Open | Action::BoxKeep) {
            return false;
        }
        if let Some(example) = language.example() {
            self.overlay = None;
            self.write_example(&example, effects);
        }
        true
    }

    /// Appends an example to the text of the filter box.
    fn write_example(&mut self, example: &str, effects: &mut Vec<Effect>) {
        self.enter_filter();
        self.filter.edit(InputRequest::GoToEnd);
        let before = self.filter.text();
        let needs_space = !before.is_empty() && !before.ends_with(char::is_whitespace);
        // `or` binds less tightly than anything else. So alternatives need parentheses beside other words.
        let is_choice = example.contains(" or ") && !before.trim().is_empty();
        let example = if is_choice { format!("({example})") } else { example.to_owned() };
        let is_changed = needs_space && self.filter.edit(InputRequest::InsertChar(' '));
        if self.filter.paste(&example).has_changed || is_changed {
            self.search_for_filter(effects);
        }
    }

    /// Returns an example for each form. The examples are made of articles that are in memory, so no file is opened.
    fn examples(&self) -> Vec<String> {
        let title = self.selected().and_then(|article| article.title.value().cloned()).unwrap_or_default();
        let date = self.snapshot.days().day_at(0).map(|day| format!("date:{:04}-{:02}", day.year(), day.month()));
        let of_folder = [
            two_words(&title).map(|(first, second)| format!("{first} {second}")),
            phrase(&title),
            two_words(&title).map(|(first, second)| format!("{first} -{second}")),
            two_words(&title).map(|(first, second)| format!("{first} or {second}")),
            self.most_frequent_source().or_else(|| self.author()),
            date,
        ];
        let today = self.filter.query().today;
        let is_filter = |example: &String| {
            let query = parse(example, today);
            query.root.is_some() && query.spots.is_empty()
        };
        FORMS
            .iter()
            .zip(of_folder)
            .map(|(form, example)| example.filter(is_filter).unwrap_or_else(|| form.example.to_owned()))
            .collect()
    }

    /// Returns a filter for the most frequent source of the newest articles. Only articles in memory are counted.
    fn most_frequent_source(&self) -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.snapshot.rows_by_date().known().iter().take(ARTICLES_MAX) {
            let article = self.article(*row);
            let name = article.as_ref().and_then(|article| self.snapshot.source_name(article));
            if let Some(value) = name.and_then(|name| as_value(&name)) {
                *counts.entry(value).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(value, n_articles)| (*n_articles, Reverse(value.clone())));
        most.map(|(value, _)| format!("source:{value}"))
    }

    /// Returns a filter for the first author of the selected article.
    fn author(&self) -> Option<String> {
        let article = self.selected()?;
        let author = article.authors.value()?.first()?;
        Some(format!("author:{}", as_value(author)?))
    }
}

/// Returns a name as the value of a field; `None` if it has characters that have a meaning in a filter.
fn as_value(name: &str) -> Option<String> {
    let is_plain = name.chars().all(|character| character.is_alphanumeric() || matches!(character, ' ' | '.' | '-'));
    let has_letter = name.chars().any(char::is_alphanumeric);
    let is_word = name.chars().all(char::is_alphanumeric);
    (is_plain && has_letter).then(|| if is_word { name.to_owned() } else { format!("\"{name}\"") })
}

/// True if a word of a title is suitable for an example.
fn is_significant(word: &str) -> bool {
    word.chars().count() >= LETTERS_MIN && word.chars().all(char::is_alphabetic)
}

/// Returns the two longest words of a title, in the order of the title.
fn two_words(title: &str) -> Option<(String, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for (at, word) in title.unicode_words().enumerate().filter(|(_, word)| is_significant(word)) {
        let word = word.to_lowercase();
        if words.iter().all(|(_, known)| *known != word) {
            words.push((at, word));
        }
    }
    words.sort_by_key(|(_, word)| Reverse(word.chars().count()));
    words.truncate(2);
    words.sort_by_key(|(at, _)| *at);
    let mut words = words.into_iter().map(|(_, word)| word);
    Some((words.next()?, words.next()?))
}

/// Returns the longest pair of neighbouring words of a title, as a phrase.
fn phrase(title: &str) -> Option<String> {
    let words: Vec<&str> = title.unicode_words().collect();
    let pairs = words.windows(2).filter(|pair| pair.iter().all(|word| is_significant(word)));
    // Among pairs of the same length, the first is wanted. `max_by_key` returns the last, so the order is reversed.
    let longest = pairs.rev().max_by_key(|pair| pair.iter().map(|word| word.chars().count()).sum::<usize>())?;
    Some(format!("\"{}\"", longest.join(" ").to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_of_a_title_are_its_examples() {
        let words = |title| two_words(title).map(|(first, second)| format!("{first} {second}"));
        assert_eq!(words("Night ferry cancelled for a fourth evening").as_deref(), Some("cancelled evening"));
        assert_eq!(
            words("‘When the door is dry’: a ferry, a seal and a lost weekend").as_deref(),
            Some("ferry weekend")
        );
        assert_eq!(words("Ferry ferry FERRY"), None, "one word is no example of two");
        assert_eq!(words("港口城市"), None);
        assert_eq!(phrase("Night ferry cancelled for a fourth evening").as_deref(), Some("\"ferry cancelled\""));
        assert_eq!(phrase("The tide is in"), None);
    }

    #[test]
    fn a_name_of_several_words_is_quoted_and_one_with_signs_is_no_value() {
        assert_eq!(as_value("Harbour Wire").as_deref(), Some("\"Harbour Wire\""));
        assert_eq!(as_value("Vestnik").as_deref(), Some("Vestnik"));
        assert_eq!(as_value("The \"Wire\""), None);
        assert_eq!(as_value(" . "), None);
    }

    #[test]
    fn one_step_goes_through_the_forms_and_then_scrolls() {
        let examples = FORMS.iter().map(|form| form.example.to_owned()).collect();
        let mut language = FilterLanguageOverlay { examples, selected: 0, top: 0 };
        let mut seen = Vec::new();
        for n_lines in [-1, 1, 1, 1, 1, 1, 1, -1, -1, 10, 10, -10, -10, isize::MAX, isize::MIN] {
            language.move_by(n_lines, 40);
            seen.push((language.selected, language.top));
        }
        let forms = [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0)];
        assert_eq!(seen[..6], forms);
        assert_eq!(seen[6..], [(5, 1), (5, 0), (4, 0), (4, 9), (4, 19), (4, 9), (4, 0), (4, 40), (4, 0)]);
    }
}
