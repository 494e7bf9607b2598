//! The table of all settings: section, name and allowed values.
//!
//! To add a setting, add a field to [`Settings`], a row here, and a commented line in `config/config.toml`. Parsing,
//! messages, environment variables and `config show` follow from the row.

use crate::text::safe;
use std::ops::RangeInclusive;

use super::Settings;
use super::values::{SettingWord, read_size, write_size};

/// A setting, with a reference to its value in a [`Settings`].
pub struct Row<'settings> {
    pub section: &'static str,
    pub name: &'static str,
    /// The term for a value, with its article: `a scale`.
    pub noun: &'static str,
    pub slot: Slot<'settings>,
}

/// The value of a setting, by its type.
pub enum Slot<'settings> {
    /// The folder of articles, as text. It is resolved after reading, depending on its origin.
    Folder(&'settings mut String),
    /// True or false.
    Switch(&'settings mut bool),
    /// A whole number within bounds.
    Number(&'settings mut u32, RangeInclusive<u32>),
    Text(&'settings mut String),
    /// A list of globs, with the rules of a line in `.gitignore`.
    Globs(&'settings mut Vec<String>),
    /// A number of bytes.
    Size(&'settings mut u64),
    /// One of the words of an enum.
    Word(&'settings mut dyn SettingWord),
    /// One of the words that are only known at run time: the names of themes.
    Name(&'settings mut String, Vec<String>),
}

/// A value as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A string of the file, or a variable or a flag.
    Text(String),
    /// A whole number of the file.
    Number(i64),
    /// `true` or `false` of the file.
    Switch(bool),
    /// A list of strings of the file.
    List(Vec<String>),
    /// A value of a type that no setting has: a date, a table, a fraction.
    Other,
}

/// Returns every setting of `settings`, in the order of `config/config.toml`.
pub fn rows(settings: &mut Settings) -> Vec<Row<'_>> {
    let theme_names = settings.themes.names();
    let Settings { folder_text, corpus, index, list, reader, timeline, filter, ui, .. } = settings;
    let row = |section, name, noun, slot| Row { section, name, noun, slot };
    vec![
        row("corpus", "folder", "a folder", Slot::Folder(folder_text)),
        row("corpus", "include", "a list of globs", Slot::Globs(&mut corpus.include)),
        row("corpus", "exclude", "a list of globs", Slot::Globs(&mut corpus.exclude)),
        row("corpus", "hidden", "true or false", Slot::Switch(&mut corpus.hidden)),
        row("corpus", "follow_links", "true or false", Slot::Switch(&mut corpus.follow_links)),
        row("corpus", "max_article", "a size", Slot::Size(&mut corpus.max_article_bytes)),
        row("corpus", "link_lists", "true or false", Slot::Switch(&mut corpus.link_lists)),
        row("corpus", "watch", "a watch mode", Slot::Word(&mut corpus.watch)),
        row("index", "enabled", "true or false", Slot::Switch(&mut index.enabled)),
        row("index", "max_size", "a size", Slot::Size(&mut index.max_bytes)),
        row("list", "width", "a width", Slot::Word(&mut list.width)),
        row("list", "rows", "a kind of row", Slot::Word(&mut list.rows)),
        row("list", "sort", "a sort key", Slot::Word(&mut list.sort)),
        row("reader", "measure", "a measure", Slot::Number(&mut reader.measure, 40..=100)),
        row("reader", "paragraphs", "a paragraph style", Slot::Word(&mut reader.paragraphs)),
        row("reader", "boilerplate", "a boilerplate mode", Slot::Word(&mut reader.boilerplate)),
        row("reader", "words_per_minute", "a rate", Slot::Number(&mut reader.words_per_minute, 50..=1000)),
        row("timeline", "place", "a place", Slot::Word(&mut timeline.place)),
        row("timeline", "height", "a height", Slot::Word(&mut timeline.height)),
        row("timeline", "scale", "a scale", Slot::Word(&mut timeline.scale)),
        row("filter", "history", "a number of filters", Slot::Number(&mut filter.history, 0..=10_000)),
        row("ui", "theme", "a theme", Slot::Name(&mut ui.theme, theme_names)),
        row("ui", "colors", "a colour depth", Slot::Word(&mut ui.colors)),
        row("ui", "glyphs", "a glyph set", Slot::Word(&mut ui.glyphs)),
        row("ui", "mouse", "true or false", Slot::Switch(&mut ui.mouse)),
        row("ui", "hints", "true or false", Slot::Switch(&mut ui.hints)),
        row("ui", "open", "a program", Slot::Text(&mut ui.open)),
        row("ui", "editor", "a program", Slot::Text(&mut ui.editor)),
    ]
}

/// The sections and keys of later releases. A file with them gets a message that says so instead of a guess.
pub const LATER: &[(&str, &[&str])] = &[
    ("corpus", &["encoding"]),
    ("dates", &["order", "infer", "file_time", "format", "week_start", "timezone"]),
    ("stories", &["fold", "window", "threshold", "auto_unfold_single"]),
    ("list", &["show_read"]),
    ("reader", &["align", "hyphenate", "mark_read", "remember_position", "links"]),
    ("timeline", &["unit", "fold_gaps", "mentioned"]),
    ("filter", &["complete", "scope"]),
    ("compare", &["layout", "only_differences", "ignore"]),
    ("ui", &["marks", "motion", "screen_reader", "confirm_quit"]),
    ("saved", &[]),
];

/// The values of later releases, by section, key and value.
pub const LATER_VALUES: &[(&str, &str, &str)] =
    &[("list", "sort", "tellings"), ("timeline", "place", "top"), ("ui", "glyphs", "braille")];

impl Row<'_> {
    /// Sets the value. Returns false, without a change, if the value is not allowed.
    pub fn read(&mut self, given: &Given) -> bool {
        match (&mut self.slot, given) {
            (Slot::Folder(slot) | Slot::Text(slot), Given::Text(text)) => slot.clone_from(text),
            (Slot::Switch(slot), Given::Switch(on)) => **slot = *on,
            // Variables have no types, so the words of TOML and the usual digits mean true and false.
            (Slot::Switch(slot), Given::Text(text)) => match text.as_str() {
                "true" | "1" => **slot = true,
                "false" | "0" => **slot = false,
                _ => return false,
            },
            (Slot::Number(slot, bounds), given) => match number(given).filter(|number| bounds.contains(number)) {
                Some(number) => **slot = number,
                None => return false,
            },
            (Slot::Globs(slot), Given::List(list)) if list.iter().all(|glob| globset::Glob::new(glob).is_ok()) => {
                slot.clone_from(list);
            }
            // A glob may have commas within braces, so a variable has one glob in each line.
            (Slot::Globs(slot), Given::Text(text)) => {
                let globs: Vec<String> = text.lines().map(str::to_owned).collect();
                if globs.iter().any(|glob| globset::Glob::new(glob).is_err()) {
                    return false;
                }
                **slot = globs;
            }
            (Slot::Size(slot), given) => {
                let text = match given {
                    Given::Text(text) => text.clone(),
                    Given::Number(number) => number.to_string(),
                    _ => return false,
                };
                match read_size(&text) {
                    Some(bytes) => **slot = bytes,
                    None => return false,
                }
            }
            (Slot::Word(slot), Given::Text(text)) => return slot.read(text),
            (Slot::Word(slot), Given::Switch(on)) => return slot.read(if *on { "true" } else { "false" }),
            (Slot::Word(slot), Given::Number(number)) => return slot.read(&number.to_string()),
            (Slot::Name(slot, names), Given::Text(text)) if names.contains(text) => slot.clone_from(text),
            _ => return false,
        }
        true
    }

    /// Returns the value as it is written in a file.
    pub fn written(&self) -> String {
        let quoted = |text: &str| {
            if text.chars().any(|character| character == '\n' || safe::is_unsafe(character)) {
                // JSON strings are valid TOML strings with the same escapes.
                safe::safe_json(&serde_json::Value::from(text).to_string())
            } else {
                toml::Value::String(text.to_owned()).to_string()
            }
        };
        match &self.slot {
            Slot::Folder(text) | Slot::Text(text) | Slot::Name(text, _) => quoted(text),
            Slot::Switch(on) => on.to_string(),
            Slot::Number(number, _) => number.to_string(),
            Slot::Globs(globs) => {
                let globs: Vec<String> = globs.iter().map(|glob| quoted(glob)).collect();
                format!("[{}]", globs.join(", "))
            }
            Slot::Size(bytes) => quoted(&write_size(**bytes)),
            Slot::Word(word) => {
                let written = word.written();
                if is_switch(&written) {
                    return written;
                }
                let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
                // `colors = "16"` is a name and `height = 3` a number: listed words are quoted.
                if is_number && !word.words().contains(&written.as_str()) { written } else { quoted(&written) }
            }
        }
    }

    /// Returns the allowed words, if the setting has words.
    pub fn words(&self) -> Vec<String> {
        match &self.slot {
            Slot::Switch(_) => vec!["true".to_owned(), "false".to_owned()],
            Slot::Word(word) => word.words().into_iter().map(str::to_owned).collect(),
            Slot::Name(_, names) => names.clone(),
            _ => Vec::new(),
        }
    }

    /// Returns the allowed values as a phrase: `“scale” can be: auto, linear, sqrt, log`.
    pub fn allowed(&self) -> String {
        let name = self.name;
        match &self.slot {
            Slot::Folder(_) => format!("“{name}” is a folder in quotes, \"\" for the built-in sample"),
            Slot::Text(_) => format!("“{name}” is text in quotes"),
            Slot::Globs(_) => format!("“{name}” is a list of globs in quotes, such as [\"*.md\", \"2022/**\"]"),
            Slot::Size(_) => format!("“{name}” is a size in quotes, such as \"64 MiB\" or \"500 kB\""),
            Slot::Number(_, bounds) => {
                format!("“{name}” can be: a whole number from {} to {}", bounds.start(), bounds.end())
            }
            Slot::Switch(_) | Slot::Word(_) | Slot::Name(..) => {
                let mut words = self.words();
                if let Slot::Word(word) = &self.slot {
                    words.extend(word.also().map(str::to_owned));
                }
                format!("“{name}” can be: {}", words.join(", "))
            }
        }
    }
}

/// True if a word is written without quotes in a file, as `true` and `false` are.
pub fn is_switch(word: &str) -> bool {
    matches!(word, "true" | "false")
}

fn number(given: &Given) -> Option<u32> {
    match given {
        Given::Number(number) => u32::try_from(*number).ok(),
        Given::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
