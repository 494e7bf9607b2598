//! The SGML of the Reuters-21578 collection.
use super::out::Out;
use crate::article::Severity;
use std::io::{self, BufRead};

/// Reads the articles of a file of the collection.
pub(super) fn read(_source: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
    out.tell(Severity::SetAside, None, "SGML is not read yet");
    Ok(())
}
