//! What a page says of itself that helps to decode it: its encoding, its language, its host.

use super::{Hints, declared};

/// All hints that stand in the first bytes.
pub(in crate::corpus) fn hints_in(head: &[u8]) -> Hints<'_> {
    Hints { declared: declared(head), ..Hints::default() }
}
