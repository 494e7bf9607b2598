//! Web archives: pages packed as mail is, MHTML.
use super::{Draft, Refusal};
use crate::article::Severity;

/// Reads the page of an archive.
pub(super) fn read(_bytes: &[u8], _limit: u64) -> Result<Draft, Refusal> {
    Err((Severity::SetAside, "web archives are not read yet".into()))
}
