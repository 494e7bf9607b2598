//! Articles become immutable snapshots that everyone else reads.
//!
//! A [`Segment`] holds the articles of one batch and their folded text; a [`Snapshot`] is a list of
//! segments and the order of all their rows by date. Segments never change, so a new snapshot shares
//! all of the last one's, and a search goes on from where it was.
//!
//! Today the segments are in memory. What the rest of the program sees, rows by number, their folded
//! parts, an order and counts by day, is what a persisted index fills as well.

mod bitmap;
pub mod cache;
mod date_order;
mod days;
mod fact_parts;
mod part;
mod repetition;
mod row_facts;
mod segment;
mod snapshot;
mod snapshot_builder;
pub mod stored;

pub use bitmap::Bitmap;
pub use days::{DayCount, DayCounter, DayCounts};
pub use part::{ArticleRef, Part};
pub use row_facts::{RowFacts, Thing, Things};
pub use segment::{Folded, Segment, SegmentBuilder};
pub use snapshot::{DamageListener, RowId, Snapshot, compare_newest_first, compare_paths};
pub use snapshot_builder::SnapshotBuilder;
