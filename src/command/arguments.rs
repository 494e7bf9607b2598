//! What was typed: the arguments as they stand, before settings and folder give them their meaning.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::settings::Flag;
use crate::text::safe::safe_in_line;

/// A terminal reader for folders of news
#[derive(Debug, Parser)]
#[command(
    name = "newsreader",
    version,
    max_term_width = 100,
    override_usage = "newsreader [OPTIONS] [FOLDER]\n       newsreader [OPTIONS] COMMAND …",
    after_help = "Without FOLDER and -d, the folder is that of NEWSREADER_CORPUS_FOLDER, else of the config file, \
                  else the built-in sample.\n\
                  Without a terminal on standard output, `newsreader` prints what `newsreader list` prints.\n\
                  The filter language: newsreader help filter\n\n\
                  Exit codes: 0 done, 1 nothing matched (check: cautions), 2 wrong usage or filter, 3 config, 4 folder, \
                  5 some files could not be read, 70 a fault of the program or of the system."
)]
pub struct Arguments {
    /// The command; none is the reader itself.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The folder of articles to read
    #[arg(value_name = "FOLDER", conflicts_with = "folder")]
    pub folder_argument: Option<PathBuf>,

    /// What every command takes.
    #[command(flatten)]
    pub global: GlobalArguments,

    /// What only the reader takes.
    #[command(flatten)]
    pub read: ReadArguments,
}

/// Options that every command takes, before or after its name.
#[derive(Args, Debug)]
pub struct GlobalArguments {
    /// The folder of articles
    #[arg(short = 'd', long, value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,

    /// Another config file
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// No config file: the defaults, variables and flags alone
    #[arg(long, global = true)]
    pub no_config: bool,

    /// Reads the folder anew, and keeps nothing for the next start
    #[arg(long, global = true)]
    pub no_index: bool,

    /// auto, ink, paper, contrast, plain, or a theme of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<OsString>,

    /// auto, always, none, 16, 256 or truecolor
    #[arg(long, value_name = "WHEN", global = true, hide_possible_values = true)]
    pub color: Option<ColorArgument>,

    /// ASCII signs only
    #[arg(long, global = true)]
    pub ascii: bool,

    /// Machine-readable output
    #[arg(long, global = true)]
    pub json: bool,

    /// At most so many articles
    #[arg(long, value_name = "N", global = true)]
    pub limit: Option<usize>,

    /// date-desc, date-asc, source, length, path or relevance
    #[arg(long, value_name = "KEY", global = true)]
    pub sort: Option<OsString>,

    /// No notes on standard error, only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Options of the reader itself.
#[derive(Args, Debug)]
pub struct ReadArguments {
    /// Start with this filter
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,

    /// True if the filter is one word with its option, as in `--filter=--x`.
    #[arg(skip)]
    pub is_filter_attached: bool,

    /// Start in this article
    #[arg(long, value_name = "PATH|ID")]
    pub open: Option<OsString>,

    /// The mouse stays off
    #[arg(long)]
    pub no_mouse: bool,

    /// The size of the screen that --print prints
    #[arg(long, value_name = "COLSxROWS", requires = "print", value_parser = read_size)]
    pub size: Option<(u16, u16)>,

    /// Keys to type before --print prints, such as `/harbour<enter>jj`
    #[arg(long, value_name = "KEYS", requires = "print", allow_hyphen_values = true)]
    pub keys: Option<String>,

    /// Prints the screen as text, or as a picture with --print=svg, and leaves
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub print: Option<PrintFormat>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Articles, one a line
    List(ListArguments),
    /// The articles that are most about the words of a filter, with the sentences that match
    Search(SearchArguments),
    /// One article as text
    Show(ShowArguments),
    /// The articles that are most like one, the most alike first
    Similar(SimilarArguments),
    /// Every article's date, how it is known, and the dates it was weighed against
    Dates(DatesArguments),
    /// What could not be read, and what was set aside
    Check,
    /// What is kept of the folder, so that its next start takes no time
    #[command(subcommand_required = true, arg_required_else_help = false)]
    Index {
        /// What to do with it.
        #[command(subcommand)]
        command: IndexCommand,
    },
    /// The settings, their file, keys and themes
    #[command(subcommand_required = true, arg_required_else_help = false)]
    Config {
        /// What to do with them.
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

/// `newsreader list`.
#[derive(Args, Debug, Default)]
pub struct ListArguments {
    /// Only articles that match, in the language of the filter box
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,

    /// What every command with a filter takes.
    #[command(flatten)]
    pub literal: LiteralFilter,

    /// With --json, the text of each article as well
    #[arg(long, requires = "json")]
    pub body: bool,
}

/// `newsreader search`.
#[derive(Args, Debug, Default)]
pub struct SearchArguments {
    /// What to look for, in the language of the filter box
    #[arg(value_name = "FILTER", allow_hyphen_values = true, required_unless_present = "literal_filter")]
    pub filter: Option<String>,

    /// What every command with a filter takes.
    #[command(flatten)]
    pub literal: LiteralFilter,
}

/// `newsreader similar`.
#[derive(Args, Clone, Debug)]
pub struct SimilarArguments {
    /// A path, PATH#2 for the second article of a file, or an id
    #[arg(value_name = "PATH|ID")]
    pub article: OsString,

    /// Only articles of at most so many days before or after it, or of all days
    #[arg(long, value_name = "N|all", default_value = "30", value_parser = read_days)]
    pub days: DaysArgument,
}

/// `--days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysArgument {
    /// Any.
    All,
    /// At most so many before or after.
    Around(u32),
}

/// `newsreader dates`.
#[derive(Args, Debug, Default)]
pub struct DatesArguments {
    /// Only articles that match, in the language of the filter box
    #[arg(value_name = "FILTER", allow_hyphen_values = true)]
    pub filter: Option<String>,

    /// What every command with a filter takes.
    #[command(flatten)]
    pub literal: LiteralFilter,
}

/// A filter after `--`, where it is no option whatever it begins with.
#[derive(Args, Debug, Default)]
pub struct LiteralFilter {
    /// The filter.
    #[arg(value_name = "FILTER", last = true, hide = true, conflicts_with = "filter")]
    pub literal_filter: Option<String>,
}

/// `newsreader show`.
#[derive(Args, Debug)]
pub struct ShowArguments {
    /// A path, PATH#2 for the second article of a file, or an id
    #[arg(value_name = "PATH|ID")]
    pub article: OsString,

    /// The file as it stands
    #[arg(long, conflicts_with = "json")]
    pub raw: bool,

    /// Captions, lines of the page and repeated paragraphs: left out, or at their place
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = ShowBoilerplate::Fold, conflicts_with = "raw")]
    pub boilerplate: ShowBoilerplate,
}

/// What `newsreader show` does with captions, lines of the page and repeated paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowBoilerplate {
    /// Leaves them out
    Fold,
    /// Prints them at their place in the text
    Show,
}

/// `newsreader index …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum IndexCommand {
    /// The index of the folder, and the sizes of all others
    Status {
        /// Looks at every checksum of every file of the index
        #[arg(long)]
        check: bool,
    },
    /// Makes the index of the folder anew, and says how large it is and how long it took
    Rebuild,
    /// Removes the index of the folder; it is made again when the folder is next read
    Clear {
        /// The indexes of all folders
        #[arg(long)]
        all: bool,
    },
}

/// `newsreader config …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// The settings in force, and where each comes from
    Show,
    /// Where the config file is
    Path,
    /// Writes a config file with every setting at its default; never over another
    Init,
    /// What is wrong in the config file
    Check,
    /// Every action with its keys
    Keys,
    /// Every theme, with a sample
    Themes,
}

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArgument {
    /// What the terminal shows.
    Auto,
    /// At least sixteen, without a terminal too.
    Always,
    /// None.
    None,
    /// Sixteen.
    #[value(name = "16")]
    Ansi16,
    /// 256.
    #[value(name = "256")]
    Ansi256,
    /// 16 million.
    #[value(name = "truecolor")]
    TrueColor,
}

/// `--print`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// Lines of text.
    Text,
    /// A picture.
    Svg,
}

impl Arguments {
    /// Reads the arguments, the first of which is the name of the program.
    ///
    /// # Errors
    /// What is wrong with them, or help and version.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let words: Vec<OsString> = arguments.into_iter().collect();
        let is_attached = |word: &OsString| {
            let word = word.as_encoded_bytes();
            word.starts_with(b"--filter=") || (word.starts_with(b"-f") && word.len() > 2)
        };
        let is_filter_attached = words.iter().take_while(|word| *word != "--").any(is_attached);
        let mut read = Self::try_parse_from(words)?;
        read.read.is_filter_attached = is_filter_attached;
        Ok(read)
    }

    /// The settings that the arguments give.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = Vec::new();
        let mut add = |flag, section, name, value: OsString| flags.push(Flag { flag, section, name, value });
        if let Some(folder) = &self.folder_argument {
            add("FOLDER", "corpus", "folder", folder.clone().into());
        }
        if let Some(folder) = &self.global.folder {
            add("--folder", "corpus", "folder", folder.clone().into());
        }
        if self.global.no_index {
            add("--no-index", "index", "enabled", "false".into());
        }
        if let Some(theme) = &self.global.theme {
            add("--theme", "ui", "theme", theme.clone());
        }
        if let Some(color) = self.global.color {
            let value = match color {
                ColorArgument::Auto | ColorArgument::Always => "auto",
                ColorArgument::None => "none",
                ColorArgument::Ansi16 => "16",
                ColorArgument::Ansi256 => "256",
                ColorArgument::TrueColor => "truecolor",
            };
            add("--color", "ui", "colors", value.into());
        }
        if self.global.ascii {
            add("--ascii", "ui", "glyphs", "ascii".into());
        }
        if self.read.no_mouse {
            add("--no-mouse", "ui", "mouse", "false".into());
        }
        if let Some(sort) = &self.global.sort {
            add("--sort", "list", "sort", sort.clone());
        }
        flags
    }

    /// The filter, wherever it stands, safe to show: no text that it could find has anything else.
    pub fn filter(&self) -> TypedFilter {
        let of_command = match &self.command {
            Some(Command::List(list)) => Some((&list.filter, &list.literal)),
            Some(Command::Search(search)) => Some((&search.filter, &search.literal)),
            Some(Command::Dates(dates)) => Some((&dates.filter, &dates.literal)),
            _ => None,
        };
        let literal = of_command.and_then(|(_, literal)| literal.literal_filter.as_ref());
        let of_command = of_command.and_then(|(filter, _)| filter.as_ref());
        let of_reader = self.read.filter.as_ref();
        let (text, may_be_option) = match (literal, of_command, of_reader) {
            (Some(text), ..) => (text.as_str(), false),
            (None, Some(text), _) => (text.as_str(), true),
            (None, None, Some(text)) => (text.as_str(), !self.read.is_filter_attached),
            (None, None, None) => ("", false),
        };
        TypedFilter { text: safe_in_line(text), may_be_option }
    }
}

/// A filter as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedFilter {
    /// The text; empty where none was typed.
    pub text: String,
    /// True if it stands where options do, so that one that begins with `--` is a misspelt option.
    pub may_be_option: bool,
}

/// A number of days, or `all`.
fn read_days(text: &str) -> Result<DaysArgument, String> {
    match text.trim() {
        "all" => Ok(DaysArgument::All),
        number => number.parse().map(DaysArgument::Around).map_err(|_| "a number of days or “all”".to_owned()),
    }
}

/// A size such as `80x24`, in columns and rows.
fn read_size(text: &str) -> Result<(u16, u16), String> {
    let size = text.split_once(['x', 'X', '×']).and_then(|(columns, rows)| {
        let size: (u16, u16) = (columns.trim().parse().ok()?, rows.trim().parse().ok()?);
        // A screen beyond these is a slip of the finger, and would fill the memory.
        ((1..=1000).contains(&size.0) && (1..=1000).contains(&size.1)).then_some(size)
    });
    size.ok_or_else(|| "a size is columns and rows of 1 to 1000, such as 80x24".to_owned())
}
