//! Where the program's own files are: the configuration, the themes, the log, the indexes.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::Environment;
use crate::corpus::{OwnFolder, OwnFolders};

/// The folders that the system gives a program of this name, before the environment is asked.
///
/// Asked once by the command line and passed in, so that everything here depends on its arguments alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemPlaces {
    /// For configuration: `~/.config/newsreader` on Linux.
    pub config_dir: Option<PathBuf>,
    /// For logs and lists of recent things: `~/.local/state/newsreader` on Linux.
    pub state_dir: Option<PathBuf>,
    /// For what can be made again at any time: `~/.cache/newsreader` on Linux.
    pub cache_dir: Option<PathBuf>,
    /// For what the user made: `~/.local/share/newsreader` on Linux.
    pub data_dir: Option<PathBuf>,
}

impl SystemPlaces {
    /// What the `directories` crate says for this system and user.
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

/// Where the configuration file is when no flag or variable names another.
pub fn config_file(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    let folder = xdg(environment, "XDG_CONFIG_HOME").or_else(|| system.config_dir.clone())?;
    Some(folder.join("config.toml"))
}

/// The folder for the log and the list of recent folders.
pub fn state_dir(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    xdg(environment, "XDG_STATE_HOME").or_else(|| system.state_dir.clone())
}

/// The folder for the indexes.
pub fn cache_dir(environment: &Environment, system: &SystemPlaces) -> Option<PathBuf> {
    xdg(environment, "XDG_CACHE_HOME").or_else(|| system.cache_dir.clone())
}

/// The folders that the program keeps its own things in, none of which is part of a corpus.
pub fn own_folders(environment: &Environment, system: &SystemPlaces) -> OwnFolders {
    let data_dir = xdg(environment, "XDG_DATA_HOME").or_else(|| system.data_dir.clone());
    let folders =
        [(cache_dir(environment, system), "cache"), (state_dir(environment, system), "state"), (data_dir, "data")];
    OwnFolders::new(folders.into_iter().filter_map(|(path, purpose)| Some(OwnFolder { path: path?, purpose })))
}

/// `path` for reading, with `~` for the home folder.
pub fn display(path: &Path, environment: &Environment) -> String {
    let home = environment.get("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let shown = match home.as_deref().and_then(|home| path.strip_prefix(home).ok()) {
        Some(inside) if !inside.as_os_str().is_empty() => PathBuf::from("~").join(inside),
        _ => path.to_path_buf(),
    };
    crate::text::safe::safe_line(&shown.to_string_lossy())
}

/// A base directory's folder for us. The specification says that a relative one is to be ignored.
fn xdg(environment: &Environment, name: &str) -> Option<PathBuf> {
    let base: &OsString = environment.get(name)?;
    let base = Path::new(base);
    base.is_absolute().then(|| base.join("newsreader"))
}
