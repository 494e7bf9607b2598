//! Articles become immutable snapshots that everyone else reads.
//!
//! A [`Segment`] holds the articles of one batch and their folded text in memory; a
//! [`StoredSegment`](stored::StoredSegment) holds many on disk. A [`Snapshot`] is a list of [`Part`]s, each the one or
//! the other, with the order of all their rows by date. Segments never change, so a new snapshot shares all of the
//! last one's, and a search goes on from where it was.
//!
//! | part | what it is |
//! |---|---|
//! | [`SegmentBuilder`], [`Segment`] | the articles of a batch in memory, with their folded text and its facts |
//! | [`stored`] | segments on disk, how they are written, joined and committed |
//! | [`cache`] | where the index of a folder lives, who may write it, which go when there are too many |
//! | [`SnapshotBuilder`], [`Snapshot`], [`Part`] | all articles read so far, as one immutable value |
//! | [`RowFacts`] | what of an article answers a filter without a look at its text |
//! | [`SourceNames`] | the one name that each host is shown under |

mod bitmap;
pub mod cache;
mod date_order;
mod days;
mod fact_parts;
mod lookup;
mod part;
mod repetition;
mod row_facts;
mod segment;
mod snapshot;
mod snapshot_builder;
mod source_names;
mod sources;
pub mod stored;
mod text_source;

pub use bitmap::Bitmap;
pub use days::{DayCount, DayCounter, DayCounts};
pub use part::{ArticleRef, Part, RowNumber};
pub use row_facts::{RowFacts, Thing, Things};
pub use segment::{Folded, Segment, SegmentBuilder};
pub use snapshot::{DamageListener, Numbering, RowId, Snapshot, compare_paths, unreadable_article};
pub use snapshot_builder::SnapshotBuilder;
pub use source_names::{CountedNames, NameCounter, SourceNames};
pub use sources::{Source, SourceText, SourceTexts};
pub use text_source::TextSource;
