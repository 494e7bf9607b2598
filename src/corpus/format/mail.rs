//! Messages of mail and of newsgroups.
use super::{Draft, Refusal};
use crate::article::Severity;

/// Reads one message.
pub(super) fn read(_bytes: &[u8], _limit: u64) -> Result<Draft, Refusal> {
    Err((Severity::SetAside, "mail is not read yet".into()))
}
