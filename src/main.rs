//! The program: the command line, and an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsreader::command::run(std::env::args_os()).into()
}
