//! The values that the app is started with.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::settings::{ConfigProblem, Settings};

/// The values that the app is started with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The user's settings.
    pub settings: Settings,
    /// The mistakes in the configuration file.
    pub config_problems: Vec<ConfigProblem>,
    /// The configuration file.
    pub config_path: Option<PathBuf>,
    /// The folder's name for the screen.
    pub folder: String,
    /// The folder's whole path; `None` for what is not on a disk.
    pub folder_path: Option<PathBuf>,
    /// True if it is the built-in sample.
    pub is_sample: bool,
    /// The filter to start with.
    pub filter: String,
    /// The article to start in: its path, `PATH#n` or id.
    pub open: Option<String>,
    /// The folders opened before, the newest first.
    pub recent: Vec<String>,
    /// The day on which the program runs, for `date:today` and the like.
    pub today: Date,
    /// The columns and rows of the screen.
    pub size: (u16, u16),
    /// True if the names of keys are to be plain ASCII.
    pub is_ascii: bool,
}

impl Start {
    /// A start on the folder `name` with nothing opened, filtered or remembered.
    pub fn in_folder(name: &str, settings: Settings, today: Date, size: (u16, u16)) -> Self {
        Self {
            settings,
            config_problems: Vec::new(),
            config_path: None,
            folder: name.to_owned(),
            folder_path: None,
            is_sample: false,
            filter: String::new(),
            open: None,
            recent: Vec::new(),
            today,
            size,
            is_ascii: false,
        }
    }
}
