//! Tables: an article a row, with or without a row of names above.
use super::out::Out;
use crate::article::Severity;
use std::io::{self, BufRead};
use std::path::Path;

/// Reads the rows of a table.
pub(super) fn read(_source: &mut dyn BufRead, _path: &Path, out: &mut Out<'_>) -> io::Result<()> {
    out.tell(Severity::SetAside, None, "tables are not read yet");
    Ok(())
}
