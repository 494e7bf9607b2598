//! The box with the filter language: six forms with examples of the open folder, and behind them all of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tui_input::InputRequest;
use unicode_segmentation::UnicodeSegmentation;

use super::App;
use super::effect::Effect;
use super::overlay::Overlay;
use crate::query::language::FORMS;
use crate::query::parse;

/// The line of the box that the whole language starts with: behind the forms, a blank line, the line that says more,
/// and another blank one.
const REST_AT: usize = FORMS.len() + 3;

/// The lines of a page in a box.
const PAGE: isize = 10;

/// At most so many articles are looked at for the most frequent source: those of the first screens.
const ARTICLES_MAX: usize = 1000;

/// The fewest letters of a word of a title that is worth an example. Shorter ones are mostly of the kind of "the".
const LETTERS_MIN: usize = 4;

/// The filter language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterLanguageOverlay {
    /// An example for each of [`FORMS`].
    pub examples: Vec<String>,
    /// The selected form.
    pub selected: usize,
    /// The first line in view.
    pub top: usize,
}

impl FilterLanguageOverlay {
    /// The example of the selected form, where it is in view.
    pub fn example(&self) -> Option<String> {
        self.examples.get(self.selected).filter(|_| self.top <= self.selected).cloned()
    }

    /// Goes through the forms, and then through the lines.
    pub fn move_by(&mut self, n_lines: isize, last_top: usize) {
        let is_step = n_lines.abs_diff(0) == 1;
        let next = self.selected.saturating_add_signed(n_lines);
        if is_step && self.top == 0 && next < FORMS.len() {
            self.selected = next;
        } else if self.top < REST_AT && n_lines >= PAGE && n_lines != isize::MAX {
            // The first page on is the start of the whole language.
            self.top = REST_AT.min(last_top);
        } else {
            self.top = self.top.saturating_add_signed(n_lines).min(last_top);
        }
    }
}

impl App {
    /// Opens the filter language over the filter box.
    pub(super) fn open_filter_language(&mut self) {
        let examples = self.examples();
        self.overlay = Some(Overlay::FilterLanguage(FilterLanguageOverlay { examples, selected: 0, top: 0 }));
    }

    /// Writes an example into the filter box, behind what stands there.
    pub(super) fn write_example(&mut self, example: &str, effects: &mut Vec<Effect>) {
        self.enter_filter();
        self.filter.edit(InputRequest::GoToEnd);
        let before = self.filter.text();
        let needs_space = !before.is_empty() && !before.ends_with(char::is_whitespace);
        // Beside other words, alternatives are what they are in parentheses.
        let is_choice = example.contains(" or ") && !before.trim().is_empty();
        let example = if is_choice { format!("({example})") } else { example.to_owned() };
        let is_changed = needs_space && self.filter.edit(InputRequest::InsertChar(' '));
        if self.filter.paste(&example) || is_changed {
            self.search_anew(effects);
        }
    }

    /// An example for each form, from what the screen knows of the folder: no file is opened for it.
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

    /// A filter for the source that most of the newest articles have, of those at hand.
    fn most_frequent_source(&self) -> Option<String> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for row in self.snapshot.by_date().iter().take(ARTICLES_MAX) {
            let article = self.article(*row);
            if let Some(value) = article.as_ref().and_then(|article| as_value(article.source.value()?)) {
                *counts.entry(value).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(value, n_articles)| (*n_articles, Reverse(value.clone())));
        most.map(|(value, _)| format!("source:{value}"))
    }

    /// A filter for the first author of the selected article.
    fn author(&self) -> Option<String> {
        let article = self.selected()?;
        let author = article.authors.value()?.first()?;
        Some(format!("author:{}", as_value(author)?))
    }
}

/// A name as the value of a field; none where it has signs that mean something in a filter.
fn as_value(name: &str) -> Option<String> {
    let is_plain = name.chars().all(|character| character.is_alphanumeric() || matches!(character, ' ' | '.' | '-'));
    let has_letter = name.chars().any(char::is_alphanumeric);
    let is_word = name.chars().all(char::is_alphanumeric);
    (is_plain && has_letter).then(|| if is_word { name.to_owned() } else { format!("\"{name}\"") })
}

/// True for a word of a title that is worth an example.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= LETTERS_MIN && word.chars().all(char::is_alphabetic)
}

/// The two longest words of a title, in its order.
fn two_words(title: &str) -> Option<(String, String)> {
    let mut words: Vec<(usize, String)> = Vec::new();
    for (at, word) in title.unicode_words().enumerate().filter(|(_, word)| is_telling(word)) {
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

/// The longest two words of a title that stand side by side, as a phrase.
fn phrase(title: &str) -> Option<String> {
    let words: Vec<&str> = title.unicode_words().collect();
    let pairs = words.windows(2).filter(|pair| pair.iter().all(|word| is_telling(word)));
    // Of pairs of one length the first is taken, and the iterator takes the last.
    let longest = pairs.rev().max_by_key(|pair| pair.iter().map(|word| word.chars().count()).sum::<usize>())?;
    Some(format!("\"{}\"", longest.join(" ").to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_title() {
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
    fn names_as_values() {
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
