//! `newsreader index rebuild`: builds the index of the folder again, and prints its size and the time that it took.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::article_json::SCHEMA;
use super::super::{Context, Exit, Failure};
use super::folder;
use super::status::text_share;
use crate::article;
use crate::index::cache::{self, CacheFolder, Removal};
use crate::index::stored::commit::{self, Contents};
use crate::run::IndexPlace;
use crate::run::loader::{self, LoadControl, LoadEnd, LoadRequest, Loaded};
use crate::settings::{Origin, Watch};
use crate::text::numbers::{count_of, size_of};

/// Removes the index of the folder in use, reads the folder, writes its index, and prints the result.
pub fn run(context: &mut Context<'_>, root: &Path) -> Result<Exit, Failure> {
    if !context.loaded.settings.index.enabled {
        let origin = context.loaded.origin("index", "enabled");
        let exit = if matches!(origin, Origin::Flag(_)) { Exit::Usage } else { Exit::Config };
        return Err(Failure::new(exit, format!("no index can be built: it is turned off by {}", origin.name())));
    }
    // The folder is checked first, so that no index of an unreadable folder is removed.
    let corpus = context.corpus()?;
    let Some(folder) = folder(context, root)? else {
        context.note("the built-in sample has no index; name a folder with -d")?;
        return Ok(Exit::Done);
    };
    let started = Instant::now();
    remove(root, &folder)?;
    let request = IndexPlace::of(&context.loaded).request(corpus, context.corpus_options(), Watch::Off);
    let made = make(&request)?;
    for notice in &made.notices {
        context.note(notice.trim_end_matches('.'))?;
    }
    let seconds = started.elapsed().as_secs_f64();
    let contents = match commit::open(folder.path()) {
        Ok(contents) if contents.is_complete => contents,
        Ok(_) => return Err(Failure::new(Exit::Fault, "the index could not be written in full")),
        Err(why) => return Err(Failure::new(Exit::Fault, format!("the index could not be written: {why}"))),
    };
    print(context, &folder, &contents, seconds, made.writer_time)?;
    if made.n_unread > 0 {
        context.out.flush()?;
        let files = count_of(made.n_unread, "file");
        context.note(&format!("{files} could not be read; “newsreader check” says why"))?;
        return Ok(Exit::Unread);
    }
    Ok(Exit::Done)
}

fn remove(root: &Path, folder: &CacheFolder) -> Result<(), Failure> {
    let Some(removed) = cache::remove_one(root, folder) else { return Ok(()) };
    match &removed.removal {
        Removal::Done => Ok(()),
        Removal::InUse => {
            let sentence = removed.sentence();
            Err(Failure::new(Exit::NoMatch, format!("{sentence}; end the newsreader that uses it, and try again")))
        }
        Removal::Failed(_) => Err(Failure::new(Exit::Fault, removed.sentence())),
    }
}

/// The result of reading the folder.
struct Made {
    n_unread: usize,
    writer_time: Option<Duration>,
    notices: Vec<String>,
}

/// Reads the folder and writes its index.
///
/// # Errors
/// Returns an error if a thread of the load dies, or if the written index is damaged twice.
fn make(request: &LoadRequest) -> Result<Made, Failure> {
    let mut made = Made { n_unread: 0, writer_time: None, notices: Vec::new() };
    // The loaded articles are dropped, so that memory only holds the segments that are being written.
    let mut take = |loaded: Loaded| {
        made.n_unread = article::n_files_not_shown(&loaded.problems);
        made.writer_time = loaded.writer_time;
        made.notices.extend(loaded.notices);
    };
    // Only the disk can damage an index that was just written, so the load is tried once more.
    let mut ended = loader::load(request, &LoadControl::default(), &mut take);
    if ended == LoadEnd::Restart {
        ended = loader::load(request, &LoadControl::default(), &mut take);
    }
    match ended {
        LoadEnd::Whole => Ok(made),
        LoadEnd::Failed(died) => Err(Failure::of_worker(&died)),
        LoadEnd::Restart | LoadEnd::Replaced | LoadEnd::Stopped => Err(Failure::new(
            Exit::Fault,
            "the index was damaged twice while it was written; check the disk that holds it, and try again",
        )),
    }
}

fn print(
    context: &mut Context<'_>,
    folder: &CacheFolder,
    contents: &Contents,
    seconds: f64,
    writer_time: Option<Duration>,
) -> Result<(), Failure> {
    let (n_articles, n_segments) = (contents.by_date.len(), contents.segments.len());
    let (n_text_bytes, n_bytes) = (contents.n_text_bytes(), cache::summary(folder).n_bytes);
    if context.arguments.global.json {
        let object = json!({
            "schema": SCHEMA,
            "articles": n_articles,
            "segments": n_segments,
            "index_bytes": n_bytes,
            "text_bytes": n_text_bytes,
            "seconds": seconds,
            "writer_cpu_seconds": writer_time.map(|time| time.as_secs_f64()),
        });
        return Ok(writeln!(context.out, "{object}")?);
    }
    let articles = count_of(n_articles, "article");
    writeln!(context.out, "{articles} in {}, {seconds:.1} s", count_of(n_segments, "segment"))?;
    writeln!(context.out, "{} of text, {} of index{}", size_of(n_text_bytes), size_of(n_bytes), {
        text_share(n_bytes, n_text_bytes)
    })?;
    if let Some(time) = writer_time.filter(|time| !time.is_zero()) {
        let rate = n_text_bytes as f64 / 1e6 / time.as_secs_f64();
        let time = time.as_secs_f64();
        writeln!(context.out, "{rate:.0} MB of text for each CPU-second of the index writer ({time:.1} s)")?;
    }
    Ok(())
}
