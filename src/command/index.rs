//! `newsreader index`: what is kept of folders from one start to the next, how large it is, and how to be rid of it.

use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::arguments::IndexCommand;
use super::article_json::SCHEMA;
use super::library::day_of;
use super::{Context, Exit, Failure};
use crate::index::cache::{self, CacheFolder, Cached, Removal, State, Summary};
use crate::index::stored;
use crate::settings::places;
use crate::text::numbers::size_of;
use crate::text::safe::safe_line;

/// Runs one of the commands about indexes.
pub fn run(context: &mut Context<'_>, command: IndexCommand) -> Result<Exit, Failure> {
    context.check_settings()?;
    let root = context.loaded.cache_dir.clone();
    let root =
        root.ok_or_else(|| Failure::new(Exit::Config, "no place for an index is known; XDG_CACHE_HOME can name one"))?;
    match command {
        IndexCommand::Status => status(context, &root),
        IndexCommand::Clear { all } => clear(context, &root, all),
    }
}

/// The place of the index of the folder in use; `None` for the built-in sample, which has none. A folder that is not
/// there is one as long as an index says that it was.
fn folder(context: &Context<'_>, root: &Path) -> Result<Option<CacheFolder>, Failure> {
    let Some(corpus) = &context.loaded.settings.corpus.folder else { return Ok(None) };
    let folder = CacheFolder::of(root, corpus, &context.corpus_options());
    if !corpus.is_dir() && !cache::all(root).iter().any(|cached| is_of(cached, &folder)) {
        context.corpus()?;
    }
    Ok(Some(folder))
}

/// Whether an index is of that folder, with whatever options the folder was read.
fn is_of(cached: &Cached, folder: &CacheFolder) -> bool {
    cached.path == folder.path() || cached.corpus.as_deref() == Some(folder.corpus())
}

/// Prints the index of the folder in use and the others.
fn status(context: &mut Context<'_>, root: &Path) -> Result<Exit, Failure> {
    let folder = folder(context, root)?;
    let all = cache::all(root);
    let n_bytes: u64 = all.iter().map(|cached| cached.n_bytes).sum();
    let is_other = |cached: &&Cached| folder.as_ref().is_none_or(|folder| cached.path != folder.path());
    let others: Vec<&Cached> = all.iter().filter(is_other).collect();
    let settings = context.loaded.settings.index;
    if context.arguments.global.json {
        let object = json!({
            "schema": SCHEMA,
            "enabled": settings.enabled,
            "folder": folder.as_ref().map(|folder| path_text(folder.corpus())),
            "index": folder.as_ref().map(|folder| summary_json(folder, &cache::summary(folder))),
            "others": others.iter().map(|cached| cached_json(cached)).collect::<Vec<_>>(),
            "bytes": n_bytes,
            "max_bytes": settings.max_bytes,
        });
        writeln!(context.out, "{object}")?;
        return Ok(Exit::Done);
    }
    if !settings.enabled {
        let origin = context.loaded.origin("index", "enabled").name().to_owned();
        context.note(&format!("no index is used: {origin} says so"))?;
    }
    let shown = |path: &Path| places::display(path, &context.environment);
    match &folder {
        Some(folder) => {
            let summary = cache::summary(folder);
            writeln!(context.out, "{}", shown(folder.corpus()))?;
            writeln!(context.out, "  state      {}", state_in_words(&summary))?;
            if let Some(format) = format_of(summary.state) {
                writeln!(context.out, "  format     {format}")?;
            }
            if summary.n_bytes > 0 {
                writeln!(context.out, "  size       {}", size_of(summary.n_bytes))?;
            }
            if let Some(last_used) = summary.last_used {
                writeln!(context.out, "  last used  {}", day_of(last_used))?;
            }
            writeln!(context.out, "  path       {}", shown(folder.path()))?;
        }
        None => writeln!(context.out, "The built-in sample has no index.")?,
    }
    if !others.is_empty() {
        let heading = if folder.is_some() { "Others" } else { "Of other folders" };
        writeln!(context.out, "\n{heading} ({})", others.len())?;
        let size_columns = others.iter().map(|cached| size_of(cached.n_bytes).len()).max().unwrap_or(0);
        for cached in others {
            let size = size_of(cached.n_bytes);
            let last_used = cached.last_used.map_or("unknown".to_owned(), |moment| day_of(moment).to_string());
            let of = cached.corpus.as_deref().map_or("an unknown folder".to_owned(), shown);
            let note = match (cached.corpus.is_some() && !cached.is_corpus_there, cached.is_in_use) {
                (true, _) => " (the folder is not there)",
                (false, true) => " (in use)",
                (false, false) => "",
            };
            writeln!(context.out, "  {size:>size_columns$}  {last_used:<10}  {of}{note}")?;
        }
    }
    writeln!(context.out, "\n{} of at most {}", size_of(n_bytes), size_of(settings.max_bytes))?;
    Ok(Exit::Done)
}

/// Removes the index of the folder in use, or all of them, and says what became of each.
fn clear(context: &mut Context<'_>, root: &Path, is_all: bool) -> Result<Exit, Failure> {
    let folder = if is_all { None } else { folder(context, root)? };
    if !is_all && folder.is_none() {
        context.note("the built-in sample has no index; --all removes those of all folders")?;
        return Ok(Exit::Done);
    }
    let removed = cache::clear(root, folder.as_ref());
    if context.arguments.global.json {
        let indexes: Vec<Value> = removed
            .iter()
            .map(|removed| {
                let mut object = cached_json(&removed.cached);
                object["removed"] = json!(removed.removal == Removal::Done);
                object
            })
            .collect();
        writeln!(context.out, "{}", json!({ "schema": SCHEMA, "indexes": indexes }))?;
    }
    let mut messages = Vec::new();
    for removed in &removed {
        match removed.removal {
            Removal::Done if context.arguments.global.json => {}
            Removal::Done => writeln!(context.out, "{}", removed.sentence())?,
            Removal::InUse | Removal::Failed(_) => messages.push(removed.sentence()),
        }
    }
    if removed.is_empty() {
        context.note(if is_all { "there is no index" } else { "there is no index of this folder" })?;
    }
    if messages.is_empty() {
        return Ok(Exit::Done);
    }
    let has_failed = removed.iter().any(|removed| matches!(removed.removal, Removal::Failed(_)));
    Err(Failure::Said { exit: if has_failed { Exit::Fault } else { Exit::NoMatch }, messages })
}

/// The number of the format of an index, where it is known.
fn format_of(state: State) -> Option<u32> {
    match state {
        State::Present => Some(stored::FORMAT),
        State::OtherFormat(number) => Some(number),
        State::Missing | State::Damaged => None,
    }
}

/// The state in one word, for scripts.
fn state_word(state: State) -> &'static str {
    match state {
        State::Missing => "none",
        State::Present => "present",
        State::OtherFormat(number) if number < stored::FORMAT => "older format",
        State::OtherFormat(_) => "newer format",
        State::Damaged => "damaged",
    }
}

fn state_in_words(summary: &Summary) -> String {
    let what_then = match summary.state {
        State::OtherFormat(_) | State::Damaged => ", so it is made anew when the folder is next read",
        State::Missing | State::Present => "",
    };
    let by_whom = match (summary.is_being_written, summary.is_in_use) {
        (true, _) => "; a newsreader is writing it",
        (false, true) => "; a newsreader is reading it",
        (false, false) => "",
    };
    format!("{}{what_then}{by_whom}", state_word(summary.state))
}

fn summary_json(folder: &CacheFolder, summary: &Summary) -> Value {
    json!({
        "path": path_text(folder.path()),
        "state": state_word(summary.state),
        "format": format_of(summary.state),
        "bytes": summary.n_bytes,
        "last_used": summary.last_used.and_then(moment_text),
        "being_written": summary.is_being_written,
        "in_use": summary.is_in_use,
    })
}

fn cached_json(cached: &Cached) -> Value {
    json!({
        "folder": cached.corpus.as_deref().map(path_text),
        "folder_is_there": cached.is_corpus_there,
        "path": path_text(&cached.path),
        "bytes": cached.n_bytes,
        "last_used": cached.last_used.and_then(moment_text),
        "in_use": cached.is_in_use,
    })
}

fn path_text(path: &Path) -> String {
    safe_line(&path.to_string_lossy())
}

/// A moment as in RFC 3339.
fn moment_text(moment: SystemTime) -> Option<String> {
    Timestamp::try_from(moment).ok().map(|moment| moment.to_string())
}
