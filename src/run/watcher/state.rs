//! How well changes of the folder are seen, in words for a reader.

use std::borrow::Cow;

/// How changes of the folder are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchState {
    /// The system tells of each. What changed before this was said, only a walk that starts after it can find.
    Watching,
    /// The folder is to be looked through from time to time.
    Polling(WhyPolling),
    /// The folder is not there, and nothing that was in it may be taken for deleted. It is looked for quietly.
    Vanished,
}

/// Why the folder is looked through from time to time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyPolling {
    /// The configuration says so.
    Asked,
    /// Its file system may be on another machine, which does not tell of what others change there.
    NetworkFileSystem,
    /// It has more folders than this system lets its users watch.
    TooManyFolders,
    /// The system does not watch it, for the reason that it gives.
    Refused(String),
}

impl WatchState {
    /// The state in one word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Watching => "watching",
            Self::Polling(_) => "polling",
            Self::Vanished => "vanished",
        }
    }

    /// What a reader should know of it, as a sentence; `None` where all is as it should be.
    pub fn notice(&self) -> Option<Cow<'static, str>> {
        let why: Cow<'static, str> = match self {
            Self::Watching | Self::Polling(WhyPolling::Asked) => return None,
            Self::Vanished => {
                return Some("The folder no longer exists; it is read again when it is back.".into());
            }
            Self::Polling(WhyPolling::NetworkFileSystem) => "its file system may be on a network".into(),
            Self::Polling(WhyPolling::TooManyFolders) => {
                "it has more folders than this system watches (fs.inotify.max_user_watches)".into()
            }
            Self::Polling(WhyPolling::Refused(reason)) => format!("it cannot be watched: {reason}").into(),
        };
        Some(format!("The folder is checked every few seconds, as {why}.").into())
    }
}
