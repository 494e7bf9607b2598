//! Mailboxes: messages of mail, one after the other (RFC 4155).
use super::out::Out;
use crate::article::Severity;
use std::io::{self, BufRead};

/// Reads the messages of a mailbox.
pub(super) fn read(_source: &mut dyn BufRead, out: &mut Out<'_>) -> io::Result<()> {
    out.tell(Severity::SetAside, None, "mail is not read yet");
    Ok(())
}
