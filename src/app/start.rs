//! The values that the app is started with.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::settings::{ConfigProblem, Settings};

/// The values that the app is started with.
#[derive(Clone, Debug)]
pub struct Start {
    pub settings: Settings,
    /// The problems found in the configuration.
    pub config_problems: Vec<ConfigProblem>,
    /// The path of the configuration file, which need not exist; `None` if no file is used.
    pub config_path: Option<PathBuf>,
    /// The name of the folder, as the screen shows it.
    pub folder: String,
    /// The whole path of the folder; `None` if it is not on a disk.
    pub folder_path: Option<PathBuf>,
    /// True for the built-in sample.
    pub is_sample: bool,
    /// The initial filter.
    pub filter: String,
    /// The article to open first: its path, `PATH#n` or id.
    pub open: Option<String>,
    /// The folders opened before, the newest first.
    pub recent: Vec<String>,
    /// The day on which the program runs, for `date:today` and the like.
    pub today: Date,
    /// The size of the screen, in columns and rows.
    pub size: (u16, u16),
    /// True if all signs and the names of keys are plain ASCII.
    pub is_ascii: bool,
}

impl Start {
    /// Creates the values for the folder `name`, without an initial filter or article and without earlier folders.
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
