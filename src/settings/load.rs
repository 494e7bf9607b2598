//! Reads the settings from file, environment and flags, and finds all problems at once.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::Keymap;
use super::problem::{ConfigProblem, NOTHING_USED, Source, nearest};
use super::table::{Given, LATER, LATER_VALUES, Row, Slot, is_switch, rows};
use super::theme::{read_theme_table, read_theme_text};
use super::{ConfigFile, Environment, Loaded, Origin, Settings, Sources, folder, places};

/// The sections that are not in the table of settings.
const OTHER_SECTIONS: [&str; 2] = ["keys", "theme"];

/// Reads all settings: defaults, then the file, then the environment, then the flags.
pub fn load(sources: &Sources) -> Loaded {
    crate::screen_thread::check("reading the configuration");
    let environment = &sources.environment;
    let (config_path, must_exist) = match &sources.config_file {
        ConfigFile::Ignored => (None, false),
        ConfigFile::Named(path) => (Some(path.clone()), true),
        ConfigFile::Usual => match environment.get("NEWSREADER_CONFIG").filter(|path| !path.is_empty()) {
            Some(path) => (Some(PathBuf::from(path)), true),
            None => (places::config_file(environment, &sources.system), false),
        },
    };
    let mut loader = Loader {
        settings: Settings::default(),
        problems: Vec::new(),
        origins: BTreeMap::new(),
        environment,
        config_folder: config_path.as_deref().and_then(Path::parent).map(Path::to_path_buf),
    };
    let mut config_exists = false;
    if let Some(path) = &config_path {
        loader.read_theme_files();
        match fs::read(path) {
            Ok(bytes) => {
                config_exists = true;
                loader.read_file(path, &bytes);
            }
            Err(error)
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) && !must_exist => {}
            Err(error) => {
                let problem = ConfigProblem::of(places::display(path, environment), unreadable(&error));
                loader.problems.push(problem.allowing("name another with --config, or leave it out with --no-config"));
            }
        }
    }
    loader.read_environment();
    loader.read_flags(sources);
    // Tables are iterated in the order of their names; users expect the order of the file.
    loader.problems.sort_by_key(|problem| (problem.path.is_none(), problem.path.clone(), problem.line, problem.column));
    let folder_origin = loader.origins.get(&("corpus", "folder")).cloned().unwrap_or_default();
    Loaded {
        settings: loader.settings,
        problems: loader.problems,
        config_path,
        config_exists,
        folder_origin,
        origins: loader.origins,
        state_dir: places::state_dir(environment, &sources.system),
        cache_dir: places::cache_dir(environment, &sources.system),
        own_folders: places::own_folders(environment, &sources.system),
    }
}

/// Returns the reason why a file cannot be read, as a phrase.
fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
        _ => format!("the file cannot be read: {error}"),
    }
}

/// The settings and problems read so far.
struct Loader<'sources> {
    settings: Settings,
    problems: Vec<ConfigProblem>,
    origins: BTreeMap<(&'static str, &'static str), Origin>,
    environment: &'sources Environment,
    config_folder: Option<PathBuf>,
}

impl Loader<'_> {
    /// Reads `themes/*.toml` next to the config file. A missing folder has no themes.
    fn read_theme_files(&mut self) {
        let Some(folder) = self.config_folder.as_ref().map(|folder| folder.join("themes")) else { return };
        let Ok(entries) = fs::read_dir(folder) else { return };
        let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        for path in paths {
            let Some(theme_name) = path.file_stem().and_then(OsStr::to_str) else { continue };
            let shown = places::display(&path, self.environment);
            match fs::read_to_string(&path) {
                Ok(text) => {
                    let (theme, problems) = read_theme_text(&shown, Some(&path), &text);
                    self.settings.themes.own.insert(theme_name.to_owned(), theme);
                    self.problems.extend(problems);
                }
                Err(error) => self.problems.push(ConfigProblem::of(shown, unreadable(&error))),
            }
        }
    }

    fn read_file(&mut self, path: &Path, bytes: &[u8]) {
        let name = places::display(path, self.environment);
        let text = match std::str::from_utf8(bytes) {
            // A byte-order mark is not TOML, but some editors write one.
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => {
                let line = bytes[..error.valid_up_to()].split(|byte| *byte == b'\n').count();
                self.problems.push(ConfigProblem::of(name, format!("the file is not UTF-8 (line {line})")));
                return;
            }
        };
        let source = Source { name: &name, path: Some(path), text };
        match DeTable::parse(text) {
            Ok(table) => self.read_table(table.get_ref(), source),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                self.problems.push(source.problem(span, error.message(), error.message()).allowing(NOTHING_USED));
            }
        }
    }

    fn read_table(&mut self, table: &DeTable<'_>, source: Source<'_>) {
        // Themes are read first, because `[ui] theme` may name one of them.
        if let Some(themes) = table.get("theme").and_then(|themes| themes.get_ref().as_table()) {
            self.read_themes(themes, source);
        }
        for (section, value) in table {
            let name = section.get_ref().as_ref();
            let is_table = value.get_ref().as_table().is_some();
            // `theme = "ink"` at the top is meant for [ui], which has a setting with the name of a section.
            let is_section = is_section(name) || OTHER_SECTIONS.contains(&name) && (is_table || name != "theme");
            match value.get_ref().as_table() {
                Some(keys) if name == "keys" => {
                    self.settings.keys = Keymap::with_own(keys, source, &mut self.problems);
                }
                Some(_) if name == "theme" => {}
                Some(entries) if is_section => self.read_section(name, entries, source),
                None if is_section => self.problems.push(
                    source
                        .problem(value.span(), "not a section", format!("“{name}” is a section, not a value"))
                        .allowing(format!("write [{name}] on a line of its own, and its settings below")),
                ),
                _ => self.problems.push(unknown_at_top(name, section, is_table, source)),
            }
        }
    }

    fn read_themes(&mut self, themes: &DeTable<'_>, source: Source<'_>) {
        for (name, value) in themes {
            let theme_name = name.get_ref().as_ref();
            match value.get_ref().as_table() {
                Some(theme) if theme_name != "auto" => {
                    let (theme, problems) = read_theme_table(theme, source);
                    self.settings.themes.own.insert(theme_name.to_owned(), theme);
                    self.problems.extend(problems);
                }
                _ => self.problems.push(
                    source
                        .problem(name.span(), "not a theme", format!("“{theme_name}” is not a theme"))
                        .allowing("a theme is a section [theme.NAME] with a name other than “auto”"),
                ),
            }
        }
    }

    fn read_section(&mut self, section: &str, entries: &DeTable<'_>, source: Source<'_>) {
        let mut problems = Vec::new();
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            let mut rows = rows(&mut self.settings);
            let Some(row) = rows.iter_mut().find(|row| row.section == section && row.name == name) else {
                problems.push(unknown_key(section, name, key, &rows, source));
                continue;
            };
            let place = (row.section, row.name);
            if !row.read(&given(value.get_ref())) {
                problems.push(wrong_value(row, value, source));
                continue;
            }
            if let Slot::Folder(text) = &row.slot {
                let text = (*text).clone();
                match folder::resolve(&text, self.config_folder.as_deref(), self.environment) {
                    Ok(folder) => self.settings.corpus.folder = folder,
                    Err(what) => {
                        problems.push(source.problem(value.span(), what.clone(), what));
                        self.settings.folder_text.clear();
                        continue;
                    }
                }
            }
            self.origins.insert(place, Origin::File);
        }
        self.problems.extend(problems);
    }

    /// Reads `NEWSREADER_SECTION_NAME` for every row of the table, and `NO_COLOR`.
    fn read_environment(&mut self) {
        let environment = self.environment;
        if environment.get("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            self.settings.ui.colors = super::Colors::None;
            self.origins.insert(("ui", "colors"), Origin::Variable("NO_COLOR".to_owned()));
        }
        for (variable, value) in environment {
            let Some(rest) = variable.strip_prefix("NEWSREADER_") else { continue };
            let rest = rest.to_lowercase();
            // Variables whose name has no section belong to other programs, such as scripts and packagers.
            let Some((section, name)) = rest.split_once('_').filter(|(section, _)| is_section(section)) else {
                continue;
            };
            // An empty variable counts as unset, except the folder, for which it means the sample.
            if value.is_empty() && (section, name) != ("corpus", "folder") {
                continue;
            }
            self.take(section, name, value, variable, Origin::Variable(variable.clone()));
        }
    }

    fn read_flags(&mut self, sources: &Sources) {
        for flag in &sources.flags {
            self.take(flag.section, flag.name, &flag.value, flag.flag, Origin::Flag(flag.flag));
        }
    }

    /// Sets a value from a variable or a flag, which `giver` names in messages.
    fn take(&mut self, section: &str, name: &str, value: &OsStr, giver: &str, origin: Origin) {
        let text = value.to_string_lossy().into_owned();
        let mut all = rows(&mut self.settings);
        let Some(row) = all.iter_mut().find(|row| row.section == section && row.name == name) else {
            let names = all.iter().map(|row| variable_name(row.section, row.name)).collect::<Vec<_>>();
            let problem = if is_later(section, name) {
                ConfigProblem::of(giver, format!("“{name}” of [{section}] comes with a later release"))
            } else {
                ConfigProblem::of(giver, "unknown setting")
                    .suggesting(nearest(giver, names.iter().map(String::as_str)).map(str::to_owned))
            };
            self.problems.push(problem);
            return;
        };
        let place = (row.section, row.name);
        if !row.read(&Given::Text(text.clone())) {
            let words = row.words();
            let problem = ConfigProblem::of(giver, format!("“{text}” is not {}", row.noun))
                .allowing(row.allowed())
                .suggesting(nearest(&text, words.iter().map(String::as_str)).map(|word| format!("“{word}”")));
            self.problems.push(problem);
            return;
        }
        if place == ("corpus", "folder") {
            // The shell has replaced `~` and variables in a flag. A name that is not Unicode is taken literally as
            // well.
            let is_literal = matches!(origin, Origin::Flag(_)) || value.to_str().is_none();
            let resolved = if is_literal && !value.is_empty() {
                Ok(Some(PathBuf::from(value)))
            } else {
                folder::resolve(&text, None, self.environment)
            };
            match resolved {
                Ok(folder) => self.settings.corpus.folder = folder,
                Err(what) => {
                    self.problems.push(ConfigProblem::of(giver, what));
                    return;
                }
            }
        }
        self.origins.insert(place, origin);
    }
}

/// Returns the name of the variable for a setting.
fn variable_name(section: &str, name: &str) -> String {
    format!("NEWSREADER_{section}_{name}").to_uppercase()
}

fn is_section(name: &str) -> bool {
    rows(&mut Settings::default()).iter().any(|row| row.section == name)
}

fn is_later(section: &str, name: &str) -> bool {
    LATER.iter().any(|(later, names)| *later == section && names.contains(&name))
}

/// Converts a value of the file to the kinds of values that settings have.
fn given(value: &DeValue<'_>) -> Given {
    match value {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Given::Other, Given::Number)
        }
        DeValue::Boolean(on) => Given::Switch(*on),
        DeValue::Array(values) => {
            let texts: Option<Vec<String>> =
                values.iter().map(|value| value.get_ref().as_str().map(str::to_owned)).collect();
            texts.map_or(Given::Other, Given::List)
        }
        _ => Given::Other,
    }
}

/// Returns the problem of a top-level entry that is not a known section.
fn unknown_at_top(name: &str, key: &Spanned<DeString<'_>>, is_table: bool, source: Source<'_>) -> ConfigProblem {
    if LATER.iter().any(|(section, _)| *section == name) {
        let what = format!("section [{name}] comes with a later release");
        return source.problem(key.span(), "comes with a later release", what);
    }
    let mut defaults = Settings::default();
    let all = rows(&mut defaults);
    if !is_table {
        let problem = source.problem(key.span(), "unknown key", format!("unknown key “{name}” before any section"));
        let near = nearest(name, all.iter().map(|row| row.name));
        let Some(row) = all.iter().find(|row| Some(row.name) == near) else { return problem };
        let problem = problem.allowing(format!("“{}” belongs under [{}]", row.name, row.section));
        return problem.suggesting((row.name != name).then(|| format!("“{}”", row.name)));
    }
    let mut sections: Vec<&str> = all.iter().map(|row| row.section).chain(OTHER_SECTIONS).collect();
    sections.dedup();
    source
        .problem(key.span(), "unknown section", format!("unknown section [{name}]"))
        .allowing(format!("the sections are: {}", sections.join(", ")))
        .suggesting(nearest(name, sections).map(|word| format!("[{word}]")))
}

/// Returns the problem of a key that its section does not have.
fn unknown_key(
    section: &str,
    name: &str,
    key: &Spanned<DeString<'_>>,
    rows: &[Row<'_>],
    source: Source<'_>,
) -> ConfigProblem {
    if is_later(section, name) {
        let what = format!("“{name}” comes with a later release");
        return source.problem(key.span(), "comes with a later release", what);
    }
    let problem = source.problem(key.span(), "unknown key", format!("unknown key “{name}”"));
    let names = || rows.iter().filter(|row| row.section == section).map(|row| row.name);
    if let Some(near) = nearest(name, names()) {
        return problem.suggesting(Some(format!("“{near}”")));
    }
    match rows.iter().find(|row| row.name == name) {
        Some(row) => problem.allowing(format!("“{name}” belongs under [{}]", row.section)),
        None => problem.allowing(format!("[{section}] has: {}", names().collect::<Vec<_>>().join(", "))),
    }
}

/// Returns the problem of a value that its setting does not allow.
fn wrong_value(row: &Row<'_>, value: &Spanned<DeValue<'_>>, source: Source<'_>) -> ConfigProblem {
    let text = value.get_ref().as_str().unwrap_or_default();
    let written = source.text.get(value.span()).unwrap_or_default().lines().next().unwrap_or_default();
    if LATER_VALUES.contains(&(row.section, row.name, text)) {
        let what = format!("{written} comes with a later release");
        return source.problem(value.span(), "comes with a later release", what).allowing(row.allowed());
    }
    let label = format!("not {}", row.noun);
    let words = row.words();
    let near = nearest(text, words.iter().map(String::as_str));
    // `true` and `false` have no quotes in a file.
    let quote = |word: &str| if is_switch(word) { word.to_owned() } else { format!("\"{word}\"") };
    source
        .problem(value.span(), label.clone(), format!("{written} is {label}"))
        .allowing(row.allowed())
        .suggesting(near.map(quote))
}
