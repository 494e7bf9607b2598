//! Looks for the folder that the user typed in the folder box. On a network that is down this never ends, so nothing
//! waits for it.

use super::{Inbox, errand};
use crate::app::effect::FolderRequest;
use crate::app::message::{FolderFound, Message};
use crate::corpus::{self, Corpus};
use crate::settings::folder;
use crate::text::safe::safe_line;

/// Looks for a folder on a thread of its own.
pub fn find(request: FolderRequest, options: corpus::Options, inbox: &Inbox) {
    let number = request.number;
    let answer = move |found| Message::FolderFound(FolderFound { number, found });
    errand::start(
        "looking for the folder",
        inbox,
        move |sentence| answer(Err(sentence)),
        move |inbox| inbox.send(answer(look_for(&request.path, &options))),
    );
}

fn look_for(path: &str, options: &corpus::Options) -> Result<Corpus, String> {
    let environment = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
    super::block_if_tested("folder");
    let resolved = folder::resolve(path, std::env::current_dir().ok().as_deref(), &environment);
    let corpus = match resolved.map_err(|sentence| safe_line(&sentence))? {
        Some(folder) => Corpus::Folder(folder),
        None => Corpus::Sample,
    };
    corpus.check(options).map_err(|error| error.to_string())?;
    Ok(corpus)
}
