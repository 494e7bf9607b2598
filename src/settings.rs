//! The settings of the program: their types, their defaults, the inputs that they are read from ([`Sources`]), and the
//! result of reading them ([`Loaded`]).
//!
//! [`load()`] starts with the defaults and overrides them with the file, the environment and the flags, in this order.
//! It checks every value and never fails: each problem is a [`ConfigProblem`] with its place. A wrong value affects
//! only its setting.
//!
//! No function here queries the environment or the system by itself. Both are in [`Sources`], so the result depends
//! only on the arguments and the files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::corpus::OwnFolders;
use crate::query::Sort;

pub mod folder;
pub mod keys;
mod load;
pub mod places;
pub mod problem;
pub mod recent;
pub mod table;
pub mod terminal;
pub mod theme;
pub mod values;

pub use keys::{Key, KeySequence, Keymap, Lookup};
pub use load::load;
pub use places::SystemPlaces;
pub use problem::ConfigProblem;
pub use theme::{ColorDepth, Theme, Themes, Token};
pub use values::{
    BoilerplateMode, Colors, GlyphChoice, ListWidth, Paragraphs, Rows, Scale, SettingWord, TimelineHeight,
    TimelinePlace, Watch,
};

/// The default config file with comments, as the binary contains it; `config init` writes it.
pub const DEFAULT_CONFIG: &str = include_str!("../config/config.toml");

/// The environment variables by name. Variables whose names are not Unicode are left out, because the program reads
/// none of them.
pub type Environment = BTreeMap<String, OsString>;

/// All settings of the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub corpus: CorpusSettings,
    pub index: IndexSettings,
    pub list: ListSettings,
    pub reader: ReaderSettings,
    pub timeline: TimelineSettings,
    pub filter: FilterSettings,
    pub ui: UiSettings,
    /// The keys of all actions.
    pub keys: Keymap,
    /// The default themes and the user's own.
    pub themes: Themes,
    /// The folder as written, before it was resolved.
    folder_text: String,
}

/// `[corpus]`: the files to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusSettings {
    /// The folder of articles; `None` is the built-in sample.
    pub folder: Option<PathBuf>,
    /// Globs of the files to read; empty for every file.
    pub include: Vec<String>,
    /// Globs of the files to leave out.
    pub exclude: Vec<String>,
    /// True to read hidden files and folders.
    pub hidden: bool,
    /// True to follow symbolic links.
    pub follow_links: bool,
    /// The size at which a longer article is cut.
    pub max_article_bytes: u64,
    /// True to read each link of a file that has only links as an article.
    pub link_lists: bool,
    /// The way in which new and changed files are detected.
    pub watch: Watch,
}

/// `[index]`: the index that is kept between starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// True to keep an index.
    pub enabled: bool,
    /// The limit on the total size of the indexes of all folders, in bytes.
    pub max_bytes: u64,
}

/// `[list]`: the article list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// The width of the list if it is next to the text.
    pub width: ListWidth,
    /// The number of lines for each article.
    pub rows: Rows,
    /// The order at the start.
    pub sort: Sort,
}

/// `[reader]`: the reading pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderSettings {
    /// The greatest width of a line of text in columns, 40 to 100.
    pub measure: u32,
    /// The separation of paragraphs.
    pub paragraphs: Paragraphs,
    /// The way in which captions, boilerplate lines and repeated paragraphs are shown.
    pub boilerplate: BoilerplateMode,
    /// The reading speed, for the minutes of an article.
    pub words_per_minute: u32,
}

/// `[timeline]`: the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineSettings {
    pub place: TimelinePlace,
    /// The number of rows of its bars.
    pub height: TimelineHeight,
    /// The scale of the heights of bars.
    pub scale: Scale,
}

/// `[filter]`: the filter box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterSettings {
    /// The number of filters that are kept for the session.
    pub history: u32,
}

/// `[ui]`: the program as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UiSettings {
    /// The name of the theme, or `auto` for `ink` or `paper`, depending on the terminal's background.
    pub theme: String,
    /// The number of colours.
    pub colors: Colors,
    /// The character set that the screen is drawn with.
    pub glyphs: GlyphChoice,
    /// True if the mouse is enabled at the start.
    pub mouse: bool,
    /// True to show keys in the bottom row.
    pub hints: bool,
    /// The program that opens links: `auto`, or a command.
    pub open: String,
    /// The command of the editor; empty for `$VISUAL`, then `$EDITOR`.
    pub editor: String,
}

impl Default for Settings {
    /// Returns the settings of `config/config.toml`. A test compares them.
    fn default() -> Self {
        Self {
            corpus: CorpusSettings {
                folder: None,
                include: Vec::new(),
                exclude: [".git/**", "node_modules/**"].map(str::to_owned).to_vec(),
                hidden: false,
                follow_links: false,
                // Far larger than any article, and small enough that a misnamed disk image does no harm.
                max_article_bytes: 64 << 20,
                link_lists: false,
                watch: Watch::On,
            },
            // Enough for about ten million articles, and no more disk space than a few films.
            index: IndexSettings { enabled: true, max_bytes: 4 << 30 },
            list: ListSettings { width: ListWidth::Auto, rows: Rows::Auto, sort: Sort::Newest },
            reader: ReaderSettings {
                measure: 72,
                paragraphs: Paragraphs::Space,
                boilerplate: BoilerplateMode::Fold,
                // The mean for English non-fiction in Brysbaert, "How many words do we read per minute?" (2019).
                words_per_minute: 238,
            },
            timeline: TimelineSettings {
                place: TimelinePlace::Bottom,
                height: TimelineHeight::Auto,
                scale: Scale::Auto,
            },
            filter: FilterSettings { history: 200 },
            ui: UiSettings {
                theme: "auto".to_owned(),
                colors: Colors::Auto,
                glyphs: GlyphChoice::Auto,
                mouse: false,
                hints: true,
                open: "auto".to_owned(),
                editor: String::new(),
            },
            keys: Keymap::defaults(),
            themes: Themes::default(),
            folder_text: String::new(),
        }
    }
}

/// The inputs that settings are read from, in descending order of precedence.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The settings of the command line.
    pub flags: Vec<Flag>,
    /// The environment variables.
    pub environment: Environment,
    /// The config file to read, if any.
    pub config_file: ConfigFile,
    /// The default folders of the system.
    pub system: SystemPlaces,
}

/// A setting given on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The flag as typed, for messages: `--theme`.
    pub flag: &'static str,
    pub section: &'static str,
    pub name: &'static str,
    /// The value. A folder is not expanded, because the shell has replaced `~` and variables.
    pub value: OsString,
}

/// The choice of the config file: the usual one, a named one, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigFile {
    /// The file of `NEWSREADER_CONFIG`, else the file at the default path, if it exists.
    #[default]
    Usual,
    /// A file that must exist.
    Named(PathBuf),
    /// No file.
    Ignored,
}

/// The result of [`load()`].
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings in force.
    pub settings: Settings,
    /// All problems, in the order of the files.
    pub problems: Vec<ConfigProblem>,
    /// The path of the config file, which need not exist. `None` if no file is wanted or no path is known.
    pub config_path: Option<PathBuf>,
    /// True if the config file exists.
    pub config_exists: bool,
    /// The origin of the folder of articles.
    pub folder_origin: Origin,
    /// The origin of each setting, by section and name; settings that are missing here have their default.
    pub origins: BTreeMap<(&'static str, &'static str), Origin>,
    /// The folder for the log and the list of recent folders.
    pub state_dir: Option<PathBuf>,
    /// The folder for the indexes.
    pub cache_dir: Option<PathBuf>,
    /// All folders that the program keeps its own data in, including these.
    pub own_folders: OwnFolders,
}

/// The origin of a setting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The default value.
    #[default]
    Default,
    /// The config file.
    File,
    /// An environment variable.
    Variable(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl Origin {
    /// Returns the origin for a sentence: `the default`, `the config file`, `NEWSREADER_UI_THEME`, `--theme`.
    pub fn name(&self) -> &str {
        match self {
            Self::Default => "the default",
            Self::File => "the config file",
            Self::Variable(name) => name,
            Self::Flag(flag) => flag,
        }
    }
}

impl Loaded {
    /// Returns the origin of a setting.
    pub fn origin(&self, section: &str, name: &str) -> Origin {
        let found = self.origins.iter().find(|((in_section, named), _)| *in_section == section && *named == name);
        found.map(|(_, origin)| origin.clone()).unwrap_or_default()
    }
}
