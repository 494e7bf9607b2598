//! The ways in which changes of the folder are detected, with sentences for the user.

use std::borrow::Cow;

/// The way in which changes of the folder are detected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchState {
    /// The system reports each change. Changes before this report are only found by a walk that starts after it.
    Watching,
    /// The folder is polled.
    Polling(WhyPolling),
    /// The folder is missing, and its articles must not be taken for deleted. It is looked for without further notices.
    Vanished,
}

/// The reason why the folder is polled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyPolling {
    /// The settings say so.
    Asked,
    /// Its file system may be on another machine, which does not report changes made there.
    NetworkFileSystem,
    /// It has more subfolders than the system allows a user to watch.
    TooManyFolders,
    /// The system refuses to watch it, for this reason.
    Refused(String),
}

impl WatchState {
    /// Returns the state in one word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Watching => "watching",
            Self::Polling(_) => "polling",
            Self::Vanished => "vanished",
        }
    }

    /// Returns a sentence for the user; `None` if there is nothing to report.
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
