//! What the reader chose: defaults < file < environment < flags, checked once.
//!
//! [`load()`] reads everything and never fails: each thing that is wrong is a [`ConfigProblem`] with its place, and
//! costs only that setting. Nothing here asks the environment or the system by itself; both come in [`Sources`],
//! so that what is loaded depends on the arguments and the files alone.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::corpus::OwnFolders;

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
    BoilerplateMode, Colors, GlyphChoice, ListWidth, Paragraphs, Rows, Scale, SettingWord, SortKey, TimelineHeight,
    TimelinePlace, Watch,
};

/// The configuration file that the binary carries, whole and commented: what `config init` writes.
pub const DEFAULT_CONFIG: &str = include_str!("../config/config.toml");

/// The variables of the environment, by name. A name that is not Unicode is none of ours.
pub type Environment = BTreeMap<String, OsString>;

/// Everything that the reader can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What is read, and from where.
    pub corpus: CorpusSettings,
    /// What is kept of it from one start to the next.
    pub index: IndexSettings,
    /// The article list.
    pub list: ListSettings,
    /// The reading pane.
    pub reader: ReaderSettings,
    /// The timeline.
    pub timeline: TimelineSettings,
    /// The filter box.
    pub filter: FilterSettings,
    /// The program as a whole.
    pub ui: UiSettings,
    /// Which key does what.
    pub keys: Keymap,
    /// The shipped themes and those of one's own.
    pub themes: Themes,
    /// The folder as it was written, before it was resolved.
    folder_text: String,
}

/// `[corpus]`: what is read, and from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusSettings {
    /// The article folder; `None` is the built-in sample.
    pub folder: Option<PathBuf>,
    /// Globs of the files to read; none is every file.
    pub include: Vec<String>,
    /// Globs of the files to leave out.
    pub exclude: Vec<String>,
    /// True if dot-files and dot-folders are read.
    pub hidden: bool,
    /// True if symbolic links are followed.
    pub follow_links: bool,
    /// Where a longer article is cut.
    pub max_article_bytes: u64,
    /// True if each link of a file that holds nothing but links is read as an article.
    pub link_lists: bool,
    /// Whether new and changed files appear by themselves.
    pub watch: Watch,
}

/// `[index]`: what is kept of a folder from one start to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexSettings {
    /// True if anything is kept.
    pub enabled: bool,
    /// How many bytes the indexes of all folders have together at most.
    pub max_bytes: u64,
}

/// `[list]`: the article list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSettings {
    /// Its width beside the text.
    pub width: ListWidth,
    /// How many lines an article takes.
    pub rows: Rows,
    /// Its order at the start.
    pub sort: SortKey,
}

/// `[reader]`: the reading pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReaderSettings {
    /// The widest line of text, in columns, 40 to 100.
    pub measure: u32,
    /// How paragraphs are told apart.
    pub paragraphs: Paragraphs,
    /// How captions, lines of the page and repeated paragraphs are shown.
    pub boilerplate: BoilerplateMode,
    /// Words read in a minute, for the minutes an article takes.
    pub words_per_minute: u32,
}

/// `[timeline]`: the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineSettings {
    /// Where it is.
    pub place: TimelinePlace,
    /// How many rows of bars it has.
    pub height: TimelineHeight,
    /// How a count becomes a height.
    pub scale: Scale,
}

/// `[filter]`: the filter box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterSettings {
    /// How many filters are kept for the session.
    pub history: u32,
}

/// `[ui]`: the program as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UiSettings {
    /// The theme's name, or `auto` for `ink` or `paper` by the terminal's background.
    pub theme: String,
    /// How many colours are used.
    pub colors: Colors,
    /// The signs that the screen is drawn with.
    pub glyphs: GlyphChoice,
    /// True if the mouse is on at the start.
    pub mouse: bool,
    /// True if the bottom row shows keys.
    pub hints: bool,
    /// The program that opens links: `auto`, or a command.
    pub open: String,
    /// The editor's command; empty is `$VISUAL`, then `$EDITOR`.
    pub editor: String,
}

impl Default for Settings {
    /// What `config/config.toml` says, which a test compares.
    fn default() -> Self {
        Self {
            corpus: CorpusSettings {
                folder: None,
                include: Vec::new(),
                exclude: [".git/**", "node_modules/**"].map(str::to_owned).to_vec(),
                hidden: false,
                follow_links: false,
                // Far above any article, and low enough that a disk image with the wrong name does no harm.
                max_article_bytes: 64 << 20,
                link_lists: false,
                watch: Watch::On,
            },
            // Room for some ten million articles, and no more of a disk than a few films.
            index: IndexSettings { enabled: true, max_bytes: 4 << 30 },
            list: ListSettings { width: ListWidth::Auto, rows: Rows::Auto, sort: SortKey::DateDesc },
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

/// All that settings are read from, strongest first.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// What the command line says.
    pub flags: Vec<Flag>,
    /// The variables of the environment.
    pub environment: Environment,
    /// Which file is read.
    pub config_file: ConfigFile,
    /// The system's own places, for where the file is by default.
    pub system: SystemPlaces,
}

/// A setting given on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The flag as it was typed, for messages: `--theme`.
    pub flag: &'static str,
    /// The section of the setting.
    pub section: &'static str,
    /// The name of the setting.
    pub name: &'static str,
    /// The value. A folder is taken as it is, since the shell has replaced `~` and variables.
    pub value: OsString,
}

/// Which configuration file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ConfigFile {
    /// The one of `NEWSREADER_CONFIG`, else the one in its usual place, if it is there.
    #[default]
    Usual,
    /// This one, which must be there.
    Named(PathBuf),
    /// None.
    Ignored,
}

/// What [`load()`] found.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings in force.
    pub settings: Settings,
    /// Everything that is wrong, in the order of the files.
    pub problems: Vec<ConfigProblem>,
    /// The configuration file: where it is, or where it would be. `None` when none is wanted or no place is known.
    pub config_path: Option<PathBuf>,
    /// True if that file is there.
    pub config_exists: bool,
    /// Where the article folder was named.
    pub folder_origin: Origin,
    /// Where each setting was named, by section and name; what is missing is a default.
    pub origins: BTreeMap<(&'static str, &'static str), Origin>,
    /// The folder for the log and the list of recent folders.
    pub state_dir: Option<PathBuf>,
    /// The folder for the indexes.
    pub cache_dir: Option<PathBuf>,
    /// These and all other folders that the program keeps its own things in.
    pub own_folders: OwnFolders,
}

/// Where a setting was named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nowhere: it is the default.
    #[default]
    Default,
    /// In the configuration file.
    File,
    /// In this variable.
    Variable(String),
    /// In this flag.
    Flag(&'static str),
}

impl Origin {
    /// The origin in a sentence: `the default`, `the config file`, `NEWSREADER_UI_THEME`, `--theme`.
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
    /// Where a setting was named.
    pub fn origin(&self, section: &str, name: &str) -> Origin {
        let found = self.origins.iter().find(|((in_section, named), _)| *in_section == section && *named == name);
        found.map(|(_, origin)| origin.clone()).unwrap_or_default()
    }
}
