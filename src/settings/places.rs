//! The places of the program's own files: the configuration, the themes, the log, the indexes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Environment;
use crate::corpus::{OwnFolder, OwnFolders};

/// The folders that the system assigns to a program of this name, before the environment is considered.
///
/// The command line determines them once and passes them in, so that the functions here depend only on their arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemPlaces {
    /// The folder for configuration: `~/.config/newsreader` on Linux.
    pub config_dir: Option<PathBuf>,
    /// The folder for logs and lists of recent items: `~/.local/state/newsreader` on Linux.
    pub state_dir: Option<PathBuf>,
    /// The folder for data that can be rebuilt at any time: `~/.cache/newsreader` on Linux.
    pub cache_dir: Option<PathBuf>,
    /// The folder for data of the user: `~/.local/share/newsreader` on Linux.
    pub data_dir: Option<PathBuf>,
}

impl SystemPlaces {
    /// Returns the folders that the `directories` crate reports for this system and user.
    pub fn ask() -> Self {
        let Some(project) = directories::ProjectDirs::from("", "", "newsreader") else { return Self::default() };
        // macOS and Windows have no state directory.
        let state_dir = project.state_dir().unwrap_or_else(|| project.data_local_dir());
        Self {
            config_dir: Some(project.config_dir().to_path_buf()),
            state_dir: Some(state_dir.to_path_buf()),
            cache_dir: Some(project.cache_dir().to_path_buf()),
            data_dir: Some(project.data_dir().to_path_buf()),
        }
    }
}

/// Returns the path of the config file if no flag or variable names another.
pub fn config_file(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    let folder = xdg(environment, "XDG_CONFIG_HOME").or_else(|| system.config_dir.clone())?;
    Some(folder.join("config.toml"))
}

/// Returns the folder for the log and the list of recent folders.
pub fn state_dir(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    xdg(environment, "XDG_STATE_HOME").or_else(|| system.state_dir.clone())
}

/// Returns the folder for the indexes.
pub fn cache_dir(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    xdg(environment, "XDG_CACHE_HOME").or_else(|| system.cache_dir.clone())
}

/// Returns the folders that the program keeps its own data in. None of them is part of a corpus.
pub fn own_folders(environment: &Environment, system: &SystemPlaces) -> OwnFolders {
    let data_dir = xdg(environment, "XDG_DATA_HOME").or_else(|| system.data_dir.clone());
    let folders =
        [(cache_dir(environment, system), "cache"), (state_dir(environment, system), "state"), (data_dir, "data")];
    OwnFolders::new(folders.into_iter().filter_map(|(path, purpose)| Some(OwnFolder { path: path?, purpose })))
}

/// Returns `path` for display, with `~` for the home folder.
pub fn display(path: &Path, environment: &Environment) -> String {
    let home = environment.get("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let shown = match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(inside) if !inside.as_os_str().is_empty() => PathBuf::from("~").join(inside),
        _ => path.to_path_buf(),
    };
    crate::text::safe::safe_line(&shown.to_string_lossy())
}

/// Returns the program's folder in a base directory. The specification says that relative ones must be ignored.
fn xdg(environment: &Environment, name: &str) -> Option<PathBuf> {
    let base: &OsString = environment.get(name)?;
    let base = Path::new(base);
    base.is_absolute().then(|| base.join("newsreader"))
}
