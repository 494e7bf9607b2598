//! Builds the text of `--help`: description, usage, examples, commands by purpose, and options.
//!
//! Without this, clap would list all commands in one block, and mix the common options with a command's own.

use std::fmt::Write;

use clap::Command;

/// The heading of the options that print a screen without a terminal.
pub(super) const SCRIPTING: &str = "Scripting";

/// The heading of the options that every command takes.
const COMMON: &str = "Options of every command";

/// The commands by purpose. A command that is not listed here is in the last group.
const GROUPS: [(&str, &[&str]); 2] =
    [("Find and read", &["list", "search", "show", "similar", "dates"]), ("Manage", &["check", "index", "config"])];

/// The command that clap adds by itself, unless the program has a command of that name.
const HELP: (&str, &str) = ("help", "Print this help, or the help of a command");

const EXAMPLES: &str = "\
Examples:
  newsreader ~/clips                           Read a folder
  newsreader -d ~/clips list harbour -tolls    List the articles that match a filter
  newsreader -d ~/clips dates is:undated       Show why articles have no date
";

/// Returns the program with its help: examples, grouped commands, and common options after a command's own.
pub(super) fn with_help(program: Command) -> Command {
    let program =
        program.mut_args(|argument| if argument.is_global_set() { argument.help_heading(COMMON) } else { argument });
    let text = help_text(&program);
    program.override_help(text)
}

fn help_text(program: &Command) -> String {
    let template = format!(
        "{{about}}\n\n{{usage-heading}} {{usage}}\n\n{EXAMPLES}\n{}{{all-args}}{{after-help}}",
        commands(program)
    );
    // Leaves out clap's own block of commands.
    let mut program = program.clone().disable_help_subcommand(true).mut_subcommands(|command| command.hide(true));
    program = program.help_template(template);
    program.render_help().to_string()
}

/// Returns the lines of the commands in their groups, each with its description.
fn commands(program: &Command) -> String {
    let about = |command: &Command| command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut commands: Vec<(&str, String)> =
        program.get_subcommands().map(|command| (command.get_name(), about(command))).collect();
    if commands.iter().all(|(name, _)| *name != HELP.0) {
        commands.push((HELP.0, HELP.1.to_owned()));
    }
    let group_of = |name: &str| GROUPS.iter().position(|(_, names)| names.contains(&name)).unwrap_or(GROUPS.len() - 1);
    let mut text = String::new();
    for (group, (heading, _)) in GROUPS.iter().enumerate() {
        let _ = writeln!(text, "{heading}:");
        for (name, about) in commands.iter().filter(|(name, _)| group_of(name) == group) {
            let _ = writeln!(text, "  {name:<8} {about}");
        }
        text.push('\n');
    }
    text
}
