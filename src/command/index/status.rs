//! `newsreader index status`: prints the state of the folder's index, and the sizes of all indexes.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::super::article_json::SCHEMA;
use super::super::library::day_of;
use super::super::{Context, Exit, Failure};
use super::{cached_json, folder, moment_text, path_text};
use crate::index::cache::{self, CacheFolder, Cached, Summary};
use crate::index::stored::commit::{self, Contents, DamagedFile, NoIndex};
use crate::index::stored::{self, Damaged};
use crate::settings::places;
use crate::text::numbers::{count_of, size_of};

/// The most attempts to open an index. An attempt can fail while the index writer is changing the files of the index.
const TRIES_MAX: usize = 20;

/// The state and contents of the index of a folder.
struct Status {
    folder: CacheFolder,
    summary: Summary,
    state: State,
    contents: Option<Contents>,
    /// The damaged files; `None` if they were not checked.
    damaged: Option<Vec<DamagedFile>>,
}

/// The state of an index, as the user sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is no index.
    Missing,
    /// The folder of the index exists, but nothing has been written yet.
    Empty,
    /// The index covers a part of the folder of articles.
    Partial,
    /// The index covers the whole folder.
    Complete,
    /// The index was written by another release; the number is that of its format.
    OtherFormat(u32),
    Damaged,
}

impl State {
    /// Returns one or two words for the state. Scripts get them as well.
    fn word(self) -> &'static str {
        match self {
            Self::Missing => "none",
            Self::Empty => "empty",
            Self::Partial => "partial",
            Self::Complete => "complete",
            Self::OtherFormat(number) if number < stored::FORMAT => "older format",
            Self::OtherFormat(_) => "newer format",
            Self::Damaged => "damaged",
        }
    }

    /// Returns the number of the index format, if known.
    fn format(self) -> Option<u32> {
        match self {
            Self::Empty | Self::Partial | Self::Complete => Some(stored::FORMAT),
            Self::OtherFormat(number) => Some(number),
            Self::Missing | Self::Damaged => None,
        }
    }
}

/// Prints the index of the folder in use and the list of all others.
pub fn run(context: &mut Context<'_>, root: &Path, is_check: bool) -> Result<Exit, Failure> {
    let status = folder(context, root)?.map(|folder| Status::of(folder, is_check));
    let all = cache::all(root);
    let is_other = |cached: &&Cached| status.as_ref().is_none_or(|status| cached.path != status.folder.path());
    let others: Vec<&Cached> = all.iter().filter(is_other).collect();
    let n_bytes: u64 = all.iter().map(|cached| cached.n_bytes).sum();
    let settings = context.loaded.settings.index;
    if context.arguments.global.json {
        let object = json!({
            "schema": SCHEMA,
            "enabled": settings.enabled,
            "folder": status.as_ref().map(|status| path_text(status.folder.corpus())),
            "index": status.as_ref().map(Status::json),
            "others": others.iter().map(|cached| cached_json(cached)).collect::<Vec<_>>(),
            "bytes": n_bytes,
            "max_bytes": settings.max_bytes,
        });
        writeln!(context.out, "{object}")?;
    } else {
        if !settings.enabled {
            let origin = context.loaded.origin("index", "enabled").name().to_owned();
            context.note(&format!("no index is used: it is turned off by {origin}"))?;
        }
        match &status {
            Some(status) => status.print(context)?,
            None => writeln!(context.out, "The built-in sample has no index.")?,
        }
        print_others(context, &others, status.is_some())?;
        writeln!(context.out, "\n{} of at most {}", size_of(n_bytes), size_of(settings.max_bytes))?;
    }
    let n_damaged = status.and_then(|status| status.damaged).map_or(0, |damaged| damaged.len());
    if n_damaged > 0 {
        let files = count_of(n_damaged, "file");
        let are = if n_damaged == 1 { "is" } else { "are" };
        let message = format!("{files} of the index {are} damaged; “newsreader index rebuild” rebuilds it");
        return Err(Failure::new(Exit::NoMatch, message));
    }
    Ok(Exit::Done)
}

impl Status {
    fn of(folder: CacheFolder, is_check: bool) -> Self {
        let summary = cache::summary(&folder);
        let opened = open(&folder);
        let state = match (&opened, summary.state) {
            (_, cache::State::Missing) => State::Missing,
            (_, cache::State::OtherFormat(found)) => State::OtherFormat(found),
            (Err(NoIndex::OtherFormat { found }), _) => State::OtherFormat(*found),
            (_, cache::State::Damaged) | (Err(NoIndex::Damaged(_)), _) => State::Damaged,
            (Err(NoIndex::Missing), _) => State::Empty,
            (Ok(contents), _) if contents.is_complete => State::Complete,
            (Ok(_), _) => State::Partial,
        };
        let has_files = !matches!(state, State::Missing | State::Empty | State::OtherFormat(_));
        let damaged = (is_check && has_files).then(|| match commit::check(folder.path()) {
            Ok(damaged) => damaged,
            Err(NoIndex::Damaged(damaged)) => vec![DamagedFile { name: "CURRENT".to_owned(), damaged }],
            // The index was removed or replaced a moment ago.
            Err(NoIndex::Missing | NoIndex::OtherFormat { .. }) => Vec::new(),
        });
        Self { folder, summary, state, contents: opened.ok(), damaged }
    }

    fn json(&self) -> Value {
        let sections = |contents: &Contents| -> Map<String, Value> {
            contents.sections().map(|(file, n_bytes)| (file.name().to_owned(), json!(n_bytes))).collect()
        };
        let contents = self.contents.as_ref();
        let damaged_json = |file: &DamagedFile| json!({ "file": file.name, "what": what(&file.damaged) });
        let damaged = self.damaged.as_ref().map(|files| files.iter().map(damaged_json).collect::<Vec<_>>());
        json!({
            "path": path_text(self.folder.path()),
            "state": self.state.word(),
            "format": self.state.format(),
            "articles": contents.map(|contents| contents.by_date.len()),
            "segments": contents.map(|contents| contents.segments.len()),
            "text_bytes": contents.map(Contents::n_text_bytes),
            "sections": contents.map(sections),
            "bytes": self.summary.n_bytes,
            "last_used": self.summary.last_used.and_then(moment_text),
            "being_written": self.summary.is_being_written,
            "in_use": self.summary.is_in_use,
            "damaged": damaged,
        })
    }

    fn print(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        let shown = |path: &Path| places::display(path, &context.environment);
        let (corpus, path) = (shown(self.folder.corpus()), shown(self.folder.path()));
        let out = &mut context.out;
        writeln!(out, "{corpus}")?;
        writeln!(out, "  state      {}", self.state_in_words())?;
        if let Some(format) = self.state.format() {
            writeln!(out, "  format     {format}")?;
        }
        let mut share = String::new();
        if let Some(contents) = &self.contents {
            let (n_articles, n_text_bytes) = (contents.by_date.len(), contents.n_text_bytes());
            let segments = count_of(contents.segments.len(), "segment");
            writeln!(out, "  articles   {} in {segments}", crate::text::numbers::with_commas(n_articles as u64))?;
            writeln!(out, "  text       {}", size_of(n_text_bytes))?;
            share = text_share(self.summary.n_bytes, n_text_bytes);
        }
        if self.summary.n_bytes > 0 {
            writeln!(out, "  size       {}{share}", size_of(self.summary.n_bytes))?;
        }
        if let Some(contents) = &self.contents {
            for (file, n_bytes) in contents.sections().filter(|_| !contents.segments.is_empty()) {
                writeln!(out, "    {:<9}  {}", file.name(), size_of(n_bytes))?;
            }
        }
        if let Some(last_used) = self.summary.last_used {
            writeln!(out, "  last used  {}", day_of(last_used))?;
        }
        writeln!(out, "  path       {path}")?;
        match self.damaged.as_deref() {
            None => {}
            Some([]) => writeln!(out, "  checked    all checksums match")?,
            Some(damaged) => {
                for file in damaged {
                    writeln!(out, "  damaged    {}: {}", file.name, what(&file.damaged))?;
                }
            }
        }
        Ok(())
    }

    fn state_in_words(&self) -> String {
        let what_then = match self.state {
            State::OtherFormat(_) | State::Damaged => ": the next start rebuilds it",
            State::Partial => ": the next start reads the rest",
            State::Missing | State::Empty | State::Complete => "",
        };
        let by_whom = match (self.summary.is_being_written, self.summary.is_in_use) {
            (true, _) => "; a newsreader is writing it",
            (false, true) => "; a newsreader is reading it",
            (false, false) => "",
        };
        format!("{}{what_then}{by_whom}", self.state.word())
    }
}

/// Opens the index. If its writer is joining segments at this moment, the attempt is repeated until they are joined.
fn open(folder: &CacheFolder) -> Result<Contents, NoIndex> {
    let mut opened = commit::open(folder.path());
    for _ in 1..TRIES_MAX {
        if !matches!(opened, Err(NoIndex::Damaged(_))) || !cache::summary(folder).is_being_written {
            break;
        }
        opened = commit::open(folder.path());
    }
    opened
}

/// Returns the damage of a file; the caller prints the name of the file.
fn what(damaged: &Damaged) -> String {
    match damaged {
        Damaged::Content(what) => what.to_string(),
        Damaged::Unreadable(error) => error.to_string(),
    }
}

fn print_others(context: &mut Context<'_>, others: &[&Cached], has_own: bool) -> Result<(), Failure> {
    if others.is_empty() {
        return Ok(());
    }
    let heading = if has_own { "Others" } else { "Of other folders" };
    writeln!(context.out, "\n{heading} ({})", others.len())?;
    let size_columns = others.iter().map(|cached| size_of(cached.n_bytes).len()).max().unwrap_or(0);
    for cached in others {
        let size = size_of(cached.n_bytes);
        let last_used = cached.last_used.map_or("unknown".to_owned(), |moment| day_of(moment).to_string());
        let shown = |path: &Path| places::display(path, &context.environment);
        let of = cached.corpus.as_deref().map_or("an unknown folder".to_owned(), shown);
        let note = match (cached.corpus.is_some() && !cached.is_corpus_there, cached.is_in_use) {
            (true, _) => " (the folder does not exist)",
            (false, true) => " (in use)",
            (false, false) => "",
        };
        writeln!(context.out, "  {size:>size_columns$}  {last_used:<10}  {of}{note}")?;
    }
    Ok(())
}

/// Returns the size of an index relative to its text, as the end of a line; empty if there is no text.
pub(super) fn text_share(n_bytes: u64, n_text_bytes: u64) -> String {
    if n_text_bytes == 0 { String::new() } else { format!(", {:.2} of the text", n_bytes as f64 / n_text_bytes as f64) }
}
