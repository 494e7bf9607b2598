//! `newsreader config`: prints the settings with their origins, and the problems in them.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};

use serde_json::{Value, json};

use super::arguments::ConfigCommand;
use super::article_json::SCHEMA;
use super::{Context, Exit, Failure};
use crate::settings::table::rows;
use crate::settings::{ConfigProblem, DEFAULT_CONFIG, places};
use crate::text::safe;

mod keys;
mod themes;

/// Runs a subcommand of `config`. It also works with a broken configuration, because it is needed to repair it.
pub fn run(context: &mut Context<'_>, command: ConfigCommand) -> Result<Exit, Failure> {
    context.check_flags()?;
    match command {
        ConfigCommand::Show => show(context),
        ConfigCommand::Path => path(context),
        ConfigCommand::Init => init(context),
        ConfigCommand::Check => check(context),
        ConfigCommand::Keys => keys::run(context),
        ConfigCommand::Themes => themes::run(context),
    }
}

/// Returns the path of the config file for display, or a failure if no file is in use.
fn path_shown(context: &Context<'_>) -> Result<String, Failure> {
    let path = context.loaded.config_path.as_deref().map(|path| places::display(path, &context.environment));
    path.ok_or_else(|| {
        Failure::new(Exit::Config, "no config file is in use; without --no-config, --config FILE names one")
    })
}

/// Prints every setting in force, with its origin, as a usable config file.
fn show(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let mut settings = context.loaded.settings.clone();
    let keys = settings.keys.clone();
    let themes: Vec<String> = settings.themes.own.keys().cloned().collect();
    let rows = rows(&mut settings);
    if context.arguments.global.json {
        let mut object = json!({ "schema": SCHEMA, "settings": {} });
        for row in &rows {
            let origin = context.loaded.origin(row.section, row.name);
            // The TOML text is parsed again, so that numbers and lists stay numbers and lists.
            let written = format!("value = {}", row.written());
            let value = toml::from_str::<toml::Table>(&written).ok().and_then(|mut table| table.remove("value"));
            object["settings"][row.section][row.name] =
                json!({ "value": value.map_or(Value::Null, |value| json!(value)), "from": origin.name() });
        }
        writeln!(context.out, "{}", safe::safe_json(&object.to_string()))?;
        return Ok(end(context));
    }
    let file = match (path_shown(context), context.loaded.config_exists) {
        (Ok(path), true) => path,
        (Ok(path), false) => format!("{path} (does not exist)"),
        (Err(_), _) => "none".to_owned(),
    };
    writeln!(context.out, "# Config file: {file}")?;
    let mut section = "";
    for row in &rows {
        if row.section != section {
            section = row.section;
            writeln!(context.out, "\n[{section}]")?;
        }
        let setting = format!("{} = {}", row.name, row.written());
        let origin = context.loaded.origin(row.section, row.name);
        writeln!(context.out, "{setting:<40} # {}", origin.name())?;
    }
    writeln!(context.out, "\n[keys]")?;
    for row in crate::action::ACTIONS {
        if keys.is_own(row.action) {
            let names: Vec<String> = keys.keys_of(row.action).map(|keys| format!("{:?}", keys.name())).collect();
            let setting = format!("{} = [{}]", row.name, names.join(", "));
            writeln!(context.out, "{setting:<40} # the config file")?;
        }
    }
    for theme in themes {
        writeln!(context.out, "\n# [theme.{}] is your own", safe::safe_in_line(&theme))?;
    }
    Ok(end(context))
}

/// Returns the exit code of a command about settings: [`Exit::Config`] if the settings have problems.
fn end(context: &Context<'_>) -> Exit {
    if context.loaded.problems.is_empty() { Exit::Done } else { Exit::Config }
}

/// Prints the path of the config file, which need not exist.
fn path(context: &mut Context<'_>) -> Result<Exit, Failure> {
    path_shown(context)?;
    if context.arguments.global.json {
        let path = context.loaded.config_path.as_deref().map(printed);
        let object = json!({ "schema": SCHEMA, "path": path, "exists": context.loaded.config_exists });
        writeln!(context.out, "{object}")?;
        return Ok(Exit::Done);
    }
    if let Some(path) = &context.loaded.config_path {
        // The whole path, without `~`, because it is used in other commands.
        writeln!(context.out, "{}", printed(path))?;
    }
    if !context.loaded.config_exists {
        context.note("this file does not exist; “newsreader config init” writes it")?;
    }
    Ok(Exit::Done)
}

/// Writes the default config file to the path of the user's config file.
fn init(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let shown = path_shown(context)?;
    let Some(path) = context.loaded.config_path.clone() else { return Ok(Exit::Config) };
    let failed = |error: std::io::Error| {
        let message = match error.kind() {
            ErrorKind::AlreadyExists => format!("{shown} already exists and was not changed"),
            _ => format!("{shown} could not be written: {}", crate::corpus::plain_reason(&error)),
        };
        Failure::new(Exit::Config, message)
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    // `create_new` does not overwrite a file that was created a moment ago.
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(DEFAULT_CONFIG.as_bytes()).map_err(failed)?;
    writeln!(context.out, "{}", printed(&path))?;
    Ok(Exit::Done)
}

/// Prints every problem with its file, line and column.
fn check(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let problems = context.loaded.problems.clone();
    if context.arguments.global.json {
        let problems: Vec<Value> = problems.iter().map(problem_json).collect();
        writeln!(context.out, "{}", json!({ "schema": SCHEMA, "problems": problems }))?;
        return Ok(end(context));
    }
    for (idx, problem) in problems.iter().enumerate() {
        writeln!(context.out, "{}{problem}", if idx == 0 { "" } else { "\n" })?;
    }
    if !problems.is_empty() {
        let settings = if problems.len() == 1 { "this setting" } else { &format!("these {} settings", problems.len()) };
        context.out.flush()?;
        context.note(&format!("the defaults are used for {settings}; all others are used as written"))?;
        return Ok(Exit::Config);
    }
    match (path_shown(context), context.loaded.config_exists) {
        (Ok(path), true) => writeln!(context.out, "{path}: no problems")?,
        (Ok(path), false) => writeln!(context.out, "{path} does not exist; every setting has its default")?,
        (Err(_), _) => writeln!(context.out, "no config file is in use")?,
    }
    Ok(Exit::Done)
}

fn problem_json(problem: &ConfigProblem) -> Value {
    json!({
        "file": problem.file,
        "line": (problem.line > 0).then_some(problem.line),
        "column": (problem.column > 0).then_some(problem.column),
        "what": problem.what,
        "allowed": problem.allowed,
        "suggestion": problem.suggestion,
    })
}

/// Returns a path for a line of its own, with its blanks.
fn printed(path: &std::path::Path) -> String {
    safe::safe_in_line(&path.to_string_lossy())
}
