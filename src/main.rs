//! The entry point: runs the command line and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    newsreader::command::run(std::env::args_os()).into()
}
