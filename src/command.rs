//! The command line: its arguments, their meaning, and one file for each subcommand.
//!
//! [`run`] takes three steps: it parses the [`Arguments`], loads settings and environment into a [`Context`], and runs
//! the command. Each step can end the program with a message and an exit code.

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::panic::AssertUnwindSafe;

use clap::error::{ContextKind, ContextValue};

mod arguments;
mod article_json;
mod check;
mod config;
mod dates;
mod exit;
mod filter_mistake;
mod help_filter;
mod index;
mod library;
mod list;
mod read;
mod search;
mod show;
mod similar;
mod whole_output;

pub use arguments::{Arguments, ColorArgument, Command, PrintFormat};
pub use exit::{Exit, Failure};

use whole_output::{ReadArticles, WholeOutput};

use crate::run::{fail_at_file_size_limit, log_folder, log_panics_in};
use crate::settings::{self, ConfigFile, Environment, Loaded, Sources, SystemPlaces};
use crate::text::safe::{safe, safe_in_line};

/// The environment of a command: its arguments, the settings, the terminal and the outputs.
pub struct Context<'io> {
    pub arguments: Arguments,
    /// The settings and the problems in them.
    pub loaded: Loaded,
    /// The places that the settings were read from, for reading them again.
    pub sources: Sources,
    /// The environment variables.
    pub environment: Environment,
    /// True if standard output is a terminal.
    pub is_terminal: bool,
    /// The width of the terminal in columns; `None` if standard output is no terminal.
    pub n_columns: Option<u16>,
    /// The output for data: standard output.
    pub out: &'io mut dyn Write,
    /// The output for messages: standard error.
    pub err: &'io mut dyn Write,
    articles: &'io ReadArticles,
}

/// Runs the program with the given arguments; the first one is the name of the program.
///
/// Only this function reads the state of the process: environment, terminal, standard output and standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    fail_at_file_size_limit();
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    let n_columns = is_terminal.then(|| crossterm::terminal::size().ok()).flatten().map(|(columns, _)| columns);
    // Locked once and buffered: a list of 30,000 lines is not 30,000 system calls.
    let mut out = io::BufWriter::new(stdout.lock());
    let mut err = io::stderr();
    let words: Vec<OsString> = arguments.into_iter().collect();
    let ended = match Arguments::read(words.iter().cloned()) {
        Ok(arguments) => {
            let environment: Environment =
                std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
            let sources = Sources {
                flags: arguments.flags(),
                environment: environment.clone(),
                config_file: match &arguments.global.config {
                    Some(path) => ConfigFile::Named(path.clone()),
                    None if arguments.global.no_config => ConfigFile::Ignored,
                    None => ConfigFile::Usual,
                },
                system: SystemPlaces::ask(),
            };
            let loaded = settings::load(&sources);
            log_panics_in(loaded.state_dir.clone());
            let articles = ReadArticles::default();
            let mut context = Context {
                arguments,
                loaded,
                sources,
                environment,
                is_terminal,
                n_columns,
                out: &mut WholeOutput::new(&mut out, &articles),
                err: &mut err,
                articles: &articles,
            };
            // The panic hook has already printed the message here, or in the log if another thread panicked.
            std::panic::catch_unwind(AssertUnwindSafe(|| context.run_to_the_end())).unwrap_or_else(|_| {
                let log = log_folder().map(|folder| format!(" or the log in {folder}")).unwrap_or_default();
                let message = format!("internal error; please report the message above{log}");
                Err(Failure::new(Exit::Fault, message))
            })
        }
        Err(_) if help_filter::is_asked(&words) => help_filter::run(&mut out),
        Err(error) => usage(error, &mut out),
    };
    let ended = ended.and_then(|exit| out.flush().map(|()| exit).map_err(Failure::from));
    match ended {
        Ok(exit) => exit,
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => Exit::Done,
        Err(failure) => {
            let (exit, messages) = failure.into_messages();
            // Data is written first, so that a message about its end comes last. If nothing can be written, the exit
            // code reports the failure.
            let _ = out.flush();
            for message in messages {
                let _ = writeln!(err, "newsreader: {}", safe(&message).0);
            }
            exit
        }
    }
}

/// Handles an error of clap: help and version are printed as data, everything else is wrong usage.
fn usage(error: clap::Error, out: &mut dyn Write) -> Result<Exit, Failure> {
    let error = safe_error(error);
    let text = error.render().to_string();
    if error.use_stderr() {
        let message = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
        return Err(Failure::new(Exit::Usage, message));
    }
    writeln!(out, "{}", text.trim_end())?;
    Ok(Exit::Done)
}

/// Returns the error with the user's words made safe to print.
fn safe_error(mut error: clap::Error) -> clap::Error {
    let is_ours = |kind: ContextKind| matches!(kind, ContextKind::Usage | ContextKind::Custom);
    let typed: Vec<_> =
        error.context().filter(|(kind, _)| !is_ours(*kind)).map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in typed {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(safe_in_line(&text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| safe_in_line(text)).collect())
            }
            // The styles are dropped together with the typed text: nothing here is printed in colour.
            ContextValue::StyledStr(text) => ContextValue::StyledStr(safe_in_line(&text.to_string()).into()),
            ContextValue::StyledStrs(texts) => {
                ContextValue::StyledStrs(texts.iter().map(|text| safe_in_line(&text.to_string()).into()).collect())
            }
            other => other,
        };
        error.insert(kind, value);
    }
    error
}

impl Context<'_> {
    /// Runs the command, and runs it again each time its index turns out to be damaged.
    fn run_to_the_end(&mut self) -> Result<Exit, Failure> {
        loop {
            let ended = self.run();
            if !self.articles.take_damage() {
                return ended;
            }
        }
    }

    fn run(&mut self) -> Result<Exit, Failure> {
        match &self.arguments.command {
            Some(Command::List(_)) => list::run(self),
            Some(Command::Show(_)) => show::run(self),
            Some(Command::Search(_)) => search::run(self),
            Some(Command::Similar(similar)) => {
                let similar = similar.clone();
                similar::run(self, &similar)
            }
            Some(Command::Dates(_)) => dates::run(self),
            Some(Command::Check { .. }) => check::run(self),
            Some(Command::Index { command }) => index::run(self, *command),
            Some(Command::Config { command }) => config::run(self, *command),
            None if self.is_terminal || self.arguments.read.print.is_some() => read::run(self),
            None => list::run(self),
        }
    }

    /// Ends any command if a flag has an invalid value.
    fn check_flags(&self) -> Result<(), Failure> {
        let of_flags = self.loaded.problems.iter().filter(|problem| problem.file.starts_with("--"));
        let sentences: Vec<String> = of_flags.map(settings::ConfigProblem::sentence).collect();
        if sentences.is_empty() { Ok(()) } else { Err(Failure::Said { exit: Exit::Usage, messages: sentences }) }
    }

    /// Ends a command that works with articles if the settings have problems: a list of the wrong folder is worse than
    /// no list.
    fn check_settings(&self) -> Result<(), Failure> {
        self.check_flags()?;
        if self.loaded.problems.is_empty() {
            return Ok(());
        }
        let mut sentences: Vec<String> = self.loaded.problems.iter().map(settings::ConfigProblem::sentence).collect();
        sentences
            .push("“newsreader config check” shows the places; --no-config goes on without the config file".to_owned());
        Err(Failure::Said { exit: Exit::Config, messages: sentences })
    }

    /// Writes a message that is not data to standard error, except with `--quiet`.
    fn note(&mut self, note: &str) -> Result<(), Failure> {
        self.articles.fail_if_damaged()?;
        if !self.arguments.global.quiet {
            writeln!(self.err, "newsreader: {}", safe(note).0)?;
        }
        Ok(())
    }
}
