//! The command-line arguments as they were typed, before settings and the folder are taken into account.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::settings::Flag;
use crate::text::safe::safe_in_line;

mod filter_words;
mod help;

/// A terminal reader for folders of news
#[derive(Debug, Parser)]
#[command(
    name = "newsreader",
    version,
    max_term_width = 100,
    override_usage = "newsreader [OPTIONS] [FOLDER]\n       newsreader COMMAND [OPTIONS] …",
    after_help = "Without FOLDER and -d, newsreader reads the folder of NEWSREADER_CORPUS_FOLDER, else that of the \
                  config file, else the built-in sample.\n\
                  Without a terminal on standard output, newsreader prints the list of `newsreader list`.\n\
                  The filter language: newsreader help filter\n\n\
                  Exit codes: 0 done, 1 nothing matched (check: cautions), 2 wrong usage or filter, 3 config, 4 folder, \
                  5 some files could not be read, 70 internal error."
)]
pub struct Arguments {
    /// The subcommand; without one the screen is opened.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Folder of articles to read
    #[arg(value_name = "FOLDER", conflicts_with = "folder")]
    pub folder_argument: Option<PathBuf>,

    #[command(flatten)]
    pub global: GlobalArguments,

    #[command(flatten)]
    pub read: ReadArguments,
}

/// Options that every command takes, before or after its name. The help lists them after a command's own options.
#[derive(Args, Debug)]
pub struct GlobalArguments {
    /// Read this folder of articles
    #[arg(short = 'd', long, value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,

    /// Use this config file
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no config file, only defaults, variables and flags
    #[arg(long, global = true)]
    pub no_config: bool,

    /// Read the whole folder, without the search index
    #[arg(long, global = true)]
    pub no_index: bool,

    /// Theme: auto, ink, paper, contrast, plain, or one of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<OsString>,

    /// Colours: auto, always, none, 16, 256 or truecolor
    #[arg(long, value_name = "WHEN", global = true, hide_possible_values = true)]
    pub color: Option<ColorArgument>,

    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,

    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,

    /// Print at most N articles
    #[arg(long, value_name = "N", global = true)]
    pub limit: Option<usize>,

    /// Order: date-desc, date-asc, source, length, path or relevance
    #[arg(long, value_name = "KEY", global = true)]
    pub sort: Option<OsString>,

    /// Print errors only, no notes, on standard error
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Options of the screen only.
#[derive(Args, Debug)]
pub struct ReadArguments {
    /// Start with this filter
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub filter: Option<String>,

    /// True if the filter was typed in the same word as its option, as in `--filter=--x`.
    #[arg(skip)]
    pub is_filter_attached: bool,

    /// Start in this article
    #[arg(long, value_name = "PATH|ID")]
    pub open: Option<OsString>,

    /// Turn the mouse off
    #[arg(long)]
    pub no_mouse: bool,

    /// Size of the screen that --print prints, such as 100x30
    #[arg(long, value_name = "COLSxROWS", help_heading = help::SCRIPTING, requires = "print", value_parser = read_size)]
    pub size: Option<(u16, u16)>,

    #[allow(rustdoc::invalid_html_tags, reason = "the text is that of --help, where backticks would stand")]
    /// Type these keys before --print prints, such as '/harbour<enter>jj'
    #[arg(long, value_name = "KEYS", help_heading = help::SCRIPTING, requires = "print", allow_hyphen_values = true)]
    pub keys: Option<String>,

    /// Print the screen as text, or as a picture with --print=svg, and exit
    #[arg(long, value_name = "FORMAT", help_heading = help::SCRIPTING, hide_possible_values = true, num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub print: Option<PrintFormat>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List articles, one per line
    List(ListArguments),
    /// List articles by relevance, with the sentences that match
    Search(SearchArguments),
    /// Print one article as text
    Show(ShowArguments),
    /// List the articles most similar to one
    Similar(SimilarArguments),
    /// Print the date of each article and the evidence for it
    Dates(DatesArguments),
    /// List the files that could not be read or were set aside
    Check {
        /// Folder of articles to check
        #[arg(id = "checked_folder", value_name = "FOLDER", conflicts_with = "folder")]
        folder: Option<PathBuf>,
    },
    /// Manage the search index
    #[command(subcommand_required = true, arg_required_else_help = false)]
    Index {
        #[command(subcommand)]
        command: IndexCommand,
    },
    /// Manage settings, keys and themes
    #[command(subcommand_required = true, arg_required_else_help = false)]
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

/// `newsreader list`.
#[derive(Args, Debug, Default)]
pub struct ListArguments {
    /// Only articles that match, such as: harbour -tolls date:2022-03
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,

    #[command(flatten)]
    pub literal: LiteralFilter,

    /// With --json, print the text of each article too
    #[arg(long, requires = "json")]
    pub body: bool,
}

/// `newsreader search`.
#[derive(Args, Debug, Default)]
pub struct SearchArguments {
    /// Only articles that match, such as: ferry or lorry
    #[arg(value_name = "FILTER", required_unless_present = "literal_filter")]
    pub filter: Vec<String>,

    #[command(flatten)]
    pub literal: LiteralFilter,
}

/// `newsreader similar`.
#[derive(Args, Clone, Debug)]
pub struct SimilarArguments {
    /// Path, PATH#2 for the second article of a file, or id
    #[arg(value_name = "PATH|ID")]
    pub article: OsString,

    /// Only articles from N days before it to N days after it, or all
    #[arg(long, value_name = "N|all", default_value = "30", value_parser = read_days)]
    pub days: DaysArgument,
}

/// The value of `--days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaysArgument {
    /// No limit.
    All,
    /// The largest number of days before or after the article.
    Around(u32),
}

/// `newsreader dates`.
#[derive(Args, Debug, Default)]
pub struct DatesArguments {
    /// Only articles that match, such as: harbour -tolls date:2022-03
    #[arg(value_name = "FILTER")]
    pub filter: Vec<String>,

    #[command(flatten)]
    pub literal: LiteralFilter,
}

/// The words of a filter after `--`, which are never options, whatever they begin with.
#[derive(Args, Debug, Default)]
pub struct LiteralFilter {
    #[arg(value_name = "FILTER", last = true, hide = true)]
    pub literal_filter: Vec<String>,
}

/// `newsreader show`.
#[derive(Args, Debug)]
pub struct ShowArguments {
    /// Path, PATH#2 for the second article of a file, or id
    #[arg(value_name = "PATH|ID")]
    pub article: OsString,

    /// Print the bytes of the file
    #[arg(long, conflicts_with = "json")]
    pub raw: bool,

    /// Captions, boilerplate and repeated paragraphs
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = ShowBoilerplate::Fold, conflicts_with = "raw")]
    pub boilerplate: ShowBoilerplate,
}

/// The value of `show --boilerplate`: how captions, boilerplate and repeated paragraphs are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShowBoilerplate {
    /// Leave them out
    Fold,
    /// Print them at their place in the text, and page text below it
    Show,
}

/// `newsreader index …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum IndexCommand {
    /// Show the index of the folder, and the sizes of all others
    Status {
        /// Verify all checksums of the index
        #[arg(long)]
        check: bool,
    },
    /// Build the index of the folder again
    Rebuild,
    /// Remove the index of the folder; the next start builds it again
    Clear {
        /// Remove the indexes of all folders
        #[arg(long)]
        all: bool,
    },
}

/// `newsreader config …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum ConfigCommand {
    /// Print the settings in force and their origin
    Show,
    /// Print the path of the config file
    Path,
    /// Write a config file with every default, unless there is one
    Init,
    /// Check the config file
    Check,
    /// List every action with its keys
    Keys,
    /// List every theme, with a sample
    Themes,
}

/// The value of `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArgument {
    /// As many colours as the terminal supports.
    Auto,
    /// At least 16 colours, even without a terminal.
    Always,
    None,
    #[value(name = "16")]
    Ansi16,
    #[value(name = "256")]
    Ansi256,
    #[value(name = "truecolor")]
    TrueColor,
}

/// The value of `--print`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PrintFormat {
    /// Plain text.
    Text,
    /// An SVG picture.
    Svg,
}

impl Arguments {
    /// Parses the arguments; the first one is the name of the program.
    ///
    /// # Errors
    /// Returns the mistakes in the arguments, or the text of help and version.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, clap::Error> {
        let words: Vec<OsString> = arguments.into_iter().collect();
        let is_attached = |word: &OsString| {
            let word = word.as_encoded_bytes();
            word.starts_with(b"--filter=") || (word.starts_with(b"-f") && word.len() > 2)
        };
        let is_filter_attached = words.iter().take_while(|word| *word != "--").any(is_attached);
        let mut command = help::with_help(Self::command());
        let words = filter_words::mark(words, &command);
        let matches = command.try_get_matches_from_mut(words)?;
        let mut read = Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command))?;
        if read.folder_argument.is_some() && matches!(read.command, Some(Command::Check { folder: Some(_) })) {
            return Err(command.error(clap::error::ErrorKind::ArgumentConflict, "a folder was named twice"));
        }
        read.read.is_filter_attached = is_filter_attached;
        Ok(read)
    }

    /// Returns the settings that the arguments give.
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = Vec::new();
        let mut add = |flag, section, name, value: OsString| flags.push(Flag { flag, section, name, value });
        let checked = match &self.command {
            Some(Command::Check { folder }) => folder.as_ref(),
            _ => None,
        };
        if let Some(folder) = checked.or(self.folder_argument.as_ref()) {
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

    /// Returns the filter of whichever option or argument has it, made safe to print. The removed characters occur in
    /// no text, so the filter finds the same articles.
    pub fn filter(&self) -> TypedFilter {
        let (words, literal): (&[String], &[String]) = match &self.command {
            Some(Command::List(list)) => (&list.filter, &list.literal.literal_filter),
            Some(Command::Search(search)) => (&search.filter, &search.literal.literal_filter),
            Some(Command::Dates(dates)) => (&dates.filter, &dates.literal.literal_filter),
            _ => (&[], &[]),
        };
        let words: Vec<&str> = words.iter().map(|word| filter_words::unmarked(word)).collect();
        let (text, unknown_option) = match &self.read.filter {
            Some(text) if words.is_empty() && literal.is_empty() => {
                let is_option = text.starts_with("--") && !self.read.is_filter_attached;
                (text.clone(), is_option.then_some(text.as_str()))
            }
            _ => {
                let unknown_option = words.iter().copied().find(|word| word.starts_with("--"));
                let words: Vec<&str> = words.iter().copied().chain(literal.iter().map(String::as_str)).collect();
                (words.join(" "), unknown_option)
            }
        };
        TypedFilter { text: safe_in_line(&text), unknown_option: unknown_option.map(safe_in_line) }
    }
}

/// A filter as it was typed on the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedFilter {
    /// The typed words, joined with blanks; empty if there were none.
    pub text: String,
    /// The first word that begins with `--` where options are allowed: a misspelt option.
    pub unknown_option: Option<String>,
}

/// Parses a number of days, or `all`.
fn read_days(text: &str) -> Result<DaysArgument, String> {
    match text.trim() {
        "all" => Ok(DaysArgument::All),
        number => number.parse().map(DaysArgument::Around).map_err(|_| "a number of days or “all”".to_owned()),
    }
}

/// Parses a size such as `80x24`, in columns and rows.
fn read_size(text: &str) -> Result<(u16, u16), String> {
    let size = text.split_once(['x', 'X', '×']).and_then(|(columns, rows)| {
        let size: (u16, u16) = (columns.trim().parse().ok()?, rows.trim().parse().ok()?);
        // A larger screen is a typing mistake, and would use up the memory.
        ((1..=1000).contains(&size.0) && (1..=1000).contains(&size.1)).then_some(size)
    });
    size.ok_or_else(|| "a size is columns and rows of 1 to 1000, such as 80x24".to_owned())
}
