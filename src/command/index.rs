//! `newsreader index`: prints the state and size of indexes, removes them and builds them again.

use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::arguments::IndexCommand;
use super::article_json::SCHEMA;
use super::{Context, Exit, Failure};
use crate::index::cache::{self, CacheFolder, Cached, Removal};
use crate::private;
use crate::settings::places;
use crate::text::safe::safe_line;

mod rebuild;
mod status;

/// Runs a subcommand of `index`.
pub fn run(context: &mut Context<'_>, command: IndexCommand) -> Result<Exit, Failure> {
    context.check_settings()?;
    let root = context.loaded.cache_dir.clone();
    let root =
        root.ok_or_else(|| Failure::new(Exit::Config, "no cache folder is known; XDG_CACHE_HOME can name one"))?;
    private::check_folder(&root).map_err(|error| {
        let shown = places::display(&root, &context.environment);
        Failure::new(
            Exit::Config,
            format!("no index in {shown} is used: {}; XDG_CACHE_HOME can name another place", cache::why(&error)),
        )
    })?;
    match command {
        IndexCommand::Status { check } => status::run(context, &root, check),
        IndexCommand::Rebuild => rebuild::run(context, &root),
        IndexCommand::Clear { all } => clear(context, &root, all),
    }
}

/// Returns the place of the index of the folder in use; `None` for the built-in sample, which has no index.
///
/// A missing folder is accepted if it still has an index.
fn folder(context: &Context<'_>, root: &Path) -> Result<Option<CacheFolder>, Failure> {
    let Some(corpus) = &context.loaded.settings.corpus.folder else { return Ok(None) };
    let folder = CacheFolder::of(root, corpus, &context.corpus_options());
    if !corpus.is_dir() && !cache::all(root).iter().any(|cached| is_of(cached, &folder)) {
        context.corpus()?;
    }
    Ok(Some(folder))
}

/// True if an index belongs to that folder, with any reading options.
fn is_of(cached: &Cached, folder: &CacheFolder) -> bool {
    cached.path == folder.path() || cached.corpus.as_deref() == Some(folder.corpus())
}

/// Removes the index of the folder in use, or all indexes, and reports the result for each.
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

/// Formats a time as in RFC 3339.
fn moment_text(moment: SystemTime) -> Option<String> {
    Timestamp::try_from(moment).ok().map(|moment| moment.to_string())
}
